"""Review: what a person decides on drafts, one by one or all of an import at once. Nothing is drawn before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from muster.errors import IngestError
from muster.ingest.draft import Draft
from muster.ingest.merge import faults_of
from muster.model import Dataset
from muster.store import Revision, State, Store
from muster.vocabulary import Kind

EDITABLE = tuple(
    item.name for item in fields(Draft) if item.name not in {"document", "highlights", "original", "notes"}
)


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
    for row in store.ledger.current(states=states, import_id=import_id, or_proposed=State.DRAFT in states):
        yield waiting_of(row, dataset)


def waiting_of(row: Revision, dataset: Dataset) -> Waiting:
    """Return one item as the review shows it. Raises IngestError for content that is no draft."""
    draft = Draft.from_plain(row.content)
    proposed = Draft.from_plain(row.proposed) if isinstance(row.proposed, Mapping) else None
    asked = proposed or draft
    return Waiting(row, draft, tuple(faults_of(asked, dataset)), proposed, isinstance(row.proposed, str))


def accept(store: Store, dataset: Dataset, item_id: str, *, number: int, who: str, why: str = "") -> Revision:
    """Make a draft a claim. Raises IngestError for one that still has something open, AlreadyEditedError as the store does."""
    row = store.ledger.get(item_id)
    waiting = waiting_of(row, dataset)
    if waiting.faults and not waiting.is_withdrawn:
        raise IngestError(f"{item_id} cannot be accepted yet: {'; '.join(waiting.faults)}.")
    return store.ledger.accept(row.item_id, number=number, who=who, why=why)


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
    unknown = sorted(set(changes) - set(EDITABLE))
    if unknown:
        raise IngestError(f"{', '.join(unknown)} cannot be edited; there are {', '.join(EDITABLE)}.")
    given = {name: value for name, value in changes.items() if value is not None}
    cleared = {name: getattr(Draft(), name) for name, value in changes.items() if value is None}
    read = Draft.from_plain(given)
    newer = replace(Draft.from_plain(row.content), **{name: getattr(read, name) for name in given}, **cleared)
    return store.ledger.edit(row.item_id, newer.to_plain(), number=number, who=who, why=why)


def split(
    store: Store, item_id: str, changes: list[Mapping[str, Any]], *, number: int, who: str, why: str = ""
) -> list[Revision]:
    """Keep a draft as several, one for each set of changes: the first in its place, the others as new drafts beside it."""
    row = store.ledger.get(item_id)
    statement = Draft.from_plain(row.content).statement_id or row.claim_id
    first = correct(
        store, item_id, {**changes[0], "statement_id": statement}, number=number, who=who, why=why
    )
    made = [first]
    for index, more in enumerate(changes[1:], 2):
        read = Draft.from_plain({name: value for name, value in more.items() if value is not None})
        names = {name: getattr(read, name) for name, value in more.items() if value is not None}
        content = replace(Draft.from_plain(row.content), **names, statement_id=statement).to_plain()
        made.append(
            store.ledger.add_beside(row, f"{row.item_id}-{first.number}-{index}", content, who=who, why=why)
        )
    return made


def merge(
    store: Store, keep_id: str, other_id: str, *, numbers: tuple[int, int], who: str, why: str = ""
) -> Revision:
    """Let one draft stand for two that say the same: the other is rejected, and says why."""
    kept = store.ledger.get(keep_id)
    reason = f"Merged into {kept.claim_id}. {why}".strip()
    store.ledger.reject(other_id, number=numbers[1], who=who, why=reason)
    return kept


def accept_all(
    store: Store, dataset: Dataset, import_id: str, *, who: str, why: str = "", kind: Kind | None = None
) -> tuple[int, list[tuple[str, str]]]:
    """Accept every draft of an import that has nothing open, all at once; return how many, and why others wait.

    `kind` is given to those whose kind is open.
    """
    ready: dict[str, Mapping[str, Any] | None] = {}
    waiting_still: list[tuple[str, str]] = []
    for waiting in queue(store, dataset, import_id=import_id):
        draft = waiting.draft
        if waiting.revision.state is not State.DRAFT:
            waiting_still.append((waiting.revision.item_id, "a newer file differs: decide on it by itself"))
            continue
        changed = replace(draft, kind=kind) if draft.kind is None and kind is not None else draft
        faults = faults_of(changed, dataset)
        if faults:
            waiting_still.append((waiting.revision.item_id, "; ".join(faults)))
        else:
            ready[waiting.revision.item_id] = None if changed is draft else changed.to_plain()
    accepted = store.ledger.review_all(import_id, ready, accepting=True, who=who, why=why)
    return accepted, waiting_still


def reject_all(store: Store, import_id: str, *, who: str, why: str) -> int:
    """Reject every draft of an import, all at once, with one reason; return how many."""
    ready = dict.fromkeys(
        row.item_id for row in store.ledger.current(states=[State.DRAFT], import_id=import_id)
    )
    return store.ledger.review_all(import_id, ready, accepting=False, who=who, why=why)
