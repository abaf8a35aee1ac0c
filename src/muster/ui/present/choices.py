"""The column at the left: which view it is, in words, and how its figure is to look."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from muster.errors import SelectionError
from muster.figures.spec import LONGEST_TEXT, SIZES, FigureSpec
from muster.figures.words import words_of
from muster.model import Dataset
from muster.ui import notices, places_to_go
from muster.ui.evidence import desk
from muster.ui.present import asked
from muster.ui.state import View
from muster.ui.timeline.looks import LANE_WORDS

KIND_WORDS = {
    "map": "Map",
    "timeline": "Timeline",
    "brief": "Map over timeline",
    "sources": "Table of sources",
    "frames": "Frames",
}
SIZE_WORDS = {
    "1920x1080": "Slide, 1920 × 1080",
    "4:3": "Slide, 4:3",
    "square": "Square",
    "a4": "A4 landscape",
    "a4-portrait": "A4 portrait",
}
THEME_WORDS = {"light": "Light", "dark": "Dark", "print": "Print, in greys"}
STEP_WORDS = {"data": "Days that change", "day": "Day", "week": "Week"}
CLOCK_WORDS = {"happened": "What happened", "known": "What was known"}
SECONDS = ("0.3", "0.7", "1.5", "3")
HANDLINGS = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")


def show(dataset: Dataset, view: View) -> None:
    """Draw the column."""
    notices.show(view)
    _which_view(dataset, view)
    _pick(view, "draw", "Figure", KIND_WORDS)
    kind = view.desk.get("draw", "") or "map"
    if kind == "timeline":
        _pick(view, "lanes", "Lanes", LANE_WORDS)
    if kind == "frames":
        _pick(view, "clock", "What plays", CLOCK_WORDS)
        _pick(view, "every", "A frame for each", STEP_WORDS)
        _choose(view, "seconds", "Seconds that a frame stands", SECONDS, default="0.7")
    _choose(view, "size", "Size", tuple(SIZES), words=SIZE_WORDS, hint="Or write pixels, such as 1280x720.")
    _pick(view, "theme", "Theme", THEME_WORDS)
    if kind not in {"timeline", "sources"}:
        extents = asked.extents_of(dataset, view)
        hint = "Or write west,south,east,north in degrees."
        if extents[0] == asked.AS_MAP:
            hint = f"As on the map: its middle and zoom, in a window of usual size. {hint}"
        _choose(view, "extent", "Extent", extents, hint=hint)
    _write(view, "title", "Title", st.text_input, placeholder=dataset.title)
    _write(view, "note", "Note", st.text_area, placeholder="A line or two below the title", height=80)
    _choose(view, "handling", "Handling", HANDLINGS, default=None, hint="Above and below the figure.")


def _which_view(dataset: Dataset, view: View) -> None:
    with st.container(key="which_view"):
        st.text("The view")
        try:
            kind = view.desk.get("draw", "")
            # A timeline shows what no map can: its tally is another.
            asked_kind = kind if kind in KIND_WORDS else "map"
            words = words_of(dataset, FigureSpec(kind=asked_kind, selection=view.selection))
        except SelectionError as error:
            st.text(str(error))
            return
        for line in (words.happened, words.said, words.filters or "No filters", words.tally):
            st.text(line)
        if st.button("Change it on the map", key="present-to-map", type="tertiary"):
            places_to_go.to_map()


def _pick(view: View, name: str, label: str, words: Mapping[str, str]) -> None:
    """One of a few, side by side; the first is what it is when nothing is asked."""
    key, first = f"present-{name}", next(iter(words))
    now = view.desk.get(name, "") or first
    st.session_state[key] = now if now in words else None

    def changed() -> None:
        value = st.session_state[key]
        desk.put(view, name, "" if value in {None, first} else value)

    st.pills(label, list(words), format_func=lambda code: words[code], key=key, on_change=changed)


def _choose(  # noqa: PLR0913 - how one box differs from another
    view: View,
    name: str,
    label: str,
    options: Sequence[str],
    *,
    words: Mapping[str, str] | None = None,
    default: str | None = "",
    hint: str = "",
) -> None:
    """One of a list, or what is written in the box. Without a `default` the first stands; None is nothing at all."""
    key, named = f"present-{name}", words or {}
    first = options[0] if default == "" else default
    st.session_state[key] = view.desk.get(name, "") or first

    def changed() -> None:
        value = st.session_state[key]
        desk.put(view, name, "" if value in {None, first} else str(value)[:LONGEST_TEXT])

    st.selectbox(
        label,
        list(options),
        index=None,
        format_func=lambda code: named.get(code, code),
        key=key,
        on_change=changed,
        accept_new_options=True,
        placeholder="None",
        help=hint or None,
    )


def _write(view: View, name: str, label: str, widget: Callable[..., object], **more: object) -> None:
    key = f"present-{name}"
    st.session_state[key] = view.desk.get(name, "")

    def changed() -> None:
        desk.put(view, name, " ".join(st.session_state[key].split()))

    widget(label, key=key, on_change=changed, max_chars=LONGEST_TEXT, **more)
