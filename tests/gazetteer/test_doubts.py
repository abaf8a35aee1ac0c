"""What would look surer than it is stays unanswered: the place is shown first, and nothing is drawn."""

from __future__ import annotations

import pytest

from muster.gazetteer import resolve_name


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Plekhovo", ("Kursk", "Sudzha")),
        ("Makhnovka", ("Sudzha",)),
        ("Oleshnya", ("Kursk",)),
        ("Leonidovo", ("Sudzha",)),
        ("Rowno", ("Lviv",)),
        ("Middle East", ()),
        ("the front", ()),
        ("Monday", ()),
        ("GUR", ()),
        ("LNR", ()),
    ],
)
def test_a_chance_likeness_of_names_settles_nothing(shipped, name, near):
    found = resolve_name(shipped, name, near=near)
    assert found.place is None
    assert found.status != "resolved"


def test_a_doubt_says_why_and_keeps_the_candidate(shipped):
    found = resolve_name(shipped, "Leonidovo", near=("Sudzha",))
    assert found.candidates[0].country == "RU"
    assert "from the nearest place that the text names" in found.candidates[0].why


def test_a_country_or_a_place_nearby_bears_a_little_known_place_out(shipped):
    assert resolve_name(shipped, "Makhnovka", country="UA").status != "unresolved"
    assert resolve_name(shipped, "Leonidovo", near=("Yuzhno-Sakhalinsk",)).status == "resolved"


def test_an_odd_spelling_of_a_capital_does_not_beat_a_town_of_that_very_name(shipped):
    found = resolve_name(shipped, "Bikin")
    assert found.status == "ambiguous"
    assert "gn-2026696" in {
        candidate.place_id for candidate in resolve_name(shipped, "Bikin", country="RU").candidates
    }


def test_a_country_lies_in_no_other_that_the_text_names(shipped):
    assert resolve_name(shipped, "Taiwan", near=("China",)).place is None


@pytest.mark.parametrize(
    ("name", "place_id"), [("Kiev", "gn-703448"), ("Sudzha", "gn-486816"), ("USA", "country-us")]
)
def test_what_everybody_means_is_not_doubted(shipped, name, place_id):
    assert resolve_name(shipped, name).place.place_id == place_id
