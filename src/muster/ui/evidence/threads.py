"""Echoes: each assertion with everyone who carried it, in order, and what each changed on the way."""

from __future__ import annotations

import streamlit as st

from muster.model import Claim, Dataset
from muster.query import Answer, Echo, echoes
from muster.query.knowing import known_assertions
from muster.query.standing import standing_words
from muster.ui.controls import plain
from muster.ui.evidence import desk
from muster.ui.evidence.pager import slice_of
from muster.ui.evidence.words import (
    carried_words,
    changed_words,
    informed_words,
    name_of,
    note_words,
    published_first,
)
from muster.ui.state import View
from muster.words import said_words


def show(dataset: Dataset, view: View, _: Answer) -> None:
    """Draw the groups, those that most documents carry first; each opens."""
    found = echoes(dataset, view.selection)
    if not found:
        st.text("No listed claim asserts anything under these filters and dates.")
        return
    ordered = sorted(found, key=lambda echo: (-len(echo.documents), -len(echo.claim_ids)))
    several = sum(len(echo.documents) > 1 for echo in found)
    with st.container(key="part_words"):
        st.text(
            f"{len(found):,} assertions, {several:,} of them in more than one document. "
            "However many carry it, an assertion comes from one origin; what bears it out stands beside it."
        )
    for i, echo in slice_of(ordered, "echoes"):
        _group(dataset, view, echo, i)


def _group(dataset: Dataset, view: View, echo: Echo, i: int) -> None:
    assertion, origin = dataset.assertions[echo.assertion_id], dataset.sources[echo.originator_id]
    first = dataset.claims_by_id[echo.compared_with]
    with st.container(key=f"group_{i}"):
        with st.container(key=f"claimhead_{origin.kind}_group_{i}", horizontal=True):
            st.text(name_of(origin))
            st.text(carried_words(len(echo.documents)), width="content")
        label = plain(assertion.label)
        with st.expander(label, expanded=i == 0, key=f"echo-{echo.assertion_id}"):
            _borne_out(dataset, view, first)
            claims = sorted(
                (dataset.claims_by_id[key] for key in echo.claim_ids),
                key=lambda c: published_first(dataset, c),
            )
            for n, claim in enumerate(claims[:_MOST]):
                _carrier(dataset, view, echo, claim, key=f"{i}_{n}")
            if len(claims) > _MOST:
                st.text(f"and {len(claims) - _MOST:,} more; search the claims for {echo.assertion_id}")


_MOST = 30


def _borne_out(dataset: Dataset, view: View, claim: Claim) -> None:
    """How the assertion stands beside its origin, with who else said so and whether by themselves."""
    lines = []
    standing = standing_words(dataset, claim, view.selection.as_of)
    if standing:
        lines.append(standing)
    as_of = view.selection.as_of
    for key in known_assertions(dataset, dataset.supported_by(claim.assertion_id or ""), as_of):
        source = dataset.sources[dataset.assertions[key].originator_id]
        informed = f", {informed_words(dataset, source)}" if source.informed_by else ""
        lines.append(f"borne out by {name_of(source)}: {dataset.assertions[key].label}{informed}")
    judgement = dataset.assertions[claim.assertion_id or ""].judgement
    with st.container(key=f"small_borne_{claim.claim_id}"):
        for line in (*lines, note_words(judgement, as_of)):
            if line:
                st.text(line)


def _carrier(dataset: Dataset, view: View, echo: Echo, claim: Claim, *, key: str) -> None:
    document = dataset.documents[claim.document_id]
    told = [changed_words(change) for change in echo.changes if change.claim_id == claim.claim_id]
    is_measure = claim.claim_id == echo.compared_with
    with st.container(key=f"carrier_{key}"):
        st.button(
            plain(f"{claim.claim_id} · {document.title}, {claim.locator}"),
            key=f"carrier-{key}",
            type="tertiary",
            on_click=desk.open_claim,
            args=(view, claim.claim_id),
        )
        st.text(f"{name_of(dataset.sources[document.source_id])} · {said_words(dataset, claim)}")
        if is_measure:
            st.text("says most of all; the others are held against it")
        for line in told:
            st.text(line)
        if not told and not is_measure:
            st.text("changes nothing")
