"""Paragraphs to sentences, and sentences to clauses, each with its place in the text."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sentencex import get_sentence_boundaries

from muster.ingest.article.blocks import Block, Role
from muster.ingest.article.kinds import DECLINES, DOUBTS, FUTURE, IMAGES, SHOWING, find_predicates
from muster.ingest.article.spans import Span

LONGEST_SENTENCE = 1_000
"""Characters; what goes on for longer without a full stop is a table or a list, and is set aside."""
MOST_SENTENCES = 2_000
READ_ROLES = frozenset({Role.TITLE, Role.BODY, Role.SUMMARY})
_NEW_SUBJECT = (
    r",?\s+(?:and|but)\s+(?=(?:the|a|an|another|additional|further|others?|several|many|most|both|some|about|around|roughly|more than|over|at least|up to|nearly|they|he|she|it|its|their|\d[\d,]*|(?-i:[A-Z][\w’'-]+))\s(?:(?!and\b|or\b|to\b|that\b|which\b|who\b)[\w’'-]+,?\s){0,6}?"
    r"(?:was|were|had|have|has|is|are|will|would|could|may|might|can|arrived|left|crossed|landed|entered|reached|withdrew|killed|remain|remained|said|denied)\s)"
)
_AND_THEY = re.compile(_NEW_SUBJECT)
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|said|says|did|does|do)\b")
_CUT = re.compile(
    r",\s+(?=among them\b)|,\s+(?=(?:with|while|whereas|but|and|planning|where|who|which|when|after|before|as well as|although|though|including|adding|warning|despite)\b)"
    r"|,\s+(?=[a-z]+(?:ed|ing|ght)\s)|,\s+(?=(?:these|those|they|the|its|their|this|it|there|about|around|some|up to|at least|more than)\s)|;\s+|\s[–—-]\s|:\s+"
    r"|,\s+(?=(?:a|an|one|two|three|\w+) (?:day|week|month|hour|year)s? (?:after|before)\b)"
    r"|\s+(?:while|whereas|where)\s+"
    r"|\s+and\s+(?=(?:killed|wounded|injured)\s+(?:at least |about |some |up to |more than )?(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|a dozen|dozens)\b)"
    r"|\s+(?=as\s+(?:[\w’'.-]+\s){1,4}?(?:leaves?|mass(?:es)?|drills?|advances?|pulls?|pushes|enters?|closes?|withdraws?|arrives?|fights?|regroups?|digs?|extends?|resumes?|stalls?|warns?|seeks?|prepares?|begins?|retreats?|turns?|looks|faces?|falters?|grows?|rises?|fails?|mounts?|shifts?|loses?|expires?)\b)"
    r"|\s+(?=after\s+(?:(?:the|an?|its|their|some|at least|[A-Z][\w-]+)\s)?(?:[\w’'-]+\s){0,5}?(?:killed|attacked|struck|shelled|bombed|overran|ambushed|shot|fired|died)\b)"
    r"|\s+and\s+(?=(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|a dozen)\s(?:[\w-]+\s){0,3}?(?:was|were|had|have|has)\b)"
    rf"|{_NEW_SUBJECT}"
    r"|,\s+(?=of (?:whom|which|them|these|those)\b)|,?\s+and\s+(?=(?:most|many|half|all) of (?:those|them|these)\b)|[“\"]\s*(?=and (?:most|many|some|half|all) of (?:those|them|these)\b)"
    r"|,\s+and\s+(?=(?:thinks|says|said|believes|adds|added|estimates|reckons|claims)\b)"
    r"|,\s+(?=(?:[\d,]+|[a-z]+) (?:[\w,]+ ){0,2}?(?:died|were killed|are dead|fell|never came back|did not (?:survive|come back))\b)"
    r"|,\s+(?=(?:most|many|some|half|part|several|all|none) of (?:them|whom|which)\b)"
    r"|\s+and\s+(?=(?:that|now|still|later|moved|were|was|have|had|are|then)\b)"
)
_RELATIVE = re.compile(r",\s+(?=(?:which|who|whose)\s(?:[^,]|,(?=\d)){3,140}(?P<end>,\s+))|\s+(?=where\s)")
_HARD = re.compile(r";\s+|,\s+(?=of (?:whom|which)\b)|(?<=[a-z])[.!?]\s+(?=[A-Z])")
SHORTEST_HARD = 4
"""Words behind a semicolon that make a clause of their own, whatever they say."""
_LEADS_IN = re.compile(r"^\W*(?:in|at|on|near|since|by|from|after|during|across|inside)\b", re.IGNORECASE)


SHORTEST_HEADLINE = 4
"""Words: fewer in capitals are a label or a name."""
LONGEST_ACRONYM = 3
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "from",
        "into",
        "and",
        "or",
        "but",
        "as",
        "by",
        "for",
        "with",
        "after",
        "before",
        "near",
        "over",
        "under",
        "still",
        "not",
        "no",
        "new",
        "more",
        "than",
        "has",
        "have",
        "had",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "will",
        "would",
        "says",
        "say",
        "said",
        "denies",
        "deny",
        "confirms",
        "sends",
        "send",
        "leave",
        "leaves",
        "arrive",
        "condemns",
        "condemn",
    ]
)
_PLAIN_NOUN = re.compile(
    r"troops?|soldiers?|men|fighters?|mercenar(?:y|ies)|forces?|army|police|officers?|contingents?|battalions?|brigades?|units?|peacekeepers?|instructors?|advis[eo]rs|personnel|marines|base|border|front|region|province|district|city|town|war"
)
_DATELINE = re.compile(
    r"^(?:[A-ZÀ-Ý][A-ZÀ-Ý.’'-]+[/,\s]*){1,6}(?:[A-Z][\w.’'-]+,?\s){0,4}?[^–—-]{0,60}?\s[-–—]{1,2}\s"
)
"""Where and when a report was filed: "KYIV, Nov 20 (Agency) - ". That is no day of what it tells."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article."""

    text: str
    line: int
    paragraph: int
    role: Role


def in_plain_case(text: str) -> str:
    """Return a headline in capitals as it would be written in a text, letter for letter; any other text unchanged."""
    if not text.isupper() or len(text.split()) < SHORTEST_HEADLINE:
        return text
    return re.sub(r"[^\W\d_]+", _in_plain_case, text)


def _in_plain_case(match: re.Match[str]) -> str:
    word = match[0].lower()
    if (
        word in _SMALL_WORDS
        or _PLAIN_NOUN.fullmatch(word)
        or any(one.span == Span(0, len(word)) for one in find_predicates(word))
    ):
        return word
    return match[0] if len(word) <= LONGEST_ACRONYM or len(word) != len(match[0]) else match[0].capitalize()


def dateline_end(text: str) -> int:
    """Return where the report begins behind where and when it was filed; 0 for a sentence without that."""
    filed = _DATELINE.match(text)
    return filed.end() if filed else 0


def split_sentences(blocks: Sequence[Block]) -> tuple[list[Sentence], list[Block]]:
    """Return the sentences of what was written, and what is too long to be one, with the reason."""
    found: list[Sentence] = []
    aside: list[Block] = []
    for paragraph, block in enumerate(blocks):
        if block.role not in READ_ROLES:
            continue
        for text in _cut_sentences(block.text):
            if len(text) > LONGEST_SENTENCE:
                aside.append(
                    Block(block.line, text, Role.BOILERPLATE, f"a sentence of {len(text):,} characters")
                )
            elif len(found) >= MOST_SENTENCES:
                aside.append(Block(block.line, text, Role.BOILERPLATE, f"after {MOST_SENTENCES:,} sentences"))
            else:
                found.append(Sentence(text, block.line, paragraph, block.role))
    return found, aside


def _cut_sentences(text: str) -> list[str]:
    language = "ko" if re.search(r"[가-힣]{2}", text) else "ru" if re.search(r"[а-яії]{3}", text) else "en"
    parts = [str(part["text"]).strip() for part in get_sentence_boundaries(language, text)]
    joined: list[str] = []
    for part in parts:
        # An abbreviation before a small letter or a number ends no sentence.
        if (
            joined
            and part
            and (
                part[0].islower()
                or re.search(
                    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Adm|Brig|Cmdr|Pvt|Cpl|Gen|Col|Lt|Maj|Capt|Sgt|St|No|approx|ca|Gov|Sen|Rep)\.$",
                    joined[-1],
                )
            )
        ):
            joined[-1] = f"{joined[-1]} {part}"
        elif part:
            joined.append(part)
    return joined


def split_clauses(text: str, speakers: Iterable[Span] = ()) -> list[Span]:
    """Return the clauses of a sentence in its order: each says one thing to happen, or nothing at all.

    A piece that says nothing to happen belongs to the one before it, one that only says where or when at the start to
    the one behind it. Quotes and brackets are not looked into.
    """
    cuts = {match.end() for match in _CUT.finditer(text)}
    cuts -= {
        match.end() for match in _AND_THEY.finditer(text) if not _has_verb_since(text, match.start(), cuts)
    }
    relative = {match.end() for match in _RELATIVE.finditer(text)}
    cuts |= {match.end() for match in _HARD.finditer(text)}
    cuts |= relative | {match.end("end") for match in _RELATIVE.finditer(text) if match["end"]}
    cuts |= {
        span.start for span in speakers if re.search(r",\s+(?:the\s+)?$", text[: span.start], re.IGNORECASE)
    }
    bounds = [0, *sorted(cut for cut in cuts if 0 < cut < len(text)), len(text)]
    pieces = [Span(start, end) for start, end in itertools.pairwise(bounds)]
    hard = {match.end() for match in _HARD.finditer(text)}
    done: list[Span] = []
    for piece in pieces:
        said = piece.of(text)
        alone = _says_something(said) or piece.start in relative
        goes_on = bool(done) and done[-1].start in relative and piece.start not in relative
        if (goes_on and alone) or (piece.start in hard and len(said.split()) >= SHORTEST_HARD):
            done.append(piece)
        elif done and not alone:
            done[-1] = Span(done[-1].start, piece.end)
        elif done and piece.start in relative:
            done.append(piece)
        elif (
            done
            and not _says_something(done[-1].of(text))
            and (
                (len(done) == 1 and _LEADS_IN.match(done[-1].of(text)))
                or not find_predicates(done[-1].of(text))
            )
        ):
            done[-1] = Span(done[-1].start, piece.end)
        else:
            done.append(piece)
    return done


def _has_verb_since(text: str, at: int, cuts: Iterable[int]) -> bool:
    """In "4,800 troops and 200 clerks will be based" the verb is of both, and nothing is cut."""
    start = max([cut for cut in cuts if cut < at], default=0)
    start = max(start, text.rfind(", ", start, at) + 1)
    return bool(find_predicates(text[start:at]) or _FINITE.search(text[start:at]))


def _says_something(piece: str) -> bool:
    if find_predicates(piece):
        return True
    if FUTURE.search(piece) and re.search(r"\d|total|troops|soldiers|forces?\b|them", piece):
        return True
    if re.search(r"\bput\b[^,;]+\bat\s+(?:\w+\s+){0,2}\d", piece):
        return True
    if DECLINES.search(piece) or DOUBTS.search(piece):
        return True
    if re.search(r"\b(?:denied|denies|rejected|rejects)\b", piece):
        return True
    return bool(SHOWING.search(piece) and IMAGES.search(piece))
