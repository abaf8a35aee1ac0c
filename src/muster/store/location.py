"""Where the store lies, and how a database there is opened."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from muster import paths
from muster.errors import StoreError

FOLDER, FILE = ".muster", "store.sqlite"
BUSY_S = 120
"""An import of a million rows is one transaction; who else writes waits for it this long."""


def default_location(folder: Path | None = None) -> str:
    """Return where what people add is kept: `MUSTER_STORE` (a path or a URL), else `.muster/store.sqlite` in the data folder.

    It speaks of the documents and places of one data set, so it lies beside that and moves with it.
    """
    return os.environ.get("MUSTER_STORE") or str((folder or paths.data_folder()).resolve() / FOLDER / FILE)


def url_of(location: str) -> URL:
    """Return the database's URL for a URL or a path of a file. Raises StoreError for a URL that cannot be read."""
    if "://" not in location:
        return URL.create("sqlite", database=str(Path(location).expanduser()))
    try:
        return make_url(location)
    except ArgumentError as error:
        raise StoreError(
            f"MUSTER_STORE is no path and no database URL; write a file's path or, say, "
            f"postgresql+psycopg://host/name ({type(error).__name__})."
        ) from None


def file_of(url: URL) -> Path | None:
    """Return the file of an SQLite database, or None for one that is no plain file."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return None if url.database.startswith("file:") else Path(url.database)


def open_engine(url: URL) -> Engine:
    """Return an engine whose commits are on the disk when they return. Raises StoreError where there is no driver."""
    is_sqlite = url.get_backend_name() == "sqlite"
    try:
        engine = create_engine(
            url, connect_args={"timeout": BUSY_S} if is_sqlite else {}, pool_pre_ping=not is_sqlite
        )
    except (SQLAlchemyError, ModuleNotFoundError) as error:
        raise StoreError(f"{url.drivername} cannot be opened ({error}); install its driver.") from None
    if is_sqlite:
        event.listen(engine, "connect", _be_safe)
    return engine


def _be_safe(connection: sqlite3.Connection, _record: Any) -> None:
    """Wait for the disk at each commit: what was acknowledged outlives a kill and a power cut."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()
