"""Claims without a place: what a clause says of them all the same, and what it answers to others."""

import re
from collections.abc import Sequence
from dataclasses import replace

from muster.ingest.article import kinds, timing, voices
from muster.ingest.article.base import begun, counted
from muster.ingest.article.blocks import Role
from muster.ingest.article.clause import (
    Clause,
    earlier_dates,
    is_speaker,
    kind_of,
    stance_of,
)
from muster.ingest.article.clause_counts import count_for, counts_of_them
from muster.ingest.article.draft import Draft
from muster.ingest.article.happening import (
    is_only_possible,
    is_seat,
)
from muster.ingest.article.implied import THERE, is_of_those_there, placed_by_others
from muster.ingest.article.kinds import Predicate
from muster.ingest.article.numbers import Count
from muster.ingest.article.places import Named
from muster.ingest.article.reader import Reader
from muster.ingest.article.scene import HERE
from muster.ingest.article.settle import Settled
from muster.ingest.article.spans import Span
from muster.vocabulary import CountScope, Kind, PlaceBasis, PlaceRole, Stance

_IMAGE_AGAIN = re.compile(
    r"\b(?:both|the|these|neither|two|all) (?:of the )?(?:photos?|images?|pictures?|videos?|footage)\b",
    re.IGNORECASE,
)


_ASKED_ABOUT = re.compile(r"\basked (?:about|whether|if|how many)\b", re.IGNORECASE)
MOST_ASKED = 2
"""Places of which one refusal to speak is drafted."""
_ANSWERED = re.compile(
    r"\b(?:reports?|requests?|claims?|number|numbers|figures?|presence|images?|photos?|footage|videos?|materials?|troops|soldiers|deployment|allegations?|matter|operations?|movements?|of (?:it|them|this|that))\b",
    re.IGNORECASE,
)


_INCLUDING = re.compile(
    r"^\W*(?:[a-z]+ ){0,3}?,?\s*(?:including|among them|of them)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
_DEEDS = frozenset({Kind.TRANSIT, Kind.PRESENCE, Kind.COMBAT, Kind.TRAINING, Kind.DESERTION, Kind.CASUALTIES})


_SUBJECT_BACK = re.compile(
    r"\W*(?:(?:[Oo]n|[Bb]y|[Ss]ince) \w+day(?: \w+)?,? |[Tt]hen |[Aa]nd |[Bb]ut )?(?:they|the (?:column|convoy|unit|battalion|brigade|company|detachment|contingent|garrison|force|group|men|squad))\b",
    re.IGNORECASE,
)
"""Who was named before and does something now: "they left again on Tuesday"."""
_IT = re.compile(
    r"\W*(?:(?:[Oo]n|[Bb]y|[Ss]ince) \w+day(?: \w+)?,? |[Tt]hen |[Aa]nd |[Bb]ut )?it\b", re.IGNORECASE
)
_UNIT = re.compile(
    r"\b(?:battalion|brigade|company|regiment|unit|contingent|column|convoy|detachment|garrison|squadron|platoon|battle ?group|patrol|task force|crew|ship|frigate|flotilla)\b"
)
"""What "it" is in the sentence behind: "The battalion left X. It returned on Thursday"."""
FARTHEST_VERB = 24
"""Characters from such a subject to what it does."""
_CODE = 2


_DAYS = 3
"""The codebook's precision up to which a date is near enough to make a claim of what names no place."""


_NOT_DONE = re.compile(r"\b(?:not|never)\b|n[’']t\b")


def without_place(reader: Reader, clause: Clause, earlier: Sequence[Draft]) -> list[Draft]:
    """Return the draft of a clause that names no place, where what it says is a claim all the same."""
    predicate = next(
        (one for one in clause.predicates if not one.is_nominal),
        clause.predicates[0] if clause.predicates else None,
    )
    kind = kind_of(clause, predicate)
    count = count_for(clause, None)
    if kind is Kind.PLANNED and predicate is not None and _is_counted_before(clause, predicate, count):
        kind = predicate.kind
    stance = stance_of(clause)
    if stance is Stance.DECLINES or (stance is Stance.ASSERTS and _NOT_DONE.search(clause.text)):
        return []
    has_number = count is not None and not count.is_open
    if clause.read.sentence.role is Role.TITLE and not has_number:
        return []
    if not _is_claim(reader, clause, predicate, kind, has_number=has_number):
        return []
    draft = counted(begun(reader, clause, kind), count, CountScope.PLACE)
    whose = [force.party for force in clause.forces if not is_speaker(clause.read, force)]
    if whose and len(whose[0]) == _CODE:
        draft = replace(draft, troop_origin=whose[0].upper())
    if predicate:
        draft = replace(draft, spans={**draft.spans, "kind": predicate.span})
    draft = timing.dated(reader, clause.read, draft, clause.dates or earlier_dates(clause), None)
    placed = placed_by_others(reader, clause, draft, earlier)
    return [*placed, *(one for draft in placed for one in _included(clause, draft))]


def _included(clause: Clause, draft: Draft) -> list[Draft]:
    """Return the drafts of the numbers that a number includes: "6,000 casualties, including 2,100 deaths"."""
    mine = draft.spans.get("count")
    others = [one for one in counts_of_them(clause) if mine is not None and one.span.start >= mine.end]
    return [
        counted(draft, one, CountScope.PLACE)
        for one in others
        if mine is not None
        and _INCLUDING.search(clause.read.text[mine.end : one.span.start])
        and not one.is_open
    ]


def _is_counted_before(clause: Clause, predicate: Predicate, count: Count | None) -> bool:
    """As in "keeps 1,000 soldiers there and is to bring more": the number is of those who are there."""
    plan = kinds.FUTURE.search(clause.text)
    at = clause.span.start + plan.start() if plan else 0
    is_verb = predicate.span.of(clause.read.text).lower() != "remaining"
    return count is not None and is_verb and predicate.span.start < count.span.start and count.span.end < at


def _is_claim(
    reader: Reader, clause: Clause, predicate: Predicate | None, kind: Kind, *, has_number: bool
) -> bool:
    """Return whether a clause without a place says enough: how many, when, who says so, or what they carry and learn."""
    count, stance = count_for(clause, None), stance_of(clause)
    is_claim = (
        (has_number and bool(clause.forces) and bool(THERE.search(clause.text)))
        or (has_number and (predicate is not None or kind is Kind.PLANNED))
        or (has_number and count is not None and count.noun is None)
        or (
            has_number
            and bool(clause.forces)
            and voices.of_clause(reader, clause.read, clause.span).is_explicit
        )
        or (kind is Kind.EQUIPMENT and predicate is not None)
        or (
            bool(clause.forces)
            and predicate is not None
            and not predicate.is_nominal
            and bool(THERE.search(clause.text))
        )
        or is_of_those_there(clause)
        or _is_here(reader, clause, predicate)
        or _is_told(reader, clause, predicate, kind)
        or (kind is Kind.IMAGERY and bool(clause.forces))
        or (
            kind is Kind.TRAINING
            and bool(re.search(r"\b(?:is|are|being|were|was) (?:\w+ )?train", clause.text))
        )
        or (
            kind is Kind.PLANNED
            and bool(re.search(r"\b(?:poised|about|set|ready|preparing) to\b", clause.text))
            and bool(clause.forces)
        )
        or (
            stance in {Stance.CONFIRMS, Stance.DENIES}
            and predicate is not None
            and (predicate.is_nominal or bool(clause.forces))
            and voices.of_clause(reader, clause.read, clause.span).is_explicit
        )
    )
    is_only_noun = (
        predicate is not None
        and predicate.is_nominal
        and stance is Stance.ASSERTS
        and not has_number
        and kind is not Kind.IMAGERY
    )
    return is_claim and not is_only_noun


def _is_here(reader: Reader, clause: Clause, predicate: Predicate | None) -> bool:
    """As in "The first soldiers were put up in the school": a site without a name, in the town where the report is."""
    usable = [force for force in clause.forces if not is_speaker(clause.read, force)]
    return bool(
        reader.scene is not None
        and usable
        and predicate is not None
        and not predicate.is_nominal
        and HERE.search(clause.text)
    )


def _is_told(reader: Reader, clause: Clause, predicate: Predicate | None, kind: Kind) -> bool:
    """As in "The last Kenyan contingent left on May 3": who, what and when, or who says so, is a claim without a place."""
    usable = [force for force in clause.forces if not is_speaker(clause.read, force)]
    if predicate is None or predicate.is_nominal or kind not in {*_DEEDS, Kind.PLANNED}:
        return False
    if not usable:
        subject = _SUBJECT_BACK.match(clause.text) or (
            _IT.match(clause.text) if _UNIT.search(reader.before) else None
        )
        between = clause.text[subject.end() : predicate.span.start - clause.span.start] if subject else ","
        does = len(between) <= FARTHEST_VERB and not re.search(r"[,;:”\"]|\band\b", between)
        return does and any(when.is_dated and when.precision <= _DAYS for when in clause.dates)
    is_dated = any(when.is_dated and when.precision <= _DAYS for when in clause.dates)
    is_said = (
        voices.of_clause(reader, clause.read, clause.span).is_explicit
        and not clause.places
        and kind is not Kind.CASUALTIES
    )
    return (is_dated or is_said) and all(force.noun.start < predicate.span.start for force in usable[:1])


def answers(reader: Reader, clause: Clause) -> list[Draft]:
    """Return a draft of what answers others: no comment, no evidence, reports that await verification."""
    stance = stance_of(clause)
    if clause.read.sentence.role is Role.TITLE:
        return []
    if kinds.DENIES_IT.search(clause.text) and not any(one.text[:1].isupper() for one in clause.places):
        return _denied(reader, clause)
    if stance not in {Stance.DECLINES, Stance.DOUBTS}:
        return []
    is_told = voices.of_clause(reader, clause.read, clause.span).is_explicit
    if not (_ANSWERED.search(clause.text) or (stance is Stance.DECLINES and is_told)) or (
        stance is Stance.DOUBTS and is_only_possible(reader, clause)
    ):
        return []
    kind = (
        Kind.IMAGERY
        if kinds.IMAGES.search(clause.text) and stance is Stance.DECLINES
        else Kind.ASSESSMENT
        if stance is Stance.DOUBTS
        else Kind.PRESENCE
    )
    draft = begun(reader, clause, kind)
    pattern = kinds.DECLINES if stance is Stance.DECLINES else kinds.DOUBTS
    words = pattern.search(clause.text)
    if words:
        draft = replace(draft, spans={**draft.spans, "stance": Span(*words.span()).moved(clause.span.start)})
    if stance is Stance.DOUBTS and not voices.of_clause(reader, clause.read, clause.span).is_explicit:
        known = reader.book.of_author()
        draft = replace(
            draft,
            originator_id=known.source_id,
            originator_name=known.name,
            spans={key: span for key, span in draft.spans.items() if key != "originator"},
        )
    draft = timing.dated(reader, clause.read, draft, clause.dates, None)
    if _IMAGE_AGAIN.search(clause.text):
        draft = replace(draft, place_basis=PlaceBasis.INFERRED)
    elif at := _asked_about(reader, clause):
        return [
            replace(
                draft,
                place_text=place.text,
                place_id=to.place_id,
                place_role=PlaceRole.AT,
                place_basis=to.basis,
                geo_precision=to.precision,
                candidates=to.candidates if to.place_id is None else (),
                spans={**draft.spans, "place": place.span},
            )
            for place, to in at
        ]
    return [draft]


def _denied(reader: Reader, clause: Clause) -> list[Draft]:
    """Return the draft of who denies what was just said: "Ankara denies the story". Where that was, the text before tells."""
    words = kinds.DENIES_IT.search(clause.text)
    voice = voices.of_clause(reader, clause.read, clause.span)
    is_of_them = reader.goes_on or 0 <= reader.paragraph - reader.drafted_paragraph <= 1
    if words is None or voice.span is None or not is_of_them:
        return []
    draft = replace(begun(reader, clause, Kind.PRESENCE), stance=Stance.DENIES)
    spans = {**draft.spans, "stance": Span(*words.span()).moved(clause.span.start)}
    return [timing.dated(reader, clause.read, replace(draft, spans=spans), clause.dates, None)]


def _asked_about(reader: Reader, clause: Clause) -> list[tuple[Named, Settled]]:
    """Return the places of what somebody would not speak of: "declined to discuss the drills in X", "asked about X"."""
    asked = _ASKED_ABOUT.search(clause.before)
    own = clause.places or (
        tuple(
            one for one in clause.read.places if asked and asked.start() < one.span.start < clause.span.start
        )
    )
    usable = [one for one in own if one.role is PlaceRole.AT and not is_seat(clause.read, one)]
    found = [(one, reader.context.settle(one)) for one in usable]
    return [(one, to) for one, to in found if to.place_id or to.candidates or one.text[:1].isupper()][
        :MOST_ASKED
    ]
