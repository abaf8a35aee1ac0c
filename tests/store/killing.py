"""Writers that are killed, and what they were told is kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from muster.store import State, Store

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
