"""A window of days before anything was dated or said: what names no first day rules nothing out, and puts nothing there."""

from __future__ import annotations

from datetime import date

from muster import paths
from muster.check import load_checked
from muster.figures.words import headlines
from muster.query import Selection, headline_words, strength
from muster.query.first_days import first_day, is_before_all

DATA = load_checked(paths.REPOSITORY)
LONG_BEFORE = Selection(event_from=date(2015, 1, 1), event_to=date(2015, 12, 31))


def test_the_first_day_of_all_claims_is_that_of_the_first_transport() -> None:
    assert first_day(DATA) == date(2024, 10, 8)
    assert is_before_all(DATA, LONG_BEFORE)
    assert is_before_all(DATA, Selection(event_to=date(2024, 10, 7)))
    assert not is_before_all(DATA, Selection(event_to=date(2024, 10, 8)))
    assert not is_before_all(DATA, Selection(event_from=date(2015, 1, 1)))


def test_years_before_anything_was_reported_a_number_is_told_by_what_names_no_first_day() -> None:
    words = headline_words(DATA, LONG_BEFORE)
    assert "over 7,000 (Ukraine GUR) reported present, by claims that name no first day" in words
    assert "possibly in these days" not in words
    # The figures stand in the query as they did: nothing rules these days out.
    assert [f.number.low or f.number.high for f in strength(DATA, LONG_BEFORE).present.figures] == [
        7000,
        3000,
    ]


def test_a_figure_of_these_days_has_no_number_for_its_headline() -> None:
    present, planned = headlines(DATA, LONG_BEFORE)
    assert (present.number, planned.number) == ("No number", "No number")
    assert (present.meaning, planned.meaning) == ("reported present in these days", "planned in these days")
    assert present.speakers.startswith("by claims that name no first day: · over 7,000 (Ukraine GUR)")
    assert planned.speakers.startswith("by claims that name no day: · 12,000 (South Korea NIS)")


def test_among_the_days_of_the_reports_it_is_said_why_a_number_is_only_possible() -> None:
    after = Selection(event_from=date(2024, 10, 20), event_to=date(2024, 10, 31), undated=False)
    words = headline_words(DATA, after)
    assert "reported present, possibly in these days (no first day is given)" in words
    assert headlines(DATA, after)[0].number == "up to 3,000 or over 7,000"
