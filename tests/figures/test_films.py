"""A film is made of the figures of its days: what is held and asked for all frames at once changes none of them."""

import io
import itertools
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from PIL import Image

from muster import paths
from muster.figures.frames import _held, draw_frames, frame_png, gif_bytes, steps_of
from muster.figures.palette import FAMILIES, THEMES
from muster.figures.spec import FigureSpec, Size
from muster.query import Selection
from muster.tables import load

DAYS = Selection(event_from=date(2024, 10, 14), event_to=date(2024, 10, 18))


@pytest.mark.parametrize("theme", ["light", "print"])
def test_each_frame_is_the_figure_of_its_day_made_alone(shipped, theme):
    film = FigureSpec(kind="frames", step="day", size=Size(640, 360, 48), selection=DAYS, theme=theme)
    frames = list(draw_frames(shipped, film))
    assert len(frames) == 5
    assert all((one != other).any() for one, other in itertools.pairwise(frames))
    # Of a data set read anew, as nothing that was kept for the film is found for it.
    again = load(paths.REPOSITORY)
    for index in (3, 0, 4):
        with Image.open(io.BytesIO(frame_png(again, film, index))) as image:
            alone = np.asarray(image.convert("RGB"))
        assert np.array_equal(alone, frames[index])


def _counts(rows):
    packed = rows.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    return dict(zip(*np.unique(packed, return_counts=True), strict=True))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_gif_keeps_the_colour_of_each_kind_of_source(shipped, theme):
    film = FigureSpec(kind="frames", size=Size(960, 540, 48), selection=DAYS, theme=theme)
    frames = list(draw_frames(shipped, film))
    body = gif_bytes(iter(frames), 0.5, theme)
    assert body == gif_bytes(iter(frames), 0.5, theme)
    with Image.open(io.BytesIO(body)) as image:
        for index, frame in enumerate(frames):
            image.seek(index)
            before, after = _counts(frame), _counts(np.asarray(image.convert("RGB")))
            for family in FAMILIES:
                colour = int(family.colour(THEMES[theme])[1:], 16)
                assert after.get(colour, 0) >= before.get(colour, 0), family.label
    assert sum(int(f.colour(THEMES[theme])[1:], 16) in _counts(frames[0]) for f in FAMILIES) >= 4


def test_the_legend_of_a_film_of_an_extent_goes_by_what_is_seen_there(shipped):
    film = FigureSpec(kind="frames", size=Size(640, 360, 48), extent="Far East")
    steps = steps_of(shipped, film)
    held = _held(shipped, film, steps)
    assert "region" not in held.features.outlines
    assert "region" in _held(shipped, replace(film, extent=""), steps).features.outlines
    assert {"ground", "hatch"} <= held.features.outlines
