"""How fast figures are drawn, beside a headless browser's screenshot of the same view in the same run."""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import date

from app_server import Server
from local_browser import start_chromium
from playwright.sync_api import sync_playwright

from muster import paths
from muster.figures.frames import draw_frames, gif_bytes
from muster.figures.spec import FigureSpec, Size
from muster.figures.write import figure_bytes
from muster.query import Selection
from muster.tables import load


def timed(times: int, work: Callable[[], object]) -> float:
    """Return the median of some runs in milliseconds, after one that warms."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def screenshot_ms(times: int) -> float:
    """Return how long a page takes from its address to the picture of its map, presented, in a browser that is running."""
    with Server() as server, sync_playwright() as p:
        browser = start_chromium(p)

        def take() -> None:
            page = browser.new_page(viewport={"width": 1920, "height": 1080})
            page.goto(server.url + "/?present=1")
            frame = page.frame_locator(".st-key-frame iframe")
            frame.locator("html[data-ready='1']").wait_for(state="attached", timeout=60_000)
            page.screenshot()
            page.close()

        found = timed(times, take)
        browser.close()
        return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    dataset = load(paths.REPOSITORY)
    spec = FigureSpec()
    map_ms = timed(runs, lambda: figure_bytes(dataset, spec, ".png"))
    days = Selection(event_from=date(2024, 10, 8), event_to=date(2024, 11, 6))
    play = FigureSpec(kind="frames", step="day", size=Size(960, 540), selection=days)
    start = time.perf_counter()
    frames = list(draw_frames(dataset, play))
    gif_bytes(iter(frames), 0.5)
    play_s = time.perf_counter() - start
    browser_ms = screenshot_ms(runs)
    print(f"map 1920x1080, PNG, warm        {map_ms:8,.0f} ms   aim 400")
    print(f"{len(frames)} frames of 960x540, GIF      {play_s:8.1f} s    aim 6")
    print(
        f"browser, screenshot of the view {browser_ms:8,.0f} ms   {browser_ms / map_ms:.1f} times ours, aim 4"
    )


if __name__ == "__main__":
    main()
