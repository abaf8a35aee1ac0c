"""The figure as it will be: the very bytes of the PNG, drawn once for a spec and a version of the data."""

from __future__ import annotations

import json

import streamlit as st

from muster.figures.frames import frame_png, steps_of
from muster.figures.spec import FigureSpec
from muster.figures.write import check_letters, figure_bytes
from muster.model import Dataset

_KEPT = 24


def picture(dataset: Dataset, spec: FigureSpec, frame: int = 0) -> bytes:
    """Return the figure as a PNG, of frames one. Raises FigureError and SelectionError."""
    return _drawn(dataset, json.dumps(spec.to_json(), sort_keys=True), dataset.edition, frame)


@st.cache_data(max_entries=_KEPT, show_spinner="Drawing the figure")
def _drawn(_dataset: Dataset, spec_json: str, edition: str, frame: int) -> bytes:  # noqa: ARG001 - part of the key
    spec = FigureSpec.from_json(json.loads(spec_json))
    check_letters(_dataset, spec)
    return frame_png(_dataset, spec, frame) if spec.kind == "frames" else figure_bytes(_dataset, spec, ".png")


def choose_frame(dataset: Dataset, spec: FigureSpec) -> int:
    """Draw what turns the frames over; return which one is looked at. Raises FigureError where there is nothing to play."""
    steps = steps_of(dataset, spec)
    if len(steps) == 1:
        return 0
    words = [f"{number} of {len(steps)}: {step.words}" for number, step in enumerate(steps, start=1)]
    key = "present-frame"
    if st.session_state.get(key) not in words:
        st.session_state[key] = words[-1]
    return words.index(st.select_slider("Frame", words, key=key))
