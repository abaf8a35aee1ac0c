"""What one visitor does on the gazetteer's page, between reruns; and the store that their judgements go to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from muster.store import Store, default_location

_KEY = "muster-gazetteer"
OTHER = "?"
"""Chosen: another place than those that are offered. No place has this id: ids are slugs."""


@dataclass
class Visit:
    """`chosen` is what was picked for one name (its item id and a place id, None for "none of them") and not confirmed.

    `offered` are the item id and the place ids that the map shows, in the order of their numbers. `who` is asked once.
    """

    who: str = ""
    chosen: tuple[str, str | None] | None = None
    offered: tuple[str, tuple[str, ...]] = ("", ())
    changing: str = ""
    said: str = ""
    seen: str = ""
    added: list[dict[str, str]] = field(default_factory=list)
    checked: dict[str, str] = field(default_factory=dict)

    def pick(self, item_id: str, place_id: str | None) -> None:
        """Choose a place for a name; nothing is kept until it is confirmed."""
        self.chosen, self.said = (item_id, place_id), ""

    def drop(self) -> None:
        self.chosen = None

    def forget_who(self) -> None:
        """Ask for the name again: somebody else sits here now."""
        self.who = ""

    def take_out(self) -> None:
        """Forget the last place that was added."""
        del self.added[-1:]

    def picked(self, item_id: str) -> tuple[str | None] | None:
        """Return the one-tuple of what is chosen for a name, or None where nothing is."""
        return (self.chosen[1],) if self.chosen and self.chosen[0] == item_id else None

    def heard(self, value: object) -> None:
        """Take over a number that was clicked on the map. Values come from a browser: each is checked, none is trusted."""
        if not isinstance(value, dict):
            return
        seq, number = str(value.get("seq", "")), value.get("chosen")
        if not seq or seq == self.seen or not isinstance(number, int):
            return
        self.seen = seq
        item_id, places = self.offered
        if 1 <= number <= len(places):
            self.pick(item_id, places[number - 1])


def current() -> Visit:
    """Return this visit's state, made at the first call."""
    state: Any = st.session_state
    if _KEY not in state:
        state[_KEY] = Visit()
    visit: Visit = state[_KEY]
    return visit


def store() -> Store:
    """Return the store in use, opened once for each location. Raises StoreError where it cannot be opened."""
    return _store(default_location())


@st.cache_resource(show_spinner=False)
def _store(location: str) -> Store:
    return Store(location)
