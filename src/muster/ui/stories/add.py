"""Add to story, beside Copy link: the view that is looked at becomes a step of the story that is being made."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from muster.errors import SelectionError, StoryError
from muster.figures.spec import FigureSpec
from muster.figures.words import headlines, words_of
from muster.model import Dataset
from muster.query.selection import Selection
from muster.stories import LONGEST_LINE, LONGEST_TITLE, MOST_LINES, MOST_STEPS, Step, parse_link
from muster.ui import state
from muster.ui.stories import draft

_PAGES = {
    state.MAP_PAGE: "map",
    state.TIMELINE_PAGE: "timeline",
    state.EVIDENCE_PAGE: "evidence",
    state.PRESENT_PAGE: "map",
}
"""What a step shows of a page; a figure is of a view, and its step shows that on the map."""
_FIGURE_ONLY = frozenset(state.DESKS[state.PRESENT_PAGE]) - {"lanes"}


def show(dataset: Dataset) -> None:
    """Draw the button, on pages that show a view."""
    if state.page_now() in _PAGES:
        st.button("Add to story", key="add-to-story", on_click=_add, args=(dataset,))


def _add(dataset: Dataset) -> None:
    """Add what the address shows. On the map the page's script has the frame tell it instead: see `take`."""
    params = {key: st.query_params[key] for key in st.query_params if key not in _FIGURE_ONLY}
    _put(dataset, _PAGES[state.page_now()], params)


def take(dataset: Dataset, address: str) -> None:
    """Add the view of an address that the map's frame told, to the day and the spot; what is no address of a view is said."""
    try:
        page, params = parse_link(address)
    except StoryError:
        st.toast("The view was not added: its address is none of a view.")
        return
    _put(dataset, page, dict(params))


def _put(dataset: Dataset, page: str, params: Mapping[str, str]) -> None:
    editing = draft.current()
    if editing is not None and len(editing.story.steps) >= MOST_STEPS:
        st.toast(f"The story has {MOST_STEPS} views already, and holds no more.")
        return
    step = step_of(dataset, page, params)
    there = editing.story.number_of(step) if editing is not None else None
    if there is not None:
        st.toast(
            f"Not added again: this is view {there} of the story already. To show it twice, paste its address there."
        )
        return
    count = draft.add(step, data_version=dataset.version)
    st.toast(f"Added as view {count} of the story that you are making: it is on the page Stories.")


def step_of(dataset: Dataset, page: str, params: Mapping[str, str]) -> Step:
    """Return the step of a view, with a title and a few lines that say what it shows, to be changed by who tells it."""
    _, own = parse_link(Step("", (), page, tuple(params.items())).link)
    read, _ = Selection.read_params(dict(own))
    selection, _ = read.usable(dataset)
    place = dataset.places.get(params.get("at", ""))
    document = dataset.documents.get(params.get("doc", ""))
    try:
        words = words_of(dataset, FigureSpec(selection=selection))
        numbers = [f"{h.number} {h.meaning}: {h.speakers}" for h in headlines(dataset, selection)]
    except SelectionError:
        return Step(dataset.title[:LONGEST_TITLE], (), page, own)
    clocks = [
        line
        for line, asked in (
            (words.happened, selection.event_from or selection.event_to),
            (words.said, selection.as_of),
        )
        if asked
    ]
    title = place.name if place else document.title if document else ", ".join(clocks) or dataset.title
    first = clocks if place or document else numbers
    lines = [line for line in (*first, words.filters, words.tally) if line]
    return Step(title[:LONGEST_TITLE], tuple(line[:LONGEST_LINE] for line in lines[:MOST_LINES]), page, own)
