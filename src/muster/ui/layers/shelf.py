"""Which set the map shows: the tables, or one of the site's bulk layers. The address says it as `layer`."""

from __future__ import annotations

import streamlit as st

from muster.errors import LayerError
from muster.query.layers import layer_folders, layer_named
from muster.ui import state
from muster.ui.layers.subject import LayerSubject, subject_of

_CHOSEN, _BOX = "muster-layer", "muster-layer-box"
PARAMETER = "layer"


def asked() -> str:
    """Return the name of the layer that the address asks for; where it says nothing, the last one; "" for the tables."""
    params = st.query_params
    if PARAMETER in params:
        st.session_state[_CHOSEN] = params[PARAMETER]
    elif len(params):
        st.session_state[_CHOSEN] = ""
    return str(st.session_state.get(_CHOSEN, ""))


def opened(name: str) -> LayerSubject:
    """Return a layer of the site. Raises LayerError, in one line, where it is missing, broken or of another version."""
    return subject_of(name, layer_named(name))


def choose(title: str, name: str) -> None:
    """Draw the choice between the tables, by their title, and the layers, where the site has any."""
    try:
        names = list(layer_folders())
    except LayerError as error:
        with st.sidebar, st.container(key="layers_fault"):
            st.text(f"The large sets cannot be listed: {error}")
        return
    if not names:
        return
    key = f"{_BOX}-{name}"

    def chosen() -> None:
        picked = st.session_state[key]
        st.session_state[_CHOSEN] = picked
        st.query_params.from_dict(state.address_of(picked))

    with st.sidebar:
        st.selectbox(
            "Which set",
            ["", *names],
            index=["", *names].index(name) if name in names else 0,
            format_func=lambda each: each or title,
            key=key,
            on_change=chosen,
        )
