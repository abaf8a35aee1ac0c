"""The whole app, as Streamlit runs it, with a store of its own."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from muster.paths import REPOSITORY

SHELL = REPOSITORY / "src" / "muster" / "ui" / "shell.py"


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch, tmp_path) -> AppTest:
    monkeypatch.delenv("MUSTER_DATA", raising=False)
    monkeypatch.setenv("MUSTER_STORE", str(tmp_path / "store.sqlite"))
    return AppTest.from_file(str(SHELL), default_timeout=60)
