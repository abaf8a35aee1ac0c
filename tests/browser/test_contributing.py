"""A newcomer with only the page in front of them gets a pasted article onto the map."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from app_server import ROOT, Server
from visiting import Visit

pytestmark = pytest.mark.browser

TABLES = ("sources.csv", "documents.csv", "assertions.csv", "claims.csv", "areas.csv", "dataset.toml")
ARTICLE = (
    "Drills at the river town\n\nThe regional guard service said that 730 North Korean soldiers were training "
    "in Khabarovsk on 19 October.\n"
)
OPENS_MS = 60_000


@pytest.fixture(scope="module")
def contributing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = tmp_path_factory.mktemp("contribute")
    (made / "geodata").mkdir()
    shutil.copy(ROOT / "gazetteer.csv", made)
    for name in TABLES:
        shutil.copy(ROOT / "geodata" / name, made / "geodata")
    with Server(Path(made)) as running:
        yield running


def test_a_newcomer_gets_a_pasted_article_onto_the_map(
    contributing: Server, visit: Callable[..., Visit]
) -> None:
    v = visit(contributing.url)
    v.ready()
    v.page.get_by_role("link", name="Contribute").click()
    v.page.get_by_label("The article's text").fill(ARTICLE, timeout=OPENS_MS)
    v.page.get_by_role("spinbutton", name="year, Published on").click()
    v.page.keyboard.type("20241022")
    name = v.page.get_by_label("Your name, asked once")
    name.fill("Ann")
    name.press("Tab")
    v.page.get_by_role("button", name="Find claims").click()
    v.page.get_by_text("1 draft found: 1 new. Nothing is drawn yet.").wait_for(timeout=30_000)
    v.page.keyboard.press("a")
    v.page.get_by_text("Accepted: Khabarovsk is on the map.").wait_for(timeout=30_000)
    v.page.get_by_role("button", name="See it on the map").click()
    v.ready()
    v.page.get_by_text("730", exact=False).first.wait_for(timeout=30_000)
    assert v.page.url.split("?")[1].startswith("at=khabarovsk")
    assert not [error for error in v.errors if "404" not in error]
    assert not v.outside


def test_the_map_is_shown_as_it_was_before_a_decision_and_the_link_says_so(
    contributing: Server, visit: Callable[..., Visit]
) -> None:
    v = visit(f"{contributing.url}/contribute")
    v.page.get_by_label("The article's text").fill(
        ARTICLE.replace("730", "640").replace("Khabarovsk", "Ussuriysk").replace("guard", "border"),
        timeout=OPENS_MS,
    )
    v.page.get_by_role("spinbutton", name="year, Published on").click()
    v.page.keyboard.type("20241022")
    name = v.page.get_by_label("Your name, asked once")
    name.fill("Ann")
    name.press("Tab")
    v.page.get_by_role("button", name="Find claims").click()
    v.page.get_by_text("Nothing is drawn yet.").first.wait_for(timeout=30_000)
    v.page.keyboard.press("a")
    v.page.get_by_text("Accepted: Ussuriysk is on the map.").wait_for(timeout=30_000)
    v.page.get_by_text("Decided", exact=True).click()
    v.page.get_by_role("button", name="The map before it").first.click()
    line = v.page.get_by_text("1 later edit left out", exact=False)
    line.wait_for(timeout=30_000)
    v.ready()
    before = v.report()["tally"]["total"]
    assert "editsasof=" in v.page.url
    again = visit(v.page.url)
    again.ready()
    again.page.get_by_text("1 later edit left out", exact=False).wait_for(timeout=30_000)
    assert again.report()["tally"]["total"] == before
    again.page.get_by_role("button", name="Back to now").click()
    again.page.get_by_text("1 later edit left out", exact=False).wait_for(state="detached", timeout=30_000)
    again.ready()
    assert again.report()["tally"]["total"] == before + 1
    assert "editsasof" not in again.page.url
    assert not [error for seen in (v, again) for error in seen.errors if "404" not in error]
