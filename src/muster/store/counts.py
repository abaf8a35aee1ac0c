"""How many items stand how, now or at a moment, and how many edits came after one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from muster.store.database import Database
from muster.store.revisions import State, newest, of_import, waits
from muster.store.schema import ITEMS, REVISIONS


class Counts:
    """The counting half of a `Ledger`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._counts: tuple[int, Mapping[str, Mapping[State, int]]] = (0, {})

    def count(self, states: Iterable[State] = State) -> int:
        """Return how many items stand so."""
        counts = self.states_by_import()
        return sum(standing.get(state, 0) for state in set(states) for standing in counts.values())

    def count_waiting(self, import_id: str | None = None) -> tuple[int, int]:
        """Return how many drafts wait for a decision, and how many claims for which a newer file has something else.

        Of an import: of what first came in by it, and what it changed last.
        """
        where = [waits(), *([] if import_id is None else [of_import(import_id)])]
        rows = newest(None).where(*where).order_by(None)
        query = rows.with_only_columns(REVISIONS.c.state, func.count()).group_by(REVISIONS.c.state)
        with self._database.reading(REVISIONS, ITEMS) as connection:
            found = () if connection is None else connection.execute(query).fetchall()
        counts = {State(state): count for state, count in found}
        drafts = counts.pop(State.DRAFT, 0)
        return drafts, sum(counts.values())

    def states_by_import(self) -> Mapping[str, Mapping[State, int]]:
        """Return, of each import by which an item first came in, how many stand how.

        Counted once; afterwards only what was written since is looked at.
        """
        at, held = self._counts
        end = self.newest()
        if at != end:
            changes = self._counted(None) if at == 0 else self._changed_between(at, end)
            counts = {key: dict(standing) for key, standing in held.items()}
            for import_id, state, count in changes:
                standing = counts.setdefault(import_id, {})
                standing[state] = standing.get(state, 0) + count
            self._counts = (end, counts)
        return self._counts[1]

    def count_by_import(self, states: Iterable[State], *, as_of: datetime | None = None) -> dict[str, int]:
        """Return how many items stand so, or stood so at a moment, of each import that has any."""
        wanted = set(states)
        counts: dict[str, dict[State, int]] = {}
        if as_of is None:
            counts = {key: dict(standing) for key, standing in self.states_by_import().items()}
        else:
            for import_id, state, count in self._counted(as_of):
                counts.setdefault(import_id, {})[state] = count
        sums = {key: sum(standing.get(state, 0) for state in wanted) for key, standing in counts.items()}
        return {key: count for key, count in sums.items() if count}

    def _counted(self, as_of: datetime | None) -> list[tuple[str, State, int]]:
        columns = (ITEMS.c.import_id, REVISIONS.c.state)
        query = newest(as_of).order_by(None).with_only_columns(*columns, func.count()).group_by(*columns)
        with self._database.reading(REVISIONS, ITEMS) as connection:
            found = () if connection is None else connection.execute(query).fetchall()
        return [(import_id, State(state), count) for import_id, state, count in found]

    def _changed_between(self, after: int, end: int) -> list[tuple[str, State, int]]:
        """Return by how much each count grew, or shrank, with the revisions after one up to another."""
        before = REVISIONS.alias("before")
        query = (
            select(ITEMS.c.import_id, REVISIONS.c.state, before.c.state, func.count())
            .join(ITEMS, ITEMS.c.item_id == REVISIONS.c.item_id)
            .outerjoin(
                before,
                and_(before.c.item_id == REVISIONS.c.item_id, before.c.number == REVISIONS.c.number - 1),
            )
            .where(REVISIONS.c.seq > after, REVISIONS.c.seq <= end)
            .group_by(ITEMS.c.import_id, REVISIONS.c.state, before.c.state)
        )
        changes = []
        with self._database.reading(REVISIONS, ITEMS) as connection:
            for import_id, now, then, count in () if connection is None else connection.execute(query):
                changes.append((import_id, State(now), count))
                if then is not None:
                    changes.append((import_id, State(then), -count))
        return changes

    def edits_after(self, moment: datetime) -> int:
        """Return how many times a claim was accepted, changed or taken back after a moment: what leaves drafts alone is none."""
        before = REVISIONS.alias("before")
        accepted_state = str(State.ACCEPTED)
        query = (
            select(func.count())
            .select_from(REVISIONS)
            .outerjoin(
                before,
                and_(before.c.item_id == REVISIONS.c.item_id, before.c.number == REVISIONS.c.number - 1),
            )
            .where(
                REVISIONS.c.at > moment,
                REVISIONS.c.action != "propose",
                or_(REVISIONS.c.state == accepted_state, before.c.state == accepted_state),
            )
        )
        with self._database.reading(REVISIONS) as connection:
            return 0 if connection is None else int(connection.execute(query).scalar() or 0)

    def newest(self) -> int:
        """Return a number that grows with every revision, 0 before the first: cheap to ask, for what is held in memory."""
        with self._database.reading(REVISIONS) as connection:
            if connection is None:
                return 0
            return int(connection.execute(select(func.max(REVISIONS.c.seq))).scalar() or 0)
