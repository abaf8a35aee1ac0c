"""A figure as a PowerPoint slide: a native title, the picture at full resolution with a text alternative, sources in the notes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Emu, Pt

from muster.figures.palette import THEMES
from muster.figures.spec import FigureSpec
from muster.figures.words import FigureWords, alternative_text, headlines, words_of
from muster.model import Dataset

_EMU_PER_INCH = 914_400
_MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed day, so that equal slides are equal bytes; PowerPoint has no zone here
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
TITLE_SHARE = 0.115
"""How much of a slide's height the native title has; the picture below it has no title of its own."""


def slide_bytes(dataset: Dataset, spec: FigureSpec, picture: bytes) -> bytes:
    """Return a presentation of one slide with a picture (PNG) that fills what the title leaves.

    The picture brings the metadata along: PowerPoint keeps it as it is.
    """
    words, theme = words_of(dataset, spec), THEMES[spec.theme]
    deck = Presentation()
    wide = round(spec.size.width_px / spec.size.dpi * _EMU_PER_INCH)
    high = round(spec.size.height_px / spec.size.dpi * _EMU_PER_INCH)
    deck.slide_width, deck.slide_height = Emu(wide), Emu(high)
    layout = next(one for one in deck.slide_layouts if one.name == "Title Only")
    slide = deck.slides.add_slide(layout)
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = RGBColor.from_string(theme.page[1:].upper())
    margin, head = round(wide * 0.0208), round(high * TITLE_SHARE)
    title = slide.shapes.title
    title.left, title.top = Emu(margin), Emu(round(high * 0.015))
    title.width, title.height = Emu(wide - 2 * margin), Emu(head - round(high * 0.015))
    frame = title.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.text = words.title
    run = frame.paragraphs[0]
    run.alignment = 1
    run.font.size, run.font.bold = Pt(_title_points(words.title, wide)), True
    run.font.name = "Inter"
    run.font.color.rgb = RGBColor.from_string(theme.ink[1:].upper())
    shape = slide.shapes.add_picture(io.BytesIO(picture), 0, Emu(head), Emu(wide), Emu(high - head))
    shape.name = "Figure"
    shape._element.nvPicPr.cNvPr.set("descr", alternative_text(dataset, spec))  # noqa: SLF001 - python-pptx has no name for it
    slide.notes_slide.notes_text_frame.text = notes(dataset, spec, words)
    about = deck.core_properties
    about.title, about.subject, about.author, about.keywords = (
        words.title[:250],
        words.caveat,
        "Muster",
        f"Muster, {words.version}",
    )
    about.last_modified_by, about.revision = "Muster", 1
    about.created = about.modified = about.last_printed = _MADE
    out = io.BytesIO()
    deck.save(out)
    return _steady(out.getvalue())


def _title_points(title: str, wide_emu: int) -> float:
    """Return a size at which a title takes two lines at the most, after the width of an average letter."""
    room = wide_emu / _EMU_PER_INCH * 72 * 0.95
    return next(
        (
            size
            for size in (28.0, 24.0, 20.0, 17.0, 14.0)
            if len(title) * size * 0.56 <= room * (1 if size > 24 else 2)
        ),
        11.0,
    )


def notes(dataset: Dataset, spec: FigureSpec, words: FigureWords) -> str:
    """Return what the speaker's notes say: numbers with who gave them, clocks, sources, tally, caveat, version."""
    lines = [f"{line.number} {line.meaning}: {line.speakers}" for line in headlines(dataset, spec.selection)]
    lines += [
        words.happened,
        words.said,
        words.filters,
        words.note,
        words.sources,
        words.tally,
        f"{words.caveat}.",
        words.version,
        words.handling,
        words.credit,
    ]
    return "\n".join(line for line in lines if line)


def _steady(body: bytes) -> bytes:
    """Return the same package without the time that zip writes for each part."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(body)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            part = zipfile.ZipInfo(name, _ZIP_DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            after.writestr(part, before.read(name))
    return out.getvalue()
