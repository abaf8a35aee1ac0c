"""The page's frame: its style, and which of its parts is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from muster.model import Dataset
from muster.store import Store
from muster.ui.gazetteer import add, queue, search
from muster.ui.gazetteer.board import Shown
from muster.ui.gazetteer.visit import Visit

_SHEET = Path(__file__).parent / "style.css"
_PARAM = "part"
Part = Callable[[Dataset, Store, Visit], Shown]
PARTS: dict[str, Part] = {
    "look-up": search.show,
    "open": queue.show_open,
    "judged": queue.show_judged,
    "add": add.show,
}


def apply_style() -> None:
    """Load the page's own sheet: a constant of ours, nothing from data enters it."""
    st.html(f"<style>{_SHEET.read_text(encoding='utf-8')}</style>")


def choose_part(dataset: Dataset, store: Store) -> Part:
    """Draw the switch between the parts, with how many names are open and judged; return the part chosen."""
    counts = {"open": queue.count_open(dataset, store), "judged": len(store.all_current())}
    labels = {"look-up": "Look up", "open": "To settle", "judged": "Judged", "add": "Add"}
    asked = st.query_params.get(_PARAM, "")
    chosen = st.segmented_control(
        "Part",
        list(PARTS),
        default=asked if asked in PARTS else "look-up",
        required=True,
        format_func=lambda key: f"{labels[key]} {counts[key]}" if counts.get(key) else labels[key],
        key="gazetteer-part",
        label_visibility="collapsed",
        width="stretch",
    )
    part = chosen or "look-up"
    if part != "look-up":
        st.query_params[_PARAM] = part
    elif asked:
        del st.query_params[_PARAM]
    return PARTS[part]
