"""Whose the soldiers are of whom a sentence does not say it: those of the one foreign army that the text has there."""

import re
from collections.abc import Sequence
from dataclasses import replace

from muster.gazetteer import fold_name
from muster.ingest.article import demonyms
from muster.ingest.article.draft import Draft
from muster.ingest.article.forces import find_forces
from muster.ingest.article.reader import Reader
from muster.ingest.article.sentences import in_plain_case
from muster.vocabulary import CountUnit, PlaceRole

_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w’'-]*)(?:\s+[A-ZÀ-Þ][\w’'-]*){0,2}")
_OWN = re.compile(
    r"\b(?:government|national|local|state|joint|coalition|allied)\b|\bpolice\b|^\W*Army\b", re.IGNORECASE
)
"""Who is of the country itself, or of several."""
_SOMEBODYS = re.compile(r"\b(?:its|their|our|his|her|my|own|whose)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)


def by_context(reader: Reader, drafts: Sequence[Draft]) -> list[Draft]:
    """Fill in the origin of unnamed soldiers where the text tells of one country's alone in the country they are in."""
    told: dict[str, set[str]] = {}
    for draft in drafts:
        country = _country(reader, draft)
        if country and draft.troop_origin and draft.place_role is not PlaceRole.ORIGIN:
            told.setdefault(country, set()).add(draft.troop_origin)
    topics = {party.upper() for party in reader.topics}
    done = []
    for draft in drafts:
        country = _country(reader, draft)
        # Where the country's own soldiers are told of too, the unnamed ones may be these.
        theirs = told.get(country, set()) if country and not draft.troop_origin else set()
        if len(theirs) == 1 and theirs == topics - {country} and _may_be(reader, draft, {country, *theirs}):
            done.append(replace(draft, troop_origin=next(iter(theirs))))
        else:
            done.append(draft)
    return done


def _may_be(reader: Reader, draft: Draft, named: set[str]) -> bool:
    """Return whether a sentence has soldiers without an owner, and names no third country."""
    text = in_plain_case(draft.sentence)
    countries = reader.book.countries
    forces = find_forces(text, countries, reader.groups)
    if any(force.party or _SOMEBODYS.search(text[: force.noun.start]) for force in forces):
        return False
    if draft.count_unit not in {None, CountUnit.PEOPLE} or not forces or _OWN.search(text):
        return False
    peoples = {demonyms.country_of(one[0]) for one in demonyms.pattern().finditer(text)}
    return not (peoples | _countries_in(reader, text)) - named


def _countries_in(reader: Reader, text: str) -> set[str]:
    found = set()
    for name in _NAME.finditer(text):
        words = re.sub(r"[’']s?\b", "", name[0]).split()
        for start in range(len(words)):
            for end in range(start + 1, len(words) + 1):
                found.add(reader.book.countries.get(fold_name(" ".join(words[start:end])), ""))
    return found - {""}


def _country(reader: Reader, draft: Draft) -> str:
    """Return the country of a place; of one left open, the country of all that it could be; "" else."""
    ids = [draft.place_id] if draft.place_id else list(draft.candidates)
    places = reader.dataset.places
    found = {places[one].country if one in places else reader.context.country_of(one) for one in ids}
    return next(iter(found)) if len(found) == 1 else ""
