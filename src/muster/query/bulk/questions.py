"""The questions, asked of a bulk layer: plain values of a size that a page can use, with how many there are in all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import numpy as np

from muster.errors import SelectionError
from muster.query.bulk.carriers import echo_page
from muster.query.bulk.encoding import Array
from muster.query.bulk.figures import series_of, strength_of
from muster.query.bulk.gridded import cells_and_areas
from muster.query.bulk.layer import Layer
from muster.query.bulk.narrow import ODDS
from muster.query.bulk.odds import at_odds, carrying, fresh, newly_at_odds
from muster.query.bulk.places import presence_by_place
from muster.query.bulk.runs import plain, starts
from muster.query.bulk.speaking import speakers_by_source
from muster.query.bulk.taking import listed, tally_bins
from muster.query.cells import Grid
from muster.query.roles import Role
from muster.query.selection import Selection, future_problem
from muster.vocabulary import Status

PAGE = 100
FIGURES = 20
LONGEST_SERIES_DAYS = 3660
_COUNTS = ("low", "best", "high")
_NAMES = {Role.PRESENT: "present", Role.PLANNED: "planned"}
_STATUSES = (Status.CORROBORATED, Status.DISPUTED, Status.DENIED)
_STATUS = {
    holds: ", ".join(str(s) for s, is_so in zip(_STATUSES, holds, strict=True) if is_so)
    or str(Status.REPORTED)
    for holds in product((False, True), repeat=len(_STATUSES))
}


def tally(layer: Layer, selection: Selection) -> dict[str, int]:
    """Return the codebook's bins by name, in its order, and `total`."""
    selection.check(layer)
    return {
        **{str(name): number for name, number in tally_bins(layer, selection).items()},
        "total": layer.total,
    }


def presence(layer: Layer, selection: Selection) -> list[dict[str, Any]]:
    """Return each place where presence is reported, by id, with the range of its numbers and how many figures stand."""
    selection.check(layer)
    found = presence_by_place(layer, selection)
    end = selection.event_to or selection.as_of
    status = map(_status, *(found.pop(name) for name in ("is_disputed", "is_denied")), found["originators"])
    newest = found.pop("newest")
    columns = {
        **{f"count_{name}" if name in _COUNTS else name: values for name, values in found.items()},
        "status": list(status),
        "age_days": [(end - day).days if end and day else None for day in newest],
    }
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _status(is_disputed: bool, is_denied: bool, originators: int) -> str:
    return _STATUS[originators >= 2, is_disputed, is_denied]


def strength(layer: Layer, selection: Selection) -> dict[str, Any]:
    """Return `present` and `planned`: the range, how many figures stand, and the largest of them with who said each."""
    selection.check(layer)
    columns = layer.columns
    claims = columns.claims
    found: dict[str, Any] = {}
    for role, (figures, ranges) in strength_of(layer, selection).items():
        tops = figures.only(np.arange(min(FIGURES, len(figures.rows))))
        named = columns.told("assertions", claims.key[tops.rows].tolist())
        found[_NAMES[role]] = {
            **{name: values[0] for name, values in ranges.listed().items()},
            "largest": [
                {
                    "assertion_id": assertion["assertion_id"],
                    "originator": layer.sources_in_order[speaker],
                    "size": size,
                    "at_least": part,
                }
                for assertion, speaker, size, part in zip(
                    named,
                    claims.originator[tops.rows].tolist(),
                    claims.size[tops.rows].tolist(),
                    plain(tops.part),
                    strict=True,
                )
            ],
        }
    return found


def series(layer: Layer, selection: Selection) -> list[dict[str, Any]]:
    """Return the strength on each day of the window: `day`, `present` and `planned`.

    Raises SelectionError for a window that is open at an end or longer than ten years.
    """
    selection.check(layer)
    first, last = selection.event_from, selection.event_to
    if first is None or last is None or (last - first).days >= LONGEST_SERIES_DAYS:
        raise SelectionError(["a series of a bulk layer needs from and to, ten years apart at most."])
    days = (last - first).days + 1
    rows: list[dict[str, Any]] = [{"day": first + timedelta(days=i)} for i in range(days)]
    for role, columns in series_of(layer, selection, first, days).items():
        for row, values in zip(rows, zip(*columns.values(), strict=True), strict=True):
            row[_NAMES[role]] = dict(zip(columns, values, strict=True))
    return rows


def sources(layer: Layer, selection: Selection) -> list[dict[str, Any]]:
    """Return each originator of a listed claim that is no background, in the order of the sources: see `Speaker`."""
    selection.check(layer)
    columns = speakers_by_source(layer, selection)
    speaking = [layer.sources_in_order[i] for i in columns.pop("source")]
    told = (layer.sources[key] for key in speaking)
    return [
        {
            "source_id": source.source_id,
            "kind": source.kind,
            "reliability": source.reliability,
            **dict(zip(columns, row, strict=True)),
        }
        for source, row in zip(told, zip(*columns.values(), strict=True), strict=True)
    ]


def echoes(layer: Layer, selection: Selection, *, offset: int = 0, limit: int = PAGE) -> dict[str, Any]:
    """Return `total`, how many assertions listed claims carry, and a page of them in their order, with all changes."""
    selection.check(layer)
    rows = carrying(layer, listed(layer, selection))
    at = starts(layer.columns.claims.key[rows])
    ends = np.append(at, len(rows))
    page = [rows[ends[i] : ends[i + 1]] for i in range(offset, min(offset + limit, len(at)))]
    return {"total": len(at), "offset": offset, "echoes": echo_page(layer, page)}


def disagreements(
    layer: Layer, selection: Selection, *, offset: int = 0, limit: int = PAGE
) -> dict[str, Any]:
    """Return `total`, how many disagreements are known and listed, and a page of them in their order."""
    selection.check(layer)
    found = at_odds(layer, listed(layer, selection), selection.as_of)
    page = found[offset : offset + limit]
    return {"total": len(found), "offset": offset, "disagreements": _sides(layer, page)}


def news(
    layer: Layer, selection: Selection, since: date, until: date, *, limit: int = PAGE
) -> dict[str, Any]:
    """Return how many assertions are new, changed (of the new), carried again and contradicted, and the first of each.

    Raises SelectionError for days in the wrong order.
    """
    if since > until:
        raise SelectionError([f"since {since} is after until {until}; put the earlier day first."])
    if late := future_problem(layer, until, "until"):
        raise SelectionError([late])
    asked = replace(selection, as_of=until)
    asked.check(layer)
    is_listed = listed(layer, asked)
    found = fresh(layer, is_listed, since)
    kinds = {
        "new": ~found.is_carried,
        "changed": found.is_change & ~found.is_carried,
        "carried": found.is_carried,
    }
    told: dict[str, Any] = {}
    for kind, flags in kinds.items():
        mine = np.flatnonzero(flags)
        named = layer.columns.told("assertions", found.assertion[mine[:limit]].tolist())
        numbers = found.claims[mine[:limit]].tolist()
        items = [{**row, "claims": number} for row, number in zip(named, numbers, strict=True)]
        told[kind] = {"total": len(mine), "items": items}
    odds = newly_at_odds(layer, is_listed, since, until)
    return {**told, "contradicted": {"total": len(odds), "items": _sides(layer, odds[:limit])}}


def _sides(layer: Layer, which: Array) -> list[dict[str, Any]]:
    columns = layer.columns
    opposed = columns.opposed

    def names(table: str, column: str, numbers: Array) -> dict[int, str]:
        wanted = np.unique(numbers[numbers >= 0]).tolist()
        return {n: row[column] for n, row in zip(wanted, columns.told(table, wanted), strict=True)}

    of, by, row = (numbers[which] for numbers in (opposed.of, opposed.by, opposed.by_row))
    assertions = names("assertions", "assertion_id", np.concatenate((of, by)))
    claims = names("texts", "claim_id", row[by < 0])
    scopes = columns.told("scopes", which.tolist())
    sides = zip(opposed.kind[which].tolist(), of.tolist(), by.tolist(), row.tolist(), scopes, strict=True)
    return [
        {
            "kind": ODDS[kind],
            "of": assertions[one],
            "by": assertions[other] if other >= 0 else claims[claim],
            "scope": scope["scope"],
        }
        for kind, one, other, claim, scope in sides
    ]


def cells(
    layer: Layer, selection: Selection, grid: Grid, *, areas: bool = True
) -> dict[str, list[dict[str, Any]]]:
    """Return `cells` and, where they are wanted, `areas` of a grid: see `cells_plan`."""
    selection.check(layer)
    return cells_and_areas(layer, selection, grid, areas=areas)
