"""The gazetteer's page in Chromium: as you type, two clicks, the extents as drawn, hostile names, nothing from outside."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from app_server import ROOT, Server
from hostile_data import FOLDER, hostile, make
from playwright.sync_api import Frame
from visiting import Visit

from muster.store import Context, Store

pytestmark = pytest.mark.browser

TABLES = ("sources.csv", "documents.csv", "assertions.csv", "claims.csv", "areas.csv", "dataset.toml")
OPENS_MS = 60_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the shipped data, whose store lies beside it."""
    made = tmp_path_factory.mktemp("gazetteer")
    (made / "geodata").mkdir()
    shutil.copy(ROOT / "gazetteer.csv", made)
    for name in TABLES:
        shutil.copy(ROOT / "geodata" / name, made / "geodata")
    return made


@pytest.fixture(scope="module")
def gazetteer(folder: Path) -> Iterator[Server]:
    with Server(folder) as running:
        yield running


def map_of(v: Visit) -> Frame:
    element = v.page.wait_for_selector(".st-key-board_map iframe", timeout=OPENS_MS)
    frame = element.content_frame()
    assert frame is not None
    frame.wait_for_selector("html[data-ready='1'][data-token]", timeout=OPENS_MS)
    return frame


def drawn(v: Visit, place_id: str) -> dict[str, dict[str, object]]:
    """Return what the map shows, by id, once this place is among it."""
    frame = map_of(v)
    frame.wait_for_function(
        "(id) => muster.frame.report().items.some((i) => i.id === id)", arg=place_id, timeout=20_000
    )
    return {item["id"]: item for item in frame.evaluate("() => muster.frame.report().items")}


def at_ease(v: Visit) -> Visit:
    map_of(v)
    v.settled()
    return v


def own_faults(v: Visit) -> list[str]:
    """Return the page's errors but those of Streamlit, which looks for its health beside every page's own path."""
    return [e for e in v.errors if "404" not in e]


def test_the_answer_follows_while_a_name_is_typed_without_enter(
    gazetteer: Server, visit: Callable[..., Visit]
) -> None:
    v = at_ease(visit(f"{gazetteer.url}/gazetteer"))
    box = v.page.get_by_label("A place, as it was written")
    box.press_sequentially("Xyzzyqq", delay=30)
    v.page.get_by_text("Not known").wait_for(timeout=10_000)
    for _ in "Xyzzyqq":
        box.press("Backspace")
    box.press_sequentially("Khabarovsk", delay=30)
    v.page.get_by_text("Resolved: Khabarovsk").wait_for(timeout=10_000)
    assert box.evaluate("e => e === document.activeElement")
    first = drawn(v, "khabarovsk")["khabarovsk"]
    assert (first["draw"], first["n"]) == ("circle", 1)
    assert "name=Khabarovsk" in v.page.url
    assert v.outside == []
    assert own_faults(v) == []


def test_extents_are_drawn_as_what_they_are_and_a_circle_true_to_scale(
    gazetteer: Server, visit: Callable[..., Visit]
) -> None:
    v = at_ease(visit(f"{gazetteer.url}/gazetteer?name=Near+Ukraine"))
    items = drawn(v, "russia-near-ukraine")
    assert items["russia-near-ukraine"]["draw"] == "hatch"
    assert items["ukraine"]["draw"] == "outline"
    v = at_ease(visit(f"{gazetteer.url}/gazetteer?name=Ussuriysk"))
    ((west, north, east, south),) = drawn(v, "ussuriysk")["ussuriysk"]["box"]
    wide_m = map_of(v).evaluate(
        """([west, east, y]) => { const at = (x) => L.CRS.EPSG3857.pointToLatLng(L.point(x, y), 0);
             return muster.frame.map.distance(at(west), at(east)); }""",
        [west, east, (north + south) / 2],
    )
    assert wide_m == pytest.approx(2 * 7400, rel=0.01)


def test_a_name_is_settled_in_two_clicks_and_stays_settled(
    gazetteer: Server, folder: Path, visit: Callable[..., Visit]
) -> None:
    v = at_ease(visit(f"{gazetteer.url}/gazetteer?part=open"))
    page = v.page
    card = (
        page.locator(".st-key-work [class*=st-key-open_]").filter(has_text="Sergeevka training ground").first
    )
    card.locator("[class*=st-key-cand_]").nth(1).click()  # the first click: anywhere on the card
    page.get_by_label("Your name, asked once").fill("Ada")
    page.get_by_role("button", name="Confirm").click()  # the second
    page.get_by_text("Judgement kept").wait_for(timeout=10_000)
    v.settled()
    assert page.get_by_text("Sergeevka training ground in Primorsky Krai").count() == 0
    (kept,) = Store(str(folder / ".muster" / "store.sqlite")).history()
    assert (kept.place_id, kept.who) == ("sergeevka-pogranichny", "Ada")
    again = at_ease(visit(f"{gazetteer.url}/gazetteer?part=judged"))
    again.page.get_by_text("→ Sergeevka").wait_for(timeout=10_000)
    again.page.get_by_text("Automatic answer: could be 2 places").wait_for(timeout=10_000)
    assert list(drawn(again, "sergeevka-pogranichny")) == ["sergeevka-pogranichny"]
    assert v.outside + again.outside == []
    assert own_faults(v) + own_faults(again) == []


def test_a_number_on_the_map_chooses_too_and_another_persons_judgement_disturbs_nothing(
    gazetteer: Server, folder: Path, visit: Callable[..., Visit]
) -> None:
    v = at_ease(visit(f"{gazetteer.url}/gazetteer?part=open"))
    v.page.locator("[class*=st-key-open_]").filter(has_text="Blagoveshchensk").first.wait_for()
    store = Store(str(folder / ".muster" / "store.sqlite"))
    document = "003-stronger-ties"
    store.record("the front lines", context=Context(document), place_id="front-lines-in-ukraine", who="Bo")
    drawn(v, "blagoveshchensk-bashkortostan")
    map_of(v).locator(".muster-place[data-n='2']").click()
    chosen = v.page.locator("[class*=st-key-cand_on]")
    chosen.wait_for(timeout=10_000)
    assert "Blagoveshchensk" in chosen.inner_text()
    map_of(v).wait_for_function("() => muster.frame.report().chosen === 2", timeout=10_000)
    assert v.page.get_by_role("button", name="Confirm").count() == 1


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1366, 768), (390, 844)])
def test_nothing_is_wider_than_the_window_and_the_map_has_room(
    gazetteer: Server, visit: Callable[..., Visit], width: int, height: int
) -> None:
    v = at_ease(visit(f"{gazetteer.url}/gazetteer?name=Kursk", width=width, height=height, touch=width < 500))
    assert v.page.evaluate("() => document.documentElement.scrollWidth") <= width
    box = v.page.locator(".st-key-board_map iframe").bounding_box()
    assert box is not None
    assert box["height"] > 0.5 * height
    assert box["x"] + box["width"] <= width + 1


def spread(folder: Path) -> Path:
    """Let one hostile name be that of two places, and of a claim, so that it stands in the queue with candidates."""
    text = hostile("gazetteer", "name", "camp-oruro")[:150]
    for name, column in (("gazetteer.csv", "name"), ("claims.csv", "place_text")):
        file = folder / name
        with file.open(encoding="utf-8", newline="") as opened:
            rows = list(csv.DictReader(opened))
        for row in rows:
            if row.get("place_id") in {"camp-oruro", "puerto-acosta"}:
                row[column] = text
        with file.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return folder


def test_hostile_text_as_a_name_shows_as_itself(visit: Callable[..., Visit], tmp_path: Path) -> None:
    folder = spread(make(tmp_path / "data"))
    dialogs: list[str] = []
    with Server(folder) as server:
        v = at_ease(visit(f"{server.url}/gazetteer?part=open"))
        v.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        asked: list[str] = []
        v.page.on("request", lambda request: asked.append(request.url))
        page = v.page
        name = hostile("gazetteer", "name", "camp-oruro")[:150]
        head = page.locator("[class*=st-key-openhead_]").filter(has_text="gazetteer.name.camp-oruro").first
        head.wait_for(timeout=10_000)
        assert " ".join(name.split()) in " ".join(head.inner_text().split())
        marks = map_of(v).locator(".muster-place b")
        assert marks.count() == 2
        assert " ".join((marks.first.text_content() or "").split()) == " ".join(name.split())
        card = page.locator("[class*=st-key-open_]").filter(has_text="gazetteer.name.camp-oruro").first
        card.locator("[class*=st-key-cand_]").first.click()
        page.get_by_label("Your name, asked once").fill(hostile("who", "is", "it")[:90])
        page.get_by_label("Why (may be left out)").fill(hostile("why", "so", "then")[:300])
        page.get_by_role("button", name="Confirm").click()
        page.get_by_text("Judgement kept").wait_for(timeout=10_000)
        page.get_by_text("Judged 1").click()
        page.get_by_text("who.is.it").wait_for(timeout=10_000)
        v.settled()
        page.get_by_text("Look up").first.click()
        page.get_by_label("A place, as it was written").fill(
            "${alert(1)} {{7*7}} <img src=x onerror=alert(2)>"
        )
        page.get_by_text("Not known").wait_for(timeout=10_000)
        v.settled()
        for part in page.frames:
            assert part.evaluate("() => window.hacked") is None
            assert (
                part.evaluate(
                    "() => document.querySelectorAll('img[src=x], b i, a[href*=\"x.example\"], .katex').length"
                )
                == 0
            )
        log = server.log.read_text()
    assert dialogs == []
    assert v.outside == []
    assert [url for url in asked if url.endswith(("/x", "/p.png"))] == []
    assert not (ROOT / FOLDER).exists()
    assert not (folder / FOLDER).exists()
    assert "Traceback" not in log
