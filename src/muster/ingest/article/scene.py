"""Where a report is: the town that it is filed from or told of last, for "in the school" and "here"."""

import re
from collections.abc import Sequence

from muster.gazetteer import fold_name
from muster.ingest.article.blocks import Block, Role
from muster.ingest.article.place_words import NAME
from muster.ingest.article.places import Named
from muster.ingest.article.reader import Read, Reader
from muster.ingest.article.settle import Settled
from muster.ingest.article.spans import Span
from muster.vocabulary import GeoPrecision, PlaceRole

FIRST_BLOCKS = 7
_TOWN = r"[A-ZÀ-ÞŠŽČĆŁŚ][\w’'-]+(?:[ -][A-ZÀ-ÞŠŽČĆŁŚ][\w’'-]+){0,2}"
_DAY = r"(?:\d{1,2}\s+[A-Z]|[A-Z][a-z]{2,8}\.?\s+\d|[A-Z][a-z]+day\b)"
_FILED = (
    re.compile(
        rf"^(?:By|Report by|Words by|Text by|Story by)?\s*{_TOWN}(?:,| and [^,]+)? in (?P<town>{_TOWN})(?:,|$)"
    ),
    re.compile(rf"^(?P<town>{_TOWN}),\s+(?:{_TOWN},\s+)?{_DAY}"),
    re.compile(rf"^[^.]{{3,60}}\((?P<town>{_TOWN})\),?\s+{_DAY}"),
)
SITES = (
    r"schools?|dormitor(?:y|ies)|gym|halls?|factor(?:y|ies)|plant|mill|warehouses?|hospital|ward|clinic|sanatorium|hotel|guest ?house|hostel|church|monastery|mosque|market|station|square|bridge|"
    r"checkpoints?|post|roadblock|camps?|barracks|base|garrison|airfield|airport|airstrip|runway|port|harbou?r|docks?|quay|pier|jetty|beach|stadium|showgrounds?|football pitch|playground|street|"
    r"bakery|shop|restaurant|bar|kitchen|houses?|yard|courtyard|gates?|fields?|orchards?|woods|forests?|hills?|cemetery|village|town|city|neighbou?rhood|suburb|outskirts|town hall|hangars?|tents?|trench(?:es)?|depot|college|university|library|museum|bus|trains?|crossing|customs post|police station|prison|frontier"
)
HERE = re.compile(
    rf"\b(?:in|at|near|on|to|into|from|behind|outside|inside|past|by|around|beside|through|along|across|above|below|opposite)\s+(?:the|its|their|our|his|her|an?|this|that|what is left of the)\s+(?:[\w-]+\s){{0,3}}?(?:{SITES})\b(?!\s+(?:in|at|of|near)\s+(?:the\s+)?[A-Z])|\b(?:here|next door|over there)\b(?!\s+(?:is|are|was|were)\b)",
    re.IGNORECASE,
)
"""A site without a name: where the report is."""


def home_of(blocks: Sequence[Block], reader: Reader) -> Settled | None:
    """Return the town that a text is filed from; none for a capital, where wires are filed whatever they tell of."""
    for block in blocks[:FIRST_BLOCKS]:
        for pattern in _FILED if block.role is not Role.TITLE else ():
            told = pattern.match(block.text)
            if told is None or fold_name(told["town"]) in reader.book.capitals:
                continue
            span = Span(*told.span("town"))
            to = reader.context.settle(
                Named(told["town"].title(), span, PlaceRole.AT, "in", told["town"].title())
            )
            if _is_town(to):
                return to
    return None


def look_around(reader: Reader, read: Read) -> None:
    """Take the town that a sentence names, wherever its name stands, as where the report is now."""
    for role in (PlaceRole.AT, PlaceRole.DESTINATION):
        for place in read.places:
            if place.role is role and _is_town(to := reader.context.settle(place)):
                reader.scene, reader.scene_paragraph = to, read.sentence.paragraph
                return
    if read.sentence.role is not Role.BODY:
        return
    for match in NAME.finditer(read.text):
        name = re.sub(r"[’']s?$", "", match[0])
        is_left = any(one.lead == "from" and one.span.overlaps(Span(*match.span())) for one in read.places)
        if not is_left and name in reader.context.names and fold_name(name) not in reader.book.capitals:
            to = reader.context.settle(Named(name, Span(*match.span()), PlaceRole.AT, "in", name))
            if _is_town(to):
                reader.scene, reader.scene_paragraph = to, read.sentence.paragraph
                return


def mentioned_in(reader: Reader, read: Read) -> Settled | None:
    """Return the place that a sentence names last, one where something is before one that is left; none where it names none."""
    named = [
        (place, reader.context.settle(place))
        for place in reversed(read.places)
        if place.lead != "for" and not re.search(r"\b(?:border|frontier)\b", place.text)
    ]
    known = [(place, to) for place, to in named if to.place_id or place.text[:1].isupper()]
    stays = [to for place, to in known if place.role is not PlaceRole.ORIGIN]
    return next(iter([*stays, *(to for _, to in known)]), None)


def _is_town(to: Settled) -> bool:
    return bool(to.place_id) and to.precision in {GeoPrecision.SITE, GeoPrecision.TOWN}
