"""The claims as the browser reads them, against values known by hand from the five documents."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from muster.model import Dataset
from muster.query import Selection, answer
from muster.query.roles import Role
from muster.tables import load
from muster.vocabulary import Bin
from muster.web.payload import claims_document, day_number, encode_claims

REPOSITORY = Path(__file__).resolve().parents[2]
SECOND_DEPLOYMENT = REPOSITORY / "tests" / "data" / "second_deployment"

OCT_8, OCT_13, OCT_16, OCT_19, NOV_6 = 20004, 20009, 20012, 20015, 20033
"""Days since 1970-01-01, all of 2024: 54 years with 14 leap days are 19,723 days to the 1st of January 2024."""


@pytest.fixture(scope="module")
def document(shipped: Dataset) -> dict[str, Any]:
    return claims_document(shipped)


@pytest.fixture(scope="module")
def andes(elsewhere: Dataset) -> dict[str, Any]:
    return claims_document(elsewhere)


def row(document: dict[str, Any], claim_id: str) -> dict[str, Any]:
    """Return one claim with its place and number looked up as the layer does."""
    index = document["claims"]["id"].index(claim_id)
    found = {name: values[index] for name, values in document["claims"].items()}
    found["place_id"] = document["places"][found["place"]]["id"] if found["place"] >= 0 else None
    found["words"] = document["numbers"][found["number"]]["words"] if found["number"] >= 0 else None
    found["says"] = document["sources"][found["originator"]]["id"]
    return found


def test_day_numbers_count_from_1970() -> None:
    assert day_number(date(1970, 1, 1)) == 0
    assert day_number(date(2024, 1, 1)) == 54 * 365 + 13
    assert day_number(date(2024, 10, 16)) == OCT_16
    assert day_number(date(1969, 12, 31)) == -1
    assert day_number(None) is None


def test_all_93_rows_go_out_in_columns_of_equal_length(document: dict[str, Any], shipped: Dataset) -> None:
    columns = document["claims"]
    assert {len(values) for values in columns.values()} == {93}
    assert columns["id"] == [claim.claim_id for claim in shipped.claims]
    secondary = document["tiers"].index("secondary")
    assert columns["tier"].count(secondary) == 93 - 51


def test_every_index_points_at_something(document: dict[str, Any], andes: dict[str, Any]) -> None:
    for each in (document, andes):
        columns = each["claims"]
        for column, table, lowest in (
            ("place", "places", -1),
            ("originator", "sources", 0),
            ("publisher", "sources", 0),
            ("kind", "kinds", 0),
            ("stance", "stances", 0),
            ("tier", "tiers", 0),
            ("troops", "troop_origins", 0),
            ("number", "numbers", -1),
        ):
            assert all(lowest <= value < len(each[table]) for value in columns[column]), column
        assert all(-1 <= value < len(each["assertions"]["wholes"]) for value in columns["assertion"])


@pytest.mark.parametrize("claim_id", ["A09a", "B02a", "B06a", "B14a", "B17a", "C05a", "D01a", "D03a", "D04a"])
def test_planned_claims_are_not_present(document: dict[str, Any], claim_id: str) -> None:
    assert row(document, claim_id)["present"] == Role.PLANNED == 2


@pytest.mark.parametrize(
    "claim_id", ["A05a", "A06a", "A08a", "B01a", "C01a", "C04a", "C07a", "D02a", "E01a", "E09a"]
)
def test_reported_presence_is_present(document: dict[str, Any], claim_id: str) -> None:
    assert row(document, claim_id)["present"] == Role.PRESENT == 1


@pytest.mark.parametrize("claim_id", ["E08a", "A07a", "A07b", "C08a", "D07a"])
def test_a_denial_a_doubt_and_no_comment_are_answers(document: dict[str, Any], claim_id: str) -> None:
    assert row(document, claim_id)["present"] == Role.ANSWER == 3


def test_equipment_and_opinion_are_neither(document: dict[str, Any]) -> None:
    for claim_id in ("A11a", "B07a", "E03a", "A12a"):
        assert row(document, claim_id)["present"] == Role.OTHER == 0


def test_no_planned_kind_is_ever_present(document: dict[str, Any], andes: dict[str, Any]) -> None:
    for each in (document, andes):
        planned = each["kinds"].index("planned")
        pairs = zip(each["claims"]["kind"], each["claims"]["present"], strict=True)
        assert Role.PRESENT not in {present for kind, present in pairs if kind == planned}


def test_ussuriysk_and_khabarovsk_carry_their_numbers_and_their_day(document: dict[str, Any]) -> None:
    ussuriysk, khabarovsk = row(document, "A05a"), row(document, "A06a")
    assert (ussuriysk["place_id"], ussuriysk["words"]) == ("ussuriysk", "about 400")
    assert (khabarovsk["place_id"], khabarovsk["words"]) == ("khabarovsk", "240")
    assert {ussuriysk["start"], ussuriysk["end"], khabarovsk["start"], khabarovsk["end"]} == {OCT_16}
    assert document["largest_at_a_point"] == 400


def test_eighteen_deserters_over_two_oblasts_are_eighteen(document: dict[str, Any]) -> None:
    kursk, bryansk = row(document, "C07a"), row(document, "C07b")
    assert (kursk["place_id"], bryansk["place_id"]) == ("kursk-oblast", "bryansk-oblast")
    assert kursk["assertion"] == bryansk["assertion"] >= 0
    assert kursk["group"] == bryansk["group"]
    assert kursk["words"] == bryansk["words"] == "18 over 2 places"
    assert document["numbers"][kursk["number"]]["best"] == 18


def test_days_are_those_of_the_documents(document: dict[str, Any]) -> None:
    ships = row(document, "C03a")
    assert (ships["start"], ships["end"]) == (OCT_8, OCT_13)
    by_now = row(document, "B01a")
    assert (by_now["start"], by_now["end"]) == (None, NOV_6)
    assert (by_now["known"], by_now["maybe_known"]) == (NOV_6, NOV_6)
    assert (row(document, "D02a")["known"], row(document, "D02a")["words"]) == (OCT_19, "about 1,500")
    undated = row(document, "A01a")
    assert (undated["start"], undated["end"], undated["known"]) == (None, None, None)


def test_echoes_of_the_first_1500_are_one_group(document: dict[str, Any]) -> None:
    carried = {
        row(document, claim_id)["group"] for claim_id in ("A08a", "B01a", "B05a", "C03a", "D02a", "C01a")
    }
    assert len(carried) == 1
    assert row(document, "A09a")["group"] not in carried


def test_a_part_knows_its_wholes(document: dict[str, Any], shipped: Dataset) -> None:
    index = {key: i for i, key in enumerate(shipped.assertions)}
    wholes = document["assertions"]["wholes"]
    assert index["lawmakers-3000"] in wholes[index["nis-1500"]]
    assert index["nis-1500"] in wholes[index["sergeevka"]]
    assert index["lawmakers-3000"] in wholes[index["sergeevka"]]
    assert wholes[index["nis-12000"]] == []


def test_no_country_or_region_has_a_point(document: dict[str, Any], andes: dict[str, Any]) -> None:
    for each in (document, andes):
        wide = [
            place
            for place in each["places"]
            if place["kind"] in {"country", "region", "macro_region", "border", "area"}
        ]
        assert wide
        for place in wide:
            assert (place["lat"], place["lon"], place["radius_m"]) == (None, None, None), place["id"]


def test_every_country_has_an_outline(document: dict[str, Any]) -> None:
    countries = [place for place in document["places"] if place["kind"] == "country"]
    assert {place["id"] for place in countries} == {"russia", "ukraine", "north-korea"}
    assert all(document["shapes"][place["shape"]] for place in countries)


def test_a_place_without_an_anchor_is_not_grounded_and_counts_as_no_place(
    shipped: Dataset, document: dict[str, Any]
) -> None:
    lost = {place["id"] for place in document["places"] if place["anchor"] is None}
    assert lost == {"front-lines-in-ukraine"}
    there = {claim.claim_id for claim in shipped.claims if claim.place_id in lost}
    assert there == {"D01a", "D03a"}
    bins = {found.claim_id: found.bin for found in answer(shipped, Selection()).rows}
    assert {bins[claim_id] for claim_id in there} == {Bin.NO_PLACE}


def test_what_has_an_anchor_has_a_box_around_it(document: dict[str, Any], andes: dict[str, Any]) -> None:
    for each in (document, andes):
        for place in each["places"]:
            assert (place["anchor"] is None) == (place["box"] is None)
            if place["anchor"]:
                (x, y), (west, south, east, north) = place["anchor"], place["box"]
                assert west <= x <= east
                assert south <= y <= north


def test_blagoveshchensk_is_on_the_amur(document: dict[str, Any]) -> None:
    place = document["places"][row(document, "A03a")["place"]]
    assert place["lat"] == pytest.approx(50.28, abs=0.05)
    assert place["lon"] == pytest.approx(127.53, abs=0.05)


def test_what_a_document_says_does_not_go_out(shipped: Dataset) -> None:
    """Names, short names and counts are all the text that the layer needs."""
    sent = encode_claims(shipped).decode()
    told = (
        [c.summary for c in shipped.claims]
        + [c.judgement for c in shipped.claims]
        + [c.locator for c in shipped.claims]
    )
    told += [d.title for d in shipped.documents.values()] + [d.note for d in shipped.documents.values()]
    told += [a.judgement for a in shipped.assertions.values()] + [p.note for p in shipped.places.values()]
    assert [text for text in told if len(text) > 7 and text in sent] == []


def test_equal_data_gives_equal_bytes(shipped: Dataset, elsewhere: Dataset) -> None:
    assert encode_claims(shipped) == encode_claims(load(REPOSITORY))
    assert encode_claims(elsewhere) == encode_claims(load(SECOND_DEPLOYMENT))
    assert encode_claims(shipped) != encode_claims(elsewhere)


def test_the_bytes_are_plain_json(shipped: Dataset, document: dict[str, Any]) -> None:
    body = encode_claims(shipped)
    assert b"NaN" not in body
    assert b"Infinity" not in body
    assert json.loads(body) == document
    assert document["version"] == shipped.version


def test_another_deployment_goes_out_by_the_same_code(andes: dict[str, Any]) -> None:
    assert andes["claims"]["id"] == [
        "B1a",
        "B1b",
        "B2a",
        "B3a",
        "B3b",
        "B4a",
        "M1a",
        "M2a",
        "M3a",
        "M4a",
        "R1a",
    ]
    assert andes["troop_origins"] == ["XQ"]
    assert [row(andes, key)["words"] for key in ("B1a", "B1b", "B2a", "M2a", "M3a")] == [
        "600 over 2 places",
        "600 over 2 places",
        "about 200 (150 to 250)",
        "over 1,000",
        "up to 40",
    ]
    assert [row(andes, key)["present"] for key in ("B2a", "B3a", "B3b", "M1a", "M2a", "R1a")] == [
        1,
        0,
        1,
        1,
        2,
        3,
    ]
    assert row(andes, "B3a")["number"] == -1, "three boats are no people"
    assert (
        row(andes, "B2a")["start"] == row(andes, "B2a")["end"] == (date(2019, 3, 4) - date(1970, 1, 1)).days
    )
    assert row(andes, "M4a")["place"] == -1
    assert [extent["name"] for extent in andes["extents"]] == ["Altiplano", "Lake shore"]
    assert andes["extents"][0]["bounds"] == [-71.0, -20.0, -65.0, -15.0]


def test_grades_go_as_whole_numbers_from_0_for_a_and_1(document):
    assert (row(document, "C01a")["reliability"], row(document, "C01a")["credibility"]) == (5, 1)
    assert row(document, "A05a")["credibility"] == 5
