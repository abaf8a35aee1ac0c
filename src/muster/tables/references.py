"""What rows say about other rows: ids that must exist, and chains that must not come back to their start."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from muster.errors import shorten
from muster.suggest import closest
from muster.tables.columns import Table
from muster.tables.schema import AREAS, ASSERTIONS, CLAIMS, DOCUMENTS, GAZETTEER, SOURCES, Schema

SUGGESTED_AT_MOST = 100
"""Close matches are looked for in the first unknown ids only: a wrong file has as many as it has rows."""


@dataclass(frozen=True, slots=True)
class Link:
    """A column that holds ids of another table, or of its own."""

    table: Schema
    column: str
    target: Schema
    is_chain: bool = False


LINKS = (
    Link(SOURCES, "informed_by", SOURCES, is_chain=True),
    Link(DOCUMENTS, "source_id", SOURCES),
    Link(ASSERTIONS, "originator_id", SOURCES),
    Link(ASSERTIONS, "part_of", ASSERTIONS, is_chain=True),
    Link(ASSERTIONS, "updates", ASSERTIONS, is_chain=True),
    Link(ASSERTIONS, "supports", ASSERTIONS),
    Link(ASSERTIONS, "contradicts", ASSERTIONS),
    Link(CLAIMS, "document_id", DOCUMENTS),
    Link(CLAIMS, "originator_id", SOURCES),
    Link(CLAIMS, "assertion_id", ASSERTIONS),
    Link(CLAIMS, "about", ASSERTIONS),
    Link(CLAIMS, "place_id", GAZETTEER),
)


def check_references(tables: Mapping[str, Table]) -> None:
    """Add a fault for each id that does not exist, for each row that names itself, and for each circle."""
    for link in LINKS:
        source, target = tables.get(link.table.file), tables.get(link.target.file)
        if source is None or target is None or not target.raw.is_whole:
            continue  # the missing table is the fault; each id in it is not another
        _check_existence(source, link, set(target.ids))
        if link.target is link.table:
            _check_own_row(source, link)
        if link.is_chain:
            _check_circles(source, link)
    _check_areas(tables)


def _check_existence(table: Table, link: Link, existing: set[str]) -> None:
    remedies: dict[str, str] = {}
    for index, value in enumerate(table.values[link.column]):
        if value is None or value in existing:
            continue
        for wanted in _ids(value):
            if wanted not in existing:
                if wanted not in remedies:
                    remedies[wanted] = _remedy(
                        wanted, existing, link.target, search=len(remedies) < SUGGESTED_AT_MOST
                    )
                table.fault(
                    index, link.column, f"names {shorten(wanted)}, which does not exist", remedies[wanted]
                )


def _remedy(wanted: str, existing: Iterable[str], target: Schema, *, search: bool) -> str:
    close = closest(wanted, existing) if search else ()
    hint = f"did you mean {' or '.join(close)}? " if close else ""
    return f"{hint}use a {target.key} of {target.file}, or add it there"


def _ids(value: object) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()


def _check_own_row(table: Table, link: Link) -> None:
    for index, (key, value) in enumerate(zip(table.ids, table.values[link.column], strict=True)):
        if key and key in _ids(value):
            table.fault(index, link.column, "names its own row", "name another, or leave it blank")


def _check_circles(table: Table, link: Link) -> None:
    follows = {key: _ids(value) for key, value in zip(table.ids, table.values[link.column], strict=True)}
    index_of = {key: index for index, key in reversed(list(enumerate(table.ids)))}
    for circle in find_circles(follows):
        if len(circle) > 1:
            path = " -> ".join((*circle, circle[0]))
            table.fault(
                index_of[circle[0]], link.column, f"goes in a circle: {path}", "remove one of these links"
            )


def find_circles(follows: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Return one circle for each link that closes one, in the order of the keys; none for a tree."""
    done: set[str] = set()
    circles = []
    for start in follows:
        if start in done:
            continue
        path: list[str] = [start]
        on_path = {start}
        waiting = [iter(follows[start])]
        while waiting:
            following = next(waiting[-1], None)
            if following is None:
                waiting.pop()
                left = path.pop()
                on_path.discard(left)
                done.add(left)
            elif following in on_path:
                circles.append(tuple(path[path.index(following) :]))
            elif following in follows and following not in done:
                path.append(following)
                on_path.add(following)
                waiting.append(iter(follows[following]))
    return circles


def _check_areas(tables: Mapping[str, Table]) -> None:
    gazetteer, areas = tables.get(GAZETTEER.file), tables.get(AREAS.file)
    if gazetteer is None or (areas is not None and not areas.raw.is_whole):
        return
    existing = set(areas.ids) if areas is not None else set()
    for index, value in enumerate(gazetteer.values["geometry_id"]):
        if value is not None and value.startswith("area-") and value not in existing:
            remedy = _remedy(value, existing, AREAS, search=True)
            gazetteer.fault(index, "geometry_id", "names an area that does not exist", remedy)
