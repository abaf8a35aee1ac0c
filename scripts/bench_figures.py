"""How fast figures are drawn, beside a headless browser's screenshot of the same view in the same run."""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta

from app_server import Server
from local_browser import start_chromium
from playwright.sync_api import Page, sync_playwright

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


def window(number: int) -> FigureSpec:
    """Return a map of days that no other number has."""
    first = date(2024, 10, 8) + timedelta(days=number % 12)
    return FigureSpec(
        selection=Selection(event_from=first, event_to=first + timedelta(days=3 + number // 12))
    )


def _map_stands(page: Page) -> None:
    frame = page.frame_locator(".st-key-frame iframe")
    frame.locator("html[data-ready='1']").wait_for(state="attached", timeout=90_000)


def _chart_stands(page: Page) -> None:
    page.wait_for_selector(".st-key-plot_wide canvas, .st-key-plot_wide svg.marks", timeout=90_000)


PAGES = (("map", "/?present=1", _map_stands), ("timeline", "/timeline", _chart_stands))


def screenshot_ms(times: int, path: str, ready: Callable[[Page], None]) -> float:
    """Return how long a page takes from its address to its picture, in a browser and a server that are running."""
    with Server() as server, sync_playwright() as p:
        browser = start_chromium(p)

        def take() -> None:
            page = browser.new_page(viewport={"width": 1920, "height": 1080})
            page.goto(server.url + path)
            ready(page)
            page.screenshot()
            page.close()

        found = timed(times, take)
        browser.close()
        return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench --figures", description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    dataset = load(paths.REPOSITORY)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    taken = {}
    for kind, aim in (("map", 400), ("timeline", 600), ("brief", 0), ("sources", 0)):
        taken[kind] = timed(runs, lambda kind=kind: figure_bytes(dataset, FigureSpec(kind=kind), ".png"))
        said = f"   aim {aim}" if aim else ""
        print(f"{kind} 1920x1080, PNG, warm".ljust(44) + f"{taken[kind]:8,.0f} ms{said}", flush=True)
    first = iter(range(1, 1000))
    moved = timed(runs, lambda: figure_bytes(dataset, window(next(first)), ".png"))
    print("map 1920x1080, each time of other days".ljust(44) + f"{moved:8,.0f} ms", flush=True)
    days = Selection(event_from=date(2024, 10, 8), event_to=date(2024, 11, 6))
    play = FigureSpec(kind="frames", step="day", size=Size(960, 540), selection=days)
    start = time.perf_counter()
    frames = list(draw_frames(dataset, play))
    gif_bytes(iter(frames), 0.5)
    play_s = time.perf_counter() - start
    print(f"{len(frames)} frames of 960x540, GIF".ljust(44) + f"{play_s:8.1f} s    aim 6", flush=True)
    for name, path, ready in PAGES:
        browser_ms = screenshot_ms(max(2, runs // 2), path, ready)
        ratio = browser_ms / taken[name]
        print(
            f"browser, screenshot of the same {name}".ljust(44)
            + f"{browser_ms:8,.0f} ms   {ratio:.1f} times ours, aim 4",
            flush=True,
        )
    print(f"load {os.getloadavg()[0]:.1f} at the end")


if __name__ == "__main__":
    main()
