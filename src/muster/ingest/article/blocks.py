"""The lines of a text, told apart: what was written, and what the page around it says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

MOST_CHARACTERS = 1_000_000
"""A longer text is refused: no article is a book."""
LONGEST_BLOCK = 20_000
LONGEST_STAMP = 160
LONGEST_CAPTION = 400
LONGEST_LINE = 110
"""Where no line is longer, lines were broken to fit a page, and are joined again."""
_UI = re.compile(
    r"^\W*(?:leave (?:a|your) (?:comment|reply|review)|read (?:more|next|also|the full|on)\b|see also|related\b|more (?:from|on|in|news|stories)\b|subscribe|sign (?:up|in)|log in|"
    r"share (?:this|on|via)|follow (?:us|@)|stay informed|get (?:our|the) \w+|newsletter|cookies?\b|we use cookies|accept (?:all|cookies)|advertisement|sponsored|trending|most read|"
    r"most popular|popular now|editor[’']?s picks?|recommended|comments?\b(?: \(\d+\))?$|\d+ comments?|all rights reserved|©|copyright|click here|download (?:our|the) app|skip to|"
    r"home\s*[|>/»]|menu$|search$|print$|tags?:|topics:|filed under|join (?:our|us)|listen to|watch:|view (?:gallery|comments)|back to top|privacy policy|terms (?:of|and)|contact us|about us|"
    r"post by\b|posted (?:by|on|in)|share$|tweet$|facebook$|whatsapp|telegram$|подпис\w+|читайте также|читайте також|구독|관련기사|무단전재)",
    re.IGNORECASE,
)
_ENDS_ARTICLE = re.compile(
    r"^\W*(?:leave (?:a|your) (?:comment|reply|review)|related(?: (?:articles?|stories|posts|news))?\W*$|more (?:from|news|stories)\b|most (?:read|popular)|trending|recommended|sponsored|"
    r"comments?\W*$|you may also like|читайте также|читайте також|관련기사)",
    re.IGNORECASE,
)
_SECTIONS = re.compile(
    r"^(?:politics|world|sports?|society|business|economy|culture|technology|science|health|opinion|entertainment|lifestyle|news|local|international)$",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"^\W*(?:photo(?:graph)?s?(?: (?:by|credit)|\s*:)|image(?:s)?(?: (?:by|credit|source)|\s*:)|picture\s*:|credits?:|caption:|video:|file photo|file [-–—]|graphic:|"
    r"фото:|사진)|\((?:AP|AFP|Reuters|Getty)[^)]*\)\s*$|(?:getty images|/(?:AP|AFP|Reuters))\s*$",
    re.IGNORECASE,
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_STAMP = re.compile(
    rf"^\W*(?:(?:updated|published|posted|by [\w .’'-]{{3,40}})\s*[:|]?\s*)?(?:[A-ZÀ-Þ][A-Za-zÀ-ÿ -]{{2,24}},\s*)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+{_MONTH},?\s+\d{{4}}|\d{{4}}-\d\d-\d\d)"
    r"(?:[\s,|·-]*(?:at\s+)?(?:\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?(?:\s*(?:GMT|UTC|EST|CET))?))?(?:[\s|,·-]*(?:\d[\d,.]*k?\s*)?(?:views?|comments?|reads?|min(?:utes?)? read|shares)?)*\W*$",
    re.IGNORECASE,
)
_WHO = r"[A-ZÀ-ÞŁŚŠŽ][\w.’'-]+(?:\s+[A-ZÀ-ÞŁŚŠŽ][\w.’'-]+){1,3}"
_BYLINE = re.compile(rf"^(?:[Bb]y\s+)?(?P<who>{_WHO})(?:(?:,| and| &)\s+{_WHO})*(?:\s*[|,·-].*)?$")
LEAST_SENTENCE = 16
"""Words of a line that says who wrote it: more are a sentence."""
_SIGNED = re.compile(
    rf"^(?:(?:[Dd]r|[Pp]rof|Col|Gen|Maj)\.?\s+)?(?P<who>{_WHO}),\s+[A-Z]|^(?P<body>(?:The )?[A-Z][\w’'-]+(?:\s(?:of|for|the|and|on|[A-Z][\w’'-]+))*\s(?:Institute|Cent(?:re|er)|Observatory|Foundation|Forum|Council|Group|Monitor|Lab|Project|Initiative|Network))\b"
)
"""Who signs a paper: "Dr. Hanna Lind, Senior Fellow", "Delta Security Observatory"."""
_TWO_NAMES = re.compile(rf"{_WHO}(?:, {_WHO})* (?:and|&) {_WHO}")
_POSTED_BY = re.compile(
    r"^(?i:(?:post(?:ed)?|written|story|report)?\s*by\s*:?)\s+(?P<who>[A-ZÀ-Þ][\w.’'-]+(?:\s+[A-ZÀ-Þ][\w.’'-]+){0,3})\s*(?:[|,·-].{0,60})?$"
)
_COUNTER = re.compile(r"^\W*[\d,.]+k?\s*(?:views?|comments?|reads?|shares?|likes?)?\W*$", re.IGNORECASE)
_URL = re.compile(r"^\W*(?:https?://|www\.)\S+\W*$", re.IGNORECASE)
_SUMMARY = re.compile(
    r"^\W*(?:summary|key (?:points|takeaways|facts)|in brief|highlights|at a glance|abstract|what we know)\W*$",
    re.IGNORECASE,
)
_ENDS_SENTENCE = re.compile(r"[.!?…:。”\"’)]\s*$")


_FIRST_LINES = 5
LEAST_WORDS, MOST_WORDS = 6, 30
"""Words of a second headline."""
_RELEASE = re.compile(
    r"^\W*(?:press (?:release|statement|notice)|news release|media (?:release|statement|advisory)|for immediate release|communiqu[eé]|official statement)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"^\W*(?:(?:press|media|for more information,?) )?contacts?:\s*(?P<who>[A-Za-z][^,;:+@\d]{3,60})",
    re.IGNORECASE,
)
_BODY_NAME = re.compile(
    r"\b(?:Ministry|Command|Department|Government|Office|Embassy|Mission|Headquarters|Forces?|Army|Navy|Police|Presidency|Secretariat|Delegation|Council|Agency|Directorate|Staff|Service|Union|NATO|Operation)\b"
)


_STATES = r"(?:also |further |again |strongly |deeply )?(?:takes? note|notes?|recalls?|reiterates?|calls? (?:on|for|upon)|urges?|condemns?|welcomes?|expresses|reaffirms?|remains? (?:committed|concerned|ready|deeply)|is also|is (?:deeply )?concerned|rejects|has received|stands ready|will continue|commends|deplores|reminds|wishes|extends|thanks)"
_EXPRESSES = re.compile(
    r"^(?:[A-ZÀ-Þ][^–—]{2,60}\s[–—-]{1,2}\s+)?(?P<who>(?:The )?(?:\(?[A-Z][\w’'()-]*\s+(?:(?:of|for|in|and|the|to|on)\s+){0,2}){1,14}?)"
    rf"(?:(?:today|yesterday|on \w+day),?\s+)?(?:{_STATES}|expressed|condemned|welcomed|called (?:on|for)|announced|announces|confirmed|confirms|voiced|voices|reported|reports|informs?|regrets|is (?:deeply |gravely |seriously )?(?:concerned|alarmed|saddened|pleased|following))\b"
)


_HEADS = re.compile(r"(?P<who>(?:[A-Z][\w’'-]*\s+(?:(?:of|for|and)\s+)?){2,6})(?:[a-z]{3,}s)\b")
"""The body with which a headline begins: "Brazilian Army reinforces the border"."""
_SENTENCE_WORD = re.compile(r"(?<![\w’'-])(?!(?:of|the|and|for|in|to|on|at|de|du|la|y|del)\b)[a-zà-þ]{2,}")
"""A small word that is in no body's name: the line is a headline."""
_DOES = re.compile(
    r"(?P<who>(?:[A-Z][\w’'-]*\s+(?:(?:of|for|and|the)\s+){0,2}){0,6}?(?:[A-Z][\w’'-]*\s+)?(?:Brigade|Battle ?group|Division|Corps|Contingent|Coalition|Organi[sz]ation|Institute|Centre)(?:\s[A-Z][\w-]+){0,2})\s+"
    r"(?:welcomes?|announces?|confirms?|condemns?|receives?|hosts?|begins?|concludes?|marks?|launches|deploys?|sends?|completes?)\b"
)
"""A title that says what a body does: it is by that body."""


class Role(StrEnum):
    """What a block of text is."""

    TITLE = "title"
    BODY = "body"
    SUMMARY = "summary"
    HEADING = "heading"
    CAPTION = "caption"
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a line that stands by itself, with the number of its first line."""

    line: int
    text: str
    role: Role = Role.BODY
    why: str = ""
    """Why it was set aside."""
    stamp: str = ""
    """The words that say when an entry of a live blog was written."""
    speaker: str = ""
    """The label that says whose words a turn of a transcript is."""


def judged_blocks(text: str) -> list[Block]:
    """Return the blocks of a text as each alone tells what it is; blank lines are left out."""
    return [_judge(block) for block in _joined(text)]


def in_order(blocks: list[Block]) -> list[Block]:
    """Return the blocks with what their order tells: the title, the summary, and what stands below the article."""
    blocks = _set_teasers_aside(blocks)
    blocks = _set_tail_aside(blocks)
    return _mark_summary(_mark_title(blocks))


def split_blocks(text: str) -> list[Block]:
    """Return the blocks of a text in its order, each with its role; blank lines are left out."""
    return in_order(judged_blocks(text))


def author_of(blocks: Sequence[Block]) -> str:
    """Return the name in the byline; "" where there is none."""
    for block in blocks:
        if block.role is Role.BYLINE:
            match = _POSTED_BY.match(block.text) or _BYLINE.match(block.text)
            if match and not re.search(
                r"desk|staff|agenc|news|correspond|reporter", match["who"], re.IGNORECASE
            ):
                return match["who"]
    for block in blocks[1:_FIRST_LINES]:
        signed = _SIGNED.match(block.text)
        if signed and not _SENTENCE_WORD.search(block.text) and len(block.text.split()) <= LEAST_SENTENCE:
            return signed["body"] or signed["who"]
    return ""


def issuer_of(blocks: Sequence[Block]) -> str:
    """Return the body that issued a press release, by its first lines; "" for any other text."""
    first = blocks[:_FIRST_LINES]
    if not any(_RELEASE.search(block.text) for block in first) and (own := _speaks_itself(blocks)):
        return own
    if not any(_RELEASE.search(block.text) for block in first):
        return ""
    does = next((match for block in first if (match := _DOES.match(block.text))), None)
    if does is not None:
        return does["who"]
    heads = _HEADS.match(first[0].text) if first else None
    if heads is not None and _BODY_NAME.search(heads["who"]):
        return heads["who"].strip()
    contact = next((match for block in blocks if (match := _CONTACT.match(block.text))), None)
    return next(
        (
            block.text
            for block in first
            if not _CONTACT.match(block.text)
            and _BODY_NAME.search(block.text.title())
            and len(block.text.split()) <= 14
            and not _SENTENCE_WORD.search(block.text)
        ),
        contact["who"].strip() if contact else "",
    )


def _speaks_itself(blocks: Sequence[Block]) -> str:
    """Return the body that a statement without a heading is by: "The Mission today expressed concern ... The Mission notes"."""
    body = [block for block in blocks if block.role is Role.BODY]
    opens = _EXPRESSES.match(body[0].text) if body else None
    if opens is None or not _BODY_NAME.search(opens["who"]):
        return ""
    short = re.sub(r"\s*\([^)]*\)\s*$", "", opens["who"].removeprefix("the ").removeprefix("The "))
    sort = _BODY_NAME.findall(short)
    goes_on = re.compile(rf"\b[Tt]he (?:{'|'.join(sort)}) (?:{_STATES})\b")
    return short.strip() if any(goes_on.search(block.text) for block in body) else ""


def _joined(text: str) -> list[Block]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n").split("\n")
    longest = max((len(line) for line in lines), default=0)
    found: list[Block] = []
    is_open = False
    for number, raw in enumerate(lines, 1):
        line = _plain(raw)
        if not line:
            is_open = False
            continue
        if is_open and _goes_on(found[-1].text, line, longest):
            joint = "" if found[-1].text.endswith("-") and line[0].islower() else " "
            before = found[-1].text[:-1] if not joint else found[-1].text
            found[-1] = replace(found[-1], text=before + joint + line)
        else:
            found.append(Block(number, line))
        is_open = True
    return found


def _plain(line: str) -> str:
    """Return the line with single spaces and without what cannot be seen."""
    kept = "".join(
        c if c.isprintable() else " "
        for c in line
        if c
        not in "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad"
    )
    return " ".join(kept.split())


def _goes_on(before: str, line: str, longest: int) -> bool:
    if _ENDS_SENTENCE.search(before) and not before.endswith((",", "’", "'")):
        return longest <= LONGEST_LINE and len(before) % 10_000 > longest * 0.6 and line[0].islower()
    if line[0].islower() and len(before) > 30:
        return True
    return (
        longest <= LONGEST_LINE
        and len(before) >= 50
        and bool(re.search(r"[\w,;]$", before))
        and not _STAMP.match(line)
    )


def _judge(block: Block) -> Block:
    text = block.text
    judged: list[tuple[bool, Role, str]] = [
        (len(text) > LONGEST_BLOCK, Role.BOILERPLATE, "longer than any paragraph"),
        (not re.search(r"[^\W\d_]", text), Role.BOILERPLATE, "no words"),
    ]
    if not judged[0][0]:
        judged += [
            (bool(_URL.match(text)), Role.BOILERPLATE, "a link"),
            (
                len(text) < LONGEST_STAMP and bool(_STAMP.match(text) or _COUNTER.match(text)),
                Role.BYLINE,
                "a date line",
            ),
            (len(text) < LONGEST_STAMP and bool(_POSTED_BY.match(text)), Role.BYLINE, "a byline"),
            (len(text) < LONGEST_CAPTION and bool(_CAPTION.search(text)), Role.CAPTION, "a caption"),
            (len(text.split()) <= 25 and bool(_UI.match(text)), Role.BOILERPLATE, "words of the page"),
        ]
    role, why = next(((role, why) for holds, role, why in judged if holds), (block.role, block.why))
    return replace(block, role=role, why=why)


def _is_short(block: Block) -> bool:
    return len(block.text) <= 130 and not re.search(r"[.!?]$", block.text)


def _set_teasers_aside(blocks: list[Block]) -> list[Block]:
    """Headlines of other articles stand before a date line; the article's own date line comes first of all."""
    done = list(blocks)
    first_body = next(
        (i for i, b in enumerate(done) if b.role is Role.BODY and len(b.text.split()) >= 20), len(done)
    )
    for i, block in enumerate(done):
        if i <= first_body or not (block.role is Role.BYLINE and block.why == "a date line"):
            continue
        done[i] = replace(block, role=Role.BOILERPLATE, why="the date of another article")
        for back in range(i - 1, max(i - 3, first_body), -1):
            if done[back].role is Role.BODY and _is_short(done[back]):
                done[back] = replace(done[back], role=Role.BOILERPLATE, why="another article's headline")
            else:
                break
    return done


def _set_tail_aside(blocks: list[Block]) -> list[Block]:
    """After "most read" or a section's name below the article comes the rest of the page."""
    written = [i for i, b in enumerate(blocks) if b.role is Role.BODY and len(b.text.split()) >= 12]
    if not written:
        return blocks
    enough = written[min(2, len(written) - 1)]
    for i, block in enumerate(blocks):
        ends = _ENDS_ARTICLE.match(block.text) or _SECTIONS.match(block.text)
        if i > enough and ends and len(block.text.split()) <= 6:
            return [
                *blocks[:i],
                *(replace(b, role=Role.BOILERPLATE, why=b.why or "below the article") for b in blocks[i:]),
            ]
    return blocks


def _mark_title(blocks: list[Block]) -> list[Block]:
    done = list(blocks)
    for i, block in enumerate(done):
        if block.role is not Role.BODY:
            continue
        if block.speaker:
            break
        if len(block.text.split()) <= 30 and not re.search(r"[.]$", block.text):
            done[i] = replace(block, role=Role.TITLE)
            repeats = [j for j in range(i + 1, min(i + 6, len(done))) if done[j].text == block.text]
            for j in repeats:
                done[j] = replace(done[j], role=Role.BOILERPLATE, why="the title again")
            following = next(
                (j for j in range(i + 1, min(i + 3, len(done))) if done[j].role is Role.BODY), None
            )
            if following and _is_second_line(done, following):
                done[following] = replace(done[following], role=Role.SUMMARY)
            elif (
                following
                and _BYLINE.match(done[following].text)
                and (
                    re.search(r"\d{4}|^by\b", done[following].text, re.IGNORECASE)
                    or _TWO_NAMES.fullmatch(done[following].text)
                )
            ):
                done[following] = replace(done[following], role=Role.BYLINE, why="a byline")
        break
    return done


def _is_second_line(blocks: Sequence[Block], at: int) -> bool:
    """Return whether a block is a second headline: no full stop, and who wrote it or when stands behind it."""
    behind = next((b for b in blocks[at + 1 : at + 3]), None)
    words = len(blocks[at].text.split())
    return (
        behind is not None
        and behind.role is Role.BYLINE
        and LEAST_WORDS <= words <= MOST_WORDS
        and not re.search(r"[.!?:]$", blocks[at].text)
        and not _BYLINE.match(blocks[at].text)
    )


def _mark_summary(blocks: list[Block]) -> list[Block]:
    done = list(blocks)
    in_summary = False
    for i, block in enumerate(done):
        if block.role is not Role.BODY:
            continue
        if _SUMMARY.match(block.text):
            done[i] = replace(block, role=Role.HEADING)
            in_summary = True
        elif in_summary and len(re.findall(r"[.!?](?:\s|$)", block.text)) <= 1:
            done[i] = replace(block, role=Role.SUMMARY)
        else:
            in_summary = False
            if len(block.text.split()) <= 9 and not _ENDS_SENTENCE.search(block.text):
                done[i] = replace(block, role=Role.HEADING)
    return done
