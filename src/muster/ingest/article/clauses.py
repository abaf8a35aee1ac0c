"""One sentence to drafts: clause by clause, a draft for each place of each thing that is said to happen."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from muster.ingest.article import civilians, demonyms, kinds, timing, voices
from muster.ingest.article.base import begun, counted
from muster.ingest.article.blocks import Role
from muster.ingest.article.clause import (
    Clause,
    clauses_of,
    earlier_dates,
    is_speaker,
    is_subjectless,
    is_where,
    kind_of,
    leading_dates,
    predicate_for,
)
from muster.ingest.article.clause_counts import (
    count_before,
    count_for,
    is_mostly,
    is_shared,
)
from muster.ingest.article.draft import Draft
from muster.ingest.article.happening import (
    HANDS_OVER,
    RECIPIENT,
    is_background,
    is_of_one,
    is_seat,
    may_happen,
    whose_at,
)
from muster.ingest.article.joined import completes, of_each_number, with_number_of
from muster.ingest.article.place_again import settle_again
from muster.ingest.article.place_frames import OF_ITS, ONLY_BORDER, TURNS_TO
from muster.ingest.article.places import Named
from muster.ingest.article.reader import Read, Reader
from muster.ingest.article.settle import Settled
from muster.ingest.article.unplaced import answers, without_place
from muster.vocabulary import CountScope, CountUnit, GeoPrecision, Kind, PlaceRole, Stance

POINTS_BACK = re.compile(
    r"^\W*(?:(?:and|but|already|while|with|however|also|meanwhile|from there|since then|by then|later|then|so far|in all|altogether|earlier|after that|thence|there|now|since|today|yesterday|soon after|(?:on|by|since|before|until) (?:[a-z]+day(?: \w+)?|dawn|noon|midday|nightfall|dusk|sunset|evening|midnight|then|the (?:next|following) (?:day|morning|week))),?\s+)*(?:they|these|those|their|them|it|its|(?:others?|some|most|half|many|several|all|none|each)(?= of\b| (?:were|are|was|had|have|has|will|would|died|left|came|went|remain(?:ed)?|arrived|crossed|stayed|returned)\b)|(?:about |around |roughly |nearly |at least |more than |up to )?\d[\d,]* (?:of|more|others)|"
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds) (?:more )?(?:of them|were|died|had|have|fell|fled|remain(?:ed)?|stayed|left|returned|arrived)\b|one (?:group|column|unit|convoy|team|of (?:them|these|those)|(?=(?:was|were|had|died|fell|has)\b))|"
    r"the (?:rest|others|last|second|third|remaining|remainder|group|column|convoy|battalion|brigade|company|advance|team|newcomers|arrivals|recruits|veterans|trainers|advisers|peacekeepers|commandos|mercenaries|garrison|mission|detachment|squad|crew|party|pull-?out|withdrawal|drawdown|operation|move|handover|transfer|two|three|four)|the (?:troops|soldiers|fighters|men|contingent|force|deployment|officers|mission|first|units?)|"
    r"this deployment|additional|another|both|most of them|some of them|an? (?:second|third|further|smaller|larger|few|advance|earlier|later|similar|final|last|first) (?:\w+)|more(?! than))\b(?![’'])",
    re.IGNORECASE,
)

_THE_DEPLOYMENT = re.compile(
    r"\b(?:this|the|these|such|that) (?:[\w-]+ )?(?:deployment|troop movement|transfer|contingent|force)\b",
    re.IGNORECASE,
)


ANSWERED = frozenset({Stance.DECLINES, Stance.DOUBTS, Stance.DENIES})
LEAD_IN = 4
"""Characters before a speaker who begins a sentence: "The "."""
_RELATIVE = re.compile(r"\W*(?:which|who|whose)\b", re.IGNORECASE)
_PUT_BETWEEN = re.compile(r"\W*\w+ed\b")
_IN_FIRST = re.compile(
    r"\W*(?:In|Across|Throughout|Elsewhere in|Meanwhile,? in)\s+(?:the\s+)?", re.IGNORECASE
)
_IN_WHICH = re.compile(r"(?:\s+[\w-]+){0,4},?\s+in\s+(?:the\s+)?(?:[\w-]+\s+){0,2}")
_TO_AGAIN = re.compile(r",\s+(?:to|into|towards?)\s+(?:the\s+)?$")
_THAT_DID = re.compile(r"\b(?:that|who|which) (?:\w+ ){0,2}?(?:\w+ed|took|held|ran|had|were|was)\b[^,]*$")
_WHO_ARE = re.compile(
    r"\w+\s+(?:(?:now|currently|still|already|based|stationed|deployed|posted)\s+){0,2}(?:in|at|near|on)\s+(?:the\s+)?$"
)
"""As in "a battalion now in X will move to Y"."""
_APART_FROM = re.compile(r"\b(?:apart from|except|other than|besides|but for|unlike)\b")
_FIGHTING = re.compile(
    r"\b(?:fighting|clashes|battles|skirmishes|combat)\b(?:\s[\w’'-]+){0,4}?\s(?:continued|continues|raged|rages|erupted|broke out|took place|resumed|intensified|flared|was reported|were reported|went on|is under ?way|has spread|spread)\b",
    re.IGNORECASE,
)
"""As in "Fighting continued near X": somebody fights there, whoever it is."""
_ASKS = re.compile(r"\?[”\"’')\s]*$")
_CARRIED = re.compile(
    r"\b(?:carr(?:y|ied)|lifted|brought|took|flew|drove|moved|ferried|transported|escorted|bussed|trucked) them\b"
)
"""As in "trucks carried them to X"."""


def read_clauses(reader: Reader, read: Read, previous: Read | None) -> list[Draft]:
    """Return the drafts of a sentence. Opinion, what is only possible, history and what a condition hangs on give none."""
    text = read.text
    reader.paragraph = read.sentence.paragraph
    voices.hear(reader, read)
    is_question = bool(_ASKS.search(text)) and read.sentence.role is not Role.TITLE
    if kinds.CONDITIONAL.match(text) or is_question or not (reader.is_of_arms or read.forces):
        return []
    drafts: list[Draft] = []
    is_theirs = bool(previous) and reader.goes_on and bool(POINTS_BACK.match(_without_speaker(read)))
    for clause in clauses_of(read):
        usable = [force for force in clause.forces if not is_speaker(read, force)]
        if is_of_another(clause) or counts_others(clause):
            continue
        goes_on = (
            is_theirs
            or (reader.goes_on and bool(_CARRIED.search(clause.text)))
            or bool(_THE_DEPLOYMENT.search(clause.text))
        )
        found = _of_clause(reader, clause, is_theirs=goes_on, earlier=drafts) or answers(reader, clause)
        if is_where(clause):
            known = {(one.place_id, one.place_text) for one in drafts if one.stance not in ANSWERED}
            told = {(one.place_id, one.place_text, one.count_text) for one in drafts}
            found = [
                one
                for one in found
                if (one.has_count and (one.place_id, one.place_text, one.count_text) not in told)
                or (one.place_id, one.place_text) not in known
            ]
        if completes(drafts, found, clause):
            drafts[-1] = with_number_of(drafts[-1], found[0])
            continue
        drafts += found
        is_theirs = is_theirs or (bool(usable) and not RECIPIENT.match(clause.text.strip()))
    if read.forces or is_theirs or not civilians.CIVILIANS.search(text):
        drafts += _also_there(reader, read, drafts, is_theirs=is_theirs)
    if (
        not read.forces
        and not drafts
        and (civilians.CIVILIANS.search(text) or civilians.OTHER_SUBJECT.match(text))
    ):
        reader.goes_on = False  # "they" are now these people
    says_more = bool(read.forces) or bool(drafts) or is_theirs
    # "This was announced by the ministry" between two sentences about them changes nobody's mind.
    reader.before = text
    reader.goes_on = says_more or (reader.goes_on and not reader.was_aside)
    reader.was_aside = not says_more
    return drafts


def _without_speaker(read: Read) -> str:
    """Return a sentence without the speaker it begins with: "The agency said that another group" is of another group."""
    text = read.text
    for speaker in read.speakers:
        if speaker.span.start <= LEAD_IN and not speaker.is_act and speaker.reach.end < len(text):
            return re.sub(r"^[\s,]*(?:also |earlier |on \w+day )*(?:that )?", "", text[speaker.reach.end :])
    return text


def _also_there(reader: Reader, read: Read, drafts: Sequence[Draft], *, is_theirs: bool) -> list[Draft]:
    """Return a draft for each place that no rule above took, where the sentence is of people under arms all the same.

    A reviewer strikes out what is no claim; what is not proposed, nobody sees. Whole countries, guesses and nouns that
    nobody reports ("the deployment to X is a gamble") are left out: there the rules above know better.
    """
    taken = [draft.spans["place"] for draft in drafts if "place" in draft.spans]
    known = {draft.place_id for draft in drafts}
    is_theirs = is_theirs or any(not is_speaker(read, force) for force in read.forces)
    done: list[Draft] = []
    for clause in clauses_of(read):
        if is_background(reader, clause) or is_of_another(clause) or counts_others(clause):
            continue
        are_counted = any(count.unit is CountUnit.PEOPLE for count in clause.counts)
        for place in clause.places:
            if any(span.overlaps(place.span) for span in taken) or is_seat(read, place):
                continue
            to = settle_again(reader, place, read.text[: place.span.start])
            if to.place_id is None or to.place_id in known or to.precision is GeoPrecision.COUNTRY:
                continue
            if _is_region_of(reader, clause, (place, to), known):
                continue
            if _is_of_something_else(reader, clause, place, to):
                continue
            does = bool(clause.predicates) or civilians.speaks_of_war(clause.text)
            if is_theirs or are_counted or (does and read.sentence.paragraph in reader.of_them):
                draft = _draft(reader, clause, place, to, several=False)
                if draft is not None:
                    known.add(to.place_id)
                    done.append(draft)
    return done


def counts_others(clause: Clause) -> bool:
    """Return whether a clause counts people by what they do for a living, and names nobody under arms."""
    nouns = [
        count.noun.of(clause.read.text)
        for count in clause.counts
        if count.unit is CountUnit.PEOPLE and count.noun
    ]
    return (
        not clause.forces
        and bool(nouns)
        and all(civilians.BY_TRADE.fullmatch(noun) or demonyms.pattern().fullmatch(noun) for noun in nouns)
    )


def _is_of_something_else(reader: Reader, clause: Clause, place: Named, to: Settled) -> bool:
    """Return whether a clause only names a deed that nobody reports, the country's own army, or what is bought and sold."""
    predicate = predicate_for(clause, place)
    are_counted = any(count.unit is CountUnit.PEOPLE for count in clause.counts)
    if predicate is not None and predicate.is_nominal and not are_counted:
        return True
    if is_of_one(clause, place):
        return True
    if clause.forces:
        return whose_at(reader, clause, place, to) is None
    return bool(civilians.OTHER_MATTERS.search(clause.text))


def is_of_another(clause: Clause) -> bool:
    """As in "the disarmament of the front, which handed over ...": a relative clause of who is none of them."""
    if not _RELATIVE.match(clause.text) or not clause.before.strip():
        return False
    if clause.places and any(
        force.noun.end <= clause.places[-1].span.start and not is_speaker(clause.read, force)
        for force in clause.forces
    ):
        return False  # "El Salvador, which has medics in X"
    left = clause.before.rstrip(" ,")
    near = [force for force in clause.read.forces if force.noun.end <= len(left)]
    return not near or bool(re.search(r"[,;:]|\b(?:and|of|with)\b", left[near[-1].noun.end :]))


def _of_clause(reader: Reader, clause: Clause, *, is_theirs: bool, earlier: Sequence[Draft]) -> list[Draft]:
    of_others = not clause.read.forces and civilians.CIVILIANS.search(clause.read.text)
    are_counted = not of_others and any(
        count.unit is CountUnit.PEOPLE and count.noun is None for count in clause.counts
    )
    hands_over = bool(HANDS_OVER.search(clause.text))
    is_fought = bool(_FIGHTING.search(clause.text))
    if not (clause.forces or is_theirs or are_counted or hands_over or is_fought) or is_background(
        reader, clause
    ):
        return []
    settled = [
        (place, settle_again(reader, place, clause.read.text[: place.span.start])) for place in clause.places
    ]
    settled = [
        (place, to)
        for place, to in settled
        if may_happen(reader, clause, place, to) and not _is_no_place(clause, place, to)
    ]
    settled = [
        (place, to)
        for place, to in _not_again(reader, clause, settled)
        if not _is_name_of_others(reader, clause.read.text, place, to)
    ]
    if any(not ONLY_BORDER.fullmatch(place.text) for place, _ in settled):
        # "To X, to strengthen the border" is of X.
        settled = [
            (place, to) for place, to in settled if to.place_id or not ONLY_BORDER.fullmatch(place.text)
        ]
    if settled:
        made = [_draft(reader, clause, place, to, several=len(settled) > 1) for place, to in settled]
        drafts = [draft for draft in made if draft is not None]
        return [one for draft in drafts for one in of_each_number(clause, draft)]
    if clause.places and not clause.counts:
        return []
    return without_place(reader, clause, earlier)


def _is_no_place(clause: Clause, place: Named, to: Settled) -> bool:
    """A unit's name before "garrison" that no place bears, and two countries between which something is."""
    are_sides = to.precision is GeoPrecision.COUNTRY and any(one.lead == "between" for one in clause.places)
    if TURNS_TO.search(clause.read.text[: place.span.start]):
        return True  # "as the junta turns to Moscow"
    return are_sides or (place.lead == OF_ITS and to.place_id is None)


def _is_name_of_others(reader: Reader, sentence: str, place: Named, to: Settled) -> bool:
    """An acronym or a group that no gazetteer has is nobody's place: "in IDF fire"."""
    is_acronym = place.text.isupper() and not sentence.isupper()
    return to.place_id is None and (is_acronym or place.text in reader.groups)


def _is_region_of(
    reader: Reader, clause: Clause, one: tuple[Named, Settled], others: Iterable[str | None]
) -> bool:
    """As in "In Jonglei, fighting was reported around Bor", "the X plant in Tatarstan": it only says where the other is."""
    place, to = one
    left = clause.read.text[: place.span.start]
    behind = [one for one in clause.places if one.span.end < place.span.start]
    is_led = _IN_FIRST.fullmatch(left) or (behind and _IN_WHICH.fullmatch(left[behind[-1].span.end :]))
    if to.precision != GeoPrecision.REGION or not is_led:
        return False
    region = reader.context.spot(to.place_id or "")
    inner = [reader.context.spot(other) for other in others if other and other != to.place_id]
    return region is not None and any(
        spot and spot.admin1 == region.admin1 != "" and spot.kind is not region.kind for spot in inner
    )


def _not_again(
    reader: Reader, clause: Clause, settled: list[tuple[Named, Settled]]
) -> list[tuple[Named, Settled]]:
    """Leave out the country or the region that a clause begins with when a place in it is named, in the same role."""
    kept = []
    for place, to in settled:
        if _is_region_of(reader, clause, (place, to), [other.place_id for _, other in settled]):
            continue
        inner = [
            other
            for named, other in settled
            if other is not to
            and other.country == to.country
            and (named.role is place.role or place.role is PlaceRole.ORIGIN)
            and not _is_said_anew(clause, place, named)
            and not (clause.counts and is_mostly(clause, place, named))
        ]
        is_country = to.place_id is not None and to.precision is not None and int(to.precision) == 6
        if not (is_country and inner and any(one.precision and int(one.precision) < 6 for one in inner)):
            kept.append((place, to))
    return kept


def _is_said_anew(clause: Clause, one: Named, other: Named) -> bool:
    """A verb stands between two places: "arrive in Estonia to replace those in Tapa" is of both."""
    start, end = sorted((one.span, other.span))
    if _APART_FROM.search(clause.read.text[start.end : end.start]):
        return True
    return any(start.end <= verb.span.start < end.start and not verb.is_nominal for verb in clause.predicates)


def _resumes_plan(clause: Clause, place: Named) -> bool:
    """As in "will send a battalion, trained by X, to Y": behind what is put in between the plan goes on."""
    before = clause.read.text[: place.span.start]
    return bool(
        _PUT_BETWEEN.match(clause.text) and _TO_AGAIN.search(before) and kinds.FUTURE.search(clause.before)
    )


def _is_before_the_plan(clause: Clause, place: Named) -> bool:
    """As in "battalions that completed their training at X will go to Y": they were at X."""
    plan = kinds.FUTURE.search(clause.text)
    before = clause.read.text[clause.span.start : place.span.start]
    if plan is None or clause.span.start + plan.start() < place.span.end:
        return False
    if any(not one.is_nominal and one.span.start < place.span.start for one in clause.predicates):
        return True  # "6,000 were deployed in X and would stay"
    goes_on_to = any(one.span.start > clause.span.start + plan.end() for one in clause.places)
    return bool(_THAT_DID.search(before) or (goes_on_to and _WHO_ARE.search(before)))


def _draft(reader: Reader, clause: Clause, place: Named, to: Settled, *, several: bool) -> Draft | None:
    predicate = predicate_for(clause, place)
    kind = kind_of(clause, predicate)
    if kind is Kind.CASUALTIES and not clause.counts and not clause.forces:
        return None
    if _resumes_plan(clause, place):
        kind = Kind.PLANNED
    if kind is Kind.PLANNED and _is_before_the_plan(clause, place):
        kind = predicate.kind if predicate and predicate.span.start < place.span.start else Kind.PRESENCE
    draft = begun(reader, clause, kind)
    role = place.role
    if kind is not Kind.TRANSIT and kind is not Kind.PLANNED and role is not PlaceRole.ORIGIN:
        role = PlaceRole.AT
    basis = to.basis
    count = count_for(clause, place) or count_before(clause)
    shared = several and count is not None and is_shared(clause, place)
    spans = {**draft.spans, "place": place.span}
    if predicate:
        spans["kind"] = predicate.span
    party = whose_at(reader, clause, place, to) or ""
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
    draft = counted(draft, count, CountScope.STATEMENT if shared else CountScope.PLACE)
    dates = (
        clause.dates
        or leading_dates(clause)
        or (earlier_dates(clause) if is_subjectless(clause) or is_where(clause) else ())
    )
    return timing.dated(reader, clause.read, draft, dates, place.span)
