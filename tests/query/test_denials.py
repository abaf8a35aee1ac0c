"""A denial bears on what it denies, and on nothing else that is said of the place."""

from dataclasses import replace
from datetime import date

import denial_cases
import pytest

from muster.query import presence
from muster.vocabulary import Status


@pytest.mark.parametrize(
    ("as_of", "status"),
    [(None, Status.DENIED), (date(2024, 10, 19), Status.DENIED), (date(2024, 10, 18), Status.REPORTED)],
)
def test_a_place_is_denied_only_where_what_is_shown_there_is(shipped, as_of, status):
    asked = replace(denial_cases.AUTUMN, as_of=as_of)  # the 60 of the year before are denied from the start
    (town,) = presence(denial_cases.dataset_of(shipped), asked)
    assert town.status == (status,)
