"""Exports of a view: exactly its claims, with every grade, and what they are a view of."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely

from muster.errors import ExportError
from muster.export.claims import write_claims
from muster.geo.places import geometry_of
from muster.model import Dataset
from muster.query import Selection, claims_json
from muster.tables.schema import CLAIMS

ASKED = Selection(as_of=date(2024, 10, 24), kinds=("presence", "imagery", "desertion"), undated=False)
SELECTION = "asof=2024-10-24&kind=desertion%2Cimagery%2Cpresence&undated=0"


def listed(dataset: Dataset) -> list[str]:
    return [claim["claim_id"] for claim in claims_json(dataset, ASKED)]


def written(dataset: Dataset, folder: Path, ending: str) -> Path:
    path = folder / f"view.{ending}"
    assert write_claims(dataset, ASKED, path) == len(listed(dataset))
    assert list(folder.iterdir()) == [path]
    return path


def test_the_csv_says_in_each_row_what_it_is_a_view_of(shipped, tmp_path):
    with written(shipped, tmp_path, "csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["claim_id"] for row in rows] == listed(shipped)
    assert {row["data_version"] for row in rows} == {shipped.version}
    assert {row["selection"] for row in rows} == {SELECTION}
    assert set(CLAIMS.readers) <= rows[0].keys()
    deserters = next(row for row in rows if row["claim_id"] == "C07b")
    assert (deserters["count_best"], deserters["count_scope"], deserters["count_high"]) == (
        "18",
        "statement",
        "",
    )
    assert (deserters["geo_precision_label"], deserters["reliability"]) == ("First-order division", "F")
    assert deserters["reliability_label"] == "Reliability cannot be judged"
    assert deserters["standing"] == "disputed"


def test_the_geojson_has_the_selection_beside_its_features_and_honest_extents(shipped, tmp_path):
    document = json.loads(written(shipped, tmp_path, "geojson").read_text("utf-8"))
    assert document["muster"]["data_version"] == shipped.version
    assert document["muster"]["selection"] == SELECTION
    assert document["muster"]["tally"]["total"] == 93
    features = {feature["id"]: feature for feature in document["features"]}
    assert list(features) == listed(shipped)
    ussuriysk = shapely.from_geojson(json.dumps(features["A05a"]["geometry"]))
    assert ussuriysk.geom_type == "Polygon"
    assert ussuriysk.contains(shapely.Point(131.95, 43.80))
    assert shapely.from_geojson(json.dumps(features["C07a"]["geometry"])).area > 1
    assert features["D06a"]["geometry"] is None
    assert features["D06a"]["properties"]["bin"] == "no_place"
    assert not [f for f in features.values() if f["geometry"] and f["geometry"]["type"] == "Point"]


def test_a_country_is_outlined_no_finer_than_a_claim_that_knows_no_more_than_it(shipped, tmp_path):
    path = written(shipped, tmp_path, "geojson")
    document = json.loads(path.read_text("utf-8"))
    assert "simplified to 0.05 degrees" in document["muster"]["outlines"]
    features = {feature["properties"]["place_id"]: feature["geometry"] for feature in document["features"]}
    for place_id, tolerance in (("russia", 0.05), ("kursk-oblast", 0)):
        exact = geometry_of(shipped, shipped.places[place_id].geometry_id)
        drawn = shapely.from_geojson(json.dumps(features[place_id]))
        assert drawn.is_valid
        assert exact.difference(drawn).area <= tolerance * exact.length
        is_coarse = shapely.get_num_coordinates(drawn) < shapely.get_num_coordinates(exact) / 3
        assert bool(is_coarse) == bool(tolerance)


def test_the_geopackage_has_a_layer_of_claims_and_a_table_of_what_they_are(shipped, tmp_path):
    path = written(shipped, tmp_path, "gpkg")
    assert {name for name, _ in pyogrio.list_layers(path)} == {"claims", "muster"}
    frame = pyogrio.read_dataframe(path, layer="claims")
    assert list(frame["claim_id"]) == listed(shipped)
    assert frame.crs.to_epsg() == 4326
    about = pyogrio.read_dataframe(path, layer="muster")
    assert dict(zip(about["key"], about["value"], strict=True))["selection"] == SELECTION


def test_the_parquet_file_keeps_whole_numbers_and_its_selection_in_the_metadata(shipped, tmp_path):
    table = pq.read_table(written(shipped, tmp_path, "parquet"))
    assert json.loads(table.schema.metadata[b"muster"])["data_version"] == shipped.version
    assert b"geo" in table.schema.metadata
    assert table.column("claim_id").to_pylist() == listed(shipped)
    numbers = dict(
        zip(table.column("claim_id").to_pylist(), table.column("count_best").to_pylist(), strict=True)
    )
    assert (numbers["A05a"], numbers["A06a"], numbers["D05a"]) == (400, 240, None)


@pytest.mark.parametrize("ending", ["csv", "geojson", "gpkg", "parquet"])
def test_a_view_of_nothing_is_a_file_without_claims(shipped, tmp_path, ending):
    path = tmp_path / f"view.{ending}"
    assert write_claims(shipped, Selection(places=("-",)), path) == 0
    assert path.is_file()


def test_only_a_located_site_is_a_point(elsewhere, tmp_path):
    sites = {c.claim_id for c in elsewhere.claims if c.geo_precision == 1}
    path = tmp_path / "all.geojson"
    write_claims(elsewhere, Selection(), path)
    features = json.loads(path.read_text("utf-8"))["features"]
    assert {f["id"] for f in features if f["geometry"] and f["geometry"]["type"] == "Point"} == sites


def test_a_formula_in_a_claim_is_text_in_the_csv(shipped, tmp_path):
    first = replace(shipped.claims[0], summary='=HYPERLINK("x")')
    write_claims(replace(shipped, claims=(first,)), Selection(), tmp_path / "one.csv")
    assert "'=HYPERLINK" in (tmp_path / "one.csv").read_text("utf-8")


def test_another_ending_is_refused_and_what_was_there_stays(shipped, tmp_path):
    with pytest.raises(ExportError, match=r"ends in none of \.csv, \.geojson, \.gpkg, \.parquet"):
        write_claims(shipped, Selection(), tmp_path / "view.xlsx")
    with pytest.raises(ExportError, match="cannot be written"):
        write_claims(shipped, Selection(), tmp_path / "no folder" / "view.csv")
    assert list(tmp_path.iterdir()) == []
