"""The claims themselves: search, narrow, read the whole trail; who carried what, and what is at odds with what."""

import streamlit as st

from muster.ui import controls, edits, state
from muster.ui.evidence import page

dataset = edits.dataset()
view = state.current(dataset)
view.selection = controls.show(dataset, view, controls.offered(dataset))
page.apply_style()
with st.container(key="evidence", horizontal=True, gap=None):
    with st.container(key="desk"):
        page.show(dataset, view)
    page.show_card(dataset, view)
state.write_url(view)
