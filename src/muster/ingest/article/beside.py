"""Where what names no place is: at the one that was told of in the paragraph, or just before it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from muster.ingest.article.clauses import POINTS_BACK
from muster.ingest.article.draft import Draft
from muster.ingest.article.reader import Reader
from muster.vocabulary import GeoPrecision, Kind, PlaceBasis, PlaceRole, Stance, Tier

_IN_ALL = re.compile(
    r"\b(?:numbers?|total|totals|in all|overall|altogether|so far|strength|contingent|deployment)\b"
)
"""Words of one who counts them all, wherever they are."""
_POINTS_TO = re.compile(
    r"\b(?:this|that|it|them|these|those|there|how many|how long|such \w+|the (?:\w+ )?(?:numbers?|figures?|date|claims?|reports?|story|stories|accusations?|charges?|allegations?|strength|size|idea|suggestion))\b",
    re.IGNORECASE,
)
"""What points to the sentence before, and not to all of a paragraph."""
_ANSWERS = frozenset({Stance.DENIES, Stance.DOUBTS, Stance.DECLINES})
_OF_THEM = re.compile(
    r"\bof (?:them|these|those)\b|\bin (?:that|this|the same) (?:attack|assault|battle|fight|ambush|raid|strike|clash|explosion|blast)\b|^\W*(?:they|these|those)\b",
    re.IGNORECASE,
)
LINES_BACK = 2
"""Paragraphs with a draft in which "they" and "the contingent" are looked for."""


def answers_placed(drafts: Sequence[Draft]) -> list[Draft]:
    """Who denies, doubts or will not speak, and names no place, speaks of the one that the text told of just before."""
    done: list[Draft] = []
    for one in drafts:
        draft = one
        is_open = draft.stance in _ANSWERS and not (draft.place_id or draft.place_text or draft.candidates)
        near = [
            other for other in drafts if other.sentence == draft.sentence and other.locator == draft.locator
        ]
        if (
            is_open
            and draft.place_basis is not PlaceBasis.INFERRED
            and (last := _told_before(draft, near) or _told_before(draft, done))
        ):
            draft = replace(
                draft,
                place_id=last.place_id,
                place_role=PlaceRole.AT,
                geo_precision=last.geo_precision,
                candidates=last.candidates,
                place_text="" if last.place_id else last.place_text,
                place_basis=PlaceBasis.IMPLIED if last.place_id else PlaceBasis.INFERRED,
                kind=last.kind if draft.kind is Kind.PRESENCE else draft.kind,
            )
        done.append(draft)
    return done


def _told_before(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """Return what the same paragraph told of last, or the one before it."""
    lines = {draft.locator}
    if before and not any(one.locator == draft.locator for one in before):
        lines.add(before[-1].locator)
    near = [
        one
        for one in before
        if one.locator in lines and one.tier is Tier.CORE and (one.place_id or one.place_text)
    ]
    near = [one for one in near if one.place_role is not PlaceRole.ORIGIN] or near
    if not near:
        return None
    same = [one for one in near if one.locator == draft.locator] or near
    last = [one for one in same if one.sentence == same[-1].sentence]
    is_one = len({one.place_id or one.place_text for one in same}) == 1
    is_last = len({one.place_id or one.place_text for one in last}) == 1
    if is_one or (is_last and _POINTS_TO.search(draft.sentence)):
        return near[-1]
    return last[0] if _POINTS_TO.search(draft.sentence) else None


def place_beside(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """Return the place that the paragraph told of last, where it is a town and the only place that it told of."""
    beside = [
        one
        for one in before
        if one.locator == draft.locator
        and one.sentence != draft.sentence
        and (one.place_id or _is_open_name(one))
        and one.place_basis is not PlaceBasis.IMPLIED
        and one.place_role is not PlaceRole.ORIGIN
    ]
    if beside and draft.kind is not Kind.PLANNED and _OF_THEM.search(draft.sentence):
        # "Ten of them were killed": those of the sentence before.
        beside = [one for one in beside if one.sentence == beside[-1].sentence]
    if (
        not beside
        and POINTS_BACK.match(draft.sentence)
        and not (draft.has_count and _IN_ALL.search(draft.sentence))
    ):
        beside = _in_lines_before(draft, before)
    elif draft.kind is Kind.PLANNED or _IN_ALL.search(draft.sentence):
        return None
    if not beside or len({one.place_id or one.place_text for one in beside}) > 1:
        return None
    is_small = beside[-1].geo_precision in {GeoPrecision.SITE, GeoPrecision.TOWN}
    is_open = _is_open_name(beside[-1]) and _OF_THEM.search(draft.sentence)
    return beside[-1] if is_small or is_open else None


def _is_open_name(draft: Draft) -> bool:
    return draft.place_id is None and bool(re.match(r"[A-ZÀ-Þ]", draft.place_text))


def _in_lines_before(draft: Draft, before: Sequence[Draft]) -> list[Draft]:
    """Return what the paragraphs just before told of, for "the contingent left again"; nothing where they told of several places."""
    lines = list(dict.fromkeys(one.locator for one in before if one.locator != draft.locator))[-LINES_BACK:]
    return [
        one
        for one in before
        if one.locator in lines
        and one.tier is Tier.CORE
        and (one.place_id or one.place_text)
        and one.place_role is not PlaceRole.ORIGIN
        and one.place_basis is not PlaceBasis.IMPLIED
    ]


def country_beside(reader: Reader, draft: Draft, before: Sequence[Draft]) -> str:
    """Return the country of the place that the same paragraph told of last; "" where it told of none, or of their own."""
    own = draft.troop_origin
    beside = [
        code
        for one in before
        if one.locator == draft.locator
        and one.place_id
        and one.place_basis is PlaceBasis.STATED
        and one.place_role is not PlaceRole.ORIGIN
        and draft.kind is not Kind.PLANNED
        and (code := country_at(reader, one))
        and code != own
    ]
    return beside[-1] if beside else ""


def country_at(reader: Reader, draft: Draft) -> str:
    place = reader.dataset.places.get(draft.place_id or "")
    if place is not None:
        return place.country
    return reader.context.country_of(draft.place_id or "")
