"""Every error that Muster raises on purpose.

    MusterError
    ├── MalformedValueError  a text that is no value of its field
    │   └── DateError            a date that cannot be read
    ├── DataFaultsError      tables with faults; `.faults` has all of them
    ├── SelectionError       a selection that cannot be asked
    │   └── UnknownValueError    a value that the vocabulary or the data set does not have
    ├── GeoError             a geometry that is missing or makes no sense
    ├── GazetteerError       a name or a gazetteer that cannot be used
    ├── StoreError           what people add cannot be read or kept
    │   ├── AlreadyJudgedError   somebody was first: look at what they said, then supersede it
    │   └── AlreadyEditedError   somebody changed the same claim in the meantime; `.mine` and `.theirs` have both
    ├── IngestError          a file or an article that cannot be taken in
    │   ├── RefusedFileError     a file that is too large, malformed or made to do harm
    │   │   └── EncodingError    a CSV that is written in another encoding than it is read in
    │   ├── DateOrderError       day first or month first: the file does not prove it, somebody must say
    │   ├── DecimalMarkError     thousands or decimals: the file does not prove it, somebody must say
    │   ├── CancelledError       stopped on request; nothing was kept
    │   └── ArticleError         an article cannot be read
    ├── StoryError           a story cannot be read or kept
    ├── LayerError           a folder that holds no bulk layer
    ├── ExportError          a view cannot be written to a file
    ├── FigureError          a figure cannot be drawn as it is asked for
    │   └── StoppedError         the reader stopped it
    └── ServeError           the map's server cannot start

A message gives the offending value and what to do next; the same facts are attributes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from muster.suggest import closest

SHOWN_CHARACTERS = 80
LISTED_VALUES = 30


def shorten(value: str) -> str:
    """Return `value` as a literal on one line, cut after 80 characters."""
    if len(value) > SHOWN_CHARACTERS:
        value = value[: SHOWN_CHARACTERS - 1] + "…"
    return repr(value)


def list_values(values: Iterable[str], *, total: int | None = None) -> str:
    """Return the values joined by commas, with a count in place of those after the thirtieth; `total` of all there are."""
    known = tuple(values)
    listed = known[:LISTED_VALUES]
    more = (len(known) if total is None else total) - len(listed)
    return f"{', '.join(listed)} and {more:,} more" if more > 0 else ", ".join(listed)


class MusterError(Exception):
    """The base of all of them."""


class MalformedValueError(MusterError):
    """A text that is no value of its field."""

    def __init__(self, value: str, problem: str, remedy: str) -> None:
        super().__init__(f"{shorten(value)} {problem}; {remedy}.")
        self.value = value
        self.problem = problem
        self.remedy = remedy


class DateError(MalformedValueError):
    """A date that cannot be read."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in one table.

    `row` is the row that a spreadsheet shows (the header is row 1), None for a fault of the whole file;
    `column` is empty for a fault of the whole row.
    """

    file: str
    row: int | None
    column: str
    value: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.column:
            place += f", {self.column}"
        shown = f"{shorten(self.value)} " if self.value else ""
        return f"{place}: {shown}{self.problem}; {self.remedy}."


class DataFaultsError(MusterError):
    """Tables that were not loaded, with everything that is wrong in them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        count = len(self.faults)
        noun = "fault" if count == 1 else "faults"
        lines = "\n".join(f"  {fault}" for fault in self.faults)
        super().__init__(f"The data has {count} {noun}; nothing was loaded.\n{lines}")


class SelectionError(MusterError):
    """A selection that cannot be asked. `problems` has one line for each thing wrong with it."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class UnknownValueError(SelectionError):
    """A value that does not exist, with those that do and those that look like it."""

    def __init__(self, field: str, value: str, existing: Iterable[str], *, total: int | None = None) -> None:
        """`total`: how many there are, where `existing` holds only the first and the likeliest of them."""
        self.field = field
        self.value = value
        self.existing = tuple(existing)
        self.close_matches = closest(value, self.existing)
        hint = f"; did you mean {' or '.join(self.close_matches)}?" if self.close_matches else "."
        exists = list_values(self.existing, total=total) or "none"
        super().__init__([f"{field}: {shorten(value)} does not exist{hint} There are: {exists}."])


class GeoError(MusterError):
    """A geometry that is missing or makes no sense."""


class GazetteerError(MusterError):
    """A name or a gazetteer that cannot be used."""


class StoreError(MusterError):
    """What people add cannot be read or kept."""


class AlreadyJudgedError(StoreError):
    """Somebody else settled this name, or superseded the judgement, in the meantime. Nothing was written."""

    def __init__(self, name: str, *, who: str, judgement_id: str) -> None:
        super().__init__(
            f"{shorten(name)} was settled in the meantime by {shorten(who)}; look at that judgement and supersede it "
            "if it is wrong."
        )
        self.name = name
        self.who = who
        self.judgement_id = judgement_id


class StoryError(MusterError):
    """A story that cannot be read or kept."""


class LayerError(MusterError):
    """A folder that holds no bulk layer, or none that can be read: `problem` says which."""

    def __init__(
        self,
        folder: Path,
        problem: str = "holds no bulk layer",
        remedy: str = "make one with muster layer make",
    ) -> None:
        super().__init__(f"{folder} {problem}; {remedy}.")
        self.folder = folder
        self.problem = problem


class AlreadyEditedError(StoreError):
    """Somebody else changed this item in the meantime. Nothing was written, and nothing of either is lost."""

    def __init__(self, item_id: str, *, who: str, mine: object, theirs: object) -> None:
        super().__init__(
            f"{item_id} was changed in the meantime by {shorten(who)}; look at that version, then make your change on it."
        )
        self.item_id = item_id
        self.who = who
        self.mine = mine
        self.theirs = theirs


class IngestError(MusterError):
    """A file or an article that cannot be taken in."""


class RefusedFileError(IngestError):
    """A file that is too large, malformed or made to do harm. Nothing of it was kept."""


class EncodingError(RefusedFileError):
    """A file that is not written in the encoding by which it is read. `sample`: bytes of the line where it shows."""

    def __init__(self, message: str, sample: bytes) -> None:
        super().__init__(message)
        self.sample = sample


class DateOrderError(IngestError):
    """Nothing in a file proves whether the day or the month stands first."""

    def __init__(self, column: str, example: str) -> None:
        super().__init__(
            f"{column}: {shorten(example)} may be day first or month first, and no date of the file has a 13 or more to "
            "prove which; say it with --dates day-first or --dates month-first."
        )
        self.column = column
        self.example = example


class DecimalMarkError(IngestError):
    """Nothing in a file proves whether a point, or a comma, groups thousands or stands before decimals."""

    def __init__(self, column: str, example: str) -> None:
        super().__init__(
            f"{column}: {shorten(example)} may have thousands or decimals, and no number of the file proves which; say "
            "which mark stands before decimals with --decimals point or --decimals comma (the other one groups thousands)."
        )
        self.column = column
        self.example = example


class UnmappedError(IngestError):
    """No column of a file is known to hold what every row needs: `missing` names it."""

    def __init__(self, missing: Iterable[str], columns: Iterable[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(
            f"no column was found for {' and '.join(self.missing)}; say which with --map FIELD=COLUMN. The columns are "
            f"{', '.join(columns)}."
        )


class CancelledError(IngestError):
    """Stopped on request. Nothing was kept."""


class ArticleError(IngestError):
    """An article cannot be read, or not within its limits."""


class ExportError(MusterError):
    """A view cannot be written to a file."""


class FigureError(MusterError):
    """A figure cannot be drawn as it is asked for."""


class StoppedError(FigureError):
    """Long work was stopped by the one who asked for it; nothing was written."""


class ServeError(MusterError):
    """The map's server cannot start."""
