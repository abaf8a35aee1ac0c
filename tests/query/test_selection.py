"""Selections: one value from the controls, the URL or the command line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.errors import SelectionError, UnknownValueError
from muster.query.selection import LISTS, NOTHING, Selection
from muster.vocabulary import Kind, Reliability, Stance, Tier

slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
some_slugs = st.lists(slugs, max_size=4).map(tuple)
selections = st.builds(
    Selection,
    event_from=st.none() | st.dates(),
    event_to=st.none() | st.dates(),
    as_of=st.none() | st.dates(),
    originators=some_slugs | st.just((NOTHING,)),
    publishers=some_slugs,
    kinds=st.lists(st.sampled_from(Kind)).map(tuple),
    stances=st.lists(st.sampled_from(Stance)).map(tuple),
    tiers=st.lists(st.sampled_from(Tier)).map(tuple),
    troop_origins=st.lists(st.sampled_from(["KP", "XQ"])).map(tuple),
    places=some_slugs,
    reliabilities=st.lists(st.sampled_from(Reliability)).map(tuple),
    credibilities=st.lists(st.sampled_from(["1", "2", "6", NOTHING])).map(tuple),
    claims=some_slugs | st.just((NOTHING,)),
    undated=st.booleans(),
)


@given(selections)
def test_every_selection_comes_back_from_its_url(selection):
    params = selection.to_params()
    assert Selection.from_params(params) == selection
    assert all(isinstance(value, str) for value in params.values())


def test_the_selection_of_everything_needs_no_parameters():
    assert Selection().to_params() == {}
    assert Selection.from_params({}) == Selection()


def test_values_are_sorted_and_named_once_so_that_equal_selections_are_equal():
    assert Selection(kinds=("training", "presence", "training")) == Selection(
        kinds=(Kind.PRESENCE, Kind.TRAINING)
    )


def test_a_selection_reads_like_its_url():
    selection = Selection(
        event_from=date(2024, 10, 1), as_of=date(2024, 10, 25), originators=("nis", "gur"), undated=False
    )
    assert selection.to_params() == {
        "from": "2024-10-01",
        "asof": "2024-10-25",
        "originator": "gur,nis",
        "undated": "0",
    }


def test_parameters_of_the_page_that_are_not_the_selections_are_passed_over():
    assert Selection.from_params({"present": "1", "from": ""}) == Selection()


def test_every_bad_parameter_is_told_at_once_with_what_exists():
    with pytest.raises(SelectionError) as caught:
        Selection.from_params(
            {"from": "03/04/2024", "to": "2024-02-31", "kind": "presense,combat", "undated": "maybe"}
        )
    assert len(caught.value.problems) == 4
    assert "2024-04-03 or 2024-03-04" in str(caught.value)
    assert "did you mean presence?" in str(caught.value)
    assert "desertion" in str(caught.value)
    assert "write 1 or 0" in str(caught.value)


@given(
    st.dictionaries(st.sampled_from(["from", "to", "asof", "undated", *LISTS.values()]), st.text(max_size=30))
)
def test_no_url_brings_the_reader_down(params):
    try:
        selection = Selection.from_params(params)
    except SelectionError:
        return
    assert Selection.from_params(selection.to_params()) == selection


def test_an_unknown_source_is_told_with_what_looks_like_it(shipped):
    with pytest.raises(UnknownValueError) as caught:
        Selection(originators=("niss",)).check(shipped)
    assert caught.value.value == "niss"
    assert caught.value.close_matches[0] == "nis"
    assert set(caught.value.existing) == set(shipped.sources)


def test_several_unknown_values_are_told_together(shipped):
    with pytest.raises(SelectionError) as caught:
        Selection(places=("kurks-oblast",), troop_origins=("ZZ",), kinds=("rumour",)).check(shipped)
    assert len(caught.value.problems) == 3


def test_a_window_that_ends_before_it_begins_is_refused(shipped):
    with pytest.raises(SelectionError, match="put the earlier day first"):
        Selection(event_from=date(2024, 11, 1), event_to=date(2024, 10, 1)).check(shipped)


def test_what_exists_can_be_asked(shipped):
    Selection(originators=("nis",), places=("kursk-oblast",), troop_origins=("KP",), tiers=("core",)).check(
        shipped
    )
    Selection(originators=(NOTHING,)).check(shipped)


def test_nothing_beside_something_is_something():
    assert Selection(originators=(NOTHING, "nis")).originators == ("nis",)


def test_one_bad_value_of_a_link_leaves_the_good_ones():
    params = {"from": "2024-10-16", "to": "2024-13-40", "kind": "training,presense", "undated": "maybe"}
    selection, problems = Selection.read_params(params)
    assert selection == Selection(event_from=date(2024, 10, 16), kinds=("training",))
    assert len(problems) == 3


def test_what_the_data_does_not_have_is_dropped_and_told(shipped):
    asked = Selection(originators=("nis", "niss"), places=("atlantis",), event_to=date(2024, 10, 24))
    usable, problems = asked.usable(shipped)
    assert usable == Selection(originators=("nis",), event_to=date(2024, 10, 24))
    assert [problem.partition(":")[0] for problem in problems] == ["originator", "place"]


def test_days_in_the_wrong_order_are_dropped_together_and_told(shipped):
    usable, problems = Selection(event_from=date(2024, 11, 1), event_to=date(2024, 10, 1)).usable(shipped)
    assert usable == Selection()
    assert "put the earlier day first" in problems[0]


def test_a_selection_that_can_be_asked_stays_as_it_is(shipped):
    asked = Selection(originators=(NOTHING,), kinds=("training",), undated=False)
    assert asked.usable(shipped) == (asked, [])


def test_grades_stand_in_the_address_under_their_own_names():
    asked = Selection(reliabilities=("F", "A"), credibilities=("2",))
    assert asked.to_params() == {"reliability": "A,F", "credibility": "2"}


def test_a_day_of_knowledge_in_the_future_is_told_and_dropped_from_an_address(shipped):
    usable, problems = Selection(as_of=date(2999, 1, 1), credibilities=("2",)).usable(shipped)
    assert usable == Selection(credibilities=("2",))
    assert problems == [
        (
            "as-of 2999-01-01 lies in the future, where nothing is known yet; "
            "the documents here are of 2024-10-18 to 2024-11-24."
        )
    ]
