"""The claims as a table: searched, narrowed, opened, ticked for the map, taken along as a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from muster.model import Dataset
from muster.query import Answer, Selection, strength
from muster.ui import places_to_go, state
from muster.ui.controls import plain
from muster.ui.evidence import desk, download
from muster.ui.evidence.rows import FACETS, KNOWN, Narrowed, narrow, rows_of
from muster.ui.notices import show_problems
from muster.ui.state import View
from muster.vocabulary import Bin

ROWS_AT_ONCE = 10_000
FEW = 10
MOST_FOR_MAP = 200
"""More ids than this make an address that not every program takes."""

_SHOWN = {
    "happened": "Happened",
    "published": "Published",
    "who": "Who says so",
    "what": "What",
    "how": "Stance",
    "place": "Place",
    "number": "How many",
    "people": "In words",
    "summary": "In our words",
    "standing": "Standing",
    "exactly": "Place known as",
    "said": "Said",
    "reliability": "Source graded",
    "credibility": "Claim graded",
    "bin_words": "Tally",
    "window": "In the window",
    "known": "Known then",
    "first_day": "First day",
    "last_day": "Last day",
    "dated": "Day exact to",
    "publisher": "Published by",
    "document": "Document",
    "assertion": "Assertion",
    "claim_id": "Claim",
}
_TURN = "turn"
_WIDTH_PX = {
    "happened": 210,
    "who": 150,
    "what": 110,
    "how": 90,
    "place": 170,
    "published": 210,
    "number": 90,
    "people": 130,
    "summary": 380,
    "standing": 170,
}


def show(dataset: Dataset, view: View, _: Answer) -> None:
    """Draw search, facets, chips, table, and what can be done with the ticked rows."""
    every = rows_of(dataset, view.selection)
    scope = _scope(dataset, view, every)
    with st.container(key="sieve", horizontal=True):
        _search(view)
        found = narrow(scope, desk.search_of(view), desk.facets_of(view, KNOWN))
        for facet in FACETS:
            _facet(view, facet.name, found)
    wrong = desk.unknown_facets(view, KNOWN)
    if wrong:
        with st.container(key="trouble_facets"):
            show_problems(wrong)
    _chips(dataset, view)
    _left_out(view, every)
    if found.rows.empty:
        _nothing(view, found)
        return
    page = _page(found.rows)
    key = f"claims-table-{pd.util.hash_pandas_object(page['claim_id'], index=False).sum()}"
    ticked = _ticked(page, key)
    _actions(dataset, view, found, ticked, every)
    _draw(view, page, key)


def _scope(dataset: Dataset, view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of what is chosen: a bin, a figure; else all that the selection lists, or of it a place, a document."""
    about = _about(view, rows)
    if about is not None:
        return about[about["is_listed"]]
    if view.opened in state.FIGURES:
        return rows[rows["claim_id"].isin(_figure(dataset, view))]
    if view.opened == "total":
        return rows
    if view.opened:
        return rows[rows["bin"] == view.opened]
    return rows[rows["is_listed"]]


def _about(view: View, rows: pd.DataFrame) -> pd.DataFrame | None:
    """All rows of the place or the document that is chosen, those that the view leaves out too; None for neither."""
    if view.place_id:
        return rows[rows["place_id"] == view.place_id]
    return rows[rows["document_id"] == view.document_id] if view.document_id else None


def _left_out(view: View, rows: pd.DataFrame) -> None:
    """Say how many more rows of a place or a document the view leaves out, and why."""
    about = _about(view, rows)
    if about is None or about["is_listed"].all():
        return
    left = about[~about["is_listed"]]
    reasons = ", ".join(
        f"{str(words).lower()} {count:,}" for words, count in left["bin_words"].value_counts().items()
    )
    subject = "this place" if view.place_id else "this document"
    verb = "is" if len(left) == 1 else "are"
    with st.container(key="left_out"):
        st.text(f"{len(left):,} more about {subject} {verb} not in this view ({reasons}).")


def _figure(dataset: Dataset, view: View) -> tuple[str, ...]:
    if view.rows:
        return view.rows
    whole = strength(dataset, view.selection)
    return (whole.present if view.opened == state.FIGURES[0] else whole.planned).claim_ids


def _search(view: View) -> None:
    key = "claims-search"
    st.session_state[key] = desk.search_of(view)

    def changed() -> None:
        desk.put(view, "q", st.session_state[key].strip())

    st.text_input(
        "Search",
        key=key,
        placeholder="Search words, places, sources, ids",
        label_visibility="collapsed",
        max_chars=desk.LONGEST_SEARCH,
        on_change=changed,
    )


def _facet(view: View, name: str, found: Narrowed) -> None:
    facet = next(f for f in FACETS if f.name == name)
    chosen = desk.facets_of(view, KNOWN).get(name, ())
    counts = found.counts[name]
    groups = [
        (heading, [code for code in codes if counts[code] or code in chosen])
        for heading, codes in facet.groups
    ]
    keys = [f"facet-{name}" + ("-apart" if heading else "") for heading, _ in groups]
    for key, (_, offered) in zip(keys, groups, strict=True):
        st.session_state[key] = [code for code in chosen if code in offered]

    def changed() -> None:
        desk.put_facet(
            view, KNOWN, name, tuple(code for key in keys for code in st.session_state.get(key) or ())
        )

    label = f"{facet.label} · {len(chosen)}" if chosen else facet.label
    with st.popover(label, key=f"facetbox-{name}", type="tertiary" if not chosen else "secondary"):
        if not any(offered for _, offered in groups):
            st.text("None in these rows.")
        for key, (heading, offered) in zip(keys, groups, strict=True):
            if not offered:
                continue
            if heading:
                st.text(heading)
            st.pills(
                heading or facet.label,
                offered,
                selection_mode="multi",
                format_func=lambda code: f"{facet.words[code]} {counts[code]:,}",
                key=key,
                label_visibility="collapsed",
                on_change=changed,
            )


def _chips(dataset: Dataset, view: View) -> None:
    """What narrows the rows beside the controls, each with the way to undo it."""
    chips: list[tuple[str, str, Any]] = []
    if view.place_id:
        chips.append(("place", dataset.places[view.place_id].name, lambda: state.choose_place(view, None)))
    if view.document_id:
        title = dataset.documents[view.document_id].title
        chips.append(("document", title, lambda: state.choose_document(view, None)))
    if view.opened in state.FIGURES:
        words = "Gives the figure" if view.opened == state.FIGURES[0] else "Gives the planned figure"
        chips.append(("figure", words, lambda: state.open_bin(view, None)))
    if desk.search_of(view):
        chips.append(("search", f"“{desk.search_of(view)}”", lambda: desk.put(view, "q", "")))
    chips += [
        (f"{facet.name}-{code}", f"{facet.label}: {facet.words[code]}", _undo(view, facet.name, code))
        for facet in FACETS
        for code in desk.facets_of(view, KNOWN).get(facet.name, ())
    ]
    if not chips:
        return
    with st.container(key="chips", horizontal=True):
        for name, words, undo in chips:
            st.button(f"{plain(words[:60])} ✕", key=f"chip-{name}", help="Undo", on_click=undo)
        if len(chips) > 1:
            st.button("Undo all", key="chip-all", type="tertiary", on_click=_undo_all, args=(view,))


def _undo(view: View, name: str, code: str) -> Any:
    def undo() -> None:
        left = tuple(c for c in desk.facets_of(view, KNOWN)[name] if c != code)
        desk.put_facet(view, KNOWN, name, left)

    return undo


def _undo_all(view: View) -> None:
    desk.clear(view)
    state.open_bin(view, None)


def _nothing(view: View, found: Narrowed) -> None:
    with st.container(key="nothing"):
        if found.scope:
            st.text(f"None of the {found.scope:,} claims here fits the search and what they are narrowed by.")
            st.button("Undo search and narrowing", key="undo-all", on_click=desk.clear, args=(view,))
        else:
            st.text(
                "No claim stands here under these filters and dates. The tally above says where they all are."
            )
            st.button("Show all claims", key="show-all", on_click=state.open_bin, args=(view, "total"))


def _page(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows to send: all of them, or one stretch of ten thousand where there are more."""
    if len(rows) <= ROWS_AT_ONCE:
        return rows
    starts = list(range(0, len(rows), ROWS_AT_ONCE))
    first = st.selectbox(
        "Rows",
        starts,
        format_func=lambda at: (
            f"Rows {at + 1:,} to {min(at + ROWS_AT_ONCE, len(rows)):,} of {len(rows):,}, in order of time"
        ),
        key=f"stretch-{len(rows)}",
        label_visibility="collapsed",
        width=380,
    )
    return rows.iloc[first : first + ROWS_AT_ONCE]


def _draw(view: View, page: pd.DataFrame, key: str) -> None:
    columns = [name for name in _SHOWN if not _is_blank(page, name)]
    config = {name: _column(name) for name in columns}
    config[_TURN] = st.column_config.NumberColumn("No.", width=44, help="In order of time.")
    shown = page[columns].copy()
    shown.insert(0, _TURN, range(1, len(page) + 1))
    ids = page["claim_id"].tolist()

    def picked() -> None:
        cells = st.session_state[key]["selection"]["cells"]
        # The table chooses the first cell by itself where it gets the focus, as at a click on a heading: that opens nothing.
        if cells and cells[0][1] != _TURN and cells[0][0] < len(ids):
            desk.open_claim(view, ids[cells[0][0]])

    is_short = len(page) <= FEW
    with st.container(key="rows_few" if is_short else "rows_many"):
        _table(shown, config, key, picked, is_short=is_short)


def _column(name: str) -> Any:
    """How a column is drawn and sorted: days and numbers by value, words as text that begins with the day."""
    label, width = _SHOWN[name], _WIDTH_PX.get(name)
    if name in {"first_day", "last_day"}:
        return st.column_config.DateColumn(label, format="YYYY-MM-DD")
    if name == "number":
        return st.column_config.NumberColumn(
            label,
            width=width,
            format="localized",
            help="The best number that is given, else the highest, else the lowest; what is said stands beside it.",
        )
    return st.column_config.TextColumn(label, width=width)


def _table(
    shown: pd.DataFrame, config: dict[str, Any], key: str, picked: Callable[[], None], *, is_short: bool
) -> None:
    st.dataframe(
        shown,
        hide_index=True,
        column_config=config,
        key=key,
        on_select=picked,
        selection_mode=["multi-row", "single-cell"],
        height="content" if is_short else "stretch",
        placeholder="",
        lazy=False,
        alt="The claims, one a row. Tick rows to see them on the map; click a cell to open a claim.",
    )


def _is_blank(page: pd.DataFrame, name: str) -> bool:
    """Whether a column that need not be there says nothing in these rows."""
    if name == "number":
        return not page[name].notna().any()
    return name in {"window", "known", "said", "standing", "people"} and not page[name].ne("").any()


def _ticked(page: pd.DataFrame, key: str) -> tuple[str, ...]:
    held = st.session_state.get(key)
    rows = held["selection"]["rows"] if held else []
    return tuple(page["claim_id"].iloc[[i for i in rows if i < len(page)]])


def _actions(
    dataset: Dataset, view: View, found: Narrowed, ticked: tuple[str, ...], every: pd.DataFrame
) -> None:
    rows = found.rows
    chosen = rows[rows["claim_id"].isin(ticked)] if ticked else rows
    asked = download.selection_of(view, rows, ticked, every)
    with st.container(key="actions", horizontal=True):
        noun = "claim" if len(rows) == 1 else "claims"
        told = f"{len(rows):,} {noun}" + (f" of {found.scope:,}" if len(rows) < found.scope else "")
        st.text(told + (f" · {len(ticked):,} ticked" if ticked else ""))
        if st.button(
            "Show on the map",
            key="show-on-map",
            disabled=len(asked.claims) > MOST_FOR_MAP,
            help=_map_words(chosen, asked),
        ):
            view.place_id = view.document_id = view.opened = None
            state.narrow(view, asked)
            places_to_go.to_map()
        download.show(dataset, view, rows, ticked, every)


def _map_words(chosen: pd.DataFrame, asked: Selection) -> str | None:
    """What the reader should know before the map opens, if there is anything."""
    if len(asked.claims) > MOST_FOR_MAP:
        return f"The map takes up to {MOST_FOR_MAP} single claims. Tick as many rows, or narrow further."
    undrawn = int(chosen["bin"].isin([Bin.BACKGROUND.value, Bin.NO_PLACE.value]).sum())
    if not undrawn:
        return None
    return f"{undrawn:,} of them cannot be drawn: background, or without a place. The map's tally lists them."
