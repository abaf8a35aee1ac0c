"""A claim in short, and the parts of it that the panel of the map and the card of the evidence page share.

Data text is shown by st.text alone.
"""

from __future__ import annotations

from datetime import date

import streamlit as st

from muster.model import Claim, Dataset, Document
from muster.query import Selected, Selection
from muster.query.knowing import known_assertions, known_claims
from muster.query.standing import standing_words
from muster.query.windows import dated_elsewhere
from muster.ui import places_to_go, state
from muster.ui.state import View
from muster.vocabulary import Attribution, Bin, Known, Window
from muster.words import event_words, figure_words, interval_words, said_words


def safe_link(document: Document) -> str:
    """Return the address of a document, or of its archived copy, if it is http or https; else ""."""
    links = (document.url, document.archive_url)
    return next((url for url in links if url.startswith(("http://", "https://"))), "")


def number_words(dataset: Dataset, claim: Claim) -> str:
    """Return the count with its unit where that is not people, and the words that carry it; "" where none is given."""
    number = figure_words(dataset, claim)
    if not number:
        return f"“{claim.count_text}”, no number" if claim.count_text else ""
    written = f"  “{claim.count_text}”" if claim.count_text else ""
    unit = "" if claim.count_unit in (None, "people") else f" {claim.count_unit}"
    return f"{number}{unit}{written}"


def show_saying(dataset: Dataset, claim: Claim, selection: Selection, *, key: str) -> None:
    """Draw who says what, how it stands and how many."""
    source = dataset.sources[claim.originator_id]
    with st.container(key=f"claimhead_{source.kind}_{key}", horizontal=True):
        st.text(source.called)
        st.text(claim.kind.label.lower(), width="content")
    status = standing_words(dataset, claim, selection.as_of)
    if status:
        with st.container(key=f"{'standing' if status.startswith('corroborated') else 'status'}_{key}"):
            st.text(status)
    with st.container(key=f"summary_{key}"):
        st.text(claim.summary)
    number = number_words(dataset, claim) if figure_words(dataset, claim) else ""
    if number:
        with st.container(key=f"number_{key}"):
            st.text(number)


def show(dataset: Dataset, view: View, claim: Claim, row: Selected | None, *, key: str) -> None:
    """Draw a claim in short: who says what, how it stands, where and when, and where it is written."""
    document = dataset.documents[claim.document_id]
    with st.container(key=f"claim_{key}"):
        show_saying(dataset, claim, view.selection, key=key)
        with st.container(key=f"small_{key}"):
            st.text(_facts(dataset, claim, row, view.selection))
            st.text(_trail(dataset, claim, view.selection.as_of))
            if claim.judgement:
                with st.expander("Why it was coded so"):
                    st.text(claim.judgement)
            _links(view, claim, document, key)


def _links(view: View, claim: Claim, document: Document, key: str) -> None:
    with st.container(key=f"links_{key}", horizontal=True):
        link = safe_link(document)
        if link:
            st.link_button("Open the document", link, type="tertiary")
        _whole_trail(view, claim, key)
        if view.document_id != document.document_id:
            st.button(
                "All of this document",
                key=f"document_{key}",
                type="tertiary",
                help=None if link else "No address of it is known; here is everything that was read in it.",
                on_click=state.choose_document,
                args=(view, document.document_id),
            )


_ATTRIBUTED = {
    Attribution.CONTEXT: "who says so is read from the text around it",
    Attribution.NONE: "the text names no source",
}


def _facts(dataset: Dataset, claim: Claim, row: Selected | None, selection: Selection) -> str:
    words = f"happened: {event_words(claim)}"
    days = dated_elsewhere(dataset, claim, selection) if row is not None and row.bin is Bin.SHOWN else None
    if days is not None:
        words += f" · dated {interval_words(*days)} by another report of the same, so not drawn as present in these days"
    elif row is not None and row.window is Window.POSSIBLE:
        words += " · possible in this window"
    if row is not None and row.known is Known.POSSIBLY:
        words += " · possibly not yet said on the day that is asked"
    where = dataset.places[claim.place_id].name if claim.place_id else "no place named"
    return f"{where} · {words}\n{said_words(dataset, claim)}"


def _trail(dataset: Dataset, claim: Claim, as_of: date | None) -> str:
    document, publisher = dataset.documents[claim.document_id], dataset.sources[dataset.publisher_id(claim)]
    parts = [f"{publisher.short_name}: “{document.title}”, {claim.locator}", f"claim {claim.claim_id}"]
    if claim.attribution in _ATTRIBUTED:
        parts.append(_ATTRIBUTED[claim.attribution])
    if claim.assertion_id:
        assertion = dataset.assertions[claim.assertion_id]
        carrying = known_claims(dataset, dataset.claims_of[claim.assertion_id], as_of)
        carried = len({c.document_id for c in carrying})
        if carried > 1:
            parts.append(
                f"in {carried} documents, all from {dataset.sources[assertion.originator_id].short_name}"
            )
        if assertion.part_of and known_assertions(dataset, [assertion.part_of], as_of):
            parts.append(f"inside: {dataset.assertions[assertion.part_of].label}")
    answered = known_assertions(dataset, claim.about, as_of)
    if answered:
        labels = "; ".join(dataset.assertions[key].label for key in answered)
        parts.append(f"answers, as far as its own words reach: {labels}")
    return " · ".join(parts)


def _whole_trail(view: View, claim: Claim, key: str) -> None:
    if st.button("The whole trail", key=f"trail_{key}", type="tertiary"):
        view.desk = {"row": claim.claim_id}
        places_to_go.to_evidence()
