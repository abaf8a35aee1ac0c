"""The words around a place name: what leads to one, what holds one, and what is none."""

import re

from muster.gazetteer.words import TYPE_PHRASES
from muster.vocabulary import PlaceRole

UPPER = "A-ZÀ-ÖØ-ÞĀŁŚŞČŠŽА-ЯЁІЇЄҐ"

CAP = rf"(?:(?:[AaEe][lsnzdr]|[Aa]sh|[Aa]t|[Ee]sh)-(?=[{UPPER}]))?[{UPPER}](?:\.[{UPPER}]\.?)*[\w’'ʼ-]*(?:\s(?:ez|es|er|az|al|as|el)-[{UPPER}][\w’'ʼ-]*)?"

NAME = re.compile(
    rf"(?<![\w’'-]){CAP}(?:(?:\s+(?:de|da|do|del|des|la|le|les|sur|of|du|dos|ibn|bin)(?:\s+(?:la|the))?)?\s+(?:d[’'])?{CAP})*"
)

AFTER_TO = re.compile(
    r"(?:the|a|an|its|their|his|her|our|that|this|these|those|both|several|some|many|other|another|all|each|as|far|within|nearby|villages?|positions?|\d[\d,]*|\w+ing|\w+ern|\w+-\w+|\w+al|\w+ous|\w+ic|\w+ed|\w+n|\w+st)",
    re.IGNORECASE,
)
"""What may follow the preposition "to"; any other small word behind it is a verb: "to stop"."""

HANGUL = re.compile(r"[가-힣]{2,}")

PARTICLE = re.compile(r"(?:에서는|에서|으로|에는|에게|까지|부터|에|로|의|와|과|은|는|이|가|을|를)$")

TYPES = "|".join(
    sorted(
        {
            re.escape(" ".join(phrase))
            for phrase in TYPE_PHRASES
            if phrase[0].isascii() or "а" <= phrase[0][0] <= "ї"
        },
        key=len,
        reverse=True,
    )
)
PLURAL_TYPES = r"provinces|departments|districts|governorates|counties|states|oblasts|prefectures|cantons"
"""What only several places are together: "Surin and Ubon Ratchathani provinces"."""
TYPES = f"{TYPES}|{PLURAL_TYPES}"

TYPE_AFTER = re.compile(rf"\s+(?:{TYPES})(?!\w)", re.IGNORECASE)

SETTLES = {
    "in": PlaceRole.AT, "at": PlaceRole.AT, "near": PlaceRole.AT, "inside": PlaceRole.AT, "around": PlaceRole.AT, "on": PlaceRole.AT,
    "within": PlaceRole.AT, "across": PlaceRole.AT, "throughout": PlaceRole.AT, "through": PlaceRole.AT, "outside": PlaceRole.AT, "above": PlaceRole.AT, "opposite": PlaceRole.AT,
    "beside": PlaceRole.AT, "by": PlaceRole.AT, "over": PlaceRole.AT, "along": PlaceRole.AT, "off": PlaceRole.AT, "via": PlaceRole.AT,
    "to": PlaceRole.DESTINATION, "into": PlaceRole.DESTINATION, "toward": PlaceRole.DESTINATION, "towards": PlaceRole.DESTINATION,
    "for": PlaceRole.DESTINATION, "from": PlaceRole.ORIGIN, "onto": PlaceRole.DESTINATION,
    "behind": PlaceRole.AT, "below": PlaceRole.AT, "past": PlaceRole.AT, "round": PlaceRole.AT, "up": PlaceRole.AT,
    "в": PlaceRole.AT, "во": PlaceRole.AT, "на": PlaceRole.AT, "под": PlaceRole.AT, "у": PlaceRole.AT, "біля": PlaceRole.AT,
    "возле": PlaceRole.AT, "около": PlaceRole.AT, "під": PlaceRole.AT, "з": PlaceRole.ORIGIN, "із": PlaceRole.ORIGIN,
    "из": PlaceRole.ORIGIN, "до": PlaceRole.DESTINATION, "к": PlaceRole.DESTINATION, "близ": PlaceRole.AT, "через": PlaceRole.AT, "и": PlaceRole.AT, "та": PlaceRole.AT,
}  # fmt: skip

PAIRS = {
    **{("of", word): PlaceRole.AT for word in ("residents", "villagers", "inhabitants", "mayor", "prefect", "people", "elders", "priest", "traders", "shopkeepers", "fishermen", "farmers")},
    ("for", "as"): PlaceRole.AT, ("to", "as"): PlaceRole.AT, **{("of", word): PlaceRole.AT for word in ("imagery", "image", "images", "photo", "photos", "photographs", "picture", "pictures", "footage", "video", "videos")}, ("as", "far"): PlaceRole.DESTINATION, ("of", "out"): PlaceRole.ORIGIN, ("to", "close"): PlaceRole.AT, ("to", "next"): PlaceRole.AT, ("from", "close"): PlaceRole.AT,
    **{("between", word): PlaceRole.AT for word in ("posts", "positions", "checkpoints", "road", "highway", "line", "strip", "stretch", "villages", "area", "sector", "somewhere", "outposts", "split", "divided", "spread", "shared", "scattered", "distributed")},
}  # fmt: skip
"""Prepositions that lead to a place by the word before them."""

ALL_THE_SAME = frozenset(
    {("at", "market"), ("near", "market"), ("in", "due"), ("at", "due"), ("for", "bound"), ("to", "return")}
)
"""Prepositions that lead to a place although the word before them mostly leads to none."""

FOUGHT_FOR = re.compile(
    r"\b(?:figures?|numbers?|totals?|estimates?|tally)\s+for\s+(?:the\s+)?$|\b(?:the|in|heavy|fierce|bitter|of|during|street)\s+(?:fighting|battles?|fight|struggle|combat)\s+for\s+(?:the\s+)?$"
)
"""As in "the battle for X"; but who is "fighting for X" is its soldier."""

NOT_BETWEEN = frozenset(
    {
        "fighting", "clashes", "talks", "relations", "war", "deal", "agreement", "ties", "cooperation", "treaty", "pact", "differences", "tensions", "conflict", "trade",
        "rivalry", "dispute", "distance", "link", "links", "battles", "battle", "gap", "difference", "choice", "somewhere", "",
    }
)  # fmt: skip
"""What is between two sides, and not between two places."""

NAMED_MISSION = re.compile(
    r"\b(?:Nations|UN|U\.N\.|EU|AU|Union|Assistance|Advisory|Stabili[sz]ation|Training|Monitoring|Observer|Verification|Support|Police|Special|Interim)\s+(?:\w+\s+)?(?:Mission|Office|Delegation|Force)\s+in\s+(?:the\s+)?$"
)
"""As in "the United Nations Mission in South Sudan": one name."""

WITH_ON = frozenset(
    {"take", "taking", "took", "takes", "focus", "focused", "depend", "depends", "rely", "relies", "based"}
)
"""Verbs that make no place of what stands behind their "on"."""

TOLD_FROM = frozenset({"imagery", "images", "image", "photos", "photographs", "pictures", "data", "reports", "report", "statement", "information", "video", "videos", "sources", "intelligence"})  # fmt: skip
"""What comes from somebody who tells or shows it: "imagery from X"."""

TAKES_PLACE = {
    "left": PlaceRole.ORIGIN, "leave": PlaceRole.ORIGIN, "leaves": PlaceRole.ORIGIN, "leaving": PlaceRole.ORIGIN, "departed": PlaceRole.ORIGIN,
    "quit": PlaceRole.ORIGIN, "evacuated": PlaceRole.ORIGIN, "vacated": PlaceRole.ORIGIN,
    "entered": PlaceRole.DESTINATION, "enter": PlaceRole.DESTINATION, "reached": PlaceRole.DESTINATION, "reach": PlaceRole.DESTINATION,
    "reaching": PlaceRole.DESTINATION, "entering": PlaceRole.DESTINATION,
    **dict.fromkeys(("retaken", "retake", "recapture", "captures", "capturing", "seize", "seizes", "seizing", "storm", "storms", "overruns", "overrunning", "raids", "raiding", "shelling", "secures", "securing", "surrounded", "surround", "encircle", "infiltrate", "liberate", "protect", "protecting", "protected", "reinforce"), PlaceRole.AT),
    **dict.fromkeys(("flee", "flees", "fled", "fleeing", "abandon", "abandons", "abandoned", "evacuate", "evacuates", "vacate", "exits", "exiting"), PlaceRole.ORIGIN),
    "enters": PlaceRole.DESTINATION, "reaches": PlaceRole.DESTINATION,
    "reoccupied": PlaceRole.AT, "reoccupy": PlaceRole.AT,
    "captured": PlaceRole.AT, "recaptured": PlaceRole.AT, "retook": PlaceRole.AT, "seized": PlaceRole.AT, "stormed": PlaceRole.AT,
    "attacked": PlaceRole.AT, "took": PlaceRole.AT, "taken": PlaceRole.AT, "overran": PlaceRole.AT, "overrun": PlaceRole.AT, "liberated": PlaceRole.AT,
    "raided": PlaceRole.AT, "shelled": PlaceRole.AT, "infiltrated": PlaceRole.AT, "reinforced": PlaceRole.AT, "reinforcing": PlaceRole.AT, "ringed": PlaceRole.AT, "encircled": PlaceRole.AT, "occupied": PlaceRole.AT, "guarding": PlaceRole.AT, "guard": PlaceRole.AT,
    "guarded": PlaceRole.AT, "patrolled": PlaceRole.AT, "patrolling": PlaceRole.AT, "secured": PlaceRole.AT, "hold": PlaceRole.AT,
    "occupy": PlaceRole.AT, "occupies": PlaceRole.AT, "occupying": PlaceRole.AT, "holds": PlaceRole.AT, "holding": PlaceRole.AT, "held": PlaceRole.AT,
    "control": PlaceRole.AT, "controls": PlaceRole.AT, "controlled": PlaceRole.AT, "controlling": PlaceRole.AT, "garrison": PlaceRole.AT,
    "besieged": PlaceRole.AT, "quitting": PlaceRole.ORIGIN, "quits": PlaceRole.ORIGIN, "exited": PlaceRole.ORIGIN, "exit": PlaceRole.ORIGIN,
    "defend": PlaceRole.AT, "defending": PlaceRole.AT, "crossed": PlaceRole.AT, "crossing": PlaceRole.AT, "passing": PlaceRole.AT, "passed": PlaceRole.AT, "clearing": PlaceRole.AT, "cleared": PlaceRole.AT, "discuss": PlaceRole.AT, "losing": PlaceRole.ORIGIN, "lost": PlaceRole.ORIGIN, "ceded": PlaceRole.ORIGIN, "regained": PlaceRole.AT, "retains": PlaceRole.AT, "retained": PlaceRole.AT,
}  # fmt: skip

NOUNS_TOO = frozenset(
    {
        "control",
        "controls",
        "hold",
        "holds",
        "held",
        "garrison",
        "exit",
        "exits",
        "guard",
        "secures",
        "storms",
        "raids",
        "captures",
        "protect",
    }
)
"""Verbs that take a place, but not where they are written as names."""

TWIN = re.compile(
    rf"(?P<side>(?:North|South|East|West|Upper|Lower|Northern|Southern|Eastern|Western|Central))(?=\s+(?:and|or)\s+(?:North|South|East|West|Upper|Lower|Northern|Southern|Eastern|Western|Central)\s+(?P<name>[{UPPER}][\w’'-]+))"
)
"""As in "North and South Kivu": two names that share their last word."""
NUMBERED = re.compile(
    r"\bHill \d{2,4}\b|\b[A-Z]-?\d{1,3} (?:military )?(?:air ?base|airfield|base|camp|airport|crossing)\b|\b(?:Air ?[Bb]ase|Base|Camp|Outpost|Point|Post|Site|Airfield|Garrison)\s+\d{1,4}\b"
)
"""A site by its number: "Air Base 201"."""

HOLDS_NAME = re.compile(
    r"^(?:heights|highlands|plateau|schools?|hospitals?|stadium|cinema|hotels?|factor(?:y|ies)|cannery|prison|jail|market|church|mosque|monastery|university|college|bathhouse|railhead|depot|bazaar|stations?|outposts?|posts?|checkpoints?|hamlets?|pocket|cellars?|basements?|courtyards?|compounds?|fields?|woods?|forests?|trenches|tunnels?|hangars?|yards?|squares?|docks|quays?|harbou?rs?|runways?|waters|rooftops|alleys|quarters?|gardens|orchards|mines?|quarry|dunes|plains?|cliffs|ridges?|lakeside|riverbank|wards?|blocks?|two|three|four|several|many|most|all|both|territories|sectors?|zones?|communes?|departments|cantons?|localit(?:y|ies)|neighbou?rhoods?|corners?|lanes|hinterland|counties|states|siege|battle|capture|recapture|defen[cs]e|fall|seizure|"
    r"occupation|liberation|cit(?:y|ies)|towns?|villages?|ports?|regions?|provinces?|districts?|areas?|outskirts|suburbs?|streets|airport|airfields?|"
    r"parts?|borders?|capital|islands?|east|west|north|south|north-?east|north-?west|south-?east|south-?west|shores?|coast|territory|centre|center|base|bases|camp|"
    r"camps|ranges?|grounds?|krai|oblast|republic|state|county|governorate|department|vicinity|hills|mountains|settlement|garrison|barracks|edge|soil|positions|exits?|entrances?|gates?|approaches|slopes|junction|crossing|road|foot|heart|middle|top|sides?|halves|half|flanks?|ends|ruins|remains|rubble|control|banks?|mouth|end|highlands|hangars)$",
    re.IGNORECASE,
)

ABSTRACT = re.compile(
    r"^(?:wars?|conflicts?|incursions?|forays?|inroads|thrusts?|cris[ie]s|interests?|elections?|invasion|influence|aid|ties|relations|supports?|talks|meetings?|summit|banks?|reporters|journalists|parliament|"
    r"court|ministers?|ministry|ambassadors?|embassy|lawmakers|parties|newspapers?|spokes\w+|officials|analysts|users|threats?|response|return|access|"
    r"ceremon(?:y|ies)|parades?|celebrations?|funerals?|situation|peace|stability|security|statement|interview|letter|message|speech|remarks|testimony|complaint|appeal|insurgency|economy|market|law|history|policy|strategy|tensions|alliance|balance|power|confrontations|confidence|"
    r"weapons|ammunition|missiles|success|role|risks?|pressure|impact|assistance|investment|deal|agreement|stand|stance|loyal|dependency|similar|due|according|thanks|belonging|loyal|allied|affiliated|linked|tied|attributed|related|committed|"
    r"respond|responds|speaking|bound|ally|allies|developments?|operation|opposed|important|key|vital|protests?|briefings?|conferences?|hearings?|seminar|workshop|forum|university|professor|radio)$",
    re.IGNORECASE,
)

GO_ON = frozenset(
    {
        "due",
        "according",
        "thanks",
        "similar",
        "loyal",
        "bound",
        "opposed",
        "key",
        "vital",
        "important",
        "speaking",
        "belonging",
        "linked",
        "related",
        "tied",
        "allied",
        "affiliated",
        "committed",
        "attributed",
        "respond",
        "responds",
    }
)
"""Words that go on after a place: "left Mali due to"; the name says nothing of them."""

ORGANISATION = re.compile(
    r"\b(?:Rifles|Fusiliers|Hussars|Lancers|Dragoons|Grenadiers|Rangers|Constabulary|Assembly|Senate|Congress|Institute|University|Foundation|House|Cent(?:re|er) for|Ministry|Directorate|Command|Council|Agency|Service|Forces?|Army|Network|News|Post|Times|Herald|"
    r"Group|Union|Academy|College|Committee|Commission|Association|Company|Corps|Department of|Office|Bank|Treaty|Studies|Nations|Party|Brigade|Division|Battalion|Regiment|Guard|Fund|Organi[sz]ation|Summit|Conference|Museum|Intelligence|Mission)\b"
)

NO_PLACE = re.compile(
    r"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?|"
    r"I|A|There|Here|Nobody|Everybody|Everyone|Pier|Hangar|Gate|Building|Block|Terminal|Route|Highway|Resolution|Article|Opposition|Exile|Transition|Channel|The|This|That|Residents?|Villagers?|Shopkeepers?|Traders?|People|Soldiers|Troops|Fighters|Members|Officials|Elements|Units|Scores|Hundreds|Thousands|Dozens|Most|All|Half|Police|Rebels|Militants|Women|Men|Families|Witnesses|Defenders|Mayors?|Elders|These|Those|It|He|She|They|We|But|And|In|On|At|For|Near|From|Outside|Inside|Around|Behind|Beyond|Across|Along|To|By|Above|Below|Beside|Opposite|Off|Over|Through|Via|Towards?|Into|After|Before|Since|Until|With|Under|Between|Among|Once|As|If|When|While|President|General|Colonel|Prime|Minister|Photo|Both|One|Some|No|Another|Several|Additional|Many|"
    r"Mr|Mrs|Ms|Dr|Special|Military|Operation|Internet|Tarmac|Telegram|Twitter|Facebook|WhatsApp|YouTube|TikTok|Instagram|Parliament|Congress|Senate|Cabinet|Reuters|BBC|CNN|Bloomberg|Euro|West|East|North|South|Western|Eastern|AFP|AP|TV|UN|EU|Africa|Europe|Asia|NATO|Islamic|Christian|Muslim|English|AK|PKK|SVD|RPG|COP\d*|\w+ists?|\w+ism|"
    r"(?:(?:North|South|East|West|Central)\s)?(?:African|European|Asian|Arab|American|Pacific|Balkan|Western)|(?:Air|Naval|Military)?\s?(?:Base|Embassy|Camp|Airport|Army|Border|Capital|Government)|Defen[cs]e|Secretary|Reports?|According|Analysts|Experts)$"
)

COMPASS = re.compile(
    r"(?<!\w)(?:(?:far|the)\s+)?(?:north-?east|north-?west|south-?east|south-?west|northern|southern|eastern|western|central|north-?eastern|north-?western|south-?eastern|south-?western|north|south|east|west|upper|lower|occupied|mainland|rural)(?:[\s-]+|\s+of\s+(?:the\s+)?)$",
    re.IGNORECASE,
)

COMPASS_IN = re.compile(
    r"^(?:Northern|Southern|Eastern|Western|Central|North-?[Ee]astern|North-?[Ww]estern|South-?[Ee]astern|South-?[Ww]estern)\s+",
    re.IGNORECASE,
)

SITES_OF = re.compile(
    r"\s+(?:(?:military|army|naval|air|federal|national|own|border)\s+){0,2}(?:(?:training|proving)\s+)?(?:(?:drone |missile |arms |defen[cs]e )?(?:complex|plants?|factor(?:y|ies)|shipyards?|facility)|islands?|islets?|cit(?:y|ies)|towns?|villages?|waters|coast|mainland|side of the (?:border|frontier)|grounds?|sites|bases|camps|facilities|airfields|territory|soil|ranges|garrisons|barracks|ports|lands)\b(?!,?\s+(?:of\s+)?(?:the\s+)?(?-i:[A-Z]))",
    re.IGNORECASE,
)

FRONT = re.compile(r"\bthe front(?:[ -]?lines?)?\b(?! (?:of|page|runner|door))", re.IGNORECASE)
"""Where no name is written: left open, unless the text has settled what it means before."""

AREA_AFTER = re.compile(
    r"\s+(?:corridor|gap|strip|highlands?|mountains?|hills|valley|peninsula|plateau|basin|delta|forest|desert|triangle|enclave|pocket|heights)\b",
    re.IGNORECASE,
)
"""What makes of a town's name an area around it: "the Suwałki corridor" is not the town."""

EVENT_NAME = re.compile(
    r"\b(?:exercises?|drills?|operations?|manoeuvres|maneuvers|code-?named|called|named|dubbed)\s+[“\"‘']?$",
    re.IGNORECASE,
)
"""As in "exercise Dacian Fall": what stands behind is the name of what is done."""

BORDER_OF = re.compile(
    rf"(?:(?P<a>{CAP}(?:\s{CAP}){{0,2}})[’']s?\s+(?:[a-z]+\s+)?(?:border|frontier)\s+with\s+(?P<b>{CAP}(?:\s{CAP}){{0,2}})"
    rf"|(?:border|frontier)\s+between\s+(?P<c>{CAP}(?:\s{CAP}){{0,2}})\s+and\s+(?P<d>{CAP}(?:\s{CAP}){{0,2}})"
    rf"|\b(?:border|frontier)\s+with\s+(?P<g>{CAP}(?:\s{CAP}){{0,2}})"
    rf"|(?P<e>{CAP}(?:\s{CAP}){{0,2}})\s?[-–—/]\s?(?P<f>{CAP}(?:\s{CAP}){{0,2}})\s+(?:border|frontier))"
)
"""A border by its two sides: "Russia's border with Ukraine", "the Russia–Ukraine border"."""

BORDER = re.compile(
    r"(?:\b(?:northern|southern|eastern|western)\s+)?\b(?:border|frontier)\b(?!\s+(?:of(?! the country\b)|with(?! (?:about |some |around |up to |over )?\d)|between|exercises?|operations?|clash(?:es)?|war|dispute|security|trade|guards?|posts?|service|towns?|villages?|regions?|police|areas?|districts?|stations?|fences?|walls?|barrier|hamlets?|outposts?|crossings?|patrols?)\b)"
)

AGAIN = re.compile(
    r"\b(?:(?:(?-i:[A-Z])[\w-]+(?: (?-i:[A-Z])[\w-]+)?[’']s|the|its|their)(?: (?-i:[A-Z])[\w-]+)? capital(?: city)?(?!,? (?-i:[A-Z])| of\b| in\b|[’']s\b)|the (?:(?:port|border|garrison|coastal|mining|frontier|besieged) )?(?:city|town|village|port|province|oblast|krai|region|district|island|governorate|county|camp|base|airbase|airfield|airstrip|airport|compound|barracks)|(?<=in )(?:this|that) (?:city|town|village|province|region|district))\b(?! (?:of|with|hospital|court|commissioner|governor|police|headquarters|newspaper|administration|officials?|chief|magistrate|council|hall|town|city|village|airport|authorit|where|which|that|(?:in|at|near|on) (?!(?:January|February|March|April|May|June|July|August|September|October|November|December|\w+day)\b)(?-i:[A-Z])\w*)\b)",
    re.IGNORECASE,
)
"""As in "Left the city": the one that the text spoke of last."""

UNDER_FIRE = re.compile(
    r"\bcrossing (?:to|into|with)\s+(?:the\s+)?$|\b(?:blockade of (?:the )?(?:roads?|routes?|highways?)|supplies|fuel)\s+to\s+(?:the\s+)?$|\b(?:fire[ds]?|firing|rockets?|mortars?|missiles?|drones?|shells|strikes?|artillery)\s+(?:[\w-]+\s+){0,5}?(?:on|over|against)\s+(?:(?:the|nearby|several)\s+)?(?:(?:villages?|towns?|cit(?:y|ies)|positions?|targets?|areas?|parts)\s+(?:in|of|around|across)\s+(?:the\s+)?)?(?:[A-Z][\w-]+[’']s?\s+)?$"
    r"|\bdrones?\b[^.;]{0,40}\bof them over\s+$"
    r"|\b(?:suspend|halt|cancel|resum|stopp|cut)\w*(?: off)? (?:[\w-]+ ){0,2}?(?:flights|ferries|trains|buses|aid) to\s+(?:the\s+)?$"
)
"""As in "fire on villages in X", "flights to X": what is shot or sails there is nobody."""
WHO_IN = re.compile(
    r"\b(?:was|were|been) told (?:in|at)\s+(?:the\s+)?$|\b(?:everyone|everybody|no ?one|nobody|anyone|critics|opponents|politicians|investors|observers|protesters|commentators)\s+(?:in|at)\s+(?:the\s+)?$|\b(?:[Mm]inistry|[Pp]arliament|[Cc]ongress|[Cc]ourt)(?: of [A-Z]\w+)* in\s+(?:the\s+)?$"
)
"""As in "not everyone in Seoul": those of whom nothing is reported."""

TYPE_BEFORE = re.compile(
    r"\b(?P<type>region|province|department|governorate|oblast|prefecture|state|district|county|canton) of\s+(?:the\s+)?$"
)
"""As in "the border region of X": the region, and not its town."""
WATER = re.compile(r"\s+(?:[Rr]iver|[Ss]trait|[Cc]anal|[Bb]ridge)\b")
BESIDE_WATER = frozenset({"across", "along", "over", "by", "via", "crossed", "crossing"})
"""What leads to a river that is only crossed."""
STANDS_ALONE = re.compile(
    r"\b(?:[a-z]{3,}ed|seen|fighting|forces|troops|soldiers|fighters|men|militants|rebels|personnel|peacekeepers|mercenaries|marines|commandos|vehicles|tanks|patrols?|positions|lines?|just|back)\s+$"
)
"""What stands before the side of a place where no preposition leads to it: "ambushed south of X"."""

TOWARDS = frozenset({"on", "toward", "towards", "from"})
"""What leads to "the capital" that somebody only threatens."""
FAR_INSIDE = re.compile(
    r"\b(?:kilomet\w+|km|miles?|met(?:er|re)s)\s+(?:inside|within|from|off|short of|into)\s+(?:its\s+|the\s+|their\s+)?$"
)
"""As in "30 kilometres inside its border"."""
DISTANCE = re.compile(
    r"(?:kilomet\w+|km|miles?|met(?:er|re)s?|hours?)\s+(?:\([^)]*\)\s+)?(?:to the\s+)?(?:[\w-]+\s+)?(?:from|off|of|away from)\s+(?:the\s+|its\s+|their\s+|[A-Z][\w-]+(?:[’']s?)?\s+)?(?:(?:[A-Z][\w-]+\s+)?(?:port|town|city|village|capital|base|border|frontier)\s+(?:of|with)\s+(?:the\s+)?)?$"
    r"|\d\s*(?:kilomet\w+|km|miles?|met(?:er|re)s?)\s+(?:\([^)]*\)\s+)?(?:to\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)

TO_WITHIN = re.compile(
    r"\bto within\s+(?:about\s+|some\s+|roughly\s+)?[\w.,-]+\s+(?:kilomet\w+|km|miles?|met(?:er|re)s?)\s+of\s+(?:the\s+)?(?:(?:city|town|village|port|outskirts|centre)\s+of\s+)?$",
    re.IGNORECASE,
)
"""As in "they came to within 200 metres of X"."""
PEOPLES = frozenset({"Kurdish", "Arab", "Tuareg", "Druze", "Alawite", "Shia", "Shiite", "Sunni", "Christian", "Muslim", "Pashtun", "Baloch", "Tigrayan", "Amhara", "Oromo", "Chechen", "Crimean", "Baltic", "Balkan", "Arctic", "Nordic", "Saharan", "Sahelian", "Mediterranean", "Siberian", "Caribbean", "European", "African", "Asian", "Islamist", "Soviet", "Soviet-era"})  # fmt: skip
"""Words for peoples and parts of the world that may stand between a preposition and a name."""

FARTHEST_LEAD = 9
"""Words between the preposition and the name: "in the Russian cities such as"."""

SOLDIERS = re.compile(
    r"^(?:troops|soldiers?|fighters?|mercenar(?:y|ies)|contractors?|peacekeepers?|officers?|forces?|men|recruits|veterans|police|units?|personnel|contingents?|battalions?|instructors|trainers|advis[eo]rs|militants|rebels|"
    r"paramilitar(?:y|ies)|factions?|groups?|militias?|brigades?|divisions?|regiments?|corps|armies|army|junta|regime|government|authorities|officials|servicemen|gunmen|specialists|engineers|marines|commandos|paratroopers|sappers|builders|miners|medics|nurses|drivers|crews?|pilots|workers|policemen|gendarmes|guards|volunteers|conscripts|reservists|labourers|technicians|observers|monitors|ships?|vessels?|jets|aircraft)$",
    re.IGNORECASE,
)

FRONT_OF = re.compile(r"\s+(?:front(?:[ -]?lines?)?|direction|sector|axis|salient)\b", re.IGNORECASE)

TAKES_AWAY = re.compile(
    r"\b(?:withdr[ae]w\w*|pull\w*|remov\w*|evacuat\w*|repatriat\w*|redeploy\w*|transfer\w*|shift\w*|mov(?:e|ed|es|ing)|airlift\w*|expel\w*|recall\w*|fl[eo]wn?|flying|ferr\w+|"
    r"sen[dt]\w*|br(?:ing|ought)\w*(?! together)|dispatch\w*|return\w*|transport\w*|carr(?:y|ied|ying)|brought|taking|taken|took)\b(?:[^,;.:]|,(?=\d)){0,80}$",
    re.IGNORECASE,
)
"""As in "withdrew its soldiers from Mali": there "from" says where they were, and not whose they are."""

FIGHTS_IN = re.compile(
    r"\bprisoners? of war in\s+(?:the\s+)?$|\bfight\w* (?:[\w’'-]+ ){0,3}?wars? in\s+(?:the\s+)?$|\b(?:participat\w+|part|fight\w*|fought|involved|engaged|serv\w+|killed|died|deployed) in (?:the|its|a|this) (?:[\w-]+ )?(?:war|conflict|operation|campaign|offensive|fighting|insurgency)s? in\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""As in "taking part in the war in Yemen": there the war's place is theirs."""

AGREED_IN = re.compile(
    r"\b(?:accords?|agreements?|deals?|pacts?|truce|ceasefire|treaty|talks|summit|meeting|ceremony|resolution|decision|document|statement)\s+(?:[\w-]+\s+){0,2}?(?:reached|initialled|initialed|signed|struck|held|agreed|adopted|brokered|sealed|concluded|announced|made|passed|mediated)\s+(?:in|at|on)\s+(?:the\s+)?$"
    r"|\b(?:compan(?:y|ies)|firms?|organi[sz]ations?|institutes?|think-?tanks?|NGOs?|ships?|vessels?|contractors?)\s+(?:[\w-]+\s+){0,2}?(?:registered|based|headquartered|incorporated)\s+in\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""As in "an accord reached in Nairobi": where somebody met."""

TOWN_OF = re.compile(
    r"\b(?:city|town|village|port|settlement|airport|airfield|base|outskirts|streets)(?:\s+of)?\s+$",
    re.IGNORECASE,
)

APPOSITION = re.compile(
    r",\s+(?:the|an?|its|their)\s+(?:(?!said|says|told|and\b)[\w’'-]+\s+){1,6}?(?:in|on|of|at|near|outside)\s+(?:the\s+)?"
)
"""As in "Nyala, the rebels' hub in South Darfur"."""

NO_NAME = re.compile(
    r".*-(?:led|backed|based|controlled|held|run|made|sponsored|supported|funded|trained|occupied|owned|born|style)",
    re.IGNORECASE,
)
"""As in "UN-led": whose it is, and not where."""

FACES = re.compile(
    r"\b(?:facing|opposite|overlooking|across (?:the (?:[\w-]+ ){1,3})?from)\s+(?:the\s+)?$", re.IGNORECASE
)
"""As in "opposite Ladakh": over there, and not in it."""

LEAVES = re.compile(
    r"\b(?:left|leav\w+|depart\w*|orders|destined|earmarked|bound|set out|headed|heading|make|making|made|set off|sailed|flew)\b",
    re.IGNORECASE,
)

HEADED_FOR = re.compile(
    r"^\W*(?:[\w,.’'-]+\s+){0,4}?(?:troops|soldiers|peacekeepers|police|sappers|engineers|marines|commandos|paratroopers|instructors|trainers|advisers|reinforcements|medics|battalion|contingent|brigade|force)\s+for\s+(?:the\s+)?$"
)
"""As in the headline "Polish sappers for Kherson"."""

JOINT = re.compile(
    r"\s*(?:,\s*(?:and|or|as well as)?|and|or|as well as|та|и|і)\s+(?:(?:in|at|to|near|from)\s+)?(?:the\s+)?(?:(?:town|city|village|port)s?\s+of\s+)?",
    re.IGNORECASE,
)

_MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
DATED_JOINT = re.compile(
    rf"\s+(?:in|on|since|until|by)\s+(?:(?:early|late|mid)[ -])?(?:{_MONTHS}(?:\s+\d{{1,2}},?)?(?:\s+\d{{4}})?|\d{{1,2}}\s+{_MONTHS}(?:\s+\d{{4}})?|\d{{4}}|[A-Z][a-z]+day)(?:\s+of\s+(?:the same|that|last|this)\s+year)?\s*(?:,\s*(?:and\s+)?|and\s+)"
)
"""As in "left Gao in August 2022, Ouagadougou in February": each place with its own day."""
INSIDE = re.compile(
    r"\s*,?\s+in\s+the\s+(?:[a-z]+\s+)?(?:region|area|enclave|valley|zone|province|district)\s+(?:around|surrounding|near)\s+|\s*(?:,|\(|,?\s+in|,?\s+of|,?\s+within|,?\s+on)\s*(?:the\s+)?(?:(?-i:[A-Z])[\w-]+(?:\s(?-i:[A-Z])[\w-]+){0,2}[’']s\s+)?(?:(?:northern|southern|eastern|western|central|neighbou?ring)\s+)?(?:(?:region|province|state|district|department|governorate|krai|oblast)\s+of\s+)?",
    re.IGNORECASE,
)

BARS = frozenset(
    [
        "and",
        "or",
        "that",
        "which",
        "with",
        "than",
        "said",
        "says",
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "as",
        "could",
        "may",
        "might",
        "will",
        "would",
        "can",
        "between",
        "after",
        "before",
        "since",
        "because",
        "until",
        "despite",
        "unlike",
        "following",
        "during",
        "against",
        "who",
        "when",
        "while",
        "if",
        "not",
        "but",
    ]
)
"""What stands between a preposition and a name only where the two do not belong together."""
OWNER = re.compile(rf"({CAP}(?:\s+{CAP})*)[’']s?\s+(?:[a-z]+\s+)?$")
WHOSE_BORDER = re.compile(
    rf"(?:{CAP}(?:\s+{CAP}){{0,2}}[’']s?|(?:[A-Z][a-z]+\s)?[A-Z][a-z]+(?:n|i|ese|ish|sh)|US|U\.S\.|UK)\s+$"
)
OWNS = re.compile(r"[’']s?\s+[a-z0-9]")
"""What follows the owner of something: "Ukraine's border", "Kim's regime"."""
OWNS_PLACE = re.compile(
    r"[’']s?\s+(?:[\w-]+\s+){0,2}?(?:(?:sports |football |parade )?(?:field|ground)|stadium|school|market|square|harbou?r|docks|hospital|barracks|garrison|station|base|hotel|university|cathedral|church|mosque|prison|jail|police station|town hall|racecourse|beach|waterfront|old town|quarter|airport|airfield|port|capital|territory|outskirts|streets|soil|towns?|cit(?:y|ies)|villages?|north|south|east|west|coast|hills|mountains|highlands|interior|deserts?|waters|airspace|countryside|cent(?:re|er)|suburbs|far (?:north|south|east|west)|(?:[\w-]+ )?borders)\b"
)
