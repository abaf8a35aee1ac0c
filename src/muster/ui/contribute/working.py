"""What is written beside the page, one thing at a time for each visitor, and what is said when it is over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from muster.errors import CancelledError
from muster.ui.contribute.visit import Visit
from muster.ui.contribute.work import Work, watch


def begin(visit: Visit, act: Callable[[Work], Any], when_done: Callable[[Any], None]) -> None:
    """Begin to write something; `when_done` is told what came of it, at once where it is soon over."""
    if visit.keeping is not None and visit.keeping.is_running:
        visit.trouble = "Something is being written already: wait until it is over, or cancel it."
        return
    visit.when_kept = when_done
    visit.keeping = Work(is_reading=False).start(act)
    finish(visit)


def finish(visit: Visit) -> None:
    """Say what came of what was being written, once it is over."""
    work = visit.keeping
    if work is None or work.is_running:
        return
    visit.keeping = None
    if isinstance(work.error, CancelledError):
        visit.said = "Cancelled: nothing of it was kept."
    elif work.error is not None:
        visit.trouble = str(work.error)
    elif visit.when_kept is not None:
        visit.when_kept(work.result)


def show(visit: Visit) -> bool:
    """Draw how far it is; return whether something is being written."""
    if visit.keeping is None:
        return False
    watch(visit.keeping)
    return True
