"""Made-up claims by the million, as the raw tables of a bulk layer: for the bench of counting. Seeded; never committed.

500 sources of the codebook's kinds, an eighth of them informed by others; a fifth of the statements echo an earlier
assertion in a later document, some of them with an inflated number, another place or vaguer days; parts of wholes, newer
knowledge, assertions that bear others out or contradict them; denials, doubts, confirmations; days that are exact, fuzzy,
open at one end or missing, over four years; documents with days, months or nothing; places of every precision.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from muster.query.bulk.raw import RAW
from muster.query.bulk.write import write_layer
from muster.vocabulary import SourceKind

SOURCES, SPAN_DAYS = 500, 1460
START = (date(2021, 1, 1) - date(1970, 1, 1)).days
TROOPS = np.array(["KP", "RU", "BY", "IR", "CU", "LA"])
LEVELS = ((1, 500), (2, 2000), (3, 300), (4, 200), (5, 40), (6, 30), (7, 10))
"""How many places there are of each precision."""
PRECISION_SHARES = (0.08, 0.56, 0.08, 0.12, 0.07, 0.08, 0.01)
KINDS = (
    "presence",
    "training",
    "transit",
    "planned",
    "combat",
    "desertion",
    "casualties",
    "equipment",
    "imagery",
    "assessment",
)
KIND_SHARES = (0.30, 0.10, 0.12, 0.10, 0.10, 0.03, 0.05, 0.06, 0.08, 0.06)
ECHOES, BACKGROUND, HEADLINES = 0.2, 0.1, 0.06
LINKS = {"part_of": 0.06, "updates": 0.04, "supports": 0.05, "contradicts": 0.02}
ANSWERS = {"denies": 0.015, "doubts": 0.015, "declines": 0.005, "confirms": 0.015}
TYPICAL_PEOPLE = np.array([0, 80, 150, 300, 900, 2500, 6000, 500])


def raw_claims(claims: int, *, seed: int = 1) -> dict[str, pa.Table]:
    """Return the raw tables of `claims` rows. Equal arguments give equal tables."""
    r = np.random.default_rng(seed)
    documents = _documents(r, max(claims // 12, 40))
    places = _places(r)
    statements = _statements(r, claims, documents)
    rows = _rows(r, claims, statements, places)
    return {
        **_sources(r),
        "documents": _table("documents", documents["columns"]),
        "places": _table("places", places["columns"]),
        "assertions": _table("assertions", statements["assertions"]),
        "links": _table("links", statements["links"]),
        "answers": _answers(rows, statements),
        "claims": _table("claims", rows),
    }


def _table(name: str, columns: dict[str, Any]) -> pa.Table:
    return pa.table(
        {key: pa.array(columns[key], type=kind, from_pandas=True) for key, kind in RAW[name].items()}
    )


def _names(prefix: str, numbers: Any) -> Any:
    return np.char.add(prefix, np.asarray(numbers).astype(str)).astype(object)


def _blank(values: Any, missing: Any) -> Any:
    found = np.asarray(values).astype(object)
    found[missing] = None
    return found


def _days(numbers: Any, missing: Any) -> Any:
    return _blank(np.asarray(numbers).astype("datetime64[D]"), missing)


def _sources(r: np.random.Generator) -> dict[str, pa.Table]:
    kinds = np.array([str(kind) for kind in SourceKind])[np.arange(SOURCES) % len(SourceKind)]
    grades = np.array(list("ABCDEF"))[r.choice(6, SOURCES, p=(0.05, 0.15, 0.2, 0.1, 0.05, 0.45))]
    told = np.flatnonzero(r.random(SOURCES) < 0.125)
    told = told[told > 0]
    informant = (r.random(len(told)) * told).astype(int)
    ids = _names("source-", np.arange(SOURCES))
    return {
        "sources": _table("sources", {"source_id": ids, "kind": kinds, "reliability": grades}),
        "informed": _table("informed", {"source_id": ids[told], "informant_id": ids[informant]}),
    }


def _documents(r: np.random.Generator, count: int) -> dict[str, Any]:
    """Documents in the order of their days: of each the earliest and the latest, a month apart, or not told."""
    day = np.sort(START + r.integers(0, SPAN_DAYS, count))
    how = r.choice(3, count, p=(0.85, 0.13, 0.02))
    month = day.astype("datetime64[D]").astype("datetime64[M]")
    first = np.where(how == 1, month.astype("datetime64[D]").astype(int), day)
    last = np.where(how == 1, (month + 1).astype("datetime64[D]").astype(int) - 1, day)
    columns = {
        "document_id": _names("doc-", np.arange(count)),
        "source_id": _names("source-", r.integers(0, SOURCES, count)),
        "published_earliest": _days(first, how == 2),
        "published_latest": _days(last, how == 2),
    }
    return {"columns": columns, "day": day}


def _places(r: np.random.Generator) -> dict[str, Any]:
    precision = np.repeat([level for level, _ in LEVELS], [number for _, number in LEVELS])
    count = len(precision)
    unlocated = (precision <= 2) & (r.random(count) < 0.01)
    columns = {
        "place_id": _names("place-", np.arange(count)),
        "name": _names("Place ", np.arange(count)),
        "lat": _blank(np.round(r.uniform(44, 68, count), 4), unlocated),
        "lon": _blank(np.round(r.uniform(22, 140, count), 4), unlocated),
        "geometry_id": np.where(precision >= 3, _names("area-", np.arange(count)), None),
    }
    return {"columns": columns, "first": np.searchsorted(precision, np.arange(1, 9)), "precision": precision}


def _statements(r: np.random.Generator, claims: int, documents: dict[str, Any]) -> dict[str, Any]:
    """Statements in the order of their documents, each with what it says; echoes repeat an earlier one."""
    spread = np.cumsum(r.choice((1, 2, 3), claims, p=(0.82, 0.12, 0.06)))
    count = int(np.searchsorted(spread, claims)) + 1
    document = np.sort(r.integers(0, len(documents["day"]), count))
    index = np.arange(count)
    is_echo = (r.random(count) < ECHOES) & (index > 10)
    back = np.minimum(index, 1 + (r.exponential(2500, count)).astype(int))
    said = np.where(is_echo, np.maximum(index - back, 0), index)
    for _ in range(40):  # an echo of an echo repeats what that one repeats
        following = said[said]
        if (following == said).all():
            break
        said = following
    is_echo = said != index
    tier = np.where(
        r.random(count) < BACKGROUND, "secondary", np.where(r.random(count) < HEADLINES, "summary", "core")
    )
    has_assertion = (tier != "secondary")[said]
    kind = np.array(KINDS)[r.choice(len(KINDS), count, p=KIND_SHARES)][said]
    drawn = r.random(count)
    stance = np.full(count, "asserts", dtype=object)
    low = 0.0
    for name, share in ANSWERS.items():
        stance[(drawn >= low) & (drawn < low + share)] = name
        low += share
    stance = stance[said]
    own = np.flatnonzero((said == index) & (tier != "secondary"))
    number = np.full(count, -1)
    number[own] = np.arange(len(own))
    speaker = np.minimum(r.exponential(60, count).astype(int), SOURCES - 1)[said]
    assertion = np.where(has_assertion, number[said], -1)
    assertions = {
        "assertion_id": _names("a-", np.arange(len(own))),
        "originator_id": _names("source-", speaker[own]),
        "label": _names("assertion ", np.arange(len(own))),
        "judgement": np.full(len(own), "Made up: the scope of what is at odds.", dtype=object),
    }
    return {
        "count": count,
        "rows": np.diff(np.concatenate(([0], np.minimum(spread[:count], claims)))),
        "document": document,
        "day": documents["day"][document],
        "said": said,
        "is_echo": is_echo,
        "tier": tier,
        "kind": kind,
        "stance": stance,
        "speaker": speaker,
        "assertion": assertion,
        "answered": _earlier(r, assertion.clip(0)),
        "assertions": assertions,
        "links": _links(r, len(own)),
    }


def _earlier(r: np.random.Generator, numbers: Any, reach: int = 60) -> Any:
    return np.maximum(numbers - r.integers(1, reach, len(numbers)), 0)


def _links(r: np.random.Generator, assertions: int) -> dict[str, Any]:
    ones, links, others = [], [], []
    numbers = np.arange(assertions)
    for link, share in LINKS.items():
        one = numbers[(r.random(assertions) < share) & (numbers > 0)]
        ones.append(one)
        others.append(_earlier(r, one, 12 if link == "supports" else 60))
        links.append(np.full(len(one), link, dtype=object))
    return {
        "assertion_id": _names("a-", np.concatenate(ones)),
        "link": np.concatenate(links),
        "other_id": _names("a-", np.concatenate(others)),
    }


def _rows(r: np.random.Generator, claims: int, s: dict[str, Any], places: dict[str, Any]) -> dict[str, Any]:
    """One row for each place of each statement."""
    of = np.repeat(np.arange(s["count"]), s["rows"])[:claims]
    said, n = s["said"][of], len(of)
    letter = np.arange(n) - np.searchsorted(of, of)
    differs = s["is_echo"][of] & (r.random(n) < 0.1)
    precision = (1 + r.choice(7, s["count"], p=PRECISION_SHARES))[said]
    first, following = (
        places["first"][precision - 1],
        np.append(places["first"], len(places["precision"]))[precision],
    )
    base_place = r.random(s["count"])[said]
    place = first + ((base_place + letter * 0.37 + differs * r.random(n)) % 1 * (following - first)).astype(
        int
    )
    no_place = (r.random(s["count"]) < 0.05)[said]
    unit = r.random(s["count"])[said]
    counted = (r.random(s["count"]) < 0.4)[said]
    size = np.exp(r.normal(0, 0.9, s["count"]))[said] * TYPICAL_PEOPLE[precision]
    inflated = s["is_echo"][of] & (r.random(s["count"]) < 0.15)[of]
    size = np.maximum(size * np.where(inflated, 2, 1), 1).astype(int)
    form = r.choice(4, s["count"], p=(0.55, 0.2, 0.15, 0.1))[said]
    return {
        "position": np.arange(n),
        "claim_id": _names("S", of) + np.array(list("abc"))[letter.clip(0, 2)].astype(object),
        "statement_id": _names("S", of),
        "document_id": _names("doc-", s["document"][of]),
        "tier": s["tier"][of],
        "originator_id": _names("source-", s["speaker"][of]),
        "attribution": np.where(
            r.random(n) < 0.85, "explicit", np.where(r.random(n) < 0.5, "context", "none")
        ),
        "assertion_id": _blank(_names("a-", s["assertion"][of]), s["assertion"][of] < 0),
        "kind": s["kind"][of],
        "stance": s["stance"][of],
        "troop_origin": TROOPS[r.choice(6, s["count"], p=(0.4, 0.3, 0.1, 0.1, 0.05, 0.05))[said]],
        "place_text": np.full(n, "a place", dtype=object),
        "place_id": _blank(_names("place-", place), no_place),
        "place_role": _blank(np.where(s["kind"][of] == "transit", "destination", "at"), no_place),
        "geo_precision": _blank(precision, no_place),
        **_dates(r, s, of, said),
        "count_low": _blank(size - (form == 3) * (size // 3), ~counted | (form == 0) | (form == 1)),
        "count_best": _blank(size, ~counted | (form != 0)),
        "count_high": _blank(size + (form == 3) * (size // 2), ~counted | (form == 0) | (form == 2)),
        "count_unit": _blank(
            np.where(unit < 0.85, "people", np.where(unit < 0.95, "flights", "sites")), ~counted
        ),
        "count_scope": _blank(np.full(n, "place", dtype=object), ~counted),
        "count_hedge": np.where(
            form == 1, "up to", np.where(form == 2, "at least", np.where(inflated, "", "about"))
        ),
        "credibility": r.choice((1, 2, 3, 4, 5, 6), n, p=(0.05, 0.15, 0.2, 0.1, 0.05, 0.45)),
        "scope": np.full(n, "Made up: what the answer says.", dtype=object),
        "answered": s["answered"][of],
    }


def _dates(r: np.random.Generator, s: dict[str, Any], of: Any, said: Any) -> dict[str, Any]:
    count, n = s["count"], len(of)
    end = s["day"][said] - r.exponential(20, count).astype(int)[said]
    width = r.choice((0, 3, 6, 29), count, p=(0.6, 0.2, 0.1, 0.1))[said]
    vaguer = s["is_echo"][of] & (r.random(count) < 0.15)[of]
    start, end = end - width - vaguer * 5, end + vaguer * 5
    how = r.choice(4, count, p=(0.72, 0.16, 0.05, 0.07))[said]
    reported = r.random(n) < 0.15
    told = s["day"][of] - r.integers(0, 3, n)
    return {
        "event_start": _days(start, (how == 1) | (how == 3)),
        "event_end": _days(end, (how == 2) | (how == 3)),
        "is_reported": reported,
        "reported_earliest": _days(told, ~reported),
        "reported_latest": _days(told, ~reported),
    }


def _answers(rows: dict[str, Any], s: dict[str, Any]) -> pa.Table:
    is_answer = (rows["stance"] != "asserts") & (np.asarray(rows["assertion_id"]) != None)  # noqa: E711 - each by itself
    position = np.flatnonzero(is_answer)
    del s
    return _table("answers", {"position": position, "assertion_id": _names("a-", rows["answered"][position])})


def main() -> None:
    """Write a layer of so many claims to a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("claims", type=int)
    given = parser.parse_args()
    write_layer(given.folder, raw_claims(given.claims))


if __name__ == "__main__":
    main()
