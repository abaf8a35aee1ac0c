"""What the rules let pass: clauses that by general signs tell of people under arms, and places that only the text before tells.

A reviewer strikes out what is no claim; what is not proposed, nobody sees. So here no pattern decides, but what speaks for a
clause, counted against what speaks against it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from muster.gazetteer import fold_name
from muster.ingest.article import timing, voices
from muster.ingest.article.base import begun, counted
from muster.ingest.article.blocks import Role
from muster.ingest.article.carried import Told, carried, placed, site_in, with_place
from muster.ingest.article.clause import (
    Clause,
    clauses_of,
    earlier_dates,
    is_speaker,
    is_subjectless,
    kind_of,
    leading_dates,
    predicate_for,
)
from muster.ingest.article.clauses import counts_others, is_of_another
from muster.ingest.article.draft import Draft
from muster.ingest.article.fallback_answers import DECLINES, replies
from muster.ingest.article.fallback_moved import better_placed, has_no_name, named_behind
from muster.ingest.article.fallback_places import hear_places, loose_places, wide_places
from muster.ingest.article.fallback_signs import THERE, bare_counts, loose_counts, may_count, signs_of
from muster.ingest.article.happening import is_of_one, is_seat, whose_at
from muster.ingest.article.kinds import Predicate
from muster.ingest.article.numbers import Count
from muster.ingest.article.place_again import settle_again
from muster.ingest.article.places import Named
from muster.ingest.article.reader import Read, Reader
from muster.ingest.article.settle import Settled
from muster.ingest.article.spans import Span
from muster.vocabulary import CountScope, GeoPrecision, Kind, PlaceBasis, PlaceRole

ENOUGH = 3
"""Points from which a clause is proposed."""
A_PLACE = 2
"""Points that a place is worth."""
_ARE_TO_COME = re.compile(
    r"\b(?:will|would|shall) (?:\w+ly |soon |then )?(?:go|come|move|follow|arrive|return|start|begin|take over|be (?:in|there|back|sent|moved))\b"
)
"""As in "new units would go in by March"."""
_CALLED = re.compile(
    r"\b(?:himself|herself|themselves|nicknamed|alias|call sign|codenamed|surname) (?:as )?[“\"]?$"
)
"""As in "calls himself X": a person."""
NETWORKS = frozenset({"X", "Telegram", "Facebook", "Twitter", "YouTube", "WhatsApp", "TikTok", "VK"})
"""Where somebody writes."""
_IN = re.compile(r"\s+(?:in|at|near|around|outside)\s+(?:the\s+)?")
CODE = 2
"""Letters of a country's code."""
MOST_PLACES = 2
"""Places of one clause that are proposed."""


_PLANS = re.compile(
    r"\b(?:offer(?:s|ed|ing)?|pledg(?:es?|ed)|volunteer(?:s|ed) to|promis(?:es?|ed)|provides? for|(?:is|are|was|were) supposed to|earmarked|on standby|(?:could|may|might|would) (?:bring|send|exceed|reach|pass through|be lent|be sent|deploy|follow)|expects? [\w’' -]{2,40} to|(?:asked|urged|requested|called) (?:for|to)|preparing to|schedul(?:e|es|ed))\b",
    re.IGNORECASE,
)


_OF_ARMS = re.compile(
    r"\b(?:military|troops?|soldiers?|army|forces|police|fighters|mercenar\w+|marines|battalions?|brigades?|build-?up|deployments?)\b",
    re.IGNORECASE,
)


_SAYS_BEHIND = re.compile(
    r",\s+(?:\w+ly )?(?:sa(?:id|ys)|wrote|writes|told|tells|adds|added|recalls|recalled|claims|claimed|thinks|believes|counted|saw|remembers|estimates)\b"
)
"""As in "A cook, who was afraid to be named, said she fed eight of them": the main clause goes on behind."""


def fill(reader: Reader, read: Read, found: Sequence[Draft], before: Sequence[Draft]) -> list[Draft]:
    """Return the drafts of a sentence with those that only general signs propose; `before` are those of all sentences before."""
    hear_places(reader, read)
    found = better_placed(reader, read, found)
    if read.text.rstrip('”"’ )').endswith("?"):
        reader.asked = read
    done: list[Draft] = []
    for draft in found:
        done.append(placed(reader, read, draft, [*before, *done]))
    if not (reader.is_of_arms or read.forces):
        return done
    if read.sentence.role is not Role.BODY:
        return [*done, *_of_headline(reader, read, done)]
    told = [*before, *done]
    done += replies(reader, read, done, before)
    for clause in clauses_of(read):
        for draft in _of_clause(reader, clause, done, told):
            _add(done, draft, clause)
    return _in_order(done)


def _in_order(drafts: list[Draft]) -> list[Draft]:
    """Return drafts as the sentence tells them, so that the last is what it told of last."""

    def start(draft: Draft) -> int:
        spans = [draft.spans[name] for name in ("place", "count", "kind", "stance") if name in draft.spans]
        return spans[0].start if spans else 0

    return sorted(drafts, key=start)


def _add(done: list[Draft], draft: Draft, clause: Clause) -> None:
    """Add a draft; one of the same place and kind beside it, which has no number, takes its number instead."""
    for i, one in enumerate(done):
        is_same = (one.place_id, one.kind) == (draft.place_id, draft.kind) and bool(one.place_id)
        if is_same and draft.has_count and not one.has_count and _is_beside(clause, one, draft):
            done[i] = replace(
                one,
                count_low=draft.count_low,
                count_best=draft.count_best,
                count_high=draft.count_high,
                count_unit=draft.count_unit,
                count_text=draft.count_text,
                count_scope=draft.count_scope,
                spans={**one.spans, "count": draft.spans["count"]},
            )
            return
    done.append(draft)


def _is_beside(clause: Clause, one: Draft, other: Draft) -> bool:
    """Return whether the place of a draft and the number of another stand in one clause with nothing put between."""
    place, count = one.spans.get("place"), other.spans.get("count")
    if place is None or count is None or not clause.span.holds(place):
        return False
    first, last = sorted((place, count))
    return not re.search(r"[,;]|\b(?:that|which|who)\b", clause.read.text[first.end : last.start])


def _of_headline(reader: Reader, read: Read, own: Sequence[Draft]) -> list[Draft]:
    """Return a draft for each place of a headline that has none, where the headline speaks of people under arms."""
    if own or not (read.forces or _OF_ARMS.search(read.text)):
        return []
    made = []
    for clause in clauses_of(read):
        for place in clause.places or wide_places(reader, clause):
            to = settle_again(reader, place, read.text[: place.span.start])
            if to.place_id and not _is_only_country(reader, place, to) and not is_seat(read, place):
                made.append(_draft(reader, clause, place, to, _free_count(clause, [])))
    return made[:MOST_PLACES]


def _of_clause(reader: Reader, clause: Clause, own: Sequence[Draft], told: Sequence[Draft]) -> list[Draft]:
    """Return the drafts of a clause that has none, or of a number or a place of it that no draft has."""
    if (is_of_another(clause) and not _SAYS_BEHIND.search(clause.text)) or counts_others(clause):
        return []
    held = [span for draft in own for name, span in draft.spans.items() if name in {"place", "count"}]
    is_told = any(
        clause.span.holds(span)
        for draft in own
        for name, span in draft.spans.items()
        if name in {"place", "count", "kind", "stance"}
    )
    count = _free_count(clause, held)
    places = _free_places(reader, clause, held, is_told=is_told)
    signs = signs_of(reader, clause, count, places[0] if places else None)
    if not signs.has_subject or signs.points < ENOUGH - (A_PLACE if places else 0):
        return []
    made = []
    for place in places[:MOST_PLACES]:
        to = settle_again(reader, place, clause.read.text[: place.span.start])
        if to.place_id is None and has_no_name(place.text):
            behind = named_behind(reader, clause.read, place.span.end)
            place, to = behind or (place, site_in(reader, to))  # noqa: PLW2901
        is_own_army = clause.forces and whose_at(reader, clause, place, to) is None
        is_bare = count is None and _is_only_country(reader, place, to)
        is_said = count is None and _is_known(to, place, own)
        if not (is_said or is_own_army or is_bare):
            made.append(_draft(reader, clause, place, to, count))
    if made or DECLINES.search(clause.text):
        return made
    return _without_place(reader, clause, count, (own, told), is_told=is_told)


def _without_place(
    reader: Reader,
    clause: Clause,
    count: Count | None,
    drafts: tuple[Sequence[Draft], Sequence[Draft]],
    *,
    is_told: bool,
) -> list[Draft]:
    """Return the draft of a clause with a number, with "there" or with a plan, where the text before was."""
    own, told = drafts
    is_there = THERE.search(clause.text) is not None
    if count is None and (is_told or not (is_there or _is_plan_of(reader, clause))):
        return []
    draft = replace(_draft(reader, clause, None, None, count), place_basis=PlaceBasis.IMPLIED)
    (draft,) = better_placed(reader, clause.read, [draft])
    if draft.place_id:
        return [draft]
    if (
        count is not None
        and (beside := _right_at(own, clause, count) or _in_sentence(own, count)) is not None
    ):
        return [with_place(draft, beside)]
    if is_there and (before := carried(reader, draft, told)) is not None:
        return [with_place(draft, before)]
    return [placed(reader, clause.read, draft, told)]


def _free_places(reader: Reader, clause: Clause, held: Sequence[Span], *, is_told: bool) -> list[Named]:
    """Return the places of a clause that no draft has; beside one that has, only where something else happens."""
    named = clause.places
    if not is_told:
        named = (*named, *loose_places(clause)) or tuple(wide_places(reader, clause))
    return [
        one
        for one in named
        if not any(one.span.overlaps(span) for span in held)
        and not _is_seat(clause, one)
        and not is_of_one(clause, one)
        and one.text not in NETWORKS
        and not _CALLED.search(clause.read.text[: one.span.start])
        and not (is_told and not _has_own_verb(clause, one, held))
    ]


def _is_plan_of(reader: Reader, clause: Clause) -> bool:
    """As in "Seoul expects the North to send reinforcements": who says so, whom, and what is to come."""
    are_named = any(not is_speaker(clause.read, force) for force in clause.forces)
    is_said = voices.of_clause(reader, clause.read, clause.span).is_explicit
    verb = next((one for one in clause.predicates if not one.is_nominal), None)
    are_to_come = (verb or _ARE_TO_COME.search(clause.text)) and _kind(clause, verb) is Kind.PLANNED
    return are_named and is_said and bool(are_to_come)


def _kind(clause: Clause, predicate: Predicate | None) -> Kind:
    return Kind.PLANNED if _PLANS.search(clause.text) else kind_of(clause, predicate)


def _right_at(own: Sequence[Draft], clause: Clause, count: Count) -> Told | None:
    """As in "some 300 in X", where another thing happens at X too."""
    lead = _IN.match(clause.read.text, count.span.end)
    at = lead.end() if lead else -1
    return next(
        (Told.of(one) for one in own if "place" in one.spans and one.spans["place"].start == at), None
    )


def _in_sentence(own: Sequence[Draft], count: Count) -> Told | None:
    """Return the place that the sentence itself told of last before a number."""
    near = [
        one
        for one in own
        if "place" in one.spans
        and one.spans["place"].end <= count.span.start
        and one.place_role is not PlaceRole.ORIGIN
    ]
    return Told.of(near[-1]) if near else None


def _free_count(clause: Clause, held: Sequence[Span]) -> Count | None:
    """Return the first number of people that no draft has."""
    for one in (*clause.counts, *loose_counts(clause), *bare_counts(clause)):
        if may_count(clause, one) and not any(one.span.overlaps(span) for span in held):
            return one
    return None


def _has_own_verb(clause: Clause, place: Named, held: Sequence[Span]) -> bool:
    """Return whether something happens at a place that is another thing than at those which have a draft."""
    before = max((span.end for span in held if span.end <= place.span.start), default=clause.span.start)
    return any(
        before <= one.span.start < place.span.start and not one.is_nominal for one in clause.predicates
    )


def _is_only_country(reader: Reader, place: Named, to: Settled) -> bool:
    """A country or a capital without a number is mostly who acts, and where the article is anyway."""
    return to.precision is GeoPrecision.COUNTRY or fold_name(place.text) in reader.book.capitals


def _is_seat(clause: Clause, place: Named) -> bool:
    """Where somebody only speaks, unless people under arms are named before it."""
    are_named = any(
        force.noun.end <= place.span.start and not is_speaker(clause.read, force) for force in clause.forces
    )
    return is_seat(clause.read, place) and not are_named


def _is_known(to: Settled, place: Named, own: Sequence[Draft]) -> bool:
    return any(
        (to.place_id and one.place_id == to.place_id) or (not to.place_id and one.place_text == place.text)
        for one in own
    )


def _draft(
    reader: Reader, clause: Clause, place: Named | None, to: Settled | None, count: Count | None
) -> Draft:
    predicate = predicate_for(clause, place) if place else next((one for one in clause.predicates), None)
    kind = _kind(clause, predicate)
    draft = counted(begun(reader, clause, kind), count, CountScope.PLACE)
    if predicate:
        draft = replace(draft, spans={**draft.spans, "kind": predicate.span})
    whose = [force.party for force in clause.forces if not is_speaker(clause.read, force)]
    if whose and len(whose[0]) == CODE:
        draft = replace(draft, troop_origin=whose[0].upper())
    if place is not None and to is not None:
        role = place.role
        if kind not in {Kind.TRANSIT, Kind.PLANNED} and role is not PlaceRole.ORIGIN:
            role = PlaceRole.AT
        draft = replace(
            draft,
            place_text=place.text,
            place_id=to.place_id,
            place_role=role,
            place_basis=to.basis,
            geo_precision=to.precision,
            candidates=to.candidates if to.place_id is None else (),
            spans={**draft.spans, "place": place.span},
        )
    dates = clause.dates or leading_dates(clause) or (earlier_dates(clause) if is_subjectless(clause) else ())
    return timing.dated(reader, clause.read, draft, dates, place.span if place else None)
