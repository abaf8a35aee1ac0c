"""The map as a figure: the codebook's rules are kept, nothing is missing, nothing overlaps, all of it can be read."""

import itertools
from dataclasses import replace
from datetime import date

import denial_cases
import numpy as np
import pytest
import standing_cases

from muster.errors import FigureError
from muster.figures import placing
from muster.figures.map import NOTHING, draw_map
from muster.figures.marks import LARGEST, is_within, scale_of
from muster.figures.projection import box_of
from muster.figures.save import pixels
from muster.figures.spec import SIZES, FigureSpec
from muster.figures.summaries import label_of, summaries
from muster.figures.words import words_of
from muster.query import Selection, presence

AUTUMN = Selection(event_from=date(2024, 10, 16), event_to=date(2024, 10, 24), as_of=date(2024, 10, 24))
SPECS = {
    "wide": FigureSpec(),
    "dark, a window, handling": FigureSpec(theme="dark", selection=AUTUMN, handling="TLP:AMBER"),
    "print, 4:3": FigureSpec(theme="print", size=SIZES["4:3"]),
    "square": FigureSpec(size=SIZES["square"]),
    "page upright": FigureSpec(size=SIZES["a4-portrait"], theme="print"),
    "Far East": FigureSpec(extent="Far East"),
    "long title": FigureSpec(title="Where troops were said to be " * 10, note="What to look at."),
}
EVERY = pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)


def written(drawn, group):
    return " ".join(text for text, _, of in drawn.canvas.texts if of == group)


@EVERY
def test_every_figure_carries_title_clocks_legend_scale_sources_tally_caveat_and_version(
    drawn, shipped, spec
):
    figure, words = drawn(spec), words_of(shipped, spec)
    assert written(figure, "title") == words.title
    assert written(figure, "clock").startswith("Happened ")
    assert "Said " in written(figure, "clock")
    assert "who says so" in written(figure, "legend")
    assert "how well supported" in written(figure, "legend")
    assert "people reported at a place" in written(figure, "legend")
    assert " km" in written(figure, "scale")
    assert written(figure, "sources") == words.sources
    assert words.sources.startswith("Sources by weight (claims): South Korea NIS (")
    assert written(figure, "tally") == words.tally
    assert written(figure, "caveat") == "Reported, not confirmed"
    assert f"Data {shipped.version}" in written(figure, "version")
    assert written(figure, "handling") == " ".join([spec.handling] * 2).strip()


@EVERY
def test_no_two_lines_of_words_overlap_and_none_leaves_the_figure(drawn, spec):
    texts = [item for item in drawn(spec).canvas.texts if item[0].strip()]
    for text, (left, top, right, bottom), _ in texts:
        assert left >= 0, text
        assert top >= 0, text
        assert right <= spec.size.width_px, text
        assert bottom <= spec.size.height_px, text
    slack = 2 * spec.size.unit
    for (text, a, _), (other, b, _) in itertools.combinations(texts, 2):
        across = min(a[2], b[2]) - max(a[0], b[0])
        down = min(a[3], b[3]) - max(a[1], b[1])
        assert across <= slack or down <= slack, f"{text!r} lies over {other!r}"


@EVERY
def test_the_smallest_words_are_seven_points_on_a_slide_of_thirteen_inches(drawn, spec):
    figure = drawn(spec)
    for text, (_, top, _, bottom), group in figure.canvas.texts:
        assert (bottom - top) / spec.size.unit >= 7 * 144 / 72 * 0.85, (text, group)


def test_a_country_is_an_outline_and_never_a_dot_and_a_region_is_never_a_pin(drawn):
    marks = {mark.place.place_id: mark for mark in drawn(FigureSpec()).marks}
    assert {marks[key].extent for key in ("russia", "ukraine", "north-korea")} == {"country"}
    assert {marks[key].extent for key in ("kursk-oblast", "bryansk-oblast")} == {"polygon"}
    assert marks["russian-far-east"].extent == "hatch"
    assert marks["russia-ukraine-border"].extent == "line"
    assert [key for key, mark in marks.items() if mark.is_point] == [
        key
        for key in marks
        if key in {"ussuriysk", "khabarovsk", "vladivostok", "blagoveshchensk", "sergeevka-pogranichny"}
    ]


def test_a_vast_area_that_lies_apart_is_on_the_map_though_all_that_is_exact_lies_elsewhere(drawn):
    figure = drawn(FigureSpec(selection=Selection(originators=("nis", "gur"))))
    assert "Russian regions near Ukraine" in written(figure, "label")
    assert {"russia-near-ukraine", "ussuriysk"} <= {mark.place.place_id for mark in figure.marks}


def test_a_symbol_has_the_area_of_its_number(shipped):
    found = summaries(shipped, Selection())
    scale = scale_of(shipped, found)
    assert scale.largest == 400
    assert scale.radius(400) == LARGEST
    assert scale.radius(240) ** 2 / scale.radius(400) ** 2 == pytest.approx(240 / 400)


def test_an_echo_adds_no_origin_and_the_counts_are_those_of_presence(shipped):
    for selection in (Selection(), AUTUMN):
        found = {s.place_id: s for s in summaries(shipped, selection) if s.shown}
        rows = {row.place_id: row for row in presence(shipped, selection)}
        assert found.keys() == rows.keys()
        for key, summary in found.items():
            assert summary.origins == rows[key].originators
            assert [f.number.size for f in summary.figures] == [
                f.number.size for f in rows[key].people.figures
            ]


def test_planned_is_never_drawn_as_present(drawn, shipped):
    border = next(m for m in drawn(FigureSpec()).marks if m.place.place_id == "russia-ukraine-border")
    assert border.tone == "planned"
    assert label_of(shipped, border.summary).line == "planned · Unnamed analysts"


def test_a_denial_stands_with_who_denies(drawn, shipped):
    east = next(m for m in drawn(FigureSpec()).marks if m.place.place_id == "occupied-eastern-ukraine")
    assert east.summary.is_denied
    assert label_of(shipped, east.summary).least == "denied by North Korea"


@pytest.mark.parametrize(("selection", "line"), denial_cases.LINES.items())
def test_only_who_denies_what_is_shown_is_named_as_denying_it(shipped, selection, line):
    (town,) = summaries(denial_cases.dataset_of(shipped), selection)
    assert label_of(denial_cases.dataset_of(shipped), town).line == line


def test_a_denial_alone_is_told_in_its_own_words_and_not_in_those_of_what_it_answers(shipped):
    asked = Selection(as_of=date(2024, 10, 24))  # the officers in Ukraine are told of on 6 November
    ukraine = next(s for s in summaries(shipped, asked) if s.place_id == "ukraine")
    assert label_of(shipped, ukraine).line == "denied by North Korea · Denies sending troops to Ukraine"


def test_two_theatres_get_an_inset_each_and_it_names_their_places(drawn):
    figure = drawn(FigureSpec())
    assert written(figure, "inset-name") == "Kursk and Bryansk Far East"
    named = written(figure, "label")
    assert all(
        name in named for name in ("Kursk Oblast", "Bryansk Oblast", "Ussuriysk", "Khabarovsk", "Vladivostok")
    )
    assert figure.unnamed == ()
    assert written(drawn(FigureSpec(extent="Far East")), "inset-name") == ""


def test_who_has_no_room_for_a_name_is_said_on_the_figure(shipped, monkeypatch):
    monkeypatch.setattr(placing, "MOST", 2)
    figure = draw_map(shipped, FigureSpec())
    assert figure.unnamed
    said = written(figure, "unnamed")
    assert said.startswith("Not named, for want of room: ") or said.endswith(
        "places are not named, for want of room"
    )


def test_the_conic_of_russia_is_albers_and_the_scale_is_true_in_the_middle(drawn):
    view = drawn(FigureSpec()).view
    assert view.projection.startswith("+proj=aea ")
    # Albers keeps areas; along the middle parallel lengths are right to a hundredth between the standard ones.
    assert view.metres_per_pixel() * view.scale == pytest.approx(1, abs=0.01)


def test_an_extent_across_the_antimeridian_is_one_map(drawn, shipped):
    figure = draw_map(shipped, FigureSpec(extent="160,50,-160,75"))
    west, _, east, _ = figure.view.degrees()
    assert east - west < 200
    x, _ = figure.view.place([179.9, -179.9], [65, 65])
    assert abs(x[0] - x[1]) < 5 / figure.view.metres_per_pixel() * 10_000


def test_nothing_to_show_is_said_and_the_tally_still_adds_up(shipped):
    figure = draw_map(shipped, FigureSpec(selection=Selection(originators=("-",))))
    assert written(figure, "nothing") == NOTHING
    assert written(figure, "tally") == "93 claims: 0 shown, 51 filtered out, 42 background"
    assert written(figure, "sources") == "Sources: none in this selection"


def test_one_claim_is_seen_with_what_lies_round_it(shipped):
    alone = replace(shipped, claims=tuple(c for c in shipped.claims if c.place_id == "ussuriysk")[:1])
    figure = draw_map(alone, FigureSpec())
    _, south, _, north = figure.view.degrees()
    assert 4 < north - south < 10
    assert written(figure, "tally") == "1 claim: 1 shown"


def test_the_sources_can_be_told_apart_without_colour(drawn):
    grey = pixels(drawn(SPECS["print, 4:3"]).canvas).astype(int)
    assert np.ptp(grey, axis=2).max() == 0
    lights = {family: int(family.colours[2][1:3], 16) for family in drawn(FigureSpec()).marks[0].families}
    signs = {family.sign for family in lights}
    assert len(signs) == len(lights)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"extent": "nowhere"}, "'nowhere' is no extent. There are: All, Far East, Kursk and Bryansk"),
        ({"extent": "10,60,20,50"}, "south must be below north"),
        ({"projection": "EPSG:4326"}, "in degrees, not on a plane"),
        ({"projection": "nonsense"}, "'nonsense' is no projection"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_one_line(shipped, given, said):
    with pytest.raises(FigureError, match=said) as caught:
        draw_map(shipped, FigureSpec(**given))
    assert "\n" not in str(caught.value)


def test_a_number_stands_with_its_own_days_and_not_with_those_of_other_numbers(shipped):
    dataset = standing_cases.dataset_of(shipped, standing_cases.CASES["two originators at one town disagree"])
    first, second = dataset.claims
    dataset = replace(
        dataset, claims=(first, replace(second, event_start=date(2024, 10, 1), event_end=date(2024, 10, 3)))
    )
    (town,) = summaries(dataset, Selection())
    assert label_of(dataset, town).line == "600 (Ukraine GUR) · 16 Oct · other figures"


def test_a_day_has_its_year_where_what_is_drawn_is_of_several_years(shipped):
    def line(dataset, place_id):
        found = summaries(dataset, Selection())
        return next(label_of(dataset, one).line for one in found if one.place_id == place_id)

    assert line(shipped, "ussuriysk") == "about 400 (South Korea NIS) · 16 Oct · disputed"
    old = [
        replace(c, event_start=date(2022, 3, 5), event_end=date(2022, 3, 5))
        if c.place_id == "khabarovsk"
        else c
        for c in shipped.claims
    ]
    of_two = replace(shipped, claims=tuple(old))
    assert line(of_two, "khabarovsk") == "240 (South Korea NIS) · 5 Mar 2022 · disputed"
    assert line(of_two, "ussuriysk") == "about 400 (South Korea NIS) · 16 Oct 2024 · disputed"


@pytest.mark.parametrize("size", ["1920x1080", "square"])
def test_a_legend_goes_by_what_is_drawn_and_not_by_the_degrees_asked(drawn, size):
    figure = drawn(FigureSpec(extent="150,45,-150,75", size=SIZES[size]))
    inside = {mark.place.name for mark in figure.marks if is_within(mark, figure.view)}
    assert {"Khabarovsk", "Ussuriysk"} <= inside
    legend = written(figure, "legend")
    for words in ("disputed or denied", "tint: in or near a town", "Size: people reported at a place"):
        assert words in legend
    assert "Media" not in legend
    assert "Ukraine" not in written(figure, "countries")


def test_a_map_says_how_many_places_lie_outside_it(drawn, shipped):
    spec = FigureSpec(extent="Far East")
    figure = drawn(spec)
    inside = {mark.place.place_id for mark in figure.marks if is_within(mark, figure.view)}
    every = {s.place_id for s in summaries(shipped, spec.selection) if box_of(shipped, s.place_id)}
    assert inside < every
    many = len(every - inside)
    assert written(figure, "outside") == f"{many} places outside this map; numbers and tally are of all"
    assert not written(drawn(FigureSpec()), "outside")
