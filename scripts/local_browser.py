"""A Chromium that can reach nothing but this machine, for the browser tests and the bench."""

from __future__ import annotations

import os
import shutil
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Playwright

LOCAL = frozenset({"127.0.0.1", "localhost"})
INSIDE = frozenset({"data", "blob", "about"})
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    # No name but these is ever looked up; requests are not intercepted, so that their times are true.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


def start_chromium(playwright: Playwright) -> Browser:
    """Start the Chromium that MUSTER_CHROMIUM names, or the one on the path. Raises RuntimeError without one."""
    path = os.environ.get("MUSTER_CHROMIUM") or shutil.which("chromium")
    if not path:
        raise RuntimeError("no Chromium: install one, or name it with MUSTER_CHROMIUM=/path/to/chromium.")
    return playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))


def is_outside(url: str) -> bool:
    """Return whether a request to `url` would leave this machine."""
    parts = urlsplit(url)
    return parts.scheme not in INSIDE and parts.hostname not in LOCAL
