"""What could not be used of a link, in one clear line each, with what exists instead."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from muster.ui import edits
from muster.ui.contribute.visit import to_review
from muster.ui.state import View
from muster.web import site

_LISTED = 30
_EXISTING = " There are: "
_OTHER = "This link was made on another version of the data ({}; now {}): what it shows may differ from what was seen."


def show(view: View, version: str = "") -> None:
    """Draw the notices of a view's address: another data version than the one in use, then what could not be used."""
    if view.other_version:
        with st.container(key="other-version", horizontal=True):
            st.text(_OTHER.format(view.other_version, version or edits.dataset().version))

            def accept() -> None:
                view.other_version = ""

            st.button("Go on", key="accept-version", type="tertiary", on_click=accept)
    if view.trouble:
        with st.container(key="trouble"):
            st.warning("Part of the link could not be used; the rest is shown.", icon=None)
            show_problems(view.trouble)


def show_read_only() -> None:
    """Draw, where nothing can be written, the line that says so."""
    why = site.why_read_only()
    if why:
        with st.container(key="read-only"):
            st.text(why)


def show_set_aside() -> None:
    """Draw what was accepted and is not shown, why, and the way to where it is mended."""
    aside = site.set_aside()
    if not aside:
        return
    count = sum(one.count for one in aside)
    with st.container(key="set-aside", horizontal=True):
        st.text(f"{count:,} accepted {'claim is' if count == 1 else 'claims are'} not shown.")
        with st.popover("Which, and why", type="tertiary"), st.container(key="set-aside-list"):
            for one in aside[:_LISTED]:
                st.text(one.label)
                st.text(f"{one.why[:1].upper()}{one.why[1:].rstrip('.')}.")
            if len(aside) > _LISTED:
                st.text(f"and {len(aside) - _LISTED:,} more; as these are mended, the next are listed.")
        if st.button("Mend", key="mend-set-aside", type="tertiary"):
            to_review(next((one.item_id for one in aside if one.item_id), ""), aside[0].import_id)


def show_problems(problems: Sequence[str]) -> None:
    """Draw what is wrong, a line each, and what there is folded away."""
    for line in problems:
        st.text(line.partition(_EXISTING)[0])
    existing = [line for line in problems if _EXISTING in line]
    if existing:
        with st.expander("What there is"):
            for line in existing:
                st.text(line)


def show_other_version_of_link() -> None:
    """Draw the notice of another data version on a page that keeps no view; its address holds the version."""
    version, now = st.query_params.get("v", ""), site.dataset().version
    if version and version != now:
        with st.container(key="other-version"):
            st.text(_OTHER.format(version[:12], now))
