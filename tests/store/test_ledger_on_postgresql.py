"""The same code keeps the same on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from killing import ROUNDS, kill_writers
from sqlalchemy import text
from taking import states, take

from muster.errors import AlreadyEditedError, StoreError
from muster.store import Context, State, Store, back_up, restore


def test_postgresql_keeps_the_same_by_the_same_code(location, tmp_path):
    store = Store(location)
    assert (store.history(), list(store.ledger.current())) == ((), [])
    store.record("Lgov", context=Context("d1"), place_id="x", who="Ada")
    first, _, _ = take(store, {"a": 1, "b": 2, "c": 3})
    assert take(store, {"a": 1, "b": 20, "d": 4})[1:] == ({"a": "unchanged", "b": "changed", "d": "added"}, 1)
    store.ledger.accept("a", number=1, who="Bo")
    with pytest.raises(AlreadyEditedError):
        store.ledger.edit("a", {"summary": 5}, number=1, who="Cy")
    store.ledger.undo("a", number=2, who="Bo")
    assert (store.ledger.count_waiting(), store.ledger.count_waiting(first)) == ((3, 0), (2, 0))
    assert store.ledger.items_of_claims()["b"] == ("b", State.DRAFT, "file:a")
    assert [row.item_id for row in store.ledger.waiting(first)] == ["b", "a"]
    with (
        store.database.engine.connect() as raw,
        pytest.raises(Exception, match="never changed and never deleted"),
    ):
        raw.execute(text("DELETE FROM revisions"))
    back_up(store.database, tmp_path / "copy")
    other = Store(str(tmp_path / "other.sqlite"))
    restore(other.database, tmp_path / "copy")
    assert states(other) == states(store)
    assert other.ledger.imports()[0].import_id == first
    store.close()


def test_a_backup_of_sqlite_restores_into_postgresql_and_goes_on(store, location, tmp_path):
    take(store, {"a": 1, "b": 2})
    back_up(store.database, tmp_path / "copy")
    other = Store(location)
    restore(other.database, tmp_path / "copy")
    assert states(other) == states(store)
    take(other, {"a": 1, "b": 3})
    assert states(other)["b"] == ("draft", 3, 2)
    other.close()


def test_what_held_at_a_moment_can_be_asked_of_postgresql_too(location, store_clock):
    store = Store(location)
    store_clock("2024-11-04T10:00:00")
    take(store, {"a": 1})
    store_clock("2024-11-05T10:00:00")
    store.ledger.accept("a", number=1, who="Bo")
    store_clock("2024-11-06T10:00:00")
    store.ledger.edit("a", {"summary": 2}, number=2, who="Bo")
    between = datetime(2024, 11, 5, 12, tzinfo=UTC)
    (then,) = store.ledger.current(states=[State.ACCEPTED], as_of=between)
    assert (then.content["summary"], store.ledger.edits_after(between)) == (1, 1)
    assert store.ledger.edits_after(datetime(2024, 11, 4, 12, tzinfo=UTC)) == 2
    store.close()


def test_a_database_that_may_only_be_read_is_read_and_says_so(location):
    store = Store(location)
    take(store, {"a": 1})
    assert store.database.why_read_only() == ""
    with store.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as raw:
        raw.execute(
            text(f"ALTER DATABASE {location.rpartition('/')[2]} SET default_transaction_read_only = on")
        )
    store.close()
    reading = Store(location)
    assert states(reading) == {"a": ("draft", 1, 1)}
    assert reading.database.why_read_only() == (
        f"Nothing can be written now, as {location} may only be read. What is there is shown."
    )
    with pytest.raises(StoreError, match="may only be read") as refused:
        take(reading, {"b": 1})
    assert "\n" not in str(refused.value)
    reading.close()


def test_three_writers_killed_lose_nothing_on_postgresql(location):
    kill_writers(location, min(ROUNDS, 100))
