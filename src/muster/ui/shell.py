"""What every page stands in: page settings, style, navigation. `st.App` runs this file."""

from pathlib import Path

import streamlit as st

from muster.paths import REPOSITORY
from muster.ui import faults, style
from muster.ui.stories import player
from muster.web import site

HERE = Path(__file__).parent

st.set_page_config(
    page_title="Muster", page_icon=str(HERE / "mark.svg"), layout="wide", initial_sidebar_state="auto"
)
style.apply(present=st.query_params.get("present") == "1")
st.logo(str(HERE / "wordmark.svg"), size="large")

page = st.navigation(
    [
        st.Page(REPOSITORY / "pages" / "map.py", title="Map", default=True),
        st.Page(REPOSITORY / "pages" / "stories.py", title="Stories", url_path="stories"),
        st.Page(REPOSITORY / "pages" / "gazetteer.py", title="Gazetteer", url_path="gazetteer"),
        st.Page(REPOSITORY / "pages" / "method.py", title="Method", url_path="method"),
    ],
    position="top",
)
with faults.shown():
    player.show(site.dataset())
    page.run()
