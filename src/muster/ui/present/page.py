"""The right of the page: the figure as it will be, and below it the files."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from muster.errors import FigureError, SelectionError
from muster.figures.spoken import alternative_text
from muster.model import Dataset
from muster.ui.present import asked, files, preview
from muster.ui.state import View

_SHEET = Path(__file__).parent / "style.css"


def apply_style() -> None:
    """Load the page's own sheet: a constant of ours, nothing from data enters it."""
    st.html(f"<style>{_SHEET.read_text(encoding='utf-8')}</style>")


def show(dataset: Dataset, view: View) -> None:
    """Draw the figure that is asked and its files, or in one line why there is none."""
    try:
        spec = asked.spec_of(dataset, view)
        frame = preview.choose_frame(dataset, spec) if spec.kind == "frames" else 0
        drawn = preview.picture(dataset, spec, frame)
        spoken = alternative_text(dataset, spec)
    except (FigureError, SelectionError) as error:
        with st.container(key="no_figure"):
            st.text(f"No figure: {error}")
        return
    files.show(dataset, spec, drawn)
    with st.container(key="picture"):
        st.image(drawn, width=spec.size.width_px, alt=spoken, output_format="PNG")
    with st.container(key="picture_words"):
        st.text(f"{spec.size.width_px} × {spec.size.height_px} pixels, shown as it will be.")
        with st.expander("What it says, in words"):
            st.text(spoken)
