"""The story that a visitor is making, between reruns and over pages: views are added to it from where they are seen."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from muster.stories import NEW, Step, Story

_KEY = "muster-story-draft"


@dataclass
class Draft:
    """A story being made. `story_id` and `before` are of the file that it replaces, "" for none.

    `generation` grows when steps were moved, so that the fields forget what stood in their place.
    """

    story: Story
    story_id: str = ""
    before: str = NEW
    generation: int = 0


def current() -> Draft | None:
    """Return the story that is being made, or None."""
    found = st.session_state.get(_KEY)
    return found if isinstance(found, Draft) else None


def begin(story: Story, story_id: str = "", before: str = NEW) -> Draft:
    """Make a story, or change one."""
    st.session_state[_KEY] = made = Draft(story, story_id, before)
    return made


def end() -> None:
    """Stop making one; what was not kept is gone."""
    st.session_state.pop(_KEY, None)


def add(step: Step, *, data_version: str) -> int:
    """Add a view to the story that is being made, or begin one with it; return how many views it has now."""
    editing = current() or begin(Story("New story", (), data_version))
    editing.story = editing.story.with_step(step)
    editing.generation += 1
    return len(editing.story.steps)
