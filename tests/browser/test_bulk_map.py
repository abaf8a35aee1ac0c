"""The map of a bulk layer in a browser: what is drawn is what the questions count."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from app_server import Server
from visiting import Visit

from muster.query import Selection
from muster.query.bulk import Layer, open_layer, questions, write_layer
from muster.query.cells import Grid

sys.path.append(str(Path(__file__).parents[2] / "scripts"))

import synthetic_bulk

pytestmark = pytest.mark.browser
CLAIMS = 30_000
COUNTS = ("claims", "present", "planned", "answers", "elsewhere", "denials", "origins", "kinds")


@pytest.fixture(scope="module")
def layers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("layers")
    write_layer(folder / "made-up", synthetic_bulk.raw_claims(CLAIMS))
    return folder


@pytest.fixture(scope="module")
def layer(layers: Path) -> Layer:
    return open_layer(layers / "made-up")


@pytest.fixture(scope="module")
def site(layers: Path) -> Iterator[Server]:
    with Server(layers=layers) as running:
        yield running


def counted(visit: Visit) -> dict[str, Any]:
    """Wait until nothing is being counted, and return what the page shows."""
    visit.frame.wait_for_function("() => !muster.frame.report().counting", timeout=60_000)
    return dict(visit.report())


def agree(report: dict[str, Any], layer: Layer, asked: Selection) -> None:
    """Hold what is drawn to the question that is asked of the layer for the same window of the grid."""
    w = report["window"]
    grid = Grid(w["level"], w["west"], w["north"], w["east"], w["south"])
    found = questions.cells(layer, asked, grid)
    names = list(layer.places)
    expected = {(row["x"], row["y"]): tuple(int(row[name]) for name in COUNTS) for row in found["cells"]}
    assert expected
    assert {(c["x"], c["y"]): tuple(c[name] for name in COUNTS) for c in report["cells"]} == expected
    areas = {row["place_id"]: row["claims"] for row in found["areas"]}
    assert {names[a["place"]]: a["claims"] for a in report["areas"]} == areas
    assert report["tally"]["shown"] == questions.tally(layer, asked)["shown"]
    strength = questions.strength(layer, asked)["present"]
    assert [report["strength"]["present"][k] for k in ("low", "high", "figures")] == [
        strength[k] for k in ("low", "high", "figures")
    ]


def test_the_drawn_numbers_are_those_of_the_question(
    site: Server, layer: Layer, visit: Callable[..., Visit]
) -> None:
    seen = visit(f"{site.url}/?layer=made-up")
    seen.ready()
    report = counted(seen)
    agree(report, layer, Selection())
    # Everything that has a point lies in the first view: squares and places without a point are all that is shown.
    assert (
        sum(c["claims"] for c in report["cells"]) + sum(a["claims"] for a in report["areas"])
        == report["tally"]["shown"]
    )
    assert len(report["drawn"]) == len(report["cells"])

    seen.frame.evaluate(
        "() => { const f = muster.frame; f.bar.set(19000, 19030); f.bar.know(19100); f.bar.settle(); }"
    )
    both = Selection(date(2022, 1, 8), date(2022, 2, 7), date(2022, 4, 18))
    report = counted(seen)
    assert (report["from"], report["to"], report["as_of"]) == ("2022-01-08", "2022-02-07", "2022-04-18")
    agree(report, layer, both)

    seen.frame.evaluate("() => muster.frame.map.setView([55, 60], 6, { animate: false })")
    seen.page.wait_for_timeout(400)
    report = counted(seen)
    assert report["level"] == 9
    agree(report, layer, both)

    seen.page.locator("[data-testid=stSidebar]").get_by_text("Planned", exact=True).click()
    seen.frame.wait_for_function(
        "() => (muster.frame.report().params || '').includes('kind=')", timeout=60_000
    )
    seen.settled()
    every = synthetic_bulk.KINDS
    agree(
        counted(seen),
        layer,
        Selection(
            both.event_from, both.event_to, both.as_of, kinds=tuple(k for k in every if k != "planned")
        ),
    )
    assert seen.outside == []
    assert seen.errors == []


def test_a_square_opens_its_claims_and_the_way_in(
    site: Server, layer: Layer, visit: Callable[..., Visit]
) -> None:
    seen = visit(f"{site.url}/?layer=made-up", width=1920, height=1080)
    seen.ready()
    report = counted(seen)
    spot = max((d for d in report["drawn"] if d["left"] > 700 and d["top"] > 300), key=lambda d: d["left"])
    cell = next(c for c in report["cells"] if (c["x"], c["y"]) == (spot["x"], spot["y"]))
    middle = seen.frame.evaluate(
        "s => { const f = muster.frame, m = f.marks, p = m._bounds.min.add([s.left + s.size / 2, s.top + s.size / 2]);"
        " const at = f.map.layerPointToContainerPoint(p); return [at.x, at.y]; }",
        spot,
    )
    box = seen.page.locator(".st-key-frame iframe").bounding_box()
    assert box is not None
    seen.page.mouse.click(box["x"] + middle[0], box["y"] + middle[1])
    panel = seen.page.locator(".st-key-panel")
    panel.get_by_text("A square of the grid").wait_for(timeout=60_000)
    panel.get_by_text(f"{cell['claims']:,} claim").first.wait_for(timeout=60_000)
    assert f"{cell['present']:,} report presence" in panel.inner_text() or not cell["present"]
    seen.settled()
    assert seen.report()["cell"] == [report["level"], cell["x"], cell["y"]]
    assert f"cell={report['level']}/{cell['x']}/{cell['y']}" in seen.page.url.replace("%2F", "/")
    seen.frame.get_by_role("button", name="Zoom in", exact=True).last.click()
    seen.page.wait_for_timeout(400)
    assert counted(seen)["level"] > report["level"]


def test_play_waits_for_each_count(site: Server, layer: Layer, visit: Callable[..., Visit]) -> None:
    seen = visit(f"{site.url}/?layer=made-up")
    seen.ready()
    counted(seen)
    seen.frame.evaluate(
        "() => { const f = muster.frame; f.bar.set(19000, 19030); f.bar.settle(); f.bar.speed = 4; }"
    )
    counted(seen)
    before = seen.frame.evaluate("() => [muster.frame.answers, muster.frame.from]")
    seen.frame.evaluate("() => muster.frame.bar.play()")
    seen.frame.wait_for_function(f"() => muster.frame.answers >= {before[0] + 3}", timeout=60_000)
    seen.frame.evaluate("() => muster.frame.bar.pause()")
    report = counted(seen)
    after = seen.frame.evaluate("() => [muster.frame.answers, muster.frame.from, muster.frame.stride]")
    steps = (after[1] - before[1]) // after[2]
    assert 3 <= steps <= after[0] - before[0]
    agree(report, layer, Selection(date.fromisoformat(report["from"]), date.fromisoformat(report["to"])))
