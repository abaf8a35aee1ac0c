"""A database at one location: opened late, brought to the newest migration at the first write, its errors in one line."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, Table, inspect, text
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError

from muster.errors import StoreError
from muster.store.location import BUSY_S, file_of, open_engine, url_of
from muster.store.readonly import ReadOnlyFile
from muster.store.schema import REVISIONS, prepare
from muster.whole import is_writable
from muster.words import read_only_words

_ONE_WRITER = 6_038_417_002
"""PostgreSQL's advisory lock for writing: any number that nothing else uses."""
_MAY_ONLY_READ = (
    "SELECT current_setting('transaction_read_only') = 'on' OR coalesce("
    f"NOT has_table_privilege(to_regclass('{REVISIONS.name}'), 'INSERT'), false)"
)
_READ_ONLY = "it may only be read; make it writable, or name another place with MUSTER_STORE"
_REMEDIES = (
    ("readonly", _READ_ONLY),
    ("read-only", _READ_ONLY),
    ("permission denied", "it may not be written; make it writable, or name another place with MUSTER_STORE"),
    ("no space left", "the disk is full; make room, then do it again"),
    ("unable to open", "the folder is missing or may not be written; name another place with MUSTER_STORE"),
    ("not a directory", "a file stands where its folder should be; name another place with MUSTER_STORE"),
    ("file exists", "a file stands where its folder should be; name another place with MUSTER_STORE"),
    ("is full", "the disk is full; make room, then do it again"),
    ("disk i/o", "the disk does not take it; make room or look at the disk, then do it again"),
    ("lock timeout", "somebody is writing much; wait until that is over, then do it again"),
    ("locked", "another program holds it; close that, then do it again"),
    ("not a database", "it is no SQLite database; name another file with MUSTER_STORE"),
)


class Database:
    """A file of SQLite, or any database by URL (PostgreSQL is meant). Safe to share between threads.

    To look never writes: nothing is made before the first write, and what may only be read is read. StoreError, in one
    line, for whatever goes wrong.
    """

    def __init__(self, location: str) -> None:
        url = url_of(location)
        self.shown = url.render_as_string(hide_password=True) if "://" in location else location
        self.file = file_of(url)
        self._is_opened_read_only = "mode=ro" in location or "immutable=1" in location
        self._engine = open_engine(url)
        self._read_only = None if self.file is None else ReadOnlyFile(self.file)
        self._prepared = False
        self._lock = threading.Lock()
        self._there: set[str] = set()

    @contextmanager
    def reading(self, *tables: Table) -> Iterator[Connection | None]:
        """Yield a connection to read from, or None where these tables were never made."""
        with self.said():
            is_there = self.file is None or self.file.exists()
        if not is_there:
            yield None
            return
        with self.said(), self._reader().connect() as connection:
            missing = {table.name for table in tables} - self._there
            if missing:
                existing = set(inspect(connection).get_table_names())
                self._there |= missing & existing
                if not missing <= existing:
                    yield None
                    return
            yield connection

    def why_read_only(self) -> str:
        """Return, in one line, why nothing can be written now; "" where it can. Raises StoreError as `reading` does."""
        with self.said():
            if self.file is not None:
                is_read_only = not is_writable(self.file)
            elif self._engine.dialect.name == "postgresql":
                with self._engine.connect() as connection:
                    is_read_only = bool(connection.execute(text(_MAY_ONLY_READ)).scalar())
            else:
                is_read_only = self._is_opened_read_only
        return read_only_words(self.shown) if is_read_only else ""

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection in a transaction: all is on the disk at its end, or nothing where an error leaves it."""
        with self.said():
            if self.file is not None:
                if not is_writable(self.file):
                    raise StoreError(f"{self.shown} cannot be written: {_READ_ONLY}.")
                self.file.parent.mkdir(parents=True, exist_ok=True)
                if not self.file.exists():  # removed while it was open: what is written there would be lost
                    self.close()
                    self._prepared = False
            self._prepare()
            with self._engine.begin() as connection:
                if (
                    connection.dialect.name == "postgresql"
                ):  # one writer after another, as SQLite has it by itself:
                    # numbers of rows then grow in the order of commits, and who looks for what is newer misses nothing
                    connection.execute(text(f"SET LOCAL lock_timeout = '{BUSY_S}s'"))
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_WRITER})
                yield connection

    @property
    def engine(self) -> Engine:
        return self._engine

    def close(self) -> None:
        """Let go of the database; the next call opens it again."""
        self._engine.dispose()
        if self._read_only is not None:
            self._read_only.close()
        self._there.clear()

    def _reader(self) -> Engine:
        """Return what is read through: the same as is written through, where anything can be written."""
        if self.file is None or self._read_only is None or is_writable(self.file):
            return self._engine
        with self._lock:
            try:
                return self._read_only.engine()
            except sqlite3.Error as error:
                raise OperationalError("opening", {}, error) from None

    def _prepare(self) -> None:
        with self._lock:
            if not self._prepared:
                try:
                    prepare(self._engine)
                except StoreError as error:
                    raise StoreError(f"{self.shown}: {error}") from None
                self._prepared = True

    @contextmanager
    def said(self) -> Iterator[None]:
        """Turn whatever the database or the disk says into one line."""
        try:
            yield
        except IntegrityError:
            raise
        except (SQLAlchemyError, OSError) as error:
            said = error.strerror if isinstance(error, OSError) else getattr(error, "orig", None)
            reason = (str(said or error).splitlines() or [type(error).__name__])[0]
            remedies = (remedy for sign, remedy in _REMEDIES if sign in reason.lower())
            remedy = next(remedies, "look at the database, or name another with MUSTER_STORE")
            raise StoreError(f"{self.shown} cannot be used ({reason}): {remedy}.") from None
