"""Every row of the shipped gazetteer.csv, held against the boundaries."""

import pytest
import shapely

from muster.geo.boundaries import load_boundaries
from muster.geo.measure import area_km2
from muster.geo.places import geometry_of
from muster.paths import BOUNDARIES, REPOSITORY
from muster.tables import load

SHIPPED = load(REPOSITORY)
EVERY = [pytest.param(place, id=place.place_id) for place in SHIPPED.places.values()]
POINTS = [
    pytest.param(place, id=place.place_id) for place in SHIPPED.places.values() if place.lat is not None
]
SHAPES = [pytest.param(place, id=place.place_id) for place in SHIPPED.places.values() if place.geometry_id]


@pytest.fixture(scope="module")
def boundaries():
    return load_boundaries(BOUNDARIES)


@pytest.mark.parametrize("place", EVERY)
def test_a_row_has_a_point_or_a_polygon_or_says_that_it_is_not_grounded(place):
    assert (place.lat is None) == (place.lon is None)
    grounded = place.lat is not None or place.geometry_id
    assert grounded or place.coordinate_basis == "none: not grounded"


@pytest.mark.parametrize("place", POINTS)
def test_a_point_lies_in_its_country_and_in_its_division(boundaries, place):
    point = shapely.Point(place.lon, place.lat)
    assert boundaries.polygon(place.country).contains(point)
    assert boundaries.polygon(place.admin1).contains(point)
    assert place.admin1.startswith(f"{place.country}-")


@pytest.mark.parametrize("place", POINTS)
def test_a_radius_is_sane_and_has_a_basis(place):
    assert 1_000 <= place.radius_m <= 30_000
    assert place.radius_basis
    assert place.coordinate_basis


@pytest.mark.parametrize("place", SHAPES)
def test_a_shape_is_valid_and_of_the_size_of_a_region(place):
    shape = geometry_of(SHIPPED, place.geometry_id)
    assert shape.is_valid
    if place.kind == "border":
        assert shape.geom_type in {"LineString", "MultiLineString"}
    else:
        assert 10_000 < area_km2(shape) < 20_000_000


@pytest.mark.parametrize("place", [p for p in SHAPES if p.values[0].kind in {"region", "country"}])
def test_a_region_and_a_country_have_the_polygon_of_their_own(boundaries, place):
    boundary = boundaries.boundary(place.geometry_id)
    assert boundary.country == place.country
    assert (boundary.level == "admin1") == (place.kind == "region")
    assert place.kind != "region" or place.admin1 == place.geometry_id
