"""DuckDB in this process, which answers the questions of a data set. Safe to ask from several threads."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from operator import itemgetter
from threading import Lock
from types import MappingProxyType
from typing import Any, Protocol
from weakref import WeakKeyDictionary

import duckdb
import ibis  # type: ignore[import-untyped]

from muster.model import Dataset
from muster.query.dating import SHOWN, shown_claims, unbound_shown
from muster.query.frame import POSITION, tables_of
from muster.query.plan import Plan
from muster.query.select import select_claims
from muster.query.selection import Selection, Vocabulary
from muster.vocabulary import Bin, Known, Window

CLOSED_IN: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
"""The engine must never fetch anything from outside."""

Question = Callable[[Selection], Any]
"""Gives the unbound Ibis expression that a selection asks for."""

ShownQuestion = Callable[[Any], Any]
"""Gives the unbound Ibis expression over the table `shown`, the same for every selection."""


PlanQuestion = Callable[[], Plan]
"""Gives the steps of an answer, the same for every selection. It must be hashable."""


class Connected(Vocabulary, Protocol):
    """What brings its own connection: a bulk layer."""

    @property
    def connection(self) -> duckdb.DuckDBPyConnection: ...


Asked = Dataset | Connected

_connections: WeakKeyDictionary[Dataset, duckdb.DuckDBPyConnection] = WeakKeyDictionary()
_connections_lock = Lock()


@dataclass(frozen=True, slots=True)
class Selected:
    """How one claim stands to a selection. `window` and `known` are None where not asked, and where surely not."""

    claim_id: str
    bin: Bin
    window: Window | None
    known: Known | None
    is_listed: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """Every claim of the data set in its order, and how many stand in each bin; bins with none are there with 0."""

    rows: tuple[Selected, ...]
    tally: Mapping[Bin, int]

    @property
    def total(self) -> int:
        return len(self.rows)


def answer(dataset: Dataset, selection: Selection) -> Answer:
    """Return how every claim stands to a selection.

    Raises SelectionError for a selection that the data set cannot be asked.
    """
    rows = tuple(
        Selected(claim_id, _BINS[name], _WINDOWS[window], _KNOWN[known], is_listed)
        for _, claim_id, name, window, known, is_listed in _ask(dataset, select_claims, selection)[1]
    )
    counted = Counter(row.bin for row in rows)
    return Answer(rows, MappingProxyType({name: counted[name] for name in Bin}))


_BINS = {term.value: term for term in Bin}
_WINDOWS: dict[str | None, Window | None] = {None: None, **{term.value: term for term in Window}}
_KNOWN: dict[str | None, Known | None] = {None: None, **{term.value: term for term in Known}}


def ask(dataset: Asked, question: Question, selection: Selection) -> list[dict[str, Any]]:
    """Return the rows of a question's answer, by column.

    Raises SelectionError for a selection that the data set cannot be asked.
    """
    columns, rows = _ask(dataset, question, selection)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def ask_shown(dataset: Asked, question: ShownQuestion, selection: Selection) -> list[dict[str, Any]]:
    """Return the rows that a question asked of the shown claims gives, by column. Raises like `ask`."""

    def sql(asked: Selection) -> str:
        return f"WITH {SHOWN} AS ({_sql(shown_claims, asked)}) {_shown_sql(question)}"

    columns, rows = _answered(dataset, question, selection, sql)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def ask_page(  # noqa: PLR0913 - a page has an order, a start and a length
    dataset: Asked, question: Question, selection: Selection, *, order: str, offset: int, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """Return some rows of an answer, ordered by one of its columns, and how many there are in all. Raises like `ask`."""
    inner = _sql(question, selection)
    listed = f"WITH found AS MATERIALIZED ({inner})"
    page = f"(SELECT * FROM found ORDER BY {order} LIMIT {int(limit)} OFFSET {int(offset)})"  # noqa: S608 - our own
    columns, rows = _run(
        dataset,
        selection,
        f"{listed} SELECT n.total, p.* FROM (SELECT count(*) AS total FROM found) n LEFT JOIN {page} p ON true",  # noqa: S608
    )
    found = [dict(zip(columns[1:], row[1:], strict=True)) for row in rows]
    total = rows[0][0] if rows else 0
    return sorted((row for row in found if row[order] is not None), key=itemgetter(order)), total


def ask_plan(
    dataset: Asked,
    question: PlanQuestion,
    selection: Selection,
    *,
    days: Sequence[date] = (),
    numbers: Mapping[int, int] = MappingProxyType({}),
) -> dict[str, list[dict[str, Any]]]:
    """Return the answers of a plan by name, each as its rows. `days` fill the table of that name. Raises like `ask`.

    `numbers` replaces whole numbers that stand in a plan for others, so that one plan, compiled once, asks for many.
    """
    selection.check(dataset)
    takes, steps, answers = (_with_numbers(part, numbers) for part in _plan_sql(question))
    shown = _sql(shown_claims, selection)
    steps = (*((name, f"WITH {SHOWN} AS ({shown}) {sql}") for name, sql in takes), *steps)
    if days:
        listed = ", ".join(f"DATE '{day.isoformat()}'" for day in days)
        steps = (("days", f"SELECT unnest([{listed}]) AS day"), *steps)
    cursor = _connection(dataset).cursor()
    try:
        for name, sql in steps:
            cursor.execute(f"CREATE TEMP TABLE {name} AS {sql}")
        return {name: _rows(cursor.execute(sql)) for name, sql in answers}
    finally:
        cursor.close()


def _rows(found: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    columns = [column[0] for column in found.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def _ask(dataset: Asked, question: Question, selection: Selection) -> tuple[list[str], list[tuple[Any, ...]]]:
    return _answered(dataset, question, selection, lambda asked: _sql(question, asked))


Rows = tuple[list[str], list[tuple[Any, ...]]]
_MOST_TOGETHER = 200_000
"""How many rows a question that is asked of many windows at once may give at the most, of a data set that shows all in each."""


@dataclass(slots=True)
class _Windows:
    """Selections that are asked together, and what the last of their questions came to, by question and selection."""

    dataset: Asked
    selections: tuple[Selection, ...]
    answers: dict[Any, dict[Selection, Rows]] = field(default_factory=dict)


_windows: ContextVar[_Windows | None] = ContextVar("windows", default=None)


@contextmanager
def asked_together(dataset: Dataset, selections: Iterable[Selection]) -> Iterator[None]:
    """Have every question that is asked of one of these selections here asked of all of them at once: the engine plans it once.

    They differ in nothing but the days of a window that has both ends, else each is asked alone. Questions asked so have
    the column `position`, by which their rows come.
    """
    found = tuple(dict.fromkeys(selections))
    alike = {replace(one, event_from=None, event_to=None) for one in found}
    closed = all(one.event_from is not None and one.event_to is not None for one in found)
    token = _windows.set(_Windows(dataset, found) if len(alike) == 1 and closed else None)
    try:
        yield
    finally:
        _windows.reset(token)


def _answered(dataset: Asked, question: Any, selection: Selection, sql: Callable[[Selection], str]) -> Rows:
    held = _windows.get()
    if held is None or held.dataset is not dataset or selection not in held.selections:
        return _run(dataset, selection, sql(selection))
    if selection not in held.answers.get(question, ()):
        held.answers[question] = _run_together(held, selection, sql)
    return held.answers[question][selection]


def _run_together(held: _Windows, first: Selection, sql: Callable[[Selection], str]) -> dict[Selection, Rows]:
    """Return the answers for a selection and for as many of those that follow it as fit."""
    many = max(1, _MOST_TOGETHER // max(len(held.dataset.claims_by_id), 1))
    start = held.selections.index(first)
    some = held.selections[start : start + many]
    asked = sql(replace(first, event_from=_MARKS["event_from"], event_to=_MARKS["event_to"]))
    for name in ("event_from", "event_to"):
        asked = asked.replace(_literal(_MARKS[name]), f"windows.{name}")
    listed = ", ".join(
        f"({number}, {_literal(one.event_from)}, {_literal(one.event_to)})"
        for number, one in enumerate(some)
        if one.event_from and one.event_to
    )
    for one in some[1:]:
        one.check(held.dataset)
    columns, rows = _run(
        held.dataset,
        first,
        f"SELECT windows.number, found.* FROM (VALUES {listed}) windows(number, event_from, event_to), "  # noqa: S608 - our own
        f"LATERAL ({asked}) found ORDER BY windows.number, found.{POSITION}",
    )
    answers: dict[Selection, Rows] = {one: (columns[1:], []) for one in some}
    for number, *row in rows:
        answers[some[number]][1].append(tuple(row))
    return answers


def _run(dataset: Asked, selection: Selection, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    selection.check(dataset)
    cursor = _connection(dataset).cursor()
    try:
        found = cursor.execute(sql)
        return [column[0] for column in found.description or ()], found.fetchall()
    finally:
        cursor.close()


def _sql(question: Question, selection: Selection) -> str:
    """Return a question as SQL. It is compiled once for each shape of a selection, its days put in afterwards."""
    marked: dict[str, Any] = {
        name: day for name, day in _MARKS.items() if getattr(selection, name) is not None
    }
    sql = _compiled(question, replace(selection, **marked))
    for name, mark in marked.items():
        sql = sql.replace(_literal(mark), _literal(getattr(selection, name)))
    return sql


@lru_cache(maxsize=512)
def _compiled(question: Question, selection: Selection) -> str:
    return str(ibis.to_sql(question(selection), dialect="duckdb", pretty=False))


_MARKS = {"event_from": date(1, 1, 2), "event_to": date(1, 1, 3), "as_of": date(1, 1, 4)}
"""Days that stand in for those of a selection while a question is compiled; no question names them itself."""


def _literal(day: date) -> str:
    return f"MAKE_DATE({day.year}, {day.month}, {day.day})"


Sql = tuple[tuple[str, str], ...]


def _with_numbers(part: Sql, numbers: Mapping[int, int]) -> Sql:
    for mark, number in numbers.items():
        part = tuple((name, sql.replace(str(mark), str(int(number)))) for name, sql in part)
    return part


@lru_cache(maxsize=512)
def _plan_sql(question: PlanQuestion) -> tuple[Sql, Sql, Sql]:
    plan = question()

    def compiled(named: Iterable[tuple[str, Any]]) -> Sql:
        return tuple((name, str(ibis.to_sql(e, dialect="duckdb", pretty=False))) for name, e in named)

    takes = tuple((name, f"SELECT * FROM ({sql})") for name, sql in compiled(plan.takes))  # noqa: S608 - our own
    return takes, compiled(plan.steps), compiled(plan.answers.items())


@cache
def _shown_sql(question: ShownQuestion) -> str:
    inner = ibis.to_sql(question(unbound_shown()), dialect="duckdb", pretty=False)
    return f"SELECT * FROM ({inner})"  # noqa: S608 - our own question, without a value


def _connection(asked: Asked) -> duckdb.DuckDBPyConnection:
    """Return the connection whose tables are those of the data set; it goes when the data set does."""
    if not isinstance(asked, Dataset):
        return asked.connection
    dataset = asked
    with _connections_lock:
        connection = _connections.get(dataset)
        if connection is None:
            connection = duckdb.connect(config=CLOSED_IN)
            for name, table in tables_of(dataset).items():
                connection.from_arrow(table).create(name)
            _connections[dataset] = connection
        return connection
