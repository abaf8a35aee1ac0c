"""Imported rows, drafts and claims, as lines of revisions: who, when, why; nothing is overwritten.

An item is one claim in the making. Its newest revision holds; older ones stay. The content is JSON that the store does
not read: `muster.ingest` writes and reads it.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, func, insert, or_, select
from sqlalchemy.exc import IntegrityError

from muster.errors import AlreadyEditedError, StoreError, shorten
from muster.store.database import Database
from muster.store.judgements import LONGEST_TEXT, LONGEST_WHO, check_text
from muster.store.schema import IMPORTS, ITEMS, REVISIONS

BATCH = 500
FROM_FILES = frozenset({"import", "change", "withdraw"})
"""Actions of files on what no person has touched."""
WITHDRAWN = "withdrawn"
"""What a newer file proposes for a claim that it no longer has."""


class State(StrEnum):
    """Where an item stands; only what is accepted is a claim."""

    DRAFT = "draft"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Import:
    """One file, or one article, as it was taken in. `document` is the content of its document, as JSON."""

    import_id: str
    series: str
    format: str
    file_name: str
    sha256: str
    document: str
    who: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of an item. `proposed` is what a newer file has in its place, until a person takes it or leaves it."""

    item_id: str
    claim_id: str
    number: int
    action: str
    state: State
    content: Mapping[str, Any]
    proposed: Mapping[str, Any] | str | None
    import_id: str | None
    who: str
    at: datetime
    why: str
    series: str
    first_import: str


class Ledger:
    """The items of one database. Every call raises StoreError, in one line, where it cannot be read or written."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def imports(self, series: str | None = None) -> tuple[Import, ...]:
        """Return the imports in the order in which they were made; of one series if given."""
        query = select(IMPORTS).order_by(IMPORTS.c.at, IMPORTS.c.import_id)
        if series is not None:
            query = query.where(IMPORTS.c.series == series)
        with self._database.reading(IMPORTS) as connection:
            if connection is None:
                return ()
            return tuple(Import(*row) for row in connection.execute(query))

    def current(
        self,
        *,
        states: Iterable[State] = State,
        import_id: str | None = None,
        series: str | None = None,
        as_of: datetime | None = None,
        or_proposed: bool = False,
    ) -> Iterator[Revision]:
        """Yield the newest revision of each item, or the one that held at a moment, in the order of their making.

        `or_proposed` adds, whatever their state, those for which a newer file proposes something else.
        """
        where: list[ColumnElement[bool]] = []
        if import_id is not None:
            where.append(ITEMS.c.import_id == import_id)
        if series is not None:
            where.append(ITEMS.c.series == series)
        wanted = [str(state) for state in states]
        stands: ColumnElement[bool] = REVISIONS.c.state.in_(wanted)
        if or_proposed:
            stands = or_(stands, REVISIONS.c.proposed.is_not(None))
        query = _newest(as_of).where(stands, *where)
        yield from self._stream(query)

    def count(self, states: Iterable[State] = State) -> int:
        """Return how many items stand so."""
        newest = _newest(None).where(REVISIONS.c.state.in_([str(state) for state in states])).subquery()
        with self._database.reading(REVISIONS) as connection:
            if connection is None:
                return 0
            return int(connection.execute(select(func.count()).select_from(newest)).scalar() or 0)

    def newest(self) -> int:
        """Return a number that grows with every revision, 0 before the first: cheap to ask, for what is held in memory."""
        with self._database.reading(REVISIONS) as connection:
            if connection is None:
                return 0
            return int(connection.execute(select(func.max(REVISIONS.c.seq))).scalar() or 0)

    def get(self, item_id: str) -> Revision:
        """Return the newest revision of an item, by its id or that of its claim. StoreError where there is none."""
        history = self.history(item_id)
        if not history:
            raise StoreError(f"there is no {item_id!r} in {self._database.shown}.")
        return history[-1]

    def history(self, item_id: str) -> tuple[Revision, ...]:
        """Return every revision of an item, oldest first, by its id or that of its claim; none for one never kept."""
        query = (
            _joined()
            .where(or_(ITEMS.c.item_id == item_id, ITEMS.c.claim_id == item_id))
            .order_by(REVISIONS.c.seq)
        )
        return tuple(self._stream(query))

    def accept(self, item_id: str, *, number: int, who: str, why: str = "") -> Revision:
        """Make a draft, as it is at `number`, a claim; what a newer file proposes is taken over."""
        return self._after(item_id, number, _accepted, who=who, why=why)

    def reject(self, item_id: str, *, number: int, who: str, why: str) -> Revision:
        """Turn down a draft, or, of a claim, what a newer file proposes. A reason must be given."""
        check_text("The reason", why, longest=LONGEST_TEXT)
        return self._after(item_id, number, _rejected, who=who, why=why)

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

    def review_all(
        self,
        import_id: str,
        ready: Mapping[str, Mapping[str, Any] | None],
        *,
        accepting: bool,
        who: str,
        why: str,
    ) -> int:
        """Accept, or reject, drafts by their ids at once, all or none; return how many.

        A content that is given beside an id takes the place of the draft's own.
        """
        check_text("The reason", why, longest=LONGEST_TEXT, may_be_blank=accepting)
        decide = _accepted if accepting else _rejected
        count = 0
        with self._writing_one(import_id, None) as connection:
            for ids in _batches(list(ready)):
                query = _newest(None).where(ITEMS.c.item_id.in_(ids), REVISIONS.c.state == State.DRAFT)
                made = []
                for found in connection.execute(query):
                    row = _revision(found)
                    made.append(
                        _next(row, replace(decide(row), content=ready[row.item_id] or row.content), who, why)
                    )
                _write(connection, made)
                count += len(made)
        return count

    def add_beside(
        self, old: Revision, item_id: str, content: Mapping[str, Any], *, who: str, why: str
    ) -> Revision:
        """Keep a further draft of the same import, beside one that it was split from."""
        first = replace(old, item_id=item_id, claim_id=item_id, number=0, content=content, proposed=None)
        made = _next(first, replace(first, action="split", state=State.DRAFT), who, why)
        with self._writing_one(item_id, content) as connection:
            item = {
                "item_id": item_id,
                "claim_id": item_id,
                "series": f"{old.series} (split)",
                "import_id": old.first_import,
            }
            connection.execute(insert(ITEMS), [item])
            _write(connection, [made])
        return made

    def undo_import(self, import_id: str, *, who: str, why: str = "") -> int:
        """Take back what an import did to each item that nobody has touched since, all or none; return how many."""
        query = _newest(None).where(REVISIONS.c.import_id == import_id)
        touched = list(self._stream(query))
        with self._writing_one(import_id, None) as connection:
            for rows in _batches(touched):
                before = self._before(connection, rows)
                _write(connection, [_next(row, before[row.item_id], who, why) for row in rows])
        return len(touched)

    def _before(self, connection: Connection, rows: Sequence[Revision]) -> dict[str, Revision]:
        """Return what held before each revision; a first one was nothing before, and is withdrawn."""
        found = {row.item_id: replace(row, action="undo", state=State.WITHDRAWN) for row in rows}
        pairs = [and_(ITEMS.c.item_id == row.item_id, REVISIONS.c.number == row.number - 1) for row in rows]
        for row in connection.execute(_joined().where(or_(*pairs))):
            older = _revision(row)
            found[older.item_id] = replace(older, action="undo")
        return found

    @contextmanager
    def comparing(self, entry: Import) -> Iterator[ImportWriter | None]:
        """Yield what `importing` does, except that it writes nothing; None where nothing was ever kept."""
        with self._database.reading(REVISIONS, ITEMS) as connection:
            yield None if connection is None else ImportWriter(connection, entry, is_dry=True)

    @contextmanager
    def importing(self, entry: Import) -> Iterator[ImportWriter]:
        """Yield a writer of one import: all of it is kept at the end, nothing where an error or a kill comes before."""
        with self._writing_one(entry.import_id, None) as connection:
            connection.execute(
                insert(IMPORTS), [{column.name: getattr(entry, column.name) for column in IMPORTS.c}]
            )
            yield ImportWriter(connection, entry)

    def _after(  # noqa: PLR0913 - what is changed, by whom, and what is lost where somebody was first
        self, item_id: str, number: int, change: Any, *, who: str, why: str, mine: Any = None
    ) -> Revision:
        old = self.get(item_id)
        if old.number != number:
            raise AlreadyEditedError(old.item_id, who=old.who, mine=mine, theirs=old)
        made = _next(old, change(old), who, why)
        with self._writing_one(old.item_id, mine) as connection:
            _write(connection, [made])
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
            if connection is None:
                return
            rows = connection.execution_options(yield_per=BATCH).execute(query)
            for row in rows:
                yield _revision(row)


class ImportWriter:
    """Adds the rows of one import to the items that are there. Made by `Ledger.importing`."""

    def __init__(self, connection: Connection, entry: Import, *, is_dry: bool = False) -> None:
        self._connection = connection
        self._entry = entry
        self._is_dry = is_dry
        self._seen: set[int] = set()
        self._has_met = False

    def keep(self, item_ids: Iterable[str]) -> None:
        """Take it that the file still has these, though their rows are faulty: they are not withdrawn."""
        self._seen.update(map(hash, item_ids))

    def add(self, rows: Sequence[tuple[str, str, Mapping[str, Any]]]) -> dict[str, str]:
        """Keep rows of (item id, claim id, content); return what each was: added, changed, unchanged or proposed.

        A draft that nobody touched takes the newer content. For one that was edited or decided, the newer content is
        proposed beside it.
        """
        held = self._held([row[0] for row in rows])
        told = self._told(held)
        outcome: dict[str, str] = {}
        items, revisions = [], []
        for item_id, claim_id, content in rows:
            self._seen.add(hash(item_id))
            old = held.get(item_id)
            self._has_met |= old is not None and old.series == self._entry.series
            if old is None:
                new = self._first(item_id, claim_id, content)
                items.append(
                    {
                        "item_id": item_id,
                        "claim_id": claim_id,
                        "series": self._entry.series,
                        "import_id": self._entry.import_id,
                    }
                )
                outcome[item_id] = "added"
                revisions.append(new)
                held[item_id] = new
                told[item_id] = content
                continue
            outcome[item_id], newer = changed_by(old, told.get(item_id), content)
            if newer is not None:
                revisions.append(self._made(old, newer))
                held[item_id] = revisions[-1]
                told[item_id] = content
        if items and not self._is_dry:
            self._connection.execute(insert(ITEMS), items)
        self._keep(revisions)
        return outcome

    def withdraw_missing(self) -> int:
        """Withdraw what older files of the series had and this one has not; return how many.

        A file that has nothing in common with those before it is no newer version of them: then nothing is withdrawn.
        """
        if not self._has_met:
            return 0
        query = _newest(None).where(
            ITEMS.c.series == self._entry.series, REVISIONS.c.state.in_([State.DRAFT, State.ACCEPTED])
        )
        gone = [
            row.item_id
            for row in self._connection.execute(query.with_only_columns(ITEMS.c.item_id))
            if hash(row.item_id) not in self._seen
        ]
        count = 0
        for ids in _batches(gone):
            held = self._held(ids)
            told = self._told(held)
            changes = [(old, changed_by(old, told.get(old.item_id), WITHDRAWN)[1]) for old in held.values()]
            made = [self._made(old, newer) for old, newer in changes if newer is not None]
            self._keep(made)
            count += len(made)
        return count

    def _keep(self, revisions: Sequence[Revision]) -> None:
        if not self._is_dry:
            _write(self._connection, revisions)

    def _made(self, old: Revision, newer: Revision) -> Revision:
        made = _next(old, newer, self._entry.who, self._entry.why, self._entry.at)
        return replace(made, import_id=self._entry.import_id)

    def _told(self, held: Mapping[str, Revision]) -> dict[str, Mapping[str, Any] | str]:
        """Return what the files last said of items; of one that was taken back, nothing, or what holds since."""
        told: dict[str, Mapping[str, Any] | str] = {}
        asked = []
        for row in held.values():
            if row.action in FROM_FILES:
                told[row.item_id] = _told_by(row)
            elif row.action != "undo":
                asked.append(row.item_id)
            elif row.state is not State.WITHDRAWN:
                told[row.item_id] = row.content
        for some in _batches(asked):
            query = _joined().where(ITEMS.c.item_id.in_(some), REVISIONS.c.import_id.is_not(None))
            for older in self._connection.execute(query.order_by(REVISIONS.c.seq)):
                told[older.item_id] = _told_by(_revision(older))
        return told

    def _held(self, ids: Sequence[str]) -> dict[str, Revision]:
        found: dict[str, Revision] = {}
        for some in _batches(ids):
            for row in self._connection.execute(_newest(None).where(ITEMS.c.item_id.in_(some))):
                found[row.item_id] = _revision(row)
        return found

    def _first(self, item_id: str, claim_id: str, content: Mapping[str, Any]) -> Revision:
        entry = self._entry
        return Revision(
            item_id=item_id,
            claim_id=claim_id,
            number=1,
            action="import",
            state=State.DRAFT,
            content=content,
            proposed=None,
            import_id=entry.import_id,
            who=entry.who,
            at=entry.at,
            why=entry.why,
            series=entry.series,
            first_import=entry.import_id,
        )


def new_import(  # noqa: PLR0913 - one value for each column
    *, series: str, file_format: str, file_name: str, sha256: str, document: str, who: str, why: str = ""
) -> Import:
    """Return an import that happens now. Raises StoreError for a blank or overlong text."""
    return Import(
        import_id=uuid.uuid4().hex,
        series=check_text("The series", series, longest=LONGEST_TEXT),
        format=file_format,
        file_name=file_name,
        sha256=sha256,
        document=document,
        who=check_text("Who imports", who, longest=LONGEST_WHO),
        at=datetime.now(UTC),
        why=check_text("The reason", why, longest=LONGEST_TEXT, may_be_blank=True),
    )


def changed_by(  # noqa: PLR0911 - one answer for each case
    old: Revision, told: Mapping[str, Any] | str | None, content: Mapping[str, Any] | str
) -> tuple[str, Revision | None]:
    """Return what a newer file makes of an item, and the revision that says so; None where nothing is new.

    `told` is what the file before it said. What no person touched follows the file; for the rest it is proposed.
    """
    if content == told:
        return "unchanged", None
    is_untouched = old.action in FROM_FILES or (old.action == "undo" and old.state is State.WITHDRAWN)
    if isinstance(content, str):
        if old.state in {State.WITHDRAWN, State.REJECTED}:
            return "unchanged", None
        if is_untouched:
            return "withdrawn", replace(old, action="withdraw", state=State.WITHDRAWN, proposed=None)
        return "withdrawn", replace(old, action="propose", proposed=WITHDRAWN)
    if is_untouched:
        return "changed", replace(old, action="change", state=State.DRAFT, content=content, proposed=None)
    if content == old.content:
        return "changed", replace(old, action="propose", proposed=None)
    return "proposed", replace(old, action="propose", proposed=content)


def _told_by(row: Revision) -> Mapping[str, Any] | str:
    """Return what the file said that made this revision."""
    if row.action == "withdraw":
        return WITHDRAWN
    return row.content if row.proposed is None else row.proposed


def _accepted(old: Revision) -> Revision:
    if old.proposed == WITHDRAWN:
        return replace(old, action="accept", state=State.WITHDRAWN, proposed=None)
    content = old.content if old.proposed is None or isinstance(old.proposed, str) else old.proposed
    return replace(old, action="accept", state=State.ACCEPTED, content=content, proposed=None)


def _rejected(old: Revision) -> Revision:
    if old.proposed is not None:
        return replace(old, action="reject", proposed=None)
    return replace(old, action="reject", state=State.REJECTED)


def _next(old: Revision, new: Revision, who: str, why: str, at: datetime | None = None) -> Revision:
    return replace(
        new,
        number=old.number + 1,
        import_id=None,
        who=check_text("Who changes it", who, longest=LONGEST_WHO),
        at=at or datetime.now(UTC),
        why=check_text("The reason", why, longest=LONGEST_TEXT, may_be_blank=True),
    )


def _write(connection: Connection, revisions: Sequence[Revision]) -> None:
    if revisions:
        connection.execute(insert(REVISIONS), [_values(revision) for revision in revisions])


def _values(revision: Revision) -> dict[str, Any]:
    plain = {column.name: getattr(revision, column.name) for column in REVISIONS.c if column.name != "seq"}
    plain["state"] = str(revision.state)
    plain["content"] = _json(revision.content)
    plain["proposed"] = None if revision.proposed is None else _json(revision.proposed)
    return plain


def _json(value: Any) -> str:
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        text.encode()
    except ValueError as error:
        raise StoreError(f"{shorten(str(value))} cannot be kept ({type(error).__name__}).") from None
    return text


def _joined() -> Select[Any]:
    return select(REVISIONS, ITEMS.c.claim_id, ITEMS.c.series, ITEMS.c.import_id.label("first_import")).join(
        ITEMS, ITEMS.c.item_id == REVISIONS.c.item_id
    )


def _newest(as_of: datetime | None) -> Select[Any]:
    newer = REVISIONS.alias("newer")
    after = [newer.c.item_id == REVISIONS.c.item_id, newer.c.number > REVISIONS.c.number]
    query = _joined()
    if as_of is not None:
        after.append(newer.c.at <= as_of)
        query = query.where(REVISIONS.c.at <= as_of)
    return query.where(~exists().where(*after)).order_by(REVISIONS.c.seq)


def _revision(row: Row[Any]) -> Revision:
    return Revision(
        item_id=row.item_id,
        claim_id=row.claim_id,
        number=row.number,
        action=row.action,
        state=State(row.state),
        content=json.loads(row.content),
        proposed=None if row.proposed is None else json.loads(row.proposed),
        import_id=row.import_id,
        who=row.who,
        at=row.at,
        why=row.why,
        series=row.series,
        first_import=row.first_import,
    )


def _batches(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), BATCH):
        yield values[start : start + BATCH]
