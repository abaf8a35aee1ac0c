"""Dates of other people: every way that the formats write them, and the proof of their order."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.errors import DateError
from muster.ingest.days import Order, prove_order, read_days


@pytest.mark.parametrize(
    "text",
    [
        "2022-12-28", "2022/12/28", "20221228", "2022-12-28 00:00:00.000", "2022-12-28T05:00:00Z", "28 December 2022",
        "28 Dec 2022", "28 DEC 2022", "28DEC2022", "28-Dec-2022", "December 28, 2022", "Dec 28 2022", "28th December 2022",
        "28/12/2022", "28/12/2022 00:00:00", "12/28/2022", "12/28/2022 12:00:00 AM", "28.12.2022", "28-12-2022",
    ],
)  # fmt: skip
def test_one_day_is_read_however_it_is_written(text):
    days = read_days(text, None)
    assert (days.first, days.last, days.precision) == (date(2022, 12, 28), date(2022, 12, 28), 1)


def test_a_month_and_a_year_are_all_of_their_days():
    assert read_days("2024-02", None).last == date(2024, 2, 29)
    assert read_days("2024-02", None).precision == 4
    assert (read_days("2024", None).first, read_days("2024", None).precision) == (date(2024, 1, 1), 5)


@pytest.mark.parametrize(
    "text", ["2022-13-01", "31 February 2023", "soon", "03/04/22", "0001-01-01", "28 Foo 2022", "99/99/2022"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(DateError):
        read_days(text, Order.DAY)


def test_two_small_numbers_are_read_only_when_the_order_is_known():
    with pytest.raises(DateError, match="day first or month first"):
        read_days("03/04/2022", None)
    assert read_days("03/04/2022", Order.DAY).first == date(2022, 4, 3)
    assert read_days("03/04/2022", Order.MONTH).first == date(2022, 3, 4)
    assert read_days("05/05/2022", None).first == date(2022, 5, 5)


def test_what_contradicts_the_order_is_no_date_of_the_file():
    with pytest.raises(DateError, match="cannot be day-first"):
        read_days("12/28/2022", Order.DAY)


def test_a_thirteen_somewhere_proves_the_order_and_two_orders_prove_none():
    assert prove_order(["03/04/2022", "13/04/2022 00:00:00"]).order is Order.DAY
    assert prove_order(["03/04/2022", "04/13/2022"]).order is Order.MONTH
    assert prove_order(["03/04/2022"]).order is None
    assert prove_order(["13/04/2022", "04/13/2022"]).order is None


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_local_date_is_never_read_as_another_day_than_its_order_says(day):
    assert read_days(day.strftime("%d/%m/%Y"), Order.DAY).first == day
    assert read_days(day.strftime("%m/%d/%Y"), Order.MONTH).first == day
    month = read_days(day.isoformat(), None).whole_month()
    assert month.first.day == 1
    assert (month.last + timedelta(days=1)).day == 1


def test_two_digits_of_a_year_are_read_where_they_are_usual_and_nowhere_else():
    days = [
        read_days(text, Order.DAY, has_short_years=True).first
        for text in ("24OCT24", "24/10/24", "24 Oct 99")
    ]
    assert days == [date(2024, 10, 24), date(2024, 10, 24), date(1999, 10, 24)]
    with pytest.raises(DateError, match="day first or month first"):
        read_days("03/04/24", None, has_short_years=True)
    with pytest.raises(DateError, match="two digits for the year"):
        read_days("24/10/24", Order.DAY)
    assert read_days("October 2024", None).last == date(2024, 10, 31)
