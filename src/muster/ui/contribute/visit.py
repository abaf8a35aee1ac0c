"""What one visitor does on this page, between reruns, and who they are: asked once, here or on the gazetteer's page."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import streamlit as st

from muster.ingest.preview import Preview
from muster.ui.contribute.work import Work
from muster.ui.gazetteer import visit as judging
from muster.ui.places_to_go import to_contribute

_KEY = "muster-contribute"
WHO = "contribute-who"


class Upload:
    """A file that was given, in a folder of its own that goes with it."""

    def __init__(self, name: str, content: bytes) -> None:
        folder = Path(tempfile.mkdtemp(prefix="muster-upload-"))
        self.close = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self.name, self.size, self.path = name, len(content), folder / name
        self.path.write_bytes(content)


@dataclass
class Looked:
    """A file that is looked at, under what was said of it; `trouble` is why it could not be.

    `examples` are its columns, each with what stands first in it; `alike` says what the claims and drafts say that its
    rows read like, by their ids.
    """

    key: tuple[object, ...]
    work: Work
    examples: dict[str, str]
    preview: Preview | None = None
    trouble: str = ""
    alike: dict[str, str] = field(default_factory=dict)


@dataclass
class Visit:
    """`item_id` is the draft in hand, the one at `at` where that no longer waits. `mine` is what this visitor wanted of drafts that others changed meanwhile, by item.

    `refusing` is the draft whose reason is being asked, `last` what was decided last, as (item, version).
    `upload` is the file in hand, the how manieth `uploads` says; `keeping` is what is being written, and `when_kept` is
    told what came of it. `go_to` is the part to show at the next run; `said` and `trouble` are the outcome of the last button.
    """

    item_id: str = ""
    at: int = 0
    said: str = ""
    trouble: str = ""
    mine: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    refusing: str = ""
    last: tuple[str, int] | None = None
    on_map: str | None = None
    is_on_map: bool = False
    go_to: str = ""
    import_id: str = ""
    upload: Upload | None = None
    uploads: int = 0
    looked: Looked | None = None
    keeping: Work | None = None
    when_kept: Callable[[Any], None] | None = None

    def hush(self) -> None:
        """Forget what was said of the last button."""
        self.said, self.trouble, self.is_on_map, self.last = "", "", False, None


def current() -> Visit:
    """Return this visit's state, made at the first call."""
    state: Any = st.session_state
    if _KEY not in state:
        state[_KEY] = Visit()
    visit: Visit = state[_KEY]
    return visit


def who() -> str:
    """Return the name of who sits here, "" where it was not given yet."""
    judge = judging.current()
    given = str(st.session_state.get(WHO, "")).strip()
    if given and not judge.who:
        judge.who = given
    return judge.who


def ask_who() -> None:
    """Draw the question for the name, or the name with a way to change it."""
    name = judging.current().who
    if not name:
        st.text_input("Your name, asked once", key=WHO, max_chars=200, placeholder="Kept with all you decide")
        return
    with st.container(key="as_who", horizontal=True):
        st.text(f"as {name}")
        st.button("not you?", key="who-else", type="tertiary", on_click=_forget)


def _forget() -> None:
    judging.current().forget_who()
    st.session_state[WHO] = ""


def to_review(item_id: str, import_id: str) -> NoReturn:
    """Leave this run and open the review of one draft, or of an import where none is named."""
    visit = current()
    visit.hush()
    visit.item_id, visit.go_to, visit.import_id = item_id, "review", "" if item_id else import_id
    to_contribute()
