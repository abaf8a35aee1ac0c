"""Muster as it is served, for tests that need no browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from app_server import Server


@pytest.fixture(scope="session")
def port() -> Iterator[int]:
    """Return the port of `streamlit run app.py`, started with nothing said but the port."""
    with Server() as running:
        yield running.port
