"""Places that the rules leave out: sites by their sort alone, names behind any preposition, and what a heading names."""

import re
from collections.abc import Sequence

from muster.gazetteer import fold_name
from muster.ingest.article.blocks import Block, Role
from muster.ingest.article.clause import Clause
from muster.ingest.article.happening import is_seat
from muster.ingest.article.place_words import NAME, TAKES_PLACE
from muster.ingest.article.places import Named
from muster.ingest.article.reader import Read, Reader
from muster.ingest.article.scene import SITES
from muster.ingest.article.settle import Settled
from muster.ingest.article.spans import Span
from muster.vocabulary import GeoPrecision, PlaceRole

_SORTS = (
    rf"{SITES}|regions?|area|districts?|provinces?|air ?base|islands?|front|plateau|mountains|valley|temple|mines?|compound|range|training (?:ground|area)|peninsula|sectors?|sections?|zones?|shipyard|premises|barns?|dormitory|"
    r"buildings?|embassy|positions?|fort|outposts?|posts?|quay|mills?|refinery|silos?|sheds?|villas?|farms?|ranch|estate|ridge|heights|island|dam|power station|substation|dispensary|mission|seminary|pier|slipway|ferry|siding|yards?|lot"
)
_VERBS = r"controls?|holds?|held|occup(?:y|ies|ied)|guards?|guarding|guarded|took|takes?|seized?|left|leaves?|reached|entered|defends?|defended|abandoned|vacated|stormed|overran|patrols?|patrolled|hold(?:ing)?|crossed|blocked|blocks|surrounded|used?|uses|using"
_LOOSE = re.compile(
    rf"\b(?P<lead>in|at|on|near|inside|around|behind|across|along|outside|from|to|into|towards?|beside|off|through|over|up|before|{_VERBS})\s+(?P<text>(?:the|this|that|its|their|our|his)\s+(?:[\w-]+\s+){{0,2}}?(?:{_SORTS}))\b(?!\s+(?:of|in|at|near)\s+(?:the\s+)?[A-Z]|[’'])",
    re.IGNORECASE,
)
_LEAVING = frozenset({"from", "off", "left", "leaves", "leave", "abandoned", "vacated"})


def loose_places(clause: Clause) -> list[Named]:
    """Return the sites that a clause names by their sort alone: "the sugar factory", "controls the temple"."""
    found = []
    for match in _LOOSE.finditer(clause.text):
        span = Span(*match.span("text")).moved(clause.span.start)
        if any(span.overlaps(one.span) for one in clause.places):
            continue
        role = PlaceRole.ORIGIN if match["lead"].lower() in _LEAVING else PlaceRole.AT
        found.append(Named(match["text"], span, role, match["lead"].lower(), match["text"], edge=span.end))
    return found


_FAR = re.compile(
    r"\b(?:hours?|minutes?|kilomet\w+|km|miles?|days?|drive|walk|ride)\b[^,;.]{0,30}\bfrom\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""As in "three hours by mule from X": near it, and nobody left it."""
_TAKES = "|".join(TAKES_PLACE)
_LED = re.compile(
    rf"(?:^|[\s“\"(])(?:(?P<lead>in|at|near|around|outside|inside|of|from|to|into|towards?|opposite|over|past|through|on|behind|beyond|across|between|{_TAKES}|reinforces|defends|patrols|leaves|attacks|retakes|loses|masses)|(?P<pair>between) (?:the|this|that|here|our|his) ?(?:[\w-]+ ){{0,2}}?and)\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def wide_places(reader: Reader, clause: Clause, *, has_capitals: bool = False) -> list[Named]:
    """Return the names behind a preposition that the gazetteer has as a town, a site or a region of a country of the text."""
    found = []
    for match in NAME.finditer(clause.text):
        lead = _LED.search(clause.text[: match.start()])
        span = Span(*match.span()).moved(clause.span.start)
        if lead is None or any(span.overlaps(one.reach) for one in clause.read.speakers):
            continue
        if any(span.overlaps(force.span) for force in clause.forces) or _is_date(clause, span):
            continue
        name = re.sub(r"[’']s?$", "", match[0])
        named = Named(name, span, PlaceRole.AT, (lead["lead"] or lead["pair"]).lower(), name, edge=span.end)
        to = reader.context.settle(named)
        is_spoken = not reader.context.countries or to.country in reader.context.countries
        is_capital = fold_name(name) in reader.book.capitals and not has_capitals
        is_extent = to.precision is GeoPrecision.COUNTRY or is_capital
        if to.place_id and is_spoken and not is_extent:
            found.append(named)
    return found


def _is_date(clause: Clause, span: Span) -> bool:
    return any(span.overlaps(when.span) for when in clause.read.dates)


def hear_places(reader: Reader, read: Read) -> None:
    """Remember the places of a sentence, but those where somebody only speaks."""
    for place in read.places:
        if (
            is_seat(read, place)
            or (place.role is PlaceRole.ORIGIN and not _FAR.search(read.text[: place.span.start]))
            or fold_name(place.text) in reader.book.capitals
        ):
            continue
        to = reader.context.settle(place)
        if to.place_id and to.precision is not GeoPrecision.COUNTRY:
            reader.named.append((read.sentence.paragraph, to))


def places_of_heads(blocks: Sequence[Block], reader: Reader) -> dict[int, Settled]:
    """Return the place that the heading above each block names, where it names one town or region first."""
    found: dict[int, Settled] = {}
    last: Settled | None = None
    for i, block in enumerate(blocks):
        if block.role is Role.HEADING:
            last = _head_of(block.text, reader)
        elif last is not None and block.role is Role.BODY:
            found[i] = last
    return found


def _head_of(text: str, reader: Reader) -> Settled | None:
    for match in NAME.finditer(text):
        to = reader.context.settle(Named(match[0], Span(*match.span()), PlaceRole.AT, "in", match[0]))
        if to.place_id and to.precision is not GeoPrecision.COUNTRY:
            return to
    return None
