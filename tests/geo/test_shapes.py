import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.affinity import scale

from muster.errors import GeoError
from muster.geo.shapes import decode, decode_points, encode, label_point, simplify, unwrap


def test_chukotka_is_one_piece_beyond_180(boundaries):
    chukotka = unwrap(boundaries.polygon("RU-CHU"))
    west, _, east, _ = chukotka.bounds
    assert 155 < west < 160
    assert 190 < east < 192
    assert chukotka.is_valid
    assert chukotka.contains(shapely.box(179, 67, 181, 67.5))


def test_russia_is_moved_east_and_the_united_states_west(boundaries):
    russia, states = unwrap(boundaries.polygon("RU")), unwrap(boundaries.polygon("US"))
    assert (round(russia.bounds[0]), round(russia.bounds[2])) == (20, 191)
    assert (round(states.bounds[0]), round(states.bounds[2])) == (-188, -67)
    assert russia.area == pytest.approx(boundaries.polygon("RU").area)


def test_fiji_is_contiguous(boundaries):
    west, _, east, _ = unwrap(boundaries.polygon("FJ")).bounds
    assert east - west < 8


def test_what_is_not_cut_or_goes_round_the_world_stays_as_it_is(boundaries):
    for geometry_id in ("UA", "FR", "AQ"):
        assert unwrap(boundaries.polygon(geometry_id)) is boundaries.polygon(geometry_id)


def test_a_ring_is_a_start_and_steps_and_does_not_repeat_its_first_point():
    square = shapely.box(30, 50, 31, 52, ccw=False)
    assert encode(square, 10) == {"t": "polygon", "q": 10, "c": [[[300, 500, 0, 20, 10, 0, 0, -20]]]}
    line = shapely.LineString([(1, 2), (1.04, 2), (3, -1)])
    assert encode(line, 10) == {"t": "line", "q": 10, "c": [[10, 20, 20, -30]]}


def test_holes_follow_their_ring_and_what_shrinks_to_nothing_is_left_out():
    holed = shapely.Polygon(shapely.box(0, 0, 9, 9).exterior, [shapely.box(1, 1, 2, 2).exterior])
    speck = shapely.box(20, 20, 20.001, 20.001)
    encoded = encode(shapely.MultiPolygon([holed, speck]), 10)
    assert [len(rings) for rings in encoded["c"]] == [2]
    assert decode(encoded).equals(holed)


@given(
    st.lists(
        st.tuples(st.integers(-200_000, 200_000), st.integers(-90_000, 90_000)),
        min_size=2,
        max_size=30,
        unique=True,
    )
)
def test_points_come_back_as_they_went(points):
    line = shapely.LineString([(x / 1000, y / 1000) for x, y in points])
    assert decode_points(encode(line)["c"][0], 1000) == [(x / 1000, y / 1000) for x, y in points]


def test_an_oblast_and_a_country_come_back_to_the_nearest_thousandth(boundaries):
    kursk, russia = boundaries.polygon("RU-KRS"), unwrap(boundaries.polygon("RU"))
    assert shapely.hausdorff_distance(kursk.boundary, decode(encode(kursk)).boundary) < 0.0008
    assert decode(encode(russia)).area == pytest.approx(russia.area, rel=1e-5)


def test_a_point_or_an_empty_geometry_is_not_encoded():
    for geometry in (shapely.Point(1, 2), shapely.Polygon(), shapely.GeometryCollection()):
        with pytest.raises(GeoError, match="can't be drawn"):
            encode(geometry)


def test_simplified_geometry_is_valid_near_and_smaller(boundaries):
    primorsky = boundaries.polygon("RU-PRI")
    simple = simplify(primorsky, 0.05)
    assert simple.is_valid
    assert shapely.get_num_coordinates(simple) < shapely.get_num_coordinates(primorsky) / 3
    assert shapely.hausdorff_distance(simple.boundary, primorsky.boundary) < 0.06


def test_a_label_lies_inside_the_largest_part(boundaries):
    for geometry_id in ("RU", "US", "FJ", "RU-KHA", "RU-CHU", "HR", "KP", "AQ", "UA-43"):
        assert boundaries.polygon(geometry_id).contains(
            shapely.Point(label_point(boundaries.polygon(geometry_id)))
        )


def test_a_label_keeps_away_from_the_edges_of_a_horseshoe():
    horseshoe = shapely.box(0, 0, 9, 9).difference(shapely.box(3, 0, 6, 7))
    lon, lat = label_point(horseshoe)
    assert horseshoe.boundary.distance(shapely.Point(lon, lat)) > 0.9
    thin = scale(shapely.box(0, 0, 1, 1), 1e-4, 1, origin=(0, 0))
    assert thin.contains(shapely.Point(label_point(thin)))


def test_a_label_of_a_line_is_half_way():
    assert label_point(shapely.MultiLineString([[(0, 0), (1, 0)], [(10, 0), (20, 0)]])) == (15, 0)
    with pytest.raises(GeoError, match="no place for a label"):
        label_point(shapely.Polygon())
