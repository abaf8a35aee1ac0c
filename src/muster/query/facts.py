"""What the shown claims come to at the one place that was chosen, for the page: its figures in words, each with its own origins.

The counts are those of `presence`; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from muster.dates import window_fit
from muster.model import Claim, Dataset
from muster.query.engine import Answer, answer
from muster.query.links import linked
from muster.query.roles import Role, size_of
from muster.query.said import counts_people, role_in, said_order
from muster.query.selection import Selection
from muster.query.windows import dated_elsewhere
from muster.vocabulary import Bin
from muster.words import figure_words


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of people that is said of a place: the claim that gives it, in words, and who stands for it.

    `origins` are the independent originators of this number: who bears out the presence without a number is none.
    """

    claim: Claim
    words: str
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What claims about a place come to.

    `figures` are the numbers that none of the others contains, largest first; `origins` counts the independent
    originators of the best supported presence there, with or without a number; `documents` are the ids of those that
    carry any of it; `rows` the ids of the claims that report presence there; `elsewhere` those of claims whose
    assertion is dated outside the window by another claim. `newest` is the day on which the newest of what is asserted
    there was first reported, `age_days` how long that is before the window's end, else before the day of knowledge: the
    rule of `presence`.
    """

    figures: tuple[Figure, ...]
    origins: int
    documents: tuple[str, ...]
    rows: tuple[str, ...]
    elsewhere: tuple[str, ...]
    newest: date | None = None
    age_days: int | None = None


def shown_claims(dataset: Dataset, answer: Answer) -> list[Claim]:
    """Return the claims that stand in the bin `shown`, in the order of the data set."""
    return [dataset.claims_by_id[row.claim_id] for row in answer.rows if row.bin is Bin.SHOWN]


def summarise(dataset: Dataset, selection: Selection, shown: Iterable[Claim], place_id: str) -> PlaceFacts:
    """Return what the shown claims come to at one place. Only claims of presence count.

    An assertion counts at the most specific place that its shown claims give: who says "Russia" and "the Far East" of
    the same people says nothing more of Russia. `shown` holds the claims of all places.
    """
    present = [claim for claim in shown if role_in(dataset, claim) is Role.PRESENT]
    elsewhere = {c.claim_id for c in present if dated_elsewhere(dataset, c, selection) is not None}
    in_window = [claim for claim in present if claim.claim_id not in elsewhere]
    here = [claim for claim in in_window if claim.place_id == place_id]
    lead = linked(dataset)

    def group(claim: Claim) -> str:
        key = claim.assertion_id or claim.claim_id
        return lead.get(key, key)

    speakers: dict[str, set[str]] = {}
    for claim in here:
        speakers.setdefault(group(claim), set()).add(claim.originator_id)
    origins = max((len(dataset.independent(sorted(said))) for said in speakers.values()), default=0)

    finest: dict[str, int] = {}
    counting: dict[str, set[str]] = {}
    for claim in filter(partial(counts_people, dataset), in_window):
        key = claim.assertion_id or claim.claim_id
        finest[key] = min(finest.get(key, 9), claim.geo_precision or 9)
        counting.setdefault(group(claim), set()).add(claim.originator_id)
    said: dict[str, list[Claim]] = {}
    for claim in filter(partial(counts_people, dataset), here):
        key = claim.assertion_id or claim.claim_id
        if (claim.geo_precision or 9) == finest[key]:
            said.setdefault(key, []).append(claim)
    newest = _newest(dataset, here)
    end = selection.event_to or selection.as_of
    best = {key: _first_said(dataset, claims) for key, claims in said.items()}
    tops = [claim for key, claim in best.items() if not dataset.wholes(key) & best.keys()]
    tops.sort(key=size_of, reverse=True)
    return PlaceFacts(
        tuple(
            Figure(c, figure_words(dataset, c), dataset.independent(sorted(counting[group(c)]))) for c in tops
        ),
        origins,
        tuple(dict.fromkeys(claim.document_id for claim in here)),
        tuple(claim.claim_id for claim in here),
        tuple(
            claim.claim_id for claim in present if claim.claim_id in elsewhere and claim.place_id == place_id
        ),
        newest,
        (end - newest).days if end and newest else None,
    )


def is_said_on(dataset: Dataset, selection: Selection) -> Callable[[date, Role], bool]:
    """Return what tells whether a claim that the selection shows may have its role on a day, with or without a number."""
    shown = shown_claims(dataset, answer(dataset, selection))
    claims = {role: [claim for claim in shown if role_in(dataset, claim) is role] for role in Role}

    def said(day: date, role: Role) -> bool:
        on = replace(selection, event_from=day, event_to=day)
        return any(
            window_fit(claim.event_start, claim.event_end, day, day) is not None
            and dated_elsewhere(dataset, claim, on) is None
            for claim in claims[role]
        )

    return said


def _newest(dataset: Dataset, claims: Iterable[Claim]) -> date | None:
    """Return the latest of the days on which each thing was first said: an echo never freshens."""
    first: dict[str, date] = {}
    for claim in claims:
        said = dataset.known_span(claim).earliest
        key = claim.assertion_id or claim.claim_id
        if said is not None:
            first[key] = min(said, first.get(key, said))
    return max(first.values(), default=None)


def _first_said(dataset: Dataset, claims: list[Claim]) -> Claim:
    """The rule of `totals.stand`: the largest number of the statement that was made first, headlines last."""
    order = said_order(dataset)
    first = min(claims, key=lambda c: order[c.claim_id])
    return max((c for c in claims if c.statement_id == first.statement_id), key=size_of)
