"""Lists over the narrow columns of a layer: what is carried, what is new, what is at odds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from muster.query.bulk import runs
from muster.query.bulk.hold import Array
from muster.query.bulk.layer import Layer
from muster.query.bulk.taking import listed
from muster.query.selection import Selection


@dataclass(frozen=True, slots=True)
class Fresh:
    """Assertions, in their order, with how many of their claims were not known before, and which these are."""

    assertion: Array
    claims: Array
    is_carried: Array
    is_change: Array


def carrying(layer: Layer, selection: Selection) -> Array:
    """Return the listed claims that carry an assertion, background apart, by where they stand."""
    claims = layer.columns.claims
    return np.flatnonzero(listed(layer, selection) & claims.has_assertion & ~claims.is_background)


def fresh(layer: Layer, selection: Selection, since: date) -> Fresh:
    """Return the assertions that claims carry which were not known at the end of `since`, as known on `as_of`.

    `is_carried`: another was or may have been known before; `is_change`: it replaces one that is carried now.
    """
    columns = layer.columns
    claims = columns.claims
    rows = carrying(layer, selection)
    key = claims.key[rows]
    at = runs.starts(key)
    number = runs.count(claims.known[rows] > columns.number(since), at)
    carried = key[at]
    is_fresh = number > 0
    assertion = carried[is_fresh]
    whose, old = runs.linked(columns.updates, assertion)
    is_change = np.zeros(len(assertion), bool)
    is_change[whose[runs.is_in(carried, old)]] = True
    return Fresh(
        assertion, number[is_fresh], (number < runs.lengths(at, len(key)))[is_fresh], is_change
    )


def at_odds(layer: Layer, selection: Selection) -> Array:
    """Return what is at odds and known, where a listed claim stands on either side, by its place in the order."""
    columns = layer.columns
    claims, opposed = columns.claims, columns.opposed
    is_listed = listed(layer, selection)
    assertions = np.zeros(columns.assertions, bool)
    assertions[claims.key[np.flatnonzero(is_listed & claims.has_assertion)]] = True
    is_claim = opposed.by_row >= 0
    found = assertions[opposed.of]
    found |= np.where(is_claim, is_listed[opposed.by_row], assertions[opposed.by] & (opposed.by >= 0))
    if selection.as_of is not None:
        day = columns.number(selection.as_of)
        found &= (opposed.of_from <= day) & (opposed.by_from <= day)
    return np.flatnonzero(found)


def newly_at_odds(layer: Layer, selection: Selection, since: date) -> Array:
    """Return those of `at_odds` that did not stand at the end of `since`."""
    sides = layer.columns.opposed.sides
    before = runs.distinct(sides[at_odds(layer, replace(selection, as_of=since))])
    now = at_odds(layer, selection)
    return now[~runs.is_in(before, sides[now])]
