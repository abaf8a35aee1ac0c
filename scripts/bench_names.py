"""Score the resolver on the labelled names (tests/data/names): right, answered, and wrong though sure."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import shapely

from muster import paths
from muster.gazetteer import Resolution, resolve_name
from muster.gazetteer.world import shipped_world
from muster.geo.measure import distance_m
from muster.geo.places import geometry_of
from muster.model import Dataset, Place
from muster.tables import load

FOLDER = paths.REPOSITORY / "tests" / "data" / "names"
EXTENTS = frozenset({"region", "country", "macro_region", "area", "district"})
NEAR_M, FAR_M = 10_000, 161_000


@dataclass(frozen=True)
class Scored:
    """One labelled name and what became of it."""

    row: dict[str, str]
    status: str
    metres: float | None
    """How far the sure answer is from the point; 0 for an extent of the kind asked that holds it, None where no answer is right."""
    answer: str

    @property
    def expects_answer(self) -> bool:
        return self.row["expected_status"] == "resolved"

    @property
    def is_sure(self) -> bool:
        return self.status == "resolved"

    @property
    def has_hint(self) -> bool:
        return bool(self.row["country"] or self.row["admin1"] or self.row["context"])

    def within(self, reach_m: float) -> bool:
        return self.is_sure and self.metres is not None and self.metres <= reach_m


def read_names(folder: Path) -> list[dict[str, str]]:
    """Return the rows of every CSV file in the folder, in the order of file names."""
    rows = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file))
    return rows


def score(dataset: Dataset, row: dict[str, str]) -> Scored:
    answer = resolve_name(
        dataset,
        row["name"],
        country=row["country"] or None,
        admin1=row["admin1"] or None,
        near=[name for name in row["context"].split("|") if name],
    )
    found = answer.place.place_id if answer.place else ",".join(c.place_id for c in answer.candidates[:3])
    return Scored(row, answer.status, _metres(dataset, row, answer), found)


def _metres(dataset: Dataset, row: dict[str, str], answer: Resolution) -> float | None:
    if answer.place is None or not row["lat"]:
        return None
    lat, lon = float(row["lat"]), float(row["lon"])
    place = _place(dataset, answer.place.place_id)
    if place.geometry_id:
        held = shapely.Point(lon, lat).within(geometry_of(dataset, place.geometry_id))
        return 0.0 if held and row["kind"] in EXTENTS else float("inf")
    if row["kind"] in EXTENTS or place.lat is None or place.lon is None:
        return float("inf")
    return distance_m(lat, lon, place.lat, place.lon)


def _place(dataset: Dataset, place_id: str) -> Place:
    if place_id in dataset.places:
        return dataset.places[place_id]
    number = shipped_world().number_of(place_id)
    if number is None:
        raise SystemExit(f"{place_id} is no place of the gazetteer.")
    return shipped_world().place(number)


def is_wrong_and_sure(scored: Scored) -> bool:
    """A sure answer that is not within 161 km, or any where none is right; at a point that is given it is not wrong."""
    return scored.is_sure and not scored.within(FAR_M)


def summary(title: str, rows: Iterable[Scored]) -> str:
    known = list(rows)
    expecting = [one for one in known if one.expects_answer]
    answered = [one for one in expecting if one.is_sure]
    near, far = (sum(one.within(reach) for one in answered) for reach in (NEAR_M, FAR_M))
    off = sum(one.is_sure and not one.within(NEAR_M) for one in known)
    wrong = sum(map(is_wrong_and_sure, known))
    asked = [one for one in expecting if one.has_hint]
    reached = sum(one.within(FAR_M) for one in asked)
    return (
        f"{title}: {len(known)} names; answered {_share(len(answered), len(expecting))} of those with an answer; of the answered "
        f"right within 10 km {_share(near, len(answered))}, within 161 km {_share(far, len(answered))}; wrong and sure "
        f"(161 km) {_share(wrong, len(known))}, (10 km) {_share(off, len(known))}; of those with a hint, answered or not, "
        f"right within 161 km {_share(reached, len(asked))}"
    )


def calibration(rows: Iterable[Scored], dataset: Dataset) -> list[str]:
    """Return, for each tenth of the first candidate's score, how many there are and how many of them are right."""
    counts, right = Counter[int](), Counter[int]()
    for one in rows:
        resolution = resolve_name(
            dataset,
            one.row["name"],
            country=one.row["country"] or None,
            admin1=one.row["admin1"] or None,
            near=[name for name in one.row["context"].split("|") if name],
        )
        if not resolution.candidates:
            continue
        first = resolution.candidates[0]
        tenth = min(int(first.score * 10), 9)
        counts[tenth] += 1
        metres = _metres(dataset, one.row, Resolution(resolution.query, "resolved", first, (first,)))
        right[tenth] += metres is not None and metres <= NEAR_M
    return [
        f"score {t / 10:.1f} to {t / 10 + 0.1:.1f}: {counts[t]} names, right {_share(right[t], counts[t])}"
        for t in sorted(counts)
    ]


def report(folder: Path, *, misses: bool) -> None:
    dataset = load(paths.REPOSITORY)
    rows = read_names(folder)
    if not rows:
        print(f"no labelled names in {folder}")
        return
    scored = [score(dataset, row) for row in rows]
    print(summary("theatre", [one for one in scored if one.row["theatre"] == "1"]))
    print(summary("world", [one for one in scored if one.row["theatre"] == "0"]))
    print(summary("all", scored))
    print(*calibration(scored, dataset), sep="\n")
    if misses:
        for one in scored:
            if is_wrong_and_sure(one) or (one.expects_answer and not one.within(NEAR_M)):
                told = "WRONG AND SURE" if is_wrong_and_sure(one) else one.status
                km = "" if one.metres is None else f"{one.metres / 1000:.0f} km"
                hints = {key: one.row[key] for key in ("country", "admin1", "context") if one.row[key]}
                print(
                    f"  {one.row['id']} {one.row['name']!r} {hints} wants {one.row['kind']}: {told} {one.answer} {km}"
                )


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({part / whole:.1%})" if whole else "0/0"
