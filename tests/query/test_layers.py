"""The bulk layers of a site: found by their folders, opened once, and refused in one clear line."""

from __future__ import annotations

import json
import os
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

from muster.errors import LayerError, UnknownValueError
from muster.model import Dataset
from muster.query import Selection, answer
from muster.query.bulk import Layer, open_layer, questions, write_layer
from muster.query.bulk.layer import MANIFEST
from muster.query.bulk.listing import claims_page
from muster.query.bulk.raw import raw_tables, read_raw
from muster.query.cells import Grid, PlaceCounts, grid_for
from muster.query.days import happened_by_day, how_shown, said_by_day
from muster.query.engine import ask, ask_plan, ask_shown
from muster.query.layers import VARIABLE, layer_folders, layer_in, layer_named
from muster.query.pages import AtPlace, InBin, InCell, Listed
from muster.tables import load
from muster.vocabulary import Bin, Tier, Window

sys.path.append(str(Path(__file__).parents[2] / "scripts"))

import synthetic_bulk

REPOSITORY = Path(__file__).resolve().parents[2]
OCTOBER = Selection(event_from=date(2024, 10, 14), event_to=date(2024, 10, 20))


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return load(REPOSITORY)


@pytest.fixture(scope="module")
def folder(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_layer(tmp_path_factory.mktemp("layers") / "five-documents", raw_tables(dataset))


@pytest.fixture(scope="module")
def layer(folder: Path) -> Layer:
    return open_layer(folder)


def test_a_folder_of_layers_and_a_layer_are_both_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(folder.parent))
    assert layer_folders() == {"five-documents": folder}
    monkeypatch.setenv(VARIABLE, os.pathsep.join((str(folder), str(folder.parent))))
    assert list(layer_folders()) == ["five-documents"]
    assert layer_named("five-documents") is layer_in(folder)
    monkeypatch.delenv(VARIABLE)
    assert layer_folders() == {}


def test_what_is_wrong_with_a_layer_is_one_line(folder: Path, tmp_path: Path) -> None:
    def said(path: Path) -> str:
        with pytest.raises(LayerError) as caught:
            open_layer(path)
        assert "\n" not in str(caught.value)
        return str(caught.value)

    assert "does not exist" in said(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    assert "holds no bulk layer; make one with muster layer make" in said(tmp_path / "empty")
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    manifest = json.loads((copy / MANIFEST).read_text())
    (copy / MANIFEST).write_text(json.dumps({**manifest, "format": 99}))
    assert "another version of Muster (format 99, here 2)" in said(copy)
    (copy / MANIFEST).write_text("{")
    assert "broken layer (layer.json cannot be read)" in said(copy)
    (copy / MANIFEST).write_text(json.dumps(manifest))
    for part in copy.iterdir():
        if part.name != MANIFEST:
            shutil.rmtree(part) if part.is_dir() else part.unlink()
    assert "holds a broken layer" in said(copy)


def test_a_layer_that_is_not_there_is_told_with_those_that_are(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(VARIABLE, str(folder))
    with pytest.raises(LayerError, match="there are: five-documents"):
        layer_named("other")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "gone"))
    with pytest.raises(LayerError, match="does not exist; mend MUSTER_LAYERS"):
        layer_folders()


def test_a_layer_that_was_written_anew_is_opened_anew(tmp_path: Path) -> None:
    folder = write_layer(tmp_path / "layer", synthetic_bulk.raw_claims(500))
    first = layer_in(folder)
    assert layer_in(folder) is first
    write_layer(folder, synthetic_bulk.raw_claims(700))
    assert (first.total, layer_in(folder).total) == (500, 700)


def test_raw_tables_from_files_make_the_same_layer(dataset: Dataset, layer: Layer, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    for name, table in raw_tables(dataset).items():
        pq.write_table(table, tmp_path / f"{name}.parquet")
    again = open_layer(write_layer(tmp_path / "again", read_raw(tmp_path)))
    assert questions.tally(again, OCTOBER) == questions.tally(layer, OCTOBER)
    everything = [claims_page(each, InBin(), Selection(), limit=1000) for each in (again, layer)]
    assert everything[0] == everything[1]
    (tmp_path / "links.parquet").unlink()
    with pytest.raises(LayerError, match=r"links\.parquet is missing"):
        read_raw(tmp_path)


def test_single_claims_are_asked_for_by_their_id(dataset: Dataset, layer: Layer) -> None:
    assert questions.tally(layer, Selection(claims=("C07b",)))["shown"] == 1
    assert "C07b" in layer.claims_by_id
    assert layer.claims_by_id["C07b"] == [c.claim_id for c in dataset.claims].index("C07b")
    assert list(layer.claims_by_id) == [c.claim_id for c in dataset.claims]
    with pytest.raises(UnknownValueError, match=r"'C07z' does not exist; did you mean .*C07[ab]"):
        questions.tally(layer, Selection(claims=("C07z",)))


def test_an_unknown_claim_is_told_with_a_few_like_it_and_how_many_there_are(tmp_path: Path) -> None:
    made = open_layer(write_layer(tmp_path / "layer", synthetic_bulk.raw_claims(2000)))
    with pytest.raises(UnknownValueError) as caught:
        Selection(claims=("S1x",)).check(made)
    assert caught.value.existing[:3] == ("S1a", "S1b", "S1c")
    assert str(caught.value).endswith("and 1,970 more.")


@pytest.mark.parametrize("asked", [Selection(), OCTOBER, Selection(as_of=date(2024, 10, 24))])
def test_the_claims_behind_each_part_of_the_answer_are_those_of_the_data_set(
    dataset: Dataset, layer: Layer, asked: Selection
) -> None:
    rows = answer(dataset, asked).rows
    for name in (None, *Bin):
        expected = [row.claim_id for row in rows if name is None or row.bin is name]
        found = claims_page(layer, InBin(name), asked, limit=1000)
        assert [claim["claim_id"] for claim in found["claims"]] == expected
        assert found["total"] == len(expected)
    listed = claims_page(layer, Listed(), asked, limit=1000)
    assert [claim["claim_id"] for claim in listed["claims"]] == [
        row.claim_id for row in rows if row.is_listed
    ]
    shown = {row.claim_id for row in rows if row.bin is Bin.SHOWN}
    here = [c.claim_id for c in dataset.claims if c.place_id == "kursk-oblast" and c.claim_id in shown]
    at_place = claims_page(layer, AtPlace("kursk-oblast"), asked)
    assert [claim["claim_id"] for claim in at_place["claims"]] == here


def test_a_page_begins_where_it_is_asked_to(layer: Layer) -> None:
    whole = claims_page(layer, InBin(), Selection(), limit=1000)["claims"]
    page = claims_page(layer, InBin(), Selection(), offset=10, limit=5)
    assert (page["total"], page["claims"]) == (93, whole[10:15])


def test_each_cell_opens_to_as_many_claims_as_it_says(layer: Layer) -> None:
    for level in (4, 8, 11):
        whole = questions.cells(layer, Selection(), grid_for((-180, -85, 180, 85), level))
        for cell in whole["cells"]:
            page = claims_page(layer, InCell(level, cell["x"], cell["y"]), Selection())
            assert page["total"] == cell["claims"]
            assert {claim["geo_precision"] for claim in page["claims"]} <= {1, 2}
            alone = Grid(level, cell["x"], cell["y"], cell["x"], cell["y"])
            assert questions.cells(layer, Selection(), alone, areas=False) == {"cells": [cell]}


def test_a_place_counts_the_same_by_itself_as_among_the_areas(layer: Layer) -> None:
    areas = questions.cells(layer, OCTOBER, grid_for((-180, -85, 180, 85), 3))["areas"]
    assert areas
    for area in areas:
        assert ask_plan(layer, PlaceCounts(str(area["place_id"])), OCTOBER)["place"] == [area]


def test_what_was_said_by_day_counts_each_claim_once(dataset: Dataset, layer: Layer) -> None:
    rows = ask(layer, said_by_day, Selection())
    drawn = [c for c in dataset.claims if c.tier is not Tier.SECONDARY]
    dated = [c for c in drawn if dataset.known_span(c).earliest or dataset.known_span(c).latest]
    assert sum(row["claims"] for row in rows) == len(dated)
    on_24 = sum(row["claims"] for row in rows if row["day"] == date(2024, 10, 24) and not row["is_bound"])
    spans = [dataset.known_span(c) for c in drawn]
    assert on_24 == sum(s.earliest == s.latest == date(2024, 10, 24) for s in spans)


def test_what_happened_by_day_starts_and_stops_with_its_intervals(dataset: Dataset, layer: Layer) -> None:
    rows = ask(layer, happened_by_day, Selection())
    shown = {row.claim_id for row in answer(dataset, Selection()).rows if row.bin is Bin.SHOWN}
    claims = [c for c in dataset.claims if c.claim_id in shown]
    closed = [c for c in claims if c.event_start and c.event_end and (c.event_end - c.event_start).days <= 31]
    day = date(2024, 10, 10)
    running = sum(c.event_start <= day <= c.event_end for c in closed if c.event_start and c.event_end)
    starts = sum(row["claims"] for row in rows if row["edge"] == "starts" and row["day"] <= day)
    stops = sum(row["claims"] for row in rows if row["edge"] == "stops" and row["day"] < day)
    assert starts - stops == running > 0
    bounds = sum(row["claims"] for row in rows if row["edge"] == "bounds")
    assert bounds == sum(bool(c.event_start or c.event_end) for c in claims) - len(closed)


def test_how_claims_stand_to_the_window_adds_up_to_what_is_shown(dataset: Dataset, layer: Layer) -> None:
    rows = ask_shown(layer, how_shown, OCTOBER)
    expected = [row for row in answer(dataset, OCTOBER).rows if row.bin is Bin.SHOWN]
    assert sum(row["claims"] for row in rows) == len(expected)
    undated = sum(
        row["claims"] for row in rows if row["window"] == Window.UNDATED and not row["is_elsewhere"]
    )
    assert undated <= sum(row.window is Window.UNDATED for row in expected)
