"""Figures as files: the same bytes each time, made anew from what they say of themselves, whole or not at all."""

import io
import re
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from shutil import which

import imageio_ffmpeg
import numpy as np
import pytest
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from muster.drawing import write
from muster.errors import FigureError, StoppedError
from muster.figures import frames
from muster.figures.frames import steps_of
from muster.figures.save import read_metadata
from muster.figures.spec import FigureSpec, Size
from muster.figures.write import check_letters, figure_bytes, write_figure
from muster.query import Selection
from muster.ui.present.files import endings_of

SMALL = Size(960, 540, 72)
SPEC = FigureSpec(
    size=SMALL, title="북한군 · Уссурийск $5$ (a) \\b & <b>", note="Заметка", handling="TLP:GREEN", theme="dark",
    selection=Selection(event_from=date(2024, 10, 16), originators=("nis", "gur")), extent="Far East",
)  # fmt: skip


@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf", ".pptx"])
def test_the_same_spec_gives_the_same_bytes_and_says_what_it_is_of(shipped, tmp_path, ending):
    first, second = tmp_path / f"one{ending}", tmp_path / f"two{ending}"
    for file in (first, second):
        write_figure(shipped, SPEC, file)
    assert first.read_bytes() == second.read_bytes()
    described = read_metadata(first)
    assert described["data_version"] == shipped.version
    made_anew = FigureSpec.from_json(described["figure"])
    assert (made_anew.selection, made_anew.title, made_anew.handling) == (
        SPEC.selection,
        SPEC.title,
        SPEC.handling,
    )
    if ending != ".pptx":
        assert made_anew == SPEC
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_a_picture_has_a_text_alternative(shipped):
    said = "Reported, not confirmed."
    svg = figure_bytes(shipped, SPEC, ".svg").decode()
    assert 'role="img" aria-labelledby="muster-title muster-description"' in svg
    assert said in svg
    assert "<b>" not in svg
    with Image.open(io.BytesIO(figure_bytes(shipped, SPEC, ".png"))) as image:
        assert said in image.text["Description"]


def test_a_slide_has_a_native_title_notes_and_the_picture_at_full_resolution(shipped, tmp_path):
    file = tmp_path / "slide.pptx"
    spec = FigureSpec(title="Who was reported where", handling="TLP:GREEN")
    write_figure(shipped, spec, file)
    deck = Presentation(str(file))
    (slide,) = deck.slides
    assert (deck.slide_width, deck.slide_height) == (12_192_000, 6_858_000)
    assert slide.shapes.title.text_frame.text == "Who was reported where"
    notes = slide.notes_slide.notes_text_frame.text
    assert "Sources by weight (claims): South Korea NIS (18)" in notes
    assert "93 claims: 42 shown, 9 with no place on a map, 42 background" in notes
    assert "Reported, not confirmed." in notes
    picture = next(shape for shape in slide.shapes if shape.name == "Figure")
    assert picture.image.size[0] == 1920
    assert "Map: Who was reported where." in picture._element.nvPicPr.cNvPr.get("descr")
    bottom = picture.top + picture.height
    assert slide.shapes.title.top + slide.shapes.title.height <= picture.top
    assert bottom <= deck.slide_height


@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not here: the slide is not opened in it")
@pytest.mark.parametrize("kind", ["map", "timeline", "brief"])
def test_libreoffice_shows_the_title_as_words_and_the_whole_picture_below_it(shipped, tmp_path, kind):
    file = tmp_path / "slide.pptx"
    write_figure(shipped, FigureSpec(kind=kind, title="Who was reported where", size=SMALL), file)
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    (page,) = PdfReader(tmp_path / "slide.pdf").pages
    assert page.extract_text().strip() == "Who was reported where"
    assert float(page.mediabox.width) / float(page.mediabox.height) == pytest.approx(16 / 9, rel=0.01)
    (picture,) = page.images
    shown = np.asarray(picture.image.convert("L"))
    assert shown.shape[1] == SMALL.width_px
    assert shown.std() > 20


def test_a_play_has_a_frame_for_each_day_on_which_something_changes(shipped):
    steps = steps_of(shipped, FigureSpec(kind="frames"))
    ends = [step.selection.event_to for step in steps[:-1]]
    assert {step.selection.event_from for step in steps[:-1]} == {date(2024, 10, 8)}
    assert ends == sorted(set(ends))
    assert (steps[-1].selection, steps[-1].words) == (Selection(), "all dates"), "it ends on the view itself"
    asked = Selection(event_from=date(2024, 10, 16), event_to=date(2024, 10, 24))
    assert steps_of(shipped, FigureSpec(kind="frames", selection=asked))[-1].selection == asked
    days = steps_of(shipped, FigureSpec(kind="frames", step="day"))
    assert len(days) == 30
    assert [step.words for step in days[:2]] == ["8 Oct 2024", "8 to 9 Oct 2024"]


def test_a_play_of_what_was_known_has_a_frame_for_each_day_on_which_something_was_said(shipped):
    steps = steps_of(shipped, FigureSpec(kind="frames", clock="known"))
    days = [step.selection.as_of for step in steps]
    assert days[:1] == [date(2024, 10, 18)]
    assert days[:-1] == sorted(set(days[:-1]))
    assert (days[-1], steps[-1].words) == (None, "all that was published")
    assert all(step.selection.event_from is None for step in steps)
    until = FigureSpec(kind="frames", clock="known", selection=Selection(as_of=date(2024, 10, 24)))
    assert steps_of(shipped, until)[-1].words == "as known on 24 Oct 2024"


def test_every_frame_gives_the_year_with_each_day(shipped):
    spec = FigureSpec(kind="frames", size=Size(960, 540, 72))
    steps = steps_of(shipped, spec)
    held = frames._held(shipped, spec, steps)
    dated = []
    for step in steps:
        canvas = frames._draw(shipped, spec, step, held, 0.5)
        words = [text for text, _, group in canvas.texts if group == "label-line"]
        dated += [text for text in words if re.search(r"\d (Oct|Nov)\b", text)]
    assert len(dated) >= 3
    assert all(re.search(r"(Oct|Nov) 2024", text) for text in dated)


def test_a_gif_plays_and_keeps_paper_white(shipped, tmp_path):
    file = tmp_path / "play.gif"
    seen = []
    write_figure(
        shipped,
        FigureSpec(kind="frames", size=Size(480, 270, 72), step="week"),
        file,
        lambda done, of: not seen.append((done, of)),
    )
    with Image.open(file) as image:
        assert (image.n_frames, image.size) == (5, (480, 270))
        first = np.asarray(image.convert("RGB"))
        image.seek(4)
        last = np.asarray(image.convert("RGB"))
    assert (first[1, 1] == 255).all()
    assert (first != last).any()
    assert seen == [(n, 5) for n in range(6)]


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # the reader leaves its pipes to be collected
def test_a_film_decodes_to_its_frames(shipped, tmp_path):
    file = tmp_path / "play.mp4"
    write_figure(shipped, FigureSpec(kind="frames", size=Size(480, 270, 72), step="week", seconds=0.5), file)
    reader = imageio_ffmpeg.read_frames(str(file))
    about = next(reader)
    assert about["source_size"] == (480, 270)
    assert len(list(reader)) == 5 * 5 + 5 * 2


def test_stopped_work_leaves_no_file_and_keeps_what_was_there(shipped, tmp_path):
    file = tmp_path / "play.gif"
    file.write_bytes(b"before")
    with pytest.raises(StoppedError, match="no file was written"):
        write_figure(
            shipped, FigureSpec(kind="frames", size=Size(480, 270, 72)), file, lambda done, _: done < 1
        )
    assert [path.name for path in tmp_path.iterdir()] == ["play.gif"]
    assert file.read_bytes() == b"before"


@pytest.mark.parametrize(
    "name", ["other.png", "other.svg", "other.pdf", "other.pptx", "other.html", "other.txt"]
)
def test_a_file_of_others_is_told_apart(tmp_path, name):
    file = tmp_path / name
    if name.endswith(".png"):
        Image.new("RGB", (4, 4)).save(file)
    elif name.endswith(".pptx"):
        with zipfile.ZipFile(file, "w") as package:
            package.writestr("a", "b")
    else:
        file.write_text("nothing of ours")
    with pytest.raises(FigureError, match=r"no figure of Muster|only these say"):
        read_metadata(file)


@pytest.mark.parametrize("kind", ["map", "brief", "frames"])
def test_a_wrong_ending_names_every_one_that_there_is(shipped, tmp_path, kind):
    with pytest.raises(FigureError) as caught:
        write(shipped, FigureSpec(kind=kind), tmp_path / "figure.jpg")
    said = set(re.findall(r"\.[a-z0-9]+", str(caught.value))) - {".jpg"}
    assert said == set(endings_of(kind))


def test_a_wrong_ending_and_a_letter_without_a_font_are_refused(shipped, tmp_path):
    with pytest.raises(FigureError, match=r"is written as \.png, \.svg, \.pdf, \.pptx"):
        write_figure(shipped, FigureSpec(), Path("map.gif"))
    with pytest.raises(FigureError, match="no vendored font has the characters '漢字'"):
        check_letters(shipped, FigureSpec(title="漢字"))
    check_letters(shipped, FigureSpec(title="하바롭스크 Хабаровськ Ґ Łódź Ελλάδα"))
    with pytest.raises(FigureError, match="cannot be written"):
        write_figure(shipped, FigureSpec(size=SMALL), tmp_path / "none" / "map.png")
