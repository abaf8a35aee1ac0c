"""Faults of the data on the page: all of them, in a table, and never a stack trace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pandas as pd
import streamlit as st

from muster.errors import DataFaultsError, MusterError


@contextmanager
def shown() -> Iterator[None]:
    """Show what a MusterError says instead of the page's content."""
    try:
        yield
    except DataFaultsError as error:
        with st.container(key="fault"):
            st.header("The data has faults")
            st.text(f"{len(error.faults)} in all. Nothing was loaded: mend them, then reload this page.")
            rows = [(f.file, f.row, f.column, f.value, f.problem, f.remedy) for f in error.faults]
            table = pd.DataFrame(rows, columns=["file", "row", "column", "value", "problem", "what to do"])
            st.dataframe(table, hide_index=True, width="stretch")
    except MusterError as error:
        with st.container(key="fault"):
            st.header("This cannot be shown")
            st.text(str(error))
            st.link_button("Start over", "?")
