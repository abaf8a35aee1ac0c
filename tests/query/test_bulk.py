"""A bulk layer answers as the data set does in memory that it was written from: the walks in Python are the oracle."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from muster.errors import LayerError, SelectionError, UnknownValueError
from muster.model import Dataset
from muster.query import Selection, news, plain
from muster.query.bulk import Layer, open_layer, questions, write_layer
from muster.query.bulk.hold import HELD
from muster.query.bulk.narrow import NARROW
from muster.query.bulk.raw import raw_tables
from muster.query.cells import grid_for
from muster.query.plain import iso
from muster.tables import load
from muster.vocabulary import GeoPrecision

sys.path.append(str(Path(__file__).parents[2] / "scripts"))

import synthetic
import synthetic_bulk

REPOSITORY = Path(__file__).resolve().parents[2]
ASKED = {
    "everything": Selection(),
    "as known on 24 October": Selection(as_of=date(2024, 10, 24)),
    "a week": Selection(event_from=date(2024, 10, 14), event_to=date(2024, 10, 20)),
    "both clocks and kinds": Selection(
        event_from=date(2024, 3, 1),
        event_to=date(2024, 4, 10),
        as_of=date(2024, 11, 1),
        kinds=("presence", "imagery"),
    ),
}
Pair = tuple[Dataset, Layer]


@pytest.fixture(scope="module", params=["shipped", "made up"])
def pair(request, tmp_path_factory) -> Pair:
    folder = tmp_path_factory.mktemp("bulk")
    dataset = load(REPOSITORY) if request.param == "shipped" else load(synthetic.make(folder / "csv", 1200))
    return dataset, open_layer(write_layer(folder / "layer", raw_tables(dataset)))


@pytest.fixture(params=ASKED.values(), ids=ASKED)
def asked(request) -> Selection:
    return request.param


def test_the_tally_is_that_of_the_data_set(pair: Pair, asked: Selection) -> None:
    dataset, layer = pair
    assert questions.tally(layer, asked) == plain.tally_json(dataset, asked)


def test_each_place_has_the_counts_and_the_range_of_the_data_set(pair: Pair, asked: Selection) -> None:
    dataset, layer = pair
    expected = {row["place_id"]: row for row in plain.presence_json(dataset, asked)["places"]}
    found = questions.presence(layer, asked)
    assert {row["place_id"] for row in found} == set(expected)
    for row in found:
        said = {name: iso(value) if isinstance(value, date) else value for name, value in row.items()}
        assert {name: said[name] for name in expected[row["place_id"]]} == expected[row["place_id"]]


def test_the_strength_of_window_and_of_each_day_is_that_of_the_data_set(pair: Pair, asked: Selection) -> None:
    dataset, layer = pair
    expected, found = plain.strength_json(dataset, asked), questions.strength(layer, asked)
    for name in ("present", "planned"):
        assert {k: found[name][k] for k in ("low", "best", "high")} == {
            k: expected[name][k] for k in ("low", "best", "high")
        }
    if asked.event_from is None or asked.event_to is None:
        with pytest.raises(SelectionError, match="needs from and to"):
            questions.series(layer, asked)
        return
    for mine, theirs in zip(questions.series(layer, asked), expected["series"], strict=True):
        assert iso(mine["day"]) == theirs["day"]
        for name in ("present", "planned"):
            assert {k: mine[name][k] for k in ("low", "best", "high")} == {
                k: theirs[name][k] for k in ("low", "best", "high")
            }


def test_echoes_carry_the_same_changes_and_a_page_says_how_many_there_are(
    pair: Pair, asked: Selection
) -> None:
    dataset, layer = pair
    expected = plain.echoes_json(dataset, asked)
    found = questions.echoes(layer, asked, limit=5000)
    for mine, theirs in zip(found["echoes"], expected, strict=True):
        assert (mine["assertion_id"], mine["documents"], mine["claims"]) == (
            theirs["assertion_id"],
            theirs["documents"],
            theirs["claims"],
        )
        assert [(c[0], c[1], c[2] or None, c[3] or None) for c in mine["changes"]] == [
            (c["claim_id"], c["change"], c["from"], c["to"]) for c in theirs["changes"]
        ]
    page = questions.echoes(layer, asked, offset=3, limit=2)
    assert page["total"] == len(expected)
    assert page["echoes"] == found["echoes"][3:5]


def test_disagreements_news_and_sources_are_those_of_the_data_set(pair: Pair, asked: Selection) -> None:
    dataset, layer = pair
    found = questions.disagreements(layer, asked, limit=5000)
    assert found["disagreements"] == plain.disagreements_json(dataset, asked)
    assert found["total"] == len(found["disagreements"])
    since, until = date(2024, 9, 1), date(2024, 10, 24)
    expected = plain.news_json(news(dataset, asked, since, until))
    told = questions.news(layer, asked, since, until, limit=5000)
    for name in ("new", "changed", "carried"):
        assert sorted((item["assertion_id"], item["claims"]) for item in told[name]["items"]) == sorted(
            (item["assertion_id"], len(item["claims"])) for item in expected[name]
        )
    assert told["contradicted"]["items"] == expected["contradicted"]
    for mine, theirs in zip(questions.sources(layer, asked), plain.sources_json(dataset, asked), strict=True):
        assert {k: iso(v) if isinstance(v, date) else v for k, v in mine.items() if k in theirs} == {
            k: v for k, v in theirs.items() if k in mine
        }


def test_only_what_is_placed_at_a_site_or_town_falls_in_a_cell_and_nothing_is_lost(pair: Pair) -> None:
    dataset, layer = pair
    everything = Selection()
    found = questions.cells(layer, everything, grid_for((-180, -85, 180, 85), 6))
    exact = {
        c.claim_id
        for c in dataset.claims
        if c.place_id and c.geo_precision in {GeoPrecision.SITE, GeoPrecision.TOWN} and c.tier != "secondary"
    }
    assert sum(row["claims"] for row in found["cells"]) == len(exact)
    counted = sum(row["claims"] for part in found.values() for row in part)
    assert counted == questions.tally(layer, everything)["shown"]


def test_a_view_over_the_antimeridian_is_one_view(pair: Pair) -> None:
    _, layer = pair
    whole = questions.cells(layer, Selection(), grid_for((-180, -85, 180, 85), 5))["cells"]
    around = questions.cells(layer, Selection(), grid_for((60, -85, 300, 85), 5))["cells"]
    expected = {(r["x"], r["y"]) for r in whole if r["x"] >= 21 or r["x"] <= 10}
    assert {(r["x"], r["y"]) for r in around} == expected


def test_an_unknown_source_and_a_folder_without_a_layer_are_told(pair: Pair, tmp_path: Path) -> None:
    _, layer = pair
    with pytest.raises(UnknownValueError):
        questions.tally(layer, Selection(originators=("nobody",)))
    with pytest.raises(LayerError, match="holds no bulk layer"):
        open_layer(tmp_path)


def test_what_is_held_is_made_anew_where_it_cannot_be_read(tmp_path: Path) -> None:
    folder = write_layer(tmp_path / "layer", synthetic_bulk.raw_claims(2000))
    before = questions.tally(open_layer(folder), Selection())
    (folder / NARROW / "claims.arrow").write_bytes(b"of another making")
    (folder / HELD).write_bytes(b"of another version")
    layer = open_layer(folder)
    assert questions.tally(layer, Selection()) == before
    assert layer.rows("SELECT count(*) AS claims FROM claims") == [{"claims": 2000}]
    assert before["total"] == 2000


def test_a_layer_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    folder = write_layer(tmp_path / "layer", synthetic_bulk.raw_claims(500))
    write_layer(folder, synthetic_bulk.raw_claims(700))
    assert open_layer(folder).total == 700
    assert [path.name for path in tmp_path.iterdir()] == ["layer"]
    assert (folder / "claims" / "month=2022-01" / "claims.parquet").is_file()
