"""The view as a figure: choose how it looks, see it as it will be, take it along in the format that is needed."""

import streamlit as st

from muster.ui import edits, state
from muster.ui.present import choices, page

dataset = edits.dataset()
view = state.current(dataset)
page.apply_style()
with st.container(key="present", horizontal=True, gap=None):
    with st.container(key="choices", width=330):
        choices.show(dataset, view)
    with st.container(key="result"):
        page.show(dataset, view)
state.write_url(view)
