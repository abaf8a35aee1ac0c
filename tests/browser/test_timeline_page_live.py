"""The timeline page in a real browser: point, click, brush, undo, and on to the map; hostile text stays text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from app_server import Server
from hostile_data import make
from playwright.sync_api import Page
from visiting import Visit

from muster.ui.timeline.plot import WIDTHS_PX

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
CHART = ".st-key-plot_wide canvas, .st-key-plot_wide svg.marks"
FIRST_ROW_PX = 267
"""From the top of the chart to the middle of its first row."""


def opened(v: Visit, chart: str = CHART) -> Page:
    v.page.wait_for_selector(chart, timeout=60_000)
    v.settled()
    return v.page


def asked(page: Page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def corner(page: Page) -> tuple[float, float]:
    box = page.locator(CHART).first.bounding_box()
    assert box
    return box["x"], box["y"]


def test_point_click_brush_undo_and_on_to_the_map(server: Server, visit: Open) -> None:
    v = visit(server.url + "/timeline", width=1920, height=1080)
    page = opened(v)
    x, y = corner(page)
    page.mouse.move(x + 300, y + FIRST_ROW_PX)
    page.mouse.move(x + 303, y + FIRST_ROW_PX)
    told = page.locator("#vg-tooltip-element")
    told.wait_for(state="visible")
    assert "8 to 13 Oct 2024" in told.inner_text()
    page.mouse.click(x + 303, y + FIRST_ROW_PX)
    page.wait_for_function("() => location.search.includes('row=C03a')", timeout=30_000)
    page.get_by_text("4 more claims say the same").wait_for()
    v.settled()
    x, y = corner(page)
    page.mouse.move(x + 700, y + FIRST_ROW_PX + 40)
    page.mouse.down()
    page.mouse.move(x + 760, y + FIRST_ROW_PX + 42, steps=4)
    page.mouse.move(x + 820, y + FIRST_ROW_PX + 44, steps=4)
    page.mouse.up()
    page.wait_for_function("() => location.search.includes('from=2024-10-')", timeout=30_000)
    days = asked(page)
    assert "2024-10-15" <= days["from"] <= "2024-10-20"
    assert "2024-10-24" <= days["to"] <= "2024-10-31"
    v.settled()
    page.get_by_role("button", name="All dates").click()
    page.wait_for_function("() => !location.search.includes('from=')", timeout=30_000)
    assert asked(page) == {"row": "C03a"}
    v.settled()
    page.get_by_role("button", name="See on the map").click()
    v.ready()
    assert not v.outside


def test_a_narrow_window_has_a_chart_of_its_own(server: Server, visit: Open) -> None:
    v = visit(server.url + "/timeline", width=390, height=844)
    page = opened(v, ".st-key-plot_narrow canvas, .st-key-plot_narrow svg.marks")
    assert page.locator(".st-key-plot_narrow").is_visible()
    assert not page.locator(".st-key-plot_wide").is_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_hostile_text_is_shown_as_itself(tmp_path: Path, visit: Open) -> None:
    with Server(make(tmp_path / "hostile")) as hostile:
        v = visit(hostile.url + "/timeline", width=1920, height=1080)
        dialogs: list[str] = []
        v.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page = opened(v)
        x, y = corner(page)
        told = page.locator("#vg-tooltip-element")
        for step in range(200, 800, 11):
            page.mouse.move(x + 300, y + step)
            page.wait_for_timeout(120)
            if told.is_visible():
                break
        told.wait_for(state="visible")
        assert '<img src=x onerror="window.hacked=2' in told.inner_text()
        assert told.locator("img, b, script, a").count() == 0
        assert page.evaluate("() => window.hacked") is None
        assert not dialogs
        assert not v.outside


@pytest.mark.parametrize("width", [1920, 1600, 1366, 1024, 820, 390])
def test_no_chart_is_shown_in_less_width_than_its_words_were_placed_for(
    server: Server, visit: Open, width: int
) -> None:
    v = visit(server.url + "/timeline?asof=2024-10-24", width=width, height=900)
    v.page.wait_for_selector(".vega-embed :is(canvas, svg)", timeout=60_000, state="attached")
    v.settled()
    shown = {
        name: v.page.locator(f".st-key-plot_{name} .vega-embed").bounding_box()
        for name in WIDTHS_PX
        if v.page.locator(f".st-key-plot_{name}").is_visible()
    }
    ((name, box),) = shown.items()
    assert box
    assert box["width"] >= WIDTHS_PX[name]
