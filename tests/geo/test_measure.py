import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from muster.errors import GeoError
from muster.geo.measure import area_km2, circle_polygon, distance_m, length_km


def test_a_quarter_of_the_meridian_is_10_002_km():
    assert distance_m(0, 30, 90, 30) == pytest.approx(10_001_965.729, abs=0.01)


def test_a_degree_of_longitude_is_half_as_long_at_60_degrees():
    assert distance_m(0, 10, 0, 11) == pytest.approx(111_319.49, abs=0.01)
    assert distance_m(60, 10, 60, 11) == pytest.approx(55_800, abs=10)


def test_the_short_way_goes_over_the_antimeridian():
    assert distance_m(0, 179.5, 0, -179.5) == pytest.approx(distance_m(0, 10, 0, 11))


@given(st.floats(-80, 80), st.floats(-180, 180), st.floats(1, 500_000))
def test_every_vertex_of_a_circle_is_its_radius_away(lat, lon, radius_m):
    circle = circle_polygon(lat, lon, radius_m, points=16)
    for x, y in circle.exterior.coords:
        assert distance_m(lat, lon, y, x) == pytest.approx(radius_m, rel=1e-6, abs=0.001)
    assert circle.bounds[2] - circle.bounds[0] < 90


def test_a_circle_is_wider_than_high_in_degrees_away_from_the_equator():
    west, south, east, north = circle_polygon(60, 30, 10_000).bounds
    assert (east - west) / (north - south) == pytest.approx(2, rel=0.01)
    assert area_km2(circle_polygon(60, 30, 10_000)) == pytest.approx(314.16, rel=0.002)


def test_a_circle_over_the_antimeridian_is_contiguous():
    west, _, east, _ = circle_polygon(65, 179.9, 20_000).bounds
    assert west < 180 < east < 181


@pytest.mark.parametrize(
    ("lat", "lon", "radius_m", "problem"),
    [
        (50, 30, 0, "above 0"),
        (50, 30, float("nan"), "above 0"),
        (95, 30, 1, "no place"),
        (89.99, 0, 5_000, "holds a pole"),
    ],
)
def test_circles_that_make_no_sense_are_refused(lat, lon, radius_m, problem):
    with pytest.raises(GeoError, match=problem):
        circle_polygon(lat, lon, radius_m)


def test_holes_are_not_counted_and_lines_have_no_area():
    ring = shapely.box(0, 0, 2, 2).difference(shapely.box(0.5, 0.5, 1.5, 1.5))
    whole, hole = area_km2(shapely.box(0, 0, 2, 2)), area_km2(shapely.box(0.5, 0.5, 1.5, 1.5))
    assert area_km2(ring) == pytest.approx(whole - hole)
    assert area_km2(shapely.LineString([(0, 0), (1, 1)])) == 0
    assert length_km(shapely.LineString([(10, 0), (11, 0)])) == pytest.approx(111.319, abs=0.001)
