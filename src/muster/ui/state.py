"""What one visitor is looking at, between reruns: the selection, the chosen place, and what the frame must be told.

The URL is read once a visit (and when it is changed by hand); after that the page writes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import streamlit as st

from muster.errors import MusterError, SelectionError
from muster.model import Dataset
from muster.query.selection import Selection

_KEY = "muster-view"
_PLACE, _BIN, _PRESENT = "at", "open", "present"
_OWN = (_PLACE, _BIN, _PRESENT)


@dataclass
class View:
    """What is looked at, and what of it the frame must be told.

    `push` counts the changes of window and place that the server made, `pushed` holds the last of them (first day,
    last day, place, open bin): the frame takes it over when the count has grown, and only then. `generation` grows
    when the widgets must forget what was set in them.
    """

    selection: Selection = field(default_factory=Selection)
    place_id: str | None = None
    opened: str | None = None
    rows: tuple[str, ...] = ()
    present: bool = False
    push: int = 0
    generation: int = 0
    pushed: tuple[str, str, str, str] = ("", "", "", "")
    seen: str = ""
    url: dict[str, str] = field(default_factory=dict)
    trouble: tuple[str, ...] = ()


def _params() -> dict[str, str]:
    return {key: st.query_params[key] for key in st.query_params}


def current(dataset: Dataset) -> View:
    """Return this visit's view; read from the URL at first, and again when somebody changed the URL."""
    params = _params()
    view: View | None = st.session_state.get(_KEY)
    if view is not None and view.url == params:
        return view
    fresh = View(push=view.push if view else 0, generation=view.generation + 1 if view else 0)
    fresh.present = params.get(_PRESENT) == "1"
    try:
        chosen = Selection.from_params({k: v for k, v in params.items() if k not in _OWN})
        chosen.check(dataset)
        fresh.selection = chosen
    except SelectionError as error:
        fresh.trouble = error.problems
    except MusterError as error:
        fresh.trouble = (str(error),)
    place = params.get(_PLACE)
    if place in dataset.places:
        fresh.place_id = place
    elif place:
        fresh.trouble += (f"The link asks for the place {place!r}, which this data does not have.",)
    opened = params.get(_BIN)
    if opened in {*BINS, "total"}:
        fresh.opened = opened
    elif opened and opened != "figure":  # whose claims no link carries
        fresh.trouble += (f"The link opens {opened!r}, which is no part of the tally.",)
    st.session_state[_KEY] = fresh
    push(fresh)
    return fresh


def push(view: View) -> None:
    """Have the frame take over the window, the place and the open bin as they stand here."""
    first, last = view.selection.event_from, view.selection.event_to
    view.push += 1
    view.pushed = (
        first.isoformat() if first else "",
        last.isoformat() if last else "",
        view.place_id or "",
        view.opened or "",
    )


def choose_place(view: View, place_id: str | None) -> None:
    """Choose a place from outside the frame."""
    view.place_id, view.opened, view.rows = place_id, None, ()
    push(view)


def write_url(view: View) -> None:
    """Put the whole view in the URL, so that it can be copied and comes back the same."""
    params = dict(view.selection.to_params())
    if view.place_id:
        params[_PLACE] = view.place_id
    if view.opened:
        params[_BIN] = view.opened
    if view.present:
        params[_PRESENT] = "1"
    view.url = params
    if _params() != params:
        st.query_params.from_dict(params)


def heard(view: View, value: dict[str, Any], place_ids: list[str], claim_ids: list[str]) -> None:
    """Take over what the reader did in the frame. Values come from a browser: each is checked, none is trusted."""
    seq = str(value.get("seq", ""))
    if not seq or seq == view.seen:
        return
    view.seen = seq
    if value.get("reset"):
        reset(view)
        return
    view.selection = replace(
        view.selection, event_from=_day(value.get("from")), event_to=_day(value.get("to"))
    )
    index = value.get("place", -1)
    view.place_id = place_ids[index] if isinstance(index, int) and 0 <= index < len(place_ids) else None
    opened = value.get("bin")
    view.opened = opened if isinstance(opened, str) and opened in {*BINS, "total"} else None
    rows = value.get("claims")
    view.rows = ()
    if isinstance(rows, list):
        view.rows = tuple(claim_ids[i] for i in rows if isinstance(i, int) and 0 <= i < len(claim_ids))
        view.opened = "figure" if view.rows else view.opened
    if view.opened:
        view.place_id = None


def _day(text: object) -> date | None:
    if not isinstance(text, str):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def reset(view: View) -> None:
    """Show everything again; presenting stays as it is."""
    view.selection = Selection()
    view.generation += 1
    view.place_id, view.opened, view.rows, view.trouble = None, None, (), ()
    push(view)


BINS = ("shown", "outside", "no_date", "no_place", "not_yet_known", "filtered", "background")
