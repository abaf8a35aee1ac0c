"""Play by the keyboard alone, and what stands in the address, the panel, the bar and both clocks once it has paused."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from app_server import Server
from playwright.sync_api import Browser
from visiting import Visit

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]

SAID = """() => { const f = muster.frame, r = f.report(), text = (what) => document.querySelector(what).innerText;
  const value = (end) => document.querySelector(`[data-end=${end}]`).getAttribute('aria-valuetext');
  return { from: r.from, to: r.to, asof: r.as_of, shown: r.tally.shown, ledger: Number(text('.muster-bin[data-bin=shown] b')),
    happened: text('.muster-lane-happened .muster-window'), known: text('.muster-lane-known .muster-window'),
    ends: [value('from'), value('to'), value('known')], first: f.bar.first, last: f.bar.last, play: f.bar.player.words }; }"""


def agrees(v: Visit) -> dict:
    """Wait until the server has heard, then hold address, panel, ledger, clocks and handles to one another."""
    v.settled()
    v.page.wait_for_timeout(500)
    v.settled()
    said = v.frame.evaluate(SAID)
    asked = {key: values[0] for key, values in parse_qs(urlsplit(v.page.url).query).items()}
    assert [asked.get(key) for key in ("from", "to", "asof")] == [said["from"], said["to"], said["asof"]]
    assert asked.get("play", "") == said["play"]
    assert said["ledger"] == said["shown"]
    assert f"{said['shown']} of 93 claims shown" in v.page.locator(".st-key-panel").inner_text()
    assert (said["happened"] == "all dates") == (said["from"] is None and said["to"] is None)
    assert (said["known"] == "all that was published") == (said["asof"] is None)
    if said["from"]:
        assert said["ends"][:2] == [said["from"], said["to"]]
    assert said["ends"][2] == (said["asof"] or "everything known")
    return said


@pytest.mark.parametrize(("width", "height", "touch"), [(1366, 768, False), (390, 844, True)])
def test_every_control_of_play_works_by_keyboard_and_all_that_is_said_agrees(
    server: Server, visit: Open, width: int, height: int, touch: bool
) -> None:
    v = visit(server.url, width=width, height=height, touch=touch)
    v.ready()
    key = v.page.keyboard.press
    options, play = v.frame.locator(".muster-options"), v.frame.locator(".muster-play")
    options.focus()
    key("Enter")
    assert v.frame.evaluate("() => document.activeElement.closest('label').innerText").startswith(
        "what happened"
    )
    for name in ("Tab", "ArrowRight", "ArrowRight", "Tab", "Space", "Tab", "Space", "Escape"):
        key(name)
    assert v.frame.evaluate("() => document.activeElement.className").endswith("muster-options")
    assert v.frame.evaluate("() => muster.frame.bar.player.words") == "4,days,loop"
    play.focus()
    key("Space")
    assert play.get_attribute("aria-label") == "Pause"
    v.frame.wait_for_function("() => muster.frame.bar.to > muster.frame.bar.first + 2")
    key("Space")
    assert play.get_attribute("aria-label") == "Play"
    assert agrees(v)["play"] == "4,days,loop"
    # Speed 5, skipping, without a loop: what is changed after a first pause is not undone by the next.
    options.focus()
    key("Enter")
    for name in ("Tab", "End", "Tab", "Space", "Tab", "Space", "Escape"):
        key(name)
    play.focus()
    key("Space")
    v.frame.wait_for_function("() => !muster.frame.bar.playing", timeout=20_000)
    at_end = agrees(v)
    assert (at_end["happened"], at_end["play"]) == ("all dates", "5")
    key("Home")
    assert agrees(v)["to"] == "2024-10-08"
    key("ArrowRight")
    stepped = agrees(v)
    assert stepped["to"] > "2024-10-08"
    key("ArrowLeft")
    assert agrees(v)["to"] == "2024-10-08"
    key("End")
    assert agrees(v)["happened"] == "all dates"


def test_at_its_end_play_begins_again_where_that_is_asked_and_stops_where_not(
    server: Server, visit: Open
) -> None:
    v = visit(server.url + "/?play=known,5,loop")
    v.ready()
    v.frame.evaluate("""() => { window.days = []; const bar = muster.frame.bar, know = bar.know.bind(bar);
        bar.know = (day) => { know(day); window.days.push(muster.frame.asOf); }; }""")
    v.page.keyboard.press("Space")
    v.frame.wait_for_function(
        "() => window.days.indexOf(null) >= 0 && window.days.length > window.days.indexOf(null) + 3"
    )
    v.page.keyboard.press("Space")
    days = v.frame.evaluate("() => window.days")
    end = days.index(None)
    assert days[:end] == sorted(days[:end])
    assert days[end + 1] == days[0], "it begins again at the first day"
    assert agrees(v)["asof"] is not None


def test_the_server_s_own_words_never_undo_where_the_map_stands_or_how_play_goes(
    server: Server, visit: Open
) -> None:
    v = visit(server.url)
    v.ready()
    v.page.keyboard.press("Home")
    agrees(v)
    v.frame.evaluate(
        "() => { muster.frame.extent = null; muster.frame.map.setView([44, 132], 6, { animate: false }); }"
    )
    v.page.wait_for_function("() => location.search.includes('map=44')")
    v.page.keyboard.press("ArrowRight")
    agrees(v)
    assert "map=44.0000" in v.page.url
    v.page.locator(".st-key-who label").filter(has_text="Suspilne").click()
    v.settled()
    v.page.wait_for_timeout(500)
    assert "map=44.0000" in v.page.url
    v.frame.evaluate("() => muster.frame.map.setView([50, 35], 6, { animate: false })")
    v.page.get_by_role("link", name="Present").click()
    v.page.wait_for_url("**/present**")
    v.page.wait_for_function("() => location.search.includes('map=50.0')", timeout=20_000)
    v.page.get_by_role("link", name="Map").click()
    v.ready()
    v.page.wait_for_timeout(500)
    assert "map=50.0" in v.page.url
    assert "suspilne" not in parse_qs(urlsplit(v.page.url).query)["originator"][0]


def test_with_motion_nothing_else_is_counted_than_without(browser: Browser, server: Server) -> None:
    told = []
    for motion in ("reduce", "no-preference"):
        context = browser.new_context(viewport={"width": 1366, "height": 768}, reduced_motion=motion)
        v = Visit(context.new_page()).go(server.url + "/?play=known,4")
        v.page.keyboard.press("Home")
        v.frame.wait_for_function("() => muster.frame.asOf !== null")
        assert v.frame.evaluate("() => muster.still()") is (motion == "reduce")
        told.append(v.frame.evaluate(SAID))
        context.close()
    assert told[0] == told[1]
