"""The names of countries and of their capitals, by which a text speaks of them."""

from muster.gazetteer import fold_name
from muster.gazetteer.world import shipped_world
from muster.model import Dataset


def capitals_and_countries(dataset: Dataset) -> tuple[dict[str, str], dict[str, str]]:
    """Return folded names of capitals and of countries, each with the country's code."""
    world = shipped_world()
    countries: dict[str, str] = {}
    for place in dataset.places.values():
        if place.kind == "country":
            countries.update(
                {fold_name(name): place.country for name in (place.name, *(name for _, name in place.names))}
            )
    capitals: dict[str, str] = {}
    for name, code in world.capitals():
        capitals.setdefault(fold_name(name), code)
    for code in sorted(world.countries):
        number = world.number_of(f"country-{code.lower()}")
        if number is not None:
            for name in world.names_of(number):
                countries.setdefault(fold_name(name), code)
    return capitals, countries
