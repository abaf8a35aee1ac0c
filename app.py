"""Muster as one ASGI application: `streamlit run app.py` finds `app` and serves it with its routes and headers."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware

from muster.web import layer_routes, site
from muster.web.headers import SecurityHeaders
from muster.web.routes import ROUTES


@asynccontextmanager
async def prepare(_: st.App) -> AsyncIterator[None]:
    """Read the data while the first visitor's browser is still loading the page."""
    threading.Thread(target=warm, daemon=True).start()
    yield


def warm() -> None:
    """Prepare the tables first, then the layers beside them."""
    site.warm()
    layer_routes.warm()


headers = Middleware(SecurityHeaders, base_path=st.get_option("server.baseUrlPath") or "")
app = st.App("src/muster/ui/shell.py", routes=ROUTES, middleware=[headers], lifespan=prepare)
