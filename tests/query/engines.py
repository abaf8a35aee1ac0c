"""Other engines for the same questions: Polars in this process, and a PostgreSQL of our own on a free port."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CANDIDATES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def find_postgres() -> Path | None:
    """Return the folder of initdb and pg_ctl: MUSTER_POSTGRES, Debian's newest, or that on the path; None for none."""
    named = os.environ.get("MUSTER_POSTGRES")
    on_path = shutil.which("initdb")
    folders = (
        [Path(named)] if named else [*CANDIDATES, *([Path(on_path).resolve().parent] if on_path else [])]
    )
    return next((folder for folder in folders if (folder / "initdb").is_file()), None)


@contextmanager
def running_postgres(programs: Path) -> Iterator[Any]:
    """Yield an Ibis connection to a server of its own, in a temporary folder; it is gone afterwards.

    PostgreSQL refuses to run as root: then the user `postgres` runs it, which its package makes.
    """
    import ibis

    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    home = Path(tempfile.mkdtemp(prefix="muster-postgres-"))
    if as_user:
        shutil.chown(home, "postgres")
    data = home / "data"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(*command: str) -> None:
        subprocess.run(
            [*as_user, *command], check=True, cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    run(str(programs / "initdb"), "-D", str(data), "-A", "trust", "-U", "muster", "-E", "UTF8", "--no-sync")
    options = f"-c listen_addresses=127.0.0.1 -p {port} -k {home} -c fsync=off"
    run(str(programs / "pg_ctl"), "-D", str(data), "-o", options, "-l", str(home / "log"), "-w", "start")
    try:
        connection = ibis.postgres.connect(host="127.0.0.1", port=port, user="muster", database="postgres")
        try:
            yield connection
        finally:
            connection.disconnect()
    finally:
        run(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(home)


SQL_TYPES = {
    "int8": "smallint",
    "int16": "smallint",
    "int32": "integer",
    "int64": "bigint",
    "string": "text",
    "bool": "boolean",
    "date32[day]": "date",
    "double": "float8",
}


def fill(connection: Any, name: str, table: Any) -> None:
    """Make a table of an engine from an Arrow table; what had the name is replaced.

    PostgreSQL is filled by its own driver: Ibis drops its temporary table under no name with this version of sqlglot.
    """
    if connection.name != "postgres":
        connection.create_table(name, table, overwrite=True)
        return
    columns = ", ".join(f'"{field.name}" {SQL_TYPES[str(field.type)]}' for field in table.schema)
    places = ", ".join(["%s"] * table.num_columns)
    rows = list(zip(*(column.to_pylist() for column in table.columns), strict=True))
    with connection.con.cursor() as cursor:
        cursor.execute(f'DROP TABLE IF EXISTS "{name}"')
        cursor.execute(f'CREATE TABLE "{name}" ({columns})')
        if rows:
            cursor.executemany(f'INSERT INTO "{name}" VALUES ({places})', rows)  # noqa: S608 - names of our own
    connection.con.commit()
