"""The whole view in the address: links that bring it back, what they open, and the clean screen for presenting."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from app_server import Server
from visiting import Visit

from muster import paths
from muster.check import load_checked

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]


def panel_claims(v: Visit) -> set[str]:
    return set(re.findall(r"claim ([A-E]\d\d[a-z])", v.page.locator(".st-key-panel").inner_text()))


def test_a_figure_lists_the_claims_that_give_it_and_a_link_opens_it_again(
    server: Server, visit: Open
) -> None:
    v = visit(server.url + "/?open=figure")
    v.ready()
    v.page.wait_for_selector(".st-key-panel >> text=Where this figure comes from")
    v.settled()
    # The 7,000; the up to 3,000, and the 1,500 that it replaces: five claims of one assertion. No picture of 400.
    assert panel_claims(v) == {"E01a", "C04a", "C03a", "A08a", "B01a", "B05a", "D02a"}
    v.frame.locator(".muster-handle[data-end=to]").focus()
    v.page.keyboard.press("ArrowLeft")
    v.page.wait_for_function("() => location.search.includes('to=')")
    v.settled()
    assert "open=figure" in v.page.url
    assert "E01a" in panel_claims(v)


def test_presenting_says_how_much_of_all_claims_it_shows(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?present=1&originator=nis&asof=2024-10-19")
    v.ready()
    headline = v.frame.locator(".muster-headline").inner_text()
    assert "as known on 19 Oct 2024" in headline
    assert "of 93 claims shown" in headline
    assert "filtered out" in headline


def test_a_copied_link_holds_filters_days_place_and_where_the_map_stands(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?kind=imagery,presence", width=1600, height=900)
    v.ready()
    v.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    v.frame.evaluate(
        "() => { muster.frame.extent = null; muster.frame.map.setView([48.25, 133.5], 5.5, {animate: false}); }"
    )
    v.frame.evaluate(
        "() => { muster.frame.bar.set(20004, 20015); muster.frame.choose(muster.frame.data.places.findIndex(p => p.id === 'khabarovsk')); }"
    )
    v.settled()
    v.page.get_by_role("button", name="Copy link").click()
    v.page.locator(".page-link-said", has_text="Copied").wait_for()
    link = v.page.evaluate("() => navigator.clipboard.readText()")
    asked = {key: values[0] for key, values in parse_qs(urlsplit(link).query).items()}
    assert asked == {"kind": "imagery,presence", "from": "2024-10-08", "to": "2024-10-19", "at": "khabarovsk",
                     "map": "48.2500,133.5000,5.5", "v": load_checked(paths.REPOSITORY).version}  # fmt: skip
    again = visit(link, width=1600, height=900)
    again.ready()
    before, after = v.report(), again.report()
    assert (after["tally"], after["zoom"], after["from"], after["to"]) == (
        before["tally"],
        5.5,
        "2024-10-08",
        "2024-10-19",
    )
    assert abs(after["center"]["lat"] - 48.25) < 0.05  # a pixel is 0.02 degrees here
    assert abs(after["center"]["lng"] - 133.5) < 0.05
    assert "at=khabarovsk" in again.page.url
    assert parse_qs(urlsplit(again.page.url).query)["map"] == ["48.2500,133.5000,5.5"]


def test_moving_the_map_is_kept_in_the_address_and_asks_nothing_of_the_server(
    server: Server, visit: Open
) -> None:
    v = visit(server.url)
    v.ready()
    sent = v.sent
    v.frame.evaluate(
        "() => { muster.frame.extent = null; muster.frame.map.setView([50, 40], 5, {animate: false}); }"
    )
    v.page.wait_for_function("() => location.search.includes('map=50.0000,40.0000,5')")
    assert v.sent == sent
    v.page.locator(".st-key-who label").filter(has_text="Suspilne").click()
    v.page.wait_for_function("() => location.search.includes('originator=')")
    v.settled()
    assert parse_qs(urlsplit(v.page.url).query)["map"] == ["50.0000,40.0000,5"]
    assert v.report()["zoom"] == 5


def test_one_bad_value_in_a_link_leaves_the_rest_of_it(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?kind=imagery,rumour&from=2024-10-16&to=2024-99-99&map=here")
    v.ready()
    panel = v.page.locator(".st-key-panel").inner_text()
    for named in ("'rumour'", "'2024-99-99'", "'here'"):
        assert named in panel
    report = v.report()
    assert (report["from"], report["to"]) == ("2024-10-16", None)
    assert "kind=imagery" in v.page.url


def test_a_second_clock_or_a_place_in_the_link_shows_itself_and_can_be_dropped(
    server: Server, visit: Open
) -> None:
    v = visit(server.url + "/?asof=2024-10-20&place=khabarovsk")
    v.ready()
    side = v.page.locator("[data-testid=stSidebar]")
    assert "As known on 20 Oct 2024" in side.inner_text()
    assert "Only Khabarovsk" in side.inner_text()
    side.get_by_role("button", name="Drop").first.click()
    v.page.wait_for_function("() => !location.search.includes('asof')")
    v.settled()
    assert v.report()["tally"]["not_yet_known"] == 0


def test_a_document_opens_with_everything_that_was_read_in_it(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?at=kursk-oblast")
    v.ready()
    v.page.locator(".st-key-panel").get_by_role("button", name="All of this document").first.click()
    v.page.wait_for_function("() => location.search.includes('doc=')")
    v.settled()
    panel = v.page.locator(".st-key-panel").inner_text()
    assert "SHA-256" in panel
    assert "claims were read in it" in panel
    assert "at=" not in v.page.url


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1366, 768), (390, 844)])
def test_presenting_fills_the_window_at_every_size(
    server: Server, visit: Open, width: int, height: int
) -> None:
    v = visit(server.url + "/?present=1", width=width, height=height)
    v.ready()
    box = v.page.locator(".st-key-frame iframe").bounding_box()
    assert box == {"x": 0, "y": 0, "width": width, "height": height}
    assert v.frame.evaluate("() => muster.frame.map.getSize().y") > height * 0.6
    assert "North Korean troops reported in Russia" in v.frame.locator(".muster-headline").inner_text()


def test_presenting_leaves_map_headline_legend_and_date_bar(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?present=1", width=1920, height=1080)
    v.ready()
    for gone in ("[data-testid=stHeader]", "[data-testid=stSidebar]", ".st-key-panel", ".page-link-copy"):
        assert not v.page.locator(gone).first.is_visible()
    for gone in (".muster-ledger", ".muster-extents"):
        assert not v.frame.locator(gone).is_visible()
    for there in (".muster-headline", ".muster-legend", ".muster-track", ".muster-histogram"):
        assert v.frame.locator(there).is_visible()


def test_a_link_with_unknown_values_says_what_could_not_be_used(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?originator=nobody&at=atlantis")
    v.ready()
    panel = v.page.locator(".st-key-panel").inner_text()
    assert "'nobody'" in panel
    assert "'atlantis'" in panel
    assert v.report()["tally"]["total"] == 93
