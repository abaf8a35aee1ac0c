"""Whether people under arms are said to be at a place at all: no opinion, no history, no speaker's seat."""

import re

from muster.ingest.article import kinds, voices
from muster.ingest.article.clause import (
    ASSIGNED,
    Clause,
    is_image,
    is_speaker,
    predicate_for,
    stance_of,
)
from muster.ingest.article.forces import Force, find_forces
from muster.ingest.article.kinds import Predicate
from muster.ingest.article.place_frames import LABELLED
from muster.ingest.article.places import Named
from muster.ingest.article.reader import Read, Reader
from muster.ingest.article.settle import Settled
from muster.ingest.article.spans import Span
from muster.vocabulary import CountUnit, Kind, PlaceRole, Stance

FARTHEST_COUNT = 40
"""Characters between "the deployment" and the number of those who were deployed."""

_BY_DOING = re.compile(
    r"^\W*(?:by|in|for|instead of|rather than|without|after|before)\s+\w+ing\b", re.IGNORECASE
)

_AFTER_OTHERS = re.compile(
    r"^\W*(?:(?:(?:an?|one|two|three|several|\w+) (?:hours?|days?|weeks?|months?|years?)|just|shortly|soon) )?after\b",
    re.IGNORECASE,
)
"""As in "a day after gang members killed inmates at X": what others did before."""
_WHOLE_ARMY = re.compile(
    r"\b(?:standing arm(?:y|ies)|on its books|one of the (?:biggest|largest)|on earth|in its army|under arms|in the world|in total strength|strong army|once had|used to have|authori[sz]ed (?:a |an? [\w-]+ )?(?:strength|ceiling|size)|authori[sz]ed at|a budget of|(?<!created )(?<!formed )(?<!founded )(?<!set up )on paper)\b",
    re.IGNORECASE,
)

RECIPIENT = re.compile(r"\b(?:which|who) (?:has|have|had) (?:\w+ ){0,2}\d", re.IGNORECASE)

_OWN_ARMY = re.compile(
    r"(?:[A-Z][\w-]+[’']s|\b[Tt]he country[’']s) own (?:national |regular |standing )?(?:army|division|forces|military|soldiers|troops|police)\b"
)
_A_THING = re.compile(r"\b(?:the|an?|its|their|his|her|all|some|two|three)\s+(?:[\w-]+\s+)*?(?:in|at|from)\s")
_OCCASION = re.compile(
    r"\b(?:statement|briefing|conference|interview|speech|address|meeting|ceremony|summit|visit|hearing|rally|session|forum|gathering|event|call|trip|congress|convention|panel|reporters?|journalists?|audience|crowd|lawmakers)\b",
    re.IGNORECASE,
)
"""As in "said at a briefing in Oslo"; but "said the base at X" is of the base."""
_SITS = re.compile(r"\s+(?:in|at|over|outside|inside|beside|from)\s(?!\w+ing\b)")
"""As in "he says in the kitchen of his house in X"."""
NEAR_SPEAKER = 6
"""Words between a verb of saying and where it was said."""
_AMONG_THEM = re.compile(r"\W*(?:among them|including)\b", re.IGNORECASE)
_FLEE_TO = re.compile(
    r"\b(?:civilians|refugees|people|families|villagers|residents)\b[^,;.]{0,40}\b(?:refuge|shelter|fle[de]|flee|fleeing|cross|crossed|safety)\b[^,;.]{0,20}$",
    re.IGNORECASE,
)
"""As in "forced 3,500 civilians to seek refuge in X": nobody under arms is there."""
_LOCAL_WITNESS = re.compile(
    r"\b(?:residents?|villagers?|traders?|shopkeepers?|witness(?:es)?|shepherds?|farmers?|fisherm[ae]n|priest|imam|teachers?|nurses?|barber|waiter|drivers?|mayor|elders?|locals)\b",
    re.IGNORECASE,
)
_IS_DONE = re.compile(
    r"\b(?:is|are|was|were|has been|have been|had been|being|be|now|nearly|almost)\s+(?:now |nearly |almost |already |fully |largely |well )*(?:complete[d]?|under ?way|finished|over|ongoing|carried out|concluded|wrapped up|confirmed|announced|reported|observed|seen|recorded|halted|suspended|stepped up|continuing)\b"
    r"|\b(?:began|begins|has begun|had begun|started|has started|ended|ends|continued|continues|took place|takes place|went ahead|followed|was followed|brought|brings|took|takes|left|leaves|raised|raises)\b",
    re.IGNORECASE,
)
"""As in "the withdrawal is complete", "the deployment brings to 900 the number"."""
_IS_ONE = re.compile(
    r"\b(?:[Cc]orrespondent|[Rr]eporter)\b[^,;.]{0,40}\b(?:is|was|has)\b|\b[Jj]oin(?:s|ing) (?:us|me)\b|\b[Jj]oined (?:now |again |tonight )?by [A-Z]|\b[A-Z][\w’'-]+, who (?:commanded|led|headed|ran|covered) \b|\bI(?:[’']m| am| was)\s+(?:now |still |back )?(?:in|at)\b|\bI(?:[’']ve| have|[’']d| had)?\s+(?:\w+ly |always |never |still |also )?(?:live[ds]?|sell|sold|work(?:ed)?|teach|taught|keep|kept|run|ran|own|owned|grew|farm(?:ed)?|fish(?:ed)?|trade[ds]?|stud(?:y|ied)|went to school|bake|cook|drive)\b|\b[A-Z][\w’'-]+,? who (?:was|is|has|had)\b|\b(?:since|after|when|before) (?:he|she) \w+",
    re.ASCII,
)
"""What one person does: "General Kurilla who was in Washington", "since he left the city"."""

_FIRST_PERSON = re.compile(
    r"(?:^|[,;:—–“\"]\s*|\b(?:and|when|then|but)\s+)I (?!(?:have seen|saw|see|counted|count|know|heard|hear|think|believe|am told|met|watched)\b)(?:\w+ly )?[a-z]+\b"
    r"|\b(?:[Tt]he|[Aa]|[Bb]order|[Jj]oint|[Dd]efen[cs]e|[Pp]rime|[Ff]oreign|[Ii]nterior)\s(?:[Mm]inisters?|[Pp]resident|[Pp]remier|[Ss]ecretary|[Aa]mbassador|[Ss]enators?|[Dd]elegation|[Cc]hancellor|[Kk]ing|commission|committee|panel|negotiators|leaders|parliament|council)\b[^,;]{0,40}\b(?:meet|convene|gather|sit|return(?:s|ed)|arriv(?:es|ed)|travel(?:s|led)|fl(?:ew|ies)|visit(?:s|ed)|met|meets?|gather(?:s|ed)?|went|goes|came|comes|landed|le(?:ft|aves))\b"
    r"|\b(?:senator|congressman|lawmaker|deputy|nurse|doctor|teacher|farmer|priest|pastor|trader)\s(?:from|in|of|at)\s(?:the\s)?$"
)
"""What the reporter does, and where ministers go: "I drove south to X"."""
_BESIDE = re.compile(
    r"\b(?:alongside|beside|against|together with|shoulder to shoulder with|in support of|side by side with)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}?$"
)
"""As in "moved to X and fought alongside Russian forces": of whom it is not said."""
_WITH_THEM = re.compile(
    r",?\s+with\s+(?:(?:about|around|some|nearly|perhaps|his|her|their)\s+)*(?:\d|\w+ (?:fighters|soldiers|men|troops)\b)"
)
"""As in "receives us in X with 60 fighters"."""
_OWN_LIFE = re.compile(
    r"\b(?:grew up|was born|were born|born and raised|born|studied|went to school|graduated|was educated|[Ff]amil(?:y|ies)|wife|parents|relatives|shop|restaurant|farm|(?<=his )home|(?<=her )home|(?<=a )home)\b(?:\s(?!and\b)[\w’'-]+){0,4}?\s(?:in|at|near|from)\s+(?:the\s+)?$"
)
"""As in "he grew up in X"."""
HANDS_OVER = re.compile(
    r"\b(?:base|camp|garrison|barracks|outpost|position)s?\b[^,;]{0,60}\b(?:hand(?:ed|ing) over|st(?:ands?|ood) empty|(?:is|was|has been|had been|were) (?:now )?(?:empty|vacated|abandoned|evacuated|cleared))\b|\bhand(?:ed|ing) over\b[^,;]{0,40}\b(?:base|camp|garrison|barracks|outpost|position)s?\b",
    re.IGNORECASE,
)
"""As in "the base at X had been handed over": those who were in it are gone."""

_MAY_BE = re.compile(
    r"\b(?:could|may|might)(?: not| now| already| well| also| still| soon)* (?:be|have|number|total|exceed|send|deploy|dispatch|station|bring|add|move|withdraw)\b",
    re.IGNORECASE,
)
"""A guess at what is, not at what is to come."""

_DOING = re.compile(
    r"\b(?:\w{3,}(?:ed|ing)|made|built|dug|ran|run|kept|keep|stood|stand|held|hold|took|take|won|met|put|set|gave)\b",
    re.IGNORECASE,
)

_WHERE = frozenset({"in", "at", "near", "outside", "inside", "around", "behind", "beside", "above", "below", "along", "opposite", "past", "through"})  # fmt: skip
"""Prepositions that say where they do what they do, whatever that is: "the soldiers buy cabbage in X"."""
NEAR = 14
"""Characters from the force to its place where no verb stands between: "the troops at X"."""

_OF_A_THING = re.compile(
    r"\b(?:that|which|who|where)\b[^,;]{0,40}$|,\s*(?:built|opened|closed|founded|signed|captured|seized|agreed|abandoned)\b[^,;]{0,30}$"
)
"""As in "a base that was closed in 2004": the year of what it tells of a thing."""
NEWS_DAYS = 3
"""The codebook's precision up to which a day makes news of where an army stands in its own country."""

_THEY = re.compile(
    r"\W*(?:(?:and|but|then|now|so|there|today|soon),?\s+)*(?:they|all of them|some of them|most of them)\b",
    re.IGNORECASE,
)
_WHERE_FIRST = re.compile(
    r"\W*(?:(?:and|but|then|now|just|deep|down|up|out|over|only|not far|further (?:north|south|east|west)|[\w-]+ (?:kilomet\w+|miles) (?:north|south|east|west|away)),?\s+)*(?:in|at|on|near|inside|outside|around|along|beside|behind|above|below|across|off|by|between|beyond|within|throughout|to)\b",
    re.IGNORECASE,
)

_NOW = re.compile(
    r"\b(?:now (?=has\b|have\b|is\b|are\b|in\b|at\b|stationed|deployed|numbers?)|currently|still|today|to this day)\b",
    re.IGNORECASE,
)

_STILL_THERE = re.compile(
    r"\b(?:most|many|some|all|half|several|none) of (?:them|those|these)\b[^,;.]*\bstill\b|\b(?:they|it) (?:are|is) still\b",
    re.IGNORECASE,
)
"""As in "100 came in 2024 and most of them are still there": no history."""
_MAY_BE_THERE = re.compile(
    r"\bthere (?:may|might|could) (?:already |now |also |still )?be\b|\b(?:may|might) (?:already|now|still) be (?:in|at|near|on)\b",
    re.IGNORECASE,
)
"""As in "there may be pilots in X", where somebody says so: a guess at what is."""
_ON_A_PLACE = re.compile(r"\W*(?:On|As for|As to|Regarding|Concerning|About)\s")
"""As in "On X, we have seen nothing": of what they speak, and not where."""
_NP_IN = re.compile(r"\d[^,;:]*\b(?:in|at|near)\s+(?:the\s+)?(?:\w+ern\s+)?$")


def is_background(reader: Reader, clause: Clause) -> bool:
    text = clause.text
    if _by_doing(text) or _WHOLE_ARMY.search(text):
        return True
    if RECIPIENT.match(text.strip()) and not clause.places:
        return True
    known = [
        when
        for when in clause.dates
        if when.is_dated and not _OF_A_THING.search(text[: when.span.start - clause.span.start])
    ]
    if (
        known
        and all(when.is_history(reader.anchor.day) for when in known)
        and not (_NOW.search(text) or _STILL_THERE.search(clause.read.text))
    ):
        return True
    if _is_own_army(clause) or (_AFTER_OTHERS.match(text) and not clause.forces):
        return True
    return is_only_possible(reader, clause)


def _is_own_army(clause: Clause) -> bool:
    """Return whether a clause is of a country's own army; one that only says so is who tells of others."""
    return any(
        not any(
            speaker.span.holds(Span(*match.span()).moved(clause.span.start))
            for speaker in clause.read.speakers
        )
        for match in _OWN_ARMY.finditer(clause.text)
    )


def _by_doing(text: str) -> bool:
    """As in "By sending soldiers to X, ..."; but "In welcoming the arrival" is of what has arrived."""
    doing = _BY_DOING.match(text)
    return bool(doing and any(one.span.end == doing.end() for one in kinds.find_predicates(text)))


def is_only_possible(reader: Reader, clause: Clause) -> bool:
    """What could, may or might be is background, but for a number that is projected, or a place that somebody names."""
    last = max((one.span.start for one in clause.predicates), default=clause.span.end)
    said = [m for m in kinds.POSSIBLE.finditer(clause.text) if clause.span.start + m.start() < last]
    if not said or stance_of(clause) in {Stance.DECLINES, Stance.DENIES} or _is_foreseen(clause, said):
        return False
    speaker = voices.of_clause(reader, clause.read, clause.span)
    guesses = list(_MAY_BE.finditer(clause.text))
    has_number = any(count.unit is CountUnit.PEOPLE and not count.is_open for count in clause.counts)
    is_guess = has_number or _MAY_BE_THERE.search(clause.text)
    if is_guess and speaker.span is not None and len(guesses) == len(said) and clause.places:
        return False
    told = speaker.known is not None and speaker.is_explicit and bool(speaker.known.name)
    placed = any(
        place.known or place.lead in {"guarding", "patrolling", "in", "at", "near", "to"}
        for place in clause.places
    )
    sent = ASSIGNED.search(clause.text)
    return not (told and placed and sent)


def _is_foreseen(clause: Clause, said: list[re.Match[str]]) -> bool:
    """What is planned or likely to come, and a number that is projected, is no mere possibility."""
    ahead = list(kinds.FUTURE.finditer(clause.text))
    if any(one.start() <= m.start() < one.end() for one in ahead for m in said):
        return True
    if ahead and all(m[0].lower() == "likely" for m in said):
        return True
    grows = re.search(r"(?:could|may|might) (?:reach|rise|grow|climb|total)", clause.text, re.IGNORECASE)
    return any(re.search(r"\blikely\b", one[0]) for one in ahead) or bool(clause.counts and grows)


def may_happen(reader: Reader, clause: Clause, place: Named, to: Settled) -> bool:
    """Return whether people under arms are said to be, to come or to have been at this very place."""
    theirs = whose_at(reader, clause, place, to)
    of_one = is_of_one(clause, place)
    if theirs is None and HANDS_OVER.search(clause.text):
        theirs = only_topic(reader)  # to the country's own army
    if (
        theirs is None
        or (place.lead == "discuss" and stance_of(clause) is not Stance.DECLINES)
        or of_one
        or is_seat(clause.read, place)
        or _FLEE_TO.search(clause.read.text[: place.span.start])
    ):
        return False
    predicate = predicate_for(clause, place)
    if predicate is None:
        return _is_there(clause, place)
    counted = any(count.unit is CountUnit.PEOPLE for count in clause.counts)
    if predicate.span.of(clause.read.text).lower().startswith("there ") and not (clause.forces or counted):
        return False  # "there are measures at X"
    is_verb = any(not one.is_nominal and one.span.start < predicate.span.start for one in clause.predicates)
    if is_verb or not predicate.is_nominal or stance_of(clause) is not Stance.ASSERTS or is_image(clause):
        return True
    return _is_reported(clause, predicate)


def is_of_one(clause: Clause, place: Named) -> bool:
    """Return whether a place is where one person is: a general, a reporter."""
    if _OWN_LIFE.search(clause.read.text[clause.span.start : place.span.start]) and not clause.counts:
        return True
    me = _FIRST_PERSON.search(clause.read.text[clause.span.start : place.span.start])
    if me and not any(force.noun.start < place.span.end for force in clause.forces):
        return True
    return any(clause.span.start + one.start() < place.span.start for one in _IS_ONE.finditer(clause.text))


def _is_there(clause: Clause, place: Named) -> bool:
    """Return whether a clause without a listed verb puts them at a place all the same."""
    if _is_counted_there(clause, place) or _AMONG_THEM.match(clause.text):
        return True
    if clause.counts and any(one.verb.startswith("put") for one in clause.read.speakers):
        return True  # "put the strength of the contingent in X at fifty"
    if clause.counts and _NP_IN.search(clause.text[: place.span.start - clause.span.start]):
        return True  # a headline without a verb: "Up to 400 soldiers in the capital"
    if _is_placed(clause, place) or stance_of(clause) is not Stance.ASSERTS or is_image(clause):
        return True
    return bool(kinds.FUTURE.search(clause.text) and (clause.counts or clause.forces))


def _is_counted_there(clause: Clause, place: Named) -> bool:
    """As in "in X it's around 300", "receives us in X with 60 fighters", and a line of a list."""
    if place.lead == LABELLED:
        return bool(clause.counts or clause.forces)
    stands = any(count.noun is None and count.unit is CountUnit.PEOPLE for count in clause.counts)
    last = clause.places[-1] if clause.places else place
    with_them = _WITH_THEM.match(clause.read.text[max(last.edge, last.span.end) :])
    return (place.lead in _WHERE and stands) or bool((clause.counts or clause.forces) and with_them)


def _is_placed(clause: Clause, place: Named) -> bool:
    """Whatever they do there: people under arms are named, a verb behind them, and then where."""
    usable = [f for f in clause.forces if not is_speaker(clause.read, f)]
    before = [f for f in usable if f.noun.end <= place.span.start]
    between = clause.read.text[before[-1].noun.end : place.span.start] if before else ""
    if before and (_DOING.search(between) or len(between) <= NEAR or place.lead in _WHERE):
        return not kinds.VERDICT.search(clause.text)
    if kinds.VERDICT.search(clause.text):
        return False
    if not usable:
        # "And they are going, as always, to the barracks at X".
        they = _THEY.match(clause.text)
        return bool(they and _DOING.search(clause.text[they.end() : place.span.start - clause.span.start]))
    if place.span.start - clause.span.start <= NEAR:
        return bool(_DOING.search(clause.text))
    return _leads(clause, place) and usable[0].span.start > place.span.end


def _leads(clause: Clause, place: Named) -> bool:
    """As in "Outside the old cinema in X, a dozen soldiers were smoking": where comes first, and a comma behind it."""
    before = clause.text[: place.span.start - clause.span.start]
    behind = clause.read.text[max(place.edge, place.span.end) :]
    return (
        bool(_WHERE_FIRST.match(before))
        and not kinds.find_predicates(before)
        and "," not in before.rstrip(" ,")[:-1].partition(",")[2]
        and bool(re.match(r"[^.;:]{0,60}?,\s", behind))
    )


def is_seat(read: Read, place: Named) -> bool:
    """Where somebody speaks is no place of what they speak of: "In Washington, the ministry said", "announced in Oslo"."""
    for speaker in read.speakers:
        before = read.text[place.span.end : speaker.span.start]
        if len(read.places) == 1 and _LOCAL_WITNESS.search(speaker.name):
            continue  # "At X, a trader said the soldiers were in their base"
        if (
            place.span.end <= speaker.span.start
            and not _ON_A_PLACE.match(read.text)
            and re.fullmatch(r"\s*,\s*(?:the\s+)?", before)
            and not re.sub(r"\b(?:neighbou?ring|nearby) ", "", read.text[: place.span.start])
            .strip(" ")
            .count(" ")
        ):
            return True
        between = read.text[speaker.reach.end : place.span.start]
        if (
            speaker.reach.end <= place.span.start
            and re.fullmatch(r"(?:\s+[\w’'-]+){0,7}?\s+(?:in|at|from|outside|near)\s+(?:the\s+)?", between)
            and (len(between.split()) <= NEAR_SPEAKER or _SITS.match(between))
            and not re.search(r"\bthat\b", between)
            and (not _A_THING.search(between) or _OCCASION.search(between) or _SITS.match(between))
            and not kinds.find_predicates(between)
            and not find_forces(between)
        ):
            return True
    return False


def _is_reported(clause: Clause, predicate: Predicate) -> bool:
    """A noun ("the deployment of troops to X") says nothing by itself: somebody must confirm, deny, report or show it."""
    before = clause.read.text[: predicate.span.start]
    is_counted = any(
        count.unit is CountUnit.PEOPLE
        and not count.is_open
        and 0 <= count.span.start - predicate.span.end <= FARTHEST_COUNT
        for count in clause.counts
    )
    if is_counted or any(
        when.precision == 1 and when.span.start > predicate.span.end for when in clause.dates
    ):
        return True  # "the arrival of 400 soldiers" is told as a fact, whatever is said of it
    near = list(kinds.REPORTING.finditer(before))
    if near and predicate.span.start - near[-1].end() < 60:
        return True
    if kinds.FUTURE.search(before[-60:]):
        return True
    after = clause.read.text[predicate.span.end :]
    if _IS_DONE.search(clause.text):
        return True
    return any(
        not other.is_nominal and other.span.start > predicate.span.end for other in clause.predicates
    ) and not kinds.EVALUATES.search(after)


def whose_at(reader: Reader, clause: Clause, place: Named, to: Settled) -> str | None:
    """Return whose people the clause puts at a place: a party, "" where that is not said; None for the country's own."""
    named = [force for force in clause.forces if not is_speaker(clause.read, force)]
    text = clause.read.text
    beside = [force for force in named if _BESIDE.search(text[clause.span.start : force.span.start])]
    if beside and len(beside) == len(named) and place.span.end <= beside[0].span.start:
        earlier = [force for force in clause.read.forces if force.noun.end <= clause.span.start]
        return earlier[-1].party if earlier and earlier[-1].party else only_topic(reader)
    before = [force for force in named if force.noun.end <= place.span.start]
    candidates = before[::-1] or named
    at_home = None
    for force in candidates:
        if not force.party:
            return only_topic(reader)
        is_home = (
            bool(to.country) and force.party.upper() == to.country and place.role is not PlaceRole.ORIGIN
        )
        if is_home and not _is_subject_at_home(reader, clause, force):
            at_home = at_home or force
            continue
        return force.party
    if at_home is not None:
        return at_home.party if _is_news(reader, clause) else None
    return only_topic(reader)


def _is_news(reader: Reader, clause: Clause) -> bool:
    """Return whether of a country's own army something is told as it is of others: how many, on which day, or by whom."""
    counted = any(count.unit is CountUnit.PEOPLE and not count.is_open for count in clause.counts)
    is_dated = any(when.is_dated and when.precision <= NEWS_DAYS for when in clause.dates)
    return counted or is_dated or voices.of_clause(reader, clause.read, clause.span).span is not None


def _is_subject_at_home(reader: Reader, clause: Clause, force: Force) -> bool:
    """Return whether the text is about an army in its own country: it trains there, or is sent there in a told number."""
    if force.party not in reader.topics:
        return False
    if len(reader.sides) > 1:
        return True  # both sides of a border are told of
    counted = any(count.unit is CountUnit.PEOPLE and not count.is_open for count in clause.counts)
    kinds_told = {one.kind for one in clause.predicates if not one.is_nominal}
    return Kind.TRAINING in {one.kind for one in clause.predicates} or (
        counted and bool(kinds_told & {Kind.TRANSIT, Kind.PRESENCE, Kind.PLANNED})
    )


def only_topic(reader: Reader) -> str:
    return next(iter(reader.topics)) if len(reader.topics) == 1 else ""
