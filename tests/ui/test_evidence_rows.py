"""Narrowing the rows: facets, searches and files that agree with one another."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.check import load_checked
from muster.dates import parse_span
from muster.paths import REPOSITORY
from muster.query import Selection, answer, claims_json
from muster.ui.evidence.download import command_of, selection_of
from muster.ui.evidence.rows import FACETS, KNOWN, narrow, rows_of
from muster.ui.state import View
from muster.words import span_cell

DATASET = load_checked(REPOSITORY)
CHOSEN = st.dictionaries(st.sampled_from(sorted(KNOWN)), st.integers(0, 40), max_size=3).map(
    lambda found: {name: (KNOWN[name][n % len(KNOWN[name])],) for name, n in found.items()}
)


@settings(max_examples=3, deadline=None)  # each asks for every choice of every facet
@given(CHOSEN, st.sampled_from(["", "nis", "kursk", "troops russia"]))
def test_what_a_facet_promises_is_what_choosing_it_leaves(chosen, words) -> None:
    rows = rows_of(DATASET, Selection())
    found = narrow(rows, words, chosen)
    for facet in FACETS:
        for code, count in found.counts[facet.name].items():
            assert len(narrow(rows, words, {**chosen, facet.name: (code,)}).rows) == count


@settings(max_examples=8, deadline=None)
@given(CHOSEN, st.sampled_from(["", "nis", "kursk"]))
def test_a_narrowing_never_adds_rows_and_one_that_is_taken_back_leaves_no_trace(chosen, words) -> None:
    rows = rows_of(DATASET, Selection())
    left = narrow(rows, words, chosen).rows
    assert set(left["claim_id"]) <= set(narrow(rows, words, {}).rows["claim_id"])
    assert list(narrow(rows, "", {}).rows["claim_id"]) == list(rows["claim_id"])


@settings(max_examples=8, deadline=None)
@given(CHOSEN)
def test_a_file_holds_exactly_the_rows_of_the_view(chosen) -> None:
    view = View(selection=Selection(kinds=("presence", "imagery", "planned")))
    every = rows_of(DATASET, view.selection)
    rows = narrow(every, "", chosen).rows
    if rows.empty:
        return
    asked = selection_of(view, rows, (), every)
    assert {row["claim_id"] for row in claims_json(DATASET, asked)} == set(rows["claim_id"])


def test_the_rows_of_the_selection_itself_need_no_list_of_claims() -> None:
    view = View(selection=Selection(kinds=("imagery",)))
    every = rows_of(DATASET, view.selection)
    listed = every[every["is_listed"]]
    assert selection_of(view, listed, (), every) == view.selection
    assert selection_of(view, listed, ("A05a",), every) == Selection(kinds=("imagery",), claims=("A05a",))


@pytest.mark.parametrize("ending", ["csv", "gpkg"])
def test_the_command_that_is_shown_asks_for_the_same(ending: str) -> None:
    asked = Selection(troop_origins=("KP",), originators=("nis", "gur"), claims=("A05a",), undated=False)
    words = shlex.split(command_of(DATASET, asked, ending))
    assert words[:4] == ["muster", "export", "-o", f"claims.{ending}"]
    assert words[4:] == [
        "--originator", "gur", "--originator", "nis", "--troop-origin", "KP", "--claim", "A05a", "--no-undated",
    ]  # fmt: skip


def test_grades_that_cannot_be_judged_stand_apart_from_the_scale() -> None:
    facet = next(facet for facet in FACETS if facet.name == "grade")
    (_, judged), (heading, apart) = facet.groups
    assert heading.startswith("Cannot be judged")
    assert judged[:2] == ("A1", "A2")
    assert judged[-1] == "E5"
    assert {"F6", "A6", "F2", "A"} <= set(apart)
    assert set(judged) | set(apart) == set(facet.words)


def test_days_and_numbers_sort_by_what_they_are() -> None:
    rows = rows_of(DATASET, Selection()).set_index("claim_id")
    assert (rows.loc["A05a", "number"], rows.loc["A05a", "people"]) == (400, "about 400")
    numbered = rows[rows["number"].notna()].sort_values("number", ascending=False)
    assert numbered["number"].iloc[0] == 12_000
    assert rows.loc["A01a", "happened"] == "no date given"
    assert rows.loc["A05a", "published"] == "2024-10-18 or later (inferred)"
    dated = rows[rows["first_day"].notna()]
    assert len(dated) > 5
    assert dated.sort_values("happened")["first_day"].is_monotonic_increasing


def test_a_cell_of_days_keeps_its_words_and_begins_with_the_day() -> None:
    cells = [
        span_cell(parse_span(text))
        for text in ("2023-03-01", "2025-02/2025-04", "2024-10-18/..", "../2024-11-06", "2024-11-23~")
    ]
    assert cells == [
        "2023-03-01",
        "2025-02-01 to 04-30",
        "2024-10-18 or later",
        "2024-11-06 or before",
        "2024-11-23 (approximate)",
    ]
    assert [cells[i] for i in (0, 2, 3, 4, 1)] == sorted(cells)


def test_the_rows_say_how_each_claim_stands_to_the_view() -> None:
    selection = Selection(claims=("A05a",))
    rows = rows_of(DATASET, selection).set_index("claim_id")
    for row in answer(DATASET, selection).rows:
        assert rows.loc[row.claim_id, "bin"] == row.bin.value
    assert rows.loc["A05a", "status"] == "|disputed|"
    assert rows.loc["C01a", "status"] == "|answers|"
    assert rows.loc["A08a", "status"] == "|corroborated|"
