"""Windows that are asked together get the answers that each gets alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from muster.query import Selection, engine
from muster.query.engine import answer, ask_shown, asked_together
from muster.query.presence import numbers_by_place
from muster.query.strength import numbers_of_people, strength

FIRST = date(2024, 10, 6)
DAYS = [Selection(event_from=FIRST + timedelta(n), event_to=FIRST + timedelta(n)) for n in range(14)]
WEEKS = [replace(day, event_to=day.event_from + timedelta(6), undated=False) for day in DAYS]
KNOWN = [replace(day, as_of=date(2024, 10, 24), kinds=("presence", "imagery")) for day in DAYS]


def answers(dataset, selections):
    return [
        (answer(dataset, one), strength(dataset, one), *(ask_shown(dataset, question, one) for question in QUESTIONS))
        for one in selections
    ]  # fmt: skip


QUESTIONS = (numbers_by_place, numbers_of_people)


@pytest.fixture
def asked(monkeypatch):
    """Return how often the engine was asked since."""
    count = []
    run = engine._run
    monkeypatch.setattr(engine, "_run", lambda *given: count.append(1) or run(*given))
    return count


@pytest.mark.parametrize("selections", [DAYS, WEEKS, KNOWN], ids=["days", "weeks", "as known on a day"])
def test_each_window_has_the_answers_that_it_has_alone(shipped, asked, selections):
    alone = answers(shipped, selections)
    assert sum(len(found[2]) for found in alone) > 0
    assert len(asked) == 4 * len(selections)
    with asked_together(shipped, selections):
        together = answers(shipped, selections)
    assert together == alone
    assert len(asked) == 4 * len(selections) + 3


def test_of_a_large_data_set_fewer_windows_are_asked_at_once(shipped, asked, monkeypatch):
    alone = answers(shipped, DAYS)
    monkeypatch.setattr(engine, "_MOST_TOGETHER", 5 * len(shipped.claims))
    before = len(asked)
    with asked_together(shipped, DAYS):
        assert answers(shipped, DAYS) == alone
    assert len(asked) - before == 3 * 3


def test_what_differs_in_more_than_its_days_is_asked_alone(shipped, asked):
    mixed = [DAYS[0], replace(DAYS[1], kinds=("imagery",)), Selection(event_from=FIRST)]
    alone = answers(shipped, mixed)
    before = len(asked)
    with asked_together(shipped, mixed):
        assert answers(shipped, mixed) == alone
        assert answer(shipped, Selection()).total == len(shipped.claims)
    assert len(asked) - before == 4 * len(mixed) + 1
