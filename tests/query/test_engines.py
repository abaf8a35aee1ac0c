"""The same unbound questions give equal answers on DuckDB, Polars and a real PostgreSQL."""

from __future__ import annotations

import warnings
from datetime import date
from functools import partial
from typing import Any

import engines
import ibis
import pyarrow as pa
import pytest

from muster.model import Dataset
from muster.query import Selection, reduced
from muster.query.cells import cells_plan, grid_for
from muster.query.dating import date_assertions, shown_claims, unbound_shown
from muster.query.engine import ask, ask_plan, ask_shown
from muster.query.frame import tables_of
from muster.query.plan import Plan
from muster.query.presence import numbers_by_place, presence_by_place
from muster.query.select import select_claims
from muster.query.speakers import sayings
from muster.query.standing_figures import series_plan, strength_plan
from muster.query.strength import numbers_of_people

OCT_14, OCT_20, OCT_24 = date(2024, 10, 14), date(2024, 10, 20), date(2024, 10, 24)
ASKED = {
    "everything": Selection(),
    "as known on 24 October": Selection(as_of=OCT_24),
    "a week": Selection(event_from=OCT_14, event_to=OCT_20, undated=False),
    "both clocks and filters": Selection(
        event_from=OCT_14,
        as_of=OCT_24,
        kinds=("presence", "imagery"),
        reliabilities=("F",),
        credibilities=("2", "6"),
    ),
    "nothing": Selection(places=("-",)),
}


def news(selection: Selection) -> Any:
    """What became known from 20 October on, as known on the day asked or with everything."""
    return reduced.news_by_assertion(selection, OCT_20)


def new_disagreements(selection: Selection) -> Any:
    """What is at odds since 20 October."""
    return reduced.disagreements_since(selection, OCT_20)


OF_CLAIMS = (
    news,
    new_disagreements,
    select_claims,
    date_assertions,
    sayings,
    reduced.tally_by_bin,
    reduced.speakers_by_source,
    reduced.carried_assertions,
    reduced.disagreements_listed,
)
PLANS = {
    "presence": reduced.presence_plan,
    "strength": strength_plan,
    "series": series_plan,
    "cells": partial(cells_plan, grid_for((20, 40, 140, 70), 6)),
}
DAYS = [OCT_14, OCT_20, OCT_24]
OF_SHOWN = (presence_by_place, numbers_by_place, numbers_of_people)


@pytest.fixture(scope="module")
def postgres():
    programs = engines.find_postgres()
    if programs is None:
        pytest.skip("no PostgreSQL: install Debian's postgresql, or name its bin folder with MUSTER_POSTGRES")
    with engines.running_postgres(programs) as connection:
        yield connection


def rows(answer: Any) -> list[tuple[Any, ...]]:
    """Return an answer's rows without an order: engines may break ties, and sort letters, each in its own way."""
    columns = [column.to_pylist() for column in answer.columns]
    return sorted(zip(*columns, strict=True), key=repr)


def answers(connection: Any, dataset: Dataset, selection: Selection) -> dict[str, list[tuple[Any, ...]]]:
    for name, table in tables_of(dataset).items():
        engines.fill(connection, name, table)
    shown = connection.to_pyarrow(shown_claims(selection))
    engines.fill(connection, "shown", shown.cast(unbound_shown().schema().to_pyarrow()))
    found = {question.__name__: rows(connection.to_pyarrow(question(selection))) for question in OF_CLAIMS}
    found["shown_claims"] = rows(shown)
    for question in OF_SHOWN:
        found[question.__name__] = rows(connection.to_pyarrow(question(unbound_shown())))
    engines.fill(connection, "days", pa.table({"day": pa.array(DAYS, type=pa.date32())}))
    for name, plan in PLANS.items():
        found |= answers_of_plan(connection, name, plan())
    return found


def answers_of_plan(connection: Any, name: str, plan: Plan) -> dict[str, list[tuple[Any, ...]]]:
    for kept, expression in (*plan.takes, *plan.steps):
        made = connection.to_pyarrow(expression)
        engines.fill(connection, kept, made.cast(expression.schema().to_pyarrow()))
    return {
        f"{name} {part}": rows(connection.to_pyarrow(expression)) for part, expression in plan.answers.items()
    }


def answers_of_duckdb(dataset: Dataset, selection: Selection) -> dict[str, list[tuple[Any, ...]]]:
    """Return the answers that the product gives, by its own way of asking."""
    found = {question.__name__: ask(dataset, question, selection) for question in (*OF_CLAIMS, shown_claims)}
    for question in OF_SHOWN:
        found[question.__name__] = ask_shown(dataset, question, selection)
    for name, plan in PLANS.items():
        parts = ask_plan(dataset, plan, selection, days=DAYS)
        found |= {f"{name} {part}": listed for part, listed in parts.items()}
    return {name: sorted((tuple(row.values()) for row in listed), key=repr) for name, listed in found.items()}


def connect(name: str, request: pytest.FixtureRequest) -> Any:
    return ibis.polars.connect() if name == "polars" else request.getfixturevalue("postgres")


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
@pytest.mark.parametrize("name", ["polars", "postgres"])
def test_the_answers_are_those_of_duckdb(shipped, name, asked, request):
    connection = connect(name, request)
    expected = answers_of_duckdb(shipped, asked)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the engines' own
        assert answers(connection, shipped, asked) == expected
