"""Who spoke when: how often first, how often alone, how often borne out later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

import ibis  # type: ignore[import-untyped]

from muster.model import PRESENT_STANCES, Dataset
from muster.query.engine import ask
from muster.query.select import judge_claims
from muster.query.selection import Selection
from muster.vocabulary import Tier


@dataclass(frozen=True, slots=True)
class Speaker:
    """What one originator said in listed claims, background apart.

    A matter is what `supports` joins: several assertions of one thing, which answers to it are no part of. `first`: matters of two or more speakers in
    which none of the others spoke on an earlier day; `alone`: matters in which nobody independent speaks beside it;
    `corroborated_later`: matters in which somebody independent spoke on the same day or later. Days are the earliest
    that each claim can have been made on, None where not told. `last_said` is the last on which it said something for the
    first time: who carries it on makes nobody speak again.
    """

    source_id: str
    claims: int
    assertions: int
    first_said: date | None
    last_said: date | None
    first: int
    alone: int
    corroborated_later: int


def sayings(selection: Selection) -> Any:
    """Return one unbound row for each originator and assertion: its matter, its claims, whether it asserts, and when."""
    claims = judge_claims(selection)
    stances = sorted(str(stance) for stance in PRESENT_STANCES)
    said = claims.filter(claims.is_listed, claims.tier != Tier.SECONDARY.value)
    grouped = said.group_by("originator_id", "assertion_id", "group_id").agg(
        claims=said.count(),
        asserts=ibis.cases((said.stance.isin(stances), 1), else_=0).max(),
        first_said=said.known_earliest.min(),
    )
    return grouped.order_by("originator_id", "group_id", "assertion_id")


def sources(dataset: Dataset, selection: Selection) -> list[Speaker]:
    """Return each originator of a listed claim that is no background, in the order of the sources.

    Raises SelectionError for a selection that cannot be asked.
    """
    rows = ask(dataset, sayings, selection)
    matters: dict[str, dict[str, date]] = {}
    for row in filter(itemgetter("asserts"), rows):
        days = matters.setdefault(row["group_id"], {})
        said = row["first_said"] or date.max
        days[row["originator_id"]] = min(days.get(row["originator_id"], date.max), said)
    by_source: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_source.setdefault(row["originator_id"], []).append(row)
    return [_speaker(dataset, key, by_source[key], matters) for key in dataset.sources if key in by_source]


def _speaker(
    dataset: Dataset, key: str, rows: list[dict[str, Any]], matters: dict[str, dict[str, date]]
) -> Speaker:
    first = alone = later = 0
    for days in (
        matters[group] for group in dict.fromkeys(row["group_id"] for row in rows if row["asserts"])
    ):
        others = {other: day for other, day in days.items() if other != key}
        apart = [day for other, day in others.items() if len(dataset.independent((key, other))) == 2]
        spoke_first = days[key] < date.max and all(days[key] <= day for day in others.values())
        first += bool(others) and spoke_first
        alone += not apart
        later += any(days[key] <= day < date.max for day in apart)
    said = [row["first_said"] for row in rows if row["first_said"]]
    last = [row["first_said"] for row in rows if row["first_said"]]
    claims = sum(row["claims"] for row in rows)
    days_said = (min(said, default=None), max(last, default=None))
    return Speaker(
        key, claims, len({row["assertion_id"] for row in rows} - {None}), *days_said, first, alone, later
    )
