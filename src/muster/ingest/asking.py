"""What a person says of a file before it is read, and how they hear how far it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from muster.errors import CancelledError
from muster.ingest.counts import Mark
from muster.ingest.days import Order
from muster.vocabulary import Kind

EVERY = 500
"""After how many rows it is said how far it is."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a person says of a file; blank is: by the file itself. `mapping` is field to column, and overrides the guess."""

    format: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    order: Order | None = None
    mark: Mark | None = None
    """What stands before decimals in its numbers."""
    kind: Kind | None = None
    troop_origin: str = ""
    encoding: str = ""
    part: str = ""
    series: str = ""
    """The files of one series are versions of one another; blank is the file's name."""
    publisher: str = ""
    published_at: str = ""


@dataclass(frozen=True, slots=True)
class Watching:
    """Who hears how far it is, and may stop it.

    `progress` is told the stage ("reading", "understanding", "comparing", "keeping"), how far it is, and of how many if
    that is known.
    """

    progress: Callable[[str, int, int | None], None] | None = None
    cancelled: Callable[[], bool] | None = None

    def tell(self, stage: str, done: int, total: int | None) -> None:
        """Say how far it is. Raises CancelledError where it is to end."""
        if self.cancelled is not None and self.cancelled():
            raise CancelledError("The import was cancelled; nothing of it was kept.")
        if self.progress is not None:
            self.progress(stage, done, total)
