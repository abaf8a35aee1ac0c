"""Text is never code: what folium is given renders as itself, in every context in which it takes text.

Where a developer writes a template (`_template = Template(...)` of a class of ours, a `template_name`), folium compiles
it by design; that is code from a file of ours, and no text from data ever stands in it. `JsCode` is likewise code for
the browser, written by us.
"""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import branca.element
import folium
import folium_contexts
import pytest
from branca.element import Div, Element, Figure, MacroElement
from folium.template import Template
from folium_contexts import CONDITION, CONTEXTS, FOLDER, HOSTILE, MAKES_A_FOLDER, NUMBER, SUM, rendered

from muster.web.folium_map import compose_map
from muster.web.literal import keep_text_literal

keep_text_literal()

COMPILED_ONCE = {"Figure title", "Html", "Html as a script", "IFrame of Html"}
"""Contexts that render without branca's second compilation: safe before our rule, and after it."""


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def fates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What became of the same text in each context, in a process without our rule."""
    script = Path(folium_contexts.__file__)
    done = subprocess.run(
        [sys.executable, script],
        cwd=tmp_path_factory.mktemp("bare"),
        capture_output=True,
        check=True,
        timeout=120,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", CONTEXTS)
def test_text_given_to_folium_renders_as_itself(name: str, scratch: Path) -> None:
    html = rendered(CONTEXTS[name](HOSTILE))
    assert not list(scratch.iterdir()), "text ran on the server"
    assert NUMBER not in html
    for piece in (SUM, CONDITION, MAKES_A_FOLDER):
        assert piece in html


@pytest.mark.parametrize("name", CONTEXTS)
def test_without_the_rule_the_same_text_runs(name: str, fates: dict[str, str]) -> None:
    """The payload has teeth: where it did nothing before either, the context is named above."""
    assert fates[name] == ("literal" if name in COMPILED_ONCE else "ran")


@pytest.mark.parametrize(
    "text", ["{{", "{% endfor %}", "{# open", "{% raw %}", "{{ missing.gone() }}", "}}", "\\u007b{7*7}}"]
)
@pytest.mark.parametrize("name", ["Popup", "DivIcon html", "GeoJson properties", "root html"])
def test_text_that_is_no_template_breaks_no_map(name: str, text: str) -> None:
    html = rendered(CONTEXTS[name](text))
    assert (text in html) or (json.dumps(text)[1:-1] in html)


@pytest.mark.parametrize(
    "again",
    [copy.copy, copy.deepcopy, lambda e: pickle.loads(pickle.dumps(e))],  # noqa: S301 - our own bytes
    ids=["copied", "copied deeply", "pickled"],
)
def test_a_copy_of_an_element_is_as_literal_as_the_element(
    again: Callable[[Element], Element], scratch: Path
) -> None:
    assert again(Element(HOSTILE)).render() == HOSTILE
    assert again(again(Element(HOSTILE))).render() == HOSTILE
    assert not list(scratch.iterdir())


def test_a_copied_map_still_renders_and_runs_nothing(scratch: Path) -> None:
    m = folium.Map()
    folium.Marker((48.5, 135.1), popup=HOSTILE).add_to(m)
    m.render()
    html = rendered(copy.deepcopy(m.get_root()))
    assert SUM in html
    assert "L.map(" in html
    assert not list(scratch.iterdir())


def test_maps_render_with_their_own_templates() -> None:
    m = folium.Map(location=(48.5, 135.1), zoom_start=7)
    folium.Marker((48.5, 135.1), popup="Khabarovsk", tooltip="240 reported").add_to(m)
    folium.FeatureGroup(name="claims").add_to(m)
    folium.LayerControl().add_to(m)
    html = m.get_root().render()
    for written in (
        "<!DOCTYPE html>",
        "L.map(",
        "L.marker(",
        "[48.5, 135.1]",
        "Khabarovsk",
        "240 reported",
        "L.control.layers(",
    ):
        assert written in html
    assert "{{" not in html
    assert "{%" not in html


def test_a_div_of_branca_still_renders_its_children() -> None:
    figure = Figure()
    div = Div().add_to(figure)
    div.html.add_child(Element("<b>inside</b>"))
    assert "<b>inside</b>" in figure.render()
    assert "{%" not in figure.render()


def test_a_template_that_a_developer_writes_is_still_a_template() -> None:
    class Layer(MacroElement):
        _template = Template("{% macro script(this, kwargs) %}draw({{ 6 * 7 }});{% endmacro %}")

    m = folium.Map()
    Layer().add_to(m)
    assert "draw(42);" in m.get_root().render()


def test_our_own_map_renders_its_start_once() -> None:
    html = compose_map(data_version="0" * 12, basemap_version="1" * 12).get_root().render()
    assert html.count("muster.start(") == 1
    assert "{{" not in html


def test_keeping_text_literal_twice_is_harmless(scratch: Path) -> None:
    before = branca.element.Element.__init__
    keep_text_literal()
    keep_text_literal()
    assert branca.element.Element.__init__ is before
    assert Element(HOSTILE).render() == HOSTILE
    assert "L.map(" in folium.Map().get_root().render()
    assert not (scratch / FOLDER).exists()
