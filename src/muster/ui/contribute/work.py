"""Work that takes a while, beside the page: how far it is can be seen, and it can be cancelled with nothing half done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from muster.errors import CancelledError, MusterError

WATCH_S = 0.5
SOON_S = 1.0
"""What is done within this time shows no bar."""
_STAGES = {
    "reading": "Reading the dates",
    "understanding": "Understanding the rows",
    "comparing": "Comparing with what is there",
    "keeping": "Putting them in the queue",
    "deciding": "Deciding",
}


@dataclass
class Work:
    """One thing that is being done. When it is over, `result` is there, or `error` says why there is none."""

    is_reading: bool
    """It changes nothing: who leaves the page loses nothing by its end."""
    stage: str = ""
    done: int = 0
    total: int | None = None
    result: Any = None
    error: MusterError | None = None
    thread: threading.Thread | None = None
    cancelling: threading.Event = field(default_factory=threading.Event)

    @property
    def is_running(self) -> bool:
        return self.thread is not None and self.thread.is_alive()

    def start(self, act: Callable[[Work], Any]) -> Work:
        """Begin, and wait a moment: most files are small."""
        self.thread = threading.Thread(target=self._act, args=(act,), daemon=True)
        self.thread.start()
        self.thread.join(SOON_S)
        return self

    def cancel(self) -> None:
        """Have it end at the next step; nothing of it is kept."""
        self.cancelling.set()

    def tell(self, stage: str, done: int, total: int | None) -> None:
        """Take note of how far it is."""
        self.stage, self.done, self.total = stage, done, total

    def watch(self, done: int) -> None:
        """Take note of how many are decided. Raises CancelledError where it is to end."""
        self.tell("deciding", done, self.total)
        if self.cancelling.is_set():
            raise CancelledError("Cancelled: nothing of it was kept.")

    def _act(self, act: Callable[[Work], Any]) -> None:
        self.error = MusterError("It ended by itself; the server's log says why. Nothing was kept.")
        try:
            self.result = act(self)
        except MusterError as error:
            self.error = error
            return
        self.error = None


def watch(work: Work) -> None:
    """Draw how far it is and what cancels it, again and again until it is over."""
    st.fragment(_watch, run_every=WATCH_S)(work)


def _watch(work: Work) -> None:
    if not work.is_running:
        st.rerun()
    words = _STAGES.get(work.stage, "Opening the file")
    share = 0.0
    if work.total and work.stage != "reading":
        share = min(work.done / work.total, 1.0)
        words = f"{words}: {work.done:,} of {work.total:,}"
    elif work.done:
        words = f"{words}: {work.done:,}"
    with st.container(key="work-bar", horizontal=True, vertical_alignment="center"):
        st.progress(share, text="Cancelling" if work.cancelling.is_set() else words)
        st.button("Cancel", key="cancel-work", on_click=work.cancel, disabled=work.cancelling.is_set())
