"""What the claims about one place come to: a number with its own origins, and nothing of another assertion's."""

from __future__ import annotations

from datetime import date

import pytest

from muster.model import Dataset
from muster.query import Selection, answer
from muster.query.facts import PlaceFacts, shown_claims, summarise
from muster.query.standing import standing_words


def facts(dataset: Dataset, place_id: str, selection: Selection | None = None) -> PlaceFacts:
    asked = selection or Selection()
    return summarise(dataset, asked, shown_claims(dataset, answer(dataset, asked)), place_id)


def figures(found: PlaceFacts) -> list[tuple[str, tuple[str, ...]]]:
    return [(figure.words, figure.origins) for figure in found.figures]


def test_the_eighteen_stand_over_two_places_in_each_of_them(shipped):
    for oblast in ("kursk-oblast", "bryansk-oblast"):
        assert figures(facts(shipped, oblast)) == [("18 over 2 places", ("suspilne",))]


def test_the_1500_count_in_the_far_east_that_one_document_names_and_not_once_more_in_russia(shipped):
    assert figures(facts(shipped, "russian-far-east")) == [("about 1,500", ("nis",))]
    assert figures(facts(shipped, "russia")) == [("up to 3,000", ("south-korean-lawmakers",))]


def test_who_bears_out_the_presence_is_no_origin_of_the_number(shipped):
    russia = facts(shipped, "russia")
    assert russia.origins == 2
    assert [len(figure.origins) for figure in russia.figures] == [1]


def test_where_only_the_country_is_told_the_1500_count_there(shipped):
    first_two = Selection(publishers=("dxb-news-network",))
    assert figures(facts(shipped, "russia", first_two)) == [("about 1,500", ("nis",))]


def test_after_its_days_nothing_of_an_assertion_is_present(shipped):
    late = Selection(event_from=date(2024, 10, 20), event_to=date(2024, 10, 31), undated=False)
    ussuriysk = facts(shipped, "ussuriysk", late)
    assert (ussuriysk.figures, ussuriysk.origins, ussuriysk.rows) == ((), 0, ())
    assert ussuriysk.elsewhere == ("B13b",)
    assert figures(facts(shipped, "russia", late)) == [("up to 3,000", ("south-korean-lawmakers",))]


def test_one_total_over_two_departments_is_said_so_in_each(elsewhere):
    assert figures(facts(elsewhere, "la-paz-department")) == [("600 over 2 places", ("bolivian-army",))]


def test_a_place_without_claims_comes_to_nothing(shipped):
    assert facts(shipped, "belgorod-oblast") == PlaceFacts((), 0, (), (), ())


@pytest.mark.parametrize(
    ("claim_id", "words"),
    [
        ("C03a", "corroborated, but not the number or the place"),
        ("D02a", "corroborated, but not the number"),
        ("A05a", "disputed"),
        ("C07a", "disputed"),
        ("B08a", "denied"),
        ("E09a", ""),
        ("E08a", "denies"),
        ("C01a", "confirms"),
        ("B17a", ""),
    ],
)
def test_how_a_claim_stands_says_no_more_than_was_borne_out(shipped, claim_id, words):
    assert standing_words(shipped, shipped.claims_by_id[claim_id]) == words


def test_a_station_that_saw_the_camp_bears_out_neither_its_number_nor_its_place(elsewhere):
    camp = elsewhere.claims_by_id["B2a"]
    assert standing_words(elsewhere, camp) == "corroborated, but not the place"


def test_what_was_not_yet_said_corroborates_nothing(shipped):
    far_east = shipped.claims_by_id["C03a"]
    assert standing_words(shipped, far_east, date(2024, 10, 22)) == ""
    assert standing_words(shipped, far_east, date(2024, 10, 23)).startswith("corroborated")


def test_an_article_of_november_does_not_freshen_what_was_first_said_in_october(shipped):
    """Ussuriysk: pictured on 16 October, first told on the 18th; told again on 6 November."""
    week_after = Selection(event_to=date(2024, 11, 13))
    found = facts(shipped, "ussuriysk", week_after)
    assert "B13b" in found.rows
    assert (found.newest, found.age_days) == (date(2024, 10, 18), 26)


def test_age_is_told_from_the_day_of_knowledge_where_no_window_ends(shipped):
    assert facts(shipped, "ussuriysk", Selection(as_of=date(2024, 10, 28))).age_days == 10
    assert facts(shipped, "ussuriysk").age_days is None
