"""A table of what stands in a file: text as it is, without its empty columns."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

_WIDTHS: dict[str, int] = {
    "row": 55, "feature": 70, "placemark": 85, "record": 70, "fid": 60, "event": 60, "which": 210, "what becomes of it": 140, "field": 150, "was": 320,
    "is now": 320, "place": 150, "found": 125, "what": 90, "when": 160, "how many": 85, "who says so": 150, "what it says": 340,
    "column": 120, "value": 160, "why": 560, "is like": 640, "how alike": 160,
}  # fmt: skip
"""In pixels."""


def draw(rows: Sequence[tuple[object, ...]], columns: list[str]) -> None:
    """Draw a table without its empty columns, each as wide as it needs to be."""
    kept = [number for number in range(len(columns)) if any(row[number] not in {"", None} for row in rows)]
    frame = pd.DataFrame(
        [[row[number] for number in kept] for row in rows], columns=[columns[n] for n in kept]
    )
    settings = {
        name: st.column_config.Column(width=width) for name, width in _WIDTHS.items() if name in frame
    }
    st.dataframe(frame, hide_index=True, width="stretch", column_config=settings)
