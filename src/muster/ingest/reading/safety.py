"""The bounds within which a file is read, and what is refused before anything is read of it."""

from __future__ import annotations

import hashlib
import re
import zipfile
from pathlib import Path, PurePosixPath

from muster.errors import RefusedFileError, shorten

MEGABYTE = 1 << 20
LARGEST_FILE = 1024 * MEGABYTE
"""1,000,000 rows of ACLED are about 600 MB; what must be held whole has a bound of its own."""
LARGEST_XML = 256 * MEGABYTE
LARGEST_UNPACKED = 256 * MEGABYTE
MOST_MEMBERS = 2_000
GREATEST_RATIO = 200
"""XML packs 10 to 30 times; a bomb 1,000 times."""
LONGEST_LINE = 1 * MEGABYTE
LONGEST_CELL = 100_000
MOST_COLUMNS = 500
MOST_ROWS = 5_000_000
MOST_VERTICES = 2_000_000
MOST_VERTICES_OF_ONE = 200_000
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_NAME = re.compile(r"[^\w .()+,-]")


def check_file(path: Path) -> int:
    """Return the size of a file that may be read. Raises RefusedFileError for one that is missing, empty or too large."""
    try:
        if not path.is_file():
            raise RefusedFileError(f"{shown_name(path)} is no file.")
        size = path.stat().st_size
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        raise RefusedFileError(f"{shown_name(path)} cannot be read ({error.strerror}).") from None
    if size == 0:
        raise RefusedFileError(f"{shown_name(path)} is empty.")
    if size > LARGEST_FILE:
        raise RefusedFileError(
            f"{shown_name(path)} has {size / MEGABYTE:,.0f} MB; at most {LARGEST_FILE // MEGABYTE:,} are read. Split it."
        )
    return size


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def shown_name(path: Path | str) -> str:
    """Return the bare name of a file, as text that can do no harm: no folder, no control characters."""
    bare = str(path).replace("\\", "/").rsplit("/", 1)[-1]
    return _NAME.sub("_", clean(bare)).strip(". ")[:120] or "file"


def clean(text: str) -> str:
    """Return a text without characters that a reader cannot see: controls, and those that turn the direction of writing."""
    return _CONTROL.sub("", text) if _CONTROL.search(text) else text


def open_archive(path: Path) -> zipfile.ZipFile:
    """Return a zip archive whose list of members is within bounds. The caller closes it.

    Raises RefusedFileError for what is no archive, for a bomb, and for a member whose name leads out of it.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        raise RefusedFileError(f"{shown_name(path)} is no zip archive ({error}).") from None
    try:
        _check_members(path, archive)
    except RefusedFileError:
        archive.close()
        raise
    return archive


def _check_members(path: Path, archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise RefusedFileError(
            f"{shown_name(path)} holds {len(members):,} files; at most {MOST_MEMBERS:,} are opened."
        )
    unpacked = sum(member.file_size for member in members)
    if unpacked > LARGEST_UNPACKED:
        raise RefusedFileError(
            f"{shown_name(path)} would unpack to {unpacked / MEGABYTE:,.0f} MB; at most "
            f"{LARGEST_UNPACKED // MEGABYTE} are unpacked."
        )
    for member in members:
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or ".." in PurePosixPath(name).parts or re.match(r"[A-Za-z]:", name):
            raise RefusedFileError(
                f"{shown_name(path)} holds {shorten(name)}, which leads out of the archive; it is not opened."
            )
        if member.file_size > MEGABYTE and member.file_size > GREATEST_RATIO * max(member.compress_size, 1):
            raise RefusedFileError(
                f"{shown_name(path)} holds {shorten(name)}, packed {member.file_size // max(member.compress_size, 1):,} "
                "times over; it is taken for a zip bomb and not opened."
            )


class Bounded:
    """A member of an archive that gives at most as many bytes as its list promised: lists can lie."""

    def __init__(self, archive: zipfile.ZipFile, name: str, shown: str) -> None:
        self._file = archive.open(name)
        self._left = LARGEST_UNPACKED
        self._shown = shown

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes. Raises RefusedFileError once there are more than may be, or they are damaged."""
        try:
            content = self._file.read(64 * 1024 if size < 0 else min(size, MEGABYTE))
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError) as error:
            raise RefusedFileError(f"{self._shown} is damaged ({error}).") from None
        self._left -= len(content)
        if self._left < 0:
            raise RefusedFileError(
                f"{self._shown} unpacks to more than {LARGEST_UNPACKED // MEGABYTE} MB; it is not read."
            )
        return content

    def close(self) -> None:
        self._file.close()
