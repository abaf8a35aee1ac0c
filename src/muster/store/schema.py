"""The one table so far, in SQLite and in PostgreSQL, and the rules that the database itself keeps."""

from __future__ import annotations

import sqlite3
import time
from datetime import UTC, datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    Engine,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    func,
    inspect,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.types import TypeDecorator

from muster.errors import StoreError

_TRIES, _PAUSE_S = 100, 0.1


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
    Column("supersedes", String(32), ForeignKey("judgements.judgement_id")),
    CheckConstraint("document_id <> '' OR country <> ''", name="judgement_has_a_context"),
    sqlite_autoincrement=True,
)
# One judgement begins the line of each name in each context, and one follows each: of two people who settle the same
# name at the same moment, one is told about the other.
ONE_LINE = Index(
    "one_line_of_judgements",
    JUDGEMENTS.c.name_key,
    JUDGEMENTS.c.document_id,
    JUDGEMENTS.c.country,
    func.coalesce(JUDGEMENTS.c.supersedes, ""),
    unique=True,
)

_KEPT = "judgements are never changed and never deleted"
_GUARDS = {
    "sqlite": tuple(
        f"CREATE TRIGGER IF NOT EXISTS judgements_keep_{what} BEFORE {what} ON judgements "
        f"BEGIN SELECT RAISE(ABORT, '{_KEPT}'); END"
        for what in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        f"""CREATE OR REPLACE FUNCTION judgements_keep() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{_KEPT}'; END $$""",
        """CREATE OR REPLACE TRIGGER judgements_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON judgements
        FOR EACH STATEMENT EXECUTE FUNCTION judgements_keep()""",
    ),
}


def prepare(engine: Engine) -> None:
    """Make what is missing of the table and its rules; where all is there, nothing is written."""
    if inspect(engine).has_table(JUDGEMENTS.name):
        return
    is_sqlite = engine.dialect.name == "sqlite"
    if is_sqlite:
        _write_ahead(engine)
    with engine.begin() as connection:
        if is_sqlite:  # its driver begins no transaction for these by itself; all of it is made, or nothing
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        connection.execute(CreateTable(JUDGEMENTS, if_not_exists=True))
        connection.execute(CreateIndex(ONE_LINE, if_not_exists=True))
        for guard in _GUARDS.get(engine.dialect.name, ()):
            connection.exec_driver_sql(guard)


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
