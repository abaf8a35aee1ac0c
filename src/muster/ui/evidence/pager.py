"""A long list in stretches, so that a page stays quick however much there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import streamlit as st

AT_ONCE = 20
T = TypeVar("T")


def slice_of(items: Sequence[T], name: str, at_once: int = AT_ONCE) -> Iterator[tuple[int, T]]:
    """Yield one stretch of the items with their numbers; which, is chosen above it where there are more."""
    first = 0
    if len(items) > at_once:
        first = st.selectbox(
            "Which of them",
            range(0, len(items), at_once),
            format_func=lambda at: f"{at + 1:,} to {min(at + at_once, len(items)):,} of {len(items):,}",
            key=f"stretch-{name}-{len(items)}",
            label_visibility="collapsed",
            width=220,
        )
    yield from enumerate(items[first : first + at_once], first)
