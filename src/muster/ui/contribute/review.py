"""The queue: one draft at a time beside its sentence; `deciding` has what is decided on it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import streamlit as st

from muster.ingest import review as reviewing
from muster.ingest.review import Waiting
from muster.model import Dataset
from muster.store import State, Store
from muster.ui.contribute import deciding, more, sentence
from muster.ui.contribute import visit as visiting
from muster.ui.contribute.differences import show_differences
from muster.ui.contribute.taken import title_of
from muster.ui.contribute.visit import Visit
from muster.ui.options import told_apart
from muster.ui.places_to_go import to_place_on_map
from muster.web import site

AT_ONCE = 200
"""How many drafts are walked through; the next ones come as these are decided."""


def show(dataset: Dataset, store: Store, visit: Visit) -> None:
    """Draw the draft in hand with all that can be done with it."""
    _choose_import(store, visit)
    found = _in_order(dataset, store, visit)
    _told(store, visit)
    _decided_meanwhile(store, visit, {one.revision.item_id for one in found})
    if not found:
        with st.container(key="empty"):
            st.text("Nothing waits.")
            st.text("What “Read an article” or “Import a file” finds is shown here, one draft at a time.")
        return
    stayed = min(visit.at, len(found) - 1) if visit.item_id else 0
    index = next((i for i, one in enumerate(found) if one.revision.item_id == visit.item_id), stayed)
    visit.at = index
    waiting = found[index]
    visit.item_id = waiting.revision.item_id
    with st.container(key="review"):
        with st.container(key="review_sentence"):
            _walk(visit, found, index)
            _source(store, waiting)
            sentence.show(waiting.draft)
            for note in waiting.draft.notes:
                with st.container(key=f"note_{waiting.draft.notes.index(note)}"):
                    st.text(note)
            _theirs(store, visit, waiting)
        with st.container(key="review_form"):
            deciding.show(dataset, store, visit, waiting, _after(found, index))
    more.show(dataset, store, visit, waiting, found)


def _in_order(dataset: Dataset, store: Store, visit: Visit) -> list[Waiting]:
    """Return what waits, with the draft in hand, as it came in: one that was corrected or taken back keeps its place."""
    found = list(islice(_waiting(dataset, store, visit), AT_ONCE))
    ids = [one.revision.item_id for one in found]
    if visit.item_id and len(found) == AT_ONCE and visit.item_id not in ids:
        found += _still_waiting(dataset, store, visit)
    aside = {one.item_id for one in site.set_aside()}
    came = store.ledger.came_in([one.revision.item_id for one in found])
    return sorted(
        found, key=lambda one: (one.revision.item_id not in aside, came.get(one.revision.item_id, 0))
    )


def _still_waiting(dataset: Dataset, store: Store, visit: Visit) -> list[Waiting]:
    """Return the draft in hand where it waits behind those that are walked through."""
    history = store.ledger.history(visit.item_id)
    if not history:
        return []
    row = history[-1]
    is_asked = visit.import_id in {"", row.first_import, row.import_id}
    is_waiting = row.state is State.DRAFT or row.proposed is not None
    return [reviewing.waiting_of(row, dataset)] if is_asked and is_waiting else []


def _waiting(dataset: Dataset, store: Store, visit: Visit) -> Iterator[Waiting]:
    """Yield what was accepted and no longer fits, then the drafts; of one import where it was chosen."""
    for one in site.set_aside():
        if one.item_id and visit.import_id in {"", one.import_id}:
            yield reviewing.waiting_of(store.ledger.get(one.item_id), dataset)
    yield from reviewing.queue(store, dataset, import_id=visit.import_id or None)


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
        return f"{title_of(entry)}, {entry.at:%Y-%m-%d %H:%M:%S} UTC, {entry.who}"

    options = ["", *reversed(imports)]
    chosen = st.selectbox(
        "Of which article or file", options, index=options.index(visit.import_id),
        format_func=told_apart(options, words),
        label_visibility="collapsed",
    )  # fmt: skip
    if (chosen or "") != visit.import_id:
        visit.import_id, visit.item_id = chosen or "", ""


def _told(store: Store, visit: Visit) -> None:
    if visit.said:
        with st.container(key="said", horizontal=True):
            st.text(visit.said)
            if visit.is_on_map and st.button("See it on the map", key="see-on-map", type="tertiary"):
                to_place_on_map(visit.on_map)
            if visit.last is not None:
                st.button(
                    "Take it back", key="take-back", type="tertiary", shortcut="z",
                    on_click=more.do, args=(visit, deciding.taking_back(store, visit, *visit.last)),
                )  # fmt: skip
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

    is_asked = visit.refusing == visit.item_id  # a reason may be typed: no letter of it leaves the draft
    with st.container(key="walk", horizontal=True, vertical_alignment="center"):
        st.button(
            "Previous", key="previous", shortcut=None if is_asked else "p", disabled=index == 0, on_click=go,
            args=(index - 1,),
        )  # fmt: skip
        st.text(f"{index + 1} of {len(found)}{'+' if len(found) >= AT_ONCE else ''}")
        last = index + 1 == len(found)
        st.button(
            "Next", key="next", shortcut=None if is_asked else "n", disabled=last, on_click=go,
            args=((index + 1) % len(found),),
        )  # fmt: skip


def _source(store: Store, waiting: Waiting) -> None:
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
            imports = {entry.import_id: entry for entry in store.ledger.imports()}
            entry = imports.get(waiting.revision.first_import)
            st.text(title_of(entry) if entry else "As imported")
            st.text(waiting.draft.locator)


def _theirs(store: Store, visit: Visit, waiting: Waiting) -> None:
    """Show what this visitor wanted of a draft that somebody changed meanwhile, and let it be put back in the fields."""
    mine = visit.mine.get(waiting.revision.item_id)
    if mine is None:
        return
    now = waiting.draft.to_plain()
    with st.container(key="mine"):
        theirs = waiting.revision.who
        told = "It waits again." if theirs == visiting.who() else f"{theirs} changed this meanwhile."
        st.text(f"{told} Your changes are kept here:")
        show_differences({name: now.get(name) for name in mine}, mine, ("now", "yours"))
        st.button("Keep mine on top", key="keep-mine", on_click=_keep_mine, args=(store, visit, waiting))
        st.button(
            "Drop mine",
            key="drop-mine",
            type="tertiary",
            on_click=_drop_mine,
            args=(visit, waiting.revision.item_id),
        )


def _decided_meanwhile(store: Store, visit: Visit, waiting: set[str]) -> None:
    """Show what this visitor wanted of drafts that somebody else decided: they may have the decision taken back."""
    for item_id in [key for key in visit.mine if key not in waiting]:
        history = store.ledger.history(item_id)
        if not history or history[-1].state is State.DRAFT:
            continue
        row, mine = history[-1], visit.mine[item_id]
        with st.container(key=f"mine_{item_id}"):
            words = row.content.get("place_text") or row.content.get("summary") or row.claim_id
            st.text(f"{row.who} decided this meanwhile ({words}: {row.state}). Your changes are kept here:")
            show_differences({name: row.content.get(name) for name in mine}, mine, ("decided", "yours"))
            st.button(
                "Take that decision back", key=f"reopen-{item_id}",
                on_click=more.do, args=(visit, deciding.taking_back(store, visit, item_id, row.number)),
            )  # fmt: skip
            st.button(
                "Drop mine", key=f"drop-{item_id}", type="tertiary", on_click=_drop_mine, args=(visit, item_id),
            )  # fmt: skip


def _keep_mine(store: Store, visit: Visit, waiting: Waiting) -> None:
    mine = visit.mine.get(waiting.revision.item_id)
    if mine is not None:
        deciding.keep_changes(store, visit, waiting, dict(mine))


def _drop_mine(visit: Visit, item_id: str) -> None:
    visit.hush()
    visit.mine.pop(item_id, None)
