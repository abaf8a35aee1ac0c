"""Figures look as they did: small ones beside kept references, within a tolerance. MUSTER_REFERENCES=1 keeps new ones."""

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from muster.figures.map import draw_map
from muster.figures.save import pixels
from muster.figures.spec import FigureSpec, Size
from muster.figures.write import figure_bytes

REFERENCES = Path(__file__).parent / "references"
SPECS = {
    "map-light": FigureSpec(size=Size(960, 540, 72)),
    "map-dark-far-east": FigureSpec(
        size=Size(960, 540, 72), theme="dark", extent="Far East", handling="TLP:AMBER"
    ),
    "map-print-page": FigureSpec(size=Size(620, 877, 75), theme="print"),
    "brief-light": FigureSpec(kind="brief", size=Size(960, 540, 72)),
    "timeline-light": FigureSpec(kind="timeline", size=Size(960, 540, 72)),
    "sources-light": FigureSpec(kind="sources", size=Size(960, 540, 72)),
}
MEAN, WORST, BLOCK = 1.5, 14.0, 24


def difference(one: np.ndarray, other: np.ndarray) -> tuple[float, float]:
    """Return the mean difference of grey levels at half the size, and that of the block of 24 by 24 that differs most."""
    small = [np.asarray(Image.fromarray(a).reduce(2).convert("L"), dtype=int) for a in (one, other)]
    apart = np.abs(small[0] - small[1])
    high, wide = (n // BLOCK * BLOCK for n in apart.shape)
    blocks = apart[:high, :wide].reshape(high // BLOCK, BLOCK, wide // BLOCK, BLOCK).mean(axis=(1, 3))
    return float(apart.mean()), float(blocks.max())


@pytest.mark.parametrize("name", SPECS)
def test_a_figure_looks_like_its_reference(shipped, name, tmp_path):
    file = REFERENCES / f"{name}.png"
    made = tmp_path / "made.png"
    made.write_bytes(figure_bytes(shipped, SPECS[name], ".png"))
    with Image.open(made) as image:
        now = np.asarray(image.convert("RGB"))
    if os.environ.get("MUSTER_REFERENCES"):
        Image.fromarray(now).quantize(128, dither=Image.Dither.NONE).save(file, optimize=True)
    with Image.open(file) as image:
        kept = np.asarray(image.convert("RGB"))
    assert now.shape == kept.shape
    mean, worst = difference(now, kept)
    assert mean < MEAN, "run with MUSTER_REFERENCES=1 and look at what changed"
    assert worst < WORST


def test_a_figure_without_its_legend_or_its_sources_does_not_pass_for_its_reference(shipped):
    figure = draw_map(shipped, SPECS["map-light"])
    whole = pixels(figure.canvas)
    with Image.open(REFERENCES / "map-light.png") as image:
        kept = np.asarray(image.convert("RGB"))
    for left, top, right, bottom in ((760, 90, 950, 470), (15, 480, 950, 525)):
        without = whole.copy()
        without[top:bottom, left:right] = 255
        mean, worst = difference(without, kept)
        assert mean >= MEAN or worst >= WORST
