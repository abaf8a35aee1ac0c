"""Days written in Russian, Ukrainian and Korean: found here, read by dateparser against the publication."""

import re
from collections.abc import Callable
from datetime import datetime, time
from functools import cache

from muster.ingest.article.spans import Span
from muster.ingest.article.when import Anchor, When
from muster.vocabulary import DateBasis

_CYRILLIC = (
    r"(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр|"
    r"січн|лют|берез|квіт|трав|черв|лип|серп|верес|жовт|листопад|груд)\w*"
)
_SLAVIC_DAY = re.compile(
    rf"\b(?:0?[1-9]|[12]\d|3[01])\s+{_CYRILLIC}(?:\s+(?P<y>(?:19|20)\d\d))?", re.IGNORECASE
)
_KOREAN_DAY = re.compile(r"(?:(?P<y>(?:19|20)\d\d)년\s*)?\d{1,2}월\s*\d{1,2}일")
LANGUAGES = ["ru", "uk", "ko"]

Reader = Callable[[re.Match[str], Anchor], When | None]


def readers() -> list[tuple[re.Pattern[str], Reader]]:
    return [(_SLAVIC_DAY, _read), (_KOREAN_DAY, _read)]


def _read(match: re.Match[str], anchor: Anchor) -> When | None:
    span = Span(*match.span())
    if anchor.day is None and match["y"] is None:
        return When(None, None, 5, DateBasis.UNKNOWN, span)
    base = datetime.combine(anchor.day, time()) if anchor.day else datetime(int(match["y"]), 1, 1)  # noqa: DTZ001 - days only
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past", "STRICT_PARSING": False}
    read = _parser()(match[0], languages=LANGUAGES, settings=settings)
    if read is None:
        return None
    day = read.date()
    return When(day, day, 1, DateBasis.STATED if match["y"] else DateBasis.INFERRED, span)


@cache
def _parser() -> Callable[..., datetime | None]:
    from dateparser import parse  # noqa: PLC0415 - it takes half a second to import, and English needs none of it

    return parse  # type: ignore[no-any-return]
