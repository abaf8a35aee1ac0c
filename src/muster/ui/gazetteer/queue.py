"""The names of the loaded data that are open, each settled in two clicks; and those that were judged."""

from __future__ import annotations

import streamlit as st

from muster.model import Dataset
from muster.query.names import NameInDocument, country_of, judgement_on, names_of, resolve_quietly, to_settle
from muster.store import Judgement, Store
from muster.ui.gazetteer import candidates
from muster.ui.gazetteer.board import Shown
from muster.ui.gazetteer.candidates import Question
from muster.ui.gazetteer.visit import Visit
from muster.ui.gazetteer.words import (
    Offer,
    automatic_words,
    context_words,
    offer_of_place,
    offers,
    place_name,
    place_words,
    signature,
    status_words,
)

ON_A_PAGE = 8


def show_open(dataset: Dataset, store: Store, visit: Visit) -> Shown:
    """Draw the queue; return what the map is to show: the name in hand, else the first."""
    waiting = to_settle(dataset, store.all_current())
    if not waiting:
        with st.container(key="empty"):
            st.text("Nothing to settle.")
            st.text(
                "Each name of the loaded data has one place that it clearly means, or somebody's judgement."
            )
        return Shown(state="settled")
    st.caption(
        "The resolver alone does not arrive at the place that the data has. Choose a place, confirm: "
        "what you say is kept beside the data, which stays as it is."
    )
    pages = (len(waiting) + ON_A_PAGE - 1) // ON_A_PAGE
    page = 0
    if pages > 1:
        page = int(st.number_input(f"Page (of {pages})", 1, pages, key="queue-page")) - 1
    part = waiting[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    asked = [(item, _offers(dataset, item)) for item in part]
    for item, offered in asked:
        with st.container(key=f"open_{item.item_id}"):
            _head(dataset, item)
            candidates.ask(dataset, store, visit, _question(item, offered))
    in_hand = next((pair for pair in asked if visit.picked(pair[0].item_id)), None)
    item, offered = in_hand or next((pair for pair in asked if pair[1]), asked[0])
    return Shown(item.item_id, offered, "unknown", title=item.name)


def _offers(dataset: Dataset, item: NameInDocument) -> tuple[Offer, ...]:
    coded = [(place_id, "its claims are coded here") for place_id in item.place_ids]
    return offers(dataset, item.resolution, coded)


def _question(item: NameInDocument, offered: tuple[Offer, ...]) -> Question:
    return Question(item.item_id, item.name, offered, item.document_id, item.country)


def _head(dataset: Dataset, item: NameInDocument) -> None:
    document = dataset.documents[item.document_id]
    count = "1 claim" if len(item.claims) == 1 else f"{len(item.claims)} claims"
    coded = " and ".join(place_name(dataset, place_id) for place_id in item.place_ids)
    automatic = (
        f"Automatic: {automatic_words(dataset, item.resolution)}"
        if item.resolution.place
        else status_words(item.resolution)[0]
    )
    with st.container(key=f"openhead_{item.item_id}"):
        st.text(item.name)
        st.text(f"{count} in “{document.title or document.document_id}”")
        st.text(f"{automatic} · {f'coded as {coded}' if coded else 'no place in the data yet'}")
        if item.resolution.notes:
            st.text("; ".join(item.resolution.notes))


def show_judged(dataset: Dataset, store: Store, visit: Visit) -> Shown:
    """Draw every judgement that holds, with what it replaced; return what the map is to show."""
    current = store.all_current()
    if not current:
        with st.container(key="empty"):
            st.text("No judgement yet.")
            st.text(
                "What somebody settles under “To settle” or in “Look up” is listed here, with who, when and why."
            )
        return Shown(state="empty")
    by_id = {row.judgement_id: row for row in store.history()}
    chosen = dict.fromkeys(row.place_id for row in reversed(current) if row.place_id)
    shown = Shown("", tuple(offer_of_place(dataset, place_id, "judged") for place_id in chosen), "judged")
    for judgement in reversed(current):
        with st.container(key=f"judged_{judgement.judgement_id}"):
            shown = _judged(dataset, store, visit, judgement, by_id) or shown
    return shown


def _judged(
    dataset: Dataset, store: Store, visit: Visit, judgement: Judgement, by_id: dict[str, Judgement]
) -> Shown | None:
    resolution = resolve_quietly(dataset, judgement.name)
    with st.container(key=f"judgedhead_{judgement.judgement_id}"):
        st.text(judgement.name)
        st.text(f"→ {place_words(dataset, judgement.place_id)}")
        st.text(signature(judgement))
        where = context_words(dataset, judgement.context)
        st.text(where[:1].upper() + where[1:])
        st.text(f"Automatic answer: {automatic_words(dataset, resolution)}{_coded(dataset, judgement)}")
    older = _line(judgement, by_id)
    if older:
        with st.container(key=f"older_{judgement.judgement_id}"):
            for row in older:
                st.text(f"Before: {place_words(dataset, row.place_id)} · {signature(row)}")
    if visit.changing != judgement.judgement_id:
        st.button("Change", key=f"change-{judgement.judgement_id}", on_click=_change, args=(visit, judgement))
        return None
    offered = offers(dataset, resolution, _also(dataset, judgement))
    question = Question(
        judgement.judgement_id[:12],
        judgement.name,
        offered,
        judgement.context.document_id,
        judgement.context.country or country_of(dataset, (), resolution),
        judgement.judgement_id,
    )
    candidates.ask(dataset, store, visit, question)
    return Shown(question.item_id, offered, "unknown", title=judgement.name)


def _also(dataset: Dataset, judgement: Judgement) -> list[tuple[str, str]]:
    held = [(judgement.place_id, "chosen in the judgement that holds")] if judgement.place_id else []
    return [*held, *((place_id, "its claims are coded here") for place_id in _coded_ids(dataset, judgement))]


def _coded_ids(dataset: Dataset, judgement: Judgement) -> tuple[str, ...]:
    same = [item for item in names_of(dataset) if judgement_on(item, [judgement]) is not None]
    return tuple(dict.fromkeys(place_id for item in same for place_id in item.place_ids))


def _coded(dataset: Dataset, judgement: Judgement) -> str:
    names = [place_name(dataset, place_id) for place_id in _coded_ids(dataset, judgement)]
    return f" · coded as {' and '.join(names)}" if names else ""


def _line(judgement: Judgement, by_id: dict[str, Judgement]) -> list[Judgement]:
    """Return what a judgement replaced, the latest first."""
    found = []
    while judgement.supersedes and judgement.supersedes in by_id:
        judgement = by_id[judgement.supersedes]
        found.append(judgement)
    return found


def _change(visit: Visit, judgement: Judgement) -> None:
    visit.changing, visit.chosen = judgement.judgement_id, None


def count_open(dataset: Dataset, store: Store) -> int:
    return len(to_settle(dataset, store.all_current()))
