"""One version of an item: what it holds, how it is written and read, and what may follow it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, insert, or_, select

from muster.errors import StoreError, shorten
from muster.store.judgements import LONGEST_TEXT, LONGEST_WHO, check_text
from muster.store.schema import ITEMS, REVISIONS

BATCH = 500
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


def accepted(old: Revision) -> Revision:
    if old.proposed == WITHDRAWN:
        return replace(old, action="accept", state=State.WITHDRAWN, proposed=None)
    content = old.content if old.proposed is None or isinstance(old.proposed, str) else old.proposed
    return replace(old, action="accept", state=State.ACCEPTED, content=content, proposed=None)


def rejected(old: Revision) -> Revision:
    if old.proposed is not None:
        return replace(old, action="reject", proposed=None)
    return replace(old, action="reject", state=State.REJECTED)


def next_of(old: Revision, new: Revision, who: str, why: str, at: datetime | None = None) -> Revision:
    return replace(
        new,
        number=old.number + 1,
        import_id=None,
        who=check_text("Who changes it", who, longest=LONGEST_WHO),
        at=at or datetime.now(UTC),
        why=check_text("The reason", why, longest=LONGEST_TEXT, may_be_blank=True),
    )


def write(connection: Connection, revisions: Sequence[Revision]) -> None:
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


def joined() -> Select[Any]:
    return select(REVISIONS, ITEMS.c.claim_id, ITEMS.c.series, ITEMS.c.import_id.label("first_import")).join(
        ITEMS, ITEMS.c.item_id == REVISIONS.c.item_id
    )


def of_import(import_id: str) -> ColumnElement[bool]:
    """Return what holds of items that first came in by an import, and of those that its file changed last."""
    return or_(ITEMS.c.import_id == import_id, REVISIONS.c.import_id == import_id)


def waits() -> ColumnElement[bool]:
    """Return what holds of what waits for a decision: drafts, and what a newer file has otherwise."""
    return or_(REVISIONS.c.state == str(State.DRAFT), REVISIONS.c.proposed.is_not(None))


def newest(as_of: datetime | None) -> Select[Any]:
    newer = REVISIONS.alias("newer")
    after = [newer.c.item_id == REVISIONS.c.item_id, newer.c.number > REVISIONS.c.number]
    query = joined()
    if as_of is not None:
        after.append(newer.c.at <= as_of)
        query = query.where(REVISIONS.c.at <= as_of)
    return query.where(~exists().where(*after)).order_by(REVISIONS.c.seq)


def revision_of(row: Row[Any]) -> Revision:
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


def batches(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), BATCH):
        yield values[start : start + BATCH]
