"""What the bench measures of one app with one data set, stage by stage, each within its own time."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app_server import ROOT, Server
from bench_page import Visit, visit
from playwright.sync_api import Browser

OURS = ROOT / "app.py"
NAIVE = Path(__file__).with_name("bench_naive_app.py")
LIMIT_MS = 60_000
WARM_CLICKS = 4
MARKER_STEPS = 20
PIXEL_DEGREES = 0.02
"""A 60th of what a pixel of the map at zoom 5 covers would be exact; a pixel is what an eye can see."""


@dataclass(frozen=True)
class Plan:
    """How often each thing is done, and how long each stage may take in seconds."""

    views: int = 3
    changes: int = 30
    steps: int = 180
    play_s: float = 2.0
    view_s: float = 40
    change_s: float = 75


@dataclass
class Measured:
    """The figures of one app with one data set; None where a figure was not reached in time."""

    first_view_ms: float | None = None
    first_view_bytes: float | None = None
    clicks_ms: list[float] = field(default_factory=list)
    confirmed_ms: list[float] = field(default_factory=list)
    change_bytes: float | None = None
    heap_bytes: int | None = None
    nodes: int | None = None
    in_place: bool | None = None
    zoom_kept: bool | None = None
    scrub_ms: list[float] = field(default_factory=list)
    scrub_fps: float | None = None
    play_fps: float | None = None
    happened_ms: list[float] = field(default_factory=list)
    known_ms: list[float] = field(default_factory=list)
    happened_cpu_ms: float | None = None
    known_cpu_ms: float | None = None
    markers_ms: list[float] = field(default_factory=list)
    told: int | None = None
    outside: list[str] = field(default_factory=list)

    @property
    def click_ms(self) -> float | None:
        return median(self.clicks_ms)


def median(values: Sequence[float]) -> float | None:
    """Return the median, or None of nothing."""
    return statistics.median(values) if values else None


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the smallest value that `share` of the values do not exceed, or None of nothing."""
    return sorted(values)[math.ceil(share * len(values)) - 1] if values else None


def measure(browser: Browser, data: Path | None, plan: Plan, *, naive: bool) -> Measured:
    """Start the app with the data and measure it. A stage that does not finish leaves its figures None."""
    found = Measured()
    with Server(data, app=NAIVE if naive else OURS, results=ROOT / "test-results" / "bench") as server:
        with visit(browser, naive=naive) as first:
            if first.open(server.url, LIMIT_MS) is None:
                return found
            first.settle()
        _first_views(browser, server.url, plan, found, naive=naive)
        with visit(browser, naive=naive) as page:
            if page.open(server.url, LIMIT_MS) is None:
                return found
            page.settle()
            if not naive:
                _scrub(page, plan, found)
            _changes(page, plan, found)
            found.outside += page.traffic.outside
    return found


def _first_views(browser: Browser, url: str, plan: Plan, found: Measured, *, naive: bool) -> None:
    times, weights = [], []
    until = time.monotonic() + plan.view_s
    for _ in range(plan.views):
        with visit(browser, naive=naive) as page:
            took = page.open(url, LIMIT_MS)
            if took is None:
                return
            page.settle()
            times.append(took)
            weights.append(page.traffic.total)
            found.outside += page.traffic.outside
        if time.monotonic() > until:
            break
    found.first_view_ms, found.first_view_bytes = median(times), median(weights)


def _scrub(page: Visit, plan: Plan, found: Measured) -> None:
    page.scrub(20)
    scrubbed = page.scrub(plan.steps)
    found.scrub_ms = scrubbed["ms"]
    found.scrub_fps = 1000 / statistics.fmean(scrubbed["gaps"])
    found.told = scrubbed["told"]
    found.play_fps = 1000 / statistics.fmean(page.play(plan.play_s * 1000)["gaps"])
    page.steps("happened", 20)
    found.happened_ms, found.happened_cpu_ms = page.steps("happened", plan.steps)
    page.steps("known", 20)
    found.known_ms, found.known_cpu_ms = page.steps("known", plan.steps)
    found.markers_ms = page.markers(MARKER_STEPS)
    page.settle()


def _changes(page: Visit, plan: Plan, found: Measured) -> None:
    """Switch originators off and on. The first few are for warmth; `heap_bytes` is None unless all were done."""
    until = time.monotonic() + plan.change_s
    warm = min(WARM_CLICKS, plan.changes)
    for i in range(warm):
        if page.click(i // 2, LIMIT_MS) is None:
            return
        page.settle()
    wanted = page.look()
    page.settle()
    heap, nodes = page.heap(), page.nodes()
    weights = []
    for i in range(plan.changes):
        before = page.traffic.total
        took = page.click(i // 2, LIMIT_MS)
        if took is None:
            return
        found.clicks_ms.append(took["drawn"])
        found.confirmed_ms.append(took["confirmed"])
        page.settle()
        weights.append(page.traffic.total - before)
        if time.monotonic() > until:
            break
    found.change_bytes = median(weights)
    if len(found.clicks_ms) == plan.changes:
        found.heap_bytes, found.nodes = page.heap() - heap, page.nodes() - nodes
    view = page.view()
    found.in_place = view["same"]
    near = all(abs(view[axis] - wanted[axis]) < PIXEL_DEGREES for axis in ("lat", "lon"))
    found.zoom_kept = near and view["zoom"] == wanted["zoom"]
