"""What depends on no selection, worked out once: by DuckDB, for a data set in memory and for a bulk layer alike."""

from __future__ import annotations

import duckdb
import ibis  # type: ignore[import-untyped]
import pyarrow as pa

from muster.query.rule_of_days import common_days
from muster.query.said import SAID_FIRST

GRID_BITS = 24
"""The grid of the whole world (Web Mercator) has 2**24 columns and rows, each about 2.4 m at the equator."""

LONG_AGO = "DATE '0001-01-01'"
"""Stands for a day of knowledge that is not told: known on every day that is asked."""

BASE: dict[str, dict[str, pa.DataType]] = {
    "informants": {"source_id": pa.string(), "informant_id": pa.string()},
    "wholes": {"assertion_id": pa.string(), "whole_id": pa.string()},
    "newer": {"assertion_id": pa.string(), "newer_id": pa.string()},
    "updates": {"assertion_id": pa.string(), "old_id": pa.string()},
    "contradicts": {"assertion_id": pa.string(), "other_id": pa.string()},
    "answers": {"position": pa.int64(), "assertion_id": pa.string()},
}
"""The links that `derive` starts from, `wholes` and `newer` walked to their end; the others in the order of their tables."""

_CHALLENGES = """
CREATE TEMP TABLE challenges AS
  SELECT a.assertion_id, a.position, CASE b.stance WHEN 'denies' THEN 'denied' ELSE 'disputed' END AS status
  FROM answers a JOIN base b USING (position) WHERE b.stance IN ('denies', 'doubts')
  UNION SELECT c.assertion_id, b.position, 'disputed' FROM contradicts c JOIN base b ON b.assertion_id = c.other_id
  UNION SELECT c.other_id, b.position, 'disputed' FROM contradicts c JOIN base b ON b.assertion_id = c.assertion_id
"""

_CLAIMS = f"""
CREATE TABLE claims AS
  WITH challenged AS (
    SELECT c.assertion_id,
      min(CASE WHEN c.status = 'disputed' THEN coalesce(b.known_earliest, {LONG_AGO}) END) AS disputed_from,
      min(CASE WHEN c.status = 'denied' THEN coalesce(b.known_earliest, {LONG_AGO}) END) AS denied_from
    FROM challenges c JOIN base b USING (position) GROUP BY 1),
  speaking AS (SELECT group_id, count(DISTINCT originator_id) = 1 AS is_alone FROM base GROUP BY 1),
  placed AS (SELECT position, geo_precision IN (1, 2) AND lat IS NOT NULL AND lon IS NOT NULL AS is_placed FROM base)
  SELECT b.*,
    row_number() OVER (ORDER BY {SAID_FIRST}) AS said_order,
    disputed_from, denied_from, is_alone,
    CASE WHEN is_placed THEN floor((b.lon + 180) / 360 * {1 << GRID_BITS})::BIGINT % {1 << GRID_BITS} END AS grid_x,
    CASE WHEN is_placed THEN least(greatest(floor((1 - asinh(tan(radians(b.lat))) / pi()) / 2
      * {1 << GRID_BITS}), 0), {(1 << GRID_BITS) - 1})::BIGINT END AS grid_y
  FROM base b LEFT JOIN challenged USING (assertion_id) LEFT JOIN speaking USING (group_id) JOIN placed USING (position)
  ORDER BY b.position
"""

_DATED = f"""
CREATE TEMP TABLE dated AS
  WITH dating AS (
    SELECT assertion_id, role, event_start, event_end, coalesce(known_earliest, {LONG_AGO}) AS known,
      row_number() OVER (ORDER BY {SAID_FIRST}) AS said_order
    FROM base WHERE assertion_id IS NOT NULL AND tier <> 'secondary' AND stance IN ('asserts', 'confirms')),
  several AS (
    SELECT assertion_id, role FROM dating GROUP BY ALL
    HAVING min(event_start) IS DISTINCT FROM max(event_start) OR min(event_end) IS DISTINCT FROM max(event_end)
      OR count(event_start) NOT IN (0, count(*)) OR count(event_end) NOT IN (0, count(*))),
  turns AS (SELECT DISTINCT assertion_id, role, known AS since FROM dating SEMI JOIN several USING (assertion_id, role))
  SELECT t.assertion_id, t.role, t.since, d.event_start, d.event_end, d.said_order
  FROM turns t JOIN dating d ON d.assertion_id = t.assertion_id AND d.role = t.role AND d.known <= t.since
"""

_DATINGS = """
CREATE TABLE datings AS
  SELECT assertion_id, role, since,
    lead(since) OVER (PARTITION BY assertion_id, role ORDER BY since) AS until, first_day, last_day
  FROM ({days}) ORDER BY assertion_id, role, since
"""

_AROUND = """
CREATE TABLE around AS
  WITH members AS (SELECT DISTINCT group_id, assertion_id FROM base WHERE assertion_id IS NOT NULL)
  SELECT m.assertion_id, w.whole_id AS other_id
  FROM wholes w JOIN members a USING (assertion_id) JOIN members m USING (group_id)
  WHERE w.whole_id <> m.assertion_id
  UNION SELECT assertion_id, newer_id FROM newer
"""

_INSIDE = """
CREATE TABLE inside AS
  SELECT assertion_id, whole_id FROM wholes UNION SELECT assertion_id, newer_id FROM newer
"""

_OPPOSED = f"""
CREATE TABLE opposed AS
  WITH known AS (
    SELECT assertion_id, min(coalesce(known_earliest, {LONG_AGO})) AS known_from FROM base
    WHERE assertion_id IS NOT NULL GROUP BY 1),
  listed AS (
    SELECT 0 AS part, row_number() OVER () AS row, 'contradicts' AS kind, other_id AS of_id, assertion_id AS by_id,
      CAST(NULL AS BIGINT) AS by_position, assertion_id AS by_key FROM contradicts
    UNION ALL
    SELECT 1, row_number() OVER (), CAST(b.stance AS VARCHAR), a.assertion_id, b.assertion_id, a.position,
      coalesce(b.assertion_id, b.group_id)
    FROM answers a JOIN base b USING (position) WHERE b.stance IN ('denies', 'doubts', 'declines'))
  SELECT row_number() OVER (ORDER BY part, row) - 1 AS place_in_order, l.kind, l.of_id, l.by_id, l.by_position, l.by_key,
    coalesce(o.known_from, {LONG_AGO}) AS of_from, coalesce(said.known_from, y.known_from) AS by_from
  FROM listed l LEFT JOIN known o ON o.assertion_id = l.of_id
    LEFT JOIN known y ON y.assertion_id = l.by_id AND l.by_position IS NULL
    LEFT JOIN (SELECT position, coalesce(known_earliest, {LONG_AGO}) AS known_from FROM base) said
      ON said.position = l.by_position
  WHERE coalesce(said.known_from, y.known_from) IS NOT NULL
    AND (o.known_from IS NOT NULL OR l.part = 1)  -- what is answered may be asserted by nobody
  ORDER BY 1
"""


def derive(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `claims` and the other tables that the questions are asked of from `base` and the tables of `BASE`.

    Ids may be text or whole numbers. `said_order` ranks all claims as `muster.query.said` does. `is_alone`: one originator alone speaks of all that `supports` joins here.
    `grid_x` and `grid_y` are given at precision 1 and 2 alone: nothing vaguer may fall in a cell.
    """
    for statement in (_CHALLENGES, _CLAIMS, _DATED):
        connection.execute(statement)
    dated = ibis.table(
        {
            "assertion_id": "string",
            "role": "int64",
            "since": "date",
            "event_start": "date",
            "event_end": "date",
            "said_order": "int64",
        },
        name="dated",
    )
    days = ibis.to_sql(common_days(dated, "assertion_id", "role", "since"), dialect="duckdb", pretty=False)
    for statement in (_DATINGS.format(days=days), _AROUND, _INSIDE, _OPPOSED):
        connection.execute(statement)
