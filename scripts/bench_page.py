"""One browser page with the map of one app in it, timed and weighed. All times are in milliseconds."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from local_browser import is_outside
from playwright.sync_api import Browser, CDPSession, Page

SCRIPT = Path(__file__).with_suffix(".js")
VIEWPORT = {"width": 1366, "height": 768}
BINARY = 2


@dataclass
class Traffic:
    """Bytes that the browser received: HTTP bodies and headers as sent, WebSocket messages before compression."""

    http: int = 0
    websocket: int = 0
    outside: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.http + self.websocket

    def listen(self, session: CDPSession, page: Page) -> None:
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._loaded)
        session.on("Network.webSocketFrameReceived", self._message)
        page.on(
            "request", lambda request: self.outside.append(request.url) if is_outside(request.url) else None
        )

    def _loaded(self, event: dict[str, Any]) -> None:
        self.http += int(event["encodedDataLength"])

    def _message(self, event: dict[str, Any]) -> None:
        message = event["response"]
        data = message["payloadData"]
        self.websocket += len(base64.b64decode(data) if message["opcode"] == BINARY else data.encode())


class Visit:
    """A page of a fresh browser profile at one app, `naive` or ours."""

    def __init__(self, page: Page, *, naive: bool) -> None:
        self.page = page
        self.naive = naive
        self.traffic = Traffic()
        self.session = page.context.new_cdp_session(page)
        self.traffic.listen(self.session, page)
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def _ask(self, name: str, **given: Any) -> Any:
        return self.page.evaluate(f"given => window.bench.{name}(given)", given)

    def open(self, url: str, limit_ms: float) -> float | None:
        """Go there and return the time until the map stands with its claims; None when it takes longer."""
        self.page.goto(url, wait_until="commit", timeout=limit_ms)
        return self._ask("ready", naive=self.naive, limit=limit_ms)

    def settle(self, limit_ms: float = 60_000) -> None:
        """Wait until the server has nothing more to say."""
        self._ask("settled", limit=limit_ms)

    def click(self, index: int, limit_ms: float) -> dict[str, float] | None:
        """Click the switch of one originator; return when it is `drawn`, and when that is `confirmed` by the server."""
        return self._ask("click", naive=self.naive, index=index, limit=limit_ms)

    def look(self) -> dict[str, Any]:
        """Move the map to a view of its own, mark its window, and return the view."""
        return self._ask("look")

    def view(self) -> dict[str, Any]:
        """Return zoom and centre, and whether the window is the one that was marked."""
        return self._ask("view")

    def points(self) -> int:
        """Return how many single points stand in the Leaflet map: only the naive pattern has any."""
        return self._ask("points")

    def scrub(self, steps: int) -> dict[str, Any]:
        """Move the window of days once in each animation frame."""
        return self._ask("scrub", steps=steps)

    def play(self, lasting_ms: float) -> dict[str, Any]:
        """Let the date bar play."""
        return self._ask("play", lasting=lasting_ms)

    def steps(self, clock: str, steps: int) -> tuple[list[float], float]:
        """Return the script time of each step of play by one of the clocks, and the processor's time of all in the mean."""
        before = self._script_ms()
        found = list(self._ask("steps", clock=clock, steps=steps))
        return found, (self._script_ms() - before) / steps

    def _script_ms(self) -> float:
        """Return how long scripts have held the processor: others of the machine are not in it."""
        metrics = self.session.send("Performance.getMetrics")["metrics"]
        return 1000 * float(next(m["value"] for m in metrics if m["name"] == "ScriptDuration"))

    def markers(self, steps: int) -> list[float]:
        """Return the script time of the same window drawn with Leaflet's own markers."""
        return list(self._ask("markers", steps=steps))

    def heap(self) -> int:
        """Return the bytes in use by scripts of the page and its frames, after all garbage has been collected."""
        for _ in range(2):
            self.session.send("HeapProfiler.collectGarbage")
        return int(self.session.send("Runtime.getHeapUsage")["usedSize"])

    def nodes(self) -> int:
        """Return how many DOM nodes are alive, in the page or only in memory."""
        return int(self.session.send("Memory.getDOMCounters")["nodes"])


@contextmanager
def visit(browser: Browser, *, naive: bool) -> Iterator[Visit]:
    """Open a page in a fresh profile (nothing cached) and close it afterwards."""
    context = browser.new_context(viewport=VIEWPORT, color_scheme="light", reduced_motion="reduce")
    context.add_init_script(path=SCRIPT)
    try:
        yield Visit(context.new_page(), naive=naive)
    finally:
        context.close()
