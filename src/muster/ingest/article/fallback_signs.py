"""What speaks for a clause as a claim about people under arms, and what speaks against it."""

import re
from dataclasses import dataclass, replace

from muster.ingest.article import civilians, kinds, voices
from muster.ingest.article.clause import Clause, is_speaker
from muster.ingest.article.happening import is_background, is_only_possible
from muster.ingest.article.number_words import ONES, TENS
from muster.ingest.article.numbers import Count, find_counts
from muster.ingest.article.places import Named
from muster.ingest.article.reader import Reader
from muster.ingest.article.spans import Span
from muster.vocabulary import CountUnit, Kind

_GROUPS = re.compile(
    r"\b(?:armed (?:youths?|men|people|civilians|individuals|groups?|locals|villagers|tribesmen)|gunmen|kadyrovites|compan(?:y|ies)|platoons?|units?|teams?|squads?|groups?|columns?|convoys?|contingents?|men|personnel|recruits?|trainees|cadets|patients?|wounded|newcomers|arrivals|gunmen|crews?|guests|"
    r"main body|advance (?:party|guard|elements?)|rear ?guard|vanguard|spearhead|headquarters staff|rotations?|reinforcements?|deployments?|detachments?|garrisons?|batter(?:y|ies)|posts?|presence|rebels|militants|fighters|insurgents|generals?|officers?|commanders?|pilots?)\b",
    re.IGNORECASE,
)
_THEY = re.compile(
    r"^\W*(?:(?:and|but|that|where|then|now|so|since|later|still|today|there|already|while|when|because|as|in (?:all|total)|(?:he|she|it|they) (?:says?|said|adds?|added),?(?: that)?|(?:on|by|since|in|at) [\w ]{2,24}?),?\s+)*"
    r"(?:they|these|those|all|both|we|it|an? (?:second|third|fourth|fifth|dozen|handful|few)(?= (?:have|has|had|were|was|are|is|will|would|stayed|left|came|went|remain|arrived|crossed|returned|died|fell|moved|more|others?|of)\b)|the (?:others|rest|remainder|first|last|second|remaining|men|unit|contingent|group|column|convoy|newcomers|wounded|two|three)"
    r"|(?:most|some|half|many|several|others?|another|none)(?= (?:of\b|were|are|was|had|have|has|will|would|died|left|came|went|remain|arrived|crossed|stayed|returned)))\b",
    re.IGNORECASE,
)
_OF_THEM = re.compile(
    r"\b(?:hundred|hundreds|dozen|dozens|thousands?|many|most|some|all|none|few|half|several|both|\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten) of (?:them|these|those|whom|us)\b",
    re.IGNORECASE,
)
THERE = re.compile(
    r"\b(?:up |down |over |out |still |back |in )?(?:there|here)\b(?! (?:is|are|was|were|has|have|had|will|would|may|might|could|can|cannot|should|must|seem|appear|remain|[’'])\w*)",
    re.IGNORECASE,
)
"""Where the text was before."""
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|may|might|can|must|did|does|[a-z]{3,}ed|came|went|left|fell|ran|sent|took|kept|held|stood|slept|sat|fought|lost|drove|flew|sank|gave|got|began|bring|brings|sleeps?|eats?|lives?|sits?|stands?|waits?|comes?|goes|buys?|wears?)\b"
)


_PERSONS = re.compile(
    r"(?<=[\w”\"] )(?:patients|individuals|speakers|foreigners|strangers|figures|graduates|newcomers|arrivals|inmates|graves|coffins|bodies|passengers|guests|visitors|bunks|beds|seats|[A-Z][a-z]+(?:ans|ians|ese|ish|is|s))(?![\w-])"
)
"""Who may be people under arms where a text speaks of these, in numbers."""


def loose_counts(clause: Clause) -> list[Count]:
    """Return the numbers of people whom only their noun does not show as soldiers: "88 patients"."""
    text = _PERSONS.sub(lambda match: "men".ljust(len(match[0])), clause.text)
    start = clause.span.start
    taken = [
        Span(max(span.start - start, 0), max(span.end - start, 0))
        for span in (*(when.span for when in clause.read.dates), *(one.span for one in clause.read.speakers))
    ]
    found = find_counts(text, taken) if text != clause.text else []
    moved = [
        replace(
            one,
            span=one.span.moved(clause.span.start),
            noun=one.noun.moved(clause.span.start) if one.noun else None,
        )
        for one in found
    ]
    # A people fleeing is none under arms: whoever is, has been found by name.
    return [
        one
        for one in moved
        if one.noun is None
        or not one.noun.of(clause.read.text)[0].isupper()
        or any(force.noun.overlaps(one.noun) for force in clause.forces)
    ]


_ARMIES = re.compile(
    r"^\W*(?:\w+ ){0,4}?(?:[Aa]rmy|[Mm]ilitary|[Nn]avy|[Aa]ir [Ff]orce|[Nn]ational [Gg]uard|[Gg]endarmerie|[Cc]oast [Gg]uard|[Mm]arine [Cc]orps)(?= (?:has |have |had |will |also |again )*(?:\w+ed|los[te]s?|[a-z]+s|took|held|kept|sent|left|put|built|dug)\b)(?! (?:says?|said|claims?|claimed|announc\w+|den\w+|report\w*|confirm\w*|accus\w+|warn\w*|declin\w+|refus\w+|was|is|has not))"
)
"""An army at the head of a clause that does something."""
_HAS_PEOPLE = re.compile(
    r"\b(?:[Hh]e|[Ss]he|I|[Ww]e|[Tt]hey) (?:now |still )?(?:has|have|had|commands?|commanded|leads?|led) (?:about |around |some |only )?\d[\d,]* people\b"
)
"""As in "he has 90 people on this stretch", by the commander."""


_HOUSES = re.compile(
    r"\b(?:camps?|tents?|barracks|bases?|garrisons?|hostels?|dormitor(?:y|ies)|hangars?|huts|containers|wagons|compound|quarters)\b[^,;.]{0,60}?\b(?:hold(?:s|ing)?|held|houses?|housed|housing|accommodat\w+|sleeps?|lodg\w+|berths?)\b[^,;.]{0,40}\d",
    re.IGNORECASE,
)
"""As in "the camp has grown to house 1,200 people"."""


_SPELT = "|".join(sorted({*ONES, *TENS} - {"a", "an", "one", "zero"}, key=len, reverse=True))
_BARE = re.compile(
    r"\b(?:[Tt]here (?:are|were|will be|would be|was|is)|[Tt]hey (?:are|were|number(?:ed)?|will be)|[A-Z]\w+(?:ns|is|ese)(?: in [A-Z][\w’'-]+)? (?:are|were|number(?:ed)?)|killed|killing|lost|losing|buried|wounded|captured|counted|saw|seen|treated|with|(?:tents|beds|bunks|room|space|rations|quarters) for)\s+"
    r"(?:(?P<low>more than|over|at least|no fewer than)\s+|(?P<high>up to|fewer than|less than|at most|no more than)\s+|(?:about|around|some|nearly|almost|roughly|only|barely|close to|another|a further|an estimated)\s+)?"
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d{{1,5}}|{_SPELT})(?=\s+(?:now|today|already|there|here)\b|[,.;”\"]|\s*$|\s+(?:in|at|near|by)\s+(?:the\s+)?[A-Z])(?!,\d|\.\d|\s+(?:in|at|near|by)\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)
"""A number without what it counts: "there will be 4,800", "the Koreans are 700 now", "buried four", "with some 300 in X"."""
YEARS = range(1900, 2101)


def bare_counts(clause: Clause) -> list[Count]:
    """Return the numbers that stand alone behind a verb, or before a place, where only the text tells of whom they are."""
    found = []
    for match in _BARE.finditer(clause.text):
        word = match["number"].lower()
        value = int(word.replace(",", "")) if word[0].isdigit() else {**ONES, **TENS}[word]
        span = Span(*match.span("number")).moved(clause.span.start)
        is_year = value in YEARS and "," not in word
        if is_year or value < FEWEST or any(span.overlaps(when.span) for when in clause.read.dates):
            continue
        low, high = (value if match["low"] else None), (value if match["high"] else None)
        best = None if low or high else value
        found.append(Count(low, best, high, CountUnit.PEOPLE, span, None))
    return found


FEWEST = 2
_FOR_EACH = re.compile(r"\s+(?:to|per) (?:an?|each|every) [a-z]+", re.IGNORECASE)
"""As in "25 men to a tent"."""
_DISASTER = re.compile(
    r"\b(?:malaria|cholera|ebola|measles|mpox|typhoid|dengue|influenza|epidemic|floods?|flooding|earthquake|landslides?|mudslides?|cyclone|typhoon|hurricane|tornado|famine|hunger|wildfires?|drought|heat ?wave)\b",
    re.IGNORECASE,
)
"""What kills and drives out anybody."""
_DEED_DONE = re.compile(
    r"\b(?:withdrawal|pull-?out|deployment|rotation|redeployment|handover|drawdown|evacuation|build-?up) (?:of|from|to|in|at|around)\b[^;]{2,80}?\b(?:was|is|were|has been|had been|will be) (?:\w+ly )?(?:complete[d]?|begun|finished|under ?way|over|concluded|halted|suspended|delayed)\b",
    re.IGNORECASE,
)
"""As in "the withdrawal from X was completed": whoever left."""
_EVERY_YEAR = re.compile(
    r"\b(?:every|each|per) (?:year|month|week|day)\b|\ba (?:year|month|day)(?=[.,;]|$)|\bcapacity (?:for|of)\b|\bretires?\b|\bon its books\b|\bmandate\b|\bdisplaced\b|\brefugees?\b",
    re.IGNORECASE,
)
"""What an army does in any year, and what is only provided for."""
NEVER = 12
"""Points against what no signs can outweigh."""
_FORESEES = re.compile(r"(?P<if>\W*If\b[^,]{3,90},)[^,]*\b(?:could|would|may|might|will)\b")
_INSTEAD = re.compile(r"\b(?:rather than|instead of|short of|far from|without) \w+ing\b", re.IGNORECASE)
_ASIDE = re.compile(r"^\W*(?:in which|after|before|a \w+ after|since|when)\b", re.IGNORECASE)
NEAR_VERB = 16
"""Characters between a number and what befell so many."""
MOST = 100_000
"""People: no deployment that an article tells of has more."""


def may_count(clause: Clause, count: Count) -> bool:
    """Return whether a number can be one of people under arms: not one alone, no city's, no speakers'."""
    is_one = count.best == 1 and count.low is None and count.high is None
    most = max(value or 0 for value in (count.low, count.best, count.high))
    words = count.span.of(clause.read.text)
    if _FOR_EACH.match(clause.read.text, count.span.end):
        return False
    is_name = (
        re.match(r"[A-Z]\w+ [A-Z]", words) is not None and clause.read.text[: count.span.start].strip() != ""
    )
    if (
        count.noun is not None
        and count.noun.of(clause.read.text)[0].isupper()
        and not any(force.noun.overlaps(count.noun) for force in clause.forces)
    ):
        return False  # "84,000 Congolese have fled"
    return (
        count.unit is CountUnit.PEOPLE
        and not count.is_open
        and not is_one
        and most < MOST
        and not is_name
        and not any(count.span.overlaps(speaker.span) for speaker in clause.read.speakers)
    )


@dataclass(frozen=True, slots=True)
class Signs:
    """How much speaks for a clause."""

    points: int
    has_subject: bool


def signs_of(reader: Reader, clause: Clause, count: Count | None, place: Named | None = None) -> Signs:
    """Return what speaks for a clause, or for one of its places."""
    text = clause.text
    subject = _subject(reader, clause, count, place)
    points = subject
    verbs = [one for one in clause.predicates if not one.is_nominal]
    points += 2 if verbs else 1 if _FINITE.search(text) else 0
    points += 2 if count is not None else 0
    points += 1 if voices.of_clause(reader, clause.read, clause.span).is_explicit else 0
    points += 1 if any(when.is_dated for when in clause.dates) else 0
    points += 2 if THERE.search(text) else 0
    points -= _against(reader, clause, count, place)
    return Signs(points, subject > 0)


def _subject(reader: Reader, clause: Clause, count: Count | None, place: Named | None) -> int:
    if any(not is_speaker(clause.read, force) for force in clause.forces):
        return 3
    here = clause.read.sentence.paragraph
    near = reader.goes_on or any(one in reader.of_them for one in (here - 2, here - 1, here, here + 1))
    if (
        count is not None
        and near
        and not (count.noun and civilians.CIVILIANS.search(count.noun.of(clause.read.text)))
    ):
        return 2
    is_meant = (
        (bool(_THEY.match(clause.text)) and reader.goes_on)
        or (near and bool(_OF_THEM.search(clause.text)))
        or (place is not None and place.text[:1].isupper() and _acts(reader, clause))
        or (count is not None and bool(_HAS_PEOPLE.search(clause.text)))
        or (count is not None and near and bool(_HOUSES.search(clause.text)))
        or (near and bool(_GROUPS.search(clause.text)))
        or bool(_DEED_DONE.search(clause.text))
    )
    return 2 if is_meant else 0


def _acts(reader: Reader, clause: Clause) -> bool:
    """As in "The army lost its base at X": an army, or a group that the text speaks of, does something and does not only speak."""
    for one in _ARMIES.finditer(clause.text):
        span = Span(*one.span()).moved(clause.span.start)
        if not any(speaker.reach.overlaps(span) for speaker in clause.read.speakers):
            return True
    return any(
        re.match(rf"\W*(?:[Tt]he )?{re.escape(group)}(?![\w’'])", clause.text) for group in reader.groups
    ) and not any(speaker.span.start <= clause.span.start + 4 for speaker in clause.read.speakers)


def _is_hurt(clause: Clause, count: Count) -> bool:
    """As in "killed 31 inmates": so many who are none of them."""
    return any(
        (one.kind is Kind.CASUALTIES and -NEAR_VERB <= one.span.start - count.span.end <= NEAR_VERB)
        or (one.kind is Kind.CASUALTIES and 0 <= count.span.start - one.span.end <= NEAR_VERB)
        for one in clause.predicates
    )


def _is_supposed(clause: Clause, count: Count | None) -> bool:
    """Return whether a sentence asks, or only supposes; "If that ends, 900 could come" foresees a number."""
    text = clause.read.text
    if text.rstrip('”"’ )').endswith("?"):
        return True
    foresees = _FORESEES.match(text)
    return bool(kinds.CONDITIONAL.match(text)) and not (
        foresees and count is not None and count.span.start >= foresees.end("if")
    )


def _against(reader: Reader, clause: Clause, count: Count | None, place: Named | None) -> int:
    text = clause.text
    told = text[: place.span.end - clause.span.start] if place else text
    points = 0
    if _is_supposed(clause, count):
        points += NEVER
    if civilians.OTHER_MATTERS.search(told):
        points += 4
    if not clause.forces:
        points += NEVER if _DISASTER.search(text) else 3 if civilians.CIVILIANS.search(text) else 0
    if _EVERY_YEAR.search(told) or (_ASIDE.match(text) and not clause.places):
        points += 4
    is_theirs = count is not None and (
        count.noun is None or any(force.noun.overlaps(count.noun) for force in clause.forces)
    )
    if count is not None and not is_theirs and _is_hurt(clause, count):
        points += NEVER
    if _INSTEAD.search(told):
        points += 4
    if kinds.VERDICT.search(text):
        points += 2 if any(not one.is_nominal for one in clause.predicates) else NEVER
    if is_only_possible(reader, clause):
        is_said = voices.of_clause(reader, clause.read, clause.span).is_explicit
        points += 1 if count is not None or (place is not None and is_said) else 3
    elif is_background(reader, clause):
        points += NEVER
    return points
