"""What the cells of one row, and the rows of one statement, must say together."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from muster.tables.columns import Table
from muster.tables.schema import AREAS, ASSERTIONS, CLAIMS, DOCUMENTS, GAZETTEER, SOURCES
from muster.vocabulary import (
    AreaMake,
    CountScope,
    GeoPrecision,
    PlaceBasis,
    PlaceKind,
    PublishedBasis,
    Stance,
)

SETTLEMENT = frozenset({GeoPrecision.TOWN})
SITE = frozenset({GeoPrecision.SITE, GeoPrecision.TOWN})
WIDE = frozenset({GeoPrecision.AREA, GeoPrecision.SEA_OR_AIR})
PRECISIONS: Mapping[PlaceKind, frozenset[GeoPrecision]] = {
    PlaceKind.TRAINING_GROUND: SITE,
    PlaceKind.BASE: SITE,
    PlaceKind.AIRFIELD: SITE,
    PlaceKind.PORT: SITE,
    PlaceKind.SITE: SITE,
    PlaceKind.CITY: SETTLEMENT,
    PlaceKind.TOWN: SETTLEMENT,
    PlaceKind.VILLAGE: SETTLEMENT,
    PlaceKind.DISTRICT: frozenset({GeoPrecision.DISTRICT}),
    PlaceKind.REGION: frozenset({GeoPrecision.REGION}),
    PlaceKind.COUNTRY: frozenset({GeoPrecision.COUNTRY}),
    PlaceKind.MACRO_REGION: WIDE,
    PlaceKind.BORDER: WIDE,
    PlaceKind.AREA: WIDE,
}
"""The precisions at which a claim can be coded to a place of each kind."""

COUNTRYLESS = frozenset({PlaceKind.MACRO_REGION, PlaceKind.BORDER, PlaceKind.AREA})
COUNTS = ("count_low", "count_best", "count_high")
Row = dict[str, Any]


def check_rows(tables: Mapping[str, Table]) -> None:
    """Add a fault for each row whose cells, sound one by one, contradict each other."""
    checks = {
        DOCUMENTS.file: _check_document,
        ASSERTIONS.file: _check_assertion,
        GAZETTEER.file: _check_place,
        AREAS.file: _check_area,
        CLAIMS.file: _check_claim,
    }
    for file, check in checks.items():
        table = tables.get(file)
        if table is not None:
            for index, values in enumerate(table.records()):
                check(table, index, dict(zip(table.schema.readers, values, strict=True)))
    claims = tables.get(CLAIMS.file)
    if claims is not None:
        _check_statements(claims)
        _check_precisions(claims, tables.get(GAZETTEER.file))
        _check_originators(claims, tables)


def _check_document(table: Table, index: int, row: Row) -> None:
    basis = row["published_basis"]
    is_blank = not table.cells["published_at"][index]
    if is_blank and basis in {PublishedBasis.STATED, PublishedBasis.INFERRED}:
        table.fault(
            index,
            "published_at",
            f"is blank though published_basis is {basis}",
            "fill it in, or say 'unknown'",
        )
    if basis is PublishedBasis.INFERRED and not table.cells["note"][index].strip():
        table.fault(
            index, "note", "is blank though the day of publication is inferred", "say how it was inferred"
        )


def _check_assertion(table: Table, index: int, row: Row) -> None:
    if row["contradicts"] and not table.cells["judgement"][index].strip():
        table.fault(
            index,
            "contradicts",
            "has no judgement",
            "name in judgement the exact scope that cannot both hold",
        )


def _check_area(table: Table, index: int, row: Row) -> None:
    groups, make = row["members"], row["make"]
    if groups is None or make is None:
        return
    wanted = 2 if make is AreaMake.SHARED_BORDER else 1
    if len(groups) != wanted:
        noun = "groups of members" if wanted == 2 else "group of members"
        table.fault(
            index, "members", f"has {len(groups)} groups", f"a {make} takes {wanted} {noun}, separated by '/'"
        )


def _check_place(table: Table, index: int, row: Row) -> None:
    def is_blank(column: str) -> bool:
        return not table.cells[column][index].strip()

    if is_blank("lat") != is_blank("lon"):
        column = "lat" if is_blank("lat") else "lon"
        table.fault(index, column, "is blank though the other coordinate is there", "give both, or neither")
    elif not is_blank("lat"):
        if is_blank("coordinate_basis"):
            table.fault(index, "coordinate_basis", "is blank", "say where the coordinate comes from")
        if is_blank("geometry_id") and is_blank("radius_m"):
            table.fault(
                index, "radius_m", "is blank for a point", "say how far from the point the place may be"
            )
    if not is_blank("radius_m") and is_blank("radius_basis"):
        table.fault(index, "radius_basis", "is blank", "say where the radius comes from")
    country, admin1, kind = row["country"], row["admin1"], row["kind"]
    if is_blank("country") and kind is not None and kind not in COUNTRYLESS:
        table.fault(index, "country", f"is blank for a {kind}", "give the internationally recognised country")
    if country and admin1 and not admin1.startswith(f"{country}-"):
        table.fault(
            index, "admin1", f"is no division of {country}", f"use a code that starts with {country}-"
        )


def _check_claim(table: Table, index: int, row: Row) -> None:
    _check_stance(table, index, row)
    _check_claimed_place(table, index, row)
    _check_count(table, index, row)
    start, end = row["event_start"], row["event_end"]
    if start is not None and end is not None and start > end:
        table.fault(index, "event_start", f"is after event_end ({end})", "put the earlier day in event_start")


def _check_stance(table: Table, index: int, row: Row) -> None:
    stance, is_blank = row["stance"], not table.cells["about"][index]
    if stance is None:
        return
    if stance is not Stance.ASSERTS and is_blank:
        table.fault(
            index, "about", f"is blank though the stance is {stance}", "name the assertion that it answers"
        )
    if stance is Stance.ASSERTS and not is_blank:
        table.fault(
            index, "about", "is filled though the stance is asserts", "leave it blank, or change the stance"
        )


def _check_claimed_place(table: Table, index: int, row: Row) -> None:
    cells = table.cells
    if not cells["place_id"][index]:
        return
    for column in ("place_role", "geo_precision", "place_basis"):
        if not cells[column][index]:
            table.fault(index, column, "is blank though a place is given", "fill it in")
    if row["place_basis"] is PlaceBasis.STATED and not cells["place_text"][index].strip():
        table.fault(
            index, "place_text", "is blank though the place is stated", "write the name as it is written"
        )


def _check_count(table: Table, index: int, row: Row) -> None:
    given = [(column, row[column]) for column in COUNTS if row[column] is not None]
    if not given:
        return
    for (smaller, low), (larger, high) in pairwise(given):
        if low > high:
            table.fault(index, smaller, f"is more than {larger} ({high})", "put them in order, low to high")
    for column in ("count_unit", "count_scope"):
        if not table.cells[column][index]:
            table.fault(index, column, "is blank though a number is given", "fill it in")


def _check_statements(claims: Table) -> None:
    """Rows of one statement stand in one document, and a total over all of them is the same on each."""
    cells = claims.cells
    first: dict[str, int] = {}
    first_total: dict[str, int] = {}
    for index, statement in enumerate(cells["statement_id"]):
        if not statement:
            continue
        before = first.setdefault(statement, index)
        if cells["document_id"][index] != cells["document_id"][before]:
            row = claims.row_number(before)
            claims.fault(
                index,
                "document_id",
                f"differs from row {row} of the same statement",
                "a statement stands in one document",
            )
        if claims.values["count_scope"][index] is not CountScope.STATEMENT:
            continue
        before = first_total.setdefault(statement, index)
        for column in (*COUNTS, "count_unit"):
            if claims.values[column][index] != claims.values[column][before]:
                row = claims.row_number(before)
                claims.fault(
                    index,
                    column,
                    f"differs from row {row}, though it is one total over statement {statement}",
                    "write the same number on each row, or make count_scope 'place'",
                )


def _check_precisions(claims: Table, gazetteer: Table | None) -> None:
    if gazetteer is None:
        return
    kinds = dict(zip(gazetteer.ids, gazetteer.values["kind"], strict=True))
    for index, (place_id, precision) in enumerate(
        zip(claims.values["place_id"], claims.values["geo_precision"], strict=True)
    ):
        kind = kinds.get(place_id)
        if kind is not None and precision is not None and precision not in PRECISIONS[kind]:
            fitting = " or ".join(str(int(fit)) for fit in sorted(PRECISIONS[kind]))
            claims.fault(index, "geo_precision", f"does not fit {place_id}, a {kind}", f"use {fitting}")


def _check_originators(claims: Table, tables: Mapping[str, Table]) -> None:
    """A statement comes from whom its assertion comes from: two that say the same are two assertions."""
    assertions, sources = tables.get(ASSERTIONS.file), tables.get(SOURCES.file)
    if assertions is None or sources is None:
        return
    existing = set(sources.ids)
    originators = dict(zip(assertions.ids, assertions.values["originator_id"], strict=True))
    for index, (assertion_id, originator_id) in enumerate(
        zip(claims.values["assertion_id"], claims.values["originator_id"], strict=True)
    ):
        wanted = originators.get(assertion_id)
        if wanted != originator_id and wanted in existing and originator_id in existing:
            claims.fault(
                index,
                "originator_id",
                f"is not the originator of {assertion_id}, which is {wanted}",
                "correct one of them, or give this originator an assertion of its own",
            )
