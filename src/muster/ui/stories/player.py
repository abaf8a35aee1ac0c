"""A story being told: a card over the page with the step's words, and the way to the next. Data text by st.text alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from muster.errors import shorten
from muster.model import Dataset
from muster.paths import REPOSITORY
from muster.stories import Kept, Step, Story, problems_of
from muster.ui import state
from muster.ui.stories import shelf

STORY, STEP = "story", "step"
_GOING, _FOLDED = "muster-story-going", "muster-story-folded"
_STORIES = "stories"
_SHEET = Path(__file__).parent / "style.css"


def apply_style() -> None:
    """Load the sheet of stories: a constant of ours, nothing from data enters it."""
    st.html(f"<style>{_SHEET.read_text(encoding='utf-8')}</style>")


def page_file(page: str) -> Path:
    """Return the file of one of the pages that a step may show."""
    return REPOSITORY / "pages" / f"{page}.py"


def go(key: str, story: Story, index: int) -> None:
    """Show one step of a story, presenting; called before the page runs, as what a button does."""
    step = story.steps[max(0, min(index, len(story.steps) - 1))]
    _open(step.page, {**dict(step.params), "present": "1", STORY: key, STEP: str(index + 1)})


def _open(page: str, params: dict[str, str]) -> None:
    """Go to a page. Where that is the one on the screen, its parts stay: the map moves and is not loaded anew."""
    state.leave()
    if page_file(page).stem == (state.page_now() or "map"):
        st.query_params.from_dict(params)
    else:
        st.session_state[_GOING] = (page, params)


def go_on() -> None:
    """Leave for the page that a button asked for, where one did."""
    going = st.session_state.pop(_GOING, None)
    if going is not None:
        st.switch_page(page_file(going[0]), query_params=going[1])


def show(dataset: Dataset) -> None:
    """Draw the card of the story that the address names, where it names one."""
    go_on()
    key = st.query_params.get(STORY, "")
    if not key:
        return
    stories, _ = shelf.every()
    kept = stories.get(key)
    if kept is None or not kept.story.steps:
        with st.container(key="story_gone"):
            st.warning("The story of this link is not here; the view is shown without it.", icon=None)
            st.text(shorten(key))
        return
    total = len(kept.story.steps)
    asked = st.query_params.get(STEP, "1")
    index = min(int(asked), total) - 1 if asked.isascii() and asked.isdecimal() and int(asked) > 0 else 0
    apply_style()
    with st.container(key="story"):
        _words(dataset, kept, kept.story.steps[index])
        _steps(key, kept, index)


def _words(dataset: Dataset, kept: Kept, step: Step) -> None:
    with st.container(key="story_words"):
        st.text(step.title)
        for line in () if st.session_state.get(_FOLDED) else step.lines:
            st.text(line)
        missing = problems_of(dataset, step)
        if missing:
            st.text(f"Part of this view is not in this data: {missing[0].partition(' There are: ')[0]}")
        elif kept.story.data_version and kept.story.data_version != dataset.version:
            st.text(
                f"Made on another version of the data ({kept.story.data_version[:12]}; now {dataset.version}): numbers may differ "
                "from these words."
            )


def _fold() -> None:
    """Leave only the title of a step, so that the card is small; or show its lines again. It stays so from step to step."""
    st.session_state[_FOLDED] = not st.session_state.get(_FOLDED)


def _steps(key: str, kept: Kept, index: int) -> None:
    story, last = kept.story, len(kept.story.steps) - 1
    ahead: dict[str, Any] = {"on_click": go, "args": (key, story, index + 1), "disabled": index == last}
    back: dict[str, Any] = {"on_click": go, "args": (key, story, index - 1), "disabled": index == 0}
    with st.container(key="story_steps", horizontal=True):
        st.button("Back", key="story-back", shortcut="Left", **back)
        st.text(f"{index + 1} of {last + 1}")
        st.button("Next", key="story-next", shortcut="Right", **ahead)
        words = "Unfold" if st.session_state.get(_FOLDED) else "Fold"
        st.button(words, key="story-fold", type="tertiary", on_click=_fold)
        st.button("Full screen", key="story-screen", type="tertiary", help="Or the key F. Escape leaves it.")
        st.button(
            "End", key="story-end", shortcut="Esc", type="tertiary", on_click=_open, args=(_STORIES, {})
        )
    with st.container(key="story_clicker"):  # what a hand-held clicker sends
        st.button("Back one step", key="story-page-up", shortcut="PageUp", **back)
        st.button("Next step", key="story-page-down", shortcut="PageDown", **ahead)
