"""When: days, spans and open ends in a sentence, read against the publication and never against the clock."""

import re
from dataclasses import replace
from datetime import date, timedelta

from muster.ingest.article.date_shapes import Reader
from muster.ingest.article.date_words import readers
from muster.ingest.article.spans import Span, is_free
from muster.ingest.article.when import MONTH, OPEN, Anchor, Bearing, When, span_precision
from muster.vocabulary import DateBasis


def find_dates(text: str, anchor: Anchor) -> list[When]:
    """Return the dates of a sentence in its order, each word used once.

    Years are never taken from the clock: without a year in the text and without a publication day a date keeps its
    words and has no days. Durations ("for three weeks", "a year"), times of day and ages are no dates.
    """
    found: list[When] = []
    for pattern, read in readers():
        for match in pattern.finditer(text):
            span = Span(*match.span())
            if (
                _WHOSE.match(text, span.end)
                or _AGREED.search(text[: span.start])
                or not is_free(span, [when.span for when in found])
            ):
                continue
            when = read(match, anchor)
            if when is not None:
                found.append(when)
    found += [one for one in _days_before(text, found) if is_free(one.span, [when.span for when in found])]
    found = [_ahead_until(text, when, anchor) for when in found]
    return _joined(text, sorted((_led(text, when) for when in found), key=lambda when: when.span))


LOOKS_BACK_DAYS = 200
"""A paragraph that names a day so long before the publication tells of that time."""


def beside(when: When, dated: date | None, anchor: Anchor) -> When:
    """Return a date with the year of another that stands beside it, where its own year was only inferred."""
    if dated is None or anchor.day is None or (anchor.day - dated).days < LOOKS_BACK_DAYS:
        return when
    if (
        when.basis is not DateBasis.INFERRED
        or when.start is None
        or when.end is None
        or when.precision > MONTH
    ):
        return when
    years = [dated.year - 1, dated.year, dated.year + 1]
    moved = [
        (_in_year(when.start, year), _in_year(when.end, year + when.end.year - when.start.year))
        for year in years
    ]
    near = min(moved, key=lambda pair: abs((pair[0] - dated).days))
    return replace(when, start=near[0], end=near[1]) if near[1] <= anchor.day else when


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year) if (day.month, day.day) != (2, 29) else day.replace(year=year, day=28)


def _days_before(text: str, found: list[When]) -> list[When]:
    """Read "the previous evening" against the day that the sentence has told before."""
    days = []
    for match in _DAY_BEFORE.finditer(text):
        told = [
            when for when in found if when.span.end <= match.start() and when.precision == 1 and when.start
        ]
        if told and told[-1].start:
            day = told[-1].start - timedelta(days=1)
            days.append(When(day, day, 1, DateBasis.INFERRED, Span(*match.span())))
    return days


def _ahead_until(text: str, when: When, anchor: Anchor) -> When:
    """In "they are there until the autumn" the autumn is to come."""
    before = text[: when.span.start]
    if (
        anchor.is_ahead
        or not re.search(r"\b(?:until|till)\s+(?:the\s+)?$", before)
        or not _IS_SO.search(before)
    ):
        return when
    return next(
        (one for pattern, read in readers() for one in _at(text, pattern, read, anchor.ahead(), when)), when
    )


def _at(text: str, pattern: re.Pattern[str], read: Reader, anchor: Anchor, when: When) -> list[When]:
    found = (read(match, anchor) for match in pattern.finditer(text) if match.end() == when.span.end)
    return [one for one in found if one is not None]


def _are_next(text: str, last: When, when: When) -> bool:
    """As in "on Saturday and Sunday"."""
    return (
        last.bearing is when.bearing is Bearing.WHOLE
        and last.precision == when.precision == 1
        and last.end is not None
        and when.start is not None
        and 0 < (when.start - last.end).days <= NEXT_DAYS
        and re.fullmatch(r"\s*(?:and|,|and on|to|through)\s*", text[last.span.end : when.span.start])
        is not None
    )


def _are_ends(text: str, last: When, when: When) -> bool:
    """As in "from mid-January until 6 February"."""
    return (
        when.bearing is Bearing.UNTIL
        and last.start is not None
        and when.end is not None
        and last.start <= when.end
        and re.match(r"from\b|since\b|between\b", last.span.of(text), re.IGNORECASE) is not None
        and not text[last.span.end : when.span.start].strip()
    )


def _joined(text: str, found: list[When]) -> list[When]:
    """Take "from mid-January" and "until 6 February" for one span."""
    done: list[When] = []
    for when in found:
        last = done[-1] if done else None
        if (
            last is not None
            and last.start
            and when.end
            and (_are_next(text, last, when) or _are_ends(text, last, when))
        ):
            span = Span(last.span.start, when.span.end)
            done[-1] = When(last.start, when.end, span_precision(last.start, when.end), last.basis, span)
        else:
            done.append(when)
    return done


NEXT_DAYS = 3
"""Days between two that are told together: "on Saturday and Sunday"."""
_IS_SO = re.compile(
    r"\b(?:is|are|remains?|stays?|will|would|to|runs?|lasts?|continues?|due)\b", re.IGNORECASE
)
_AGREED = re.compile(
    r"\b(?:accord|agreement|deal|pact|truce|ceasefire|treaty|talks|summit|meeting|letter|resolution|decision|statement|document)s?\s+(?:[\w-]+\s+){0,2}?(?:(?:reached|signed|struck|held|agreed|adopted|brokered|sealed|concluded|made|passed|dated)\s+)?"
    r"(?:in\s+[A-Z][\w-]+\s+)?(?:of|on|from|in)\s+(?:the\s+)?$"
)
"""As in "a letter of 12 May": the day of a paper."""
_DAY_BEFORE = re.compile(
    r"\b(?:the previous (?:day|evening|night|afternoon|morning)|the (?:day|night|evening) before|a day earlier|the day earlier)\b",
    re.IGNORECASE,
)
_IMAGE_FROM = re.compile(
    r"\b(?:images?|imagery|photos?|photographs?|pictures?|footage|videos?|clips?|reports?|figures|data|records?)\s+$",
    re.IGNORECASE,
)
"""As in "pictures from September 8": of that day, and not since."""
_WHOSE = re.compile(
    r"[’']s\s+(?:[\w-]+\s+)?(?:election|vote|poll|summit|meeting|talks|coup|referendum|attack|raid|statement|report|announcement|speech|briefing|game|final|fighting|war|clash|truce|ceasefire|offensive|incursion|assault|violence|talks|conflict|crisis)\w*",
    re.IGNORECASE,
)
"""As in "ahead of Sunday's election": the day of something else."""
_FAR_LEAD = re.compile(
    r"\b(?P<word>since|before|until|after)\s+(?:(?:the|a|an|its|their)\s+)?(?:(?!in\b|on\b|at\b)[\w’'-]+\s+){1,5}?(?:of|on|in|at the end of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""As in "before the coup of July 26", "since the French left on December 14"."""


def _led(text: str, when: When) -> When:
    """Take the word before a date into it: "since", "by", "until" open one of its ends."""
    before = text[: when.span.start]
    if when.bearing is Bearing.WHOLE and (far := _FAR_LEAD.search(before)):
        # "Before the coup of July 26" is up to that day, at the most.
        word = "until" if far["word"].lower() == "before" else far["word"]
        before = f"{before[: far.start()]}{word} "
    lead = re.search(
        r"\b(since|as (?:late|recently) as|by(?: the end of)?|until|till|before|after|from|as of|(?:starting|beginning)(?: in| on)?|on|in|during|over|throughout|dated)\s+(?:the\s+|last\s+|at least\s+|about\s+|around\s+)?$",
        before,
        re.IGNORECASE,
    )
    if lead is None or when.bearing is not Bearing.WHOLE:
        return when
    span, word = Span(lead.start(), when.span.end), lead[1].lower()
    if word == "from" and _IMAGE_FROM.search(before[: lead.start()]):
        return replace(when, span=span)
    if word == "from" and re.search(r"\b(?:to|until)\b|[-–]", when.span.of(text)):
        return replace(when, span=span)
    if word in {"since", "from", "after", "as of"} or word.startswith(("starting", "beginning")):
        start = when.start if word != "after" or when.end is None else when.end + timedelta(days=1)
        return replace(when, start=start, end=None, precision=OPEN, span=span, bearing=Bearing.SINCE)
    if word.startswith(("by", "as late", "as recently")) or word in {"until", "till", "before"}:
        end = when.end if word != "before" or when.start is None else when.start - timedelta(days=1)
        return replace(when, start=None, end=end, precision=OPEN, span=span, bearing=Bearing.UNTIL)
    return replace(when, span=span)


__all__ = ["Anchor", "Bearing", "When", "beside", "find_dates", "span_precision"]
