"""Bytes of a CSV file to rows of cells, with everything that is wrong with the file itself."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from muster.errors import Fault
from muster.suggest import closest

SAVE_AS = "save it as CSV in UTF-8"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(slots=True)
class RawTable:
    """The rows of a file under the columns that are known; `numbers` are the rows that a spreadsheet shows.

    A row of the wrong length keeps the cells that it has, so that what refers to its id is not a fault as well; `ragged`
    has its number, so that its cells, which may stand under the wrong columns, are not judged.
    `is_whole` is false when reading had to stop, so that nothing can be said about what is missing from it.
    """

    file: str
    columns: tuple[str, ...] = ()
    rows: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    ragged: set[int] = field(default_factory=set)
    is_whole: bool = True

    def fault(self, row: int | None, column: str, value: str, problem: str, remedy: str) -> None:
        self.faults.append(Fault(self.file, row, column, value, problem, remedy))

    def stop(self, row: int | None, value: str, problem: str, remedy: str) -> None:
        self.fault(row, "", value, problem, remedy)
        self.is_whole = False


def read_rows(file: str, content: bytes, columns: Sequence[str]) -> RawTable:
    """Return the rows of a file in the order of `columns`, "" where a column is missing from the file.

    A byte order mark and any line ends are accepted; rows with nothing in them are passed over but counted.
    """
    table = RawTable(file, tuple(columns))
    text = _decode(table, content)
    if text is None:
        return table
    records = _records(table, text)
    if not records:
        if table.is_whole:
            table.stop(None, "", "is empty", f"give it the header {','.join(columns)}")
        return table
    header = records[0][1]
    _check_header(table, header)
    _fill(table, header, records[1:])
    return table


def _decode(table: RawTable, content: bytes) -> str | None:
    if content.startswith(UTF16_MARKS):
        table.stop(None, "", "is written in UTF-16", SAVE_AS)
        return None
    if b"\0" in content:
        row = content[: content.index(b"\0")].count(b"\n") + 1
        table.stop(row, "", "holds a NUL byte: it is damaged or no text", SAVE_AS)
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        for number, line in enumerate(content.split(b"\n"), start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                bad = line[error.start : error.start + 20].decode("latin-1")
                table.fault(number, "", bad, "is not written in UTF-8", SAVE_AS)
        return content.decode("utf-8-sig", errors="replace")


def _records(table: RawTable, text: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[tuple[int, list[str]]] = []
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cells):
                records.append((number, cells))
    except csv.Error as error:
        problem = f"cannot be split into cells ({error})"
        table.stop(
            number + 1,
            "",
            problem,
            'look for a quotation mark that is not closed, or not doubled inside a cell ("")',
        )
    return records


def _check_header(table: RawTable, header: list[str]) -> None:
    for column in table.columns:
        if column not in header:
            table.fault(
                1, column, "", "is missing from the header", "add the column, blank where nothing is known"
            )
    for column, times in Counter(header).items():
        if column not in table.columns:
            close = closest(column, [name for name in table.columns if name not in header])
            hint = f"rename it to {close[0]}" if close else "remove it"
            table.fault(1, column, column, "is no column of this table", hint)
        elif times > 1:
            table.fault(1, column, column, f"stands in the header {times} times", "keep one of them")


def _fill(table: RawTable, header: list[str], records: list[tuple[int, list[str]]]) -> None:
    width = len(header)
    where = [header.index(column) if column in header else None for column in table.columns]
    straight = where == list(range(width))
    for number, cells in records:
        if len(cells) != width:
            table.fault(
                number,
                "",
                cells[0],
                f"has {len(cells)} cells where the header has {width}",
                "look for a missing comma, or a comma inside a cell that needs quotation marks",
            )
            table.ragged.add(number)
            cells = cells + [""] * (width - len(cells))  # noqa: PLW2901
        table.rows.append(
            cells
            if straight and len(cells) == width
            else ["" if index is None else cells[index] for index in where]
        )
        table.numbers.append(number)
