"""A timeline as bytes of a file, drawn without a browser and without the network."""

from __future__ import annotations

from functools import cache
from typing import Any

import vl_convert

from muster.errors import FigureError, list_values
from muster.figures.spec import FigureSpec
from muster.figures.timeline.chart import chart_of
from muster.figures.timeline.layout import Look, lay_out
from muster.figures.timeline.measure import FONTS
from muster.figures.words import words_of
from muster.model import Dataset

FORMATS = ("png", "svg", "pdf")


@cache
def _ready() -> str:
    """Hand the vendored fonts to the converter, once; return the newest Vega-Lite that it has."""
    vl_convert.register_font_directory(str(FONTS))
    return str(vl_convert.get_vegalite_versions()[-1])


def vega_lite(dataset: Dataset, spec: FigureSpec) -> dict[str, Any]:
    """Return the Vega-Lite of a timeline as a figure that stands alone. Raises SelectionError."""
    look = Look(
        width=spec.size.width_px, height=spec.size.height_px, unit=spec.size.unit, theme=spec.theme, lanes=spec.lanes
    )
    picture = lay_out(dataset, spec.selection, look, words_of(dataset, spec))
    plain: dict[str, Any] = chart_of(picture.scene).to_dict(validate=False)
    return plain


def draw(dataset: Dataset, spec: FigureSpec, file_format: str = "png") -> bytes:
    """Return the file. The same data and spec give the same bytes. Raises SelectionError, and FigureError for the format."""
    if file_format not in FORMATS:
        raise FigureError(f"{file_format} is no format of a timeline. There are: {list_values(FORMATS)}.")
    version, plain = _ready(), vega_lite(dataset, spec)
    if file_format == "png":
        return vl_convert.vegalite_to_png(plain, vl_version=version, scale=1, ppi=72, allowed_base_urls=[])
    if file_format == "pdf":
        return vl_convert.vegalite_to_pdf(plain, vl_version=version, scale=72 / spec.size.dpi, allowed_base_urls=[])
    return vl_convert.vegalite_to_svg(plain, vl_version=version, allowed_base_urls=[]).encode()
