"""The labelled place names: their shape only. What a resolver makes of them is scored elsewhere."""

import csv
from pathlib import Path

import pytest

NAMES = Path(__file__).resolve().parents[1] / "data" / "names"
COLUMNS = [
    "id",
    "name",
    "country",
    "admin1",
    "context",
    "kind",
    "expected_status",
    "lat",
    "lon",
    "geonames_id",
    "theatre",
    "judged_by",
    "note",
]
KINDS = {
    "airfield",
    "area",
    "city",
    "country",
    "macro_region",
    "none",
    "region",
    "town",
    "training_ground",
    "village",
}
SECOND_SOURCES = (
    "airportsdata",
    "Astral",
    "city-timezones",
    "dongnae-kr",
    "GeoConfirmed",
    "KStars",
    "PyEphem",
    "R maps",
    "SimpleMaps",
    "tz database",
    "Wikipedia",
)


def rows_of(name: str) -> list[dict[str, str]]:
    with (NAMES / name).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        assert reader.fieldnames == COLUMNS
        return list(reader)


@pytest.fixture(scope="module")
def theatre() -> list[dict[str, str]]:
    return rows_of("theatre.csv")


@pytest.fixture(scope="module")
def world() -> list[dict[str, str]]:
    return rows_of("world.csv")


@pytest.fixture(scope="module")
def every_row(theatre, world) -> list[dict[str, str]]:
    return theatre + world


def has_second_source(row: dict[str, str]) -> bool:
    return any(source in row["judged_by"] for source in SECOND_SOURCES)


def test_the_theatre_has_at_least_300_names_and_the_world_100(theatre, world):
    assert len(theatre) >= 300
    assert len(world) >= 100


def test_each_file_says_which_set_its_rows_belong_to(theatre, world):
    assert {row["theatre"] for row in theatre} == {"1"}
    assert {row["theatre"] for row in world} == {"0"}


def test_no_row_is_cut_short_and_no_cell_has_stray_spaces(every_row):
    for row in every_row:
        assert None not in row, row["id"]
        assert all(isinstance(cell, str) and cell == cell.strip() for cell in row.values()), row["id"]


def test_ids_are_unique_over_both_files(every_row):
    assert len({row["id"] for row in every_row}) == len(every_row)


def test_the_same_question_is_not_asked_twice(every_row):
    questions = {(row["name"], row["country"], row["admin1"], row["context"]) for row in every_row}
    assert len(questions) == len(every_row)


def test_every_row_has_a_name_a_known_kind_and_a_known_status(every_row):
    for row in every_row:
        assert row["name"], row["id"]
        assert row["kind"] in KINDS, row["id"]
        assert row["expected_status"] in {"resolved", "ambiguous", "unresolved"}, row["id"]


def test_country_hints_are_two_letters_and_context_has_no_empty_names(every_row):
    for row in every_row:
        hint = row["country"]
        assert not hint or (len(hint) == 2 and hint.isascii() and hint.isupper()), row["id"]
        assert not row["context"] or all(row["context"].split("|")), row["id"]


def test_coordinates_come_in_pairs_and_lie_on_the_earth(every_row):
    for row in every_row:
        assert bool(row["lat"]) == bool(row["lon"]), row["id"]
        if row["lat"]:
            assert -90 <= float(row["lat"]) <= 90, row["id"]
            assert -180 <= float(row["lon"]) <= 180, row["id"]
            assert (float(row["lat"]), float(row["lon"])) != (0, 0), row["id"]


def test_a_resolved_row_has_coordinates_and_an_unresolved_one_has_none(every_row):
    for row in every_row:
        if row["expected_status"] == "resolved":
            assert row["lat"], row["id"]
        if row["expected_status"] == "unresolved":
            assert not row["lat"], row["id"]
            assert not row["geonames_id"], row["id"]


def test_the_theatre_lies_in_russia_ukraine_and_korea(theatre):
    for row in theatre:
        if row["lat"]:
            assert 33 <= float(row["lat"]) <= 82, row["id"]
            assert 19 <= float(row["lon"]) <= 180, row["id"]


def test_geonames_ids_are_numbers(every_row):
    assert all(row["geonames_id"].isdecimal() for row in every_row if row["geonames_id"])


def test_one_geonames_id_is_always_in_one_spot(every_row):
    spots: dict[str, set[tuple[str, str]]] = {}
    for row in every_row:
        if row["geonames_id"]:
            spots.setdefault(row["geonames_id"], set()).add((row["lat"], row["lon"]))
    assert {identifier: spot for identifier, spot in spots.items() if len(spot) > 1} == {}


def test_every_row_says_what_it_was_judged_by(every_row):
    for row in every_row:
        by_hand = "by hand" in row["judged_by"]
        assert has_second_source(row) or by_hand or row["judged_by"] == "GeoNames only", row["id"]


def test_at_least_150_rows_are_judged_against_a_second_source(every_row):
    assert sum(has_second_source(row) for row in every_row) >= 150


def test_at_least_150_settlements_and_airfields_are_judged_against_a_second_source(theatre):
    points = {"airfield", "city", "town", "training_ground", "village"}
    assert sum(has_second_source(row) for row in theatre if row["kind"] in points) >= 150


def test_every_script_is_there(theatre):
    text = "".join(row["name"] for row in theatre)
    assert any("а" <= letter <= "я" for letter in text)
    assert any(letter in "іїєґ" for letter in text)
    assert any("가" <= letter <= "힣" for letter in text)


def test_region_and_city_of_one_name_are_both_asked_for(theatre):
    kinds = {row["name"]: row["kind"] for row in theatre if row["expected_status"] == "resolved"}
    assert (kinds["Kursk"], kinds["Kursk Oblast"]) == ("city", "region")
    assert (kinds["Kyiv"], kinds["Kyiv Oblast"]) == ("city", "region")


def test_ambiguous_and_unresolved_names_are_there_too(theatre):
    statuses = [row["expected_status"] for row in theatre]
    assert statuses.count("ambiguous") >= 20
    assert statuses.count("unresolved") >= 10
