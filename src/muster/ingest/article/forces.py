"""Who is reported: the people under arms that a sentence speaks of, and whose they are."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from muster.ingest.article import demonyms
from muster.ingest.article.numbers import PHRASE_ENDS
from muster.ingest.article.spans import Span

_NOUNS = (
    r"troops?|soldiers?|fighters?|mercenar(?:y|ies)|contractors?|peacekeepers?|(?:police |army |military )?officers|personnel|"
    r"service\s?(?:men|women|members?)|contingents?|paratroopers?|marines|commandos|special(?: operations)? forces|forces|"
    r"recruits|trainers|instructors|advis[eo]rs|militiamen|policemen|volunteers|legionnaires|conscripts|combatants|"
    r"battalions?|brigades?|regiments?|military units?|army units?|infantry(?:men)?|reservists|sappers|detachments?|convoys?|"
    r"units|(?:peacekeeping|UN|AU|EU|African Union|stabili[sz]ation|training) mission|(?:first|second|third|earlier|new|further|additional|another|advance|initial) "
    r"(?:group|batch|wave|party)(?= of (?:\w+ ){0,2}\d)|(?<=\d )men|"
    r"gunmen|engineers|technicians|specialists|crews|medics|drivers|(?:men|people)(?= in (?:[A-Z]\w+ ){1,3}(?:uniforms|fatigues))|"
    r"pilots|operatives|deserters|reinforcements|guardsmen|expeditionary force|task force|stabilisation force|garrison|"
    r"солдат\w*|военнослужащ\w+|бойц\w+|наёмник\w*|наемник\w*|войск\w*|военны[хме]\w*|військов\w+|бійц\w+|найманц\w+|"
    r"(?:[가-힣]*(?:군인|병력|병사|부대|파병|장병))|[가-힣]*군(?=[이은을의 ])"
)
_PLURAL_PEOPLE = r"(?:soldier|officer|mercenary|fighter)"
_NOUN = re.compile(rf"(?<![\w-])(?:{_NOUNS}|{_PLURAL_PEOPLE})(?!\w)", re.IGNORECASE)
_WORD = re.compile(r"[\w.’'-]+")
_STOPS = PHRASE_ENDS | {"of", "and", "or", "the", "their", "any", "no", "some", "these", "those", "many"}
_GROUP_AFTER = re.compile(
    r"\s+(?:of|from)\s+(?:the\s+)?(?:[\w-]+\s+){0,4}?(?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,3})"
)
_NOT_A_GROUP = frozenset(
    [
        "several",
        "some",
        "about",
        "around",
        "nearly",
        "over",
        "additional",
        "more",
        "most",
        "foreign",
        "elite",
        "special",
        "first",
        "second",
        "third",
        "private",
        "military",
        "reports",
        "thousands",
        "hundreds",
        "around",
        "approximately",
        "between",
        "roughly",
        "both",
        "one",
        "another",
        "these",
        "those",
        "no",
        "the",
        "armed",
    ]
)
_LOSSES = re.compile(r"\s+(?:losses|casualties|dead|deployment)\b", re.IGNORECASE)
FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Force:
    """People under arms in a sentence. `party` is a country's code, or the folded name of a group; "" where not said."""

    span: Span
    noun: Span
    party: str


def find_forces(text: str) -> list[Force]:
    """Return whom a sentence speaks of, in its order, each with the words that say whose they are."""
    found: list[Force] = []
    for match in _NOUN.finditer(text):
        noun = Span(*match.span())
        if found and noun.start - found[-1].noun.end <= 1:
            # "special forces soldiers" are one.
            found[-1] = Force(Span(found[-1].span.start, noun.end), noun, found[-1].party)
            continue
        start, party = _whose(text, noun)
        found.append(Force(Span(start, noun.end), noun, party))
    found += _bare_peoples(text, [force.span for force in found])
    return sorted(found, key=lambda force: force.span)


def _whose(text: str, noun: Span) -> tuple[int, str]:
    words = list(_WORD.finditer(text, max(0, noun.start - 90), noun.start))
    start, party = noun.start, ""
    for word in reversed(words[-6:]):
        between = text[word.end() : start]
        if word[0].lower() in _STOPS or word[0][0].isdigit() or not re.fullmatch(r"[\s“\"(]*\)?\s*", between):
            break
        start = word.start()
    phrase = text[start : noun.start]
    people = list(demonyms.pattern().finditer(phrase))
    if people:
        party = demonyms.country_of(people[-1][0])
    else:
        names = [
            w
            for w in re.findall(r"[A-Z][\w’'-]*|UN|EU", phrase)
            if w.lower() not in _NOT_A_GROUP and not w[0].isdigit()
        ]
        if (
            (names and not (start == 0 or text[:start].strip() in {"", "“"}))
            or len(names) > 1
            or (names and names[-1].isupper())
        ):
            party = " ".join(names).removesuffix("’s").removesuffix("'s").casefold()
        elif (
            names
            and phrase.split()
            and phrase.split()[-1] == names[-1]
            and not phrase.split()[0].lower().endswith(("al", "ed"))
        ):
            party = names[-1].casefold()
    if not party and (after := _GROUP_AFTER.match(text, noun.end)):
        people_after = demonyms.pattern().search(after[0])
        party = after["name"].casefold() if not people_after or people_after[0] not in after["name"] else ""
    if not party and re.search(r"\bforeign\b", phrase, re.IGNORECASE):
        party = FOREIGN
    return start, party


def _bare_peoples(text: str, taken: Iterable[Span]) -> list[Force]:
    """As in "Ugandans arrived", "Colombian losses": the people stand for the soldiers, where nobody else is named with them."""
    held = list(taken)
    found = []
    for match in demonyms.pattern().finditer(text):
        losses = _LOSSES.match(text, match.end())
        span = Span(match.start(), losses.end() if losses else match.end())
        if (match["plural"] or losses) and not any(span.overlaps(other) for other in held):
            found.append(Force(span, span, demonyms.country_of(match[0])))
    return found


def parties_of(mentions: Iterable[Force]) -> Counter[str]:
    """Return how often each party is named."""
    return Counter(force.party for force in mentions if force.party)
