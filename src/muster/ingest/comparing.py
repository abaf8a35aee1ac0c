"""A file that was read, beside what is there: what it would add, change or withdraw, and what reads like something else."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from muster.errors import IngestError
from muster.ingest.asking import EVERY, Watching
from muster.ingest.changes import Change, Changes, FieldChange, fields_between
from muster.ingest.draft import Draft
from muster.ingest.merge import label_of
from muster.ingest.spool import Duplicate, Spool, Spooled, batches, place_key
from muster.model import Dataset
from muster.store import Revision, State, Store


@dataclass(frozen=True, slots=True)
class Kept:
    """What taking a file in did; `import_id` None where it added nothing."""

    import_id: str | None
    added: int
    changed: int
    proposed: int
    unchanged: int
    withdrawn: int

    @property
    def news(self) -> int:
        """How many rows are other than what is there."""
        return self.added + self.changed + self.proposed + self.withdrawn


class Feeding:
    """Gives the drafts of a file to a writer of the store, and takes note of what each does there."""

    def __init__(self, spool: Spool, faulty: Iterable[str], taken_back: Iterable[str]) -> None:
        self._spool = spool
        self._faulty = tuple(faulty)
        self._taken_back = frozenset(taken_back)
        self._rows: dict[str, Spooled] = {}
        self.changes = Changes()

    def run(self, writer: Any, stage: str, watching: Watching) -> Kept:
        """Give all to a writer, or to none where nothing was ever kept; return how many were what."""
        outcomes: Counter[str] = Counter()
        done, total = 0, self._spool.count()
        if writer is not None:
            writer.keep(self._faulty)
        for batch in batches(self._spool.drafts(), EVERY):
            watching.tell(stage, done, total)
            self._rows = {row.item_id: row for row in batch}
            outcomes.update(self._given(writer, batch))
            done += len(batch)
        if writer is not None and self._taken_back:
            writer.take_back()
        withdrawn = 0 if writer is None else writer.withdraw_missing()
        watching.tell(stage, done, done)
        return Kept(
            None,
            outcomes["added"],
            outcomes["changed"],
            outcomes["proposed"],
            outcomes["unchanged"],
            withdrawn,
        )

    def hear(self, outcome: str, old: Revision, content: Mapping[str, Any] | str) -> None:
        """Take note of an item that is there and would be another."""
        row = self._rows.get(old.item_id)
        if not self.changes.has_room(outcome):
            return
        if isinstance(content, str):
            self.changes.add(outcome, _change(None, old.item_id, old.claim_id, old.content, ()))
            return
        fields = row.known if row is not None and row.known else fields_between(old.content, content)
        if old.state is State.WITHDRAWN:
            fields = (FieldChange("state", str(State.WITHDRAWN), str(State.DRAFT)), *fields)
        number = None if row is None else row.number
        self.changes.add(outcome, _change(number, old.item_id, old.claim_id, content, fields))

    def _given(self, writer: Any, batch: list[Spooled]) -> Iterator[str]:
        there = [row for row in batch if row.known == ()]
        rest = [row for row in batch if row.known != ()]
        yield from ("unchanged" for _ in there)
        if writer is None:
            found = {row.item_id: "added" for row in rest}
        else:
            writer.keep(row.item_id for row in there if row.item_id not in self._taken_back)
            found = writer.add([(row.item_id, row.claim_id, json.loads(row.content)) for row in rest])
        for row in rest:
            outcome = found[row.item_id]
            if outcome == "added":
                outcome = (
                    "proposed" if row.known else "added"
                )  # a claim of the tables is there, and no item of it
                if self.changes.has_room(outcome):
                    content = json.loads(row.content)
                    self.changes.add(
                        outcome, _change(row.number, row.item_id, row.claim_id, content, row.known or ())
                    )
            yield outcome


def _change(
    row: int | None, item_id: str, claim_id: str, content: Mapping[str, Any], fields: tuple[FieldChange, ...]
) -> Change:
    says, where = "", claim_id if claim_id != item_id else str(content.get("locator") or "")
    with suppress(IngestError):
        draft = Draft.from_plain(content)
        says = f"{label_of(draft)}. {draft.summary[:200]}".strip()
    return Change(row, item_id, claim_id, says, where, fields)


def alike(
    spool: Spool, dataset: Dataset, store: Store | None, own: frozenset[str] | set[str], watching: Watching
) -> Iterator[Duplicate]:
    """Yield what reads like something else: told what is there already, the spool finds it.

    `own` are the claims that the file itself has: what is in the file too stands for itself.
    """
    watching.tell("comparing", 0, None)
    for claim in dataset.claims:
        if claim.place_id is not None and claim.claim_id not in own:
            at = place_key(Draft(place_id=claim.place_id), dataset.places)
            spool.tell(at, claim.event_start, claim.event_end, claim.summary, None, claim.claim_id)
    for row, draft in _kept_drafts(store):
        place_of = place_key(draft, dataset.places)
        if place_of and draft.summary and not spool.has(row.item_id) and row.claim_id not in own:
            spool.tell(place_of, draft.event_start, draft.event_end, draft.summary, None, row.item_id)
    for count, duplicate in enumerate(spool.duplicates()):
        if count % EVERY == 0:
            watching.tell("comparing", count, None)
        yield duplicate


def _kept_drafts(store: Store | None) -> Iterator[tuple[Revision, Draft]]:
    if store is None:
        return
    for row in store.ledger.current(states=[State.DRAFT, State.ACCEPTED]):
        with suppress(IngestError):  # what another version of Muster kept is no reason not to look at a file
            yield row, Draft.from_plain(row.content)
