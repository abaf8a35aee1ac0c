"""What every reader gives: the columns of a file, and its rows one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a row's geometry lies, in WGS 84: a point, or the middle of something larger and how far that reaches."""

    lat: float
    lon: float
    reach_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with one cell of one row. `row` is what its `Source.row_word` says: the one that an analyst sees."""

    row: int
    column: str
    value: str
    why: str

    def to_plain(self) -> dict[str, object]:
        return {"row": self.row, "column": self.column, "value": self.value, "why": self.why}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number, its cells as text, its geometry if it has one, and what the reader found wrong with it."""

    number: int
    cells: Mapping[str, str]
    shape: Shape | None = None
    faults: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file that can be read from its start as often as is needed. `rows` raises RefusedFileError part of the way."""

    kind: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    has_shapes: bool = False
    row_word: str = "row"
    """What a row's number counts: `row` as a spreadsheet shows it, `feature`, `placemark`, `record`, or `fid`."""
    notes: tuple[str, ...] = field(default=())
