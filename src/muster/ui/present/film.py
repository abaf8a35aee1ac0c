"""A play-through that is being made: beside the page, so that it can be watched and stopped."""

from __future__ import annotations

import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from muster.drawing import write
from muster.errors import MusterError
from muster.figures.spec import FigureSpec
from muster.model import Dataset

_KEY, _MADE = "muster-film", "muster-films-made"
_WATCH_S = 0.7
_ALONE_S = 180.0
"""How long it goes on with no page that watches it; a tab in the background asks about once a minute."""


@dataclass
class Film:
    """One file in the making. `content` is there when it is done, `trouble` when there will be none."""

    spec: FigureSpec
    edition: str
    ending: str
    done: int = 0
    whole: int = 0
    content: bytes = b""
    trouble: str = ""
    watched: float = field(default_factory=time.monotonic)
    stopping: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    @property
    def is_running(self) -> bool:
        return self.thread is not None and self.thread.is_alive()

    def is_of(self, dataset: Dataset, spec: FigureSpec) -> bool:
        """Return whether it is of this figure and these data."""
        return (self.spec, self.edition) == (spec, dataset.edition)

    def start(self, dataset: Dataset) -> None:
        """Begin to draw."""
        self.thread = threading.Thread(target=self._make, args=(dataset,), daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Have it end before the next frame; no file is kept."""
        self.stopping.set()

    def _goes_on(self, done: int, whole: int) -> bool:
        self.done, self.whole = done, whole
        return not self.stopping.is_set() and time.monotonic() - self.watched < _ALONE_S

    def _make(self, dataset: Dataset) -> None:
        try:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / f"film{self.ending}"
                write(dataset, self.spec, path, self._goes_on)
                content = path.read_bytes()
        except MusterError as error:
            self.trouble = str(error)
            return
        if self.stopping.is_set():
            self.trouble = "Stopped: no file was written."
        else:
            self.content = content


def held() -> Film | None:
    """Return this visitor's film, if one was asked for."""
    film: Film | None = st.session_state.get(_KEY)
    return film


def made(dataset: Dataset, spec: FigureSpec, ending: str) -> Film | None:
    """Return this visitor's newest finished film of a format, where it is of this figure and these data."""
    kept: dict[str, Film] = st.session_state.setdefault(_MADE, {})
    now = held()
    if now is not None and now.content:
        kept[now.ending] = now
    film = kept.get(ending)
    return film if film is not None and film.is_of(dataset, spec) else None


def begin(dataset: Dataset, spec: FigureSpec, ending: str) -> None:
    """Make a film; one that is being made already is stopped, one that is finished stays."""
    before = held()
    if before is not None:
        before.stop()
        made(dataset, spec, before.ending)
    film = Film(spec, dataset.edition, ending)
    st.session_state[_KEY] = film
    film.start(dataset)


def watch() -> None:
    """Draw how far the film is and what stops it, again and again until it is done."""
    st.fragment(_watch, run_every=_WATCH_S)()


def _watch() -> None:
    film = held()
    if film is None or not film.is_running:
        st.rerun()
        return
    film.watched = time.monotonic()
    with st.container(key="film", horizontal=True):
        if film.stopping.is_set():
            words = "Stopping"
        elif film.whole and film.done == film.whole:
            words = "All frames are drawn; the file is put together"
        else:
            words = f"Frame {film.done + 1} of {film.whole}" if film.whole else "Laying the frames out"
        st.progress(film.done / film.whole if film.whole else 0.0, text=words)
        st.button("Stop", key="stop-film", on_click=film.stop, disabled=film.stopping.is_set())
