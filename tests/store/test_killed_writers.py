"""What was acknowledged outlives a kill; a disk that is full or may only be read is one line."""

from __future__ import annotations

import sqlite3
import subprocess
import sys

import pytest
from killing import ROUNDS, kill_writers
from taking import states, take

from muster.errors import StoreError
from muster.store import Store


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
