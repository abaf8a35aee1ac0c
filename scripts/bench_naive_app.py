"""The pattern that the bench compares with, as an app of its own: Leaflet comes from this server, as in ours."""

from pathlib import Path

import streamlit as st

from muster.web.routes import ROUTES

app = st.App(Path(__file__).with_name("bench_naive_page.py"), routes=ROUTES)
