"""The chart on the page, laid out for three widths of the window, and what a click or a brush in it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import streamlit as st

from muster.figures.timeline.chart import BRUSH, PICK, chart_of
from muster.figures.timeline.describe import describe, table
from muster.figures.timeline.layout import Look, Picture, lay_out
from muster.model import Dataset
from muster.query.selection import Selection
from muster.ui import state
from muster.ui.evidence import desk
from muster.ui.state import View
from muster.ui.timeline import looks

WIDTHS_PX = {"narrow": 364, "middle": 620, "wide": 1180}
"""The widths for which words are cut to fit; the charts stretch from there, and the sheet shows one of them."""


@lru_cache(maxsize=36)
def drawn(dataset: Dataset, selection: Selection, look: Look) -> tuple[dict[str, Any], Picture]:
    """Return the chart of a view as the Vega-Lite that Altair makes of it, once; it is not to be changed.

    Checked against its schema by a test: to do so anew on each run of the page takes longer than all else together.
    """
    picture = lay_out(dataset, selection, look)
    spec: dict[str, Any] = chart_of(picture.scene, is_live=True, fills_width=True).to_dict(validate=False)
    return spec, picture


def show(dataset: Dataset, view: View) -> None:
    """Draw the charts; the page's sheet shows the one that fits the window. Then the same in words."""
    theme = "dark" if st.context.theme.type == "dark" else "light"
    opened = desk.opened_claim(dataset, view)
    picture: Picture | None = None
    for name, width in WIDTHS_PX.items():
        look = looks.look_of(view, theme=theme, width=width, opened=opened)
        chart, picture = drawn(dataset, view.selection, look)
        with st.container(key=f"plot_{name}"):
            # Another key for another window: what was brushed is drawn by then, and the brush goes.
            _chart(dataset, view, chart, picture, f"timeline-{name}-{view.push}")
    if picture is not None:
        if picture.hidden:
            st.text(
                f"{picture.hidden:,} of {len(picture.timeline.bars):,} bars have no row of their own: they stand in the rows "
                "“more”. Fewer sources or days, or another choice of lanes, shows them."
            )
        with st.expander("The same in words"):
            st.text(describe(dataset, view.selection, picture))
            st.dataframe(table(dataset, view.selection, picture.timeline), hide_index=True, width="stretch")


def _chart(dataset: Dataset, view: View, chart: dict[str, Any], picture: Picture, key: str) -> None:
    def heard() -> None:
        hear(dataset, view, st.session_state.get(key))

    st.vega_lite_chart(
        spec=chart, width="stretch", theme=None, key=key, on_select=heard, selection_mode=[BRUSH, PICK],
        alt=describe(dataset, view.selection, picture),
    )  # fmt: skip


def hear(dataset: Dataset, view: View, event: object) -> None:
    """Take over what the reader did in the chart. Values come from a browser: each is checked, none is trusted."""
    told = event.get("selection") if isinstance(event, Mapping) else None
    if not isinstance(told, Mapping):
        return
    days = _days(told.get(BRUSH))
    if days:
        view.selection = replace(view.selection, event_from=days[0], event_to=days[1])
        state.push(view)
        return
    picked = told.get(PICK)
    ids = [row.get("id") for row in picked if isinstance(row, Mapping)] if isinstance(picked, list) else []
    if ids and ids[0] in dataset.claims_by_id:
        desk.open_claim(view, str(ids[0]))


def _days(brush: Any) -> tuple[date, date] | None:
    """Return the first and last day that a brush touches; None where it is none."""
    ends = next(iter(brush.values()), None) if isinstance(brush, Mapping) else None
    if not (
        isinstance(ends, list | tuple) and len(ends) == 2 and all(isinstance(n, int | float) for n in ends)
    ):
        return None
    try:
        first, last = sorted(float(n) for n in ends)
        # A brush that ends on the stroke of midnight does not touch the next day.
        return date.fromordinal(int(first)), date.fromordinal(max(int(first), int(last - 1e-6)))
    except (ValueError, OverflowError):
        return None
