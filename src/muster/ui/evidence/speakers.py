"""Sources: who spoke when, how often first and alone, how often borne out later, and how they are graded."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from muster.model import Dataset
from muster.query import Answer, sources
from muster.ui import state
from muster.ui.controls import plain
from muster.ui.evidence.rows import reliability_words
from muster.ui.evidence.words import name_of, set_by
from muster.ui.state import View
from muster.vocabulary import Reliability
from muster.words import how_many

_COLUMNS = {
    "source": "Source",
    "kind": "Kind",
    "reliability": "Reliability",
    "claims": "Claims",
    "assertions": "Assertions",
    "first_said": "First said",
    "last_said": "Last said",
    "first": "Spoke first",
    "alone": "Alone",
    "later": "Borne out later",
    "informed": "Informed by",
    "set_by": "Who set the grade",
}

_WIDTH_PX = {"source": 270, "kind": 130, "reliability": 160, "informed": 150, "set_by": 300}


def show(dataset: Dataset, view: View, _: Answer) -> None:
    """Draw a row for each originator of a listed claim; one that is chosen can be filtered by."""
    found = sources(dataset, view.selection)
    if not found:
        st.text("Nobody speaks under these filters and dates.")
        return
    numbers = {key: i for i, key in enumerate(dataset.sources)}
    rows = []
    for speaker in found:
        source = dataset.sources[speaker.source_id]
        rows.append(
            {
                "source": source.name,
                "kind": source.kind.label,
                "claims": speaker.claims,
                "assertions": speaker.assertions,
                "first_said": speaker.first_said,
                "last_said": speaker.last_said,
                "first": speaker.first,
                "alone": speaker.alone,
                "later": speaker.corroborated_later,
                "reliability": reliability_words(source.reliability),
                "set_by": set_by(
                    "sources.csv",
                    numbers[source.source_id],
                    is_judged=source.reliability is not Reliability.F,
                ),
                "informed": ", ".join(name_of(dataset.sources[key]) for key in source.informed_by),
            }
        )
    with st.container(key="part_words"):
        st.text(
            f"{how_many(len(rows), 'originator')}, background apart. A matter counts as spoken first, alone or borne out "
            "once, however many carried it. Click a source to filter by it."
        )
    key = f"speakers-{view.generation}-{len(rows)}"
    _offer(dataset, view, [speaker.source_id for speaker in found], key)
    days = ["first_said", "last_said"]
    table = pd.DataFrame(rows, columns=list(_COLUMNS))
    for name in days:  # as days, not as objects: a click on the heading sorts by what they are
        table[name] = pd.to_datetime(table[name]).astype("datetime64[s]")
    st.dataframe(
        table,
        hide_index=True,
        column_config={
            name: st.column_config.DateColumn(label, format="YYYY-MM-DD", width=105)
            if name in days
            else st.column_config.Column(label, width=_WIDTH_PX.get(name))
            for name, label in _COLUMNS.items()
        },
        key=key,
        on_select="rerun",
        selection_mode="single-cell",
        height="stretch",
        placeholder="",
        lazy=False,
    )


def _offer(dataset: Dataset, view: View, ids: Sequence[str], key: str) -> None:
    """Offer to filter by the source that is chosen.

    The table chooses its first by itself where it gets the focus, as at a click on a heading: to choose asks for nothing.
    """
    cells = st.session_state[key]["selection"]["cells"] if key in st.session_state else []
    if not cells or cells[0][0] >= len(ids):
        return
    chosen = ids[cells[0][0]]
    with st.container(key="speaker_chosen", horizontal=True):
        st.button(
            plain(f"Show only what {name_of(dataset.sources[chosen])} says"),
            key="ask-speaker",
            on_click=state.ask_originator,
            args=(view, chosen),
        )
