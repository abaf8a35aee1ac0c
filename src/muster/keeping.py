"""The commands of `muster` that add: import, review, history, undo, backup and restore.

What they need is imported where it is used: a question in a terminal should not wait for it.
"""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import reduce
from pathlib import Path
from typing import Any

import click

from muster.dates import Moment
from muster.terminal import (
    EDITS_AS_OF,
    common,
    load_data,
    load_shipped,
    open_store,
    print_json,
    print_table,
    printable,
    settle,
    text_of,
)
from muster.words import how_many, moment_words

FAULTY = 1
LISTED = 30


def _options(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda command: reduce(lambda done, option: option(done), reversed(options), command)


WHO = click.option(
    "--who", metavar="NAME", help="Who does it; else MUSTER_WHO, else the name you are logged in by."
)
WHY = click.option("--why", default="", metavar="TEXT", help="The reason; kept for ever.")


def _who(name: str | None) -> str:
    return name or os.environ.get("MUSTER_WHO") or getpass.getuser()


def _pairs(_context: click.Context, _parameter: click.Parameter, texts: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for text in texts:
        name, mark, value = text.partition("=")
        if not mark:
            raise click.BadParameter(f"{text!r} has no '='; write FIELD=VALUE.")
        pairs[name.strip()] = value.strip()
    return pairs


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@_options(
    click.option("--format", "file_format", default="", metavar="F", help="muster, acled, ucdp, timemap, geoconfirmed, or csv, excel, parquet, geojson, geopackage, kml. Else by what stands in it."),
    click.option("--dry-run", is_flag=True, help="Say what would be taken in, and change nothing."),
    click.option("--map", "mapping", multiple=True, metavar="FIELD=COLUMN", callback=_pairs, help="Which column a field is read from. Repeatable; FIELD= alone takes a guess back."),
    click.option("--dates", "order", type=click.Choice(["day-first", "month-first"]), help="How 03/04/2022 is meant, where the file does not prove it."),
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
    with (
        _progress() as progress,
        preview(file, load_shipped(folder), store, options=_import_options(asked), progress=progress) as made,
    ):
        if not dry_run:
            made.accept(store, who=_who(who), why=why, progress=progress)
        told = made.to_plain()
    if as_json:
        print_json(told)
    else:
        _print_import(told, dry_run=dry_run)
    if told["rejected"]:
        sys.exit(FAULTY)


def _import_options(asked: dict[str, Any]) -> Any:
    from muster.dates import parse_span  # noqa: PLC0415
    from muster.ingest.days import Order  # noqa: PLC0415
    from muster.ingest.preview import Options  # noqa: PLC0415
    from muster.tables.cells import read_country  # noqa: PLC0415

    if asked["published"]:
        parse_span(asked["published"])
    return Options(
        format=asked["file_format"],
        mapping=asked["mapping"],
        order=Order(asked["order"]) if asked["order"] else None,
        kind=_kind(asked["kind"]),
        troop_origin=read_country(asked["troop_origin"]),
        encoding=asked["encoding"],
        part=asked["part"],
        series=asked["series"],
        publisher=asked["publisher"],
        published_at=asked["published"],
    )


def _kind(text: str | None) -> Any:
    from muster.errors import UnknownValueError  # noqa: PLC0415
    from muster.vocabulary import Kind  # noqa: PLC0415

    if not text:
        return None
    if text not in set(Kind):
        raise UnknownValueError("kind", text, [str(kind) for kind in Kind])
    return Kind(text)


def _print_import(told: dict[str, Any], *, dry_run: bool) -> None:
    verb = "would become" if dry_run else "became"
    click.echo(f"{told['format']}: {how_many(told['rows'], 'row')}; {told['accepted']:,} {verb} drafts.")
    if told["repeated"]:
        click.echo(f"Of these, {told['repeated']:,} not taken twice: the same in all fields as another row.")
    for note in told["notes"]:
        click.echo(printable(note))
    names = ("added", "changed", "proposed", "unchanged", "withdrawn")
    click.echo(", ".join(f"{told[name]:,} {name}" for name in names) + ".")
    rejected = told["rejected"]
    print_table(
        ("ROW", "COLUMN", "VALUE", "WHY"),
        (
            [str(one["row"]), text_of(one["column"]), text_of(one["value"]), printable(one["why"])]
            for one in rejected[:LISTED]
        ),
    )
    if len(rejected) > LISTED:
        click.echo(f"... and {how_many(len(rejected) - LISTED, 'fault')} more; --json has all.")
    for one in told["duplicates"][:LISTED]:
        other = f"row {one['like_row']}" if one["like_row"] else one["like_claim"]
        said = "says the same as" if one["exact"] else "reads like"
        end = "; it is not taken twice." if one["exact"] else f" ({one['likeness']} of 100)."
        click.echo(f"Row {one['row']} {said} {other}{end}")
    if not dry_run and told["import_id"]:
        click.echo(
            f"Import {told['import_id']}. Look at them with: muster review --import {told['import_id']}"
        )


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int | None], None] | None]:
    """Yield what shows how far it is on a terminal's standard error; None where nobody looks."""
    if not sys.stderr.isatty():
        yield None
        return

    def show(stage: str, done: int, total: int | None) -> None:
        share = f" of {total:,} ({100 * done // total}%)" if total else ""
        sys.stderr.write(f"\r\033[K{stage} {done:,}{share}")
        sys.stderr.flush()

    try:
        yield show
    finally:
        sys.stderr.write("\r\033[K")


def _watch(progress: Callable[[str, int, int | None], None] | None) -> Callable[[int], None] | None:
    return None if progress is None else lambda done: progress("deciding", done, None)


@click.group(invoke_without_command=True)
@click.option("--import", "import_id", metavar="ID", help="Only of this import.")
@click.option("--state", type=click.Choice(["draft", "accepted", "rejected", "withdrawn"]), default="draft")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1))
@common
@click.pass_context
def review(
    context: click.Context,
    data_dir: Path | None,
    as_json: bool,
    import_id: str | None,
    state: str,
    limit: int,
) -> None:
    """List the drafts that wait; accept, reject or correct them. Only what is accepted becomes a claim."""
    if context.invoked_subcommand is not None:
        return
    from itertools import islice  # noqa: PLC0415

    from muster.ingest.review import queue  # noqa: PLC0415
    from muster.store import State  # noqa: PLC0415

    folder, as_json = settle(data_dir, as_json)
    store = open_store(folder)
    found = list(islice(queue(store, load_data(folder), states=(State(state),), import_id=import_id), limit))
    if as_json:
        print_json([_waiting(one) for one in found])
        return
    rows = (
        [
            one.revision.item_id,
            str(one.revision.number),
            text_of(one.draft.kind),
            text_of(one.draft.place_id or one.draft.place_text),
            text_of(one.draft.event_start),
            text_of(one.draft.originator),
            text_of(one.draft.summary),
            text_of(
                "; ".join(one.faults)
                or (
                    "withdrawn by a newer file"
                    if one.is_withdrawn
                    else "changed by a newer file"
                    if one.proposed
                    else ""
                )
            ),
        ]
        for one in found
    )
    print_table(("ID", "VERSION", "KIND", "PLACE", "FROM", "ORIGINATOR", "SUMMARY", "OPEN"), rows)
    click.echo(f"{len(found)} of {store.ledger.count([State(state)]):,} with state {state}.")


def _waiting(one: Any) -> dict[str, Any]:
    return {
        "item_id": one.revision.item_id,
        "version": one.revision.number,
        "state": str(one.revision.state),
        "draft": one.draft.to_plain(),
        "open": list(one.faults),
        "proposed": "withdrawn" if one.is_withdrawn else one.proposed.to_plain() if one.proposed else None,
    }


@review.command()
@click.argument("ids", nargs=-1)
@click.option("--import", "import_id", metavar="ID", help="Every draft of this import that has nothing open.")
@click.option("--kind", metavar="KIND", help="What is claimed, for those that do not say.")
@_options(WHO, WHY)
@common
def accept(
    data_dir: Path | None,
    as_json: bool,
    ids: tuple[str, ...],
    import_id: str | None,
    kind: str | None,
    who: str | None,
    why: str,
) -> None:
    """Make drafts claims."""
    from muster.ingest import review as reviewing  # noqa: PLC0415

    folder, as_json = settle(data_dir, as_json)
    store, dataset = open_store(folder), load_data(folder)
    waiting: tuple[tuple[str, str], ...] = ()
    count, still, given = 0, 0, _kind(kind)
    _need(ids, import_id)
    if import_id:
        with _progress() as progress:
            done = reviewing.accept_all(
                store, dataset, import_id, who=_who(who), why=why, kind=given, watch=_watch(progress)
            )
        count, still, waiting = done.count, done.waiting, done.why
    for item_id in ids:
        row = store.ledger.get(item_id)
        if given is not None and row.content.get("kind") is None:
            row = reviewing.correct(
                store, item_id, {"kind": str(given)}, number=row.number, who=_who(who), why=why
            )
        reviewing.accept(store, dataset, item_id, number=row.number, who=_who(who), why=why)
        count += 1
    if as_json:
        print_json(
            {
                "accepted": count,
                "still_open": still,
                "waiting": [{"item_id": item_id, "open": open_} for item_id, open_ in waiting],
            }
        )
        return
    click.echo(f"{count:,} accepted; {still:,} still have something open.")
    print_table(("ID", "OPEN"), ([item_id, text_of(open_)] for item_id, open_ in waiting[:LISTED]))
    if still > LISTED:
        click.echo(f"... and {still - LISTED:,} more; muster review --import {import_id} lists them.")


@review.command()
@click.argument("ids", nargs=-1)
@click.option("--import", "import_id", metavar="ID", help="Every draft of this import.")
@_options(WHO, click.option("--why", required=True, metavar="TEXT", help="The reason; kept for ever."))
@common
def reject(
    data_dir: Path | None,
    as_json: bool,
    ids: tuple[str, ...],
    import_id: str | None,
    who: str | None,
    why: str,
) -> None:
    """Turn drafts down, with a reason."""
    from muster.ingest import review as reviewing  # noqa: PLC0415

    folder, as_json = settle(data_dir, as_json)
    store = open_store(folder)
    _need(ids, import_id)
    count = reviewing.reject_all(store, import_id, who=_who(who), why=why) if import_id else 0
    for item_id in ids:
        reviewing.reject(store, item_id, number=store.ledger.get(item_id).number, who=_who(who), why=why)
        count += 1
    print_json({"rejected": count}) if as_json else click.echo(f"{count:,} rejected.")


@review.command()
@click.argument("item_id")
@click.option(
    "--set",
    "changes",
    multiple=True,
    required=True,
    metavar="FIELD=VALUE",
    callback=_pairs,
    help="Repeatable; FIELD= alone makes it blank.",
)
@click.option(
    "--version",
    "number",
    type=int,
    help="The version that you looked at: where it is no longer the newest, you are told.",
)
@_options(WHO, WHY)
@common
def correct(
    data_dir: Path | None,
    as_json: bool,
    item_id: str,
    changes: dict[str, str],
    number: int | None,
    who: str | None,
    why: str,
) -> None:
    """Give a draft, or a claim, other values in some fields."""
    from muster.ingest import review as reviewing  # noqa: PLC0415

    folder, as_json = settle(data_dir, as_json)
    store = open_store(folder)
    number = store.ledger.get(item_id).number if number is None else number
    made = reviewing.correct(store, item_id, _typed(changes), number=number, who=_who(who), why=why)
    print_json(_revision(made)) if as_json else click.echo(f"{item_id}: version {made.number}.")


def _typed(changes: dict[str, str]) -> dict[str, Any]:
    """Return texts as the values that JSON would have: numbers where a field is one, a list where it is several."""
    typed: dict[str, Any] = {}
    for name, text in changes.items():
        is_number = name.startswith("count_") and name.removeprefix("count_") in {"low", "best", "high"}
        if not text:
            typed[name] = None
        elif is_number or name in {"geo_precision", "date_precision", "credibility"}:
            typed[name] = int(text) if text.isdecimal() else text
        elif name in {"about", "candidates"}:
            typed[name] = text.split("|")
        else:
            typed[name] = text
    return typed


def _need(ids: tuple[str, ...], import_id: str | None) -> None:
    if not ids and not import_id:
        raise click.UsageError("Name the drafts by their ids, or an import with --import.")


@click.command()
@click.argument("item_id", metavar="ID")
@_options(EDITS_AS_OF)
@common
def history(data_dir: Path | None, as_json: bool, item_id: str, edits_as_of: Moment | None) -> None:
    """Show every version of a claim or a draft: who, when, why, and what each changed."""
    from muster.errors import StoreError  # noqa: PLC0415

    folder, as_json = settle(data_dir, as_json)
    rows = open_store(folder).ledger.history(item_id)
    shipped = load_shipped(folder).claims_by_id.get(item_id)
    if not rows and shipped is None:
        raise StoreError(f"there is no claim or draft {item_id!r}.")
    kept = [row for row in rows if edits_as_of is None or row.at <= edits_as_of.last]
    if as_json:
        print_json([_revision(row) for row in kept])
        return
    if shipped is not None:
        click.echo(f"{item_id} ships with the data set{'' if rows else ' and was never changed'}.")
    if edits_as_of is not None:
        later = how_many(len(rows) - len(kept), "later version")
        click.echo(
            f"As kept at {moment_words(edits_as_of)}: {how_many(len(kept), 'version')}; {later} left out."
        )
    before: dict[str, Any] = {}
    table = []
    for row in kept:
        changed = ", ".join(
            name
            for name in dict.fromkeys((*before, *row.content))
            if before.get(name) != row.content.get(name)
        )
        at = row.at.strftime("%Y-%m-%d %H:%M:%SZ")
        table.append(
            [
                str(row.number),
                at,
                text_of(row.who),
                row.action,
                str(row.state),
                text_of(changed if before else ""),
                text_of(row.why),
            ]
        )
        before = dict(row.content)
    print_table(("VERSION", "AT", "WHO", "DID", "STATE", "CHANGED", "WHY"), table)


def _revision(row: Any) -> dict[str, Any]:
    return {
        "item_id": row.item_id,
        "claim_id": row.claim_id,
        "version": row.number,
        "action": row.action,
        "state": str(row.state),
        "who": row.who,
        "at": row.at.isoformat(),
        "why": row.why,
        "import_id": row.import_id,
        "content": row.content,
        "proposed": row.proposed,
    }


@click.command()
@click.argument("item_id", metavar="ID")
@click.option(
    "--all", "with_decided", is_flag=True, help="Of an import, also what was accepted or changed since."
)
@_options(WHO, WHY)
@common
def undo(
    data_dir: Path | None, as_json: bool, item_id: str, with_decided: bool, who: str | None, why: str
) -> None:
    """Take back the newest change of a claim or a draft, or a whole import; what was is kept too."""
    folder, as_json = settle(data_dir, as_json)
    ledger = open_store(folder).ledger
    if item_id in {entry.import_id for entry in ledger.imports()}:
        with _progress() as progress:
            count = ledger.undo_import(
                item_id, who=_who(who), why=why, with_decided=with_decided, watch=_watch(progress)
            )
        stays = (
            ""
            if with_decided
            else "; what somebody changed or decided since stays (--all takes that back too)"
        )
        print_json({"undone": count}) if as_json else click.echo(
            f"{count:,} items are as they were before{stays}."
        )
        return
    if with_decided:
        raise click.UsageError(f"{item_id} is no import: leave --all out.")
    made = ledger.undo(item_id, number=ledger.get(item_id).number, who=_who(who), why=why)
    print_json(_revision(made)) if as_json else click.echo(f"{item_id}: version {made.number}, as before.")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@common
def backup(data_dir: Path | None, as_json: bool, file: Path) -> None:
    """Write everything that people added to one FILE; others may go on working."""
    from muster.store import back_up  # noqa: PLC0415

    folder, as_json = settle(data_dir, as_json)
    counts = back_up(open_store(folder).database, file)
    print_json({"file": str(file), **counts}) if as_json else click.echo(f"{_counted(counts)} in {file}.")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@common
def restore(data_dir: Path | None, as_json: bool, file: Path) -> None:
    """Fill an empty store from a FILE that `muster backup` wrote; nothing is ever overwritten."""
    from muster.store import restore as fill  # noqa: PLC0415

    folder, as_json = settle(data_dir, as_json)
    counts = fill(open_store(folder).database, file)
    print_json({"file": str(file), **counts}) if as_json else click.echo(f"{_counted(counts)} restored.")


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in counts.items())


KEEPING = (import_, review, history, undo, backup, restore)
