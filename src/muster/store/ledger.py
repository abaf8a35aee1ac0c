"""Imported rows, drafts and claims, as lines of revisions: who, when, why; nothing is overwritten.

An item is one claim in the making. Its newest revision holds; older ones stay. The content is JSON that the store does
not read: `muster.ingest` writes and reads it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, insert, or_, select
from sqlalchemy.exc import IntegrityError

from muster.errors import AlreadyEditedError, StoreError
from muster.store.counts import Counts
from muster.store.database import Database
from muster.store.importing import ImportWriter, Told
from muster.store.judgements import check_reason
from muster.store.revisions import (
    BATCH,
    Import,
    Revision,
    State,
    accepted,
    batches,
    joined,
    newest,
    next_of,
    of_import,
    rejected,
    revision_of,
    waits,
    write,
)
from muster.store.schema import IMPORTS, ITEMS, REVISIONS

LONGEST_ID = 40
Watch = Callable[[int], None]
"""Told how many are done; it may raise, and then nothing of them is kept."""


class Ledger(Counts):
    """The items of one database. Every call raises StoreError, in one line, where it cannot be read or written."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._first_waiting = 0

    def imports(self, series: str | None = None) -> tuple[Import, ...]:
        """Return the imports in the order in which they were made; of one series if given."""
        query = select(IMPORTS).order_by(IMPORTS.c.at, IMPORTS.c.import_id)
        if series is not None:
            query = query.where(IMPORTS.c.series == series)
        with self._database.reading(IMPORTS) as connection:
            if connection is None:
                return ()
            return tuple(Import(*row) for row in connection.execute(query))

    def current(  # noqa: PLR0913 - one way to narrow it for each
        self,
        *,
        states: Iterable[State] = State,
        import_id: str | None = None,
        series: str | None = None,
        imports: Collection[str] | None = None,
        as_of: datetime | None = None,
        or_proposed: bool = False,
    ) -> Iterator[Revision]:
        """Yield the newest revision of each item, or the one that held at a moment, in the order of their making.

        `import_id` is the one by which an item first came in, or that changed it last; `imports` are those by which it first came in. `or_proposed` adds, whatever their state, those for which a newer file proposes something else.
        """
        where: list[ColumnElement[bool]] = []
        if import_id is not None:
            where.append(of_import(import_id))
        if series is not None:
            where.append(ITEMS.c.series == series)
        if imports is not None:
            where.append(ITEMS.c.import_id.in_(imports))
        wanted = [str(state) for state in states]
        stands: ColumnElement[bool] = REVISIONS.c.state.in_(wanted)
        if or_proposed:
            stands = or_(stands, REVISIONS.c.proposed.is_not(None))
        query = newest(as_of).where(stands, *where)
        yield from self._stream(query)

    def latest(self, states: Iterable[State], *, count: int, skip: int = 0) -> list[Revision]:
        """Return the items that stand so, the last changed first: `count` of them after the first `skip`."""
        query = newest(None).where(REVISIONS.c.state.in_([str(state) for state in states])).order_by(None)
        return list(self._stream(query.order_by(REVISIONS.c.seq.desc()).limit(count).offset(skip)))

    def waiting(self, import_id: str | None = None) -> Iterator[Revision]:
        """Yield what waits for a decision, in the order of its making: drafts, and what a newer file has otherwise.

        Of an import these are what first came in by it, and what it changed last.
        """
        query = newest(None).where(waits()).where(REVISIONS.c.seq >= self._first_waiting)
        if import_id is not None:
            query = query.where(of_import(import_id))
        end = self.newest()
        is_first = import_id is None
        with self._database.reading(REVISIONS, ITEMS) as connection:
            for row in () if connection is None else self._rows(connection, query):
                if is_first:  # an older version never holds again: the next search begins here
                    self._first_waiting, is_first = row.seq, False
                yield revision_of(row)
        if is_first:
            self._first_waiting = end + 1

    def came_in(self, item_ids: Sequence[str]) -> dict[str, int]:
        """Return, of each of these items, a number that is larger the later it first came in."""
        found: dict[str, int] = {}
        with self._database.reading(REVISIONS) as connection:
            if connection is None:
                return found
            for some in batches(item_ids):
                query = select(REVISIONS.c.item_id, func.min(REVISIONS.c.seq))
                query = query.where(REVISIONS.c.item_id.in_(some)).group_by(REVISIONS.c.item_id)
                found |= {row[0]: row[1] for row in connection.execute(query)}
        return found

    def items_of_claims(self) -> dict[str, tuple[str, State, str]]:
        """Return (item id, state, series) of each claim that items are kept for: an accepted one before the others."""
        found: dict[str, tuple[str, State, str]] = {}
        columns = (ITEMS.c.claim_id, ITEMS.c.item_id, REVISIONS.c.state, ITEMS.c.series)
        with self._database.reading(REVISIONS, ITEMS) as connection:
            if connection is None:
                return found
            for claim_id, item_id, state, series in connection.execute(
                newest(None).with_only_columns(*columns)
            ):
                held = found.get(claim_id)
                if held is None or held[1] is not State.ACCEPTED or state == State.ACCEPTED:
                    found[claim_id] = (item_id, State(state), series)
        return found

    def get(self, item_id: str) -> Revision:
        """Return the newest revision of an item, by its id or that of its claim. StoreError where there is none."""
        history = self.history(item_id)
        if not history:
            raise StoreError(f"there is no {item_id!r} in {self._database.shown}.")
        return history[-1]

    def history(self, item_id: str) -> tuple[Revision, ...]:
        """Return every revision of an item, oldest first, by its id or that of its claim; none for one never kept."""
        query = (
            joined()
            .where(or_(ITEMS.c.item_id == item_id, ITEMS.c.claim_id == item_id))
            .order_by(REVISIONS.c.seq)
        )
        return tuple(self._stream(query))

    def accept(
        self, item_id: str, *, number: int, who: str, why: str = "", content: Mapping[str, Any] | None = None
    ) -> Revision:
        """Make a draft, as it is at `number`, a claim; what a newer file proposes is taken over.

        A `content` is kept first in the place of the draft's own: both versions, or none.
        """
        old = self._at(item_id, number, mine=content)
        made = []
        if content is not None:
            made.append(next_of(old, replace(old, action="edit", content=content), who, why))
        before = made[-1] if made else old
        made.append(next_of(before, accepted(before), who, why))
        with self._writing_one(old.item_id, content) as connection:
            write(connection, made)
        return made[-1]

    def reject(self, item_id: str, *, number: int, who: str, why: str) -> Revision:
        """Turn down a draft, or, of a claim, what a newer file proposes. A reason must be given."""
        check_reason(why)
        return self._after(item_id, number, rejected, who=who, why=why)

    def edit(
        self, item_id: str, content: Mapping[str, Any], *, number: int, who: str, why: str = ""
    ) -> Revision:
        """Keep another content in the place of version `number`. A draft stays a draft, a claim a claim.

        Raises AlreadyEditedError where somebody made a newer version: it has both, and nothing was written.
        """

        def edited(old: Revision) -> Revision:
            return replace(old, action="edit", content=content)

        return self._after(item_id, number, edited, who=who, why=why, mine=content)

    def undo(self, item_id: str, *, number: int, who: str, why: str = "") -> Revision:
        """Keep, as a new version, what held before version `number`. StoreError where that is the first."""
        history = self.history(item_id)
        before = next((row for row in history if row.number == number - 1), None)
        if before is None:
            raise StoreError(f"{item_id} has nothing before version {number}; reject it instead.")
        return self._after(
            item_id,
            number,
            lambda _: replace(before, action="undo"),
            who=who,
            why=why,
        )

    def split(
        self, item_id: str, contents: Sequence[Mapping[str, Any]], *, number: int, who: str, why: str = ""
    ) -> list[Revision]:
        """Keep an item as several drafts, all or none: the first in its place, the others, new, beside it."""
        old = self._at(item_id, number, mine=contents[0])
        draft = replace(old, action="split", state=State.DRAFT, proposed=None)
        made = [next_of(old, replace(draft, content=contents[0]), who, why)]
        items = []
        for index, content in enumerate(contents[1:], 2):
            key = _beside(f"{old.item_id}-{made[0].number}-{index}")
            series = f"{old.series} (split)"
            first = replace(draft, item_id=key, claim_id=key, number=0, content=content, series=series)
            made.append(next_of(first, first, who, why))
            items.append({
                "item_id": key, "claim_id": key, "series": series, "import_id": old.first_import,
            })  # fmt: skip
        with self._writing_one(old.item_id, contents[0]) as connection:
            if items:
                connection.execute(insert(ITEMS), items)
            write(connection, made)
        return made

    def merge(
        self, keep_id: str, other_id: str, *, numbers: tuple[int, int], who: str, why: str = ""
    ) -> Revision:
        """Let one item stand for two, both or neither: the other is rejected, and each says so of the other."""
        keep, other = self._at(keep_id, numbers[0]), self._at(other_id, numbers[1])
        if keep.item_id == other.item_id:
            raise StoreError(f"{keep_id} cannot be merged into itself; name another draft.")
        kept = next_of(
            keep, replace(keep, action="merge"), who, f"Stands for {other.claim_id} too. {why}".strip()
        )
        gone = replace(other, action="merge", state=State.REJECTED, proposed=None)
        with self._writing_one(keep.item_id, None) as connection:
            write(
                connection, [kept, next_of(other, gone, who, f"Merged into {keep.claim_id}. {why}".strip())]
            )
        return kept

    def decide_all(
        self, import_id: str, decide: Callable[[Revision], Revision | None], *, who: str, why: str,
        watch: Watch | None = None,
    ) -> int:  # fmt: skip
        """Decide on every draft of an import, all or none; return how many were decided on.

        These are what first came in by it, and what it changed last.

        `decide` returns what is to follow (`accepted`, `rejected`), or None for one that is left as it is.
        """
        query = newest(None).where(of_import(import_id), REVISIONS.c.state == str(State.DRAFT))
        count = 0
        with self._writing_one(import_id, None) as connection:
            for rows in _pages(connection, query):
                pairs = [(row, decide(row)) for row in map(revision_of, rows)]
                made = [next_of(row, then, who, why) for row, then in pairs if then is not None]
                write(connection, made)
                count += len(made)
                if watch is not None:
                    watch(count)
        return count

    def undo_import(
        self,
        import_id: str,
        *,
        who: str,
        why: str = "",
        with_decided: bool = False,
        watch: Watch | None = None,
    ) -> int:
        """Take back what an import did to each item that nobody has touched since, all or none; return how many.

        `with_decided` withdraws as well what first came in by it and was changed or accepted since.
        """
        untouched = newest(None).where(REVISIONS.c.import_id == import_id)
        standing = newest(None).where(
            ITEMS.c.import_id == import_id, REVISIONS.c.state.in_([str(State.DRAFT), str(State.ACCEPTED)])
        )
        count = 0
        with self._writing_one(import_id, None) as connection:
            for query in (untouched, standing) if with_decided else (untouched,):
                for rows in _pages(connection, query):
                    before = _before(connection, rows) if query is untouched else _withdrawn(rows)
                    made = [next_of(row, before[row.item_id], who, why) for row in map(revision_of, rows)]
                    write(connection, made)
                    count += len(made)
                    if watch is not None:
                        watch(count)
        return count

    @contextmanager
    def comparing(self, entry: Import, tell: Told | None = None) -> Iterator[ImportWriter | None]:
        """Yield what `importing` does, except that it writes nothing; None where nothing was ever kept.

        `tell` hears of each item that is there and would be another.
        """
        with self._database.reading(REVISIONS, ITEMS) as connection:
            yield None if connection is None else ImportWriter(connection, entry, is_dry=True, tell=tell)

    @contextmanager
    def importing(self, entry: Import) -> Iterator[ImportWriter]:
        """Yield a writer of one import: all of it is kept at the end, nothing where an error or a kill comes before."""
        with self._writing_one(entry.import_id, None) as connection:
            connection.execute(
                insert(IMPORTS), [{column.name: getattr(entry, column.name) for column in IMPORTS.c}]
            )
            yield ImportWriter(connection, entry)

    def _at(self, item_id: str, number: int, *, mine: Any = None) -> Revision:
        old = self.get(item_id)
        if old.number != number:
            raise AlreadyEditedError(old.item_id, who=old.who, mine=mine, theirs=old)
        return old

    def _after(  # noqa: PLR0913 - what is changed, by whom, and what is lost where somebody was first
        self, item_id: str, number: int, change: Any, *, who: str, why: str, mine: Any = None
    ) -> Revision:
        old = self._at(item_id, number, mine=mine)
        made = next_of(old, change(old), who, why)
        with self._writing_one(old.item_id, mine) as connection:
            write(connection, [made])
        return made

    @contextmanager
    def _writing_one(self, item_id: str, mine: Any) -> Iterator[Connection]:
        try:
            with self._database.writing() as connection:
                yield connection
        except IntegrityError:
            history = self.history(item_id)
            who = history[-1].who if history else "somebody else"
            theirs = history[-1] if history else None
            raise AlreadyEditedError(item_id, who=who, mine=mine, theirs=theirs) from None

    def _stream(self, query: Select[Any]) -> Iterator[Revision]:
        with self._database.reading(REVISIONS, ITEMS) as connection:
            if connection is not None:
                yield from map(revision_of, self._rows(connection, query))

    @staticmethod
    def _rows(connection: Connection, query: Select[Any]) -> Iterator[Any]:
        yield from connection.execution_options(yield_per=BATCH).execute(query)


def _pages(connection: Connection, query: Select[Any]) -> Iterator[Sequence[Any]]:
    """Yield the rows of a query over revisions page by page, so that others can be written in between.

    What is written meanwhile is not among them: it comes after the last that was there at the beginning.
    """
    last = int(connection.execute(select(func.max(REVISIONS.c.seq))).scalar() or 0)
    at = 0
    while rows := connection.execute(
        query.where(REVISIONS.c.seq > at, REVISIONS.c.seq <= last).limit(BATCH)
    ).fetchall():
        yield rows
        at = rows[-1].seq


def _before(connection: Connection, rows: Sequence[Any]) -> dict[str, Revision]:
    """Return what held before each revision; a first one was nothing before, and is withdrawn."""
    found = _withdrawn(rows)
    now = REVISIONS.alias("now")
    older = joined().join(
        now, and_(now.c.item_id == REVISIONS.c.item_id, now.c.number == REVISIONS.c.number + 1)
    )
    for row in connection.execute(older.where(now.c.seq.in_([row.seq for row in rows]))):
        before = revision_of(row)
        found[before.item_id] = replace(before, action="undo")
    return found


def _withdrawn(rows: Sequence[Any]) -> dict[str, Revision]:
    return {
        row.item_id: replace(revision_of(row), action="undo", state=State.WITHDRAWN, proposed=None)
        for row in rows
    }


def _beside(key: str) -> str:
    """Return an id for what was split off: one that fits, however often it is split again."""
    return key if len(key) <= LONGEST_ID else f"in-{hashlib.sha256(key.encode()).hexdigest()[:24]}"
