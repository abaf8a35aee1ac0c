"""Two clocks on one bar: what is said to have happened, and what was known by a day. Dragged, typed, stepped and played."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import denial_cases
import pytest
from app_server import Server
from visiting import Visit

from muster.model import Dataset
from muster.web.payload import day_number, encode_claims

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]


def place(report: dict, place_id: str) -> dict:
    return next(p for p in report["places"] if p["id"] == place_id)


def asked(v: Visit) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(v.page.url).query).items()}


def test_dragging_the_second_clock_hides_what_came_later_says_how_much_and_tells_the_server_at_the_end(
    server: Server, visit: Open
) -> None:
    v = visit(server.url, width=1600, height=900)
    v.ready()
    sent = v.sent
    marker, track = (v.frame.locator(name).bounding_box() for name in (".muster-marker", ".muster-track"))
    assert marker
    assert track
    low = track["y"] + track["height"] - 28
    v.page.mouse.move(marker["x"] + marker["width"] / 2, low)
    v.page.mouse.down()
    v.page.mouse.move(track["x"] + track["width"] * 0.3, low, steps=8)
    v.page.wait_for_timeout(200)
    during = v.report()
    assert during["tally"]["not_yet_known"] > 10
    assert (v.sent, during["sent"]) == (sent, 0)
    assert (
        v.frame.locator(".muster-later").inner_text()
        == f"{during['tally']['not_yet_known']} claims came later"
    )
    v.page.mouse.up()
    v.page.wait_for_function("() => location.search.includes('asof=')")
    v.settled()
    assert asked(v)["asof"] == v.report()["as_of"] == during["as_of"]
    assert "from" not in asked(v)
    v.frame.locator(".muster-later").click()
    v.page.wait_for_selector(".st-key-panel >> text=Published later")
    v.settled()
    assert f"{during['tally']['not_yet_known']} claims." in v.page.locator(".st-key-place_head").inner_text()


def test_the_marker_moves_by_keyboard_and_its_end_is_everything(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?asof=2024-10-24")
    v.ready()
    marker = v.frame.locator(".muster-marker")
    assert marker.get_attribute("aria-valuetext") == "2024-10-24"
    marker.focus()
    for _ in range(3):
        v.page.keyboard.press("ArrowLeft")
    v.page.wait_for_function("() => location.search.includes('asof=2024-10-21')")
    assert v.report()["from"] is None
    v.page.keyboard.press("End")
    v.page.wait_for_function("() => !location.search.includes('asof')")
    assert v.report()["tally"]["not_yet_known"] == 0
    assert marker.get_attribute("aria-valuetext") == "everything known"


def test_both_clocks_can_be_typed_and_a_day_to_come_is_refused_in_words(server: Server, visit: Open) -> None:
    v = visit(server.url)
    v.ready()
    v.frame.locator(".muster-lane-known .muster-window").click()
    v.frame.get_by_label("As known on", exact=True).and_(v.frame.locator("input")).fill("2024-10-24")
    v.frame.get_by_label("Happened from").fill("2024-10-08")
    v.page.wait_for_function(
        "() => location.search.includes('asof=2024-10-24') && location.search.includes('from=2024-10-08')"
    )
    v.settled()
    v.frame.get_by_label("As known on", exact=True).and_(v.frame.locator("input")).fill("2999-01-01")
    assert "still to come" in v.frame.locator(".muster-fault").inner_text()
    assert v.report()["as_of"] == "2024-10-24"
    v.page.keyboard.press("Escape")
    assert not v.frame.get_by_role("dialog").is_visible()


def test_playing_what_was_known_asks_nothing_of_the_server_and_pausing_tells_it(
    server: Server, visit: Open
) -> None:
    v = visit(server.url)
    v.ready()
    v.frame.evaluate("() => { muster.frame.bar.player.clock = 'known'; muster.frame.bar.player.speed = 0; }")
    sent = v.sent
    v.frame.locator(".muster-play").click()
    v.frame.wait_for_function("() => muster.frame.report().as_of > '2024-10-18'")
    assert v.sent == sent
    v.frame.locator(".muster-play").click()
    v.page.wait_for_function("() => location.search.includes('asof=')")
    v.settled()
    assert asked(v)["asof"] == v.report()["as_of"]


def test_space_arrows_home_and_end_work_wherever_the_focus_is_in_the_frame(
    server: Server, visit: Open
) -> None:
    v = visit(server.url + "/?from=2024-10-08&to=2024-10-10")
    v.ready()
    centre = v.report()["center"]
    v.frame.locator("#map_div").focus()
    v.frame.evaluate("() => { muster.frame.bar.player.skips = false; }")
    v.page.keyboard.press("ArrowRight")
    v.page.keyboard.press("ArrowRight")
    assert (v.report()["from"], v.report()["to"]) == ("2024-10-10", "2024-10-12")
    v.page.keyboard.press("ArrowLeft")
    assert v.report()["from"] == "2024-10-09"
    v.page.keyboard.press("Home")
    assert v.report()["from"] == "2024-10-08"
    v.page.wait_for_function("() => location.search.includes('from=2024-10-08')")
    assert v.report()["center"] == centre
    v.page.keyboard.press("Space")
    v.frame.wait_for_function("() => muster.frame.bar.playing")
    v.page.keyboard.press("Space")
    assert v.frame.evaluate("() => muster.frame.bar.playing") is False
    v.page.keyboard.press("End")
    v.settled()
    assert v.report()["to"] > "2024-11-06"


def test_steps_follow_the_data_or_show_every_day(server: Server, visit: Open) -> None:
    """After 24 October: a document is bounded by the 29th, the GUR spoke not after the 31st, an article is of 6 November."""
    v = visit(server.url + "/?asof=2024-10-24")
    v.ready()
    step = "(skips) => { const { player } = muster.frame.bar; player.clock = 'known'; player.skips = skips; player.step(1); return muster.frame.report().as_of; }"
    assert v.frame.evaluate(step, False) == "2024-10-25"
    assert [v.frame.evaluate(step, True) for _ in range(3)] == ["2024-10-29", "2024-10-31", "2024-11-06"]


def test_how_play_goes_stands_in_the_address_and_it_begins_again_at_the_end_where_that_is_asked(
    server: Server, visit: Open
) -> None:
    v = visit(server.url + "/?from=2024-10-08&to=2024-10-10&play=5,days,loop")
    v.ready()
    v.frame.evaluate(
        "() => { const { player } = muster.frame.bar; window.starts = 0;"
        " const rewind = player.rewind.bind(player); player.rewind = () => { window.starts++; rewind(); }; }"
    )
    v.page.locator("body").press("Space")  # no hand on anything in the page: the key is the map's
    v.frame.wait_for_function("() => window.starts >= 2")
    assert v.frame.evaluate("() => muster.frame.bar.playing")
    v.page.locator("body").press("Space")
    v.settled()
    assert asked(v)["play"] == "5,days,loop"
    v.frame.get_by_role("button", name="speed 5 of 5").click()
    v.frame.get_by_label("what was known: the marker moves").check()
    v.frame.get_by_label("begin again at the end").uncheck()
    v.page.wait_for_function("() => new URLSearchParams(location.search).get('play') === 'known,5,days'")
    still = v.frame.get_by_label("no gliding")
    assert still.is_checked(), "the system asks for less motion"
    assert v.frame.evaluate("() => getComputedStyle(muster.frame.bar.band).transitionDuration") == "0s"
    v.go(v.page.url)
    player = v.frame.evaluate(
        "() => { const p = muster.frame.bar.player; return [p.clock, p.speed, p.skips, p.loops]; }"
    )
    assert player == ["known", 4, False, False]


LABELS = """({ data, asked }) => {
  const labels = Object.create(muster.Labels.prototype), claims = new muster.Claims(data);
  labels.state = { data };
  return asked.map(([from, to, asOf, stances]) => {
    claims.choose(stances.length ? { stances: stances.map((one) => data.stances.indexOf(one)) } : {}, asOf);
    claims.window(from, to, true);
    claims.agedFrom = null;  // a figure tells no age
    return claims.summarise().map((one) => labels.words(one, claims)[1]);
  });
}"""


def test_a_denial_stands_with_what_it_denies_in_its_own_words(
    server: Server, visit: Open, shipped: Dataset
) -> None:
    v = visit(server.url + "/?asof=2024-10-24&at=ukraine")
    v.ready()
    ukraine = v.frame.locator(".muster-country").filter(has_text="Ukraine").first
    assert "denied by North Korea · Denies sending troops to Ukraine" in ukraine.inner_text()
    assert ukraine.get_attribute("data-flag") == "denied"
    assert "Officers" not in v.page.locator(".st-key-panel").inner_text()  # first told of on 6 November
    days_and_stances = [
        [*(day_number(day) for day in (s.event_from, s.event_to, s.as_of)), s.stances]
        for s in denial_cases.LINES
    ]
    data = json.loads(encode_claims(denial_cases.dataset_of(shipped)))
    said = v.frame.evaluate(LABELS, {"data": data, "asked": days_and_stances})
    assert said == [[line] for line in denial_cases.LINES.values()]


def test_two_independent_origins_are_seen_at_a_glance(server: Server, visit: Open) -> None:
    """That troops are in Russia: the NIS, and the United States. NATO is informed by the latter."""
    v = visit(server.url)
    v.ready()
    assert place(v.report(), "russia")["origins"] == 2
    russia = v.frame.locator(".muster-country").filter(has_text="Russia").first
    assert russia.get_attribute("data-origins") == "2 origins"


def test_one_origin_is_one_whatever_number_of_documents_carries_it(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?at=ussuriysk")
    v.ready()
    ussuriysk = place(v.report(), "ussuriysk")
    assert (ussuriysk["origins"], ussuriysk["documents"], ussuriysk["flag"]) == (1, 2, "disputed")
    words = v.frame.evaluate(
        "() => { const f = muster.frame; return f.labels.support(f.summaries.find(s => f.data.places[s.place].id === 'ussuriysk'), f.claims); }"
    )
    assert words == "1 origin, 2 documents"


def test_old_presence_says_how_old_it_is_on_the_map_and_in_the_panel_and_never_hides(
    server: Server, visit: Open
) -> None:
    """Sergeevka was first told of on 18 October."""
    v = visit(server.url + "/?to=2024-10-31&at=sergeevka-pogranichny", width=1600, height=900)
    v.ready()
    assert place(v.report(), "sergeevka-pogranichny")["age"] == 13
    words = v.frame.evaluate(
        "() => { const f = muster.frame; return f.labels.words(f.summaries.find(s => f.data.places[s.place].id === 'sergeevka-pogranichny'), f.claims)[1]; }"
    )
    assert "last reported 13 days ago" in words
    assert "13 days ago" in v.page.locator(".st-key-facts").inner_text()
    assert min(v.frame.evaluate("() => muster.marks.FADES.map(f => f.alpha)")) >= 0.5
    v.go(server.url)
    assert {p["age"] for p in v.report()["places"]} == {None}


def test_a_link_to_a_place_alone_shows_that_place(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?place=khabarovsk")
    v.ready()
    assert v.frame.evaluate("() => muster.frame.map.getBounds().contains([48.48, 135.08])")
    assert v.report()["zoom"] > 5


def test_the_figure_opens_with_its_sentence(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?open=figure&asof=2024-11-07")
    v.ready()
    v.page.wait_for_selector(".st-key-sentence")
    assert v.page.locator(".st-key-sentence").inner_text().strip() == v.report()["sentence"]


def test_on_a_telephone_a_picture_keeps_its_legend(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?present=1", width=390, height=844)
    v.ready()
    strip = v.frame.locator(".muster-strip")
    assert strip.is_visible()
    assert "2 or more origins" in strip.inner_text()
    assert "Intelligence service" in strip.inner_text()


def test_what_is_counted_step_by_step_is_what_is_counted_afresh(server: Server, visit: Open) -> None:
    """A frame of playing looks only at what changed. Random windows, days of knowledge and sources, one after the other."""
    v = visit(server.url)
    v.ready()
    assert v.frame.evaluate(Path(__file__).with_name("recount.js").read_text(), 150) == []
    v.frame.evaluate("() => muster.frame.reset()")
    assert v.report()["tally"]["shown"] == 42


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1366, 768), (390, 844)])
def test_no_day_of_a_window_is_cut_not_even_over_two_years(
    server: Server, visit: Open, width: int, height: int
) -> None:
    v = visit(server.url + "/?from=2023-11-10&to=2024-10-30&asof=2024-10-24", width=width, height=height)
    v.ready()
    cut = """() => [...document.querySelectorAll('.muster-window')].map((e) => [e.innerText, e.scrollWidth - e.clientWidth])"""
    assert v.frame.evaluate(cut) == [["10 Nov 2023 to 30 Oct 2024", 0], ["24 Oct 2024", 0]]
