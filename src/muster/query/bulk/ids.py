"""The ids of a layer's claims: looked up in the engine one by one, as there are too many to hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import duckdb

from muster.errors import LISTED_VALUES

_AT_ONCE = 10_000


class ClaimIds(Mapping[str, int]):
    """Each claim's id with its position, in their order. Safe from several threads."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, total: int) -> None:
        self._connection = connection
        self._total = total

    def __getitem__(self, claim_id: str) -> int:
        found = self._ask("SELECT position FROM claims WHERE claim_id = ?", [claim_id])
        if not found:
            raise KeyError(claim_id)
        return int(str(found[0][0]))

    def __contains__(self, claim_id: object) -> bool:
        return isinstance(claim_id, str) and bool(
            self._ask("SELECT 1 FROM claims WHERE claim_id = ? LIMIT 1", [claim_id])
        )

    def __len__(self) -> int:
        return self._total

    def __iter__(self) -> Iterator[str]:
        with self._connection.cursor() as cursor:
            cursor.execute("SELECT claim_id FROM claims ORDER BY position")
            while rows := cursor.fetchmany(_AT_ONCE):
                yield from (row[0] for row in rows)

    def at(self, positions: Iterable[int]) -> tuple[str, ...]:
        """Return the ids at these positions, in their order; positions that no claim has are passed over."""
        wanted = ", ".join(str(int(position)) for position in positions)
        if not wanted:
            return ()
        sql = f"SELECT claim_id FROM claims WHERE position IN ({wanted}) ORDER BY position"
        return tuple(str(row[0]) for row in self._ask(sql, []))

    def near(self, value: str) -> tuple[str, ...]:
        """Return the ids that differ from a value by the fewest letters, at most as many as a message lists."""
        sql = "SELECT claim_id FROM claims ORDER BY levenshtein(claim_id, ?), position LIMIT ?"
        return tuple(str(row[0]) for row in self._ask(sql, [value, LISTED_VALUES]))

    def _ask(self, sql: str, parameters: list[object]) -> list[tuple[object, ...]]:
        with self._connection.cursor() as cursor:
            return cursor.execute(sql, parameters).fetchall()
