"""The main job: reported presence on a map, by date and source."""

import streamlit as st

from muster.query import answer
from muster.ui import controls, edits, panel, stage, state
from muster.ui.layers import page, shelf

layer = shelf.asked()
if layer:
    page.show(layer)
else:
    dataset = edits.dataset()
    shelf.choose(dataset.title, "")
    view = state.current(dataset)
    view.selection = controls.show(dataset, view, controls.offered(dataset))
    with st.container(key="stage", horizontal=True, gap=None):
        with st.container(key="frame"):
            stage.show(dataset, view)  # first: the map is told while the rest is still being worked out
        with st.container(key="panel", width=370):
            panel.show(dataset, view, answer(dataset, view.selection))
    state.write_url(view)
