"""What questions need of a layer, held compactly: a file of DuckDB's own, made from the Parquet at any time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from muster.query.bulk.encoding import VOCABULARIES
from muster.query.engine import CLOSED_IN
from muster.query.selection import NOTHING

HELD = "held.duckdb"
LINKS = ("informants", "datings", "wholes", "around", "inside", "updates", "opposed")
_HEDGES = ("", "about", "over", "at least", "up to")
_NARROW = {"lat": "FLOAT", "lon": "FLOAT", "said_order": "INTEGER", "grid_x": "INTEGER", "grid_y": "INTEGER"}
_INFORMANTS = "source_id::originator_id_terms AS source_id, informant_id::originator_id_terms AS informant_id"


def hold(folder: Path, target: Path) -> None:
    """Make the file of a layer's folder under the name of `target`: terms and ids of few values as enumerations."""
    with duckdb.connect(str(target), config=CLOSED_IN) as connection:
        connection.execute("SET preserve_insertion_order = true")
        claims = (
            f"read_parquet('{_quoted(folder / 'claims' / '*' / '*.parquet')}', hive_partitioning = false)"
        )

        def column(sql: str) -> tuple[str, ...]:
            return tuple(row[0] for row in connection.execute(sql).fetchall())

        sources = column(f"SELECT source_id FROM {_file(folder, 'sources')}")
        places = column(f"SELECT place_id FROM {_file(folder, 'places')}")
        troops = column(
            f"SELECT DISTINCT troop_origin FROM {claims} WHERE troop_origin IS NOT NULL ORDER BY 1"
        )
        enums = {name: tuple(map(str, terms)) for name, terms in VOCABULARIES.items()}
        enums |= {"originator_id": sources, "publisher_id": sources, "place_id": places}
        enums |= {"troop_origin": troops, "count_hedge": _HEDGES}
        _make_types(connection, enums)
        columns = column(f"SELECT column_name FROM (DESCRIBE SELECT * FROM {claims})")
        chosen = ", ".join(_held(name, enums) for name in columns)
        connection.execute(f"CREATE TABLE claims AS SELECT {chosen} FROM {claims}")
        for name in LINKS:
            these = _INFORMANTS if name == "informants" else "*"
            connection.execute(f"CREATE TABLE {name} AS SELECT {these} FROM {_file(folder, name)}")
        connection.execute("CHECKPOINT")


def _make_types(connection: duckdb.DuckDBPyConnection, enums: Mapping[str, tuple[str, ...]]) -> None:
    """Make the enumerations. NOTHING, which asks for none of them, must be comparable with each."""
    for name, values in enums.items():
        listed = ", ".join(f"'{_text(value)}'" for value in (*values, NOTHING))
        connection.execute(f"CREATE TYPE {name}_terms AS ENUM ({listed})")


def _held(name: str, enums: Mapping[str, tuple[str, ...]]) -> str:
    kind = f"{name}_terms" if name in enums else _NARROW.get(name)
    return f"{name}::{kind} AS {name}" if kind else name


def _file(folder: Path, name: str) -> str:
    return f"read_parquet('{_quoted(folder / f'{name}.parquet')}')"


def _quoted(path: Path) -> str:
    return _text(str(path))


def _text(text: str) -> str:
    return text.replace("'", "''")
