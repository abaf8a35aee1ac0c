"""Look a name up, settle what is open, change what was judged, add a place."""

import streamlit as st

from muster.ui.gazetteer import board, page, visit
from muster.web import site

dataset = site.dataset()
store = visit.store()
here = visit.current()
page.apply_style()
with st.container(key="gazetteer", horizontal=True, gap=None):
    with st.container(key="work", width=430):
        show = page.choose_part(dataset, store)
        shown = show(dataset, store, here)
    with st.container(key="board"):
        board.show(dataset, here, shown)
