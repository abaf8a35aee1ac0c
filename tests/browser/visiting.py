"""One page of the running app as a test sees it: its map frame, what it asked of the network, what it told the server."""

from __future__ import annotations

from local_browser import is_outside
from playwright.sync_api import Frame, Page, Request


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

    def _asked(self, request: Request) -> None:
        if is_outside(request.url):
            self.outside.append(request.url)

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
