"""A file that is there whole or not at all: written under another name, on the disk, then renamed; and whether it can be."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a path beside `path`, with its ending, to write to; at the end it takes its place.

    Where anything fails, an OSError too, `path` stays as it was and what was begun is taken away.
    """
    part = path.with_name(f".{path.stem}.{os.getpid()}.part{path.suffix.lower()}")
    try:
        yield part
        sync(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def is_writable(path: Path) -> bool:
    """Return whether a file can be kept there with others beside it: it, if it is there, and its folder may be written.

    A folder that is missing can be made where the nearest one around it may be written.
    """
    folder = path.parent
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    if not folder.is_dir():
        return True  # a file stands in the way, which is another matter
    return os.access(folder, os.W_OK | os.X_OK) and (not path.exists() or os.access(path, os.W_OK))


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
