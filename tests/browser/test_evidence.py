"""The evidence page in a real browser: find, open, tick, go to the map and back, take along, pass on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import run
from urllib.parse import parse_qs, urlsplit

import pytest
from app_server import ROOT, Server
from playwright.sync_api import Page
from visiting import Visit

from muster import paths
from muster.check import load_checked

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
ROW_PX = HEAD_PX = 31


def asked(url: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}


def opened(v: Visit) -> Page:
    v.page.wait_for_selector("[data-testid=stDataFrame] canvas", timeout=60_000)
    v.settled()
    return v.page


def told(page: Page) -> str:
    return page.locator(".st-key-actions [data-testid=stText]").inner_text()


def click_cell(page: Page, row: int, x_px: int) -> None:
    """Click in a row of the table, counted from 0; the grid is a canvas, so by where it is drawn."""
    box = page.locator("[data-testid=stDataFrame] canvas").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + x_px, box["y"] + HEAD_PX + ROW_PX * row + ROW_PX / 2)


def test_a_search_and_a_facet_narrow_the_rows_and_stand_in_the_address(server: Server, visit: Open) -> None:
    v = visit(server.url + "/evidence")
    page = opened(v)
    assert told(page) == "93 claims"
    page.get_by_placeholder("Search words, places, sources, ids").fill("ussuriysk")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.search.includes('q=ussuriysk')")
    v.settled()
    assert told(page) == "5 claims of 93"
    page.get_by_role("button", name="Kind", exact=True).click()
    page.get_by_role("button", name="Imagery 3", exact=True).click()
    page.wait_for_function("() => location.search.includes('only=kind.imagery')")
    v.settled()
    assert told(page) == "3 claims of 93"
    page.keyboard.press("Escape")
    again = visit(page.url)
    assert told(opened(again)) == "3 claims of 93"
    again.page.get_by_role("button", name="Undo all").click()
    again.page.wait_for_function("() => !location.search.includes('only')")
    again.settled()
    assert told(again.page) == "93 claims"
    assert v.outside == []
    assert [e for e in v.errors if "404" not in e] == []  # Streamlit looks for itself below each page's path


def test_ticked_rows_are_exactly_the_claims_on_the_map(server: Server, visit: Open) -> None:
    v = visit(server.url + "/evidence?q=soldiers&only=kind.imagery&kind=imagery,presence")
    page = opened(v)
    click_cell(page, 0, 14)
    v.settled()
    click_cell(page, 1, 14)
    page.wait_for_function("() => document.querySelector('.st-key-actions').innerText.includes('2 ticked')")
    page.get_by_role("button", name="Show on the map").click()
    v.ready()
    tally = v.report()["tally"]
    assert tally["shown"] == 2
    chosen = asked(page.url)["claim"].split(",")
    assert chosen == ["A05a", "A06a"]
    assert sorted(row for p in v.report()["places"] for row in p["rows"]) == chosen
    side = page.locator("[data-testid=stSidebar]")
    assert "Only 2 claims" in side.inner_text()
    side.get_by_role("button", name="Drop").click()
    page.wait_for_function("() => !location.search.includes('claim=')")
    v.settled()
    assert v.report()["tally"]["shown"] > 2
    assert asked(page.url)["kind"] == "imagery,presence"


def test_a_place_and_a_figure_of_the_map_open_as_rows(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?at=khabarovsk&to=2024-11-01")
    v.ready()
    v.page.get_by_role("button", name="See the rows").click()
    page = opened(v)
    assert urlsplit(page.url).path == "/evidence"
    assert asked(page.url) == {"at": "khabarovsk", "to": "2024-11-01"}
    assert told(page) == "4 claims"
    v = visit(server.url + "/?open=figure")
    v.ready()
    v.page.wait_for_selector(".st-key-panel >> text=Where this figure comes from")
    v.page.get_by_role("button", name="See the rows").click()
    assert told(opened(v)) == "7 claims"


def test_a_click_in_a_row_opens_its_card_and_a_link_opens_it_again(server: Server, visit: Open) -> None:
    v = visit(server.url + "/evidence?q=A05a", width=1920, height=1080)
    page = opened(v)
    for _ in range(2):  # a heading sorts and opens nothing, though the focus alone chooses the first cell
        click_cell(page, -1, 300)
        v.settled()
    assert "row" not in asked(page.url)
    click_cell(page, 0, 300)
    page.wait_for_selector(".st-key-card >> text=Claim A05a")
    v.settled()
    card = page.locator(".st-key-card").inner_text()
    assert "set by nobody: row 2 of sources.csv" in card
    assert "“South Korea Releases Satellite Images" in card
    page.locator(".st-key-card").get_by_role("button", name="A08a · First 1,500 troops").click()
    page.wait_for_selector(".st-key-card >> text=Claim A08a")
    v.settled()
    assert asked(page.url)["row"] == "A08a"
    page.get_by_role("button", name="Close").click()
    page.wait_for_function("() => !location.search.includes('row=')")
    page.wait_for_selector(".st-key-card", state="detached")


def test_filters_go_along_with_the_navigation(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?kind=imagery&asof=2024-10-30")
    v.ready()
    for name in ("Evidence", "Gazetteer", "Evidence"):
        v.page.locator("[data-testid=stTopNavLink]", has_text=name).click()
        v.page.wait_for_function(f"() => location.pathname.endsWith('/{name.lower()}')")
        v.settled()
    page = opened(v)
    assert asked(page.url) == {"kind": "imagery", "asof": "2024-10-30"}
    page.locator("[data-testid=stTopNavLink]", has_text="Map").click()
    page.wait_for_function("() => location.pathname === '/'")
    v.ready()
    assert asked(page.url) == {"kind": "imagery", "asof": "2024-10-30"}
    assert v.report()["tally"]["not_yet_known"] > 0


@pytest.mark.parametrize(
    "path", ["/", "/evidence?part=echoes&kind=training", "/gazetteer?part=open", "/method"]
)
def test_copy_link_is_on_every_page_and_holds_the_data_version(
    server: Server, visit: Open, path: str
) -> None:
    v = visit(server.url + path)
    button = v.page.get_by_role("button", name="Copy link")
    button.wait_for()
    v.settled()
    v.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button.focus()
    v.page.keyboard.press("Enter")
    v.page.locator(".page-link-said", has_text="Copied").wait_for(state="attached")
    link = v.page.evaluate("() => navigator.clipboard.readText()")
    assert urlsplit(link).path == urlsplit(path).path
    assert asked(link) == {**asked(server.url + path), "v": load_checked(paths.REPOSITORY).version}
    again = visit(link)
    again.page.get_by_role("button", name="Copy link").wait_for()
    again.settled()
    assert "another version of the data" not in again.page.locator("body").inner_text()


def test_without_a_clipboard_the_address_is_offered_selected(server: Server, visit: Open) -> None:
    v = visit(server.url + "/method")
    v.page.get_by_role("button", name="Copy link").wait_for()
    v.page.evaluate("() => Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    v.page.get_by_role("button", name="Copy link").click()
    field = v.page.get_by_label("The address of this view")
    field.wait_for()
    picked = field.evaluate("(e) => e.value.slice(e.selectionStart, e.selectionEnd)")
    assert picked == field.input_value()
    assert picked.startswith(server.url + "/method?v=")
    v.page.keyboard.press("Escape")
    assert not field.is_visible()


@pytest.mark.parametrize("path", ["/", "/evidence", "/gazetteer", "/method"])
def test_a_link_of_another_data_version_says_so_on_every_page(server: Server, visit: Open, path: str) -> None:
    v = visit(f"{server.url}{path}?v=0123456789ab")
    v.page.wait_for_selector("text=made on another version of the data (0123456789ab;")
    v.settled()
    assert asked(v.page.url)["v"] == "0123456789ab"


@pytest.mark.parametrize("ending", ["csv", "geojson", "parquet"])
def test_a_download_has_the_bytes_that_the_command_writes(
    server: Server, visit: Open, tmp_path: Path, ending: str
) -> None:
    v = visit(server.url + "/evidence?kind=imagery&to=2024-10-31&only=stance.asserts&row=A05a", height=1000)
    page = opened(v)
    page.get_by_role("button", name="Download", exact=True).click()
    label = {"csv": "CSV", "geojson": "GeoJSON", "parquet": "Parquet"}[ending]
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label, exact=True).click()
    command = (
        page.locator("[data-testid=stCode]").inner_text().replace("claims.csv", f"claims.{ending}").split()
    )
    run([Path(sys.executable).parent / "muster", *command[1:], "--data", str(ROOT)], cwd=tmp_path, check=True)
    assert Path(waiting.value.path()).read_bytes() == (tmp_path / f"claims.{ending}").read_bytes()
    assert "kind" in " ".join(command)


def test_on_a_phone_the_buttons_of_the_table_cover_none_of_ours_and_the_chip_of_a_claim_is_whole(
    server: Server, visit: Open
) -> None:
    v = visit(server.url + "/evidence?claim=A01a", width=390, height=844, touch=True)
    v.page.wait_for_selector("[data-testid=stDataFrame]", timeout=60_000)
    v.settled()
    tools = v.page.locator("[data-testid=stElementToolbar]").first.bounding_box()
    assert tools is not None
    for name in ("Download", "Show on the map"):
        box = v.page.get_by_role("button", name=name).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= tools["y"] + 1 or box["x"] + box["width"] <= tools["x"], name
    wide = visit(server.url + "/evidence?claim=A01a", width=1366)
    chip = wide.page.locator(".st-key-asked_claims [data-testid=stText]")
    chip.wait_for(timeout=60_000)
    wide.settled()
    assert chip.inner_text() == "Only claim A01a"
    assert chip.evaluate(
        "(node) => [node, ...node.querySelectorAll('*')].every((n) => n.scrollWidth <= n.clientWidth + 1 || !n.clientWidth)"
    )
