"""From a place in a sentence to one of the gazetteer, with the words that only point back: "the city", "the capital"."""

import re
from dataclasses import replace

from muster.ingest.article import demonyms
from muster.ingest.article.place_frames import HAS
from muster.ingest.article.places import Named, find_places, names_of
from muster.ingest.article.reader import Reader
from muster.ingest.article.settle import OPEN, Settled
from muster.ingest.article.spans import Span
from muster.vocabulary import PlaceBasis, PlaceKind, PlaceRole

TOWNS_END, AREAS_FROM = 3, 5
"""The codebook's geo precision: below the first a town or a site, below the second a division."""
_SUBJECT = re.compile(
    r"\W*(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)\s+(?:is|was|has|had|fell|lies|would|will)\b"
)
_CAPITAL = re.compile(
    r"(?:(?P<owner>[A-Z][\w-]+(?: [A-Z][\w-]+)?)[’']s|the|The|its|Its|their)(?: (?P<whose>[A-Z][\w-]+))? capital(?: city)?"
)
_AGAIN = re.compile(
    r"(?:the|this|that) (?:(?:port|border|garrison|coastal|mining|frontier|besieged) )?(?P<what>city|town|village|port|province|oblast|krai|region|district|department|island|governorate|county|camp|base|airbase|airfield|airstrip|airport|compound|barracks)",
    re.IGNORECASE,
)
_SITE_WORD = re.compile(
    r"\b(?:air ?)?(?P<what>base|camp|field|port|district|province|region|oblast|krai|island|county|governorate)$",
    re.IGNORECASE,
)
_SITE_AT = re.compile(
    r"\b(?P<what>base|camp|airbase|airfield|airstrip|airport|compound|barracks)\s+(?:at|in|near|outside|of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""As in "a base at X": that is where "the base" is."""
_SITES = frozenset({"camp", "base", "airbase", "airfield", "airstrip", "compound", "barracks"})
_EXTENTS = frozenset(
    {"province", "oblast", "krai", "region", "district", "department", "island", "governorate", "county"}
)


def settle_again(reader: Reader, place: Named, before: str) -> Settled:
    """Return the place that is meant; "the city" is the one that was named last."""
    if capital := _CAPITAL.fullmatch(place.text):
        return _capital(reader, capital["whose"] or capital["owner"] or "")
    if again := _AGAIN.fullmatch(place.text):
        meant = _named_last(reader, again["what"].lower(), before)
        reader.mentioned = meant if meant.place_id else reader.mentioned
        return meant
    to = reader.context.settle(place)
    if to.place_id and to.precision and int(to.precision) < TOWNS_END:
        reader.last_place = to.place_id
    elif (
        to.place_id
        and to.precision
        and int(to.precision) < AREAS_FROM
        and place.role is not PlaceRole.DESTINATION
    ):
        reader.last_extent = to.place_id
    if to.place_id or (place.text[:1].isupper() and not place.text.endswith(("border", "frontier"))):
        reader.last_named = to
    if site_at := _SITE_AT.search(before):
        reader.sites[site_at["what"].lower().removeprefix("air")] = to
    if named := _SITE_WORD.search(place.text):
        reader.sites[named["what"].lower()] = to
    return to


def _named_last(reader: Reader, what: str, before: str) -> Settled:
    """Return the region, the site or the town that was named last."""
    if what == "island" and reader.last_named is not None and reader.last_named.place_id is None:
        return OPEN
    if what in _EXTENTS:
        return _extent(reader, what)
    if (site := reader.sites.get(what.removeprefix("air"))) is not None:
        return replace(site, basis=PlaceBasis.INFERRED)
    if what in _SITES and reader.last_named is not None and reader.last_named.place_id is None:
        # It is where nobody knows, or where the report was filed.
        is_home = reader.scene is not None and reader.scene_paragraph < 0
        return replace(reader.scene, basis=PlaceBasis.INFERRED) if reader.scene and is_home else OPEN
    here = reader.scene if reader.scene_paragraph == reader.paragraph else None
    last = _town_in(reader, before) or _town_before(reader) or (here and here.place_id) or reader.last_place
    if last is None and reader.scene is not None:
        return replace(reader.scene, basis=PlaceBasis.INFERRED)
    return reader.context.again(last) if last else OPEN


def _extent(reader: Reader, what: str) -> Settled:
    if reader.home is not None and (own := _region_of(reader, reader.home, what)).place_id:
        return own
    if (named := reader.sites.get(what)) is not None and named.place_id:
        return replace(named, basis=PlaceBasis.INFERRED)
    only = set(reader.context.regions.values())
    extent = reader.last_extent or (only.pop() if len(only) == 1 and what != "island" else None)
    if extent:
        return reader.context.again(extent)
    return _region_of(reader, reader.scene, what) if reader.scene is not None else OPEN


def _region_of(reader: Reader, here: Settled, what: str) -> Settled:
    """Return the division in which the report is, for "the region" in a text that names none."""
    town = reader.context.spot(here.place_id or "")
    if town is None or not town.admin1 or what in {"island", "district", "county"}:
        return OPEN
    own = [
        one
        for one in reader.dataset.places.values()
        if one.kind is PlaceKind.REGION and one.admin1 == town.admin1
    ]
    return reader.context.again(own[0].place_id if own else f"adm-{town.admin1.lower()}")


def _capital(reader: Reader, whose: str) -> Settled:
    """Return the capital of whose it is said to be, else of the country in which most places of the text lie."""
    placed = [code for code, _ in reader.context.named_in.most_common(1)]
    spoken = [*placed, *(code for code, _ in reader.context.countries.most_common())]
    named = demonyms.country_of(whose) or reader.context.country_named(whose) if whose else ""
    code = named if whose else next(iter(spoken), "")
    return reader.context.capital_of(code)


def _town_in(reader: Reader, before: str) -> str | None:
    """Return the town that the sentence names last before: "Villagers in Samraong said they had come to the town"."""
    found = [
        one
        for one in find_places(before, names_of(reader.dataset))
        if one.lead not in {HAS, "from"}  # "from X reached the town": another one
    ]
    named = [reader.context.settle(one) for one in found]
    towns = [to.place_id for to in named if to.precision is not None and int(to.precision) < TOWNS_END]
    return towns[-1] if towns else None


def _town_before(reader: Reader) -> str | None:
    """Return the town that the sentence before begins with: "Bukavu was next. Residents saw them walk into the city"."""
    subject = _SUBJECT.match(reader.before)
    if subject is None:
        return None
    span = Span(*subject.span("name"))
    to = reader.context.settle(Named(subject["name"], span, PlaceRole.AT, "", subject["name"]))
    return to.place_id if to.precision is not None and int(to.precision) < TOWNS_END else None
