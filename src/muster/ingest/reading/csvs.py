"""CSV files, line by line: any of the usual separators, UTF-8 unless another encoding is named."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from muster.errors import EncodingError, RefusedFileError, shorten
from muster.ingest.reading.rows import Finding, Row, Source
from muster.ingest.reading.safety import (
    LONGEST_CELL,
    LONGEST_LINE,
    MOST_COLUMNS,
    MOST_ROWS,
    clean,
    shown_name,
)

SEPARATORS = (",", ";", "\t", "|")
_SAID = re.compile(r'"?sep=([,;\t|])"?', re.IGNORECASE)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)")
_SAMPLE = 60
"""How many bytes around a wrong one are shown, for a person to tell the encoding."""
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_csv(path: Path, *, encoding: str = "") -> Source:
    """Return the columns of a CSV file and its rows.

    Raises RefusedFileError for another encoding than UTF-8 (or the one that is named), for lines without an end, and for
    a file that has no row beneath its header.
    """
    try:
        codec = codecs.lookup(encoding).name if encoding else "utf-8-sig"
    except LookupError:
        raise RefusedFileError(
            f"{shorten(encoding)} is no encoding; name one such as windows-1251 or utf-16."
        ) from None
    with path.open("rb") as file:
        start = file.read(4096)
    if not encoding and start.startswith(_MARKS):
        codec = "utf-16"
    elif b"\0" in start and "16" not in codec and "32" not in codec:
        raise RefusedFileError(f"{shown_name(path)} holds NUL bytes: it is no text. Save it as CSV in UTF-8.")
    records = _records(path, codec)
    header = next(records, None)
    if header is None:
        raise RefusedFileError(f"{shown_name(path)} has nothing in it.")
    names = _names(path, header[1])
    if next(records, None) is None:
        raise RefusedFileError(
            f"{shown_name(path)} has one line; a table needs a header and at least one row beneath it."
        )
    return Source("csv", names, lambda: _rows(path, codec, names))


def _rows(path: Path, codec: str, names: tuple[str, ...]) -> Iterator[Row]:
    width = len(names)
    records = _records(path, codec)
    next(records, None)
    for number, cells in records:
        if number > MOST_ROWS:
            raise RefusedFileError(f"{shown_name(path)} has more than {MOST_ROWS:,} rows; split it.")
        if len(cells) == width:
            yield Row(number, dict(zip(names, map(clean, cells), strict=True)))
            continue
        why = (
            f"has {len(cells)} cells where the header has {width}; look for a missing separator, or one inside a cell "
            "that needs quotation marks"
        )
        padded = [clean(cell) for cell in cells[:width]] + [""] * (width - len(cells))
        yield Row(
            number,
            dict(zip(names, padded, strict=True)),
            faults=(Finding(number, "", clean(cells[0])[:200], why),),
        )


def _names(path: Path, header: list[str]) -> tuple[str, ...]:
    names = [clean(name).strip() for name in header]
    if len(names) > MOST_COLUMNS:
        raise RefusedFileError(
            f"{shown_name(path)} has {len(names):,} columns; at most {MOST_COLUMNS} are read."
        )
    twice = [name for name, times in Counter(names).items() if times > 1 and name]
    if twice:
        raise RefusedFileError(
            f"{shown_name(path)} has the column {shorten(twice[0])} twice; rename one of them."
        )
    return tuple(name or f"column {number}" for number, name in enumerate(names, 1))


def _records(path: Path, codec: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (spreadsheet row, cells), the header first; rows with nothing in them are passed over but counted."""
    csv.field_size_limit(LONGEST_CELL)
    with path.open("rb") as file:
        lines = _lines(path, file, codec)
        first = next(lines, "")
        said = _SAID.fullmatch(first.strip())  # for a spreadsheet, which shows it nowhere
        first = next(lines, "") if said else first
        separator = said[1] if said else max(SEPARATORS, key=lambda mark: _outside_quotes(first).count(mark))
        record: list[str] = []
        reader = csv.reader(_noted(_chained(first, lines), record), delimiter=separator)
        number = 0
        while True:
            number += 1
            try:
                last = [*record]
                record.clear()
                cells = next(reader)
            except StopIteration:
                _check_closed(path, number - 1, last, separator)
                return
            except csv.Error as error:
                raise RefusedFileError(
                    f"{shown_name(path)}, row {number}: cannot be split into cells ({error}); look for a quotation mark "
                    "that is not closed."
                ) from None
            if any(cells):
                yield number, cells


def _noted(lines: Iterator[str], record: list[str]) -> Iterator[str]:
    """Yield lines, and let the ones of the record in hand be looked at."""
    for line in lines:
        record.append(line)
        yield line


def _check_closed(path: Path, number: int, record: list[str], separator: str) -> None:
    """Raise RefusedFileError where the last record is one only because a quotation mark in it is never closed."""
    if len(record) < 2:
        return
    try:
        list(csv.reader(record, delimiter=separator, strict=True))
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise RefusedFileError(
                f"{shown_name(path)}, row {number}: a quotation mark is opened there and never closed, so that all rows "
                "below it are taken for one cell; close it."
            ) from None


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])


def _chained(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _lines(path: Path, file: IO[bytes], codec: str) -> Iterator[str]:
    """Yield decoded lines, none longer than may be. A wrong encoding is told with the line where it shows."""
    decoder = codecs.getincrementaldecoder(codec)()
    number, left = 0, ""
    while True:
        content = file.read(LONGEST_LINE // 4)
        try:
            text = left + decoder.decode(content, final=not content)
        except (UnicodeDecodeError, UnicodeError) as error:
            held, start = bytes(getattr(error, "object", b"")), getattr(error, "start", 0)
            bad = held[start:][:12]
            line = number + left.count("\n") + content[: getattr(error, "start", 0)].count(b"\n") + 1
            raise EncodingError(
                f"{shown_name(path)}, line {line}: {shorten(bad.decode('latin-1'))} is not written in "
                f"{'UTF-8' if codec == 'utf-8-sig' else codec}; save it as CSV in UTF-8, or name its encoding with "
                "--encoding, such as windows-1251.",
                held[max(held.rfind(b"\n", 0, start) + 1, start - _SAMPLE) : start + _SAMPLE].split(b"\n")[0],
            ) from None
        if "\0" in text:
            raise RefusedFileError(
                f"{shown_name(path)}, line {number + text[: text.index(chr(0))].count(chr(10)) + 1}: holds a NUL "
                "character: it is damaged or no text. Save it as CSV in UTF-8."
            )
        whole = _whole_lines(text if content else f"{text}\n") if text else []
        for line_text in whole:
            number += 1
            yield line_text
        left = "" if not content else text[sum(map(len, whole)) :]
        if len(left) > LONGEST_LINE:
            raise RefusedFileError(
                f"{shown_name(path)}, line {number + 1}: is longer than {LONGEST_LINE:,} characters; this is no table of "
                "rows. Look whether its line ends were lost."
            )
        if not content:
            return


def _whole_lines(text: str) -> list[str]:
    """Return the lines that have their end; a carriage return at the very end may be half of one."""
    end = max(text.rfind("\n"), text.rfind("\r", 0, len(text) - 1)) + 1
    return _LINE.findall(
        text, 0, end
    )  # never beyond the last end: looking for one in vain takes the square of its length
