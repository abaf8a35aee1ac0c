"""The words of numbers: how they are written, what qualifies them, and what they count."""

import re

from muster.vocabulary import CountUnit

ONES = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}


TENS = {
    word: value * 10
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}


SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000}


SUFFIXES = (
    (re.compile(r"thousand|k\b|тыс|тис|천", re.IGNORECASE), 1_000),
    (re.compile(r"million|mln|млн|миллион|мільйон", re.IGNORECASE), 1_000_000),
    (re.compile(r"만"), 10_000),
)


PLAIN = "|".join(sorted([*ONES, *TENS], key=len, reverse=True))


SCALE = "|".join(SCALES)


WORDS = (
    rf"(?:half\s+a\s+dozen|(?:{PLAIN})(?:[\s-]+(?:and\s+)?(?:{PLAIN}|{SCALE}))*"
    rf"|(?:an?\s+)?(?:{SCALE})(?:\s+and\s+(?:{PLAIN}))?)"
)


_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f’]\d{3})+|\d{1,3}(?: \d{3})+(?=\s+[а-яіїєґ])|\d+(?:[.,]\d{1,2})?"


_SUFFIX = r"(?:\s?(?:thousand|million|mln|k(?!\w)|тыс\.|тысяч\w*|тис\.|тисяч\w*|млн|миллион\w*|мільйон\w*)|[만천](?:\d+)?)"


_ONE = rf"(?:(?P<{{0}}d>(?<![\w.,/$€£#№-])(?:{_DIGITS}))(?P<{{0}}s>{_SUFFIX})?|(?P<{{0}}w>(?<![\w-])(?i:{WORDS})(?!\w)))"


_LOW = (
    r"over|more than|at least|upwards? of|no fewer than|no less than|upwards of|not below|not (?:fewer|less) than|above|exceed(?:s|ed|ing)?"
    r"|a minimum of|in excess of|минимум|не менее|более|свыше|больше|понад|більше|щонайменше|не менше|최소|적어도"
)


_HIGH = (
    r"up to|as many as|at most|no more than|not more than|a maximum of|fewer than|less than|under|below|as high as"
    r"|(?:could|may|might) (?:reach|rise to|grow to|climb to|total)|до|не более|не більше|최대"
)


_ABOUT = (
    r"about|around|perhaps|maybe|possibly|a mere|closer to|approximately|roughly|some|an estimated|estimated|nearly|almost|close to|circa|near|the first|"
    r"около|примерно|порядка|почти|близько|приблизно|майже|약"
)


_QUALIFIER = (
    rf"(?:(?<!\w)(?:(?P<low>(?i:{_LOW}))|(?P<high>(?i:{_HIGH}))|(?P<about>(?i:{_ABOUT})))"
    r"\s*(?:(?i:an? (?:estimated )?total of|total of|another|an additional)\s+)?)?"
)


NUMBER = re.compile(
    _QUALIFIER
    + r"(?:(?P<between>(?i:between|(?:anywhere )?from|от|від))\s+)?"
    + _ONE.replace("{0}", "a")
    + r"(?:(?P<joint>\s*[-–—]\s*|\s+(?i:to|and|or|до|та|и|і)\s+)"
    + _ONE.replace("{0}", "b")
    .replace(r"(?<![\w.,/$€£#№-])", r"(?<![\w.,/$€£#№])")
    .replace(r"(?<![\w-])", r"(?<!\w)")
    + ")?"
)


CLOCK = re.compile(
    r"(?<![\w.,:])(?:\d{1,2}\s*(?:[-–—]|\b(?:to|and|or)\b)\s*)?"
    r"(?:\d{1,2}:[0-5]\d(?::[0-5]\d)?(?!\d)|\d{1,2}(?:[.:][0-5]\d)?\s?(?:[ap]\.\s?m\.|[ap]m\b|o[’']clock\b)|\d{1,2}h(?:[0-5]\d)?(?!\w)"
    r"|(?:[01]\d|2[0-3])[.:]?[0-5]\d\s?(?:hours|hrs|h|GMT|UTC|local time|Z)(?!\w)"
    r"|(?:(?<=\bat )|(?<=\bby )|(?<=\bsince )|(?<=\bafter )|(?<=\bbefore )|(?<=\buntil )|(?<=\baround ))(?:[01]?\d|2[0-3])\.[0-5]\d(?![\d%]|\s?(?:million|thousand|mln|k\b|per ?cent|[a-z]*met)))",
    re.IGNORECASE,
)
"""A time of day: "14:30", "6.45 a.m.", "0645 hours", "14h30"."""


VAGUE = re.compile(
    r"(?<!\w)(?:(?:several|a few|many|some|a couple of)\s+(?:dozens?|hundreds?|thousands?)|(?:tens|dozens|scores|"
    r"hundreds|thousands) of(?: (?:hundreds|thousands) of)?|mass(?:ive)? (?=gathering|deployment|transfer))",
    re.IGNORECASE,
)


PEOPLE = (
    r"(?:artillery|rifle|crew|tank|cavalry)men|troop(?:er)?s?|soldiers?|fighters?|mercenar(?:y|ies)|contractors?|peacekeepers?|officers?|officials|generals|cops|police|carabinieri|gendarmes?|personnel|service\s?(?:men|women|"
    r"members?)|paratroopers?|marines?|commandos?|special forces|forces|recruits?|trainers?|instructors?|advis[eo]rs?|"
    r"militants?|militiamen|police(?:men|women)?|volunteers?|legionnaires?|conscripts?|combatants?|gunmen|sappers?|medics?|"
    r"pilots?|engineers?|specialists?|sailors?|infantry(?:men)?|guards?(?:men)?|men|women|people|individuals|figures|persons?|youths?|casualties|reservists?|"
    r"workers|operatives?|operators?|deserters?|killed|wounded|dead|deaths|fatalities|losses|prisoners|captives|members|nationals|citizens|paramilitar(?:y|ies)|"
    r"veterans|graduates|replacements|returnees|defenders|attackers|sentries|gunners|snipers|riflemen|scouts|guerrillas|partisans|irregulars|regulars|insurgents|rebels|jihadists|reinforcements|guys|lads|fellows|rangers?|airmen|seamen|troopers?|crew|bodyguards?|builders?|comrades|compatriots|countrymen|colleagues|cadets|trainees|enlistees|participants|technicians|drivers|experts|consultants|observers|monitors|boots|"
    r"солдат\w*|военнослужащ\w+|военны[хме]\w*|бойц\w+|наёмник\w*|наемник\w*|человек|войск\w*|військов\w+|бійц\w+|найманц\w+|"
    r"осіб|людей|명|여\s?명|군인|병사"
)


_FLIGHTS = r"flights?|landings|aircraft|air\s?planes?|planes?|sorties|рейс\w*|самол[её]т\w*|літак\w*"


_SITES = (
    r"(?:training |proving |military )?(?:grounds|sites|bases|camps|facilities|airfields|locations|ranges|"
    r"training cent(?:re|er)s)|полигон\w*|полігон\w*"
)


_SHIPS = r"ships?|vessels?|boats?|frigates?|warships?|destroyers?|ferries|cutters|корабл\w*|суд[аноів]\w*"


UNITS = (
    (CountUnit.FLIGHTS, re.compile(rf"(?:{_FLIGHTS})(?!\w)", re.IGNORECASE)),
    (CountUnit.SHIPS, re.compile(rf"(?:{_SHIPS})(?!\w)", re.IGNORECASE)),
    (CountUnit.SITES, re.compile(rf"(?:{_SITES})(?!\w)", re.IGNORECASE)),
    (CountUnit.PEOPLE, re.compile(rf"(?:{PEOPLE})(?!\w)", re.IGNORECASE)),
)


NOT_COUNTED = re.compile(
    r"(?:brigades?|divisions?|battalions?|regiments?|companies|units?|trains|busloads?|truckloads?|lorry-?loads?|planeloads?|boatloads?|columns?|convoys?|groups?|teams?|squads?|platoons?|detachments?|batches|waves|echelons?|contingents?|task forces|armies|years?|months?|weeks?|days?|nights?|mornings?|evenings?|winters?|summers?|seasons?|decades?|centuries|seconds?|hours?|minutes?|kilomet\w+|"
    r"km|miles?|met(?:er|re)s?|mm|cm|(?:b|tr)illion|bn|hryvnias?|reais|rand|won|dirhams?|riyals?|shekels?|kroner|kronor|zloty|lei|birr|kyat|taka|ringgit|rupiah|tenge|manat|lari|drams?|crore|lakh|yuan|yen|baht|rupees?|francs?|shillings|naira|pounds|pesos?|dinars?|lira|percent|per cent|dollars?|euros?|roubles?|rubles?|views?|comments?|degrees|tonn?e?s?|"
    r"rounds?|shells?|missiles?|rifles?|guns?|tanks?|vehicles?|trucks?|lorr(?:y|ies)|buses|coaches|tankers?(?! of\b)|pick-?ups?|cars?|jeeps?|howitzers?|launchers?|helicopters?|drones?|times|points?|sq|square|лет|км|percentage)(?!\w)",
    re.IGNORECASE,
)


PHRASE_ENDS = frozenset(
    [
        "in",
        "at",
        "on",
        "to",
        "from",
        "that",
        "who",
        "which",
        "were",
        "was",
        "have",
        "has",
        "had",
        "are",
        "is",
        "by",
        "with",
        "for",
        "when",
        "where",
        "while",
        "after",
        "before",
        "as",
        "but",
        "would",
        "will",
        "could",
        "may",
        "might",
        "said",
        "his",
        "her",
        "its",
        "a",
        "an",
    ]
)
"""Words that a noun phrase does not go beyond."""


TOTAL = re.compile(
    r"(?:(?:total|number|numbers|figure|tally|strength|headcount|toll|losses|deaths|casualties|size|presence|deployment|garrison|contingent|force|mission|(?<!joined the )(?<!join the )(?<!left the )(?<!entered the )army|battle ?group|brigade|battalion|detachment)\b[^.;]{0,110}?\b(?:numbered|of|to|at|reach(?:ing|ed|es)?|is|was|as|be|by|gone|went|gr[eo]wn?|risen|rose|fallen|fell|dropped|increased|swollen|swelled|climbed|doubled|tripled|shrunk|shrank|cut|total(?:l?ed|s)?|exceed(?:s|ed|ing)?|numbers?)|(?:troops|soldiers|men|fighters|forces|peacekeepers|marines)\b[^.;]{0,60}?\b(?:numbers?|numbered|total(?:l?ed)?|amount(?:ed)? to)"
    r"|(?:group|batch|wave|contingent|force|deployment|unit|convoy|company|detachment|garrison|column|brigade|battalion|battlegroup|squadron|regiment|platoon|mission|crew|party|team)\b[^.;,]{0,50}?\b(?:of|numbering|numbers?|totall?ing)|\b(?:it[’']s|that[’']s|there[’']s|we[’']re talking(?: about)?|you[’']ve got|we[’']ve got))\s*[“\"]?$",
    re.IGNORECASE,
)


MORE = re.compile(
    r"\s+(?:more|others|additional|extra|of them|of these|of those(?= (?:were|are|had|have)\b)|of us|of whom|strong|in all|in total|all told|altogether)\b(?!\s+(?:years?|months?|weeks?|days?|hours?|times|kilomet\w+|miles|per ?cent)\b)",
    re.IGNORECASE,
)
IN_A_PLACE = re.compile(
    r"\s+(?:more\s+|others\s+)?(?:(?:are|were)\s+)?(?:in|at|near|on|to|outside|around)\s+(?:the\s+)?(?-i:[A-ZÀ-Þ])",
    re.IGNORECASE,
)
"""As in "20 soldiers in X and five in Y": what is counted was said before."""
MOST_OF_THEM = re.compile(
    r"\s*,\s*(?:most|many|some|half|all|nearly all|the majority|the bulk) of them\b", re.IGNORECASE
)
"""As in "About 11,000, most of them in X"."""
GOES_ON = re.compile(
    r"(?:\band|,|\bincluding|\bwith|\bplus|\bby|\bof them|\bof whom)\s+(?:(?:another|a further|about|around|some|roughly|perhaps|nearly|up to|at least|more than|over|the other|the remaining)\s+)*$",
    re.IGNORECASE,
)
APPOSED = re.compile(
    r"\b(?:troops|soldiers|men|fighters|peacekeepers|marines|personnel|officers|contingent|garrison|battalion|company|unit|brigade|detachment|convoy|force|group|team|more|many)\s*[,(]\s*(?:(?:about|around|some|perhaps|roughly|nearly|maybe)\s+)?$",
    re.IGNORECASE,
)
CLOSED = re.compile(
    r"(?:\s+(?:or so|strong|in all|in total|all told|altogether|of them|at most|at least))?\s*[,)]"
)
"""As in "soldiers, 200 or so, are in X"."""


STANDS_FOR = re.compile(
    r"(?:\s+or so)?\s+(?:(?:who\s+)?(?:was|has|were|are|have|had|will|died|fell|fled|deserted|remain(?:ed)?|stayed|took part|fought|served|trained|perished|drowned|returned|arrived|left|crossed|came|went|entered|escaped|surrendered|defected|survived|landed|walked|marched|did not)\b|(?:\w+ly )?(?:deployed|stationed|based|posted)\b|to desertion\b)(?! (?:shot down|intercepted|downed|destroyed|displaced|grounded|damaged|hit\b|evacuated|homeless))",
    re.IGNORECASE,
)
"""As in "At least 10,000 were in the region": the number stands for people whom the text has named."""


AGED = re.compile(
    r"\b(?:who|he|she|boy|girl|man|woman|son|daughter) (?:was|is|were|turned)\s+$|\baged?\s+$", re.IGNORECASE
)
"""As in "a boy who was perhaps 19 came in"."""
OURSELVES = re.compile(
    r"\b(?:(?:[Ww]e|[Tt]hey) (?:are|were)(?: (?:now )?(?:down|up) to)?|(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|I) (?:has|have|had|counted|saw)|[Cc]ounted|[Tt]he \w+ lost|[Tt]here (?:are|were)|[Ii]t is)\s+(?:(?:only|just|about|around|roughly|perhaps|some|nearly|over|at least|more than|up to|another)\s+)*$"
)
AS_MANY = re.compile(
    r"(?:\s+(?:or so|more|men))?(?:\s*[,;.”\"](?!\d)|\s+(?:here|in|on|at|near|under|now|altogether|all told|to desertion|at (?:the )?most)\b(?! (?:fact|all likelihood|any case|addition|years?|months?|a row|place|mind|stock|hand)\b))"
)
"""As in "We are thirty here", "I counted nine hundred", "He has 4,000 on the plateau"."""


FIRST_OF_THEM = re.compile(
    r"\b(?:the first|another|a further|an additional|the remaining|the other|a second|guess(?:es|ed)|(?:put|number(?:s|ed)|estimate[sd]|count(?:s|ed)) (?:\w+ )?at|(?:reckon|estimate)(?:s|ed))\s+(?:(?:about|around|roughly|some|nearly|up to|at least|over|more than)\s+)?$",
    re.IGNORECASE,
)


OF_WHICH = re.compile(r"\bof which\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


GROWS = re.compile(r"(?:could|may|might) (?:reach|rise to|grow to|climb to|total)", re.IGNORECASE)


STRONG = re.compile(r"-(?:strong|man|member|person|soldier|officer|troop)\b", re.IGNORECASE)


PART_OF = re.compile(
    r"\s+of (?:its|their|the|those|these|his|her)\b(?= [\w -]*(?:"
    + PEOPLE
    + r"|contingent|force|own)(?!\w))|\s+(?:out )?of (?:the |an? )?(?:expected |planned |promised |pledged )?(?:\d[\d,]*|"
    + WORDS
    + r")\b"
)


AFTER = re.compile(
    r"\s+(?:(?P<low>or more|at least|-plus|and something|and counting|and more)|(?P<high>at (?:the )?most|or fewer|or less))\b"
)


CARRIES = re.compile(
    r"\b(?:aboard|boarded|boarding|on|in|into|onto)\s+(?:the\s+|its\s+|their\s+)?$", re.IGNORECASE
)
"""As in "boarded two planes": what carries them is not what is reported."""


JOINS_NUMBER = re.compile(r"\s*(?:,|and|,\s*and)\s+(?:[a-z]+\s+){0,2}\d")
"""As in "250 South Sudanese and 300 Kenyan soldiers"."""

OF_THINGS = re.compile(
    r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen))\s+(?:[\w-]+\s){0,2}?(?:positions|posts|outposts|bases|camps|sites|places|points|provinces|districts|axes|drones?|missiles?|rockets?|shells?|vehicles?|tanks?|aircraft|planes?|jets?|helicopters?|ships?|boats?|guns?|trucks?|lorr(?:y|ies)|tankers|"
    r"homes?|houses?|buildings?|villages?|towns?|tents?|bombs?|howitzers?|launchers?|containers?|trains?)\b(?:[^.;]|(?<=[ap])\.m\.){0,120}$",
    re.IGNORECASE,
)
"""Things that were counted before: "212 drones, two of them over the port"."""
