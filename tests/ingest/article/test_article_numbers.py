"""What counts as a number of people, flights, sites or ships, and what never does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.ingest.article.numbers import find_counts


def read(text):
    return [(c.low, c.best, c.high, str(c.unit)) for c in find_counts(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,495 troops were sent", (None, 1495, None, "people")),
        ("two hundred officers", (None, 200, None, "people")),
        ("a thousand soldiers", (None, 1000, None, "people")),
        ("another thousand Ugandans have come", (None, 1000, None, "people")),
        ("about 300 Rwandan soldiers", (None, 300, None, "people")),
        ("up to 250 mercenaries", (None, None, 250, "people")),
        ("as many as 90 commandos", (None, None, 90, "people")),
        ("over 2,500 peacekeepers", (2500, None, None, "people")),
        ("at least 14 marines", (14, None, None, "people")),
        ("between 300 and 400 men", (300, None, 400, "people")),
        ("two to three thousand soldiers", (2000, None, 3000, "people")),
        ("25-30 officers", (25, None, 30, "people")),
        ("the first 200 of 1,000 Kenyan police officers", (None, 200, None, "people")),
        ("30 of its peacekeepers", (None, 30, None, "people")),
        ("their total could reach 900", (None, None, 900, "people")),
        ("a 500-strong battalion", (None, 500, None, "people")),
        ("1.5 thousand recruits", (None, 1500, None, "people")),
        ("more than 70 aircraft", (70, None, None, "flights")),
        ("four landing ships", (None, 4, None, "ships")),
        ("three Malian training camps", (None, 3, None, "sites")),
        ("более 7 тыс. солдат", (7000, None, None, "people")),
        ("близько 2000 військових", (None, 2000, None, "people")),
        ("병력 1만2000명", (None, 12000, None, "people")),
    ],
)
def test_a_number_fills_low_best_or_high_by_the_words_before_it(text, expected):
    assert read(text) == [expected]


@pytest.mark.parametrize(
    "text", ["several hundred mercenaries", "thousands of troops", "a few dozen advisers"]
)
def test_a_size_in_words_is_kept_as_words_without_a_number(text):
    (count,) = find_counts(text)
    assert count.is_open
    assert count.span.of(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "90 kilometres from the town",
        "12.7mm guns and AK-74 rifles",
        "the 155th brigade and 3 battalions",
        "Mi-17 helicopters",
        "80 percent of the capital",
        "in 2019 the war began",
        "the war of 1977-1992",
        "20 billion dollars",
        "1,204 views",
        "he is 43 years old",
        "one soldier of the two-day mission",
        "60 vehicles",
    ],
)
def test_distances_calibres_units_years_ages_shares_and_views_are_no_counts(text):
    assert [row for row in read(text) if row[1] != 1] == []


@pytest.mark.parametrize(
    "clock",
    ["at 14:30", "at 6:45 with soldiers", "at 6.45 a.m.", "by 6.00 soldiers", "at 0645 hours", "at 14h30", "at 7 p.m.", "from 9 to 10:30", "1430 GMT", "at 6 o’clock soldiers"],
)  # fmt: skip
def test_a_time_of_day_is_no_count(clock):
    assert read(f"The brigade with its troops attacked {clock} near the town") == []
    assert read(f"The brigade lost 40 soldiers {clock}") == [(None, 40, None, "people")]


def test_two_numbers_that_are_no_range_are_read_each_for_itself():
    assert read("300 soldiers and 20 ships left") == [(None, 300, None, "people"), (None, 20, None, "ships")]


@given(st.integers(2, 90_000), st.integers(2, 90_000))
def test_a_range_never_has_its_low_above_its_high(first, second):
    for count in find_counts(f"between {first:,} and {second:,} soldiers"):
        known = [n for n in (count.low, count.best, count.high) if n is not None]
        assert known == sorted(known)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=120), st.integers(2, 99_999))
def test_the_words_of_a_number_lie_inside_the_sentence(noise, number):
    text = f"{noise} {number:,} soldiers {noise}"
    for count in find_counts(text):
        assert 0 <= count.span.start < count.span.end <= len(text)


@given(st.integers(1, 999_999))
def test_a_number_with_thousands_commas_is_read_as_it_is(number):
    counts = find_counts(f"They sent {number:,} soldiers.")
    assert [c.best for c in counts] == [number]
