"""What became known between two days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from muster.errors import SelectionError
from muster.model import Dataset
from muster.query.disagreements import Disagreement, disagreements
from muster.query.engine import answer
from muster.query.selection import Selection, future_problem
from muster.vocabulary import Known, Tier


@dataclass(frozen=True, slots=True)
class NewsItem:
    """An assertion and those of its claims that became known; `updates` are the older assertions that it replaces.

    `is_sure`: one of these claims surely had been made by the end of the last day.
    """

    assertion_id: str
    originator_id: str
    label: str
    claim_ids: tuple[str, ...]
    updates: tuple[str, ...]
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class News:
    """What became known, by what it does to what was known.

    `new`: first said in these days; `changed`: of those, what replaces older knowledge; `carried`: said before and now
    carried again, which makes it no newer; `contradicted`: disagreements that were not there before; `possibly_new`: of
    what was perhaps said before and by nobody surely, the claims that may have been made in these days.
    """

    new: tuple[NewsItem, ...]
    changed: tuple[NewsItem, ...]
    carried: tuple[NewsItem, ...]
    contradicted: tuple[Disagreement, ...]
    possibly_new: tuple[NewsItem, ...]


def news(dataset: Dataset, selection: Selection, since: date, until: date) -> News:
    """Return what was not known at the end of `since` and was, or may have been, by the end of `until`.

    The second clock of the selection gives way to the two days. Raises SelectionError for days in the wrong order and
    for a selection that cannot be asked. What may have been known at `since` is no news, and
    possibly new.
    """
    if since > until:
        raise SelectionError([f"since {since} is after until {until}; put the earlier day first."])
    if late := future_problem(dataset, until, "until"):
        raise SelectionError([late])
    before, after = replace(selection, as_of=since), replace(selection, as_of=until)
    was, now = _carried(dataset, before), _carried(dataset, after)
    new: list[NewsItem] = []
    carried: list[NewsItem] = []
    possibly: list[NewsItem] = []
    for key, ids in now.items():
        told = was.get(key, {})
        fresh = tuple(claim_id for claim_id in ids if claim_id not in told)
        if fresh:
            (carried if told else new).append(_item(dataset, key, fresh, now))
        if told and Known.KNOWN not in told.values() and since < until:
            possibly.append(_item(dataset, key, tuple(told), now))
    stood = {(d.kind, d.of, d.by) for d in disagreements(dataset, before)}
    contradicted = (d for d in disagreements(dataset, after) if (d.kind, d.of, d.by) not in stood)
    changed = tuple(item for item in new if item.updates)
    return News(tuple(new), changed, tuple(carried), tuple(contradicted), tuple(possibly))


_Carried = dict[str, dict[str, Known | None]]


def _item(dataset: Dataset, key: str, claim_ids: tuple[str, ...], now: _Carried) -> NewsItem:
    assertion = dataset.assertions[key]
    replaced = tuple(other for other in assertion.updates if other in now)
    is_sure = any(now[key][claim_id] is Known.KNOWN for claim_id in claim_ids)
    return NewsItem(key, assertion.originator_id, assertion.label, claim_ids, replaced, is_sure)


def _carried(dataset: Dataset, selection: Selection) -> _Carried:
    """Return, by assertion, the listed claims that carry it, and of each whether it surely had been made."""
    found: _Carried = {}
    for row in answer(dataset, selection).rows:
        claim = dataset.claims_by_id[row.claim_id]
        if row.is_listed and claim.assertion_id and claim.tier is not Tier.SECONDARY:
            found.setdefault(claim.assertion_id, {})[claim.claim_id] = row.known
    return found
