"""Measure the map of a bulk layer beside the map of 10,000 claims, in the same run: see docs/bench.md.

Both are pages of the product. The one holds its claims in the browser, the other asks the server for the cells of its view.
Prints figures and ratios; it never passes or fails on a time. Needs a Chromium (scripts/bench finds one).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import synthetic
from app_server import ROOT, Server
from bench_measure import median, percentile
from local_browser import start_chromium
from playwright.sync_api import Browser, Frame, Page, sync_playwright

HERE = Path(__file__).parent
VIEWPORT = {"width": 1366, "height": 768}
BESIDE = 10_000
WAIT_MS = 60_000
PILLS = ("Presence", "Training", "Transit", "Combat", "Imagery")

_CALM = "() => muster.frame.report().counting !== true"
_DRAWN = "before => { const f = muster.frame; return (f.held ? f.held.params !== before && !f.isCounting : f.applied !== before) }"
_NOW = "() => { const f = muster.frame; return f.held ? f.held.params : f.applied; }"
_DRAWN_AT = "() => { const f = muster.frame; return f.held ? f.drawnAt : f.appliedAt; }"
# From the change of the window until its counts are drawn: at once where the claims are in the browser.
_STEP = """async days => {
  const f = muster.frame, before = f.answers, started = performance.now();
  f.bar.set(f.from + days, f.to + days);
  if (f.held) while (f.isCounting) await new Promise((done) => setTimeout(done, 1));
  return performance.now() - started;
}"""
_PAN = """async by => {
  const f = muster.frame, before = f.answers, started = performance.now();
  f.map.panBy([by, 0], { animate: false });
  if (f.held) {
    while (f.answers === before && performance.now() - started < 8000) await new Promise((done) => setTimeout(done, 1));
  }
  return performance.now() - started;
}"""
_FRAMES = """async lasting => {
  const f = muster.frame, from = f.answers || f.frames || 0, begun = performance.now();
  let n = 0;
  while (performance.now() - begun < lasting) {
    f.bar.set(f.from + 1, f.to + 1);
    await new Promise(requestAnimationFrame);
    n++;
  }
  return [(f.held ? (f.answers || 0) : f.frames) - from, performance.now() - begun];
}"""


def opened(browser: Browser, url: str) -> tuple[Page, Frame, float]:
    """Open a page in a fresh profile; return it with its frame and the milliseconds until everything was counted."""
    page = browser.new_context(viewport=VIEWPORT, reduced_motion="reduce").new_page()
    started = time.monotonic()
    page.goto(url)
    element = page.wait_for_selector(".st-key-frame iframe", timeout=WAIT_MS)
    frame = element.content_frame() if element else None
    if frame is None:
        raise RuntimeError(f"{url} shows no map.")
    frame.wait_for_selector("html[data-ready='1']", timeout=WAIT_MS)
    frame.wait_for_function(_CALM, timeout=WAIT_MS)
    return page, frame, (time.monotonic() - started) * 1000


def measure(browser: Browser, url: str, steps: int, views: int) -> dict[str, list[float]]:
    """Return what each measure took, in milliseconds; `rate` is answers drawn a second under a dragging hand."""
    found: dict[str, list[float]] = {name: [] for name in ("first view", "filter", "step", "pan", "rate")}
    opened(browser, url)[0].context.close()  # what a server does once, at its start, is no view's
    for _ in range(views):
        page, frame, took = opened(browser, url)
        found["first view"].append(took)
        if len(found["first view"]) < views:
            page.context.close()
    _settle(page)
    for name in PILLS * (1 if steps < 20 else 2):
        before = frame.evaluate(_NOW)
        page.evaluate(
            "() => document.addEventListener('click', () => { window.clickedAt = performance.timeOrigin + performance.now(); },"
            " { capture: true, once: true })"
        )
        page.locator("[data-testid=stSidebar]").get_by_text(name, exact=True).click()
        frame.wait_for_function(_DRAWN, arg=before, timeout=WAIT_MS)
        found["filter"].append(frame.evaluate(_DRAWN_AT) - page.evaluate("() => window.clickedAt"))
        _settle(page)
        frame.wait_for_function(_CALM, timeout=WAIT_MS)
    middle = "() => { const f = muster.frame, m = Math.round((f.bar.first + f.bar.last) / 2); f.bar.set(m - 100, m - 70); }"
    frame.evaluate(middle)
    frame.wait_for_function(_CALM, timeout=WAIT_MS)
    found["step"] = [frame.evaluate(_STEP, 3) for _ in range(steps)]
    frame.evaluate(middle)
    frame.wait_for_function(_CALM, timeout=WAIT_MS)
    count, lasted = frame.evaluate(_FRAMES, 4000)
    found["rate"] = [1000 * count / lasted]
    frame.evaluate("() => { muster.frame.map.setView([56, 60], 6, { animate: false }); }")
    page.wait_for_timeout(500)
    frame.wait_for_function(_CALM, timeout=WAIT_MS)
    found["pan"] = [frame.evaluate(_PAN, 500) for _ in range(max(4, steps // 3))]
    page.context.close()
    return found


def _settle(page: Page) -> None:
    page.wait_for_timeout(200)
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]').dataset.testScriptState !== 'running'",
        timeout=WAIT_MS,
    )
    page.wait_for_timeout(200)


def line(name: str, ours: list[float], beside: list[float]) -> str:
    """Return one measure's line."""

    def shown(values: list[float]) -> str:
        return f"{median(values) or 0:>9,.0f}{percentile(values, 0.95) or 0:>9,.0f}"

    ratio = (median(ours) or 0) / (median(beside) or 1)
    return f"{name:<34}{shown(ours)}{shown(beside)}{ratio:>9.1f}"


def main() -> None:
    """Make both sets, measure both pages, print the table."""
    parser = argparse.ArgumentParser(prog="scripts/bench --cells", description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000_000, help="claims of the layer")
    parser.add_argument("--layer", type=Path, help="a layer that was made before")
    parser.add_argument("--quick", action="store_true", help="fewer repeats")
    given = parser.parse_args()
    steps, views = (10, 1) if given.quick else (30, 3)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    with tempfile.TemporaryDirectory(prefix="muster-bench-") as folder, sync_playwright() as playwright:
        layer = given.layer or Path(folder) / "layer"
        if given.layer is None:
            maker = [sys.executable, str(HERE / "synthetic_bulk.py"), str(layer), str(given.claims)]
            subprocess.run(maker, check=True)
        data = synthetic.make(Path(folder) / "data", BESIDE)
        browser = start_chromium(playwright)
        with Server(data, results=ROOT / "test-results" / "bench", layers=layer) as server:
            ours = measure(browser, f"{server.url}/?layer={layer.name}", steps, views)
            beside = measure(browser, server.url, steps, views)
        browser.close()
    print(f"{'ms':<34}{'layer p50':>9}{'p95':>9}{'10,000':>9}{'p95':>9}{'ratio':>9}")
    for name, words in (
        ("filter", "filter click to map updated"),
        ("step", "scrub step to map updated"),
        ("pan", "move of the map to map updated"),
        ("first view", "first view, everything counted"),
    ):
        print(line(words, ours[name], beside[name]))
    rates: Any = [ours["rate"][0], beside["rate"][0]]
    print(f"windows drawn a second under a dragging hand: layer {rates[0]:.1f}, 10,000 {rates[1]:.1f}")
    print(f"load {os.getloadavg()[0]:.1f} at the end")


if __name__ == "__main__":
    main()
