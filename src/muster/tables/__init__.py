"""Read and check the tables of a data set: all faults at once, and nothing half loaded."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from muster.errors import DataFaultsError, Fault
from muster.model import Area, Assertion, Claim, Dataset, Document, Place, Source
from muster.suggest import closest
from muster.tables.checks import check_rows
from muster.tables.columns import Table, read_table
from muster.tables.files import SETTINGS_FILE, FolderContent, read_folder
from muster.tables.references import check_references
from muster.tables.schema import AREAS, ASSERTIONS, CLAIMS, DOCUMENTS, GAZETTEER, SCHEMAS, SOURCES, Schema
from muster.tables.settings import Settings, read_settings

Record = TypeVar("Record")


def load(data_dir: Path) -> Dataset:
    """Return the data set of a folder.

    Raises DataFaultsError with every fault of every table; then nothing is loaded.
    """
    folder = read_folder(data_dir)
    tables, settings, faults = _read(data_dir, folder)
    if faults:
        raise DataFaultsError(faults)
    return Dataset(
        folder=data_dir,
        version=folder.version,
        title=settings.title,
        subtitle=settings.subtitle,
        about=settings.about,
        extents=settings.extents,
        sources=_by_id(tables, SOURCES, Source),
        documents=_by_id(tables, DOCUMENTS, Document),
        assertions=_by_id(tables, ASSERTIONS, Assertion),
        places=_by_id(tables, GAZETTEER, Place),
        areas=_by_id(tables, AREAS, Area),
        claims=tuple(Claim(*values) for values in tables[CLAIMS.file].records()),
    )


def find_faults(data_dir: Path) -> list[Fault]:
    """Return every fault of the tables of a folder, table by table in the order of their rows; empty when sound."""
    return _read(data_dir, read_folder(data_dir))[2]


def _read(data_dir: Path, folder: FolderContent) -> tuple[Mapping[str, Table], Settings, list[Fault]]:
    tables = {
        schema.file: read_table(schema, folder.shown[schema.file], folder.content[schema.file])
        for schema in SCHEMAS
        if schema.file in folder.content
    }
    check_references(tables)
    check_rows(tables)
    settings, settings_faults = read_settings(
        folder.shown.get(SETTINGS_FILE, SETTINGS_FILE),
        folder.content.get(SETTINGS_FILE),
        default_title=data_dir.resolve().name,
    )
    faults = list(folder.faults)
    for table in tables.values():
        faults += sorted(table.faults, key=lambda fault: fault.row or 0)
    faults += settings_faults
    faults += _extent_faults(folder, settings, tables.get(GAZETTEER.file))
    return tables, settings, faults


def _extent_faults(folder: FolderContent, settings: Settings, gazetteer: Table | None) -> list[Fault]:
    if gazetteer is None or not gazetteer.raw.is_whole:
        return []
    existing = set(gazetteer.ids)
    faults = []
    for extent in settings.extents:
        for place_id in extent.places:
            if place_id not in existing:
                close = closest(place_id, existing)
                hint = f"did you mean {' or '.join(close)}? " if close else ""
                problem = f"is a place of the view {extent.name!r} that does not exist"
                remedy = f"{hint}use a place_id of {GAZETTEER.file}"
                faults.append(Fault(folder.shown[SETTINGS_FILE], None, "extent", place_id, problem, remedy))
    return faults


def _by_id(tables: Mapping[str, Table], schema: Schema, make: Callable[..., Record]) -> Mapping[str, Record]:
    table = tables.get(schema.file)
    records: dict[str, Any] = {}
    if table is not None:
        records = {key: make(*values) for key, values in zip(table.ids, table.records(), strict=True)}
    return MappingProxyType(records)
