"""The whole check of a data set: its tables, and its places against the boundaries."""

from pathlib import Path

from muster.errors import Fault
from muster.geo.check_places import check_places
from muster.geo.places import boundaries
from muster.model import Dataset
from muster.tables import Reading, read_data


def read_checked(data_dir: Path) -> Reading:
    """Return the tables of a folder with every fault that can be found in them.

    Raises GeoError when the boundaries of the product are missing.
    """
    reading = read_data(data_dir)
    check_places(reading.tables, boundaries())
    return reading


def check(data_dir: Path) -> list[Fault]:
    """Return every fault of a folder; empty when sound."""
    return read_checked(data_dir).faults()


def load_checked(data_dir: Path) -> Dataset:
    """Return the data set of a folder. Raises DataFaultsError with every fault; then nothing is loaded."""
    return read_checked(data_dir).dataset()
