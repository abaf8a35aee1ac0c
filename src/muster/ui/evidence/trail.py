"""The claim card: the whole trail of one claim, from the page it is written on to what stands against it.

Every statement that it is linked with opens. Data text is shown by st.text, and in labels taken at its word.
"""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from muster.gazetteer import fold_name
from muster.model import Assertion, Claim, Dataset
from muster.query import Selected
from muster.query.echoes import changes
from muster.query.knowing import known_assertions, known_claims
from muster.ui import card, state
from muster.ui.controls import plain
from muster.ui.evidence import desk
from muster.ui.evidence.words import (
    changed_words,
    document_words,
    informed_words,
    note_words,
    published_first,
    set_by,
)
from muster.ui.gazetteer import visit
from muster.ui.state import View
from muster.vocabulary import (
    CREDIBILITY_LABELS,
    DATE_PRECISION_LABELS,
    GEO_PRECISION_LABELS,
    Bin,
    Known,
    Reliability,
    Stance,
    Window,
)
from muster.words import event_words, span_words

_MOST = 12
_VAGUEST = 5


def show(dataset: Dataset, view: View, claim: Claim, row: Selected) -> None:
    """Draw the card of a claim; `row` says how it stands to the selection."""
    with st.container(key="trail_top", horizontal=True):
        st.text(f"Claim {claim.claim_id}")
        st.button("Close", key="close-card", type="tertiary", on_click=desk.open_claim, args=(view, None))
    card.show_saying(dataset, claim, view.selection, key="trail")
    _part("How it stands to this view", _stands(row))
    _part("Where", "\n".join(_where(dataset, claim)))
    _part("When", "\n".join(_when(dataset, claim)))
    _part(
        "How many",
        card.number_words(dataset, claim) or "no number is given",
        (claim.count_scope and claim.count_scope.label) or "",
    )
    _part("Who says so", "\n".join(_who(dataset, claim)))
    _document(dataset, view, claim)
    _part("Graded", "\n".join(_grades(dataset, claim)))
    _assertion(dataset, view, claim)
    if claim.judgement:
        _part("Why it was coded so", claim.judgement)


def _part(heading: str, *lines: str) -> None:
    name = "".join(mark for mark in heading.lower() if mark.isalpha())
    with st.container(key=f"trailpart_{name}"):
        st.text(heading)
        for line in filter(None, lines):
            st.text(line)


def _stands(row: Selected) -> str:
    parts = [row.bin.label if row.bin is not Bin.SHOWN else "On the map or in its list"]
    if row.window is Window.POSSIBLE:
        parts.append("possible in this window")
    if row.known is Known.POSSIBLY:
        parts.append("possibly not yet said on the day that is asked")
    return " · ".join(parts)


def _where(dataset: Dataset, claim: Claim) -> list[str]:
    if claim.place_id is None:
        written = (
            f"“{claim.place_text}” is written; which place that is, is not settled."
            if claim.place_text
            else ""
        )
        return [written or "No place is named."]
    place = dataset.places[claim.place_id]
    role = f"{claim.place_role.label.lower()} " if claim.place_role and claim.place_role.value != "at" else ""
    lines = [f"{role}{place.name} ({place.kind.label.lower()}, {place.country})"]
    if claim.geo_precision:
        lines.append(f"known as: {GEO_PRECISION_LABELS[claim.geo_precision].lower()}")
    basis = claim.place_basis.label.lower() if claim.place_basis else "not told"
    lines.append(
        f"place {basis}"
        + (f", written “{claim.place_text}”" if claim.place_text else ", no place is written")
    )
    lines.append(_settled(dataset, claim, place.country))
    return [line for line in lines if line]


def _settled(dataset: Dataset, claim: Claim, country: str) -> str:
    """Return who judged in the store what the name means; "" where nobody did."""
    if not claim.place_text or not fold_name(claim.place_text):
        return ""
    found = visit.store().current(claim.place_text, document_id=claim.document_id, country=country)
    if found is None:
        return ""
    means = found.place_id or "none of the places that were offered"
    if found.place_id and found.place_id in dataset.places:
        means = f"{dataset.places[found.place_id].name} ({found.place_id})"
    return f"judged by {found.who} on {found.at:%Y-%m-%d}: {means}" + (f" ({found.why})" if found.why else "")


def _when(dataset: Dataset, claim: Claim) -> list[str]:
    document = dataset.documents[claim.document_id]
    exact = ""
    if claim.date_precision and claim.date_precision < _VAGUEST:
        exact = f" (known to the {DATE_PRECISION_LABELS[claim.date_precision].lower()})"
    basis = claim.date_basis.label.lower() if claim.date_basis else "not told"
    written = f", written “{claim.date_text}”" if claim.date_text else ""
    lines = [f"happened: {event_words(claim)}{exact}", f"how that is known: {basis}{written}"]
    lines.append(
        f"said: {span_words(claim.reported_on)}"
        if claim.reported_on
        else "said: the document does not tell when"
    )
    lines.append(f"published: {span_words(document.published_at)} ({document.published_basis.label.lower()})")
    return lines


def _who(dataset: Dataset, claim: Claim) -> list[str]:
    source = dataset.sources[claim.originator_id]
    return [
        f"{source.name} ({source.kind.label.lower()})",
        claim.attribution.label,
        informed_words(dataset, source),
    ]


def _document(dataset: Dataset, view: View, claim: Claim) -> None:
    document = dataset.documents[claim.document_id]
    _part("Where it is written", *document_words(dataset, claim))
    with st.container(key="links_trail", horizontal=True):
        link = card.safe_link(document)
        if link:
            st.link_button("Open the document", link, type="tertiary")
        if view.document_id != document.document_id:
            st.button(
                "All of this document",
                key="document_trail",
                type="tertiary",
                on_click=state.choose_document,
                args=(view, document.document_id),
            )


def _grades(dataset: Dataset, claim: Claim) -> list[str]:
    source = dataset.sources[claim.originator_id]
    unjudged = source.reliability is Reliability.F
    lines = [
        f"source {source.reliability.value}: {source.reliability.label.lower()}",
        set_by("sources.csv", list(dataset.sources).index(source.source_id), is_judged=not unjudged),
    ]
    if claim.credibility is None:
        return [*lines, "claim: no grade is given, by nobody"]
    row = next(i for i, c in enumerate(dataset.claims) if c.claim_id == claim.claim_id)
    return [
        *lines,
        f"claim {claim.credibility}: {CREDIBILITY_LABELS[claim.credibility].lower()}",
        set_by("claims.csv", row, is_judged=claim.credibility != 6),
    ]


def _assertion(dataset: Dataset, view: View, claim: Claim) -> None:
    if claim.about:
        _linked(dataset, view, _ANSWERS[claim.stance], claim.about)
    if claim.assertion_id is None:
        words = "Of its own, nothing" if claim.about else "Opinion or background: it asserts nothing"
        _part("What it asserts", f"{words} that is counted.")
        return
    key = claim.assertion_id
    assertion = dataset.assertions[key]
    _part(
        "What it asserts", f"{assertion.label} ({key})", note_words(assertion.judgement, view.selection.as_of)
    )
    _carried(dataset, view, claim, assertion)
    _linked(dataset, view, "Part of", [assertion.part_of] if assertion.part_of else [])
    _linked(
        dataset, view, "Its parts", [a.assertion_id for a in dataset.assertions.values() if a.part_of == key]
    )
    _linked(dataset, view, "Updates", assertion.updates)
    _linked(
        dataset, view, "Updated by", [a.assertion_id for a in dataset.assertions.values() if key in a.updates]
    )
    _linked(dataset, view, "Bears out", assertion.supports)
    _linked(dataset, view, "Borne out by", dataset.supported_by(key))
    _linked(dataset, view, "Contradicts", assertion.contradicts)
    _linked(dataset, view, "Contradicted by", dataset.contradicted_by(key))
    _answers(dataset, view, key)


_ANSWERS = {
    Stance.ASSERTS: "It speaks of",
    Stance.CONFIRMS: "It confirms",
    Stance.DENIES: "It denies, as far as its own words reach",
    Stance.DOUBTS: "It doubts, as far as its own words reach",
    Stance.DECLINES: "It declines to comment on",
}


def _carried(dataset: Dataset, view: View, claim: Claim, assertion: Assertion) -> None:
    known = known_claims(dataset, dataset.claims_of[assertion.assertion_id], view.selection.as_of)
    carrying = sorted({*known, claim}, key=lambda c: published_first(dataset, c))
    documents = len({c.document_id for c in carrying})
    noun = "document" if documents == 1 else "documents"
    origin = dataset.sources[assertion.originator_id]
    heading = f"Carried by {documents} {noun}, one origin: {origin.called}"
    others = [c for c in carrying if c.claim_id != claim.claim_id]
    with st.container(key="trailpart_carried"):
        st.text(heading)
        for i, other in enumerate(others[:_MOST]):
            document = dataset.documents[other.document_id]
            told = "; ".join(changed_words(change) for change in changes(dataset.places, claim, other))
            _opens(view, other, f"{document.title}, {span_words(document.published_at)}", key=f"carried_{i}")
            if told:
                st.text(f"{told}")
        if len(others) > _MOST:
            st.text(f"and {len(others) - _MOST:,} more, under Echoes")


def _linked(dataset: Dataset, view: View, heading: str, assertion_ids: Iterable[str]) -> None:
    """Draw the assertions of a link that were, or may have been, carried by the day of knowledge."""
    as_of = view.selection.as_of
    keys = known_assertions(dataset, assertion_ids, as_of)
    if not keys:
        return
    name = "".join(mark for mark in heading.lower() if mark.isalpha())
    with st.container(key=f"trailpart_{name}"):
        st.text(heading)
        for i, key in enumerate(keys[:_MOST]):
            assertion, carrying = (
                dataset.assertions[key],
                known_claims(dataset, dataset.claims_of[key], as_of),
            )
            origin = dataset.sources[assertion.originator_id]
            if carrying:
                _opens(view, carrying[0], f"{assertion.label} ({origin.called})", key=f"{name}_{i}")
            else:
                st.text(f"{assertion.label} (no claim here asserts it)")
        if len(keys) > _MOST:
            st.text(f"and {len(keys) - _MOST:,} more")


def _answers(dataset: Dataset, view: View, assertion_id: str) -> None:
    answers = known_claims(dataset, dataset.answers_to[assertion_id], view.selection.as_of)
    if not answers:
        return
    with st.container(key="trailpart_answers"):
        st.text("Answered by")
        for i, answer in enumerate(answers[:_MOST]):
            source = dataset.sources[answer.originator_id]
            words = f"{source.called} {answer.stance.label.lower()}: {answer.summary}"
            _opens(view, answer, words, key=f"answer_{i}")


def _opens(view: View, claim: Claim, words: str, *, key: str) -> None:
    st.button(
        plain(f"{claim.claim_id} · {words}"),
        key=f"opens_{key}",
        type="tertiary",
        on_click=desk.open_claim,
        args=(view, claim.claim_id),
    )
