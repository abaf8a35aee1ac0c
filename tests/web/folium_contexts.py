"""Every context in which folium takes text: a name, and a function from the text to something that renders.

Also run as a script, without Muster's rule: it prints, as JSON, what became of the text in each context.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import branca.colormap as cm
import folium
from branca.element import Div, Element, Figure, Html, IFrame, MacroElement
from folium import plugins
from folium.features import GeoJsonPopup, GeoJsonTooltip
from folium.template import Template

HERE = (48.5, 135.1)
NUMBER = "101010101"
SUM = "{{ 41*271*9091 }}"
"""Gives NUMBER where it is evaluated: nine digits that no random id of folium's holds."""
CONDITION = "{% if 1 %}zb{% endif %}"
FOLDER = "Cycler"
MAKES_A_FOLDER = "{{ cycler.__init__.__globals__.os.mkdir(cycler.__name__) }}"
"""Makes FOLDER where it is evaluated. It needs no quotation mark, so that no escaping disarms it by chance."""
HOSTILE = f"{SUM} {CONDITION} {MAKES_A_FOLDER}"


def _feature(text: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"name": text, "time": "2024-10-16", "times": ["2024-10-16"], "start": 1, "end": 2},
        "geometry": {"type": "Point", "coordinates": [135.1, 48.5]},
    }


def _collection(text: str) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": [_feature(text)]}


def _line(text: str) -> dict[str, Any]:
    feature = _feature(text)
    feature["geometry"] = {"type": "LineString", "coordinates": [[135.1, 48.5], [36.2, 51.7]]}
    feature["properties"]["times"] = ["2024-10-16", "2024-10-17"]
    return {"type": "FeatureCollection", "features": [feature]}


class _Own(MacroElement):
    """A layer of a developer, with a template of its own that shows the text."""

    _template = Template("{% macro script(this, kwargs) %}show({{ this.text|tojson }});{% endmacro %}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class _Bare(_Own):
    """The same, with all three macros and no escaping at all."""

    _template = Template(
        "{% macro header(this, kwargs) %}<meta content='{{ this.text }}'>{% endmacro %}"
        "{% macro html(this, kwargs) %}<p>{{ this.text }}</p>{% endmacro %}"
        "{% macro script(this, kwargs) %}// {{ this.text }}{% endmacro %}"
    )


def _on_map(make: Callable[[str], Any]) -> Callable[[str], Element]:
    def compose(text: str) -> Element:
        m = folium.Map()
        make(text).add_to(m)
        return m

    return compose


def _marker(**given: Callable[[str], Any]) -> Callable[[str], Element]:
    return _on_map(lambda text: folium.Marker(HERE, **{key: make(text) for key, make in given.items()}))


def _in_root(part: str) -> Callable[[str], Element]:
    def compose(text: str) -> Element:
        m = folium.Map()
        getattr(m.get_root(), part).add_child(Element(text))
        return m

    return compose


def _with_control(make: Callable[[str], Any]) -> Callable[[str], Element]:
    def compose(text: str) -> Element:
        m = folium.Map()
        make(text).add_to(m)
        folium.LayerControl().add_to(m)
        return m

    return compose


def _grouped(text: str) -> Element:
    m = folium.Map()
    group = folium.FeatureGroup(name=text).add_to(m)
    plugins.GroupedLayerControl({text: [group]}).add_to(m)
    return m


def _searched(text: str) -> Element:
    m = folium.Map()
    layer = folium.GeoJson(_collection(text)).add_to(m)
    plugins.Search(layer=layer, search_label="name", placeholder=text).add_to(m)
    return m


def _subgroup(text: str) -> Element:
    m = folium.Map()
    parent = folium.FeatureGroup(name=text).add_to(m)
    plugins.FeatureGroupSubGroup(parent, name=text).add_to(m)
    folium.LayerControl().add_to(m)
    return m


def _side_by_side(text: str) -> Element:
    m = plugins.DualMap()
    folium.Marker(HERE, popup=text, tooltip=text).add_to(m)
    return m


def _path_text(text: str) -> Element:
    m = folium.Map()
    line = folium.PolyLine([HERE, (51.7, 36.2)]).add_to(m)
    plugins.PolyLineTextPath(line, text).add_to(m)
    return m


def _grid(text: str) -> Element:
    figure = Figure()
    figure.add_subplot(1, 2, 1).html.add_child(Element(text))
    return figure


def _in_div(text: str) -> Element:
    figure = Figure()
    div = Div().add_to(figure)
    div.html.add_child(Html(text, script=True))
    div.add_child(folium.Map())
    return figure


def _choropleth(text: str) -> Element:
    m = folium.Map()
    folium.GeoJson(
        _line(text),
        name=text,
        style_function=lambda _: {"className": text},
        highlight_function=lambda _: {"dashArray": text},
    ).add_to(m)
    return m


CONTEXTS: dict[str, Callable[[str], Element]] = {
    # the words of a marker
    "Marker popup, a string": _marker(popup=lambda t: t),
    "Marker tooltip, a string": _marker(tooltip=lambda t: t),
    "Popup": _marker(popup=folium.Popup),
    "Popup, parsed as HTML": _marker(popup=lambda t: folium.Popup(t, parse_html=True)),
    "Popup, lazy": _marker(popup=lambda t: folium.Popup(t, lazy=True)),
    "Popup of Html": _marker(popup=lambda t: folium.Popup(Html(t))),
    "Popup of Html as a script": _marker(popup=lambda t: folium.Popup(Html(t, script=True))),
    "Popup of an Element": _marker(popup=lambda t: folium.Popup(Element(t))),
    "Popup of an IFrame": _marker(popup=lambda t: folium.Popup(IFrame(t, height="80"))),
    "Popup class name": _marker(popup=lambda t: folium.Popup("quiet", class_name=t)),
    "Tooltip": _marker(tooltip=folium.Tooltip),
    "Tooltip style": _marker(tooltip=lambda t: folium.Tooltip("quiet", style=t)),
    "Tooltip class name": _marker(tooltip=lambda t: folium.Tooltip("quiet", class_name=t)),
    "Marker options": _on_map(lambda t: folium.Marker(HERE, title=t, alt=t)),
    "Icon": _marker(icon=lambda t: folium.Icon(icon=t, icon_color=t, prefix=t)),
    "CustomIcon": _marker(icon=lambda t: folium.CustomIcon(f"https://example.org/{t}.png")),
    "DivIcon html": _marker(icon=lambda t: folium.DivIcon(html=t)),
    "DivIcon class name": _marker(icon=lambda t: folium.DivIcon(html="quiet", class_name=t)),
    "BeautifyIcon": _marker(icon=lambda t: plugins.BeautifyIcon(icon=t, inner_icon_style=t, number=t)),
    # shapes
    "CircleMarker": _on_map(lambda t: folium.CircleMarker(HERE, popup=t, tooltip=t, color=t)),
    "Circle": _on_map(lambda t: folium.Circle(HERE, radius=9, popup=t, tooltip=t)),
    "PolyLine": _on_map(lambda t: folium.PolyLine([HERE, (51.7, 36.2)], popup=t, tooltip=t)),
    "Polygon": _on_map(lambda t: folium.Polygon([HERE, (51.7, 36.2), (50, 40)], popup=t, tooltip=t)),
    "Rectangle": _on_map(lambda t: folium.Rectangle([HERE, (51.7, 36.2)], popup=t, tooltip=t)),
    "RegularPolygonMarker": _on_map(lambda t: folium.RegularPolygonMarker(HERE, popup=t)),
    "ColorLine": _on_map(
        lambda t: folium.ColorLine([HERE, (51.7, 36.2)], [0.5], colormap=["red", "blue"], tooltip=t, name=t)
    ),
    # GeoJSON
    "GeoJson properties": _on_map(lambda t: folium.GeoJson(_collection(t))),
    "GeoJson name": _with_control(lambda t: folium.GeoJson(_collection(""), name=t)),
    "GeoJson tooltip, a string": _on_map(lambda t: folium.GeoJson(_collection(""), tooltip=t)),
    "GeoJson popup": _on_map(lambda t: folium.GeoJson(_collection(""), popup=folium.Popup(t))),
    "GeoJsonTooltip values": _on_map(
        lambda t: folium.GeoJson(_collection(t), tooltip=GeoJsonTooltip(fields=["name"]))
    ),
    "GeoJsonTooltip aliases": _on_map(
        lambda t: folium.GeoJson(_collection(""), tooltip=GeoJsonTooltip(fields=["name"], aliases=[t]))
    ),
    "GeoJsonTooltip style": _on_map(
        lambda t: folium.GeoJson(
            _collection(""), tooltip=GeoJsonTooltip(fields=["name"], style=t, class_name=t)
        )
    ),
    "GeoJsonPopup values": _on_map(
        lambda t: folium.GeoJson(_collection(t), popup=GeoJsonPopup(fields=["name"]))
    ),
    "GeoJsonPopup aliases": _on_map(
        lambda t: folium.GeoJson(_collection(""), popup=GeoJsonPopup(fields=["name"], aliases=[t]))
    ),
    "GeoJson styles": _choropleth,
    "TopoJson": _on_map(
        lambda t: folium.TopoJson(
            {
                "type": "Topology",
                "arcs": [],
                "objects": {
                    "o": {
                        "type": "GeometryCollection",
                        "geometries": [{"type": "Point", "coordinates": [1, 2], "properties": {"name": t}}],
                    }
                },
            },
            "objects.o",
        )
    ),
    # layers and their control
    "FeatureGroup name": _with_control(lambda t: folium.FeatureGroup(name=t)),
    "TileLayer": _with_control(
        lambda t: folium.TileLayer(f"https://example.org/{t}/{{z}}/{{x}}/{{y}}.png", name=t, attr=t)
    ),
    "WmsTileLayer": _with_control(
        lambda t: folium.WmsTileLayer("https://example.org/wms", layers=t, name=t, attr=t)
    ),
    "ImageOverlay": _with_control(
        lambda t: folium.raster_layers.ImageOverlay(f"https://example.org/{t}.png", [[0, 0], [1, 1]], name=t)
    ),
    "VideoOverlay": _with_control(
        lambda t: folium.raster_layers.VideoOverlay(f"https://example.org/{t}.webm", [[0, 0], [1, 1]], name=t)
    ),
    "LayerControl options": _on_map(lambda t: folium.LayerControl(position=t)),
    "CustomPane": _on_map(folium.map.CustomPane),
    "ColorMap caption": _on_map(lambda t: cm.LinearColormap(["white", "black"], caption=t)),
    "StepColormap caption": _on_map(lambda t: cm.StepColormap(["white", "black"], caption=t)),
    "ClickForMarker": _on_map(folium.ClickForMarker),
    # the map and the page around it
    "Map options": lambda t: folium.Map(tiles=None, note=t),
    "Map attribution": lambda t: folium.Map(tiles=f"https://example.org/{t}", attr=t),
    "Figure title": lambda t: Figure(title=t),
    "root header": _in_root("header"),
    "root html": _in_root("html"),
    "root script": _in_root("script"),
    "Element in a Div": _grid,
    "Html in a Div": _in_div,
    "Html": Html,
    "Html as a script": lambda t: Html(t, script=True),
    "IFrame": IFrame,
    "IFrame of Html": lambda t: IFrame(Html(t)),
    "a developer's layer": _on_map(_Own),
    "a developer's layer without escaping": _on_map(_Bare),
    # plug-ins
    "MarkerCluster": _with_control(lambda t: plugins.MarkerCluster([HERE], popups=[t], name=t)),
    "FastMarkerCluster": _with_control(lambda t: plugins.FastMarkerCluster([[48.5, 135.1, t]], name=t)),
    "FeatureGroupSubGroup": _subgroup,
    "Search": _searched,
    "FloatImage": _on_map(lambda t: plugins.FloatImage(t, bottom=5)),
    "GroupedLayerControl": _grouped,
    "TreeLayerControl": _on_map(
        lambda t: plugins.TreeLayerControl(overlay_tree={"label": t, "children": []}, named_toggle=True)
    ),
    "TagFilterButton": _on_map(lambda t: plugins.TagFilterButton([t])),
    "tags of a marker": _on_map(lambda t: folium.Marker(HERE, tags=[t])),
    "TimestampedGeoJson": _on_map(lambda t: plugins.TimestampedGeoJson(_line(t))),
    "Timeline": _on_map(lambda t: plugins.Timeline(_collection(t))),
    "HeatMap": _with_control(lambda t: plugins.HeatMap([HERE], name=t)),
    "HeatMapWithTime": _with_control(lambda t: plugins.HeatMapWithTime([[[48.5, 135.1]]], index=[t], name=t)),
    "MousePosition": _on_map(lambda t: plugins.MousePosition(separator=t, prefix=t, empty_string=t)),
    "MeasureControl": _on_map(lambda t: plugins.MeasureControl(primary_length_unit=t)),
    "Fullscreen": _on_map(lambda t: plugins.Fullscreen(title=t, title_cancel=t)),
    "LocateControl": _on_map(lambda t: plugins.LocateControl(strings={"title": t})),
    "Geocoder": _on_map(lambda t: plugins.Geocoder(placeholder=t)),
    "MiniMap": _on_map(lambda t: plugins.MiniMap(position=t)),
    "Draw": _on_map(lambda t: plugins.Draw(export=True, filename=t)),
    "AntPath": _on_map(lambda t: plugins.AntPath([HERE, (51.7, 36.2)], popup=t, tooltip=t)),
    "PolyLineTextPath": _path_text,
    "SemiCircle": _on_map(
        lambda t: plugins.SemiCircle(HERE, radius=9, direction=0, arc=9, popup=t, tooltip=t)
    ),
    "BoatMarker": _on_map(lambda t: plugins.BoatMarker(HERE, popup=t)),
    "StripePattern": _on_map(lambda t: plugins.pattern.StripePattern(color=t)),
    "DualMap": _side_by_side,
    "VectorGridProtobuf": _with_control(lambda t: plugins.VectorGridProtobuf("https://example.org", t)),
}


def rendered(thing: Element) -> str:
    """Return everything that folium makes of it: the root's page, with what an IFrame hides in base64 written out."""
    html = thing.get_root().render()
    for coded in re.findall(r"base64,([A-Za-z0-9+/=]{20,})", html):
        html += base64.b64decode(coded).decode("utf-8", "replace")
    return html


def _fate(compose: Callable[[str], Element], text: str) -> str:
    html = ""
    with contextlib.suppress(FileExistsError):  # text that stands twice runs twice
        html = rendered(compose(text))
    if Path(FOLDER).is_dir():
        Path(FOLDER).rmdir()
        return "ran"
    return "ran" if NUMBER in html else "literal"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        json.dump({name: _fate(compose, HOSTILE) for name, compose in CONTEXTS.items()}, sys.stdout)
