"""A whole store as one file, an SQLite database, whatever database it is kept in; and back again."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from muster.errors import StoreError
from muster.store.database import Database
from muster.store.schema import IMPORTS, ITEMS, JUDGEMENTS, REVISIONS, prepare, version_of
from muster.whole import whole_file

TABLES = (JUDGEMENTS, IMPORTS, ITEMS, REVISIONS)
"""In the order in which they can be filled: what is named comes before what names it."""
_BATCH = 2_000


def back_up(database: Database, path: Path) -> dict[str, int]:
    """Write everything that is kept to one file, whole or not at all; return how many rows of each table.

    Others may read and write meanwhile: the file is of one moment. Raises StoreError where it cannot be written, and
    where nothing has been kept yet.
    """
    try:
        with whole_file(path) as part:
            return _written(database, part)
    except OSError as error:
        raise StoreError(f"{path} cannot be written ({error.strerror}).") from None


def _written(database: Database, part: Path) -> dict[str, int]:
    part.unlink(missing_ok=True)
    copy = Database(str(part))
    try:
        with database.reading(*TABLES) as source:
            if source is None:
                raise StoreError(f"{database.shown} holds nothing yet; there is nothing to keep a copy of.")
            _freeze(source)
            with copy.writing() as target:
                counts = _copy(source, target)
        copy.close()
        _close_log(part)
    finally:
        copy.close()
        for left in (part.with_name(f"{part.name}-wal"), part.with_name(f"{part.name}-shm")):
            left.unlink(missing_ok=True)
    return counts


def restore(database: Database, path: Path) -> dict[str, int]:
    """Fill an empty store from a file of `back_up`, all of it or nothing; return how many rows of each table.

    Raises StoreError for a store that holds something, and for a file that is damaged or no such copy.
    """
    if not path.is_file():
        raise StoreError(f"{path} is no file; name the one that `muster backup` wrote.")
    # A copy that was written by an older Muster is brought to the newest migration aside: the file stays as it is.
    with _copied(path) as copy, copy.reading(*TABLES) as source:
        if source is None:
            raise StoreError(f"{path} is no copy of a store; name the file that `muster backup` wrote.")
        with database.writing() as target:
            for table in TABLES:
                if target.execute(select(func.count()).select_from(table)).scalar():
                    raise StoreError(
                        f"{database.shown} holds {table.name} already; nothing is overwritten. Name an empty place with "
                        "MUSTER_STORE."
                    )
            return _copy(source, target)


def _copy(source: Connection, target: Connection) -> dict[str, int]:
    counts = {}
    for table in TABLES:
        counts[table.name] = 0
        key = table.c.seq if "seq" in table.c else next(iter(table.primary_key.columns))
        result = source.execution_options(yield_per=_BATCH).execute(select(table).order_by(key))
        for rows in result.mappings().partitions():
            target.execute(insert(table), [dict(row) for row in rows])
            counts[table.name] += len(rows)
        if "seq" in table.c and target.dialect.name == "postgresql":
            target.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'seq'), "  # noqa: S608 - our own names
                    f"(SELECT coalesce(max(seq), 1) FROM {table.name}))"
                )
            )
    return counts


def _freeze(connection: Connection) -> None:
    """Let all that is read be of one moment."""
    connection.rollback()  # to look for the tables began a transaction of its own
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
    elif connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN")


def _close_log(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA journal_mode=DELETE")
    raw.close()


def _check(copy: Path, path: Path) -> None:
    """Raise StoreError where the copy of a file is damaged or no database; the file may lie where nothing can be written."""
    try:
        raw = sqlite3.connect(copy)
        try:
            verdict = raw.execute("PRAGMA integrity_check").fetchone()[0]
        finally:
            raw.close()
    except sqlite3.Error as error:
        raise StoreError(f"{path} is no copy of a store ({error}).") from None
    if verdict != "ok":
        raise StoreError(f"{path} is damaged ({str(verdict).splitlines()[0]}); take another copy.")


@contextmanager
def _copied(path: Path) -> Iterator[Database]:
    with tempfile.TemporaryDirectory(prefix="muster-") as made:
        own = Path(made) / "copy.sqlite"
        try:
            shutil.copyfile(path, own)
        except OSError as error:
            raise StoreError(f"{path} cannot be read ({error.strerror}).") from None
        _check(own, path)
        copy = Database(str(own))
        try:
            with copy.engine.connect() as connection:
                known = version_of(connection)
            if known is None:
                raise StoreError(f"{path} is no copy of a store; name the file that `muster backup` wrote.")
            prepare(copy.engine)
            yield copy
        except SQLAlchemyError as error:
            raise StoreError(f"{path} cannot be read ({getattr(error, 'orig', error)}).") from None
        finally:
            copy.close()
