"""Stories: an ordered list of views, each a permalink with a title and a few lines, kept as a small JSON file.

    {"title": "...", "data_version": "...", "steps": [{"title": "...", "lines": ["..."], "link": "map?at=kursk-oblast"}]}

A step's link is a page and its parameters, as in the address of that page; no host, so that a file travels. Stories that
ship with a data set lie in `geodata/stories`, those that people make beside the store.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from muster.errors import StoryError, shorten
from muster.model import Dataset
from muster.query.selection import Selection
from muster.whole import whole_file

PAGES = ("map", "timeline", "evidence")
LARGEST_BYTES = 1_000_000
LONGEST_TITLE, LONGEST_LINE = 160, 320
MOST_LINES, MOST_STEPS = 6, 200
NEW = ""
"""The digest of a story that is not on the disk yet."""

_NOT_OF_A_VIEW = {"present", "story", "step", "v"}
"""How a view is looked at, which a step must not decide."""


@dataclass(frozen=True, slots=True)
class Step:
    """One view of a story: `page` is one of PAGES, `params` the parameters of its address."""

    title: str
    lines: tuple[str, ...] = ()
    page: str = "map"
    params: tuple[tuple[str, str], ...] = ()

    @property
    def link(self) -> str:
        """The page and its parameters, as in an address."""
        return f"{self.page}?{urlencode(self.params)}" if self.params else self.page


@dataclass(frozen=True, slots=True)
class Story:
    """A briefing. `data_version` is that of the data it was made on, "" where that is not told."""

    title: str
    steps: tuple[Step, ...] = ()
    data_version: str = ""

    def with_step(self, step: Step) -> Story:
        """Return the story with one step more at its end."""
        return replace(self, steps=(*self.steps, step))

    def number_of(self, step: Step) -> int | None:
        """Return which step, counted from 1, shows the same view as another, whatever its words; None where none does."""
        wanted = (step.page, sorted(step.params))
        return next(
            (i for i, one in enumerate(self.steps, 1) if (one.page, sorted(one.params)) == wanted), None
        )

    def moved(self, index: int, by: int) -> Story:
        """Return the story with a step moved; as it is where there is no room."""
        to = index + by
        if not (0 <= index < len(self.steps) and 0 <= to < len(self.steps)):
            return self
        steps = list(self.steps)
        steps.insert(to, steps.pop(index))
        return replace(self, steps=tuple(steps))

    def without(self, index: int) -> Story:
        """Return the story without a step."""
        return replace(self, steps=self.steps[:index] + self.steps[index + 1 :])


@dataclass(frozen=True, slots=True)
class Kept:
    """A story on the disk. `digest` is that of its file: who saves gives it back, and learns of others' changes."""

    story_id: str
    story: Story
    digest: str
    is_shipped: bool


def parse_link(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the page and the parameters of an address of this app, whole or without its host.

    How it was looked at (presenting, another story, the data version) is left out. Raises StoryError for an address
    that is none of a view.
    """
    parts = urlsplit(text.strip())
    page = parts.path.strip("/").rpartition("/")[2] or PAGES[0]
    if parts.scheme not in {"", "http", "https"} or page not in PAGES:
        raise StoryError(
            f"{shorten(text)} is no address of a view; copy one from {', '.join(PAGES[:-1])} or {PAGES[-1]}."
        )
    params = parse_qsl(parts.query, keep_blank_values=False, max_num_fields=100)
    return page, tuple((key, value) for key, value in params if key not in _NOT_OF_A_VIEW)


def read_story(content: bytes) -> Story:
    """Return the story of a file. Raises StoryError with everything that is wrong with it."""
    if len(content) > LARGEST_BYTES:
        raise StoryError(f"The file has {len(content):,} bytes; a story has at most {LARGEST_BYTES:,}.")
    try:
        given = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise StoryError(f"The file is no JSON in UTF-8 ({error}); choose a story's file.") from None
    problems: list[str] = []
    if not isinstance(given, dict) or not isinstance(given.get("steps"), list):
        raise StoryError("The file is no story: it has no list of steps; choose a story's file.")
    title = _text(given.get("title"), "title", LONGEST_TITLE, problems)
    if len(given["steps"]) > MOST_STEPS:
        problems.append(f"steps: there are {len(given['steps'])}; a story has at most {MOST_STEPS}.")
    steps = [
        _step(step, number, problems) for number, step in enumerate(given["steps"][:MOST_STEPS], start=1)
    ]
    version = given.get("data_version", "")
    if not isinstance(version, str):
        problems.append("data_version: is no text; write it in quotation marks, or leave it out.")
    if problems:
        raise StoryError("\n".join(problems))
    return Story(title, tuple(steps), version)


def _step(given: Any, number: int, problems: list[str]) -> Step:
    where = f"step {number}"
    if not isinstance(given, dict):
        problems.append(f"{where}: is no step; write a title, lines and a link.")
        return Step("")
    title = _text(given.get("title"), f"{where}, title", LONGEST_TITLE, problems)
    lines = given.get("lines", [])
    if not isinstance(lines, list) or len(lines) > MOST_LINES:
        problems.append(f"{where}, lines: is no list of at most {MOST_LINES} texts.")
        lines = []
    texts = tuple(_text(line, f"{where}, lines", LONGEST_LINE, problems) for line in lines)
    try:
        page, params = parse_link(str(given.get("link", "")))
    except StoryError as error:
        problems.append(f"{where}, link: {error}")
        page, params = PAGES[0], ()
    return Step(title, texts, page, params)


def _text(value: Any, where: str, longest: int, problems: list[str]) -> str:
    if not isinstance(value, str) or not value.strip():
        problems.append(f"{where}: is missing; write a few words.")
        return ""
    if len(value) > longest:
        problems.append(f"{where}: has {len(value)} letters; write at most {longest}.")
    return " ".join(value.split())


def write_story(story: Story) -> bytes:
    """Return the file of a story: `read_story` brings it back, and the same story gives the same bytes."""
    steps = [{"title": s.title, "lines": list(s.lines), "link": s.link} for s in story.steps]
    value = {"title": story.title, "data_version": story.data_version, "steps": steps}
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def problems_of(dataset: Dataset, step: Step) -> list[str]:
    """Return what a step asks that this data set does not have; none where the view comes back whole."""
    params: Mapping[str, str] = dict(step.params)
    selection, unread = Selection.read_params(params)
    _, unknown = selection.usable(dataset)
    problems = [*unread, *unknown]
    for key, existing in (("at", dataset.places), ("doc", dataset.documents)):
        if params.get(key) and params[key] not in existing:
            problems.append(f"{key}: {shorten(params[key])} is not in this data.")
    return problems


def load_stories(shipped: Path, made: Path) -> tuple[list[Kept], list[str]]:
    """Return the stories of both folders, those that ship first, and one line for each file that is none."""
    found: list[Kept] = []
    problems: list[str] = []
    for folder, is_shipped in ((shipped, True), (made, False)):
        for file in sorted(folder.glob("*.json")) if folder.is_dir() else []:
            try:
                content = file.read_bytes()
                found.append(Kept(file.stem, read_story(content), digest(content), is_shipped))
            except (OSError, StoryError) as error:
                problems.append(f"{file.name}: {error}")
    return found, problems


def save_story(folder: Path, story: Story, *, story_id: str = "", before: str = NEW) -> Kept:
    """Keep a story: written whole or not at all, and on the disk when this returns.

    `before` is the digest of what it replaces. Raises StoryError where somebody else has changed the file since, and
    where nothing can be written; then nothing was changed.
    """
    content = write_story(read_story(write_story(story)))
    if story_id and not re.fullmatch(r"[\w-]{1,80}", story_id):
        raise StoryError(f"{shorten(story_id)} is no name of a story's file; save it as a new one.")
    name = story_id or _free_name(folder, story.title)
    file = folder / f"{name}.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        now = digest(file.read_bytes()) if file.exists() else NEW
        if now != before:
            raise StoryError(
                f"{shorten(story.title)} was changed by somebody else in the meantime; download yours, load it anew and put "
                "the two together."
            )
        with whole_file(file) as part:
            part.write_bytes(content)
    except OSError as error:
        raise StoryError(f"{file.name} cannot be kept ({error.strerror}); download it instead.") from error
    return Kept(name, read_story(content), digest(content), is_shipped=False)


def remove_story(folder: Path, story_id: str, *, before: str) -> None:
    """Delete a story's file. Raises StoryError where it is not the one that was seen, or cannot be deleted."""
    if not re.fullmatch(r"[\w-]{1,80}", story_id):
        raise StoryError(f"{shorten(story_id)} is no name of a story's file; nothing was deleted.")
    file = folder / f"{story_id}.json"
    try:
        if digest(file.read_bytes()) != before:
            raise StoryError(
                f"{file.name} was changed by somebody else in the meantime; look at it before it goes."
            )
        file.unlink()
    except OSError as error:
        raise StoryError(f"{file.name} cannot be deleted ({error.strerror}).") from error


def digest(content: bytes) -> str:
    """Return what a file's content is known by."""
    return hashlib.sha256(content).hexdigest()[:16]


def _free_name(folder: Path, title: str) -> str:
    name = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60] or "story"
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(n for n in names if not (folder / f"{n}.json").exists())
