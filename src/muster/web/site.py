"""The data set that this process shows: its tables with what was accepted in review, read again when either changes.

Never half read, and nothing of a draft is in it.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace

from muster import paths
from muster.check import load_checked
from muster.dates import Moment
from muster.errors import MusterError
from muster.geo.places import exact_shape
from muster.ingest.merge import Joined, SetAside, join_accepted
from muster.model import Dataset
from muster.query import Selection, answer
from muster.store import Store, default_location
from muster.web.answers import Prepared
from muster.web.payload import encode_claims

_LOCK = threading.RLock()
_STATE: dict[str, tuple[object, Dataset]] = {}
_MOST_HELD = 6
"""How many data sets are held: that of now, and those of the moments that were asked for last."""
_JOINED: OrderedDict[str, tuple[tuple[str, str, int], Joined]] = OrderedDict()
_LATER: dict[str, tuple[object, int]] = {}
_STORES: dict[str, Store] = {}
_PREPARED: dict[str, Prepared] = {}
_NOW = ""


def _stamp() -> tuple[object, ...]:
    folder = paths.data_folder()
    files = sorted(p for d in (folder, folder / "geodata") if d.is_dir() for p in d.glob("*.csv"))
    files += sorted((folder / "geodata").glob("*.toml")) + sorted(folder.glob("dataset.toml"))
    return (str(folder), *((str(p), p.stat().st_mtime_ns, p.stat().st_size) for p in files))


def shipped() -> Dataset:
    """Return the checked tables in use, without what people added.

    Raises DataFaultsError, with every fault, when the tables do not pass; nothing is shown from a faulty set.
    """
    with _LOCK:
        stamp = _stamp()
        held = _STATE.get("shipped")
        if held is None or held[0] != stamp:
            held = (stamp, load_checked(paths.data_folder()))
            _STATE["shipped"] = held
        return held[1]


def store() -> Store:
    """Return the store of what people add to the data set in use, opened once for each place that it lies at."""
    location = default_location()
    with _LOCK:
        if location not in _STORES:
            _STORES[location] = Store(location)
        return _STORES[location]


def dataset(edits_as_of: Moment | None = None) -> Dataset:
    """Return the data set in use: the tables with what was accepted in review. Its version changes with either.

    With a moment, it holds what people had added by then. Raises DataFaultsError as `shipped` does, StoreError where
    the store cannot be read.
    """
    return _joined(edits_as_of).dataset


def set_aside() -> tuple[SetAside, ...]:
    """Return what was accepted and is not in the data set in use, each with why. Raises as `dataset` does."""
    return _joined(None).set_aside


def why_read_only() -> str:
    """Return, in one line, why nothing can be added or changed now; "" where it can. Raises as `dataset` does."""
    return store().database.why_read_only()


def has_edits() -> bool:
    """Return whether anybody ever added anything to the data set in use."""
    return bool(store().ledger.newest())


def later_edits(moment: Moment) -> int:
    """Return how many edits of claims came after a moment. Raises as `dataset` does."""
    with _LOCK:
        kept = store()
        stamp = (kept.location, kept.ledger.newest())
        held = _LATER.get(moment.text)
        if held is None or held[0] != stamp:
            held = (stamp, kept.ledger.edits_after(moment.last))
            _LATER.clear()
            _LATER[moment.text] = held
        return held[1]


def _joined(edits_as_of: Moment | None) -> Joined:
    with _LOCK:
        tables, kept = shipped(), store()
        stamp = (tables.version, kept.location, kept.ledger.newest())
        for old in [each for each, (at, _) in _JOINED.items() if at[:2] != stamp[:2]]:
            del _JOINED[old]
        key = edits_as_of.text if edits_as_of else _NOW
        held = _JOINED.get(key)
        if held is None or held[0] != stamp:
            made = join_accepted(tables, kept, edits_as_of=edits_as_of)
            if held is not None and held[1].dataset.version == made.dataset.version:
                made = replace(made, dataset=held[1].dataset)
            held = _JOINED[key] = (stamp, made)
        _JOINED.move_to_end(key)
        while len(_JOINED) > _MOST_HELD:
            del _JOINED[next(each for each in _JOINED if each != _NOW)]
        return held[1]


def version_in_use(version: str) -> Dataset | None:
    """Return the data set of a version: the one of now, or one of a moment that was asked for lately; else None.

    Raises as `dataset` does.
    """
    with _LOCK:
        current = dataset()
        every = (current, *(joined.dataset for _, joined in _JOINED.values()))
        return next((each for each in every if each.version == version), None)


def prepared_claims(of: Dataset | None = None) -> Prepared:
    """Return the claims as the browser's layer reads them, compressed and tagged: of now, or of a data set in use."""
    current = of or dataset()
    return _prepared(current.version, lambda: encode_claims(current))


def prepared_shape(place_id: str, of: Dataset | None = None) -> Prepared:
    """Return the exact outline of a place of a data set in use, as `prepared_claims`. Raises GeoError where it has none."""
    current = of or dataset()
    return _prepared(
        f"{current.version}/{place_id}",
        lambda: json.dumps(exact_shape(current, place_id), separators=(",", ":")).encode(),
    )


def _prepared(key: str, make: Callable[[], bytes]) -> Prepared:
    with _LOCK:
        found = _PREPARED.get(key)
        if found is None:
            in_use = {joined.dataset.version for _, joined in _JOINED.values()}
            for old in [each for each in _PREPARED if each.partition("/")[0] not in in_use]:
                del _PREPARED[old]
            found = _PREPARED[key] = Prepared.of(make(), "application/json")
        return found


def warm() -> None:
    """Read and prepare everything ahead of the first question. Faults in the data are left for the page to show."""
    with contextlib.suppress(MusterError):
        prepared_claims()
        answer(dataset(), Selection())


@functools.cache
def _world_digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(paths.WORLD.glob("*.arrow")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def places_version() -> str:
    """Return 12 hex digits that change with the data set and with the gazetteer of the world behind it."""
    return hashlib.sha256(f"{dataset().version}{_world_digest()}".encode()).hexdigest()[:12]


@functools.cache
def basemap_names() -> frozenset[str]:
    """Return the files of the base map, as paths below its folder."""
    return frozenset(p.relative_to(paths.BASEMAP).as_posix() for p in paths.BASEMAP.rglob("*.json"))


@functools.cache
def basemap_version() -> str:
    """Return 12 hex digits that change with the content of any of the base map's files."""
    digest = hashlib.sha256()
    for name in sorted(basemap_names()):
        digest.update(name.encode())
        digest.update((paths.BASEMAP / name).read_bytes())
    return digest.hexdigest()[:12]
