"""Made-up data sets of any size, in the product's own tables: for the bench and for tests of size. Seeded."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from muster.tables.schema import SCHEMAS

COLUMNS = {schema.file.removesuffix(".csv"): tuple(schema.readers) for schema in SCHEMAS}
KINDS = ("presence", "training", "transit", "planned", "combat", "imagery")
SOURCE_KINDS = (
    "intelligence_service",
    "government",
    "military",
    "lawmaker",
    "media",
    "think_tank",
    "individual",
)
START = date(2024, 1, 1)
SPAN_DAYS = 330
LATE_DAYS = 60
SOURCES = 40
DOCUMENTS = 200
ECHOES, SUPPORTS, CONTRADICTIONS, OPEN_STARTS = 0.2, 0.05, 0.02, 0.2

Row = dict[str, Any]


def make(folder: Path, claims: int, *, seed: int = 1) -> Path:
    """Write a data set of `claims` rows over up to 4,000 towns within Russia's middle latitudes; return its folder.

    Equal arguments give equal bytes. A fifth of the claims echo an earlier assertion in another document, a
    twentieth of the assertions support an earlier one, a fiftieth contradict one; a fifth of the claims have an open
    start. Events come before the document that tells of them.
    """
    rng = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    published = [START + timedelta(days=rng.randrange(SPAN_DAYS)) for _ in range(DOCUMENTS)]
    towns = min(4000, max(SOURCES, claims // 4))
    places = [_place(i, rng) for i in range(towns)]
    assertions, rows = _claims(claims, rng, published=published, towns=towns)
    _write(folder, "sources", map(_source, range(SOURCES)))
    _write(folder, "documents", (_document(i, day) for i, day in enumerate(published)))
    _write(folder, "gazetteer", places)
    _write(folder, "assertions", assertions)
    _write(folder, "claims", rows)
    return folder


def _write(folder: Path, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS[table], restval="")
        writer.writeheader()
        writer.writerows(rows)


def _source(i: int) -> Row:
    return {
        "source_id": f"source-{i}",
        "name": f"Source {i}",
        "short_name": f"Source {i}",
        "kind": SOURCE_KINDS[i % len(SOURCE_KINDS)],
        "country": "RU",
        "reliability": "F",
    }


def _document(i: int, published: date) -> Row:
    return {
        "document_id": f"document-{i}",
        "source_id": f"source-{i % SOURCES}",
        "title": f"Document {i}",
        "language": "en",
        "published_at": published,
        "published_basis": "stated",
    }


def _place(i: int, rng: random.Random) -> Row:
    return {
        "place_id": f"town-{i}",
        "name": f"Town {i}",
        "kind": "town",
        "country": "RU",
        "lat": round(rng.uniform(56.2, 61.5), 4),
        "lon": round(rng.uniform(61.0, 96.0), 4),
        "radius_m": 3000,
        "radius_basis": "made up",
        "coordinate_basis": "made up",
    }


def _claims(
    claims: int, rng: random.Random, *, published: list[date], towns: int
) -> tuple[list[Row], list[Row]]:
    """Return the assertions and the claims; the first of an assertion's claims says what its echoes repeat."""
    assertions: list[Row] = []
    firsts: list[Row] = []
    rows: list[Row] = []
    for i in range(claims):
        document = rng.randrange(len(published))
        if firsts and rng.random() < ECHOES:
            said = rng.choice(firsts)
            document = max(
                document, int(said["document_id"].removeprefix("document-")), key=published.__getitem__
            )
        else:
            assertion = _assertion(i, rng, assertions)
            assertions.append(assertion)
            said = _said(assertion, rng, published=published[document], towns=towns)
            firsts.append(said)
        said.setdefault("document_id", f"document-{document}")
        identity = {"claim_id": f"S{i}a", "statement_id": f"S{i}", "locator": f"line {i}"}
        rows.append(
            said | identity | {"document_id": f"document-{document}", "summary": f"Made-up claim {i}."}
        )
    return assertions, rows


def _assertion(i: int, rng: random.Random, earlier: list[Row]) -> Row:
    found: Row = {
        "assertion_id": f"assertion-{i}",
        "originator_id": f"source-{min(int(rng.expovariate(0.15)), SOURCES - 1)}",
        "label": f"assertion {i}",
    }
    drawn = rng.random()
    if earlier and drawn < SUPPORTS + CONTRADICTIONS:
        link = "supports" if drawn < SUPPORTS else "contradicts"
        found |= {link: rng.choice(earlier)["assertion_id"], "judgement": "Made up."}
    return found


def _said(assertion: Row, rng: random.Random, *, published: date, towns: int) -> Row:
    kind = rng.choice(KINDS)
    end = published - timedelta(days=rng.randrange(LATE_DAYS))
    start = end - timedelta(days=rng.choice((0, 0, 0, 3, 6, 20)))
    said: Row = {
        "tier": "core",
        "originator_id": assertion["originator_id"],
        "attribution": "explicit",
        "assertion_id": assertion["assertion_id"],
        "kind": kind,
        "stance": "asserts",
        "troop_origin": "KP",
        "place_text": "a town",
        "place_id": f"town-{rng.randrange(towns)}",
        "place_role": "destination" if kind == "transit" else "at",
        "geo_precision": 2,
        "place_basis": "stated",
        "event_start": "" if rng.random() < OPEN_STARTS else start,
        "event_end": end,
        "date_precision": 1 if start == end else 3,
        "date_basis": "stated",
        "credibility": 6,
    }
    if rng.random() < 0.5:
        people = rng.randrange(10, 900)
        said |= {"count_best": people, "count_unit": "people", "count_text": people, "count_scope": "place"}
    return said
