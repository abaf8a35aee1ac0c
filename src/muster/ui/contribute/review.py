"""The queue: one draft at a time beside its sentence, accepted, corrected, split, merged or rejected."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import islice
from typing import Any

import pandas as pd
import streamlit as st

from muster.errors import AlreadyEditedError, MusterError
from muster.ingest import review as reviewing
from muster.ingest.draft import Draft
from muster.ingest.merge import faults_of
from muster.ingest.review import Waiting
from muster.model import Dataset
from muster.store import State, Store
from muster.ui.contribute import form, more, sentence
from muster.ui.contribute import visit as visiting
from muster.ui.contribute.visit import Visit
from muster.ui.places_to_go import to_place_on_map

AT_ONCE = 200
"""How many drafts are walked through; the next ones come as these are decided."""


def show(dataset: Dataset, store: Store, visit: Visit) -> None:
    """Draw the draft in hand with all that can be done with it."""
    _choose_import(store, visit)
    found = list(islice(reviewing.queue(store, dataset, import_id=visit.import_id or None), AT_ONCE))
    _told(visit)
    if not found:
        with st.container(key="empty"):
            st.text("Nothing waits.")
            st.text("What “Read an article” or “Import a file” finds is listed here, one draft at a time.")
        return
    index = next((i for i, one in enumerate(found) if one.revision.item_id == visit.item_id), 0)
    waiting = found[index]
    visit.item_id = waiting.revision.item_id
    with st.container(key="review"):
        with st.container(key="review_sentence"):
            _walk(visit, found, index)
            _source(waiting)
            sentence.show(waiting.draft)
            for note in waiting.draft.notes:
                with st.container(key=f"note_{waiting.draft.notes.index(note)}"):
                    st.text(note)
            _theirs(store, visit, waiting)
        with st.container(key="review_form"):
            if waiting.proposed is not None or waiting.is_withdrawn:
                _proposed(dataset, store, visit, waiting)
            else:
                _draft(dataset, store, visit, waiting, _after(found, index))
    more.show(dataset, store, visit, waiting, found)


def item_key(waiting: Waiting) -> str:
    """Return what names a draft at its version, for the keys of its widgets."""
    return f"{waiting.revision.item_id}-{waiting.revision.number}"


def _choose_import(store: Store, visit: Visit) -> None:
    imports = {entry.import_id: entry for entry in store.ledger.imports()}
    if visit.import_id not in imports:
        visit.import_id = ""
    if len(imports) < 2:
        return

    def words(key: str) -> str:
        if not key:
            return "All that wait"
        entry = imports[key]
        title = json.loads(entry.document or "{}").get("title") or entry.file_name or entry.format
        return f"{title}, {entry.at:%Y-%m-%d %H:%M} UTC, {entry.who}"

    options = ["", *reversed(imports)]
    chosen = st.selectbox(
        "Of which article or file", options, index=options.index(visit.import_id), format_func=words,
        label_visibility="collapsed",
    )  # fmt: skip
    visit.import_id = chosen or ""


def _told(visit: Visit) -> None:
    if visit.said:
        with st.container(key="said", horizontal=True):
            st.text(visit.said)
            if visit.is_on_map and st.button("See it on the map", key="see-on-map", type="tertiary"):
                to_place_on_map(visit.on_map)
    if visit.trouble:
        with st.container(key="trouble"):
            st.text(visit.trouble)


def _after(found: list[Waiting], index: int) -> str:
    after = found[index + 1] if index + 1 < len(found) else found[index - 1] if index else None
    return after.revision.item_id if after else ""


def _walk(visit: Visit, found: list[Waiting], index: int) -> None:
    def go(to: int) -> None:
        visit.item_id = found[to].revision.item_id
        visit.hush()

    with st.container(key="walk", horizontal=True, vertical_alignment="center"):
        st.button(
            "Previous", key="previous", shortcut="p", disabled=index == 0, on_click=go, args=(index - 1,)
        )
        st.text(f"{index + 1} of {len(found)}{'+' if len(found) == AT_ONCE else ''}")
        last = index + 1 == len(found)
        st.button(
            "Next", key="next", shortcut="n", disabled=last, on_click=go, args=((index + 1) % len(found),)
        )


def _source(waiting: Waiting) -> None:
    document = waiting.draft.document
    with st.container(key="source"):
        if document is not None:
            parts = (
                document.publisher or "publisher not stated",
                document.published_at,
                waiting.draft.locator,
            )
            st.text(document.title)
            st.text(" · ".join(part for part in parts if part))
        else:
            st.text(waiting.draft.locator or "As imported")


def _draft(dataset: Dataset, store: Store, visit: Visit, waiting: Waiting, after: str) -> None:
    changes, opens = form.show(dataset, waiting.draft, item_key(waiting))
    try:
        faults = faults_of(form.changed_draft(waiting.draft, changes), dataset)
    except MusterError as error:
        faults = [str(error)]
    opens = [*opens, *(_in_words(fault) for fault in faults)]
    if opens:
        with st.container(key="opens"):
            for line in opens:
                st.text(line)
    visiting.ask_who()
    with st.container(key="decide", horizontal=True, vertical_alignment="bottom"):
        st.button(
            "Correct and accept" if changes else "Accept",
            key="accept",
            type="primary",
            shortcut="a",
            disabled=bool(opens),
            on_click=_accept,
            args=(dataset, store, visit, waiting, changes, after),
        )
        if changes:
            st.button(
                "Keep the changes",
                key="correct",
                shortcut="s",
                on_click=_correct,
                args=(store, visit, waiting, changes),
            )
    with st.container(key="refuse", horizontal=True, vertical_alignment="bottom"):
        why_key = f"why-{item_key(waiting)}"
        st.text_input("Why not", key=why_key, max_chars=500, placeholder="Needed to reject; kept")
        st.button(
            "Reject",
            key="reject",
            shortcut="x",
            on_click=_reject,
            args=(store, visit, waiting, why_key, after),
        )


def _in_words(fault: str) -> str:
    if fault.startswith("a stance of"):
        return "Say what it answers: a denial or a doubt is about an assertion."
    return f"{fault[:1].upper()}{fault[1:]}."


def _proposed(dataset: Dataset, store: Store, visit: Visit, waiting: Waiting) -> None:
    if waiting.is_withdrawn:
        st.text("A newer file no longer has this claim.")
    elif waiting.proposed is not None:
        st.text("A newer file says this otherwise.")
        show_differences(
            waiting.draft.to_plain(), waiting.proposed.to_plain(), ("as it stands", "newer file")
        )
    visiting.ask_who()
    with st.container(key="decide", horizontal=True, vertical_alignment="bottom"):
        st.button(
            "Withdraw it" if waiting.is_withdrawn else "Take it over",
            key="accept",
            type="primary",
            shortcut="a",
            disabled=bool(waiting.faults) and not waiting.is_withdrawn,
            on_click=_accept,
            args=(dataset, store, visit, waiting, {}, ""),
        )
    with st.container(key="refuse", horizontal=True, vertical_alignment="bottom"):
        why_key = f"why-{item_key(waiting)}"
        st.text_input("Why not", key=why_key, max_chars=500, placeholder="Needed to leave it as it is")
        st.button(
            "Leave as it is",
            key="reject",
            shortcut="x",
            on_click=_reject,
            args=(store, visit, waiting, why_key, ""),
        )


def show_differences(old: Mapping[str, Any], new: Mapping[str, Any], names: tuple[str, str]) -> None:
    """Draw the fields in which two contents differ."""
    rows = [
        (name.replace("_", " "), text_of(old.get(name)), text_of(new.get(name)))
        for name in dict.fromkeys((*old, *new))
        if old.get(name) != new.get(name) and name not in {"highlights", "document", "original"}
    ]
    st.dataframe(pd.DataFrame(rows, columns=["field", *names]), hide_index=True, width="stretch")


def text_of(value: Any) -> str:
    """Return a field's value as a table shows it."""
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _theirs(store: Store, visit: Visit, waiting: Waiting) -> None:
    """Show what this visitor wanted of a draft that somebody changed meanwhile, and let it be put back in the fields."""
    if visit.mine is None or visit.mine[0] != waiting.revision.item_id:
        return
    mine = visit.mine[1]
    now = waiting.draft.to_plain()
    with st.container(key="mine"):
        st.text(f"{waiting.revision.who} changed this meanwhile. Your changes are kept here:")
        show_differences({name: now.get(name) for name in mine}, mine, ("now", "yours"))
        st.button("Keep mine on top", key="keep-mine", on_click=_keep_mine, args=(store, visit, waiting))
        st.button("Drop mine", key="drop-mine", type="tertiary", on_click=_drop_mine, args=(visit,))


def _keep_mine(store: Store, visit: Visit, waiting: Waiting) -> None:
    if visit.mine is not None:
        _correct(store, visit, waiting, dict(visit.mine[1]))


def _drop_mine(visit: Visit) -> None:
    visit.mine = None


def _ready(visit: Visit) -> str:
    visit.hush()
    who = visiting.who()
    if not who:
        visit.trouble = "Write your name: a decision says who made it."
    return who


def _accept(  # noqa: PLR0913, PLR0917 - one call of one button
    dataset: Dataset, store: Store, visit: Visit, waiting: Waiting, changes: dict[str, Any], after: str
) -> None:
    who = _ready(visit)
    if not who:
        return
    item_id, number = waiting.revision.item_id, waiting.revision.number
    try:
        if changes:
            number = reviewing.correct(store, item_id, changes, number=number, who=who).number
        row = reviewing.accept(store, dataset, item_id, number=number, who=who)
    except AlreadyEditedError as error:
        _lost(visit, waiting, changes, error)
        return
    except MusterError as error:
        visit.trouble = str(error)
        return
    visit.mine, visit.item_id = None, after
    if row.state is State.ACCEPTED:
        draft = Draft.from_plain(row.content)
        visit.on_map, visit.is_on_map = draft.place_id, True
        place = draft.place_text or "It"
        visit.said = f"Accepted: {place} is on the map." if draft.place_id else "Accepted: it is in the data."
    else:
        visit.said = "Withdrawn."


def _correct(store: Store, visit: Visit, waiting: Waiting, changes: dict[str, Any]) -> None:
    who = _ready(visit)
    if not who:
        return
    try:
        reviewing.correct(store, waiting.revision.item_id, changes, number=waiting.revision.number, who=who)
    except AlreadyEditedError as error:
        _lost(visit, waiting, changes, error)
        return
    except MusterError as error:
        visit.trouble = str(error)
        return
    visit.mine, visit.said = None, "Kept. It still waits."


def _reject(store: Store, visit: Visit, waiting: Waiting, why_key: str, after: str) -> None:
    who = _ready(visit)
    if not who:
        return
    why = str(st.session_state.get(why_key) or "").strip()
    if not why:
        visit.trouble = "Say why not: the reason is kept."
        return
    try:
        reviewing.reject(store, waiting.revision.item_id, number=waiting.revision.number, who=who, why=why)
    except AlreadyEditedError as error:
        _lost(visit, waiting, {}, error)
        return
    except MusterError as error:
        visit.trouble = str(error)
        return
    visit.item_id, visit.said = after, "Rejected. It is under “Decided”, and can be taken back."


def _lost(visit: Visit, waiting: Waiting, changes: dict[str, Any], error: AlreadyEditedError) -> None:
    """Somebody was first: say who, and keep what this visitor wanted."""
    visit.trouble = (
        f"{error.who} was first: this draft was changed or decided meanwhile. Nothing of yours was written."
    )
    visit.mine = (waiting.revision.item_id, changes) if changes else None
