"""The turns of a transcript: whose words a paragraph is, by the label that it begins with."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from muster.ingest.article.blocks import Block, Role
from muster.ingest.article.nations import is_nation

_CAPITALS = r"[A-ZÀ-ÞŠŽČĆŁŚ][A-ZÀ-ÞŠŽČĆŁŚ.’'-]*(?:\s[A-ZÀ-ÞŠŽČĆŁŚ][A-ZÀ-ÞŠŽČĆŁŚ.’'-]*){0,4}"
_NAME = r"[A-ZÀ-ÞŠŽČĆŁŚ][\w.’'-]*(?:\s[A-ZÀ-ÞŠŽČĆŁŚ][\w.’'-]*){0,3}"
_LABEL = re.compile(
    rf"^(?:[(\[][^)\]]{{2,40}}[)\]]\s*)?(?P<who>{_CAPITALS}|{_NAME})(?:,[^:.]{{2,40}})?(?:\s*[(\[](?P<more>[^)\]]{{2,60}})[)\]])?:\s+(?=\S)"
)
_HOST = re.compile(
    r"(?:(?:news|studio|radio|tv)\s+)?(?:presenter|host|anchor|newsreader|reporter|correspondent|narrator|moderator|interviewer|announcer|voice-?over|newscaster|question|q)(?:\s\d)?",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"a|answer|guest|interviewee|caller|speaker|witness|resident|respondent", re.IGNORECASE)
_OUR = r"(?:[Oo]ur|[Mm]y|[Tt]he [A-Z]\w+[’']s)\s+(?:[\w’'-]+\s){0,4}?(?:correspondent|reporter|colleague|producer|editor|team|presenter|bureau chief)s?,?\s+(?:in\s+[A-Z]\w+,?\s+)?"
_WELCOMES = re.compile(
    r"\b(?:welcome (?:back|to)\b|my guest\b|joined (?:now |again |tonight )?by\b|join(?:s|ing) (?:us|me)\b|with (?:me|us) (?:is|are|now|tonight|today)\b|thank you for (?:joining|being)\b|thanks for (?:joining|being)\b)",
    re.IGNORECASE,
)
"""What a host says to guests."""
_PARTICLES = r"(?:\s(?:de|van|von|der|den|al|bin|el|la|di|da|du))*"
_TITLES = re.compile(
    r"^(?:(?:MR|MRS|MS|DR|SEN|SENATOR|REP|GEN|GENERAL|COL|COLONEL|MAJ|MAJOR|CAPT|CAPTAIN|LT|ADM|ADMIRAL|PRESIDENT|MINISTER|SECRETARY|AMBASSADOR|GOVERNOR|MAYOR|PROF|PROFESSOR|JUDGE)\.?\s+)+",
    re.IGNORECASE,
)
FEWEST_TURNS = 2
MOST_LABELS = 100
"""Different labels; with more it is a list, and no conversation."""
LEAST_SHARE = 0.5
"""Of the paragraphs from the first label on: fewer labels are headings of other sorts."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose words a paragraph is. A host's are those of the outlet."""

    name: str
    is_host: bool


def mark_turns(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a transcript with the label of each turn set apart from its words; other texts unchanged."""
    found = {
        i: match
        for i, block in enumerate(blocks)
        if block.role is Role.BODY and (match := _LABEL.match(block.text)) and not is_nation(match["who"])
    }
    labels = Counter(match["who"] for match in found.values())
    first = min(found, default=0)
    body = [i for i, block in enumerate(blocks) if i >= first and block.role is Role.BODY]
    if len(labels) > MOST_LABELS:
        return list(blocks)
    if len(found) < FEWEST_TURNS or len(labels) < FEWEST_TURNS or len(found) < len(body) * LEAST_SHARE:
        return list(blocks)
    are_capitals = all(label.isupper() for label in labels) or any(_HOST.fullmatch(one) for one in labels)
    if not (are_capitals or max(labels.values()) > 1):
        return list(blocks)
    done = list(blocks)
    for i, match in found.items():
        if i == 0 and labels[match["who"]] == 1 and not blocks[i].text.endswith((".", "?", "!")):
            continue  # "TRANSCRIPT: the evening hour" is a title
        more = match["more"] or ""
        speaker = match["who"] if not more or more[:1].islower() else f"{match['who']} ({more})"
        done[i] = replace(blocks[i], text=blocks[i].text[match.end() :], speaker=speaker)
    return done


def turns_of(blocks: Sequence[Block]) -> dict[int, Turn]:
    """Return whose words each block is, by its number; one without a label goes on with the turn before it."""
    text = "\n".join(block.text for block in blocks)
    known = _hosts(blocks, text)
    guest = _guest(blocks, text)
    turns: dict[int, Turn] = {}
    named: dict[str, Turn] = {}
    last: Turn | None = None
    for i, block in enumerate(blocks):
        if block.speaker:
            label = block.speaker.partition(" (")[0]
            if label not in named:
                is_host = bool(_HOST.fullmatch(label)) or _surname(label) in known
                is_nobody = is_host or _ANSWER.fullmatch(label)
                answers = guest if _ANSWER.fullmatch(label) and not is_host else ""
                named[label] = Turn(answers if is_nobody else _full_name(label, text), is_host)
            last = named[label]
        if last is not None and block.role is Role.BODY:
            turns[i] = last
    return turns


def _guest(blocks: Sequence[Block], text: str) -> str:
    """Return who answers as "A:": the one with a name who speaks before the first question."""
    for block in blocks:
        label = block.speaker.partition(" (")[0]
        if label and _HOST.fullmatch(label):
            return ""
        if label and " " in label:
            return _full_name(label, text)
    return ""


def _hosts(blocks: Sequence[Block], text: str) -> set[str]:
    """Return the folded surnames of who asks and reports: named beside "presenter", as "our correspondent", or only asking."""
    hosts: set[str] = set()
    said: dict[str, list[bool]] = {}
    for block in blocks:
        if not block.speaker:
            continue
        label, _, more = block.speaker.partition(" (")
        if _WELCOMES.search(block.text):
            hosts.add(_surname(label))
        said.setdefault(_surname(label), []).append("?" in block.text)
        if _HOST.fullmatch(label) and more:
            hosts.add(_surname(more.rstrip(")")))
        elif more and _HOST.search(more.rstrip(")")):
            hosts.add(_surname(label))
    for name, asks in said.items():
        spelt = re.escape(name)
        reports = rf"{_OUR}(?:[A-Z][\w’'-]+\s){{0,3}}{spelt}\b|\b{spelt},? (?:reports\b|has (?:this|the) (?:report|story)\b)|(?:^|\b(?:report|story) )by (?:[\w’'-]+\s){{0,2}}{spelt}\b"
        if re.search(reports, text, re.IGNORECASE | re.MULTILINE) or (len(asks) > 1 and all(asks[:-1])):
            hosts.add(name)
    return hosts


def _surname(label: str) -> str:
    return label.rsplit(maxsplit=1)[-1].casefold() if label.split() else ""


def _full_name(label: str, text: str) -> str:
    """Return the name that the text gives to whom a label means: "DIALLO" is "Amadou Diallo"."""
    bare = _TITLES.sub("", label)
    plain = " ".join(word.capitalize() if word.isupper() and len(word) > 1 else word for word in bare.split())
    spelt = re.search(rf"(?:[A-ZÀ-Þ][\w’'-]+\s)?{re.escape(plain.split()[-1])}\b", text) if plain else None
    if spelt and len(plain.split()) == 1 and " " in spelt[0] and not _TITLES.match(spelt[0]):
        return spelt[0]
    first = re.search(rf"\b{re.escape(plain)}{_PARTICLES}\s[A-ZÀ-Þ][\w’'-]+", text) if plain else None
    return first[0] if first and " " not in plain else plain
