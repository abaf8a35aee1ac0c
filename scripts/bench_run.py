"""Measure the map, and the naive pattern beside it in the same run: see docs/bench.md.

Prints figures and ratios; it never passes or fails on a time. Needs a Chromium (scripts/bench finds one).
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

import bench_table
import synthetic
from bench_measure import Measured, Plan, measure
from local_browser import start_chromium
from playwright.sync_api import sync_playwright

SIZES = (1_000, 10_000, 50_000)
AIM = 10_000
HEAVY = 50_000


def plan_for(claims: int, *, naive: bool, quick: bool) -> Plan:
    """Return how much is done with a data set: less of what is slow, so that the whole stays near six minutes."""
    if naive and claims >= HEAVY:
        return Plan(views=1, changes=2, view_s=20, change_s=20)
    if quick:
        return Plan(views=1, changes=8, steps=60, play_s=1, change_s=30)
    return Plan(views=2 if naive or claims >= HEAVY else 3)


def run(sizes: list[int], *, quick: bool, folder: Path) -> None:
    """Make the data, measure both apps with each set, print the table and the closing line."""
    table: list[bench_table.Row] = []
    last = ""
    with sync_playwright() as playwright:
        browser = start_chromium(playwright)
        print(
            f"Chromium {browser.version}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start"
        )
        for claims in (0, *sizes):
            label = f"{claims:,} claims" if claims else "shipped"
            started = time.monotonic()
            data = synthetic.make(folder / str(claims), claims) if claims else None
            ours = measure(browser, data, plan_for(claims, naive=False, quick=quick), naive=False)
            naive = Measured()
            if not (quick and claims >= HEAVY):
                naive = measure(browser, data, plan_for(claims, naive=True, quick=quick), naive=True)
            print(f"{label}: measured in {time.monotonic() - started:.0f} s", flush=True)
            table += bench_table.rows(label, ours, naive)
            for url in dict.fromkeys(ours.outside + naive.outside):
                print(f"  a request left this machine: {url}")
            if ours.told:
                print(f"  scrubbing told the server {ours.told} times")
            if claims == AIM or not last:
                last = bench_table.closing(label, ours, naive)
        browser.close()
    print(*bench_table.lines(table), "", last, sep="\n")


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="fewer repeats, and the without the naive pattern from 50,000 on"
    )
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=SIZES, metavar="CLAIMS", help="synthetic claims"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="muster-bench-") as folder:
        run(list(given.sizes), quick=given.quick, folder=Path(folder))


if __name__ == "__main__":
    main()
