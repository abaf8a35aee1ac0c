"""People whose trade says nothing of arms: technicians, drivers, pilots, who may be soldiers or not."""

import re

from muster.ingest.article.spans import Span

_EITHER = re.compile(
    r"(?:former |retired )?(?:engineers|technicians|specialists|crews|crewmen|medics|drivers|pilots|volunteers|mechanics|trainees|observers|monitors|veterans)",
    re.IGNORECASE,
)
_TRADE = re.compile(
    r"\b(?:truck|lorry|bus|taxi|train|crane|forklift|tractor|rickshaw|cab|coach|van|motorcycle|port|dock|oil|airline|charity|aid|relief|railway|rail|telecoms?|power|water|mining|hospital|construction|ambulance|hotel|cabin|film|television|TV|camera|news|election|software|computer|delivery|cleaning|fire|rescue|civilian|commercial|tour|weather)\s+$",
    re.IGNORECASE,
)
_EMPLOYED = re.compile(
    r"\s+(?:of|from|for|with|at|working for|employed by)\s+(?:(?:an?|the|its|their)\s+)?(?:[\w’'-]+\s){0,4}?(?:firm|airline|charity|aid (?:group|agency|organi[sz]ation)|NGO|hospital|clinic|university|utility|bank|health ministry|ministry of health|Red Cross|Red Crescent|railways?|shipyard|refinery"
    r"|(?:oil|gas|mining|telecoms?|construction|energy|power|shipping|electricity|engineering|railway|software|phone|water) compan(?:y|ies))\b",
    re.IGNORECASE,
)
_ARMS = re.compile(
    r"\b(?:troops?|soldiers?|servicem[ae]n|arm(?:y|ies|ed)|militar\w+|mercenar\w+|fight(?:ers?|ing)|navy|naval|marines?|brigades?|battalions?|regiments?|contingents?|peacekeep\w+|militias?|defen[cs]e|combat|war|weapons?|guns?|missiles?|rebels?|insurgents?|jihadists?|paramilitar\w+|warships?|forces?|police|gendarm\w+|drones?|artillery|tanks?|garrisons?|commandos?|sappers?|ceasefire|truce|front ?lines?|air ?base)\b|[\u0400-\u04ff\uac00-\ud7a3]",
    re.IGNORECASE,
)
"""Words of which a text about people under arms has one at least; in other scripts than ours that is not asked."""

OTHER_MATTERS = re.compile(
    r"\b(?:prices?|budget|inflation|economy|exports?|imports?|trade|GDP|per ?cent|refugees|displaced|harvest|elections?|football|rainfall|tourists?|litre|kilo)\b|[%$€£]\s?\d|\d\s?%",
    re.IGNORECASE,
)
"""What a sentence of nobody under arms speaks of."""
OTHER_SUBJECT = re.compile(
    r"\W*(?:[\w’'-]+\s){0,4}?(?:workers|tourists|pilgrims|students|pupils|delegates|inspectors|envoys|lawmakers|diplomats|nuns|monks|farmers|herders|traders|shoppers|protesters|demonstrators|worshippers|passengers|athletes|players|visitors|evacuees|returnees|doctors|nurses)\b(?! (?:said|say|saw|told|reported|counted|described))",
    re.IGNORECASE,
)
"""Who is meant by "they" in the sentence behind."""
BY_TRADE = re.compile(r"workers|technicians|drivers|experts|consultants|builders", re.IGNORECASE)
CIVILIANS = re.compile(
    r"\b(?:people|civilians|citizens|migrants|villagers|refugees|families|residents|voters|homes|households|inhabitants)\b"
)


def may_be_civilians(text: str, noun: Span) -> bool:
    """Return whether the trade before it or the employer behind it says that a noun is of civilians."""
    if not _EITHER.fullmatch(noun.of(text)):
        return False
    return bool(_TRADE.search(text[: noun.start]) or _EMPLOYED.match(text, noun.end))


def is_either(noun: str) -> bool:
    """Return whether a noun is as well of civilians as of soldiers."""
    return _EITHER.fullmatch(noun) is not None


_WAR = re.compile(
    r"\b(?:bases?|camps?|compounds?|barracks|depots?|echelons?|artillery|positions?|drones?|mines?|ships?|vessels?|warships?|convoys?|columns?|trains?|military|foreigners?|privates?|serv(?:ed|ing)|arm(?:y|ies|ed|our)|troops?|soldiers?|fighters?|men|forces?|units?|tents?|trench(?:es)?|weapons?|guns?|missiles?|comment|den(?:y|ies|ied)|reject\w*|dismiss\w*|called|calls|talks|killed|wounded|prisoners?|captured|they|them)\b",
    re.IGNORECASE,
)


def speaks_of_war(text: str) -> bool:
    """Return whether a clause that names nobody under arms speaks of what is theirs all the same, or of an answer."""
    return _WAR.search(text) is not None


def speaks_of_arms(text: str) -> bool:
    """Return whether a text has any word of arms, without which its technicians are technicians."""
    return _ARMS.search(text) is not None
