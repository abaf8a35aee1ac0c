"""What was decided, newest first, each with its history and a way back."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from muster.ingest.merge import what_words
from muster.ingest.review import waiting_of
from muster.model import Dataset
from muster.store import Revision, State, Store
from muster.ui import edits
from muster.ui.contribute import history, more, taken
from muster.ui.contribute import visit as visiting
from muster.ui.contribute.visit import Visit
from muster.ui.gazetteer.words import place_name
from muster.ui.places_to_go import to_map_then

ON_A_PAGE = 10
_STATES = (State.ACCEPTED, State.REJECTED, State.WITHDRAWN)
_WORDS = {State.ACCEPTED: "Accepted", State.REJECTED: "Rejected", State.WITHDRAWN: "Withdrawn"}


def show(dataset: Dataset, store: Store, visit: Visit) -> None:
    """Draw the decisions of a page; "Undo" keeps what was before as a new version."""
    for key, text in (("said", visit.said), ("trouble", visit.trouble)):
        if text:
            with st.container(key=key):
                st.text(text)
    if not store.ledger.newest():
        with st.container(key="empty"):
            st.text("Nothing came in yet.")
            st.text(
                "Articles and files, and what you accept or reject of them, are listed here. Each can be taken back."
            )
        return
    visiting.ask_who()
    taken.show(store, visit)
    count = store.ledger.count(_STATES)
    st.subheader("What was decided")
    if not count:
        st.caption("Nothing yet. What is accepted or rejected under “Review” is listed here.")
        return
    with st.popover("What we held at a moment", key="held-at"):
        moment = edits.ask("held")
        if moment:
            to_map_then(moment)
    pages = (count + ON_A_PAGE - 1) // ON_A_PAGE
    page = 1 if pages == 1 else int(st.number_input(f"Page (of {pages})", 1, pages, key="decided-page"))
    for row in store.ledger.latest(_STATES, count=ON_A_PAGE, skip=(page - 1) * ON_A_PAGE):
        with st.container(key=f"decided_{row.item_id}"):
            _row(dataset, store, visit, row)


def _row(dataset: Dataset, store: Store, visit: Visit, row: Revision) -> None:
    draft = waiting_of(row, dataset).draft
    kind = what_words(draft) if draft.kind else "Kind open"
    place = place_name(dataset, draft.place_id) if draft.place_id else draft.place_text or "no place"
    with st.container(key=f"decidedhead_{row.state}_{row.item_id}"):
        st.text(f"{_WORDS[row.state]}: {kind}, {place}")
        st.text(draft.sentence or draft.summary or draft.locator)
        why = f": {row.why}" if row.why else ""
        st.text(f"{row.who}, {row.at:%Y-%m-%d %H:%M} UTC{why}")
    with st.container(key=f"decidedrow_{row.item_id}", horizontal=True):
        st.button(
            "Undo",
            key=f"undo-{row.item_id}",
            disabled=row.number < 2,
            on_click=more.do,
            args=(visit, _undo(store, row)),
        )
        if st.button("The map before it", key=f"then-{row.item_id}", type="tertiary"):
            to_map_then(edits.before(row.at))
    with st.expander("History"):
        history.show(store, row.item_id)


def _undo(store: Store, row: Revision) -> Callable[[str], str]:
    def undo(who: str) -> str:
        made = store.ledger.undo(row.item_id, number=row.number, who=who)
        return "Taken back: it waits again." if made.state is State.DRAFT else "Taken back, as before."

    return undo
