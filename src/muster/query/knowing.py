"""What had been said by a day: the second clock, of a claim, of claims and of what is asserted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from muster.dates import known_on
from muster.model import Claim, Dataset


def may_be_known(dataset: Dataset, claim: Claim, as_of: date | None) -> bool:
    """Return whether a claim had been made by the end of `as_of`, or may have been; with no day asked, every one had."""
    return as_of is None or known_on(dataset.known_span(claim), as_of) is not None


def known_claims(dataset: Dataset, claims: Iterable[Claim], as_of: date | None) -> list[Claim]:
    """Return those claims that had, or may have, been made by the end of `as_of`, in their order."""
    return [claim for claim in claims if may_be_known(dataset, claim, as_of)]


def known_assertions(dataset: Dataset, assertion_ids: Iterable[str], as_of: date | None) -> list[str]:
    """Return those assertions that somebody had, or may have, carried by the end of `as_of`, in their order."""
    if as_of is None:
        return list(assertion_ids)
    return [key for key in assertion_ids if known_claims(dataset, dataset.claims_of[key], as_of)]
