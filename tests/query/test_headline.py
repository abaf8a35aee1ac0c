"""The one sentence that a view comes to."""

from __future__ import annotations

from datetime import date

import pytest

from muster.query import Selection, headline, range_words, strength

NIS, LAWMAKERS = "South Korea NIS", "South Korean lawmakers"
BRIEFED = f"({LAWMAKERS}, briefed by {NIS})"
OCT_24 = date(2024, 10, 24)


def test_the_lawmakers_are_no_second_origin_beside_the_service_that_briefs_them(shipped):
    asked = Selection(
        as_of=OCT_24, originators=("nis", "south-korean-lawmakers", "us-defense-secretary", "nato")
    )
    found = headline(shipped, asked)
    assert found.present == f"about 1,500 ({NIS}) to 3,000 {BRIEFED}"
    assert found.origins == "one independent origin"
    assert found.borne_out == "the deployment, without a number, confirmed by US Defense Secretary"
    assert found.planned == f"up to 10,000 {BRIEFED} or 12,000 ({NIS})"
    assert found.as_of == "as known on 24 Oct 2024"


def test_two_that_give_a_number_each_are_no_two_origins_of_either(shipped):
    found = headline(shipped, Selection())
    assert found.origins == "each number from one independent origin alone"
    assert found.present.startswith(f"about 1,500 ({NIS}) to over 7,000 (Ukraine GUR)")
    assert "3,000" in found.present


def test_what_may_have_been_said_later_is_said_to_be_so(shipped):
    assert headline(shipped, Selection(as_of=date(2024, 10, 19))).possibly == (
        f"possibly not yet said by then: 12,000 ({NIS})"
    )
    assert "over 7,000 (Ukraine GUR)" in headline(shipped, Selection(as_of=OCT_24)).possibly
    assert headline(shipped, Selection(as_of=date(2024, 11, 7))).possibly == ""


def test_a_view_without_a_number_says_so_and_does_not_say_0(shipped):
    assert str(headline(shipped, Selection(originators=("north-korea",)))) == "no number reported present"


@pytest.mark.parametrize(
    ("asked", "present", "planned"),
    [
        (Selection(), "1,500 to over 7,000", "up to 10,000 or 12,000"),
        (Selection(originators=("gur",)), "over 7,000", ""),
        (Selection(originators=("south-korean-lawmakers",)), "up to 3,000", "up to 10,000"),
        (
            Selection(originators=("nis", "south-korean-lawmakers")),
            "1,500 to 3,000",
            "up to 10,000 or 12,000",
        ),
        (Selection(kinds=("desertion",)), "18 over 2 places", ""),
        (Selection(event_from=date(2024, 10, 14)), "up to 3,000 or over 7,000", "up to 10,000 or 12,000"),
    ],
)
def test_a_ceiling_is_never_the_floor_of_a_range(shipped, asked, present, planned):
    found = strength(shipped, asked)
    assert (range_words(shipped, found.present), range_words(shipped, found.planned)) == (present, planned)
