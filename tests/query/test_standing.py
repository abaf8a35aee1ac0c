"""Which numbers stand beside each other: worked by hand, and the same in Python, in Ibis and over a bulk layer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from standing_cases import CASES, Case, dataset_of

from muster.model import Dataset
from muster.query import Selection, headline_words, strength, strength_by_day
from muster.query.bulk import open_layer, questions, write_layer
from muster.query.bulk.raw import raw_tables
from muster.query.engine import ask_plan
from muster.query.roles import Role
from muster.query.standing_figures import series_plan, strength_plan

DAY = date(2024, 10, 16)
ASKED = Selection(event_from=DAY - timedelta(days=1), event_to=DAY + timedelta(days=1))


@pytest.fixture(params=CASES.values(), ids=CASES)
def case(request) -> Case:
    return request.param


@pytest.fixture
def dataset(shipped: Dataset, case: Case) -> Dataset:
    return dataset_of(shipped, case)


def test_what_stands_is_what_was_worked_by_hand(dataset: Dataset, case: Case) -> None:
    people = strength(dataset, Selection()).present
    assert (people.low, people.best, people.high) == case.people
    assert {int(f.number.assertion_id[1:]) for f in people.figures} == case.standing
    assert set(people.claim_ids) == {f"S{i:02}a" for i in case.standing}


def test_the_headline_says_where_each_number_is_of(dataset: Dataset, case: Case) -> None:
    assert headline_words(dataset, Selection()) == case.sentence


def test_ibis_and_a_bulk_layer_answer_alike(dataset: Dataset, case: Case, tmp_path) -> None:
    layer = open_layer(write_layer(tmp_path / "layer", raw_tables(dataset)))
    for asked in (Selection(), ASKED):
        rows = [r for r in ask_plan(layer, strength_plan, asked)["ranges"] if r["role"] == int(Role.PRESENT)]
        assert [(r["low"], r["best"], r["high"], r["figures"]) for r in rows] == [
            (*case.people, len(case.standing))
        ]
        found = questions.strength(layer, asked)["present"]
        assert (found["low"], found["best"], found["high"]) == case.people
        assert len(found["largest"]) == min(len(case.standing), questions.FIGURES)


def test_by_day_the_same_stands_on_their_day_and_nothing_around_it(
    dataset: Dataset, case: Case, tmp_path
) -> None:
    layer = open_layer(write_layer(tmp_path / "layer", raw_tables(dataset)))
    expected = [(None, None, None), case.people, (None, None, None)]
    steps = [step.strength.present for step in strength_by_day(dataset, ASKED)]
    assert [(p.low, p.best, p.high) for p in steps] == expected
    series = [row["present"] for row in questions.series(layer, ASKED)]
    assert [(p["low"], p["best"], p["high"]) for p in series] == expected
    days = [DAY - timedelta(days=1), DAY, DAY + timedelta(days=1)]
    rows = ask_plan(layer, series_plan, ASKED, days=days)["ranges"]
    by_day = {
        row["day"]: (row["low"], row["best"], row["high"]) for row in rows if row["role"] == int(Role.PRESENT)
    }
    assert [by_day.get(day, (None, None, None)) for day in days] == expected
