"""A newer file is compared with what is there: added, changed, withdrawn, or proposed where a person decided."""

from __future__ import annotations

import pytest
from taking import entry, states, take

from muster.store import State


def test_the_same_file_twice_adds_nothing(store):
    take(store, {"a": 1, "b": 2})
    _, outcome, withdrawn = take(store, {"a": 1, "b": 2})
    assert (outcome, withdrawn) == ({"a": "unchanged", "b": "unchanged"}, 0)
    assert [len(store.ledger.history(key)) for key in "ab"] == [1, 1]


def test_a_newer_file_adds_changes_and_withdraws(store):
    take(store, {"a": 1, "b": 2, "c": 3})
    _, outcome, withdrawn = take(store, {"a": 1, "b": 20, "d": 4})
    assert (outcome, withdrawn) == ({"a": "unchanged", "b": "changed", "d": "added"}, 1)
    assert states(store) == {
        "a": ("draft", 1, 1),
        "b": ("draft", 20, 2),
        "c": ("withdrawn", 3, 2),
        "d": ("draft", 4, 1),
    }
    _, outcome, _ = take(store, {"a": 1, "b": 20, "c": 3, "d": 4})
    assert outcome["c"] == "changed"
    assert states(store)["c"] == ("draft", 3, 3)


def test_a_file_with_nothing_in_common_withdraws_nothing(store):
    take(store, {"a": 1})
    assert take(store, {"x": 1})[2] == 0
    assert take(store, {"a": 1}, series="file:b")[2] == 0


def test_a_newer_file_only_proposes_where_a_person_decided(store):
    take(store, {"a": 1, "b": 2})
    for key in "ab":
        store.ledger.accept(key, number=1, who="Bo")
    _, outcome, withdrawn = take(store, {"a": 10})
    assert (outcome, withdrawn) == ({"a": "proposed"}, 1)
    assert states(store) == {"a": ("accepted", 1, 3), "b": ("accepted", 2, 3)}
    assert {row.item_id for row in store.ledger.current(states=[State.DRAFT], or_proposed=True)} == {"a", "b"}
    assert take(store, {"a": 10})[1] == {"a": "unchanged"}
    store.ledger.accept("a", number=3, who="Bo", why="newer")
    store.ledger.accept("b", number=3, who="Bo")
    assert states(store) == {"a": ("accepted", 10, 4), "b": ("withdrawn", 2, 4)}


def test_a_proposal_can_be_turned_down_and_stays_so(store):
    take(store, {"a": 1})
    store.ledger.accept("a", number=1, who="Bo")
    take(store, {"a": 10})
    store.ledger.reject("a", number=3, who="Bo", why="the older is right")
    assert states(store)["a"] == ("accepted", 1, 4)
    assert take(store, {"a": 10})[1] == {"a": "unchanged"}


def test_a_whole_import_can_be_undone_and_taken_in_again(store):
    take(store, {"a": 1, "b": 2})
    second, _, _ = take(store, {"a": 10, "b": 20, "c": 30})
    store.ledger.edit("b", {"summary": "mine"}, number=2, who="Bo")
    assert store.ledger.undo_import(second, who="Ada") == 2
    assert states(store) == {"a": ("draft", 1, 3), "b": ("draft", "mine", 3), "c": ("withdrawn", 30, 2)}
    assert take(store, {"a": 10, "b": 20, "c": 30})[1] == {"a": "proposed", "b": "unchanged", "c": "changed"}


def test_an_error_or_a_cancelled_import_leaves_nothing(store):
    with pytest.raises(KeyboardInterrupt), store.ledger.importing(entry()) as writer:  # noqa: PT012
        writer.add([("a", "a", {"summary": 1})])
        raise KeyboardInterrupt
    assert store.ledger.imports() == ()
    assert states(store) == {}
