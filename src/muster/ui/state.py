"""What one visitor is looking at, between reruns: the selection, the chosen place, and what the frame must be told.

The URL is read once a visit (and when it is changed by hand); after that the page writes it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, Protocol

import streamlit as st

from muster.dates import Moment, parse_moment
from muster.errors import DateError, shorten
from muster.query.selection import EDITS_AS_OF, Selection, Vocabulary, newest_day
from muster.ui.marks import is_play, is_spot

_KEY = "muster-view"
_KEY_NOW = "muster-view-now"
_PAGE, _ARRIVED = "muster-page", "muster-arrived"
_PLACE, _BIN, _PRESENT, _MAP, _DOCUMENT, _VERSION, _PLAY = "at", "open", "present", "map", "doc", "v", "play"
_ASIDE = ("story", "step")
"""The story that is being told: no part of the view, and kept in the address beside it."""
_OWN = (*_ASIDE, _PLACE, _BIN, _PRESENT, _MAP, _DOCUMENT, _VERSION, _PLAY, EDITS_AS_OF)
MAP_PAGE, TIMELINE_PAGE, EVIDENCE_PAGE, PRESENT_PAGE = "", "timeline", "evidence", "present"
"""The pages that show a view, as the paths of their addresses."""
_FIGURE = (
    "draw",
    "size",
    "theme",
    "extent",
    "title",
    "note",
    "handling",
    "lanes",
    "every",
    "clock",
    "seconds",
)
DESKS = {
    MAP_PAGE: ("layer", "cell"),
    TIMELINE_PAGE: ("row", "lanes", "bars", "strength"),
    EVIDENCE_PAGE: ("part", "row", "q", "only", "since", "until"),
    PRESENT_PAGE: _FIGURE,
}
"""What a page keeps in its address beside the view."""
DESK = tuple(dict.fromkeys(key for keys in DESKS.values() for key in keys))
_LASTING = ("layer", "part", "bars", "strength", *_FIGURE)
"""What says how a page looks, and not what is looked at: to show everything again changes none of it."""
_VERSION_TEXT = re.compile(r"[0-9a-f]{12}")
STALE_S = 3.0
"""How long after a change the browser may still ask with the address from before it."""
FIGURES = ("figure", "figure-planned")
"""The figures of the headline: the frame says which claims give them."""


@dataclass
class View:
    """What is looked at, and what of it the frame must be told.

    `push` counts the changes of clocks and place that the server made, `pushed` holds the last of them (first day,
    last day, place, open bin, day of knowledge): the frame takes it over when the count has grown, and only then. `generation` grows
    when the widgets must forget what was set in them.
    """

    selection: Selection = field(default_factory=Selection)
    edits_as_of: Moment | None = None
    """The moment as of which the data set holds what people added; None is now."""
    place_id: str | None = None
    document_id: str | None = None
    opened: str | None = None
    rows: tuple[str, ...] = ()
    present: bool = False
    push: int = 0
    generation: int = 0
    pushed: tuple[str, str, str, str, str] = ("", "", "", "", "")
    seen: str = ""
    url: dict[str, str] = field(default_factory=dict)
    replaced: list[tuple[float, dict[str, str]]] = field(default_factory=list)
    """The addresses that were written before `url`, each with the second (monotonic) at which it was replaced."""
    trouble: tuple[str, ...] = ()
    map_spot: str = ""
    """Where the map stands, as `lat,lon,zoom`: the frame's own part of the address, kept and never changed here."""
    play: str = ""
    """How play goes, in words with commas between: the frame's own part too."""
    desk: dict[str, str] = field(default_factory=dict)
    """The parameters of the pages' own, as they stand in their addresses."""
    own_written: tuple[str, str] = ("", "")
    """`map_spot` and `play` as they stood in the address that was written last."""
    told: int = 0
    """The step of the story that is being told, 0 for none: the map goes where each step says."""
    other_version: str = ""
    """The data version that the link was made on, where it is not the one in use."""
    version: str = ""
    """The data version that the view was fitted to."""


def _params() -> dict[str, str]:
    return {key: st.query_params[key] for key in st.query_params}


def _without_map(params: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in params.items() if key not in {_MAP, _PLAY, *_ASIDE}}


def _own_of(params: Mapping[str, str]) -> tuple[str, str]:
    return params.get(_MAP, ""), params.get(_PLAY, "")


def _take_own(view: View, spot: object, play: object) -> None:
    """Take over where the map stands and how play goes, where the frame can have said so."""
    if isinstance(spot, str) and not view.told and (not spot or is_spot(spot)):  # a step says where to go
        view.map_spot = spot
    if isinstance(play, str) and is_play(play):
        view.play = play


def _is_own_url(view: View, params: dict[str, str]) -> bool:
    """Return whether an address is the one that the page wrote, and not one that somebody changed.

    A browser asks with the address that it shows. Where one click follows fast on another, that is still the one from
    before the first: nobody has gone back, and what the first click asked must not be forgotten.
    """
    oldest = time.monotonic() - STALE_S
    view.replaced = [(at, url) for at, url in view.replaced if at >= oldest]
    return view.url == params or any(url == params for _, url in view.replaced)


def arrive(page: str) -> None:
    """Note which page is about to run: who comes from another one brings the view along, not an address."""
    before = st.session_state.get(_PAGE)
    st.session_state[_ARRIVED] = before is not None and before != page
    st.session_state[_PAGE] = page


def has_arrived() -> bool:
    """Return whether this run follows a link from another page of ours, whose links carry no parameters."""
    return bool(st.session_state.get(_ARRIVED))


def page_now() -> str:
    """Return the path of the page that runs, "" for the map."""
    return str(st.session_state.get(_PAGE) or "")


def _brought(view: View, params: dict[str, str]) -> bool:
    """Return whether the reader came from another page of ours, whose links carry no parameters."""
    if params or not st.session_state.get(_ARRIVED):
        return False
    view.replaced.append((time.monotonic(), {}))
    view.present, view.told = False, 0
    push(view)
    return True


def edits_as_of() -> Moment | None:
    """Return the moment whose data set this run shows: that of the view, or of an address that somebody wrote; None is now."""
    params, view = _params(), st.session_state.get(_KEY)
    is_brought = not params and has_arrived()
    if view is not None and (is_brought or _is_own_url(view, _without_map(params))):
        found: Moment | None = view.edits_as_of
        return found
    return _read_moment(params)[0]


def _read_moment(params: Mapping[str, str]) -> tuple[Moment | None, list[str]]:
    """Return the moment of an address, and what is wrong with it."""
    text = params.get(EDITS_AS_OF, "")
    try:
        return (parse_moment(text, now=datetime.now(UTC)) if text else None), []
    except DateError as error:
        return None, [f"{EDITS_AS_OF}: {error}"]


def ask_edits(moment: Moment | None) -> None:
    """Ask for the data set as it stood at a moment, or as it is now; the rest of this visit's view stays."""
    view: View | None = st.session_state.get(_KEY)
    if view is not None:
        view.edits_as_of = moment


class Subject(Vocabulary, Protocol):
    """What a view is of: a data set, or a bulk layer."""

    @property
    def version(self) -> str: ...
    @property
    def documents(self) -> Mapping[str, object]: ...


def current(dataset: Subject, *, layer: str = "") -> View:
    """Return this visit's view; read from the URL at first, and again when somebody changed the URL.

    What a link says and can be used is used; the rest is kept as `trouble`, to be told. Each `layer` has a view of its own.
    """
    params = _params()
    key = st.session_state[_KEY_NOW] = f"{_KEY}/{layer}" if layer else _KEY
    view: View | None = st.session_state.get(key)
    if view is not None and view.version != dataset.version:
        _fit(view, dataset)
    if view is not None and _brought(view, params):
        return view
    if view is not None and _is_own_url(view, _without_map(params)):
        # A browser asks with the address that was written here, not with what the frame wrote over it: the frame tells that.
        if _own_of(params) not in {view.own_written, _own_of({_MAP: view.map_spot, _PLAY: view.play})}:
            _take_own(view, *_own_of(params))
        return view
    fresh = View(push=view.push if view else 0, generation=view.generation + 1 if view else 0)
    fresh.version = dataset.version
    fresh.present = params.get(_PRESENT) == "1"
    step = params.get("step", "")
    fresh.told = int(step) if "story" in params and step.isascii() and step.isdecimal() else 0
    fresh.desk = {key: params[key] for key in DESK if params.get(key)}
    read, unread = Selection.read_params({k: v for k, v in params.items() if k not in _OWN})
    fresh.selection, unknown = read.usable(dataset)
    fresh.edits_as_of, wrong = _read_moment(params)
    if layer and fresh.edits_as_of:
        fresh.edits_as_of, wrong = None, [f"{EDITS_AS_OF}: a large set holds no edits of ours."]
    fresh.trouble = (
        *unread,
        *wrong,
        *unknown,
        *_read_chosen(fresh, params, dataset),
        *_read_marks(fresh, params, dataset),
    )
    if layer:
        fresh.desk["layer"] = layer
    st.session_state[key] = fresh
    push(fresh)
    return fresh


def _fit(view: View, dataset: Subject) -> None:
    """Let a view go on with another version of the data: what is not there any more is no longer asked, and told."""
    view.version = dataset.version
    view.selection, unknown = view.selection.usable(dataset)
    view.trouble = (*view.trouble, *unknown)
    view.place_id = view.place_id if view.place_id in dataset.places else None
    view.document_id = view.document_id if view.document_id in dataset.documents else None
    view.rows = ()
    view.generation += 1
    push(view)


def address_of(layer: str) -> dict[str, str]:
    """Return the address at which this visit left a layer, "" for the data set; where it has not been, that of all of it."""
    view: View | None = st.session_state.get(f"{_KEY}/{layer}" if layer else _KEY)
    fresh = {"layer": layer} if layer else {}
    return dict(view.url) if view is not None and view.url else fresh


def leave() -> None:
    """Read the address anew at the next run, whatever it was before: the page sends the visitor there on purpose."""
    view: View | None = st.session_state.get(st.session_state.get(_KEY_NOW, _KEY))
    if view is not None:
        view.url, view.replaced = {"": ""}, []


def _read_chosen(view: View, params: dict[str, str], dataset: Subject) -> list[str]:
    """Take over what an address says is chosen or open; return what of it cannot be used."""
    trouble: list[str] = []
    place, opened, document = params.get(_PLACE), params.get(_BIN), params.get(_DOCUMENT)
    if place in dataset.places:
        view.place_id = place
    elif place:
        trouble.append(f"at: {shorten(place)} is no place of this data.")
    if opened in {*BINS, "total", *FIGURES}:
        view.opened = opened
    elif opened:
        trouble.append(f"open: {shorten(opened)} is no part of the tally.")
    if document in dataset.documents:
        view.document_id = document
    elif document:
        trouble.append(f"doc: {shorten(document)} is no document of this data.")
    return trouble


def _read_marks(view: View, params: dict[str, str], dataset: Subject) -> list[str]:
    """Take over where the map stands and which data the link was made on; return what of it cannot be used."""
    trouble: list[str] = []
    spot, version, play = (params.get(key, "") for key in (_MAP, _VERSION, _PLAY))
    if play and not is_play(play):
        trouble.append(f"play: {shorten(play)} says not how play goes; there are: known, 1 to 5, days, loop.")
    else:
        view.play = play
    if spot and not is_spot(spot):
        trouble.append(
            f"map: {shorten(spot)} is no spot of the map; it is written lat,lon,zoom, with zoom 1 to 12."
        )
    else:
        view.map_spot = spot
    if version and not _VERSION_TEXT.fullmatch(version):
        trouble.append(f"v: {shorten(version)} is no version of data; it has 12 hexadecimal digits.")
    elif version != dataset.version:
        view.other_version = version
    return trouble


def push(view: View) -> None:
    """Have the frame take over both clocks, the place and the open bin as they stand here."""
    first, last, as_of = view.selection.event_from, view.selection.event_to, view.selection.as_of
    view.push += 1
    view.pushed = (
        first.isoformat() if first else "",
        last.isoformat() if last else "",
        view.place_id or "",
        view.opened or "",
        as_of.isoformat() if as_of else "",
    )


def choose_place(view: View, place_id: str | None) -> None:
    """Choose a place from outside the frame."""
    view.place_id, view.document_id, view.opened, view.rows = place_id, None, None, ()
    push(view)


def choose_document(view: View, document_id: str | None) -> None:
    """Choose a document: the panel lists all that was read in it."""
    view.document_id, view.place_id, view.opened, view.rows = document_id, None, None, ()
    push(view)


def drop(view: View, name: str) -> None:
    """Take one thing back that the controls do not show: the second clock, the places or the claims asked for."""
    view.selection = replace(view.selection, **{name: getattr(Selection(), name)})
    push(view)


def narrow(view: View, selection: Selection) -> None:
    """Ask for something else than the controls say; they follow."""
    view.selection = selection
    view.generation += 1
    push(view)


def ask_originator(view: View, source_id: str) -> None:
    """Ask for what one source says alone; the other filters stay."""
    narrow(view, replace(view.selection, originators=(source_id,)))


def open_bin(view: View, opened: str | None) -> None:
    """Open a part of the tally from outside the frame."""
    view.opened, view.place_id, view.document_id, view.rows = opened, None, None, ()
    push(view)


def write_url(view: View) -> None:
    """Put the whole view in the URL, so that it can be copied and comes back the same."""
    marks = {
        EDITS_AS_OF: view.edits_as_of.text if view.edits_as_of else "",
        _PLACE: view.place_id,
        _BIN: view.opened,
        _DOCUMENT: view.document_id,
        _PRESENT: "1" if view.present else "",
        _VERSION: view.other_version,
    }
    params = {**view.selection.to_params(), **{key: value for key, value in marks.items() if value}}
    own = DESKS.get(st.session_state.get(_PAGE, ""), ())
    params.update({key: view.desk[key] for key in own if key in view.desk})
    if view.url != params:
        view.replaced.append((time.monotonic(), view.url))
    view.url = dict(params)
    if view.map_spot:
        params[_MAP] = view.map_spot
    if view.play:
        params[_PLAY] = view.play
    view.own_written = _own_of(params)
    params |= {key: value for key, value in _params().items() if key in _ASIDE}
    if _params() != params:
        st.query_params.from_dict(params)


def heard(view: View, value: dict[str, Any], place_ids: list[str], claim_ids: list[str]) -> None:
    """Take over what the reader did in the frame. Values come from a browser: each is checked, none is trusted."""
    seq = str(value.get("seq", ""))
    if not seq or seq == view.seen:
        return
    view.seen = seq
    _take_own(view, value.get("map"), value.get("play"))
    if value.get("reset"):
        reset(view)
        return
    first, last, as_of = (_day(value.get(name)) for name in ("from", "to", "as_of"))
    view.selection = replace(
        view.selection,
        event_from=first,
        event_to=last,
        as_of=min(as_of, newest_day()) if as_of else None,
    )
    index, opened, rows = value.get("place", -1), value.get("bin"), value.get("claims")
    view.place_id = place_ids[index] if isinstance(index, int) and 0 <= index < len(place_ids) else None
    view.opened = opened if isinstance(opened, str) and opened in {*BINS, "total", *FIGURES} else None
    view.rows = ()
    if view.opened in FIGURES and isinstance(rows, list):
        view.rows = tuple(claim_ids[i] for i in rows if isinstance(i, int) and 0 <= i < len(claim_ids))
    if view.opened:
        view.place_id = None
    if view.opened or view.place_id:
        view.document_id = None


def _day(text: object) -> date | None:
    if not isinstance(text, str):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def reset(view: View) -> None:
    """Show everything again; presenting stays as it is."""
    view.selection, view.edits_as_of = Selection(), None
    view.generation += 1
    view.place_id, view.document_id, view.opened, view.rows, view.trouble = None, None, None, (), ()
    view.desk = {key: view.desk[key] for key in _LASTING if key in view.desk}
    push(view)


BINS = ("shown", "outside", "no_date", "no_place", "not_yet_known", "filtered", "background")
