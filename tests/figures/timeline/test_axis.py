import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster import paths
from muster.check import load_checked
from muster.figures.timeline.axis import MONTHS, fit_names, names_of, whole_span


def fitted(first, last, *, day_px, letter_px=7.0, most=100):
    """Return the names that fit from a first day on, with letters of one width, between 0 and the last day."""

    def px(day):
        return (day - first).days * day_px

    right = px(last) + day_px
    return fit_names(
        names_of(first, last, most), px, lambda words: len(words) * letter_px, right=right, gap=8.0
    )


def read_days(names):
    """Return each named day with what a reader takes for its month: the words above that are nearest before it, else its own."""
    above = ""
    for name in names:
        above = name.above or above
        yield name.day, above or name.words


def test_a_month_that_the_words_before_it_run_into_is_named_all_the_same():
    names = fitted(date(2024, 9, 30), date(2024, 12, 1), day_px=6.5, most=10)
    assert [(name.day.isoformat(), name.words, name.above) for name in names] == [
        ("2024-09-30", "30", "Sep"),
        ("2024-10-07", "7", "October 2024"),
        ("2024-10-14", "14", ""),
        ("2024-10-21", "21", ""),
        ("2024-10-28", "28", ""),
        ("2024-11-04", "4", "November 2024"),
        ("2024-11-11", "11", ""),
        ("2024-11-18", "18", ""),
        ("2024-11-25", "25", ""),
    ]


def test_days_of_a_month_that_cannot_be_named_have_no_name_themselves():
    names = fitted(date(2024, 9, 30), date(2024, 12, 1), day_px=3, most=10)
    assert [(name.words, name.above) for name in names] == [
        ("7", "Oct 2024"),
        ("14", ""),
        ("21", ""),
        ("28", ""),
        ("4", "Nov 2024"),
        ("11", ""),
        ("18", ""),
        ("25", ""),
    ]


@given(
    st.dates(date(1990, 1, 1), date(2040, 1, 1)),
    st.integers(1, 500),
    st.floats(0.2, 60),
    st.integers(2, 40),
)
def test_no_day_reads_as_of_another_month(first, days, day_px, most):
    for day, above in read_days(fitted(first, first + timedelta(days), day_px=day_px, most=most)):
        month = MONTHS[day.month - 1]
        assert above in {f"{month} {day.year}", f"{month[:3]} {day.year}", month[:3], str(day.year)}


@given(
    st.dates(date(1990, 1, 1), date(2040, 1, 1)),
    st.integers(1, 500),
    st.floats(0.2, 60),
    st.integers(2, 40),
)
def test_words_of_months_end_before_the_next(first, days, day_px, most):
    heads = [n for n in fitted(first, first + timedelta(days), day_px=day_px, most=most) if n.above]
    for one, after in itertools.pairwise(heads):
        assert (after.day - one.day).days * day_px >= len(one.above) * 7.0 + 7.99


@pytest.mark.parametrize(
    ("as_of", "span"),
    [
        (None, ("2024-10-08", "2024-11-24")),
        # By then all that was said is of 8 to 18 October.
        (date(2024, 10, 18), ("2024-10-08", "2024-10-18")),
        # The day of knowledge is on the axis, though nothing new was said since; what is said after it is not.
        (date(2024, 10, 20), ("2024-10-08", "2024-10-20")),
        # Some of what can have been said by then can have been said until 24 November: then it was not known.
        (date(2024, 10, 30), ("2024-10-08", "2024-10-30")),
        (date(2024, 12, 30), ("2024-10-08", "2024-11-24")),
    ],
)
def test_as_known_on_a_day_the_axis_covers_what_had_been_said_only(as_of, span):
    assert tuple(map(str, whole_span(load_checked(paths.REPOSITORY), as_of))) == span
