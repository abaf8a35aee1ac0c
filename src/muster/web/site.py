"""The data set that this process shows: its tables with what was accepted in review, read again when either changes.

Never half read, and nothing of a draft is in it.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import threading
from dataclasses import replace

from muster import paths
from muster.check import load_checked
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
_JOINED: dict[str, tuple[object, Joined]] = {}
_STORES: dict[str, Store] = {}
_PREPARED: dict[str, Prepared] = {}


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


def dataset() -> Dataset:
    """Return the data set in use: the tables with what was accepted in review. Its version changes with either.

    Raises DataFaultsError as `shipped` does, StoreError where the store cannot be read.
    """
    return _joined().dataset


def set_aside() -> tuple[SetAside, ...]:
    """Return what was accepted and is not in the data set in use, each with why. Raises as `dataset` does."""
    return _joined().set_aside


def _joined() -> Joined:
    with _LOCK:
        tables, kept = shipped(), store()
        stamp = (tables.version, kept.location, kept.ledger.newest())
        held = _JOINED.get("now")
        if held is None or held[0] != stamp:
            made = join_accepted(tables, kept)
            if held is not None and held[1].dataset.version == made.dataset.version:
                made = replace(made, dataset=held[1].dataset)
            held = (stamp, made)
            _JOINED["now"] = held
        return held[1]


def prepared_claims() -> Prepared:
    """Return the claims as the browser's layer reads them, compressed and tagged."""
    with _LOCK:
        current = dataset()
        if current.version not in _PREPARED:
            _PREPARED.clear()
            _PREPARED[current.version] = Prepared.of(encode_claims(current), "application/json")
        return _PREPARED[current.version]


def prepared_shape(place_id: str) -> Prepared:
    """Return the exact outline of a place of the data set in use. Raises GeoError where it has none."""
    current = dataset()
    with _LOCK:
        key = f"{current.version}/{place_id}"
        if key not in _PREPARED:
            body = json.dumps(exact_shape(current, place_id), separators=(",", ":")).encode()
            _PREPARED[key] = Prepared.of(body, "application/json")
        return _PREPARED[key]


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
