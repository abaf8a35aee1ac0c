"""The curated places in front, the world behind: one index that answers as both do."""

import threading
from collections.abc import Iterable
from dataclasses import replace

from muster.gazetteer.index import TIERS, Match, NameFinder, NameIndex, first_of_each, index_of
from muster.gazetteer.world import World
from muster.model import Dataset, Place

KEPT_LAYERS = 4


class Layers:
    """A curated index before a world.

    A curated place stands in for the world's rows with its GeoNames id or its polygon: found by their names too, and
    with their population, but with all that the curated row says.
    """

    def __init__(self, curated: NameIndex, places: Iterable[Place], world: World) -> None:
        self._curated = curated
        self._world = world
        self._stands_for: dict[int, Place] = {}
        self._known: dict[str, tuple[int, bool]] = {}
        for place in places:
            numbers = world.numbers_of(geonames_id=place.geonames_id, geometry_id=place.geometry_id)
            self._stands_for.update(dict.fromkeys(numbers, place))
            people = max((world.population(number) for number in numbers), default=0)
            self._known[place.place_id] = people, any(world.is_capital(number) for number in numbers)

    @property
    def countries(self) -> frozenset[str]:
        return self._curated.countries | self._world.countries

    def named(self, text: str) -> list[Match]:
        return self._merged(self._curated.named(text), self._world.named(text))

    def formed(self, core: str) -> list[Match]:
        return self._merged(self._curated.formed(core), self._world.formed(core))

    def around(self, core: str) -> list[Match]:
        return self._merged(self._curated.around(core), self._world.around(core))

    def inside(self, text: str) -> list[Match]:
        return self._merged(self._curated.inside(text), self._world.inside(text))

    def alike(self, text: str) -> list[Match]:
        merged = self._merged(self._curated.alike(text), self._world.alike(text))
        return sorted(merged, key=lambda match: (-match.likeness, not match.is_curated))

    def names(self, match: Match) -> tuple[str, ...]:
        """Return all names of a match's place, of both rows where a curated place stands for one of the world."""
        behind = () if match.number is None else self._world.names_of(match.number)
        return (*self._curated.names(match), *behind)

    def _merged(self, curated: list[Match], world: list[Match]) -> list[Match]:
        front = [self._known_as(match) for match in curated]
        behind = [self._stood_for(match) for match in world]
        return first_of_each(sorted([*front, *behind], key=lambda match: TIERS.index(match.tier)))

    def _known_as(self, match: Match) -> Match:
        people, is_capital = self._known[match.place.place_id]
        return replace(match, population=people, is_capital=is_capital)

    def _stood_for(self, match: Match) -> Match:
        place = None if match.number is None else self._stands_for.get(match.number)
        return match if place is None else replace(match, place=place, is_curated=True)


def shadowed(dataset: Dataset, world: World) -> frozenset[int]:
    """Return the numbers of the places of the world that a place of the data set stands for."""
    places = dataset.places.values()
    found = (
        world.numbers_of(geonames_id=place.geonames_id, geometry_id=place.geometry_id) for place in places
    )
    return frozenset(number for numbers in found for number in numbers)


_layers: dict[tuple[str, str], Layers] = {}
_lock = threading.Lock()


def finder_of(dataset: Dataset, world: World | None) -> NameFinder:
    """Return the index of the data set's places, before the world if there is one; the last few are kept."""
    if world is None:
        return index_of(dataset)
    key = (dataset.version, str(world.folder))
    with _lock:
        layers = _layers.pop(key, None) or Layers(index_of(dataset), dataset.places.values(), world)
        _layers[key] = layers
        while len(_layers) > KEPT_LAYERS:
            _layers.pop(next(iter(_layers)))
        return layers
