"""Both clocks as dates that can be typed: when it happened, and what was known by a day. On the evidence and the timeline page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from muster.model import Dataset
from muster.ui import state
from muster.ui.state import View

_LABELS = {"event_from": "Happened from", "event_to": "to", "as_of": "As known on"}
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


def show(dataset: Dataset, view: View, page: str) -> None:
    """Draw the boxes, with keys that begin with `page`.

    Days that cannot be asked stay in them, what was asked before stands, and `problems` says why.
    """
    keys = {name: f"{page}-{name}" for name in _LABELS}

    def changed() -> None:
        asked = replace(view.selection, **{name: st.session_state[key] for name, key in keys.items()})
        st.session_state[_wrong(page)] = asked.usable(dataset)[1]
        if not problems(page):
            view.selection = asked
            state.push(view)

    for name, key in keys.items():
        if not problems(page) or key not in st.session_state:
            st.session_state[key] = getattr(view.selection, name)
        st.date_input(
            _LABELS[name],
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            format="YYYY-MM-DD",
            key=key,
            on_change=changed,
            width=150,
        )


def problems(page: str) -> list[str]:
    """Return why the days in the boxes of a page cannot be asked; none where they are."""
    return list(st.session_state.get(_wrong(page)) or [])


def take_back(view: View, page: str) -> None:
    """Forget days that cannot be asked; the boxes follow what is asked."""
    st.session_state[_wrong(page)] = []
    state.push(view)


def ask(view: View, first: date | None, last: date | None, as_of: date | None) -> None:
    """Ask for other days; the map follows."""
    view.selection = replace(view.selection, event_from=first, event_to=last, as_of=as_of)
    state.push(view)


def _wrong(page: str) -> str:
    return f"muster-wrong-days-{page}"
