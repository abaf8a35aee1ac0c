"""A data set as its own tables: what was added too, so that the folder loads again to the same data set."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Iterable
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

from muster.check import check
from muster.dates import DateSpan
from muster.errors import DataFaultsError, ExportError
from muster.export.cells import guarded
from muster.model import Dataset
from muster.tables.files import SETTINGS_FILE, SUBFOLDER
from muster.tables.schema import AREAS, ASSERTIONS, CLAIMS, DOCUMENTS, GAZETTEER, SOURCES, Schema
from muster.whole import sync


def write_tables(dataset: Dataset, folder: Path) -> dict[str, int]:
    """Write sources, documents, assertions and claims, with the gazetteer and areas, to a new folder; return the counts.

    The folder is made whole or not at all, and has passed `muster check` before it is there. Raises ExportError where it
    is there already or cannot be written, DataFaultsError where what was added does not fit together.
    """
    if folder.exists():
        raise ExportError(f"{folder} is there already; name a folder that is not.")
    tables: tuple[tuple[Schema, Iterable[Any]], ...] = (
        (SOURCES, dataset.sources.values()),
        (DOCUMENTS, dataset.documents.values()),
        (ASSERTIONS, dataset.assertions.values()),
        (CLAIMS, dataset.claims),
        (GAZETTEER, dataset.places.values()),
        (AREAS, dataset.areas.values()),
    )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            (part / SUBFOLDER).mkdir()
            counts = {}
            for schema, records in tables:
                top = part if schema is GAZETTEER else part / SUBFOLDER
                counts[schema.file.removesuffix(".csv")] = _write(top / schema.file, schema, records)
            _copy_settings(dataset.folder, part / SUBFOLDER / SETTINGS_FILE)
            faults = check(part)
            if faults:
                raise DataFaultsError(faults)
            part.chmod(0o755)
            part.replace(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise ExportError(f"{folder} cannot be written ({error.strerror}).") from None
    return counts


def _write(path: Path, schema: Schema, records: Iterable[Any]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(schema.readers)
        for record in records:
            writer.writerow([_cell(name, getattr(record, name)) for name in schema.readers])
            count += 1
    sync(path)
    return count


def _cell(name: str, value: Any) -> object:
    """Return a value as its reader reads it; a text that a spreadsheet would run is kept from it, and read back as it was."""
    cell: object = value
    if value is None:
        cell = ""
    elif isinstance(value, DateSpan):
        cell = value.text
    elif isinstance(value, Enum):
        cell = value.value
    elif isinstance(value, datetime):
        cell = value.strftime("%Y-%m-%dT%H:%M:%SZ")
    elif isinstance(value, date):
        cell = value.isoformat()
    elif isinstance(value, float):
        cell = int(value) if value.is_integer() else repr(value) if abs(value) > 1e-4 else f"{value:.20f}"
    elif isinstance(value, tuple):
        cell = _joined(name, value)
    is_text = isinstance(cell, str) and not isinstance(value, float)
    return f"'{cell}" if is_text and str(cell).startswith("'") else guarded(cell) if is_text else cell


def _joined(name: str, value: tuple[Any, ...]) -> str:
    if name == "names":
        return "|".join(f"{language}:{text}" for language, text in value)
    if name == "members":
        return "/".join("|".join(group) for group in value)
    return "|".join(value)


def _copy_settings(folder: Path, target: Path) -> None:
    for file in (folder / SUBFOLDER / SETTINGS_FILE, folder / SETTINGS_FILE):
        if file.is_file():
            shutil.copyfile(file, target)
            return
