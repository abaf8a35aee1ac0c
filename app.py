"""Muster as one ASGI application: `streamlit run app.py` finds `app` and serves it with its routes and headers."""

import streamlit as st
from starlette.middleware import Middleware

from muster.web.headers import SecurityHeaders
from muster.web.routes import ROUTES

app = st.App("src/muster/ui/shell.py", routes=ROUTES, middleware=[Middleware(SecurityHeaders)])
