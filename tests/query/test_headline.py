"""The headline as a sentence: who said each number, how many origins that makes, and no more than was borne out."""

from __future__ import annotations

from datetime import date

import pytest

from muster.query import Selection, people_words, strength
from muster.query.headline import headline_words

NIS_LINE = ("nis", "south-korean-lawmakers", "us-defense-secretary", "nato")


def test_the_nis_and_the_lawmakers_that_it_briefed_are_one_origin_that_the_united_states_bear_out_without_a_number(
    shipped,
):
    asked = Selection(originators=NIS_LINE, as_of=date(2024, 11, 7))
    assert headline_words(shipped, asked) == (
        "about 1,500 (South Korea NIS) to 3,000 (South Korean lawmakers, briefed by South Korea NIS) reported present, "
        "one independent origin; the deployment, without a number, confirmed by US Defense Secretary; "
        "up to 10,000 (South Korean lawmakers, briefed by South Korea NIS), or 12,000 (South Korea NIS) planned; "
        "as known on 7 Nov 2024"
    )


def test_figures_of_two_services_stand_beside_each_other_each_with_its_own_origin(shipped):
    words = headline_words(shipped, Selection())
    assert (
        "or over 7,000 (Ukraine GUR) reported present, two independent origins, each with its own figure"
        in words
    )
    assert "as known on" not in words


def test_before_the_lawmakers_spoke_there_is_the_1500_of_the_nis_alone(shipped):
    words = headline_words(shipped, Selection(originators=NIS_LINE, as_of=date(2024, 10, 22)))
    assert words == (
        "about 1,500 (South Korea NIS) reported present, one independent origin; "
        "12,000 (South Korea NIS) planned, possibly not yet said by then; as known on 22 Oct 2024"
    )


def test_a_plan_alone_is_no_presence(shipped):
    words = headline_words(shipped, Selection(kinds=("planned",)))
    assert words.endswith("planned")
    assert "present" not in words


def test_where_no_number_is_given_there_is_no_sentence(shipped):
    assert headline_words(shipped, Selection(originators=("isw",))) == ""


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
    assert (people_words(shipped, found.present.figures), people_words(shipped, found.planned.figures)) == (
        present,
        planned,
    )
