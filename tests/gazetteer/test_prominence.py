"""Which of several places of a name nearly everybody means."""

from dataclasses import dataclass

import pytest
from small_gazetteer import place_from

from muster.gazetteer.prominence import best_known, dominant, share_of
from muster.model import Place

TOWN = place_from("town | Town | town | RU | RU-KRS | 51.7 36.1 | 3000 | ")
COUNTRY = place_from("land | Land | country | LU | | | | ")


@dataclass(frozen=True)
class Rival:
    population: int
    place: Place = TOWN
    is_capital: bool = False
    is_unlike: bool = False
    is_curated: bool = False


def test_nine_tenths_of_the_people_are_enough_and_less_is_not():
    assert dominant([Rival(900_000), Rival(100_000)]) == Rival(900_000)
    assert dominant([Rival(890_000), Rival(110_000)]) is None


@pytest.mark.parametrize("people", [[5_081, 3_760], [49_999, 1_000], [0, 0], [30_000]])
def test_no_small_place_is_taken_for_being_the_larger(people):
    assert dominant([Rival(count) for count in people]) is None


def test_where_a_country_is_given_a_town_of_twenty_thousand_may_be_the_one():
    assert dominant([Rival(50_000), Rival(700)], least=20_000) == Rival(50_000)
    assert dominant([Rival(25_827), Rival(0)], least=20_000) is None


def test_a_country_counts_for_more_than_its_people():
    assert dominant([Rival(600_000, COUNTRY), Rival(280_000)]) == Rival(600_000, COUNTRY)


def test_a_place_of_the_data_set_is_never_passed_over():
    curated = Rival(3_000, is_curated=True)
    assert dominant([Rival(5_000_000), curated]) is None
    assert dominant([Rival(5_000_000, is_curated=True), curated]) == Rival(5_000_000, is_curated=True)


def test_a_former_name_does_not_take_the_place_of_one_that_has_it_still():
    assert dominant([Rival(5_000_000, is_unlike=True), Rival(1_500)]) is None
    assert dominant([Rival(400_000), Rival(150_000, is_unlike=True)]) == Rival(400_000)


def test_the_only_one_is_the_best_known_however_small_and_none_is_none():
    assert best_known([Rival(10)]) == Rival(10)
    assert best_known([]) is None
    assert share_of(Rival(1_000), [Rival(1_000), Rival(3_000)]) == 0.25
