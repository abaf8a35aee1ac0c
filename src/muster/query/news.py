"""What became known between two days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from muster.errors import SelectionError
from muster.model import Dataset
from muster.query.disagreements import Disagreement, disagreements
from muster.query.engine import answer
from muster.query.selection import Selection
from muster.vocabulary import Tier


@dataclass(frozen=True, slots=True)
class NewsItem:
    """An assertion and those of its claims that became known; `updates` are the older assertions that it replaces."""

    assertion_id: str
    originator_id: str
    label: str
    claim_ids: tuple[str, ...]
    updates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class News:
    """What became known, by what it does to what was known.

    `new`: first said in these days; `changed`: of those, what replaces older knowledge; `carried`: said before and now
    carried again, which makes it no newer; `contradicted`: disagreements that were not there before.
    """

    new: tuple[NewsItem, ...]
    changed: tuple[NewsItem, ...]
    carried: tuple[NewsItem, ...]
    contradicted: tuple[Disagreement, ...]


def news(dataset: Dataset, selection: Selection, since: date, until: date) -> News:
    """Return what was not known at the end of `since` and was, or may have been, by the end of `until`.

    The second clock of the selection gives way to the two days. Raises SelectionError for days in the wrong order and
    for a selection that cannot be asked. What may have been known at `since` is no news.
    """
    if since > until:
        raise SelectionError([f"since {since} is after until {until}; put the earlier day first."])
    before, after = replace(selection, as_of=since), replace(selection, as_of=until)
    old, now = _carried(dataset, before), _carried(dataset, after)
    new: list[NewsItem] = []
    carried: list[NewsItem] = []
    for key, ids in now.items():
        fresh = tuple(claim_id for claim_id in ids if claim_id not in old.get(key, ()))
        if fresh:
            assertion = dataset.assertions[key]
            replaced = tuple(other for other in assertion.updates if other in now)
            item = NewsItem(key, assertion.originator_id, assertion.label, fresh, replaced)
            (carried if key in old else new).append(item)
    stood = {(d.kind, d.of, d.by) for d in disagreements(dataset, before)}
    contradicted = (d for d in disagreements(dataset, after) if (d.kind, d.of, d.by) not in stood)
    return News(tuple(new), tuple(item for item in new if item.updates), tuple(carried), tuple(contradicted))


def _carried(dataset: Dataset, selection: Selection) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in answer(dataset, selection).rows:
        claim = dataset.claims_by_id[row.claim_id]
        if row.is_listed and claim.assertion_id and claim.tier is not Tier.SECONDARY:
            found[claim.assertion_id] = (*found.get(claim.assertion_id, ()), claim.claim_id)
    return found
