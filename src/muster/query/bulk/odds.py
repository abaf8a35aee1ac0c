"""Lists over the narrow columns of a layer: what is carried, what is new, what is at odds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from muster.query.bulk import runs
from muster.query.bulk.encoding import Array
from muster.query.bulk.layer import Layer


@dataclass(frozen=True, slots=True)
class Fresh:
    """Assertions, in their order, with how many of their claims were not known before, and which these are."""

    assertion: Array
    claims: Array
    is_carried: Array
    is_change: Array


def carrying(layer: Layer, is_listed: Array) -> Array:
    """Return the listed claims that carry an assertion, background apart, by where they stand."""
    claims = layer.columns.claims
    return np.flatnonzero(is_listed & claims.has_assertion & ~claims.is_background)


def fresh(layer: Layer, is_listed: Array, since: date) -> Fresh:
    """Return the assertions that listed claims carry which were not known at the end of `since`.

    `is_carried`: another was or may have been known before; `is_change`: it replaces one that is carried now.
    """
    columns = layer.columns
    claims = columns.claims
    rows = carrying(layer, is_listed)
    key = claims.key[rows]
    at = runs.starts(key)
    number = runs.count(claims.known[rows] > columns.number(since), at)
    carried = key[at]
    is_fresh = number > 0
    assertion = carried[is_fresh]
    whose, old = runs.linked(columns.updates, assertion)
    is_change = np.zeros(len(assertion), bool)
    is_change[whose[runs.is_in(carried, old)]] = True
    is_carried = number < runs.lengths(at, len(key))
    return Fresh(assertion, number[is_fresh], is_carried[is_fresh], is_change)


def at_odds(layer: Layer, is_listed: Array, as_of: date | None) -> Array:
    """Return what is at odds and known, where a listed claim stands on either side, by its place in the order."""
    columns = layer.columns
    claims, opposed = columns.claims, columns.opposed
    assertions = np.zeros(columns.assertions, bool)
    assertions[claims.key[np.flatnonzero(is_listed & claims.has_assertion)]] = True
    by_claim = is_listed[opposed.by_row]
    by_assertion = assertions[opposed.by] & (opposed.by >= 0)
    found = assertions[opposed.of] | np.where(opposed.by_row >= 0, by_claim, by_assertion)
    if as_of is not None:
        day = columns.number(as_of)
        found &= (opposed.of_from <= day) & (opposed.by_from <= day)
    return np.flatnonzero(found)


def newly_at_odds(layer: Layer, is_listed: Array, since: date, until: date) -> Array:
    """Return those of `at_odds` at the end of `until`, of claims listed then, that did not stand at the end of `since`."""
    columns = layer.columns
    known = is_listed & (columns.claims.known <= columns.number(since))
    before = runs.distinct(columns.opposed.sides[at_odds(layer, known, since)])
    now = at_odds(layer, is_listed, until)
    return now[~runs.is_in(before, columns.opposed.sides[now])]
