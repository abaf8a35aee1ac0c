"""Figures that stand beside each other, and the range that they make. Nothing is ever added up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from muster.model import Dataset
from muster.query.links import allies, linked, replaced_by, wholes_of
from muster.vocabulary import GeoPrecision

UNGIVEN = 9
NOBODY = -1
"""Less than any number: there is no total that a local figure would have to exceed."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of people in one claim. `first_day` and `last_day` are those of its assertion, None where open."""

    position: int
    claim_id: str
    statement_id: str
    said_order: int
    known_earliest: date | None
    assertion_id: str
    originator_id: str
    precision: int
    low: int | None
    best: int | None
    high: int | None
    event_start: date | None = None
    event_end: date | None = None
    first_day: date | None = None
    last_day: date | None = None
    troop_origin: str = ""
    is_desertion: bool = False

    @property
    def size(self) -> int:
        """The number as one figure: its best, else its high, else its low."""
        return next(n for n in (self.best, self.high, self.low) if n is not None)


@dataclass(frozen=True, slots=True)
class Standing:
    """One assertion's number that no other one contains or replaces.

    `number` is the one that was said first, however an echo has it; `claim_ids` all of those that give one, `part` the largest number that it
    contains or replaces, where it has an upper bound alone: that bounds it from below.
    """

    number: Number
    claim_ids: tuple[str, ...]
    is_total: bool
    part: Standing | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """What the standing figures come to; None where nobody says.

    One figure is given as it was said: "up to" has no low, "over" no high, a bare number is all three. Where several
    stand they are not reconciled: `low` is the smallest and `high` the largest number among them, and `best` is given
    only where all say the same. `claim_ids` are the claims that gave the numbers, in the order of the data set.
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None
    claim_ids: tuple[str, ...] = ()
    figures: tuple[Standing, ...] = ()


def combine(figures: Iterable[Standing], order: dict[str, int]) -> Range:
    """Return the range of figures that stand beside each other, the largest first; the empty range for none."""
    standing = tuple(sorted(figures, key=lambda f: (-f.number.size, f.number.position)))
    if not standing:
        return Range()
    ids = {key for f in standing for key in (*f.claim_ids, *(f.part.claim_ids if f.part else ()))}
    claim_ids = tuple(sorted(ids, key=order.__getitem__))
    lows = [_first(f.number.low, f.number.best, f.part.number.size if f.part else None) for f in standing]
    highs = [_first(f.number.high, f.number.best) for f in standing]
    bests = {f.number.best for f in standing}
    best = bests.pop() if len(bests) == 1 else None
    if len(standing) == 1:
        return Range(lows[0], best, highs[0], claim_ids, standing)
    low = min(_first(n, f.number.size) or 0 for n, f in zip(lows, standing, strict=True))
    high = max(_first(n, f.number.size) or 0 for n, f in zip(highs, standing, strict=True))
    return Range(low, best, high, claim_ids, standing)


def _first(*numbers: int | None) -> int | None:
    return next((n for n in numbers if n is not None), None)


def by_assertion(numbers: Iterable[Number]) -> dict[str, list[Number]]:
    """Return the numbers of each assertion, in the order given."""
    found: dict[str, list[Number]] = {}
    for number in numbers:
        found.setdefault(number.assertion_id, []).append(number)
    return found


def stand(numbers: list[Number]) -> Standing:
    """Return the figure of one assertion from the numbers of its claims: no echo that inflates it ever raises it.

    It is the largest of the statement that was made first, a headline only where there is nothing else.
    """
    first = min(numbers, key=lambda n: n.said_order)
    together = [n for n in numbers if n.statement_id == first.statement_id]
    said = max(together, key=lambda n: (n.size, -n.position))
    # Coarser than this no claim of the assertion is: one that names a town says nothing of the whole.
    is_total = all(n.precision >= GeoPrecision.AREA for n in numbers)
    return Standing(said, tuple(n.claim_id for n in numbers), is_total)


def standing_totals(dataset: Dataset, numbers: Iterable[Number]) -> list[Standing]:
    """Return what is said of the whole deployment, as the map's headline does (`totals` in claims.js).

    These are the assertions that no other one here contains or replaces, be it directly or through what it bears out.
    Those that speak of a country or a large area are totals. Of what one originator says of less, the largest stands
    where it is larger than each total: what others say of other towns is no part of it. Troops of different origins are
    no parts of each other either. Deserters are counted only where nobody counts anybody else.
    """
    given = list(numbers)
    others = {n.troop_origin for n in given if not n.is_desertion}
    rows = by_assertion(n for n in given if not n.is_desertion or n.troop_origin not in others)
    lead, newer, groups = linked(dataset), replaced_by(dataset), allies(dataset)
    wholes = wholes_of(dataset)

    def is_contained(key: str) -> bool:
        around = (whole for ally in groups[lead[key]] for whole in wholes[ally] if whole != key)
        return any(whole in rows for whole in around) or any(other in rows for other in newer[key])

    tops = [stand(found) for key, found in rows.items() if not is_contained(key)]
    largest: dict[str, int] = {}
    for figure in tops:
        if figure.is_total:
            troops = figure.number.troop_origin
            largest[troops] = max(largest.get(troops, 0), figure.number.size)
    local: dict[tuple[str, str], Standing] = {}
    for figure in sorted(tops, key=lambda f: (-f.number.size, f.number.position)):
        number = figure.number
        if not figure.is_total and number.size > largest.get(number.troop_origin, NOBODY):
            local.setdefault((number.troop_origin, number.originator_id), figure)
    tops = [f for f in tops if f.is_total] + list(local.values())

    def only_repeats(figure: Standing, other: Standing) -> bool:
        one, two = figure.number, other.number
        speakers = (one.originator_id, two.originator_id)
        is_same = one.size == two.size and lead[one.assertion_id] == lead[two.assertion_id]
        return (
            is_same
            and one.originator_id != two.originator_id
            and one.originator_id not in dataset.independent(speakers)
        )

    tops = [f for f in tops if not any(only_repeats(f, other) for other in tops if other is not f)]
    for index, figure in enumerate(tops):
        key = figure.number.assertion_id
        if figure.number.low is None and figure.number.best is None:
            # What is said of one town bounds the whole from below, and is no total that a range could start at.
            inside = (
                [n for n in rows[k] if n.precision >= GeoPrecision.AREA]
                for k in rows
                if key in wholes[k] | newer[k]
            )
            parts = [stand(found) for found in inside if found]
            parts.sort(key=lambda f: (-f.number.size, f.number.position))
            tops[index] = replace(figure, part=parts[0] if parts else None)
    return tops
