"""Drafts with a place that is too vague or missing, at the one that their own clause or the text names better."""

import re
from collections.abc import Sequence
from dataclasses import replace

from muster.ingest.article.carried import ANSWERS, site_in
from muster.ingest.article.clause import Clause, clauses_of
from muster.ingest.article.draft import Draft
from muster.ingest.article.fallback_places import wide_places
from muster.ingest.article.happening import is_seat
from muster.ingest.article.place_again import settle_again
from muster.ingest.article.place_words import NAME
from muster.ingest.article.places import Named
from muster.ingest.article.reader import Read, Reader
from muster.ingest.article.scene import SITES
from muster.ingest.article.settle import OPEN, Settled
from muster.ingest.article.spans import Span
from muster.vocabulary import Kind, PlaceBasis, PlaceRole

_NAMED_BEHIND = re.compile(
    r"\s*(?:(?:behind|beside|around|below|above|near) (?:him|her|them|us|it)\s*)?,?\s+(?:(?:in|at|of|outside|near|called|named|with)\s+)?(?:the\s+)?"
)
"""As in "the border in X", "the town behind him, X": what the site is called, or where it lies."""
_PLAN = re.compile(
    r"\b(?:expect(?:s|ed)?|hop(?:es?|ed)|want(?:s|ed)?|intend(?:s|ed)?|plan(?:s|ned)?|wish(?:es|ed)?|propos(?:es|ed)|aims?)\b[^;:]{2,70}?\bto (?:be|go|come|arrive|join|follow|leave|return|move|replace|grow|reach)\b"
)
"""As in "expects up to 900 soldiers to be rotated in": nobody is there yet."""
_IS_SITE = re.compile(rf"\b(?:{SITES})$", re.IGNORECASE)
_WITNESS = re.compile(
    r"\b(?:bakers?|cooks?|barbers?|waiters?|shopkeepers?|traders?|merchants?|farmers?|herders?|shepherds?|fisherm[ae]n|villagers?|residents?|locals|witness(?:es)?|drivers?|truckers?|teachers?|nurses?|doctors?|medics?|surgeons?|orderl(?:y|ies)|priests?|imams?|nuns?|monks?|elders?|mayors?|hunters?|miners?|mechanics?|students?|pupils?|mothers?|wom[ae]n|guesthouse owners?|hoteliers?|innkeepers?|hotel (?:clerks?|managers?))\b(?:\s[a-z]+){0,3}? (?:in|at|of|from|near|outside)\s(?:the\s)?(?P<at>[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)*)$"
)
_DONE = frozenset({Kind.PRESENCE, Kind.TRANSIT})


def better_placed(reader: Reader, read: Read, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts of a sentence, each at the place that its own words tell best."""
    done = []
    for one in drafts:
        draft = one
        if draft.kind in _DONE and draft.stance not in ANSWERS and _PLAN.search(_clause_text(read, draft)):
            draft = replace(draft, kind=Kind.PLANNED)
        if _is_vague(draft):
            draft = _named_behind(reader, read, draft)
        elif not (draft.place_id or draft.place_text or draft.candidates) and draft.stance not in ANSWERS:
            draft = _named_beside(reader, read, draft, drafts)
        done.append(draft)
    return done


def has_no_name(text: str) -> bool:
    """Return whether a place is a site by its sort or its number alone: "the border", "Air Base 201"."""
    return text[:1].islower() or text[-1:].isdigit()


def _is_vague(draft: Draft) -> bool:
    return (
        draft.place_id is None
        and not draft.candidates
        and has_no_name(draft.place_text)
        and "place" in draft.spans
    )


def _named_behind(reader: Reader, read: Read, draft: Draft) -> Draft:
    """As in "at the border in X": the name that stands directly behind a site without one."""
    behind = named_behind(reader, read, draft.spans["place"].end)
    if behind:
        return _at(draft, *behind)
    if not _IS_SITE.search(draft.place_text) or reader.home is None:
        return draft
    to = site_in(reader, OPEN)
    return (
        replace(draft, place_id=to.place_id, geo_precision=to.precision, place_basis=to.basis)
        if to.place_id
        else draft
    )


def named_behind(reader: Reader, read: Read, at: int) -> tuple[Named, Settled] | None:
    """Return the known place whose name stands directly behind a site that ends at a position."""
    lead = _NAMED_BEHIND.match(read.text, at)
    name = NAME.match(read.text, lead.end()) if lead else None
    if lead is None or name is None:
        return None
    whole = next((one for one in read.places if one.span.start == name.start()), None)
    named = whole or Named(name[0], Span(*name.span()), PlaceRole.AT, "in", name[0], edge=name.end())
    to = settle_again(reader, named, read.text[: named.span.start])
    return (named, to) if to.place_id else None


def _named_beside(reader: Reader, read: Read, draft: Draft, own: Sequence[Draft]) -> Draft:
    """As in "2,300 soldiers between this bridge and X": the name in the clause that no other rule took as a place."""
    taken = [one.spans["place"] for one in own if "place" in one.spans]
    clause = _clause_of(read, draft)
    if clause is None or clause.places:
        return draft
    if (seen := _where_witness_is(reader, read)) is not None:
        return _at(draft, *seen)
    for named in wide_places(reader, clause, has_capitals=draft.has_count):
        if any(named.span.overlaps(span) for span in taken) or is_seat(read, named):
            continue
        to = settle_again(reader, named, read.text[: named.span.start])
        if to.place_id:
            return _at(draft, named, to)
    return draft


def _where_witness_is(reader: Reader, read: Read) -> tuple[Named, Settled] | None:
    """As in "A baker in X says that he bakes for 60 of them": who lives there tells of there."""
    for speaker in read.speakers:
        told = _WITNESS.search(speaker.name)
        at = read.text.find(told["at"], speaker.span.start) if told else -1
        if told is None or at < 0:
            continue
        named = Named(told["at"], Span(at, at + len(told["at"])), PlaceRole.AT, "in", told["at"])
        to = settle_again(reader, named, read.text[:at])
        if to.place_id:
            return named, to
    return None


def _clause_of(read: Read, draft: Draft) -> Clause | None:
    held = [span for name, span in draft.spans.items() if name in {"count", "kind", "place"}]
    return next(
        (clause for clause in clauses_of(read) if any(clause.span.holds(span) for span in held)), None
    )


def _clause_text(read: Read, draft: Draft) -> str:
    clause = _clause_of(read, draft)
    return clause.text if clause else ""


def _at(draft: Draft, named: Named, to: Settled) -> Draft:
    return replace(
        draft,
        place_text=named.text,
        place_id=to.place_id,
        place_role=PlaceRole.AT,
        place_basis=to.basis if to.basis is not PlaceBasis.IMPLIED else PlaceBasis.STATED,
        geo_precision=to.precision,
        candidates=(),
        spans={**draft.spans, "place": named.span},
    )
