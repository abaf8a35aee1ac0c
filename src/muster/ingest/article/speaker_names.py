"""The names of speakers: which words before a verb of saying they are, and what in those is no part of the name."""

import re

from muster.ingest.article.spans import Span, trimmed

PRONOUNS = frozenset(
    {
        "we",
        "i",
        "neither",
        "both",
        "the two",
        "the pair",
        "he",
        "she",
        "they",
        "it",
        "who",
        "which",
        "the report",
        "the statement",
    }
)
GENERIC = re.compile(
    r"\b(?:officers?|sergeants?|lieutenants?|colonels?|captains?|navy|coast guard|air force|district|media|press|panel|board|commission|inquiry|body|team|paratroopers|shopkeepers?|priests?|nurses?|farmers?|teachers?|students?|businessm[ae]n|estimates|figures|data|documents|records|statement|reports|locals|workers?|villagers|people|commanders?|medics?|doctors?|reporters?|drivers?|fishermen|staff|command|directorate|bureau|cent(?:re|er)|council|committee|institute|think-?tank|firm|company|"
    r"secretary|administration|chair(?:man|woman)|head|director|organi[sz]ation|charity|network|website|site|channel|outlet|paper|portal|magazine|correspondents?|investigators?|coalition|junta|state|capital|traders?|pilgrims|refugees|survivors|priests?|"
    r"deserters?|prisoners?|defectors?|mercenary|mercenaries|veterans?|recruits?|pilots?|smugglers?|mayors?|elders?|imam|bishop|pastor|lawyers?|barber|shepherds?|miners?|hoteliers?|truckers?|neighbou?rs?|envoys?|forces?(?! (?:of|in) [A-Z])|delegates?|lieutenants?|advis[eo]rs?|aides?|mediators?|negotiators?|ambassadors?|consul|attach[ée]|scholars?|historians?|tracker|observatory|foundation|think tank|lab|"
    r"analysts?|experts?|officials?|lawmakers?|diplomats?|sources?|observers?|witness(?:es)?|residents?|members|ministr(?:y|ies)|ministers?|spokes\w+|presidents?|governments?|"
    r"parliament|mission|agency|service|intelligence|commander|general|governor|police|army|military|authorities|newspaper|radio|television|"
    r"broadcaster|daily|journalists?|activists?|bloggers?|researchers?|monitors?|deput(?:y|ies)|senators?|chief|leaders?|rebels?|militias?|court|embassy|presidency|report|group|alliance|команд\w*|штаб\w*|розвідк\w*|разведк\w*|미디어)\b",
    re.IGNORECASE,
)
_STRIP_LEAD = re.compile(
    r"^(?:and|but|while|as|where|when|that|which|because|though|although|yet|so|meanwhile|however|also|later|earlier|still|for its part|"
    r"an? (?:[\w-]+ )?(?:report|document|study|letter|memo|note|account|statement|dossier) (?:by|from|of)|reports? (?:by|from)|sources in|even|only|since|after|before|if|(?:and )?despite|whereas|then|now|already|again)\s+",
    re.IGNORECASE,
)
_STRIP_DAY = re.compile(
    r"(?:^|\s+)(?:(?:late|early|earlier)\s+)?(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+(?:morning|evening|night|afternoon))?$|(?:^|\s+)(?:last|this|earlier this)\s+(?:week|month|year)$|(?:^|\s+)(?:yesterday|today)$"
)
"""As in "the coast guard on Monday said": no part of the name."""
_STRIP_TAIL = re.compile(r"\s+(?:reports?|statement|announcement|findings|assessment)$", re.IGNORECASE)
_CITES = re.compile(r"(?:citing|quoting)\s*", re.IGNORECASE)


def subject_before(text: str, end: int) -> Span | None:
    """Return the words before a verb that can be its subject, with the noun that an apposition explains."""
    left = re.sub(r"\s*\([^()]*\)\s*$", "", text[:end]).rstrip()
    # "The front (FLA), a coalition, said": brackets end no name.
    left = re.sub(r"\([^()]{1,12}\)(?=,)", lambda bracket: "_" * len(bracket[0]), left)
    if not left:
        return None
    is_closed = left.endswith((",", "—", "–"))
    cut = [m.end() for m in re.finditer(r"\)\s*[-–—]\s+|(?:,(?!\d{3}\b)|[;:“”\"—–()])\s*|\s-\s", left)]
    bounds = [0, *cut]
    if (
        len(bounds) > 1
        and not is_closed
        and _STRIP_DAY.fullmatch(left[bounds[-1] :])
        and left[: bounds[-1]].rstrip().endswith(",")
    ):
        return subject_before(text, len(left[: bounds[-1]].rstrip(", ")))  # "the spokesman, on Monday said"
    if is_closed:
        # "Uganda's president, Yoweri Museveni, said" and "Reuters, citing X, reported"
        if len(bounds) < 3:
            return None
        start = bounds[-3]
        piece = left[bounds[-2] : bounds[-1]]
        if _CITES.match(piece):
            return None
        if re.match(
            r"(?:which|who|dated|published|circulated|seen|obtained|released|drafted|drawn up|compiled|prepared|(?:when )?asked|speaking|testifying|writing|addressing|pressed|questioned|quoted|reached)\b",
            piece,
        ):
            left = left[: bounds[-2]].rstrip(", ")
    else:
        start = bounds[-1]
        piece = left[start:]
        if (
            re.match(r"(?:the|a|an|its|his|her|their|who)\s", piece, re.IGNORECASE) is None
            and len(bounds) > 2
            and left[bounds[-1] - 2 : bounds[-1]].strip() == ")"
        ):
            start = bounds[-3]  # "the Main Directorate (GUR) reported"
    within = list(
        re.finditer(
            r"\b(?:that|while|when|where|because|after|before|and then|but)\s+", left[start:], re.IGNORECASE
        )
    )
    if within:
        start += within[-1].end()
    span = trimmed(left, Span(start, len(left)))
    lead = re.match(
        r"(?:On|In|By|At|Since|Last|Earlier|Late|This)\s+(?:[\w]+\s+){1,4}?(?=[A-Z])", span.of(left)
    )
    if (
        lead
        and len(span.of(left).split()) > 3
        and re.search(
            r"day\b|week|month|year|January|February|March|April|May|June|July|August|September|October|November|December",
            lead[0],
        )
    ):
        span = Span(span.start + lead.end(), span.end)
    return span if span.end > span.start else None


def clean_name(name: str) -> str:
    text = " ".join(name.split()).strip(" ,;:“”\"'‘")
    if text.lower() in PRONOUNS:
        return text
    while (shorter := _STRIP_LEAD.sub("", text)) != text and shorter:
        text = shorter
    text = _STRIP_DAY.sub("", text).rstrip(" ,")
    author = _STRIP_TAIL.sub("", text)
    if has_name(re.sub(r"^(?:the|an?)\s", "", author, flags=re.IGNORECASE)) or GENERIC.search(author):
        text = re.sub(r"^an?\s+(?=[A-Z])", "", author) if author != text else author
    return re.sub(r"^(?:the|The)\s+", "", text)


def has_name(name: str) -> bool:
    return any(word[0].isupper() for word in re.findall(r"[^\W\d_][\w.’'-]*", name))
