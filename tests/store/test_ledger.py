"""Every version is kept, and two people never overwrite each other."""

from __future__ import annotations

import sqlite3
import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from taking import states, take

from muster.errors import AlreadyEditedError, StoreError
from muster.store import State, Store, accepted


def test_the_second_of_two_editors_is_told_and_loses_nothing(store):
    take(store, {"a": 1})
    store.ledger.edit("a", {"summary": "Ada's"}, number=1, who="Ada")
    with pytest.raises(AlreadyEditedError, match="changed in the meantime by 'Ada'") as told:
        store.ledger.edit("a", {"summary": "Bo's"}, number=1, who="Bo")
    assert (told.value.mine, told.value.theirs.content) == ({"summary": "Bo's"}, {"summary": "Ada's"})
    store.ledger.edit("a", told.value.mine, number=told.value.theirs.number, who="Bo")
    assert [row.content["summary"] for row in store.ledger.history("a")] == [1, "Ada's", "Bo's"]


def test_of_many_editors_at_the_same_moment_one_is_first(store):
    take(store, {"a": 1})
    told, barrier = [], threading.Barrier(6)

    def edit(number):
        barrier.wait()
        try:
            store.ledger.edit("a", {"summary": number}, number=1, who=f"Editor {number}")
        except AlreadyEditedError as error:
            told.append(error.mine)

    threads = [threading.Thread(target=edit, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 5
    assert len(store.ledger.history("a")) == 2


def test_undo_keeps_what_was_undone(store):
    take(store, {"a": 1})
    store.ledger.edit("a", {"summary": 2}, number=1, who="Bo")
    store.ledger.undo("a", number=2, who="Ada", why="wrong place")
    history = store.ledger.history("a")
    assert [(row.content["summary"], row.action, row.who, row.why) for row in history] == [
        (1, "import", "Ada", ""), (2, "edit", "Bo", ""), (1, "undo", "Ada", "wrong place"),
    ]  # fmt: skip
    take(store, {"b": 1})
    with pytest.raises(StoreError, match="nothing before"):
        store.ledger.undo("b", number=1, who="Ada")


def test_what_held_at_a_moment_can_be_asked(store):
    take(store, {"a": 1})
    store.ledger.accept("a", number=1, who="Bo")
    between = datetime.now(UTC)
    store.ledger.edit("a", {"summary": 2}, number=2, who="Bo")
    (then,) = store.ledger.current(as_of=between)
    assert (then.content["summary"], then.state) == (1, State.ACCEPTED)
    assert list(store.ledger.current(as_of=datetime(2000, 1, 1, tzinfo=UTC))) == []


@pytest.mark.parametrize("table", ["imports", "items", "revisions"])
def test_the_database_itself_refuses_to_change_or_delete(store, tmp_path, table):
    take(store, {"a": 1})
    with sqlite3.connect(tmp_path / "store.sqlite") as raw:
        key = {"imports": "import_id", "items": "item_id", "revisions": "seq"}[table]
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET {key} = {key}"):  # noqa: S608
            with pytest.raises(sqlite3.IntegrityError, match="never changed and never deleted"):
                raw.execute(statement)
    raw.close()


def test_a_reason_is_asked_for_a_rejection(store):
    take(store, {"a": 1})
    with pytest.raises(StoreError, match="reason is empty"):
        store.ledger.reject("a", number=1, who="Bo", why=" ")
    assert store.ledger.reject("a", number=1, who="Bo", why="an echo").why == "an echo"


def test_what_stands_how_is_counted_on_from_what_was_written_since(store, tmp_path):
    first, _, _ = take(store, {"a": 1, "b": 2, "c": 3})
    assert store.ledger.states_by_import() == {first: {State.DRAFT: 3}}
    other = Store(str(tmp_path / "store.sqlite"))
    assert [row.item_id for row in other.ledger.waiting()] == ["a", "b", "c"]
    store.ledger.accept("a", number=1, who="Bo", content={"summary": 9})
    store.ledger.reject("c", number=1, who="Bo", why="an echo")
    second, _, _ = take(store, {"x": 1}, series="file:b")
    for one in (store, other):
        counts = one.ledger.count_by_import(State)
        assert counts == {first: 3, second: 1}
        assert [one.ledger.count([state]) for state in State] == [2, 1, 1, 0]
        assert [row.item_id for row in one.ledger.waiting()] == ["b", "x"]
        assert [row.item_id for row in one.ledger.waiting(second)] == ["x"]
    store.ledger.accept("b", number=1, who="Bo")
    store.ledger.accept("x", number=1, who="Bo")
    assert list(other.ledger.waiting()) == list(other.ledger.waiting()) == []
    store.ledger.undo("a", number=3, who="Bo")
    assert [row.item_id for row in other.ledger.waiting()] == ["a"]


@pytest.fixture
def failing(store):
    """Let the first of several revisions that are written together get through, and fail at the next."""

    def fail(_connection, cursor, statement, parameters, _context, is_many):
        if statement.startswith("INSERT INTO revisions") and is_many:
            cursor.execute(statement, parameters[0])
            raise OperationalError(statement, {}, sqlite3.OperationalError("database or disk is full"))

    take(store, {"a": 1, "b": 2})
    event.listen(store.database.engine, "before_cursor_execute", fail)
    return store.ledger


@pytest.mark.parametrize(
    "decide",
    [
        lambda ledger: ledger.split("a", [{"summary": 10}, {"summary": 11}], number=1, who="Bo"),
        lambda ledger: ledger.merge("a", "b", numbers=(1, 1), who="Bo"),
        lambda ledger: ledger.accept("a", number=1, who="Bo", content={"summary": 10}),
    ],
    ids=["split", "merge", "correct and accept"],
)
def test_a_decision_of_several_versions_is_kept_whole_or_not_at_all(store, failing, decide):
    with pytest.raises(StoreError, match="make room"):
        decide(failing)
    assert states(store) == {"a": ("draft", 1, 1), "b": ("draft", 2, 1)}


def test_a_split_leaves_drafts_and_a_merge_says_so_on_both(store):
    take(store, {"a": 1, "b": 2})
    made = store.ledger.split("a", [{"summary": 10}, {"summary": 11}], number=1, who="Bo")
    assert [(row.item_id, row.state, row.number) for row in made] == [
        ("a", "draft", 2),
        ("a-2-2", "draft", 1),
    ]
    with pytest.raises(AlreadyEditedError):
        store.ledger.merge("b", "a", numbers=(1, 1), who="Cy")
    store.ledger.merge("b", "a", numbers=(1, 2), who="Cy", why="one briefing")
    assert states(store)["b"] == ("draft", 2, 2)
    assert store.ledger.get("b").why == "Stands for a too. one briefing"
    gone = store.ledger.get("a")
    assert (gone.state, gone.why) == (State.REJECTED, "Merged into b. one briefing")
    with pytest.raises(StoreError, match="into itself"):
        store.ledger.merge("b", "b", numbers=(2, 2), who="Cy")
    deep = store.ledger.split("a-2-2", [{}, {}], number=1, who="Bo")[1].item_id
    for _ in range(9):
        deep = store.ledger.split(deep, [{}, {}], number=1, who="Bo")[1].item_id
        assert len(deep) <= 40


def test_what_is_decided_on_all_is_kept_for_all_or_for_none(store):
    rows = {f"r{number:04}": number for number in range(1_203)}
    import_id, _, _ = take(store, rows)
    told = []

    def watch(done):
        told.append(done)
        if len(told) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.ledger.decide_all(import_id, accepted, who="Bo", why="", watch=watch)
    assert store.ledger.count([State.DRAFT]) == 1_203
    odd = store.ledger.decide_all(
        import_id, lambda row: accepted(row) if row.content["summary"] % 2 else None, who="Bo", why=""
    )
    assert (odd, store.ledger.count([State.DRAFT]), store.ledger.count([State.ACCEPTED])) == (601, 602, 601)
    assert store.ledger.count_by_import([State.ACCEPTED]) == {import_id: 601}
    assert [row.item_id for row in store.ledger.latest([State.ACCEPTED], count=2, skip=1)] == [
        "r1199",
        "r1197",
    ]
    assert store.ledger.undo_import(import_id, who="Bo") == 602
    assert store.ledger.count([State.WITHDRAWN]) == 602
