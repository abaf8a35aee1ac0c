"""Figures as files: PNG, SVG and PDF that carry what they were made of, written whole or not at all.

The same spec and data give the same bytes on every run with the same versions of the libraries.
"""

from __future__ import annotations

import io
import json
import re
import struct
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import matplotlib as mpl
import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo, putchunk

from muster import whole
from muster.errors import FigureError, list_values
from muster.figures.canvas import Canvas
from muster.figures.raster import pixels_of
from muster.figures.spec import FigureSpec
from muster.figures.spoken import alternative_text
from muster.figures.vector import STYLE, figure_of
from muster.figures.words import answered
from muster.model import Dataset

KEY = "muster"
FORMAT = 1
_EFFORT = 3
"""Of zlib: more takes twice as long for a hundredth."""
DRAWING = threading.RLock()
"""Held by who draws: matplotlib's settings are the process's own, and its fonts are not safe to share between threads."""


def metadata(dataset: Dataset, spec: FigureSpec) -> dict[str, Any]:
    """Return what a figure is of: its spec with the selection, the data version, the tally."""
    found = answered(dataset, spec.selection)
    moment = dataset.edits_as_of
    return {
        "format": FORMAT,
        "figure": spec.to_json(),
        "data_version": dataset.version,
        **({"edits_as_of": moment.text} if moment else {}),
        "data_title": dataset.title,
        "tally": {**{name.value: count for name, count in found.tally.items()}, "total": found.total},
        "note": "Reported, not confirmed.",
    }


def encoded(dataset: Dataset, spec: FigureSpec) -> str:
    """Return the metadata as one line of ASCII, which every format can hold."""
    return json.dumps(metadata(dataset, spec), ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def pixels(canvas: Canvas) -> np.ndarray:
    """Return a canvas as an array of rows, columns, RGB."""
    with DRAWING:
        return pixels_of(canvas)


def png_bytes(canvas: Canvas, description: str, alternative: str) -> bytes:
    """Return a canvas as a PNG with its metadata and a text alternative."""
    return encode_png(
        pixels(canvas), canvas.size.dpi, {KEY: description, "Description": alternative, "Software": "Muster"}
    )


def encode_png(rows: np.ndarray, dpi: int, texts: Mapping[str, str]) -> bytes:
    """Return pixels as a PNG. Rows stay as they are: with flat colours the filters that Pillow tries cost three times as long and save nothing."""
    high, wide, _ = rows.shape
    lines = np.zeros((high, 1 + wide * 3), np.uint8)
    lines[:, 1:] = rows.reshape(high, -1)
    metre = round(dpi / 0.0254)
    info = PngInfo()
    for name, text in texts.items():
        if text.isascii():
            info.add_text(name, text)
        else:
            info.add_itxt(name, text)
    out = io.BytesIO()
    out.write(b"\x89PNG\r\n\x1a\n")
    putchunk(out, b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0))
    putchunk(out, b"pHYs", struct.pack(">IIB", metre, metre, 1))
    for kind, body, *_ in info.chunks:
        putchunk(out, kind, body)
    putchunk(out, b"IDAT", zlib.compress(lines.tobytes(), _EFFORT))
    putchunk(out, b"IEND")
    return out.getvalue()


def svg_bytes(canvas: Canvas, description: str, alternative: str, title: str) -> bytes:
    """Return a canvas as an SVG whose words are outlines, with title, text alternative and metadata as its own elements."""
    out = io.BytesIO()
    with DRAWING, mpl.rc_context(STYLE):  # type: ignore[arg-type]
        figure_of(canvas).savefig(
            out, format="svg", dpi=canvas.size.dpi, metadata={"Date": None, "Creator": "Muster"}
        )
    text = out.getvalue().decode()
    inside = (
        f'<title id="muster-title">{escape(title)}</title>\n <desc id="muster-description">{escape(alternative)}</desc>\n '
        f'<metadata id="muster-figure">{escape(description)}</metadata>\n '
    )
    head = re.search(r"<svg\b[^>]*>", text)
    if head is None:
        raise FigureError("matplotlib gave no SVG.")
    opened = head[0][:-1] + ' role="img" aria-labelledby="muster-title muster-description">'
    return (text[: head.start()] + opened + "\n " + inside + text[head.end() :]).encode()


def pdf_bytes(canvas: Canvas, description: str, alternative: str, title: str) -> bytes:
    """Return a canvas as a PDF of one page, its fonts inside and its metadata in the document's information."""
    out = io.BytesIO()
    about = {
        "Title": title, "Subject": alternative, "Keywords": f"{KEY}:{description}", "Creator": "Muster", "Producer": "Muster",
        "CreationDate": None, "ModDate": None,
    }  # fmt: skip
    with DRAWING, mpl.rc_context(STYLE):  # type: ignore[arg-type]
        figure_of(canvas).savefig(out, format="pdf", dpi=canvas.size.dpi, metadata=about)
    return out.getvalue()


def read_metadata(path: Path) -> dict[str, Any]:
    """Return the metadata of a figure that Muster made. Raises FigureError for any other file."""
    readers: Mapping[str, Callable[[Path], str | None]] = {
        ".png": _from_png, ".svg": _from_svg, ".pdf": _from_pdf, ".html": _from_html, ".htm": _from_html,
        ".pptx": _from_pptx,
    }  # fmt: skip
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise FigureError(
            f"{path.name!r} ends in none of {list_values(readers)}; only these say what they were made of."
        )
    try:
        found = reader(path)
        plain = json.loads(found) if found else None
    except (OSError, ValueError, SyntaxError, zipfile.BadZipFile) as error:
        raise FigureError(f"{path} cannot be read as a figure ({error}).") from error
    if (
        not isinstance(plain, dict)
        or plain.get("format") != FORMAT
        or not isinstance(plain.get("figure"), dict)
    ):
        raise FigureError(
            f"{path} does not say what it was made of: it is no figure of Muster, or was saved by another program."
        )
    return plain


def _from_png(path: Path) -> str | None:
    with Image.open(path) as image:
        found = getattr(image, "text", {}).get(KEY)
    return None if found is None else str(found)


def _from_pptx(path: Path) -> str | None:
    with zipfile.ZipFile(path) as package:
        described = [name for name in package.namelist() if name.startswith("customXml/")]
        for name in described:
            told = re.search(
                r'<muster xmlns="urn:muster:figure">(.*?)</muster>',
                package.read(name).decode("utf-8", "replace"),
            )
            if told:
                return unescape(told[1])
        for name in package.namelist():
            if name.startswith("ppt/media/") and name.endswith(".png"):
                with Image.open(io.BytesIO(package.read(name))) as image:
                    found = getattr(image, "text", {}).get(KEY)
                if found:
                    return str(found)
    return None


def _from_svg(path: Path) -> str | None:
    found = re.search(r'<metadata id="muster-figure">(.*?)</metadata>', path.read_text("utf-8"), re.DOTALL)
    return unescape(found[1]) if found else None


def _from_pdf(path: Path) -> str | None:
    found = re.search(rb"/Keywords \(" + KEY.encode() + rb":(.*?[^\\])\)", path.read_bytes(), re.DOTALL)
    return re.sub(rb"\\(.)", rb"\1", found[1]).decode("ascii") if found else None


def _from_html(path: Path) -> str | None:
    found = re.search(
        r'<script type="application/json" id="muster-figure">(.*?)</script>',
        path.read_text("utf-8"),
        re.DOTALL,
    )
    return found[1] if found else None


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a path to write to; it becomes `path` when all of it is on the disk, and is taken away where anything fails.

    Raises FigureError for what the disk refuses.
    """
    try:
        with whole.whole_file(path) as part:
            yield part
    except OSError as error:
        raise FigureError(f"{path} cannot be written ({error.strerror or error}).") from error


def picture_bytes(dataset: Dataset, spec: FigureSpec, suffix: str, draw: Callable[..., Canvas]) -> bytes:
    """Return a figure as `.png`, `.svg` or `.pdf`; `draw(live_text=...)` makes its canvas."""
    description, alternative = encoded(dataset, spec), alternative_text(dataset, spec)
    title = spec.title or dataset.title
    with DRAWING:
        canvas = draw(live_text=suffix != ".png")
        if suffix == ".png":
            return png_bytes(canvas, description, alternative)
        make = svg_bytes if suffix == ".svg" else pdf_bytes
        return make(canvas, description, alternative, title)
