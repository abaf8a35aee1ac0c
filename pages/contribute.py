"""Read an article, import a file, and decide in review what becomes a claim."""

import streamlit as st

from muster.ui.contribute import page, visit
from muster.web import site

tables, store = site.dataset(), site.store()
here = visit.current()
page.apply_style()
with st.container(key="contribute"):
    show = page.choose_part(store, here)
    show(tables, store, here)
