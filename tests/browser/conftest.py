"""A running Muster and a Chromium that can reach nothing but localhost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from app_server import RESULTS, Server
from local_browser import start_chromium
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from visiting import Visit


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as p:
        started = start_chromium(p)
        yield started
        started.close()


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> dict[bool, BrowserContext]:
    """One with a mouse and one with a finger, shared by all tests, so that scripts and maps are read from the cache.

    Muster stores nothing in the browser; a test that needs a browser of its own makes a context.
    """
    return {touch: browser.new_context(has_touch=touch, reduced_motion="reduce") for touch in (False, True)}


@pytest.fixture
def visit(
    contexts: dict[bool, BrowserContext], request: pytest.FixtureRequest
) -> Iterator[Callable[..., Visit]]:
    made: list[Visit] = []

    def open_page(
        url: str, *, width: int = 1366, height: int = 768, scheme: str = "light", touch: bool = False
    ) -> Visit:
        page = contexts[touch].new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        made.append(Visit(page))
        page.goto(url)
        return made[-1]

    yield open_page
    if getattr(request.node, "failed", False):
        for i, v in enumerate(made):
            name = "".join(c if c.isalnum() else "_" for c in request.node.name)[:80]
            v.page.screenshot(path=RESULTS / f"{name}-{i}.png")
            (RESULTS / f"{name}-{i}.json").write_text(json.dumps(v.errors, indent=1))
    for v in made:
        v.page.close()
    for context in contexts.values():
        context.clear_cookies()
        context.clear_permissions()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    outcome = yield
    if outcome.get_result().failed:  # type: ignore[attr-defined]
        item.failed = True  # type: ignore[attr-defined]
