"""The places that a name could be, to choose from and to confirm: the two clicks. Data text is shown by st.text alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from muster.errors import MusterError
from muster.model import Dataset
from muster.store import Context, Store
from muster.ui.controls import plain
from muster.ui.gazetteer.visit import OTHER, Visit
from muster.ui.gazetteer.words import MINOR, Offer, area_name, offer_of_place

FIRST = 5
_SCOPES = {"document": "In this document", "country": "In this country", "both": "In both"}


@dataclass(frozen=True, slots=True)
class Question:
    """One name that somebody may settle. `supersedes` is the judgement that a new one replaces, "" for a first one."""

    item_id: str
    name: str
    offers: tuple[Offer, ...]
    document_id: str = ""
    country: str = ""
    supersedes: str = ""


def ask(dataset: Dataset, store: Store, visit: Visit, question: Question) -> None:
    """Draw the cards of a name, and under them what is chosen, to be confirmed."""
    picked = visit.picked(question.item_id)
    numbered = list(enumerate(question.offers, start=1))
    shown = numbered if picked else _likely(numbered)
    common, sharing = _common(question.offers)
    with st.container(key=f"cands_{question.item_id}"):
        if common:
            whom = "each" if len(sharing) == len(question.offers) else f"the first {len(sharing)}"
            st.text(f"Of {whom}: {'; '.join(common)}")
        for number, offer in shown:
            chosen = picked == (offer.place_id,)
            why = tuple(w for w in offer.why if offer not in sharing or w not in common)
            _card(visit, question, number, replace(offer, why=why), chosen)
            if chosen:
                _confirm(dataset, store, visit, question, offer.place_id)
    hidden = len(numbered) - len(shown)
    if hidden:
        st.caption(f"{hidden} more, on the map and in the table: choose any place to have them all here.")
    with st.container(key=f"none_{question.item_id}", horizontal=True):
        for key, words, place_id in (("none", "None of these", None), ("other", "Another place …", OTHER)):
            st.button(
                words if question.offers or key == "other" else "No place",
                key=f"{key}-{question.item_id}",
                type="secondary" if picked == (place_id,) else "tertiary",
                on_click=visit.pick,
                args=(question.item_id, place_id),
            )
    if picked and picked[0] not in {offer.place_id for offer in question.offers}:
        _confirm(dataset, store, visit, question, picked[0])


def _likely(numbered: list[tuple[int, Offer]]) -> list[tuple[int, Offer]]:
    """Return the first few that come near the best, and all that the data or a person names, under their numbers."""
    best = max((offer.score for _, offer in numbered if offer.score is not None), default=0.0)
    near = [pair for pair in numbered if pair[1].score is not None and pair[1].score >= MINOR * best][:FIRST]
    return [pair for pair in numbered if pair in near or pair[1].score is None]


def _common(offers: tuple[Offer, ...]) -> tuple[tuple[str, ...], tuple[Offer, ...]]:
    """Return the reasons that those which fit best share, and which these are: said once, so that differences are seen."""
    best = max((offer.score for offer in offers if offer.score is not None), default=None)
    sharing = tuple(offer for offer in offers if offer.score is not None and offer.score == best)
    if len(sharing) < 2:
        return (), ()
    return tuple(w for w in sharing[0].why if all(w in offer.why for offer in sharing)), sharing


def _card(visit: Visit, question: Question, number: int, offer: Offer, chosen: bool) -> None:
    where = f"{question.item_id}_{number}"
    with st.container(key=f"cand_{'on' if chosen else 'off'}_{where}", horizontal=True):
        st.button(
            str(number),
            key=f"choose-{question.item_id}-{number}",
            on_click=visit.pick,
            args=(question.item_id, offer.place_id),
        )
        with st.container(key=f"candtext_{where}"):
            st.text(offer.name)
            st.text(offer.line if offer.score is None else f"{offer.line} · score {offer.score:.2f}")
            if offer.why:
                st.text("; ".join(offer.why))
            if offer.note:
                st.text(offer.note)


def _confirm(dataset: Dataset, store: Store, visit: Visit, question: Question, place_id: str | None) -> None:
    key = question.item_id
    with st.container(key=f"confirm_{key}"):
        is_open = place_id == OTHER
        if is_open:
            place_id = st.selectbox(
                "Which curated place",
                list(dataset.places),
                index=None,
                format_func=lambda k: f"{dataset.places[k].name} ({k})",
                key=f"other-place-{key}",
                placeholder="Type to find it",
            )
        else:
            st.text("None of these places" if place_id is None else _said_of(question, dataset, place_id))
        with st.container(key=f"say_{key}", horizontal=True):
            if not visit.who:
                st.text_input("Your name, asked once", key=f"who-{key}")
            st.text_input("Why (may be left out)", key=f"why-{key}")
        scope = _scope(dataset, question, place_id)
        with st.container(key=f"confirmrow_{key}", horizontal=True):
            st.button(
                "Confirm",
                key=f"confirm-{key}",
                type="primary",
                disabled=is_open and place_id is None,
                on_click=_keep,
                args=(store, visit, question, place_id, scope),
            )
            st.button("Cancel", key=f"cancel-{key}", type="tertiary", on_click=visit.drop)
            if visit.who:
                with st.container(key=f"as_{key}", horizontal=True):
                    st.text(f"as {visit.who}")
                    st.button("not you?", key=f"who-else-{key}", type="tertiary", on_click=visit.forget_who)
        if visit.said:
            with st.container(key=f"trouble_{key}"):
                st.text(visit.said)


def _said_of(question: Question, dataset: Dataset, place_id: str) -> str:
    offer = next((o for o in question.offers if o.place_id == place_id), None)
    offer = offer or offer_of_place(dataset, place_id, "")
    return f"{offer.name}, {offer.line}"


def _scope(dataset: Dataset, question: Question, place_id: str | None) -> Context:
    """Ask where the judgement is to hold; a superseding one holds where the older one did."""
    if question.supersedes:
        return Context(question.document_id, question.country)
    country = next((o.code for o in question.offers if o.place_id == place_id and o.code), question.country)
    if not question.document_id:
        if country:
            st.caption(f"Holds wherever the name is said of a place in {plain(area_name(dataset, country))}.")
        return Context("", country)
    if not country:
        return Context(question.document_id, "")
    scope = st.segmented_control(
        "Where it holds",
        list(_SCOPES),
        default="document",
        required=True,
        format_func=lambda k: _SCOPES[k] if k != "country" else f"In {plain(area_name(dataset, country))}",
        key=f"scope-{question.item_id}",
    )
    return Context(question.document_id if scope != "country" else "", country if scope != "document" else "")


def _keep(store: Store, visit: Visit, question: Question, place_id: str | None, scope: Context) -> None:
    """Keep the judgement; what hinders it is said beside the button, and the choice stays."""
    who = visit.who or str(st.session_state.get(f"who-{question.item_id}", "")).strip()
    why = str(st.session_state.get(f"why-{question.item_id}", ""))
    if not who:
        visit.said = "Write your name first: a judgement says who made it."
        return
    try:
        if question.supersedes:
            store.supersede(question.supersedes, place_id=place_id, who=who, why=why)
        else:
            store.record(question.name, context=scope, place_id=place_id, who=who, why=why)
    except MusterError as error:
        visit.said = str(error)
        return
    visit.who, visit.chosen, visit.changing, visit.said = who, None, "", ""
    st.toast("Judgement kept")
