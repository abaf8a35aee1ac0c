"""What the records say together: presence, independence, status."""

from dataclasses import FrozenInstanceError, replace

import pytest

from muster.dates import DateSpan
from muster.vocabulary import Kind, PlaceRole, Stance, Status


def test_planned_thousands_are_not_present(shipped):
    planned = [claim for claim in shipped.claims if claim.kind is Kind.PLANNED]
    assert {claim.count_best for claim in planned} >= {12_000}
    assert not any(claim.is_present for claim in planned)


def test_eighteen_deserters_over_two_oblasts_are_one_statement_and_present_in_both(shipped):
    rows = [claim for claim in shipped.claims if claim.kind is Kind.DESERTION]
    assert [claim.place_id for claim in rows] == ["kursk-oblast", "bryansk-oblast"]
    assert {(claim.statement_id, claim.count_best, claim.count_scope) for claim in rows} == {
        ("C07", 18, "statement")
    }
    assert all(claim.is_present for claim in rows)


def test_a_denial_is_no_presence(shipped):
    denial = shipped.claims_by_id["E08a"]
    assert denial.stance is Stance.DENIES
    assert not denial.is_present


@pytest.mark.parametrize(
    ("kind", "role", "is_present"),
    [
        (Kind.PRESENCE, PlaceRole.AT, True),
        (Kind.PRESENCE, PlaceRole.ORIGIN, False),
        (Kind.TRANSIT, PlaceRole.DESTINATION, True),
        (Kind.TRANSIT, PlaceRole.AT, False),
        (Kind.TRANSIT, PlaceRole.ORIGIN, False),
        (Kind.IMAGERY, PlaceRole.AT, True),
        (Kind.EQUIPMENT, PlaceRole.AT, False),
        (Kind.CASUALTIES, PlaceRole.AT, False),
        (Kind.ASSESSMENT, PlaceRole.AT, False),
        (Kind.PRESENCE, None, False),
    ],
)
def test_presence_needs_a_kind_and_the_role_of_its_place(elsewhere, kind, role, is_present):
    claim = replace(elsewhere.claims_by_id["B2a"], kind=kind, place_role=role)
    assert claim.is_present is is_present


@pytest.mark.parametrize("stance", [Stance.DENIES, Stance.DOUBTS, Stance.DECLINES])
def test_who_denies_doubts_or_declines_reports_no_presence(elsewhere, stance):
    assert not replace(elsewhere.claims_by_id["B2a"], stance=stance).is_present


def test_a_ministry_that_the_army_informed_is_no_second_origin(elsewhere):
    assert elsewhere.independent_originators("column-600") == ("bolivian-army",)


def test_a_station_that_saw_for_itself_is_a_second_origin(elsewhere):
    assert elsewhere.independent_originators("camp-200") == ("bolivian-army", "radio-lago")


def test_a_source_informed_at_two_removes_is_no_origin_beside_the_first(elsewhere):
    sources = dict(elsewhere.sources)
    sources["radio-lago"] = replace(sources["radio-lago"], informed_by=("ministry",))
    chained = replace(elsewhere, sources=sources)
    assert chained.independent(("bolivian-army", "radio-lago")) == ("bolivian-army",)


def test_a_status_holds_beside_another(elsewhere):
    assert elsewhere.status("column-600") == {Status.DISPUTED, Status.DENIED}
    assert elsewhere.status("camp-200") == {Status.CORROBORATED}
    assert elsewhere.status("lake-landing") == {Status.REPORTED}
    assert elsewhere.status("no-column") == {Status.DISPUTED}


def test_a_claim_is_known_from_its_originators_word_before_its_document(elsewhere):
    assert elsewhere.known_span(elsewhere.claims_by_id["B1a"]).text == "2019-03-10"
    assert elsewhere.known_span(elsewhere.claims_by_id["B3a"]).text == "2019-03-12"
    assert elsewhere.known_span(elsewhere.claims_by_id["R1a"]) == DateSpan(None, None, "")


def test_a_part_knows_the_totals_that_it_is_inside_of(elsewhere):
    assert elsewhere.wholes("camp-200") == {"column-600"}
    assert elsewhere.wholes("column-600") == frozenset()
    assert elsewhere.wholes("B4a") == frozenset()


def test_an_assertion_names_the_publishers_that_carry_it(shipped):
    assert len(shipped.publishers("nis-1500")) == len(set(shipped.publishers("nis-1500"))) > 1
    assert set(shipped.publishers("nis-1500")) <= set(shipped.sources)


def test_a_loaded_data_set_cannot_be_changed(elsewhere):
    with pytest.raises(TypeError):
        elsewhere.sources["new"] = elsewhere.sources["ministry"]  # type: ignore[index]
    with pytest.raises(FrozenInstanceError):
        elsewhere.claims[0].summary = "other"  # type: ignore[misc]
