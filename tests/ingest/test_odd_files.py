"""Files that are odd and not hostile: what can be read is read, and what is left out is told."""

from __future__ import annotations

import json
import zipfile
from datetime import date

import geopandas
import openpyxl
import pytest
import shapely

from muster.errors import RefusedFileError

KML = '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>{}</Document></kml>'
MARK = "<Placemark><name>{}</name><Point><coordinates>{}</coordinates></Point></Placemark>"
HEADER = "place,country,date,kind,text\n"


def written(tmp_path, name, text):
    (tmp_path / name).write_text(text, "utf-8")
    return tmp_path / name


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows(look, tmp_path):
    rows = 'Kharkiv,UA,2024-10-01,presence,a\nKharkiv,UA,2024-10-02,presence,"open\nKharkiv,UA,2024-10-03,presence,c\n'
    with pytest.raises(RefusedFileError, match="row 3: a quotation mark is opened there and never closed"):
        look(written(tmp_path, "a.csv", HEADER + rows))
    fine = HEADER + 'Kharkiv,UA,2024-10-02,presence,"two\nlines"'
    assert look(written(tmp_path, "b.csv", fine)).accepted == 1


def test_the_line_that_tells_a_spreadsheet_its_separator_is_no_header(look, tmp_path):
    made = look(
        written(tmp_path, "a.csv", "sep=;\nplace;country;date\nKharkiv;UA;2024-10-01\nKharkiv;UA;soon\n")
    )
    assert (made.columns, made.accepted) == (("place", "country", "date"), 1)
    assert [one.row for one in made.findings] == [3]


def test_a_shape_that_reaches_over_the_antimeridian_lies_there_and_not_on_the_other_side(look, tmp_path):
    ring = [[170, 60], [-170, 60], [-170, 65], [170, 65], [170, 60]]
    feature = {
        "type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": {"date": "2024-10-01"},
    }  # fmt: skip
    geo = look(
        written(tmp_path, "a.geojson", json.dumps({"type": "FeatureCollection", "features": [feature]}))
    )
    geopandas.GeoDataFrame({"date": ["2024-10-01"]}, geometry=[shapely.Polygon(ring)], crs=4326).to_parquet(
        tmp_path / "a.parquet"
    )
    for made in (geo, look(tmp_path / "a.parquet")):
        draft = made.sample()[0][1]
        assert (abs(draft.lon), draft.lat) == (180, 62.5)
        assert draft.radius_m < 700_000


def test_an_empty_geometry_is_as_good_as_none(look, tmp_path):
    features = [
        {"type": "Feature", "geometry": geometry, "properties": {"date": "2024-10-01", "place": "Kharkiv", "country": "UA"}}
        for geometry in ({"type": "GeometryCollection", "geometries": []}, {"type": "Point", "coordinates": []})
    ]  # fmt: skip
    made = look(
        written(tmp_path, "a.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    )
    assert [draft.place_id for _, draft in made.sample()] == ["gn-706483"] * 2
    assert made.findings == []


def test_a_single_feature_is_geojson_too(look, tmp_path):
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [36.25, 49.99]},
        "properties": {"date": "2024-10"},
    }
    made = look(written(tmp_path, "a.geojson", json.dumps(feature)))
    assert (made.format, made.rows, made.sample()[0][1].lat) == ("geojson", 1, 49.99)


def test_coordinates_with_a_decimal_comma_are_read_and_prove_the_mark(look, tmp_path):
    text = "lat;lon;date;kind;count\n49,99;36,25;2024-10-01;presence;1.500\n-49,5;+36,125;2024-10-02;presence;7\n"
    made = look(written(tmp_path, "a.csv", text))
    found = [(draft.lat, draft.lon, draft.count_best) for _, draft in made.sample()]
    assert found == [(49.99, 36.25, 1500), (-49.5, 36.125, 7)]


@pytest.mark.parametrize(
    "text", ["2024-10-01/2024-10-05", "2024-10-01 - 2024-10-05", "2024-10-01 to 2024-10-05"]
)
def test_a_span_in_one_cell_is_read(look, tmp_path, text):
    draft = look(written(tmp_path, "a.csv", f"{HEADER}Kharkiv,UA,{text},presence,a\n")).sample()[0][1]
    assert (draft.event_start, draft.event_end, draft.date_precision) == (
        date(2024, 10, 1),
        date(2024, 10, 5),
        2,
    )


def test_a_country_that_is_not_known_is_told_and_not_passed_over(look, tmp_path):
    rows = [
        f"Kharkiv,{country},2024-10-0{at},presence,{at}" for at, country in enumerate(("ua", "XX", "RU"), 1)
    ]
    notes = [
        draft.notes for _, draft in look(written(tmp_path, "a.csv", HEADER + "\n".join(rows) + "\n")).sample()
    ]
    assert notes == [
        (),
        ("'XX' is no country that is known; it was not used to find the place.",),
        ("'Kharkiv' is not known to the gazetteer in RU; it stays open.",),
    ]


def test_the_other_kml_of_an_archive_is_told(look, tmp_path):
    with zipfile.ZipFile(tmp_path / "two.kmz", "w") as archive:
        for name in ("b.kml", "doc.kml", "c.kml"):
            archive.writestr(name, KML.format(MARK.format("24 OCT 2024", "36.25,49.99")))
    made = look(tmp_path / "two.kmz")
    assert made.notes[0] == "doc.kml is read; b.kml, c.kml in the same archive is not: give it by itself."


def test_a_link_to_another_kml_says_so(look, tmp_path):
    link = "<NetworkLink><Link><href>https://x.example/a.kml</href></Link></NetworkLink>"
    with pytest.raises(RefusedFileError, match="only a link to another file"):
        look(written(tmp_path, "a.kml", KML.format(link)))


def test_a_track_lasts_from_its_first_time_to_its_last(look, tmp_path):
    times = "".join(f"<when>2024-10-{day}T10:00:00Z</when>" for day in (26, 27, 28))
    points = "<gx:coord>36.2 49.9 0</gx:coord>" * 3
    mark = f"<Placemark><name>column</name><gx:Track>{times}{points}</gx:Track></Placemark>"
    draft = look(written(tmp_path, "a.kml", KML.format(mark))).sample()[0][1]
    assert (draft.event_start, draft.event_end) == (date(2024, 10, 26), date(2024, 10, 28))


def test_spaces_after_the_commas_of_a_coordinate_are_none_of_its_ends(look, tmp_path):
    draft = look(
        written(tmp_path, "a.kml", KML.format(MARK.format("24 OCT 2024", "36.25, 49.99, 0")))
    ).sample()[0][1]
    assert (draft.lat, draft.lon) == (49.99, 36.25)


def test_a_title_above_a_table_is_no_header(look, tmp_path):
    book = openpyxl.Workbook()
    for row in (
        ["Troops reported"],
        [],
        ["place", "country", "date"],
        ["Kharkiv", "UA", "2024-10-01"],
        ["Kharkiv", "UA", "soon"],
    ):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    made = look(tmp_path / "a.xlsx")
    assert (made.columns, made.accepted, [one.row for one in made.findings]) == (
        ("place", "country", "date"),
        1,
        [5],
    )
    assert made.notes[1] == "Row 3 is taken for the header: what stands above it is a title."


def test_a_property_x_without_a_y_is_no_longitude(look, tmp_path):
    feature = {
        "type": "Feature", "geometry": {"type": "Point", "coordinates": [36.25, 49.99]}, "properties": {"date": "2024-10", "x": "left"},
    }  # fmt: skip
    made = look(written(tmp_path, "a.geojson", json.dumps(feature)))
    assert ("lon" in made.mapping, made.sample()[0][1].lon) == (False, 36.25)
