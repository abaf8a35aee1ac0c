"""A file's rows beside the items that are there: added, changed, withdrawn, or proposed where a person decided."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert

from muster.store.judgements import LONGEST_TEXT, LONGEST_WHO, check_text
from muster.store.revisions import (
    WITHDRAWN,
    Import,
    Revision,
    State,
    batches,
    joined,
    newest,
    next_of,
    revision_of,
    write,
)
from muster.store.schema import ITEMS, REVISIONS

Told = Callable[[str, Revision, Mapping[str, Any] | str], None]
"""Told what a file makes of an item that is there: the outcome, what holds, and what the file says."""
FROM_FILES = frozenset({"import", "change", "withdraw"})
"""Actions of files on what no person has touched."""


class ImportWriter:
    """Adds the rows of one import to the items that are there. Made by `Ledger.importing`."""

    def __init__(
        self, connection: Connection, entry: Import, *, is_dry: bool = False, tell: Told | None = None
    ) -> None:
        self._connection = connection
        self._entry = entry
        self._is_dry = is_dry
        self._tell = tell
        self._seen: set[int] = set()
        self._has_met = False

    def keep(self, item_ids: Iterable[str]) -> None:
        """Take it that the file still has these, though their rows are faulty: they are not withdrawn."""
        self._seen.update(map(hash, item_ids))

    def take_back(self) -> None:
        """Take it that the file is a newer version of its series, though what it has of it is there already otherwise."""
        self._has_met = True

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
                self._say(outcome[item_id], old, content)
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
        query = newest(None).where(
            ITEMS.c.series == self._entry.series, REVISIONS.c.state.in_([State.DRAFT, State.ACCEPTED])
        )
        gone = [
            row.item_id
            for row in self._connection.execute(query.with_only_columns(ITEMS.c.item_id))
            if hash(row.item_id) not in self._seen
        ]
        count = 0
        for ids in batches(gone):
            held = self._held(ids)
            told = self._told(held)
            changes = [(old, changed_by(old, told.get(old.item_id), WITHDRAWN)[1]) for old in held.values()]
            for old, newer in changes:
                if newer is not None:
                    self._say("withdrawn", old, WITHDRAWN)
            made = [self._made(old, newer) for old, newer in changes if newer is not None]
            self._keep(made)
            count += len(made)
        return count

    def _say(self, outcome: str, old: Revision, content: Mapping[str, Any] | str) -> None:
        if self._tell is not None:
            self._tell(outcome, old, content)

    def _keep(self, revisions: Sequence[Revision]) -> None:
        if not self._is_dry:
            write(self._connection, revisions)

    def _made(self, old: Revision, newer: Revision) -> Revision:
        made = next_of(old, newer, self._entry.who, self._entry.why, self._entry.at)
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
        for some in batches(asked):
            query = joined().where(ITEMS.c.item_id.in_(some), REVISIONS.c.import_id.is_not(None))
            for older in self._connection.execute(query.order_by(REVISIONS.c.seq)):
                told[older.item_id] = _told_by(revision_of(older))
        return told

    def _held(self, ids: Sequence[str]) -> dict[str, Revision]:
        found: dict[str, Revision] = {}
        for some in batches(ids):
            for row in self._connection.execute(newest(None).where(ITEMS.c.item_id.in_(some))):
                found[row.item_id] = revision_of(row)
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
