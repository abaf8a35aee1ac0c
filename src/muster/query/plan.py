"""An answer in steps: what is used more than once is kept as a table, on whatever engine, and asked again."""

from __future__ import annotations

from typing import Any

import ibis  # type: ignore[import-untyped]

from muster.query.dating import unbound_shown


class Plan:
    """Steps over the table `shown` and the companions, each an unbound expression with the name that it is kept under.

    `answers` are the tables that are read at the end, by name. A step may use those before it.
    """

    def __init__(self) -> None:
        self.steps: list[tuple[str, Any]] = []
        self.answers: dict[str, Any] = {}
        self._taken: set[str] = set()

    def take(self, *columns: str) -> Any:
        """Return these columns of the shown claims: no others are read."""
        self._taken |= set(columns)
        return unbound_shown().select(*columns)

    def keep(self, name: str, expression: Any) -> Any:
        """Keep the rows of an expression under a name, and return the unbound table that they make."""
        self.steps.append((name, expression))
        return ibis.table(expression.schema(), name=name)

    def taken(self) -> tuple[str, ...]:
        """Return the columns of `shown` that the plan reads, in their order."""
        return tuple(name for name in unbound_shown().columns if name in self._taken)
