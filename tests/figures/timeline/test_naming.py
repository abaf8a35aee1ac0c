"""Who said each figure stands at its line, clear of every line and of other words, at any width of the page."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest

from muster import paths
from muster.check import load_checked
from muster.figures.brief import draw_brief
from muster.figures.obstacles import passes
from muster.figures.palette import THEMES
from muster.figures.spec import SIZES, FigureSpec
from muster.figures.timeline import naming, strip
from muster.figures.timeline.layout import Look, lay_out
from muster.figures.timeline.levels import Band, Levels, Line
from muster.figures.timeline.measure import width
from muster.figures.timeline.paint import draw_timeline
from muster.figures.timeline.scene import Scene, day_value
from muster.model import Dataset
from muster.query import Selection

FIGURES = {"about 1,500", "up to 3,000", "over 7,000", "up to 10,000 planned", "12,000 planned"}
FIRST = date(2024, 10, 1)
LOOKS = (Look(), Look(width=364), Look(width=620), Look(width=1840, height=760), Look(clock="happened"))


@pytest.fixture(scope="module")
def five() -> Dataset:
    return load_checked(paths.REPOSITORY)


def px_at(scene: Scene, day: float, wide: float) -> float:
    return scene.left + (day - scene.first) / (scene.last - scene.first) * (wide - scene.left - scene.right)


def names_of(scene: Scene, wide: float) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Return the names of figures with their boxes where the page draws the scene `wide` pixels wide."""
    found = []
    for mark in scene.texts:
        if not mark["halo"]:
            continue
        run, high = (
            width(mark["text"], mark["size"], "bold" if mark["bold"] else "regular"),
            mark["size"] * 0.4,
        )
        left = px_at(scene, mark["x"], wide) + mark["px"] - (run if mark["align"] == "right" else 0)
        found.append((mark["text"], (left, mark["y"] - high, left + run, mark["y"] + high)))
    return found


def lines_of(scene: Scene, wide: float) -> list[tuple[float, float, float, float]]:
    return [
        (px_at(scene, mark["x"], wide), mark["y"], px_at(scene, mark["x2"], wide), mark["y2"])
        for mark in (*scene.rules, *scene.dashes)
        if mark.get("group") in {"step", "lead"}
    ]


@pytest.mark.parametrize("stretch", [1.0, 1.25, 1.6])
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.width} {look.clock}")
def test_no_line_runs_through_a_name_and_no_name_through_another_however_wide_the_page(
    five: Dataset, look: Look, stretch: float
) -> None:
    scene = lay_out(five, Selection(), look).scene
    wide = look.width * stretch
    names, lines = names_of(scene, wide), lines_of(scene, wide)
    assert len(lines) >= 2
    assert [text for text, box in names if any(passes(line, [box]) for line in lines)] == []
    for (one, a), (other, b) in itertools.combinations(names, 2):
        assert a[2] <= b[0] + 1 or b[2] <= a[0] + 1 or a[3] <= b[1] + 1 or b[3] <= a[1] + 1, (one, other)
    assert all(box[0] >= 0 and box[2] <= wide for _, box in names)


@pytest.mark.parametrize("size", SIZES)
def test_every_figure_of_the_five_documents_is_named_on_a_timeline_and_below_a_map(
    five: Dataset, size: str
) -> None:
    for draw, kind in ((draw_timeline, "timeline"), (draw_brief, "brief")):
        canvas = draw(five, FigureSpec(kind=kind, size=SIZES[size]))
        named = {text for text, _, group in canvas.texts if group == "figure"}
        assert named >= FIGURES, kind
        assert not any("not named, for want" in text for text, _, _ in canvas.texts if text.startswith("low"))


def line(number: int, index: int, *, is_planned: bool = False) -> Line:
    start = FIRST + timedelta(days=index)
    return Line(
        start,
        FIRST + timedelta(days=60),
        number,
        f"about {number:,}",
        f"Source {number}",
        "then",
        f"c{index}",
        None,
        is_planned,
    )


def drawn(lines: tuple[Line, ...], tall: float) -> Scene:
    end = FIRST + timedelta(days=60)
    scene = Scene(1200, 0.0, 220.0, 16.0, day_value(FIRST), day_value(end) + 1, THEMES["light"])
    top = max(one.number for one in lines)
    band = Band(FIRST, end, 1, top, False, False, False, "", ())
    strip.draw(scene, Levels((band,), (), lines, ""), 0.0, tall, clock="said", size_px=12.5)
    return scene


def test_where_there_is_room_for_few_the_weightiest_are_named_and_the_others_counted() -> None:
    lines = tuple(line(1000 + n, n) for n in range(16))
    scene = drawn(lines, 90.0)
    named = {text for text, _ in names_of(scene, 1200) if text.startswith("about")}
    assert "about 1,015" in named
    assert len(named) < 16
    assert any(f"{16 - len(named)} of 16 figures not named" in mark["text"] for mark in scene.texts)


def test_present_figures_come_before_planned_and_those_that_stand_before_those_that_were_replaced() -> None:
    replaced = Line(FIRST, FIRST + timedelta(days=9), 9000, "9,000", "A", "then", "r", None, is_planned=False)
    order = naming.by_weight([line(12_000, 0, is_planned=True), replaced, line(500, 1), line(7000, 2)])
    assert [one.number for one in order] == [7000, 500, 9000, 12_000]


@pytest.mark.parametrize("size", ["1920x1080", "square"])
def test_the_line_of_the_day_of_knowledge_runs_through_no_name_and_every_figure_known_then_has_one(
    five: Dataset, size: str
) -> None:
    known = Selection(as_of=date(2024, 10, 24))
    for draw, kind in ((draw_timeline, "timeline"), (draw_brief, "brief")):
        canvas = draw(five, FigureSpec(kind=kind, size=SIZES[size], selection=known))
        names = [(text, box) for text, box, group in canvas.texts if group == "figure"]
        assert {text for text, _ in names} >= FIGURES, kind
        uprights = [
            tuple(item.path.vertices.ravel())
            for item in canvas.items
            if getattr(item, "dash", None)
            and len(item.path.vertices) == 2
            and item.path.vertices[0][0] == item.path.vertices[1][0]
        ]
        assert uprights, "the day of knowledge is ruled off"
        assert [text for text, box in names if any(passes(line, [box]) for line in uprights)] == []
