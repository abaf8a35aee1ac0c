"""Which places a name could be, each told apart by how it fits. No judgement here: that is `resolve`."""

import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from rapidfuzz import fuzz, process

from muster.gazetteer.names import fold_name, parse_name, plain, stem_name
from muster.model import Dataset, Place

Tier = Literal["exact", "alias", "folded", "form", "case", "around", "contained", "fuzzy"]
TIERS: tuple[Tier, ...] = ("exact", "alias", "folded", "form", "case", "around", "contained", "fuzzy")
"""Best first."""
LEAST_ALIKE = 80.0
"""Below this likeness (rapidfuzz `ratio`, 0 to 100) a name is not worth showing."""
FEWEST_LETTERS = 3
MOST_ALIKE = 10
LONGEST_SCAN = 40
KEPT_INDEXES = 4


@dataclass(frozen=True, slots=True)
class Match:
    """One place that a text could name."""

    place: Place
    tier: Tier
    written: str
    """The gazetteer's own name that matched."""
    likeness: float = 100.0
    population: int = 0
    """How many people live there; 0 where that is not known."""
    number: int | None = None
    """The place's row in the world gazetteer; None for one that only the data set has."""
    is_capital: bool = False
    is_unlike: bool = False
    is_curated: bool = False


class NameFinder(Protocol):
    """What the resolver asks of an index; a world index behind the curated one answers the same questions."""

    @property
    def countries(self) -> frozenset[str]:
        """The alpha-2 codes that there are."""

    def named(self, text: str) -> list[Match]:
        """Return places that have this name: exact, alias or folded, each place once, best tier first."""

    def formed(self, core: str) -> list[Match]:
        """Return places of whose name this is the bare part: "Курской" for "Курская область"."""

    def around(self, core: str) -> list[Match]:
        """Return areas that are named for lying around this: "Ukraine" for "areas near Ukraine"."""

    def inside(self, text: str) -> list[Match]:
        """Return places whose name, or its bare part, stands somewhere in the text, longest first."""

    def alike(self, text: str) -> list[Match]:
        """Return places with a name spelled nearly so, most alike first."""

    def names(self, match: Match) -> tuple[str, ...]:
        """Return all names of a match's place."""


class NameIndex:
    """Names of a set of places, built once; read-only and safe to share between threads."""

    def __init__(self, places: Collection[Place]) -> None:
        self._plain: dict[str, list[Match]] = defaultdict(list)
        self._folded: dict[str, list[Match]] = defaultdict(list)
        self._forms: dict[str, list[Match]] = defaultdict(list)
        self._around: dict[str, list[Match]] = defaultdict(list)
        for place in sorted(places, key=lambda place: place.place_id):
            self._add(place, place.name, "exact")
            for _, name in place.names:
                self._add(place, name, "alias")
        found = {code for place in places for code in (place.country, place.de_facto)}
        self.countries = frozenset(found) - {""}
        self._longest = max((len(name.split()) for name in self._plain), default=0)

    def _add(self, place: Place, name: str, tier: Literal["exact", "alias"]) -> None:
        key = fold_name(name)
        if not key:
            return
        self._plain[plain(name)].append(Match(place, tier, name, is_curated=True))
        self._folded[key].append(Match(place, "folded", name, is_curated=True))
        cue = parse_name(name)
        if cue.near:
            self._around[fold_name(cue.core)].append(Match(place, "around", name, is_curated=True))
        elif cue.type_cue and not (cue.qualifiers or cue.context or cue.unnamed):
            self._forms[stem_name(cue.core)].append(Match(place, "form", name, is_curated=True))

    def named(self, text: str) -> list[Match]:
        exact = sorted(self._plain.get(plain(text), []), key=lambda match: match.tier != "exact")
        return first_of_each([*exact, *self._folded.get(fold_name(text), [])])

    def formed(self, core: str) -> list[Match]:
        return first_of_each(self._forms.get(stem_name(core), []))

    def around(self, core: str) -> list[Match]:
        return first_of_each(self._around.get(fold_name(core), []))

    def inside(self, text: str) -> list[Match]:
        words = text.split()[:LONGEST_SCAN]
        found: list[Match] = []
        for size in range(min(self._longest, len(words)), 0, -1):
            for start in range(len(words) - size + 1):
                part = " ".join(words[start : start + size])
                named = [*self._folded.get(fold_name(part), []), *self.formed(part)]
                found += [replace(match, tier="contained") for match in named]
        return first_of_each(found)

    def alike(self, text: str) -> list[Match]:
        key = fold_name(text)
        if len(key) < FEWEST_LETTERS:
            return []
        near = process.extract(
            key, self._folded.keys(), scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE, limit=MOST_ALIKE
        )
        found = [
            replace(m, tier="fuzzy", likeness=likeness)
            for name, likeness, _ in near
            for m in self._folded[name]
        ]
        return first_of_each(found)

    def names(self, match: Match) -> tuple[str, ...]:
        return (match.place.name, *(name for _, name in match.place.names))


def first_of_each(matches: Iterable[Match]) -> list[Match]:
    """Return the first match of each place, in their order."""
    first: dict[str, Match] = {}
    for match in matches:
        first.setdefault(match.place.place_id, match)
    return list(first.values())


_indexes: dict[str, NameIndex] = {}
_lock = threading.Lock()


def index_of(dataset: Dataset) -> NameIndex:
    """Return the index of the dataset's places, built once for each `Dataset.version`; the last few are kept."""
    with _lock:
        index = _indexes.pop(dataset.version, None) or _build(dataset.places)
        _indexes[dataset.version] = index
        while len(_indexes) > KEPT_INDEXES:
            _indexes.pop(next(iter(_indexes)))
        return index


def _build(places: Mapping[str, Place]) -> NameIndex:
    return NameIndex(places.values())
