"""One sentence to drafts: clause by clause, a draft for each place of each thing that is said to happen."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from muster.ingest.article import kinds, timing, voices
from muster.ingest.article.blocks import Role
from muster.ingest.article.dates import When
from muster.ingest.article.draft import Draft
from muster.ingest.article.forces import Force, find_forces
from muster.ingest.article.kinds import Predicate
from muster.ingest.article.numbers import Count, find_counts
from muster.ingest.article.places import Named
from muster.ingest.article.reader import Read, Reader
from muster.ingest.article.sentences import split_clauses
from muster.ingest.article.settle import Settled
from muster.ingest.article.spans import Span
from muster.ingest.article.speakers import reach_of
from muster.vocabulary import CountScope, CountUnit, Kind, PlaceBasis, PlaceRole, Stance, Tier

HISTORY_DAYS = 730
"""What ended so long before the publication is history, not news."""
_POINTS_BACK = re.compile(
    r"^\W*(?:(?:and|but|already|while|with|however|also|meanwhile),?\s+)*(?:they|these|those|their|them|it|its|the (?:troops|soldiers|fighters|men|contingent|force|deployment|officers|mission|first|units?)|"
    r"this deployment|additional|another|both|most of them|some of them|a (?:second|further) (?:contingent|group)|more(?! than))\b",
    re.IGNORECASE,
)
_THE_DEPLOYMENT = re.compile(
    r"\b(?:this|the|these|such|that) (?:[\w-]+ )?(?:deployment|troop movement|transfer|contingent|force)\b",
    re.IGNORECASE,
)
_SUBJECTLESS = re.compile(
    r"^\W*(?:and |but |then |with |also |when |where |before |after )*(?:(?:was|were|has|have|had|is|are|been|being)\b|[a-z]+(?:ed|ing|ght|ew|ent|ook|ought)\b|(?:which|who)\b|to\b)",
    re.IGNORECASE,
)
_BY_DOING = re.compile(
    r"^\W*(?:by|in|for|instead of|rather than|without|after|before)\s+\w+ing\b", re.IGNORECASE
)
_IMAGE_AGAIN = re.compile(
    r"\b(?:both|the|these|neither|two|all) (?:of the )?(?:photos?|images?|pictures?|videos?|footage)\b",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"\b(?:reports?|requests?|claims?|number|numbers|figures?|presence|images?|photos?|footage|videos?|materials?|troops|soldiers|deployment|allegations?|matter|operations?|movements?)\b",
    re.IGNORECASE,
)
_WHOLE_ARMY = re.compile(
    r"\b(?:standing arm(?:y|ies)|on its books|one of the (?:biggest|largest)|on earth|in its army|under arms|in the world|in total strength|strong army|once had|used to have)\b",
    re.IGNORECASE,
)
_ASSIGNED = re.compile(
    r"\b(?:may|might|could|would) (?:also |soon |now )?be (?:assigned|sent|deployed|stationed|moved|used)\b",
    re.IGNORECASE,
)
_DETAIL = re.compile(
    r"^\W*in (?:the|one|another|a second) (?:video|footage|film|clip|picture|photo|image|recording)\b",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"(?<!\w)there(?! (?:is|are|was|were|has|have|will)\b)(?=\s*(?:[.,;]|$|on\b|in\b|last\b|since\b|by\b|and\b))",
    re.IGNORECASE,
)
_RECIPIENT = re.compile(r"\b(?:which|who) (?:has|have|had) (?:\w+ ){0,2}\d", re.IGNORECASE)
_THEY = re.compile(
    r"^\W*(?:(?:and|but|that|where|then)\s+)*(?:they|these|those|all of them)\b", re.IGNORECASE
)
_NP_IN = re.compile(r"\d[^,;:]*\b(?:in|at|near)\s+(?:the\s+)?(?:\w+ern\s+)?$")
_ASIDE = re.compile(r"^\W*(?:which|who|whose|where|when|after|before|until)\b", re.IGNORECASE)
_AGAIN = re.compile(r"the (?:city|town|village|port|country|province)", re.IGNORECASE)


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


def read_clauses(reader: Reader, read: Read, previous: Read | None) -> list[Draft]:
    """Return the drafts of a sentence. Opinion, what is only possible, history and what a condition hangs on give none."""
    text = read.text
    voices.hear(reader, read)
    if kinds.CONDITIONAL.match(text):
        return []
    drafts: list[Draft] = []
    is_theirs = bool(previous) and reader.goes_on and bool(_POINTS_BACK.match(text))
    for clause in _clauses(read):
        usable = [force for force in clause.forces if not _is_speaker(read, force)]
        goes_on = is_theirs or bool(_THE_DEPLOYMENT.search(clause.text))
        found = _of_clause(reader, clause, is_theirs=goes_on, earlier=drafts) or _answers(reader, clause)
        if _completes(drafts, found, clause):
            drafts[-1] = _with_number_of(drafts[-1], found[0])
            continue
        drafts += found
        is_theirs = is_theirs or (bool(usable) and not _RECIPIENT.match(clause.text.strip()))
    reader.goes_on = bool(read.forces) or bool(drafts) or is_theirs
    return drafts


def _completes(drafts: Sequence[Draft], found: Sequence[Draft], clause: Clause) -> bool:
    """A clause without a subject and a place adds its number to what it belongs to: "..., fulfilling a promise of 500"."""
    if not drafts or len(found) != 1 or not _SUBJECTLESS.match(clause.text):
        return False
    last, new = drafts[-1], found[0]
    return (
        new.kind is last.kind
        and not new.place_text
        and new.has_count
        and not last.has_count
        and last.place_id is not None
    )


def _with_number_of(draft: Draft, other: Draft) -> Draft:
    return replace(
        draft,
        count_low=other.count_low,
        count_best=other.count_best,
        count_high=other.count_high,
        count_unit=other.count_unit,
        count_text=other.count_text,
        count_scope=other.count_scope,
        spans={**draft.spans, "count": other.spans["count"]},
    )


def _is_speaker(read: Read, force: Force) -> bool:
    return any(speaker.span.holds(force.noun) for speaker in read.speakers)


def _clauses(read: Read) -> list[Clause]:
    text = read.text
    dates = [when.span for when in read.dates]
    reach = reach_of(read.speakers)
    counts = find_counts(text, [*dates, *(speaker.span for speaker in read.speakers)])
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
                tuple(one for one in read.places if span.start <= one.span.start < span.end),
                tuple(one for one in read.dates if span.start <= one.span.start < span.end),
            )
        )
    return found


def _of_clause(reader: Reader, clause: Clause, *, is_theirs: bool, earlier: Sequence[Draft]) -> list[Draft]:
    are_counted = any(count.unit is CountUnit.PEOPLE and count.noun is None for count in clause.counts)
    if not (clause.forces or is_theirs or are_counted) or _is_background(reader, clause):
        return []
    settled = [(place, _settle(reader, place)) for place in clause.places]
    settled = [(place, to) for place, to in settled if _may_happen(reader, clause, place, to)]
    settled = _not_again(settled)
    if settled:
        made = [_draft(reader, clause, place, to, several=len(settled) > 1) for place, to in settled]
        return [draft for draft in made if draft is not None]
    if clause.places and not clause.counts:
        return []
    return _without_place(reader, clause, earlier)


def _settle(reader: Reader, place: Named) -> Settled:
    """Return the place that is meant; "the city" is the one that was named last."""
    if _AGAIN.fullmatch(place.text) and reader.last_place:
        return reader.context.again(reader.last_place)
    to = reader.context.settle(place)
    if to.place_id and to.precision and int(to.precision) < 5:
        reader.last_place = to.place_id
    return to


def _not_again(settled: list[tuple[Named, Settled]]) -> list[tuple[Named, Settled]]:
    """Leave out the country when a place in it is named in the same clause, in the same role."""
    kept = []
    for place, to in settled:
        inner = [
            other
            for named, other in settled
            if other is not to and other.country == to.country and named.role is place.role
        ]
        is_country = to.place_id is not None and to.precision is not None and int(to.precision) == 6
        if not (is_country and inner and any(one.precision and int(one.precision) < 6 for one in inner)):
            kept.append((place, to))
    return kept


def _is_background(reader: Reader, clause: Clause) -> bool:
    text = clause.text
    if _BY_DOING.match(text) or _WHOLE_ARMY.search(text):
        return True
    if _RECIPIENT.match(text.strip()):
        return True
    first = reader.anchor.day
    ends = [when.end or when.start for when in clause.dates if when.is_dated]
    if (
        first
        and ends
        and all(end and (first - end).days > HISTORY_DAYS for end in ends)
        and not any(w.bearing.value == "since" for w in clause.dates)
    ):
        return True
    return _is_only_possible(reader, clause)


def _is_only_possible(reader: Reader, clause: Clause) -> bool:
    """What could, may or might be is background, but for a number that is projected, or a place that somebody names."""
    last = max((one.span.start for one in clause.predicates), default=clause.span.end)
    said = [m for m in kinds.POSSIBLE.finditer(clause.text) if clause.span.start + m.start() < last]
    if not said:
        return False
    if _stance(clause) in {Stance.DECLINES, Stance.DENIES}:
        return False
    future = kinds.FUTURE.search(clause.text)
    if future and (
        any(future.start() <= m.start() < future.end() for m in said) or re.search(r"\blikely\b", future[0])
    ):
        return False
    if all(m[0].lower() == "likely" for m in said) and future:
        return False
    if clause.counts and re.search(
        r"(?:could|may|might) (?:reach|rise|grow|climb|total)", clause.text, re.IGNORECASE
    ):
        return False
    speaker = voices.of_clause(reader, clause.read, clause.span)
    told = speaker.known is not None and speaker.is_explicit and bool(speaker.known.name)
    placed = any(
        place.known or place.lead in {"guarding", "patrolling", "in", "at", "near", "to"}
        for place in clause.places
    )
    sent = _ASSIGNED.search(clause.text)
    return not (told and placed and sent)


def _may_happen(reader: Reader, clause: Clause, place: Named, to: Settled) -> bool:
    """Return whether people under arms are said to be, to come or to have been at this very place."""
    theirs = _whose(reader, clause, place, to)
    if theirs is None or _is_seat(clause.read, place):
        return False
    predicate = _predicate(clause, place)
    if (
        predicate is None
        and clause.counts
        and _NP_IN.search(clause.text[: place.span.start - clause.span.start])
    ):
        return True  # a headline without a verb: "Up to 400 soldiers in the capital"
    if predicate is None:
        return bool(_stance(clause) is not Stance.ASSERTS or _is_image(clause)) or bool(
            kinds.FUTURE.search(clause.text) and (clause.counts or clause.forces)
        )
    if not predicate.is_nominal or _stance(clause) is not Stance.ASSERTS or _is_image(clause):
        return True
    return _is_reported(clause, predicate)


def _is_seat(read: Read, place: Named) -> bool:
    """Where somebody speaks is no place of what they speak of: "In Washington, the ministry said", "announced in Oslo"."""
    for speaker in read.speakers:
        before = read.text[place.span.end : speaker.span.start]
        if (
            place.span.end <= speaker.span.start
            and re.fullmatch(r"\s*,\s*(?:the\s+)?", before)
            and not read.text[: place.span.start].strip(" ").count(" ")
        ):
            return True
        between = read.text[speaker.reach.end : place.span.start]
        if (
            speaker.reach.end <= place.span.start
            and re.fullmatch(r"(?:\s+[\w-]+){0,4}?\s+(?:in|at|from)\s+(?:the\s+)?", between)
            and not re.search(r"\bthat\b", between)
            and not kinds.find_predicates(between)
            and not find_forces(between)
        ):
            return True
    return False


def _is_reported(clause: Clause, predicate: Predicate) -> bool:
    """A noun ("the deployment of troops to X") says nothing by itself: somebody must confirm, deny, report or show it."""
    before = clause.read.text[: predicate.span.start]
    near = list(kinds.REPORTING.finditer(before))
    if near and predicate.span.start - near[-1].end() < 60:
        return True
    if kinds.FUTURE.search(before[-60:]):
        return True
    after = clause.read.text[predicate.span.end :]
    return any(
        not other.is_nominal and other.span.start > predicate.span.end for other in clause.predicates
    ) and not kinds.EVALUATES.search(after)


def _is_image(clause: Clause) -> bool:
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


def _whose(reader: Reader, clause: Clause, place: Named, to: Settled) -> str | None:
    """Return whose people the clause puts at a place: a party, "" where that is not said; None for the country's own."""
    named = [force for force in clause.forces if not _is_speaker(clause.read, force)]
    before = [force for force in named if force.noun.end <= place.span.start]
    candidates = before[::-1] or named
    for force in candidates:
        if not force.party:
            return _topic(reader)
        is_home = bool(to.country) and force.party.upper() == to.country
        if is_home and not (
            force.party in reader.topics and any(p.kind is Kind.TRAINING for p in clause.predicates)
        ):
            continue
        return force.party
    return None if candidates else _topic(reader)


def _topic(reader: Reader) -> str:
    return next(iter(reader.topics)) if len(reader.topics) == 1 else ""


def _predicate(clause: Clause, place: Named) -> Predicate | None:
    """Return what is said to happen at a place: the nearest words before it, else the first behind it."""
    before = [one for one in clause.predicates if one.span.start < place.span.start]
    if before:
        verbs = [one for one in before if not one.is_nominal]
        last = before[-1]
        if last.is_nominal and verbs and last.kind is not Kind.PRESENCE and last.kind is not Kind.TRANSIT:
            return verbs[-1]
        return last
    return clause.predicates[0] if clause.predicates else None


def _stance(clause: Clause) -> Stance:
    text = clause.text
    head = clause.read.text[: clause.span.end]
    if kinds.DECLINES.search(text):
        return Stance.DECLINES
    if kinds.DOUBTS.search(text):
        return Stance.DOUBTS
    if kinds.DENIES.search(text) or _reaches(kinds.DENIES, head, clause):
        return Stance.DENIES
    if kinds.CONFIRMS.search(text) or _reaches(kinds.CONFIRMS, head, clause):
        return Stance.CONFIRMS
    return Stance.ASSERTS


def _reaches(pattern: re.Pattern[str], head: str, clause: Clause) -> bool:
    """A verb of saying in the clause before ("France denied that ...") reaches into this one."""
    left = head[: clause.span.start]
    return bool(re.search(rf"(?:{pattern.pattern})[^,;.]*\bthat\s*$", left, re.IGNORECASE))


def _kind(clause: Clause, predicate: Predicate | None, place: Named | None) -> Kind:
    head = clause.read.text[clause.span.start : place.span.end + 40 if place else clause.span.end]
    head = head[: clause.span.end - clause.span.start]
    if (kinds.FUTURE.search(_without_reach(clause)) or _ASSIGNED.search(clause.text)) and not (
        predicate and predicate.kind is Kind.CASUALTIES
    ):
        return Kind.PLANNED
    if _is_image(clause) and (
        predicate is None or predicate.kind in {Kind.PRESENCE, Kind.TRAINING, Kind.TRANSIT}
    ):
        return Kind.IMAGERY
    if predicate is None:
        return Kind.PRESENCE
    if predicate.kind is Kind.TRANSIT and re.search(r"\bfor (?:[\w-]+ )?training\b", clause.text):
        return Kind.TRAINING
    return predicate.kind


def _without_reach(clause: Clause) -> str:
    """Return the clause without the words that only credit somebody ("plans, the ministry said")."""
    kept = clause.text
    for speaker in clause.read.speakers:
        if not speaker.is_act and clause.span.holds(speaker.reach):
            said = speaker.reach.of(clause.read.text)
            kept = kept.replace(said, " ", 1)
    return kept


def _draft(reader: Reader, clause: Clause, place: Named, to: Settled, *, several: bool) -> Draft | None:
    predicate = _predicate(clause, place)
    kind = _kind(clause, predicate, place)
    if kind is Kind.CASUALTIES and not clause.counts and not clause.forces:
        return None
    draft = _base(reader, clause, kind)
    role = place.role
    if kind is not Kind.TRANSIT and kind is not Kind.PLANNED and role is not PlaceRole.ORIGIN:
        role = PlaceRole.AT
    basis = to.basis
    count = _count(clause, place) or _count_before(clause)
    shared = several and count is not None and _is_shared(clause, place)
    spans = {**draft.spans, "place": place.span}
    if predicate:
        spans["kind"] = predicate.span
    party = _whose(reader, clause, place, to) or ""
    draft = replace(
        draft,
        place_text=place.text,
        place_id=to.place_id,
        place_role=role,
        place_basis=basis,
        geo_precision=to.precision,
        candidates=to.candidates if to.place_id is None else (),
        troop_origin=party.upper() if len(party) == 2 else "",
        spans=spans,
    )
    draft = _counted(draft, count, CountScope.STATEMENT if shared else CountScope.PLACE)
    dates = clause.dates or (_earlier_dates(clause) if _SUBJECTLESS.match(clause.text) else ())
    return timing.dated(reader, clause.read, draft, dates, place.span)


def _base(reader: Reader, clause: Clause, kind: Kind) -> Draft:
    voice = voices.of_clause(reader, clause.read, clause.span)
    stance = _stance(clause)
    sentence = clause.read.sentence
    spans: dict[str, Span] = {}
    if voice.span:
        spans["originator"] = voice.span
    return Draft(
        sentence=sentence.text,
        locator=f"line {sentence.line}",
        tier=Tier.SUMMARY if sentence.role in {Role.TITLE, Role.SUMMARY} else Tier.CORE,
        kind=kind,
        stance=stance,
        originator_id=voice.known.source_id if voice.known else None,
        originator_name=voice.known.name if voice.known else "",
        attribution=voice.attribution,
        carrier=reader.publisher,
        spans=spans,
    )


def _is_shared(clause: Clause, place: Named) -> bool:
    """Several places after one number: one total over all of them."""
    count = _count(clause, place)
    mine = [other for other in clause.places if _count(clause, other) is count and other.role is place.role]
    return len(mine) > 1


def _count(clause: Clause, place: Named | None) -> Count | None:
    """Return the number that goes with a place: of people before all else, the nearest before it, else the next."""
    usable = [count for count in clause.counts if _counts_them(clause, count)]
    people = [count for count in usable if count.unit is CountUnit.PEOPLE]
    known = people or [count for count in usable if count.unit is not CountUnit.PEOPLE]
    if place is None:
        return known[0] if known else None
    if (
        not people
        and usable
        and usable[0].unit is CountUnit.SITES
        and not usable[0].span.overlaps(place.span)
    ):
        return None
    before = [count for count in known if count.span.start < place.span.start]
    return before[-1] if before else (known[0] if known else None)


def _count_before(clause: Clause) -> Count | None:
    """As in "They had been deployed to X": as many as the sentence has just counted."""
    if clause.counts or not (_THEY.match(clause.text) or _SUBJECTLESS.match(clause.text)):
        return None
    taken = [when.span for when in clause.read.dates] + [speaker.span for speaker in clause.read.speakers]
    earlier = [
        c
        for c in find_counts(clause.before, [span for span in taken if span.end <= clause.span.start])
        if c.unit is CountUnit.PEOPLE
    ]
    force = bool(re.match(r"^\W*(?:and |but |then )*[a-z]+(?:ing)\b", clause.text))
    return (
        earlier[-1]
        if earlier and not force and not re.search(r"\bof\s+$", clause.before[: earlier[-1].span.start])
        else None
    )


def _counts_them(clause: Clause, count: Count) -> bool:
    """The number is of the people under arms, not of civilians or of the other side."""
    if (
        count.low is None
        and count.high is None
        and count.best == 1
        and not any(p.kind is Kind.CASUALTIES for p in clause.predicates)
    ):
        return False
    if count.unit is not CountUnit.PEOPLE or count.noun is None:
        return True
    noun = count.noun.of(clause.read.text).lower()
    return (
        any(force.noun.overlaps(count.noun) for force in clause.forces)
        or noun in {"men", "personnel"}
        or (noun in {"people", "persons", "women"} and bool(clause.forces))
        or noun.startswith(
            (
                "officer",
                "policem",
                "guard",
                "marine",
                "pilot",
                "человек",
                "명",
                "medic",
                "engineer",
                "specialist",
                "sailor",
            )
        )
    )


def _counted(draft: Draft, count: Count | None, scope: CountScope) -> Draft:
    if count is None:
        return draft
    spans = {**draft.spans, "count": count.span}
    words = count.span.of(draft.sentence)
    if count.is_open:
        return replace(draft, count_text=words, spans=spans)
    return replace(
        draft,
        count_low=count.low,
        count_best=count.best,
        count_high=count.high,
        count_unit=count.unit,
        count_text=words,
        count_scope=scope,
        spans=spans,
    )


def _without_place(reader: Reader, clause: Clause, earlier: Sequence[Draft]) -> list[Draft]:
    """Return the draft of a clause that names no place, where what it says is a claim all the same."""
    predicate = next(
        (one for one in clause.predicates if not one.is_nominal),
        clause.predicates[0] if clause.predicates else None,
    )
    kind = _kind(clause, predicate, None)
    count = _count(clause, None)
    stance = _stance(clause)
    has_number = count is not None and not count.is_open
    if clause.read.sentence.role is Role.TITLE and not has_number:
        return []
    is_claim = (
        (has_number and (predicate is not None or kind is Kind.PLANNED))
        or (has_number and count is not None and count.noun is None)
        or (kind is Kind.EQUIPMENT and predicate is not None)
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
    if not is_claim or (
        predicate is not None
        and predicate.is_nominal
        and stance is Stance.ASSERTS
        and not has_number
        and kind is not Kind.IMAGERY
    ):
        return []
    draft = _counted(_base(reader, clause, kind), count, CountScope.PLACE)
    if predicate:
        draft = replace(draft, spans={**draft.spans, "kind": predicate.span})
    inherited = (
        earlier[-1]
        if earlier and (clause.dates or _SUBJECTLESS.match(clause.text) or kind is Kind.CASUALTIES)
        else None
    )
    draft = timing.dated(reader, clause.read, draft, clause.dates or _earlier_dates(clause), None)
    if there := _THERE.search(clause.text):
        return [replace(draft, place_text=there[0], place_basis=PlaceBasis.INFERRED)]
    if _DETAIL.match(clause.read.text):
        return [draft]
    if (
        inherited
        and inherited.place_text
        and kind in {Kind.TRANSIT, Kind.CASUALTIES, Kind.DESERTION}
        and kind is not Kind.PLANNED
        and int(inherited.geo_precision or 0) != 6
    ):
        draft = replace(
            draft,
            place_id=inherited.place_id,
            place_role=inherited.place_role,
            geo_precision=inherited.geo_precision,
            candidates=inherited.candidates,
            place_basis=PlaceBasis.IMPLIED,
        )
        return [draft]
    both = [draft]
    second = [one for one in clause.predicates if one.kind is Kind.EQUIPMENT and not one.is_nominal]
    if kind is Kind.TRAINING and second:
        both.append(replace(draft, kind=Kind.EQUIPMENT, spans={**draft.spans, "kind": second[0].span}))
    return [replace(one, place_basis=PlaceBasis.IMPLIED) for one in both]


def _earlier_dates(clause: Clause) -> Iterable[When]:
    speakers = [speaker.span for speaker in clause.read.speakers]
    aside = [
        span for span in split_clauses(clause.read.text, speakers) if _ASIDE.match(span.of(clause.read.text))
    ]
    return tuple(
        when
        for when in clause.read.dates
        if when.span.end <= clause.span.start and not any(span.holds(when.span) for span in aside)
    )


def _answers(reader: Reader, clause: Clause) -> list[Draft]:
    """Return a draft of what answers others: no comment, no evidence, reports that await verification."""
    stance = _stance(clause)
    if stance not in {Stance.DECLINES, Stance.DOUBTS} or clause.read.sentence.role is Role.TITLE:
        return []
    is_told = voices.of_clause(reader, clause.read, clause.span).is_explicit
    if not (_ANSWERED.search(clause.text) or (stance is Stance.DECLINES and is_told)) or (
        stance is Stance.DOUBTS and _is_only_possible(reader, clause)
    ):
        return []
    kind = (
        Kind.IMAGERY
        if kinds.IMAGES.search(clause.text) and stance is Stance.DECLINES
        else Kind.ASSESSMENT
        if stance is Stance.DOUBTS
        else Kind.PRESENCE
    )
    draft = _base(reader, clause, kind)
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
    return [draft]


__all__ = ["Clause", "read_clauses", "timedelta"]
