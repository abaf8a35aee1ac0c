"""Read and check the tables of a data set: all faults at once, and nothing half loaded."""

from pathlib import Path

from muster.errors import Fault
from muster.model import Dataset
from muster.tables.reading import Reading, read_data

__all__ = ["Reading", "find_faults", "load", "read_data"]


def load(data_dir: Path) -> Dataset:
    """Return the data set of a folder.

    Raises DataFaultsError with every fault of every table; then nothing is loaded.
    """
    return read_data(data_dir).dataset()


def find_faults(data_dir: Path) -> list[Fault]:
    """Return every fault of the tables of a folder, table by table in the order of their rows; empty when sound."""
    return read_data(data_dir).faults()
