"""What a newer version of a file would add, change and withdraw, row by row, before it is taken in."""

from __future__ import annotations

import streamlit as st

from muster.ingest.changes import KINDS, Change
from muster.ingest.preview import Preview
from muster.ui.contribute.differences import FIELD_WORDS, text_of
from muster.ui.contribute.table import draw
from muster.words import same_start

_FIELDS = {**FIELD_WORDS, "summary": "what it says"}
_COMMON = 16
"""How many letters of a common beginning are shown: then the difference stands in a column's width."""
LISTED = 200
"""How many rows of each kind are listed."""
_WORDS = {
    "added": "new",
    "changed": "changed",
    "proposed": "waits for a decision",
    "withdrawn": "no longer in the file",
}


def show(made: Preview) -> None:
    """Draw the rows, where there is more than new ones: those are shown as they are understood."""
    listed = made.changes.listed
    if made.kept is None or made.kept.news == made.kept.added:
        return
    st.subheader("What it changes")
    rows = [
        line for kind in reversed(KINDS) for one in listed[kind][:LISTED] for line in _lines(kind, one, made)
    ]
    draw(rows, ["which", "what becomes of it", "field", "was", "is now"])
    more = sum(max(getattr(made.kept, kind) - LISTED, 0) for kind in KINDS)
    if more:
        st.text(f"The first {LISTED} of each kind; `muster import --dry-run --json` has {more:,} more.")


def _lines(kind: str, one: Change, made: Preview) -> list[tuple[object, ...]]:
    which = ", ".join(
        part for part in ("" if one.row is None else f"{made.row_word} {one.row:,}", one.where) if part
    )
    if not one.fields:
        return [
            (which, _WORDS[kind], "", one.says, "")
            if one.row is None
            else (which, _WORDS[kind], "", "", one.says)
        ]
    lines: list[tuple[object, ...]] = []
    for each in one.fields:
        old, new = text_of(each.old), text_of(each.new)
        start = same_start(old, new, at_most=_COMMON)
        shown = [f"…{text[start:]}" if start else text or "blank" for text in (old, new)]
        name = _FIELDS.get(each.name, each.name.replace("_", " ").replace(".", ": "))
        lines.append((which, _WORDS[kind], name, *shown))
    return lines
