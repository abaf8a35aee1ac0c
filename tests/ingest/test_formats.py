"""Each format, on made-up files: every fault is told with row and column, no good row is lost, nothing is made exact."""

from __future__ import annotations

import csv
import re
import sqlite3
import zipfile
from datetime import date

import geopandas
import openpyxl
import pandas as pd
import pytest
import shapely
from click.testing import CliRunner
from import_files import FILES

from muster.cli import cli
from muster.errors import DateOrderError, IngestError
from muster.ingest.days import Order
from muster.vocabulary import GeoPrecision, Kind, SourceKind

GERMAN = {
    "id": "Nr",
    "place": "Ort",
    "admin1": "Oblast",
    "country": "Land",
    "date": "Datum",
    "summary": "Text",
    "originator": "Quelle",
}


def faults(made):
    return {(one.row, one.column) for one in made.findings}


def drafts(made):
    return dict(made.sample(100))


def test_acled_in_todays_columns(look):
    made = look("acled_new_order.csv")
    assert (made.format, made.rows, made.accepted) == ("acled", 12, 7)
    assert faults(made) == {
        (8, "event_date"), (9, "latitude"), (9, "geo_precision"), (10, "latitude"), (11, "event_id_cnty"), (13, "latitude"),
        (13, "event_date"),
    }  # fmt: skip
    found = drafts(made)
    assert (found[2].place_id, found[2].geo_precision, found[2].kind) == (
        "gn-713174",
        GeoPrecision.TOWN,
        Kind.COMBAT,
    )
    assert (found[2].originator, found[2].originator_kind) == ("Made-up Courier", SourceKind.MEDIA)


def test_acleds_precision_codes_are_carried_over_and_widen_what_they_say(look):
    found = drafts(look("acled_new_order.csv"))
    week, month = found[4], found[5]
    assert (week.event_start, week.event_end, week.date_precision) == (
        date(2022, 12, 17),
        date(2022, 12, 23),
        3,
    )
    assert (week.geo_precision, week.place_id, week.radius_m) == (GeoPrecision.DISTRICT, None, 25_000)
    assert (month.event_start, month.event_end, month.date_precision) == (
        date(2022, 12, 1),
        date(2022, 12, 31),
        4,
    )
    assert (month.geo_precision, month.place_id, month.lat) == (GeoPrecision.REGION, "donetsk-oblast", None)
    assert month.original["geo_precision"] == "3"


def test_acleds_na_is_blank_and_fatalities_are_no_strength(look):
    found = drafts(look("acled_new_order.csv"))
    assert (found[6].originator, found[7].place_text) == ("", "")
    assert found[4].original["fatalities"] == "3"
    assert {draft.count_best for draft in found.values()} == {None}
    assert found[6].kind is None  # a protest says nothing of troops; a person decides


def acled(tmp_path, *rows):
    """Write ACLED rows that differ from the first of the shipped file in what is given."""
    with (FILES / "acled_new_order.csv").open(encoding="utf-8", newline="") as held:
        reader = csv.DictReader(held)
        first, columns = next(reader), reader.fieldnames
    path = tmp_path / "acled.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows([{**first, **row} for row in rows])
    return path


NO_POINT = {"latitude": "NA", "longitude": "NA"}


def test_acled_without_a_coordinate_goes_by_the_name_of_its_place_and_no_more_exactly_than_it_says(
    look, tmp_path
):
    made = look(
        acled(
            tmp_path,
            {**NO_POINT, "event_id_cnty": "A1"},
            {**NO_POINT, "event_id_cnty": "A2", "location": "Xyzzyqq"},
            {**NO_POINT, "event_id_cnty": "A3", "location": "Donetsk", "geo_precision": "3"},
            {**NO_POINT, "event_id_cnty": "A4", "geo_precision": "2"},
        )
    )
    assert (made.findings, made.rows, made.accepted) == ([], 4, 4)
    found = drafts(made)
    assert (found[2].place_id, found[2].geo_precision, found[2].lat) == ("gn-713174", GeoPrecision.TOWN, None)
    assert "The file gives no coordinate; the place goes by its name." in found[2].notes
    assert (found[3].place_id, found[3].place_text) == (None, "Xyzzyqq")
    assert (found[4].place_id, found[4].geo_precision) == ("donetsk-oblast", GeoPrecision.REGION)
    assert (found[5].place_id, found[5].candidates) == (
        None,
        ("gn-713174",),
    )  # somewhere around it, not in it


def test_a_finding_has_the_value_that_the_file_has(look, tmp_path):
    nowhere = {"location": "NA", "admin1": "NA", "country": "NA"}
    made = look(acled(tmp_path, {**NO_POINT, **nowhere, "event_id_cnty": "A1"}, {"event_date": "NA"}))
    assert [(one.row, one.column, one.value) for one in made.findings] == [
        (2, "latitude", "NA"), (2, "longitude", "NA"), (3, "event_date", "NA"),
    ]  # fmt: skip


def test_fatalities_that_are_no_number_are_told_and_kept_as_written(look, tmp_path):
    made = look(acled(tmp_path, *({"event_id_cnty": f"A{n}", "fatalities": n} for n in ("-5", "abc", "7"))))
    assert made.notes == (
        "fatalities is not used: who died is no strength of troops. It is kept with each draft as it was written.",
        "fatalities is no whole number in rows 2, 3.",
    )
    found = drafts(made)
    assert [found[row].original["fatalities"] for row in (2, 3, 4)] == ["-5", "abc", "7"]
    assert found[2].notes == ("fatalities is '-5', which is no whole number; it is not used.",)
    assert found[4].notes == ()


def test_a_row_that_is_there_twice_is_a_duplicate_and_no_fault(look, tmp_path):
    made = look(acled(tmp_path, {}, {}, {"notes": "The same id says something else."}))
    told = made.to_plain()
    assert [(one["row"], one["column"]) for one in told["rejected"]] == [(4, "event_id_cnty")]
    assert told["duplicates"] == [
        {"row": 3, "like_row": 2, "like_claim": None, "likeness": 100, "exact": True}
    ]
    assert (told["rows"], told["accepted"], told["repeated"], len(told["rejected"])) == (3, 1, 1, 1)


def test_swapped_coordinates_are_told_as_such(look):
    why = {(one.row, one.column): one.why for one in look("acled_new_order.csv").findings}
    assert "lat and lon look swapped" in why[10, "latitude"]


def test_rows_that_read_alike_are_told(look):
    assert [(one.row, one.other_row) for one in look("acled_new_order.csv").duplicates] == [(3, 2)]


def test_acled_in_its_older_columns_and_with_months_in_words(look):
    made = look("acled_old_order.csv")
    assert (made.format, made.accepted, faults(made)) == ("acled", 2, {(4, "event_date")})
    assert drafts(made)[3].event_start == date(2023, 1, 7)


def test_the_order_of_dates_is_proved_by_the_file(look):
    made = look("acled_slashed.csv")
    assert made.order is Order.DAY
    assert drafts(made)[2].event_start == date(2022, 4, 3)


@pytest.mark.parametrize("file", ["acled_unproved.csv", "timemap_unproved.json"])
def test_an_order_that_nothing_proves_is_asked(look, file):
    with pytest.raises(DateOrderError, match="--dates day-first") as asked:
        look(file)
    assert "\n" not in str(asked.value)
    assert drafts(look(file, order=Order.MONTH)).popitem()[1].event_start.year == 2022


def test_ucdp_with_three_ways_to_write_a_date(look):
    made = look("ucdp_mixed.csv")
    assert (made.format, made.rows, made.accepted, made.order) == ("ucdp", 10, 8, Order.MONTH)
    assert faults(made) == {(9, "date_end"), (9, "low"), (10, "where_prec"), (10, "best")}
    found = drafts(made)
    assert [found[row].event_start for row in (2, 3, 4)] == [
        date(2022, 12, 28),
        date(2022, 12, 28),
        date(2022, 3, 4),
    ]


def test_ucdps_precisions_counts_and_sources_are_carried_over(look):
    found = drafts(look("ucdp_mixed.csv"))
    assert [found[row].geo_precision for row in (2, 3, 4, 5, 6, 7, 8)] == [1, 2, 3, 4, 6, 5, 7]
    assert [found[row].date_precision for row in (2, 3, 4, 5, 6)] == [1, 2, 3, 4, 5]
    assert (found[5].place_id, found[6].place_id, found[6].lat) == ("donetsk-oblast", "ukraine", None)
    assert (found[2].count_low, found[2].count_best, found[2].count_high) == (2, 3, 5)
    assert found[2].kind is Kind.CASUALTIES  # deaths are never strength
    assert found[11].count_best == 0
    assert found[2].originator == "Spokesman of A (invented)"
    assert found[6].attribution == "none"


def test_ucdps_within_25_km_is_not_narrowed_to_the_town(look):
    near = drafts(look("ucdp_mixed.csv"))[3]
    assert (near.place_id, near.radius_m) == (None, 25_000)


def test_timemap_with_texts_for_numbers(look):
    made = look("timemap.json")
    assert (made.format, made.rows, made.accepted, made.order) == ("timemap", 6, 3, Order.MONTH)
    assert faults(made) == {(3, "latitude"), (4, "date"), (6, "")}
    found = drafts(made)
    assert (found[2].event_start, found[1].document.url) == (date(2022, 3, 4), "https://news.example/1")


def test_a_coordinate_without_a_stated_precision_is_not_made_exact(look):
    bare = drafts(look("timemap.json"))[5]
    assert bare.geo_precision is GeoPrecision.TOWN
    assert bare.radius_m == 5_000
    assert "not taken for a site" in bare.notes[0]


@pytest.fixture
def kmz(tmp_path):
    with zipfile.ZipFile(tmp_path / "map.kmz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(FILES / "geoconfirmed.kml", "doc.kml")
        archive.writestr("images/icon.png", b"png")
    return tmp_path / "map.kmz"


def test_geoconfirmed_has_the_day_in_the_name_packed_or_not(look, kmz):
    for file in ("geoconfirmed.kml", kmz):
        made = look(file)
        assert (made.format, made.rows, made.accepted) == ("geoconfirmed", 6, 3)
        assert faults(made) == {(3, "name"), (4, "coordinates"), (5, "coordinates")}
        found = drafts(made)
        assert (found[1].event_start, found[1].document.url) == (
            date(2023, 11, 22),
            "https://social.example/a/1",
        )
        assert found[1].summary == "An invented column drives north."


def test_markup_of_a_placemark_is_text(look):
    assert drafts(look("geoconfirmed.kml"))[2].summary == "Invented vehicles. {{ 7*7 }} alert(1)"


def test_a_drawn_area_is_as_wide_as_it_was_drawn(look):
    assert 9_000 < drafts(look("geoconfirmed.kml"))[6].radius_m < 10_000


def test_any_geojson(look):
    made = look("features.geojson")
    assert (made.format, made.rows, made.accepted) == ("geojson", 5, 2)
    assert faults(made) == {(3, "geometry"), (4, "place"), (5, "date"), (5, "count"), (5, "kind")}
    assert drafts(made)[1].count_best == 1500
    assert drafts(made)[2].event_end == date(2022, 12, 31)


def test_names_are_resolved_and_what_is_ambiguous_stays_open(look):
    made = look("semicolon_names.csv", mapping=GERMAN)
    assert (made.format, made.rows, made.accepted, faults(made)) == ("csv", 5, 4, {(5, "Ort")})
    found = drafts(made)
    assert found[2].place_id == "gn-713174"
    assert found[3].place_id is None
    assert set(found[3].candidates) >= {"sergeevka-partizansky", "sergeevka-pogranichny"}
    assert (found[4].place_id, found[4].candidates) == (None, ())
    assert (found[6].place_id, found[6].geo_precision) == ("kursk-oblast", GeoPrecision.REGION)


def test_a_mapping_that_is_missing_is_asked_with_the_columns(look):
    with pytest.raises(
        IngestError, match=r"for date; say which with --map FIELD=COLUMN\. The columns are Nr, Ort"
    ):
        look("semicolon_names.csv")
    with pytest.raises(IngestError, match="'wheer' is no field"):
        look("semicolon_names.csv", mapping={"wheer": "Ort"})
    with pytest.raises(IngestError, match="there is no column 'Town'"):
        look("semicolon_names.csv", mapping={"place": "Town"})


@pytest.fixture
def frame():
    return geopandas.GeoDataFrame(
        {"place": ["Bakhmut", ""], "date": ["2022-12-28", "2022-12-29"], "notes": ["Invented.", "=1+1"]},
        geometry=[shapely.Point(37.9999, 48.5956), shapely.Point(38.0, 48.6)],
        crs="EPSG:4326",
    )


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857"])
def test_geopackage_and_geoparquet_in_their_own_coordinate_systems(look, frame, tmp_path, crs):
    frame.to_crs(crs).to_file(tmp_path / "a.gpkg", layer="events", driver="GPKG")
    frame.to_crs(crs).to_parquet(tmp_path / "a.parquet")
    for name, kind in (("a.gpkg", "geopackage"), ("a.parquet", "parquet")):
        made = look(tmp_path / name)
        assert (made.format, made.accepted, made.findings) == (kind, 2, [])
        _, second = made.sample(2)[1]
        assert (round(second.lat, 4), round(second.lon, 4), second.summary) == (48.6, 38.0, "=1+1")
        assert made.sample(2)[0][1].place_id == "gn-713174"


@pytest.mark.parametrize(
    "case", [("gpkg", "fid", 12), ("parquet", "record", 2), ("geojson", "feature", 2), ("csv", "row", 3), ("xlsx", "row", 3)]
)  # fmt: skip
def test_a_finding_names_the_row_that_an_analyst_sees_and_says_by_what(look, tmp_path, case, monkeypatch):
    ending, word, bad = case
    name = f"a.{ending}"
    frame = geopandas.GeoDataFrame(
        {"place": ["Kharkiv"] * 3, "date": ["2022-12-28", "soon", "2022-12-29"], "country": "UA"},
        geometry=[shapely.Point(36.25, 49.99)] * 3,
        crs="EPSG:4326",
    )
    path = tmp_path / name
    if name == "a.gpkg":
        frame.to_file(path, driver="GPKG", SPATIAL_INDEX="NO")
        with sqlite3.connect(path) as raw:  # as after rows were deleted in a desktop GIS
            for number in (3, 2, 1):
                raw.execute("UPDATE a SET fid = ? WHERE fid = ?", (10 * (number > 1) + number, number))
        raw.close()
    elif name == "a.parquet":
        frame.to_parquet(path)
    elif name == "a.geojson":
        frame.to_file(path, driver="GeoJSON")
    elif name == "a.csv":
        frame.drop(columns="geometry").to_csv(path, index=False)
    else:
        frame.drop(columns="geometry").to_excel(path, index=False)
    made = look(path)
    assert ([(one.row, one.column) for one in made.findings], made.row_word) == ([(bad, "date")], word)
    assert made.to_plain()["rows_are"] == word
    monkeypatch.setenv("MUSTER_STORE", str(tmp_path / "s.sqlite"))
    told = CliRunner().invoke(cli, ["import", str(path), "--dry-run"]).output
    assert re.search(rf"^{word.upper()} +COLUMN +VALUE +WHY$", told, re.MULTILINE)


def test_plain_parquet_and_excel(look, tmp_path):
    table = pd.DataFrame(
        {
            "location": ["Kharkiv", "Kharkiv"],
            "date": pd.to_datetime(["2022-12-28", "2022-12-29"]),
            "count": [1500, None],
        }
    )
    table.to_parquet(tmp_path / "a.parquet")
    table.to_excel(tmp_path / "a.xlsx", index=False)
    for name, kind in (("a.parquet", "parquet"), ("a.xlsx", "excel")):
        made = look(tmp_path / name)
        assert (made.format, made.accepted, made.findings) == (kind, 2, [])
        found = [draft for _, draft in made.sample(2)]
        assert [(draft.event_start, draft.count_best) for draft in found] == [
            (date(2022, 12, 28), 1500),
            (date(2022, 12, 29), None),
        ]


def test_a_formula_of_a_workbook_is_never_worked_out(look, tmp_path):
    book = openpyxl.Workbook()
    for row in (
        ["place", "date", "count"],
        ["Kharkiv", "2022-12-28", "=1000+500"],
        ["Kharkiv", "2022-12-29", 7],
    ):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    made = look(tmp_path / "a.xlsx")
    first = made.findings[0]
    assert (made.accepted, first.row, first.column, first.value) == (1, 2, "count", "=1000+500")


def test_our_own_columns_by_the_rules_of_muster_check(look, shipped, tmp_path):
    lines = (shipped.folder / "geodata" / "claims.csv").read_text("utf-8").splitlines()
    bad = lines[1].replace(",nis,", ",nis-of-mars,").replace("A00a", "A00z", 1)
    (tmp_path / "claims.csv").write_text("\n".join([*lines[:3], bad]), "utf-8")
    made = look(tmp_path / "claims.csv")
    assert (made.format, made.rows, made.accepted) == ("muster", 3, 2)
    assert [(one.row, one.column, one.value) for one in made.findings] == [
        (4, "originator_id", "nis-of-mars")
    ]
    assert made.sample(1)[0][1].document.document_id == "000-satellite-images"
