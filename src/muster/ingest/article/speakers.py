"""Who says so: the words of a sentence that name the speaker, and how far what they say reaches."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from muster.ingest.article.kinds import find_predicates
from muster.ingest.article.spans import Span, trimmed
from muster.ingest.article.speaker_names import GENERIC, PRONOUNS, clean_name, has_name, subject_before

_SAID = (
    r"said|says|say|told|tells|reported|reports|report(?= that\b)|announced|announces|announce|confirmed|confirms|confirm|claimed|claims|claim|stated|(?<!United )states(?= that\b|,)|"
    r"revealed|reveals|warned|warns|estimated(?! at (?:\w+ ){0,2}\d)|went on(?=[,:])|goes on(?=[,:])|finds?(?= that\b|$)|found(?= that\b)|estimates|estimate|guess(?:es|ed)|calculate[sd]|added|adds|noted|notes|explained|explains|insisted|insists|argued|argues|suggested|suggests|suggest|"
    r"indicated|indicates|indicate|believe|believes|believed|alleged(?! (?:\w+ )?(?:members|fighters|militants|rebels|gunmen|mercenaries|spies|deserters|attackers|[a-z]+ of)\b)|alleges|released|releases|published|publishes|denied|denies|deny|rejected|rejects|"
    r"dismissed|dismisses|acknowledged|acknowledges|admitted|admits|disclosed|discloses|declined|declines|refus(?:ed|es) to|highlighted|highlights|assessed|"
    r"assesses|call(?:ed|s)(?= (?:the|it|this|that|such|reports|claims)\b)|testified|declared|declares|wrote|writes|posted|tweeted|caution|cautions|cautioned|conclude[sd]?(?= that\b|,|:|\.|$)|doubt|doubts|doubted|"
    r"describe[sd]|brushed (?:aside|off)|waved (?:away|off)|shrugged off|laughed off|scoffed at|document(?:s|ed)|record(?:s|ed)|verif(?:ies|ied)|clarified|stress(?:es|ed)|emphasi[sz]e[sd]|conced(?:es|ed)|contend(?:s|ed)|reiterate[sd]|affirm(?:s|ed)|underlined|ruled out|replied|responded|"
    r"commented|specified|accuse[sd]|complained|recall(?:s|ed)?|remember(?:s|ed)?|conceded|reckon(?:s|ed)?|thinks?(?![\s-]tank)|learn(?:ed|t)|track(?:s|ed)|monitored|monitors(?= (?:the|a|an|some|about|at least|\d|two|three|(?-i:[A-Z])))|saw|witnessed|watched|noticed|seen|"
    r"put(?:s|ting)?(?= [^,;.]{3,90} at [“\"]?(?:\w+ ){0,3}(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a dozen|a hundred))|put(?= at (?:\w+ ){0,2}\d)|ha(?:s|d) it(?= that\b)|lists?(?= [^,;.]{0,40}?(?:\d|troops|soldiers|fighters))|briefed(?= [^,.;]{3,60} that\b)|counts(?= (?:about |some |around |roughly |at least |more than )?(?:[\d,]+|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|a dozen|a hundred)(?!\w))|numbered(?= at\b)|guess(?= (?:that|there|at)\b)|snapped|quipped|grumbled|joked|boasted|mused|sighed|predicts?|joined in confirming|rubbish(?:es|ed)|debunk(?:s|ed)|quash(?:es|ed)|spoke of|speaks of|counted|identified|broadcast|aired|showed(?= (?:images|footage))|"
    r"asserts?|asserted|predicts?|predicted|expects?(?! to\b)|maintain(?:s|ed)?(?= that\b|,)|observed|detected|(?:could|can) ?not (?:\w+ly )?(?:confirm|verify)|(?:was|were|is|are|been) (?:unable|not able) to (?:\w+ly )?(?:confirm|verify)|not (?:yet )?confirmed|observes|"
    r"neither confirmed nor denied|did not (?:respond|reply|comment)|"
    r"сообщил\w*|заявил\w*|сказал\w*|утвержда\w*|повідоми\w*|заяви\w*|сказа\w*"
)
_ACTED = r"agreed|agrees|pledged|promised|approved|decided|vowed|plans|has no plans|offered|intends"
_AUX = r"(?:(?:first|earlier|has|have|had|also|now|later|then|similarly|reportedly|independently|formally|initially|recently|only|nonetheless|nevertheless|however|meanwhile|\w+ly|firmly|further|repeatedly|still|since|already|publicly|officially|earlier|previously|itself|yet|not|would|will|could|did|does)\s+)*"
_SPEECH = re.compile(rf"(?<![\w-])(?P<aux>{_AUX})(?P<verb>{_SAID})(?!\w)", re.IGNORECASE)
_ACT = re.compile(rf"(?<![\w-])(?P<aux>{_AUX})(?P<verb>{_ACTED})(?!\w)", re.IGNORECASE)
_NP_END = r"(?=[,;.)\]”\"]|\s+(?:that|which|who|has|have|had|is|are|was|were|said|says|and then|but|while|at the|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|in (?:a|an|its|their)\b)|$)"
_AFTER = re.compile(
    r"(?<!\w)(?P<lead>according to|(?-i:Per)(?= (?:the|a|an|(?-i:[A-Z])))|(?<=, )per(?= (?:the|a|an|(?-i:[A-Z])))|if (?=(?:(?!,).){3,60} (?:is|are) to be believed)|in the (?:view|estimate|estimation|assessment|telling|reckoning) of|(?:by|on) the (?:reckoning|estimate) of|(?:by|in|on) the (?:account|word|evidence|testimony|count|reckoning|estimate|tally) of|as (?:revealed|reported|announced|confirmed|claimed|stated|disclosed|said) by|(?:revealed|reported|announced|confirmed|disclosed|estimated|shared|published|released|posted|uploaded|aired|circulated|broadcast|filmed|analy[sz]ed|geolocated|verified|compiled|collected|gathered|documented|recorded|taken|shot) by(?= (?:the |a |an )?(?:(?:[\w-]+ )?(?:channel|agency|institute|group|company|firm|outlet|newspaper|service|monitor|project|network|broadcaster|satellite operator) )?(?-i:[A-Z]))|"
    r"(?:believed|thought|estimated|said|reported|understood|considered|judged|assessed) by(?= (?:the )?(?-i:[A-Z])[^,;]{1,60}? to (?:have|be|number))|"
    r"citing|quoting(?! as)|cites|quotes|cited|quoted(?! as\b)|in the words of|data from|information from|a statement (?:by|from)|"
    r"по данным|по словам|как сообщает|за даними|за словами|зі слів)\s+(?P<np>(?:(?!,|;|\.\s|\.$|”|\"| that | which | who | has | have | to have | to be | to number | is to be | are to be | said | seen by | obtained by | reviewed by | shared with | released | published | circulated | dated | show | shows | showed | showing | appears? to | on (?:January|February|March|April|May|June|July|August|September|October|November|December) | and (?:analy|verif|review|publish|post|geoloc|share)| on (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)).){2,140})",
    re.IGNORECASE,
)
_BY_COUNT = re.compile(
    r"\b(?:by|in|on|to go by)\s+(?P<np>(?:[A-ZÀ-Þ][\w’'.-]*\s)*?[A-ZÀ-Þ][\w.-]*[’']s?|(?:the|an?)\s(?:[\w-]+\s){0,4}?[\w-]+[’']s?|(?i:its|his|her|their))\s+(?:own\s+|latest\s+|best\s+)?(?:count|reckoning|estimates?|account|tally|telling|view|calculations?|assessment|figures|words|estimation)\b",
    re.IGNORECASE,
)
"""As in "by Kyiv's count", "in its estimate"."""
_QUOTED_AS = re.compile(
    r"(?P<np>(?:[Tt]he\s+)?(?:[A-Z][\w’'.-]*|\([A-Z]+\))(?:\s+(?:of|for|the|and|[A-Z][\w’'.-]*|\([A-Z]+\)|[a-z]+))*?)\s+(?:was|were|is|are|has been)\s+(?:quoted|cited|reported)\s+(?:by\s+[^,;]{2,60}?\s+)?as\s+(?:saying|telling|having said)"
)
"""As in "the service was quoted as saying": it says so."""
_WHICH = re.compile(
    r"(?P<np>[A-Z][\w’'.-]*(?:\s+(?:of|for|the|and|on|[A-Z][\w’'.-]*|\([A-Z]+\)))*),\s+(?:which|who)$"
)
_OWNERS = {"its": "it", "his": "he", "him": "he", "her": "she", "their": "they", "them": "they"}
_DENIAL = re.compile(
    r"(?P<np>(?:[A-Z][\w-]*(?:\s+[A-Z][\w-]*){0,3}))[’']s?\s+(?:\w+\s+)?(?:denials?|claims?|confirmation|admission|announcement|statement|insistence|rejection)\b"
)
_PEOPLE = re.compile(
    r"\b(?:troops|soldiers|fighters|mercenaries|peacekeepers|marines|forces)\b|\d", re.IGNORECASE
)
"""What is in no name before the colon of a headline."""
_KOREAN = re.compile(
    r"(?P<np>[가-힣A-Z][가-힣A-Z\s]{1,30}?)(?:은|는|이|가)\s[^.]*?(?:밝혔다|말했다|전했다|보도했다|발표했다)"
)
_SLAVIC = re.compile(
    r"(?:сообщил|заявил|сказал|рассказал|утверждает|подтвердил|повідомил|заявил|сказа[вл]|підтвердил|зазначил)\w*\s+(?:в\s+)?(?P<np>[А-ЯЁІЇЄҐ][^,.;:«»]{2,90})"
)
_HEADLINE = re.compile(r"(?P<np>[A-ZА-ЯІЇЄ][\w’'. -]{1,40}):\s+(?=[^\s])")
_TAIL = re.compile(r"(?::|\s[-–—])\s+(?P<np>[A-Z][\w’'.-]*(?:\s[\w’'.-]+){0,3})$")
_GROUNDS = re.compile(
    r"(?:an? |the |its |internal |classified |unpublished |new |official )*(?:[\w-]+ )?(?:briefings?|data|figures|records|documents?|imagery|images|statistics|photographs|footage)\s*$|(?:the |a |an |its |their )?(?:sensitivity|policy|policies|confidentiality|secrecy|operational|rules?|protocols?|privacy|sovereignty|national|testimony|security|safety|concerns?|fears?|reasons?|lack|need|costs?|evidence|health|poor|bad|growing|differences|violations?)\b",
    re.IGNORECASE,
)
"""What is cited as a ground is nobody: "citing security concerns"."""
_NOUNS_TOO = frozenset({"reports", "report", "estimates", "estimate", "claims", "claim", "states"})
_INVERTED = re.compile(
    r"[,”\"’'—–]\s*(?:so\s+)?(?P<verb>said|says|reported|reports|announced|added|adds|confirmed|claimed|claims|warned|warns|explained|explains|wrote|writes|noted|notes|tweeted|argues|argued|insists|insisted|recalls|recalled|reads)\s+(?:(?:on\s+|late\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s+)?"
    r"(?P<np>(?!(?:that|it|he|she|they|in|on|at|to|of|from|by|during|after|before|earlier|late|later|reporters|there|this|how|why|what|as|but|and|would|could|was|were|is|are|has|had)\b)(?:(?:the|a|an|its|their|one|two|three|several)\s+)?(?:[^\s,.;:“”\"]|\.(?=\S)|(?<=Gen|Col|Maj|Lt\w|Mr\w)\.)[^,.;:“”\"]{2,110}?)(?=[,.;]|$|\s+(?:on|in a|in an|after|during|late|earlier|issued|who|which|as)\b)"
)
"""As in "..., said Monday Prime Minister Bainimarama"."""
_WHEN_WHERE = re.compile(r"(?:At|In|On|During|After|Before)\s")
_NEXT_PHRASE = re.compile(r"\s(?=(?:an?|the|its|his|her|one|two|three|several)\s[a-z])")
_FORCE_NAME = re.compile(
    r"\b(?:contingent|garrison|battalion|brigade|force|army|mission|unit|company|base|corps|regiment)\b",
    re.IGNORECASE,
)
"""Who counts so many, and does not count them."""
_ESTIMATES = re.compile(
    r"(?:(?:various|some|most|other|several|local|media|press|news|unconfirmed|open-source|independent)\s+)*(?:estimates|reports|accounts)",
    re.IGNORECASE,
)
_NOT_SOMEBODY = re.compile(r"(?:With (?:regard|respect)|As for|Regarding|In response|In answer|Based on)\b")
_HE_HIMSELF = re.compile(r"(?:I|[Ww]e|[Hh]e|[Ss]he|[Tt]hey|[Yy]ou)(?:[’'](?:ve|m|d|ll|re|s))?\s\w")
"""A pronoun and what it does are nobody's name: "I've also seen reports"."""
_KEYS = re.compile(
    r"(?:Live|Explainer|Analysis|Opinion|Exclusive|Breaking|Watch|Video|Fact[- ]?check|Factbox|Timeline|Updated?|Comment|Interview|Q&A|Profile|Feature|Report|Special [Rr]eport|Editorial|Letters?(?: from \w+)?|Podcast|Map|Graphic|Photos|Briefing|Dispatch|Inside|Eyewitness)$|(?:Beyond|Behind|After|Before|Why|How|What|Where|When|Who|From|In|On|At|New|No|Not|Towards?|Between|Under|Over|Out|Back)\b"
)
"""What stands before the colon of a headline and is nobody."""
_SEES = re.compile(r"saw|witnessed|watched|noticed|observed|detected|seen|learn(?:ed|t)", re.IGNORECASE)
_WITNESS = re.compile(
    r"\b(?:intelligence|service|agency|NIS|NATO|army|Observatory|Mission|UNIFIL|UNMISS|MONUSCO|directorate|guards?|ministry|Ministry|alliance|witness(?:es)?|residents?|locals|villagers|workers?|journalists?|reporters?|correspondents?|people|drivers?|fishermen|officials?|activists?|monitors?|observers?|teams?|staff|traders?|refugees|survivors|"
    r"sources?|photographers?|AFP|Reuters|AP|BBC|CNN)\b",
    re.IGNORECASE,
)
_HEARER = re.compile(
    r"\s+(?:the\s+|a\s+|an\s+|state\s+)*(?:(?!that\b|how\b|when\b|of\b)[a-z]+\s+){0,2}?(?:(?-i:[A-Z])[\w’'.-]*(?:\s+(?:of\s+)?(?:the\s+)?(?-i:[A-Z])[\w’'-]*){0,4}|reporters|journalists|lawmakers|deputies|parliament|"
    r"(?:[a-z]+ )?conference|legislators|(?:news)?paper|television|radio|agency|broadcaster|channel|committee|council|senate|house|press|media|families|relatives|soldiers|troops)(?:\s+(?:news\s+)?(?:agency|television|radio|newspaper|channel|magazine|daily))?(?!\w)",
    re.IGNORECASE,
)
"""To whom somebody speaks: nothing of it is a place."""
_ISSUED_BY = re.compile(
    r"\s+(?:released|published|issued|compiled|prepared|written|put out)(?: (?!by\b)\w+){0,3} by (?:the |an? )?(?P<who>[^,.;]{3,80})"
)
_A_CLAUSE = re.compile(
    r"\b(?:the|about|around|some|nearly|first|another) (?:first )?\d|\b(?:left|reached|crossed|came|went|moved|entered|returned|fought|stood|stayed|took|began|ended|carried|brought)\b"
)
"""As in "X, the whip, said the first 300 left": what is said, and no name behind its verb."""
_BACKGROUND = frozenset(
    {
        "reports",
        "report",
        "not everyone",
        "everyone",
        "everybody",
        "others",
        "many people",
        "some reports",
        "unconfirmed reports",
        "media reports",
        "these reports",
        "other reports",
        "local reports",
        "it",
        "some",
        "many",
        "projections",
        "estimates",
        "recent reports",
        "news reports",
        "rumours",
        "rumors",
    }
)
_WHAT = re.compile(
    r"\b(?:presence|deployment|involvement|troops|soldiers|participation|arrival|partnership|move|relations|videos?|footage|images?|imagery|photos?|photographs?|pictures?|clips?)\b|^this$",
    re.IGNORECASE,
)
_VERBISH = re.compile(
    r"\b(?:is|are|was|were|has|have|had|might|may|will|would|could|sent|deployed|arrived|landed|been|killed|stationed|trained|fled|clashed)\b",
    re.IGNORECASE,
)
LONGEST_NAME = 14
"""Words; what is longer is a clause, not a name."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody to whom a sentence credits something."""

    name: str
    """As written, without "a report by" and its like; "" for reports that are credited to nobody."""
    span: Span
    """The name's words."""
    reach: Span
    """The words that do the crediting, with the name: no place in them is where anything happened."""
    verb: str
    is_act: bool = False
    """They do not say it, they do it: a parliament that agrees to send soldiers."""
    is_cited: bool = False
    """Somebody else carries it: "Reuters, citing an official"."""

    @property
    def is_pronoun(self) -> bool:
        return self.name.lower() in PRONOUNS

    @property
    def leads(self) -> bool:
        """Whether it stands before what is said."""
        return self.verb != "according to"


def _heads(text: str) -> Iterable[Speaker]:
    """Yield who stands before or behind the colon of a headline: "UN experts: ...", "...: Seoul"."""
    headline = _HEADLINE.match(text)
    if headline and _may_head(headline["np"]):
        yield Speaker(clean_name(headline["np"]), Span(*headline.span("np")), Span(*headline.span()), "said")
    tail = _TAIL.search(text)
    if tail and _may_head(tail["np"]):
        yield Speaker(clean_name(tail["np"]), Span(*tail.span("np")), Span(*tail.span()), "according to")


def find_speakers(text: str) -> list[Speaker]:
    """Return whom a sentence credits, in its order: those who are cited before those who carry them.

    "Reports suggest" gives a speaker without a name. A sentence that credits nobody gives none.
    """
    found = [_after(text, match) for match in _AFTER.finditer(text) if not _GROUNDS.match(match["np"])]
    found += [
        Speaker(clean_name(m["np"]), Span(*m.span("np")), Span(*m.span()), "said")
        for m in _SLAVIC.finditer(text)
    ]
    found += [
        Speaker(
            _OWNERS.get(m["np"].lower()) or clean_name(re.sub(r"[’']s?$", "", m["np"])),
            Span(*m.span("np")),
            Span(*m.span()),
            "according to",
        )
        for m in _BY_COUNT.finditer(text)
        if not any(Span(*m.span()).overlaps(one.reach) for one in found)
    ]
    found += [
        Speaker(clean_name(m["np"]), Span(*m.span("np")), Span(*m.span()), "said")
        for m in _QUOTED_AS.finditer(text)
    ]
    found += _heads(text)
    found += [
        Speaker(clean_name(m["np"]), Span(*m.span("np")), Span(*m.span()), "denial")
        for m in _DENIAL.finditer(text)
    ]
    found += [
        Speaker(m["np"].strip(), Span(*m.span("np")), Span(*m.span("np")), "said")
        for m in _KOREAN.finditer(text)
    ]
    found += [
        Speaker(clean_name(m["np"]), Span(*m.span("np")), Span(m.start("verb"), m.end("np")), "according to")
        for m in _INVERTED.finditer(text)
        if _may_speak(clean_name(m["np"]))
        and not _A_CLAUSE.search(m["np"])
        and not any(Span(*m.span("np")).overlaps(one.span) for one in found)
    ]
    held = [speaker.reach for speaker in found]
    cited = [speaker for speaker in found if speaker.is_cited]
    for match in _SPEECH.finditer(text):
        speaker = _before(text, match)
        if any(Span(*match.span()).overlaps(one) for one in held):
            continue
        if speaker and not any(speaker.span.overlaps(other.span) for other in found):
            found.append(speaker)
    if not found:
        acts = [_before(text, match) for match in _ACT.finditer(text)]
        found = [replace(speaker, is_act=True) for speaker in acts if speaker]
    ordered = sorted(found, key=lambda speaker: speaker.span)
    return [*cited, *(speaker for speaker in ordered if speaker not in cited)] if cited else ordered


def _after(text: str, match: re.Match[str]) -> Speaker:
    span = trimmed(text, Span(*match.span("np")))
    # "according to the governor of Bay region" has no comma to end it: a name has few words.
    words = list(re.finditer(r"\S+", span.of(text)))
    if len(words) > LONGEST_NAME:
        span = Span(span.start, span.start + words[LONGEST_NAME - 1].end())
    name = clean_name(span.of(text))
    name = _OWNERS.get(name.lower(), name)  # "according to him"
    if _ESTIMATES.fullmatch(name):
        name = ""  # "according to various estimates"
    is_cited = bool(re.match(r"cit|quot", match["lead"], re.IGNORECASE))
    if issued := _ISSUED_BY.match(text, span.end):
        # "According to a report released this week by the Forum": the Forum says it.
        issuer = trimmed(text, Span(*issued.span("who")))
        return Speaker(clean_name(issuer.of(text)), issuer, Span(match.start(), issuer.end), "according to")
    reach = Span(match.start(), span.end)
    return Speaker(name, span, reach, "according to", is_cited=is_cited)


def _before(text: str, match: re.Match[str]) -> Speaker | None:
    start = match.start()
    span = None if _is_no_verb(text, match) else subject_before(text, start)
    if span is None:
        return None
    if whom := re.search(
        r"\s(?P<np>(?:(?:the|a|an|some|several|two|three|four|five|six|\d+)\s+)?[a-z][\w-]+)\s+who$",
        span.of(text),
    ):
        # "The charity interviewed 14 witnesses who said": they say it.
        span = Span(span.start + whom.start("np"), span.start + whom.end("np"))
    if ends_so := re.search(r"\s(?P<who>it|he|she|they|I|we)$", span.of(text)):
        # "In a letter last week it spoke of": the words before are no part of who speaks.
        span = Span(span.start + ends_so.start("who"), span.end)
    does_both = re.search(r"\band(?: \w+ly| then| later| also)?$", span.of(text)) is not None
    if does_both:
        # "The group took the town and announced": the group does both.
        does = [one for one in find_predicates(span.of(text)) if not one.is_nominal and one.span.start > 0]
        span = trimmed(text, Span(span.start, span.start + does[0].span.start)) if does else span
    if _WHEN_WHERE.match(span.of(text)) and (last := list(_NEXT_PHRASE.finditer(span.of(text)))):
        # "At a briefing in the capital a spokesman said": only he speaks.
        span = Span(span.start + last[-1].end(), span.end)
    if span.of(text).lower() in {"which", "who"} and (whose := _WHICH.search(text[: span.end])):
        # "The service, which told lawmakers": it did.
        span = Span(*whose.span("np"))
    name = clean_name(span.of(text))
    if match["verb"].lower() == "counts" and _FORCE_NAME.search(name):
        return None
    is_witness = _WITNESS.search(name) or name in {"I", "we", "We"}
    if not _may_speak(name) or (_SEES.fullmatch(match["verb"]) and not is_witness):
        return None
    is_nobody = name.lower() in _BACKGROUND - PRONOUNS
    end = match.end()
    if match["verb"].lower() in {"told", "tells", "tell"} and (hearer := _HEARER.match(text, end)):
        end = hearer.end()
    # "The ministry, asked about fighters in X, said": what was asked is nothing that they say.
    asked = re.match(r"\W*(?:(?:when )?asked|which)\b", text[span.end : match.start()])
    reach = Span(match.start() if asked or does_both else span.start, end)
    return Speaker("" if is_nobody else name, span, reach, match["verb"].lower())


def _is_no_verb(text: str, match: re.Match[str]) -> bool:
    """Return whether a word of saying is none here: a noun ("a think tank's claim"), an infinitive or a participle."""
    before = text[: match.start()]
    if re.search(
        r"(?:\bto|\bbe|\bbeing|\bof|\bby|\bthe|\ban?|\bits|\btheir|\bhis|\bher|\bour)\s+$",
        before,
        re.IGNORECASE,
    ):
        return True
    if match["verb"].lower() in _NOUNS_TOO and (
        re.search(r"(?:[’']s?|\bby [\w-]+)\s+$", before) or _SPEECH.match(text, match.end() + 1)
    ):
        return True  # also "European reports estimated"
    if re.search(r"\bmedia\s+$", before, re.IGNORECASE) and match["verb"].lower() == "reports":
        return True
    return _is_participle(text, match)


def _may_head(name: str) -> bool:
    """Return whether words before a colon are somebody: "UN experts: ...", and not "Key takeaways: ..."."""
    is_named = all(word[0].isupper() or word in {"of", "the", "for", "and"} for word in name.split())
    return (
        not _VERBISH.search(name)
        and not _KEYS.match(name)
        and not find_predicates(name)
        and not _PEOPLE.search(name)
        and (is_named or bool(GENERIC.search(name)))
    )


def _may_speak(name: str) -> bool:
    """Return whether words are somebody, not a clause or a thing."""
    words = name.split()
    if not words or len(words) > LONGEST_NAME or _VERBISH.search(name) or _WHAT.search(name):
        return False
    lower = name.lower()
    if _NOT_SOMEBODY.match(name) or _HE_HIMSELF.match(name):
        return False
    if words[0].islower() and len(words) > 1 and (_SPEECH.fullmatch(words[0]) or words[0].endswith("ed")):
        return False  # "called the reports false and refused": the subject stands farther left
    return lower in PRONOUNS or lower in _BACKGROUND or has_name(name) or bool(GENERIC.search(name))


def _is_participle(text: str, match: re.Match[str]) -> bool:
    """As in "Bases reported by X", "footage released on Friday": a verb that its noun suffers."""
    return bool(re.match(r"\s+by\b", text[match.end() :])) or bool(
        re.search(r"\b(?:was|were|been|is|are|being|it is|not)\s+$", text[: match.start()])
    )


def reach_of(speakers: Iterable[Speaker]) -> list[Span]:
    """Return the words that credit somebody."""
    return [speaker.reach for speaker in speakers]
