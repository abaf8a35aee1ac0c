"""What the database itself refuses: to change or to delete what was kept."""

from sqlalchemy import Connection

TABLES = ("judgements", "imports", "items", "revisions")


def guard(connection: Connection, table: str) -> None:
    """Make the database refuse every UPDATE and DELETE on a table of `TABLES`, whoever asks."""
    if table not in TABLES:
        raise ValueError(table)
    kept = f"{table} are never changed and never deleted"
    if connection.dialect.name == "sqlite":
        for what in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER IF NOT EXISTS {table}_keep_{what} BEFORE {what} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{kept}'); END"
            )
    elif connection.dialect.name == "postgresql":
        connection.exec_driver_sql(
            f"CREATE OR REPLACE FUNCTION {table}_keep() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{kept}'; END $$"
        )
        connection.exec_driver_sql(
            f"CREATE OR REPLACE TRIGGER {table}_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_keep()"
        )
