"""The vendored fonts, the same on every machine: Inter with Cyrillic and Greek, and Noto Sans KR behind it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from matplotlib import font_manager
from matplotlib.font_manager import FontEntry, FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.path import Path as Outline
from matplotlib.textpath import text_to_path

from muster.errors import FigureError

FONTS = Path(__file__).parent / "fonts"
FAMILIES = ["Muster Inter", "Muster NotoSansKR"]
STYLES = {"regular": ("Regular", 400), "bold": ("SemiBold", 600)}
_EM = 100.0


@cache
def properties(style: str) -> FontProperties:
    """Return the face of a style, `regular` or `bold`, with Korean behind it."""
    _register()
    _, weight = STYLES[style]
    return FontProperties(family=FAMILIES, weight=weight, size=_EM)


@cache
def _register() -> None:
    for style, weight in STYLES.values():
        for family in ("Inter", "NotoSansKR"):
            file = FONTS / f"{family}-{style}.ttf"
            if not file.is_file():
                raise FigureError(f"{file.name} is missing: run scripts/build_figure_fonts.")
            # Under names of our own, so that no font of the machine is taken for one of these.
            face = FontEntry(
                str(file), 0, f"Muster {family}", "normal", "normal", weight, "normal", "scalable"
            )
            font_manager.fontManager.ttflist.append(face)


@lru_cache(maxsize=20_000)
def width(text: str, style: str) -> float:
    """Return how wide a line runs at a size of 1."""
    if not text:
        return 0.0
    across, _, _ = text_to_path.get_text_width_height_descent(text, properties(style), ismath=False)
    return float(across) / _EM


@lru_cache(maxsize=4000)
def outline(text: str, style: str) -> Outline:
    """Return the outline of a line at a size of 1, from its left end on the baseline, y upwards."""
    # Not TextPath: that reads "$" as mathematics.
    vertices, codes = text_to_path.get_text_path(properties(style), text, ismath=False)
    if not len(vertices):
        return Outline([(0.0, 0.0)], [Outline.MOVETO])
    # The glyphs come at a size of their own, whatever size the face has.
    return Outline(
        np.asarray(vertices, dtype=float) / text_to_path.FONT_SCALE,
        np.asarray(codes, dtype=Outline.code_type),
    )


@cache
def _covered() -> frozenset[int]:
    files = [FONTS / f"{family}-Regular.ttf" for family in ("Inter", "NotoSansKR")]
    return frozenset(code for file in files for code in FT2Font(str(file)).get_charmap())


def missing(texts: Iterable[str]) -> str:
    """Return the characters of some texts that no vendored font has, each once, in order."""
    letters = dict.fromkeys(letter for text in texts for letter in text)
    covered = _covered()
    return "".join(
        c
        for c in letters
        if ord(c) not in covered and not c.isspace() and unicodedata.category(c) not in {"Cf", "Mn"}
    )
