"""A story being told: a card over the page with the step's words, and the way to the next. Data text by st.text alone."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from muster.errors import shorten
from muster.model import Dataset
from muster.paths import REPOSITORY
from muster.stories import Kept, Step, Story, problems_of
from muster.ui import state
from muster.ui.stories import shelf

STORY, STEP = "story", "step"
_SHEET = Path(__file__).parent / "style.css"


def page_file(page: str) -> Path:
    """Return the file of one of the pages that a step may show."""
    return REPOSITORY / "pages" / f"{page}.py"


def go(key: str, story: Story, index: int) -> None:
    """Show one step of a story, presenting."""
    step = story.steps[max(0, min(index, len(story.steps) - 1))]
    state.leave()
    asked = {**dict(step.params), "present": "1", STORY: key, STEP: str(index + 1)}
    st.switch_page(page_file(step.page), query_params=asked)


def show(dataset: Dataset) -> None:
    """Draw the card of the story that the address names, where it names one."""
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
    st.html(f"<style>{_SHEET.read_text(encoding='utf-8')}</style>")
    with st.container(key="story"):
        _words(dataset, kept, kept.story.steps[index])
        _steps(key, kept, index)


def _words(dataset: Dataset, kept: Kept, step: Step) -> None:
    with st.container(key="story_words"):
        st.text(step.title)
        for line in step.lines:
            st.text(line)
        missing = problems_of(dataset, step)
        if missing:
            st.text(f"Part of this view is not in this data: {missing[0].partition(' There are: ')[0]}")
        elif kept.story.data_version and kept.story.data_version != dataset.version:
            st.text("Made on another version of the data: numbers may differ from these words.")


def _steps(key: str, kept: Kept, index: int) -> None:
    total = len(kept.story.steps)
    with st.container(key="story_steps", horizontal=True):
        back = st.button("Back", key="story-back", shortcut="Left", disabled=index == 0)
        st.text(f"{index + 1} of {total}")
        ahead = st.button("Next", key="story-next", shortcut="Right", disabled=index == total - 1)
        leave = st.button("End", key="story-end", shortcut="Esc", type="tertiary")
    with st.container(key="story_clicker"):  # what a hand-held clicker sends
        back |= st.button("Back one step", key="story-page-up", shortcut="PageUp", disabled=index == 0)
        ahead |= st.button(
            "Next step", key="story-page-down", shortcut="PageDown", disabled=index == total - 1
        )
    if ahead or back:
        go(key, kept.story, index + (1 if ahead else -1))
    if leave:
        step = kept.story.steps[index]
        state.leave()
        st.switch_page(page_file(step.page), query_params=dict(step.params))
