"""Briefings: views in an order, with a few words each; told full screen, made and kept here."""

import streamlit as st

from muster.ui.stories import page
from muster.web import site

dataset = site.dataset()
with st.container(key="page"):
    page.show(dataset)
