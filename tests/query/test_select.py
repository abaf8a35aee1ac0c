"""Which claims a selection takes, and the tally of those it does not."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.dates import known_on, window_fit
from muster.model import Claim, Dataset
from muster.query import Selection, answer, claims_json
from muster.query.frame import claims_table, has_place
from muster.query.select import FILTERS, select_claims
from muster.query.selection import NOTHING
from muster.tables import load
from muster.vocabulary import Bin, Kind, Known, Stance, Tier, Window

DAYS = st.none() | st.dates(min_value=date(2019, 2, 25), max_value=date(2019, 5, 5))
MARCH_1, MARCH_10 = date(2019, 3, 1), date(2019, 3, 10)


def some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.just(()) | st.lists(st.sampled_from(values), max_size=3).map(tuple)


selections = st.builds(
    Selection,
    event_from=DAYS,
    event_to=DAYS,
    as_of=DAYS,
    originators=some("bolivian-army", "ministry", "radio-lago", "ruritania", NOTHING),
    publishers=some("radio-lago", "ministry", "bolivian-army"),
    kinds=some(*Kind),
    stances=some(*Stance),
    tiers=some(*Tier),
    troop_origins=some("XQ"),
    places=some("oruro-department", "bolivia", "camp-oruro"),
    reliabilities=some("A", "B", "C", "F"),
    credibilities=some("2", "3", "6", NOTHING),
    claims=some("B1a", "B3b", "R1a", NOTHING),
    undated=st.booleans(),
).filter(lambda asked: not (asked.event_from and asked.event_to) or asked.event_from <= asked.event_to)


def tally(dataset: Dataset, selection: Selection) -> dict[str, int]:
    """Return the bins of the tally that hold something."""
    return {str(name): count for name, count in answer(dataset, selection).tally.items() if count}


def listed(dataset: Dataset, selection: Selection) -> list[str]:
    return [claim["claim_id"] for claim in claims_json(dataset, selection)]


def judged_one_by_one(
    dataset: Dataset, claim: Claim, selection: Selection
) -> tuple[Bin, Window | None, Known | None]:
    """Return what the codebook says of one claim, in plain Python."""
    values = {
        column: getattr(claim, column)
        for column in FILTERS.values()
        if column not in {"publisher_id", "reliability", "credibility"}
    }
    values["publisher_id"] = dataset.publisher_id(claim)
    values["reliability"] = dataset.sources[claim.originator_id].reliability
    values["credibility"] = str(claim.credibility)
    passes = all(
        values[column] in asked for name, column in FILTERS.items() if (asked := getattr(selection, name))
    )
    fit = None
    if selection.asks_window:
        fit = window_fit(claim.event_start, claim.event_end, selection.event_from, selection.event_to)
    known = known_on(dataset.known_span(claim), selection.as_of) if selection.as_of else None
    bins = {
        Bin.BACKGROUND: claim.tier is Tier.SECONDARY,
        Bin.FILTERED: not passes,
        Bin.NOT_YET_KNOWN: selection.as_of is not None and known is None,
        Bin.NO_PLACE: not has_place(dataset, claim),
        Bin.NO_DATE: fit is Window.UNDATED and not selection.undated,
        Bin.OUTSIDE: selection.asks_window and fit is None,
        Bin.SHOWN: True,
    }
    return next(name for name, fits in bins.items() if fits), fit, known


def test_with_nothing_asked_all_93_claims_are_listed_and_none_is_outside(shipped):
    assert len(listed(shipped, Selection())) == 93
    found = answer(shipped, Selection())
    assert found.total == sum(found.tally.values()) == 93
    assert found.tally[Bin.BACKGROUND] == 42
    assert found.tally[Bin.NO_DATE] == found.tally[Bin.OUTSIDE] == found.tally[Bin.FILTERED] == 0


def test_the_deserters_are_the_two_rows_of_one_statement(shipped):
    rows = claims_json(shipped, Selection(kinds=("desertion",)))
    assert [(row["claim_id"], row["count_best"], row["count_scope"]) for row in rows] == [
        ("C07a", 18, "statement"),
        ("C07b", 18, "statement"),
    ]


def test_the_pictures_of_16_october_are_certainly_in_that_week(shipped):
    week = Selection(
        event_from=date(2024, 10, 14), event_to=date(2024, 10, 20), kinds=("imagery",), undated=False
    )
    rows = {row["claim_id"]: row for row in claims_json(shipped, week)}
    assert rows["A05a"]["window"] == "certain"
    assert (rows["A05a"]["place_id"], rows["A05a"]["count_best"]) == ("ussuriysk", 400)
    assert (rows["A06a"]["place_id"], rows["A06a"]["count_best"]) == ("khabarovsk", 240)


def test_a_listed_claim_has_every_field_of_the_table_and_four_more(elsewhere):
    row = claims_json(elsewhere, Selection(places=("camp-oruro",), event_from=MARCH_1, as_of=MARCH_10))[0]
    assert row["count_low"] == 150
    assert row["event_start"] == "2019-03-04"
    assert row["about"] is None
    assert row["reported_on"] == "2019-03-10"
    assert row["published_at"] == "2019-03-12"
    assert row["place"]["lat"] == -17.98
    assert row["place"]["wikidata_id"] is None
    assert (row["window"], row["known"]) == ("certain", "known")


def test_several_ids_and_names_stand_as_in_the_tables(elsewhere):
    row = claims_json(elsewhere, Selection(stances=("denies",)))[0]
    assert row["about"] == "column-600"
    assert row["place"]["names"] == "es:Bolivia|qu:Buliwya"
    assert (row["published_at"], row["window"], row["known"]) == (None, None, None)


def test_a_week_of_march_splits_the_claims_into_bins_that_add_up(elsewhere):
    week = Selection(event_from=MARCH_1, event_to=MARCH_10)
    assert tally(elsewhere, week) == {"background": 1, "no_place": 1, "outside": 1, "shown": 8}
    windows = {row.claim_id: row.window for row in answer(elsewhere, week).rows}
    assert windows["B2a"] is Window.CERTAIN
    assert windows["B3a"] is windows["M1a"] is Window.POSSIBLE
    assert windows["M3a"] is Window.UNDATED
    assert windows["M2a"] is None


def test_undated_claims_are_shown_until_they_are_switched_off(elsewhere):
    week = Selection(event_from=MARCH_1, event_to=MARCH_10, undated=False)
    assert tally(elsewhere, week) == {"background": 1, "no_place": 1, "no_date": 2, "outside": 1, "shown": 6}
    assert "M3a" not in listed(elsewhere, week)
    assert "M3a" in listed(elsewhere, Selection(undated=False))


def test_on_11_march_only_what_the_army_had_said_was_known(elsewhere):
    on_the_11th = Selection(as_of=date(2019, 3, 11))
    assert tally(elsewhere, on_the_11th) == {"background": 1, "not_yet_known": 6, "shown": 4}
    assert listed(elsewhere, on_the_11th) == ["B1a", "B1b", "B2a", "R1a"]
    known = {row.claim_id: row.known for row in answer(elsewhere, on_the_11th).rows}
    assert known["B1a"] is Known.KNOWN
    assert known["R1a"] is Known.POSSIBLY
    assert known["M1a"] is None


def test_background_is_listed_when_it_passes_and_left_out_when_filtered(elsewhere):
    assert "B4a" in listed(elsewhere, Selection(originators=("radio-lago",)))
    assert "B4a" not in listed(elsewhere, Selection(originators=("ministry",)))
    assert tally(elsewhere, Selection(originators=("ministry",)))["background"] == 1


def test_with_every_originator_off_all_but_the_background_is_filtered(elsewhere):
    assert tally(elsewhere, Selection(originators=(NOTHING,))) == {"background": 1, "filtered": 10}
    assert listed(elsewhere, Selection(originators=(NOTHING,))) == []


def test_publisher_and_originator_are_two_filters(elsewhere):
    assert listed(elsewhere, Selection(publishers=("ministry",), originators=("radio-lago",))) == ["M3a"]


@settings(max_examples=60, deadline=None)
@given(selections)
def test_the_engine_says_what_the_codebook_says_of_each_claim(selection):
    for row, claim in zip(answer(MADE_UP, selection).rows, MADE_UP.claims, strict=True):
        assert row.claim_id == claim.claim_id
        assert (row.bin, row.window, row.known) == judged_one_by_one(MADE_UP, claim, selection)
        if row.bin not in {Bin.BACKGROUND, Bin.NO_PLACE}:
            assert row.is_listed is (row.bin is Bin.SHOWN)


@settings(max_examples=20, deadline=None)
@given(selections)
def test_the_tally_always_adds_up(selection):
    found = answer(MADE_UP, selection)
    assert sum(found.tally.values()) == found.total == len(MADE_UP.claims)
    assert set(found.tally) == set(Bin)


@pytest.mark.parametrize("dialect", ["postgres", "sqlite", "pyspark", "trino", "snowflake"])
def test_the_question_is_bound_to_no_engine(dialect):
    asked = Selection(
        event_from=MARCH_1,
        event_to=MARCH_10,
        as_of=MARCH_10,
        kinds=("presence",),
        places=("bolivia",),
        undated=False,
    )
    assert "claims" in ibis.to_sql(select_claims(asked), dialect=dialect)


def test_values_with_quotation_marks_stay_values(elsewhere):
    assert "'' OR" in ibis.to_sql(select_claims(Selection(places=("x' OR '1'='1",))), dialect="duckdb")


def test_the_table_has_a_row_for_each_claim_in_its_order(shipped):
    table = claims_table(shipped)
    assert table.column("claim_id").to_pylist() == [claim.claim_id for claim in shipped.claims]
    assert table.column("position").to_pylist() == list(range(93))


def test_several_threads_ask_at_once_and_each_gets_its_own_answer(shipped):
    asked = [Selection(kinds=(kind,)) for kind in Kind] * 4
    expected = [answer(shipped, selection).tally for selection in asked]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda selection: answer(shipped, selection).tally, asked))
    assert found == expected


def _load_made_up() -> Dataset:
    return load(Path(__file__).parents[1] / "data" / "second_deployment")


MADE_UP = _load_made_up()


def test_single_claims_are_chosen_by_their_ids_and_all_others_are_filtered(shipped):
    found = answer(shipped, Selection(claims=("A05a", "C07b")))
    assert [row.claim_id for row in found.rows if row.bin is Bin.SHOWN] == ["A05a", "C07b"]
    assert found.tally[Bin.BACKGROUND] == 42
    assert found.tally[Bin.FILTERED] == 49


def test_an_unknown_claim_is_told_with_those_that_look_like_it(shipped):
    usable, problems = Selection(claims=("A05a", "A055")).usable(shipped)
    assert usable.claims == ("A05a",)
    assert problems[0].startswith("claim: 'A055' does not exist; did you mean A05a")
