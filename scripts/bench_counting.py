"""Measure the questions of counting over a million made-up claims, beside pandas in the same run: see docs/bench.md.

Prints figures and ratios, and whether both gave the same answers; it never passes or fails on a time. Each side runs in a
process of its own, so that its memory is that of the whole process. Ours includes what the product answers for a page: names,
labels and changes on the way, which the baseline leaves out.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench_counting_side import QUESTIONS
from bench_measure import median, percentile

HERE = Path(__file__).parent


def side(name: str, folder: Path, count: int) -> dict[str, Any]:
    """Run one side in a process of its own and return its report."""
    command = [sys.executable, str(HERE / "bench_counting_side.py"), name, str(folder), str(count)]
    return dict(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


def line(name: str, measure: str, ours: dict[str, Any], other: dict[str, Any]) -> str:
    """Return one question's line by a measure: `seconds` by the clock, or `busy` ones of the processor."""
    mine, theirs = (
        tuple((f(report[measure]) or 0) * 1000 for f in (median, lambda s: percentile(s, 0.95)))
        for report in (ours, other)
    )
    equal = sum(a == b for a, b in zip(ours["digests"], other["digests"], strict=True))
    size = (median(ours["bytes"]) or 0) / 1000
    return (
        f"{name:<14}{mine[0]:>9,.1f}{mine[1]:>9,.1f}{theirs[0]:>11,.1f}{theirs[1]:>9,.1f}{theirs[0] / mine[0]:>9.1f}"
        f"{theirs[1] / mine[1]:>9.1f}{size:>11,.1f}{equal:>8} of {len(ours['digests'])}"
    )


def main() -> None:
    """Make the layer, run both sides, print the table."""
    parser = argparse.ArgumentParser(prog="scripts/bench --counting", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="100,000 claims and 8 selections")
    parser.add_argument("--claims", type=int, help="how many made-up claims (1,000,000)")
    parser.add_argument("--selections", type=int, help="how many date-bounded selections each (35)")
    parser.add_argument("--layer", type=Path, help="a layer that was made before")
    given = parser.parse_args()
    claims = given.claims or (100_000 if given.quick else 1_000_000)
    count = given.selections or (8 if given.quick else 35)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    with tempfile.TemporaryDirectory(prefix="muster-bench-") as folder:
        layer = given.layer
        if layer is None:
            started = time.monotonic()
            layer = Path(folder) / "layer"
            subprocess.run(
                [sys.executable, str(HERE / "synthetic_bulk.py"), str(layer), str(claims)], check=True
            )
            print(f"{claims:,} claims made and written in {time.monotonic() - started:.0f} s")
        ours, other = side("muster", layer, count), side("pandas", layer, count)
    for measure, told in (("seconds", "ms"), ("busy", "ms of processor")):
        print(
            f"{told:<16}{'ours p50':>7}{'p95':>9}{'pandas p50':>11}{'p95':>9}{'ratio':>9}{'of p95':>9}{'answer kB':>11}{'equal':>8}"
        )
        for name in QUESTIONS:
            print(line(name, measure, ours["questions"][name], other["questions"][name]))
    print(
        f"peak memory of the whole process: ours {ours['peak_mb']:,.0f} MB, pandas {other['peak_mb']:,.0f} MB; "
        f"opening: ours {ours['opening_s']:.1f} s, pandas {other['opening_s']:.1f} s; "
        f"load {os.getloadavg()[0]:.1f} at the end"
    )


if __name__ == "__main__":
    main()
