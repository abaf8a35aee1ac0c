"""Claims on a time axis: when it is said to have happened, when it was said, and how many were reported by then."""

import streamlit as st

from muster.query import answer
from muster.ui import controls, edits, state
from muster.ui.timeline import page

dataset = edits.dataset()
view = state.current(dataset)
view.selection = controls.show(dataset, view, controls.offered(dataset))
page.apply_style()
with st.container(key="timeline", horizontal=True, gap=None):
    with st.container(key="time"):
        page.show(dataset, view)
    with st.container(key="panel", width=370):
        page.show_side(dataset, view, answer(dataset, view.selection))
state.write_url(view)
