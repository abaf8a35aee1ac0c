"""Two contents side by side, where they differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st


def show_differences(old: Mapping[str, Any], new: Mapping[str, Any], names: tuple[str, str]) -> None:
    """Draw the fields in which two contents differ."""
    rows = [
        (name.replace("_", " "), text_of(old.get(name)), text_of(new.get(name)))
        for name in dict.fromkeys((*old, *new))
        if old.get(name) != new.get(name) and name not in {"highlights", "document", "original"}
    ]
    st.dataframe(pd.DataFrame(rows, columns=["field", *names]), hide_index=True, width="stretch")


def text_of(value: Any) -> str:
    """Return a field's value as a table shows it."""
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
