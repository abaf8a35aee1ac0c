"""The tables, as the newest migration leaves them, and how a database is brought there."""

from __future__ import annotations

import sqlite3
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Dialect,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    inspect,
    text,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.types import TypeDecorator

from muster.errors import StoreError

NEWEST = "0002"
MIGRATIONS = Path(__file__).with_name("migrations")
_TRIES, _PAUSE_S = 100, 0.1
_LOCK = 6_038_417_001
"""PostgreSQL's advisory lock for migrating: any number that nothing else uses."""


class _Utc(TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


METADATA = MetaData()
JUDGEMENTS = Table(
    "judgements",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("judgement_id", String(32), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("document_id", Text, nullable=False),
    Column("country", String(2), nullable=False),
    Column("place_id", Text),
    Column("who", Text, nullable=False),
    Column("at", _Utc, nullable=False),
    Column("why", Text, nullable=False),
    # One judgement begins the line of each name in each context, and one follows each (the index
    # one_line_of_judgements): of two people who settle one name at once, one is told about the other.
    Column("supersedes", String(32), ForeignKey("judgements.judgement_id")),
)
IMPORTS = Table(
    "imports",
    METADATA,
    Column("import_id", String(32), primary_key=True),
    Column("series", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("document", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", _Utc, nullable=False),
    Column("why", Text, nullable=False),
)
ITEMS = Table(
    "items",
    METADATA,
    Column("item_id", String(40), primary_key=True),
    Column("claim_id", Text, nullable=False),
    Column("series", Text, nullable=False),
    Column("import_id", String(32), ForeignKey("imports.import_id"), nullable=False),
)
REVISIONS = Table(
    "revisions",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("item_id", String(40), ForeignKey("items.item_id"), nullable=False),
    Column("number", Integer, nullable=False),  # with item_id unique: a second change of one version is told
    Column("action", String(12), nullable=False),
    Column("state", String(12), nullable=False),
    Column("content", Text, nullable=False),
    Column("proposed", Text),
    Column("import_id", String(32), ForeignKey("imports.import_id")),
    Column("who", Text, nullable=False),
    Column("at", _Utc, nullable=False),
    Column("why", Text, nullable=False),
)


def version_of(connection: Connection) -> str | None:
    """Return the migration at which a database stands, None where none was ever run."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def prepare(engine: Engine) -> None:
    """Bring a database to the newest migration, all of it or nothing; where it stands there, nothing is written.

    Raises StoreError for a database that a newer Muster has been at.
    """
    with engine.connect() as connection:
        if version_of(connection) == NEWEST:
            return
    is_sqlite = engine.dialect.name == "sqlite"
    if is_sqlite:
        _write_ahead(engine)
    with engine.begin() as connection:
        if is_sqlite:  # its driver begins no transaction for these by itself; all of it is made, or nothing
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        elif engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        _upgrade(connection)


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - slow to import, and needed once in the life of a store
    from alembic.config import Config  # noqa: PLC0415

    found = version_of(connection)
    if found is not None and found > NEWEST:
        raise StoreError(f"a newer Muster made it (version {found}, this one knows {NEWEST}); update Muster.")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, NEWEST)


def _write_ahead(engine: Engine) -> None:
    """Turn on the write-ahead log, which stays with the file. SQLite does not wait here by itself, so this does."""
    for _ in range(_TRIES):
        try:
            with engine.connect() as connection:
                mode = connection.exec_driver_sql("PRAGMA journal_mode=WAL").scalar()
        except OperationalError as error:
            if not (isinstance(error.orig, sqlite3.OperationalError) and "locked" in str(error.orig)):
                raise
            time.sleep(_PAUSE_S)
            continue
        if mode not in {"wal", "memory"}:
            raise StoreError(
                f"no write-ahead log can be kept there ({mode}); choose a folder on a local disk."
            )
        return
    raise StoreError("the database stays locked by another program; close that and try again.")
