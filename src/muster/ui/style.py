"""The page's own style. The sheet is a constant of ours: nothing from data enters it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from muster.web.assets_index import assets_version

_SHEET = Path(__file__).parent / "style.css"
_PRESENT = Path(__file__).parent / "present.css"


def _sheet(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def apply(*, present: bool) -> None:
    """Load fonts and style; `present` leaves only the map."""
    fonts = f'@import url("./api/assets/{assets_version()}/vendor/fonts.css");'
    st.html(f"<style>{fonts}{_sheet(_SHEET)}{_sheet(_PRESENT) if present else ''}</style>")
