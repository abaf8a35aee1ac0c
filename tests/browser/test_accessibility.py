"""No serious finding of axe on any page, in its frames or in its states; every page is found through the navigation."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
from visiting import Visit

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
STATES = (
    "?at=russia",
    "?open=figure",
    "?at=khabarovsk&from=2024-10-10&to=2024-10-20",
    "?present=1",
    "?from=never",
)
PAGES = ("", "timeline", "evidence", "stories", "present", "contribute", "gazetteer", "method")


def serious(visit: Visit) -> list[str]:
    """Return what axe finds in the page and in each of its frames, as lines that say where."""
    visit.page.wait_for_selector(".stMain", timeout=60_000)
    visit.settled()
    found = []
    for frame in visit.page.frames:
        if frame.url == "about:blank":
            continue
        frame.evaluate(AXE)
        result = frame.evaluate("() => axe.run(document, {iframes: false})")
        assert result["passes"], "axe looked at nothing"
        found += [
            f"{violation['id']}: {node['target']} {node['failureSummary']}"
            for violation in result["violations"]
            if violation["impact"] in {"serious", "critical"}
            for node in violation["nodes"]
        ]
    return found


def test_these_are_all_the_pages(server, visit):
    v = visit(server.url)
    links = v.page.locator("[data-testid=stTopNavLink]")
    links.first.wait_for(timeout=60_000)
    paths = [links.nth(i).get_attribute("href") or "" for i in range(links.count())]
    assert sorted(urlsplit(path).path.strip("/") for path in paths) == sorted(PAGES)


@pytest.mark.parametrize(
    ("path", "scheme"),
    [(path, ("light", "dark")[n % 2]) for n, path in enumerate(PAGES)] + [("", "dark"), ("stories", "dark")],
)
def test_nothing_serious_on_a_page(server, visit, path, scheme):
    v = visit(f"{server.url}/{path}", scheme=scheme)
    if not path:
        v.ready()
    assert serious(v) == []


@pytest.mark.parametrize("state", STATES)
def test_nothing_serious_in_a_state_of_the_map(server, visit, state):
    v = visit(f"{server.url}/{state}")
    v.ready()
    assert serious(v) == []


def test_nothing_serious_on_a_phone(server, visit):
    v = visit(server.url, width=390, height=844, touch=True)
    v.ready()
    assert serious(v) == []


def test_a_picture_without_a_text_would_be_found(server, visit):
    v = visit(f"{server.url}/method")
    v.page.wait_for_selector(".stMain", timeout=60_000)
    v.page.evaluate(
        "() => document.querySelector('.stMain').append(Object.assign(new Image(), {src: 'x.png'}))"
    )
    assert any(line.startswith("image-alt") for line in serious(v))
