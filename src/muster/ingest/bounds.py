"""What no row of the tables may hold: numbers, codes and texts out of their bounds, in words for a reviewer."""

from __future__ import annotations

import math
from collections.abc import Iterator

from muster.ingest.draft import Draft
from muster.ingest.places import kind_of_place
from muster.model import Place
from muster.tables.cells import CODE, CONTROL, COUNTRY
from muster.tables.checks import PRECISIONS
from muster.vocabulary import PlaceKind

MOST = 999_999_999_999
FARTHEST_M = 20_037_508
_NUMBERS = ("count_low", "count_best", "count_high")
_TEXTS = {
    "place_text": "the place as written",
    "summary": "what it says",
    "judgement": "the judgement",
    "originator": "who says so",
    "locator": "where it stands",
    "unasserted": "what it answers",
    "date_text": "the days as written",
    "count_text": "the number as written",
    "reported_on": "the day on which it was said",
}


def out_of_bounds(draft: Draft) -> Iterator[str]:
    """Yield what of a draft is no value of its field."""
    numbers = (value for name in _NUMBERS if (value := getattr(draft, name)) is not None)
    yield from (
        f"the number {value} is not between 0 and {MOST:,}" for value in numbers if not 0 <= value <= MOST
    )
    for value, last, what in (
        (draft.date_precision, 5, "how exact the days are"),
        (draft.credibility, 6, "the credibility"),
    ):
        if value is not None and not 1 <= value <= last:
            yield f"{what} is {value}; choose 1 to {last}"
    for code, what in (
        (draft.troop_origin, "whose troops they are"),
        (draft.country, "the country of the place"),
    ):
        if code and COUNTRY.fullmatch(code) is None:
            yield f"{what}, {code[:40]!r}, is no country code; write two capital letters, such as KP"
    if draft.statement_id and CODE.fullmatch(draft.statement_id) is None:
        yield f"the statement {draft.statement_id[:40]!r} is no id; use letters, digits and single hyphens"
    for name, words in _TEXTS.items():
        if CONTROL.search(getattr(draft, name)):
            yield f"{words} holds a control character; write it again"


def misplaced(draft: Draft, place: Place | None) -> Iterator[str]:
    """Yield what does not go together in where a draft is: its coordinate, its radius, how exact, and the place's kind.

    `place` is the place of the data set that it names, if it is one of that.
    """
    if draft.place_id:
        kind = place.kind if place is not None else kind_of_place(draft.place_id)
        named = draft.place_id
    elif draft.lat is None and draft.lon is None:
        return
    else:
        yield from _no_coordinate(draft)
        kind, named = PlaceKind.SITE, "a coordinate"
        if draft.geo_precision is not None and draft.geo_precision not in PRECISIONS[kind]:
            kind = (
                PlaceKind.DISTRICT
                if draft.geo_precision in PRECISIONS[PlaceKind.DISTRICT]
                else PlaceKind.AREA
            )
    if kind is not None and draft.geo_precision is not None and draft.geo_precision not in PRECISIONS[kind]:
        fitting = " or ".join(str(int(fit)) for fit in sorted(PRECISIONS[kind]))
        yield f"how exact the place is, {int(draft.geo_precision)}, does not fit {named}; choose {fitting}"


def _no_coordinate(draft: Draft) -> Iterator[str]:
    if draft.lat is None or draft.lon is None:
        yield "one half of the coordinate is blank; give both, or neither"
        return
    if draft.geo_precision is None:
        yield "how exact the coordinate is is open; choose 1, 2, 3, 5 or 7"
    if not (-90 <= draft.lat <= 90 and -180 <= draft.lon <= 180):
        yield f"the coordinate {draft.lat:g}, {draft.lon:g} lies off the Earth"
    if draft.radius_m is not None and not (
        math.isfinite(draft.radius_m) and 1 <= draft.radius_m <= FARTHEST_M
    ):
        yield f"the radius, {draft.radius_m:g} m, is none; write metres, at least 1"
