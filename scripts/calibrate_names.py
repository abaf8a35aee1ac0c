"""Measure how often a fit is right, for muster.gazetteer.score: names drawn by chance and written as reporters write.

No labelled name is used. Places of the world are drawn with a chance that grows with their population (mentions do too),
one in four from Russia, Ukraine and Korea; each is written by its own or another name, in capitals, or misspelt, a division
with a word for its kind; with a country, a division, a place nearby, or nothing beside it. One in ten is made up and has no
right answer; for the others what is found at another place is wrong. Prints, for each step of the fit, how many there were,
how many were right, and the line through them that never falls (pool adjacent violators). The seed is fixed.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from bench_gazetteer import misspelt

from muster import paths
from muster.gazetteer import resolve as resolving
from muster.gazetteer.fit import Fit
from muster.gazetteer.hints import apart_m
from muster.gazetteer.homonyms import tied
from muster.gazetteer.world import World, shipped_world
from muster.model import Place
from muster.tables import load
from muster.vocabulary import PlaceKind

SEED = 7
THEATRE = frozenset({"RU", "UA", "KP", "KR"})
SAME_M = 10_000
NOWHERE = Place(
    place_id="",
    name="",
    names=(),
    kind=PlaceKind.AREA,
    country="",
    de_facto="",
    admin1="",
    lat=None,
    lon=None,
    radius_m=None,
    radius_basis="",
    geometry_id=None,
    geonames_id="",
    wikidata_id="",
    coordinate_basis="",
    note="",
)
MENTIONS = 0.8
"""Mentions grow with population to this power."""
INVENTED = 0.1
"""The share of names that are of no place in the gazetteer: hamlets, misreadings, words that are none."""
Counts = dict[float, list[int]]


def draw(world: World, chance: random.Random, draws: int) -> Iterable[tuple[Place, str, dict[str, object]]]:
    """Yield a place, the words for it and its hints."""
    places = list(world)
    people = np.array([world.population(number) for number in range(len(places))], dtype=float)
    towns = [i for i, place in enumerate(places) if place.lat is not None]
    home = [i for i in towns if places[i].country in THEATRE]
    regions = [i for i, place in enumerate(places) if place.kind == "region"]
    big = [i for i in towns if people[i] >= 200_000]
    for _ in range(draws):
        pool = regions if chance.random() < 0.15 else home if chance.random() < 0.25 else towns
        weights = (people[pool] + 300) ** MENTIONS
        place = places[chance.choices(pool, weights)[0]]
        if chance.random() < INVENTED:
            yield NOWHERE, invent(place, places[chance.choice(towns)]), {}
            continue
        yield place, write(place, chance), hints(place, chance, [places[i] for i in chance.sample(big, 200)])


def invent(one: Place, other: Place) -> str:
    """Return a name that no place has, or hardly any: the head of one and the tail of another."""
    return one.name[: (len(one.name) + 1) // 2] + other.name[len(other.name) // 2 :].lower()


def write(place: Place, chance: random.Random) -> str:
    """Return the place's name as somebody might write it."""
    name = place.name
    dice = chance.random()
    if place.kind == "region":
        given = [name for language, name in place.names if language in {"en", "ru", "uk", "ko"}] or [name]
        return name if dice < 0.4 else chance.choice(given)
    if dice < 0.3 and place.names:
        name = chance.choice(place.names)[1]
    elif dice < 0.4 and len(name) > 4:
        return misspelt(name, chance)
    return name.upper() if dice > 0.9 else f"near {name}" if dice > 0.87 else name


def hints(place: Place, chance: random.Random, others: list[Place]) -> dict[str, object]:
    """Return none, or the country, the country and the division, or the nearest of some large places within 500 km."""
    dice = chance.random()
    if dice < 0.35:
        return {}
    if dice < 0.65:
        return {"country": place.country}
    if dice < 0.8:
        return {"country": place.country, "admin1": place.admin1 or None}
    near = [(metres, other.name) for other in others if (metres := apart_m(place, other)) is not None]
    near = [pair for pair in near if 1_000 < pair[0] < 500_000]
    return {"near": (min(near)[1],)} if near else {}


def is_it(place: Place, fit: Fit) -> bool:
    if place is NOWHERE:
        return False
    metres = apart_m(place, fit.place)
    return place.place_id == fit.place.place_id or (metres is not None and metres <= SAME_M)


def never_falling(counts: Counts) -> list[tuple[float, float, int]]:
    """Return (fit, share right, how many), neighbours pooled until the share never falls."""
    pools: list[list[float]] = []
    for fit in sorted(counts):
        right, total = counts[fit]
        pools.append([fit * total, right, total])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] > pools[-1][1] / pools[-1][2]:
            last = pools.pop()
            pools[-1] = [sum(pair) for pair in zip(pools[-1], last, strict=True)]
    return [(fits / total, right / total, int(total)) for fits, right, total in pools]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=6_000)
    given = parser.parse_args()
    chance = random.Random(SEED)
    dataset = load(paths.REPOSITORY)
    seen: list[list[Fit]] = []
    decide = resolving._decide  # noqa: SLF001 - the fits are looked at just before they become scores

    def watch(query: str, fits: list[Fit], notes: tuple[str, ...]) -> object:
        seen.append(resolving.levelled(fits))
        return decide(query, fits, notes)

    resolving._decide = watch  # type: ignore[assignment]  # noqa: SLF001
    first: Counts = defaultdict(lambda: [0, 0])
    behind: Counts = defaultdict(lambda: [0, 0])
    for place, words, beside in draw(shipped_world(), chance, given.draws):
        resolving.resolve_name(dataset, words, **beside)  # type: ignore[arg-type]
        fits = seen.pop()
        equal = max(len(tied(fits)), 1)
        if not fits:
            continue
        step = first[round(fits[0].value, 2)]
        step[0] += any(is_it(place, fit) for fit in fits[:equal])
        step[1] += 1
        for fit in fits[equal : resolving.MOST_CANDIDATES]:
            step = behind[round(fit.value, 2)]
            step[0] += is_it(place, fit)
            step[1] += 1
    for title, counts in (("first", first), ("behind", behind)):
        print(title)
        for fit, right, total in never_falling(counts):
            print(f"  ({fit:.2f}, {right:.3f}),  # {total}")


if __name__ == "__main__":
    main()
