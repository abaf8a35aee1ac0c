"""Who carried an assertion, when, and what each changed on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Protocol

from muster.model import Claim, Dataset
from muster.query.engine import answer
from muster.query.selection import Selection
from muster.vocabulary import Attribution, Kind, Stance, Tier
from muster.words import bound_word, count_words, interval_words

NO_PRECISION = 9


@dataclass(frozen=True, slots=True)
class Change:
    """What one claim says otherwise than the carrying that the assertion is held against; "" for nothing said."""

    claim_id: str
    document_id: str
    change: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Echo:
    """One assertion with all that carries it: documents and claims in the order of the data set.

    `first_published` is the earliest day on which any of the documents can have come out. `compared_with` is the claim that
    says most: no headline, a number, the finest place, the narrowest days; of equals the one that was surely published
    first. `changes` are told against it, or against what says most of what had been said until then.
    """

    assertion_id: str
    originator_id: str
    documents: tuple[str, ...]
    claim_ids: tuple[str, ...]
    first_published: date | None
    compared_with: str
    changes: tuple[Change, ...]


def echoes(dataset: Dataset, selection: Selection) -> list[Echo]:
    """Return each assertion that listed claims carry, in the order of the table, also where one document alone does.

    Raises SelectionError for a selection that cannot be asked.
    """
    carrying: dict[str, list[Claim]] = {}
    for row in answer(dataset, selection).rows:
        claim = dataset.claims_by_id[row.claim_id]
        if row.is_listed and claim.assertion_id is not None and claim.tier is not Tier.SECONDARY:
            carrying.setdefault(claim.assertion_id, []).append(claim)
    return [_echo(dataset, key, carrying[key]) for key in dataset.assertions if key in carrying]


def _echo(dataset: Dataset, assertion_id: str, claims: list[Claim]) -> Echo:
    published = {c.document_id: dataset.documents[c.document_id].published_at for c in claims}
    days = [span.earliest for span in published.values() if span.earliest is not None]

    first, told = compare(
        dataset.places, claims, lambda claim: published[claim.document_id].latest or date.max,
        partial(said_by, dataset),
    )  # fmt: skip
    return Echo(
        assertion_id,
        dataset.assertions[assertion_id].originator_id,
        tuple(published),
        tuple(claim.claim_id for claim in claims),
        min(days, default=None),
        first.claim_id,
        tuple(told),
    )


def said_by(dataset: Dataset, claim: Claim) -> int:
    """Return the day, as an ordinal, by which a claim is taken to have been made: where that is open, from which it may be."""
    span = dataset.known_span(claim)
    return (span.latest or span.earliest or date.max).toordinal()


class Named(Protocol):
    """What has a name to show."""

    @property
    def name(self) -> str: ...


def compare(
    places: Mapping[str, Named],
    claims: Sequence[Claim],
    published: Callable[[Claim], date],
    said: Callable[[Claim], int],
) -> tuple[Claim, list[Change]]:
    """Return the claim that says most of one assertion, and what all of them say otherwise.

    `published` gives the day by which the document of a claim had surely come out, `said` a number of that by which a claim
    is taken to have been made: nobody is held against what was said only later, but against what says most until then.
    """

    def rank(claim: Claim) -> tuple[bool, bool, int, int, date]:
        precision = claim.geo_precision or NO_PRECISION
        return claim.tier is Tier.SUMMARY, not count_words(claim), precision, _width(claim), published(claim)

    first = min(claims, key=rank)

    def until(claim: Claim) -> Claim:
        return min((c for c in claims if said(c) <= said(claim)), key=rank)

    return first, [change for claim in claims for change in changes(places, until(claim), claim)]


def changes(places: Mapping[str, Named], first: Claim, other: Claim) -> list[Change]:
    """Return what a claim says otherwise than the first; nothing for the rows of one statement."""
    if first.statement_id == other.statement_id:
        return []
    found = [
        _attribution(first, other),
        *_number(first, other),
        _place(places, first, other),
        _date(first, other),
        _kind(first, other),
        _stance(first, other),
    ]
    return [Change(other.claim_id, other.document_id, *change) for change in found if change is not None]


Told = tuple[str, str, str]


def _attribution(first: Claim, other: Claim) -> Told | None:
    if first.attribution is Attribution.EXPLICIT and other.attribution is Attribution.NONE:
        return "attribution dropped", first.attribution.value, other.attribution.value
    return None


def _number(first: Claim, other: Claim) -> list[Told]:
    said, says = count_words(first), count_words(other)
    if not said or not says:
        return [("number dropped" if said else "number added", said, says)] if said or says else []
    found: list[Told] = []
    old, new = bound_word(first), bound_word(other)
    if old != new:
        found += [(f"“{old}” lost", said, says)] if old else []
        found += [(f"“{new}” gained", said, says)] if new else []
    if _size(first) != _size(other):
        found.append(("number changed", said, says))
    return found


def _size(claim: Claim) -> tuple[int, ...]:
    return tuple(sorted({n for n in (claim.count_low, claim.count_best, claim.count_high) if n is not None}))


def _place(places: Mapping[str, Named], first: Claim, other: Claim) -> Told | None:
    before, after = (_place_name(places, claim) for claim in (first, other))
    if before == after:
        return None
    old, new = (claim.geo_precision or NO_PRECISION for claim in (first, other))
    if not before or not after:
        return ("place dropped" if before else "place added"), before, after
    how = "place changed" if old == new else "place made finer" if new < old else "place made coarser"
    return how, before, after


def _place_name(places: Mapping[str, Named], claim: Claim) -> str:
    return places[claim.place_id].name if claim.place_id else claim.place_text


def _date(first: Claim, other: Claim) -> Told | None:
    before, after = ((c.event_start, c.event_end) for c in (first, other))
    if before == after:
        return None
    words = tuple(interval_words(*days) if any(days) else "" for days in (before, after))
    if not words[0] or not words[1]:
        return ("date dropped" if words[0] else "date added"), words[0], words[1]
    how = "date made vaguer" if _width(other) > _width(first) else "date changed"
    return how, words[0], words[1]


def _width(claim: Claim) -> int:
    """Return over how many days an event may lie: the fewer, the more is said."""
    if claim.event_start is None and claim.event_end is None:
        return 2 * date.max.toordinal()
    if claim.event_start is None or claim.event_end is None:
        return date.max.toordinal()
    return (claim.event_end - claim.event_start).days


def _kind(first: Claim, other: Claim) -> Told | None:
    kinds = (first.kind.value, other.kind.value)
    if first.kind is Kind.PLANNED and other.is_present:
        return "planned turned into present", *kinds
    if first.is_present and other.kind is Kind.PLANNED:
        return "present turned into planned", *kinds
    return None


def _stance(first: Claim, other: Claim) -> Told | None:
    if first.stance is other.stance:
        return None
    verb = {Stance.CONFIRMS: "assertion turned into confirmation"}.get(other.stance, "stance changed")
    return verb, first.stance.value, other.stance.value
