"""Make a bulk layer: Parquet by month, sorted by day and then by space, whole or not there at all."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from itertools import product
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from muster.errors import LayerError
from muster.query.bulk.hold import HELD, LINKS, hold
from muster.query.bulk.layer import FORMAT, MANIFEST
from muster.query.bulk.narrow import NARROW, narrow
from muster.query.derived import derive
from muster.query.links import reach
from muster.query.roles import Role, role_of_terms
from muster.query.said import SAID_FIRST
from muster.vocabulary import Kind, PlaceRole, Stance
from muster.whole import sync

ROWS_TOGETHER = 30_000
UNDATED_MONTH = "undated"

_NUMBERED = """
CREATE TABLE assertion_numbers AS SELECT (row_number() OVER () - 1)::INTEGER AS assertion, * FROM raw_assertions;
CREATE TABLE document_numbers AS SELECT (row_number() OVER () - 1)::INTEGER AS document, * FROM raw_documents;
CREATE TABLE statement_numbers AS
  SELECT statement_id, (row_number() OVER (ORDER BY min(position)) - 1)::INTEGER AS statement
  FROM raw_claims GROUP BY statement_id;
"""

_BASE = """
CREATE TABLE base AS
  SELECT c.position::INTEGER AS position, c.claim_id, st.statement AS statement_id, d.document AS document_id,
    d.source_id AS publisher_id, c.originator_id, s.kind AS originator_kind, s.reliability,
    a.assertion AS assertion_id,
    coalesce(g.lead, a.assertion, (SELECT count(*) FROM assertion_numbers) + c.position)::INTEGER AS group_id,
    c.tier, c.kind, c.stance, c.troop_origin, r.role::TINYINT AS role, c.place_id, c.place_role,
    coalesce(p.is_drawn, false) AS has_place, c.geo_precision::TINYINT AS geo_precision, p.lat, p.lon,
    c.event_start, c.event_end,
    CASE WHEN c.is_reported THEN c.reported_earliest ELSE d.published_earliest END AS known_earliest,
    CASE WHEN c.is_reported THEN c.reported_latest ELSE d.published_latest END AS known_latest,
    c.count_low::INTEGER AS count_low, c.count_best::INTEGER AS count_best, c.count_high::INTEGER AS count_high,
    c.count_unit, c.count_scope,
    c.count_unit IS NOT DISTINCT FROM 'people' AND coalesce(c.count_best, c.count_high, c.count_low) IS NOT NULL
      AS gives_people, false AS is_desertion,
    coalesce(c.count_best, c.count_high, c.count_low, 0)::INTEGER AS size, c.credibility::TINYINT AS credibility,
    c.attribution, c.count_hedge, CASE WHEN c.place_id IS NULL THEN c.place_text END AS place_text
  FROM raw_claims c JOIN raw_sources s ON s.source_id = c.originator_id
    JOIN document_numbers d ON d.document_id = c.document_id JOIN statement_numbers st USING (statement_id)
    JOIN roles r ON r.stance = c.stance AND r.kind = c.kind AND r.place_role IS NOT DISTINCT FROM c.place_role
    LEFT JOIN assertion_numbers a ON a.assertion_id = c.assertion_id
    LEFT JOIN leads g ON g.assertion = a.assertion
    LEFT JOIN (SELECT *, lat IS NOT NULL OR geometry_id IS NOT NULL AS is_drawn FROM raw_places) p
      ON p.place_id = c.place_id
"""

_OPENINGS = f"""
CREATE TEMP TABLE openings AS
  WITH asserting AS (
    SELECT *, row_number() OVER (ORDER BY {SAID_FIRST}) AS said FROM base
    WHERE assertion_id IS NOT NULL AND tier <> 'secondary' AND role IN ({Role.PRESENT:d}, {Role.PLANNED:d})),
  first AS (SELECT assertion_id, arg_min(document_id, said) AS first_id FROM asserting GROUP BY 1)
  SELECT assertion_id, bool_or(role = {Role.PRESENT:d}) AS is_present, bool_or(role = {Role.PLANNED:d}) AS is_planned
  FROM asserting JOIN first USING (assertion_id)
  WHERE document_id = first_id OR publisher_id = originator_id GROUP BY 1
"""
_PLANS_WITHOUT_NUMBER = f"""
UPDATE base SET gives_people = false FROM openings o
  WHERE base.assertion_id = o.assertion_id AND base.role = {Role.PLANNED:d} AND NOT o.is_planned AND base.tier <> 'secondary'
"""
_DESERTERS = f"""
UPDATE base SET is_desertion = true FROM (
    SELECT assertion_id FROM (
      SELECT assertion_id, kind, row_number() OVER (ORDER BY {SAID_FIRST}) AS said FROM base
      WHERE assertion_id IS NOT NULL AND gives_people)
    GROUP BY 1 HAVING arg_min(kind, said) = 'desertion') o
  WHERE base.assertion_id = o.assertion_id
"""
_PLANS_STILL = f"""
UPDATE base SET role = {Role.PLANNED:d} FROM openings o
  WHERE base.assertion_id = o.assertion_id AND base.role = {Role.PRESENT:d} AND NOT o.is_present AND base.tier <> 'secondary'
"""

_LINKED = """
SELECT a.assertion AS assertion_id, b.assertion AS other_id
FROM raw_links l JOIN assertion_numbers a ON a.assertion_id = l.assertion_id
  JOIN assertion_numbers b ON b.assertion_id = l.other_id
WHERE l.link = '{link}' ORDER BY l.rowid
"""

_SCOPES = """
CREATE TABLE scopes AS
  SELECT o.place_in_order, coalesce(nullif(CASE WHEN o.by_position IS NULL THEN a.judgement ELSE c.scope END, ''), '')
    AS scope
  FROM opposed o LEFT JOIN assertion_numbers a ON a.assertion = o.by_id
    LEFT JOIN raw_claims c ON c.position = o.by_position ORDER BY 1
"""

_STORED = f"""
CREATE TABLE stored AS
  SELECT *, coalesce(event_start, event_end, known_earliest) AS day_of_storage,
    coalesce(strftime(coalesce(event_start, event_end, known_earliest), '%Y-%m'), '{UNDATED_MONTH}') AS month
  FROM claims ORDER BY month, day_of_storage, grid_y // 65536, grid_x // 65536, place_id, position
"""


def write_layer(folder: Path, raw: Mapping[str, pa.Table]) -> Path:
    """Write the layer of the raw tables (see `raw.RAW`) to a folder, and return it.

    It is written under a temporary name beside it, each file flushed to the disk, and then renamed: a layer is there
    whole, or the one from before is. Ids become whole numbers; the order of the raw claims stays as `position`.
    """
    if not len(raw["claims"]):
        raise LayerError(
            folder, "was not written: there are no claims", "give a set with one claim at the least"
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        with duckdb.connect() as connection:
            _fill(connection, raw)
            _store(connection, making)
        _flush(making)
        if folder.exists():
            old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
            folder.rename(old / "layer")
            making.rename(folder)
            shutil.rmtree(old)
        else:
            making.rename(folder)
        sync(folder.parent)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return folder


def _fill(connection: duckdb.DuckDBPyConnection, raw: Mapping[str, pa.Table]) -> None:
    for name, table in raw.items():
        connection.from_arrow(table).create(f"raw_{name}")
    roles = [
        (str(s), str(k), p and str(p), role_of_terms(s, k, p))
        for s, k, p in product(Stance, Kind, (None, *PlaceRole))
    ]
    _table(connection, "roles", ("stance", "kind", "place_role", "role"), roles)
    connection.execute(_NUMBERED)
    edges = {
        link: connection.execute(_LINKED.format(link=link)).fetchall()
        for link in ("part_of", "updates", "supports", "contradicts")
    }
    _table(connection, "leads", ("assertion", "lead"), _leads(edges["supports"]), kind="INTEGER")
    for statement in (_BASE, _DESERTERS, _OPENINGS, _PLANS_WITHOUT_NUMBER, _PLANS_STILL):
        connection.execute(statement)
    around = {"wholes": edges["part_of"], "newer": [(old, new) for new, old in edges["updates"]]}
    for name, column in (("wholes", "whole_id"), ("newer", "newer_id")):
        _table(connection, name, ("assertion_id", column), _closed(around[name]), kind="INTEGER")
    _table(connection, "updates", ("assertion_id", "old_id"), edges["updates"], kind="INTEGER")
    _table(connection, "contradicts", ("assertion_id", "other_id"), edges["contradicts"], kind="INTEGER")
    connection.execute(
        "CREATE TABLE answers AS SELECT l.position::BIGINT AS position, a.assertion AS assertion_id "
        "FROM raw_answers l JOIN assertion_numbers a USING (assertion_id) ORDER BY l.rowid"
    )
    told: dict[str, list[str]] = {}
    for source, informant in connection.execute(
        "SELECT source_id, informant_id FROM raw_informed"
    ).fetchall():
        told.setdefault(source, []).append(informant)
    informed = [(key, other) for key in told for other in sorted(reach(key, told)) if other != key]
    _table(connection, "informants", ("source_id", "informant_id"), informed)
    derive(connection)
    connection.execute(_SCOPES)


def _table(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    columns: tuple[str, ...],
    rows: Iterable[tuple[object, ...]],
    *,
    kind: str = "VARCHAR",
) -> None:
    held = list(rows)
    table = pa.table({column: pa.array([row[i] for row in held]) for i, column in enumerate(columns)})
    connection.register("incoming", table)
    given = ", ".join(f"{c}::{'INTEGER' if c == 'role' else kind} AS {c}" for c in columns)
    connection.execute(f"CREATE TABLE {name} AS SELECT {given} FROM incoming")
    connection.unregister("incoming")


def _leads(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    lead: dict[int, int] = {}

    def find(key: int) -> int:
        while lead.setdefault(key, key) != key:
            lead[key] = lead[lead[key]]
            key = lead[key]
        return key

    for one, other in pairs:
        first, second = sorted((find(one), find(other)))
        lead[second] = first
    return [(key, find(key)) for key in lead]


def _closed(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    links: dict[int, list[int]] = {}
    for one, other in pairs:
        links.setdefault(one, []).append(other)
    return [(key, other) for key in links for other in sorted(reach(key, links)) if other != key]


def _store(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    connection.execute(_STORED)
    months = connection.execute("SELECT month, count(*) FROM stored GROUP BY 1 ORDER BY 1").fetchall()
    for month, _ in months:
        part = folder / "claims" / f"month={month}"
        part.mkdir(parents=True)
        found = connection.sql(
            "SELECT * EXCLUDE (month, day_of_storage) FROM stored WHERE month = ?", params=[month]
        )
        _write(found.to_arrow_table(), part / "claims.parquet")
    tables = {
        **{name: f"SELECT * FROM {name}" for name in LINKS},
        "assertions": "SELECT * FROM assertion_numbers ORDER BY assertion",
        "documents": "SELECT * FROM document_numbers ORDER BY document",
        "scopes": "SELECT * FROM scopes ORDER BY place_in_order",
        "sources": "SELECT * FROM raw_sources ORDER BY rowid",
        "places": "SELECT * FROM raw_places ORDER BY rowid",
    }
    for name, sql in tables.items():
        _write(connection.sql(sql).to_arrow_table(), folder / f"{name}.parquet")
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*.parquet")):
        digest.update(file.relative_to(folder).as_posix().encode())
        digest.update(file.read_bytes())
    held = {"format": FORMAT, "version": digest.hexdigest()[:12], "claims": sum(rows for _, rows in months)}
    (folder / MANIFEST).write_text(json.dumps(held), encoding="utf-8")
    hold(folder, folder / HELD)
    narrow(folder, folder / NARROW)


def _write(table: pa.Table, file: Path) -> None:
    pq.write_table(table, file, compression="zstd", row_group_size=ROWS_TOGETHER)


def _flush(folder: Path) -> None:
    for path in folder.rglob("*"):
        sync(path)
    sync(folder)
