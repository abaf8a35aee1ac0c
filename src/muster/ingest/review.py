"""Review: what a person decides on drafts, one by one or all of an import at once. Nothing is drawn before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from muster.errors import IngestError
from muster.ingest.draft import Draft
from muster.ingest.fit import faults_of
from muster.model import Dataset
from muster.store import Revision, State, Store, Watch, accepted, check_reason, rejected
from muster.vocabulary import Kind

EDITABLE = tuple(
    item.name
    for item in fields(Draft)
    if item.name not in {"document", "highlights", "original", "notes", "claim_id"}
)


MOST_LISTED = 1_000
"""How many of those that still wait are told by their ids."""
_NEWER = "a newer file differs: decide on it by itself"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft in the queue: its newest version, what stands in the way of accepting it, and what a newer file proposes."""

    revision: Revision
    draft: Draft
    faults: tuple[str, ...]
    proposed: Draft | None
    is_withdrawn: bool


def queue(
    store: Store,
    dataset: Dataset,
    *,
    states: tuple[State, ...] = (State.DRAFT,),
    import_id: str | None = None,
) -> Iterator[Waiting]:
    """Yield the items that stand so, in the order in which they came in.

    Among the drafts are claims for which a newer file proposes something else: they wait for a decision too.
    """
    if tuple(states) == (State.DRAFT,):
        rows = store.ledger.waiting(import_id)
    else:
        rows = store.ledger.current(states=states, import_id=import_id, or_proposed=State.DRAFT in states)
    for row in rows:
        yield waiting_of(row, dataset)


def waiting_of(row: Revision, dataset: Dataset) -> Waiting:
    """Return one item as the review shows it. Content that cannot be read is a fault of it, and can be rejected."""
    is_withdrawn = isinstance(row.proposed, str)
    try:
        draft = Draft.from_plain(row.content)
        proposed = Draft.from_plain(row.proposed) if isinstance(row.proposed, Mapping) else None
    except IngestError as error:
        return Waiting(row, Draft(locator=row.claim_id), (str(error),), None, is_withdrawn)
    return Waiting(row, draft, tuple(faults_of(proposed or draft, dataset)), proposed, is_withdrawn)


def accept(
    store: Store, dataset: Dataset, item_id: str, *, number: int, who: str, why: str = "",
    changes: Mapping[str, Any] | None = None,
) -> Revision:  # fmt: skip
    """Make a draft a claim, with other values in some of its fields where `changes` are given: both, or neither.

    Raises IngestError for one that still has something open, AlreadyEditedError as the store does.
    """
    row = store.ledger.get(item_id)
    waiting = waiting_of(row, dataset)
    if changes:
        content = changed(waiting.draft, changes)
        faults: Sequence[str] = faults_of(content, dataset)
    else:
        content, faults = None, () if waiting.is_withdrawn else waiting.faults
    if faults:
        raise IngestError(f"{item_id} cannot be accepted yet: {'; '.join(faults)}.")
    plain = None if content is None else content.to_plain()
    return store.ledger.accept(row.item_id, number=number, who=who, why=why, content=plain)


def reject(store: Store, item_id: str, *, number: int, who: str, why: str) -> Revision:
    """Turn a draft down, with the reason."""
    return store.ledger.reject(item_id, number=number, who=who, why=why)


def correct(
    store: Store, item_id: str, changes: Mapping[str, Any], *, number: int, who: str, why: str = ""
) -> Revision:
    """Keep a draft, or a claim, with other values in some of its fields, given as JSON has them (None is blank).

    Raises IngestError for a field that cannot be edited and a value that does not fit it.
    """
    row = store.ledger.get(item_id)
    newer = changed(Draft.from_plain(row.content), changes)
    return store.ledger.edit(row.item_id, newer.to_plain(), number=number, who=who, why=why)


def changed(draft: Draft, changes: Mapping[str, Any]) -> Draft:
    """Return a draft with other values in some of its fields, given as JSON has them (None is blank).

    Raises IngestError for a field that cannot be edited and a value that does not fit it.
    """
    unknown = sorted(set(changes) - set(EDITABLE))
    if unknown:
        raise IngestError(f"{', '.join(unknown)} cannot be edited; there are {', '.join(EDITABLE)}.")
    given = {name: value for name, value in changes.items() if value is not None}
    cleared = {name: getattr(Draft(), name) for name, value in changes.items() if value is None}
    read = Draft.from_plain(given)
    return replace(draft, **{name: getattr(read, name) for name in given}, **cleared)


def split(
    store: Store, item_id: str, changes: Sequence[Mapping[str, Any]], *, number: int, who: str, why: str = ""
) -> list[Revision]:
    """Keep a draft as several, one for each set of changes, all or none: the first in its place, the others beside it."""
    row = store.ledger.get(item_id)
    draft = Draft.from_plain(row.content)
    statement = {"statement_id": draft.statement_id or row.claim_id}
    contents = [changed(draft, {**each, **statement}).to_plain() for each in changes]
    return store.ledger.split(row.item_id, contents, number=number, who=who, why=why)


def merge(
    store: Store, keep_id: str, other_id: str, *, numbers: tuple[int, int], who: str, why: str = ""
) -> Revision:
    """Let one draft stand for two that say the same, both or neither: the other is rejected, and says why."""
    return store.ledger.merge(keep_id, other_id, numbers=numbers, who=who, why=why)


@dataclass(frozen=True, slots=True)
class AllAccepted:
    """How many of an import were accepted, how many still wait, and of the first of these (id, what is open)."""

    count: int
    waiting: int
    why: tuple[tuple[str, str], ...]


def accept_all(
    store: Store, dataset: Dataset, import_id: str, *, who: str, why: str = "", kind: Kind | None = None,
    watch: Watch | None = None,
) -> AllAccepted:  # fmt: skip
    """Accept every draft of an import that has nothing open, all or none of these; the others wait on.

    `kind` is given to those whose kind is open. `watch` is told how many are accepted, and may raise to cancel.
    """
    waiting: list[tuple[str, str]] = []
    count = 0

    def leave(item_id: str, faults: Sequence[str]) -> None:
        nonlocal count
        count += 1
        if len(waiting) < MOST_LISTED:
            waiting.append((item_id, "; ".join(faults)))

    def decide(row: Revision) -> Revision | None:
        found = waiting_of(row, dataset)
        draft = found.draft
        if found.proposed is not None or found.is_withdrawn:
            faults: Sequence[str] = (_NEWER,)
        elif kind is not None and draft.kind is None and row.content.keys():
            draft = replace(draft, kind=kind)
            faults = faults_of(draft, dataset)
        else:
            faults = found.faults
        if not faults:
            return accepted(row if draft is found.draft else replace(row, content=draft.to_plain()))
        leave(row.item_id, faults)
        return None

    done = store.ledger.decide_all(import_id, decide, who=who, why=why, watch=watch)
    for row in store.ledger.current(states=(), import_id=import_id, or_proposed=True):
        if row.state is not State.DRAFT:
            leave(row.item_id, (_NEWER,))
    return AllAccepted(done, count, tuple(waiting))


def reject_all(store: Store, import_id: str, *, who: str, why: str, watch: Watch | None = None) -> int:
    """Reject every draft of an import, all or none, with one reason; return how many."""
    check_reason(why)
    return store.ledger.decide_all(import_id, rejected, who=who, why=why, watch=watch)
