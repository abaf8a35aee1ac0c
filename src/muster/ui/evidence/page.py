"""The page's frame: its parts, both clocks, the tally, and the card of the claim that is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from muster.errors import UnknownValueError
from muster.model import Dataset
from muster.query import Answer, answer
from muster.ui import clocks, notices, state
from muster.ui.evidence import clashes, desk, fresh, speakers, table, threads, trail
from muster.ui.state import View
from muster.vocabulary import Bin

_SHEET = Path(__file__).parent / "style.css"
Part = Callable[[Dataset, View, Answer], None]
PARTS: dict[str, Part] = {
    "claims": table.show,
    "echoes": threads.show,
    "disagreements": clashes.show,
    "sources": speakers.show,
    "news": fresh.show,
}
LISTED = "listed"
_CLOCKS = "clock"


def apply_style() -> None:
    """Load the page's own sheet: a constant of ours, nothing from data enters it."""
    st.html(f"<style>{_SHEET.read_text(encoding='utf-8')}</style>")


def show(dataset: Dataset, view: View) -> None:
    """Draw the notices, the switch, the clocks, the tally and the part that is chosen."""
    notices.show(view)
    with st.container(key="desk_head", horizontal=True):
        part = _choose_part(view)
        with st.container(key="clocks", horizontal=True):
            clocks.show(dataset, view, _CLOCKS)
    _show_wrong(view)
    found = answer(dataset, view.selection)
    _ledger(view, found)
    PARTS[part](dataset, view, found)


def show_card(dataset: Dataset, view: View) -> None:
    """Draw the card of the claim that is open; a claim that does not exist is told, with those that look like it."""
    asked = view.desk.get("row", "")
    if not asked:
        return
    with st.container(key="card", width=400):
        if asked not in dataset.claims_by_id:
            with st.container(key="trail_top", horizontal=True):
                st.text("No such claim")
                st.button(
                    "Close", key="close-card", type="tertiary", on_click=desk.open_claim, args=(view, None)
                )
            notices.show_problems([str(UnknownValueError("row", asked, dataset.claims_by_id))])
            return
        claim = dataset.claims_by_id[asked]
        row = next(row for row in answer(dataset, view.selection).rows if row.claim_id == asked)
        trail.show(dataset, view, claim, row)


def _choose_part(view: View) -> str:
    key = "evidence-part"
    st.session_state[key] = desk.part_of(view)

    def chosen() -> None:
        desk.choose_part(view, st.session_state[key])

    st.segmented_control(
        "Part",
        list(desk.PARTS),
        required=True,
        format_func=lambda part: desk.PARTS[part],
        key=key,
        label_visibility="collapsed",
        on_change=chosen,
    )
    return desk.part_of(view)


def _show_wrong(view: View) -> None:
    problems = clocks.problems(_CLOCKS)
    if problems:
        with st.container(key="wrong", horizontal=True):
            st.text(" ".join(problems))
            st.button(
                "Take back", key="undo-days", type="tertiary", on_click=clocks.take_back, args=(view, _CLOCKS)
            )


def _ledger(view: View, found: Answer) -> None:
    """The tally, in sight on every part; each bin opens its rows."""
    counts = {LISTED: sum(row.is_listed for row in found.rows), "total": found.total}
    counts |= {name.value: found.tally[name] for name in Bin}
    words = {LISTED: "Listed", "total": "All claims", **{name.value: name.label for name in Bin}}
    order = [LISTED, *(name.value for name in reversed(Bin)), "total"]
    key = "ledger"
    st.session_state[key] = view.opened if view.opened in counts else (None if _is_chosen(view) else LISTED)

    def opened() -> None:
        chosen = st.session_state[key]
        state.open_bin(view, None if chosen in {None, LISTED} else chosen)
        desk.choose_part(view, "claims")

    st.pills(
        "Tally",
        order,
        format_func=lambda name: f"{words[name]} {counts[name]:,}",
        key=key,
        label_visibility="collapsed",
        on_change=opened,
    )


def _is_chosen(view: View) -> bool:
    return bool(view.place_id or view.document_id or view.opened)
