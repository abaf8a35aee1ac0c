"""Disagreements, side by side: what is claimed, what answers it, and how far that reaches. Nothing is inferred."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from muster.dates import known_on
from muster.model import Claim, Dataset
from muster.query import Answer, Disagreement, disagreements
from muster.ui.controls import plain
from muster.ui.evidence import desk
from muster.ui.evidence.pager import slice_of
from muster.ui.evidence.words import name_of
from muster.ui.state import View
from muster.vocabulary import Tier
from muster.words import event_words, said_words

KIND_WORDS = {
    "contradicts": "contradicts it: both cannot hold",
    "denies": "denies it",
    "doubts": "doubts it: the evidence does not show it",
    "declines": "declines to comment: neither yes nor no",
}
_NAMED = 4
_CLAIMS = 3


def show(dataset: Dataset, view: View, found: Answer) -> None:
    """Draw every disagreement in which a listed claim stands on either side."""
    clashes = disagreements(dataset, view.selection)
    if not clashes:
        with st.container(key="nothing"):
            st.text(
                "Nothing that is listed here contradicts, denies or doubts anything, as far as is recorded."
            )
        return
    with st.container(key="part_words"):
        noun = "answer" if len(clashes) == 1 else "answers"
        st.text(
            f"{len(clashes):,} {noun} on record. Only recorded links count; a denial reaches no further than its words."
        )
    present = _present(dataset, view, found)
    for i, clash in slice_of(clashes, "clashes"):
        _clash(dataset, view, clash, present, i)


def _present(dataset: Dataset, view: View, found: Answer) -> list[Claim]:
    """The listed claims that report presence: what a denial might be taken to reach."""
    listed = (dataset.claims_by_id[row.claim_id] for row in found.rows if row.is_listed)
    day = view.selection.as_of
    return [
        c
        for c in listed
        if c.is_present and c.tier is not Tier.SECONDARY and c.place_id
        and (day is None or known_on(dataset.known_span(c), day))
    ]  # fmt: skip


def _clash(dataset: Dataset, view: View, clash: Disagreement, present: list[Claim], i: int) -> None:
    of = [dataset.claims_by_id[key] for key in clash.of_claims]
    by = [dataset.claims_by_id[key] for key in clash.by_claims]
    with st.container(key=f"clash_{i}"):
        with st.container(key=f"sides_{i}", horizontal=True):
            _side(dataset, view, "Is claimed", (clash.of, of), key=f"of_{i}")
            _side(dataset, view, KIND_WORDS[clash.kind].capitalize(), (clash.by, by), key=f"by_{i}")
        with st.container(key=f"scope_{i}"):
            st.text("How far it reaches")
            st.text(clash.scope or "No judgement on its scope is recorded.")
            untouched = untouched_words(dataset, clash, present)
            if untouched:
                st.text(untouched)


def _side(dataset: Dataset, view: View, heading: str, side: tuple[str, list[Claim]], *, key: str) -> None:
    key_of, claims = side
    assertion = dataset.assertions.get(key_of)
    origin = dataset.sources[assertion.originator_id if assertion else claims[0].originator_id]
    with st.container(key=f"side_{key}"):
        st.text(heading)
        with st.container(key=f"claimhead_{origin.kind}_side_{key}", horizontal=True):
            st.text(name_of(origin))
            st.text(_places(dataset, claims), width="content")
        st.text(assertion.label if assertion else claims[0].summary)
        for n, claim in enumerate(claims[:_CLAIMS]):
            st.button(
                plain(f"{claim.claim_id} · {claim.summary}"),
                key=f"clash-{key}-{n}",
                type="tertiary",
                on_click=desk.open_claim,
                args=(view, claim.claim_id),
            )
            with st.container(key=f"small_{key}_{n}"):
                st.text(f"happened: {event_words(claim)} · {said_words(dataset, claim)}")
        if len(claims) > _CLAIMS:
            st.text(f"and {len(claims) - _CLAIMS:,} more that say so")


def _places(dataset: Dataset, claims: Iterable[Claim]) -> str:
    names = dict.fromkeys(dataset.places[c.place_id].name for c in claims if c.place_id)
    return "about " + _some(list(names)) if names else "no place named"


def _some(names: list[str]) -> str:
    more = len(names) - _NAMED
    if more > 0:
        return f"{', '.join(names[:_NAMED])} and {more} more"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def untouched_words(dataset: Dataset, clash: Disagreement, present: list[Claim]) -> str:
    """Return where presence is reported that this answer is not about, those of its own document and region first."""
    if clash.kind == "declines":
        return ""
    answered = {clash.of, *(key for c in clash.by_claims for key in dataset.claims_by_id[c].about)}
    reached = {dataset.claims_by_id[c].place_id for c in (*clash.of_claims, *clash.by_claims)}
    near = {dataset.claims_by_id[c].document_id for c in clash.by_claims}
    left = [c for c in present if c.assertion_id not in answered and c.place_id not in reached]
    left.sort(key=lambda c: (c.document_id not in near, c.geo_precision or 9))
    names = list(dict.fromkeys(dataset.places[c.place_id or ""].name for c in left))
    return f"It does not reach {_some(names)}: what is reported there is not answered by it." if names else ""
