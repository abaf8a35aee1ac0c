"""The bulk layers that a site puts beside its tables: folders named by MUSTER_LAYERS.

The variable holds folders, separated as PATH is. Each is a layer itself, or holds layers as folders of its own. A layer is
known by the name of its folder.
"""

from __future__ import annotations

import os
import re
import threading
from pathlib import Path

from muster.errors import LayerError
from muster.query.bulk import Layer, open_layer
from muster.query.bulk.layer import MANIFEST

VARIABLE = "MUSTER_LAYERS"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_LOCK = threading.Lock()
_OPEN: dict[Path, tuple[object, Layer]] = {}


def layer_folders() -> dict[str, Path]:
    """Return the folder of each layer of this site by its name, in the order of the variable; empty without one.

    Raises LayerError for a folder that is missing or holds no layer, for a name that no address can carry, and for
    two layers of one name.
    """
    found: dict[str, Path] = {}
    for given in filter(None, os.environ.get(VARIABLE, "").split(os.pathsep)):
        folder = Path(given)
        inner = sorted(p.parent for p in folder.glob(f"*/{MANIFEST}") if not p.parent.name.startswith("."))
        if (folder / MANIFEST).is_file() or not inner:
            inner = [folder]
        for each in inner:
            _add(found, each)
    return found


def _add(found: dict[str, Path], folder: Path) -> None:
    name = folder.absolute().name
    if not (folder / MANIFEST).is_file():
        raise LayerError(
            folder, "holds no bulk layer" if folder.is_dir() else "does not exist", f"mend {VARIABLE}"
        )
    if not _NAME.fullmatch(name):
        raise LayerError(
            folder, "has a name that no address can carry", "use at most 40 letters, digits, '.', '_' and '-'"
        )
    if name in found and found[name].resolve() != folder.resolve():
        raise LayerError(folder, f"has the same name as {found[name]}", "rename one of the folders")
    found[name] = folder


def layer_in(folder: Path) -> Layer:
    """Return the layer of a folder, opened once, and anew when it was written anew. Raises LayerError."""
    key = folder.resolve()
    with _LOCK:
        stamp = _stamp(key)
        held = _OPEN.get(key)
        if held is None or held[0] != stamp:
            held = (stamp, open_layer(folder))
            _OPEN[key] = held  # who still asks the one from before keeps it until it is done
        return held[1]


def _stamp(folder: Path) -> object:
    try:
        found = (folder / MANIFEST).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def layer_named(name: str) -> Layer:
    """Return the layer of this site with a name. Raises LayerError, which says what there is, for another."""
    folders = layer_folders()
    if name not in folders:
        there = ", ".join(folders) or "none"
        raise LayerError(Path(name), "is no layer of this site", f"there are: {there}")
    return layer_in(folders[name])
