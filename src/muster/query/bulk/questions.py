"""The questions, asked of a bulk layer: plain values of a size that a page can use, with how many there are in all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from muster.errors import SelectionError
from muster.query import reduced
from muster.query.bulk.carriers import echo_page
from muster.query.bulk.layer import Layer
from muster.query.cells import Grid, marked_cells
from muster.query.engine import ask, ask_page, ask_plan
from muster.query.roles import Role
from muster.query.selection import Selection
from muster.query.standing_figures import series_plan, strength_plan
from muster.vocabulary import Bin, Status

PAGE = 100
FIGURES = 20
LONGEST_SERIES_DAYS = 3660
_NAMES = {int(Role.PRESENT): "present", int(Role.PLANNED): "planned"}
_NOBODY = {"low": None, "best": None, "high": None, "figures": 0}


def tally(layer: Layer, selection: Selection) -> dict[str, int]:
    """Return the codebook's bins by name, in its order, and `total`."""
    found = {row["bin"]: row["claims"] for row in ask(layer, reduced.tally_by_bin, selection)}
    return {**{str(name): found.get(str(name), 0) for name in Bin}, "total": layer.total}


def presence(layer: Layer, selection: Selection) -> list[dict[str, Any]]:
    """Return each place where presence is reported, by id, with the range of its numbers and how many figures stand."""
    answers = ask_plan(layer, reduced.presence_plan, selection)
    ranges = {row["place_id"]: row for row in answers["ranges"]}
    end = selection.event_to or selection.as_of
    found = []
    for row in sorted(answers["places"], key=lambda r: str(r["place_id"])):
        people = ranges.get(row["place_id"], _NOBODY)
        newest = row.pop("newest")
        status = {
            Status.CORROBORATED: row["originators"] >= 2,
            Status.DISPUTED: bool(row.pop("disputed")),
            Status.DENIED: bool(row.pop("denied") or row["denied_here"]),
        }
        del row["denied_here"]
        found.append(
            {
                **row,
                **{f"count_{name}": people[name] for name in ("low", "best", "high")},
                "figures": people["figures"],
                "status": ", ".join(str(s) for s, holds in status.items() if holds) or str(Status.REPORTED),
                "age_days": (end - newest).days if end and newest else None,
            }
        )
    return found


def strength(layer: Layer, selection: Selection) -> dict[str, Any]:
    """Return `present` and `planned`: the range, how many figures stand, and the largest of them with who said each."""
    answers = ask_plan(layer, strength_plan, selection)
    ranges = {row["role"]: row for row in answers["ranges"]}
    tops: dict[int, list[dict[str, Any]]] = {}
    for role in _NAMES:
        mine = [row for row in answers["figures"] if row["role"] == role]
        tops[role] = sorted(mine, key=lambda r: (-r["size"], r["position"]))[:FIGURES]
    named = layer.described(
        "assertions", "assertion", (row["assertion_id"] for rows in tops.values() for row in rows)
    )
    return {
        name: {
            **_range(ranges.get(role, _NOBODY)),
            "largest": [
                {
                    "assertion_id": named[row["assertion_id"]]["assertion_id"],
                    "originator": row["originator_id"],
                    "size": row["size"],
                    "at_least": row["part_size"],
                }
                for row in tops[role]
            ],
        }
        for role, name in _NAMES.items()
    }


def series(layer: Layer, selection: Selection) -> list[dict[str, Any]]:
    """Return the strength on each day of the window: `day`, `present` and `planned`.

    Raises SelectionError for a window that is open at an end or longer than ten years.
    """
    first, last = selection.event_from, selection.event_to
    if first is None or last is None or (last - first).days >= LONGEST_SERIES_DAYS:
        raise SelectionError(["a series of a bulk layer needs from and to, ten years apart at most."])
    days = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    rows = ask_plan(layer, series_plan, selection, days=days)["ranges"]
    found = {(row["day"], row["role"]): row for row in rows}
    return [
        {"day": day, **{name: _range(found.get((day, role), _NOBODY)) for role, name in _NAMES.items()}}
        for day in days
    ]


def _range(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in _NOBODY}


def sources(layer: Layer, selection: Selection) -> list[dict[str, Any]]:
    """Return each originator of a listed claim that is no background, in the order of the sources: see `Speaker`."""
    rows = {row["originator_id"]: row for row in ask(layer, reduced.speakers_by_source, selection)}
    return [
        {"source_id": key, "kind": source.kind, "reliability": source.reliability, **rows[key]}
        for key, source in layer.sources.items()
        if key in rows
    ]


def echoes(layer: Layer, selection: Selection, *, offset: int = 0, limit: int = PAGE) -> dict[str, Any]:
    """Return `total`, how many assertions listed claims carry, and a page of them in their order, with all changes."""
    page, total = ask_page(
        layer, reduced.carried_assertions, selection, order="assertion_id", offset=offset, limit=limit
    )
    carried = [row["assertion_id"] for row in page]
    return {"total": total, "offset": offset, "echoes": echo_page(layer, selection, carried)}


def disagreements(
    layer: Layer, selection: Selection, *, offset: int = 0, limit: int = PAGE
) -> dict[str, Any]:
    """Return `total`, how many disagreements are known and listed, and a page of them in their order."""
    question = reduced.disagreements_listed
    page, total = ask_page(layer, question, selection, order="place_in_order", offset=offset, limit=limit)
    return {"total": total, "offset": offset, "disagreements": _sides(layer, page)}


def news(
    layer: Layer, selection: Selection, since: date, until: date, *, limit: int = PAGE
) -> dict[str, Any]:
    """Return how many assertions are new, changed (of the new), carried again and contradicted, and the first of each.

    Raises SelectionError for days in the wrong order.
    """
    if since > until:
        raise SelectionError([f"since {since} is after until {until}; put the earlier day first."])
    asked = replace(selection, as_of=until)
    rows = ask(layer, partial(reduced.news_by_assertion, since=since), asked)
    rows.sort(key=lambda row: row["assertion_id"])
    new = [row for row in rows if not row["is_carried"]]
    kinds = {
        "new": new,
        "changed": [row for row in new if row["is_change"]],
        "carried": [row for row in rows if row["is_carried"]],
    }
    ids = {row["assertion_id"] for listed in kinds.values() for row in listed[:limit]}
    named = layer.described("assertions", "assertion", ids)
    at_odds, total = ask_page(
        layer,
        partial(reduced.disagreements_since, since=since),
        asked,
        order="place_in_order",
        offset=0,
        limit=limit,
    )
    listed = {
        kind: {
            "total": len(found),
            "items": [
                {
                    **{k: named[row["assertion_id"]][k] for k in ("assertion_id", "originator_id", "label")},
                    "claims": row["fresh"],
                }
                for row in found[:limit]
            ],
        }
        for kind, found in kinds.items()
    }
    return {**listed, "contradicted": {"total": total, "items": _sides(layer, at_odds)}}


def _sides(layer: Layer, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    found = list(rows)
    numbers = {row[side] for row in found for side in ("of_id", "by_id") if row[side] is not None}
    named = layer.described("assertions", "assertion", numbers)
    scopes = layer.described("scopes", "place_in_order", (row["place_in_order"] for row in found))
    lone = [row["by_position"] for row in found if row["by_id"] is None]
    claims = {}
    if lone:
        sql = f"SELECT position, claim_id FROM claims WHERE position IN ({', '.join(map(str, lone))})"
        claims = {row["position"]: row["claim_id"] for row in layer.rows(sql)}
    return [
        {
            "kind": row["kind"],
            "of": named[row["of_id"]]["assertion_id"],
            "by": named[row["by_id"]]["assertion_id"]
            if row["by_id"] is not None
            else claims[row["by_position"]],
            "scope": scopes[row["place_in_order"]]["scope"],
        }
        for row in found
    ]


def cells(
    layer: Layer, selection: Selection, grid: Grid, *, areas: bool = True
) -> dict[str, list[dict[str, Any]]]:
    """Return `cells` and, where they are wanted, `areas` of a grid: see `cells_plan`."""
    plan, numbers = marked_cells(grid, areas=areas)
    return ask_plan(layer, plan, selection, numbers=numbers)
