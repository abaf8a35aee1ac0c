"""Figures of the shipped data, drawn once for the tests that only look at them."""

from collections.abc import Callable
from functools import cache

import pytest

from muster.figures.map import Drawn, draw_map
from muster.figures.spec import FigureSpec
from muster.model import Dataset


@pytest.fixture(scope="session")
def drawn(shipped: Dataset) -> Callable[[FigureSpec], Drawn]:
    """Return a function that draws a map, each spec once."""
    return cache(lambda spec: draw_map(shipped, spec))
