"""A store as one file and back again; stores of an older and of a newer Muster."""

from __future__ import annotations

import sqlite3

import pytest
from taking import states, take

from muster.errors import StoreError
from muster.store import Context, Store, back_up, restore


def test_a_backup_is_one_file_and_restores_to_the_same(store, tmp_path):
    kept = store.record("Lgov", context=Context("d1"), place_id="x", who="Ada")
    take(store, {"a": 1, "b": 2})
    store.ledger.accept("a", number=1, who="Bo")
    assert back_up(store.database, tmp_path / "copy.muster") == {
        "judgements": 1,
        "imports": 1,
        "items": 2,
        "revisions": 3,
    }
    assert sorted(file.name for file in tmp_path.iterdir() if "copy" in file.name) == ["copy.muster"]
    other = Store(str(tmp_path / "other.sqlite"))
    restore(other.database, tmp_path / "copy.muster")
    assert list(other.ledger.current()) == list(store.ledger.current())
    assert other.ledger.history("a") == store.ledger.history("a")
    assert other.history() == (kept,)
    with pytest.raises(StoreError, match="nothing is overwritten") as refused:
        restore(other.database, tmp_path / "copy.muster")
    assert "\n" not in str(refused.value)
    take(other, {"a": 1, "b": 2, "c": 3})


def test_what_is_no_backup_is_one_line(store, tmp_path):
    (tmp_path / "no").write_text("no database")
    for file, said in ((tmp_path / "no", "no copy of a store"), (tmp_path / "missing", "is no file")):
        with pytest.raises(StoreError, match=said) as refused:
            restore(store.database, file)
        assert "\n" not in str(refused.value)
    with pytest.raises(StoreError, match="holds nothing yet"):
        back_up(store.database, tmp_path / "copy")
    assert not (tmp_path / "store.sqlite").exists()


def test_a_store_of_before_is_brought_up_to_date_and_keeps_what_it_had(store, tmp_path):
    kept = store.record("Lgov", context=Context("d1"), place_id="x", who="Ada")
    store.close()
    with sqlite3.connect(tmp_path / "store.sqlite") as raw:
        for table in ("revisions", "items", "imports", "alembic_version"):
            raw.execute(f"DROP TABLE {table}")
    raw.close()
    old = Store(str(tmp_path / "store.sqlite"))
    assert (old.history(), list(old.ledger.current())) == ((kept,), [])
    take(old, {"a": 1})
    assert (old.history(), states(old)) == ((kept,), {"a": ("draft", 1, 1)})


def test_a_store_of_a_newer_muster_is_left_alone(store, tmp_path):
    take(store, {"a": 1})
    store.close()
    with sqlite3.connect(tmp_path / "store.sqlite") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(StoreError, match="a newer Muster made it"):
        take(Store(str(tmp_path / "store.sqlite")), {"b": 1})
