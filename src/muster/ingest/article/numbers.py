"""Numbers that count people, flights, sites or ships, by the codebook's rules for low, best and high."""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from muster.ingest.article import demonyms
from muster.ingest.article import number_words as spelt
from muster.ingest.article.spans import Span, is_free
from muster.vocabulary import CountUnit

_CARRIERS = frozenset({CountUnit.FLIGHTS, CountUnit.SHIPS})
MOST_BETWEEN = 8
"""Words from a number to what it counts: "1,500 North Korean special forces soldiers"."""
HALF_A_DOZEN = 6
LARGEST = 100_000_000
"""No deployment has more; a larger number is money or a code."""
_NO_NUMBER = re.compile(
    r"\b(?:several|a few|many|a couple of|no)\s+$|\b(?:blocks?|routes?|bus|line|rooms?|no\.|page|chapter|gate|pier|hall|building|section|article|channel|highway|phase|stage|type|model|figure|table|paragraph|annex|flight|train|battalion|brigade|regiment|squadron)\s+(?:\d+\s+and\s+)?$",
    re.IGNORECASE,
)
_BREAKS = spelt.PHRASE_ENDS | {"than", "into", "them", "the", "their", "these", "those"}
_AND_OTHERS = re.compile(r"\b(?:he|she|I) and (?:the )?$", re.IGNORECASE)
_CHANGES = re.compile(
    r"\b(?:gr[eo]w\w*|ris(?:e|en|es|ing)|rose|increas\w+|expand\w*|sw[eo]ll\w*|climb\w*|f[ae]ll\w*|drop\w*|cut\w*|reduc\w+|shr[aiu]nk\w*|up|down|dwindl\w+|declin\w+|doubl\w+|tripl\w+|went|gone|slash\w*|scal\w+|rais\w+|boost\w*|trimm?\w*|jump\w*)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
"""As in "has grown from 800 to 1,200": the second number is how many there are."""
_PART_OF = re.compile(
    r"\b(?:half|quarters?|thirds?|fifths?|tenths?|most|part|some|many|few|majority|bulk|percent|per cent|% )\s*of (?:the |its |their |those |these |his )(?:(?:some|about|roughly|nearly|estimated|more than|original|first) )*$",
    re.IGNORECASE,
)
_THINGS_BEHIND = re.compile(rf"(?:\s+[\w-]+){{0,1}}?\s+{spelt.NOT_COUNTED.pattern}", re.IGNORECASE)
"""As in "two additional battalions"."""
_THINGS_SOON = re.compile(
    r"(?:\s+(?!(?:and|or|with|by|for|in|at|on|to|from|of|over|since|during|as|were|was|are|is|have|had|has|who|that)\b)[\w’'-]+){1,3}?\s+(?:trucks|lorries|vehicles|tanks|buses|cars|jeeps|pick-?ups|motorcycles|howitzers|guns|launchers|drones|helicopters|trailers|wagons|carriages|containers|tents|shells|rounds)(?!\s+(?:crews?|drivers|operators|commanders))\b",
    re.IGNORECASE,
)
"""As in "a convoy of 30 army trucks": no people."""
_COUNTED_BEFORE = re.compile(
    rf"(?:\d|\b(?:{spelt.PLAIN}|{spelt.SCALE}))[\w\s,’'.-]{{0,60}}?\b(?:{spelt.PEOPLE})(?!\w)[^.;]{{0,120}}$|\b(?:of whom|of them|total)\b[^.;]{{0,120}}$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\s“\"‘'-]*([^\W\d_][\w.’'-]*)")


@dataclass(frozen=True, slots=True)
class Count:
    """A number by the codebook: "up to" fills only high, "over" only low, a bare number or "about" best, "thousands" none."""

    low: int | None
    best: int | None
    high: int | None
    unit: CountUnit
    span: Span
    """The words that carry the number, its qualifier and what it counts."""
    noun: Span | None
    """The word that says what is counted; None where the text around it does."""

    @property
    def is_open(self) -> bool:
        """Whether the text gives a size in words only: "several hundred"."""
        return self.low is None and self.best is None and self.high is None


def find_counts(text: str, taken: Iterable[Span] = ()) -> list[Count]:
    """Return what is counted in a sentence, in its order; nothing that overlaps `taken` (its dates).

    Distances, calibres, designations, ordinals, times of day, years, ages, percentages, views and money are no counts,
    and neither is a number of brigades, vehicles or weapons.
    """
    held = [*taken, *(Span(*clock.span()) for clock in spelt.CLOCK.finditer(text))]
    found: list[Count] = []
    at = 0
    while match := spelt.NUMBER.search(text, at):
        count, at = _read(text, match, held)
        # What a number before it has used up ("200 of 1,000 officers") is no number of its own.
        if count is not None and is_free(count.span, [other.span for other in found[-1:]]):
            found.append(count)
    found = _after_changes(text, found)
    for match in spelt.VAGUE.finditer(text):
        span = Span(*match.span())
        noun = _noun_after(text, span.end)
        if noun and is_free(span, [count.span for count in found]):
            found.append(Count(None, None, None, noun[0], Span(span.start, noun[1].end), noun[1]))
    return sorted(found, key=lambda count: count.span)


def _after_changes(text: str, found: list[Count]) -> list[Count]:
    """Leave out the first of two numbers between which something grew or shrank: "cut from 800 soldiers to 300"."""
    done = []
    for one, other in itertools.zip_longest(found, found[1:]):
        is_first = (
            other is not None
            and re.fullmatch(
                r"[^.;,]{0,40}?\s+to\s+(?:an? )?(?:[a-z]+ ){0,2}", text[one.span.end : other.span.start]
            )
            and re.search(
                r"\bfrom\s+(?:[a-z]+ ){0,2}$|\bfrom\b", text[max(0, one.span.start - 24) : one.span.end]
            )
            and _CHANGES.search(text[: one.span.start])
        )
        if not is_first:
            done.append(one)
    return done


def _is_of_people(text: str, at: int) -> bool:
    """As in "150 drone operators" and "40 tank crewmen": the thing only says which people."""
    head = _WORD.match(text, at)
    return (
        head is not None
        and text[at : head.start(1)].isspace()
        and bool(spelt.UNITS[-1][1].match(text, head.start(1)))
    )


def _read(text: str, match: re.Match[str], taken: list[Span]) -> tuple[Count | None, int]:
    """Return what a match counts, if anything, and where to read on: at its second number where the two are no range."""
    first = _value(match, "a")
    start = match.start("ad") if match["ad"] else match.start("aw")
    first_end = max(match.end("ad"), match.end("as"), match.end("aw"))
    is_joined = match["joint"] is not None
    go_on = (match.start("bd") if match["bd"] else match.start("bw")) if is_joined else first_end
    if (
        first is None
        or not is_free(Span(start, first_end), taken)
        or _is_vague(text, start)
        or _is_whole(text, match.start())
    ):
        return None, go_on
    second = _value(match, "b") if is_joined else None
    if second is not None and _is_range(match, first, second, (match["joint"] or "").strip().lower()):
        first *= _shared_scale(match, first, second)
        counted = _counted(text, match.end(), Span(match.start(), match.end())) if first < second else None
        if counted and (match["between"] or "").lower() == "from" and _CHANGES.search(text[: match.start()]):
            return Count(None, second, None, *counted), match.end()
        return (Count(first, None, second, *counted) if counted else None), match.end()
    counted = _counted(text, first_end, Span(match.start(), first_end))
    if counted and counted[0] in _CARRIERS and spelt.CARRIES.search(text[: match.start()]):
        return None, go_on
    if counted and _AND_OTHERS.search(text[:start]) and re.match(r"\s+(?:others|more)\b", text[first_end:]):
        first += 1  # "he and 171 others" are one more
    if counted and 0 < first <= LARGEST and not (_is_year(match["ad"]) and counted[2] is None):
        return _qualified(match, text, first, counted), go_on
    return None, go_on


def _shared_scale(match: re.Match[str], first: int, second: int) -> int:
    """In "two to three thousand" the thousand belongs to both."""
    if first >= min(spelt.SCALES.values()) or match["as"]:
        return 1
    if match["bs"] and match["bd"]:
        return max(second // max(int(float(match["bd"].replace(",", "."))), 1), 1)
    scales = [
        spelt.SCALES[word]
        for word in re.split(r"[\s-]+", (match["bw"] or "").lower())
        if word in spelt.SCALES
    ]
    return max(scales, default=1)


def _is_range(match: re.Match[str], first: int, second: int, joint: str) -> bool:
    if _is_year(match["ad"]) and _is_year(match["bd"]):
        return False
    if joint in {"and", "та", "и", "і"}:
        return bool(match["between"]) and first < second
    return first < second or bool(match["bs"])


def _qualified(
    match: re.Match[str], text: str, value: int, counted: tuple[CountUnit, Span, Span | None]
) -> Count:
    after = spelt.AFTER.match(text, counted[1].end)
    if match["low"] or (after and after["low"]):
        return Count(value, None, None, *counted)
    if match["high"] or (after and after["high"]):
        return Count(None, None, value, *counted)
    return Count(None, value, None, *counted)


def _value(match: re.Match[str], which: str) -> int | None:
    words, digits, suffix = match[f"{which}w"], match[f"{which}d"], match[f"{which}s"]
    if words:
        return _from_words(words)
    if not digits:
        return None
    grouped = re.fullmatch(r"\d{1,3}(?:[,\u00a0\u202f’ ]\d{3})+", digits)
    plain = re.sub(r"\D", "", digits) if grouped else digits.replace(",", ".")
    factor = next((by for pattern, by in spelt.SUFFIXES if suffix and pattern.search(suffix)), 1)
    value = float(plain) * factor
    if suffix and (rest := re.search(r"[만천](\d+)", suffix)):
        value += int(rest[1])
    return int(value) if value == int(value) and value <= LARGEST else None


def _from_words(words: str) -> int:
    total, current = 0, 0
    if words.lower().startswith("half"):
        return HALF_A_DOZEN
    for word in re.split(r"[\s-]+", words.lower()):
        if word in {"a", "an"}:
            current = 1
        elif word in spelt.SCALES:
            current = max(current, 1) * spelt.SCALES[word]
            if spelt.SCALES[word] >= 1_000:
                total, current = total + current, 0
        else:
            current += spelt.ONES.get(word, 0) + spelt.TENS.get(word, 0)
    return total + current


def _is_vague(text: str, start: int) -> bool:
    """As in "several hundred", "no one", "route 5": no number of anybody."""
    return bool(_NO_NUMBER.search(text[:start]))


def _is_whole(text: str, start: int) -> bool:
    """Return whether only a part of a number is meant: "two-thirds of the 900", "some of the 250"."""
    return bool(_PART_OF.search(text[:start]))


def _is_year(digits: str | None) -> bool:
    return bool(digits and re.fullmatch(r"(?:19|20)\d\d", digits))


def _counted(text: str, end: int, span: Span) -> tuple[CountUnit, Span, Span | None] | None:
    """Return the unit, the words that carry the number and the noun; None for what is not counted here."""
    if strong := spelt.STRONG.match(text, end):
        return CountUnit.PEOPLE, Span(span.start, strong.end()), None
    if part := spelt.PART_OF.match(text, end):
        end = part.end()
    noun = _noun_after(text, end)
    if noun:
        return noun[0], Span(span.start, noun[1].end), noun[1]
    if _is_measure(text, end) or _THINGS_SOON.match(text, end):
        return None  # also "a convoy of 30 army trucks"
    return _without_noun(text, end, span)


def _without_noun(text: str, end: int, span: Span) -> tuple[CountUnit, Span, None] | None:
    """Return the same for a number whose people stand elsewhere in the text: "a total of 900", "another 300"."""
    if total := spelt.TOTAL.search(text[max(0, span.start - 150) : _qualifier_start(text, span)]):
        start = max(span.start - len(total[0]), 0) if len(total[0]) < 14 else span.start
        return CountUnit.PEOPLE, Span(start, end), None
    more = spelt.MORE.match(text, end)
    if more and spelt.OF_THINGS.search(text[: span.start]):
        return None
    if more and (
        re.search(r"\b(?:in|on|at)\s+(?:only\s+|just\s+|about\s+)?$", text[: span.start], re.IGNORECASE)
        or _THINGS_BEHIND.match(text, more.end())
    ):
        return None  # "in eleven of them" is of what was spoken of, not of people
    if spelt.OF_WHICH.search(text[: _number_start(text, span)]) and spelt.OF_THINGS.search(
        text[: span.start]
    ):
        return None
    before = text[: _number_start(text, span)]
    stands_for_them = (
        _goes_on(text, before, end)
        or (spelt.APPOSED.search(before) and spelt.CLOSED.match(text, end))
        or spelt.MOST_OF_THEM.match(text, end)
        or (
            spelt.STANDS_FOR.match(text, end)
            and not spelt.OF_THINGS.search(text[: span.start])
            and not spelt.AGED.search(text[: span.start])
            and not (text[: span.start].endswith("of ") and text[end:].lstrip().startswith("who "))
        )
        or (spelt.OURSELVES.search(before) and spelt.AS_MANY.match(text, end))
        or spelt.FIRST_OF_THEM.search(text[max(0, span.start - 44) : _number_start(text, span)])
        or spelt.GROWS.search(span.of(text))
    )
    if more or stands_for_them:
        return CountUnit.PEOPLE, Span(span.start, more.end() if more else end), None
    return None


def _goes_on(text: str, before: str, end: int) -> bool:
    """As in "20 soldiers in X and five in Y": people were counted before, and the next place has its own number."""
    return bool(
        spelt.IN_A_PLACE.match(text, end) and spelt.GOES_ON.search(before) and _COUNTED_BEFORE.search(before)
    )


def _is_measure(text: str, end: int) -> bool:
    """Return whether a number belongs to a designation, a measure or a share."""
    rest = text[end:]
    is_joined = bool(rest) and (rest[0].isalnum() or bool(re.match(r"-[A-Za-z]|[%°]|\.\d", rest)))
    return is_joined or bool(spelt.NOT_COUNTED.match(rest.lstrip()) or re.match(r"\s*(?:per ?cent|%)", rest))


def _qualifier_start(text: str, span: Span) -> int:
    said = re.match(r"\s*(?:between|from)\s+", text[span.start : span.end], re.IGNORECASE)
    return span.start + (said.start() if said else 0)


def _number_start(text: str, span: Span) -> int:
    said = re.search(r"\d", span.of(text))
    return span.start + (said.start() if said else 0)


def _noun_after(text: str, end: int) -> tuple[CountUnit, Span] | None:
    """Return what the number counts: the first noun of a unit among the few words that follow it."""
    if re.match(r"\s?명", text[end:]):
        return CountUnit.PEOPLE, Span(end, text.index("명", end) + 1)
    if text[end : end + 1] not in {" ", "\u00a0", "-"}:
        return None
    at, before = end, ""
    for _ in range(MOST_BETWEEN):
        word = _WORD.match(text, at)
        if word is None or word[1].lower() in _BREAKS or (word[1] == "and" and before.endswith("s")):
            return None  # "30 lorries and hundreds of fighters"
        before = word[1]
        is_age = word[1].lower().startswith(("year-old", "month-old"))
        if is_age or (spelt.NOT_COUNTED.match(text, word.start(1)) and not _is_of_people(text, word.end())):
            return None
        if found := _unit_at(text, word.start(1)):
            return _last_noun(text, found)
        at = word.end()
    return None


def _last_noun(text: str, found: tuple[CountUnit, Span]) -> tuple[CountUnit, Span]:
    """In "two wounded North Korean soldiers" soldiers are counted: names and peoples may stand between."""
    at = found[1].end
    for _ in range(MOST_BETWEEN // 2):
        word = _WORD.match(text, at)
        if word is None or word[1].lower() in _BREAKS or not text[at : word.start(1)].isspace():
            break
        if later := _unit_at(text, word.start(1)):
            return later[0], Span(found[1].start, later[1].end)
        if not word[1][0].isupper():
            break
        at = word.end()
    return found


def _unit_at(text: str, at: int) -> tuple[CountUnit, Span] | None:
    for unit, pattern in spelt.UNITS:
        if noun := pattern.match(text, at):
            return _head_noun(text, unit, Span(*noun.span()))
    people = demonyms.pattern().match(text, at)
    are_people = people and (
        spelt.JOINS_NUMBER.match(text, people.end()) or people["plural"] or demonyms.are_people(text, people)
    )
    return (CountUnit.PEOPLE, Span(*people.span())) if people and are_people else None


def _head_noun(text: str, unit: CountUnit, noun: Span) -> tuple[CountUnit, Span] | None:
    """In "police officers" and "army bases" the last noun is what is counted."""
    following = _WORD.match(text, noun.end)
    if following is None or not text[noun.end : following.start(1)].isspace():
        return unit, noun
    if spelt.NOT_COUNTED.match(text, following.start(1)) and following[1].lower() not in {"days", "years"}:
        return None
    for other, pattern in spelt.UNITS:
        if head := pattern.match(text, following.start(1)):
            return other, Span(noun.start, head.end())
    return unit, noun
