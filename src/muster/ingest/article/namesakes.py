"""Of several places with one name, the one that nearly everybody means: by its people, or as it alone bears the name."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from muster.gazetteer import Resolution, fold_name
from muster.gazetteer.resolution import Candidate
from muster.gazetteer.world import shipped_world
from muster.geo.measure import distance_m

LEAST_SCORE = 0.1
PEOPLE_OF_A_CITY = 20_000
PEOPLE_OF_A_TOWN = 4_000
TIMES_LARGER, TIMES_LARGER_THAN_FOUND = 8, 20
"""How many times as many people as each namesake has the one that is meant."""
WITHIN_M = 600_000.0
"""Metres from some other place of the text within which it must lie, where the text names others."""
LIKE_ENOUGH = 70
"""Per cent of letters that a spelling shares with the name: "Yonaguni" for Yonakuni is no by-name."""
_SITE = re.compile(
    r"\s+(?:(?:international|military|naval|army|air) )*(?:airport|airfield|air ?base|base|camp|barracks|port|range|training ground|district|region|area|island|village|town|city)$",
    re.IGNORECASE,
)
_COMMON = re.compile(r"(?:[eoi]v(?:ka|o|e|a)|[eio]v?s(?:k|'k)(?:[aeio]y?e?|oye)|ino|yne|ets|iv)$", re.IGNORECASE)
"""The endings of the villages of which there are dozens."""


def bare_name(written: str) -> str:
    """Return a name without the sort of site behind it: "Tessalit" of "Tessalit airfield"."""
    return _SITE.sub("", written)


def is_spelling_of(written: str, name: str) -> bool:
    """Return whether words are a name in another spelling."""
    return fuzz.ratio(fold_name(written), fold_name(name)) >= LIKE_ENOUGH


def is_common(written: str) -> bool:
    """Return whether a name is built as those of many villages are."""
    return bool(_COMMON.search(written))


def people_of(place: Candidate) -> int | None:
    """Return how many live there; None for a place of the data set, of which that is not known."""
    number = shipped_world().number_of(place.place_id)
    return None if number is None else shipped_world().population(number)


def meant(
    found: Resolution, asked: str, countries: Iterable[str], spots: Iterable[tuple[str, float, float]]
) -> Candidate | None:
    """Return the one of several namesakes that is meant in a text about these countries; None where none stands out."""
    spoken, near = set(countries), list(spots)
    best = max((one.score for one in found.candidates), default=0.0)
    alike = [one for one in found.candidates if one.score >= best]
    equal = [one for one in alike if one.country in spoken]
    if found.place is not None or best <= 0 or not equal:
        return None
    people = {one.place_id: people_of(one) for one in equal}
    if None in people.values():
        return None
    proper = [one for one in equal if fold_name(one.name) == fold_name(asked)]
    first, *others = sorted(proper, key=lambda one: -(people[one.place_id] or 0)) or [None]
    if first is None or not _is_near(first, near):
        return None
    most = people[first.place_id] or 0
    if not near and any((people_of(one) or 0) > most for one in alike):
        return None
    if others and most < PEOPLE_OF_A_TOWN:
        return None
    return first if all(most >= TIMES_LARGER * (people[one.place_id] or 0) for one in others if one) else None


def only_town(found: Resolution, asked: str) -> Candidate | None:
    """Return the one place of the world that bears a name, where it is a city: wherever the text is, it means that."""
    likely = [one for one in found.candidates if one.score >= LEAST_SCORE]
    if len(likely) != 1 or fold_name(likely[0].name) != fold_name(asked):
        return None
    return likely[0] if (people_of(likely[0]) or 0) >= PEOPLE_OF_A_CITY else None


def larger(found: Resolution, spots: Iterable[tuple[str, float, float]]) -> Candidate | None:
    """Return the town that is meant where a hamlet of the same name was found: it has many times its people."""
    hamlet = found.place
    mine = people_of(hamlet) if hamlet is not None and hamlet.kind == "village" else None
    if hamlet is None or mine is None:
        return None
    near = list(spots)
    alike = [
        one
        for one in found.candidates
        if one.country == hamlet.country
        and fold_name(one.name) == fold_name(hamlet.name)
        and (people_of(one) or 0) >= max(PEOPLE_OF_A_TOWN, TIMES_LARGER_THAN_FOUND * mine)
        and _is_near(one, near)
    ]
    return max(alike, key=lambda one: people_of(one) or 0, default=None)


def _is_near(place: Candidate, spots: Iterable[tuple[str, float, float]]) -> bool:
    known = list(spots)
    if not known or place.lat is None or place.lon is None:
        return not known
    return any(distance_m(place.lat, place.lon, lat, lon) <= WITHIN_M for _, lat, lon in known)
