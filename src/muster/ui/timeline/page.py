"""The page's frame: both clocks, how it is drawn, the chart, the same in words, and at the right what was clicked."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from muster.figures.timeline.bars import by_claim, drawn_count, timeline_of
from muster.model import Dataset
from muster.query import Answer
from muster.ui import card, clocks, notices, panel, places_to_go, state
from muster.ui.evidence import desk
from muster.ui.state import View
from muster.ui.timeline import looks, plot
from muster.vocabulary import Bin

_SHEET = Path(__file__).parent / "style.css"
_PAGE = "timeline"
_MOST_CARDS = 12


def apply_style() -> None:
    """Load the page's own sheet: a constant of ours, nothing from data enters it."""
    st.html(f"<style>{_SHEET.read_text(encoding='utf-8')}</style>")


def show(dataset: Dataset, view: View) -> None:
    """Draw notices, controls and the chart with its words."""
    notices.show(view)
    notices.show_problems(looks.unusable(view))
    with st.container(key="time_head", horizontal=True):
        _choice(view, "lanes", looks.LANE_WORDS)
        _clocks(dataset, view)
        with st.popover("Drawn how", type="tertiary"):
            _choice(view, "bars", looks.BAR_WORDS)
            _choice(view, "strength", looks.CLOCK_WORDS)
    problems = clocks.problems(_PAGE)
    if problems:
        st.warning(" ".join(problems), icon=None)
    plot.show(dataset, view)


_LABELS = {"lanes": "Lanes", "bars": "Bars", "strength": "Strength"}


def _choice(view: View, name: str, words: dict[str, str]) -> None:
    key = f"timeline-{name}"
    st.session_state[key] = looks.chosen(view, name)

    def changed() -> None:
        looks.choose(view, name, st.session_state[key])

    st.segmented_control(
        _LABELS[name],
        list(words),
        required=True,
        format_func=lambda code: words[code],
        key=key,
        on_change=changed,
    )


def _clocks(dataset: Dataset, view: View) -> None:
    """Both clocks as dates: what the brush does, for the keyboard, and the day of knowledge."""
    clocks.show(dataset, view, _PAGE)

    def all_dates() -> None:
        clocks.take_back(view, _PAGE)
        clocks.ask(view, None, None, None)

    selection = view.selection
    st.button(
        "All dates",
        key="all-dates",
        on_click=all_dates,
        disabled=not (selection.asks_window or selection.as_of or clocks.problems(_PAGE)),
    )
    if st.button("See on the map", key="to-map", type="tertiary"):
        places_to_go.to_map()


def show_side(dataset: Dataset, view: View, found: Answer) -> None:
    """Draw what was clicked: the claim that says most of the bar, then all others that carry it; else what was chosen before."""
    opened = desk.opened_claim(dataset, view)
    if opened:
        _opened(dataset, view, found, opened)
    elif view.document_id or view.place_id or view.opened:
        panel.show(dataset, view, found)
    else:
        _welcome(dataset, view, found)


def _opened(dataset: Dataset, view: View, found: Answer, opened: str) -> None:
    rows = {row.claim_id: row for row in found.rows}
    timeline = timeline_of(
        dataset,
        view.selection,
        lanes=looks.chosen(view, "lanes"),
        join_echoes=looks.chosen(view, "bars") == "assertion",
    )
    bar = by_claim(timeline).get(opened)
    others = [key for key in bar.claim_ids if key != opened] if bar else []
    with st.container(key="time_open", horizontal=True):
        st.text("What was clicked" if bar else "A claim that is not on this timeline")
        st.button("Close", key="close-bar", type="tertiary", on_click=desk.open_claim, args=(view, None))
    claim = dataset.claims_by_id[opened]
    card.show(dataset, view, claim, rows.get(opened), key="time_0")
    if claim.place_id and st.button("This place on the map", key="to-place", type="tertiary"):
        state.choose_place(view, claim.place_id)
        places_to_go.to_map()
    if not others:
        return
    with st.container(key="time_echoes"):
        st.text(f"{len(others):,} more {'claim says' if len(others) == 1 else 'claims say'} the same")
    for index, key in enumerate(others[:_MOST_CARDS], start=1):
        card.show(dataset, view, dataset.claims_by_id[key], rows.get(key), key=f"time_{index}")
    if len(others) > _MOST_CARDS:
        st.text(f"{len(others) - _MOST_CARDS:,} more are on the evidence page.")


def _welcome(dataset: Dataset, view: View, found: Answer) -> None:
    count, _ = drawn_count(dataset, view.selection)
    background = sum(row.is_listed for row in found.rows) - count
    with st.container(key="welcome"):
        st.text(dataset.about)
        st.text(
            f"{len(dataset.documents):,} documents, {count:,} of {found.total:,} claims on the timeline; "
            f"{background:,} of background are not drawn."
        )
        left = [f"{found.tally[name]:,} {name.label.lower()}" for name in _LEFT if found.tally[name]]
        if left:
            st.text(f"Not shown: {', '.join(left)}.")
        st.text(
            "Point at a row to read the claim, click it to open it here. Drag across the days to ask for a window."
        )


_LEFT = (Bin.FILTERED, Bin.NOT_YET_KNOWN, Bin.NO_DATE, Bin.OUTSIDE)
