"""Ways to break a copy of a data set, cell by cell or byte by byte."""

import csv
import io
from pathlib import Path

from muster.check import check
from muster.errors import Fault


def read(folder: Path, table: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO((folder / f"{table}.csv").read_text("utf-8"), newline="")))


def write(folder: Path, table: str, rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    (folder / f"{table}.csv").write_text(text.getvalue(), "utf-8")


def put(folder: Path, table: str, row_id: str, **cells: str) -> int:
    """Change cells of one row; return the row that a spreadsheet shows."""
    rows = read(folder, table)
    row = next(row for row in rows if row[:1] == [row_id])
    for column, value in cells.items():
        row[rows[0].index(column)] = value
    write(folder, table, rows)
    return rows.index(row) + 1


def change_bytes(folder: Path, table: str, old: bytes, new: bytes) -> None:
    file = folder / f"{table}.csv"
    content = file.read_bytes()
    assert old in content
    file.write_bytes(content.replace(old, new, 1))


def only_fault(folder: Path) -> Fault:
    faults = check(folder)
    assert len(faults) == 1, [str(fault) for fault in faults]
    return faults[0]
