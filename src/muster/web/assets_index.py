"""The browser's files: our layer, Leaflet and fonts, each served under a name that changes with its content."""

from __future__ import annotations

import functools
import hashlib
import mimetypes
from pathlib import Path

ASSETS = Path(__file__).parent / "assets"
SCRIPTS = (
    "vendor/leaflet/leaflet.js",
    "text.js",
    "theme.js",
    "claims.js",
    "basemap.js",
    "marks.js",
    "taken.js",
    "spots.js",
    "labels.js",
    "inset.js",
    "covering.js",
    "fitting.js",
    "storycard.js",
    "histogram.js",
    "player.js",
    "sheets.js",
    "timebar.js",
    "headline.js",
    "cards.js",
    "whereabouts.js",
    "frame.js",
)
BUNDLE = "muster.bundle.js"
PLACES_SCRIPTS = (
    "vendor/leaflet/leaflet.js",
    "text.js",
    "theme.js",
    "basemap.js",
    "placenames.js",
    "places.js",
)
PLACES_BUNDLE = "places.bundle.js"
CELLS_SCRIPTS = (*SCRIPTS, "placenames.js", "cells.js", "cellslayer.js", "cellscards.js", "cellsframe.js")
CELLS_BUNDLE = "cells.bundle.js"
BUNDLES = {BUNDLE: SCRIPTS, CELLS_BUNDLE: CELLS_SCRIPTS, PLACES_BUNDLE: PLACES_SCRIPTS}
STYLES = ("vendor/leaflet/leaflet.css", "vendor/fonts.css", "muster.css")
PLACES_STYLES = (*STYLES, "places.css")

for _type, _ending in (("font/woff2", ".woff2"), ("text/javascript", ".js"), ("text/css", ".css")):
    mimetypes.add_type(_type, _ending)


@functools.cache
def asset_names() -> frozenset[str]:
    """Return every servable file, as its path below the assets folder with `/` between the parts."""
    return frozenset(p.relative_to(ASSETS).as_posix() for p in ASSETS.rglob("*") if p.is_file())


@functools.cache
def assets_version() -> str:
    """Return 12 hex digits that change when any asset does."""
    digest = hashlib.sha256()
    for name in sorted(asset_names()):
        digest.update(name.encode())
        digest.update((ASSETS / name).read_bytes())
    return digest.hexdigest()[:12]


@functools.cache
def bundle(name: str = BUNDLE) -> bytes:
    """Return all scripts of a map as one file: a frame that loads them one after the other waits for each."""
    return b"\n;\n".join((ASSETS / script).read_bytes() for script in BUNDLES[name])
