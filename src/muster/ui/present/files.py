"""The figure as a file: stills made when their button is pressed, films made beside the page."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from muster.drawing import write
from muster.figures.spec import FigureSpec
from muster.model import Dataset
from muster.ui.present import asked, film

FORMATS = {
    ".png": ("PNG", "image/png"),
    ".svg": ("SVG", "image/svg+xml"),
    ".pdf": ("PDF", "application/pdf"),
    ".pptx": ("PowerPoint", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ".html": ("HTML, to explore offline", "text/html"),
    ".gif": ("GIF", "image/gif"),
    ".mp4": ("MP4", "video/mp4"),
}
STILLS, FILMS = (".png", ".svg", ".pdf", ".pptx"), (".gif", ".mp4")


def endings_of(kind: str) -> tuple[str, ...]:
    """Return the endings that a kind of figure can be taken along as."""
    if kind == "frames":
        return FILMS
    return (*STILLS, ".html") if kind == "map" else STILLS


def file_maker(dataset: Dataset, spec: FigureSpec, ending: str) -> Callable[[], bytes]:
    """Return what makes the file's bytes when it is called, and not before: those that `muster figure` writes."""

    def make() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"figure{ending}"
            write(dataset, spec, path)
            return path.read_bytes()

    return make


def show(dataset: Dataset, spec: FigureSpec, drawn: bytes) -> None:
    """Draw the buttons of all formats, and the command that does the same; `drawn` is the PNG that is seen."""
    with st.container(key="files", horizontal=True):
        if spec.kind != "frames":
            st.text("Download")
        if spec.kind == "frames":
            _films(dataset, spec)
        else:
            for ending in endings_of(spec.kind):
                _still(dataset, spec, ending, drawn)
        ending = endings_of(spec.kind)[0]
        if len(spec.selection.claims) <= asked.MOST_CLAIMS_IN_COMMAND:
            with st.popover("From a terminal", type="tertiary"):
                st.text("The same file, byte for byte:")
                st.code(asked.command_of(dataset, spec, ending), language=None, wrap_lines=True)
    made = film.held()
    if spec.kind == "frames" and made is not None:
        if made.is_running:
            film.watch()
        elif made.trouble and made.is_of(dataset, spec):
            st.text(made.trouble)
        elif not made.content and made.is_of(dataset, spec):
            st.text("It ended without a file; the server's log says why.")


def _name(dataset: Dataset, spec: FigureSpec, ending: str) -> str:
    return f"muster-{dataset.version}-{spec.kind}{ending}"


def _still(dataset: Dataset, spec: FigureSpec, ending: str, drawn: bytes) -> None:
    label, mime = FORMATS[ending]
    st.download_button(
        label,
        drawn if ending == ".png" else file_maker(dataset, spec, ending),
        file_name=_name(dataset, spec, ending),
        mime=mime,
        key=f"take{ending}",
        on_click="ignore",
        type="primary" if ending == ".png" else "secondary",
    )


def _films(dataset: Dataset, spec: FigureSpec) -> None:
    running = film.held()
    for ending in FILMS:
        label, mime = FORMATS[ending]
        made = film.made(dataset, spec, ending)
        if made is not None:
            st.download_button(
                f"Download {label}, {len(made.content) / 1e6:.1f} MB",
                made.content,
                file_name=_name(dataset, spec, ending),
                mime=mime,
                key=f"take{ending}",
                on_click="ignore",
                type="primary",
            )
        else:
            st.button(
                f"Make {label}",
                key=f"make{ending}",
                on_click=film.begin,
                args=(dataset, spec, ending),
                disabled=running is not None and running.is_running,
            )
