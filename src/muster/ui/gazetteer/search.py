"""Look a name up while it is typed: what it could be, how sure, and why."""

from __future__ import annotations

import hashlib
import re

import streamlit as st

from muster.errors import GazetteerError, MusterError
from muster.gazetteer import Resolution, resolve_name
from muster.model import Dataset
from muster.store import Judged, Store, apply_judgement
from muster.ui.gazetteer import candidates
from muster.ui.gazetteer.board import Shown
from muster.ui.gazetteer.candidates import Question
from muster.ui.gazetteer.visit import Visit
from muster.ui.gazetteer.words import (
    automatic_words,
    context_words,
    offers,
    place_name,
    place_words,
    signature,
    status_words,
)

PAUSE = "200ms"
EXAMPLES = ("Sergeevka", "Курская область", "near Vladivostok", "우수리스크", "areas near Ukraine")
_HINTS = ("country", "division", "near")
_CODE = re.compile(r"[A-Za-z]{2}")


def show(dataset: Dataset, store: Store, visit: Visit) -> Shown:
    """Draw search box, hints and answer; return what the map is to show."""
    name = st.text_input(
        "A place, as it was written",
        key="name",
        type="search",
        live=PAUSE,
        bind="query-params",
        placeholder="In any script or spelling",
    )
    hints = _hints()
    if not (name or "").strip():
        _examples()
        return Shown(state="empty")
    try:
        answer = _resolve(dataset, name or "", hints)
    except GazetteerError as error:
        with st.container(key="status_unknown"):
            st.text("This cannot be looked up")
            st.text(str(error))
        return Shown(state="unknown")
    return _answer(dataset, store, visit, answer, hints)


def _hints() -> dict[str, str]:
    given = {key: str(st.session_state.get(key) or st.query_params.get(key, "")) for key in _HINTS}
    with st.expander("What else is said", expanded=any(value.strip() for value in given.values())):
        with st.container(key="hints", horizontal=True):
            country = st.text_input(
                "Country", key="country", live=PAUSE, bind="query-params", placeholder="RU, or Russia"
            )
            division = st.text_input(
                "Division", key="division", live=PAUSE, bind="query-params", placeholder="Primorsky Krai"
            )
        near = st.text_input(
            "Other places in the same text",
            key="near",
            live=PAUSE,
            bind="query-params",
            placeholder="Vladivostok; Ussuriysk",
        )
    return {"country": (country or "").strip(), "division": (division or "").strip(), "near": near or ""}


def _resolve(dataset: Dataset, name: str, hints: dict[str, str]) -> Resolution:
    return resolve_name(
        dataset,
        name,
        country=hints["country"] or None,
        admin1=hints["division"] or None,
        near=[part.strip() for part in hints["near"].split(";") if part.strip()],
    )


def _examples() -> None:
    with st.container(key="empty"):
        st.text("Muster says which place a name means, which it could mean, or that it does not know.")
        st.text("A name is never settled in silence. Try one of these:")
        with st.container(key="examples", horizontal=True):
            for number, example in enumerate(EXAMPLES):
                st.button(example, key=f"example-{number}", on_click=_take, args=(example,))


def _take(example: str) -> None:
    st.session_state["name"] = example


def _answer(
    dataset: Dataset, store: Store, visit: Visit, resolution: Resolution, hints: dict[str, str]
) -> Shown:
    country = _country(dataset, resolution, hints["country"])
    judged = apply_judgement(
        resolution, store.current(resolution.query, country=country) if country else None
    )
    _status(dataset, judged)
    held = judged.judgement
    also = [(held.place_id, "chosen by a person")] if held and held.place_id else []
    offered = offers(dataset, resolution, also)
    key = hashlib.sha256(f"{resolution.query}\n{country}".encode()).hexdigest()[:12]
    question = Question(
        item_id=key,
        name=resolution.query,
        offers=offered,
        document_id=held.context.document_id if held else "",
        country=held.context.country if held else country,
        supersedes=held.judgement_id if held else "",
    )
    candidates.ask(dataset, store, visit, question)
    if not offered:
        st.caption("Try another spelling or script, or add the place with its basis under “Add”.")
    return Shown(key, offered, "unknown")


def _country(dataset: Dataset, resolution: Resolution, hint: str) -> str:
    """Return the country that was given, else the one that all candidates share; ISO 3166-1 alpha-2, "" for none."""
    if _CODE.fullmatch(hint):
        return hint.upper()
    if hint:
        try:
            found = resolve_name(dataset, hint, kind="country").place
        except MusterError:
            return ""
        return found.country if found else ""
    shared = {candidate.country for candidate in resolution.candidates}
    return shared.pop() if len(shared) == 1 else ""


def _status(dataset: Dataset, judged: Judged) -> None:
    resolution, held = judged.automatic, judged.judgement
    if held is not None:
        with st.container(key="status_judged"):
            st.text(f"Settled: {place_name(dataset, held.place_id)}")
            if held.place_id is not None:
                st.text(place_words(dataset, held.place_id))
            st.text(f"{signature(held)} · {context_words(dataset, held.context)}")
            st.text(f"Automatic answer: {automatic_words(dataset, resolution)}")
        return
    head, words = status_words(resolution)
    kind = {"resolved": "resolved", "ambiguous": "several", "unresolved": "unknown"}[resolution.status]
    with st.container(key=f"status_{kind}"):
        st.text(f"{head}: {resolution.place.name}" if resolution.place else head)
        st.text(words)
        if resolution.notes:
            st.text("; ".join(resolution.notes))
