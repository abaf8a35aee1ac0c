"""What the claims about one place come to: independent origins, never outlets; no echo and no part added up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from muster.model import Claim, Dataset
from muster.vocabulary import CountUnit
from muster.words import count_words


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What claims about a place come to.

    `figure` is in words, empty where no number of people is given; `origins` counts independent originators of the
    best supported thing that is said; `documents` are the ids of those that carry any of it.
    """

    figure: str
    origins: int
    documents: tuple[str, ...]


def _size(claim: Claim) -> int:
    return claim.count_best or claim.count_high or claim.count_low or 0


def linked(dataset: Dataset) -> dict[str, str]:
    """Return for every assertion the first id of those that `supports` joins it with, at any remove."""
    lead = {key: key for key in dataset.assertions}

    def find(key: str) -> str:
        while lead[key] != key:
            key = lead[key]
        return key

    for assertion in dataset.assertions.values():
        for other in assertion.supports:
            first, second = sorted((find(assertion.assertion_id), find(other)))
            lead[second] = first
    return {key: find(key) for key in lead}


def summarise(dataset: Dataset, claims: Iterable[Claim]) -> PlaceFacts:
    """Return what the given claims, all about one place, come to. Only claims of presence count."""
    present = [claim for claim in claims if claim.is_present]
    lead = linked(dataset)
    groups: dict[str, set[str]] = {}
    best: dict[str, Claim] = {}
    for claim in present:
        key = claim.assertion_id or claim.claim_id
        groups.setdefault(lead.get(key, key), set()).add(claim.originator_id)
        if (
            claim.count_unit is CountUnit.PEOPLE
            and count_words(claim)
            and _size(claim) >= _size(best.get(key, claim))
        ):
            best[key] = claim
    origins = max((len(dataset.independent(speakers)) for speakers in groups.values()), default=0)
    tops = [claim for key, claim in best.items() if not dataset.wholes(key) & best.keys()]
    tops.sort(key=_size, reverse=True)
    figure = count_words(tops[0]) if tops else ""
    if len({count_words(claim) for claim in tops}) > 1:
        figure = f"{_size(tops[-1]):,} to {_size(tops[0]):,}"
    return PlaceFacts(figure, origins, tuple(dict.fromkeys(claim.document_id for claim in present)))
