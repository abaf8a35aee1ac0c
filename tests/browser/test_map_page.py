"""The main job in a real browser: filter, scrub, choose, read, come back by the URL."""

from __future__ import annotations

import io
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from app_server import Server
from PIL import Image, ImageChops
from visiting import Visit

from muster.vocabulary import Bin

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
BINS = [str(b) for b in Bin]


def changed_pixels(before: bytes, after: bytes) -> int:
    a, b = (Image.open(io.BytesIO(x)).convert("L") for x in (before, after))
    return sum(ImageChops.difference(a, b).point(lambda v: 255 if v > 24 else 0).histogram()[255:])


def drawn(report: dict, place_id: str) -> dict:
    return next(p for p in report["drawn"] if p["id"] == place_id)


def test_the_map_opens_with_every_claim_counted_and_asks_nothing_of_the_outside(
    server: Server, visit: Open
) -> None:
    v = visit(server.url)
    v.ready()
    tally = v.report()["tally"]
    assert tally["total"] == 93
    assert tally["background"] == 42
    assert sum(tally[b] for b in BINS) == 93
    assert v.outside == []
    assert v.errors == []


def test_dragging_a_date_handle_changes_pixels_and_sends_nothing_until_the_hand_is_off(
    server: Server, visit: Open
) -> None:
    v = visit(server.url, width=1600, height=900)
    v.ready()
    frame_box = v.page.locator(".st-key-frame iframe").bounding_box()
    handle = v.frame.locator(".muster-handle[data-end=to]").bounding_box()
    track = v.frame.locator(".muster-track").bounding_box()
    assert None not in (frame_box, handle, track)
    clip = {
        "x": frame_box["x"] + 300,
        "y": frame_box["y"] + 60,
        "width": frame_box["width"] - 400,
        "height": 560,
    }
    before, sent, shown = v.page.screenshot(clip=clip), v.sent, v.report()["tally"]["shown"]
    v.page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + 20)
    v.page.mouse.down()
    v.page.mouse.move(track["x"] + track["width"] * 0.30, handle["y"] + 20, steps=12)
    v.page.wait_for_timeout(500)
    during = v.page.screenshot(clip=clip)
    moved = v.report()
    assert changed_pixels(before, during) > 2000
    assert v.sent == sent
    assert moved["sent"] == 0
    assert moved["tally"]["outside"] > 0
    assert moved["tally"]["shown"] < shown
    v.page.mouse.up()
    v.settled()
    assert v.sent > sent
    assert "to=2024-10-" in v.page.url


def test_switching_a_source_off_updates_in_place_and_the_url_brings_the_same_view_back(
    server: Server, visit: Open
) -> None:
    v = visit(server.url)
    v.ready()
    v.frame.evaluate(
        "() => { window.same = true; muster.frame.map.setView([48, 133], 5, {animate: false}); }"
    )
    before = v.report()
    v.page.locator(".st-key-who label").filter(has_text="South Korea NIS").click()
    v.frame.wait_for_function("(n) => muster.frame.report().tally.filtered > n", arg=0)
    v.settled()
    after = v.report()
    assert after["tally"]["filtered"] > 0
    assert after["tally"]["total"] == 93
    assert v.frame.evaluate("() => window.same") is True
    assert after["zoom"] == before["zoom"]
    assert after["center"] == before["center"]
    assert "nis" not in parse_qs(urlsplit(v.page.url).query)["originator"][0].split(",")
    again = visit(v.page.url)
    again.ready()
    assert again.report()["tally"] == after["tally"]


def test_everything_switched_off_says_so_and_offers_the_way_back(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?originator=-")
    v.ready()
    assert v.report()["tally"]["shown"] == 0
    assert "Nothing to show" in v.frame.locator(".muster-headline").inner_text()
    v.frame.get_by_role("button", name="Show everything again").click()
    v.frame.wait_for_function("() => muster.frame.report().tally.shown > 40")
    v.settled()
    assert "originator" not in v.page.url


def test_clicking_a_place_opens_every_claim_about_it_in_order_of_time(server: Server, visit: Open) -> None:
    v = visit(server.url, width=1600, height=900)
    v.ready()
    v.frame.evaluate("() => muster.frame.map.setView([43.8, 132], 7, {animate: false})")
    spot = drawn(v.report(), "ussuriysk")
    box = v.page.locator(".st-key-frame iframe").bounding_box()
    shift = v.frame.evaluate(
        "() => muster.frame.map.layerPointToContainerPoint(muster.frame.marks._bounds.min)"
    )
    v.page.mouse.click(box["x"] + spot["x"] + shift["x"], box["y"] + spot["y"] + shift["y"])
    v.page.wait_for_selector(".st-key-panel >> text=about 400")
    v.settled()
    panel = v.page.locator(".st-key-panel").inner_text()
    assert "Ussuriysk" in panel
    assert "“around 400”" in panel
    assert "16 Oct 2024 (inferred)" in panel
    assert panel.index("A05a") < panel.index("A07a") < panel.index("B13b")
    assert "disputed" in panel
    assert "at=ussuriysk" in v.page.url


def test_a_place_is_chosen_from_the_list_by_keyboard_alone(server: Server, visit: Open) -> None:
    v = visit(server.url)
    v.ready()
    v.page.locator(".st-key-panel input").first.focus()
    v.page.keyboard.type("Blagov")
    v.page.keyboard.press("Enter")
    v.page.wait_for_selector(".st-key-panel >> text=Where exactly?")
    v.settled()
    assert "at=blagoveshchensk" in v.page.url
    assert v.frame.evaluate("() => muster.frame.data.places[muster.frame.place].id") == "blagoveshchensk"


def test_every_part_of_the_tally_opens(server: Server, visit: Open) -> None:
    v = visit(
        server.url + "/?from=2024-10-16&to=2024-10-24&undated=0&kind=presence,imagery,training,desertion"
    )
    v.ready()
    tally = v.report()["tally"]
    for name in [*BINS, "total"]:
        v.frame.locator(f".muster-bin[data-bin={name}]").click()
        v.page.wait_for_function(f"() => new URL(location).searchParams.get('open') === '{name}'")
        v.settled()
        head = v.page.locator(".st-key-place_head").inner_text()
        noun = "claim" if tally[name] == 1 else "claims"
        assert f"{tally[name]} {noun}." in head, name


def test_choosing_a_place_by_keyboard_keeps_the_focus_in_the_list(server: Server, visit: Open) -> None:
    v = visit(server.url)
    v.ready()
    v.page.locator(".st-key-panel input").first.focus()
    v.page.keyboard.type("Blagov")
    v.page.keyboard.press("Enter")
    v.page.wait_for_function("() => location.search.includes('at=blagoveshchensk')")
    v.settled()
    assert v.page.evaluate("() => document.activeElement.tagName") == "INPUT"


def test_the_document_does_not_grow_with_every_order(server: Server, visit: Open) -> None:
    v = visit(server.url)
    v.ready()
    count = """() => [document.querySelectorAll('style, link').length, Object.keys(muster.frame.map._layers).length,
        (window.feature_group || []).length]"""
    toggle = v.page.locator(".st-key-who label").filter(has_text="Suspilne")

    def switch() -> list[int]:
        before = v.report()["token"]
        toggle.click()
        v.frame.wait_for_function(
            "(t) => muster.frame.report().token && muster.frame.report().token !== t", arg=before
        )
        v.settled()
        return v.frame.evaluate(count)

    first = switch()
    assert [switch() for _ in range(4)] == [first] * 4


def test_the_headline_opens_the_claims_that_give_it(server: Server, visit: Open) -> None:
    v = visit(server.url)
    v.ready()
    v.frame.locator("button.muster-figure").first.click()
    v.page.wait_for_selector(".st-key-panel >> text=Where this figure comes from")
    v.settled()
    panel = v.page.locator(".st-key-panel").inner_text()
    assert "over 7,000" in panel
    assert "up to 3,000" in panel


def test_play_moves_the_window_without_the_server_and_pausing_tells_it(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?from=2024-10-08&to=2024-10-10")
    v.ready()
    sent = v.sent
    v.frame.locator(".muster-play").click()
    v.frame.wait_for_function("() => muster.frame.report().from > '2024-10-09'")
    assert v.sent == sent
    v.frame.locator(".muster-play").click()
    v.settled()
    assert v.sent > sent
    assert parse_qs(urlsplit(v.page.url).query)["from"][0] > "2024-10-09"


def test_handles_move_by_keyboard(server: Server, visit: Open) -> None:
    v = visit(server.url)
    v.ready()
    v.frame.locator(".muster-handle[data-end=from]").focus()
    for _ in range(5):
        v.page.keyboard.press("ArrowRight")
    v.page.wait_for_function("() => location.search.includes('from=2024-10-')")
    assert v.report()["from"] == "2024-10-12"


def test_the_order_for_a_first_click_does_not_undo_a_second(server: Server, visit: Open) -> None:
    v = visit(server.url)
    v.ready()
    v.frame.evaluate(
        """() => { window.seen = []; const frame = muster.frame, show = frame.show.bind(frame);
        frame.show = () => { show(); window.seen.push(frame.tally.filtered); }; }"""
    )
    labels = v.page.locator(".st-key-who label")
    labels.filter(has_text="South Korea NIS").click()
    labels.filter(has_text="Ukraine GUR").click()
    v.page.wait_for_function(
        "() => { const u = location.search; return u.includes('originator=') && !u.includes('gur'); }"
    )
    v.settled()
    filtered = v.frame.evaluate("() => window.seen")
    assert filtered == sorted(filtered)
    assert filtered[-1] == 27
    assert v.report()["token"]
