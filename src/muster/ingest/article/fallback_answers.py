"""What somebody answers to what was told just before: no, no word on it, or no sign of it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from muster.ingest.article import timing
from muster.ingest.article.base import begun
from muster.ingest.article.carried import ANSWERS, Told, asked_about, named_again, with_place
from muster.ingest.article.clause import Clause, clauses_of
from muster.ingest.article.draft import Draft
from muster.ingest.article.happening import is_seat
from muster.ingest.article.place_again import settle_again
from muster.ingest.article.reader import Read, Reader
from muster.ingest.article.spans import Span
from muster.vocabulary import Kind, PlaceRole, Stance, Tier

_SAY = r"(?:say|tell|comment|discuss|confirm|give|reveal|name|specify|disclose|answer|speak|talk|elaborate|identify|speculate|reply|respond|be drawn|go into|provide|release|share|explain|address|detail|acknowledge)"
_NOT = r"(?:not|n[’']t|never|cannot)"
_ADVERBS = r"(?:\w+ly |yet |also |so far |even |ever |any )*"
DECLINES = re.compile(
    rf"\b(?:declin|refus)(?:e[sd]?|ing) (?:to {_SAY}\b|(?:all )?comment|any comment|requests?)"
    rf"|(?:\b(?:would|will|wo|could|can|ca|did|does|do|has|have|had|is|are|was|were|am)|[’'](?:d|ll|m|s|re|ve))(?: |(?=n))?{_NOT} {_ADVERBS}(?:be |been |going to |able to |prepared to |in a position to |willing to |allowed to |permitted to )?{_SAY}(?:ed|d|n)?\b(?! (?:that|about having)\b)"
    r"|\bno comment\b|\bcomment(?:ed|s)? (?:on neither|neither)\b|\b(?:has|have|had) (?:said|made) (?:nothing|no (?:statement|comment|announcement|mention))\b|\bsa(?:id|ys) nothing (?:about|of|on)\b|\bneither confirm\w* nor den\w+"
    r"|\b(?:did|do|does) not (?:return|pick up|take)\b[^,;.]{0,30}\b(?:calls?|requests?|messages?|questions?)|\bhung up\b|\b(?:went|go(?:es)?|remain(?:s|ed)?|left) unanswered\b|\bcould not be reached\b|\b(?:was|were) (?:not |un)(?:immediately )?available\b|\bnot immediately (?:respond|comment|available|reachable)"
    r"|\b(?:ignored|dodged|deflected|sidestepped|evaded|waved off|avoided|brushed off) (?:the |a |all |my |our |these |this |repeated )*(?:questions?|quer(?:y|ies)|requests?|subject|matter)\b|\b(?:stay(?:s|ed)|kept|keeps?|remain(?:s|ed)?|fell|falls) (?:silent|mum|tight-lipped|quiet)\b|\bsilent on\b|\bshakes? (?:his|her) head\b|\bshook (?:his|her) head\b|\bchanged the subject\b|\bprefers? not to\b|[’']d rather (?:not|leave)\b|\bno word (?:yet |so far )?(?:from|on|about|came)\b|\b(?:ha(?:s|ve|d)|got|with) (?:nothing|no (?:\w+ )?(?:information|details|update|announcements?|answer|reply)) (?:more |further |new |else |at all )?(?:on|about|for|to (?:say|add|share|offer|announce|give|report))\b(?! (?:suggest|show|confirm|indicate|support))|\bg[ai]ves? no (?:\w+ )?(?:information|details|answers?|reply)\b|\b(?:would|will) give no\b|\b(?:would|will|[’']ll|could) (?:not|n[’']t|never) (?:be )?(?:talk|speak|go|get|help|comment)\b|\breferred (?:all |the |any |our |my |journalists |reporters |us |me )*(?:questions? |quer(?:y|ies) |requests? )?to\b",
    re.IGNORECASE,
)
"""Who will not speak of it."""
_FALSE = r"(?:joke|nonsense|fabricat\w+|fakes?|false|falsehoods?|li(?:es|e)|exaggerat\w+|baseless|groundless|untrue|propaganda|fiction\w*|invent\w+|rumou?rs?|slander\w*|fantas\w+|fairy[ -]?tales?|disinformation|ridiculous|absurd\w*|unfounded|rubbish|wrong|hoax|smears?|provocations?|malicious|myths?|ludicrous|laughable|far-fetched|silly|fables?|speculation|garbage|gossip|hysteria)"
DENIES = re.compile(
    rf"\b(?:calls?|called|describe[sd]?|dismiss(?:es|ed)|brand(?:s|ed)|label(?:s|led)|termed|terms|derided|denounced|slammed)\b[^;.]{{1,80}}?\b{_FALSE}\b"
    rf"|\b(?:claims?|reports?|rumou?rs?|accounts?|allegations?|stor(?:y|ies)|accusations?|charges?|findings?|figures?|it|this|that|all|they|these)[’']?(?: \w+)? ?(?:is|are|was|were|s) (?:(?:simply|just|pure|complete|completely|utter|utterly|all|a|an|another|more|totally|sheer|absolute|absolutely|mere|enemy|western|the usual) )*[“\"‘]?{_FALSE}\b"
    r"|\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|disput(?:es|ed)|refut(?:es|ed)|rebuff(?:s|ed)|contradict(?:s|ed)?|ridicul(?:es|ed)|mock(?:s|ed)|scoff(?:s|ed) at|laugh(?:s|ed) (?:at|off|it off)|wav(?:es|ed) (?:away|aside|off)|shrug(?:s|ged) off|brush(?:es|ed) (?:aside|off)|pour(?:s|ed) cold water on|rul(?:es|ed) out|hit back at)\b"
    r"|\b(?:[Ww]e|[Tt]hey|[Oo]ur (?:troops|forces|soldiers|men)) (?:have|had|did|do)(?: not|n[’']t| never) (?:yet )?(?:left|leave|withdrawn|withdraw|gone|abandon(?:ed)?|pulled|crossed|cross|enter(?:ed)?|attack(?:ed)?|moved?|occup(?:y|ied)|fired?)\b"
    r"|\b(?:no truth|not true|nothing of the (?:sort|kind)|no such (?:thing|plans?|troops|soldiers|deployment|unit|base|request))\b|\b(?:insist(?:s|ed)?|maintain(?:s|ed)?|sa(?:id|ys)|stress(?:es|ed)|repeat(?:s|ed)?|sw(?:ears|ore)|vow(?:s|ed)?) (?:that )?(?:it |he |she |they )?(?:there (?:is|are|was|were|had been|have been) no\b|no ?one\b|nobody\b|none of\b|not one\b|(?:has|have|had) (?:no|never|not)\b|no (?:\w+ ){0,3}?(?:soldiers?|troops|forces|units?|men|fighters|personnel)\b)"
    r"|\b(?:we|I|they) have (?:no|never had|not had|never sent|not sent) (?:any )?(?:\w+ ){0,2}?(?:soldiers?|troops|forces|units?|men|fighters|personnel|trainers|instructors|bases?|presence)\b|\bno (?:foreign|[A-Z]\w+) (?:soldiers?|troops|forces) (?:would|will|has|have|had)\b|\b(?:neither|none) of (?:this|these|that|it|them) (?:is|are|was) true\b",
    re.IGNORECASE,
)
"""Who says that it is not so."""
DOUBTS = re.compile(
    r"\b(?:no|little|without|any|scant|insufficient) (?:\w+ )?(?:evidence|proof|signs?|indications?|traces?|confirmation|corroboration|information|intelligence|data)\b|\bnothing (?:that|to|which|there|in)\b[^;.]{0,40}?\b(?:shows?|suggests?|supports?|confirms?|indicates?|proves?|backs?|points?|prove|show|suggest|support|confirm|indicate)\b"
    r"|\b(?:seen|found|find|finds|detected|detect|detects|observed|noticed|saw|see|sees|shows?|showed) no\b|\b(?:does|do|did) not (?:yet )?(?:see|expect|detect|observe|find|show|support|believe|think)\b|\bwould not touch\b|(?:not|n[’']t|cannot|unable to|impossible to) (?:\w+ly |been |yet |be |been able to |be able to )*(?:confirm|verif|corroborat|substantiat|prove|geolocat|independently|bear (?:that |this |it )?out|borne out|support(?:ed)?\b|visible|show(?:n|s)?\b)"
    r"|(?:not|n[’']t|never) (?:\w+ )?(?:have|had|seen|see|found|got|heard|hear) any(?:thing|body|one)?\b[^;.]{0,40}?\b(?:suggest|show|indicate|confirm|support|prove|point|sign|evidence)\w*|(?:not|n[’']t) (?:know|aware|hear|heard) of (?:any|a single|one|such)\b|\bunaware of any\b|\b(?:knows?|knew|heard|aware) of no\b|\b(?:knows?|knew) nothing (?:of|about)\b"
    r"|\b(?:unconfirmed|unverified|unproven|inconclusive|sceptical|skeptical|doubts?|doubted|doubtful|implausible|improbable|not convinced|unconvinced|cast(?:s|ing)? doubt|question(?:s|ed) (?:the|whether|how)|await(?:s|ing)? (?:verification|confirmation)|yet to be (?:confirmed|verified|proven))\b|\b(?:rests|relies|based|hangs) (?:only |solely )?on (?:a |one )?single\b|\btoo (?:thin|vague|blurred|small|few)\b[^;.]{0,30}\bto\b",
    re.IGNORECASE,
)
"""Who says that nothing shows it."""
CONFIRMS = re.compile(
    r"\b(?:confirm(?:s|ed)|acknowledg(?:es|ed)|admit(?:s|ted)|conced(?:es|ed)) (?:it|this|what|as much|(?:the|its|their|his) (?:\w+ )?(?:reports?|moves?|movements?|withdrawal|deployment|rotation|departure|pull-?out|arrival|transfer|account|figures?|numbers?|loss(?:es)?|deaths?|retreat|incident|attack))\b",
    re.IGNORECASE,
)
"""Who says that what was told is so."""
_PATTERNS = (
    (Stance.DECLINES, DECLINES),
    (Stance.DENIES, DENIES),
    (Stance.DOUBTS, DOUBTS),
    (Stance.CONFIRMS, CONFIRMS),
)


_OF_SELF = re.compile(
    r"\bnames? not be\b|\b(?:his|her|their|its) (?:sur)?names?\b|\bhow it (?:obtained|got|knew|learned)\b|\bnot allowed to speak\b|^\W*Note\b|\b(?:referendum|voters|parliament|lawmakers) (?:has |have |had )?(?:rejected|voted)\b|[?]\W*$",
    re.IGNORECASE,
)
"""Who will not tell his name, and who votes, answers nothing of this."""


_OF_FORCES = re.compile(
    r"\b(?:deployments?|presence|troops|units?|bases?|camps?|movements?|build-?up|garrisons?|soldiers)\b",
    re.IGNORECASE,
)


def replies(reader: Reader, read: Read, own: Sequence[Draft], before: Sequence[Draft]) -> list[Draft]:
    """Return the drafts of who answers what the text told of just before; none where a rule has drafted the answer."""
    if any(one.stance in ANSWERS for one in own) or _OF_SELF.search(read.text):
        return []
    for clause in clauses_of(read):
        for stance, pattern in _PATTERNS:
            words = pattern.search(clause.text)
            if words is None or (stance is Stance.CONFIRMS and (own or clause.places)):
                continue
            span = Span(*words.span()).moved(clause.span.start)
            return _answer(reader, clause, stance, span, [*before, *own])
    return []


def _answer(
    reader: Reader, clause: Clause, stance: Stance, span: Span, before: Sequence[Draft]
) -> list[Draft]:
    line = f"line {clause.read.sentence.line}"
    last = named_again(clause.text, before) or _told(line, before)
    own = [
        one
        for one in clause.places or clause.read.places
        if not is_seat(clause.read, one) and one.role is not PlaceRole.ORIGIN
    ]
    is_of_forces = bool(
        clause.forces or _OF_FORCES.search(clause.text) or re.match(r"\W*(?:No, |But )?[Ww]e\b", clause.text)
    )
    if last is None and not (own and is_of_forces) and asked_about(reader, clause.read) is None:
        return []
    draft = replace(begun(reader, clause, last.kind if last else Kind.PRESENCE), stance=stance)
    draft = replace(draft, spans={**draft.spans, "stance": span})
    draft = timing.dated(reader, clause.read, draft, clause.dates, None)
    if own and (clause.read.forces or is_of_forces):
        to = settle_again(reader, own[0], clause.read.text[: own[0].span.start])
        return [
            replace(
                draft,
                place_text=own[0].text,
                place_id=to.place_id,
                place_role=PlaceRole.AT,
                place_basis=to.basis,
                geo_precision=to.precision,
                candidates=to.candidates if to.place_id is None else (),
                spans={**draft.spans, "place": own[0].span},
            )
        ]
    if (asked := asked_about(reader, clause.read)) is not None:
        return [with_place(draft, asked)]
    if last is None:
        return []
    return [with_place(draft, Told.of(last))]


def _told(line: str, before: Sequence[Draft]) -> Draft | None:
    """Return what the text told of last, in the same paragraph or the one before it."""
    lines = {line, before[-1].locator} if before else set()
    near = [
        one
        for one in before
        if one.locator in lines and one.tier is Tier.CORE and (one.place_id or one.place_text)
    ]
    near = [one for one in near if one.place_role is not PlaceRole.ORIGIN] or near
    return near[-1] if near else None
