from pathlib import Path

import pytest

from muster.geo.boundaries import Boundaries, load_boundaries

GEODATA = Path(__file__).resolve().parents[2] / "geodata"


@pytest.fixture(scope="session")
def boundaries() -> Boundaries:
    return load_boundaries(GEODATA / "boundaries.parquet")
