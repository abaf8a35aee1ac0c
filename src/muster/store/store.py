"""The store of judgements: record, supersede, ask. Safe to share between threads, and between processes by the file."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Row, insert, select
from sqlalchemy.exc import IntegrityError

from muster.errors import AlreadyJudgedError, StoreError
from muster.store.database import Database
from muster.store.judgements import (
    LONGEST_TEXT,
    LONGEST_WHO,
    Context,
    Judgement,
    check_text,
    key_of,
)
from muster.store.ledger import Ledger
from muster.store.location import default_location
from muster.store.schema import JUDGEMENTS


class Store:
    """Judgements at one location: a file of SQLite, or any database by URL (PostgreSQL is meant).

    Nothing is made before the first judgement is recorded: to look never writes. Every call raises StoreError, with
    one line on what to do, where the database cannot be read or written; what a call returned is on the disk.
    """

    def __init__(self, location: str | None = None) -> None:
        self.location = location or default_location()
        self.database = Database(self.location)
        self.ledger = Ledger(self.database)
        """Imported rows, drafts and claims, revision by revision."""

    def record(
        self, name: str, *, context: Context, place_id: str | None, who: str, why: str = ""
    ) -> Judgement:
        """Keep the first judgement on a name in a context; `place_id` None says "none of them".

        Raises AlreadyJudgedError where the name has a judgement in this very context: that one is to be superseded.
        """
        return self._keep(self._made(name, context.check(), place_id, who, why, None))

    def supersede(self, judgement_id: str, *, place_id: str | None, who: str, why: str = "") -> Judgement:
        """Keep a judgement in the place of an older one, on the same name in the same context; the older one stays.

        Raises AlreadyJudgedError where that one is superseded already, StoreError where it does not exist.
        """
        old = self.judgement(judgement_id)
        return self._keep(self._made(old.name, old.context, place_id, who, why, judgement_id))

    def judgement(self, judgement_id: str) -> Judgement:
        """Return one judgement. Raises StoreError for an id that does not exist."""
        for found in self._rows(JUDGEMENTS.c.judgement_id == judgement_id):
            return found
        raise StoreError(f"there is no judgement {judgement_id!r} in {self.database.shown}.")

    def current(self, name: str, *, document_id: str = "", country: str = "") -> Judgement | None:
        """Return what holds for a name: the latest in the same document, else in the same country, else None."""
        return choose_current(self.all_current(name), document_id=document_id, country=country)

    def all_current(self, name: str | None = None) -> tuple[Judgement, ...]:
        """Return every judgement that none supersedes, in the order in which they were made; of one name if given."""
        rows = self._rows(*([JUDGEMENTS.c.name_key == key_of(name)] if name is not None else []))
        replaced = {row.supersedes for row in rows}
        return tuple(row for row in rows if row.judgement_id not in replaced)

    def history(self, name: str | None = None) -> tuple[Judgement, ...]:
        """Return every judgement ever made, superseded ones too, in the order in which they were made."""
        return tuple(self._rows(*([JUDGEMENTS.c.name_key == key_of(name)] if name is not None else [])))

    def close(self) -> None:
        """Let go of the database; the next call opens it again."""
        self.database.close()

    def _made(  # noqa: PLR0913, PLR0917 - one value for each column
        self, name: str, context: Context, place_id: str | None, who: str, why: str, supersedes: str | None
    ) -> Judgement:
        return Judgement(
            judgement_id=uuid.uuid4().hex,
            name=check_text("The name", name, longest=LONGEST_TEXT),
            name_key=key_of(name),
            context=context,
            place_id=None if place_id is None else check_text("The place", place_id, longest=LONGEST_TEXT),
            who=check_text("Who judges", who, longest=LONGEST_WHO),
            at=datetime.now(UTC),
            why=check_text("The reason", why, longest=LONGEST_TEXT, may_be_blank=True),
            supersedes=supersedes,
        )

    def _keep(self, judgement: Judgement) -> Judgement:
        try:
            with self.database.writing() as connection:
                connection.execute(insert(JUDGEMENTS), [_values(judgement)])
        except IntegrityError:
            rival = self._rival(judgement)
            if rival is None:
                raise StoreError(
                    f"{self.database.shown} refuses the judgement; look whether it was altered by hand."
                ) from None
            raise AlreadyJudgedError(rival.name, who=rival.who, judgement_id=rival.judgement_id) from None
        return judgement

    def _rival(self, judgement: Judgement) -> Judgement | None:
        mine = (judgement.context, judgement.supersedes)
        lines = [row for row in self.history(judgement.name) if (row.context, row.supersedes) == mine]
        held = choose_current(
            [row for row in self.all_current(judgement.name) if row.context == judgement.context],
            document_id=judgement.context.document_id,
            country=judgement.context.country,
        )
        return held if lines else None

    def _rows(self, *where: ColumnElement[bool]) -> list[Judgement]:
        with self.database.reading(JUDGEMENTS) as connection:
            if connection is None:
                return []
            rows = connection.execute(select(JUDGEMENTS).where(*where).order_by(JUDGEMENTS.c.seq))
            return [_judgement(row) for row in rows]


def choose_current(
    judgements: Iterable[Judgement], *, document_id: str = "", country: str = ""
) -> Judgement | None:
    """Return the latest of these that was made for the document, else the latest for the country, else None."""
    held = list(judgements)
    for fits in (
        [row for row in held if document_id and row.context.document_id == document_id],
        [row for row in held if country and row.context.country == country],
    ):
        if fits:
            return fits[-1]
    return None


def _values(judgement: Judgement) -> dict[str, object]:
    return {
        "judgement_id": judgement.judgement_id,
        "name": judgement.name,
        "name_key": judgement.name_key,
        "document_id": judgement.context.document_id,
        "country": judgement.context.country,
        "place_id": judgement.place_id,
        "who": judgement.who,
        "at": judgement.at,
        "why": judgement.why,
        "supersedes": judgement.supersedes,
    }


def _judgement(row: Row[tuple[object, ...]]) -> Judgement:
    return Judgement(
        judgement_id=row.judgement_id,
        name=row.name,
        name_key=row.name_key,
        context=Context(row.document_id, row.country),
        place_id=row.place_id,
        who=row.who,
        at=row.at,
        why=row.why,
        supersedes=row.supersedes,
    )
