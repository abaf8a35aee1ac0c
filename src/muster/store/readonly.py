"""An SQLite file where nothing can be written: read as it is, without the files that SQLite would make beside it."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Engine, NullPool, create_engine

from muster.store.location import BUSY_S

Stamp = tuple[tuple[int, int], ...]


class ReadOnlyFile:
    """A reader of one file that never writes beside it.

    A write-ahead log is read through the index that another program keeps of it, or, where nobody can make one, in a copy
    of both in the temporary folder: what was acknowledged last stands in the log alone. A copy is made anew when either
    file changed.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._stamp: Stamp | None = None
        self._engine: Engine | None = None
        self._copy: tempfile.TemporaryDirectory[str] | None = None

    def engine(self) -> Engine:
        """Return an engine that reads what the file holds now. Raises sqlite3.Error or OSError where it cannot be read."""
        stamp = _stamp(self._file)
        if self._engine is None or stamp != self._stamp:
            self.close()
            self._engine, self._stamp = self._opened(), stamp
        return self._engine

    def close(self) -> None:
        """Let go of the file, and of a copy."""
        if self._engine is not None:
            self._engine.dispose()
        if self._copy is not None:
            self._copy.cleanup()
        self._engine = self._copy = self._stamp = None

    def _opened(self) -> Engine:
        try:
            return _probed(self._file, "mode=ro")
        except sqlite3.OperationalError:
            if not _has_log(self._file):  # nothing stands beside it: the file alone is all there is
                return _probed(self._file, "mode=ro&immutable=1")
        self._copy = tempfile.TemporaryDirectory(prefix="muster-store-")
        own = Path(self._copy.name) / "store.sqlite"
        shutil.copyfile(self._file, own)
        shutil.copyfile(_log_of(self._file), _log_of(own))
        return _probed(own, "mode=rw")


def _probed(file: Path, how: str) -> Engine:
    """Return an engine on a file, opened as is said, once something was read through it."""
    address = f"file:{quote(str(file.resolve()))}?{how}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, timeout=BUSY_S, check_same_thread=False)

    tried = connect()
    try:
        tried.execute("SELECT count(*) FROM sqlite_master").fetchone()
    finally:
        tried.close()
    return create_engine(URL.create("sqlite"), creator=connect, poolclass=NullPool)


def _log_of(file: Path) -> Path:
    return file.with_name(f"{file.name}-wal")


def _has_log(file: Path) -> bool:
    log = _log_of(file)
    return log.exists() and log.stat().st_size > 0


def _stamp(file: Path) -> Stamp:
    found = (each.stat() for each in (file, _log_of(file)) if each.exists())
    return tuple((one.st_mtime_ns, one.st_size) for one in found)
