"""Every version of a draft or a claim: who, when, why, and what each changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from muster.store import Store


def show(store: Store, item_id: str) -> None:
    """Draw the history of one item, oldest first."""
    before: Mapping[str, Any] = {}
    rows = []
    for row in store.ledger.history(item_id):
        changed = [
            name.replace("_", " ")
            for name in dict.fromkeys((*before, *row.content))
            if before and before.get(name) != row.content.get(name)
        ]
        at = row.at.strftime("%Y-%m-%d %H:%M")
        rows.append((row.number, at, row.who, row.action, str(row.state), ", ".join(changed), row.why))
        before = row.content
    columns = ["version", "at (UTC)", "who", "did", "state", "changed", "why"]
    st.dataframe(pd.DataFrame(rows, columns=columns), hide_index=True, width="stretch")
