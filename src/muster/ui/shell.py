"""What every page stands in: page settings, style, navigation. `st.App` runs this file."""

from pathlib import Path

import streamlit as st

from muster.ui import edits, faults, link, notices, state, style
from muster.ui.layers import shelf
from muster.ui.places_to_go import CONTRIBUTE, EVIDENCE, GAZETTEER, MAP, METHOD, PRESENT, STORIES, TIMELINE
from muster.ui.stories import player
from muster.web import site

HERE = Path(__file__).parent

st.set_page_config(
    page_title="Muster", page_icon=str(HERE / "mark.svg"), layout="wide", initial_sidebar_state="auto"
)
page = st.navigation(
    [
        st.Page(MAP, title="Map", default=True),
        st.Page(TIMELINE, title="Timeline", url_path=state.TIMELINE_PAGE),
        st.Page(EVIDENCE, title="Evidence", url_path=state.EVIDENCE_PAGE),
        st.Page(STORIES, title="Stories", url_path="stories"),
        st.Page(PRESENT, title="Present", url_path=state.PRESENT_PAGE),
        st.Page(CONTRIBUTE, title="Contribute", url_path="contribute"),
        st.Page(GAZETTEER, title="Gazetteer", url_path="gazetteer"),
        st.Page(METHOD, title="Method", url_path="method"),
    ],
    position="top",
)
is_view = page.url_path in {state.MAP_PAGE, *state.DESKS}
style.apply(present=is_view and st.query_params.get("present") == "1")
st.logo(str(HERE / "wordmark.svg"), size="large")
state.arrive(page.url_path)
with faults.shown():
    layer = shelf.asked() if page.url_path == state.MAP_PAGE else ""
    dataset = edits.dataset() if is_view and not layer else site.dataset()
    link.show(dataset, shelf.opened(layer).version if layer else "")
    notices.show_read_only()
    notices.show_set_aside()
    if is_view and not layer:
        edits.show_line()
    if is_view:
        player.show(dataset)
    else:
        notices.show_other_version_of_link()
    page.run()
