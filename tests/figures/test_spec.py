"""What a figure is asked to be: read, written and refused."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standing_cases import CASES, dataset_of

from muster.errors import FigureError
from muster.figures.projection import around
from muster.figures.scalebar import nice_length_m
from muster.figures.spec import SIZES, THEMES, FigureSpec, Size, read_size
from muster.figures.timeline.bars import drawn_count
from muster.figures.words import filter_words, headlines, words_of
from muster.query import Selection


@given(
    st.sampled_from(THEMES), st.text(max_size=80), st.sampled_from(list(SIZES.values())), st.dates() | st.none(), st.booleans(),
    st.floats(0.05, 20),
)  # fmt: skip
def test_a_spec_comes_back_from_its_json(theme, title, size, day, insets, seconds):  # noqa: PLR0917 - hypothesis gives them
    spec = FigureSpec(
        theme=theme, title=title, size=size, selection=Selection(as_of=day), insets=insets, seconds=seconds
    )
    assert FigureSpec.from_json(spec.to_json()) == spec


@pytest.mark.parametrize(
    ("text", "size"),
    [("1920x1080", (1920, 1080)), (" A4 ", (2339, 1654)), ("4:3", (1600, 1200)), ("1280×720", (1280, 720))],
)
def test_a_size_is_read_by_its_name_or_in_pixels(text, size):
    found = read_size(text)
    assert (found.width_px, found.height_px) == size


@pytest.mark.parametrize("text", ["", "big", "10x10", "9000x100", "8000x8000", "-5x300", "1920"])
def test_a_wrong_size_is_refused(text):
    with pytest.raises(FigureError):
        read_size(text)


@pytest.mark.parametrize(
    "given", [{"theme": "pink"}, {"kind": "poster"}, {"step": "year"}, {"title": "x" * 601}]
)
def test_a_wrong_spec_is_refused(given):
    with pytest.raises(FigureError):
        FigureSpec(**given)


@pytest.mark.parametrize(
    "plain",
    [
        {},
        {"kind": "map"},
        {"kind": "map", "size": [1, 1, 1], "selection": ""},
        {"kind": "map", "size": "big", "selection": ""},
    ],
)
def test_what_is_no_spec_is_refused(plain):
    with pytest.raises(FigureError):
        FigureSpec.from_json(plain)


def test_a_pixel_of_a_slide_is_the_unit():
    assert SIZES["1920x1080"].unit == 1
    assert Size(960, 540).unit == pytest.approx(0.5)


def test_both_clocks_are_always_told(shipped):
    asked = Selection(
        event_from=date(2024, 10, 16), event_to=date(2024, 10, 24), as_of=date(2024, 10, 24), undated=False
    )
    words = words_of(shipped, FigureSpec(selection=asked))
    assert words.happened == "Happened: 16 to 24 Oct 2024, undated left out"
    assert words.said == "Said: as known on 24 Oct 2024"
    free = words_of(shipped, FigureSpec())
    assert free.happened == "Happened: any time (8 Oct to 6 Nov 2024 where dated)"
    assert free.said == "Said: any time (18 Oct to 24 Nov 2024)"


@pytest.mark.parametrize(
    ("source", "happened"),
    [
        ("nato", "Happened: any time (not after 29 Oct 2024 where dated)"),
        ("north-korea", "Happened: any time"),
    ],
)
def test_a_bound_is_told_as_a_bound_and_never_as_the_day_itself(shipped, source, happened):
    words = words_of(shipped, FigureSpec(selection=Selection(originators=(source,))))
    assert words.happened == happened


def test_a_plan_for_other_troops_says_in_the_head_of_a_figure_whose_they_are(shipped):
    dataset = dataset_of(shipped, CASES["a plan for other troops says whose they are"])
    assert [one.meaning for one in headlines(dataset, Selection())] == [
        "troops of North Korea reported present",
        "troops of Russia planned, not present",
    ]


def test_sources_stand_by_weight_and_who_was_told_by_another_comes_after(shipped):
    line = words_of(shipped, FigureSpec()).sources
    order = [
        line.index(name)
        for name in (
            "South Korea NIS (18)",
            "Ukraine GUR (4)",
            "South Korean lawmakers (2)",
            "Unattributed (6)",
        )
    ]
    assert order == sorted(order)
    assert line.endswith("; in 5 documents")


def test_what_is_filtered_is_said_in_words(shipped):
    asked = Selection(originators=("nis",), kinds=("imagery",), places=("ussuriysk",), credibilities=("6",))
    assert filter_words(shipped, asked) == (
        "Only from South Korea NIS; kind imagery; at Ussuriysk; credibility 6 (truth cannot be judged)"
    )


@given(st.floats(1, 1e8))
def test_a_scale_bar_has_a_round_length_that_fits(most):
    length = nice_length_m(most)
    assert most / 2.5 - 1e-6 <= length <= most
    assert f"{length:e}"[0] in "125"


def test_bounds_go_the_shorter_way_round_the_world():
    assert around([(170, 50, 180, 60), (-175, 55, -170, 65)]) == (170, 50, 190, 65)
    assert around([(30, 40, 40, 50), (130, 42, 140, 52)]) == (30, 40, 140, 52)
    assert around([(179, 0, 181, 1)]) == (179, 0, 181, 1)
    assert around([]) is None


@pytest.mark.parametrize(
    ("kind", "tally"),
    [
        ("map", "93 claims: 42 shown, 9 with no place on a map, 42 background"),
        ("timeline", "93 claims: 51 shown (9 with no place on a map), 42 background"),
        ("brief", "93 claims: 51 shown (9 with no place on a map), 42 background"),
    ],
)
def test_what_no_map_can_show_is_shown_on_a_timeline_and_the_tally_says_so(shipped, kind, tally):
    assert words_of(shipped, FigureSpec(kind=kind)).tally == tally


@pytest.mark.parametrize("day", [date(2024, 10, 12), date(2024, 10, 24), date(2024, 11, 6)])
def test_a_timeline_s_tally_counts_what_has_a_row_in_any_window(shipped, day):
    spec = FigureSpec(kind="timeline", selection=Selection(event_from=day, event_to=day, as_of=day))
    counts = [
        int(n) for n in re.findall(r"(\d+) [a-z]", re.sub(r"\(.*?\)", "", words_of(shipped, spec).tally))
    ]
    total, shown, *left = counts
    assert shown == drawn_count(shipped, spec.selection)[0]
    assert total == shown + sum(left)
