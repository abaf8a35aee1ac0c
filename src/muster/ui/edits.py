"""Our own tables as they stood at an earlier moment: how it is asked, and the line that says that it is so.

It is told apart from “as known on”: that goes by the day on which a report came out, this by what was accepted, changed
and taken back here.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import streamlit as st

from muster.dates import Moment, parse_moment
from muster.errors import DateError
from muster.model import Dataset
from muster.ui import clocks, state
from muster.web import site
from muster.words import edits_words

_OTHER = "“As known on” is another clock: it goes by when a report was published."
_ABOUT = (
    "The map and the evidence with what was accepted, changed and taken back here by then, and nothing later. The "
    "tables that ship stay as they are. " + _OTHER
)


def dataset() -> Dataset:
    """Return the data set that this run shows on the pages of a view. Raises as `site.dataset` does."""
    return site.dataset(state.edits_as_of())


def show_line() -> None:
    """Draw, where an earlier moment is shown, which, how many edits came later, and the way back."""
    moment = state.edits_as_of()
    if moment is None:
        return
    with st.container(key="edits-then", horizontal=True):
        st.text(f"{edits_words(moment, site.later_edits(moment))}.")
        st.text(_OTHER)
        st.button("Back to now", key="edits-now", type="tertiary", on_click=state.ask_edits, args=(None,))


def control() -> None:
    """Draw the control among the filters, where anything was ever added."""
    moment = state.edits_as_of()
    if moment is None and not site.has_edits():
        return
    label = f"Our edits: as of {moment.text.replace('T', ', ')}" if moment else "Our edits: as of now"
    with st.popover(label, width="stretch", key="edits-control"):
        asked = ask("side")
        if asked:
            state.ask_edits(asked)
            st.rerun()


def ask(key: str) -> Moment | None:
    """Draw what asks for a moment; return it when it was asked for just now. What is no moment is told in one line."""
    st.text(_ABOUT)
    with st.form(key=f"edits-{key}", border=False):
        with st.container(key=f"editsat_{key}", horizontal=True):
            day = st.date_input(
                "Day", value=None, min_value=clocks.FIRST_DAY, max_value=clocks.LAST_DAY, format="YYYY-MM-DD",
                key=f"edits-day-{key}",
            )  # fmt: skip
            time = st.text_input(
                "Time (UTC)",
                key=f"edits-time-{key}",
                max_chars=8,
                placeholder="HH:MM or blank",
            )
        pressed = st.form_submit_button("Show it as it stood then", key=f"edits-show-{key}", type="primary")
    if not pressed:
        return None
    if day is None:
        st.text("Choose a day.")
        return None
    try:
        return parse_moment(f"{day}T{time.strip()}" if time.strip() else str(day), now=datetime.now(UTC))
    except DateError as error:
        st.text(str(error))
        return None


def before(at: datetime) -> Moment:
    """Return the last whole second before what was done at a moment."""
    second = at.astimezone(UTC).replace(microsecond=0, tzinfo=None) - timedelta(seconds=1)
    return parse_moment(second.isoformat(), now=datetime.now(UTC))
