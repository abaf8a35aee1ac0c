"""The map page while a bulk layer is open, as Streamlit runs it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from muster.paths import REPOSITORY
from muster.query import Selection
from muster.query.bulk import questions, write_layer
from muster.query.cells import grid_for
from muster.query.layers import VARIABLE, layer_named
from muster.ui.layers.stage import order_for
from muster.ui.layers.subject import offered, subject_of
from muster.ui.state import View
from muster.web.folium_map import check_order

sys.path.append(str(REPOSITORY / "scripts"))

import synthetic_bulk

SHELL = REPOSITORY / "src" / "muster" / "ui" / "shell.py"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_layer(tmp_path_factory.mktemp("layers") / "made-up", synthetic_bulk.raw_claims(3000))


@pytest.fixture
def app(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.delenv("MUSTER_DATA", raising=False)
    monkeypatch.setenv(VARIABLE, str(folder))
    return AppTest.from_file(str(SHELL), default_timeout=60)


def texts(app: AppTest) -> list[str]:
    return [element.value for element in app.text]


def test_the_site_offers_its_layers_beside_the_tables(app: AppTest) -> None:
    app.run()
    assert not app.exception
    box = next(box for box in app.selectbox if box.label == "Which set")
    assert box.options == ["North Korean troops reported in Russia", "made-up"]
    assert "North Korean troops reported in Russia" in texts(app)


def test_a_layer_opens_by_its_address_with_its_own_filters(app: AppTest) -> None:
    app.query_params["layer"] = "made-up"
    app.query_params["kind"] = "combat"
    app.run()
    assert not app.exception
    assert "3,000 claims, published 2021 to 2024; counted by squares" in texts(app)
    assert (app.query_params["layer"], app.query_params["kind"]) == ("made-up", "combat")
    assert next(box for box in app.multiselect if box.label == "Who says so").options[0].startswith("source-")


def test_a_cell_says_what_the_question_counts_and_lists_its_claims(app: AppTest, folder: Path) -> None:
    layer = layer_named(folder.name)
    cells = questions.cells(layer, Selection(), grid_for((20, 40, 145, 70), 5))["cells"]
    cell = max(cells, key=lambda row: row["claims"])
    app.query_params["layer"] = "made-up"
    app.query_params["cell"] = f"5/{cell['x']}/{cell['y']}"
    app.run()
    assert not app.exception
    shown = texts(app)
    assert f"{cell['claims']:,}" in shown
    assert f"{cell['present']:,} report presence" in shown
    assert ("1 to 50 of " if cell["claims"] > 50 else "") + f"{cell['claims']:,} claims" in shown
    assert len(app.dataframe[0].value) == min(50, cell["claims"])


def test_a_part_of_the_tally_opens_page_by_page(app: AppTest, folder: Path) -> None:
    total = questions.tally(layer_named(folder.name), Selection())["no_place"]
    app.query_params["layer"] = "made-up"
    app.query_params["open"] = "no_place"
    app.run()
    assert f"1 to 50 of {total} claims" in texts(app)
    app.button(key="layer-page-bin-no_place-on").click().run()
    assert f"51 to 100 of {total} claims" in texts(app)


def test_a_layer_that_is_not_there_is_one_clear_line(app: AppTest) -> None:
    app.query_params["layer"] = "other"
    app.run()
    assert not app.exception
    assert app.header[0].value == "This cannot be shown"
    assert "other is no layer of this site; there are: made-up." in texts(app)


def test_other_pages_stay_those_of_the_tables(app: AppTest) -> None:
    app.query_params["layer"] = "made-up"
    app.query_params["originator"] = "source-3"
    app.run()
    app.query_params.clear()
    app.switch_page(str(REPOSITORY / "pages" / "evidence.py")).run()
    assert not app.exception
    assert not app.warning


def test_an_order_holds_numbers_and_no_text_of_the_layer(app: AppTest, folder: Path) -> None:
    subject = subject_of("made-up", layer_named(folder.name))
    asked = Selection(originators=("source-3",), places=("place-10",), claims=("S1a",), kinds=("-",))
    order = order_for(subject, View(selection=asked))
    check_order(order)
    numbers = order["selection"]
    assert numbers["originator"] == [list(subject.sources).index("source-3")]
    assert numbers["claim"] == [subject.claims_by_id["S1a"]]
    assert numbers["kind"] == []
    assert (
        sum(n for _, n in offered(subject).speakers)
        == subject.layer.rows("SELECT count(*) n FROM claims WHERE tier <> 'secondary'")[0]["n"]
    )
