"""The pages as Streamlit runs them, without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from muster.paths import REPOSITORY

SHELL = REPOSITORY / "src" / "muster" / "ui" / "shell.py"
START_S = 60


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.delenv("MUSTER_DATA", raising=False)
    return AppTest.from_file(str(SHELL), default_timeout=START_S)


def texts(app: AppTest) -> list[str]:
    return [element.value for element in app.text]


def test_the_map_page_shows_subject_sources_and_the_one_sentence(app: AppTest) -> None:
    app.run()
    assert not app.exception
    shown = texts(app)
    assert "North Korean troops reported in Russia" in shown
    assert any("not confirmed facts" in words for words in shown)
    assert app.toggle[0].label == "South Korea NIS"


def test_switching_a_source_off_puts_the_others_in_the_address(app: AppTest) -> None:
    app.run()
    app.toggle[0].set_value(False).run()
    assert not app.exception
    originators = app.query_params["originator"].split(",")
    assert "nis" not in originators
    assert "gur" in originators


def test_the_address_brings_filters_and_place_back(app: AppTest) -> None:
    app.query_params["kind"] = "training"
    app.query_params["at"] = "khabarovsk"
    app.run()
    assert not app.exception
    assert app.selectbox[0].value == "khabarovsk"
    assert "Khabarovsk" in texts(app)
    assert app.query_params["kind"] == "training"


def test_reset_shows_everything_again(app: AppTest) -> None:
    app.query_params["kind"] = "training"
    app.run()
    app.button(key="reset").click().run()
    assert "kind" not in app.query_params


def test_the_method_page_lists_sources_documents_and_places(app: AppTest) -> None:
    app.run()
    app.switch_page(str(REPOSITORY / "pages" / "method.py")).run()
    assert not app.exception
    assert app.header[0].value == "How to read this, and how far"
    assert len(app.dataframe) == 3


def test_faulty_data_is_one_table_and_never_a_stack_trace(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUSTER_DATA", str(tmp_path))
    app.run()
    assert not app.exception
    assert app.header[0].value == "The data has faults"
    assert len(app.dataframe) == 1
    assert {"gazetteer.csv", "claims.csv"} <= {Path(f).name for f in app.dataframe[0].value["file"]}
