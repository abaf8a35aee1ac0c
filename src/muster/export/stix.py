"""A view as a STIX 2.1 bundle, made and checked by the `stix2` library.

- Each place is a `location`: latitude and longitude with `precision` (metres) where it is a point, else country and
  division. Who speaks, who publishes and whose troops are reported are `identity` objects.
- A claim of presence is a `sighting` of the troops (`sighting_of_ref`) at its place, made by its originator. A denial or a
  doubt is an `opinion` on the sightings that it answers. All else (plans, equipment, background) is a `note`: it was not seen.
- `confidence` follows Appendix A of the specification for the Admiralty credibility: 1 is 90, 2 is 70, 3 is 50, 4 is 30,
  5 is 10; 6, cannot be judged, has none. The letter grades stand in `labels`.

Ids are made from the ids of the data, so that the same claim has the same id in every bundle. `created` is the day on
which the claim became known, or 2000-01-01 where no day is.
"""

from __future__ import annotations

import json
import uuid
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import stix2
from shapely.geometry.base import BaseGeometry
from stix2.exceptions import STIXError

from muster.errors import ExportError
from muster.geo.measure import distance_m
from muster.geo.places import shape_of
from muster.model import Claim, Dataset, Place, Source
from muster.query.roles import Role
from muster.query.said import role_in
from muster.vocabulary import SourceKind, Stance

NAMESPACE = uuid.UUID("6d1f5a53-6c3c-5d5f-8a55-8f0f2f5a7b11")
CONFIDENCE = {1: 90, 2: 70, 3: 50, 4: 30, 5: 10}
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
_CLASSES = {
    SourceKind.INDIVIDUAL: "individual",
    SourceKind.LAWMAKER: "group",
    SourceKind.UNATTRIBUTED: "unknown",
}
_OPINIONS = {Stance.DENIES: "strongly-disagree", Stance.DOUBTS: "disagree", Stance.CONFIRMS: "agree"}


def write_stix(
    dataset: Dataset,
    records: list[dict[str, Any]],
    _: list[BaseGeometry | None],
    what: dict[str, Any],
    path: Path,
) -> int:
    """Write the claims of a view as a bundle; return how many claims. Raises ExportError for what STIX refuses."""
    try:
        bundle = _Bundle(dataset)
        claims = [dataset.claims_by_id[record["claim_id"]] for record in records]
        for claim, record in zip(claims, records, strict=True):
            bundle.add(claim, record)
        for claim, record in zip(claims, records, strict=True):
            bundle.answer(claim, record)
        bundle.say(what)
        text = stix2.Bundle(
            objects=list(bundle.objects.values()), id=_id("bundle", what["data_version"], what["selection"])
        )
        path.write_text(text.serialize(pretty=True, ensure_ascii=False) + "\n", "utf-8")
    except (STIXError, ValueError) as error:
        raise ExportError(f"STIX refuses the view ({error}).") from error
    return len(records)


class _Bundle:
    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self.objects: dict[str, Any] = {}
        self._sightings: dict[str, list[str]] = {}
        self._muster = self._put(
            stix2.Identity(
                id=_id("identity", "muster"),
                name="Muster",
                identity_class="system",
                created=_UNDATED,
                modified=_UNDATED,
            )
        )

    def add(self, claim: Claim, record: dict[str, Any]) -> None:
        """Add a claim of presence as a sighting, and all that is neither that nor an answer as a note."""
        place = self._dataset.places.get(claim.place_id or "")
        if role_in(self._dataset, claim) is Role.PRESENT and place is not None and record["bin"] == "shown":
            sighting = stix2.Sighting(
                id=_id("sighting", claim.claim_id),
                sighting_of_ref=self._troops(claim.troop_origin),
                where_sighted_refs=[self._location(place)],
                description=self._words(claim, record),
                **self._common(claim),
                **_seen(claim),
            )
            self._put(sighting)
            if claim.assertion_id:
                self._sightings.setdefault(claim.assertion_id, []).append(sighting.id)
        elif not claim.about:
            self._note(claim, record)

    def answer(self, claim: Claim, record: dict[str, Any]) -> None:
        """Add what confirms, denies or doubts as an opinion on the sightings that it answers, else as a note."""
        if not claim.about or (
            role_in(self._dataset, claim) is Role.PRESENT and record["bin"] == "shown" and claim.place_id
        ):
            return
        refs = [ref for name in claim.about for ref in self._sightings.get(name, ())]
        if not refs or claim.stance not in _OPINIONS:
            self._note(claim, record)
            return
        self._put(
            stix2.Opinion(
                id=_id("opinion", claim.claim_id),
                opinion=_OPINIONS[claim.stance],
                explanation=self._words(claim, record),
                authors=[record["originator"]],
                object_refs=refs,
                **self._common(claim),
            )
        )

    def say(self, what: dict[str, Any]) -> None:
        """Add which selection of which data the bundle is."""
        self._put(
            stix2.Note(
                id=_id("note", "about", what["data_version"], what["selection"]),
                abstract=f"{what['title']}, data version {what['data_version']}",
                content=json.dumps(what, ensure_ascii=False),
                object_refs=[self._muster],
                created_by_ref=self._muster,
                created=_UNDATED,
                modified=_UNDATED,
            )
        )

    def _note(self, claim: Claim, record: dict[str, Any]) -> None:
        place = self._dataset.places.get(claim.place_id or "")
        refs = [self._source(self._dataset.sources[claim.originator_id])]
        refs += [self._location(place)] if place is not None else []
        self._put(
            stix2.Note(
                id=_id("note", claim.claim_id),
                abstract=f"{claim.stance.label}: {claim.kind.label.lower()}",
                content=self._words(claim, record),
                authors=[record["originator"]],
                object_refs=refs,
                **self._common(claim),
            )
        )

    def _common(self, claim: Claim) -> dict[str, Any]:
        known = self._dataset.known_span(claim)
        day = known.earliest or known.latest
        at = _moment(day) if day else _UNDATED
        source = self._dataset.sources[claim.originator_id]
        document = self._dataset.documents[claim.document_id]
        reference = {"source_name": document.title or document.document_id, "description": claim.locator}
        labels = [
            f"kind:{claim.kind}",
            f"stance:{claim.stance}",
            f"tier:{claim.tier}",
            f"reliability:{source.reliability}",
        ]
        if claim.credibility:
            labels.append(f"credibility:{claim.credibility}")
        if claim.geo_precision:
            labels.append(f"geo_precision:{int(claim.geo_precision)}")
        common: dict[str, Any] = {
            "created_by_ref": self._source(source),
            "created": at,
            "modified": at,
            "labels": labels,
            "external_references": [
                reference | ({"url": document.url} if document.url else {}),
                {"source_name": "muster", "external_id": claim.claim_id},
            ],
        }
        confidence = CONFIDENCE.get(claim.credibility or 0)
        return common if confidence is None else common | {"confidence": confidence}

    def _words(self, claim: Claim, record: dict[str, Any]) -> str:
        counts = [record[name] for name in ("count_low", "count_best", "count_high")]
        said = [claim.summary]
        if any(count is not None for count in counts):
            low, best, high = ("not said" if count is None else f"{count:,}" for count in counts)
            said.append(f"Number ({claim.count_unit}): low {low}, best {best}, high {high}.")
        said += [f"{str(record['standing']).capitalize()}."] if record["standing"] else []
        return " ".join([*said, "Reported, not confirmed."])

    def _source(self, source: Source) -> str:
        return self._put(
            stix2.Identity(
                id=_id("identity", "source", source.source_id),
                name=source.name,
                identity_class=_CLASSES.get(source.kind, "organization"),
                roles=[source.kind.value],
                created_by_ref=self._muster,
                created=_UNDATED,
                modified=_UNDATED,
            )
        )

    def _troops(self, country: str) -> str:
        return self._put(
            stix2.Identity(
                id=_id("identity", "troops", country),
                name=f"Troops of {country}" if country else "Troops, origin not said",
                identity_class="group",
                created_by_ref=self._muster,
                created=_UNDATED,
                modified=_UNDATED,
            )
        )

    def _location(self, place: Place) -> str:
        key = _id("location", place.place_id)
        if key in self.objects:
            return key
        fields: dict[str, Any] = {"name": place.name}
        if place.country:
            fields["country"] = place.country
        if place.admin1:
            fields["administrative_area"] = place.admin1
        if place.geometry_id is None and place.lat is not None and place.lon is not None:
            fields |= {
                "latitude": place.lat,
                "longitude": place.lon,
                "precision": float(place.radius_m or 0) or None,
            }
        elif not place.country:
            fields |= self._middle(place)
        return self._put(
            stix2.Location(
                id=key,
                created_by_ref=self._muster,
                created=_UNDATED,
                modified=_UNDATED,
                **{name: value for name, value in fields.items() if value is not None},
            )
        )

    def _middle(self, place: Place) -> dict[str, Any]:
        """Return the middle of what lies in no one country, with how far it reaches: STIX asks for one or the other."""
        shape = shape_of(self._dataset, place)
        if shape.anchor is None or shape.box is None:
            return {"region": "world"}
        lon, lat = shape.anchor
        west, south, east, north = shape.box
        reach = max(distance_m(lat, lon, corner, side) for corner in (south, north) for side in (west, east))
        return {"latitude": lat, "longitude": (lon + 180) % 360 - 180, "precision": reach}

    def _put(self, made: Any) -> str:
        self.objects.setdefault(made.id, made)
        return str(made.id)


def _seen(claim: Claim) -> dict[str, Any]:
    """Return the window of the event; an end that is open is left open."""
    seen: dict[str, Any] = {}
    if claim.event_start is not None:
        seen["first_seen"] = _moment(claim.event_start)
    if claim.event_end is not None:
        seen["last_seen"] = datetime.combine(claim.event_end, time(23, 59, 59), tzinfo=UTC)
    return seen


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


def _id(kind: str, *parts: str) -> str:
    return f"{kind}--{uuid.uuid5(NAMESPACE, '|'.join((kind, *parts)))}"
