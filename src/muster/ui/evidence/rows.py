"""The claims as rows of a table, in words; and what they can be narrowed by. No engine and no page: pandas alone.

Made once for a data set and once for a selection, then only sliced: ten thousand rows are narrowed in milliseconds.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import pandas as pd

from muster.model import Claim, Dataset
from muster.query import Selection, answer
from muster.query.roles import size_of
from muster.query.standing import standing_words
from muster.vocabulary import (
    CREDIBILITY_LABELS,
    DATE_PRECISION_LABELS,
    GEO_PRECISION_LABELS,
    Bin,
    Kind,
    Reliability,
    SourceKind,
    Stance,
    Status,
    Tier,
)
from muster.words import event_cell, figure_words, span_cell

UNJUDGED = "cannot be judged"
_SEPARATOR = "|"
ANSWERS = "answers"
UNGIVEN = "-"


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow: its name, and its codes with their words in the order that they are offered.

    `apart` are codes that stand below the others under a heading of their own, as they are no steps of one scale.
    """

    name: str
    label: str
    words: Mapping[str, str]
    apart: frozenset[str] = frozenset()
    heading: str = ""

    @property
    def groups(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The codes by their heading, those apart last; groups without a code are left out."""
        judged = tuple(code for code in self.words if code not in self.apart)
        apart = tuple(code for code in self.words if code in self.apart)
        return tuple(group for group in (("", judged), (self.heading, apart)) if group[1])


def reliability_words(grade: Reliability) -> str:
    """Return `B usually reliable`, and `(F) cannot be judged`: sorted, that stands before A and never behind E."""
    return f"({grade.value}) {UNJUDGED}" if grade is Reliability.F else f"{grade.value} {grade.label.lower()}"


def credibility_words(grade: int | None) -> str:
    """Return `2 probably true`, `(6) cannot be judged`, or that no grade is given."""
    if grade is None:
        return "(no grade)"
    return f"(6) {UNJUDGED}" if grade == 6 else f"{grade} {CREDIBILITY_LABELS[grade].lower()}"


def _grade_facet() -> Facet:
    judged = [(r, c) for r in Reliability for c in (*CREDIBILITY_LABELS, None)]
    words, apart = {}, set()
    for r, c in judged:
        known = [] if r is Reliability.F else [f"source {r.label.lower()}"]
        if c not in (None, 6):
            known.append(CREDIBILITY_LABELS[c].lower())
        code = f"{r.value}{c or ''}"
        words[code] = f"{code} {', '.join(known) or UNJUDGED}"
        if r is Reliability.F or c in (6, None):
            apart.add(code)
    return Facet(
        "grade", "Grade", words, frozenset(apart), "Cannot be judged: the source (F) or the claim (6)"
    )


FACETS: tuple[Facet, ...] = (
    Facet("kind", "Kind", {k.value: k.label for k in Kind}),
    Facet("stance", "Stance", {s.value: s.label for s in Stance}),
    Facet("by", "Source kind", {k.value: k.label for k in SourceKind}),
    _grade_facet(),
    Facet(
        "exact",
        "Precision",
        {**{str(int(p)): label for p, label in GEO_PRECISION_LABELS.items()}, UNGIVEN: "No place"},
    ),
    Facet("status", "Status", {**{s.value: s.label for s in Status}, ANSWERS: "Answers another"}),
    Facet("bin", "Tally", {b.value: b.label for b in reversed(Bin)}),
)
KNOWN = {facet.name: tuple(facet.words) for facet in FACETS}


def number_cell(claim: Claim) -> float | None:
    """Return the number that a column sorts by: the best that a claim gives, else its highest, else its lowest."""
    number = size_of(claim)
    return float(number) if number or 0 in (claim.count_low, claim.count_best, claim.count_high) else None


def count_cell(dataset: Dataset, claim: Claim) -> str:
    """Return the count with its unit, or the words that stand where a number is not given."""
    number = figure_words(dataset, claim)
    if not number:
        return f"“{claim.count_text}”" if claim.count_text else ""
    return number if claim.count_unit in (None, "people") else f"{number} {claim.count_unit}"


def fold(text: str) -> str:
    """Return text as it is searched: without case and accents."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in spread if not unicodedata.combining(mark))


@lru_cache(maxsize=2)
def _lasting(dataset: Dataset) -> pd.DataFrame:
    """The columns that depend on the data alone, one row a claim, in the order of the table."""
    rows = [_row(dataset, claim) for claim in dataset.claims]
    frame = pd.DataFrame(rows, columns=list(_COLUMNS)).astype({"number": "Int64"})
    for name in ("first_day", "last_day", "known_from"):
        frame[name] = pd.to_datetime(frame[name], errors="coerce").astype("datetime64[s]")
    return frame


_COLUMNS = (
    "claim_id", "summary", "who", "place", "happened", "said", "published", "number", "people", "what", "how", "exactly",
    "reliability", "credibility", "publisher", "document", "assertion", "first_day", "last_day", "dated", "known_from",
    "place_id", "document_id", "assertion_id", "kind", "stance", "by", "grade", "exact", "text",
)  # fmt: skip


def _row(dataset: Dataset, claim: Claim) -> tuple[object, ...]:
    source, document = dataset.sources[claim.originator_id], dataset.documents[claim.document_id]
    publisher = dataset.sources[document.source_id]
    place = dataset.places[claim.place_id] if claim.place_id else None
    assertion = dataset.assertions[claim.assertion_id] if claim.assertion_id else None
    basis = "" if document.published_basis == "stated" else f" ({document.published_basis.label.lower()})"
    background = " (background)" if claim.tier is Tier.SECONDARY else ""
    text = (
        claim.claim_id, claim.document_id, claim.assertion_id or "", claim.originator_id, claim.place_id or "",
        claim.summary, claim.judgement, claim.place_text, claim.kind.label, claim.stance.label, document.title,
        source.name, source.short_name, publisher.name, publisher.short_name,
        assertion.label if assertion else "",
        *((place.name, *(name for _, name in place.names)) if place else ()),
    )  # fmt: skip
    return (
        claim.claim_id,
        claim.summary,
        source.called,
        place.name if place else claim.place_text and f"“{claim.place_text}”",
        event_cell(claim),
        span_cell(claim.reported_on) if claim.reported_on else "",
        span_cell(document.published_at) + basis,
        number_cell(claim),
        count_cell(dataset, claim),
        claim.kind.label + background,
        claim.stance.label,
        GEO_PRECISION_LABELS[claim.geo_precision] if claim.geo_precision else "No place",
        reliability_words(source.reliability),
        credibility_words(claim.credibility),
        publisher.called,
        document.title,
        assertion.label if assertion else "",
        claim.event_start,
        claim.event_end,
        DATE_PRECISION_LABELS[claim.date_precision] if claim.date_precision else "",
        dataset.known_span(claim).earliest,
        claim.place_id or "",
        claim.document_id,
        claim.assertion_id or "",
        claim.kind.value,
        claim.stance.value,
        source.kind.value,
        f"{source.reliability.value}{claim.credibility or ''}",
        str(int(claim.geo_precision)) if claim.geo_precision else UNGIVEN,
        fold("\n".join(text)),
    )


@lru_cache(maxsize=4)
def rows_of(dataset: Dataset, selection: Selection) -> pd.DataFrame:
    """Return every claim with its words, codes and how it stands to the selection (`bin`, `is_listed`, `status`).

    In order of time: by the first day of the event, then by when it was said; what has no day comes last.
    """
    lasting = _lasting(dataset)
    judged = answer(dataset, selection).rows
    standing = _standing(dataset, selection.as_of)
    frame = lasting.assign(
        bin=[row.bin.value for row in judged],
        bin_words=[row.bin.label for row in judged],
        window=[row.window.label if row.window else "" for row in judged],
        known=[row.known.label if row.known else "" for row in judged],
        is_listed=[row.is_listed for row in judged],
        standing=standing,
        status=[_status(claim, words) for claim, words in zip(dataset.claims, standing, strict=True)],
    )
    when = frame["first_day"].fillna(frame["last_day"])
    order = pd.DataFrame({"when": when, "said": frame["known_from"]}).sort_values(
        ["when", "said"], kind="stable", na_position="last"
    )
    return frame.loc[order.index].reset_index(drop=True)


@lru_cache(maxsize=4)
def _standing(dataset: Dataset, as_of: date | None) -> tuple[str, ...]:
    return tuple(standing_words(dataset, claim, as_of) for claim in dataset.claims)


def _status(claim: Claim, standing: str) -> str:
    """The codes of how a claim stands, between bars: several may hold."""
    if claim.stance is not Stance.ASSERTS:
        return f"|{ANSWERS}|"
    found = [s.value for s in (Status.CORROBORATED, Status.DISPUTED, Status.DENIED) if s.value in standing]
    return f"|{_SEPARATOR.join(found or [Status.REPORTED.value])}|"


def found_by(rows: pd.DataFrame, words: str) -> pd.Series:
    """Return which rows hold all of the words, in whatever order, case or accents."""
    hit = pd.Series(True, index=rows.index)
    for word in fold(words).split():
        hit &= rows["text"].str.contains(word, regex=False)
    return hit


def has_code(rows: pd.DataFrame, name: str, codes: tuple[str, ...]) -> pd.Series:
    """Return which rows have one of the codes of a facet."""
    if name != "status":
        return rows[name].isin(codes)
    hit = pd.Series(False, index=rows.index)
    for code in codes:
        hit |= rows["status"].str.contains(f"|{code}|", regex=False)
    return hit


def counts_of(rows: pd.DataFrame, name: str) -> dict[str, int]:
    """Return how many of the rows have each code of a facet."""
    if name == "status":
        return {code: int(has_code(rows, name, (code,)).sum()) for code in KNOWN[name]}
    found = rows[name].value_counts()
    return {code: int(found.get(code, 0)) for code in KNOWN[name]}


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The rows that are left, and for each facet how many there would be of each code, the other facets as they are."""

    rows: pd.DataFrame
    counts: Mapping[str, Mapping[str, int]]
    scope: int


def narrow(rows: pd.DataFrame, words: str, chosen: Mapping[str, tuple[str, ...]]) -> Narrowed:
    """Return what search and facets leave of the rows of a scope."""
    searched = rows[found_by(rows, words)] if words.strip() else rows
    masks = {name: has_code(searched, name, codes) for name, codes in chosen.items() if codes}
    counts = {}
    for facet in FACETS:
        left = searched
        for name, mask in masks.items():
            if name != facet.name:
                left = left[mask.loc[left.index]]
        counts[facet.name] = counts_of(left, facet.name)
    left = searched
    for mask in masks.values():
        left = left[mask.loc[left.index]]
    return Narrowed(left, counts, len(rows))
