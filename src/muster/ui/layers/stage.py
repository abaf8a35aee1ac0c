"""The map of a bulk layer in its frame: told of each change in a few numbers, it asks for its cells by URL."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from muster.query.selection import LISTS, NOTHING, Selection
from muster.ui import state
from muster.ui.layers.subject import LayerSubject
from muster.ui.stage import HEIGHT_PX
from muster.ui.state import View
from muster.web import site
from muster.web.folium_map import compose_cells_map, compose_command
from muster.web.layers import order_of, place_numbers

_CELL = re.compile(r"(\d{1,2})/(\d{1,8})/(\d{1,8})", re.ASCII)


def cell_of(view: View) -> tuple[int, int, int] | None:
    """Return the chosen cell as level, column and row; None where none is."""
    found = _CELL.fullmatch(view.desk.get("cell", ""))
    if found is None:
        return None
    level, x, y = (int(part) for part in found.groups())
    return (level, x, y) if level <= 24 and x < 1 << level and y < 1 << level else None


def filters_of(subject: LayerSubject, asked: Selection) -> dict[str, list[int]]:
    """Return the lists of a selection as numbers in the layer's own order; lists that let everything pass are left out."""
    found = {}
    for name, key in LISTS.items():
        wanted = [value for value in getattr(asked, name) if value != NOTHING]
        if name == "claims":
            found[key] = sorted(subject.claims_by_id[value] for value in wanted)
        else:
            every = order_of(subject.layer, name)
            found[key] = [i for i, value in enumerate(every) if value in set(wanted)] if wanted else []
        if not getattr(asked, name):
            del found[key]
    return found


def order_for(subject: LayerSubject, view: View) -> dict[str, Any]:
    """Return the command that makes the frame show a view: numbers, days and switches alone."""
    order: dict[str, Any] = {
        "selection": filters_of(subject, view.selection),
        "undated": view.selection.undated,
        "present": view.present,
        "told": 0,
        "spot": None,
        "cell": list(cell_of(view) or ()),
        "push": {
            "id": view.push,
            "from": view.pushed[0],
            "to": view.pushed[1],
            "place": place_numbers(subject.layer).get(view.pushed[2], -1),
            "bin": view.pushed[3],
            "as_of": view.pushed[4],
        },
    }
    order["token"] = hashlib.sha256(json.dumps(order, sort_keys=True).encode()).hexdigest()[:16]
    return order


def show(subject: LayerSubject, view: View) -> None:
    """Draw the map for a view; what the reader does in it reaches the view before the next run."""
    key = f"map-{subject.name}"

    def heard() -> None:
        value = st.session_state.get(key)
        if isinstance(value, dict):
            state.heard(view, value, list(subject.places), [])
            _hear_cell(view, value.get("cell"))

    st_folium(
        compose_cells_map(
            layer=subject.name, version=subject.version, basemap_version=site.basemap_version()
        ),
        key=key,
        height=HEIGHT_PX,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=compose_command(order_for(subject, view)),
        on_change=heard,
    )


def _hear_cell(view: View, value: object) -> None:
    """Take over the chosen cell; it comes from a browser and is checked."""
    before = view.desk.pop("cell", None)
    whole = isinstance(value, list) and all(isinstance(n, int) and not isinstance(n, bool) for n in value)
    if whole and isinstance(value, list) and len(value) == 3:
        view.desk["cell"] = "/".join(map(str, value))
        if cell_of(view) is None:
            del view.desk["cell"]
    if view.place_id or view.opened:
        view.desk.pop("cell", None)
    if view.desk.get("cell") != before:
        view.desk.pop("page", None)
