"""Which claim of an assertion was said first, and what a claim does for the picture beside it: no echo changes what was asserted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from muster.model import Claim, Dataset
from muster.query.roles import Role, gives_people, role_of
from muster.vocabulary import Kind, Tier

SAID_FIRST = "tier = 'summary', publisher_id IS DISTINCT FROM originator_id, coalesce(known_latest, known_earliest) NULLS LAST, known_earliest NULLS LAST, position"
"""The same order for an engine: `said_order`."""

_ASSERTED = frozenset({Role.PRESENT, Role.PLANNED})


@lru_cache(maxsize=16)
def said_order(dataset: Dataset) -> Mapping[str, int]:
    """Return the rank of each claim, from 0, by its id.

    Headlines come last; what the originator published itself comes before what others carry. Then counts the day by
    which a claim had surely been made, of a document that is open at that end the day from which it may be; what has no
    day at all comes last. So a document of no clear day is not taken for the first.
    """

    def rank(claim: Claim) -> tuple[bool, bool, date, date]:
        span = dataset.known_span(claim)
        return (
            claim.tier is Tier.SUMMARY,
            not _is_own(dataset, claim),
            span.latest or span.earliest or date.max,
            span.earliest or date.max,
        )

    ordered = sorted(dataset.claims, key=rank)
    return MappingProxyType({claim.claim_id: i for i, claim in enumerate(ordered)})


def _is_own(dataset: Dataset, claim: Claim) -> bool:
    return dataset.publisher_id(claim) == claim.originator_id


def _first_said(dataset: Dataset, claims: Iterable[Claim]) -> dict[str, Claim]:
    """Return of each assertion that one of the claims which was said first."""
    order = said_order(dataset)
    first: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda c: order[c.claim_id]):
        if claim.assertion_id:
            first.setdefault(claim.assertion_id, claim)
    return first


@lru_cache(maxsize=16)
def _of_deserters(dataset: Dataset) -> frozenset[str]:
    """Return the assertions whose first number is one of deserters."""
    first = _first_said(dataset, filter(gives_people, dataset.claims))
    return frozenset(key for key, claim in first.items() if claim.kind is Kind.DESERTION)


@lru_cache(maxsize=16)
def _openings(dataset: Dataset) -> Mapping[str, frozenset[Role]]:
    """Return what each assertion is, presence, a plan, or both: as its originator published it, else as it was carried first."""
    asserting = [c for c in dataset.claims if c.tier is not Tier.SECONDARY and role_of(c) in _ASSERTED]
    first = _first_said(dataset, asserting)
    roles: dict[str, set[Role]] = {key: set() for key in first}
    for claim in asserting:
        key = claim.assertion_id
        if key and (claim.document_id == first[key].document_id or _is_own(dataset, claim)):
            roles[key].add(role_of(claim))
    return MappingProxyType({key: frozenset(found) for key, found in roles.items()})


def role_in(dataset: Dataset, claim: Claim) -> Role:
    """Return what a claim does for the picture. An echo that makes presence of a plan is a plan still."""
    role = role_of(claim)
    if role is Role.PRESENT and claim.assertion_id and claim.tier is not Tier.SECONDARY:
        return role if role in _openings(dataset)[claim.assertion_id] else Role.PLANNED
    return role


def bar_role_in(dataset: Dataset, claim: Claim) -> Role:
    """Return as what a claim's assertion is drawn on a time axis: an echo that makes a plan of presence is one more saying of the presence."""
    role = role_in(dataset, claim)
    if role is not Role.PLANNED or not claim.assertion_id or claim.tier is Tier.SECONDARY:
        return role
    openings = _openings(dataset)[claim.assertion_id]
    return role if role in openings else Role.PRESENT


def counts_people(dataset: Dataset, claim: Claim) -> bool:
    """Return whether a claim gives a number of people. An echo that makes a plan of presence gives none that was planned."""
    if not gives_people(claim):
        return False
    if role_of(claim) is not Role.PLANNED or not claim.assertion_id or claim.tier is Tier.SECONDARY:
        return True
    return Role.PLANNED in _openings(dataset)[claim.assertion_id]


def counts_deserters(dataset: Dataset, claim: Claim) -> bool:
    """Return whether a claim's number is one of deserters, however an echo has it."""
    return claim.assertion_id in _of_deserters(dataset)
