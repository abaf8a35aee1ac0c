"""Where only writing is impossible everything is still read, and one line says that nothing can be written."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from taking import states, take

from muster import paths
from muster.errors import StoreError
from muster.store import Store, back_up, restore

_ROOT_MAY_ALL = "-dac_override,-dac_read_search"
ROW = "place,country,date,kind,originator,text\nKhabarovsk,RU,2024-11-05,presence,An invented office,At the river\n"


def without_rights(*command: str) -> list[str]:
    """Return a command that heeds the rights of files, whoever runs it."""
    if os.geteuid() != 0:
        return list(command)
    if shutil.which("setpriv") is None:
        pytest.skip("root may write everywhere here, and setpriv is missing")
    return ["setpriv", f"--bounding-set={_ROOT_MAY_ALL}", f"--inh-caps={_ROOT_MAY_ALL}", *command]


@pytest.fixture
def muster(tmp_path):
    """Run `muster` on a store of its own; return the answer, and the lines that were told beside it."""
    environment = {**os.environ, "MUSTER_STORE": str(tmp_path / "kept" / "store.sqlite"), "MUSTER_WHO": "Ada"}
    environment.pop("MUSTER_DATA", None)

    def run(*arguments: str, code: int = 0) -> tuple[str, list[str]]:
        done = subprocess.run(
            without_rights(sys.executable, "-m", "muster", *arguments),
            env=environment, capture_output=True, text=True, check=False, cwd=paths.REPOSITORY,
        )  # fmt: skip
        assert done.returncode == code, (done.stdout, done.stderr)
        return done.stdout, done.stderr.splitlines()

    return run


@pytest.fixture
def kept(muster, tmp_path):
    """Return the folder of a store with one accepted claim, and how many claims there are with it."""
    (tmp_path / "row.csv").write_text(ROW, "utf-8")
    made = json.loads(muster("import", str(tmp_path / "row.csv"), "--json")[0])
    muster("review", "accept", "--import", made["import_id"])
    yield tmp_path / "kept", json.loads(muster("tally", "--json")[0])["total"]
    for path in (tmp_path / "kept", *(tmp_path / "kept").iterdir()):
        path.chmod(0o755)


def lock(folder: Path, what: str) -> None:
    """Take the right to write from the store's file, its folder, or both."""
    if what != "folder":
        for path in folder.iterdir():
            path.chmod(0o444)
    if what != "file":
        folder.chmod(0o555)


@pytest.mark.parametrize("what", ["file", "folder", "both"])
def test_what_was_accepted_is_still_shown_and_one_line_says_that_nothing_can_be_written(
    muster, kept, tmp_path, what
):
    folder, total = kept
    lock(folder, what)
    line = (
        f"Nothing can be written now, as {folder / 'store.sqlite'} may only be read. What is there is shown."
    )
    answer, told = muster("tally", "--json")
    assert (json.loads(answer)["total"], told) == (total, [line])
    few = (["export", "-o", str(tmp_path / "all.csv")], ["backup", str(tmp_path / "copy")])
    every = (
        ["claims"], ["presence"], ["news", "--since", "2024-10-01", "--until", "2024-12-01"], ["review"],
        ["import", str(tmp_path / "row.csv"), "--dry-run"],
    )  # fmt: skip
    # All read the store in one way: with each lock those that read it as a whole, with the last one every one.
    for command in (*few, *(every if what == "both" else ())):
        assert muster(*command)[1] == [line], command
    assert "At the river" in (tmp_path / "all.csv").read_text("utf-8")
    other = Store(str(tmp_path / "other.sqlite"))
    assert restore(other.database, tmp_path / "copy")["items"] == 1
    assert what == "file" or not list(folder.glob("*-shm"))


def test_who_would_write_is_told_in_one_line_and_nothing_is_lost(muster, kept, tmp_path):
    folder, _ = kept
    (tmp_path / "more.csv").write_text(ROW.replace("Khabarovsk", "Vladivostok"), "utf-8")
    lock(folder, "both")
    _, told = muster("import", str(tmp_path / "more.csv"), code=2)
    way = "it may only be read; make it writable, or name another place with MUSTER_STORE."
    assert told == [f"Error: {folder / 'store.sqlite'} cannot be written: {way}"]


def test_where_no_store_was_ever_made_the_tables_are_shown(muster, tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept").chmod(0o555)
    answer, told = muster("tally", "--json")
    assert json.loads(answer)["total"] > 0
    assert told[0].startswith("Nothing can be written now")
    (tmp_path / "kept").chmod(0o755)


READER = "import sys\nfrom muster.store import Store\nprint([row.item_id for row in Store(sys.argv[1]).ledger.current()])"


def test_what_stands_in_the_log_alone_is_read_too(tmp_path):
    folder = tmp_path / "kept"
    folder.mkdir()
    store = Store(str(folder / "store.sqlite"))
    take(store, {"a": 1})
    take(store, {"b": 1}, series="file:b")
    other = tmp_path / "left"
    other.mkdir()
    for name in (
        "store.sqlite",
        "store.sqlite-wal",
    ):  # as a kill leaves them, on a disk that was made read-only
        shutil.copyfile(folder / name, other / name)
    assert (other / "store.sqlite-wal").stat().st_size > 0
    other.chmod(0o555)
    command = without_rights(sys.executable, "-c", READER, str(other / "store.sqlite"))
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    other.chmod(0o755)
    assert (done.stdout.strip(), done.stderr) == ("['a', 'b']", "")
    assert sorted(path.name for path in other.iterdir()) == ["store.sqlite", "store.sqlite-wal"]


def test_a_reader_sees_what_somebody_with_more_rights_writes(tmp_path, monkeypatch):
    mine = tmp_path / "store.sqlite"
    store = Store(str(mine))
    take(store, {"a": 1})
    monkeypatch.setattr("muster.store.database.is_writable", lambda path: path != mine)
    reading = Store(str(mine))
    assert list(states(reading)) == ["a"]
    with pytest.raises(StoreError, match="may only be read"):
        take(reading, {"b": 1})
    monkeypatch.undo()
    take(store, {"b": 1}, series="file:b")
    monkeypatch.setattr("muster.store.database.is_writable", lambda path: path != mine)
    assert list(states(reading)) == ["a", "b"]
    assert back_up(reading.database, tmp_path / "copy")["items"] == 2
