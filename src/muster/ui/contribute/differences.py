"""Two contents side by side, where they differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

FIELD_WORDS: Mapping[str, str] = {
    "place_text": "place as written", "place_id": "place", "candidates": "places that it may be", "admin1": "region",
    "geo_precision": "how exact the place is", "place_basis": "how the place is known", "place_role": "the place is",
    "lat": "latitude", "lon": "longitude", "radius_m": "how far off it may be (m)", "kind": "what is claimed",
    "about": "what it answers", "unasserted": "what it answers that nobody here asserts", "assertion_id": "says the same as", "tier": "how close to the matter",
    "troop_origin": "whose troops", "event_start": "from", "event_end": "to", "date_text": "days as written",
    "date_precision": "how exact the days are", "date_basis": "how the day is known", "reported_on": "said on",
    "count_low": "at least", "count_best": "how many", "count_high": "at most", "count_unit": "of",
    "count_text": "number as written", "count_scope": "the number covers", "originator": "who says so",
    "originator_id": "who says so (known source)", "originator_kind": "what the source is",
    "attribution": "how the speaker is known", "summary": "in your own words", "locator": "where it stands",
}  # fmt: skip
"""What the form calls each field, or as plainly."""

_WIDTHS = (130, 205, 205)
"""In pixels: both contents are in sight beside each other."""


def show_differences(old: Mapping[str, Any], new: Mapping[str, Any], names: tuple[str, str]) -> None:
    """Draw the fields in which two contents differ."""
    rows = [
        (FIELD_WORDS.get(name, name.replace("_", " ")), text_of(old.get(name)), text_of(new.get(name)))
        for name in dict.fromkeys((*old, *new))
        if old.get(name) != new.get(name) and name not in {"highlights", "document", "original"}
    ]
    widths = {
        name: st.column_config.Column(width=width)
        for name, width in zip(("field", *names), _WIDTHS, strict=True)
    }
    st.dataframe(
        pd.DataFrame(rows, columns=["field", *names]), hide_index=True, width="stretch", column_config=widths
    )


def text_of(value: Any) -> str:
    """Return a field's value as a table shows it."""
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
