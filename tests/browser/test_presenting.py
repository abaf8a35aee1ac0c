"""The page that makes figures in a real browser: a download has the bytes of the command, a film can be stopped and made."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import run
from urllib.parse import urljoin

import pytest
from app_server import ROOT, Server
from visiting import Visit

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
PICTURE = ".st-key-picture img"


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


def test_a_film_is_stopped_without_a_file_and_made_at_the_second_time(server: Server, visit: Open) -> None:
    v = visit(server.url + "/present?draw=frames&every=day&to=2024-10-16&size=640x360")
    page = v.page
    page.wait_for_selector(PICTURE, timeout=60_000)
    v.settled()
    page.get_by_role("button", name="Make GIF").click()
    page.get_by_role("button", name="Stop", exact=True).click(timeout=30_000)
    page.get_by_text("stopped: no file was written.").wait_for(timeout=30_000)
    page.get_by_role("button", name="Make GIF").click()
    take = page.get_by_role("button", name="Download GIF")
    take.wait_for(timeout=60_000)
    with page.expect_download() as waiting:
        take.click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"GIF89a")
