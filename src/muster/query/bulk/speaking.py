"""Who spoke when, over the narrow columns of a layer: the counts of `muster.query.speakers.Speaker`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from muster.query.bulk import runs
from muster.query.bulk.columns import Columns
from muster.query.bulk.encoding import Array
from muster.query.bulk.layer import Layer
from muster.query.bulk.taking import listed
from muster.query.selection import Selection


def speakers_by_source(layer: Layer, selection: Selection) -> dict[str, list[Any]]:
    """Return columns with a value for each originator of a listed claim that is no background: `source` is its number."""
    columns = layer.columns
    claims = columns.claims
    rows = np.flatnonzero(listed(layer, selection) & ~claims.is_background)
    speaker, known = claims.originator[rows], claims.known[rows]
    count = len(columns.sources)
    number = np.bincount(speaker, minlength=count)
    first = np.full(count, columns.ever, known.dtype)
    told = known != columns.never
    np.minimum.at(first, speaker[told], known[told])
    last = _last_said(columns, rows[told])
    asserting = rows[claims.is_asserting[rows]]
    is_alone = claims.is_alone[asserting]
    alone = _alone(columns, asserting[is_alone])
    beside = _beside(columns, asserting[~is_alone])
    spoke = np.flatnonzero(number)
    return {
        "source": spoke.tolist(),
        "claims": number[spoke].tolist(),
        "assertions": _assertions(columns, rows)[spoke].tolist(),
        "first_said": columns.days(first[spoke]),
        "last_said": columns.days(last[spoke]),
        "first": beside.first[spoke].tolist(),
        "alone": (alone + beside.alone)[spoke].tolist(),
        "corroborated_later": beside.later[spoke].tolist(),
    }


def _last_said(columns: Columns, rows: Array) -> Array:
    """Return for each source the last day on which it said something first; who carries it on makes nobody speak again."""
    claims, width = columns.claims, np.int64(len(columns.sources))
    last = np.full(int(width), columns.never, claims.known.dtype)
    if not len(rows):
        return last
    speaker, key = claims.originator[rows], claims.key[rows]
    at = runs.starts(key, speaker)
    day = runs.least(claims.known[rows], at)
    speaker, key = speaker[at], key[at]
    is_turn = _take_turns(key)
    np.maximum.at(last, speaker[~is_turn], day[~is_turn])
    pairs, which = np.unique(key[is_turn] * width + speaker[is_turn], return_inverse=True)
    opened = np.full(len(pairs), columns.ever, day.dtype)
    np.minimum.at(opened, which, day[is_turn])
    np.maximum.at(last, pairs % width, opened)
    return last


def _take_turns(key: Array) -> Array:
    """Return which runs of a speaker are of an assertion in which speakers take turns: a speaker may come again there."""
    if len(key) < 2:
        return np.zeros(len(key), bool)
    found: Array = (key == np.roll(key, 1)) | (key == np.roll(key, -1))
    return found


def _assertions(columns: Columns, rows: Array) -> Array:
    """Return how many assertions each source carries; most have one speaker, whose claims stand together."""
    claims = columns.claims
    rows = rows[claims.has_assertion[rows]]
    speaker, key = claims.originator[rows], claims.key[rows]
    at = runs.starts(key, speaker)
    speaker, key = speaker[at], key[at]
    # Where speakers take turns in one assertion, each counts once.
    is_turn = _take_turns(key)
    width = np.int64(len(columns.sources))
    several = runs.distinct(key[is_turn] * width + speaker[is_turn]) % width
    return np.bincount(speaker[~is_turn], minlength=int(width)) + np.bincount(several, minlength=int(width))


def _alone(columns: Columns, rows: Array) -> Array:
    """Return of how many matters each source alone speaks, of claims in matters that have one speaker."""
    claims, sources = columns.claims, np.int64(len(columns.sources))
    rows = rows[runs.starts(claims.key[rows])]
    matters = runs.distinct(claims.group_id[rows] * sources + claims.originator[rows])
    return np.bincount(matters % sources, minlength=int(sources))


@dataclass(frozen=True, slots=True)
class _Beside:
    first: Array
    alone: Array
    later: Array


def _beside(columns: Columns, rows: Array) -> _Beside:
    """Count, for each source, the matters that others may speak of too."""
    claims = columns.claims
    sources = np.int64(len(columns.sources))
    pair = claims.group_id[rows] * sources + claims.originator[rows]
    order = np.argsort(pair, kind="stable")
    pair, known = pair[order], claims.known[rows[order]]
    at = runs.starts(pair)
    known = np.where(known == columns.never, columns.ever, known)
    day = runs.least(known, at)
    group, speaker = pair[at] // sources, pair[at] % sources
    matter = runs.starts(group)
    members = runs.lengths(matter, len(group))[runs.run_of(matter, len(group))]
    whose, which = runs.spread(members)
    other = matter[runs.run_of(matter, len(group))][whose] + which
    whose, other = whose[other != whose], other[other != whose]
    tied = runs.distinct(
        np.concatenate(
            (
                columns.informants.one * sources + columns.informants.other,
                columns.informants.other * sources + columns.informants.one,
            )
        )
    )
    is_apart = ~runs.is_in(tied, speaker[whose] * sources + speaker[other])
    is_told = day != columns.ever

    def any_of(flags: Array) -> Array:
        found = np.zeros(len(group), bool)
        found[whose[flags]] = True
        return found

    beaten = any_of(day[other] < day[whose]) | ~is_told
    apart = any_of(is_apart)
    later = any_of(is_apart & (day[whose] <= day[other]) & is_told[whose] & is_told[other])

    def by_source(flags: Array) -> Array:
        return np.bincount(speaker[flags], minlength=int(sources))

    return _Beside(by_source((members > 1) & ~beaten), by_source(~apart), by_source(later))
