"""How one claim stands among the others, in words that say no more than was borne out."""

from __future__ import annotations

from datetime import date

from muster.model import Claim, Dataset
from muster.query.knowing import known_claims
from muster.query.said import counts_people
from muster.vocabulary import Stance


def standing_words(dataset: Dataset, claim: Claim, as_of: date | None = None) -> str:
    """Return how a claim stands: what was borne out of it, disputed or denied, as known on `as_of`; empty for none.

    A claim that answers another says so itself. "Corroborated" names what was not: the United States may bear out that
    troops are in a country, and neither how many nor where in it.
    """
    if claim.stance is not Stance.ASSERTS:
        return claim.stance.label.lower()
    if claim.assertion_id is None:
        return ""
    found = [_corroborated(dataset, claim, claim.assertion_id, as_of)]
    answers = known_claims(dataset, dataset.answers_to[claim.assertion_id], as_of)
    stances = {answer.stance for answer in answers}
    opposed = [
        c
        for key in (
            *dataset.assertions[claim.assertion_id].contradicts,
            *dataset.contradicted_by(claim.assertion_id),
        )
        for c in known_claims(dataset, dataset.claims_of[key], as_of)
    ]
    found.append("denied" if Stance.DENIES in stances else "")
    found.append("disputed" if Stance.DOUBTS in stances or (opposed and Stance.DENIES not in stances) else "")
    return ", ".join(filter(None, found))


def _corroborated(dataset: Dataset, claim: Claim, assertion_id: str, as_of: date | None) -> str:
    asserting = (assertion_id, *dataset.supported_by(assertion_id))
    known = {key: known_claims(dataset, dataset.claims_of[key], as_of) for key in asserting}
    speakers = {key: dataset.assertions[key].originator_id for key, claims in known.items() if claims}
    independent = dataset.independent(speakers.values())
    own = dataset.assertions[assertion_id].originator_id
    others = [key for key, speaker in speakers.items() if speaker in independent and speaker != own]
    if len(independent) < 2 or not others:
        return ""
    bearing_out = [c for key in others for c in known[key]]
    missing = []
    if counts_people(dataset, claim) and not any(counts_people(dataset, c) for c in bearing_out):
        missing.append("the number")
    if claim.place_id and not any(_is_as_exact(c, claim) for c in bearing_out):
        missing.append("the place")
    return "corroborated" + (f", but not {' or '.join(missing)}" if missing else "")


def _is_as_exact(other: Claim, claim: Claim) -> bool:
    return other.place_id == claim.place_id or (other.geo_precision or 9) < (claim.geo_precision or 9)
