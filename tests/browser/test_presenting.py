"""The page that makes figures in a real browser: a download has the bytes of the command, a film can be stopped and made."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import run
from urllib.parse import quote, urljoin

import pytest
from app_server import ROOT, Server
from playwright.sync_api import Page
from pptx import Presentation
from visiting import Visit

from muster.figures.save import read_metadata

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
PICTURE = ".st-key-picture img"
TITLE = "Who was reported where"


def test_a_download_has_the_bytes_that_the_command_writes(
    server: Server, visit: Open, tmp_path: Path
) -> None:
    v = visit(
        server.url + "/present?asof=2024-10-24&draw=brief&theme=print&size=a4&note=Seen&handling=TLP:AMBER"
    )
    page = v.page
    page.wait_for_selector(PICTURE, timeout=60_000)
    v.settled()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="PNG", exact=True).click()
    page.get_by_role("button", name="From a terminal").click()
    command = shlex.split(page.locator("[data-testid=stCode]").inner_text())
    run([Path(sys.executable).parent / "muster", *command[1:], "--data", str(ROOT)], cwd=tmp_path, check=True)
    content = (tmp_path / "figure.png").read_bytes()
    assert Path(waiting.value.path()).read_bytes() == content
    shown = page.locator(PICTURE).get_attribute("src")
    assert shown
    assert page.request.get(urljoin(server.url, shown)).body() == content
    assert not v.outside


def taken(page: Page, name: re.Pattern[str], path: Path) -> bytes:
    with page.expect_download(timeout=90_000) as waiting:
        page.get_by_role("button", name=name).click()
    waiting.value.save_as(path)
    return path.read_bytes()


def test_every_format_of_a_still_is_what_it_says_and_holds_title_and_selection(
    server: Server, visit: Open, tmp_path: Path
) -> None:
    """One page, each button once: content of its kind, the title in it, and the selection where the format can hold it."""
    v = visit(server.url + f"/present?asof=2024-10-24&size=640x360&title={quote(TITLE)}")
    v.page.wait_for_selector(PICTURE, timeout=60_000)
    v.settled()
    png = taken(v.page, re.compile("^PNG$"), tmp_path / "a.png")
    svg = taken(v.page, re.compile("^SVG$"), tmp_path / "a.svg")
    pdf = taken(v.page, re.compile("^PDF$"), tmp_path / "a.pdf")
    taken(v.page, re.compile("^PowerPoint$"), tmp_path / "a.pptx")
    html = taken(v.page, re.compile("^HTML"), tmp_path / "a.html")
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert pdf.startswith(b"%PDF-")
    assert f">{TITLE}</title>" in svg.decode()
    assert TITLE in html.decode()
    for name in ("a.png", "a.svg", "a.pdf", "a.pptx", "a.html"):
        figure = read_metadata(tmp_path / name)["figure"]
        assert (figure["title"], figure["selection"]) == (TITLE, "asof=2024-10-24"), name
    slide = Presentation(str(tmp_path / "a.pptx")).slides[0]
    assert slide.shapes.title is not None
    assert slide.shapes.title.text_frame.text == TITLE
    assert not v.outside


def test_a_film_says_how_far_it_is_is_stopped_without_a_file_and_made_at_the_second_time(
    server: Server, visit: Open, tmp_path: Path
) -> None:
    v = visit(server.url + "/present?draw=frames&every=day&to=2024-10-16&size=640x360")
    page = v.page
    page.wait_for_selector(PICTURE, timeout=60_000)
    v.settled()
    page.get_by_role("button", name="Make GIF").click()
    page.get_by_text(re.compile(r"^(Laying the frames out|Frame \d+ of \d+)$")).wait_for(timeout=30_000)
    page.get_by_role("button", name="Stop", exact=True).click(timeout=30_000)
    page.get_by_text("Stopped: no file was written.").wait_for(timeout=90_000)
    for name, ending in (("GIF", "gif"), ("MP4", "mp4")):
        page.get_by_role("button", name=f"Make {name}").click()
        page.get_by_role("button", name=f"Download {name}").wait_for(timeout=90_000)
        film = taken(page, re.compile(f"^Download {name}"), tmp_path / f"a.{ending}")
        assert film[4:8] == b"ftyp" if name == "MP4" else film.startswith(b"GIF89a"), name
    assert page.get_by_role("button", name="Download GIF").is_visible(), (
        "what was made stays beside what is made next"
    )


def test_on_a_telephone_the_figure_and_its_files_are_seen_before_the_choices(
    server: Server, visit: Open
) -> None:
    v = visit(server.url + "/present?size=640x360", width=390, height=844)
    v.page.wait_for_selector(PICTURE, timeout=60_000)
    v.settled()
    box = v.page.locator(PICTURE).bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 500
    assert v.page.get_by_role("button", name="PNG", exact=True).is_visible()
    v.page.get_by_label("Title").scroll_into_view_if_needed()
    assert v.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_on_a_laptop_a_frame_is_seen_whole_below_what_turns_them_over(server: Server, visit: Open) -> None:
    v = visit(server.url + "/present?draw=frames", width=1366, height=768)
    v.page.wait_for_selector(PICTURE, timeout=60_000)
    v.settled()
    box = v.page.locator(PICTURE).bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 768
