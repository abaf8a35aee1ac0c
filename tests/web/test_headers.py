"""Every answer carries the policy; code may be evaluated on the path of the map's frame and nowhere else."""

from __future__ import annotations

import base64
import hashlib
import re
import socket
import tomllib
from http.client import HTTPConnection
from importlib.util import find_spec
from pathlib import Path

import pytest
from asgi import ask
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from muster.web.assets_index import assets_version
from muster.web.headers import FRAME_PATH, PAGE_SCRIPT, SecurityHeaders, policy_for

REPOSITORY = Path(__file__).resolve().parents[2]
FIXED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "SAMEORIGIN",
    "cross-origin-opener-policy": "same-origin",
}


def directives(policy: str) -> dict[str, list[str]]:
    parts = [part.split() for part in policy.split("; ")]
    assert len(parts) == len({part[0] for part in parts}), (
        "a directive that stands twice is ignored the second time"
    )
    return {name: values for name, *values in parts}


def test_every_directive_keeps_to_this_server() -> None:
    for path in ("/", FRAME_PATH):
        found = directives(policy_for(path, host="127.0.0.1:8501"))
        assert found["default-src"] == ["'self'"]
        assert found["object-src"] == ["'none'"]
        assert (
            found["base-uri"]
            == found["form-action"]
            == found["frame-src"]
            == found["frame-ancestors"]
            == ["'self'"]
        )
        allowed = {value for values in found.values() for value in values}
        assert not allowed & {"*", "http:", "https:", "ws:", "wss:"}
        assert {v for v in allowed if "://" in v} == {"ws://127.0.0.1:8501", "wss://127.0.0.1:8501"}


def test_no_markup_may_bring_a_handler_anywhere() -> None:
    for path in ("/", "/method", FRAME_PATH, "/api/claims/0.json"):
        assert directives(policy_for(path))["script-src-attr"] == ["'none'"]


def test_only_the_frame_may_evaluate() -> None:
    assert directives(policy_for(FRAME_PATH + "index.html"))["script-src"] == [
        "'self'",
        "'unsafe-inline'",
        "'unsafe-eval'",
    ]
    page = directives(policy_for("/"))["script-src"]
    assert page == ["'self'", f"'{PAGE_SCRIPT}'", "'wasm-unsafe-eval'", "blob:"]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/method",
        "/x" + FRAME_PATH,
        "/x" + FRAME_PATH + "index.html",
        "/component/other/index.html",
        FRAME_PATH.rstrip("/"),
        FRAME_PATH.upper(),
        "/api" + FRAME_PATH,
        "/" + FRAME_PATH,
    ],
)
def test_a_path_that_only_looks_like_the_frame_may_not_evaluate(path: str) -> None:
    assert "'unsafe-eval'" not in policy_for(path)


@pytest.mark.parametrize("base", ["tools/muster", "/tools/muster/", "/tools/muster"])
def test_under_a_base_path_the_frame_is_found_there_and_only_there(base: str) -> None:
    assert "'unsafe-eval'" in policy_for("/tools/muster" + FRAME_PATH, base_path=base)
    assert "'unsafe-eval'" not in policy_for(FRAME_PATH, base_path=base)


@pytest.mark.parametrize(
    "host", ["a b", "x; script-src *", "x'", "x/y", "x\r\nSet-Cookie: a=b", "*", "", "x:99999999"]
)
def test_a_host_that_is_none_does_not_enter_the_policy(host: str) -> None:
    assert directives(policy_for("/", host=host))["connect-src"] == ["'self'", "data:", "blob:"]


@pytest.mark.parametrize("host", ["localhost:8501", "muster.example.org", "[::1]:8501", "192.0.2.7:80"])
def test_a_host_is_named_for_its_websocket(host: str) -> None:
    assert directives(policy_for("/", host=host))["connect-src"] == [
        "'self'",
        f"ws://{host}",
        f"wss://{host}",
        "data:",
        "blob:",
    ]


def test_the_script_that_the_page_may_hold_is_the_one_that_streamlit_ships() -> None:
    spec = find_spec("streamlit")
    assert spec is not None
    assert spec.origin is not None
    page = (Path(spec.origin).parent / "static" / "index.html").read_text("utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    found = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts]
    assert [f"sha256-{digest}" for digest in found] == [PAGE_SCRIPT]


def answer_with_headers_of_its_own(_: Request) -> Response:
    loose = {"Content-Security-Policy": "default-src *", "X-Frame-Options": "ALLOWALL"}
    return PlainTextResponse("ok", headers=loose)


def test_an_answer_cannot_loosen_the_policy() -> None:
    app = SecurityHeaders(Starlette(routes=[Route("/loose", answer_with_headers_of_its_own)]))
    answer = ask(app, "/loose", host="127.0.0.1:8501")
    assert answer.headers.getlist("content-security-policy") == [policy_for("/loose", host="127.0.0.1:8501")]
    assert answer.headers.getlist("x-frame-options") == ["SAMEORIGIN"]


def test_a_missing_page_carries_the_policy_too() -> None:
    answer = ask(SecurityHeaders(Starlette()), "/nothing")
    assert answer.status == 404
    assert answer.headers["content-security-policy"] == policy_for("/nothing")
    assert {name: answer.headers[name] for name in FIXED} == FIXED


def get(port: int, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", f"127.0.0.1:{port}")
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


SERVED = [
    ("/", 200),
    ("/method", 200),
    ("/no/such/page", 200),
    ("/_stcore/health", 200),
    ("/_stcore/host-config", 200),
    ("/favicon.png", 200),
    ("/media/none.png", 404),
    ("/component/other/index.html", 404),
    ("/x" + FRAME_PATH + "index.html", 200),
    ("/api/claims/none.json", 404),
    ("/api/assets/none/frame.js", 404),
    (f"/api/assets/{assets_version()}/frame.js", 200),
    (f"/api/assets/{assets_version()}/vendor/leaflet/leaflet.css", 200),
    ("//etc/passwd", 400),
    ("/static/../../../../etc/passwd", 400),
]


@pytest.mark.parametrize(("path", "status"), SERVED)
def test_everything_that_is_served_carries_the_policy(port: int, path: str, status: int) -> None:
    found, headers, body = get(port, path)
    assert found == status
    assert headers["content-security-policy"] == policy_for(path, host=f"127.0.0.1:{port}")
    assert "'unsafe-eval'" not in headers["content-security-policy"]
    assert {name: headers[name] for name in FIXED} == FIXED
    assert b"root:" not in body


def test_the_frame_is_served_with_its_own_policy(port: int) -> None:
    _, headers, _ = get(port, FRAME_PATH + "index.html")
    assert "'unsafe-eval'" in headers["content-security-policy"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "NONSENSE"])
def test_what_we_serve_can_only_be_read(port: int, method: str) -> None:
    status, headers, _ = get(port, f"/api/assets/{assets_version()}/frame.js", method)
    assert status == 405
    assert headers["content-security-policy"] == policy_for("/", host=f"127.0.0.1:{port}")


def own_address() -> str | None:
    """Return an address of this machine that is not the loopback, None where it has none. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        try:
            s.connect(("198.51.100.1", 9))
        except OSError:
            return None
        address = str(s.getsockname()[0])
    return None if address.startswith("127.") else address


def test_the_server_listens_on_the_loopback_alone(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=5):
        pass
    others = [address for address in (own_address(), "127.0.0.2") if address]
    for address in others:
        with pytest.raises(OSError, match=r"refused|timed out|unreachable"):
            socket.create_connection((address, port), timeout=2).close()


def test_the_configuration_says_so_and_sends_nothing_home() -> None:
    config = tomllib.loads((REPOSITORY / ".streamlit" / "config.toml").read_text("utf-8"))
    assert config["server"]["address"] == "127.0.0.1"
    assert config["browser"]["gatherUsageStats"] is False
    assert config["client"]["showErrorDetails"] == "none"
    assert config["client"]["showErrorLinks"] is False
    assert config["server"].get("enableCORS", True) is True
    assert config["server"].get("enableXsrfProtection", True) is True
    assert config["server"].get("enableStaticServing", False) is False
