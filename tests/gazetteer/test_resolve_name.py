"""A name becomes one place, several, or none: over a small gazetteer whose answers are known by hand."""

import json
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_gazetteer import PLACES, SMALL, dataset_of, place_from

from muster.errors import GazetteerError, MusterError, UnknownValueError
from muster.gazetteer import Resolution
from muster.gazetteer import resolve_name as resolve_worldwide
from muster.gazetteer.fit import MARGIN, SPELLINGS
from muster.model import Place

resolve_name = partial(resolve_worldwide, world=None)
"""Over the small gazetteer alone: the world behind it has tests of its own."""
FIELDS = ["place_id", "name", "kind", "country", "admin1", "lat", "lon", "radius_m", "score", "why"]
SERGEEVKAS = {"sergeevka-pogranichny", "sergeevka-partizansky"}
BLAGOVESHCHENSKS = {"blagoveshchensk", "blagoveshchensk-bashkortostan"}


def ids(answer: Resolution) -> list[str]:
    return [candidate.place_id for candidate in answer.candidates]


def settled(text: str, **hints: object) -> str | None:
    answer = resolve_name(SMALL, text, **hints)  # type: ignore[arg-type]
    return answer.place.place_id if answer.place else None


RESOLVED = {
    "Kursk": "kursk",
    "Курськ": "kursk",
    "the city of Kursk": "kursk",
    "Kursk region": "kursk-oblast",
    "the Kursk region": "kursk-oblast",
    "Russia's Kursk region": "kursk-oblast",
    "Kursk, Oblast": "kursk-oblast",
    "в Курской области": "kursk-oblast",
    "Курської області": "kursk-oblast",
    "쿠르스크주": "kursk-oblast",
    "Russia, Kursk Oblast": "kursk-oblast",
    "Brjansk": "bryansk",
    "Bryansk Oblast": "bryansk-oblast",
    "Knyaze-Volkonskoe": "knyaze-volkonskoye",
    "Knjazevolkonskoje": "knyaze-volkonskoye",
    "Khabarovsk, Russian Federation": "khabarovsk",
    "a military facility in Khabarovsk": "khabarovsk",
    "Primorye": "primorsky-krai",
    "Приморского края": "primorsky-krai",
    "Russia’s Far East": "russian-far-east",
    "across Russia": "russia",
    "DPRK": "north-korea",
    "areas near Ukraine": "russia-near-ukraine",
    "Near Ukraine": "russia-near-ukraine",
    "Russian-occupied areas of eastern Ukraine": "occupied-eastern-ukraine",
    "the Ukraine-Russia border": "russia-ukraine-border",
    "near Vladivostok": "vladivostok",
}

UNRESOLVED = {
    "UEFA": "ufa",
    "Brańsk": "bryansk",
    "Vladivostock": "vladivostok",
    "eastern Ukraine": "ukraine",
    "front lines in Ukraine": "ukraine",
    "Amur": "amur-oblast",
    "Primorsky": "primorsky-krai",
    "Ussuriysk region": "ussuriysk",
    "near the Kursk region": "kursk-oblast",
    "a training ground in Kursk submarine": "kursk",
    "Kursk; DROP TABLE places; --": "kursk",
    "Kursk, Nowhereland": "kursk",
    "Khabarovsk, Amur Oblast": "khabarovsk",
}


@pytest.mark.parametrize(("text", "place_id"), RESOLVED.items(), ids=list(RESOLVED))
def test_a_clear_name_is_resolved(text: str, place_id: str) -> None:
    assert settled(text) == place_id


@pytest.mark.parametrize(("text", "first"), UNRESOLVED.items(), ids=list(UNRESOLVED))
def test_a_doubtful_text_is_unresolved_and_its_nearest_place_is_only_a_candidate(
    text: str, first: str
) -> None:
    answer = resolve_name(SMALL, text)
    assert (answer.status, answer.place) == ("unresolved", None)
    assert ids(answer)[0] == first


@pytest.mark.parametrize("nothing", ["😀", "'; DROP TABLE places; --", "Ouagadougou", "---"])
def test_a_text_that_names_nothing_here_is_unresolved_without_candidates(nothing: str) -> None:
    answer = resolve_name(SMALL, nothing)
    assert answer.to_dict() == {"query": nothing, "status": "unresolved", "place": None, "candidates": []}


def test_bare_kursk_is_the_city_and_the_oblast_stands_second() -> None:
    answer = resolve_name(SMALL, "Kursk")
    assert ids(answer) == ["kursk", "kursk-oblast"]
    assert answer.place is answer.candidates[0]


def test_a_bare_name_is_the_city_even_where_the_oblast_has_the_same_name() -> None:
    city = place_from("kyiv | Kyiv | city | UA | UA-30 | 50.45 30.52 | 20000 | uk:Київ")
    oblast = place_from("kyiv-oblast | Kyiv Oblast | region | UA | UA-30 | | | uk:Київ")
    answer = resolve_name(dataset_of(city, oblast, version="kyiv"), "Київ")
    assert (answer.status, ids(answer)) == ("resolved", ["kyiv", "kyiv-oblast"])


def test_a_region_word_never_gives_the_city() -> None:
    for text in ("Kursk region", "Ussuriysk region", "Vladivostok Krai", "Ufa oblast"):
        assert settled(text) not in {"kursk", "ussuriysk", "vladivostok", "ufa"}


def test_two_regions_in_one_text_are_no_place_and_both_are_offered_before_their_cities() -> None:
    answer = resolve_name(SMALL, "Kursk and Bryansk regions")
    assert answer.status == "unresolved"
    assert ids(answer) == ["bryansk-oblast", "kursk-oblast", "bryansk", "kursk"]


def test_a_region_word_alone_in_the_hint_gives_the_oblast() -> None:
    assert settled("Kursk", kind="region") == "kursk-oblast"


@pytest.mark.parametrize("name", ["Sergeevka", "Sergeyevka", "Сергеевка", "세르게예프카", "SERGEJEVKA"])
@pytest.mark.parametrize("admin1", [None, "Primorsky Krai", "Приморский край", "RU-PRI"])
def test_the_two_sergeevkas_of_primorsky_krai_stay_ambiguous(name: str, admin1: str | None) -> None:
    answer = resolve_name(SMALL, name, admin1=admin1)
    assert answer.status == "ambiguous"
    assert set(ids(answer)) == SERGEEVKAS
    assert all(candidate.score <= 0.5 for candidate in answer.candidates)


def test_ussuriysk_in_the_same_text_settles_sergeevka_and_says_why() -> None:
    answer = resolve_name(SMALL, "Sergeevka", near=("Ussuriysk",))
    assert answer.place is not None
    assert answer.place.place_id == "sergeevka-pogranichny"
    assert "64 km from Ussuriysk" in answer.place.why
    assert "124 km from Ussuriysk" in answer.candidates[1].why


def test_vladivostok_in_the_same_text_does_not_settle_sergeevka() -> None:
    answer = resolve_name(SMALL, "Sergeevka", near=("Vladivostok",))
    assert answer.status == "ambiguous"
    assert {"138 km" in c.why or "123 km" in c.why for c in answer.candidates} == {True}


def test_the_sentence_of_the_source_leaves_sergeevka_ambiguous() -> None:
    text = "Russia’s Sergeevka training ground in Primorsky Krai, near Vladivostok"
    answer = resolve_name(SMALL, text)
    assert answer.status == "ambiguous"
    assert set(ids(answer)[:2]) == SERGEEVKAS
    assert all("only the village of that name" in candidate.why for candidate in answer.candidates[:2])


def test_the_larger_place_may_stand_first() -> None:
    assert set(ids(resolve_name(SMALL, "Primorsky Krai, Sergeevka"))) == SERGEEVKAS
    assert settled("Amur Oblast, Blagoveshchensk") == "blagoveshchensk"


def test_blagoveshchensk_is_two_cities_of_russia() -> None:
    for hints in ({}, {"country": "RU"}, {"country": "Russia"}):
        answer = resolve_name(SMALL, "Blagoveshchensk", **hints)
        assert answer.status == "ambiguous"
        assert set(ids(answer)) == BLAGOVESHCHENSKS


@pytest.mark.parametrize(
    ("hints", "place_id"),
    [
        ({"admin1": "Amur Oblast"}, "blagoveshchensk"),
        ({"admin1": "Amur region"}, "blagoveshchensk"),
        ({"admin1": "RU-AMU"}, "blagoveshchensk"),
        ({"near": ("Khabarovsk",)}, "blagoveshchensk"),
        ({"near": "Khabarovsk"}, "blagoveshchensk"),
        ({"near": ("Amur Oblast",)}, "blagoveshchensk"),
        ({"admin1": "Bashkortostan"}, "blagoveshchensk-bashkortostan"),
        ({"near": ("Ufa",)}, "blagoveshchensk-bashkortostan"),
    ],
)
def test_a_hint_settles_blagoveshchensk(hints: dict[str, object], place_id: str) -> None:
    assert settled("Blagoveshchensk", **hints) == place_id


def test_hints_that_disagree_settle_nothing() -> None:
    assert settled("Blagoveshchensk", near=("Khabarovsk", "Ufa")) is None


def test_a_place_in_another_theatre_settles_nothing() -> None:
    # Kursk is nearer to the one in Bashkortostan, and the text speaks of the one on the Amur.
    assert settled("Blagoveshchensk", near=("Kursk",)) is None


@pytest.mark.parametrize(
    "hints",
    [
        {"country": "KP"},
        {"admin1": "Primorsky Krai"},
        {"admin1": "RU-MOS"},
        {"kind": "village"},
        {"country": "Ukraine"},
    ],
)
def test_a_contradicted_place_is_never_the_answer(hints: dict[str, str]) -> None:
    answer = resolve_name(SMALL, "Kursk", **hints)  # type: ignore[arg-type]
    assert answer.status == "unresolved"
    assert "asked for" in answer.candidates[0].why


@pytest.mark.parametrize("admin1", ["Tatarstan", "Russia", "Vladivostok"])
def test_a_division_that_is_none_here_is_said_and_not_ignored(admin1: str) -> None:
    answer = resolve_name(SMALL, "Kursk", admin1=admin1)
    assert answer.status == "unresolved"
    assert f"{admin1!r} was not used" in answer.notes[0]
    assert answer.notes[0] in answer.candidates[0].why


def test_swapped_hints_are_told_apart() -> None:
    with pytest.raises(GazetteerError, match="'Primorsky Krai' is not known: it is a region here"):
        resolve_name(SMALL, "Sergeevka", country="Primorsky Krai", admin1="Russia")


def test_an_unknown_name_nearby_is_said() -> None:
    answer = resolve_name(SMALL, "Sergeevka", near=("Atlantis", "Blagoveshchensk"))
    assert answer.notes == (
        "near 'Atlantis' was not used: it is not in the gazetteer",
        "near 'Blagoveshchensk' was not used: it could be 2 places",
    )
    assert all(note in answer.candidates[0].why for note in answer.notes)


def test_crimea_is_found_by_who_holds_it_and_keeps_its_country() -> None:
    for country in ("UA", "RU"):
        answer = resolve_name(SMALL, "Crimea", country=country)
        assert answer.place is not None
        assert answer.place.country == "UA"


def test_near_a_city_keeps_the_city_with_a_wider_radius() -> None:
    answer = resolve_name(SMALL, "near Vladivostok")
    assert answer.place is not None
    assert (answer.place.radius_m, answer.place.geo_precision) == (40_000, 2)
    assert "radius widened by 25 km to 40 km; precision 2" in answer.place.why


def test_areas_near_ukraine_are_never_ukraine() -> None:
    without = dataset_of(*(p for p in PLACES if p.place_id != "russia-near-ukraine"), version="no-near")
    for text in ("areas near Ukraine", "near Ukraine", "around Ukraine"):
        answer = resolve_name(without, text)
        assert answer.status == "unresolved"
        assert ids(answer) == ["ukraine"]
        assert "near a country is not the country" in answer.candidates[0].why


@pytest.mark.parametrize(
    ("text", "precision"),
    [("Kursk", 2), ("Kursk region", 4), ("Russian Far East", 5), ("Russia", 6), ("Nowhere", 2)],
)
def test_the_precision_is_the_codebooks(text: str, precision: int) -> None:
    place = resolve_name(SMALL, text).place
    assert place is not None
    assert place.geo_precision == precision


def test_the_answer_has_exactly_the_published_shape() -> None:
    answer = resolve_name(SMALL, "Kursk").to_dict()
    assert list(answer) == ["query", "status", "place", "candidates"]
    assert answer["place"] == answer["candidates"][0]
    assert all(list(candidate) == FIELDS for candidate in answer["candidates"])
    assert answer["place"] | {"why": ""} == {
        "place_id": "kursk", "name": "Kursk", "kind": "city", "country": "RU", "admin1": "RU-KRS",
        "lat": 51.737, "lon": 36.187, "radius_m": 12000.0, "score": 0.96, "why": "",
    }  # fmt: skip
    assert json.loads(json.dumps(answer)) == answer


def test_blanks_of_the_gazetteer_are_null() -> None:
    place = resolve_name(SMALL, "Nowhere Polygon").to_dict()["place"]
    assert (place["admin1"], place["lat"], place["lon"], place["radius_m"]) == (None, None, None, None)


@pytest.mark.parametrize(
    "bad", ["", "  ", "x" * 10_000, "Kursk\x00", "Kur\tsk", "\u200fKursk", "\u202ekcusk", "\ud800"]
)
@pytest.mark.parametrize("where", ["name", "country", "admin1", "near"])
def test_a_text_that_cannot_be_looked_up_is_a_clear_error(bad: str, where: str) -> None:
    arguments = {"name": "Kursk"} | {where: bad}
    with pytest.raises(GazetteerError, match=r"is empty|characters"):
        resolve_name(SMALL, **arguments)  # type: ignore[arg-type]


def test_an_unknown_kind_lists_those_that_exist() -> None:
    with pytest.raises(UnknownValueError, match=r"did you mean village.*There are: training_ground"):
        resolve_name(SMALL, "Kursk", kind="vilage")


def test_another_version_of_the_data_has_an_index_of_its_own() -> None:
    assert settled("Kursk") == "kursk"
    assert resolve_name(dataset_of(PLACES[2], version="bryansk-only"), "Kursk").candidates == ()
    assert resolve_name(dataset_of(version="empty"), "Kursk").candidates == ()


def test_no_homonym_is_settled_by_its_spelling() -> None:
    spelled = [SPELLINGS[tier][0] for tier in ("exact", "alias", "folded", "form")]
    assert max(spelled) - min(spelled) < MARGIN


HINTS = st.fixed_dictionaries(
    {},
    optional={
        "country": st.sampled_from(["RU", "KP", "Russia", "Freedonia"]),
        "admin1": st.sampled_from(["Primorsky Krai", "RU-AMU", "Nowhere"]),
        "near": st.lists(st.sampled_from(["Ussuriysk", "Ufa", "Ukraine", "Atlantis"])),
        "kind": st.sampled_from(["city", "region", "planet"]),
    },
)
WORDS = st.lists(
    st.sampled_from(
        [w for p in PLACES for w in p.name.split()]
        + ["near", "in", "the", "region", ",", "Russia's", "'", "("]
    )
).map(" ".join)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=250), WORDS), HINTS)
def test_any_text_gets_an_answer_that_holds_together_or_a_clear_error(
    text: str, hints: dict[str, object]
) -> None:
    try:
        answer = resolve_name(SMALL, text, **hints)  # type: ignore[arg-type]
    except MusterError:
        return
    scores = [candidate.score for candidate in answer.candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert all(candidate.why for candidate in answer.candidates)
    assert len(set(ids(answer))) == len(answer.candidates)
    assert (answer.place is not None) == (answer.status == "resolved")
    assert answer.place is None or answer.place is answer.candidates[0]
    assert answer.status != "ambiguous" or len(answer.candidates) > 1


@settings(deadline=None)
@given(st.sampled_from(PLACES), st.integers(0, 25), st.characters(codec="utf-8", categories=["L"]))
def test_a_likeness_never_resolves(place: Place, at: int, letter: str) -> None:
    at %= len(place.name)
    answer = resolve_name(SMALL, place.name[:at] + letter + place.name[at + 1 :])
    assert answer.place is None or "resembles" not in answer.place.why
