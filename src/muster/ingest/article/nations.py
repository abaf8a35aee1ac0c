"""The names of countries and of their capitals, by which a text speaks of them."""

from functools import cache

from muster.gazetteer import fold_name
from muster.gazetteer.world import shipped_world
from muster.model import Dataset


def capitals_and_countries(dataset: Dataset) -> tuple[dict[str, str], dict[str, str]]:
    """Return folded names of capitals and of countries, each with the country's code."""
    countries: dict[str, str] = {}
    for place in dataset.places.values():
        if place.kind == "country":
            countries.update(
                {fold_name(name): place.country for name in (place.name, *(name for _, name in place.names))}
            )
    capitals, of_world = _of_world()
    for name, code in of_world.items():
        countries.setdefault(name, code)
    return dict(capitals), countries


def is_nation(name: str) -> bool:
    """Whether a name is a country's or its capital's, by which a text tells of a government."""
    folded = fold_name(name)
    return any(folded in names for names in _of_world())


@cache
def _of_world() -> tuple[dict[str, str], dict[str, str]]:
    world = shipped_world()
    capitals: dict[str, str] = {}
    for name, code in world.capitals():
        capitals.setdefault(fold_name(name), code)
    countries: dict[str, str] = {}
    for code in sorted(world.countries):
        number = world.number_of(f"country-{code.lower()}")
        if number is not None:
            for name in world.names_of(number):
                countries.setdefault(fold_name(name), code)
    return capitals, countries
