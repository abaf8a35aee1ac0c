"""The words that give a date, each with how it is read."""

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from muster.ingest.article import foreign_dates
from muster.ingest.article import relative_dates as relative
from muster.ingest.article.date_shapes import Reader, made, unread
from muster.ingest.article.spans import Span
from muster.ingest.article.when import (
    MONTH,
    OPEN,
    Anchor,
    When,
    month_span,
    nearest_day,
    safe_day,
    span_precision,
)
from muster.vocabulary import DateBasis

MONTHS = [
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

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)(?![a-z])"
)


_DAY = r"(?:(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d:.,]\d|\w))"

ORDINALS = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth",
    "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first",
]  # fmt: skip
_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
_YEAR = r"(?:(?:19|20)\d\d(?!\d))"


_TO = r"\s*(?:and|to|until|till|through|[-–—])\s*(?:the\s+)?"


@cache
def readers() -> list[tuple[re.Pattern[str], Reader]]:
    """Return the patterns in the order in which they are tried, each with what reads its matches."""
    flags = re.IGNORECASE
    table: list[tuple[str, Reader]] = [
        (rf"\b(?P<y>{_YEAR})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])\b", _iso),
        (
            rf"\b(?:the\s+)?(?:(?P<o>{_ORDINAL})\s+(?:and|to|until|through)\s+(?:the\s+)?)?(?P<o2>{_ORDINAL})\s+(?:day\s+)?of\s+(?P<m>{_MONTH})(?:,?\s+(?P<y>{_YEAR}))?",
            _spelt_days,
        ),
        (
            rf"\b(?P<w>{relative.WEEKDAY})\s+(?:of\s+)?last\s+week\b|\blast\s+week,?\s+on\s+(?P<w2>{relative.WEEKDAY})\b",
            relative.weekday_last_week,
        ),
        (
            rf"\b(?P<m>{_MONTH})\s+(?P<d>{_DAY}){_TO}(?:(?P<m2>{_MONTH})\s+)?(?P<d2>{_DAY})(?:,?\s+(?P<y>{_YEAR}))?",
            _days,
        ),
        (
            rf"\b(?P<d>{_DAY})(?:\s+(?P<m>{_MONTH}))?{_TO}(?P<d2>{_DAY})\s+(?:of\s+)?(?P<m2>{_MONTH})(?:,?\s+(?P<y>{_YEAR}))?",
            _days,
        ),
        (
            rf"\b(?P<m>{_MONTH})\s*(?:and|to|through|until|[-–])\s*(?P<m2>{_MONTH})(?:,?\s+(?P<y>{_YEAR}))?(?!\s*\d)",
            _months,
        ),
        (
            rf"\b(?:(?P<how>last|this|next|the)\s+|(?<=since ))?(?P<season>spring|summer|autumn|winter)\b(?:\s+(?:of\s+)?(?P<y>{_YEAR}))?",
            _season,
        ),
        (
            rf"\b(?P<how>last|this|next|the)\s+(?P<season>fall)\b(?!\s+of\s+(?!\d))(?:\s+(?:of\s+)?(?P<y>{_YEAR}))?",
            _season,
        ),
        (
            r"(?:(?<=\bin )|(?<=\bby )|(?<=\buntil )|(?<=\bfrom )|(?<=\bearly )|(?<=\blate ))(?P<how>)(?P<season>spring|summer|autumn|winter)(?P<y>)(?=\s*(?:[,.;:)]|$)|\s+(?:and|when|to|as|after|while)\b)",
            _season,
        ),
        (
            rf"\b(?:the )?week (?:of|beginning|starting|from) (?:Monday,? )?(?:(?P<d>{_DAY})\s+(?P<m>{_MONTH})|(?P<m2>{_MONTH})\s+(?P<d2>{_DAY}))(?:,?\s+(?P<y>{_YEAR}))?",
            _week_of,
        ),
        (rf"\b(?P<m>{_MONTH})\s+(?P<d>{_DAY})(?:,?\s+(?P<y>{_YEAR}))?", _days),
        (rf"\b(?P<d>{_DAY})\s+(?:of\s+)?(?P<m>{_MONTH})(?:,?\s+(?P<y>{_YEAR}))?", _days),
        (
            (
                rf"\b(?P<part>early|mid|late|the (?:beginning|start|middle|end) of|the (?:first|second|third|last|final) week of|the (?:first|last) two weeks of|the (?:first|opening|early|last|final|closing) days of|the first half of|the second half of)"
                rf"[\s-]+(?P<m>{_MONTH})(?:,?\s+(?P<y>{_YEAR}))?"
            ),
            _part_of_month,
        ),
        (
            rf"\b(?P<m>January|February|March|April|May|June|July|August|September|October|November|December)\s+(?P<y>{_YEAR})",
            _month,
        ),
        (
            rf"(?:\b(?:in|for|since|during|by|until|till|last|of|before|after|from|through|throughout|this|next|spent|all|late|early)\s+(?:the month of\s+)?)(?P<m>{_MONTH})\b(?!\s+\d)",
            _month,
        ),
        (
            rf"\b(?:an?|its|the|their|his|her)\s+(?P<m>{_MONTH})(?=\s+(?:report|statement|letter|assessment|study|survey|briefing|estimate|update|count|paper)\b)",
            _month,
        ),
        (
            rf"\b(?P<how>last|this|next|past|on|coming)?\s*(?<![\w-])(?P<w>{relative.WEEKDAY})s?(?:\s+(?:morning|afternoon|evening|night))?\b",
            relative.weekday,
        ),
        (
            r"\b(?P<w>the day before yesterday|today|tonight|yesterday|tomorrow|this (?:morning|afternoon|evening)|last night|the day before|overnight)\b",
            relative.named_day,
        ),
        (
            rf"\b(?P<n>{relative.N}|a few|several|a couple of)\s+(?P<u>hour|day|week|fortnight|month|year)s?\s+(?:ago|earlier|before)\b",
            relative.ago,
        ),
        (r"\b(?P<n>)(?P<u>day|week|month)s ago\b", relative.ago),
        (
            rf"\b(?:in|over|during|within|for|throughout)\s+(?:the\s+|these\s+)?(?:last|past|previous)\s+(?P<n>{relative.N})?\s*(?P<u>hour|day|week|fortnight|month|year)s?\b",
            relative.past_span,
        ),
        (
            r"\b(?P<how>earlier|early|later|late) in the (?P<u>week|month|year)\b(?P<which>)",
            relative.earlier,
        ),
        (
            r"(?<!by )(?<!before )(?<!until )(?<!till )(?<!towards )(?<!toward )(?<!since )\b(?P<part>early|mid|late|the (?:beginning|start|middle|end) of)[\s-]+(?P<how>last|this|next|the)\s+(?P<u>week|month|year)\b",
            relative.part,
        ),
        (
            rf"\b(?:the\s+)?(?P<nth>first|second|third|fourth|last|final)\s+(?P<u>quarter|half)\s+of\s+(?:(?P<y>{_YEAR})|(?P<how>this|last|next|the)\s+year)\b",
            relative.part_of_year,
        ),
        (
            rf"\b(?P<h>Christmas(?:\s+(?:Eve|Day))?|New\s+Year[’']s\s+(?:Eve|Day)|Boxing\s+Day)\b(?:,?\s+(?P<y>{_YEAR}))?",
            _holiday,
        ),
        (
            r"(?<=\bon )the (?P<d>[1-9]|[12]\d|3[01])(?:st|nd|rd|th)(?=\s*(?:[,.;)]|$)|\s+and\b)",
            _day_of_month,
        ),
        (
            r"\b(?:in|over|during|for|within)?\s*(?:the\s+)?(?:recent|past few|last few|past several)\s+(?P<u>day|week|month|year)s\b",
            relative.recent,
        ),
        (
            r"\b(?P<how>earlier|later)\s+(?P<which>this|last|next)\s+(?P<u>week|month|year)\b",
            relative.earlier,
        ),
        (
            r"\b(?P<how>last|this|next|the coming|the following)\s+(?P<u>week|weekend|month|year)\b|\b(?:at|over) the (?P<we>weekend)\b",
            relative.whole,
        ),
        (
            (
                r"\b(?:in|over|within|during)\s+(?:the\s+)?(?:coming|next|following)\s+(?:(?:few|several|two|three|four|five|six)\s+)?(?:day|week|month|year)s?\b"
                rf"|\bwithin\s+(?:a matter of\s+)?(?:hours|days|weeks|months)\b|\b(?:in|within)\s+{relative.N}\s+(?:day|week|month)s?[’']?\s+time\b"
            ),
            relative.ahead,
        ),
        (
            r"(?<=since )the (?:start|beginning|turn) of (?:the|this) (?P<u>week|month|year)\b|(?<=since )the (?P<ny>new year)\b",
            relative.from_the_start,
        ),
        (
            r"\bby (?P<we>the weekend)\b|\b(?:by|before|until|till|towards?) (?:the )?(?P<end>end of (?:(?:the|this|next) (?P<u>week|month|year)|(?P<of>[12]\d{3}\b))|year[’']?s?[- ]end)\b",
            relative.to_the_end,
        ),
        (
            r"\b(?:soon|imminently|shortly|in the near future|before long|any day now|in the future)\b",
            relative.ahead,
        ),
        (rf"\b(?P<part>early|mid|late)[\s-]+(?P<y>{_YEAR})(?![’']?s\b)", _part_of_year),
        (r"\b(?:(?:early|mid|late)[\s-]+)?(?P<y>(?:19|20)\d0)[’']?s\b", _decade),
        (
            rf"\b(?:in|since|during|of|by|until|from|early|late|mid)[\s-]+(?P<y>{_YEAR})(?:\s*(?:to|until|[-–])\s*(?P<y2>{_YEAR}))?(?!\s+\w*(?:troops|soldiers|men)\b)",
            _year,
        ),
        (rf"(?<![\d,.])(?P<y>{_YEAR})\s*[-–]\s*(?P<y2>{_YEAR})(?![\d,])", _year),
        (rf"(?<=\bthe )(?P<y>{_YEAR})\b(?=\s+[A-Z])", _year),
    ]
    compiled = [(re.compile(pattern, flags), read) for pattern, read in table]
    return [*compiled, *foreign_dates.readers()]


def month_number(word: str) -> int:
    """Return 1 to 12 for an English month, whole or cut short."""
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(word.lower().rstrip(".")[:3]))


def _iso(match: re.Match[str], anchor: Anchor) -> When | None:  # noqa: ARG001 - one shape for every reader
    start = safe_day(int(match["y"]), int(match["m"]), int(match["d"]))
    return made(match, start, start, DateBasis.STATED) if start else None


def _days(match: re.Match[str], anchor: Anchor) -> When | None:
    groups = match.groupdict()
    month = month_number(groups["m"] or groups["m2"] or "")
    first = int(re.sub(r"\D", "", groups["d"]))
    second, month2 = groups.get("d2"), groups.get("m2")
    last = int(re.sub(r"\D", "", second)) if second else first
    last_month = month_number(month2) if month2 else month
    return days(match, anchor, (month, first), (last_month, last), groups.get("y"))


def _spelt_days(match: re.Match[str], anchor: Anchor) -> When | None:
    """Return "the fourth of March", "between the third and the fifth of March"."""
    month = month_number(match["m"])
    last = ORDINALS.index(match["o2"].lower()) + 1
    first = ORDINALS.index(match["o"].lower()) + 1 if match["o"] else last
    return days(match, anchor, (month, first), (month, last), match["y"])


def _week_of(match: re.Match[str], anchor: Anchor) -> When | None:
    """Return the seven days from the one that is given: "the week of 9 June"."""
    month, day = month_number(match["m"] or match["m2"]), int(re.sub(r"\D", "", match["d"] or match["d2"]))
    start = safe_day(int(match["y"]), month, day) if match["y"] else nearest_day(month, day, anchor)
    if start is None:
        return unread(match)
    return made(match, start, start + timedelta(days=6), _basis(match))


def days(
    match: re.Match[str], anchor: Anchor, first: tuple[int, int], last: tuple[int, int], year: str | None
) -> When | None:
    """Return the days from one (month, day) to another; the year as given, else as the publication has it."""
    if year:
        end = safe_day(int(year), *last)
        start = safe_day(int(year), *first)
        basis = DateBasis.STATED
    else:
        start = nearest_day(*first, anchor)
        if start is None and anchor.day is None:
            return unread(match) if safe_day(2024, *first) else None
        end = safe_day(start.year, *last) if start else None
        basis = DateBasis.INFERRED
    if start and end and end < start:
        start = safe_day(start.year - 1, *first) if first > last else None
    if start is None or end is None:
        return None
    return made(match, start, end, basis)


def _year_of_month(match: re.Match[str], anchor: Anchor, month: int) -> int | None:
    if match.groupdict().get("y"):
        return int(match["y"])
    first = nearest_day(month, 1, anchor)
    return first.year if first else None


def _part_of_month(match: re.Match[str], anchor: Anchor) -> When | None:
    month = month_number(match["m"])
    year = _year_of_month(match, anchor, month)
    if year is None:
        return unread(match)
    first, last = month_span(year, month)
    part = match["part"].lower()
    part = re.sub(r"\b(?:final|closing)\b", "last", re.sub(r"\b(?:opening|early(?= days))\b", "first", part))
    named = (
        "first two weeks", "last two weeks", "first week", "second week", "third week", "last week", "first half", "second half", "first days", "last days",
    )  # fmt: skip
    key = next((name for name in named if name in part), part)
    days_of = {
        "first two weeks": (1, 14),
        "last two weeks": (last.day - 13, last.day),
        "second week": (8, 14),
        "third week": (15, 21),
        "first days": (1, 7),
        "last days": (last.day - 6, last.day),
        "first week": (1, 7),
        "last week": (last.day - 6, last.day),
        "first half": (1, 15),
        "second half": (16, last.day),
        "early": (1, 10),
        "the beginning of": (1, 10),
        "the start of": (1, 10),
        "mid": (11, 20),
        "the middle of": (11, 20),
        "late": (21, last.day),
        "the end of": (21, last.day),
    }
    low, high = days_of[key]
    start, end = first.replace(day=low), first.replace(day=high)
    return made(match, start, end, _basis(match), span_precision(start, end))


def _basis(match: re.Match[str]) -> DateBasis:
    return DateBasis.STATED if match.groupdict().get("y") else DateBasis.INFERRED


def _month(match: re.Match[str], anchor: Anchor) -> When | None:
    if match["m"] in {"may", "march", "mar"}:  # the verbs
        return None
    month = month_number(match["m"])
    if match[0].lower().startswith(("last", "since")):
        anchor = replace(anchor, is_ahead=False)
    year = _year_of_month(match, anchor, month)
    if year is None:
        return unread(match)
    if (
        re.search(r"\blast\s+$", match.string[: match.start("m")])
        and anchor.day
        and (year, month) == (anchor.day.year, anchor.day.month)
    ):
        year -= 1  # "last February" in February
    start, end = month_span(year, month)
    # The preposition belongs to `_led`, which reads "since" and "by".
    at = Span(match.start("m"), match.end())
    return replace(made(match, start, end, _basis(match), MONTH), span=at)


def _months(match: re.Match[str], anchor: Anchor) -> When | None:
    first, last = month_number(match["m"]), month_number(match["m2"])
    year = int(match["y"]) if match["y"] else None
    end_first = safe_day(year, last, 1) if year else nearest_day(last, 1, anchor)
    if end_first is None:
        return unread(match)
    start = date(end_first.year - (first > last), first, 1)
    return made(
        match, start, month_span(end_first.year, last)[1], _basis(match), OPEN if first != last else MONTH
    )


SEASON_DAYS = 92
"""A season of which the publication is a day is not the last one."""
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_WHEN_IN = re.compile(r"\b(?:in|by|since|until|during|from|this)\s+$", re.IGNORECASE)
_HOLIDAYS = {"christmas eve": (12, 24), "new year’s eve": (12, 31), "new year’s day": (1, 1), "boxing day": (12, 26)}  # fmt: skip


def _holiday(match: re.Match[str], anchor: Anchor) -> When | None:
    name = " ".join(match["h"].lower().replace("'", "’").split())
    month, day = _HOLIDAYS.get(name, (12, 25))
    return days(match, anchor, (month, day), (month, day), match["y"])


def _day_of_month(match: re.Match[str], anchor: Anchor) -> When | None:
    """Read "on the 14th": the last such day, or the next where the text looks ahead."""
    if anchor.latest is None:
        return unread(match)
    base = anchor.latest
    months = [base.year * 12 + base.month - 1 + shift for shift in (-1, 0, 1)]
    known = [one for m in months if (one := safe_day(m // 12, m % 12 + 1, int(match["d"])))]
    fitting = [one for one in known if (one >= base if anchor.is_ahead else one <= base)]
    day = (fitting[0] if anchor.is_ahead else fitting[-1]) if fitting else None
    return made(match, day, day, DateBasis.INFERRED) if day else unread(match)


def _season(match: re.Match[str], anchor: Anchor) -> When | None:
    """Return three months of the northern year, the last such season or the one of the year that is given."""
    how = (match["how"] or "").lower()
    before = match.string[: match.start()]
    if not how and not match["y"] and not re.search(r"\b(?:since|in|by|until|from|early|late) $", before):
        return None
    if how == "the" and match["season"].lower() == "fall" and not _WHEN_IN.search(before):
        return None  # "the fall" of a town
    month = _SEASONS[match["season"].lower()]
    first = safe_day(int(match["y"]), month, 1) if match["y"] else nearest_day(month, 1, anchor)
    if first is None:
        return unread(match)
    if how == "last" and anchor.latest and (anchor.latest - first).days < SEASON_DAYS:
        first = first.replace(year=first.year - 1)
    last = first.month + 2
    _, end = month_span(first.year + (last > 12), last - 12 if last > 12 else last)
    return made(match, first, end, _basis(match), OPEN)


_PARTS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}


def _part_of_year(match: re.Match[str], anchor: Anchor) -> When | None:  # noqa: ARG001 - one shape for every reader
    first, last = _PARTS[match["part"].lower()]
    year = int(match["y"])
    return made(match, date(year, first, 1), month_span(year, last)[1], DateBasis.STATED, OPEN)


def _decade(match: re.Match[str], anchor: Anchor) -> When | None:  # noqa: ARG001 - one shape for every reader
    year = int(match["y"])
    return made(match, date(year, 1, 1), date(year + 9, 12, 31), DateBasis.STATED, OPEN)


def _year(match: re.Match[str], anchor: Anchor) -> When | None:  # noqa: ARG001 - one shape for every reader
    year = int(match["y"])
    last = int(match.groupdict().get("y2") or year)
    if last < year:
        return None
    at = Span(match.start("y"), match.end())
    return replace(made(match, date(year, 1, 1), date(last, 12, 31), DateBasis.STATED, OPEN), span=at)
