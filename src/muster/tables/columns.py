"""Rows of cells to columns of values, with every cell that does not fit its field."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from muster.errors import Fault, MalformedValueError
from muster.tables.cells import Reader, unguarded
from muster.tables.rows import RawTable, read_rows
from muster.tables.schema import Schema


@dataclass(slots=True)
class Table:
    """A table column by column: `cells` as written, `values` as read, in the order of its rows.

    A cell that could not be read has the value None; `faults` has it.
    """

    schema: Schema
    raw: RawTable
    cells: dict[str, list[str]] = field(default_factory=dict)
    values: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def faults(self) -> list[Fault]:
        return self.raw.faults

    @property
    def ids(self) -> list[str]:
        return self.cells.get(self.schema.key, [])

    def records(self) -> Iterator[tuple[Any, ...]]:
        """Yield the values of each row in the order of the schema."""
        return zip(*(self.values[column] for column in self.schema.readers), strict=True)

    def fault(self, index: int, column: str, problem: str, remedy: str) -> None:
        """Add a fault of the row at `index` with what stands in its column; a ragged row is one fault already."""
        if self.raw.numbers[index] in self.raw.ragged:
            return
        value = self.cells[column][index] if column else ""
        self.raw.fault(self.raw.numbers[index], column, value, problem, remedy)

    def row_number(self, index: int) -> int:
        return self.raw.numbers[index]


def read_table(schema: Schema, file: str, content: bytes) -> Table:
    """Return a table with the faults of its file and of each of its cells."""
    raw = read_rows(file, content, tuple(schema.readers))
    table = Table(schema, raw)
    columns = zip(*raw.rows, strict=True) if raw.rows else ((),) * len(schema.readers)
    missing = {fault.column for fault in raw.faults if fault.row == 1}
    for (column, reader), cells in zip(schema.readers.items(), columns, strict=True):
        table.cells[column] = [unguarded(cell) for cell in cells]
        if column in missing:
            table.values[column] = [None] * len(cells)
        else:
            table.values[column] = _read_column(table, column, reader)
    _check_ids(table)
    return table


def _read_column(table: Table, column: str, reader: Reader) -> list[Any]:
    """Read each distinct text once: most columns of a large table repeat a few values."""
    read: dict[str, Any] = {}
    unfit: dict[str, MalformedValueError] = {}
    cells = table.cells[column]
    for text in dict.fromkeys(cells):
        try:
            read[text] = reader(text)
        except MalformedValueError as error:
            read[text] = None
            unfit[text] = error
    if unfit:
        for index, text in enumerate(cells):
            if text in unfit:
                table.fault(index, column, unfit[text].problem, unfit[text].remedy)
    return [read[text] for text in cells]


def _check_ids(table: Table) -> None:
    first: dict[str, int] = {}
    for index, key in enumerate(table.ids):
        if key and key in first:
            row = table.row_number(first[key])
            table.fault(
                index, table.schema.key, f"is there already, in row {row}", "give this row an id of its own"
            )
        first.setdefault(key, index)
