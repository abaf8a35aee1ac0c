"""Our own CSV: the columns of claims.csv, as they ship or as `muster export` writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from enum import Enum
from itertools import pairwise
from typing import Any

from muster.dates import DateSpan
from muster.errors import MalformedValueError
from muster.ingest.changes import FieldChange
from muster.ingest.draft import Draft, DraftDocument
from muster.ingest.reading.rows import Finding, Row
from muster.ingest.reading.safety import clean
from muster.model import Claim, Dataset
from muster.tables.cells import unguarded
from muster.tables.schema import CLAIMS

OWN = "muster"
_NEEDED = frozenset({"claim_id", "statement_id", "document_id", "originator_id", "kind", "stance"})
_LINKS = {
    "document_id": "documents",
    "originator_id": "sources",
    "assertion_id": "assertions",
    "place_id": "places",
}
_COUNTS = ("count_low", "count_best", "count_high")


def is_own(columns: Iterable[str]) -> bool:
    """Whether a file has the columns of claims.csv that no other has."""
    return set(columns) >= _NEEDED


def own_draft(row: Row, dataset: Dataset) -> tuple[Draft | None, list[Finding]]:
    """Return the draft of one row, or everything that is wrong with it, by the rules of `muster check`."""
    faults = list(row.faults)
    cells = {name: unguarded(row.cells.get(name, "")) for name in CLAIMS.readers}
    values: dict[str, Any] = {}
    for name, reader in CLAIMS.readers.items():
        try:
            values[name] = reader(_listed(cells[name]) if name == "about" else cells[name])
        except MalformedValueError as error:
            faults.append(Finding(row.number, name, cells[name][:200], f"{error.problem}; {error.remedy}"))
            values[name] = None
    faults += _unknown(row.number, values, dataset)
    faults += _contradictions(row.number, values)
    if faults:
        return None, faults
    return _draft(values), []


def differences(draft: Draft, claim: Claim) -> tuple[FieldChange, ...]:
    """Return in which columns of claims.csv a row differs from a claim that is there already, from what to what.

    What no file can carry, such as characters that turn the direction of writing, is no difference.
    """
    pairs = ((name, _of_claim(claim, name), _of_draft(draft, name)) for name in CLAIMS.readers)
    return tuple(FieldChange(name, old, new) for name, old, new in pairs if old != new)


def merged(held: Draft, row: Draft, changes: Iterable[FieldChange]) -> Draft:
    """Return what is kept of a claim, with another value in what a row of its export changed: all the rest stays."""
    names = {one.name for one in changes}
    given: dict[str, Any] = {name: getattr(row, name) for name in names - {"document_id", "claim_id"}}
    if "document_id" in names:
        given["document"] = row.document
    if "originator_id" in names:
        given |= {"originator": "", "originator_kind": Draft().originator_kind}
    if "place_id" in names:
        given |= {"candidates": (), "lat": None, "lon": None, "radius_m": None}
    if "about" in names:
        given["unasserted"] = ""
    return replace(held, **given)


def _of_draft(draft: Draft, name: str) -> Any:
    value = (
        draft.document.document_id if name == "document_id" and draft.document else getattr(draft, name, None)
    )
    return _plain(value)


def _of_claim(claim: Claim, name: str) -> Any:
    value = getattr(claim, name)
    return _plain(value.text if isinstance(value, DateSpan) else value)


def _plain(value: Any) -> Any:
    """Return a value as a file carries it; what is blank is None."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value) or None
    return (clean(value).replace("\r\n", "\n").strip() or None) if isinstance(value, str) else value


def _listed(text: str) -> str:
    """Return ids as a table has them; an export of a view writes them as a list."""
    return "|".join(part.strip(" '\"") for part in text[1:-1].split(",")) if text.startswith("[") else text


def _unknown(number: int, values: Mapping[str, Any], dataset: Dataset) -> list[Finding]:
    faults = []
    for name, table in _LINKS.items():
        value = values[name]
        if value is not None and value not in getattr(dataset, table):
            why = (
                f"names what does not exist; use one of {table}.csv"
                if table != "places"
                else (
                    "names a place that the gazetteer does not have; use one of gazetteer.csv, or leave it blank"
                )
            )
            faults.append(Finding(number, name, str(value)[:200], why))
    faults += [
        Finding(number, "about", name, "names an assertion that does not exist")
        for name in values["about"] or ()
        if name not in dataset.assertions
    ]
    return faults


def _contradictions(number: int, values: Mapping[str, Any]) -> list[Finding]:
    faults = []
    start, end = values["event_start"], values["event_end"]
    if start and end and start > end:
        faults.append(Finding(number, "event_start", start.isoformat(), f"is after event_end ({end})"))
    given = [(name, values[name]) for name in _COUNTS if values[name] is not None]
    for (name, low), (larger, high) in pairwise(given):
        if low > high:
            faults.append(Finding(number, name, str(low), f"is more than {larger} ({high})"))
    needed = [("count_unit", "a number"), ("count_scope", "a number")] if given else []
    if values["place_id"]:
        needed += [(name, "a place") for name in ("place_role", "geo_precision", "place_basis")]
    faults += [
        Finding(number, name, "", f"is blank though {what} is given")
        for name, what in needed
        if not values[name]
    ]
    if values["stance"] is not None and (values["stance"] != "asserts") != bool(values["about"]):
        faults.append(Finding(number, "about", "", f"does not fit the stance {values['stance']}"))
    return faults


def _draft(values: Mapping[str, Any]) -> Draft:
    own = {name: value for name, value in values.items() if name not in {"document_id", "reported_on"}}
    span = values["reported_on"]
    return Draft(
        **own,
        reported_on=span.text if span else "",
        document=DraftDocument(document_id=values["document_id"]),
    )
