"""What the server answers about a bulk layer: the very counts of the questions, small, tagged, and bad input in one line."""

from __future__ import annotations

import gzip
import json
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from asgi import Answer, ask
from starlette.applications import Starlette

from muster.query import Selection
from muster.query.bulk import questions, write_layer
from muster.query.bulk.raw import raw_tables
from muster.query.cells import grid_for
from muster.query.layers import VARIABLE, layer_named
from muster.tables import load
from muster.web.answers import FOREVER
from muster.web.layers import Answers
from muster.web.routes import ROUTES

sys.path.append(str(Path(__file__).parents[2] / "scripts"))

import synthetic_bulk

REPOSITORY = Path(__file__).resolve().parents[2]
APP = Starlette(routes=ROUTES)
BOX = "box=20,40,145,70&level=6"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("layers")
    write_layer(folder / "made-up", synthetic_bulk.raw_claims(3000))
    write_layer(folder / "five", raw_tables(load(REPOSITORY)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(folder))
        yield


def get(name: str, question: str, **headers: str) -> Answer:
    return ask(APP, f"/api/layers/{name}/{layer_named(name).version}/{question}", **headers)


def body(name: str, question: str) -> Any:
    found = get(name, question)
    assert found.status == 200, found.body
    return json.loads(found.body)


def rows(columns: dict[str, list[int]]) -> list[dict[str, int]]:
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("", Selection()),
        ("&from=2022-03-01&to=2022-03-31", Selection(date(2022, 3, 1), date(2022, 3, 31))),
        (
            "&asof=2022-06-01&kind=planned,presence",
            Selection(as_of=date(2022, 6, 1), kinds=("planned", "presence")),
        ),
        (
            "&originator=source-3,source-5&undated=0",
            Selection(originators=("source-3", "source-5"), undated=False),
        ),
        ("&kind=-", Selection(kinds=("-",))),
    ],
)
def test_cells_are_those_of_the_question(site: None, query: str, asked: Selection) -> None:
    layer = layer_named("made-up")
    expected = questions.cells(layer, asked, grid_for((20, 40, 145, 70), 6))
    found = rows(body("made-up", f"cells.json?{BOX}{query}")["cells"])
    assert (
        found == [{key: int(cell[key]) for key in found[0]} for cell in expected["cells"]]
        if found
        else not expected["cells"]
    )
    areas = rows(body("made-up", f"areas.json?{query.removeprefix('&')}")["areas"])
    names = list(layer.places)
    assert [(names[row["place"]], row["claims"]) for row in areas] == [
        (row["place_id"], row["claims"]) for row in expected["areas"]
    ]
    tally = body("made-up", f"tally.json?{query.removeprefix('&')}")["tally"]
    assert tally["shown"] == questions.tally(layer, asked)["shown"]
    assert sum(tally[part] for part in ("certain", "possible", "undated", "elsewhere")) in {0, tally["shown"]}


def test_a_number_stands_for_a_value_of_the_layers_own_order(site: None) -> None:
    layer = layer_named("made-up")
    assert list(layer.sources)[3] == "source-3"
    for one, other in (
        ("originator=~3,~5", "originator=source-3,source-5"),
        ("kind=~3", "kind=planned"),
        ("claim=~1", "claim=S1a"),
    ):
        assert body("made-up", f"tally.json?{one}") == body("made-up", f"tally.json?{other}")
    place = list(layer.places).index("place-10")
    assert body("made-up", f"cells.json?{BOX}&place=~{place}") == body(
        "made-up", f"cells.json?{BOX}&place=place-10"
    )


def test_an_answer_is_small_tagged_and_kept(site: None) -> None:
    plain = get("made-up", f"cells.json?{BOX}")
    packed = get("made-up", f"cells.json?{BOX}", accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < 20_000
    assert plain.headers["cache-control"] == FOREVER
    again = get("made-up", f"cells.json?{BOX}", if_none_match=plain.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    swapped = get("made-up", "cells.json?level=6&box=20,40,145,70")
    assert swapped.headers["etag"] == plain.headers["etag"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("cells.json?box=20,40,145,70&level=25", "level: '25' is no level of the grid; write 0 to 24."),
        ("cells.json?box=20,40,145,70&level=-1", "level: '-1' is no level of the grid; write 0 to 24."),
        ("cells.json?box=20,40,145,70", "level: '' is no level of the grid; write 0 to 24."),
        ("cells.json?level=4", "box: '' is no box; write west,south,east,north in degrees."),
        ("cells.json?box=1,2,3&level=4", "box: '1,2,3' is no box; write west,south,east,north in degrees."),
        ("cells.json?box=nan,0,1,1&level=4", "has no inside"),
        ("cells.json?box=9,0,1,1&level=4", "has no inside"),
        ("cells.json?box=0,1,1,1e999&level=4", "has no inside"),
        ("cells.json?box=-180,-85,180,85&level=20", "are the most; ask for a lower level."),
        (f"cells.json?{BOX}&from=2022-02-30", "from: '2022-02-30' is not a day of the calendar"),
        (f"cells.json?{BOX}&from=2022-03-02&to=2022-03-01", "from 2022-03-02 is after to 2022-03-01"),
        (f"cells.json?{BOX}&asof=2999-01-01", "as-of 2999-01-01 lies in the future"),
        (f"cells.json?{BOX}&originator=nobody", "originator: 'nobody' does not exist"),
        (f"cells.json?{BOX}&originator=~500", "originator: ~500 does not exist; there are 500, from ~0 on."),
        (f"cells.json?{BOX}&originator=~x", "originator: '~x' is no number"),
        (f"cells.json?{BOX}&claim=~3000", "claim: ~3000 does not exist; there are 3000, from ~0 on."),
        (f"cells.json?{BOX}&claim=S1x", "claim: 'S1x' does not exist"),
        (f"cells.json?{BOX}&colour=red", "'colour' is no parameter; there are: from, to, asof,"),
        (f"cells.json?{BOX}&level=7", "'level' is given more than once"),
        ("tally.json?undated=maybe", "undated: 'maybe' is no switch; write 1 or 0."),
        ("tally.json?kind=" + "x" * 40_000, "30,000 are the most."),
    ],
)
def test_bad_input_is_refused_in_one_line(site: None, query: str, words: str) -> None:
    found = get("made-up", query)
    said = found.body.decode()
    assert found.status == 400
    assert words in said
    assert "\n" not in said
    assert found.headers["content-type"].startswith("text/plain")


def test_another_layer_version_or_question_is_told(site: None) -> None:
    version = layer_named("five").version
    for path, words in (
        (f"/api/layers/none/{version}/tally.json", "there are: five, made-up"),
        ("/api/layers/five/000000000000/tally.json", "changed since this page was made"),
        (f"/api/layers/five/{version}/secrets.json", "No such question of a layer; there are: about, cells"),
        (f"/api/layers/..%2f..%2fetc/{version}/tally.json", ""),
        (f"/api/layers/five/{version}/shapes/0.json", "has no boundary here"),
    ):
        found = ask(APP, path)
        assert found.status == 404
        assert words in found.body.decode()


def test_the_five_documents_as_a_layer_put_no_region_in_a_cell(site: None) -> None:
    whole = "box=-180,-85,180,85&level=5"
    cells = rows(body("five", f"cells.json?{whole}")["cells"])
    areas = rows(body("five", "areas.json")["areas"])
    assert (sum(c["claims"] for c in cells), sum(a["claims"] for a in areas)) == (10, 32)
    about = body("five", "about.json")
    drawn = {area["name"]: area["draw"] for area in about["areas"]}
    assert (drawn["Kursk Oblast"], drawn["Russia"], drawn["Russian Far East"]) == (
        "region",
        "country",
        "area",
    )
    kursk = next(area for area in about["areas"] if area["name"] == "Kursk Oblast")
    shape = body("five", f"shapes/{kursk['place']}.json")
    assert shape["t"] == "polygon"
    assert len(json.dumps(body("five", f"shapes/{kursk['place']}.json?exact=1"))) >= len(json.dumps(shape))


def test_the_days_behind_the_clocks_add_up(site: None) -> None:
    found, layer = body("five", "days.json"), layer_named("five")
    said = sum(sum(column) for part in found["known"].values() for column in part.values())
    assert (
        said == questions.tally(layer, Selection())["shown"] + questions.tally(layer, Selection())["no_place"]
    )
    assert all(n >= 0 for column in found["happened"]["solid"].values() for n in column)
    size = found["last"] - found["first"] + 1
    assert all(
        len(column) == size
        for lane in ("happened", "known")
        for part in found[lane].values()
        for column in part.values()
    )


def test_what_two_ask_for_at_once_is_made_once() -> None:
    answers, made, go = Answers(), [], threading.Event()

    def make() -> dict[str, int]:
        go.wait(10)
        made.append(1)
        return {"n": len(made)}

    found: list[bytes] = []
    asking = [
        threading.Thread(target=lambda: found.append(answers.made(("a",), make).plain)) for _ in range(4)
    ]
    for thread in asking:
        thread.start()
    go.set()
    for thread in asking:
        thread.join(10)
    assert found == [b'{"n":1}'] * 4
    for number in range(500):
        answers.made((str(number),), lambda: 0)
    assert answers.held(("a",)) is None
