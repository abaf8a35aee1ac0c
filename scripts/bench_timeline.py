"""Time the timeline of the five documents as a PNG of 1920x1080, beside a headless browser's screenshot of its page.

Prints figures and a ratio; it never passes or fails on a time.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable

from app_server import Server
from local_browser import start_chromium
from playwright.sync_api import Page, sync_playwright

from muster import paths
from muster.check import load_checked
from muster.figures.spec import FigureSpec
from muster.figures.write import figure_bytes

AIM_MS = 600
CHART = ".st-key-plot_wide canvas, .st-key-plot_wide svg.marks"


def timed(times: int, do: Callable[[], object]) -> float:
    """Return the median in milliseconds, after one call that is not counted."""
    do()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        do()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def photograph(page: Page, url: str) -> None:
    """Open the page of the same view, wait for its chart and take its picture, as a presenter would."""
    page.goto(url)
    page.wait_for_selector(CHART, timeout=60_000)
    page.screenshot()


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench --timeline", description=__doc__)
    parser.add_argument("--times", type=int, default=7)
    times = parser.parse_args().times
    dataset, spec = load_checked(paths.REPOSITORY), FigureSpec(kind="timeline")
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    ours = timed(times, lambda: figure_bytes(dataset, spec, ".png"))
    with Server() as server, sync_playwright() as playwright:
        browser = start_chromium(playwright)
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        theirs = timed(max(2, times // 2), lambda: photograph(page, f"{server.url}/timeline"))
        browser.close()
    print(
        f"timeline 1920x1080: ours {ours:.0f} ms (aim {AIM_MS}), browser {theirs:.0f} ms, browser / ours {theirs / ours:.1f}"
    )


if __name__ == "__main__":
    main()
