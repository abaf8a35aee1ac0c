"""A small gazetteer of real places. Coordinates are good to about a kilometre: only distances lean on them."""

from pathlib import Path

from muster.model import Dataset, Place
from muster.vocabulary import PlaceKind

TABLE = """
kursk | Kursk | city | RU | RU-KRS | 51.737 36.187 | 12000 | ru:Курск|uk:Курськ|ko:쿠르스크
kursk-oblast | Kursk Oblast | region | RU | RU-KRS | | | en:Kursk region|ru:Курская область|ko:쿠르스크주
bryansk | Bryansk | city | RU | RU-BRY | 53.252 34.372 | 12000 | ru:Брянск
bryansk-oblast | Bryansk Oblast | region | RU | RU-BRY | | | ru:Брянская область
ufa | Ufa | city | RU | RU-BA | 54.743 55.968 | 20000 | ru:Уфа
bashkortostan | Bashkortostan | region | RU | RU-BA | | | ru:Республика Башкортостан|en:Bashkiria
sergeevka-pogranichny | Sergeevka | village | RU | RU-PRI | 44.335 131.656 | 3000 | en:Sergeyevka|ru:Сергеевка|ko:세르게예프카
sergeevka-partizansky | Sergeyevka | village | RU | RU-PRI | 43.339 133.348 | 3000 | en:Sergeevka|ru:Сергеевка|ko:세르게예프카
ussuriysk | Ussuriysk | city | RU | RU-PRI | 43.7986 131.9508 | 8000 | ru:Уссурийск|ko:우수리스크
vladivostok | Vladivostok | city | RU | RU-PRI | 43.1056 131.8735 | 15000 | ru:Владивосток|ko:블라디보스토크
primorsky-krai | Primorsky Krai | region | RU | RU-PRI | | | ru:Приморский край|en:Primorye|ko:연해주
khabarovsk | Khabarovsk | city | RU | RU-KHA | 48.4808 135.0928 | 15000 | ru:Хабаровск
knyaze-volkonskoye | Knyaze-Volkonskoye | village | RU | RU-KHA | 48.46 135.47 | 3000 | ru:Князе-Волконское
khabarovsk-krai | Khabarovsk Krai | region | RU | RU-KHA | | | ru:Хабаровский край
blagoveshchensk | Blagoveshchensk | city | RU | RU-AMU | 50.2667 127.5333 | 8000 | ru:Благовещенск
blagoveshchensk-bashkortostan | Blagoveshchensk | town | RU | RU-BA | 55.04 55.97 | 5000 | ru:Благовещенск
amur-oblast | Amur Oblast | region | RU | RU-AMU | | | ru:Амурская область
crimea | Crimea | region | UA/RU | UA-43 | | | ru:Крым
russia | Russia | country | RU | | | | ru:Россия|en:Russian Federation
ukraine | Ukraine | country | UA | | | | uk:Україна
north-korea | North Korea | country | KP | | | | en:DPRK|ko:북한
russian-far-east | Russian Far East | macro_region | RU | | | | en:Far East|en:Russia's Far East
occupied-eastern-ukraine | Occupied eastern Ukraine | area | UA/RU | | | | en:Russian-occupied areas of eastern Ukraine
russia-near-ukraine | Russian territory near Ukraine | area | RU | | | | en:areas near Ukraine
russia-ukraine-border | Russia-Ukraine border | border | | | | | en:Ukraine-Russia border
unplaced | Nowhere Polygon | training_ground | RU | | | | en:Nowhere
"""


def place_from(row: str) -> Place:
    place_id, name, kind, countries, admin1, where, radius_m, names = (
        cell.strip() for cell in row.split("|", 7)
    )
    country, _, de_facto = countries.partition("/")
    lat, lon = (float(degrees) for degrees in where.split()) if where else (None, None)
    pairs = (pair.partition(":") for pair in names.split("|") if pair)
    return Place(
        place_id=place_id,
        name=name,
        names=tuple((language, other) for language, _, other in pairs),
        kind=PlaceKind(kind),
        country=country,
        de_facto=de_facto,
        admin1=admin1,
        lat=lat,
        lon=lon,
        radius_m=float(radius_m) if radius_m else None,
        radius_basis="",
        geometry_id=admin1 if kind == "region" else None,
        geonames_id="",
        wikidata_id="",
        coordinate_basis="test",
        note="",
    )


def dataset_of(*places: Place, version: str) -> Dataset:
    return Dataset(
        folder=Path(),
        version=version,
        title="",
        subtitle="",
        about="",
        extents=(),
        sources={},
        documents={},
        assertions={},
        places={place.place_id: place for place in places},
        areas={},
        claims=(),
    )


PLACES = tuple(place_from(row) for row in TABLE.strip().splitlines())
SMALL = dataset_of(*PLACES, version="small-gazetteer")
