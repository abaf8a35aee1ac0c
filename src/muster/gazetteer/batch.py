"""Names by the line: JSON in, JSON out, in the same order, one at a time."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from muster.errors import GazetteerError, MusterError, shorten
from muster.gazetteer.resolve import resolve_name
from muster.model import Dataset

FIELDS = ("id", "name", "country", "admin1", "context")
MOST_CONTEXT = 50


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the answer, and the error that it tells, if it does."""

    line: dict[str, Any]
    error: str = ""


def resolve_lines(dataset: Dataset, lines: Iterable[str]) -> Iterator[Answer]:
    """Yield an answer to each line that is not blank, as soon as the line is read.

    A line is `{"id", "name", "country"?, "admin1"?, "context"?: [names]}`, its answer `{"id", "status", "place",
    "candidates"}` as `Resolution.to_dict` has them. A line that cannot be answered yields `{"id", "error"}`, with id null
    where it has none that can be read, and the next line is answered as ever; nothing is raised for a line.
    """
    for number, text in enumerate(lines, 1):
        if text.strip():
            yield _answer(dataset, text, number)


def _answer(dataset: Dataset, text: str, number: int) -> Answer:
    key: Any = None
    try:
        asked = _read(text)
        key = asked.get("id")
        resolution = resolve_name(
            dataset,
            _text(asked, "name"),
            country=_text(asked, "country") or None,
            admin1=_text(asked, "admin1") or None,
            near=_context(asked),
        ).to_dict()
    except MusterError as error:
        message = f"line {number}: {' '.join(str(error).split())}"
        return Answer({"id": key, "error": message}, message)
    return Answer({"id": key, **{field: resolution[field] for field in ("status", "place", "candidates")}})


def _read(text: str) -> dict[str, Any]:
    try:
        asked = json.loads(text.lstrip("\ufeff"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise GazetteerError(f"{shorten(text.strip())} is no JSON ({error}).") from None
    if not isinstance(asked, dict):
        raise GazetteerError(
            f'{shorten(text.strip())} is no JSON object; write {{"id": 1, "name": "Kursk"}}.'
        )
    if not isinstance(asked.get("id"), str | int | float | None):
        del asked["id"]
        raise GazetteerError("id is neither a text nor a number.")
    return asked


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no number of JSON")


def _text(asked: dict[str, Any], field: str) -> str:
    value = asked.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise GazetteerError(f"{field} is {shorten(str(value))}, not a text.")
    return value


def _context(asked: dict[str, Any]) -> list[str]:
    value = asked.get("context") or []
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise GazetteerError(f"context is {shorten(str(value))}, not a list of names.")
    if len(names) > MOST_CONTEXT:
        raise GazetteerError(f"context has {len(names)} names; it may have {MOST_CONTEXT}.")
    return [name for name in names if name.strip()]
