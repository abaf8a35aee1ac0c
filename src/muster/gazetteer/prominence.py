"""Which of several places of one name is meant when nothing else tells: the one that nearly everybody means."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from muster.model import Place

DOMINANT_PEOPLE = 50_000
"""Below this, which makes a city here, no place is taken for being the larger: two villages or towns are never told
apart by their people."""
ASKED_PEOPLE = 20_000
"""The same where a country or a division is given that all of them lie in."""
DOMINANT_SHARE = 0.9
"""The share of the people of all places of the name that the one must have. Mentions in the news fall off at least as
fast as populations do, so that nine in ten people are at least nine in ten mentions."""
FEWEST_PEOPLE = 1_000
UNKNOWN_PEOPLE = 5_000
"""What a place counts for at least, and one whose population is not known."""
UNLIKE_PART = 4
"""A place that has the name beside a quite different one of its own, mostly a former name, counts for a fourth."""


COUNTRY_PEOPLE = 20_000_000
CAPITAL_PEOPLE = 2_000_000
"""What a country and a capital count for at least: news speaks of them more than their people alone would tell."""


class Peopled(Protocol):
    """A place with its population, and whether it is a capital, has another name of its own, is of the data set itself."""

    @property
    def place(self) -> Place: ...

    @property
    def population(self) -> int: ...

    @property
    def is_capital(self) -> bool: ...

    @property
    def is_unlike(self) -> bool: ...

    @property
    def is_curated(self) -> bool: ...


Rival = TypeVar("Rival", bound=Peopled)


def weight(one: Peopled) -> int:
    """Return for how many people a place counts."""
    least = CAPITAL_PEOPLE if one.is_capital else FEWEST_PEOPLE
    if one.place.kind == "country":
        least = COUNTRY_PEOPLE
    people = max(one.population or UNKNOWN_PEOPLE, least)
    return people // UNLIKE_PART if one.is_unlike else people


def share_of(one: Peopled, rivals: Iterable[Peopled]) -> float:
    """Return one rival's share, from 0 to 1, of what all rivals count for, itself among them."""
    return weight(one) / sum(weight(rival) for rival in rivals)


def dominant(rivals: Iterable[Rival], *, least: int = DOMINANT_PEOPLE) -> Rival | None:
    """Return the rival that has nearly all the people of all rivals, and at least so many, or None.

    A curated place is never passed over for one that is not: the data set's own places come first.
    """
    known = list(rivals)
    if not known:
        return None
    top = max(known, key=weight)
    if weight(top) < least or share_of(top, known) < DOMINANT_SHARE:
        return None
    if top.is_unlike and not all(rival.is_unlike for rival in known):
        return None
    return top if top.is_curated or not any(rival.is_curated for rival in known) else None


def best_known(rivals: Iterable[Rival]) -> Rival | None:
    """Return the only rival, or else the dominant one, or None."""
    known = list(rivals)
    return known[0] if len(known) == 1 else dominant(known)
