"""folium composes the map; our layer, loaded beside Leaflet, draws on it.

No text from data enters a folium object: folium renders templates, and branca compiles what was rendered a second
time. What passes through here is a version (hex digits), days, switches and indices, checked on the way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import folium
from branca.element import MacroElement
from folium.template import Template

from muster.errors import MusterError
from muster.web.assets_index import BUNDLE, CELLS_BUNDLE, PLACES_BUNDLE, PLACES_STYLES, STYLES, assets_version
from muster.web.literal import keep_text_literal

keep_text_literal()

# The frame lives at /component/<name>/index.html; two steps up is the app's root, whatever path that is served under.
_ROOT = "../../api"
_SAFE_TEXT = re.compile(r"[A-Za-z0-9_.:/-]{0,80}")


class _Start(MacroElement):
    _template = Template(
        "{% macro script(this, kwargs) %}muster.start({{ this._parent.get_name() }}, {{ this.config|tojson }});{% endmacro %}"
    )

    def __init__(self, config: Mapping[str, str]) -> None:
        super().__init__()
        self._name = "MusterStart"
        self.config = dict(config)


class _Command(MacroElement):
    _template = Template(
        "{% macro script(this, kwargs) %}muster.command({{ this.order|tojson }});{% endmacro %}"
    )

    def __init__(self, order: Mapping[str, Any]) -> None:
        super().__init__()
        self._name = "MusterCommand"
        self.order = dict(order)


def _check(value: object) -> None:
    """Let through numbers, switches and plain slugs; refuse anything that could be text from data."""
    if value is None or isinstance(value, bool | int):
        return
    if isinstance(value, str) and _SAFE_TEXT.fullmatch(value):
        return
    if isinstance(value, Mapping):
        for key, item in value.items():
            _check(key)
            _check(item)
        return
    if isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            _check(item)
        return
    raise MusterError(f"{value!r} may not enter the map's script: send an index instead.")


def compose_map(*, data_version: str, basemap_version: str) -> folium.Map:
    """Return the folium map with our layer on it; equal versions always give an equal script."""
    config = {
        "data": f"{_ROOT}/claims/{data_version}.json",
        "form": assets_version(),
        "shapes": f"{_ROOT}/shapes/{data_version}/",
        "basemap": f"{_ROOT}/basemap/{basemap_version}/",
    }
    return _compose(config, BUNDLE, STYLES)


def compose_cells_map(*, layer: str, version: str, basemap_version: str) -> folium.Map:
    """Return the folium map of a bulk layer, which asks for the cells of its view; equal versions give an equal script."""
    config = {
        "layer": f"{_ROOT}/layers/{layer}/{version}/",
        "basemap": f"{_ROOT}/basemap/{basemap_version}/",
    }
    return _compose(config, CELLS_BUNDLE, STYLES)


def compose_with(config: Mapping[str, str]) -> folium.Map:
    """Return the folium map with our layer on it, for a page that brings scripts and styles itself."""
    return _compose(config, "", ())


def check_order(order: Mapping[str, Any]) -> None:
    """Raise MusterError when an order holds anything that could be text from data."""
    _check(order)


def compose_places_map(*, data_version: str, basemap_version: str) -> folium.Map:
    """Return the folium map of the gazetteer's page; equal versions always give an equal script."""
    config = {
        "data": f"{_ROOT}/places/{data_version}/",
        "basemap": f"{_ROOT}/basemap/{basemap_version}/",
    }
    return _compose(config, PLACES_BUNDLE, PLACES_STYLES)


def _compose(config: Mapping[str, str], bundle: str, styles: Sequence[str]) -> folium.Map:
    _check(config)
    m = folium.Map(
        location=(55, 90),
        zoom_start=3,
        tiles=None,
        prefer_canvas=True,
        zoom_control=False,
        min_zoom=1,
        max_zoom=12,
        zoom_snap=0.25,
        zoom_delta=1,
        wheel_px_per_zoom_level=120,
        world_copy_jump=False,
        max_bounds=False,
    )
    base = f"{_ROOT}/assets/{assets_version()}/"
    m.default_js = [(bundle, base + bundle)] if bundle else []
    m.default_css = [(name, base + name) for name in styles]
    _Start(config).add_to(m)
    return m


def compose_command(order: Mapping[str, Any]) -> folium.FeatureGroup:
    """Return the feature group that carries one command (days, switches, indices) to the running layer.

    Raises MusterError when the order holds anything that could be text from data.
    """
    _check(order)
    group = folium.FeatureGroup(name="command", control=False)
    _Command(order).add_to(group)
    return group
