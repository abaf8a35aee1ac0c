"""A bulk layer's narrow columns give, for any selection, what the questions in Ibis give of its Parquet."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from muster.query import Selection, reduced
from muster.query.bulk import Layer, open_layer, questions, write_layer
from muster.query.cells import cells_plan, grid_for
from muster.query.engine import ask, ask_plan
from muster.query.roles import Role
from muster.query.selection import LISTS, NOTHING, TERMS
from muster.query.standing_figures import series_plan, strength_plan
from muster.vocabulary import Bin

sys.path.append(str(Path(__file__).parents[2] / "scripts"))

import synthetic_bulk

FIRST, LAST = date(2020, 12, 1), date(2025, 2, 1)
DAYS = st.dates(FIRST, LAST)
ROLES = {int(Role.PRESENT): "present", int(Role.PLANNED): "planned"}
SOURCES = tuple(f"source-{n}" for n in range(40))
VALUES = {
    **TERMS,
    "originators": SOURCES,
    "publishers": SOURCES,
    "troop_origins": ("KP", "RU", "BY", "IR", "CU", "LA"),
    "places": tuple(f"place-{n}" for n in range(0, 3080, 2)),
    "claims": (NOTHING,),
}


@pytest.fixture(scope="module")
def layer(tmp_path_factory) -> Layer:
    folder = tmp_path_factory.mktemp("bulk") / "layer"
    return open_layer(write_layer(folder, synthetic_bulk.raw_claims(4000, seed=3)))


@st.composite
def selections(draw: Any) -> Selection:
    """Windows short, long, open at an end or not asked, any day of knowledge, and up to three filters."""
    begin, length = draw(st.none() | DAYS), draw(st.none() | st.integers(0, 400))
    end = None if length is None else (begin or FIRST) + timedelta(days=length)
    names = draw(st.lists(st.sampled_from(sorted(LISTS)), max_size=3, unique=True))
    asked = {
        name: tuple(draw(st.lists(st.sampled_from((*VALUES[name], NOTHING)), min_size=1, max_size=400)))
        for name in names
    }
    return Selection(begin, end, draw(st.none() | DAYS), **asked, undated=draw(st.booleans()))


def listed(rows: Any) -> list[Any]:
    return sorted(rows, key=repr)


def ranges(rows: list[dict[str, Any]], *keys: str) -> dict[Any, tuple[Any, ...]]:
    return {
        tuple(row[k] for k in keys): tuple(row[k] for k in ("low", "best", "high", "figures")) for row in rows
    }


def check_counts(layer: Layer, asked: Selection) -> None:
    bins = {row["bin"]: row["claims"] for row in ask(layer, reduced.tally_by_bin, asked)}
    assert questions.tally(layer, asked) == {**{str(b): bins.get(str(b), 0) for b in Bin}, "total": 4000}
    rows = {row["originator_id"]: row for row in ask(layer, reduced.speakers_by_source, asked)}
    found = questions.sources(layer, asked)
    assert {row["source_id"] for row in found} == set(rows)
    for row in found:
        assert {k: row[k] for k in rows[row["source_id"]] if k in row} == {
            k: v for k, v in rows[row["source_id"]].items() if k in row
        }


def check_presence(layer: Layer, asked: Selection) -> None:
    answers = ask_plan(layer, reduced.presence_plan, asked)
    people = ranges(answers["ranges"], "place_id")
    expected = {row["place_id"]: row for row in answers["places"]}
    found = questions.presence(layer, asked)
    assert [row["place_id"] for row in found] == sorted(expected)
    same = ("claims", "statements", "assertions", "originators", "first_event", "last_event")
    same = (*same, "first_reported", "last_reported")
    end = asked.event_to or asked.as_of
    for row in found:
        other = expected[row["place_id"]]
        assert {k: row[k] for k in same} == {k: other[k] for k in same}
        counts = tuple(row[k] for k in ("count_low", "count_best", "count_high", "figures"))
        assert counts == people.get((row["place_id"],), (None, None, None, 0))
        assert ("disputed" in row["status"]) == bool(other["disputed"])
        assert ("denied" in row["status"]) == bool(other["denied"])
        assert row["age_days"] == ((end - other["newest"]).days if end and other["newest"] else None)


def check_strength(layer: Layer, asked: Selection) -> None:
    answers = ask_plan(layer, strength_plan, asked)
    expected, found = ranges(answers["ranges"], "role"), questions.strength(layer, asked)
    for role, name in ROLES.items():
        people = tuple(found[name][k] for k in ("low", "best", "high", "figures"))
        assert people == expected.get((role,), (None, None, None, 0))
        figures = [row for row in answers["figures"] if row["role"] == role]
        figures.sort(key=lambda row: (-row["size"], row["position"]))
        assert [(f["originator"], f["size"], f["at_least"]) for f in found[name]["largest"]] == [
            (row["originator_id"], row["size"], row["part_size"]) for row in figures[: questions.FIGURES]
        ]
    if asked.event_from is None or asked.event_to is None:
        return
    days = [asked.event_from + timedelta(days=i) for i in range((asked.event_to - asked.event_from).days + 1)]
    by_day = ranges(ask_plan(layer, series_plan, asked, days=days)["ranges"], "day", "role")
    series = questions.series(layer, asked)
    assert [row["day"] for row in series] == days
    for row in series:
        for role, name in ROLES.items():
            people = tuple(row[name][k] for k in ("low", "best", "high", "figures"))
            assert people == by_day.get((row["day"], role), (None, None, None, 0))


def check_lists(layer: Layer, asked: Selection) -> None:
    carried = sorted(row["assertion_id"] for row in ask(layer, reduced.carried_assertions, asked))
    page = questions.echoes(layer, asked, limit=40)
    assert page["total"] == len(carried)
    assert [echo["assertion_id"] for echo in page["echoes"]] == [f"a-{n}" for n in carried[:40]]
    odds = ask(layer, reduced.disagreements_listed, asked)
    odds.sort(key=lambda row: row["place_in_order"])
    page = questions.disagreements(layer, asked)
    assert page["total"] == len(odds)
    assert [(d["kind"], d["of"]) for d in page["disagreements"]] == [
        (row["kind"], f"a-{row['of_id']}") for row in odds[: questions.PAGE]
    ]


def check_news(layer: Layer, asked: Selection) -> None:
    until = asked.as_of or date(2023, 6, 1)
    since = until - timedelta(days=40)
    known = replace(asked, as_of=until)
    rows = ask(layer, partial(reduced.news_by_assertion, since=since), known)
    found = questions.news(layer, asked, since, until, limit=4000)
    for name, expected in (
        ("new", [row for row in rows if not row["is_carried"]]),
        ("changed", [row for row in rows if row["is_change"] and not row["is_carried"]]),
        ("carried", [row for row in rows if row["is_carried"]]),
    ):
        assert listed((f"a-{row['assertion_id']}", row["fresh"]) for row in expected) == listed(
            (item["assertion_id"], item["claims"]) for item in found[name]["items"]
        )
    odds = ask(layer, partial(reduced.disagreements_since, since=since), known)
    assert found["contradicted"]["total"] == len(odds)


def check_cells(layer: Layer, asked: Selection) -> None:
    grid = grid_for((150, -60, 400, 85), 4) if asked.as_of else grid_for((20, 40, 145, 70), 7)
    expected = ask_plan(layer, partial(cells_plan, grid), asked)
    found = questions.cells(layer, asked, grid)
    for name in ("cells", "areas"):
        assert listed(found[name]) == listed(expected[name])
    assert questions.cells(layer, asked, grid, areas=False) == {"cells": found["cells"]}


@pytest.mark.parametrize(
    "check",
    [check_counts, check_presence, check_strength, check_lists, check_news, check_cells],
    ids=lambda check: check.__name__.removeprefix("check_"),
)
@settings(max_examples=4, deadline=None)
@given(asked=selections())
@example(asked=Selection())
@example(asked=Selection(date(2022, 5, 1), date(2022, 7, 15), date(2022, 9, 1)))
@example(asked=Selection(date(2022, 5, 1), None, reliabilities=("A", "B", "F"), undated=False))
@example(asked=Selection(None, date(2022, 5, 1), kinds=("presence", "planned"), credibilities=("2", "6")))
@example(asked=Selection(as_of=date(2022, 5, 1), stances=("asserts", "denies"), tiers=("core",)))
@example(asked=Selection(kinds=(NOTHING,)))
def test_the_columns_answer_any_selection_as_the_questions_in_ibis_do(layer, check, asked) -> None:
    check(layer, asked)
