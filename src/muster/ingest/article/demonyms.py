"""Peoples and their countries: "Rwandan" is RW. The words of the language, not of any data set."""

import re
from functools import cache

_TABLE = """
afghan AF|albanian AL|algerian DZ|american US|andorran AD|angolan AO|argentine AR|argentinian AR|armenian AM
australian AU|austrian AT|azerbaijani AZ|azeri AZ|bahraini BH|bangladeshi BD|belarusian BY|belarussian BY|belgian BE
beninese BJ|bhutanese BT|bolivian BO|bosnian BA|botswanan BW|brazilian BR|british GB|bruneian BN|bulgarian BG
burkinabe BF|burmese MM|burundian BI|cambodian KH|cameroonian CM|canadian CA|chadian TD|chilean CL|chinese CN
colombian CO|congolese CD|croatian HR|cuban CU|cypriot CY|czech CZ|danish DK|djiboutian DJ|dominican DO|dutch NL
east german DD|ecuadorian EC|egyptian EG|emirati AE|english GB|eritrean ER|estonian EE|ethiopian ET|fijian FJ
filipino PH|finnish FI|french FR|gabonese GA|gambian GM|georgian GE|german DE|ghanaian GH|greek GR|guatemalan GT
guinean GN|guyanese GY|haitian HT|honduran HN|hungarian HU|icelandic IS|indian IN|indonesian ID|iranian IR|iraqi IQ
irish IE|israeli IL|italian IT|ivorian CI|jamaican JM|japanese JP|jordanian JO|kazakh KZ|kazakhstani KZ|kenyan KE
kosovar XK|kuwaiti KW|kyrgyz KG|lao LA|laotian LA|latvian LV|lebanese LB|liberian LR|libyan LY|lithuanian LT
luxembourgish LU|macedonian MK|malagasy MG|malawian MW|malaysian MY|maldivian MV|malian ML|maltese MT|mauritanian MR
mauritian MU|mexican MX|moldovan MD|mongolian MN|montenegrin ME|moroccan MA|mozambican MZ|namibian NA|nepalese NP
nepali NP|new zealand NZ|nicaraguan NI|nigerian NG|nigerien NE|north korean KP|norwegian NO|omani OM|pakistani PK
palestinian PS|panamanian PA|paraguayan PY|peruvian PE|polish PL|portuguese PT|qatari QA|romanian RO|russian RU
rwandan RW|salvadoran SV|saudi SA|saudi arabian SA|scottish GB|senegalese SN|serbian RS|sierra leonean SL
singaporean SG|slovak SK|slovenian SI|somali SO|south african ZA|south korean KR|south sudanese SS|spanish ES
sri lankan LK|sudanese SD|surinamese SR|swedish SE|swiss CH|korean KR|syrian SY|taiwanese TW|tajik TJ|tanzanian TZ|thai TH
togolese TG|tongan TO|tunisian TN|turkish TR|turkmen TM|ugandan UG|ukrainian UA|uruguayan UY|uzbek UZ|venezuelan VE
serb RS|turk TR|dane DK|swede SE|finn FI|briton GB|spaniard ES|croat HR|frenchmen FR|frenchman FR|dutchmen NL|englishmen GB|welshmen GB|irishmen IE|pole PL|scot GB|philippine PH|equatoguinean GQ|central african CF|timorese TL|papuan PG|basotho LS|swazi SZ|comorian KM|barbadian BB|bahamian BS|belizean BZ|trinidadian TT|costa rican CR|kosovan XK|greenlandic GL|salvadorean SV|rwandese RW|vietnamese VN|welsh GB|yemeni YE|zambian ZM|zimbabwean ZW|dprk KP|rok KR|u.s. US|us US|uk GB
северокорейск KP|південнокорейськ KR|північнокорейськ KP|южнокорейск KR|российск RU|російськ RU|русск RU|украинск UA
українськ UA|белорусск BY|білоруськ BY|китайск CN|китайськ CN|сирийск SY|сирійськ SY|북한 KP|한국 KR|러시아 RU
우크라이나 UA|중국 CN
"""
COUNTRY_OF = {
    word: code
    for entry in _TABLE.replace("\n", "|").split("|")
    if entry
    for word, code in [entry.rsplit(" ", 1)]
}
"""The word for a people, in lower case (in Cyrillic its stem), to the country's alpha-2 code."""
_EXACT = {"us": "US", "uk": "UK", "u.s.": "U.S.", "dprk": "DPRK", "rok": "ROK"}


@cache
def pattern() -> re.Pattern[str]:
    """Return a pattern of every such word, its group `people` the word itself without ending."""
    words = sorted(COUNTRY_OF, key=len, reverse=True)
    latin = "|".join(_exactly(word) for word in words if word.isascii())
    cyrillic = "|".join(f"(?i:{word})" for word in words if "а" <= word[0] <= "я")
    hangul = "|".join(word for word in words if "가" <= word[0] <= "힣")
    return re.compile(
        rf"(?<![\w-])(?P<people>{latin})(?P<plural>s?)(?!\w)|(?<!\w)(?P<stem>{cyrillic})\w*|(?P<hangul>{hangul})"
    )


def _exactly(word: str) -> str:
    return (
        re.escape(_EXACT[word])
        if word in _EXACT
        else f"(?:{re.escape(word.title())}|{re.escape(word.upper())})"
    )


_AS_PEOPLE = re.compile(r"\s+(?:are|were|have|had|who|died|fight|fought|fighting|serving|killed)\b")


def are_people(text: str, match: re.Match[str]) -> bool:
    """Return whether a word that has no plural stands for people: "400 Nepalese were killed"."""
    word = match["people"] or ""
    return word.endswith(("ese", "ss", "sh", "ch")) and bool(_AS_PEOPLE.match(text, match.end()))


def country_of(word: str) -> str:
    """Return the code of a word that `pattern` found; "" for none."""
    found = pattern().match(word.strip())
    if found is None:
        return ""
    return COUNTRY_OF[(found["people"] or found["stem"] or found["hangul"]).lower()]
