"""An answer in steps: what is used more than once is kept as a table, on whatever engine, and asked again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import ibis  # type: ignore[import-untyped]

from muster.query.dating import unbound_shown


class Plan:
    """Steps over the shown claims and the companions, each an unbound expression with the name that it is kept under.

    `takes` alone read the table `shown`. `answers` are read at the end, by name. A step may use those before it.
    """

    def __init__(self) -> None:
        self.takes: list[tuple[str, Any]] = []
        self.steps: list[tuple[str, Any]] = []
        self.answers: dict[str, Any] = {}

    def take(
        self, name: str, columns: Sequence[str], where: Callable[[Any], Sequence[Any]] | None = None
    ) -> Any:
        """Keep these columns of the shown claims that pass, and return the unbound table that they make."""
        shown = unbound_shown()
        taken = (shown.filter(*where(shown)) if where else shown).select(*columns)
        self.takes.append((name, taken))
        return ibis.table(taken.schema(), name=name)

    def keep(self, name: str, expression: Any) -> Any:
        """Keep the rows of an expression under a name, and return the unbound table that they make."""
        self.steps.append((name, expression))
        return ibis.table(expression.schema(), name=name)
