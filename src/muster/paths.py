"""Where the product's own files are, seen from the checkout that it runs in."""

from __future__ import annotations

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
APP = REPOSITORY / "app.py"
BOUNDARIES = REPOSITORY / "geodata" / "boundaries.parquet"
BASEMAP = REPOSITORY / "geodata" / "basemap"
WORLD = REPOSITORY / "geodata" / "gazetteer"
WORLD_AREAS = REPOSITORY / "geodata" / "world-areas.csv"


def data_folder() -> Path:
    """Return the folder of the data set in use: `MUSTER_DATA`, else the checkout itself."""
    return Path(os.environ.get("MUSTER_DATA") or REPOSITORY)
