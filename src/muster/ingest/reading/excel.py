"""Excel workbooks (.xlsx): the first sheet that has rows, as text. A formula is never worked out: it stays as written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import defusedxml.ElementTree  # openpyxl reads through it once it is there
from openpyxl import load_workbook

from muster.errors import RefusedFileError
from muster.ingest.reading.rows import Finding, Row, Source
from muster.ingest.reading.safety import LONGEST_CELL, MOST_COLUMNS, clean, open_archive, shown_name

_Cells = list[tuple[str, bool]]
_ABOVE = 10
"""Among how many of the first rows that have anything the header is looked for."""
_ = defusedxml.ElementTree
_UNREADABLE = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    EOFError,
    ParseError,
    defusedxml.DefusedXmlException,
)


def read_excel(path: Path, *, sheet: str = "") -> Source:
    """Return the columns and rows of a sheet. Raises RefusedFileError for a bomb and for what is no workbook."""
    open_archive(path).close()
    with closing(_Book(path)) as book:
        name = book.sheet(sheet)
        header = _header(list(islice(book.rows(name), _ABOVE)))
    if header is None:
        raise RefusedFileError(f"{shown_name(path)} has nothing in it.")
    at, cells, is_below = header
    names = tuple(text or f"column {number}" for number, (text, _) in enumerate(cells, 1))
    if len(names) > MOST_COLUMNS or len(set(names)) < len(names):
        raise RefusedFileError(f"{shown_name(path)} has too many columns, or two of one name; rename them.")
    notes = [f"Sheet {name}."]
    if is_below:
        notes.append(f"Row {at} is taken for the header: what stands above it is a title.")
    return Source("excel", names, lambda: _rows(path, name, names, below=at), notes=tuple(notes))


def _header(rows: list[tuple[int, _Cells]]) -> tuple[int, _Cells, bool] | None:
    """Return the row of the header, and whether it stands below a title: rows of one cell above others of several."""
    if not rows:
        return None
    filled = [sum(bool(text) for text, _ in cells) for _, cells in rows]
    at = next((index for index, count in enumerate(filled) if count > 1), 0)
    number, cells = rows[at]
    return number, cells, at > 0


def _rows(path: Path, sheet: str, names: tuple[str, ...], *, below: int) -> Iterator[Row]:
    with closing(_Book(path)) as book:
        for number, cells in book.rows(sheet):
            if number <= below:
                continue
            padded = [*cells[: len(names)], *[("", False)] * (len(names) - len(cells))]
            faults = tuple(
                Finding(
                    number, name, text[:200], "is a formula, which is not worked out; put its value there"
                )
                for name, (text, is_formula) in zip(names, padded, strict=True)
                if is_formula
            )
            texts = {name: text for name, (text, _) in zip(names, padded, strict=True)}
            yield Row(number, texts, faults=faults)


class _Book:
    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
        except _UNREADABLE as error:
            raise self._refused(error) from None

    def sheet(self, wanted: str) -> str:
        names = self._book.sheetnames
        if wanted and wanted not in names:
            raise RefusedFileError(
                f"{shown_name(self._path)} has no sheet {wanted!r}; it has {', '.join(names)}."
            )
        for name in [wanted] if wanted else names:
            if next(iter(self.rows(name)), None) is not None:
                return name
        raise RefusedFileError(f"{shown_name(self._path)} has no sheet with rows.")

    def rows(self, sheet: str) -> Iterator[tuple[int, list[tuple[str, bool]]]]:
        """Yield (row number, (text, whether it is a formula) of each cell); empty rows are passed over but counted."""
        missing: object = (
            None  # one and the same row stands for all that are not in the file: there may be a million
        )
        try:
            for number, cells in enumerate(self._book[sheet].iter_rows(max_col=MOST_COLUMNS + 1), 1):
                if cells is missing:
                    continue
                texts = [(_text(cell.value), cell.data_type == "f") for cell in cells]
                if any(text for text, _ in texts):
                    while texts and not texts[-1][0]:
                        texts.pop()
                    yield number, texts
                else:
                    missing = cells
        except _UNREADABLE as error:
            raise self._refused(error) from None

    def close(self) -> None:
        self._book.close()

    def _refused(self, error: Exception) -> RefusedFileError:
        return RefusedFileError(
            f"{shown_name(self._path)} is no Excel workbook that can be read ({type(error).__name__}); save it as .xlsx "
            "or as CSV."
        )


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return clean(str(value))[:LONGEST_CELL].strip()
