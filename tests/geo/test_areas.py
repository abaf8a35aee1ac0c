import pytest
import shapely

from muster.geo.areas import AreaError, make_area
from muster.geo.boundaries import UnknownGeometryError
from muster.geo.measure import length_km
from muster.model import Area
from muster.vocabulary import AreaMake


def area(make: AreaMake, *groups: tuple[str, ...]) -> Area:
    return Area("area-test", "Test", make, groups, "", "")


def test_a_union_covers_its_members_and_nothing_else(boundaries):
    union = make_area(area(AreaMake.UNION, ("RU-KRS", "RU-BRY")), boundaries)
    assert union.geom_type == "Polygon"
    assert union.area == pytest.approx(boundaries.polygon("RU-KRS").area + boundaries.polygon("RU-BRY").area)


def test_the_border_of_russia_and_ukraine_is_one_line_from_belarus_to_the_sea_of_azov(boundaries):
    line = make_area(area(AreaMake.SHARED_BORDER, ("RU",), ("UA",)), boundaries)
    assert line.geom_type == "LineString"
    assert 1_400 < length_km(line) < 2_000
    ends = sorted(shapely.get_coordinates(line)[[0, -1]].tolist())
    assert ends[0] == pytest.approx([31.78, 52.1], abs=0.05)
    assert ends[1] == pytest.approx([38.22, 47.1], abs=0.05)


def test_a_border_of_groups_is_that_of_their_unions(boundaries):
    kursk = make_area(area(AreaMake.SHARED_BORDER, ("RU-KRS",), ("UA",)), boundaries)
    bryansk = make_area(area(AreaMake.SHARED_BORDER, ("RU-BRY",), ("UA",)), boundaries)
    both = make_area(area(AreaMake.SHARED_BORDER, ("RU-KRS", "RU-BRY"), ("UA",)), boundaries)
    assert length_km(both) == pytest.approx(length_km(kursk) + length_km(bryansk))


def test_groups_that_do_not_meet_are_refused(boundaries):
    with pytest.raises(AreaError, match="RU-KRS and KP do not meet"):
        make_area(area(AreaMake.SHARED_BORDER, ("RU-KRS",), ("KP",)), boundaries)


@pytest.mark.parametrize("groups", [(), ((),), (("RU",), ("UA",), ("KP",)), (("RU",), ())])
def test_a_wrong_number_of_groups_is_refused(boundaries, groups):
    for make in AreaMake:
        with pytest.raises(AreaError, match=r"as in RU-KRS\|RU-BRY"):
            make_area(area(make, *groups), boundaries)


def test_an_unknown_member_is_refused(boundaries):
    with pytest.raises(UnknownGeometryError, match="RU-NOPE"):
        make_area(area(AreaMake.UNION, ("RU-NOPE",)), boundaries)
