"""Take a made-up ACLED export in, and say how long each stage takes and how much memory at most."""

from __future__ import annotations

import argparse
import csv
import random
import resource
import tempfile
import time
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from muster import paths
from muster.check import load_checked
from muster.dates import Moment
from muster.gazetteer.world import shipped_world
from muster.ingest import review
from muster.ingest.merge import join_accepted
from muster.ingest.preview import preview
from muster.model import Dataset
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


class Watch:
    """Prints, for each stage, when it began and when it was over."""

    def __init__(self) -> None:
        self.began, self.worked = time.monotonic(), time.process_time()
        self._stage = ""

    def progress(self, stage: str, _done: int, _total: int | None) -> None:
        if stage != self._stage:
            self._stage = stage
            self.say(stage)

    def say(self, words: str) -> None:
        taken, worked = time.monotonic() - self.began, time.process_time() - self.worked
        print(f"{taken:7.1f} s, {worked:7.1f} of the processor  {words}", flush=True)


def peak_mb() -> float:
    """Return the most memory that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def take_in(path: Path, store: Store, dataset: Dataset) -> str | None:
    """Look at a file and keep it; say how long each stage takes, and return the import's id."""
    watch = Watch()
    with preview(path, dataset, store, progress=watch.progress) as found:
        watch.say(f"previewed; {len(found.findings):,} faults, {len(found.duplicates):,} alike")
        kept = found.accept(store, who="bench", progress=watch.progress)
    watch.say(f"kept: {kept.added:,} added, {kept.changed:,} changed, {kept.unchanged:,} there already")
    return kept.import_id


def decide(path: Path, store: Store, dataset: Dataset, import_id: str) -> None:
    """Accept all of an import, show what stood before, take it back, and give the same file again: once as it is, once after all was accepted anew."""
    watch = Watch()
    done = review.accept_all(store, dataset, import_id, who="bench")
    watch.say(f"{done.count:,} accepted, {done.waiting:,} wait")
    watch, now = Watch(), datetime.now(UTC)
    joined = join_accepted(dataset, store, edits_as_of=Moment(now.isoformat(), now))
    later = store.ledger.edits_after(now)
    watch.say(f"our tables as they stood: {len(joined.dataset.claims):,} claims, {later:,} later edits")
    print("the same file, all of it accepted")
    take_in(path, store, dataset)
    watch = Watch()
    count = store.ledger.undo_import(import_id, who="bench", with_decided=True)
    watch.say(f"{count:,} taken back")
    print("the same file, all of it taken back")
    take_in(path, store, dataset)


def main() -> None:
    """Print one line for each stage, then the most memory: of an import alone, or with `decide` of what may follow it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--decide", action="store_true", help="accept all, take it back, give the file again")
    asked = parser.parse_args()
    dataset = load_checked(paths.REPOSITORY)
    with tempfile.TemporaryDirectory() as made:
        path, store = Path(made) / "acled.csv", Store(str(Path(made) / "store.sqlite"))
        write_acled(path, asked.rows)
        print(f"{asked.rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB")
        before = peak_mb()
        import_id = take_in(path, store, dataset)
        if asked.decide and import_id:
            decide(path, store, dataset, import_id)
        size = sum(file.stat().st_size for file in Path(made).glob("store.sqlite*"))
        print(
            f"at most {peak_mb():,.0f} MB of memory ({before:,.0f} MB before the import); store {size / 1e6:,.0f} MB"
        )


if __name__ == "__main__":
    main()
