"""Measure the gazetteer: opening, names a second, one fuzzy name, and the labelled names; see docs/bench.md.

Prints figures beside a plain dictionary of the same names and beside rapidfuzz over all of them, measured in the same
run; it never passes or fails on a time.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import bench_names
import psutil
from rapidfuzz import fuzz, process

from muster import paths
from muster.gazetteer import fold_name, resolve_name
from muster.gazetteer.index import LEAST_ALIKE, MOST_ALIKE
from muster.gazetteer.world import World
from muster.tables import load

SEED = 20241018
BATCH = 20_000
FUZZY = 300
FUZZY_NAIVE = 15
OPENING = """
import time, psutil
import muster.gazetteer.world as gazetteer
from muster import paths
process = psutil.Process()
before, started = process.memory_info().rss, time.perf_counter()
world = gazetteer.World(paths.WORLD)
world.named("Kursk")
took = time.perf_counter() - started
print(took, process.memory_info().rss - before, process.memory_info().rss)
"""
Table = dict[str, list[int]]


def opening(times: int = 5) -> tuple[float, float, float]:
    """Return the median seconds from the modules loaded to the first name found, the bytes more, and the bytes in all."""
    runs = []
    for _ in range(times):
        done = subprocess.run([sys.executable, "-c", OPENING], capture_output=True, text=True, check=True)
        runs.append([float(word) for word in done.stdout.split()])
    took, more, total = (statistics.median(column) for column in zip(*runs, strict=True))
    return took, more, total


def plain_table(world: World) -> tuple[Table, float, float]:
    """Return a dictionary of folded names to numbers, the seconds that it took and the bytes that it holds."""
    process_now = psutil.Process()
    before, started = process_now.memory_info().rss, time.perf_counter()
    table: Table = defaultdict(list)
    for number, place in enumerate(world):
        for name in dict.fromkeys([place.name, *(name for _, name in place.names)]):
            table[fold_name(name)].append(number)
    return dict(table), time.perf_counter() - started, process_now.memory_info().rss - before


def rate(answer: Callable[[list[str]], object], names: list[str]) -> float:
    """Return names a second, the median of five runs."""
    took = []
    for _ in range(5):
        started = time.perf_counter()
        answer(names)
        took.append(time.perf_counter() - started)
    return len(names) / statistics.median(took)


def percentiles(answer: Callable[[str], object], names: Sequence[str]) -> tuple[float, float]:
    """Return the median and the 95th percentile in milliseconds of one name at a time."""
    took = []
    for name in names:
        started = time.perf_counter()
        answer(name)
        took.append((time.perf_counter() - started) * 1000)
    return statistics.median(took), sorted(took)[int(len(took) * 0.95)]


def misspelt(name: str, chance: random.Random) -> str:
    """Return the name with one letter left out, doubled or turned round with the next."""
    at = chance.randrange(1, max(len(name) - 1, 2))
    kind = chance.randrange(3)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at : at + 1] + name[at:]
    return name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]


def speeds() -> None:
    chance = random.Random(SEED)
    took, more, total = opening()
    print(
        f"opening: {took:.3f} s to the first name, {more / 1e6:.0f} MB more, {total / 1e6:.0f} MB the whole process"
    )
    world = World(paths.WORLD)
    table, table_s, table_bytes = plain_table(world)
    print(
        f"a plain dictionary of the same {len(table):,} names: {table_s:.1f} s to build "
        f"({table_s / took:,.0f} times), {table_bytes / 1e6:.0f} MB"
    )
    own = [place.name for place in world]
    exact = chance.sample(own, BATCH)
    turned = [name.upper().replace("-", " ") for name in exact]
    for label, names in (("exact", exact), ("folded", turned)):
        ours = rate(world.numbers, names)
        theirs = rate(lambda names: [table.get(fold_name(name), []) for name in names], names)
        found = sum(map(bool, world.numbers(names)))
        print(
            f"{label} names found in a batch of {BATCH:,}: {ours:,.0f} a second ({found:,} found); "
            f"the dictionary {theirs:,.0f}, {theirs / ours:.1f} times"
        )
    dataset = load(paths.REPOSITORY)
    asked = chance.sample(exact, 2_000)
    resolve_name(dataset, "Kursk")
    whole = rate(lambda names: [resolve_name(dataset, name) for name in names], asked)
    print(f"names resolved whole, with candidates and reasons: {whole:,.0f} a second")
    wrong = [misspelt(name, chance) for name in chance.sample([n for n in own if len(n) > 4], FUZZY)]
    world.alike(wrong[0])
    median, high = percentiles(world.alike, wrong)
    keys = list(table)
    naive_median, naive_high = percentiles(
        lambda name: process.extract(
            fold_name(name), keys, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE, limit=MOST_ALIKE
        ),
        wrong[:FUZZY_NAIVE],
    )
    print(
        f"one fuzzy name: median {median:.1f} ms, 95th percentile {high:.1f} ms; rapidfuzz over all names "
        f"{naive_median:.0f} and {naive_high:.0f} ms, {naive_median / median:.0f} times"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench --gazetteer", description=__doc__)
    parser.add_argument(
        "--names", type=Path, default=bench_names.FOLDER, metavar="FOLDER", help="labelled names"
    )
    parser.add_argument("--only", choices=("speed", "names"), help="one part alone")
    parser.add_argument(
        "--misses", action="store_true", help="list each labelled name that is not answered right"
    )
    given = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    if given.only != "names":
        speeds()
    if given.only != "speed":
        bench_names.report(given.names, misses=given.misses)


if __name__ == "__main__":
    main()
