"""Nothing lies over anything else: words, symbols, insets and the lines between them, in every size and in several windows."""

import itertools
from datetime import date

import numpy as np
import pytest

from muster.figures.brief import draw_brief
from muster.figures.obstacles import crosses, passes
from muster.figures.spec import SIZES, FigureSpec
from muster.figures.timeline.paint import draw_timeline
from muster.query import Selection

WINDOWS = {
    "all": Selection(),
    "first week": Selection(event_to=date(2024, 10, 18), as_of=date(2024, 10, 19)),
    "Kursk": Selection(event_from=date(2024, 10, 20), event_to=date(2024, 11, 6)),
    "dated, by intelligence": Selection(originators=("nis", "gur"), undated=False),
}
CASES = [(size, "all") for size in SIZES] + [
    (size, window) for window in list(WINDOWS)[1:] for size in ("1920x1080", "a4-portrait")
]
EVERY = pytest.mark.parametrize(("size", "window"), CASES, ids=lambda value: value)


def boxes_of(canvas, group):
    """Return the boxes of what is drawn under a name."""
    return [
        tuple(item.move.transform_path(item.path).get_extents().extents) for item in canvas.items if getattr(item, "group", "") == group
    ]  # fmt: skip


def lines_of(canvas, group):
    return [tuple(item.path.vertices.ravel()) for item in canvas.items if getattr(item, "group", "") == group]


def shrunk(box, by):
    return (box[0] + by, box[1] + by, box[2] - by, box[3] - by)


def overlap(a, b):
    return min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])


def words_that_overlap(canvas):
    """Return the lines of words that lie over one another or leave the figure."""
    slack, size = 2 * canvas.unit, canvas.size
    texts = [item for item in canvas.texts if item[0].strip()]
    found = [
        (text, "leaves the figure")
        for text, box, _ in texts
        if box[0] < 0 or box[1] < 0 or box[2] > size.width_px or box[3] > size.height_px
    ]
    return found + [
        (one, other)
        for (one, a, _), (other, b, _) in itertools.combinations(texts, 2)
        if min(overlap(a, b)) > slack
    ]


def figures_that_are_struck(canvas):
    """Return the names of figures of strength that a line of strength, or one that leads to it, runs through."""
    lines = [*lines_of(canvas, "step"), *lines_of(canvas, "lead")]
    assert lines or not any(group == "figure" for _, _, group in canvas.texts)
    return [
        text
        for text, box, group in canvas.texts
        if group == "figure" and any(passes(line, [shrunk(box, canvas.unit)]) for line in lines)
    ]


def map_that_overlaps(canvas):
    """Return what lies over what among the words, symbols, insets and lines of a map."""
    unit = canvas.unit
    texts = [(text, shrunk(box, unit)) for text, box, _ in canvas.texts if text.strip()]
    insets, rings = boxes_of(canvas, "inset"), boxes_of(canvas, "ring")
    lines = {kind: lines_of(canvas, kind) for kind in ("leader", "inset-line")}
    found = [("inset", "inset") for a, b in itertools.combinations(insets, 2) if min(overlap(a, b)) > 0]
    found += [
        ("inset", text)
        for box, (text, words) in itertools.product(insets, texts)
        if min(overlap(box, words)) > 0
        and (words[0] < box[0] or words[1] < box[1] or words[2] > box[2] or words[3] > box[3])
    ]
    found += [
        (kind, text)
        for kind, held in lines.items()
        for line in held
        for text, words in texts
        if passes(line, [words])
    ]
    every = [*lines["leader"], *set(lines["inset-line"])]
    found += [
        ("line", "line")
        for one, other in itertools.combinations(every, 2)
        if crosses(np.array([one]), np.array(other))[0]
    ]
    numbers = {text for text, _, group in canvas.texts if group == "number"}
    for left, top, right, bottom in rings:
        x, y, radius = (left + right) / 2, (top + bottom) / 2, max(right - left, bottom - top) / 2
        for text, words in texts:
            near = np.hypot(np.clip(x, words[0], words[2]) - x, np.clip(y, words[1], words[3]) - y)
            if near < radius and text not in numbers and (right - left) == pytest.approx(bottom - top):
                found.append(("symbol", text))
    return found


@EVERY
def test_nothing_on_a_map_lies_over_anything_else(drawn, size, window):
    figure = drawn(FigureSpec(size=SIZES[size], selection=WINDOWS[window]))
    assert words_that_overlap(figure.canvas) == []
    assert map_that_overlaps(figure.canvas) == []


@pytest.mark.parametrize("extent", ["Far East", "Kursk and Bryansk", "160,50,-160,75"])
def test_nothing_on_a_part_of_the_map_lies_over_anything_else(drawn, extent):
    figure = drawn(FigureSpec(extent=extent))
    assert words_that_overlap(figure.canvas) + map_that_overlaps(figure.canvas) == []


@EVERY
def test_nothing_on_a_timeline_or_below_a_map_lies_over_anything_else(shipped, size, window):
    for draw, kind in ((draw_timeline, "timeline"), (draw_brief, "brief")):
        canvas = draw(shipped, FigureSpec(kind=kind, size=SIZES[size], selection=WINDOWS[window]))
        assert words_that_overlap(canvas) == [], kind
        assert figures_that_are_struck(canvas) == [], kind
    assert map_that_overlaps(canvas) == []


def test_an_inset_covers_little_of_what_is_reported(drawn):
    for size in SIZES.values():
        figure = drawn(FigureSpec(size=size))
        insets = boxes_of(figure.canvas, "inset")
        assert len(insets) == 2
        symbols = [(m.x, m.y) for m in figure.marks if m.is_point]
        assert not any(
            box[0] < x < box[2] and box[1] < y < box[3] for box, (x, y) in itertools.product(insets, symbols)
        )


def words_at(canvas, name):
    """Return what is written below a name on a map or in its insets, up to two lines."""
    at = next(
        index for index, (text, _, group) in enumerate(canvas.texts) if (text, group) == (name, "label")
    )
    return " ".join(text for text, _, group in canvas.texts[at + 1 : at + 3] if group == "label-line")


def test_words_hide_little_of_the_hatching_of_the_far_east(shipped):
    for size in SIZES.values():
        canvas = draw_brief(shipped, FigureSpec(kind="brief", size=size))
        drawn = [item for item in canvas.items if getattr(item, "group", "") == "hatch"]
        assert drawn, "the hatching is drawn"
        (left, top), (right, bottom) = drawn[0].clip[0].get_extents().get_points()
        names = [box for _, box, group in canvas.texts if group in {"label", "label-line"}]
        covered = sum(
            max(0, min(right, b[2]) - max(left, b[0])) * max(0, min(bottom, b[3]) - max(top, b[1]))
            for b in names
        )
        assert covered < 0.25 * (right - left) * (bottom - top)


@pytest.mark.parametrize("size", ["1920x1080", "4:3", "a4"])
def test_in_an_inset_there_is_room_for_the_numbers_of_neighbours(drawn, size):
    figure = drawn(FigureSpec(size=SIZES[size]))
    assert words_at(figure.canvas, "Bryansk Oblast") == "18 over 2 places (Suspilne) · disputed"
    assert words_at(figure.canvas, "Kursk Oblast") == "18 over 2 places (Suspilne) ISW · partly disputed"


def test_below_a_low_map_every_place_is_named_rather_than_shown_in_insets_too_small_for_names(shipped):
    for size in SIZES.values():
        canvas = draw_brief(shipped, FigureSpec(kind="brief", size=size))
        assert not [text for text, _, group in canvas.texts if group == "unnamed"]


@pytest.mark.parametrize("size", SIZES)
def test_a_name_stands_nearer_to_its_own_division_than_to_the_neighbour(drawn, size):
    figure = drawn(FigureSpec(size=SIZES[size]))
    (bryansk,), (kursk,) = (
        [box for text, box, group in figure.canvas.texts if (text, group) == (name, "label")]
        for name in ("Bryansk Oblast", "Kursk Oblast")
    )
    assert bryansk[3] < kursk[1], "Bryansk is the northern one"


HANDLINGS = (
    "TLP:AMBER+STRICT // NOT FOR RELEASE",
    "TLP:AMBER+STRICT // NOT FOR RELEASE OUTSIDE THE ROOM, AND NOT TO BE COPIED OR SENT ON WITHOUT THE AUTHOR'S WORD",
)


@pytest.mark.parametrize("size", ["1920x1080", "square", "a4-portrait"])
@pytest.mark.parametrize("handling", HANDLINGS)
@pytest.mark.parametrize(
    "selection", [Selection(), Selection(originators=("gur",))], ids=["all", "one number"]
)
def test_a_long_handling_line_is_whole_and_leaves_the_rest_its_room(shipped, size, handling, selection):
    spec = FigureSpec(kind="timeline", size=SIZES[size], handling=handling, selection=selection)
    canvas = draw_timeline(shipped, spec)
    assert not words_that_overlap(canvas)
    marks = [text for text, _, group in canvas.texts if group == "handling"]
    assert " ".join(marks) == f"{handling} {handling}"
    assert not [text for text, _, group in canvas.texts if group == "sources" and text.endswith("…")]
