"""A person's answer on top of the resolver's; the resolver itself knows nothing of judgements."""

from __future__ import annotations

from dataclasses import dataclass

from muster.gazetteer import Candidate, Resolution
from muster.store.judgements import Judgement


@dataclass(frozen=True, slots=True)
class Judged:
    """The two answers to one name, side by side."""

    automatic: Resolution
    judgement: Judgement | None = None

    @property
    def is_settled(self) -> bool:
        """Whether somebody judged, or the resolver is sure."""
        return self.judgement is not None or self.automatic.status == "resolved"

    @property
    def place_id(self) -> str | None:
        """The place that holds: the judged one, else the automatic one; None where it is none or not settled."""
        if self.judgement is not None:
            return self.judgement.place_id
        return self.automatic.place.place_id if self.automatic.place else None

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The resolver's candidates, the place that holds first where it is among them."""
        chosen = self.place_id
        first = [c for c in self.automatic.candidates if c.place_id == chosen]
        return (*first, *(c for c in self.automatic.candidates if c.place_id != chosen))


def apply_judgement(resolution: Resolution, judgement: Judgement | None) -> Judged:
    """Return the judged answer first and the automatic answer, unchanged, beside it."""
    return Judged(resolution, judgement)
