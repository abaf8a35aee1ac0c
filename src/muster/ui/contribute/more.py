"""What is rarer in review: one draft as several, two as one, a whole import at once, and a draft's history."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from muster.errors import MusterError
from muster.gazetteer.words import PRECISIONS
from muster.ingest import review as reviewing
from muster.ingest.review import Waiting
from muster.model import Dataset
from muster.store import Store
from muster.ui.contribute import form, history, working
from muster.ui.contribute import visit as visiting
from muster.ui.contribute.visit import Visit
from muster.ui.gazetteer.words import place_words
from muster.ui.options import told_apart, where_it_lies
from muster.vocabulary import GeoPrecision, PlaceBasis, PlaceRole
from muster.web.places import find_place


def show(dataset: Dataset, store: Store, visit: Visit, waiting: Waiting, found: Sequence[Waiting]) -> None:
    """Draw what is folded away under the draft in hand."""
    item = f"{waiting.revision.item_id}-{waiting.revision.number}"
    with st.container(key="more"):
        with st.expander("Split into several places"):
            _split(dataset, store, visit, waiting, item)
        if len(found) > 1:
            with st.expander("Says the same as another draft"):
                _merge(store, visit, waiting, found, item)
        if visit.import_id:
            with st.expander("All of this article or file"):
                _all(dataset, store, visit, is_held=any(one.revision.item_id in visit.mine for one in found))
        with st.expander(f"History: {waiting.revision.number} version{'s' * (waiting.revision.number > 1)}"):
            history.show(store, waiting.revision.item_id)


def _split(dataset: Dataset, store: Store, visit: Visit, waiting: Waiting, item: str) -> None:
    draft = waiting.draft
    key = f"split-{item}"
    own = [draft.place_id] if draft.place_id else []
    held = list(st.session_state.get(key, own))
    asked = st.text_input(
        "Look a place up, anywhere in the world", key=f"{key}-lookup", max_chars=200
    ).strip()
    found, told = form.looked_up(dataset, asked)
    if told:
        st.text(told)
    options = list(dict.fromkeys([*own, *held, *found, *draft.candidates, *dataset.places]))
    chosen = st.multiselect(
        "One draft for each of these places",
        options,
        default=own,
        format_func=told_apart(
            options, lambda key: place_words(dataset, key), lambda key: where_it_lies(dataset, key)
        ),
        key=key,
        select_all=False,
        placeholder="Choose two or more",
    )

    def split(who: str) -> str:
        changes: list[Mapping[str, Any]] = [
            {
                "place_id": place_id,
                "candidates": None,
                "geo_precision": _precision(dataset, place_id),
                "place_role": (draft.place_role or PlaceRole.AT).value,
                "place_basis": (draft.place_basis or PlaceBasis.STATED).value,
            }
            for place_id in chosen
        ]
        reviewing.split(store, waiting.revision.item_id, changes, number=waiting.revision.number, who=who)
        return f"Split: {len(chosen)} drafts wait in its place."

    _button("Split", "split", visit, split, is_off=len(chosen) < 2 or waiting.revision.item_id in visit.mine)


def _precision(dataset: Dataset, place_id: str) -> int:
    place = find_place(dataset, place_id)
    return int(PRECISIONS.get(place.kind, GeoPrecision.TOWN) if place else GeoPrecision.TOWN)


def _merge(store: Store, visit: Visit, waiting: Waiting, found: Sequence[Waiting], item: str) -> None:
    others = {one.revision.item_id: one for one in found if one.revision.item_id != waiting.revision.item_id}

    def words(key: str) -> str:
        draft = others[key].draft
        return f"{draft.place_text or 'no place'}: {draft.sentence or draft.summary}"

    other = st.selectbox(
        "Let the one in hand stand for this one too",
        list(others),
        index=None,
        format_func=told_apart(others, words, lambda key: f"{others[key].draft.locator} ({key})"),
        key=f"merge-{item}",
        placeholder="Choose a draft",
    )

    def merge(who: str) -> str:
        if other is not None:
            numbers = (waiting.revision.number, others[other].revision.number)
            reviewing.merge(store, waiting.revision.item_id, other, numbers=numbers, who=who)
        return "Merged: the other is rejected, and says into what."

    _button(
        "Merge",
        "merge",
        visit,
        merge,
        is_off=other is None or bool({waiting.revision.item_id, other} & visit.mine.keys()),
    )


def _all(dataset: Dataset, store: Store, visit: Visit, *, is_held: bool) -> None:
    import_id = visit.import_id
    why = st.text_input("Reason (needed to reject)", key=f"all-why-{import_id}", max_chars=500)

    def accept(who: str) -> None:
        def told(done: reviewing.AllAccepted) -> None:
            visit.is_on_map, visit.on_map = done.count > 0, None
            still = f" {done.waiting:,} still have something open." if done.waiting else ""
            visit.said = f"{done.count:,} accepted.{still}"

        working.begin(
            visit,
            lambda work: reviewing.accept_all(store, dataset, import_id, who=who, why=why, watch=work.watch),
            told,
        )

    def reject(who: str) -> None:
        working.begin(
            visit,
            lambda work: reviewing.reject_all(store, import_id, who=who, why=why, watch=work.watch),
            lambda count: setattr(visit, "said", f"{count:,} rejected."),
        )

    with st.container(key="all_buttons", horizontal=True):
        _begin("Accept all that have nothing open", "accept-all", visit, accept, is_off=is_held)
        _begin("Reject all", "reject-all", visit, reject, is_off=not why.strip() or is_held)
        st.text("To take it back as a whole, go to “Decided”.")
    if is_held:
        st.text("Changes of yours stand beside a draft that somebody else changed: settle them first.")


def _begin(label: str, key: str, visit: Visit, act: Callable[[str], None], *, is_off: bool = False) -> None:
    st.button(label, key=key, disabled=is_off, on_click=begin, args=(visit, act))


def begin(visit: Visit, act: Callable[[str], None]) -> None:
    """Begin something that may take a while in the name of who sits here."""
    visit.hush()
    who = visiting.who()
    if not who:
        visit.trouble = "Write your name: a decision says who made it."
        return
    act(who)


def _button(label: str, key: str, visit: Visit, act: Callable[[str], str], *, is_off: bool = False) -> None:
    st.button(label, key=key, disabled=is_off, on_click=do, args=(visit, act))


def do(visit: Visit, act: Callable[[str], str]) -> None:
    """Do something in the name of who sits here, and say how it went."""
    visit.hush()
    who = visiting.who()
    if not who:
        visit.trouble = "Write your name: a decision says who made it."
        return
    try:
        said = act(who)
    except MusterError as error:
        visit.trouble = str(error)
        return
    visit.said = said
