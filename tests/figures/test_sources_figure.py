"""The table of sources: who said what, in order of weight, as a picture and as a table on a slide; and slides in any script."""

import io
import itertools
import os
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import which

import pytest
from PIL import Image
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt
from pypdf import PdfReader

from muster.errors import FigureError
from muster.figures.canvas import Canvas
from muster.figures.fonts import FONTS
from muster.figures.save import read_metadata
from muster.figures.sources.rows import row_words, source_rows
from muster.figures.sources.table import draw_sources, draw_table, lay_out_pages
from muster.figures.spec import SIZES, FigureSpec, Size
from muster.figures.words import NO_SOURCE
from muster.figures.write import figure_bytes, write_figure
from muster.query import Selection
from muster.query.speakers import sources
from muster.words import range_words

SPEC = FigureSpec(kind="sources", handling="TLP:AMBER", note="What to look at")
LIBREOFFICE = pytest.mark.skipif(
    which("soffice") is None, reason="LibreOffice is not here: the slide is not opened in it"
)


def written(canvas, group):
    return " ".join(text for text, _, of in canvas.texts if of == group)


def test_the_rows_say_who_said_what_and_how_far_it_is_borne_out(shipped):
    rows = {row.source_id: row for row in source_rows(shipped, Selection())}
    nis = rows["nis"]
    assert (nis.name, nis.kind, nis.claims) == ("South Korea NIS", "Intelligence service", 18)
    assert (nis.present, nis.planned, nis.spoken) == ("about 1,500", "12,000", "18 Oct to 6 Nov 2024")
    assert nis.standing == ("1 corroborated in part", "2 disputed", "6 alone")
    assert (rows["gur"].present, rows["gur"].planned) == ("over 7,000", "")
    assert (rows["suspilne"].present, rows["suspilne"].deserted) == ("", "18 over 2 places")
    assert rows["north-korea"].reported == "Denies: Officers in occupied eastern Ukraine"
    assert rows["north-korea"].standing == ("1 answer to others",)


@pytest.mark.parametrize("size", ["1920x1080", "a4-portrait"])
def test_deserters_are_not_said_to_be_present(shipped, size):
    canvas = draw_sources(shipped, replace(SPEC, size=SIZES[size]))
    assert "18 over 2 places deserted" in written(canvas, "table")
    told = row_words(next(row for row in source_rows(shipped, Selection()) if row.source_id == "suspilne"))
    assert "18 over 2 places reported deserted" in told
    assert "present" not in told


def test_who_is_carried_on_does_not_speak_again(shipped):
    by_source = {speaker.source_id: speaker for speaker in sources(shipped, Selection())}
    rows = source_rows(shipped, Selection())
    assert {row.source_id: row.spoken for row in rows} == {
        key: range_words(by_source[key].first_said, by_source[key].last_said)
        for key in (row.source_id for row in rows)
    }


def test_a_grade_that_cannot_be_judged_is_said_to_be_that_and_sorts_nobody_down(shipped):
    rows = source_rows(shipped, Selection())
    assert (rows[0].grade, rows[0].grade_words) == ("F 6", "cannot be judged")
    assert [row.name for row in rows[:2]] == ["South Korea NIS", "Ukraine GUR"]
    kinds = [row.kind for row in rows]
    assert kinds[-1] == "No source is named"
    assert kinds.index("Lawmaker, informed by South Korea NIS") > 1


def test_every_shown_claim_is_in_one_row(shipped):
    for selection in (Selection(), Selection(event_to=date(2024, 10, 18), as_of=date(2024, 10, 19))):
        shown = sum(row.claims for row in source_rows(shipped, selection))
        canvas = draw_sources(shipped, replace(SPEC, selection=selection))
        assert f" {shown} shown" in written(canvas, "tally")


@pytest.mark.parametrize("size", SIZES)
def test_the_table_carries_the_furniture_of_every_figure_and_nothing_overlaps(shipped, size):
    canvas = draw_sources(shipped, replace(SPEC, size=SIZES[size]))
    assert written(canvas, "title") == shipped.title
    assert written(canvas, "clock").startswith("Happened ")
    assert "Intelligence service" in written(canvas, "legend")
    assert "F and 6 mean that it cannot be judged" in written(canvas, "legend")
    assert written(canvas, "caveat") == "Reported, not confirmed"
    assert written(canvas, "handling") == "TLP:AMBER TLP:AMBER"
    assert f"Data {shipped.version}" in written(canvas, "version")
    for row in source_rows(shipped, Selection()):
        assert row.name.split()[0] in written(canvas, "table")
    boxes = [(text, box) for text, box, _ in canvas.texts]
    for index, (text, a) in enumerate(boxes):
        assert a[0] >= 0, text
        assert a[2] <= canvas.size.width_px, text
        for other, b in boxes[index + 1 :]:
            across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
            assert min(across, down) <= 2 * canvas.unit, f"{text!r} lies over {other!r}"


LONG = "Verteidigungsnachrichtenagentur"


def test_a_long_name_is_set_smaller_before_it_is_broken_and_broken_with_a_hyphen(shipped):
    rows = source_rows(shipped, Selection())
    canvas = Canvas(SIZES["1920x1080"], "light")
    (named,) = (replace(row, carried=f"{LONG}, Suspilne") for row in rows[:1])
    draw_table(canvas, [named, *rows[1:4]], (40.0, 200.0, 1880.0, 900.0))
    assert f"{LONG}," in written(canvas, "table").split()
    canvas = Canvas(SIZES["1920x1080"], "light")
    draw_table(canvas, [replace(rows[0], carried=LONG * 3)], (40.0, 200.0, 1880.0, 900.0))
    pieces = [text for text, _, group in canvas.texts if group == "table" and text.rstrip("-") in LONG * 3]
    assert "".join(piece.rstrip("-") for piece in pieces) == LONG * 3
    assert all(piece.endswith("-") for piece in pieces[:-1])


def test_what_there_is_no_room_for_is_counted(shipped):
    canvas = draw_sources(shipped, replace(SPEC, size=Size(900, 420), note=""))
    assert " more sources with " in written(canvas, "table")


def test_no_source_is_one_clear_line(shipped):
    asked = replace(SPEC, selection=Selection(originators=("-",)))
    assert written(draw_sources(shipped, asked), "nothing") == NO_SOURCE
    assert figure_bytes(shipped, asked, ".pptx").startswith(b"PK")


def test_the_picture_is_heard_row_by_row(shipped):
    with Image.open(io.BytesIO(figure_bytes(shipped, SPEC, ".png"))) as image:
        said = image.text["Description"]
    assert said.startswith("Table of sources: North Korean troops reported in Russia.")
    assert "Ukraine GUR (intelligence service): " in said
    assert "over 7,000 reported present; spoken 21 Oct 2024; 4 claims" in said


def test_on_a_slide_it_is_a_table_that_can_be_made_again(shipped, tmp_path):
    first, second = tmp_path / "one.pptx", tmp_path / "two.pptx"
    for file in (first, second):
        write_figure(shipped, SPEC, file)
    assert first.read_bytes() == second.read_bytes()
    assert FigureSpec.from_json(read_metadata(first)["figure"]) == SPEC
    slides = list(Presentation(str(first)).slides)
    tables = [next(shape for shape in slide.shapes if shape.has_table) for slide in slides]
    named = []
    for frame in tables:
        assert [cell.text for cell in frame.table.rows[0].cells][:4] == [
            "Who",
            "Reported",
            "Present",
            "Planned",
        ]
        named += [row.cells[0].text.split("\n")[0] for row in frame.table.rows][1:]
        assert frame._element.nvGraphicFramePr.cNvPr.get("descr").startswith("Table of sources")
    assert named == [row.name for row in source_rows(shipped, Selection())]
    assert [slide.shapes.title.text for slide in slides] == [
        shipped.title,
        *(f"{shipped.title} ({n} of {len(slides)})" for n in range(2, len(slides) + 1)),
    ]
    for slide in slides:
        said = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for words in (
            "TLP:AMBER",
            "What to look at",
            "Reported, not confirmed",
            "93 claims",
            f"Data {shipped.version}",
            "Happened",
            f" of {len(named)}",
        ):
            assert words in said, words
        assert "18 Oct to 24 Nov 2024" in slide.notes_slide.notes_text_frame.text


@pytest.mark.parametrize("size", SIZES)
def test_a_slide_s_table_is_read_from_the_back_of_a_room(shipped, size):
    deck = Presentation(io.BytesIO(figure_bytes(shipped, replace(SPEC, size=SIZES[size]), ".pptx")))
    least = 10 * min(deck.slide_width / Inches(13.333), 1)
    assert len(deck.slides) > 1
    for slide in deck.slides:
        frame = next(shape for shape in slide.shapes if shape.has_table)
        cells = [cell.text_frame for row in frame.table.rows for cell in row.cells]
        sizes = [run.font.size.pt for text in cells for line in text.paragraphs for run in line.runs]
        assert min(sizes) >= least - 0.1
        assert sum(row.height for row in frame.table.rows) <= frame.height + Pt(1)
        boxes = sorted((shape.top, shape.top + shape.height) for shape in slide.shapes)
        assert all(below[0] >= above[1] - Pt(1) for above, below in itertools.pairwise(boxes))
        assert boxes[-1][1] <= deck.slide_height


def test_what_more_slides_would_take_is_counted(shipped):
    rows = source_rows(shipped, Selection())
    canvas = Canvas(SIZES["1920x1080"], "light")
    pages = lay_out_pages(canvas, rows, (1700.0, 400.0), 1.25, 2)
    assert len(pages) == 2
    assert (*pages[0].rows, *pages[1].rows, *pages[1].rest) == rows
    assert pages[1].rest_words.startswith(f"and {len(pages[1].rest)} more sources with ")
    with pytest.raises(FigureError, match="no room"):
        lay_out_pages(canvas, rows, (1700.0, 20.0), 1.25, 2)


def test_a_native_title_names_a_face_for_each_script(shipped):
    body = figure_bytes(shipped, FigureSpec(title="북한군 · Где сообщали", size=Size(960, 540, 72)), ".pptx")
    (slide,) = Presentation(io.BytesIO(body)).slides
    properties = slide.shapes.title.text_frame.paragraphs[0].runs[0]._r.rPr
    assert {tag: properties.find(qn(f"a:{tag}")).get("typeface") for tag in ("latin", "ea", "cs")} == {
        "latin": "Inter", "ea": "Noto Sans KR", "cs": "Inter"
    }  # fmt: skip


@LIBREOFFICE
def test_libreoffice_shows_the_table_and_a_korean_and_russian_title(shipped, tmp_path):
    spec = replace(SPEC, title="북한군 · Где сообщали о войсках")
    slide = tmp_path / "slide.pptx"
    write_figure(shipped, spec, slide)
    about = tmp_path / "fonts.conf"
    about.write_text(
        f'<?xml version="1.0"?><fontconfig><dir>{FONTS}</dir><cachedir>{tmp_path / "cache"}</cachedir></fontconfig>'
    )
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    run = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(slide)]
    subprocess.run(
        run, check=True, capture_output=True, timeout=240, env={**os.environ, "FONTCONFIG_FILE": str(about)}
    )
    pdf = tmp_path / "slide.pdf"
    pages = PdfReader(pdf).pages
    said = "\n".join(page.extract_text() for page in pages)
    assert "북한군 · Где сообщали о войсках" in said
    assert "South Korea NIS" in said
    assert "Unattributed" in said
    assert len(pages) == len(Presentation(str(slide)).slides)
    assert b"NotoSansKR" in Path(pdf).read_bytes()
