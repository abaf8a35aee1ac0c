"""Security headers on every answer, whoever made it.

The map's own frame evaluates the script that streamlit-folium hands it; that path, and no other, may evaluate code.
"""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FRAME_PATH = "/component/streamlit_folium.st_folium/"

_COMMON = (
    "default-src 'self'; "
    "img-src 'self' data: blob:; "
    "font-src 'self' data:; "
    "style-src 'self' 'unsafe-inline'; "
    "connect-src 'self' ws: wss: data: blob:; "
    "worker-src 'self' blob:; "
    "frame-src 'self'; "
    "frame-ancestors 'self'; "
    "object-src 'none'; "
    "base-uri 'self'; "
    "form-action 'self'; "
)
PAGE_POLICY = _COMMON + "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:"
FRAME_POLICY = _COMMON + "script-src 'self' 'unsafe-inline' 'unsafe-eval'"


def policy_for(path: str) -> str:
    """Return the Content-Security-Policy for a request path."""
    return FRAME_POLICY if FRAME_PATH in path else PAGE_POLICY


class SecurityHeaders:
    """ASGI middleware that sets the policy and its companions on every HTTP answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = policy_for(scope["path"])
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                headers["X-Frame-Options"] = "SAMEORIGIN"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
            await send(message)

        await self.app(scope, receive, send_with_headers)
