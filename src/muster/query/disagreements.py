"""What contradicts, denies or doubts what: side by side, with the exact scope, and nothing beyond it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from muster.model import Claim, Dataset
from muster.query.engine import answer
from muster.query.knowing import known_claims
from muster.query.selection import Selection
from muster.vocabulary import Stance

DisagreementKind = Literal["contradicts", "denies", "doubts", "declines"]
_KINDS: dict[Stance, DisagreementKind] = {
    Stance.DENIES: "denies",
    Stance.DOUBTS: "doubts",
    Stance.DECLINES: "declines",
}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """`of` is the assertion that is answered; `by` the assertion of the answer, or its claim where it carries none.

    `scope` is the recorded judgement on how far the two are at odds, of an answer without one its summary.
    `by_claims` and `of_claims` are the claims on both sides that are known; `of_claims` is empty where nobody asserts
    what is answered.
    """

    kind: DisagreementKind
    of: str
    by: str
    scope: str
    of_claims: tuple[str, ...]
    by_claims: tuple[str, ...]


def disagreements(dataset: Dataset, selection: Selection) -> list[Disagreement]:
    """Return all that are known, where a listed claim stands on either side: contradictions first, then answers.

    Nothing is inferred: only recorded links count, so that a denial about Ukraine is none about Kursk. Raises
    SelectionError for a selection that cannot be asked.
    """
    listed = {row.claim_id for row in answer(dataset, selection).rows if row.is_listed}

    def known(claims: tuple[Claim, ...]) -> tuple[str, ...]:
        return tuple(claim.claim_id for claim in known_claims(dataset, claims, selection.as_of))

    found: list[Disagreement] = []
    for key, assertion in dataset.assertions.items():
        for other in assertion.contradicts:
            sides = known(dataset.claims_of[other]), known(dataset.claims_of[key])
            found.append(Disagreement("contradicts", other, key, assertion.judgement, *sides))
    for claim in dataset.claims:
        kind = _KINDS.get(claim.stance)
        for target in claim.about if kind else ():
            by = claim.assertion_id or claim.claim_id
            scope = claim.judgement or claim.summary
            sides = known(dataset.claims_of[target]), known((claim,))
            found.append(Disagreement(kind or "denies", target, by, scope, *sides))
    return [
        d
        for d in found
        if (d.of_claims or (d.kind != "contradicts" and not dataset.claims_of[d.of]))
        and d.by_claims
        and listed.intersection((*d.of_claims, *d.by_claims))
    ]
