"""How to read Muster: what a claim is, what is drawn and what is not, the sources, the boundaries, the limits."""

import streamlit as st

from muster.ui import method
from muster.web import site

dataset = site.dataset()
with st.container(key="page"):
    st.header("How to read this, and how far")
    method.principles()
    method.sources(dataset)
    method.documents(dataset)
    method.places(dataset)
    method.boundaries()
