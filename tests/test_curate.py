"""A place added to a gazetteer: the rules of `muster check`, and a file that differs by that row alone."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from muster.check import check
from muster.curate import faults_of, slug_of, with_rows
from muster.errors import GazetteerError
from muster.paths import REPOSITORY

NEWTON = {
    "place_id": "newton",
    "name": "Newton, new",
    "names": "ru:Ньютон",
    "kind": "village",
    "country": "RU",
    "admin1": "RU-KRS",
    "lat": "51.7",
    "lon": "35.3",
    "radius_m": "3000",
    "radius_basis": "convention: village, 3 km",
    "coordinate_basis": "GeoNames 1",
}


def test_a_sound_row_has_no_fault_and_the_file_grows_by_it_alone() -> None:
    before = (REPOSITORY / "gazetteer.csv").read_bytes()
    assert faults_of(REPOSITORY, [NEWTON]) == []
    after = with_rows(REPOSITORY, [NEWTON])
    assert after.startswith(before)
    rows = list(csv.DictReader(io.StringIO(after.decode("utf-8"))))
    assert {key: value for key, value in rows[-1].items() if value} == NEWTON
    assert (REPOSITORY / "gazetteer.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"coordinate_basis": " "}, "coordinate_basis"),
        ({"radius_m": ""}, "radius_m"),
        ({"radius_basis": ""}, "radius_basis"),
        ({"lat": "35.3", "lon": "51.7"}, "lat"),
        ({"lat": "north"}, "lat"),
        ({"lon": ""}, "lon"),
        ({"place_id": "ussuriysk"}, "place_id"),
        ({"place_id": "Not A Slug"}, "place_id"),
        ({"name": ""}, "name"),
        ({"country": ""}, "country"),
        ({"admin1": "UA-14"}, "admin1"),
        ({"geometry_id": "RU-XXX"}, "geometry_id"),
        ({"names": "no language"}, "names"),
    ],
)
def test_each_thing_that_muster_check_finds_is_found(wrong: dict[str, str], column: str) -> None:
    faults = faults_of(REPOSITORY, [{**NEWTON, **wrong}])
    assert column in [fault.column for fault in faults]
    assert len([fault for fault in faults if fault.column == "coordinate_basis"]) <= 1


def test_a_basis_is_asked_even_of_a_place_with_a_boundary_alone() -> None:
    region = {
        "place_id": "tula-oblast",
        "name": "Tula Oblast",
        "kind": "region",
        "country": "RU",
        "geometry_id": "RU-TUL",
    }
    assert [fault.column for fault in faults_of(REPOSITORY, [region])] == ["coordinate_basis"]
    assert faults_of(REPOSITORY, [{**region, "coordinate_basis": "Natural Earth, RU-TUL"}]) == []


def test_two_added_rows_may_not_share_an_id() -> None:
    assert [f.column for f in faults_of(REPOSITORY, [NEWTON, NEWTON])] == ["place_id"]


def test_the_changed_file_is_sound_in_a_data_set_of_another_shape(folder: Path) -> None:
    row = {**NEWTON, "country": "BO", "admin1": "BO-O", "lat": "-17.98", "lon": "-67.12", "names": ""}
    assert faults_of(folder, [row]) == []
    content = with_rows(folder, [row])
    (folder / "gazetteer.csv").write_bytes(content.replace(b"\n", b"\r\n").rstrip(b"\r\n"))
    assert check(folder) == []
    again = with_rows(folder, [{**row, "place_id": "another"}])
    assert again.count(b"\r\n") == again.count(b"\n")
    (folder / "gazetteer.csv").write_bytes(again)
    assert check(folder) == []


def test_text_that_needs_quotation_marks_stays_itself() -> None:
    text = 'a "b", c\u2028d; =HYPERLINK("x")'
    after = with_rows(REPOSITORY, [{**NEWTON, "note": text}])
    assert list(csv.DictReader(io.StringIO(after.decode("utf-8"), newline="")))[-1]["note"] == text


def test_a_folder_without_a_gazetteer_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"no gazetteer\.csv"):
        with_rows(tmp_path, [NEWTON])


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Сергеевка", "sergeevka"),
        ("Lgov, new!", "lgov-new"),
        ("🎯", "dart"),
        ("—", ""),
        ("우수리스크", "usuliseukeu"),
    ],
)
def test_an_id_is_made_from_a_name(name: str, slug: str) -> None:
    assert slug_of(name) == slug
