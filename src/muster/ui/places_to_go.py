"""The pages' files, and the ways from one to another that take the view along."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from muster.dates import Moment
from muster.paths import REPOSITORY
from muster.query.selection import EDITS_AS_OF
from muster.ui import state

_PAGES = REPOSITORY / "pages"
MAP, TIMELINE, EVIDENCE = _PAGES / "map.py", _PAGES / "timeline.py", _PAGES / "evidence.py"
GAZETTEER, METHOD, STORIES = _PAGES / "gazetteer.py", _PAGES / "method.py", _PAGES / "stories.py"
PRESENT, CONTRIBUTE = _PAGES / "present.py", _PAGES / "contribute.py"


def to_map() -> NoReturn:
    """Leave this run and open the map with the view as it stands."""
    st.switch_page(str(MAP))


def to_place_on_map(place_id: str | None) -> NoReturn:
    """Leave this run and open the map as it is now at a place, or as a whole where it is none."""
    state.ask_edits(None)
    st.switch_page(str(MAP), query_params={"at": place_id} if place_id else {})


def to_map_then(moment: Moment) -> NoReturn:
    """Leave this run and open the map as our own tables stood at a moment."""
    st.switch_page(str(MAP), query_params={EDITS_AS_OF: moment.text})


def to_evidence() -> NoReturn:
    """Leave this run and open the evidence page with the view as it stands."""
    st.switch_page(str(EVIDENCE))


def to_contribute() -> NoReturn:
    """Leave this run and open the page on which reports come in."""
    st.switch_page(str(CONTRIBUTE))
