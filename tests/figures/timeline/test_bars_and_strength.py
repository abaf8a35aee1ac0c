"""The timeline of the five documents: bars, sayings and strength that were worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from muster import paths
from muster.check import load_checked
from muster.figures.spec import FigureSpec, read_size
from muster.figures.timeline.bars import Bar, Timeline, by_claim, label_words, timeline_of
from muster.figures.timeline.chart import chart_of
from muster.figures.timeline.describe import describe
from muster.figures.timeline.lanes import plan
from muster.figures.timeline.layout import Look, lay_out
from muster.figures.timeline.levels import levels_of
from muster.figures.write import figure_bytes
from muster.model import Dataset
from muster.query import Selection, strength
from muster.query.strength import strength_by_report
from muster.vocabulary import Kind

END = date(2024, 11, 24)


@pytest.fixture(scope="module")
def five() -> Dataset:
    return load_checked(paths.REPOSITORY)


def day(text: str) -> date:
    return date.fromisoformat(f"2024-{text}")


def bar_of(timeline: Timeline, claim_id: str) -> Bar:
    return by_claim(timeline)[claim_id]


def test_five_carryings_of_one_assertion_are_one_bar_of_its_days_with_a_tick_for_each_saying(
    five: Dataset,
) -> None:
    bar = bar_of(timeline_of(five, Selection()), "D02a")
    assert bar.claim_id == "C03a"
    assert bar.claim_ids == ("A08a", "B01a", "B05a", "C03a", "D02a")
    assert (bar.first_day, bar.last_day) == (day("10-08"), day("10-13"))
    assert [(t.earliest, t.latest) for t in bar.ticks] == [
        (day("10-18"), day("10-18")), (day("10-18"), None), (day("10-19"), day("10-19")), (day("11-06"), day("11-06")),
    ]  # fmt: skip
    assert label_words(five, bar) == "about 1,500 · Russian Far East · presence"


def test_each_report_can_be_a_bar_of_its_own_with_its_own_days(five: Dataset) -> None:
    apart = timeline_of(five, Selection(), join_echoes=False)
    assert (bar_of(apart, "D02a").first_day, bar_of(apart, "D02a").last_day) == (None, day("10-19"))
    assert bar_of(apart, "D02a").claim_ids == ("D02a",)
    assert bar_of(apart, "A08a").is_undated


def test_what_gives_no_day_at_all_stands_in_the_strip_of_its_own(five: Dataset) -> None:
    undated = {bar.claim_id for lane in timeline_of(five, Selection()).undated for bar in lane.bars}
    assert undated == {
        "A00a", "A01a", "A03a", "B06a", "D07a", "E05a", "C05a", "C07a", "E09a", "C08a", "B14a", "B17a", "E08a", "A04a", "A10a",
        "A11a", "D01a",
    }  # fmt: skip


def test_every_listed_claim_but_background_is_in_one_bar_also_without_a_place(five: Dataset) -> None:
    timeline = timeline_of(five, Selection())
    held = [claim_id for bar in timeline.bars for claim_id in bar.claim_ids]
    assert len(held) == len(set(held)) == 51
    assert timeline.background == 42
    assert "B12a" in held


def test_a_denial_is_an_outline_and_a_plan_is_no_presence(five: Dataset) -> None:
    timeline = timeline_of(five, Selection())
    assert bar_of(timeline, "E08a").is_answer
    assert bar_of(timeline, "C05a").is_planned
    assert not bar_of(timeline, "C04a").is_planned


def test_lanes_by_place_put_an_assertion_where_it_is_most_specific_and_in_each_place_of_its_own(
    five: Dataset,
) -> None:
    lanes = {lane.key: lane for lane in timeline_of(five, Selection(), lanes="place").dated}
    assert [bar.claim_id for bar in lanes["russian-far-east"].bars] == ["C03a"]
    assert "C03a" not in {bar.claim_id for bar in lanes["russia"].bars}
    undated = {lane.key for lane in timeline_of(five, Selection(), lanes="place").undated}
    assert {"kursk-oblast", "bryansk-oblast"} <= undated


def test_a_bar_that_another_report_dates_outside_the_window_says_so(five: Dataset) -> None:
    timeline = timeline_of(five, Selection(event_from=day("11-01"), event_to=day("11-06")))
    assert bar_of(timeline, "B13b").is_elsewhere
    assert not bar_of(timeline, "B13a").is_elsewhere


@pytest.mark.parametrize(
    ("known", "low", "high", "is_open", "planned"),
    [("10-19", 1500, 1500, False, "12,000"), ("10-24", 1500, 7000, True, "up to 10,000 or 12,000")],
)
def test_strength_stands_as_it_had_been_said(  # noqa: PLR0917
    five: Dataset, known: str, low: int, high: int, is_open: bool, planned: str
) -> None:
    levels = levels_of(five, Selection(as_of=day(known)), until=day(known))
    last = levels.present[-1]
    assert (last.low, last.high, last.is_open_above) == (low, high, is_open)
    assert levels.planned[-1].words == planned


def test_each_step_is_what_the_selection_gives_as_known_on_its_day(five: Dataset) -> None:
    for step in strength_by_report(five, Selection()):
        assert step.strength == strength(five, Selection(as_of=step.day)), step.day


def test_a_figure_is_named_with_who_said_it_and_is_unsure_until_it_had_surely_been_said(
    five: Dataset,
) -> None:
    lines = {line.words: line for line in levels_of(five, Selection(), until=END).lines}
    assert lines["about 1,500"].who == "South Korea NIS"
    assert lines["about 1,500"].possibly_until is None
    assert (lines["over 7,000"].first, lines["over 7,000"].possibly_until) == (day("10-21"), day("10-30"))
    assert lines["up to 3,000"].said == "23 to 29 Oct 2024"
    assert lines["12,000 planned"].possibly_until == day("11-05")


def test_strength_by_day_of_the_event_ends_with_the_dated_figures_and_shows_no_collapse(
    five: Dataset,
) -> None:
    levels = levels_of(five, Selection(), clock="happened", until=END)
    assert levels.present[-1].last == day("10-31")
    assert levels.present[-1].words == "over 7,000"
    assert min(band.high for band in levels.present) == 7000
    assert levels.stops


def test_filters_never_move_the_axis(five: Dataset) -> None:
    whole, few = (lay_out(five, s, Look()).scene for s in (Selection(), Selection(kinds=("imagery",))))
    assert (whole.first, whole.last) == (few.first, few.last)


def test_no_two_labels_of_the_strip_touch(five: Dataset) -> None:
    for look in (Look(), Look(width=364), Look(width=1840, height=760)):
        scene = lay_out(five, Selection(), look).scene
        heights = sorted(mark["y"] for mark in scene.texts if mark["halo"] and mark["bold"])
        assert len(heights) == 5
        assert min(b - a for a, b in zip(heights, heights[1:], strict=False)) > 10  # noqa: RUF007


def test_what_there_is_no_room_for_is_counted_lane_by_lane(five: Dataset) -> None:
    lanes = timeline_of(five, Selection()).dated
    planned = plan(five, lanes, 10)
    assert planned.rows <= 11
    shown = sum(len(row) for folded in planned.lanes for row in folded.shown)
    rest = sum(len(folded.rest) for folded in planned.lanes) + sum(
        len(lane.bars) for lane in planned.left_out
    )
    assert shown + rest == sum(len(lane.bars) for lane in lanes) == 19


def test_the_chart_is_sound_vega_lite_with_all_text_as_data(five: Dataset) -> None:
    for theme in ("light", "dark"):
        picture = lay_out(five, Selection(), Look(theme=theme, chosen="C03a"))
        spec = chart_of(picture.scene, is_live=True, fills_width=True).to_dict()
        assert {param["name"] for param in spec["params"]} == {"window", "bar"}
        assert "Sergeevka" not in str(spec["layer"])
        assert {row["id"] for row in spec["datasets"]["hits"]} == {
            bar.claim_id for bar in picture.timeline.bars
        }


def test_the_words_say_what_the_picture_shows(five: Dataset) -> None:
    words = describe(five, Selection(), lay_out(five, Selection(), Look()))
    assert "Timeline of 36 assertions" in words
    assert "17 of them give no date" in words
    assert "over 7,000 by Ukraine GUR, 21 to 31 Oct 2024" in words


def test_nothing_fits_is_said_and_drawn(five: Dataset) -> None:
    nothing = Selection(originators=("-",))
    picture = lay_out(five, nothing, Look())
    assert not picture.timeline.bars
    assert describe(five, nothing, picture) == "Timeline: no claim fits."
    assert figure_bytes(five, FigureSpec(kind="timeline", selection=nothing), ".png")


def test_the_same_selection_gives_the_same_bytes(five: Dataset) -> None:
    spec = FigureSpec(kind="timeline", size=read_size("960x640"), theme="dark")
    assert figure_bytes(five, spec, ".png") == figure_bytes(five, spec, ".png")


def test_what_gives_an_end_alone_is_drawn_as_possible_and_not_as_presence_on_each_day_before(
    five: Dataset,
) -> None:
    """The 1,500 of 8 to 13 October have both their days; "over 7,000" and "up to 3,000" have the last one only."""
    levels = levels_of(five, Selection(), clock="happened", until=END)
    possible = {line.number: line.possibly_until == line.last for line in levels.lines if not line.is_planned}
    assert possible == {1500: False, 3000: True, 7000: True}
    bands = {band.first: band.is_possible for band in levels.present}
    assert bands[day("10-08")] is False
    assert [is_possible for first, is_possible in bands.items() if first > day("10-13")] == [True, True]
    said = levels_of(five, Selection(originators=("gur",)), until=END)
    assert [band.is_possible for band in said.present] == [False]


def test_an_echo_that_makes_a_plan_of_presence_is_one_more_saying_of_it_and_no_planned_bar(
    five: Dataset,
) -> None:
    whole = timeline_of(five, Selection())
    first = five.claims_by_id["C03a"]
    echo = replace(
        five.claims_by_id["D02a"], kind=Kind.PLANNED, count_low=None, count_best=1900, count_high=None
    )
    claims = tuple(echo if claim.claim_id == echo.claim_id else claim for claim in five.claims)
    changed = timeline_of(replace(five, claims=claims), Selection())
    assert (first.assertion_id, first.originator_id) == (echo.assertion_id, "nis")
    assert len(changed.bars) == len(whole.bars)
    bar = bar_of(changed, "D02a")
    assert (bar.claim_id, bar.is_planned, len(bar.ticks)) == ("C03a", False, 4)
    alone = timeline_of(replace(five, claims=(echo,)), Selection())
    assert [bar.is_planned for bar in alone.bars] == [True]
