"""The map page while a bulk layer is open."""

from __future__ import annotations

import streamlit as st

from muster.ui import controls, state
from muster.ui.layers import panel, shelf, stage
from muster.ui.layers.subject import offered
from muster.web import site


def show(name: str) -> None:
    """Draw controls, map and panel of a layer. Raises LayerError where it cannot be opened."""
    shelf.choose(site.shipped().title, name)
    subject = shelf.opened(name)
    view = state.current(subject, layer=name)
    view.selection = controls.show(subject, view, offered(subject))
    with st.container(key="stage", horizontal=True, gap=None):
        with st.container(key="frame"):
            stage.show(subject, view)  # first: the map is told while the rest is still being worked out
        with st.container(key="panel", width=370):
            panel.show(subject, view)
    state.write_url(view)
