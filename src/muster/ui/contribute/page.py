"""The page's frame: its style, and which of its parts is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from muster.model import Dataset
from muster.store import State, Store
from muster.ui.contribute import article, decided, importing, review, working
from muster.ui.contribute.visit import Visit

_SHEET = Path(__file__).parent / "style.css"
_PARAM = "part"
_KEY = "contribute-part"
Part = Callable[[Dataset, Store, Visit], None]
PARTS: dict[str, Part] = {
    "article": article.show,
    "file": importing.show,
    "review": review.show,
    "decided": decided.show,
}
_LABELS = {"article": "Read an article", "file": "Import a file", "review": "Review", "decided": "Decided"}


def apply_style() -> None:
    """Load the page's own sheet: a constant of ours, nothing from data enters it."""
    st.html(f"<style>{_SHEET.read_text(encoding='utf-8')}</style>")


def choose_part(store: Store, visit: Visit) -> Part:
    """Draw the switch between the parts, with how many drafts wait, and what is being written; return the part chosen."""
    working.finish(visit)
    waiting = store.ledger.count([State.DRAFT])
    asked = st.query_params.get(_PARAM, "")
    if visit.go_to:
        st.session_state[_KEY] = visit.go_to
        visit.go_to = ""
    elif _KEY not in st.session_state:
        st.session_state[_KEY] = asked if asked in PARTS else "article"
    chosen = st.segmented_control(
        "Part",
        list(PARTS),
        required=True,
        format_func=lambda key: (
            f"{_LABELS[key]} {waiting:,}" if key == "review" and waiting else _LABELS[key]
        ),
        key=_KEY,
        on_change=visit.hush,
        label_visibility="collapsed",
        width="stretch",
    )
    part = chosen or "article"
    if part != "file" and visit.keeping is None:
        importing.let_go(visit)
    if part != "article":
        st.query_params[_PARAM] = part
    elif asked:
        del st.query_params[_PARAM]
    if working.show(visit) and part == "file":
        return _wait
    return PARTS[part]


def _wait(_dataset: Dataset, _store: Store, _visit: Visit) -> None:
    st.caption(
        "You may go on elsewhere meanwhile. All of it is kept at the end, or nothing where it is cancelled."
    )
