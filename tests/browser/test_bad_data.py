"""Faulty tables: one page that lists all faults, nothing half loaded, and the map again once they are mended."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from app_server import ROOT, Server
from visiting import Visit

from muster.check import check

pytestmark = pytest.mark.browser

TABLES = ("sources.csv", "documents.csv", "assertions.csv", "claims.csv", "areas.csv", "dataset.toml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "geodata").mkdir()
    shutil.copy(ROOT / "gazetteer.csv", tmp_path)
    for name in TABLES:
        shutil.copy(ROOT / "geodata" / name, tmp_path / "geodata")
    return tmp_path


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file.name} no longer holds {old!r}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def spoil(folder: Path) -> None:
    claims = folder / "geodata" / "claims.csv"
    change(claims, ",ussuriysk,", ",ussurisk,")
    change(claims, "2024-10-16,2024-10-16", "31/02/2024,03/04/2024")
    change(claims, ",240,", ",-5,")
    lines = claims.read_text(encoding="utf-8").splitlines(keepends=True)
    claims.write_text("".join([*lines, lines[1], "Z99a,only,three\n"]), encoding="utf-8")
    change(folder / "gazetteer.csv", "43.10562,131.87353", "131.87353,43.10562")


def table_text(v: Visit) -> str:
    """Return what stands in the one table of the page: a canvas, with its cells beside it for a screen reader."""
    v.page.locator("[data-testid=stDataFrame] canvas").first.wait_for()
    assert v.page.locator("[data-testid=stDataFrame]").count() == 1
    cells = v.page.locator("[data-testid=stDataFrame] table [role=gridcell]")
    cells.first.wait_for(state="attached")
    return " ".join(" ".join(cells.all_text_contents()).split())


def test_every_fault_stands_on_the_page_and_in_the_terminal_and_mending_them_brings_the_map_back(
    folder: Path, visit: Callable[..., Visit]
) -> None:
    sound = {name: (folder / "geodata" / name).read_bytes() for name in TABLES}
    gazetteer = (folder / "gazetteer.csv").read_bytes()
    spoil(folder)
    values = [fault.value for fault in check(folder)]
    for value in ("ussurisk", "31/02/2024", "03/04/2024", "-5"):
        assert value in values
    assert any(
        "twice" in f.problem or "duplicate" in f.problem.lower() or "already" in f.problem
        for f in check(folder)
    )
    assert any(f.file.endswith("gazetteer.csv") and "swap" in (f.problem + f.remedy) for f in check(folder))

    told = subprocess.run(
        [sys.executable, "-c", "from muster.cli import main; main()", "check", "--data", str(folder)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 1
    assert "Traceback" not in told.stdout + told.stderr
    for value in ("ussurisk", "31/02/2024", "03/04/2024", "-5"):
        assert value in told.stdout + told.stderr

    with Server(folder) as server:
        v = visit(server.url)
        v.page.wait_for_selector("text=The data has faults", timeout=60_000)
        page = v.page.inner_text("body")
        assert f"{len(values)} in all" in page
        assert "Traceback" not in page
        assert v.page.locator(".st-key-frame, .st-key-panel, .st-key-who, iframe").count() == 0
        table = table_text(v)
        for fault in check(folder):
            for words in (fault.file, fault.column, fault.value, fault.problem, fault.remedy):
                assert " ".join(words.split()) in table
        assert v.page.request.get(f"{server.url}/api/claims/x.json").status == 503

        for name, body in sound.items():
            (folder / "geodata" / name).write_bytes(body)
        (folder / "gazetteer.csv").write_bytes(gazetteer)
        v.page.reload()
        v.ready()
        assert v.report()["tally"]["total"] == 93
