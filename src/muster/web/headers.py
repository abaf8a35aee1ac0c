"""Security headers on every answer, whoever made it.

The map's own frame evaluates the script that streamlit-folium hands it; that path, and no other, may evaluate code.
No markup may bring a handler (`onerror=...`) anywhere, so that text which became markup by a mistake still runs nothing.
"""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FRAME_PATH = "/component/streamlit_folium.st_folium/"
PAGE_SCRIPT = "sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA="
"""The one script that stands in Streamlit's own page (it sets `prerenderReady`)."""

_HOST = re.compile(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?")
_COMMON = (
    "default-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "style-src 'self' 'unsafe-inline'",
    "worker-src 'self' blob:",
    "frame-src 'self'",
    "frame-ancestors 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "script-src-attr 'none'",
)
_PAGE_SCRIPTS = f"script-src 'self' '{PAGE_SCRIPT}' 'wasm-unsafe-eval' blob:"
_FRAME_SCRIPTS = "script-src 'self' 'unsafe-inline' 'unsafe-eval'"


def policy_for(path: str, *, host: str = "", base_path: str = "") -> str:
    """Return the Content-Security-Policy for a request path of an app that is served under `base_path`.

    Not every browser takes 'self' to cover a WebSocket, so `host`, where it is one, is named beside it.
    """
    base = base_path.strip("/")
    is_frame = path.startswith((f"/{base}" if base else "") + FRAME_PATH)
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    connect = f"connect-src 'self'{sockets} data: blob:"
    return "; ".join((*_COMMON, connect, _FRAME_SCRIPTS if is_frame else _PAGE_SCRIPTS))


class SecurityHeaders:
    """ASGI middleware that sets the policy and its companions on every HTTP answer."""

    def __init__(self, app: ASGIApp, base_path: str = "") -> None:
        self.app = app
        self.base_path = base_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        host = Headers(scope=scope).get("host", "")
        policy = policy_for(scope["path"], host=host, base_path=self.base_path)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = policy
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                headers["X-Frame-Options"] = "SAMEORIGIN"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
            await send(message)

        await self.app(scope, receive, send_with_headers)
