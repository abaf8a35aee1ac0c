"""The map as one file opens from a memory stick, with no network: it draws, filters and plays, and asks for nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page

from muster.drawing import write
from muster.figures.spec import FigureSpec
from muster.model import Dataset

pytestmark = pytest.mark.browser


def test_the_one_file_draws_filters_and_plays_without_a_network(
    browser: Browser, shipped: Dataset, tmp_path: Path
) -> None:
    file = tmp_path / "map.html"
    write(shipped, FigureSpec(title="From a stick", handling="TLP:GREEN"), file)
    context = browser.new_context(viewport={"width": 1366, "height": 768}, offline=True)
    page = context.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.goto(file.as_uri())
    element = page.wait_for_selector("#muster-map")
    frame = element.content_frame()
    assert frame is not None
    frame.wait_for_function("window.muster && muster.frame && muster.frame.report().ready", timeout=30_000)
    drawn = frame.evaluate("muster.frame.report()")
    assert drawn["tally"]["shown"] == 42
    assert {"ussuriysk", "vladivostok", "kursk-oblast"} <= {mark["id"] for mark in drawn["drawn"]}
    assert page.locator("h1").inner_text() == "From a stick"
    assert page.locator("footer .handling").inner_text() == "TLP:GREEN"

    page.get_by_label("South Korea NIS", exact=True).uncheck()
    frame.wait_for_function("muster.frame.report().tally.filtered > 0")
    fewer = frame.evaluate("muster.frame.report()")
    assert fewer["tally"]["shown"] == 42 - 18
    assert "vladivostok" not in {mark["id"] for mark in fewer["drawn"]}

    frame.get_by_role("button", name="Play", exact=True).click()
    frame.wait_for_function(
        "muster.frame.report().from !== null && muster.frame.report().frames > 3", timeout=20_000
    )
    assert wrong == []
    assert [url for url in asked if not url.startswith(("data:", "blob:", "about:"))] == [file.as_uri()]
    context.close()


def test_a_day_at_a_mark_has_its_year_where_what_is_drawn_is_of_several_years(
    browser: Browser, shipped: Dataset, tmp_path: Path
) -> None:
    old = date(2022, 3, 5)
    of_two = replace(
        shipped,
        claims=tuple(
            replace(c, event_start=old, event_end=old) if c.place_id == "khabarovsk" else c
            for c in shipped.claims
        ),
    )
    told = []
    for dataset in (shipped, of_two):
        file = tmp_path / "map.html"
        write(dataset, FigureSpec(), file)
        context = browser.new_context(viewport={"width": 1366, "height": 768}, offline=True)
        page = context.new_page()
        page.goto(file.as_uri())
        frame = page.wait_for_selector("#muster-map").content_frame()
        assert frame is not None
        frame.wait_for_function(
            "window.muster && muster.frame && muster.frame.report().ready", timeout=30_000
        )
        lines = frame.evaluate(
            "Object.fromEntries(muster.frame.summaries.map((s) => muster.frame.labels.words(s, muster.frame.claims)))"
        )
        told.append((lines["Khabarovsk"], lines["Ussuriysk"]))
        context.close()
    assert told == [
        ("240 (South Korea NIS) · 16 Oct · disputed", "about 400 (South Korea NIS) · 16 Oct · disputed"),
        (
            "240 (South Korea NIS) · 5 Mar 2022 · disputed",
            "about 400 (South Korea NIS) · 16 Oct 2024 · disputed",
        ),
    ]


@pytest.fixture
def one_file(shipped: Dataset, tmp_path: Path) -> Path:
    file = tmp_path / "one.html"
    write(shipped, FigureSpec(), file)
    return file


def opened(browser: Browser, file: Path, width: int, height: int) -> tuple[Page, Frame]:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(file.as_uri())
    frame = page.wait_for_selector("#muster-map").content_frame()
    assert frame is not None
    frame.wait_for_selector("html[data-ready='1']", timeout=30_000)
    return page, frame


def test_the_keys_of_time_work_before_anything_is_clicked_and_leave_fields_alone(
    browser: Browser, one_file: Path
) -> None:
    page, frame = opened(browser, one_file, 1366, 768)
    page.keyboard.press("Home")
    frame.wait_for_function("() => muster.frame.report().to === '2024-10-08'")
    page.keyboard.press("ArrowRight")
    frame.wait_for_function("() => muster.frame.report().to > '2024-10-08'")
    page.keyboard.press("Space")
    frame.wait_for_function("() => muster.frame.bar.playing")
    page.keyboard.press("Space")
    frame.wait_for_function("() => !muster.frame.bar.playing")
    box = page.get_by_label("Suspilne", exact=True)
    box.focus()
    page.keyboard.press("Space")
    assert not box.is_checked()
    assert not frame.evaluate("() => muster.frame.bar.playing")
    page.close()


@pytest.mark.parametrize(("width", "height"), [(390, 844), (844, 390), (1366, 768), (1920, 1080)])
def test_the_map_has_half_of_the_screen_and_everything_else_is_reached(
    browser: Browser, one_file: Path, width: int, height: int
) -> None:
    page, frame = opened(browser, one_file, width, height)
    assert frame.evaluate("() => muster.frame.map.getSize().y") >= height / 2
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    for there in ("footer b", "#muster-list-title"):
        page.locator(there).scroll_into_view_if_needed()
        page.locator(there).wait_for()
        assert page.locator(there).evaluate(
            "(node) => { const r = node.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }"
        )
    page.locator("#muster-map").evaluate("(node) => node.scrollIntoView({ block: 'end' })")
    for there in (".muster-play", ".muster-bin.total"):
        box = frame.locator(there).bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height
    page.close()


def test_on_a_small_screen_the_claims_of_what_is_chosen_come_into_sight(
    browser: Browser, one_file: Path
) -> None:
    page, frame = opened(browser, one_file, 390, 844)
    frame.evaluate(
        "() => muster.frame.choose(muster.frame.data.places.findIndex((p) => p.id === 'ussuriysk'))"
    )
    page.wait_for_function("() => document.getElementById('muster-list-title').textContent === 'Ussuriysk'")
    page.wait_for_function(
        "() => { const r = document.querySelector('#muster-list li').getBoundingClientRect(); return r.top > 0 && r.top < innerHeight - 100; }"
    )
    page.close()
