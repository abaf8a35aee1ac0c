"""When an assertion happened: what its claims share, and never newer by an echo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.check import load_checked
from muster.model import Claim, Dataset
from muster.paths import REPOSITORY
from muster.query import Selection
from muster.query.roles import Role, role_of
from muster.query.windows import dated_elsewhere, event_windows

OCT_8, OCT_13, OCT_16 = date(2024, 10, 8), date(2024, 10, 13), date(2024, 10, 16)
LATE_OCTOBER = Selection(event_from=date(2024, 10, 20), event_to=date(2024, 10, 31))


def days_of(dataset: Dataset, assertion_id: str, **asked: date) -> tuple[date | None, date | None]:
    return event_windows(dataset, **asked)[assertion_id, Role.PRESENT]


def with_claim(dataset: Dataset, claim: Claim) -> Dataset:
    return replace(dataset, claims=(*dataset.claims, claim))


def test_the_1500_of_four_documents_are_those_of_8_to_13_october(shipped):
    assert days_of(shipped, "nis-1500") == (OCT_8, OCT_13)


def test_the_pictures_that_a_later_article_repeats_stay_those_of_16_october(shipped):
    assert days_of(shipped, "nis-img-ussuriysk") == (OCT_16, OCT_16)
    assert shipped.claims_by_id["B13b"].event_end == date(2024, 11, 6)


def test_late_october_dates_the_report_of_the_7000_and_not_its_start(shipped):
    assert days_of(shipped, "gur-7000") == (None, date(2024, 10, 31))


def test_what_was_not_yet_known_dates_nothing(shipped):
    before_the_nis_report = date(2024, 10, 17)
    assert ("nis-1500", Role.PRESENT) not in event_windows(shipped, before_the_nis_report)


def test_planned_and_present_rows_of_one_assertion_are_dated_apart(elsewhere):
    windows = event_windows(elsewhere)
    assert windows["ministry-column", Role.PRESENT] == (date(2019, 3, 1), None)
    assert windows["ministry-column", Role.PLANNED] == (date(2019, 4, 1), date(2019, 4, 30))


def test_an_echo_that_starts_after_the_last_day_of_the_others_is_passed_over(shipped):
    late = date(2024, 12, 1)
    echo = replace(
        shipped.claims_by_id["B13b"], claim_id="X1a", event_start=late, event_end=late, reported_on=None
    )
    assert days_of(with_claim(shipped, echo), "nis-img-ussuriysk") == (OCT_16, OCT_16)


def test_a_plan_that_an_echo_puts_from_its_own_day_on_stays_undated(shipped):
    assert shipped.claims_by_id["B06a"].event_start == date(2024, 11, 6)
    assert event_windows(shipped)["nis-12000", Role.PLANNED] == (None, None)


def test_a_claim_that_another_one_dates_is_told_with_those_days(shipped):
    assert dated_elsewhere(shipped, shipped.claims_by_id["B13b"], LATE_OCTOBER) == (OCT_16, OCT_16)
    assert dated_elsewhere(shipped, shipped.claims_by_id["B01a"], LATE_OCTOBER) == (OCT_8, OCT_13)
    assert dated_elsewhere(shipped, shipped.claims_by_id["C04a"], LATE_OCTOBER) is None
    assert dated_elsewhere(shipped, shipped.claims_by_id["B13b"], Selection()) is None


@pytest.mark.parametrize(
    ("claim_id", "role"),
    [("A05a", Role.PRESENT), ("A09a", Role.PLANNED), ("E08a", Role.ANSWER), ("B07a", Role.OTHER)],
)
def test_the_role_of_a_claim_is_what_it_does_for_the_picture(shipped, claim_id, role):
    assert role_of(shipped.claims_by_id[claim_id]) is role


ECHOED = (
    "nis-1500",
    "nis-img-ussuriysk",
    "nis-img-khabarovsk",
    "lawmakers-3000",
    "gur-7000",
    "us-deployment",
)
SHIPPED = load_checked(REPOSITORY)
DAYS = st.none() | st.dates(min_value=date(2024, 9, 1), max_value=date(2024, 12, 31))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ECHOED), DAYS, st.integers(0, 40) | st.none())
def test_an_echo_never_makes_an_assertion_newer(assertion_id, start, length):
    said = next(c for c in SHIPPED.claims_of[assertion_id] if c.is_present)
    end = None if length is None else (start or OCT_16) + timedelta(days=length)
    echo = replace(
        said,
        claim_id="X1a",
        document_id="001-troop-deployment",
        reported_on=None,
        event_start=start,
        event_end=end,
    )
    before, after = days_of(SHIPPED, assertion_id), days_of(with_claim(SHIPPED, echo), assertion_id)
    assert (after[1] or date.max) <= (before[1] or date.max)
    if end is None:
        assert (after[0] or date.min) <= (before[0] or date.min)
    assert after[0] is None or after[1] is None or after[0] <= after[1]
