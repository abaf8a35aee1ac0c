"""Which stories there are: those that ship with the data set, and those that people made here."""

from __future__ import annotations

import os
from pathlib import Path

from muster import paths
from muster.stories import Kept, load_stories

MADE = "my:"
"""Begins the key of a story that was made here."""


def shipped_folder() -> Path:
    """Return where the stories of the data set lie."""
    return paths.data_folder() / "geodata" / "stories"


def made_folder() -> Path:
    """Return where the stories made here are kept: `MUSTER_STORIES`, else beside the store of the data folder."""
    return Path(os.environ.get("MUSTER_STORIES") or paths.data_folder().resolve() / ".muster" / "stories")


def every() -> tuple[dict[str, Kept], list[str]]:
    """Return all stories by key, and one line for each file that is none."""
    found, problems = load_stories(shipped_folder(), made_folder())
    return {key_of(kept): kept for kept in found}, problems


def key_of(kept: Kept) -> str:
    """Return what a story is called in an address."""
    return kept.story_id if kept.is_shipped else f"{MADE}{kept.story_id}"
