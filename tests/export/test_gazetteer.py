"""The gazetteer in other people's formats."""

import csv
import json
from collections import Counter

import pytest
import shapely

from muster.errors import GazetteerError
from muster.export.gazetteer import COLUMNS, places_of, write_gazetteer


@pytest.fixture(scope="module")
def linked(shipped, tmp_path_factory):
    path = tmp_path_factory.mktemp("linked") / "places.geojson"
    assert write_gazetteer(shipped, path) == len(shipped.places)
    return json.loads(path.read_text("utf-8"))


def test_linked_places_are_a_feature_collection_with_a_context(linked, shipped):
    assert linked["type"] == "FeatureCollection"
    assert linked["@context"].endswith("linkedplaces-context-v1.1.jsonld")
    assert [f["@id"] for f in linked["features"]] == [
        f"urn:muster:place:{key}" for key in sorted(shipped.places)
    ]


def test_each_feature_has_names_types_geometry_and_links(linked):
    by_id = {feature["@id"].rpartition(":")[2]: feature for feature in linked["features"]}
    kursk = by_id["kursk"]
    assert kursk["geometry"]["coordinates"] == [36.18457, 51.72689]
    assert {"toponym": "Курск", "lang": "ru"} in kursk["names"]
    assert kursk["links"] == [{"type": "exactMatch", "identifier": "https://sws.geonames.org/538560"}]
    assert kursk["properties"]["ccodes"] == ["RU"]
    oblast = by_id["kursk-oblast"]
    assert shapely.from_geojson(json.dumps(oblast["geometry"])).contains(shapely.Point(36.18457, 51.72689))
    assert oblast["links"][1]["identifier"] == "http://www.wikidata.org/entity/Q3178"
    assert by_id["front-lines-in-ukraine"]["geometry"] is None
    assert by_id["russia-ukraine-border"]["geometry"]["type"].endswith("LineString")


def test_the_csv_has_a_row_a_place_and_a_point_for_regions(shipped, tmp_path):
    path = tmp_path / "places.csv"
    write_gazetteer(shipped, path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert list(rows["kursk"]) == list(COLUMNS)
    assert set(rows) == set(shipped.places)
    assert (rows["kursk"]["lat"], rows["kursk"]["geonames_id"]) == ("51.72689", "538560")
    assert 50 < float(rows["kursk-oblast"]["lat"]) < 53
    assert rows["front-lines-in-ukraine"]["lat"] == ""


def test_the_world_comes_behind_the_curated_and_none_twice(shipped):
    places = list(places_of(shipped, world=True))
    ids = [place.place_id for place in places]
    assert ids[: len(shipped.places)] == sorted(shipped.places)
    assert len(ids) == len(set(ids)) > 239_000
    assert "gn-538560" not in ids
    assert "adm-ru-krs" not in ids
    ids_of_geonames = Counter(place.geonames_id for place in places if place.geonames_id)
    assert [key for key, count in ids_of_geonames.items() if count > 1] == [
        "1024031"
    ]  # Mayotte, a territory and a division


def test_another_ending_and_a_missing_folder_are_refused(shipped, tmp_path):
    with pytest.raises(GazetteerError, match=r"'places.xlsx' ends in none of \.csv, \.json"):
        write_gazetteer(shipped, tmp_path / "places.xlsx")
    with pytest.raises(GazetteerError, match="cannot be written"):
        write_gazetteer(shipped, tmp_path / "missing" / "places.csv")
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_a_spreadsheet_would_run_is_kept_from_it(elsewhere, tmp_path):
    from dataclasses import replace

    place = replace(next(iter(elsewhere.places.values())), name="=1+1")
    dataset = replace(elsewhere, places={place.place_id: place})
    write_gazetteer(dataset, tmp_path / "places.csv")
    assert "'=1+1" in (tmp_path / "places.csv").read_text("utf-8")
