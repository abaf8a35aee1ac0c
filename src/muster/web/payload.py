"""The claims as the browser's layer reads them: columns of numbers, and the few words that a label needs.

Days are whole numbers since 1970-01-01. Nothing of a document's text goes out but place names and counts;
what is asserted goes out in the few words of our own that its label has.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from muster.geo import places as geo_places
from muster.model import Claim, Dataset
from muster.query.links import linked, reach, replaced_by
from muster.query.roles import Role, size_of
from muster.query.said import counts_deserters, counts_people, role_in, said_order
from muster.vocabulary import Kind, PlaceKind, Reliability, SourceKind, Stance, Tier
from muster.words import figure_words, troops_words

EPOCH = date(1970, 1, 1)


def day_number(day: date | None) -> int | None:
    """Return whole days since 1970-01-01, or None for an open end."""
    return None if day is None else (day - EPOCH).days


def _earliest(dataset: Dataset, claims: Iterable[Claim]) -> int | None:
    days = [dataset.known_span(claim).earliest or date.min for claim in claims]
    return day_number(min(days)) if days else None


def _assertions(dataset: Dataset, index: Mapping[str, int]) -> dict[str, Any]:
    opposed: dict[str, set[str]] = {key: set() for key in dataset.assertions}
    for key, assertion in dataset.assertions.items():
        for other in assertion.contradicts:
            opposed[key].add(other)
            opposed[other].add(key)
    disputed, denied, denied_by = [], [], []
    sources = {key: i for i, key in enumerate(dataset.sources)}
    for key in dataset.assertions:
        answers = dataset.answers_to[key]
        against = [c for other in opposed[key] for c in dataset.claims_of[other]]
        disputed.append(_earliest(dataset, [c for c in answers if c.stance is Stance.DOUBTS] + against))
        denials = [c for c in answers if c.stance is Stance.DENIES]
        denied.append(_earliest(dataset, denials))
        by = {c.originator_id: [d for d in denials if d.originator_id == c.originator_id] for c in denials}
        denied_by.append(sorted([sources[who], _earliest(dataset, said)] for who, said in by.items()))
    return {
        "wholes": [sorted(index[w] for w in dataset.wholes(key)) for key in dataset.assertions],
        "replaced_by": [sorted(index[n] for n in replaced_by(dataset)[key]) for key in dataset.assertions],
        "disputed_from": disputed,
        "denied_from": denied,
        "denied_by": denied_by,
        "labels": [assertion.label for assertion in dataset.assertions.values()],
    }


def claims_document(dataset: Dataset) -> dict[str, Any]:
    """Return the whole answer as plain values, in a fixed order: the same data gives the same bytes."""
    sources = {key: i for i, key in enumerate(dataset.sources)}
    asserted = {key: i for i, key in enumerate(dataset.assertions)}
    used = used_places(dataset)
    places = {key: i for i, key in enumerate(used)}
    groups = {key: asserted[lead] for key, lead in linked(dataset).items()}
    troops = troop_origins(dataset)
    kinds, stances, tiers, grades = list(Kind), list(Stance), list(Tier), list(Reliability)
    numbers: list[dict[str, Any]] = []
    columns: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
    largest = 1
    said = said_order(dataset)
    lone = len(dataset.assertions)
    statements = {key: i for i, key in enumerate(dict.fromkeys(c.statement_id for c in dataset.claims))}
    documents = {key: i for i, key in enumerate(dataset.documents)}
    for row, claim in enumerate(dataset.claims):
        number = -1
        if counts_people(dataset, claim):
            number = len(numbers)
            numbers.append(
                {
                    "low": claim.count_low,
                    "best": claim.count_best,
                    "high": claim.count_high,
                    "words": figure_words(dataset, claim),
                    "places": dataset.places_of_statement(claim),
                    "fled": counts_deserters(dataset, claim),
                }
            )
            if role_in(dataset, claim) is Role.PRESENT and claim.geo_precision in {1, 2, 3}:
                largest = max(largest, size_of(claim))
        span = dataset.known_span(claim)
        values = (
            claim.claim_id,
            places.get(claim.place_id or "", -1),
            sources[claim.originator_id],
            sources[dataset.publisher_id(claim)],
            kinds.index(claim.kind),
            stances.index(claim.stance),
            tiers.index(claim.tier),
            troops.index(claim.troop_origin),
            asserted.get(claim.assertion_id or "", -1),
            groups.get(claim.assertion_id or "", lone + row),
            statements[claim.statement_id],
            documents[claim.document_id],
            grades.index(dataset.sources[claim.originator_id].reliability),
            (claim.credibility or 0) - 1,
            int(claim.geo_precision or 0),
            int(role_in(dataset, claim)),
            number,
            day_number(claim.event_start),
            day_number(claim.event_end),
            day_number(span.latest),
            day_number(span.earliest),
            said[claim.claim_id],
            sorted(asserted[key] for key in claim.about),
        )
        for name, value in zip(_COLUMNS, values, strict=True):
            columns[name].append(value)
    informed = {key: source.informed_by for key, source in dataset.sources.items()}
    extents = geo_places.shapes_of(dataset, used)
    return {
        "version": dataset.version,
        "title": dataset.title,
        "subtitle": dataset.subtitle,
        "q": geo_places.UNITS_PER_DEGREE,
        "source_kinds": [str(kind) for kind in SourceKind],
        "kinds": [str(kind) for kind in kinds],
        "stances": [str(stance) for stance in stances],
        "tiers": [str(tier) for tier in tiers],
        "troop_origins": troops,
        "troop_names": [troops_words(code) for code in troops],
        "sources": [
            {
                "id": s.source_id,
                "short": s.called,
                "kind": str(s.kind),
                "informed_by": sorted(sources[i] for i in reach(s.source_id, informed)),
            }
            for s in dataset.sources.values()
        ],
        "places": [_place(dataset, key, extents) for key in used],
        "assertions": _assertions(dataset, asserted),
        "numbers": numbers,
        "largest_at_a_point": largest,
        "claims": columns,
        "shapes": {
            key: {**shape.encoded, "coarse": shape.is_coarse}
            for key, shape in extents.items()
            if shape.encoded is not None
        },
        "bounds": _overall(dataset, used, extents),
        "extents": [
            {
                "name": extent.name,
                "bounds": list(extent.bounds) if extent.bounds else _union(extent.places, extents),
            }
            for extent in dataset.extents
        ],
    }


_COLUMNS = (
    "id",
    "place",
    "originator",
    "publisher",
    "kind",
    "stance",
    "tier",
    "troops",
    "assertion",
    "group",
    "statement",
    "document",
    "reliability",
    "credibility",
    "precision",
    "present",
    "number",
    "start",
    "end",
    "known",
    "maybe_known",
    "said",
    "about",
)


@lru_cache(maxsize=4)
def troop_origins(dataset: Dataset) -> list[str]:
    """Return whose troops the claims are about, sorted: the layer's numbers for them."""
    return sorted({claim.troop_origin for claim in dataset.claims})


@lru_cache(maxsize=4)
def used_places(dataset: Dataset) -> list[str]:
    """Return the ids of the places that claims name, in the gazetteer's order: the layer's place numbers."""
    named = {claim.place_id for claim in dataset.claims}
    return [key for key in dataset.places if key in named]


def _place(dataset: Dataset, key: str, extents: Mapping[str, geo_places.PlaceShape]) -> dict[str, Any]:
    place, shape = dataset.places[key], extents[key]
    return {
        "id": place.place_id,
        "name": place.name,
        "kind": str(place.kind),
        "lat": place.lat,
        "lon": place.lon,
        "radius_m": place.radius_m,
        "shape": key if shape.encoded is not None else None,
        "anchor": list(shape.anchor) if shape.anchor else None,
        "box": list(shape.box) if shape.box else None,
    }


def _union(keys: Iterable[str], extents: Mapping[str, geo_places.PlaceShape]) -> list[float] | None:
    boxes = [box for key in keys if key in extents and (box := extents[key].box)]
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return [min(west), min(south), max(east), max(north)]


def _overall(
    dataset: Dataset, used: list[str], extents: Mapping[str, geo_places.PlaceShape]
) -> list[float] | None:
    """Bounds of all that is drawn; of a country or a vast area only when nothing smaller is there."""
    wide = {PlaceKind.COUNTRY, PlaceKind.MACRO_REGION, PlaceKind.AREA, PlaceKind.BORDER}
    drawn = {c.place_id for c in dataset.claims if c.tier is not Tier.SECONDARY}
    small = [key for key in used if key in drawn and dataset.places[key].kind not in wide]
    return _union(small, extents) or _union(used, extents)


def encode_claims(dataset: Dataset) -> bytes:
    """Return `claims_document` as compact UTF-8 JSON."""
    return json.dumps(claims_document(dataset), ensure_ascii=False, separators=(",", ":")).encode()
