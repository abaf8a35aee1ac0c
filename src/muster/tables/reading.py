"""All tables of a folder, read, with their faults so far; sound ones become a data set."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, and what is wrong with it. Those who know more than the tables add faults to them."""

    data_dir: Path
    folder: FolderContent
    tables: Mapping[str, Table]
    settings: Settings
    settings_faults: tuple[Fault, ...]

    def faults(self) -> list[Fault]:
        """Return every fault, table by table in the order of their rows; none when sound."""
        found = list(self.folder.faults)
        for table in self.tables.values():
            found += sorted(table.faults, key=lambda fault: fault.row or 0)
        return [*found, *self.settings_faults]

    def dataset(self) -> Dataset:
        """Return the data set. Raises DataFaultsError with every fault when there is one."""
        faults = self.faults()
        if faults:
            raise DataFaultsError(faults)
        return Dataset(
            folder=self.data_dir,
            version=self.folder.version,
            title=self.settings.title,
            subtitle=self.settings.subtitle,
            about=self.settings.about,
            extents=self.settings.extents,
            sources=self._by_id(SOURCES, Source),
            documents=self._by_id(DOCUMENTS, Document),
            assertions=self._by_id(ASSERTIONS, Assertion),
            places=self._by_id(GAZETTEER, Place),
            areas=self._by_id(AREAS, Area),
            claims=tuple(Claim(*values) for values in self.tables[CLAIMS.file].records()),
        )

    def _by_id(self, schema: Schema, make: Callable[..., Record]) -> Mapping[str, Record]:
        table = self.tables.get(schema.file)
        records: dict[str, Any] = {}
        if table is not None:
            records = {key: make(*values) for key, values in zip(table.ids, table.records(), strict=True)}
        return MappingProxyType(records)


def read_data(data_dir: Path) -> Reading:
    """Return the tables of a folder, each cell and each reference checked. Never raises for what they hold."""
    folder = read_folder(data_dir)
    tables = {
        schema.file: read_table(schema, folder.shown[schema.file], folder.content[schema.file])
        for schema in SCHEMAS
        if schema.file in folder.content
    }
    check_references(tables)
    check_rows(tables)
    settings, faults = read_settings(
        folder.shown.get(SETTINGS_FILE, SETTINGS_FILE),
        folder.content.get(SETTINGS_FILE),
        default_title=data_dir.resolve().name,
    )
    faults += _extent_faults(folder, settings, tables.get(GAZETTEER.file))
    return Reading(data_dir, folder, tables, settings, tuple(faults))


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
