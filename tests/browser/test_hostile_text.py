"""Text that would be code somewhere, in every field of every table, shows as itself: on the server and in Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from app_server import ROOT, Server
from hostile_data import FOLDER, HOSTILE, hostile, make
from visiting import Visit

from muster.check import check, load_checked

pytestmark = pytest.mark.browser

BINS = ("shown", "outside", "no_date", "no_place", "not_yet_known", "filtered", "background", "total")
PLACES = (
    "bolivia",
    "camp-oruro",
    "la-paz-department",
    "oruro-department",
    "peru",
    "puerto-acosta",
    "salt-flats",
)
SHOWN = [
    *(("dataset", key, "toml") for key in ("title", "subtitle", "about", "extent")),
    *(("sources", "short_name", key) for key in ("bolivian-army", "ministry", "radio-lago", "ruritania")),
    *(("documents", "title", key) for key in ("bulletin-7", "communique", "undated-leaflet")),
    ("assertions", "label", "column-600"),
    *(("claims", "summary", key) for key in ("B1a", "B2a", "B3b", "B4a", "M1a", "M2a", "M4a", "R1a")),
    *(("claims", column, "B2a") for column in ("locator", "count_text", "judgement")),
    *(("gazetteer", "name", key) for key in PLACES),
    *(("gazetteer", column, "camp-oruro") for column in ("radius_basis", "coordinate_basis", "note")),
]
"""What the map page shows of the data, somewhere on the walk below."""
MADE_FROM_TEXT = """() => [
  ...[...document.images].filter((i) => !i.closest("[data-testid=stLogo], header, [data-testid=stSidebarHeader]")),
  ...document.querySelectorAll("a[href*='x.example'], a[href^='javascript'], iframe[srcdoc], .katex, [data-testid=stIconMaterial][title]"),
  ...[...document.querySelectorAll("b, strong, em, i, u, del, code, script, [role=img], [translate=no]")]
    .filter((e) => /^(bold|em|strong|u|gone|tick|bug_report|x|y|window\\.hacked.*)$/.test(e.textContent.trim())),
].map((e) => e.outerHTML.slice(0, 200))"""


def plain(text: str) -> str:
    """Return text with its spaces as HTML shows them, and without the joiner that keeps a label's words as they are."""
    return " ".join(text.replace("\u2060", "").split())


class Walk:
    """One reader's way through the app, with everything that was ever on the screen."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.page = visit.page
        self.seen: set[str] = set()
        self.made: set[str] = set()
        self.dialogs: list[str] = []
        self.requests: list[str] = []
        self.page.on("dialog", self._refuse)
        self.page.on("request", lambda request: self.requests.append(request.url))

    def _refuse(self, dialog: object) -> None:
        self.dialogs.append(dialog.message)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    def look(self) -> None:
        for part in self.page.frames:
            self.seen.add(plain(part.evaluate("() => document.body.textContent")))
            self.made |= set(part.evaluate(MADE_FROM_TEXT))
            assert part.evaluate("() => window.hacked") is None

    def act(self, do: Callable[[], object]) -> None:
        do()
        self.visit.settled()
        self.look()

    def hover_a_mark(self) -> str:
        """Point at every drawn mark until one answers; return what the card beside it says."""
        points = self.visit.frame.evaluate(
            """() => { const { map, marks } = muster.frame, found = [];
              const size = map.getSize();
              for (let y = 4; y < size.y; y += 6) for (let x = 4; x < size.x; x += 6)
                if (marks.hit(L.point(x, y)) >= 0 && document.elementFromPoint(x, y).closest(".leaflet-container")
                    && !document.elementFromPoint(x, y).closest("button, .muster-card")) found.push([x, y]);
              return found; }"""
        )
        box = self.page.locator(".st-key-frame iframe").bounding_box()
        assert points
        assert box
        x, y = points[len(points) // 2]
        self.page.mouse.move(box["x"] + x - 1, box["y"] + y)
        self.page.mouse.move(box["x"] + x, box["y"] + y)
        self.visit.frame.wait_for_selector(".muster-tip:not([hidden])", timeout=5_000)
        return plain(self.visit.frame.text_content(".muster-tip") or "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("hostile") / "data")


@pytest.fixture(scope="module")
def hostile_server(folder: Path) -> Iterator[Server]:
    running = Server(data=folder)
    yield running
    running.stop()


def test_the_hostile_data_set_is_sound(folder: Path) -> None:
    assert check(folder) == []


def test_hostile_text_shows_as_itself_everywhere(
    hostile_server: Server, folder: Path, visit: Callable[..., Visit]
) -> None:
    before = {path: path.stat().st_size for path in folder.rglob("*")}
    walk = Walk(visit(hostile_server.url))
    page = walk.page
    walk.visit.ready()
    walk.look()
    tip = walk.hover_a_mark()
    assert any(tip.startswith(plain(hostile("gazetteer", "name", key))) for key in PLACES)

    for name in BINS:
        walk.act(lambda name=name: walk.visit.frame.click(f".muster-bin[data-bin={name}]"))
    chooser = page.locator(".st-key-panel [data-testid=stSelectbox]")
    for i in range(len(PLACES)):
        chooser.click()
        options = page.locator("[role=listbox] [role=option]")
        options.first.wait_for()
        assert options.count() == len(PLACES)
        walk.look()
        walk.act(options.nth(i).click)

    page.get_by_text("More filters").click()
    publishers = page.locator("[data-testid=stMultiSelect] input")
    publishers.first.click()
    page.keyboard.type("sources.short_name")
    found = page.locator("[role=listbox] [role=option]").filter(has_text="sources.short_name")
    found.first.wait_for()
    walk.look()
    walk.act(found.nth(1).click)

    page.goto(f"{hostile_server.url}/method")
    page.get_by_text("Boundaries and limits").wait_for()
    walk.visit.settled()
    walk.look()

    everything = "\n".join(walk.seen)
    missing = [cell for cell in SHOWN if plain(hostile(*cell)) not in everything]
    assert missing == []
    assert plain(HOSTILE).replace("{{7*7}}", "49") not in everything
    # Versions in addresses are hex digits, and may hold a 49 by chance.
    assert "49" not in re.sub(r"\b[0-9a-f]{12}\b", "", everything).replace("gazetteer.name.", "")
    assert walk.made == set()
    assert walk.dialogs == []
    assert walk.visit.outside == []
    assert [url for url in walk.requests if url.endswith(("/x", "/p.png"))] == []
    assert not (ROOT / FOLDER).exists()
    assert not (folder / FOLDER).exists()
    assert {path: path.stat().st_size for path in folder.rglob("*")} == before
    log = hostile_server.log.read_text()
    assert "Traceback" not in log


EVIDENCE_SHOWN = [
    *(("sources", "name", key) for key in ("bolivian-army", "ministry")),
    *(("documents", "title", key) for key in ("bulletin-7", "communique")),
    ("assertions", "label", "column-600"),
    ("assertions", "judgement", "column-600"),
    *(("claims", column, "B2a") for column in ("locator", "place_text", "date_text", "count_text", "summary", "judgement")),
    ("gazetteer", "name", "camp-oruro"),
]  # fmt: skip
"""What the parts and the card of the evidence page show of the data outside the table, which is a canvas."""


def test_hostile_text_shows_as_itself_in_every_part_of_the_evidence(
    hostile_server: Server, folder: Path, visit: Callable[..., Visit]
) -> None:
    walk = Walk(visit(f"{hostile_server.url}/evidence"))
    dataset = load_checked(folder)
    parts = [
        "?part=echoes",
        "?part=disagreements",
        "?part=sources",
        "?part=news",
        "?q=%7B%7B7*7%7D%7D%20%3Cimg",
    ]
    parts += [f"?row={claim.claim_id}&doc={claim.document_id}" for claim in dataset.claims]
    for part in parts:
        walk.page.goto(f"{hostile_server.url}/evidence{part}")
        walk.page.wait_for_selector(".st-key-ledger")
        walk.visit.settled()
        for folded in walk.page.locator(".st-key-desk details:not([open]) summary").all()[:3]:
            folded.click()
        walk.look()
    everything = "\n".join(walk.seen)
    assert [cell for cell in EVIDENCE_SHOWN if plain(hostile(*cell)) not in everything] == []
    assert plain(HOSTILE).replace("{{7*7}}", "49") not in everything
    assert walk.made == set()
    assert walk.dialogs == []
    assert walk.visit.outside == []
    assert [url for url in walk.requests if url.endswith(("/x", "/p.png"))] == []
    assert not (ROOT / FOLDER).exists()
    assert "Traceback" not in hostile_server.log.read_text()


@pytest.mark.parametrize("link", ["?at={text}", "?open={text}", "?from={text}&who={text}&kind={text}"])
def test_hostile_text_in_the_address_shows_as_itself(
    hostile_server: Server, visit: Callable[..., Visit], link: str
) -> None:
    text = "%7B%7B7*7%7D%7D%3Cimg%20src%3Dx%20onerror%3D%22window.hacked%3D2%22%3E%3C%2Fscript%3E!%5B%5D(http%3A%2F%2Fx)%60%24%7Balert(1)%7D"
    walk = Walk(visit(f"{hostile_server.url}/{link.format(text=text)}"))
    walk.visit.ready()
    walk.look()
    shown = "\n".join(walk.seen)
    assert "Part of the link could not be used" in shown
    assert "{{7*7}}<img src=x onerror=" in shown
    assert "Traceback" not in shown
    assert walk.made == set()
    assert walk.dialogs == []
    assert walk.visit.outside == []


def test_a_table_offers_no_file_that_a_spreadsheet_could_run(
    server: Server, visit: Callable[..., Visit]
) -> None:
    page = visit(server.url + "/method").page
    page.wait_for_selector("[data-testid=stDataFrame]")
    page.locator("[data-testid=stDataFrame]").first.hover()
    page.get_by_role("button", name="Search").first.wait_for()
    assert page.get_by_role("button", name="Download as CSV").count() == 0
