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


def _write(path: Path, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS[table], restval="")
        writer.writeheader()
        writer.writerows(rows)


def make(folder: Path, claims: int, *, seed: int = 1) -> Path:
    """Write a data set of `claims` rows over up to 4,000 towns within Russia's middle latitudes; return its folder.

    Equal arguments give equal bytes. A fifth of the claims echo an earlier assertion, a fifth have an open start.
    """
    rng = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    towns = min(4000, max(40, claims // 4))
    publishers = 40
    sources = [
        {
            "source_id": f"source-{i}",
            "name": f"Source {i}",
            "short_name": f"Source {i}",
            "kind": SOURCE_KINDS[i % len(SOURCE_KINDS)],
            "country": "RU",
            "reliability": "F",
        }
        for i in range(publishers)
    ]
    documents = [
        {
            "document_id": f"document-{i}",
            "source_id": f"source-{i % publishers}",
            "title": f"Document {i}",
            "language": "en",
            "published_at": str(START + timedelta(days=rng.randrange(SPAN_DAYS))),
            "published_basis": "stated",
        }
        for i in range(200)
    ]
    places = [
        {
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
        for i in range(towns)
    ]
    assertions, rows = [], []
    for i in range(claims):
        echo = assertions and rng.random() < 0.2
        if echo:
            assertion = rng.choice(assertions)
        else:
            assertion = {
                "assertion_id": f"assertion-{i}",
                "originator_id": f"source-{min(int(rng.expovariate(0.15)), publishers - 1)}",
                "label": f"assertion {i}",
            }
            assertions.append(assertion)
        start = START + timedelta(days=rng.randrange(SPAN_DAYS))
        end = start + timedelta(days=rng.choice((0, 0, 0, 3, 6, 20)))
        kind = rng.choice(KINDS)
        rows.append(
            {
                "claim_id": f"S{i}a",
                "statement_id": f"S{i}",
                "document_id": f"document-{rng.randrange(200)}",
                "locator": f"line {i}",
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
                "event_start": "" if rng.random() < 0.2 else start,
                "event_end": end,
                "date_precision": 1 if start == end else 3,
                "date_basis": "stated",
                "count_best": rng.choice(("", rng.randrange(10, 900))),
                "credibility": 6,
                "summary": f"Made-up claim {i}.",
            }
        )
        if rows[-1]["count_best"] != "":
            rows[-1] |= {
                "count_unit": "people",
                "count_text": str(rows[-1]["count_best"]),
                "count_scope": "place",
            }
    for name, table in (
        ("sources", sources),
        ("documents", documents),
        ("assertions", assertions),
        ("claims", rows),
    ):
        _write(folder / f"{name}.csv", name, table)
    _write(folder / "gazetteer.csv", "gazetteer", places)
    return folder
