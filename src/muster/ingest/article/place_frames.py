"""What stands on both sides of a place name that no preposition leads to: subjects, lists, garrisons, borders."""

import re

from muster.ingest.article import demonyms
from muster.ingest.article.number_words import PLAIN, SCALE
from muster.ingest.article.spans import Span
from muster.vocabulary import PlaceRole

Lead = tuple[str, PlaceRole]

USES = re.compile(r"\b(?:uses?|used|using)\s+$")
AS_A = re.compile(r"\s+as (?:an?|their|its|the)\s")
"""As in "use X as a rear base"."""
OF_ITS = "of its"
AT_BORDER = re.compile(
    r"(?:\s+[a-z]+)?\s*,?\s+(?:(?:an?|the)\s+(?:[\w-]+\s+){1,3})?(?:(?:just\s+)?(?:across|over|beyond|inside)|on|near|along|close to|at)\s+(?:the\s+)?"
)
OF_THEIRS = re.compile(r"\b(?:[Ii]ts|[Tt]he|[Tt]heir|[Oo]ur|[Aa]n?|(?:[A-Z][\w-]+[’']s))\s+$")
WHAT_IS_THERE = re.compile(
    r"\s+(?:contingent|garrison|base|airbase|air base|deployment|battle ?group|outpost|camp|barracks|detachment|airfield|airport|operation|bridgehead|pocket|enclave|checkpoint|crossing)\b(?! (?:said|says|told))"
)
"""As in "its Tapa battlegroup": the name says where it is."""
HAVE = re.compile(
    r"\b(?:have|has|had|having|who|which|that|and|troops|soldiers|forces|fighters|rebels|men|they|army)\s+$"
)
"""What stands before a verb, and not before the side of a place: "have occupied X"."""
IN_IS_NAME = re.compile(r"\b(?:to|at|from|near|in|around|of|into|towards?|reached|left)\s+$")
"""What stands before "In Guezzam", which begins with no preposition."""
CAMP_NAME = re.compile(r"(?:Camp|Fort|Base) [A-Z]")
LISTS = re.compile(
    r"\b(?:camps?|sites?|bases?|places?|towns?|cities|villages|locations|airfields?|ports?|districts?|regions?|provinces?|areas?|garrisons?|positions|countries|states)\s*[:–—]\s+(?:the\s+)?$"
)
"""As in "four camps: X, Y and Z"."""
BEGINS = re.compile(
    r"(?:^|[.;:,“\"(]|\bthe (?:[\w-]+ ){0,2}(?:town|city|village|port) of|\b(?:that|and|but|while|where|said|says|when|as|after|because|though))\s*[“\"]?(?:the (?:\w+ )?(?:town|city|village|port|island|base|airport)(?: of)?\s+)?$",
    re.IGNORECASE,
)
_PEOPLE_AT = r"(?:guarded|held|occupied|patrolled|controlled|defended|garrisoned|surrounded|encircled|besieged|captured|recaptured|taken|retaken|seized|overrun|stormed|attacked|entered|reinforced|infiltrated|shelled|rented|used|requisitioned|commandeered|taken over)"
SUBJECT_OF = re.compile(
    rf"(?:[’']s\s+(?:[\w-]+\s){{0,2}}?(?:hotel|school|airport|stadium|hospital|barracks|port|market|church|mosque|prison|station|university|college|factory))?(?:,\s[^,.;]{{2,60}},)?\s+(?:itself\s+|region\s+|province\s+|oblast\s+|airport\s+|district\s+)?(?:"
    rf"(?:is|was|are|were|has been|have been|remains?|became|has become|being)\s+(?:(?:now|still|also|already|currently|again|partly|largely|reportedly|briefly|being|long)\s+)*(?:home to|full of|crawling with|{_PEOPLE_AT} (?:by|with|on|in|last|late|early|again)|under (?:the |full |\w+ )?(?:control|occupation|siege|attack)|left to|abandoned to|handed over to|in the hands of|in \w+ hands)"
    r"|(?:(?:now|also|still|already|currently|has|had|have|will|would|may|could|to)\s+)*(?:host(?:s|ed|ing)?|house[sd]?|shelter(?:s|ed)?|accommodate[sd]?)\s+(?!talks|a summit|the summit|an? meeting|games|refugees|an? conference)"
    r"|(?P<has>(?:(?:now|also|still|already|currently|today)\s+)*(?:has|had|received|receives|saw|sees|got|gets|took in|counts|welcomed)\s+(?=(?:[\w,-]+\s+){0,6}?(?:troops|soldiers|peacekeepers|marines|fighters|mercenaries|paratroopers|commandos|policemen|instructors|garrison|battalion|contingent|brigade)\b))"
    r"|(?:fell|fallen|had fallen|has fallen) to\b)"
)
"""What is said of a place that people under arms are at."""
HAS = "has"
"""The lead of a town that has soldiers. A country or a capital has them elsewhere."""
TURNS_TO = re.compile(
    r"\b(?:turn(?:s|ed|ing)?|look(?:s|ed|ing)?|pivot(?:s|ed|ing)?|appeal(?:s|ed|ing)?|closer)\s+(?:to|towards?)\s+$",
    re.IGNORECASE,
)
ONLY_BORDER = re.compile(r"(?:the |its |their )?(?:border|frontier)", re.IGNORECASE)
_LEAVES_IT = r"(?:quit|leav|abandon|end|exit|halv|cut|trim|reduc|slash|shrink|scal|wind|shut|clos|suspend|clear|vacat|pull out of|draw down|drew down|left|cut back)"
_KEEPS_IT = r"(?:doubl|tripl|boost|bolster|extend|expand|enlarg|reopen|open|resum|join|rejoin|reinforc|strengthen|beef|lead|head|command|complet|begin|began|start|launch|renew|prolong|enter|reach|rais|hold|keep|kept|defend|attack|storm)"
_ENDING = r"(?:e|es|s|ed|d|t|ing|ning|ting)?(?: up| down| back| over)?\s+(?:(?:its|the|their|a|an)\s+)?(?:[a-z]+-[a-z]+\s+)?"
CHANGES = re.compile(rf"\b(?:(?P<out>{_LEAVES_IT})|{_KEEPS_IT}){_ENDING}$", re.IGNORECASE)
"""What is done to a mission, in headlines mostly: "quits Golan mission", "to leave Sahel base"."""
MISSION = re.compile(
    r"\s+(?:(?:peace|peacekeeping|training|military|air|naval|army|UN|U\.N\.|EU)\s+)?(?:missions?|contingents?|garrisons?|bases?|air ?bases?|deployments?|battle ?groups?|outposts?|camps?|barracks|detachments?|operations?|forces?|presence|brigades?|troops|airports?|airfields?|positions?)\b"
)
LABEL = re.compile(r"\W*(?:In\s+)?(?:[Tt]he\s+)?")
AFTER_LABEL = re.compile(
    rf"\s*:\s+(?=\S)|\s[–—-]\s+(?:(?:about|around|some|roughly|nearly|up to|at least|over|more than)\s+)?(?:\d|(?:{PLAIN}|{SCALE})\b)"
)
LABELLED = "label"
"""The lead of a place that a line of a list begins with: "Gao: 450 soldiers"."""


def as_subject(text: str, span: Span) -> Lead | None:
    """As in "X is home to 250 soldiers", "X was overrun by rebels": the place itself is what the sentence begins with."""
    begins = BEGINS.search(text[: span.start])
    told = SUBJECT_OF.match(text, span.end) if begins else None
    return (HAS if told["has"] else "", PlaceRole.AT) if told else None


def of_what_is_there(text: str, span: Span) -> Lead | None:
    """As in "its Tapa battlegroup". Whoever has no such place by this name is a unit's or an owner's: OF_ITS is dropped then."""
    written = span.of(text)
    if USES.search(text[: span.start]) and AS_A.match(text, span.end):
        return "use", PlaceRole.AT
    if written.isupper() or demonyms.pattern().fullmatch(written):
        return None
    if changed := is_of_a_mission(text, span):
        return OF_ITS, PlaceRole.ORIGIN if changed["out"] else PlaceRole.AT
    is_one = bool(OF_THEIRS.search(text[: span.start]) and WHAT_IS_THERE.match(text, span.end))
    return (OF_ITS, PlaceRole.AT) if is_one else None


def is_of_a_mission(text: str, span: Span) -> re.Match[str] | None:
    """As in "quits Golan mission": return what is done to what is there."""
    return CHANGES.search(text[: span.start]) if MISSION.match(text, span.end) else None


def as_label(text: str, span: Span) -> Lead | None:
    """As in "Gao: 450 soldiers": a line of a list begins with where. One in capitals is where a report was filed."""
    begins = LABEL.fullmatch(text[: span.start]) and not span.of(text).isupper()
    return (LABELLED, PlaceRole.AT) if begins and AFTER_LABEL.match(text, span.end) else None
