"""Take a made-up ACLED export in, and say how long each stage takes and how much memory at most: bench_import.py [ROWS]."""

from __future__ import annotations

import csv
import random
import resource
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from muster import paths
from muster.check import load_checked
from muster.gazetteer.world import shipped_world
from muster.ingest.preview import preview
from muster.store import Store

COLUMNS = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
PLACES = 20_000


def write_acled(path: Path, rows: int) -> None:
    """Write made-up events at real places: 1 in 1,000 rows has a fault."""
    rng = random.Random(6)
    world = shipped_world()
    places = list(islice(world, 10_000, None, (len(world) - 10_000) // PLACES))
    rng.shuffle(places)
    words = [f"word{number}" for number in range(3_000)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="NA")
        writer.writeheader()
        for number in range(rows):
            place = places[int(len(places) * rng.random() ** 2)]
            day = f"{2018 + number % 6}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
            writer.writerow(
                {
                    "event_id_cnty": f"MUS{number}",
                    "event_date": day if number % 1000 else "soon",
                    "year": day[:4],
                    "time_precision": rng.choice("1112"),
                    "event_type": "Battles",
                    "sub_event_type": "Armed clash",
                    "actor1": f"Unit {rng.randint(1, 500)} (invented)",
                    "country": place.country,
                    "location": place.name,
                    "latitude": f"{place.lat:.4f}",
                    "longitude": f"{place.lon:.4f}",
                    "geo_precision": rng.choice("1112"),
                    "source": f"Courier {rng.randint(1, 2000)}; Agency {rng.randint(1, 50)}",
                    "source_scale": "National",
                    "notes": f"On {day}, " + " ".join(rng.choices(words, k=30)),
                    "fatalities": rng.randint(0, 9),
                    "timestamp": 1_700_000_000,
                }
            )


def main() -> None:
    """Print one line for each stage, then the totals."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    dataset = load_checked(paths.REPOSITORY)
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "acled.csv"
        write_acled(path, rows)
        print(f"{rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        seen: dict[str, float] = {}
        began = time.monotonic()
        store = Store(str(Path(made) / "store.sqlite"))

        def progress(stage: str, _done: int, _total: int | None) -> None:
            if stage not in seen:
                seen[stage] = time.monotonic() - began
                print(f"{seen[stage]:7.1f} s  {stage}", flush=True)

        with preview(path, dataset, store, progress=progress) as found:
            print(
                f"{time.monotonic() - began:7.1f} s  previewed; {len(found.findings):,} faults, {len(found.duplicates):,} alike"
            )
            kept = found.accept(store, who="bench", progress=progress)
        print(f"{time.monotonic() - began:7.1f} s  kept {kept.added:,}")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"at most {peak / 1024:,.0f} MB of memory ({before / 1024:,.0f} MB before the import)")


if __name__ == "__main__":
    main()
