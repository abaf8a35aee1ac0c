"""Presence by place, over the narrow columns of a layer: the rules of `muster.query.presence`."""

from __future__ import annotations

from typing import Any

import numpy as np

from muster.query.bulk import runs
from muster.query.bulk.columns import Columns
from muster.query.bulk.encoding import Array
from muster.query.bulk.layer import Layer
from muster.query.bulk.ranges import Ranges, combine, figures_of
from muster.query.bulk.taking import dated, holds_from, shown
from muster.query.roles import Role
from muster.query.selection import Selection


def presence_by_place(layer: Layer, selection: Selection) -> dict[str, list[Any]]:
    """Return, for the places where presence is reported, by id, columns with a value for each.

    `newest` is the day on which the newest assertion was first reported; `is_disputed` and `is_denied` say whether
    anything that is asserted there is.
    """
    columns = layer.columns
    claims = columns.claims
    taken = np.flatnonzero(shown(layer, selection) & (claims.role == int(Role.PRESENT)) & (claims.place >= 0))
    here = dated(layer, selection, taken)
    here = here.only(~here.is_elsewhere)
    # Columns are read in the order of the claims, which is that of the disk, and put in that of the places afterwards.
    rows, place = here.rows, claims.place[here.rows]
    order = _by_place(place, len(columns.places))
    ranked = place[order]
    at = runs.starts(ranked)
    places = ranked[at]
    known = _instead(claims.known[rows], columns.never, columns.ever)[order]
    last_known = claims.last_known[rows]
    if selection.as_of is not None:
        np.minimum(last_known, columns.number(selection.as_of), out=last_known)
    said = runs.starts(ranked, claims.key[rows][order])
    said_at = runs.starts(ranked[said])
    newest = _instead(runs.least(known, said), columns.ever, columns.never)
    denied = holds_from(layer, selection, claims.denied_from[rows])[order]
    disputed = holds_from(layer, selection, claims.disputed_from[rows])[order]
    days = {
        "first_event": runs.least(_instead(here.first, columns.never, columns.ever)[order], at),
        "last_event": runs.most(_instead(here.last, columns.ever, columns.never)[order], at),
        "first_reported": runs.least(known, at),
        "last_reported": runs.most(last_known[order], at),
        "newest": runs.most(newest, said_at),
    }
    return {
        "place_id": [layer.places_in_order[i] for i in places.tolist()],
        "claims": runs.lengths(at, len(rows)).tolist(),
        "statements": _statements(columns, rows, place, places).tolist(),
        "assertions": runs.count(claims.has_assertion[rows][order[said]], said_at).tolist(),
        "originators": _originators(columns, rows, places).tolist(),
        **{name: columns.days(values) for name, values in days.items()},
        **_people(columns, rows[_at_the_finest(columns, rows)], places).listed(),
        "is_disputed": (runs.count(disputed, at) > 0).tolist(),
        "is_denied": (runs.count(denied, at) > 0).tolist(),
    }


def _instead(values: Array, open_day: int, other: int) -> Array:
    """Return days with the other one for those that are open, so that they are neither least nor most."""
    found = values.copy()
    found[found == open_day] = other
    return found


def _by_place(place: Array, places: int) -> Array:
    """Return the order by place that leaves those of one place as they stand."""
    return np.argsort(place.astype(np.uint16) if places <= 1 << 16 else place, kind="stable")


def _at_the_finest(columns: Columns, rows: Array) -> Array:
    """Return which claims count with their number: those at the finest place that their assertion gives one for."""
    claims = columns.claims
    numbers = np.flatnonzero(claims.gives_people[rows])
    key, fineness = claims.key[rows[numbers]], claims.precision[rows[numbers]]
    at = runs.starts(key)
    found = np.zeros(len(rows), bool)
    found[numbers] = fineness == runs.least(fineness, at)[runs.run_of(at, len(key))]
    return found


def _statements(columns: Columns, rows: Array, place: Array, places: Array) -> Array:
    statement = columns.claims.statement_id[rows]
    width = np.int64(statement.max(initial=0)) + 1
    pairs = runs.distinct(place * width + statement)
    return runs.lengths(np.searchsorted(pairs, places * width), len(pairs))


def _originators(columns: Columns, rows: Array, places: Array) -> Array:
    """Return, for the best supported thing at each place, how many speak of it whom none of the others informs."""
    claims = columns.claims
    beside = rows[~claims.is_alone[rows]]
    group = claims.group_id[beside]
    width = np.int64(group.max(initial=0)) + 1
    groups, _ = runs.independent(
        columns.informants, claims.place[beside] * width + group, claims.originator[beside]
    )
    at = runs.starts(groups)
    place = groups[at] // width
    by_place = runs.starts(place)
    found = np.ones(len(columns.places), np.int64)
    found[place[by_place]] = runs.most(runs.lengths(at, len(groups)), by_place)
    return found[places]


def _people(columns: Columns, rows: Array, places: Array) -> Ranges:
    """Return the ranges of the numbers at each of the places, those left out that another one there contains."""
    claims = columns.claims
    order = _by_place(claims.place[rows], len(columns.places))
    place, key = claims.place[rows][order], claims.key[rows][order]
    rows = rows[order]
    width = np.int64(key.max(initial=0)) + 1
    pair = place * width + key
    at = runs.starts(pair)
    whose, whole = runs.linked(columns.wholes, key[at])
    is_contained = np.zeros(len(at), bool)
    inner = runs.is_in(pair[at], place[at][whose] * width + whole) & (whole < width)
    is_contained[whose[inner]] = True
    kept = ~is_contained[runs.run_of(at, len(rows))]
    rows, pair = rows[kept], pair[kept]
    rows = rows[runs.first_said(claims, rows, runs.starts(pair))]
    by_place = runs.starts(claims.place[rows])
    ranges = combine(
        figures_of(claims, rows),
        runs.lengths(by_place, len(rows)),
        least=lambda values: runs.least(values, by_place),
        most=lambda values: runs.most(values, by_place),
    )
    found = {name: np.full(len(columns.places), -1, np.int64) for name in ("low", "best", "high")}
    found["figures"] = np.zeros(len(columns.places), np.int64)
    for name, values in found.items():
        values[claims.place[rows][by_place]] = getattr(ranges, name)
    return Ranges(**{name: values[places] for name, values in found.items()})
