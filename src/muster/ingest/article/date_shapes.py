"""What every reader of dates gives: a date as written, with or without days."""

import re
from collections.abc import Callable
from datetime import date

from muster.ingest.article.spans import Span
from muster.ingest.article.when import (
    OPEN,
    Anchor,
    When,
    span_precision,
)
from muster.vocabulary import DateBasis


def made(
    match: re.Match[str], start: date | None, end: date | None, basis: DateBasis, precision: int = 0
) -> When:
    if not precision:
        precision = span_precision(start, end) if start and end else OPEN
    return When(start, end, precision, basis, Span(*match.span()))


def unread(match: re.Match[str]) -> When:
    return made(match, None, None, DateBasis.UNKNOWN, OPEN)


Reader = Callable[[re.Match[str], Anchor], When | None]
