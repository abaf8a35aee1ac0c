"""A figure as a PowerPoint slide: a native title, the picture at full resolution with a text alternative, sources in the notes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from muster.figures.fonts import width
from muster.figures.palette import THEMES
from muster.figures.spec import FigureSpec
from muster.figures.spoken import alternative_text
from muster.figures.words import FigureWords, headlines, words_of
from muster.model import Dataset

_EMU_PER_INCH = 914_400
_MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed day, so that equal slides are equal bytes; PowerPoint has no zone here
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
TITLE_SHARE = 0.115
"""How much of a slide's height the native title has; the picture below it has no title of its own."""


LATIN, KOREAN, COMPLEX = "Inter", "Noto Sans KR", "Inter"
"""Faces of what stays words: ours. Where a machine has none of them the office program takes its own for the script."""
DESCRIBED_IN = "customXml/item1.xml"
"""Where a slide without a picture keeps what it is of: a part that PowerPoint leaves as it is."""


def slide_bytes(dataset: Dataset, spec: FigureSpec, picture: bytes) -> bytes:
    """Return a presentation of one slide with a picture (PNG) that fills what the title leaves.

    The picture brings the metadata along: PowerPoint keeps it as it is.
    """
    deck = Deck(dataset, spec)
    deck.show(picture)
    return deck.saved()


def rgb(colour: str) -> str:
    """Return a colour as PowerPoint writes it."""
    return colour[1:].upper()


def paint(colour: str) -> RGBColor:
    """Return a colour as python-pptx takes it."""
    made: RGBColor = RGBColor.from_string(rgb(colour))
    return made


def faces(run: Any) -> None:
    """Give some words faces for Latin and Cyrillic, for Korean and for what is written from right to left."""
    run.font.name = LATIN
    properties = run._r.get_or_add_rPr()  # noqa: SLF001 - python-pptx knows the Latin face alone
    for tag, face in (("a:ea", KOREAN), ("a:cs", COMPLEX)):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
        made = properties.makeelement(qn(tag), {"typeface": face})
        after = properties.findall(qn("a:latin")) + properties.findall(qn("a:ea"))
        after[-1].addnext(made)


class Deck:
    """A presentation of one slide or more, measured in the pixels of the figure; its titles are native."""

    def __init__(self, dataset: Dataset, spec: FigureSpec) -> None:
        self.words, self.theme = words_of(dataset, spec), THEMES[spec.theme]
        self.per_point = spec.size.dpi / 72
        self.head_px = spec.size.height_px * TITLE_SHARE
        self._dataset, self._spec = dataset, spec
        self._alternative = alternative_text(dataset, spec)
        self._deck = Presentation()
        wide, high = self.emu_of(spec.size.width_px), self.emu_of(spec.size.height_px)
        self._deck.slide_width, self._deck.slide_height = Emu(wide), Emu(high)
        self.turn(self.words.title)

    def turn(self, title: str) -> None:
        """Add a slide: what is written from here on stands on it."""
        layout = next(one for one in self._deck.slide_layouts if one.name == "Title Only")
        self.slide = self._deck.slides.add_slide(layout)
        self.slide.background.fill.solid()
        self.slide.background.fill.fore_color.rgb = paint(self.theme.page)
        size = self._spec.size
        self._write_title(title, self.emu_of(size.width_px), self.emu_of(size.height_px))

    def emu_of(self, pixels: float) -> int:
        """Return a length in PowerPoint's own unit."""
        return round(pixels / self._spec.size.dpi * _EMU_PER_INCH)

    def emu(self, left: float, top: float, wide: float, high: float) -> tuple[Emu, Emu, Emu, Emu]:
        """Return a place in PowerPoint's own unit."""
        return (Emu(self.emu_of(left)), Emu(self.emu_of(top)), Emu(self.emu_of(wide)), Emu(self.emu_of(high)))

    def _write_title(self, text: str, wide: int, high: int) -> None:
        margin, head = round(wide * 0.0208), round(high * TITLE_SHARE)
        title = self.slide.shapes.title
        title.left, title.top = Emu(margin), Emu(round(high * 0.015))
        title.width, title.height = Emu(wide - 2 * margin), Emu(head - round(high * 0.015))
        frame = title.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.text = text
        paragraph = frame.paragraphs[0]
        paragraph.alignment = 1
        run = paragraph.runs[0]
        run.font.size, run.font.bold = Pt(_title_points(text, wide, high)), True
        run.font.color.rgb = paint(self.theme.ink)
        faces(run)

    def write(self, lines: Sequence[tuple[str, float, str]], left: float, top: float, wide: float) -> float:
        """Write paragraphs (text, points, colour) into a box; return how high they are at the most."""
        kept = [line for line in lines if line[0]]
        high = 0.0
        for text, points, _ in kept:
            rows = max(1, -(-width(text, "regular") * points * self.per_point * 1.06 // wide))
            high += rows * points * self.per_point * 1.3
        frame = self.slide.shapes.add_textbox(*self.emu(left, top, wide, high)).text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        for index, (text, points, colour) in enumerate(kept):
            paragraph = frame.paragraphs[0] if not index else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = text
            run.font.size, run.font.color.rgb = Pt(round(points * 10) / 10), paint(colour)
            faces(run)
        return high

    def show(self, picture: bytes) -> None:
        """Set a picture below the title, as wide as the slide."""
        size = self._spec.size
        wide, high = self.emu_of(size.width_px), self.emu_of(size.height_px)
        head = round(high * TITLE_SHARE)
        shape = self.slide.shapes.add_picture(io.BytesIO(picture), 0, Emu(head), Emu(wide), Emu(high - head))
        shape.name = "Figure"
        self.describe(shape._element.nvPicPr.cNvPr)  # noqa: SLF001 - python-pptx has no name for it

    def describe(self, properties: Any) -> None:
        """Give a shape the figure's text alternative."""
        properties.set("descr", self._alternative)

    def saved(self, described: str = "") -> bytes:
        """Return the file. `described` is what the figure is of, where no picture says it."""
        words = self.words
        for slide in self._deck.slides:
            slide.notes_slide.notes_text_frame.text = notes(self._dataset, self._spec, words)
        about = self._deck.core_properties
        about.title, about.subject, about.author, about.keywords = (
            words.title[:250],
            words.caveat,
            "Muster",
            f"Muster, {words.version}",
        )
        about.last_modified_by, about.revision = "Muster", 1
        about.created = about.modified = about.last_printed = _MADE
        if described:
            body = f'<?xml version="1.0" encoding="UTF-8"?>\n<muster xmlns="urn:muster:figure">{escape(described)}</muster>'
            part = Part(
                PackURI(f"/{DESCRIBED_IN}"), "application/xml", self._deck.part.package, body.encode()
            )
            self._deck.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
        out = io.BytesIO()
        self._deck.save(out)
        return _steady(out.getvalue())


def _title_points(title: str, wide_emu: int, high_emu: int) -> float:
    """Return the largest size at which a title fits its room, in a face that may run a tenth wider than ours."""
    wide = wide_emu / _EMU_PER_INCH * 72 * 0.95
    high = high_emu / _EMU_PER_INCH * 72 * (TITLE_SHARE - 0.015)
    run = width(title, "bold") * 1.1
    for size in (28.0, 24.0, 20.0, 17.0, 14.0, 12.0, 10.0):
        lines = -(-run * size // wide)
        if lines * size * 1.22 <= high:
            return size
    return 8.0


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
