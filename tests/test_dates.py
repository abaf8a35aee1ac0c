"""Partial dates, and how they stand to the days that are asked."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.dates import DateSpan, known_on, parse_day, parse_moment, parse_span, window_fit
from muster.errors import DateError
from muster.vocabulary import Known, Window

OCT_1, OCT_16, OCT_31 = date(2024, 10, 1), date(2024, 10, 16), date(2024, 10, 31)

days = st.dates(min_value=date(2020, 1, 1), max_value=date(2020, 3, 1))
open_days = st.none() | days


def spans() -> st.SearchStrategy[tuple[date | None, date | None]]:
    return st.tuples(open_days, open_days).filter(lambda ends: None in ends or ends[0] <= ends[1])


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024-10-16", OCT_16, OCT_16),
        ("2024-10-19T16:25", date(2024, 10, 19), date(2024, 10, 19)),
        ("2024-10-19T00:30+09:00", date(2024, 10, 19), date(2024, 10, 19)),
        ("2024-10-19T16:25:00Z", date(2024, 10, 19), date(2024, 10, 19)),
        ("2024-10", OCT_1, OCT_31),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-10-23/2024-10-29", date(2024, 10, 23), date(2024, 10, 29)),
        ("2024-10-18/..", date(2024, 10, 18), None),
        ("2024-10-18/", date(2024, 10, 18), None),
        ("../2024-10-18", None, date(2024, 10, 18)),
        ("2024-10-23/2024-11", date(2024, 10, 23), date(2024, 11, 30)),
        ("2024-10-16~", date(2024, 10, 15), date(2024, 10, 17)),
        ("2024-01?", date(2023, 12, 1), date(2024, 2, 29)),
        ("2024~", date(2023, 1, 1), date(2025, 12, 31)),
        ("2024-10-XX", OCT_1, OCT_31),
        ("202X", date(2020, 1, 1), date(2029, 12, 31)),
        ("2024-21", date(2024, 3, 1), date(2024, 5, 31)),
        ("[2024-10-01,2024-10-16]", OCT_1, OCT_16),
        ("[..2024-10-16]", None, OCT_16),
    ],
)
def test_a_partial_date_means_every_day_it_may_be(text, earliest, latest):
    assert parse_span(text) == DateSpan(earliest, latest, text)


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-31",
        "2024-13",
        "31/02/2024",
        "03/04/2024",
        "2024-10-29/2024-10-23",
        "2024-10-19T25:00",
        "2024-10-18/2024-10-19/2024-10-20",
        "../..",
        "/",
        "..",
        "unknown",
        " ",
        "2024-10-18\n",
        "٢٠٢٤-10-18",
        "0000",
        "0001~",
        "9999~",
        "-0044-03-15",
        "Y-170000002",
        "Y999999999999999999",
        "XXXX",
        "2024-1X",
        "{{7*7}}",
        "${alert(1)}",
        "<img src=x onerror=alert(1)>",
        "[" * 60,
        "1" * 5000,
        "[" + ",".join(["2024-10-18"] * 400) + "]",
    ],
)
def test_a_date_that_says_no_day_is_refused_at_once_and_in_words(text, capsys):
    started = time.perf_counter()
    with pytest.raises(DateError) as caught:
        parse_span(text)
    assert time.perf_counter() - started < 2
    assert caught.value.problem
    assert caught.value.remedy
    assert capsys.readouterr().out == ""


def test_a_day_with_slashes_that_can_be_two_days_names_both():
    with pytest.raises(DateError, match=r"day first or month first; write it as 2024-04-03 or 2024-03-04"):
        parse_day("03/04/2024")


def test_a_day_with_slashes_that_can_be_one_day_names_it():
    with pytest.raises(DateError, match=r"not in ISO order; write it as 2024-10-25"):
        parse_day("25/10/2024")


@pytest.mark.parametrize("text", ["31/02/2024", "2024-02-31", "31.02.2024"])
def test_the_thirty_first_of_february_is_not_a_day(text):
    with pytest.raises(DateError, match="not a day of the calendar"):
        parse_day(text)


@pytest.mark.parametrize(
    "text", ["20241016", "2024-W42-3", "2024-10-16T00:00", "16 Oct 2024", "", "2024-10-16 "]
)
def test_a_day_is_written_in_one_way_only(text):
    with pytest.raises(DateError, match="YYYY-MM-DD"):
        parse_day(text)


@given(st.dates())
def test_every_day_is_read_back_as_itself(day):
    assert parse_day(day.isoformat()) == day
    assert parse_span(day.isoformat()) == DateSpan(day, day, day.isoformat())


@given(st.text(max_size=80))
def test_no_text_brings_the_reader_down(text):
    try:
        span = parse_span(text)
    except DateError:
        return
    assert span.earliest is None or span.latest is None or span.earliest <= span.latest


@pytest.mark.parametrize(
    ("start", "end", "fit"),
    [
        (OCT_16, OCT_16, Window.CERTAIN),
        (OCT_1, OCT_31, Window.CERTAIN),
        (date(2024, 9, 30), OCT_16, Window.POSSIBLE),
        (OCT_16, date(2024, 11, 1), Window.POSSIBLE),
        (date(2024, 9, 1), date(2024, 12, 1), Window.POSSIBLE),
        (OCT_16, None, Window.POSSIBLE),
        (None, OCT_16, Window.POSSIBLE),
        (None, None, Window.UNDATED),
        (date(2024, 11, 1), None, None),
        (None, date(2024, 9, 30), None),
        (date(2024, 11, 1), date(2024, 11, 2), None),
    ],
)
def test_an_event_is_certain_inside_october_possible_across_its_ends_or_outside(start, end, fit):
    assert window_fit(start, end, OCT_1, OCT_31) == fit


def test_an_event_that_is_open_at_an_end_is_never_certain_even_in_a_window_that_is_open_there_too():
    assert window_fit(OCT_16, None, OCT_1, None) is Window.POSSIBLE
    assert window_fit(None, OCT_16, None, OCT_31) is Window.POSSIBLE
    assert window_fit(OCT_16, OCT_16, OCT_1, None) is Window.CERTAIN


@given(spans(), spans())
def test_the_fit_of_a_window_is_what_trying_every_day_gives(event, window):
    """An open end is a day far beyond all others, and never sure; an event is one unknown day of its span."""
    if event == (None, None):
        assert window_fit(*event, *window) is Window.UNDATED
        return
    far_before, far_after = date(2019, 12, 1), date(2020, 4, 1)
    first, last = event[0] or far_before, event[1] or far_after
    tried = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    inside = [(window[0] or far_before) <= day <= (window[1] or far_after) for day in tried]
    surely = all(inside) and None not in event
    expected = Window.CERTAIN if surely else Window.POSSIBLE if any(inside) else None
    assert window_fit(*event, *window) == expected


@given(spans(), spans(), st.integers(0, 30))
def test_a_wider_window_never_loses_an_event(event, window, more_days):
    more = timedelta(days=more_days)
    wider = (window[0] and window[0] - more, window[1] and window[1] + more)
    if window_fit(*event, *window) is not None:
        assert window_fit(*event, *wider) is not None


@pytest.mark.parametrize(
    ("text", "as_of", "known"),
    [
        ("2024-10-18", date(2024, 10, 18), Known.KNOWN),
        ("2024-10-18", date(2024, 10, 17), None),
        ("2024-10-23/2024-10-29", date(2024, 10, 29), Known.KNOWN),
        ("2024-10-23/2024-10-29", date(2024, 10, 25), Known.POSSIBLY),
        ("2024-10-23/2024-10-29", date(2024, 10, 22), None),
        ("2024-10-18/..", date(2030, 1, 1), Known.POSSIBLY),
        ("2024-10-18/..", date(2024, 10, 17), None),
        ("../2024-10-18", date(2024, 1, 1), Known.POSSIBLY),
        ("2024-10", date(2024, 10, 5), Known.POSSIBLY),
    ],
)
def test_what_was_said_is_known_from_its_latest_day_and_possibly_from_its_earliest(text, as_of, known):
    assert known_on(parse_span(text), as_of) == known


@given(spans(), days, days)
def test_what_is_known_stays_known(span, day, later):
    day, later = sorted((day, later))
    order = [None, Known.POSSIBLY, Known.KNOWN]
    said = DateSpan(*span, "")
    assert order.index(known_on(said, day)) <= order.index(known_on(said, later))


NOW = datetime(2024, 11, 6, 14, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "kept", "last"),
    [
        ("2024-11-05", "2024-11-05", datetime(2024, 11, 5, 23, 59, 59, 999_999, UTC)),
        ("2024-11-05T10:00", "2024-11-05T10:00", datetime(2024, 11, 5, 10, 0, 59, 999_999, UTC)),
        (" 2024-11-05 10:00Z ", "2024-11-05T10:00", datetime(2024, 11, 5, 10, 0, 59, 999_999, UTC)),
        ("2024-11-05T10:00:07", "2024-11-05T10:00:07", datetime(2024, 11, 5, 10, 0, 7, 999_999, UTC)),
        ("2024-11-06", "2024-11-06", datetime(2024, 11, 6, 23, 59, 59, 999_999, UTC)),
        ("2024-11-06T14:05", "2024-11-06T14:05", datetime(2024, 11, 6, 14, 5, 59, 999_999, UTC)),
    ],
)
def test_a_moment_holds_all_of_the_day_minute_or_second_that_is_written(text, kept, last):
    moment = parse_moment(text, now=NOW)
    assert (moment.text, moment.last) == (kept, last)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("2024-11-06T14:06", "is still to come"),
        ("2024-11-07", "is still to come"),
        ("9999-12-31", "is still to come"),
        ("2024-02-30", "is not a day of the calendar"),
        ("2024-11-05T24:00", "is no moment that can be read"),
        ("2024-11-05T10:00+09:00", "is no moment that can be read"),
        ("yesterday", "is no date that can be read"),
        ("", "is no date that can be read"),
    ],
)
def test_what_is_no_moment_or_still_to_come_is_refused(text, problem):
    with pytest.raises(DateError) as caught:
        parse_moment(text, now=NOW)
    assert caught.value.problem == problem
