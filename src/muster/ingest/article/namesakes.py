"""Of several places with one name, the one that nearly everybody means: by its people, or as it alone bears the name."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

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
BESIDE_M, FAR_M = 150_000.0, 250_000.0
"""Metres from another place of the text within which the one must lie, and beyond which its namesakes."""
LIKE_ENOUGH = 70
"""Per cent of letters that a spelling shares with the name: "Yonaguni" for Yonakuni is no by-name."""
CLEARLY = 3
"""Times as often as another must a country be named for a name that both have to be taken as in it."""
ALIKE, UNLIKE = 0.6, 0.1
"""The score of a name that is written nearly so, and that of all others, for the first to be meant."""
_SITE = re.compile(
    r"\s+(?:(?:international|military|naval|army|air) )*(?:airport|airfield|air ?base|base|camp|barracks|port|range|training ground|district|region|area|island|village|town|city)$",
    re.IGNORECASE,
)
_COMMON = re.compile(
    r"(?:[eoi]v(?:ka|o|e|a)|[eio]v?s(?:k|'k)(?:[aeio]y?e?|oye)|ino|yne|ets|iv)$", re.IGNORECASE
)
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
    alike = [one for one in found.candidates if one.score >= best > 0]
    people = {one.place_id: people_of(one) for one in alike}
    proper = [one for one in alike if one.country in spoken and fold_name(one.name) == fold_name(asked)]
    if found.place is not None or not proper or None in people.values():
        return None
    size = {key: many or 0 for key, many in people.items()}
    first, *others = sorted(proper, key=lambda one: -size[one.place_id])
    most = size[first.place_id]
    stands_out = not others or (
        most >= PEOPLE_OF_A_TOWN and most >= TIMES_LARGER * max(size[one.place_id] for one in others)
    )
    is_lesser = not near and any(many > most for many in size.values())
    return first if stands_out and not is_lesser and _is_near(first, near) else None


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


class Spoken(Protocol):
    """What a text has told: how often it names each country, and where the places lie that are known."""

    countries: Counter[str]
    spots: list[tuple[str, float, float]]


def choose(first: Resolution, tried: Sequence[Resolution], asked: str, spoken: Spoken) -> Resolution | None:
    """Return what is meant by a name that fits several places; `tried` has what it fits in each country of the text."""
    fitting = list({one.place.place_id: one for one in tried if one.place is not None}.values())
    # Where one bears the name and the others have it only as a by-name, it is that one.
    proper = [one for one in fitting if one.place and fold_name(one.place.name) == fold_name(asked)]
    if len(proper) == 1:
        return proper[0]
    is_open = first.place is None and asked[:1].isupper()
    if is_open and (beside := _beside_others(first, spoken)) is not None:
        return beside
    if is_open and not proper and (own := _named_so(tried, asked, spoken)) is not None:
        return own
    if fitting and (most := _most_spoken_of(fitting, spoken)) is not None:
        return most
    if is_open and (alike := _only_alike(tried, spoken)) is not None:
        return alike
    only = only_town(first, asked) if is_open else None
    return replace(first, status="resolved", place=only) if only else None


def _beside_others(first: Resolution, spoken: Spoken) -> Resolution | None:
    """Return the one that lies near another place of the text, where all its namesakes lie far from them all."""
    best = max((one.score for one in first.candidates), default=0.0)
    alike = [one for one in first.candidates if one.score >= best > 0]
    away = []
    for one in alike:
        if one.lat is None or one.lon is None or people_of(one) is None:
            return None
        near = [distance_m(one.lat, one.lon, lat, lon) for _, lat, lon in spoken.spots]
        away.append((min((metres for metres in near if metres > 0), default=0.0), one))
    away.sort(key=lambda pair: pair[0])
    if len(away) < 2 or not 0 < away[0][0] <= BESIDE_M or away[1][0] < FAR_M:
        return None
    return replace(first, status="resolved", place=away[0][1])


def _named_so(tried: Sequence[Resolution], asked: str, spoken: Spoken) -> Resolution | None:
    """Return the one place that bears the very name and stands out among those that do."""
    known = ((one, meant(one, asked, spoken.countries, spoken.spots)) for one in tried)
    return next((replace(one, status="resolved", place=place) for one, place in known if place), None)


def _only_alike(tried: Sequence[Resolution], spoken: Spoken) -> Resolution | None:
    """Return the one place of a country that the text speaks of whose name is nearly this: "Qamishli", Al Qāmishlī."""
    for one in tried:
        near, *others = one.candidates or (None,)
        if (
            near is not None
            and near.score >= ALIKE
            and near.country in spoken.countries
            and all(other.score <= UNLIKE for other in others if other is not None)
        ):
            return replace(one, status="resolved", place=near)
    return None


def _most_spoken_of(fitting: Sequence[Resolution], spoken: Spoken) -> Resolution | None:
    """Return the only one, or the one in a country that the text names `CLEARLY` times as often as the next."""
    if len(fitting) == 1:
        return fitting[0]
    times = sorted(
        ((spoken.countries[one.place.country], i) for i, one in enumerate(fitting) if one.place is not None),
        reverse=True,
    )
    (most, which), (next_most, _) = times[0], times[1]
    return fitting[which] if most >= CLEARLY * next_most else None
