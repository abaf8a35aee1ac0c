"""One side of `scripts/bench --counting`, in a process of its own: asks every question and prints what it took, as JSON."""

from __future__ import annotations

import hashlib
import json
import random
import resource
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from muster.query.cells import grid_for
from muster.query.selection import Selection

FIRST, SPAN = date(2021, 3, 1), 1380
LENGTHS_DAYS = (1, 7, 14, 30, 30, 60, 90)
VIEWS = (((20.0, 40.0, 145.0, 70.0), 7), ((30.0, 46.0, 62.0, 60.0), 9), ((100.0, 48.0, 140.0, 66.0), 9))
QUESTIONS = ("tally", "presence", "strength", "series", "echoes", "disagreements", "news", "sources", "cells")


def selections(count: int) -> list[Selection]:
    """Return date-bounded selections: windows of 1 to 90 days, half of them as known some day later."""
    rng = random.Random(7)
    found = []
    for i in range(count):
        first = FIRST + timedelta(days=rng.randrange(SPAN))
        last = first + timedelta(days=LENGTHS_DAYS[i % len(LENGTHS_DAYS)] - 1)
        as_of = last + timedelta(days=rng.randrange(60)) if i % 2 else None
        found.append(Selection(event_from=first, event_to=last, as_of=as_of, undated=i % 3 > 0))
    return found


def pandas_side(folder: Path) -> dict[str, Callable[[Selection, int], Any]]:
    """Return the questions as pandas answers them."""
    from bench_pandas import Claims

    claims = Claims(folder)
    return {
        **{
            name: partial(_asked, getattr(claims, name))
            for name in ("tally", "presence", "strength", "series", "echoes", "disagreements", "sources")
        },
        "news": lambda s, _: claims.news(_until(s), _since(s)),
        "cells": lambda s, i: claims.cells(s, grid_for(*VIEWS[i % len(VIEWS)])),
    }


def muster_side(folder: Path) -> dict[str, Callable[[Selection, int], Any]]:
    """Return the questions as the product answers them."""
    from muster.query.bulk import open_layer, questions

    layer = open_layer(folder)
    return {
        **{
            name: partial(_asked, partial(getattr(questions, name), layer))
            for name in ("tally", "presence", "strength", "series", "echoes", "disagreements", "sources")
        },
        "news": lambda s, _: questions.news(layer, _until(s), _since(s), _until(s).as_of),
        "cells": lambda s, i: questions.cells(layer, s, grid_for(*VIEWS[i % len(VIEWS)])),
    }


def _asked(ask: Callable[[Selection], Any], s: Selection, _: int) -> Any:
    return ask(s)


def _until(s: Selection) -> Selection:
    return Selection(s.event_from, s.event_to, s.as_of or s.event_to, undated=s.undated)


def _since(s: Selection) -> date:
    return (_until(s).as_of or FIRST) - timedelta(days=7)


def plain(name: str, answer: Any) -> Any:  # noqa: C901, PLR0911 - one short case for each question
    """Return an answer of the product as the baseline gives it, for the comparison; it is not timed."""
    from bench_pandas import number_of

    def day(value: date | None) -> int | None:
        return None if value is None else number_of(value)

    def figures(row: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(row[k] for k in ("low", "best", "high", "figures"))

    roles = (("present", 1), ("planned", 2))
    if name == "tally":
        return {
            key: answer[key]
            for key in ("background", "not_yet_known", "no_place", "no_date", "outside", "shown")
        }
    if name == "presence":
        return [
            (
                r["place_id"], r["claims"], r["statements"], r["assertions"], r["originators"], r["count_low"],
                r["count_best"], r["count_high"], r["figures"],
                *(day(r[k]) for k in ("first_event", "last_event", "first_reported", "last_reported")),
                "disputed" in r["status"], "denied" in r["status"],
            )
            for r in answer
        ]  # fmt: skip
    if name == "strength":
        return [(role, *figures(answer[key])) for key, role in roles if answer[key]["figures"]]
    if name == "series":
        return [
            (str(row["day"]), role, *figures(row[key]))
            for row in answer
            for key, role in roles
            if row[key]["figures"]
        ]
    if name == "echoes":
        return answer["total"], [(int(e["assertion_id"][2:]), len(e["claims"])) for e in answer["echoes"]]
    if name == "disagreements":
        return answer["total"], [(d["kind"], int(d["of"][2:])) for d in answer["disagreements"]]
    if name == "news":
        return tuple(answer[key]["total"] for key in ("new", "changed", "carried", "contradicted"))
    if name == "sources":
        keys = ("first", "alone", "corroborated_later")
        return [
            (
                r["source_id"],
                r["claims"],
                r["assertions"],
                day(r["first_said"]),
                day(r["last_said"]),
                *(r[k] for k in keys),
            )
            for r in answer
        ]
    columns = ("claims", "present", "planned", "answers", "elsewhere", "origins", "kinds")
    found = sorted((r["x"], r["y"], *(r[k] for k in columns)) for r in answer["cells"])
    return found, sorted((r["place_id"], *(r[k] for k in columns)) for r in answer["areas"])


def same(name: str, answer: Any) -> Any:
    """Return an answer in the order in which both sides are compared."""
    return sorted(answer) if name in {"presence", "strength", "series", "sources"} else answer


def main() -> None:
    """Ask everything of a folder's layer by one side, so many times."""
    side, folder, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    started = time.perf_counter()
    asks = (muster_side if side == "muster" else pandas_side)(folder)
    opening_s = time.perf_counter() - started
    asked = selections(count)
    report: dict[str, Any] = {"opening_s": opening_s, "questions": {}}
    for name in QUESTIONS:
        asks[name](
            Selection(date(2022, 1, 1), date(2022, 1, 7), date(2022, 2, 1)), 0
        )  # the first answer warms up
        seconds, busy, digests, sizes = [], [], [], []
        for i, s in enumerate(asked):
            begun, begun_busy = time.perf_counter(), time.process_time()
            answer = asks[name](s, i)
            seconds.append(time.perf_counter() - begun)
            busy.append(time.process_time() - begun_busy)
            told = same(name, plain(name, answer) if side == "muster" else answer)
            text = json.dumps(told, default=str)
            sizes.append(len(json.dumps(answer, default=str)) if side == "muster" else len(text))
            digests.append(hashlib.sha256(text.encode()).hexdigest())
        report["questions"][name] = {"seconds": seconds, "busy": busy, "digests": digests, "bytes": sizes}
    report["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(report))


if __name__ == "__main__":
    main()
