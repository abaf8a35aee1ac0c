"""The main job in a real browser: see, filter, scrub, choose, read, come back by the URL."""

from __future__ import annotations

import io
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from app_server import Server
from PIL import Image, ImageChops
from visiting import Visit

from muster import paths
from muster.check import load_checked
from muster.query import Selection, answer
from muster.query.facts import shown_claims, summarise
from muster.query.headline import headline_words
from muster.query.presence import presence
from muster.query.roles import size_of
from muster.vocabulary import Bin, Known
from muster.web.order import selection_order
from muster.web.payload import day_number

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
BINS = [str(b) for b in Bin]


@pytest.fixture(scope="module")
def dataset():
    return load_checked(paths.REPOSITORY)


def changed_pixels(before: bytes, after: bytes) -> int:
    a, b = (Image.open(io.BytesIO(x)).convert("L") for x in (before, after))
    return sum(ImageChops.difference(a, b).point(lambda v: 255 if v > 24 else 0).histogram()[255:])


def place(report: dict, place_id: str) -> dict:
    return next(p for p in report["places"] if p["id"] == place_id)


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


def test_a_region_is_a_polygon_a_town_a_circle_an_area_is_hatched_and_a_country_has_no_dot(
    server: Server, visit: Open
) -> None:
    v = visit(server.url)
    v.ready()
    report = v.report()
    assert drawn(report, "kursk-oblast")["extents"] == ["polygon"]
    assert drawn(report, "kursk-oblast")["point"] is False
    assert drawn(report, "ussuriysk")["extents"] == ["circle"]
    assert drawn(report, "ussuriysk")["point"] is True
    assert drawn(report, "russian-far-east")["extents"] == ["hatch"]
    assert drawn(report, "russia")["extents"] == ["country"]
    assert [m["id"] for m in report["drawn"] if m["point"] and "oblast" in m["id"]] == []
    assert all(not m["point"] for m in report["drawn"] if m["id"] in {"russia", "ukraine", "north-korea"})
    listed = v.frame.locator(".muster-country b").all_text_contents()
    assert {"Russia", "Ukraine", "North Korea"} <= set(listed)


def test_planned_thousands_are_not_drawn_as_present(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?kind=planned")
    v.ready()
    report = v.report()
    assert {p["tone"] for p in report["places"]} == {"planned"}
    assert report["totals"][0] == []
    assert "12,000" in report["totals"][1]
    assert "reported present" not in v.frame.locator(".muster-headline").inner_text()


def test_the_eighteen_deserters_over_two_oblasts_are_eighteen(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?originator=suspilne")
    v.ready()
    report = v.report()
    assert place(report, "kursk-oblast")["figure"] == 18
    assert place(report, "bryansk-oblast")["figure"] == 18
    assert report["totals"][0] == ["18 over 2 places"]
    assert v.frame.locator(".muster-figure strong").all_text_contents() == ["18 over 2 places"]
    labels = v.frame.locator(".muster-label span").all_text_contents()
    assert any("18 over 2 places" in words for words in labels)


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


ORDERED = """([filters, from, to, asOf, undated]) => {
  const f = muster.frame;
  Object.assign(f, { from, to, asOf, undated });
  f.claims.choose(filters, asOf);
  f.show();
  return f.report();
}"""


def test_the_layer_and_the_server_put_every_claim_in_the_same_bin(
    server: Server, visit: Open, dataset
) -> None:
    v = visit(server.url)
    v.ready()
    by_address = ("", "asof=2024-10-24&from=2024-10-01&to=2024-10-31&tier=core", "claim=-")
    for query in (
        "",
        "from=2024-10-16&to=2024-10-24",
        "to=2024-10-13",
        "from=2024-10-20&to=2024-10-31",
        "from=2023-01-01&to=2023-12-31&undated=0",
        "from=2024-10-25",
        "from=2024-10-16&to=2024-10-16&undated=0",
        "originator=nis,gur&kind=presence,training",
        "stance=denies,doubts",
        "publisher=dxb-news-network",
        "asof=2024-10-17",
        "asof=2024-10-19",
        "asof=2024-10-20",
        "asof=2024-10-24",
        "asof=2024-10-30&to=2024-10-16",
        "asof=2024-11-07",
        "asof=2024-10-24&originator=nis,south-korean-lawmakers,us-defense-secretary,nato",
        "asof=2024-10-24&from=2024-10-01&to=2024-10-31&tier=core",
        "place=khabarovsk,ussuriysk",
        "credibility=2",
        "credibility=6&reliability=F",
        "claim=A05a,A08a,C04a,E01a",
        "claim=A05a,C03a&from=2024-10-14&to=2024-10-20&asof=2024-10-24",
        "claim=-",
    ):
        params = {key: values[0] for key, values in parse_qs(query).items()}
        selection = Selection.from_params(params)
        expected = answer(dataset, selection)
        if query in by_address:
            v.go(f"{server.url}/?{query}")
            report = v.report()
        else:
            days = map(day_number, (selection.event_from, selection.event_to, selection.as_of))
            report = v.frame.evaluate(
                ORDERED, [selection_order(dataset, selection), *days, selection.undated]
            )
        assert {b: report["tally"][b] for b in BINS} == {str(b): n for b, n in expected.tally.items()}, query
        perhaps = [r for r in expected.rows if r.bin is Bin.SHOWN and r.known is Known.POSSIBLY]
        assert report["tally"]["perhaps"] == len(perhaps), query
        for summary in report["places"]:
            facts = summarise(dataset, selection, shown_claims(dataset, expected), summary["id"])
            where = (query, summary["id"])
            assert summary["origins"] == facts.origins, where
            assert set(summary["rows"]) == set(facts.rows), where
            assert summary["figure"] == (size_of(facts.figures[0].claim) if facts.figures else None), where
            assert set(summary["elsewhere"]) >= set(facts.elsewhere), where
            assert summary["age"] == facts.age_days, where
            assert summary["documents"] == len(facts.documents), where
        assert report["sentence"] == headline_words(dataset, selection), query
        ages = {p.place_id: p.age_days for p in presence(dataset, selection)}
        assert {p["id"]: p["age"] for p in report["places"] if p["rows"]}.items() <= ages.items(), query


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


def test_after_the_event_nothing_of_it_is_drawn_as_present(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?from=2024-10-20&to=2024-10-31&undated=0")
    v.ready()
    report = v.report()
    ussuriysk = place(report, "ussuriysk")
    assert (ussuriysk["tone"], ussuriysk["rows"], ussuriysk["elsewhere"]) == ("elsewhere", [], ["B13b"])
    assert report["totals"][0] == ["over 7,000", "up to 3,000"]
    assert "russian-far-east" not in {p["id"] for p in report["places"]}
    assert v.frame.locator(".muster-window-detail").inner_text().endswith("dated outside by another report")
    v.go(server.url + "/?from=2023-01-01&to=2023-12-31&undated=0")
    # What ends "not after" a day of 2024 may have begun at any time; the pictures and the 1,500 have their days.
    assert v.report()["totals"] == [["over 7,000", "up to 3,000"], []]
    headline = v.frame.locator(".muster-headline").inner_text()
    assert "possibly in these days: no first day is given" in headline
    assert "1,500" not in headline


def test_a_label_never_loses_what_qualifies_it(server: Server, visit: Open) -> None:
    for query in (
        "?present=1&from=2024-10-20&to=2024-10-25",
        "",
        "?map=44,132,6&from=2024-10-20&to=2024-10-25",
    ):
        v = visit(f"{server.url}/{query}")
        v.ready()
        tones = {p["name"]: p["tone"] for p in v.report()["places"]}
        labels = [
            text.split("\n")
            for text in v.frame.locator(".muster-label:not([hidden])").all_inner_texts()
            if text.strip()
        ]
        assert labels
        for name, *line in labels:
            if tones[name] == "planned":
                assert "".join(line).startswith("planned"), (query, name)
            if tones[name] == "elsewhere":
                assert "".join(line).startswith("dated outside these days"), (query, name)


def test_up_to_is_no_lower_end_of_a_range(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?originator=gur,south-korean-lawmakers")
    v.ready()
    assert v.frame.locator(".muster-figure strong").all_text_contents() == [
        "up to 3,000 or over 7,000",
        "up to 10,000",
    ]


def test_the_plan_of_the_nis_stays_its_own_whatever_a_later_article_repeats(
    server: Server, visit: Open
) -> None:
    v = visit(server.url + "/?from=2024-10-16&to=2024-10-24", width=1920, height=1080)
    v.ready()
    headline = v.frame.locator(".muster-headline").inner_text()
    assert "12,000 (South Korea NIS)" in headline
    assert "Blackburn" not in headline
    assert "dated in these days: about 400 at Ussuriysk (South Korea NIS)" in headline


def test_what_was_only_possibly_said_is_not_drawn_as_said(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?asof=2024-10-19")
    v.ready()
    assert place(v.report(), "khabarovsk")["certain"] is False
    assert place(v.report(), "russian-far-east")["certain"] is True
    assert "possibly not yet said by then" in v.frame.locator(".muster-headline").inner_text()


def test_a_place_is_disputed_only_where_all_that_is_said_of_it_is(server: Server, visit: Open) -> None:
    v = visit(server.url)
    v.ready()
    report = v.report()
    assert place(report, "kursk-oblast")["disputed"] is False
    assert place(report, "bryansk-oblast")["disputed"] is True


def test_small_marks_before_a_large_one_can_be_clicked_at_the_first_view(server: Server, visit: Open) -> None:
    v = visit(server.url, width=1920, height=1080)
    v.ready()
    report = v.report()
    for place_id in ("sergeevka-pogranichny", "vladivostok", "ussuriysk", "khabarovsk"):
        mark = drawn(report, place_id)
        found = v.frame.evaluate(
            """([x, y]) => { const f = muster.frame, p = f.map.layerPointToContainerPoint(f.marks._bounds.min.add([x, y]));
            return f.data.places[f.marks.hit(p)].id; }""",
            [mark["x"] + (mark["radius"] if place_id == "ussuriysk" else 0), mark["y"]],
        )
        assert found == place_id


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


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1366, 768), (390, 844)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_sticks_out_at_any_size_or_in_any_theme(
    server: Server, visit: Open, width: int, height: int, scheme: str
) -> None:
    v = visit(server.url, width=width, height=height, scheme=scheme)
    v.ready()
    assert v.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert v.frame.evaluate("() => document.documentElement.dataset.theme") == scheme
    boxes = v.frame.evaluate(
        """() => [...document.querySelectorAll('.muster-headline, .muster-countries, .muster-legend, .muster-right, .muster-inset')]
        .map(n => n.getBoundingClientRect()).filter(r => r.width).map(r => [r.left, r.top, r.right, r.bottom])"""
    )
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert apart, (a, b)
    labels = v.frame.evaluate(
        """() => [...document.querySelectorAll('.muster-label:not([hidden])')].filter(n => n.offsetParent)
        .map(n => n.getBoundingClientRect()).map(r => [r.left, r.top, r.right, r.bottom])"""
    )
    assert len(labels) >= 3
    for i, a in enumerate(labels):
        for b in labels[i + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (a, b)


def test_the_headline_says_when_its_figures_only_may_lie_in_the_window(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?from=2024-10-08&to=2024-10-24&undated=0")
    v.ready()
    assert "reported present, possibly in these days" in v.frame.locator(".muster-headline").inner_text()
    v.go(server.url + "/?from=2024-10-08&to=2024-10-13&undated=0&originator=nis&kind=presence")
    assert v.report()["totals"][0] == ["about 1,500"]
    headline = v.frame.locator(".muster-headline").inner_text()
    assert "reported present" in headline
    assert "possibly" not in headline


def test_a_whole_extent_stays_whole_when_the_window_changes(server: Server, visit: Open) -> None:
    v = visit(server.url, width=700, height=900)
    v.ready()
    v.page.set_viewport_size({"width": 1920, "height": 1080})
    v.frame.wait_for_function("() => muster.frame.map.getSize().x > 1000")
    v.settled()
    inside = v.frame.evaluate(
        """() => [[51.7, 36.2], [43.1, 131.9], [48.5, 135.1]].every(p => muster.frame.map.getBounds().contains(p))"""
    )
    assert inside
    assert v.report()["zoom"] >= 3


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


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_what_an_inset_shows_has_its_name_there(server: Server, visit: Open, size: tuple[int, int]) -> None:
    v = visit(server.url, width=size[0], height=size[1])
    v.ready()
    named = v.frame.evaluate(
        "() => [...document.querySelectorAll('.muster-inset .muster-label:not([hidden]) b')].map((b) => b.textContent)"
    )
    assert {
        "Bryansk Oblast",
        "Kursk Oblast",
        "Khabarovsk",
        "Ussuriysk",
        "Blagoveshchensk",
        "Sergeevka",
    } <= set(named)
    tops = v.frame.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('.muster-inset .muster-label:not([hidden])')]
        .map((node) => [node.querySelector('b').textContent, node.getBoundingClientRect().top]))"""
    )
    assert tops["Bryansk Oblast"] < tops["Kursk Oblast"], "each stands at its own oblast"
