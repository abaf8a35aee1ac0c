"""Names of the world behind the curated ones: the traps, the famous, the regions, and what is never guessed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.errors import GazetteerError, MusterError, UnknownValueError
from muster.gazetteer import Resolution, resolve_name
from muster.model import Dataset
from muster.paths import REPOSITORY
from muster.tables import load

KYIV, POKROVSK_DONETSK, PARIS = "gn-703448", "gn-704422", "gn-2988507"
SERGEEVKAS = {"sergeevka-pogranichny", "sergeevka-partizansky"}


@pytest.fixture
def ask(shipped: Dataset):
    def answer(name: str, **hints: object) -> Resolution:
        return resolve_name(shipped, name, **hints)  # type: ignore[arg-type]

    return answer


def settled(answer: Resolution) -> str | None:
    return answer.place.place_id if answer.place else None


def ids(answer: Resolution) -> list[str]:
    return [candidate.place_id for candidate in answer.candidates]


FAMOUS = {
    "Paris": PARIS,
    "London": "gn-2643743",
    "Moscow": "gn-524901",
    "Seoul": "gn-1835848",
    "Tokyo": "gn-1850147",
    "서울": "gn-1835848",
    "평양": "gn-1871859",
    "Москва": "gn-524901",
    "Kyiv": KYIV,
    "Kiev": KYIV,
    "Київ": KYIV,
    "Киев": KYIV,
    "키이우": KYIV,
    "Kharkiv": "gn-706483",
    "Kharkov": "gn-706483",
    "Харків": "gn-706483",
    "Ufa": "gn-479561",
    "Sudzha": "gn-486816",
    "Суджа": "gn-486816",
}
EXTENTS = {
    "Kyiv Oblast": "adm-ua-32",
    "Kyiv region": "adm-ua-32",
    "Київська область": "adm-ua-32",
    "Київської області": "adm-ua-32",
    "Moscow Oblast": "adm-ru-mos",
    "the Moscow region": "adm-ru-mos",
    "Московской области": "adm-ru-mos",
    "Kharkiv region": "adm-ua-63",
    "Харківська область": "adm-ua-63",
    "Rostov region": "adm-ru-ros",
    "로스토프주": "adm-ru-ros",
    "Kursk region": "kursk-oblast",
    "Алтайский край": "adm-ru-alt",
    "Altai Republic": "adm-ru-al",
    "Crimea": "adm-ua-43",
    "Крым": "adm-ua-43",
    "North Hamgyong Province": "adm-kp-09",
    "함경북도": "adm-kp-09",
    "Gyeonggi": "adm-kr-41",
    "Donbas": "area-donbas",
    "Донбасс": "area-donbas",
    "eastern Ukraine": "area-eastern-ukraine",
    "southern Ukraine": "area-southern-ukraine",
    "Korean Peninsula": "area-korean-peninsula",
    "한반도": "area-korean-peninsula",
    "Siberia": "area-siberia",
    "the Baltic states": "area-baltic-states",
    "Russian Far East": "russian-far-east",
    "Mexico": "country-mx",
    "Luxembourg": "country-lu",
    "Singapore": "country-sg",
    "Германия": "country-de",
    "프랑스": "country-fr",
    "the United States": "country-us",
    "UK": "country-gb",
}
CASES = {
    "под Курском": "kursk",
    "в Курске": "kursk",
    "в Киеве": KYIV,
    "у Києві": KYIV,
    "возле Владивостока": "vladivostok",
    "в Уссурийске": "ussuriysk",
    "из Москвы": "gn-524901",
    "в Суджу": "gn-486816",
    "на Донбассе": "area-donbas",
    "у Львові": "gn-702550",
    "в Пхеньяне": "gn-1871859",
}


@pytest.mark.parametrize(("name", "place_id"), FAMOUS.items())
def test_a_name_that_nearly_everybody_means_is_resolved(ask, name, place_id):
    assert settled(ask(name)) == place_id


@pytest.mark.parametrize(("name", "place_id"), EXTENTS.items())
def test_a_region_a_country_and_an_area_are_found_in_any_form(ask, name, place_id):
    assert settled(ask(name)) == place_id


@pytest.mark.parametrize(("name", "place_id"), CASES.items())
def test_a_name_in_an_oblique_case_is_read(ask, name, place_id):
    assert settled(ask(name)) == place_id


def test_dominance_is_said_with_the_people_on_both_sides(ask):
    answer = ask("Paris")
    assert "by far the best known: a capital, 2,138,551 people against" in answer.place.why
    assert "far less known than gn-2988507" in next(c.why for c in answer.candidates if c.country == "US")


@pytest.mark.parametrize(
    ("name", "hints", "place_id"),
    [
        ("Paris", {"country": "FR"}, PARIS),
        ("Paris", {"near": "Dallas"}, "gn-4717560"),
        ("Paris", {"near": "Berlin"}, PARIS),
        ("Paris, Texas", {}, "gn-4717560"),
        ("Moscow", {"near": "Washington"}, "gn-524901"),
        ("Paris", {"near": ("London", "Washington")}, PARIS),
        ("Lagos", {"near": ("Abuja",)}, "gn-2332459"),
        ("Springfield", {"admin1": "Illinois"}, "gn-4250542"),
        ("Damascus", {"country": "Syria"}, "gn-170654"),
        ("Atlanta, Georgia", {}, "gn-4180439"),
        ("Tbilisi, Georgia", {}, "gn-611717"),
    ],
)
def test_a_hint_tells_places_of_the_world_apart(ask, name, hints, place_id):
    assert settled(ask(name, **hints)) == place_id


@pytest.mark.parametrize(
    "hints", [{}, {"country": "RU"}, {"admin1": "Primorsky Krai"}, {"near": "Vladivostok"}]
)
def test_the_two_sergeevkas_stay_ambiguous_and_people_do_not_settle_them(ask, hints):
    answer = ask("Sergeevka", **hints)
    assert answer.status == "ambiguous"
    assert set(ids(answer)[:2]) == SERGEEVKAS
    assert answer.candidates[0].score == answer.candidates[1].score
    assert "best known" not in answer.candidates[0].why


def test_bare_sergeevka_is_also_the_others_of_the_world(ask):
    assert {c.country for c in ask("Sergeevka").candidates} >= {"RU", "KZ", "UA"}


def test_blagoveshchensk_is_two_and_a_neighbour_tells(ask):
    assert ask("Blagoveshchensk").status == "ambiguous"
    assert settled(ask("Blagoveshchensk", near="Khabarovsk")) == "blagoveshchensk"
    assert settled(ask("Blagoveshchensk", near="Ufa")) == "blagoveshchensk-bashkortostan"


def test_bryansk_is_the_city_and_bransk_the_one_in_poland(ask):
    answer = ask("Bryansk")
    assert settled(answer) == "bryansk"
    assert ids(answer)[1] == "bryansk-oblast"
    assert settled(ask("Brańsk")) == settled(ask("Bryansk", country="PL")) == "gn-775359"


def test_pokrovsk_is_several_until_a_hint_tells(ask):
    answer = ask("Pokrovsk")
    assert answer.status == "ambiguous"
    assert {c.country for c in answer.candidates} == {"UA", "RU"}
    for hints in ({"country": "UA"}, {"near": "Donetsk"}, {"admin1": "Donetsk Oblast"}):
        assert settled(ask("Pokrovsk", **hints)) == POKROVSK_DONETSK
    assert settled(ask("Pokrovsk", admin1="Sakha")) == "gn-2017824"


def test_bare_kursk_is_the_city_with_the_oblast_second(ask):
    answer = ask("Kursk")
    assert ids(answer)[:2] == ["kursk", "kursk-oblast"]
    assert settled(answer) == "kursk"


def test_lgov_is_the_town_and_lgovsky_district_is_not(ask):
    lgov = ask("Lgov").place
    assert (lgov.name, lgov.country, lgov.admin1) == ("L’gov", "RU", "RU-KRS")
    assert settled(ask("Lgovsky district")) is None


def test_kyiv_is_the_city_and_its_oblast_never_has_the_citys_name_alone(ask):
    assert ids(ask("Київ"))[0] == KYIV
    assert settled(ask("Київ", kind="region")) != KYIV
    assert all("a region" not in ask(name).place.why for name in ("Kyiv", "Київ"))


def test_crimea_is_ukraine_held_by_russia_and_found_by_both(ask):
    for country in (None, "UA", "RU"):
        place = ask("Crimea", country=country).place
        assert (place.place_id, place.country, place.admin1) == ("adm-ua-43", "UA", "UA-43")
    simferopol = ask("Simferopol", country="RU").place
    assert (simferopol.country, simferopol.admin1) == ("UA", "UA-43")
    assert "held by RU" in simferopol.why


def test_georgia_is_a_country_and_a_state(ask):
    answer = ask("Georgia")
    assert answer.status == "ambiguous"
    assert set(ids(answer)) == {"country-ge", "adm-us-ga"}
    assert settled(ask("Georgia", country="US")) == "adm-us-ga"
    assert settled(ask("Georgia", country="GE")) == "country-ge"
    assert settled(ask("Georgia", near="Tbilisi")) == "country-ge"
    assert settled(ask("Georgia", near="Atlanta")) == "adm-us-ga"


def test_uefa_is_not_ufa(ask):
    answer = ask("UEFA")
    assert answer.status == "unresolved"
    assert "gn-479561" not in ids(answer)


def test_rason_is_in_the_north_and_its_southern_spelling_is_no_name_of_the_region(ask):
    for name in ("Rason", "Расон", "라선", "라선특별시"):
        place = ask(name).place
        assert (place.country, place.admin1) == ("KP", "KP-13")
    assert "adm-kp-13" not in ids(ask("Насон"))


def test_near_keeps_the_place_with_a_wider_radius_and_near_a_country_is_not_the_country(ask):
    place = ask("near Sudzha").place
    assert (place.place_id, place.radius_m, place.geo_precision) == ("gn-486816", 30_000, 2)
    for text in ("near Poland", "areas near Poland", "regions near Belarus"):
        assert ask(text).status == "unresolved"
    assert settled(ask("areas near Ukraine")) == "russia-near-ukraine"


def test_a_region_word_never_gives_the_capital(ask):
    for name in ("Kharkiv region", "Sumy oblast", "Belgorod region", "Voronezh Oblast", "Khabarovsk Krai"):
        assert ask(name).place.kind == "region"


@pytest.mark.parametrize("name", ["Vladivostock", "Khabarvosk", "Ussurijisk", "Pokrowskk", "Sevastopool"])
def test_a_likeness_alone_never_resolves(ask, name):
    answer = ask(name)
    assert answer.status != "resolved"
    assert answer.candidates


@pytest.mark.parametrize("code", ["ZZ", "QQ", "zz"])
def test_a_country_that_does_not_exist_is_refused_with_those_that_do(ask, code):
    with pytest.raises(UnknownValueError, match=r"does not exist.*There are: AD, AE, AF") as refused:
        ask("Kursk", country=code)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", ["", "  ", "x" * 10_000, "Kursk\x00", "\u202eksruK", "\ud800", "Kur\nsk"])
def test_a_text_that_is_no_name_is_one_clear_error(ask, name):
    with pytest.raises(GazetteerError) as refused:
        ask(name)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", ["😀", "'; DROP TABLE places; --", "---", "1234567890", "' OR 1=1"])
def test_a_text_that_names_nothing_is_unresolved(ask, name):
    assert ask(name).status == "unresolved"


@pytest.mark.parametrize(
    "name", ["the spokesman", "troops", "Storm Corps", "front lines", "military facility"]
)
def test_words_that_are_no_place_are_never_sure(ask, name):
    assert ask(name).status != "resolved"


@pytest.mark.parametrize("name", ["Korea", "Congo", "Kirovsk", "Springfield", "Tripoli", "Fokino"])
def test_a_name_that_several_may_mean_is_never_settled(ask, name):
    answer = ask(name)
    assert answer.status == "ambiguous"
    assert len({candidate.score for candidate in answer.candidates[:2]}) == 1


def test_a_former_name_of_a_large_city_takes_no_village_from_the_map(ask):
    assert ask("Oleksandrivka", country="UA").status == "ambiguous"


def test_a_korean_text_is_no_spelling_of_a_latin_name(ask):
    assert ask("수자").status == "unresolved"
    assert ask("청진").place.country == "KP"


def test_the_sort_of_a_division_tells_divisions_of_one_stem_apart(ask):
    assert settled(ask("в Алтайском крае")) == "adm-ru-alt"
    assert settled(ask("Приморского края")) == "primorsky-krai"


def test_a_place_near_the_texts_own_places_leaves_those_elsewhere_behind(ask):
    answer = ask("Sergeevka", near="Vladivostok")
    assert answer.status == "ambiguous"
    assert answer.candidates[0].score == answer.candidates[1].score > answer.candidates[2].score
    assert "far from every place that the text names" in answer.candidates[2].why


def test_a_spelling_is_told_with_the_name_that_it_is_of(ask):
    assert "spelled like 'Knyaze-Volkonskoye'" in ask("Knyaze-Volkonskoe").place.why


WHOLE = load(REPOSITORY)
WORDS = st.lists(
    st.sampled_from(
        [
            "near",
            "in",
            "the",
            "region",
            "oblast",
            "область",
            "возле",
            "в",
            "주",
            "airfield",
            "Kursk",
            "Sergeevka",
            "Paris",
            "Georgia",
            "Moscow",
            "Курске",
            "Київ",
            "서울",
            "Springfield",
            ",",
            "(",
            ")",
            "'s",
            "-",
            "😀",
            "Texas",
            "Ukraine",
            "San",
            "Antonio",
            "Saint",
            "Petersburg",
        ]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(st.one_of(st.text(min_size=1, max_size=60), WORDS), st.lists(WORDS, max_size=2))
def test_any_text_gets_an_answer_that_holds_together_or_one_clear_error(text, near):
    try:
        answer = resolve_name(WHOLE, text, near=near)
    except MusterError:
        return
    scores = [candidate.score for candidate in answer.candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert len(set(ids(answer))) == len(answer.candidates)
    assert (answer.place is not None) == (answer.status == "resolved")
    assert answer.place is None or "resembles" not in answer.place.why
    assert answer.status != "ambiguous" or len(answer.candidates) > 1
