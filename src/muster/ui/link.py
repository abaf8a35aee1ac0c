"""Copy link, at the head of every page: the full address, with the data version in it; beside it Add to story.

The markup is a constant but for the version, which is hex digits, and the file of the script, which is ours.
"""

from __future__ import annotations

import re
from html import escape

import streamlit as st

from muster.model import Dataset
from muster.ui.stories import add
from muster.web.assets_index import assets_version

_VERSION = re.compile(r"[0-9a-f]{12}")
_MARKUP = """<div class="page-link" data-version="{version}">
<button type="button" class="page-link-copy">Copy link</button>
<span class="page-link-said" role="status" aria-live="polite"></span>
<div class="page-link-offer" hidden><label for="page-link-address">The address of this view</label>
<input id="page-link-address" type="text" readonly><span class="page-link-hint"></span></div>
</div><script src="./api/assets/{assets}/page.js"></script>"""


def show(dataset: Dataset, version: str = "") -> None:
    """Draw the button; `version` is that of the data set unless another is given."""
    version = version or dataset.version
    if not _VERSION.fullmatch(version):
        version = ""
    markup = _MARKUP.format(version=escape(version), assets=escape(assets_version()))
    with st.container(key="copy-link", horizontal=True):
        add.show(dataset)
        st.html(markup, unsafe_allow_javascript=True)
