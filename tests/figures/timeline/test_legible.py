"""A timeline on a slide is read from the back of a room: large type, a lane for each source, nothing left out of five documents."""

from __future__ import annotations

import pytest

from muster import paths
from muster.check import load_checked
from muster.figures.brief import draw_brief
from muster.figures.spec import SIZES, FigureSpec
from muster.figures.timeline import lanes
from muster.figures.timeline.bars import row_words, timeline_of
from muster.figures.timeline.layout import Look, lay_out
from muster.figures.timeline.paint import draw_timeline
from muster.model import Dataset
from muster.query import Selection

LEAST = 15.0
"""Pixels of a slide 1080 high: some 11 points on a page of 16:9 as wide as a screen."""
SLIDES = ("1920x1080", "4:3", "square")


@pytest.fixture(scope="module")
def five() -> Dataset:
    return load_checked(paths.REPOSITORY)


@pytest.mark.parametrize("size", SLIDES)
def test_no_row_is_too_small_to_read_and_none_of_the_five_documents_is_left_out(
    five: Dataset, size: str
) -> None:
    canvas = draw_timeline(five, FigureSpec(kind="timeline", size=SIZES[size]))
    texts = [text for text, _, _ in canvas.texts]
    assert not [text for text in texts if "first said" in text and "more" in text]
    sizes = {(box[3] - box[1]) / canvas.unit for _, box, group in canvas.texts if group != "version"}
    assert min(sizes) >= LEAST


@pytest.mark.parametrize("size", ["1920x1080", "square", "a4-portrait"])
def test_a_brief_names_every_source_in_type_that_is_read(five: Dataset, size: str) -> None:
    canvas = draw_brief(five, FigureSpec(kind="brief", size=SIZES[size]))
    texts = {text for text, _, _ in canvas.texts}
    assert {lane.name for lane in timeline_of(five, Selection()).together} <= texts
    assert not [text for text in texts if "more sources" in text]


def test_a_lane_stands_once_and_says_of_what_no_date_is_given(five: Dataset) -> None:
    scene = lay_out(five, Selection(), Look(width=1840, height=752)).scene
    names = [mark["text"] for mark in scene.texts if mark["bold"] and mark["px"] == 30]
    assert names == [lane.name for lane in timeline_of(five, Selection()).together]
    marks = [mark for mark in scene.texts if mark["text"] == lanes.NO_DATE]
    rows = [
        row for lane in timeline_of(five, Selection()).together for row in lanes.rows_of(lane, is_joined=True)
    ]
    undated = [row for row in rows if row[0].is_undated and not row[0].is_answer]
    assert 0 < len(undated) == len(marks) < len(rows)
    page = lay_out(five, Selection(), Look()).scene
    assert lanes.NO_DATE not in {mark["text"] for mark in page.texts}


def test_bars_of_the_same_days_share_a_row_and_all_that_each_says(five: Dataset) -> None:
    nis = next(lane for lane in timeline_of(five, Selection()).together if lane.key == "nis")
    rows = lanes.rows_of(nis, is_joined=True)
    words = [row_words(five, row) for row in rows]
    assert ["about 400 · Ussuriysk, 240 · Khabarovsk · imagery"] in words
    assert ["Russia · imagery", "Sergeevka, Blagoveshchensk · presence"] in words
    assert sorted(bar.claim_id for row in rows for bar in row) == sorted(bar.claim_id for bar in nis.bars)
    for row in rows:
        assert len({(bar.first_day, bar.last_day, bar.is_planned) for bar in row}) == 1


def test_what_finds_no_room_in_a_row_is_counted() -> None:
    parts = ["at least 28 flights · Russian regions near Ukraine · transit", "no place named · equipment"]
    whole = "; ".join(parts)
    assert lanes._fitting(parts, 16, 900) == whole
    assert lanes._fitting(parts, 16, 560) == f"{parts[0]}; + 1 more"
    short = lanes._fitting(parts, 16, 300)
    assert short.startswith("at least 28 flights")
    assert short.endswith("…; + 1 more")
