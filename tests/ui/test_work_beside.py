"""What takes a while is done beside the page: it can be watched, and cancelled with nothing half done."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from muster.errors import CancelledError, StoreError
from muster.store import State, Store, accepted, new_import
from muster.ui.contribute.visit import Visit
from muster.ui.contribute.work import Work
from muster.ui.contribute.working import begin, finish


def test_cancelling_in_the_middle_leaves_nothing_half_done(tmp_path: Path) -> None:
    store, reached, go_on = Store(str(tmp_path / "store.sqlite")), Event(), Event()
    entry = new_import(
        series="a", file_format="csv", file_name="a.csv", sha256="0" * 64, document="{}", who="Ann"
    )
    with store.ledger.importing(entry) as writer:
        writer.add([(f"r{number}", f"r{number}", {}) for number in range(1_200)])
    work = Work(is_reading=False)

    def act(own: Work) -> int:
        def watch(done: int) -> None:
            reached.set()
            go_on.wait(30)
            own.watch(done)

        return store.ledger.decide_all(entry.import_id, accepted, who="Ann", why="", watch=watch)

    work.start(act)
    assert reached.wait(30)
    assert work.is_running
    work.cancel()
    go_on.set()
    assert work.thread is not None
    work.thread.join(30)
    assert isinstance(work.error, CancelledError)
    assert (work.result, store.ledger.count([State.DRAFT])) == (None, 1_200)


def test_what_came_of_it_is_said_and_an_error_is_one_line() -> None:
    visit, told = Visit(), []
    begin(visit, lambda _: 3, told.append)
    assert (told, visit.keeping) == ([3], None)

    def fail(_: Work) -> int:
        raise StoreError("the disk is full; make room, then do it again.")

    begin(visit, fail, told.append)
    finish(visit)
    assert (told, visit.trouble) == ([3], "the disk is full; make room, then do it again.")
