"""The sentence that was read, with the words that gave each field marked in it. Data text is shown by st.text alone."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from muster.ingest.draft import Draft, Highlight

LABELS = {
    "place_text": "Place",
    "count_text": "How many",
    "date_text": "When",
    "originator": "Who says so",
    "kind": "What",
    "stance": "Stance",
}
_KEEP = "\u200c"
"""Invisible at both ends: st.text would strip the spaces that part a piece from the next."""


def show(draft: Draft) -> None:
    """Draw the sentence, its fields marked, and under it which words gave which field."""
    text = draft.sentence or draft.summary
    if not text:
        st.caption("The file gives no sentence for this row.")
        return
    with st.container(key="sentence"):
        for number, (piece, name) in enumerate(pieces(text, draft.highlights)):
            if not name:
                st.text(f"{_KEEP}{piece}{_KEEP}")
                continue
            with st.container(key=f"mark_{name}_{number}"):
                st.text(f"{_KEEP}{piece}{_KEEP}")
    with st.container(key="readfrom"):
        for highlight in draft.highlights:
            if highlight.field in LABELS:
                words = draft.sentence[highlight.start : highlight.end].strip()
                with st.container(key=f"from_{highlight.field}", horizontal=True):
                    st.text(LABELS[highlight.field])
                    st.text(f"“{words}”")


def pieces(text: str, highlights: tuple[Highlight, ...]) -> Iterator[tuple[str, str]]:
    """Yield the text in pieces, each with the field that it gave, "" for none; where two overlap the first holds."""
    at = 0
    for highlight in sorted(highlights, key=lambda h: (h.start, h.end)):
        start, end = max(highlight.start, at), min(highlight.end, len(text))
        if highlight.field not in LABELS or start >= end:
            continue
        if start > at:
            yield text[at:start], ""
        yield text[start:end], highlight.field
        at = end
    if at < len(text):
        yield text[at:], ""
