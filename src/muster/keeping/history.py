"""`muster history` and `muster undo`: every version of a claim, and the one before it again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from muster.dates import Moment
from muster.keeping.options import WHO, WHY, options, plain_revision, shown_progress, watch_of, who_is
from muster.terminal import (
    EDITS_AS_OF,
    common,
    load_shipped,
    open_store,
    print_json,
    print_table,
    settle,
    tell_read_only,
    text_of,
)
from muster.words import how_many, moment_words


@click.command()
@click.argument("item_id", metavar="ID")
@options(EDITS_AS_OF)
@common
def history(data_dir: Path | None, as_json: bool, item_id: str, edits_as_of: Moment | None) -> None:
    """Show every version of a claim or a draft: who, when, why, and what each changed."""
    from muster.errors import StoreError  # noqa: PLC0415

    folder, as_json = settle(data_dir, as_json)
    store = open_store(folder)
    tell_read_only(store)
    rows = store.ledger.history(item_id)
    shipped = load_shipped(folder).claims_by_id.get(item_id)
    if not rows and shipped is None:
        raise StoreError(f"there is no claim or draft {item_id!r}.")
    kept = [row for row in rows if edits_as_of is None or row.at <= edits_as_of.last]
    if as_json:
        print_json([plain_revision(row) for row in kept])
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


@click.command()
@click.argument("item_id", metavar="ID")
@click.option(
    "--all", "with_decided", is_flag=True, help="Of an import, also what was accepted or changed since."
)
@options(WHO, WHY)
@common
def undo(
    data_dir: Path | None, as_json: bool, item_id: str, with_decided: bool, who: str | None, why: str
) -> None:
    """Take back the newest change of a claim or a draft, or a whole import; what was is kept too."""
    folder, as_json = settle(data_dir, as_json)
    ledger = open_store(folder).ledger
    if item_id in {entry.import_id for entry in ledger.imports()}:
        with shown_progress() as progress:
            count = ledger.undo_import(
                item_id, who=who_is(who), why=why, with_decided=with_decided, watch=watch_of(progress)
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
    made = ledger.undo(item_id, number=ledger.get(item_id).number, who=who_is(who), why=why)
    print_json(plain_revision(made)) if as_json else click.echo(
        f"{item_id}: version {made.number}, as before."
    )
