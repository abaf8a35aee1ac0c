"""Where the drafts of a file wait, on disk, until they are taken in: a million of them need no memory."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path

from rapidfuzz import fuzz, process, utils

from muster.errors import IngestError
from muster.ingest.changes import FieldChange
from muster.ingest.draft import Draft
from muster.ingest.places import point_of
from muster.model import Place

ALIKE = 85
"""How alike two texts of one place and time are, of 100, to be told as near-duplicates."""
MOST_COMPARED = 200
_FAR_PAST, _FAR_FUTURE = date.min.toordinal(), date.max.toordinal()
_TABLES = """
CREATE TABLE drafts (
    seq INTEGER PRIMARY KEY, number INTEGER NOT NULL, item TEXT NOT NULL UNIQUE, claim TEXT NOT NULL, content TEXT NOT NULL, known TEXT NOT NULL
);
CREATE TABLE told (place TEXT NOT NULL, first INTEGER, last INTEGER, text TEXT NOT NULL, number INTEGER, ref TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row that reads like another row of its file, or like a claim or a draft that is there already.

    One that is exact says in all fields what the other row says, and is not taken twice; the others are taken in.
    """

    row: int
    other_row: int | None
    other_id: str
    likeness: int
    is_exact: bool = False

    def to_plain(self) -> dict[str, object]:
        return {
            "row": self.row,
            "like_row": self.other_row,
            "like_claim": self.other_id or None,
            "likeness": self.likeness,
            "exact": self.is_exact,
        }


@dataclass(frozen=True, slots=True)
class Spooled:
    """A draft as it waits. `known`, of a row of our own export: how it differs from the claim that is there already.

    None is a row that no claim is known for; one that differs in nothing says so with no fields.
    """

    number: int
    item_id: str
    claim_id: str
    content: str
    known: tuple[FieldChange, ...] | None


class Spool:
    """A temporary database of drafts, gone when it is closed."""

    def __init__(self, known: Mapping[str, Place]) -> None:
        self.known = known
        self._folder = tempfile.TemporaryDirectory(prefix="muster-import-")
        self._raw = sqlite3.connect(
            Path(self._folder.name) / "spool.sqlite", isolation_level=None, check_same_thread=False
        )
        self._raw.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE;" + _TABLES
        )
        self._raw.execute("BEGIN")

    def add(
        self,
        number: int,
        item_id: str,
        claim_id: str,
        draft: Draft,
        *,
        known: Sequence[FieldChange] | None = None,
    ) -> int | None:
        """Keep a draft; return None, or the row that has its id already, and then nothing is kept."""
        try:
            content = json.dumps(draft.to_plain(), ensure_ascii=False, separators=(",", ":"))
            told = "" if known is None else json.dumps([astuple(one) for one in known], ensure_ascii=False)
            self._raw.execute(
                "INSERT INTO drafts (number, item, claim, content, known) VALUES (?, ?, ?, ?, ?)",
                (number, item_id, claim_id, content, told),
            )
            place = place_key(draft, self.known)
            if place and draft.summary:
                self.tell(
                    place,
                    draft.event_start,
                    draft.event_end,
                    draft.summary,
                    number,
                    draft.claim_id or item_id,
                )
        except sqlite3.IntegrityError:
            row = self._raw.execute("SELECT number FROM drafts WHERE item = ?", (item_id,)).fetchone()
            return int(row[0]) if row else number
        except sqlite3.Error as error:
            raise IngestError(f"the temporary folder cannot be used ({error}); make room there.") from None
        return None

    def holds(self, item_id: str, draft: Draft) -> bool:
        """Whether what is kept under that id says the same as a draft, in all its fields."""
        row = self._raw.execute("SELECT content FROM drafts WHERE item = ?", (item_id,)).fetchone()
        return row is not None and json.loads(row[0]) == json.loads(json.dumps(draft.to_plain()))

    def tell(  # noqa: PLR0913, PLR0917 - one value for each column
        self, place: str, first: date | None, last: date | None, text: str, number: int | None, ref: str
    ) -> None:
        """Let a text be compared with the others of its place; `number` None is of what is there already."""
        start = _FAR_PAST if first is None else first.toordinal()
        end = _FAR_FUTURE if last is None else last.toordinal()
        words = " ".join(sorted(utils.default_process(text[:600]).split()))
        self._raw.execute(
            "INSERT INTO told VALUES (?, ?, ?, ?, ?, ?)", (place, start, end, words, number, ref)
        )

    def drafts(self) -> Iterator[Spooled]:
        """Yield what is kept in the order of the rows."""
        rows = self._raw.execute("SELECT number, item, claim, content, known FROM drafts ORDER BY seq")
        for number, item, claim, content, told in rows:
            known = tuple(FieldChange(*one) for one in json.loads(told)) if told else None
            yield Spooled(number, item, claim, content, known)

    def sample(self, count: int) -> list[tuple[int, Draft]]:
        """Return the first drafts, with their rows."""
        rows = self._raw.execute("SELECT number, content FROM drafts ORDER BY seq LIMIT ?", (count,))
        return [(number, Draft.from_plain(json.loads(content))) for number, content in rows]

    def count(self) -> int:
        return int(self._raw.execute("SELECT count(*) FROM drafts").fetchone()[0])

    def has(self, item_id: str) -> bool:
        return self._raw.execute("SELECT 1 FROM drafts WHERE item = ?", (item_id,)).fetchone() is not None

    def duplicates(self) -> Iterator[Duplicate]:
        """Yield, for each row that reads like an earlier one or like what is there, the text that is most like it.

        Only texts of one place whose days overlap are compared, each with the 200 before it at most.
        """
        rows = self._raw.execute(
            "SELECT place, first, last, text, number, ref FROM told ORDER BY place, first, number"
        )
        place: str = ""
        held: list[tuple[object, ...]] = []
        for row in rows:
            if row[0] != place:
                place, held = row[0], []
            held = [other for other in held if other[2] >= row[1]][-MOST_COMPARED:]
            found = _most_alike(row, held)
            if found is not None:
                yield found
            held.append(row)

    def close(self) -> None:
        self._raw.close()
        self._folder.cleanup()


def _most_alike(row: tuple[object, ...], held: list[tuple[object, ...]]) -> Duplicate | None:
    is_new = row[4] is not None
    others = [other for other in held if other[5] != row[5] and (is_new or other[4] is not None)]
    match = process.extractOne(
        str(row[3]), [str(other[3]) for other in others], scorer=fuzz.ratio, score_cutoff=ALIKE
    )
    if match is None:
        return None
    other = others[match[2]]
    mine, theirs = (row, other) if is_new else (other, row)
    number = theirs[4]
    return Duplicate(
        row=int(str(mine[4])),
        other_row=None if number is None else int(str(number)),
        other_id="" if number is not None else str(theirs[5]),
        likeness=round(match[1]),
    )


def place_key(draft: Draft, known: Mapping[str, Place]) -> str:
    """Return what makes two drafts be of one place: a coordinate to a few kilometres, else a region or a name."""
    if draft.place_id:
        place = known.get(draft.place_id)
        point = point_of(draft.place_id) if place is None else (place.lat, place.lon)
        if point is None or point[0] is None or (place is not None and place.geometry_id):
            return draft.place_id
        return f"{point[0]:.1f},{point[1]:.1f}"
    if draft.lat is not None and draft.lon is not None:
        return f"{draft.lat:.1f},{draft.lon:.1f}"
    return draft.place_text.strip().lower()


def batches(rows: Iterable[Spooled], size: int) -> Iterator[list[Spooled]]:
    """Yield rows in lists of at most `size`."""
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch
