"""`muster import`: what a file holds, as a text to read or whole as JSON."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from muster.keeping.options import (
    FAULTY,
    LISTED,
    WHO,
    WHY,
    kind_of,
    options,
    read_pairs,
    shown_progress,
    who_is,
)
from muster.terminal import (
    common,
    load_shipped,
    open_store,
    print_json,
    print_table,
    printable,
    settle,
    tell_read_only,
    text_of,
)
from muster.words import how_many, same_start


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@options(
    click.option("--format", "file_format", default="", metavar="F", help="muster, acled, ucdp, timemap, geoconfirmed, or csv, excel, parquet, geojson, geopackage, kml. Else by what stands in it."),
    click.option("--dry-run", is_flag=True, help="Say what would be taken in, and change nothing."),
    click.option("--map", "mapping", multiple=True, metavar="FIELD=COLUMN", callback=read_pairs, help="Which column a field is read from. Repeatable; FIELD= alone takes a guess back."),
    click.option("--dates", "order", type=click.Choice(["day-first", "month-first"]), help="How 03/04/2022 is meant, where the file does not prove it."),
    click.option("--decimals", "mark", type=click.Choice(["point", "comma"]), help="What stands before decimals in 1.500 or 1,500, where the file does not prove it; the other one groups thousands."),
    click.option("--kind", metavar="KIND", help="What is claimed, where the file does not say."),
    click.option("--troop-origin", default="", metavar="CC", help="Whose troops, where the file does not say."),
    click.option("--publisher", default="", metavar="NAME", help="Who published the file."),
    click.option("--published", default="", metavar="DAY", help="When it was published (EDTF)."),
    click.option("--series", default="", metavar="NAME", help="The files of one series are versions of one another; else the file's name."),
    click.option("--encoding", default="", metavar="NAME", help="Of a CSV that is not UTF-8, such as windows-1251."),
    click.option("--part", default="", metavar="NAME", help="Sheet of a workbook, layer of a GeoPackage."),
    WHO,
    WHY,
)  # fmt: skip
@common
def import_(
    data_dir: Path | None, as_json: bool, file: Path, dry_run: bool, who: str | None, why: str, **asked: Any
) -> None:
    """Take a file in as drafts: ours, ACLED, UCDP GED, TimeMap, GeoConfirmed, or any table or map with places and dates.

    Nothing is drawn before it is accepted with `muster review`. A row with faults is told, with its column, and the
    others are taken in; the exit code is then 1. The same file again adds nothing; a newer one changes and withdraws.
    """
    from muster.ingest.preview import preview  # noqa: PLC0415

    folder, as_json = settle(data_dir, as_json)
    store = open_store(folder)
    if dry_run:
        tell_read_only(store)
    with (
        shown_progress() as progress,
        preview(file, load_shipped(folder), store, options=_import_options(asked), progress=progress) as made,
    ):
        if not dry_run:
            made.accept(store, who=who_is(who), why=why, progress=progress)
        told = made.to_plain()
    if as_json:
        print_json(told)
    else:
        _print_import(told, dry_run=dry_run)
    if told["rejected"]:
        sys.exit(FAULTY)


def _import_options(asked: dict[str, Any]) -> Any:
    from muster.dates import parse_span  # noqa: PLC0415
    from muster.ingest.asking import Options  # noqa: PLC0415
    from muster.ingest.counts import Mark  # noqa: PLC0415
    from muster.ingest.days import Order  # noqa: PLC0415
    from muster.tables.cells import read_country  # noqa: PLC0415

    if asked["published"]:
        parse_span(asked["published"])
    return Options(
        format=asked["file_format"],
        mapping=asked["mapping"],
        order=Order(asked["order"]) if asked["order"] else None,
        mark=Mark(asked["mark"]) if asked["mark"] else None,
        kind=kind_of(asked["kind"]),
        troop_origin=read_country(asked["troop_origin"]),
        encoding=asked["encoding"],
        part=asked["part"],
        series=asked["series"],
        publisher=asked["publisher"],
        published_at=asked["published"],
    )


def _print_import(told: dict[str, Any], *, dry_run: bool) -> None:
    faulty = len({one["row"] for one in told["rejected"]})
    good = f"{told['accepted']:,} without a fault" + (f", {faulty:,} left out with faults" if faulty else "")
    click.echo(f"{told['format']}: {how_many(told['rows'], 'row')}; {good}.")
    if told["repeated"]:
        click.echo(f"{told['repeated']:,} not taken twice: the same in all fields as another row.")
    for note in told["notes"]:
        click.echo(printable(note))
    names = ("added", "changed", "proposed", "unchanged", "withdrawn")
    verb = "would be " if dry_run else ""
    click.echo(f"{verb}{', '.join(f'{told[name]:,} {name}' for name in names)}.".capitalize())
    word = told["rows_are"]
    _print_changes(told, word, dry_run=dry_run)
    rejected = told["rejected"]
    print_table(
        (word.upper(), "COLUMN", "VALUE", "WHY"),
        (
            [str(one["row"]), text_of(one["column"]), text_of(one["value"]), printable(one["why"])]
            for one in rejected[:LISTED]
        ),
    )
    if len(rejected) > LISTED:
        click.echo(f"... and {how_many(len(rejected) - LISTED, 'fault')} more; --json has all.")
    for one in told["duplicates"][:LISTED]:
        other = one["like_claim"] if one["like_row"] is None else f"{word} {one['like_row']}"
        said = "says the same as" if one["exact"] else "reads like"
        end = "; it is not taken twice." if one["exact"] else f" ({one['likeness']} of 100)."
        click.echo(f"{_named(word, one['row'])} {said} {other}{end}")
    if not dry_run and told["import_id"]:
        click.echo(
            f"Import {told['import_id']}. Look at them with: muster review --import {told['import_id']}"
        )


_LONGEST = 90
_SAID = {
    "added": "New",
    "changed": "Changed since the last file",
    "proposed": "Other than what is a claim, or was corrected or decided on; it waits in review",
    "withdrawn": "No longer in the file",
}


def _print_changes(told: dict[str, Any], word: str, *, dry_run: bool) -> None:
    """Print what a file does to which rows; what is new is listed before it is taken in alone."""
    for kind, said in _SAID.items():
        rows = told["changes"][kind]
        if not rows or (kind == "added" and not dry_run):
            continue
        click.echo(f"{said}:")
        for one in rows[:LISTED]:
            where = printable(one["names"])
            name = f"({where})" if where else ""
            if one["row"] is not None:
                name = f"{_named(word, one['row'])} {name}".strip()
            if "fields" in one:
                click.echo(f"  {name}:")
                for each in one["fields"]:
                    old, new = (_shown(each[end]) for end in ("from", "to"))
                    start = same_start(old, new)
                    click.echo(f"    {printable(each['field'])}: {_cut(old, start)} -> {_cut(new, start)}")
            else:
                lead = f"{name}: " if name else ""
                click.echo(f"  {lead}{_cut(printable(one['says']), 0)}")
        more = told[kind] - len(rows[:LISTED])
        if more > 0:
            click.echo(f"  ... and {more:,} more; --json has more of them.")


def _named(word: str, number: int) -> str:
    return f"{word.capitalize() if word != 'fid' else word} {number}"


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "blank"
    return printable(", ".join(map(str, value)) if isinstance(value, list) else str(value))


def _cut(text: str, start: int) -> str:
    """Return a text from shortly before where it begins to matter, cut to a line."""
    shown = f"…{text[start:]}" if start else text
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
