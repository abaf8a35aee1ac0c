"""The articles and files that came in, what became of each, and the way to take one back whole."""

from __future__ import annotations

import json
from collections.abc import Mapping

import streamlit as st

from muster.store import Import, State, Store
from muster.ui.contribute import more, working
from muster.ui.contribute.visit import Visit

ON_A_PAGE = 5
_WORDS = {
    State.DRAFT: "wait",
    State.ACCEPTED: "accepted",
    State.REJECTED: "rejected",
    State.WITHDRAWN: "withdrawn",
}


def title_of(entry: Import) -> str:
    """Return what an article or a file is called."""
    return str(json.loads(entry.document or "{}").get("title") or entry.file_name or entry.format)


def show(store: Store, visit: Visit) -> None:
    """Draw them, newest first."""
    entries = list(reversed(store.ledger.imports()))
    counts = store.ledger.states_by_import()
    st.subheader("What came in")
    pages = (len(entries) + ON_A_PAGE - 1) // ON_A_PAGE
    page = 1 if pages == 1 else int(st.number_input(f"Page (of {pages})", 1, pages, key="taken-page"))
    for entry in entries[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]:
        with st.container(key=f"taken_{entry.import_id}"):
            _row(store, visit, entry, counts.get(entry.import_id, {}))


def _row(store: Store, visit: Visit, entry: Import, counts: Mapping[State, int]) -> None:
    said = ", ".join(f"{counts[state]:,} {word}" for state, word in _WORDS.items() if counts.get(state))
    with st.container(key=f"takenhead_{entry.import_id}"):
        st.text(title_of(entry))
        st.text(f"{said or 'nothing new in it'} · {entry.who}, {entry.at:%Y-%m-%d %H:%M} UTC")
    accepted, waiting = counts.get(State.ACCEPTED, 0), counts.get(State.DRAFT, 0)
    with st.container(key=f"takenrow_{entry.import_id}", horizontal=True, vertical_alignment="center"):
        if waiting:
            st.button("Review", key=f"review-{entry.import_id}", on_click=_review, args=(visit, entry))
        if not (accepted or waiting):
            return
        with st.popover("Take back"), st.container(key=f"takeback_{entry.import_id}"):
            st.text(
                "What this brought and nobody decided on is withdrawn; what it changed is as before. It stays in the history."
            )
            with_decided = bool(accepted) and st.checkbox(
                f"Also the {accepted:,} accepted of it", key=f"also-{entry.import_id}"
            )

            def undo(who: str) -> None:
                working.begin(
                    visit,
                    lambda work: store.ledger.undo_import(
                        entry.import_id, who=who, with_decided=with_decided, watch=work.watch
                    ),
                    lambda count: setattr(visit, "said", f"Taken back: {count:,} of “{title_of(entry)}”."),
                )

            st.button(
                "Take it back", key=f"undo-import-{entry.import_id}", type="primary", on_click=more.begin,
                args=(visit, undo),
            )  # fmt: skip


def _review(visit: Visit, entry: Import) -> None:
    visit.hush()
    visit.item_id, visit.import_id, visit.go_to = "", entry.import_id, "review"
