"""A kill, a full disk, a file that may only be read, other processes: nothing acknowledged is lost, all else is one line."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from muster.errors import StoreError
from muster.store import Context, Store

WRITER = """
import sys
from muster.store import Context, Store
store = Store(sys.argv[1])
for n in range(int(sys.argv[3])):
    kept = store.record(f"Village {sys.argv[2]} {n}", context=Context("d1"), place_id="x", who="Ada", why="w" * 500)
    print(kept.judgement_id, flush=True)
"""
FILLER = """
import resource, sys
from muster.errors import StoreError
from muster.store import Context, Store
store = Store(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
try:
    for n in range(1000):
        kept = store.record(f"Village {n}", context=Context("d1"), place_id="x", who="Ada", why="w" * 1900)
        print(kept.judgement_id, flush=True)
except StoreError as error:
    print(error, file=sys.stderr)
    sys.exit(3)
"""


def start(code: str, *args: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def kept_ids(location: str) -> set[str]:
    return {judgement.judgement_id for judgement in Store(location).history()}


@pytest.mark.parametrize("after", [1, 7, 40])
def test_what_was_acknowledged_before_a_kill_is_there_after_it(tmp_path: Path, after: int) -> None:
    location = str(tmp_path / "store.sqlite")
    writer = start(WRITER, location, "a", "100000")
    assert writer.stdout is not None
    acknowledged = [writer.stdout.readline().strip() for _ in range(after)]
    os.kill(writer.pid, signal.SIGKILL)
    rest, _ = writer.communicate()
    acknowledged += [line for line in rest.splitlines() if len(line) == 32]
    assert len(acknowledged) >= after
    assert set(acknowledged) <= kept_ids(location)
    with sqlite3.connect(location) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    raw.close()
    Store(location).record("After", context=Context("d1"), place_id="x", who="Bo")


def test_processes_that_start_at_once_make_one_store_and_lose_nothing(tmp_path: Path) -> None:
    location = str(tmp_path / "store.sqlite")
    writers = [start(WRITER, location, name, "25") for name in "abcd"]
    told = [writer.communicate(timeout=120) for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0, 0, 0], told
    acknowledged = {line for out, _ in told for line in out.split()}
    assert len(acknowledged) == 100
    assert acknowledged == kept_ids(location)


def test_a_full_disk_is_one_line_and_what_was_acknowledged_stays(tmp_path: Path) -> None:
    location = str(tmp_path / "store.sqlite")
    filler = start(FILLER, location)
    out, err = filler.communicate(timeout=120)
    assert filler.returncode == 3, err
    assert "store.sqlite cannot be used" in err
    assert "make room" in err
    assert len(err.strip().splitlines()) == 1
    assert len(out.split()) > 10
    assert set(out.split()) <= kept_ids(location)


def test_a_store_that_may_only_be_read_is_read_and_refuses_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite"
    kept = Store(str(file)).record("Lgov", context=Context("d1"), place_id="x", who="Ada")
    reading = Store(f"sqlite:///file:{file}?mode=ro&uri=true")
    assert reading.history() == (kept,)
    with pytest.raises(StoreError, match="may only be read; make it writable") as refused:
        reading.record("Kursk", context=Context("d1"), place_id="x", who="Ada")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "content", [b"", b"no database at all, but long enough to look like a file of one" * 20]
)
def test_a_file_that_is_no_database_is_one_line(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "store.sqlite"
    file.write_bytes(content)
    store = Store(str(file))
    if not content:  # SQLite takes an empty file for an empty database
        assert store.history() == ()
        return
    with pytest.raises(StoreError, match="no SQLite database; name another file"):
        store.history()
    assert file.read_bytes() == content


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    store = Store(str(tmp_path / "file" / "store.sqlite"))
    with pytest.raises(StoreError, match="MUSTER_STORE") as refused:
        store.record("Lgov", context=Context("d1"), place_id="x", who="Ada")
    assert "\n" not in str(refused.value)


def test_a_reader_never_waits_for_a_writer(tmp_path: Path) -> None:
    file = tmp_path / "store.sqlite"
    store = Store(str(file))
    kept = store.record("Lgov", context=Context("d1"), place_id="x", who="Ada")
    writer = sqlite3.connect(file, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    assert store.history() == (kept,)
    assert time.monotonic() - began < 5
    writer.execute("ROLLBACK")
    writer.close()


def test_a_place_that_may_not_be_written_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "somewhere")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(StoreError, match=r"\(Permission denied\): it may not be written") as refused:
        Store(str(tmp_path / "new" / "store.sqlite")).record(
            "Lgov", context=Context("d1"), place_id="x", who="A"
        )
    assert "\n" not in str(refused.value)
