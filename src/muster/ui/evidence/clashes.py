"""Disagreements, side by side: what is claimed, what answers it, and how far that reaches. Nothing is inferred."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import streamlit as st

from muster.model import Claim, Dataset
from muster.query import Answer, Disagreement, disagreements
from muster.query.roles import Role
from muster.query.said import role_in
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
_COARSEST = 9


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
    present = _present(dataset, found)
    for i, clash in slice_of(clashes, "clashes"):
        _clash(dataset, view, clash, present, i)


@dataclass(slots=True)
class Reported:
    """What a place is reported by: the assertions, the documents, and how finely it is known at best."""

    assertions: set[str | None]
    documents: set[str]
    finest: int


def _present(dataset: Dataset, found: Answer) -> dict[str, Reported]:
    """The places where listed claims report presence: what a denial might be taken to reach."""
    places: dict[str, Reported] = {}
    for row in found.rows:
        claim = dataset.claims_by_id[row.claim_id]
        if (
            row.is_listed
            and role_in(dataset, claim) is Role.PRESENT
            and claim.tier is not Tier.SECONDARY
            and claim.place_id
        ):
            at = places.setdefault(claim.place_id, Reported(set(), set(), _COARSEST))
            at.assertions.add(claim.assertion_id)
            at.documents.add(claim.document_id)
            at.finest = min(at.finest, claim.geo_precision or _COARSEST)
    return places


def _clash(
    dataset: Dataset, view: View, clash: Disagreement, present: Mapping[str, Reported], i: int
) -> None:
    of = [dataset.claims_by_id[key] for key in clash.of_claims]
    by = [dataset.claims_by_id[key] for key in clash.by_claims]
    with st.container(key=f"clash_{i}"):
        with st.container(key=f"sides_{i}", horizontal=True):
            if of:
                _side(dataset, view, "Is claimed", (clash.of, of), key=f"of_{i}")
            else:
                with st.container(key=f"side_of_{i}"):
                    st.text("Is answered")
                    st.text("Nobody here asserts it")
                    st.text(dataset.assertions[clash.of].label)
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


def untouched_words(dataset: Dataset, clash: Disagreement, present: Mapping[str, Reported]) -> str:
    """Return where presence is reported that this answer is not about, those of its own document first."""
    if clash.kind == "declines":
        return ""
    by = [dataset.claims_by_id[key] for key in clash.by_claims]
    answered = {clash.of, *(key for claim in by for key in claim.about)}
    reached = {dataset.claims_by_id[key].place_id for key in (*clash.of_claims, *clash.by_claims)}
    near = {claim.document_id for claim in by}
    left = [key for key, at in present.items() if key not in reached and at.assertions - answered]
    left.sort(key=lambda key: (not present[key].documents & near, present[key].finest))
    names = [dataset.places[key].name for key in left]
    return f"It does not reach {_some(names)}: what is reported there is not answered by it." if names else ""
