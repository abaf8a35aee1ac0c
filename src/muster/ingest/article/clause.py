"""A clause of a sentence: what it says to happen, how surely, and how many."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from muster.ingest.article import kinds
from muster.ingest.article.blocks import Role
from muster.ingest.article.dates import When
from muster.ingest.article.forces import Force
from muster.ingest.article.kinds import Predicate
from muster.ingest.article.numbers import Count, find_counts
from muster.ingest.article.places import Named
from muster.ingest.article.reader import Read
from muster.ingest.article.sentences import dateline_end, split_clauses
from muster.ingest.article.spans import Span
from muster.ingest.article.speakers import reach_of
from muster.vocabulary import Kind, PlaceRole, Stance

SUBJECTLESS = re.compile(
    r"^\W*(?:and |but |then |with |also |when |where |before |after )*(?:(?:was|were|has|have|had|is|are|been|being)\b|[a-z]+(?:ed|ing|ght|ew|ent|ook|ought)\b|(?:which|who)\b|to\b)",
    re.IGNORECASE,
)

_TO_COME = re.compile(
    r"(?:(?!\b(?:is|are|was|were|has|have|had|said|says|say|sent|sends|begins?|began|start(?:s|ed)?|order(?:s|ed)|move[sd]?|continue[sd]?)\b)[^,;:])*?\bto (?:send|deploy|dispatch|arrive|leave|withdraw|pull|join|move|reinforce|return|go|land|enter|train|station|host|boost|stay|remain|replace|take|lead|guard|bring|recall|rotate|airlift|evacuate|double|add|keep|fly|be (?:sent|deployed|based|stationed|moved|withdrawn))\b",
    re.IGNORECASE,
)
"""In a headline: "More soldiers to arrive", "NATO to send 700"."""
_ASKED = re.compile(
    r"^\W*(?:(?:[\w’'-]+\s){1,5},\s*)?(?:asked|pressed|questioned) (?:whether|if|about|on|by|how)\b",
    re.IGNORECASE,
)
"""As in "Asked whether troops were in X, he said he would not comment"."""
_NONE = re.compile(r"\b(?:no|nor any|without any)\s+$", re.IGNORECASE)
"""As in "counted no Wagner units"."""
_FRAGMENT = re.compile(r"^\W*(?:to|into|towards?)\s+(?:the\s+)?[A-Z]")
_WHERE = re.compile(r"\W*where\b", re.IGNORECASE)
LONGEST_APPOSITION = 6
"""Words between a place and the clause that begins with "where": "Bosaso, a Somali port where"."""
_GOES_ON = re.compile(
    r"^\W*(?:and|but|then)\s+(?:(?:still|now|also|later|then|already|since)\s+)*", re.IGNORECASE
)

_ADVERBS = re.compile(r"^(?:(?:still|now|also|later|then|already|since)\s+)*", re.IGNORECASE)
_AND_BEFORE = re.compile(r"\b(?:and|but|then)\s+$", re.IGNORECASE)

_LEADS = re.compile(
    r"\W*(?:In|At|On|Near|Outside|Inside|Around|Behind|Beyond|Across|Along|Above|Below|Off)\b"
)
_ASIDE = re.compile(r"^\W*(?:which|who|whose|where|when|after|before|until)\b", re.IGNORECASE)


ASSIGNED = re.compile(
    r"\b(?:may|might|could|would) (?:also |soon |now )?(?:be (?:assigned|sent|deployed|stationed|moved|used)|send|deploy|dispatch|station|withdraw)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with what stands in it, all positions those of the sentence."""

    read: Read
    span: Span
    predicates: tuple[Predicate, ...]
    forces: tuple[Force, ...]
    counts: tuple[Count, ...]
    places: tuple[Named, ...]
    dates: tuple[When, ...]

    @property
    def text(self) -> str:
        return self.span.of(self.read.text)

    @property
    def before(self) -> str:
        return self.read.text[: self.span.start]


def is_subjectless(clause: "Clause") -> bool:
    """Return whether a clause goes on with the subject before it: "and still occupy", "were seen in"."""
    if SUBJECTLESS.match(clause.text):
        return True
    conjunction = _GOES_ON.match(clause.text) or (
        _ADVERBS.match(clause.text) if _AND_BEFORE.search(clause.before) else None
    )
    at = clause.span.start + conjunction.end() if conjunction else -1
    return any(one.span.start == at for one in clause.predicates)


def is_speaker(read: Read, force: Force) -> bool:
    return any(speaker.span.holds(force.noun) for speaker in read.speakers)


def clauses_of(read: Read) -> list[Clause]:
    text = read.text
    dates = [when.span for when in read.dates]
    reach = reach_of(read.speakers)
    filed = Span(0, dateline_end(text))
    counts = find_counts(text, [filed, *dates, *(speaker.span for speaker in read.speakers)])
    found = []
    for span in split_clauses(text, [speaker.span for speaker in read.speakers]):
        said = kinds.find_predicates(span.of(text))
        predicates = [replace(one, span=one.span.moved(span.start)) for one in said]
        predicates = [one for one in predicates if not any(zone.holds(one.span) for zone in reach)]
        found.append(
            Clause(
                read,
                span,
                tuple(predicates),
                tuple(one for one in read.forces if span.holds(one.noun)),
                tuple(one for one in counts if span.start <= one.span.end - 1 < span.end),
                _places_of(read, span),
                tuple(one for one in read.dates if span.start <= one.span.start < span.end),
            )
        )
    return _led_in(found)


def _led_in(clauses: list[Clause]) -> list[Clause]:
    """As in "In the woods behind X, where the birches start, soldiers live in tents": where all of it is stands first."""
    first = clauses[0] if clauses else None
    if first is None or not first.places or first.predicates or first.forces or not _LEADS.match(first.text):
        return clauses
    done, is_open = [first], True
    for clause in clauses[1:]:
        is_main = not _ASIDE.match(clause.text)
        is_led = is_open and is_main and bool(clause.forces) and not clause.places
        done.append(replace(clause, places=first.places) if is_led else clause)
        is_open = is_open and not (is_main and clause.places)
    return done


def _places_of(read: Read, span: Span) -> tuple[Named, ...]:
    """Return the places of a clause; one that begins with "where" is at the place before it."""
    own = tuple(one for one in read.places if span.start <= one.span.start < span.end)
    before = [one for one in read.places if one.span.end <= span.start]
    if not own and before:
        between = read.text[before[-1].edge : span.start]
        for speaker in read.speakers:
            between = between.replace(speaker.reach.of(read.text), "")
        leads = re.sub(r"[\s,]+$", "", between).endswith(" where")
        is_near = len(between.split()) <= LONGEST_APPOSITION and not re.search(r"[.;]", between)
        if is_near and (leads or _WHERE.match(span.of(read.text))):
            return (replace(before[-1], role=PlaceRole.AT, lead="where"),)
    return own


def is_where(clause: Clause) -> bool:
    """Return whether a clause only says more of the place before it."""
    return bool(_WHERE.match(clause.text)) and all(
        place.span.end <= clause.span.start for place in clause.places
    )


def is_image(clause: Clause) -> bool:
    whole = clause.read.text[: clause.span.end]
    shown = list(kinds.SHOWING.finditer(whole))
    images = kinds.IMAGES.search(whole)
    another = re.search(r"\b(?:one|another|the other|a second|a third)\b", clause.text, re.IGNORECASE)
    return bool(
        images
        and shown
        and (images.start() < shown[-1].start())
        and (shown[-1].start() >= clause.span.start - 5 or another or images.start() >= clause.span.start)
    )


def predicate_for(clause: Clause, place: Named) -> Predicate | None:
    """Return what is said to happen at a place: the nearest words before it, else the first behind it."""
    before = [one for one in clause.predicates if one.span.start < place.span.start]
    if before:
        verbs = [one for one in before if not one.is_nominal]
        last = before[-1]
        if last.is_nominal and verbs and last.kind is not Kind.PRESENCE and last.kind is not Kind.TRANSIT:
            return verbs[-1]
        return last
    return clause.predicates[0] if clause.predicates else None


def stance_of(clause: Clause) -> Stance:
    text = clause.text
    head = clause.read.text[: clause.span.end]
    if kinds.DECLINES.search(text) or (_ASKED.match(text) and kinds.DECLINES.search(clause.read.text)):
        return Stance.DECLINES
    if kinds.DOUBTS.search(text):
        return Stance.DOUBTS
    if _is_denied(clause) or kinds.DENIES.search(text) or _reaches(kinds.DENIES, head, clause):
        return Stance.DENIES
    if kinds.CONFIRMS.search(text) or _reaches(kinds.CONFIRMS, head, clause):
        return Stance.CONFIRMS
    return Stance.ASSERTS


def _is_denied(clause: Clause) -> bool:
    """Return whether the sentence calls it false, or speaks of no soldiers at all."""
    false = kinds.FALSE.search(clause.read.text)
    if false and false.start() < clause.span.end and clause.span.start < false.end():
        return True
    return any(_NONE.search(clause.read.text[: force.span.start]) for force in clause.forces)


def _reaches(pattern: re.Pattern[str], head: str, clause: Clause) -> bool:
    """A verb of saying in the clause before ("France denied that ...") reaches into this one."""
    left = head[: clause.span.start]
    return bool(re.search(rf"(?:{pattern.pattern})[^,;.]*\bthat\s*$", left, re.IGNORECASE))


def kind_of(clause: Clause, predicate: Predicate | None) -> Kind:
    if _is_to_come(clause) and not (predicate and predicate.kind is Kind.CASUALTIES):
        return Kind.PLANNED
    if is_image(clause) and (
        predicate is None or predicate.kind in {Kind.PRESENCE, Kind.TRAINING, Kind.TRANSIT}
    ):
        return Kind.IMAGERY
    if clause.read.sentence.role in {Role.TITLE, Role.SUMMARY} and _TO_COME.match(clause.text):
        return Kind.PLANNED
    if predicate is None:
        return Kind.PRESENCE
    if predicate.kind is Kind.TRANSIT and re.search(r"\bfor (?:[\w-]+ )?training\b", clause.text):
        return Kind.TRAINING
    return predicate.kind


def _is_to_come(clause: Clause) -> bool:
    if kinds.FUTURE.search(_without_reach(clause)) or ASSIGNED.search(clause.text):
        return True
    # "Will send a battalion, trained by X, to Y": the plan reaches over what is put in between.
    is_rest = _FRAGMENT.match(clause.text) and all(one.is_nominal for one in clause.predicates)
    return bool(is_rest and kinds.FUTURE.search(clause.before))


def _without_reach(clause: Clause) -> str:
    """Return the clause without the words that only credit somebody ("plans, the ministry said")."""
    kept = clause.text
    for speaker in clause.read.speakers:
        if not speaker.is_act and clause.span.holds(speaker.reach):
            said = speaker.reach.of(clause.read.text)
            kept = kept.replace(said, " ", 1)
    return kept


def leading_dates(clause: Clause) -> tuple[When, ...]:
    """Return the date that stands just before the clause: "in October 2022, it had ..."."""
    text = clause.read.text
    return tuple(
        when
        for when in clause.read.dates
        if when.span.end <= clause.span.start
        and not re.search(r"\w", text[when.span.end : clause.span.start])
        and re.search(r"(?:^|[,;:—–])\W*$", text[: when.span.start])
    )


def earlier_dates(clause: Clause) -> Iterable[When]:
    speakers = [speaker.span for speaker in clause.read.speakers]
    aside = [
        span for span in split_clauses(clause.read.text, speakers) if _ASIDE.match(span.of(clause.read.text))
    ]
    return tuple(
        when
        for when in clause.read.dates
        if when.span.end <= clause.span.start and not any(span.holds(when.span) for span in aside)
    )
