"""The names of the loaded data that a person should look at: those that the resolver alone does not settle as coded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from muster.errors import GazetteerError
from muster.gazetteer import Resolution, resolve_name
from muster.model import Claim, Dataset
from muster.store import Judgement
from muster.store.judgements import key_of
from muster.store.store import choose_current

Reason = Literal["no place yet", "could be several", "not known", "coded otherwise"]


@dataclass(frozen=True, slots=True)
class NameInDocument:
    """One name in one document: how it was written first, what it is coded as, and what the resolver says of it alone.

    `place_ids` are those that its claims are coded at, each once; `country` is ISO 3166-1 alpha-2 where the coded
    place, or else every candidate, lies in one; else "". `reason` says why a person should look, None where none
    needs to.
    """

    name: str
    name_key: str
    document_id: str
    country: str
    claims: tuple[Claim, ...]
    place_ids: tuple[str, ...]
    resolution: Resolution
    reason: Reason | None

    @property
    def item_id(self) -> str:
        """A short id for widgets, the same in every run: 12 hexadecimal digits."""
        return hashlib.sha256(f"{self.document_id}\n{self.name_key}".encode()).hexdigest()[:12]


@lru_cache(maxsize=2)
def names_of(dataset: Dataset) -> tuple[NameInDocument, ...]:
    """Return each name that the claims of each document give, in the order of the claims. Judgements are not asked."""
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in dataset.claims:
        if claim.place_text.strip():
            groups.setdefault((claim.document_id, key_of(claim.place_text)), []).append(claim)
    return tuple(_item(dataset, key, claims) for (_, key), claims in groups.items())


def to_settle(dataset: Dataset, judgements: Iterable[Judgement]) -> tuple[NameInDocument, ...]:
    """Return the names that need a person and that no judgement in the same document or country covers yet.

    Those without a place come first, then those that could be several, then the rest; in each the order of the claims.
    """
    order: list[Reason] = ["no place yet", "could be several", "not known", "coded otherwise"]
    held: dict[str, list[Judgement]] = {}
    for row in judgements:
        held.setdefault(row.name_key, []).append(row)
    waiting = [
        item
        for item in names_of(dataset)
        if item.reason and judgement_on(item, held.get(item.name_key, ())) is None
    ]
    return tuple(sorted(waiting, key=lambda item: order.index(item.reason or "coded otherwise")))


def judgement_on(item: NameInDocument, judgements: Iterable[Judgement]) -> Judgement | None:
    """Return what holds for a name of the data among current judgements, else None."""
    same = (row for row in judgements if row.name_key == item.name_key)
    return choose_current(same, document_id=item.document_id, country=item.country)


def _item(dataset: Dataset, key: str, claims: list[Claim]) -> NameInDocument:
    name = claims[0].place_text
    resolution = resolve_quietly(dataset, name)
    coded = tuple(dict.fromkeys(claim.place_id for claim in claims if claim.place_id))
    blank = any(claim.place_id is None for claim in claims)
    return NameInDocument(
        name=name,
        name_key=key,
        document_id=claims[0].document_id,
        country=country_of(dataset, coded, resolution),
        claims=tuple(claims),
        place_ids=coded,
        resolution=resolution,
        reason=_reason(resolution, coded, blank=blank),
    )


def _reason(resolution: Resolution, coded: tuple[str, ...], *, blank: bool) -> Reason | None:
    if blank:
        return "no place yet"
    if resolution.status == "ambiguous":
        return "could be several"
    if resolution.place is None:
        return "not known"
    return "coded otherwise" if coded != (resolution.place.place_id,) else None


def country_of(dataset: Dataset, coded: tuple[str, ...], resolution: Resolution) -> str:
    """Return the one country of the coded places, else of all candidates; "" where there is none or several."""
    for countries in (
        {dataset.places[place_id].country for place_id in coded if place_id in dataset.places},
        {candidate.country for candidate in resolution.candidates},
    ):
        if len(countries) == 1:
            return countries.pop()
    return ""


@lru_cache(maxsize=4096)
def resolve_quietly(dataset: Dataset, name: str) -> Resolution:
    """Return the resolver's answer; a text that cannot be a name is unresolved, with the reason in the notes."""
    try:
        return resolve_name(dataset, name)
    except GazetteerError as error:
        return Resolution(name, "unresolved", None, (), (str(error),))
