"""From fits to scores."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.gazetteer.score import BEHIND, FIRST, score, score_behind

FITS = st.floats(0, 1)


@given(FITS, FITS, st.integers(1, 40))
def test_a_better_fit_never_scores_less_and_every_score_is_above_0_and_at_most_1(one, other, sharing):
    less, more = sorted((one, other))
    assert 0 < score(less, sharing) <= score(more, sharing) <= 1
    assert 0 < score_behind(less, 1) <= score_behind(more, 1) <= 1


@given(FITS, FITS)
def test_no_candidate_behind_scores_more_than_the_first(fit, first):
    assert score_behind(fit, max(first, 0.001)) <= max(first, 0.001)


@pytest.mark.parametrize("points", [FIRST, BEHIND])
def test_the_lines_go_from_0_to_1_and_never_fall(points):
    assert (points[0][0], points[-1][0]) == (0.0, 1.0)
    assert list(points) == sorted(points)
    assert [y for _, y in points] == sorted(y for _, y in points)


def test_an_exact_name_alone_is_nearly_always_right_and_two_share():
    assert score(1.0, 1) > 0.9
    assert score(1.0, 2) == score(1.0, 1) / 2


def test_a_likeness_is_no_better_than_even():
    assert score(0.36, 1) < 0.5
