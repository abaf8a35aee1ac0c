"""The words around a name, as data: what kind of place is meant, and which words only lead up to the name.

Words are written as `muster.gazetteer.names.plain` leaves them: lower case, no apostrophes. A word with a full stop
needs its full stop ("г." is a city, "г" is nothing). Oblique cases are listed because place names stand in them.
"""

from muster.vocabulary import GeoPrecision

CUE_KINDS: dict[str, frozenset[str]] = {
    "region": frozenset({"region", "macro_region"}),
    "district": frozenset({"district"}),
    "macro_region": frozenset({"macro_region"}),
    "settlement": frozenset({"city", "town", "village"}),
    "training_ground": frozenset({"training_ground"}),
    "base": frozenset({"base", "training_ground", "airfield", "port"}),
    "airfield": frozenset({"airfield"}),
    "port": frozenset({"port"}),
    "border": frozenset({"border"}),
}
"""Which kinds of place each cue allows (the codebook's words for `kind`)."""

SETTLEMENTS = CUE_KINDS["settlement"]
SITES = frozenset({"training_ground", "base", "airfield", "port"})
EXTENTS = frozenset({"district", "region", "country", "macro_region", "area"})
"""Kinds that are a surface with an edge: to be near one is to be outside of it."""
PRECISIONS: dict[str, GeoPrecision] = {
    "district": GeoPrecision.DISTRICT,
    "region": GeoPrecision.REGION,
    "macro_region": GeoPrecision.AREA,
    "area": GeoPrecision.AREA,
    "border": GeoPrecision.AREA,
    "country": GeoPrecision.COUNTRY,
}
"""The codebook's `geo_precision` for a kind; every other kind is 2, in or near a named town or site."""

_TYPE_WORDS: dict[str, str] = {
    "region": """
        oblast | oblasts | oblast. | obl. | region | regions | krai | kray | kraj | krais | republic | province
        territory | autonomous region | autonomous republic | autonomous okrug | autonomous oblast | okrug
        область | области | областью | областей | обл. | край | края | краю | крае | краем | республика | республики
        республике | республику | область | області | областю | областей | краї | республіка | республіки
        주 | 도 | 지방 | 변강 | 변강주 | 자치주 | 공화국
        """,
    "district": """
        district | raion | rayon | county | municipal district | район | района | районе | району | р-н | район | районі
        군 | 구 | 지구
        """,
    "macro_region": "federal district | федеральный округ | федерального округа | федеральном округе | 연방관구 | 관구",
    "settlement": """
        city | cities | town | village | settlement | hamlet | urban-type settlement | capital city
        город | города | городе | городу | г. | посёлок | поселок | посёлка | поселка | пос. | село | села | селе | с.
        деревня | деревни | деревне | д. | станица | станице | хутор | хуторе
        місто | міста | місті | м. | село | селі | селище | селища | смт
        시 | 도시 | 마을 | 읍 | 리
        """,
    "training_ground": """
        training ground | training grounds | training range | training area | training centre | training center
        military training ground | military training grounds | proving ground | firing range | shooting range
        combined arms training ground | combined arms range | polygon | range
        полигон | полигона | полигоне | учебный полигон | военный полигон | учебный центр
        полігон | полігону | полігоні | навчальний полігон | навчальний центр | 훈련장 | 훈련소 | 사격장
        """,
    "base": """
        base | military base | facility | military facility | garrison | barracks | military unit | naval base | depot
        база | базе | базы | военная база | гарнизон | гарнизоне | воинская часть | військова база | бази | базі
        військова частина | 기지 | 군사기지 | 군사 기지 | 군사시설 | 군사 시설 | 부대
        """,
    "airfield": """
        airfield | air field | air base | airbase | airport | aerodrome | military airfield
        аэродром | аэродрома | аэродроме | авиабаза | авиабазе | аэропорт | аэропорту | аэропорте
        аеродром | аеродрому | аеродромі | авіабаза | авіабазі | аеропорт | аеропорту | 비행장 | 공항 | 공군기지
        """,
    "port": "port | seaport | sea port | harbour | harbor | порт | порта | порту | порт | 항 | 항구 | 항만",
    "border": "border | borders | frontier | граница | границы | границе | кордон | кордону | кордоні | 국경",
}

_NEAR = """
    near | nearby | close to | next to | around | outside | outside of | not far from | in the vicinity of | vicinity of
    areas near | area near | areas around | area around | areas close to | areas adjacent to | the area of | area of
    areas bordering | regions near | regions bordering | outskirts of | on the outskirts of | suburbs of | suburb of
    north of | south of | east of | west of | northeast of | northwest of | southeast of | southwest of
    возле | около | близ | рядом с | недалеко от | вблизи | неподалёку от | неподалеку от | под | в районе | в окрестностях
    біля | поблизу | неподалік | неподалік від | недалеко від | поруч з | під | в районі | на околиці
    """
_NEAR_AFTER = "area | areas | vicinity | outskirts | suburbs | 근처 | 인근 | 부근 | 일대 | 주변 | 근방"
_IN = "in | at | within | inside | across | throughout | in the | at the | в | во | у | на"
_FROM = "from | into | to | towards | из | от | до | к | ко | із | зі | з | від"
_LEADS = f"{_IN} | {_FROM} | the | a | an | of | named | called"


def _phrases(table: str) -> frozenset[tuple[str, ...]]:
    rows = table.replace("\n", "|").split("|")
    return frozenset(tuple(row.split()) for row in rows if row.strip())


TYPE_PHRASES: dict[tuple[str, ...], str] = {
    phrase: cue for cue, table in _TYPE_WORDS.items() for phrase in _phrases(table)
}
"""A phrase, as a tuple of words, to the cue that it gives."""

NEAR_PHRASES = _phrases(_NEAR)
NEAR_AFTER_PHRASES = _phrases(_NEAR_AFTER)
IN_PHRASES = _phrases(_IN)
LEAD_PHRASES = _phrases(_LEADS)
LEADING = NEAR_PHRASES | LEAD_PHRASES
LONGEST_PHRASE = max(len(phrase) for phrase in (*TYPE_PHRASES, *NEAR_PHRASES, *LEAD_PHRASES))

HANGUL_SUFFIXES: dict[str, str] = {
    phrase[0]: cue
    for phrase, cue in sorted(TYPE_PHRASES.items(), key=lambda item: (-len(item[0][0]), item[0]))
    if len(phrase) == 1 and "가" <= phrase[0][0] <= "힣"
}
"""Korean type words, longest first: they are written onto the name (쿠르스크주)."""

GENERAL_WORDS = frozenset(
    word.replace("~", " ")
    for word in [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "north",
        "south",
        "east",
        "west",
        "the~north",
        "the~south",
        "the~east",
        "the~west",
        "middle~east",
        "near~east",
        "europe",
        "asia",
        "africa",
        "the~front",
        "front",
        "front~line",
        "home",
        "base",
        "camp",
        "border",
        "drone",
        "grad",
        "iskander",
        "of",
        "dmz",
        "lnr",
        "dnr",
        "dpr",
        "lpr",
        "sahel",
    ]
)
"""Words that news uses all the time and that some place somewhere bears as a name, as `plain` leaves them."""
