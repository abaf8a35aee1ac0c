"""Imported rows and claims: every version is kept, two people never overwrite each other, a newer file is compared."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.exc import OperationalError

from muster.errors import AlreadyEditedError, StoreError
from muster.store import Context, State, Store, accepted, back_up, new_import, restore


def entry(series="file:a"):
    return new_import(
        series=series, file_format="csv", file_name="a.csv", sha256="0" * 64, document="{}", who="Ada"
    )


def take(store: Store, rows: dict[str, object], series="file:a"):
    """Take rows in as one import; return its id, what each row was, and how many were withdrawn."""
    one = entry(series)
    with store.ledger.importing(one) as writer:
        outcome = writer.add([(key, key, {"summary": value}) for key, value in rows.items()])
        return one.import_id, outcome, writer.withdraw_missing()


def states(store: Store):
    return {
        row.item_id: (str(row.state), row.content["summary"], row.number) for row in store.ledger.current()
    }


@pytest.fixture
def store(tmp_path):
    return Store(str(tmp_path / "store.sqlite"))


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


def test_a_whole_import_can_be_undone_and_taken_in_again(store):
    take(store, {"a": 1, "b": 2})
    second, _, _ = take(store, {"a": 10, "b": 20, "c": 30})
    store.ledger.edit("b", {"summary": "mine"}, number=2, who="Bo")
    assert store.ledger.undo_import(second, who="Ada") == 2
    assert states(store) == {"a": ("draft", 1, 3), "b": ("draft", "mine", 3), "c": ("withdrawn", 30, 2)}
    assert take(store, {"a": 10, "b": 20, "c": 30})[1] == {"a": "proposed", "b": "unchanged", "c": "changed"}


def test_what_held_at_a_moment_can_be_asked(store):
    take(store, {"a": 1})
    store.ledger.accept("a", number=1, who="Bo")
    between = datetime.now(UTC)
    store.ledger.edit("a", {"summary": 2}, number=2, who="Bo")
    (then,) = store.ledger.current(as_of=between)
    assert (then.content["summary"], then.state) == (1, State.ACCEPTED)
    assert list(store.ledger.current(as_of=datetime(2000, 1, 1, tzinfo=UTC))) == []


def test_an_error_or_a_cancelled_import_leaves_nothing(store):
    with pytest.raises(KeyboardInterrupt), store.ledger.importing(entry()) as writer:  # noqa: PT012
        writer.add([("a", "a", {"summary": 1})])
        raise KeyboardInterrupt
    assert store.ledger.imports() == ()
    assert states(store) == {}


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


WRITER = """
import sys
from muster.store import Store, new_import
store, name = Store(sys.argv[1]), sys.argv[2]
for n in range(int(sys.argv[3])):
    one = new_import(series=f"file:{name}{n}", file_format="csv", file_name="a", sha256="0" * 64, document="{}", who=name)
    with store.ledger.importing(one) as writer:
        writer.add([(f"{name}{n}-{i}", f"{name}{n}-{i}", {"summary": "w" * 300}) for i in range(3)])
    store.ledger.accept(f"{name}{n}-0", number=1, who=name)
    print(one.import_id, f"{name}{n}", flush=True)
"""


def start(location: str, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, location, name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def check_acknowledged(store: Store, told: list[str]) -> None:
    """Every import that was acknowledged is there with its three rows, the first accepted; none is there by half."""
    kept = {one.import_id for one in store.ledger.imports()}
    rows = {row.item_id: row for row in store.ledger.current()}
    acknowledged = [line.split() for line in told if len(line.split()) == 2 and len(line) > 33]
    assert {import_id for import_id, _ in acknowledged} <= kept
    for _, name in acknowledged:
        assert [rows[f"{name}-{i}"].state for i in range(3)] == [State.ACCEPTED, State.DRAFT, State.DRAFT]
    assert len(rows) == 3 * len(kept)


def kill_writers(location: str, rounds: int) -> None:
    told: list[str] = []
    for number in range(rounds):
        writers = [start(location, f"{number}{letter}x", 10_000) for letter in "abc"]
        told += [writers[number % 3].stdout.readline() for _ in range(1 + number % 3)]
        for writer in writers:
            os.kill(writer.pid, signal.SIGKILL)
        told += [line for writer in writers for line in writer.communicate()[0].splitlines()]
    assert len(told) >= rounds
    store = Store(location)
    check_acknowledged(store, told)
    store.close()


ROUNDS = int(os.environ.get("MUSTER_KILLS", "3"))
"""`MUSTER_KILLS=100` tries the whole."""


def test_three_writers_killed_in_the_middle_lose_nothing_that_was_acknowledged(tmp_path):
    kill_writers(str(tmp_path / "store.sqlite"), ROUNDS)
    with sqlite3.connect(tmp_path / "store.sqlite") as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    raw.close()


def test_a_full_disk_is_one_line_and_the_import_leaves_nothing(tmp_path):
    code = (
        "import resource, sys\n"
        "from muster.errors import StoreError\n"
        "from muster.store import Store, new_import\n"
        "store = Store(sys.argv[1])\n"
        "one = new_import(series='a', file_format='csv', file_name='a', sha256='0' * 64, document='{}', who='Ada')\n"
        "with store.ledger.importing(one) as writer:\n    writer.add([('a', 'a', {})])\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))\n"
        "one = new_import(series='b', file_format='csv', file_name='a', sha256='0' * 64, document='{}', who='Ada')\n"
        "try:\n"
        "    with store.ledger.importing(one) as writer:\n"
        "        for n in range(200):\n"
        "            writer.add([(f'{n}-{i}', f'{n}-{i}', {'summary': 'w' * 900}) for i in range(100)])\n"
        "except StoreError as error:\n    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "s.sqlite")],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert "make room" in done.stdout
    assert len(done.stdout.splitlines()) == 1
    assert [row.item_id for row in Store(str(tmp_path / "s.sqlite")).ledger.current()] == ["a"]


def test_a_place_that_may_only_be_read_is_read_and_refuses_in_one_line(store, tmp_path):
    take(store, {"a": 1})
    reading = Store(f"sqlite:///file:{tmp_path / 'store.sqlite'}?mode=ro&uri=true")
    assert states(reading) == {"a": ("draft", 1, 1)}
    with pytest.raises(StoreError, match="may only be read; make it writable") as refused:
        reading.ledger.accept("a", number=1, who="Bo")
    assert "\n" not in str(refused.value)


@pytest.fixture(scope="module")
def postgres():
    sys.path.insert(0, str(Path(__file__).parents[1] / "query"))
    from engines import find_postgres, running_postgres

    programs = find_postgres()
    if programs is None:
        pytest.skip("no PostgreSQL here: name its programs with MUSTER_POSTGRES")
    with running_postgres(programs) as connection:
        port = connection.con.info.port
        yield f"postgresql+psycopg://muster@127.0.0.1:{port}"


@pytest.fixture
def location(postgres, request):
    name = f"t{abs(hash(request.node.name)) % 10**9}"
    engine = create_engine(f"{postgres}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{postgres}/{name}"


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


def test_three_writers_killed_lose_nothing_on_postgresql(location):
    kill_writers(location, min(ROUNDS, 100))


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
