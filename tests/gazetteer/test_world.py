"""The files of the world gazetteer: what every row must hold, and that two ways to a place agree."""

from collections import Counter

import pytest

from muster import paths
from muster.errors import GazetteerError
from muster.gazetteer.names import fold_name
from muster.gazetteer.world import World, shipped_world
from muster.geo.boundaries import load_boundaries
from muster.geo.places import world_areas
from muster.model import Dataset


@pytest.fixture(scope="module")
def world() -> World:
    return shipped_world()


@pytest.fixture(scope="module")
def rows(world):
    return list(world)


def test_ids_are_of_one_space_and_each_is_there_once(rows):
    assert Counter(place.place_id.split("-")[0] for place in rows) == {
        "country": 250, "area": 21, "adm": 4503, "gn": 234_908,
    }  # fmt: skip
    assert len({place.place_id for place in rows}) == len(rows)


def test_every_row_is_sane(rows):
    for place in rows:
        assert place.name.strip() == place.name != ""
        assert all(fold_name(name) for _, name in place.names)
        if place.place_id.startswith("gn-"):
            assert place.geonames_id == place.place_id[3:]
            assert abs(place.lat) <= 90
            assert abs(place.lon) <= 180
            assert 3_000 <= place.radius_m <= 30_000
            assert "convention" in place.radius_basis
        else:
            assert (place.lat, place.lon, place.radius_m) == (None, None, None)


def test_every_polygon_of_a_row_exists(rows):
    boundaries, areas = load_boundaries(paths.BOUNDARIES), world_areas()
    unknown = {p.geometry_id for p in rows if p.geometry_id} - set(areas)
    assert [key for key in unknown if key not in boundaries] == []
    without = sorted(p.country for p in rows if p.geometry_id is None and not p.place_id.startswith("gn-"))
    assert without == ["BQ", "BV"]


def test_a_settlement_lies_in_a_division_of_its_own_country(rows):
    country_of = {p.admin1: {p.country, p.de_facto} for p in rows if p.place_id.startswith("adm-")}
    apart = Counter(
        (place.country, place.admin1[:2])
        for place in rows
        if place.place_id.startswith("gn-") and place.admin1 and place.country not in country_of[place.admin1]
    )
    territories = {"GF", "GP", "MQ", "RE", "YT", "SJ"}
    assert {pair: n for pair, n in apart.items() if pair[0] not in territories} == {}


def test_a_name_leads_to_its_place_and_back(world, rows):
    for number in range(0, len(world), 997):
        place = rows[number]
        assert world.number_of(place.place_id) == number
        assert number in world.numbers([place.name])[0] or place.kind == "region"


def test_kursk_is_known_by_hand(world):
    place = world.place(world.number_of("gn-538560"))
    assert (place.name, place.kind, place.country, place.admin1) == ("Kursk", "city", "RU", "RU-KRS")
    assert (place.lat, place.lon, place.radius_m) == (51.72689, 36.18457, 8_000)
    assert {"Курск", "Курськ", "쿠르스크"} <= {name for _, name in place.names}
    assert world.population(world.number_of("gn-538560")) == 448_733


def test_codes_and_transcripts_are_no_names(world):
    names = {name for _, name in world.place(world.number_of("gn-538560")).names}
    assert not names & {"URS", "kuleuseukeu", "kwrsk"}


def test_crimea_is_ukraine_held_by_russia(world):
    for key in ("adm-ua-43", "adm-ua-40", "gn-693805"):
        place = world.place(world.number_of(key))
        assert (place.country, place.de_facto) == ("UA", "RU")


def test_ids_of_authorities_are_kept_where_they_are_one_places_own(world):
    kursk = world.place(world.number_of("adm-ru-krs"))
    assert (kursk.geonames_id, kursk.wikidata_id, kursk.geometry_id) == ("538555", "Q3178", "RU-KRS")
    assert world.place(world.number_of("adm-ua-32")).wikidata_id == ""
    assert world.place(world.number_of("country-kp")).geonames_id == "1873107"


def test_capitals_are_capitals(world):
    for key in ("gn-703448", "gn-524901", "gn-1871859", "gn-2988507", "gn-3688689"):
        assert world.is_capital(world.number_of(key))
    assert not world.is_capital(world.number_of("gn-538560"))


def test_a_curated_row_stands_in_for_the_worlds(shipped: Dataset, world):
    for place in shipped.places.values():
        for number in world.numbers_of(geonames_id=place.geonames_id, geometry_id=place.geometry_id):
            behind = world.place(number)
            assert (behind.country, behind.admin1) == (place.country, place.admin1)


@pytest.mark.parametrize("area", world_areas().values(), ids=lambda area: area.geometry_id)
def test_an_area_of_the_world_is_a_union_with_a_basis(area):
    from muster.geo.areas import make_area

    shape = make_area(area, load_boundaries(paths.BOUNDARIES))
    assert shape.is_valid
    assert shape.area > 1
    assert area.basis


def test_a_folder_without_the_files_says_what_to_do(tmp_path):
    with pytest.raises(GazetteerError, match=r"is no world gazetteer .*: run scripts/build_geodata"):
        World(tmp_path)
