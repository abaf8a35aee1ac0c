"""The map in its frame: composed once, told of each change in a few numbers, heard when a hand is off."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from muster.model import Dataset
from muster.query.selection import Selection
from muster.ui import state
from muster.ui.controls import MOST_SWITCHES, offered
from muster.ui.state import View
from muster.ui.stories import add
from muster.web import site
from muster.web.folium_map import compose_command, compose_map
from muster.web.order import selection_order
from muster.web.payload import used_places

HEIGHT_PX = 760
_KEY = "map"


def _spot(view: View) -> list[int] | None:
    """Where the map is to stand, in ten thousandths of a degree and of a step of zoom: whole numbers alone go into an order."""
    return [round(float(number) * 10_000) for number in view.map_spot.split(",")] if view.map_spot else None


def order_for(dataset: Dataset, view: View) -> dict[str, Any]:
    """Return the command that makes the frame show a view: indices, days and switches alone."""
    s: Selection = view.selection
    sources = list(dataset.sources)
    places = used_places(dataset)
    order: dict[str, Any] = {
        "selection": selection_order(dataset, s),
        "undated": s.undated,
        "present": view.present,
        "told": view.told,
        "spot": _spot(view) if view.told else None,
        "push": {
            "id": view.push,
            "from": view.pushed[0],
            "to": view.pushed[1],
            "place": places.index(view.pushed[2]) if view.pushed[2] in places else -1,
            "bin": view.pushed[3],
            "as_of": view.pushed[4],
        },
    }
    speakers = offered(dataset).speakers
    if len(speakers) <= MOST_SWITCHES:
        order["switches"] = [sources.index(source.source_id) for source, _ in speakers]
    order["token"] = hashlib.sha256(json.dumps(order, sort_keys=True).encode()).hexdigest()[:16]
    return order


def show(dataset: Dataset, view: View) -> None:
    """Draw the map for a view; what the reader does in it reaches `state.heard` before the next run."""

    def heard() -> None:
        value = st.session_state.get(_KEY)
        if isinstance(value, dict):
            before = view.seen
            state.heard(view, value, used_places(dataset), [c.claim_id for c in dataset.claims])
            if isinstance(value.get("story"), str) and view.seen != before:
                add.take(dataset, value["story"])

    st_folium(
        compose_map(data_version=dataset.version, basemap_version=site.basemap_version()),
        key=_KEY,
        height=HEIGHT_PX,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=compose_command(order_for(dataset, view)),
        on_change=heard,
    )
