"""Files that are made to do harm: refused in one line, before memory or time is gone; text in them stays text."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import geopandas
import openpyxl
import pytest
import shapely
from import_files import FILES

from muster.errors import RefusedFileError
from muster.ingest.reading.safety import LARGEST_FILE, shown_name

KML = '<?xml version="1.0"?>{}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'
PLACEMARK = "<Placemark><name>22 NOV 2023</name><Point><coordinates>38,48.6</coordinates></Point></Placemark>"


def refused(look, path: Path) -> str:
    with pytest.raises(RefusedFileError) as error:
        look(path)
    assert "\n" not in str(error.value)
    assert str(path.parent) not in str(error.value)
    return str(error.value)


def test_a_zip_bomb_as_kmz(look, tmp_path):
    with (
        zipfile.ZipFile(tmp_path / "bomb.kmz", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("doc.kml", "w") as file,
    ):
        for _ in range(100):
            file.write(b" " * 1_000_000)
    assert (tmp_path / "bomb.kmz").stat().st_size < 200_000
    assert "zip bomb" in refused(look, tmp_path / "bomb.kmz")


def test_an_archive_that_would_fill_the_disk(look, tmp_path):
    with zipfile.ZipFile(tmp_path / "many.kmz", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3_000):
            archive.writestr(f"{number}.kml", "x")
    assert "3,000 files" in refused(look, tmp_path / "many.kmz")


@pytest.mark.parametrize("name", ["../../evil.kml", "/etc/evil.kml", "..\\..\\evil.kml", "C:\\evil.kml"])
def test_a_name_that_leads_out_of_the_archive(look, tmp_path, name):
    with zipfile.ZipFile(tmp_path / "way.kmz", "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), KML.format("", PLACEMARK))
    assert "leads out of the archive" in refused(look, tmp_path / "way.kmz")
    assert not (tmp_path.parent / "evil.kml").exists()


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE k [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE k [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE k SYSTEM "http://x.example/evil.dtd">',
    ],
)
def test_entities_in_kml(look, tmp_path, doctype):
    (tmp_path / "x.kml").write_text(KML.format(doctype, PLACEMARK.replace("22 NOV 2023", "&x;&b;")), "utf-8")
    assert "entities" in refused(look, tmp_path / "x.kml")


def test_kml_nested_without_end(look, tmp_path):
    (tmp_path / "deep.kml").write_text(KML.format("", "<Folder>" * 5_000 + "</Folder>" * 5_000), "utf-8")
    assert "nested" in refused(look, tmp_path / "deep.kml")


def test_a_file_of_two_gigabytes_is_not_even_opened(look, tmp_path):
    with (tmp_path / "huge.csv").open("wb") as file:
        file.truncate(2 << 30)
    assert LARGEST_FILE < 2 << 30
    assert "2,048 MB" in refused(look, tmp_path / "huge.csv")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a,b" * 1_000_000, "longer than"),
        (b"place,date,summary", "one line"),
        (b"\n\n\n", "nothing in it"),
        (b"", "is empty"),
        (b'place,date\n"Kursk,2022-12-28\n' + b"x,y\n" * 60_000, "quotation mark"),
        (b"place,date\nKursk\0,2022-12-28\n", "NUL"),
        ("place,date\nТирана,2022-12-28\n".encode("cp1251"), "line 2"),
        ("place,date\nTiranë,2022-12-28\n".encode("latin-1"), "--encoding"),
        (b"place,place,date\na,b,2022-12-28\n", "twice"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, ".xls"),
        (b"PK\x03\x04 no archive", "no zip archive"),
        (b"PAR1 no table", "no Parquet file"),
        (b"SQLite format 3\0" + b"\0" * 600, "no GeoPackage"),
        (b'{"type":"FeatureCollection","features":[{"type":', "no JSON"),
        (b"[" * 100_000, "nested"),
        (
            b'{"type":"FeatureCollection","features":[{"properties":{"a":"' + b"y" * 9_000_000,
            "text of more than 2 MB",
        ),
        (b"<kml><Document>", "no KML"),
        (b"<kml></kml>", "no placemark"),
    ],
)
def test_what_cannot_be_read_is_one_line(look, tmp_path, content, said):
    (tmp_path / "file.dat").write_bytes(content)
    assert said in refused(look, tmp_path / "file.dat")


def test_another_encoding_is_read_when_it_is_named(look, tmp_path):
    (tmp_path / "a.csv").write_bytes("place,date\nКурск,2022-12-28\n".encode("cp1251"))
    assert look(tmp_path / "a.csv", encoding="windows-1251").sample(1)[0][1].place_id == "kursk"
    (tmp_path / "b.csv").write_text("place,date\nKursk,2022-12-28\n", "utf-16")
    assert look(tmp_path / "b.csv").accepted == 1


MANY_VERTICES = """
import resource, sys, time
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (1 << 31, 1 << 31))
from muster.ingest.reading.jsons import read_geojson
from muster.errors import RefusedFileError
try:
    for row in read_geojson(Path(sys.argv[1])).rows():
        pass
except RefusedFileError as error:
    print(error)
print(next(int(line.split()[1]) // 1024 for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@pytest.mark.parametrize("features", [1, 1_000])
def test_a_geojson_of_ten_million_vertices_needs_no_memory(tmp_path, features):
    vertices = 10_000_000 // features
    ring = "[30.5,50.5]," * (vertices - 1) + "[30.5,50.5]"
    feature = (
        f'{{"type":"Feature","properties":{{}},"geometry":{{"type":"LineString","coordinates":[{ring}]}}}}'
    )
    with (tmp_path / "big.geojson").open("w") as file:
        file.write('{"type":"FeatureCollection","features":[')
        for number in range(features):
            file.write(("," if number else "") + feature)
        file.write("]}")
    done = subprocess.run(
        [sys.executable, "-c", MANY_VERTICES, str(tmp_path / "big.geojson")],
        capture_output=True,
        text=True,
        check=True,
    )
    said, megabytes = done.stdout.splitlines()
    assert "vertices; simplify" in said
    assert int(megabytes) < 600


def test_formulas_and_templates_stay_text(look, store, tmp_path):
    evil = [
        "=cmd|' /C calc'!A0",
        "{{ cycler.__init__.__globals__ }}",
        "<script>alert(1)</script>",
        "${1+1}",
        "+1-1",
        "@SUM(1)",
    ]
    rows = "".join(f'Kursk,2022-12-28,"{text}"\n' for text in evil)
    (tmp_path / "a.csv").write_text(f"place,date,summary\n{rows}", "utf-8")
    made = look(tmp_path / "a.csv", store)
    assert [draft.summary for _, draft in made.sample(9)] == evil
    made.accept(store, who="Ada")
    assert [row.content["summary"] for row in store.ledger.current()] == evil


def test_letters_that_turn_the_direction_of_writing_are_taken_out(look, tmp_path):
    (tmp_path / "a.csv").write_text("place,date,summary\nKur\u202esk,2022-12-28,a\u0007b\u200b\n", "utf-8")
    draft = look(tmp_path / "a.csv").sample(1)[0][1]
    assert (draft.place_text, draft.place_id, draft.summary) == ("Kursk", "kursk", "ab\u200b")


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("a\\b\\c.csv", "c.csv"),
        ("x\n\u202ey.csv", "x_y.csv"),
        ("..", "file"),
        ("<b>.csv", "_b_.csv"),
    ],
)
def test_the_name_of_a_file_is_shown_bare(path, shown):
    assert shown_name(path) == shown


def test_a_misleading_ending_changes_nothing(look, tmp_path):
    (tmp_path / "table.kml").write_bytes((FILES / "acled_old_order.csv").read_bytes())
    assert look(tmp_path / "table.kml").format == "acled"


def test_a_list_a_million_deep_is_refused(look, tmp_path):
    deep = json.dumps(
        {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "geometry": None, "properties": {"a": "@"}}],
        }
    )
    (tmp_path / "deep.geojson").write_text(deep.replace('"@"', "[" * 200_000 + "]" * 200_000), "utf-8")
    assert "nested" in refused(look, tmp_path / "deep.geojson")


def test_what_was_read_is_gone_from_the_temporary_folder(look, monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    made = look("acled_old_order.csv")
    assert list((tmp_path / "temp").iterdir())
    made.close()
    assert not list((tmp_path / "temp").iterdir())


@pytest.fixture
def endless_view(tmp_path):
    frame = geopandas.GeoDataFrame({"place": ["Kharkiv"]}, geometry=[shapely.Point(36.25, 49.99)], crs=4326)
    frame.to_file(tmp_path / "view.gpkg", driver="GPKG", layer="e")
    with sqlite3.connect(tmp_path / "view.gpkg") as raw:
        raw.execute(
            "CREATE VIEW v AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) "
            "SELECT x AS fid, 'Kharkiv' AS place, '2024-10-01' AS date FROM c"
        )
        raw.execute(
            "INSERT INTO gpkg_contents(table_name, data_type, identifier) VALUES ('v', 'attributes', 'v')"
        )
    raw.close()
    return tmp_path / "view.gpkg"


def test_a_layer_that_is_a_query_without_an_end(look, endless_view, monkeypatch):
    monkeypatch.setattr("muster.ingest.reading.arrow.MOST_ROWS", 100_000)
    assert "the layer 'v' is a query" in refused(look, endless_view)


def test_a_sheet_with_a_cell_a_million_rows_below_is_read_at_once(look, tmp_path):
    book = openpyxl.Workbook()
    for row in (["place", "country", "date"], ["Kharkiv", "UA", "2024-10-01"]):
        book.active.append(row)
    book.active["A1048576"] = "Kharkiv"
    book.active["XFD5"] = "beyond"
    book.save(tmp_path / "far.xlsx")
    start = time.process_time()
    made = look(tmp_path / "far.xlsx")
    assert (made.accepted, [(one.row, one.column) for one in made.findings]) == (1, [(1048576, "date")])
    assert time.process_time() - start < 60


def test_a_placemark_of_countless_elements(look, tmp_path, monkeypatch):
    monkeypatch.setattr("muster.ingest.reading.kml._MOST_ELEMENTS", 1_000)
    body = PLACEMARK.replace("<Point>", "<x/>" * 2_000 + "<Point>")
    (tmp_path / "a.kml").write_text(KML.format("", body), "utf-8")
    assert "more than 1,000 elements" in refused(look, tmp_path / "a.kml")
