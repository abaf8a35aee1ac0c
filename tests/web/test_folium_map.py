"""The composed map and the commands to it: always the same script, and never a word of the data in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import folium
import pytest
from streamlit_folium import _get_feature_group_string, generate_js_hash, generate_leaflet_string

from muster.errors import MusterError
from muster.model import Dataset
from muster.query.selection import NOTHING, Selection
from muster.ui.stage import order_for
from muster.ui.state import View
from muster.web.assets_index import BUNDLE, STYLES, assets_version
from muster.web.folium_map import compose_command, compose_map

DATA, BASEMAP = "0123456789ab", "ba9876543210"

HOSTILE = [
    "{{7*7}}",
    "{% if 1 %}",
    "${alert(1)}",
    "<img src=x onerror=alert(1)>",
    "</script>",
    "`backticks`",
    'a"b',
    "a'b",
    "a\\b",
    "line\nbreak",
    "break\n",
    "line\u2028separator",
    "two words",
    "a;b",
    "a(b)",
    "![](http://x)",
    "javascript:alert(1)//\r",
    "Курск",
    "쿠르스크",
    "x" * 81,
    "\x00",
]


def script_of(m: folium.Map) -> str:
    m.get_root().render()
    return generate_leaflet_string(m)


def command_script(order: dict[str, Any]) -> str:
    return _get_feature_group_string(
        compose_command(order), map=compose_map(data_version=DATA, basemap_version=BASEMAP)
    )


def words_of(value: object) -> Iterator[str]:
    """Yield every text that a data set holds, however deep."""
    if isinstance(value, str):
        yield str(value)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from words_of(getattr(value, each.name))
    elif isinstance(value, dict) or hasattr(value, "values"):
        yield from words_of(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from words_of(item)


def test_equal_versions_give_an_equal_script() -> None:
    one, other = (script_of(compose_map(data_version=DATA, basemap_version=BASEMAP)) for _ in range(2))
    assert one == other


def test_equal_versions_keep_the_frame_in_place() -> None:
    """streamlit-folium mounts a new frame whenever this hash changes."""
    one, other = (
        generate_js_hash(script_of(compose_map(data_version=DATA, basemap_version=BASEMAP)), "map")
        for _ in range(2)
    )
    assert one == other


@pytest.mark.parametrize("changed", [{"data_version": "f" * 12}, {"basemap_version": "f" * 12}], ids=str)
def test_another_version_gives_another_script(changed: dict[str, str]) -> None:
    now = {"data_version": DATA, "basemap_version": BASEMAP}
    assert script_of(compose_map(**now)) != script_of(compose_map(**{**now, **changed}))


def test_the_map_loads_every_file_from_this_server_alone() -> None:
    m = compose_map(data_version=DATA, basemap_version=BASEMAP)
    base = f"../../api/assets/{assets_version()}/"
    assert [url for _, url in m.default_js] == [base + BUNDLE]
    assert [url for _, url in m.default_css] == [base + name for name in STYLES]
    html = m.get_root().render()
    assert re.findall(r"https?://[^\s\"'<>]+", html) == []
    assert "L.tileLayer" not in html


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_a_command_refuses_text_that_could_come_from_data(text: str) -> None:
    for order in (
        {"token": text},
        {text: 1},
        {"selection": {"originators": [0, text]}},
        {"push": {"from": text}},
        {"deep": [[{"deeper": [text]}]]},
        {"pair": (1, text)},
    ):
        with pytest.raises(MusterError, match="may not enter the map's script"):
            compose_command(order)


@pytest.mark.parametrize("value", [1.5, {1, 2}, object()], ids=lambda v: type(v).__name__)
def test_a_command_refuses_what_it_does_not_know(value: object) -> None:
    with pytest.raises(MusterError):
        compose_command({"value": value})


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_the_map_refuses_a_version_that_is_no_version(text: str) -> None:
    with pytest.raises(MusterError):
        compose_map(data_version=text, basemap_version=BASEMAP)
    with pytest.raises(MusterError):
        compose_map(data_version=DATA, basemap_version=text)


def test_a_command_lets_numbers_switches_and_days_through() -> None:
    order = {
        "selection": {"originators": [0, 3], "kinds": []},
        "undated": True,
        "present": False,
        "push": {
            "id": 4,
            "from": "2024-10-16",
            "to": "",
            "place": -1,
            "bin": "no_date",
            "as_of": "2024-10-24",
        },
        "nothing": None,
        "token": "0123456789abcdef",
    }
    script = command_script(order)
    assert "muster.command(" in script
    for written in (
        '"originators": [0, 3]',
        '"as_of": "2024-10-24"',
        '"from": "2024-10-16"',
        '"place": -1',
        '"undated": true',
        "null",
    ):
        assert written in script


def test_what_the_page_sends_passes_for_every_selection(shipped: Dataset) -> None:
    source = next(iter(shipped.sources))
    for selection in (
        Selection(),
        Selection(originators=(source,), undated=False),
        Selection(originators=(NOTHING,)),
        Selection(kinds=("planned",), stances=("denies",), troop_origins=("KP",)),
    ):
        view = View(
            selection=selection,
            push=2,
            pushed=("2024-10-16", "2024-11-06", "kursk-oblast", "shown", "2024-10-24"),
        )
        assert source not in command_script(order_for(shipped, view))


def test_an_open_bin_from_a_hostile_link_is_refused_by_the_command(shipped: Dataset) -> None:
    view = View(opened="</script>", push=1, pushed=("", "", "", "</script>", ""))
    with pytest.raises(MusterError):
        compose_command(order_for(shipped, view))


def test_no_word_of_the_shipped_data_is_in_the_script(shipped: Dataset) -> None:
    m = compose_map(data_version=shipped.version, basemap_version=BASEMAP)
    view = View(push=1, pushed=("2024-10-16", "2024-11-06", "kursk-oblast", "shown", "2024-10-24"))
    written = m.get_root().render() + script_of(m) + command_script(order_for(shipped, view))
    tables = (
        shipped.title,
        shipped.subtitle,
        shipped.about,
        shipped.extents,
        shipped.sources,
        shipped.documents,
        shipped.assertions,
        shipped.places,
        shipped.areas,
        shipped.claims,
    )
    # Short codes (KP, uk, line 2) are words of any script; whatever says something has a letter and eight characters.
    texts = {text for text in words_of(tables) if len(text) >= 8 and re.search(r"[^\W\d]", text)}
    assert len(texts) > 500
    assert sorted(text for text in texts if text in written) == []
