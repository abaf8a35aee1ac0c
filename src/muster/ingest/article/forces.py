"""Who is reported: the people under arms that a sentence speaks of, and whose they are."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from muster.ingest.article import demonyms, kinds
from muster.ingest.article.civilians import may_be_civilians
from muster.ingest.article.number_words import ONES, PHRASE_ENDS, SCALES, TENS
from muster.ingest.article.senders import sender_of, withdrawing
from muster.ingest.article.spans import Span, is_free
from muster.vocabulary import Kind

_NOUNS = (
    r"troop(?:er)?s?|soldiers?|fighters?|mercenar(?:y|ies)|contractors?|peacekeepers?|generals|(?:police |army |military )?officers|cops|carabinieri|gendarmes|personnel|"
    r"(?:law enforcement|police|security) officials|police(?= (?:contingents?|units?)\b)|paramilitar(?:y|ies)|airmen|seamen|sailors|rangers|bodyguards|trainees|cadets|gurkhas|boots(?= (?:\w+ )?on the ground)|"
    r"members(?= (?:of|from) (?:the |its |their )?(?:[\w.’'-]+ ){0,6}?(?:army|forces?|division|brigade|battalion|regiment|corps|guards?|navy|unit|group|militia|mission|contingent|company|police|legion|service|team|detachment|reserve|militia|rangers?)\b)|members(?= of (?:the )?(?-i:[A-Z]{3,})\b)|"
    r"militants|militias?|rebels|jihadists|insurgents|squadrons?|platoons?|citizens(?= (?:may be |are |were |have been )?(?:recruited|fighting|serving)\b)|nationals(?= (?:recruited|fighting|serving|who|have|had|were|are))|"
    r"service\s?(?:men|women|members?)|contingents?|paratroopers?|marines|commandos|special(?: operations)? forces|forces|"
    r"recruits|trainers|instructors|advis[eo]rs|militiamen|policemen|volunteers|legionnaires|conscripts|combatants|"
    r"(?:border|coast|national|presidential|prison|security|home|frontier|palace) guards?(?:men)?|(?:armou?red|motorised|mechani[sz]ed|military) (?:columns?|vehicles crews)|columns?(?= of (?:[\w-]+ ){0,4}?(?:troops|soldiers|men|fighters|vehicles|tanks|armou?r|trucks|lorries|pick-?ups))|tank crews|gun crews|troops|"
    r"battalions?|brigades?|regiments?|military units?|army units?|infantry(?:men)?|reservists|sappers|(?:military )?builders|detachments?|convoys?|"
    r"units?(?! of measure)|(?:peacekeeping|UN|AU|EU|African Union|stabili[sz]ation|training) mission|(?:first|second|third|earlier|new|further|additional|another|advance|initial) "
    r"(?:group|batch|wave|party)(?= of (?:\w+ ){0,2}\d)|(?<=\d )men|(?<=the )men|(?<=its )men|(?<=my )men|(?<=her )men|(?<=same )men|(?<=own )men|(?<=other )men|(?<=more )men|(?<=last )men|(?<=uniformed )men|(?<=tired )men|(?<=these )men|(?<=[Oo]ur )men|(?<=his )men|(?<=their )men|(?<=uniformed )foreigners|(?<=armed )foreigners|regulars|deminers|(?<=those )men|(?<=armed )men|(?<=young )men|(?:ex-|former |retired )(?:soldiers|servicemen|officers|commandos|marines|policemen|military)|veterans|men(?= and (?:armou?r|equipment|weapons|vehicles|machines|mat[eé]riel|supplies|tanks|guns)\b)|"
    r"(?:drone|mortar|gun|sniper|signals|reconnaissance|air[- ]defen[cs]e|explosives) (?:teams?|crews?)|(?:artillery|armou?red|cavalry|engineer(?:ing)?|infantry|air[- ]defen[cs]e|missile|tank|mechani[sz]ed|jungle|mountain|electronic warfare) (?:groups?|batter(?:y|ies)|compan(?:y|ies)|columns?)|(?:additional|more|rifle|further|two|three|four|several) companies|(?<=[Aa]nother )company|(?<=second )company|(?<=third )company|(?<=[Aa] )company(?= of (?:\d|soldiers|troops|infantry|marines|engineers|paratroopers|(?-i:[A-Z])))|(?:artillery|rifle|crew|tank|cavalry|militia)men|gunmen|(?<=its )force(?= (?:in|at|on)\b)|(?<=their )force(?= (?:in|at|on)\b)|battle ?groups?|(?:infiltration|assault|sabotage|reconnaissance|storm|special|commando|strike) (?:groups?|teams?|parties)|(?:rear|advance|landing) (?:party|guard|element)|(?:a|the|its) (?:company|platoon|battalion)-sized element|frogmen|medevac crews|engineers|technicians|specialists|crews|medics|drivers|(?:men|people)(?= in (?:[\w-]+ ){1,3}(?:uniforms?|fatigues|camouflage|body armou?r|tracksuits|helmets|balaclavas|masks|khaki|battledress|combat gear|civilian clothes))|(?<=armed )(?:youths?|civilians|herders|boys)|column(?= (?:that|which|left|reached|entered|has|had|was|is|moved|crossed)\b)|(?:fresh|new|joint|larger|smaller|bigger) (?:team|contingent|batch|group)(?= (?:to|of|in|from|for)\b)|(?:people|individuals|figures|persons)(?= (?:[\w-]+ ){0,5}?(?:in (?:formation|columns|ranks|uniforms?)|drilling|lined up|drawn up)\b)|(?:support|ground|flight|air|maintenance|deck|bomber) crews?|(?:military|troop|army) (?:build-?ups?|presence|movements?|concentrations?|reinforcements?)|(?:armou?red|military|army) (?:vehicles|trucks|lorries|personnel carriers)|tanks(?= (?:and (?:troops|soldiers|infantry)|have|crossed|rolled|moved|entered|are|were|in|at|near|on)\b)|guerrillas|partisans|irregulars|remnants?(?= (?:of|is|are|in|at)\b)|(?<=[A-Z]{3} )members|(?<=[Tt]he )wounded(?= (?:are|were|have|had|who|from|in)\b)|(?:drone|radio|gun|missile|artillery) operators|crewmen|comrades|(?:liaison|training|advance|medical|reconnaissance|special forces|combat|advisory|support|demining|engineering|forward) teams?|team(?= of \d)|ex-servicemen|guns for hire|"
    r"pilots|operatives|deserters|reinforcements|reserves(?! of\b)|guardsmen|infantrymen|riflemen|airborne|sharpshooters|snipers|gunners|tankers(?= (?:of|from) the)|minders|mechanics(?= (?:of|from) the)|scouts|observers|monitors(?= (?:of|from|in|at|to)\b)|combat engineers|pioneers(?= of the)|patrols?(?! (?:boat|vessel|ship|aircraft|vehicle|car)s?\b)(?=\s)|(?:expeditionary|task|stabili[sz]ation|peacekeeping|regional|multinational|international|joint|intervention|standby|protection|support) force|garrisons?|"
    r"солдат\w*|военнослужащ\w+|бойц\w+|наёмник\w*|наемник\w*|войск\w*|военны[хме]\w*|військов\w+|бійц\w+|найманц\w+|"
    r"(?:[가-힣]*(?:군인|병력|병사|부대|파병|장병))|[가-힣]*군(?=[이은을의 ])"
)
_POLICE = r"(?:(?<=\d )|(?<=hundred )|(?<=thousand )|(?<=dozen ))police(?! (?:stations?|cars?|vehicles?|posts?|chiefs?|academ\w+|departments?|checkpoints?|dogs?|raids?|custody)\b)"
"""Police who are counted: "400 police"."""
_PLURAL_PEOPLE = r"(?:ranger|gunner|sniper|guardsman|airman|soldier|officer|mercenary|fighter|peacekeeper|paratrooper|legionnaire|serviceman|servicewoman|conscript|sapper|guardsman|infantryman|reservist|militiaman|policeman|gendarme|deserter|commando|(?<=\ba )marine|(?<=[a-z] )marine(?! (?:base|corps|unit|life|park|traffic|police|insurance|infantry|division|brigade))|(?:private|corporal|sergeant|lieutenant)(?=\s*,|\s+(?:who|from|of|in|at|named|called|was|were|had|has|walked|fled|left|lost|ran|died|told)\b))"
_COUNTED_MEN = r"(?:(?<=\d )|(?<=two )|(?<=three )|(?<=four )|(?<=five )|(?<=six )|(?<=ten )|(?<=dozen )|(?<=hundred )|(?<=[Oo]ur )|(?<=these )|(?<=those ))(?:guys|lads|boys|fellows|men)"
"""What a soldier calls soldiers: "we lost two guys"."""
_RANKED = r"(?-i:(?:Second |First |Warrant |Staff |Master |Chief )?(?:Corporal|Sergeant|Private|Lieutenant|Captain|Officer|Constable|Inspector|Major|Cpl\.?|Sgt\.?|Pvt\.?))(?= (?-i:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3})(?:, \d\d,)?,? (?:who )?(?:was|were|died|fell|has been|had been|drowned|lost)\b(?: (?:(?:in|at) (?-i:[A-Z])|shot|killed|found|wounded|injured|captured|hit|blown)|[^.;]{0,20}(?:\.|,|in|at|near|on)))"
_GENERAL = r"(?-i:(?:Colonel |Lieutenant |Major |Brigadier )?General|Colonel)(?= (?-i:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}) (?:has|had) been (?:in|at) (?-i:[A-Z]))"
"""One soldier by rank and name: "Corporal Wanjiru, 31, who was shot dead"."""
_NOUN = re.compile(
    rf"(?<![\w-])(?:{_NOUNS}|{_PLURAL_PEOPLE}|{_COUNTED_MEN}|{_POLICE}|{_RANKED}|{_GENERAL})(?!\w)",
    re.IGNORECASE,
)
_PEOPLES = re.compile(
    r"\s+(?:(?:[a-z][\w-]+|[Nn]aval|[Aa]ir) ){0,2}?(?:force(?=\s*,|\s+(?:in|at|on|of|near|has|had|is|was|will|would|sits?|remains?|stays?|there|that|which|deployed|stationed)\b)|armou?r(?!ed)\b|army (?:vehicles|trucks|convoys?|column)|tanks\b|columns?\b|warplanes\b|presence\b(?=\s+(?:in|at|on|near)\b)|infantry\b|artillery\b|gunboats\b|patrols?\b|positions\b(?=\s+(?:in|at|on|near)\b)|outposts?\b|garrisons?\b|groups?\b(?=\s+(?:remains?|are|is|were|was|have|has|had|entered|in|near|at|still|that|which)\b)|cavalry\b|navy seals\b|army\b(?=\s+(?:in|at|near)\b))"
)
"""What a people has somewhere: "the Saudi force", "Ethiopian armour"."""
_UNARMED = re.compile(
    r"\b(?:unarmed|civilian|election|human rights|weather)\s+(?:[\w-]+\s+)?$", re.IGNORECASE
)
_WATCHERS = re.compile(
    r"observers|monitors|experts|advis[eo]rs|personnel|specialists|volunteers", re.IGNORECASE
)
_THEIR_KIN = re.compile(
    r"[’']s?\s+(?:\w+\s)?(?:famil\w+|wi(?:fe|ves)|widows?|parents|relatives|mothers?|fathers?|children|sons?|daughters?|brothers?|sisters?|girlfriends?|salar(?:y|ies)|pay|wages|pensions?|remains|graves?|union|association)\b",
    re.IGNORECASE,
)
"""As in "the soldiers' families": nobody under arms."""
_LOCAL = re.compile(r"militants|militias?|rebels|jihadists|insurgents", re.IGNORECASE)
"""Who is mostly the other side: reported only where the text says from which country or group they are."""
_INSTITUTION = re.compile(
    r"(?<![\w-])(?:army|military|police|navy|air force|gendarmerie|coast guard)(?![\w-])"
)
_AUXILIARY = re.compile(
    r"\s+(?:(?:has|have|had|is|are|was|were|been|being|also|now|recently|already|reportedly|later|then|will|beg[au]n|begins?|start(?:ed|s)?|complete[sd]?|finish(?:ed|es)?|continue[sd]?|resume[sd]?|launch(?:ed|es)?|to|the|its|their|a|an)\s+)*"
)
_DEEDS = frozenset({Kind.PRESENCE, Kind.TRANSIT, Kind.COMBAT, Kind.TRAINING, Kind.DESERTION, Kind.CASUALTIES})
LONGEST_DEED = 40
"""Characters in which the verb of a subject stands."""
_GROUP = re.compile(
    r"(?<![\w-])(?P<before>[A-Z][\w-]+)(?: Group| group|[’']s?)? (?:PMC )?(?:fighters|mercenaries|militants|militiamen|instructors|contractors|forces|troops|soldiers|convoys?)\b"
    r"|(?:fighters|mercenaries|men|members|soldiers|troops|contractors)\s+(?:of|from) (?:the )?(?:(?:private )?military (?:company|group) )?(?P<after>[A-Z][\w-]+)(?= [Gg]roup| mission|,)"
    r"|(?:armed|militant|rebel|paramilitary|mercenary|Islamist) (?:group|organisation|organization|movement|company) (?P<named>[A-Z][\w-]+)|\bthe (?:[a-z][\w-]+ )?(?P<group>[A-Z][\w-]+) (?:group|militia|movement)\b"
    r"|\b(?:Army|Front|Forces|Movement|Militia|Brigades?|Alliance)(?:,? (?:or |the |known as |called )+| \()(?P<short>[A-Z][A-Za-z0-9-]{1,7})(?=[,)])"
)
SHORTEST_ACRONYM = 3
"""Letters: shorter ones ("UN", "US") are those who send."""
_NATIONS_AND_SERVICES = frozenset({"USA", "UAE", "DRC", "CAR", "PRC", "ROK", "DPRK", "KSA", "NATO", "CSTO", "SADC", "ECOWAS", "IGAD", "AUSSOM", "ATMIS", "NIS", "GUR", "HUR", "SBU", "FSB", "GRU", "CIA", "FBI", "BBC", "CNN", "AFP", "ISW", "NGO", "MOD", "PLA", "IDF", "RDF"})  # fmt: skip
"""Who is no armed group, or an army by the name of its own."""
_WORD = re.compile(r"[\w.’'-]+")
_STOPS = PHRASE_ENDS | {"of", "and", "or", "the", "their", "any", "no", "some", "these", "those", "many"} | {*ONES, *TENS, *SCALES} - {"one"} | {"near", "around", "outside", "inside", "across", "along", "against", "between", "into", "onto", "off", "over", "under", "behind", "beyond", "toward", "towards", "through", "during", "since", "until", "despite", "including", "alongside", "say", "says", "said", "told", "tells", "claims", "claimed", "believes", "believed", "denied", "denies", "confirmed", "confirms", "announced", "announces", "warned", "warns", "shows", "showed", "shown", "saw", "see", "sees", "watched", "counted", "met", "has", "have", "had", "will", "would"}  # fmt: skip
_GROUP_AFTER = re.compile(
    r"\s+(?:of|from)\s+(?:the\s+)?(?:[\w-]+\s+){0,4}?(?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,3})"
)
_NOT_A_GROUP = frozenset(
    [
        "several",
        "some",
        "about",
        "around",
        "nearly",
        "over",
        "additional",
        "more",
        "most",
        "foreign",
        "elite",
        "special",
        "first",
        "second",
        "third",
        "private",
        "military",
        "reports",
        "thousands",
        "hundreds",
        "around",
        "approximately",
        "between",
        "roughly",
        "both",
        "one",
        "another",
        "these",
        "those",
        "no",
        "the",
        "armed",
    ]
)
_LOSSES = re.compile(
    r"\s+(?:losses|casualties|dead|deployment|(?:troop |military )?presence)\b", re.IGNORECASE
)
_SHARE_OF = re.compile(r"(?:per ?cent|%) of (?:the )?$", re.IGNORECASE)
_MILLIONS = re.compile(
    r"\b(?:\d{3},\d{3}|hundreds of thousands(?: of)?|\d+(?:\.\d+)? million)\s+(?:[\w-]+\s)?$"
)
"""So many are a people, and no soldiers."""
_THOUSANDS = re.compile(
    r"\b(?:\d{2,3}[,.]?\d{3}|(?:tens|hundreds) of thousands(?: of)?|\d+ million)\s+(?:[\w-]+\s)?$"
)
_AS_REFUGEES = re.compile(
    r"\s+(?:(?:have|had|has|were|are|who|already|since)\s+){0,3}(?:fle[de]|crossed|sought|been displaced|displaced|returned|left|live[ds]?|living|escaped|taken refuge|found refuge)\b"
)
"""As in "Some 84,000 Congolese have crossed into X": so many are no soldiers."""
FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Force:
    """People under arms in a sentence. `party` is a country's code, or the folded name of a group; "" where not said."""

    span: Span
    noun: Span
    party: str


def find_forces(
    text: str, countries: Mapping[str, str] | None = None, groups: Iterable[str] = ()
) -> list[Force]:
    """Return whom a sentence speaks of, in its order, each with the words that say whose they are.

    `countries` are folded names of countries with their codes, `groups` the names of armed groups that the text has
    taught: "Wagner" alone is a force where the text also speaks of "Wagner fighters".
    """
    found: list[Force] = []
    for match in _NOUN.finditer(text):
        noun = Span(*match.span())
        if found and noun.start - found[-1].noun.end <= 1:
            # "special forces soldiers" are one.
            found[-1] = Force(Span(found[-1].span.start, noun.end), noun, found[-1].party)
            continue
        if _UNARMED.search(text[: noun.start]) and _WATCHERS.fullmatch(match[0]):
            continue
        if may_be_civilians(text, noun) or _THEIR_KIN.match(text, noun.end):
            continue
        start, party = _whose(text, noun, countries or {})
        is_named = bool(party) and bool(text[start : noun.start].strip())
        is_known = bool(groups) and re.search(r"\bthe\s+$", text[:start], re.IGNORECASE)
        if is_named or is_known or not _LOCAL.fullmatch(match[0]):
            found.append(Force(Span(start, noun.end), noun, party))
    for match in _INSTITUTION.finditer(text):
        noun = Span(*match.span())
        if is_free(noun, [force.span for force in found]) and _acts(text, noun.end):
            start, party = _whose(text, noun, countries or {})
            if party:
                found.append(Force(Span(start, noun.end), noun, party))
    found += _of_peoples(text, [force.span for force in found])
    found += _bare_peoples(text, [force.span for force in found])
    found += _bare_groups(text, groups, [force.span for force in found])
    held = [force.span for force in found]
    found += [
        Force(span, span, code) for span, code in withdrawing(text, countries or {}) if is_free(span, held)
    ]
    return sorted(found, key=lambda force: force.span)


KNOWN_GROUPS = frozenset(
    {
        "Wagner",
        "Africa Corps",
        "Redut",
        "Akhmat",
        "M23",
        "Hezbollah",
        "Hamas",
        "RSF",
        "JNIM",
        "ISWAP",
        "FDLR",
        "PKK",
        "SDF",
        "KNLA",
        "TPLF",
    }
)
"""Armed groups that texts name without saying what they are; "the" may lead to them."""


def groups_in(text: str, countries: Mapping[str, str]) -> frozenset[str]:
    """Return the names of armed groups that a text uses as such: "Wagner fighters", "men of the group Wagner"."""
    names = {name for name in KNOWN_GROUPS if re.search(rf"\b{name}\b", text)}
    for match in _GROUP.finditer(text):
        name = match["before"] or match["after"] or match["named"] or match["group"] or match["short"]
        if (
            not demonyms.pattern().match(name)
            and name.casefold() not in countries
            and name.lower() not in _NOT_A_GROUP
            and not (name.isupper() and len(name) < SHORTEST_ACRONYM)
            and name not in _NATIONS_AND_SERVICES
            and text.count(name) > 1
        ):
            names.add(name)
    return frozenset(names)


def _acts(text: str, end: int) -> bool:
    """Return whether what stands before is the subject of something that soldiers do."""
    told = _AUXILIARY.match(text, end)
    at = told.end() if told else end
    return any(
        one.span.start in {end + 1, at} and not one.is_nominal and one.kind in _DEEDS
        for one in kinds.find_predicates(text[: at + LONGEST_DEED])
    )


def _whose(text: str, noun: Span, countries: Mapping[str, str]) -> tuple[int, str]:
    words = list(_WORD.finditer(text, max(0, noun.start - 90), noun.start))
    start = noun.start
    for word in reversed(words[-6:]):
        between = text[word.end() : start]
        if (
            word[0].lower() in _STOPS
            or word[0][0].isdigit()
            or not re.fullmatch(r"[\s“\"(]*\)?\s*", between)
            or (word[0].islower() and _is_verb(word[0]))
        ):
            break
        start = word.start()
    phrase = text[start : noun.start]
    people = list(demonyms.pattern().finditer(phrase))
    party = demonyms.country_of(people[-1][0]) if people else _owner_in(text, start, phrase)
    party = countries.get(party, party)
    if not party and (after := _GROUP_AFTER.match(text, noun.end)):
        people_after = demonyms.pattern().search(after[0])
        name = after["name"].removesuffix("’s").removesuffix("'s").casefold()
        party = demonyms.country_of(people_after[0]) if people_after else countries.get(name, name)
    party = party or sender_of(text, noun.start, countries)
    if not party and re.search(r"\bforeign\b", phrase, re.IGNORECASE):
        party = FOREIGN
    return start, party


def _is_verb(word: str) -> bool:
    """As in "killed three soldiers": what stands before a verb says nothing of whose they are."""
    return any(one.span == Span(0, len(word)) and not one.is_nominal for one in kinds.find_predicates(word))


def _owner_in(text: str, start: int, phrase: str) -> str:
    names: list[str] = [
        w
        for w in re.findall(r"(?!(?:Our|My|We|Your)\b)[A-Z][\w’'-]*|UN|EU", phrase)
        if w.lower() not in _NOT_A_GROUP and not w[0].isdigit()
    ]
    if not names:
        return ""
    is_first = text[:start].strip() in {"", "“"}
    if not is_first or len(names) > 1 or names[-1].isupper() or re.search(r"[’']s?$", names[-1]):
        return re.sub(r"[’']s?$", "", " ".join(names)).casefold()
    words = phrase.split()
    if words and words[-1] == names[-1] and not words[0].lower().endswith(("al", "ed")):
        return names[-1].casefold()
    return ""


def _of_peoples(text: str, taken: Iterable[Span]) -> list[Force]:
    held = list(taken)
    found = []
    for match in demonyms.pattern().finditer(text):
        what = _PEOPLES.match(text, match.end())
        if what and not match["plural"]:
            span = Span(match.start(), what.end())
            if is_free(span, held):
                found.append(
                    Force(
                        span,
                        Span(what.end() - len(what[0].split()[-1]), what.end()),
                        demonyms.country_of(match[0]),
                    )
                )
    return found


def _bare_peoples(text: str, taken: Iterable[Span]) -> list[Force]:
    """As in "Ugandans arrived", "Colombian losses": the people stand for the soldiers, where nobody else is named with them."""
    held = list(taken)
    found = []
    for match in demonyms.pattern().finditer(text):
        losses = _LOSSES.match(text, match.end())
        span = Span(match.start(), losses.end() if losses else match.end())
        is_people = match["plural"] or losses or demonyms.are_people(text, match)
        left = text[: match.start()]
        if (
            _SHARE_OF.search(left)
            or _MILLIONS.search(left)
            or (_AS_REFUGEES.match(text, match.end()) and _THOUSANDS.search(left))
        ):
            continue
        if is_people and not any(span.overlaps(other) for other in held):
            found.append(Force(span, span, demonyms.country_of(match[0])))
    return found


def _bare_groups(text: str, groups: Iterable[str], taken: Sequence[Span]) -> list[Force]:
    found = []
    for name in groups:
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-]|[’']s?\s)", text):
            span = Span(*match.span())
            if is_free(span, taken) and _acts(text, span.end):
                found.append(Force(span, span, name.casefold()))
    return found


def parties_of(mentions: Iterable[Force]) -> Counter[str]:
    """Return how often each party is named."""
    return Counter(force.party for force in mentions if force.party)
