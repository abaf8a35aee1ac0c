"""Dates as other people write them. Which of two numbers is the day is proved by the file, or said; never assumed."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from muster.errors import DateError

_TIME = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp][Mm])?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}", re.ASCII)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.ASCII)
_LOCAL = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}){_TIME}", re.ASCII)
_SHORT = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{2}}){_TIME}", re.ASCII)
_SHORT_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]*([A-Za-z]{3,9})[.,]?[ -]*'?(\d{2})", re.ASCII)
_DAY_MONTH = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?[ -]*([A-Za-z]{{3,9}})[.,]?[ -]*(\d{{4}}){_TIME}", re.ASCII
)
_MONTH_DAY = re.compile(rf"([A-Za-z]{{3,9}})\.? +(\d{{1,2}})(?:st|nd|rd|th)?,? +(\d{{4}}){_TIME}", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_MONTH_YEAR = re.compile(r"([A-Za-z]{3,9})[.,]? *(\d{4})", re.ASCII)
_YEAR = re.compile(r"(\d{4})", re.ASCII)
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
REMEDY = "write it like 2022-12-28"


class Order(StrEnum):
    """Which number stands first in dates such as 03/04/2022."""

    DAY = "day-first"
    MONTH = "month-first"


@dataclass(frozen=True, slots=True)
class Days:
    """The first and last day that a text may mean."""

    first: date
    last: date

    def spread(self, days: int) -> Days:
        """Return the same, wider by so many days at both ends."""
        step = timedelta(days=days)
        return Days(self.first - step, self.last + step)

    def whole_month(self) -> Days:
        """Return all days of the months that it lies in."""
        last = self.last.replace(day=monthrange(self.last.year, self.last.month)[1])
        return Days(self.first.replace(day=1), last)

    @property
    def precision(self) -> int:
        """The codebook's `date_precision`."""
        span = (self.last - self.first).days + 1
        return next((grade for most, grade in ((1, 1), (6, 2), (7, 3), (31, 4)) if span <= most), 5)


@dataclass(slots=True)
class Proof:
    """What the dates of a file say of their order, date by date."""

    day: str = ""
    month: str = ""
    either: str = ""
    has_short_years: bool = False
    """Whether 24/10/24 is a date here."""

    def add(self, text: str) -> None:
        """Take one date into account: a 13 or more in one place proves that the month is the other."""
        match = _LOCAL.fullmatch(text.strip())
        if match is None and self.has_short_years:
            match = _SHORT.fullmatch(text.strip())
        if match is None:
            return
        first, second = int(match[1]), int(match[2])
        if first > 12 >= second:
            self.day = self.day or text
        elif second > 12 >= first:
            self.month = self.month or text
        elif first != second and first <= 12:
            self.either = self.either or text

    @property
    def order(self) -> Order | None:
        """The order that is proved, None where nothing is, or both are."""
        if bool(self.day) == bool(self.month):
            return None
        return Order.DAY if self.day else Order.MONTH


def prove_order(texts: Iterable[str]) -> Proof:
    """Return what some dates say of their order together."""
    proof = Proof()
    for text in texts:
        proof.add(text)
    return proof


def read_days(text: str, order: Order | None, *, has_short_years: bool = False) -> Days:  # noqa: C901, PLR0911 - one line a shape
    """Return the days that a text means. A month or a year is all of its days; a time of day is left away.

    Raises DateError for what is no date, for two digits of a year unless `has_short_years` (69 to 99 lie in the last
    century then), and for 03/04/2022 where no order is known.
    """
    text = text.strip()
    for pattern, places in ((_ISO, (1, 2, 3)), (_COMPACT, (1, 2, 3))):
        match = pattern.fullmatch(text)
        if match is not None:
            year, month, day = (int(match[place]) for place in places)
            return _one(text, year, month, day)
    match = _LOCAL.fullmatch(text)
    if match is not None:
        return _local(text, int(match[1]), int(match[2]), int(match[3]), order)
    for pattern, (day_at, month_at) in ((_DAY_MONTH, (1, 2)), (_MONTH_DAY, (2, 1))):
        match = pattern.fullmatch(text)
        if match is not None:
            return _one(text, int(match[3]), _month_number(text, match[month_at]), int(match[day_at]))
    match = _MONTH.fullmatch(text)
    if match is not None:
        return _one(text, int(match[1]), int(match[2]), 1).whole_month()
    match = _YEAR.fullmatch(text)
    if match is not None:
        year = int(match[1])
        return Days(_one(text, year, 1, 1).first, _one(text, year, 12, 31).last)
    match = _MONTH_YEAR.fullmatch(text)
    if match is not None:
        return _one(text, int(match[2]), _month_number(text, match[1]), 1).whole_month()
    match = _SHORT.fullmatch(text)
    if match is not None and has_short_years:
        return _local(text, int(match[1]), int(match[2]), _century(match[3]), order)
    words = _SHORT_WORDS.fullmatch(text)
    if words is not None and has_short_years:
        return _one(text, _century(words[3]), _month_number(text, words[2]), int(words[1]))
    if match is not None:
        raise DateError(text, "has two digits for the year", REMEDY)
    raise DateError(text, "is no date that can be read", REMEDY)


def _local(text: str, first: int, second: int, year: int, order: Order | None) -> Days:
    proved = Order.DAY if first > 12 else Order.MONTH if second > 12 else None
    if proved and order and proved is not order and max(first, second) <= 31:
        raise DateError(
            text, f"cannot be {order}", "look whether the file mixes both orders, or say the other one"
        )
    order = proved or order
    if first == second:
        return _one(text, year, first, second)
    if order is None:
        raise DateError(text, "may be read day first or month first", REMEDY)
    month, day = (second, first) if order is Order.DAY else (first, second)
    return _one(text, year, month, day)


def _one(text: str, year: int, month: int, day: int) -> Days:
    try:
        found = date(year, month, day)
    except ValueError:
        raise DateError(text, "is no day of the calendar", REMEDY) from None
    if not 1800 <= year <= 2200:
        raise DateError(text, "is no year of this map", REMEDY)
    return Days(found, found)


def _century(year: str) -> int:
    return int(year) + (2000 if int(year) < 69 else 1900)


def month_of(name: str) -> int | None:
    """Return the number of the month whose English name, or its first three or four letters, a word is; None for none."""
    lower = name.lower()
    return next((at for at, month in enumerate(_MONTHS, 1) if lower in {month, month[:3], month[:4]}), None)


def _month_number(text: str, name: str) -> int:
    number = month_of(name)
    if number is not None:
        return number
    raise DateError(text, f"names no month ({name})", REMEDY)
