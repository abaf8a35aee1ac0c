"""Which speaker a clause goes back to: in its sentence, in what stands around it, or nobody."""

import re
from dataclasses import dataclass

from muster.ingest.article import demonyms, kinds
from muster.ingest.article.blocks import Role
from muster.ingest.article.reader import Read, Reader
from muster.ingest.article.sources import Known
from muster.ingest.article.spans import Span
from muster.ingest.article.speakers import Speaker
from muster.ingest.article.turns import Turn
from muster.vocabulary import Attribution

_BY_AUTHOR = re.compile(r"\b(?:is|are) (?:expected|likely|projected|set) to\b", re.IGNORECASE)
HEDGED_WITHIN = 2
"""Paragraphs back to the speaker whom "it is claimed" and "reportedly" point to."""
_PERSON = re.compile(
    r"^\W*(?:[\w’'-]+\s){0,5}?(?:[Ss]pokes\w+|[Mm]inister|[Pp]resident|[Gg]eneral|[Cc]hief|[Cc]ommander|[Ss]ecretary|[Oo]fficer|[Cc]hancellor|[Gg]overnor|[Dd]irector|[Ll]awmaker|[Aa]mbassador|[Cc]olonel|[Mm]ajor|[Cc]aptain|[Ll]ieutenant|[Ss]ergeant|[Cc]orporal|[Pp]rivate|[Aa]dmiral|[Bb]rigadier|[Mm]ayor|[Pp]rofessor|[Ss]enator|Gen\.|Col\.|Maj\.|Capt\.|Lt\.|Sgt\.|Dr\.?|Mr\.?|Mrs\.?|Ms\.?),?\s+"
    r"(?P<name>[A-ZÀ-ÞŠŽČĆŁŚ][\w’'-]+(?:\s+[A-ZÀ-ÞŠŽČĆŁŚ][\w’'-]+){1,3})"
)
"""Somebody with his office and name at the start of a sentence: "she" and "he" are these."""
_AGED = re.compile(r"\W*(?P<name>[A-ZÀ-ÞŠŽČĆŁŚ][\w’'-]+(?:\s+[A-ZÀ-ÞŠŽČĆŁŚ][\w’'-]+){0,3}), \d\d,")
"""Somebody with his age: "Jairo, 41, a former sergeant"."""
_SUBJECT = re.compile(
    r"\W*(?P<name>[A-ZÀ-ÞŠŽČĆŁŚ][\w’'-]+(?:\s(?:[A-ZÀ-ÞŠŽČĆŁŚ]\.|de|van|von|al|bin|el|la|di|da|du))*(?:\s[A-ZÀ-ÞŠŽČĆŁŚ][\w’'-]+){1,2})(?:,\s(?:an?|the|who|whose|\d\d|his|her)\b|\s(?:is|was|has|had|who|(?:[a-z]+(?:s|ed)|kept|keeps|ran|runs|sat|sits|stood|stands|came|comes|went|left|knew|saw|took|grew|drove|sold|fled|led|spent|lost|held|met|told|taught|fought)\b))"
)
"""Somebody by first and last name as the subject: "Vera Orlova, a baker, pours tea"; "she" in the sentences behind."""
_NO_PERSON = re.compile(
    r"\b(?:North|South|East|West|New|United|Saint|San|Los|Port|Fort|Camp|Lake|Mount|Cape|Republic|Kingdom|Islands?|River|Air|Army|Navy|The|In|On|At|Its|Their|This|That|These|Those|Last|Two|Three|Some|Many|Most|January|February|March|April|May|June|July|August|September|October|November|December|\w+day)\b"
)
_BODY_SUBJECT = re.compile(
    r"\W*(?P<name>(?:(?:[Tt]he|[Aa]n?)\s+)?(?:[\w.’'-]+\s+){0,5}?(?:agency|service|ministry|directorate|command|government|intelligence|mission|office|institute|observatory|network|council|general staff|monitor|group|panel|junta|alliance|newspaper|Ministry|Agency|Service|Directorate|Command|Government|Mission|Office|Institute|Observatory|Network|Council|Monitor|Group|Panel))(?:,\s[^,]{3,80},)?\s+(?:is|was|has|had|does|did|takes?|took|sees?|saw|goes|went|keeps?|kept|[a-z]+s|[a-z]+ed)\b"
)
"""A body as the subject of a sentence that credits it with nothing: "it" in the sentence behind."""
_SURNAME = re.compile(
    r"(?P<title>(?:Mr|Mrs|Ms|Dr|President|Minister|General|Gen|Colonel|Col|Lt|Maj|Major|Captain|Capt|Admiral|Secretary|Senator|Commander|Spokes\w+)\.?\s+)*(?P<name>[A-ZÀ-ÞŠŽČĆĐŚŻŁ][\w’'-]+)"
)
_RANKS = {
    "general": r"Gen(?:eral)?\b", "colonel": r"Col(?:onel)?\b", "major": "Maj(?:or)?\b", "captain": r"Capt(?:ain)?\b", "lieutenant": r"Lt|Lieutenant", "admiral": r"Adm(?:iral)?\b",
    "president": "President", "minister": r"[Mm]inister", "chancellor": "Chancellor", "senator": r"Sen(?:ator)?\b", "governor": r"Gov(?:ernor)?\b", "envoy": r"[Aa]mbassador|[Ee]nvoy", "delegate": r"[Dd]elegate",
}  # fmt: skip
"""How the rank is written before a name: "the general" is the one who was named."""
_ONE_OF = re.compile(r"(?:one|two|another|some|both|all|either|a (?:second|third)) of the (?P<whom>[a-z]+)")
"""As in "one of the officials": those who were named before."""
_BODIES = frozenset({"agency", "service", "group", "organisation", "organization", "body", "office", "command", "directorate", "monitor", "monitors", "institute", "panel", "mission", "ministry", "firm", "company", "charity", "district", "newspaper", "paper", "network"})  # fmt: skip
_BODY_LIKE = re.compile(
    r"\b(?:Service|Agency|Directorate|Intelligence|Bureau|Institute|Cent(?:re|er)|Observatory|Group|Watch|Mission|Commission|Council|Ministry|Command|Staff|Office|Network|Project|Foundation|Lab|Organi[sz]ation|Forum|District|intelligence|agency|service|ministry|monitor|group)\b|\b[A-Z]{3,}\b"
)
SHORT_WITHIN = 4
"""Paragraphs in which a body is named again by its sort only."""
_PAPER = re.compile(
    r"(?:[Tt]his |[Oo]ur )?(?:(?:[\d,-]+\w*|new|policy|same|latest|confidential|internal|first|second)[\s-]+)*(?:page )?(?:report|study|document|statement|letter|memo|paper|dossier|release|assessment|survey|brief|briefing|note|analysis)"
)
_WE = re.compile(r"\b(?:[Ww]e|I|[Oo]ur (?:count|estimates?|assessment|reporters?|analysis|view))\b")
_OF_ANOTHER = re.compile(
    r"\b(?:though|although|even as|whereas|while|but|after|before|until|once)\s+(?:the\s+|an?\s+|its\s+)?$",
    re.IGNORECASE,
)
"""What stands between a clause and a speaker who says something else: "X shows a flag, though the corps said"."""
_DECIDED = re.compile(r"\b(?:decision|plan|agreement|move|intention) to \w+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says a clause, and how that is known."""

    known: Known | None
    attribution: Attribution
    span: Span | None = None

    @property
    def is_explicit(self) -> bool:
        return self.attribution is Attribution.EXPLICIT


def hear(reader: Reader, read: Read) -> None:
    """Remember who is credited in a sentence, for those that come after it."""
    named = [
        speaker
        for speaker in read.speakers
        if speaker.name
        and not speaker.is_pronoun
        and not speaker.is_act
        and speaker.verb != "denial"
        and not _is_paper(speaker.name)
    ]
    reader.body_before = reader.body
    reader.earlier, reader.earlier_paragraph = reader.last, reader.last_paragraph
    if (
        person := _PERSON.search(read.text) or _AGED.match(read.text)
    ) and read.sentence.role is not Role.TITLE:
        reader.person = person["name"]
    elif named:
        reader.person = ""
    if not named and read.sentence.role is Role.BODY:
        reader.body = ""
        subject = _SUBJECT.match(read.text)
        if (
            subject
            and not _NO_PERSON.search(subject["name"])
            and not demonyms.pattern().search(subject["name"])
            and not _BODY_LIKE.search(subject["name"])
            and not reader.context.country_named(subject["name"])
        ):
            reader.person = subject["name"]
        elif body := _BODY_SUBJECT.match(read.text):
            reader.body = body["name"]
    elif named:
        reader.body = ""
    reader.heard += [speaker.name for speaker in named if " " in speaker.name]
    if named and read.sentence.role is not Role.TITLE:
        if not _names_again(reader, named[0].name):
            reader.last = reader.book.find(named[0].name)
        reader.last_paragraph = read.sentence.paragraph


def _names_again(reader: Reader, name: str) -> bool:
    """As in "the agency" after a service, "one of the officials": who was named before is named again."""
    if reader.last is None:
        return False
    return bool(_ONE_OF.fullmatch(name) or (name in _BODIES and _BODY_LIKE.search(reader.last.name)))


def of_clause(reader: Reader, read: Read, clause: Span) -> Voice:
    """Return the voice of a clause.

    Who is cited is the voice, not who carries it. A speaker inside the clause comes first, then one that leads the
    sentence, then one at its end. Without any, words like "reportedly" and the same paragraph point to the last one.
    """
    speaker = _nearest(read, clause)
    if speaker is None:
        return _around(reader, read, clause)
    if not speaker.name:
        return Voice(reader.book.nobody(), Attribution.NONE, speaker.span)
    if speaker.is_pronoun or _is_paper(speaker.name):
        return _meant(reader, read, speaker)
    if _is_of_the_verdict(read, clause, speaker):
        return Voice(reader.book.nobody(), Attribution.NONE)
    known = reader.book.find(_whose_full(reader, read, speaker))
    if read.sentence.role in {Role.TITLE, Role.SUMMARY} and (meant := reader.book.summed_up(speaker.name)):
        return Voice(meant, Attribution.CONTEXT, speaker.span)
    return Voice(known, Attribution.EXPLICIT, speaker.span)


def _meant(reader: Reader, read: Read, speaker: Speaker) -> Voice:
    """Return the voice of a pronoun, or of a paper without an author: whoever was named last."""
    if reader.turn is not None and speaker.name.lower() in {"we", "i"}:
        return _of_turn(reader, reader.turn)
    if re.match(r"[Tt]his |[Oo]ur ", speaker.name):
        return Voice(reader.book.of_author(), Attribution.CONTEXT, speaker.span)
    if re.match(r"[Tt]his |[Oo]ur ", speaker.name):
        return Voice(reader.book.of_author(), Attribution.CONTEXT, speaker.span)
    known = reader.last or (reader.book.find(reader.heard[-1]) if reader.heard else None)
    if speaker.name.lower() in {"we", "i"} and _is_ours(read.text) and not reader.release:
        return Voice(reader.book.of_author(), Attribution.CONTEXT, speaker.span)
    is_person = speaker.name.lower() in {"he", "she"} and bool(reader.person)
    if is_person and (known is None or reader.person not in known.name):
        known = reader.book.find(reader.person)
    if speaker.name.lower() == "it" and reader.body_before:
        known = reader.book.find(re.sub(r"^(?:the|an?)\s+", "", reader.body_before, flags=re.IGNORECASE))
    if known is None:
        return Voice(reader.book.nobody(), Attribution.NONE)
    return Voice(known, Attribution.CONTEXT, speaker.span)


def _named_before(reader: Reader, read: Read, speaker: Speaker) -> str:
    """Return the whole name of whom a short one means: "Ms. Šakalienė", "the general", "the experts"."""
    if surname := _SURNAME.fullmatch(speaker.name):
        full = [
            name
            for name in reader.heard
            if name.split()[-1] == surname["name"] and not _SURNAME.fullmatch(name)
        ]
        short = speaker.name if surname["title"] else surname["name"]
        return full[-1] if full else short
    pattern = _RANKS.get(speaker.name, "")
    if not pattern and re.fullmatch(r"[a-z]+", speaker.name) and _is_definite(read, speaker):
        pattern = rf"{speaker.name}\b(?!\s+(?!of\b|for\b|from\b|on\b|in\b|at\b|with\b|who\b|based\b|close\b|familiar\b)[a-z])"
    if one := _ONE_OF.fullmatch(speaker.name):
        pattern = rf"{one['whom']}\b"
    if not pattern:
        return ""
    known = [
        name for name in reader.heard if re.search(rf"\b(?:{pattern})", name) and not _ONE_OF.fullmatch(name)
    ]
    if known or not reader.last or reader.last_paragraph < read.sentence.paragraph - SHORT_WITHIN:
        return known[-1] if known else speaker.name
    # "The agency" after "the National Intelligence Service": a body is named again by its sort.
    is_body = speaker.name in _BODIES and _BODY_LIKE.search(reader.last.name)
    return reader.last.name if is_body else speaker.name


def _whose_full(reader: Reader, read: Read, speaker: Speaker) -> str:
    """Return "its defence minister" with the country that the sentence begins with: "Kenya's defence minister"."""
    if before := _named_before(reader, read, speaker):
        return before
    match = re.match(r"(?:its|their|his|her)\s+", speaker.name, re.IGNORECASE)
    if match is None:
        return speaker.name
    rest = speaker.name[match.end() :]
    owner = _owner_before(reader, read)
    if owner:
        return f"{owner}'s {rest}"
    subject = re.match(r"\W*((?:[A-Z][\w-]+\s?){1,3}?)(?:’s|'s)?\s+(?=[a-z])", read.text)
    if subject and reader.context.country_named(subject[1].strip()):
        return f"{subject[1].strip()}'s {rest}"
    return rest


def _owner_before(reader: Reader, read: Read) -> str:
    """Return the country that the sentence before begins with, where this one begins with "its" or "his"."""
    if not re.match(r"\W*(?:Its|Their|His|Her)\b", read.text):
        return ""
    subject = re.match(r"\W*((?:[A-Z][\w-]+\s?){1,3}?)(?=,|\s+[a-z])", reader.before)
    return subject[1].strip() if subject and reader.context.country_named(subject[1].strip()) else ""


def _is_paper(name: str) -> bool:
    """A report without an author speaks for whoever wrote it: he was named before."""
    return bool(_PAPER.fullmatch(name))


def _nearest(read: Read, clause: Span) -> Speaker | None:
    speakers = read.speakers
    cited = [one for one in speakers if one.is_cited]
    if cited:
        return cited[0]
    inside = [
        one
        for one in speakers
        if clause.start <= one.span.start < clause.end
        and not _ends_before(read.text, clause, one)
        and not (one.span.start > clause.start and _is_of_another(read, one))
    ]
    if inside:
        return inside[0]
    is_contrast = re.match(r"\W*(?:while|whereas|but)\b", clause.of(read.text), re.IGNORECASE) or re.search(
        r"\b(?:while|whereas|but)\s+$", read.text[: clause.start]
    )
    leading = [
        one
        for one in speakers
        if one.span.start < clause.start
        and one.verb != "denial"
        and not one.is_act
        and not (is_contrast and one.reach.start > 0 and not one.leads)
    ]
    if leading:
        return leading[-1]
    return next(
        (
            one
            for one in speakers
            if one.span.start >= clause.end and one.verb != "denial" and not _is_of_another(read, one)
        ),
        None,
    )


def _is_of_another(read: Read, speaker: Speaker) -> bool:
    """As in "X shows a flag, though the corps said it was beaten": what stands before is not the corps's."""
    if speaker.name.lower().startswith(("its ", "their ")):
        return False
    own = speaker.span.of(read.text)
    lead = re.match(r"[a-z]+ (?=\S)", own)
    return bool(_OF_ANOTHER.search(read.text[: speaker.span.start] + (lead[0] if lead else "")))


def _ends_before(text: str, clause: Span, speaker: Speaker) -> bool:
    """In "they died, Pretoria says, and 900 remain" Pretoria speaks only of those who died."""
    return not text[clause.start : speaker.span.start].strip(" ,the") and bool(
        re.match(r"\s*,\s*(?:and|but|while|whereas)\b", text[speaker.reach.end :])
    )


def _is_of_the_verdict(read: Read, clause: Span, speaker: Speaker) -> bool:
    """As in "Their decision to send troops marks a shift, analysts say": they say that it is a shift."""
    if speaker.span.start < clause.start:
        return False
    between = read.text[clause.start : speaker.span.start]
    decided = _DECIDED.search(between)
    return bool(decided and kinds.EVALUATES.search(between[decided.end() :]))


def _around(reader: Reader, read: Read, clause: Span) -> Voice:
    text = read.text
    if reader.turn is not None and (reader.turn.name or _is_ours(text)):
        return _of_turn(reader, reader.turn)
    last, paragraph = reader.last, reader.last_paragraph
    if any(_is_of_another(read, one) for one in read.speakers):
        last, paragraph = reader.earlier, reader.earlier_paragraph
    same = last is not None and paragraph == read.sentence.paragraph
    hedged = kinds.HEDGES.search(text)
    within = 1 if hedged and hedged[0].lower().endswith("edly") else HEDGED_WITHIN
    if (
        last is not None
        and (same or (hedged and read.sentence.paragraph - paragraph <= within) or _is_image_again(text))
        and read.sentence.role is Role.BODY
    ):
        return Voice(last, Attribution.CONTEXT)
    if (
        (_BY_AUTHOR.search(clause.of(text)) or _is_ours(text))
        and reader.book.author
        and read.sentence.role is Role.BODY
    ):
        return Voice(reader.book.of_author(), Attribution.CONTEXT)
    if reader.release:
        return Voice(reader.book.find(reader.release), Attribution.CONTEXT)
    return Voice(reader.book.nobody(), Attribution.NONE)


def _of_turn(reader: Reader, turn: Turn) -> Voice:
    """Return the voice of whose words a paragraph is; a presenter's and a reporter's are those of the outlet."""
    if not turn.name:
        return Voice(reader.book.nobody(), Attribution.NONE)
    return Voice(reader.book.find(turn.name), Attribution.CONTEXT)


def _is_ours(text: str) -> bool:
    """Outside of quotes "we" and "our" are the author's own."""
    return bool(_WE.search(text)) and not re.search(r"[“”\"«»]", text)


def _is_image_again(text: str) -> bool:
    """As in "One image shows", "another picture": of those that somebody has shown before."""
    return bool(
        re.match(
            r"\W*(?:one|another|the|a second|two|both|some)\s+(?:of the )?(?:\w+\s)?(?:images?|photos?|pictures?|videos?|footage)\b",
            text,
            re.IGNORECASE,
        )
    )


def _is_definite(read: Read, speaker: Speaker) -> bool:
    return bool(
        re.match(r"the\b", speaker.span.of(read.text), re.IGNORECASE)
        or re.search(r"\bthe\s+$", read.text[: speaker.span.start], re.IGNORECASE)
    )
