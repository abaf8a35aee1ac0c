"""Dates are read against the publication, and never against the clock."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.dates import parse_span
from muster.ingest.article.dates import Anchor, find_dates

SATURDAY = date(2024, 10, 19)


def anchor(text="2024-10-19"):
    return Anchor.of(parse_span(text))


def days(text, published="2024-10-19", *, ahead=False):
    read = anchor(published).ahead() if ahead else anchor(published)
    return [(str(w.start or ""), str(w.end or ""), w.precision) for w in find_dates(text, read)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Friday they left", ("2024-10-18", "2024-10-18", 1)),
        ("last Saturday they left", ("2024-10-12", "2024-10-12", 1)),
        ("on 9 July they came", ("2024-07-09", "2024-07-09", 1)),
        ("between October 8 and 13", ("2024-10-08", "2024-10-13", 2)),
        ("from 28 September to 3 October", ("2024-09-28", "2024-10-03", 2)),
        ("on 3 January", ("2024-01-03", "2024-01-03", 1)),
        ("on 3 December", ("2023-12-03", "2023-12-03", 1)),
        ("last week", ("2024-10-07", "2024-10-13", 3)),
        ("earlier this month", ("2024-10-01", "2024-10-19", 4)),
        ("in late September", ("2024-09-21", "2024-09-30", 4)),
        ("by late September", ("", "2024-09-30", 5)),
        ("in the first week of January", ("2024-01-01", "2024-01-07", 3)),
        ("since August", ("2024-08-01", "", 5)),
        ("in June", ("2024-06-01", "2024-06-30", 4)),
        ("last spring", ("2024-03-01", "2024-05-31", 5)),
        ("between January and February", ("2024-01-01", "2024-02-29", 5)),
        ("yesterday", ("2024-10-18", "2024-10-18", 1)),
        ("in the coming days", ("2024-10-19", "", 5)),
        ("soon", ("2024-10-19", "", 5)),
        ("in March 2019", ("2019-03-01", "2019-03-31", 4)),
        ("on 16 октября", ("2024-10-16", "2024-10-16", 1)),
        ("10월 16일", ("2024-10-16", "2024-10-16", 1)),
    ],
)
def test_a_date_without_a_year_is_the_one_before_the_publication(text, expected):
    assert days(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("on Sunday", ("2024-10-20", "2024-10-20", 1)), ("in December", ("2024-12-01", "2024-12-31", 4))],
)
def test_what_is_planned_is_dated_ahead(text, expected):
    assert days(text, ahead=True) == [expected]


@pytest.mark.parametrize(
    "text", ["it may take a year", "they may stay", "for three weeks", "every four years", "2,019 men"]
)
def test_durations_and_verbs_are_no_dates(text):
    assert days(text) == []


def test_a_publication_with_an_open_end_dates_days_but_no_weekdays():
    assert days("on October 16", "2024-10-18/..") == [("2024-10-16", "2024-10-16", 1)]
    assert days("on Friday", "2024-10-18/..") == [("", "", 5)]


def test_a_weekday_within_a_publication_interval_is_a_day_where_it_can_only_be_one():
    assert days("on Wednesday", "2024-10-23/2024-10-29") == [("2024-10-23", "2024-10-23", 1)]


def test_without_a_publication_a_date_keeps_its_words_and_has_no_days():
    (when,) = find_dates("on October 16", Anchor(None, None))
    assert (when.start, when.end) == (None, None)
    assert when.span.of("on October 16") == "on October 16"


@given(
    st.dates(date(1950, 1, 1), date(2090, 12, 31)),
    st.sampled_from(
        [
            "on 5 March",
            "in June",
            "last week",
            "on Friday",
            "late October",
            "earlier this year",
            "two weeks ago",
        ]
    ),
)
def test_the_year_is_never_the_clocks(published, text):
    for when in find_dates(text, Anchor(published, published)):
        for day in (when.start, when.end):
            assert day is not None
            assert published - timedelta(days=366 + 31) <= day <= published + timedelta(days=31)


@given(
    st.text(max_size=80), st.sampled_from(["between May 3 and 9", "on 1-4 April", "since 2019", "next month"])
)
def test_a_span_starts_before_it_ends_and_lies_inside_the_sentence(noise, words):
    text = f"{noise} {words} {noise}"
    for when in find_dates(text, Anchor(SATURDAY, SATURDAY)):
        assert 0 <= when.span.start < when.span.end <= len(text)
        assert when.start is None or when.end is None or when.start <= when.end
