"""The places of the source documents, asked of the gazetteer that ships."""

import pytest

from muster.gazetteer import resolve_name
from muster.model import Dataset
from muster.paths import REPOSITORY
from muster.tables import load
from muster.vocabulary import PlaceKind

SETTLED = {
    "Ussuriysk": (PlaceKind.CITY, "RU-PRI"),
    "Уссурийск": (PlaceKind.CITY, "RU-PRI"),
    "우수리스크": (PlaceKind.CITY, "RU-PRI"),
    "Khabarovsk": (PlaceKind.CITY, "RU-KHA"),
    "a military facility in Khabarovsk": (PlaceKind.CITY, "RU-KHA"),
    "Vladivostok": (PlaceKind.CITY, "RU-PRI"),
    "near Vladivostok": (PlaceKind.CITY, "RU-PRI"),
    "Kursk": (PlaceKind.CITY, "RU-KRS"),
    "Курськ": (PlaceKind.CITY, "RU-KRS"),
    "Kursk region": (PlaceKind.REGION, "RU-KRS"),
    "the Kursk region": (PlaceKind.REGION, "RU-KRS"),
    "Russia's Kursk region": (PlaceKind.REGION, "RU-KRS"),
    "Курской области": (PlaceKind.REGION, "RU-KRS"),
    "Kursk Oblast": (PlaceKind.REGION, "RU-KRS"),
    "Bryansk": (PlaceKind.CITY, "RU-BRY"),
    "Bryansk region": (PlaceKind.REGION, "RU-BRY"),
    "Primorsky Krai": (PlaceKind.REGION, "RU-PRI"),
    "Primorye": (PlaceKind.REGION, "RU-PRI"),
    "연해주": (PlaceKind.REGION, "RU-PRI"),
}

BY_ID = {
    "Russia": "russia",
    "Ukraine": "ukraine",
    "North Korea": "north-korea",
    "DPRK": "north-korea",
    "북한": "north-korea",
    "areas near Ukraine": "russia-near-ukraine",
    "Russian-occupied areas of eastern Ukraine": "occupied-eastern-ukraine",
}


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return load(REPOSITORY)


@pytest.mark.parametrize(("text", "kind", "admin1"), [(text, *where) for text, where in SETTLED.items()])
def test_a_place_of_the_documents_is_found(shipped: Dataset, text: str, kind: PlaceKind, admin1: str) -> None:
    place = resolve_name(shipped, text).place
    assert place is not None
    assert (place.kind, shipped.places[place.place_id].admin1 or place.place_id) == (kind, admin1)


@pytest.mark.parametrize(("text", "place_id"), BY_ID.items())
def test_a_country_or_area_of_the_documents_is_found(shipped: Dataset, text: str, place_id: str) -> None:
    place = resolve_name(shipped, text).place
    assert place is not None
    assert place.place_id == place_id


@pytest.mark.parametrize("text", ["Russia’s Far East", "the Russian Far East", "the Russia-Ukraine border"])
def test_a_larger_area_of_the_documents_is_found(shipped: Dataset, text: str) -> None:
    place = resolve_name(shipped, text).place
    assert place is not None
    assert place.kind in {"macro_region", "border"}


@pytest.mark.parametrize(
    "text", ["Sergeevka", "Sergeyevka", "Сергеевка", "세르게예프카", "Sergeevka training ground"]
)
@pytest.mark.parametrize("admin1", [None, "Primorsky Krai"])
def test_sergeevka_is_two_villages_of_primorsky_krai(shipped: Dataset, text: str, admin1: str | None) -> None:
    answer = resolve_name(shipped, text, admin1=admin1)
    assert answer.status == "ambiguous"
    found = [shipped.places[candidate.place_id] for candidate in answer.candidates[:2]]
    assert {place.geonames_id for place in found} == {"2020626", "2016961"}


def test_ussuriysk_settles_sergeevka_and_vladivostok_does_not(shipped: Dataset) -> None:
    settled = resolve_name(shipped, "Sergeevka", near=("Ussuriysk",)).place
    assert settled is not None
    assert shipped.places[settled.place_id].geonames_id == "2020626"
    assert resolve_name(shipped, "Sergeevka", near=("Vladivostok",)).status == "ambiguous"


def test_blagoveshchensk_is_the_one_on_the_amur_only_with_a_hint(shipped: Dataset) -> None:
    assert resolve_name(shipped, "Blagoveshchensk", country="RU").status == "ambiguous"
    for hints in ({"admin1": "Amur Oblast"}, {"admin1": "RU-AMU"}, {"near": "Khabarovsk"}):
        place = resolve_name(shipped, "Blagoveshchensk", **hints).place
        assert place is not None
        assert place.admin1 == "RU-AMU"


def test_bare_kursk_has_the_oblast_as_second_candidate(shipped: Dataset) -> None:
    first, second, *_ = resolve_name(shipped, "Kursk").candidates
    assert (first.kind, second.kind, second.admin1) == ("city", "region", "RU-KRS")


def test_every_name_of_every_row_leads_back_to_its_row(shipped: Dataset) -> None:
    lost = [
        (place.place_id, name)
        for place in shipped.places.values()
        for name in (place.name, *(name for _, name in place.names))
        if place.place_id not in {c.place_id for c in resolve_name(shipped, name).candidates}
    ]
    assert lost == []


def test_a_preferred_name_is_its_own_place_or_openly_ambiguous(shipped: Dataset) -> None:
    for place in shipped.places.values():
        answer = resolve_name(shipped, place.name)
        assert answer.status == "ambiguous" or (answer.place and answer.place.place_id == place.place_id), (
            place.name
        )
