"""dataset.toml: what a data set is called, and the views that it offers."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from muster.errors import Fault, MalformedValueError
from muster.model import Extent
from muster.suggest import closest
from muster.tables.cells import read_text

TEXT_KEYS = ("title", "subtitle", "about")
REMEDY_EXTENT = "give it a name and places = [...], or a name and bounds = [west, south, east, north]"

Report = Callable[[str, str, str, str], None]


@dataclass(frozen=True, slots=True)
class Settings:
    title: str
    subtitle: str
    about: str
    extents: tuple[Extent, ...]


def read_settings(file: str, content: bytes | None, *, default_title: str) -> tuple[Settings, list[Fault]]:
    """Return the settings of a data set and what is wrong with them; without the file only a title.

    The places of an extent are checked elsewhere, beside the gazetteer.
    """
    if content is None:
        return Settings(default_title, "", "", ()), []
    faults: list[Fault] = []

    def report(key: str, value: str, problem: str, remedy: str) -> None:
        faults.append(Fault(file, None, key, value, problem, remedy))

    try:
        given = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        report("", "", f"is no TOML in UTF-8 ({error})", "correct it there")
        return Settings(default_title, "", "", ()), faults
    for key in given:
        if key not in (*TEXT_KEYS, "extent"):
            close = closest(key, (*TEXT_KEYS, "extent"))
            report(key, "", "is no key of this file", f"rename it to {close[0]}" if close else "remove it")
    title, subtitle, about = (_text(given.get(key, ""), key, report) for key in TEXT_KEYS)
    tables = given.get("extent", [])
    if not isinstance(tables, list):
        report("extent", "", "is no list", "write each view under [[extent]]")
        tables = []
    extents = tuple(_extent(table, number, report) for number, table in enumerate(tables, start=1))
    return Settings(title or default_title, subtitle, about, extents), faults


def _text(value: Any, key: str, report: Report) -> str:
    if not isinstance(value, str):
        report(key, str(value), "is no text", "put it in quotation marks")
        return ""
    try:
        return read_text(value)
    except MalformedValueError as error:
        report(key, value, error.problem, error.remedy)
        return ""


def _extent(table: Any, number: int, report: Report) -> Extent:
    key = f"extent {number}"
    given: dict[str, Any] = table if isinstance(table, dict) else {}
    name = given.get("name")
    places = given.get("places", [])
    bounds = given.get("bounds")
    sound = (
        isinstance(name, str)
        and isinstance(places, list)
        and all(isinstance(place, str) for place in places)
        and bool(places) != (bounds is not None)
        and set(given) <= {"name", "places", "bounds"}
    )
    if not sound:
        report(key, str(name or ""), "is no view", REMEDY_EXTENT)
        return Extent("", (), None)
    if bounds is not None and not _is_box(bounds):
        report(
            key, str(bounds), "is no box", "write bounds = [west, south, east, north] in degrees, south first"
        )
        return Extent("", (), None)
    west_to_north = None if bounds is None else tuple(float(edge) for edge in bounds)
    return Extent(_text(name, key, report), tuple(places), west_to_north)  # type: ignore[arg-type]


def _is_box(bounds: Any) -> bool:
    if not isinstance(bounds, list) or len(bounds) != 4:
        return False
    if not all(isinstance(edge, int | float) and not isinstance(edge, bool) for edge in bounds):
        return False
    west, south, east, north = (float(edge) for edge in bounds)
    return -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south < north <= 90 and west != east
