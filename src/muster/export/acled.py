"""Reported presence in the columns of an ACLED export, for tools that read those.

An event of ACLED has happened. So a plan, a denial, an assessment and what was only shipped are not among the rows; the
count that is returned says how many are. Fatalities are blank: unknown is never 0. `tags` has what ACLED has no column for.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

from shapely.geometry.base import BaseGeometry

from muster.export.cells import guarded
from muster.geo.places import boundaries
from muster.model import Claim, Dataset
from muster.query.roles import Role
from muster.query.said import role_in
from muster.vocabulary import GeoPrecision, Kind

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region",
    "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
_TYPES = {
    Kind.COMBAT: ("Battles", "Armed clash"),
    Kind.PRESENCE: ("Strategic developments", "Other"),
}
_PRECISIONS = {GeoPrecision.SITE: 1, GeoPrecision.TOWN: 1, GeoPrecision.DISTRICT: 2}


def write_acled(
    dataset: Dataset,
    records: list[dict[str, Any]],
    _: list[BaseGeometry | None],
    what: dict[str, Any],
    path: Path,
) -> int:
    """Write the reported presence of a view in ACLED's columns; return how many rows."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        for record in records:
            claim = dataset.claims_by_id[record["claim_id"]]
            if role_in(dataset, claim) is Role.PRESENT:
                row = _row(claim, record, what)
                writer.writerow(
                    {name: guarded(value) if isinstance(value, str) else value for name, value in row.items()}
                )
                count += 1
    return count


def _row(claim: Claim, record: dict[str, Any], what: dict[str, Any]) -> dict[str, Any]:
    day, time_precision = _day(claim)
    event_type, sub_event_type = _TYPES.get(claim.kind, _TYPES[Kind.PRESENCE])
    precision = _PRECISIONS.get(claim.geo_precision, 3) if claim.geo_precision else ""
    is_listed = claim.geo_precision is GeoPrecision.COUNTRY  # its middle would be a pin in a country
    tags = {
        "kind": claim.kind.value,
        "grade": f"{record['reliability']}{record['credibility'] or ''}",
        "geo_precision": record["geo_precision"],
        "event": f"{record['event_start'] or '..'}/{record['event_end'] or '..'}",
        "people": _people(record),
        "bin": record["bin"],
        "data_version": what["data_version"],
        "selection": what["selection"],
        "note": "reported, not confirmed",
    }
    return {
        "event_id_cnty": claim.claim_id,
        "event_date": day.isoformat() if day else "",
        "year": day.year if day else "",
        "time_precision": time_precision or "",
        "disorder_type": "Political violence" if claim.kind is Kind.COMBAT else "Strategic developments",
        "event_type": event_type,
        "sub_event_type": sub_event_type,
        "actor1": f"Troops of {_country(claim.troop_origin)}" if claim.troop_origin else "",
        "country": _country(record["place_country"] or ""),
        "admin1": _country(record["place_admin1"] or ""),
        "location": record["place_name"] or claim.place_text,
        "latitude": "" if is_listed else _decimal(record["lat"]),
        "longitude": "" if is_listed else _decimal(record["lon"]),
        "geo_precision": precision,
        "source": record["originator"],
        "notes": claim.summary,
        "tags": "; ".join(f"{name}={value}" for name, value in tags.items() if value not in {None, ""}),
    }


def _day(claim: Claim) -> tuple[date | None, int | None]:
    """Return the first day of what is bounded at both ends, with ACLED's precision; nothing of what is open or a year."""
    start, end = claim.event_start, claim.event_end
    if start is None or end is None or (end - start).days > 31:
        return None, None
    return start, 1 if start == end else 2 if (end - start).days < 7 else 3


def _people(record: dict[str, Any]) -> str:
    if record["count_unit"] != "people":
        return ""
    numbers = [record[name] for name in ("count_low", "count_best", "count_high")]
    return (
        "/".join("" if number is None else str(number) for number in numbers)
        if any(number is not None for number in numbers)
        else ""
    )


def _country(code: str) -> str:
    return boundaries().boundary(code).name if code and code in boundaries() else code


def _decimal(value: float | None) -> float | str:
    return "" if value is None else value
