"""A running Muster and a Chromium that can reach nothing but localhost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from app_server import RESULTS, Server
from local_browser import is_outside, start_chromium
from playwright.sync_api import Browser, Route, sync_playwright
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


def _keep_inside(route: Route) -> None:
    if is_outside(route.request.url):
        route.abort()
    else:
        route.continue_()


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visit]]:
    made: list[Visit] = []
    contexts = []

    def open_page(
        url: str, *, width: int = 1366, height: int = 768, scheme: str = "light", touch: bool = False
    ) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            has_touch=touch,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.route("**/*", _keep_inside)
        made.append(Visit(context.new_page()))
        made[-1].page.goto(url)
        return made[-1]

    yield open_page
    if getattr(request.node, "failed", False):
        for i, v in enumerate(made):
            name = "".join(c if c.isalnum() else "_" for c in request.node.name)[:80]
            v.page.screenshot(path=RESULTS / f"{name}-{i}.png")
            (RESULTS / f"{name}-{i}.json").write_text(json.dumps(v.errors, indent=1))
    for context in contexts:
        context.close()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    outcome = yield
    if outcome.get_result().failed:  # type: ignore[attr-defined]
        item.failed = True  # type: ignore[attr-defined]
