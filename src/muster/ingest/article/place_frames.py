"""What stands on both sides of a place name that no preposition leads to: subjects, lists, garrisons, borders."""

import re

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
_PEOPLE_AT = r"(?:guarded|held|occupied|patrolled|controlled|defended|garrisoned|surrounded|encircled|besieged|captured|recaptured|taken|retaken|seized|overrun|stormed|attacked|entered|reinforced|infiltrated|shelled)"
SUBJECT_OF = re.compile(
    rf"(?:,\s[^,.;]{{2,60}},)?\s+(?:itself\s+|region\s+|province\s+|oblast\s+|airport\s+|district\s+)?(?:"
    rf"(?:is|was|are|were|has been|have been|remains?|became|has become|being)\s+(?:(?:now|still|also|already|currently|again|partly|largely|reportedly|briefly|being|long)\s+)*(?:home to|full of|crawling with|{_PEOPLE_AT} (?:by|with|on|in|last|late|early|again)|under (?:the |full |\w+ )?(?:control|occupation|siege|attack)|left to|abandoned to|handed over to|in the hands of|in \w+ hands)"
    r"|(?:(?:now|also|still|already|currently|has|had|have|will|would|may|could|to)\s+)*(?:host(?:s|ed|ing)?|house[sd]?|shelter(?:s|ed)?|accommodate[sd]?)\s+(?!talks|a summit|the summit|an? meeting|games|refugees|an? conference)"
    r"|(?:fell|fallen|had fallen|has fallen) to\b)"
)
"""What is said of a place that people under arms are at."""
TURNS_TO = re.compile(
    r"\b(?:turn(?:s|ed|ing)?|look(?:s|ed|ing)?|pivot(?:s|ed|ing)?|appeal(?:s|ed|ing)?|closer)\s+(?:to|towards?)\s+$",
    re.IGNORECASE,
)
ONLY_BORDER = re.compile(r"(?:the |its |their )?(?:border|frontier)", re.IGNORECASE)
