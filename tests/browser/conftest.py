"""A running Muster and a Chromium that can reach nothing but localhost."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Frame, Page, sync_playwright

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "test-results"
LOCAL = {"127.0.0.1", "localhost"}
START_S = 90


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


class Server:
    """`streamlit run app.py` on a free port of this machine, with a data folder of choice."""

    def __init__(self, data: Path | None = None) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        env = {**os.environ, "PYTHONWARNINGS": "default"}
        env.pop("MUSTER_DATA", None)
        if data is not None:
            env["MUSTER_DATA"] = str(data)
        self.log = RESULTS / f"server-{self.port}.log"
        RESULTS.mkdir(exist_ok=True)
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(self.port)]
        with self.log.open("w") as sink:
            self.process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=sink, stderr=subprocess.STDOUT)
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server stopped: {self.log.read_text()}")
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2):
                    return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError(f"the server did not start in {START_S} s: {self.log.read_text()}")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("MUSTER_CHROMIUM") or shutil.which("chromium") or ""
    assert path, "no Chromium: run scripts/test, which finds or installs one, or set MUSTER_CHROMIUM"
    with sync_playwright() as p:
        started = p.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
            ],
        )
        yield started
        started.close()


class Visit:
    """One page with its map frame, and everything that it asked the network and the server for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.sent = 0
        page.on("request", self._asked)
        page.on("pageerror", lambda e: self.errors.append(str(e)))
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("websocket", lambda ws: ws.on("framesent", lambda _: self._counted()))

    def _counted(self) -> None:
        self.sent += 1

    def _asked(self, request: object) -> None:
        parts = urlsplit(request.url)  # type: ignore[attr-defined]
        if parts.scheme not in {"data", "blob", "about"} and parts.hostname not in LOCAL:
            self.outside.append(request.url)  # type: ignore[attr-defined]

    def go(self, url: str) -> Visit:
        self.page.goto(url)
        self.ready()
        return self

    @property
    def frame(self) -> Frame:
        element = self.page.wait_for_selector(".st-key-frame iframe", timeout=60_000)
        frame = element.content_frame()
        assert frame is not None
        return frame

    def ready(self) -> None:
        self.frame.wait_for_selector("html[data-ready='1']", timeout=60_000)
        self.settled()

    def settled(self) -> None:
        """Wait until the server has nothing more to say and the frame has drawn it."""
        self.page.wait_for_timeout(150)
        self.page.wait_for_function(
            "() => document.querySelector('[data-testid=stApp]').dataset.testScriptState !== 'running'",
            timeout=30_000,
        )
        self.page.wait_for_timeout(200)

    def report(self) -> dict[str, object]:
        return self.frame.evaluate("() => muster.frame.report()")


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
        context.route(
            "**/*",
            lambda route: (
                route.continue_() if urlsplit(route.request.url).hostname in LOCAL else route.abort()
            ),
        )
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
