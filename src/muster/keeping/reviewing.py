"""`muster review`: the drafts that wait, and what is decided on them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from muster.keeping.options import (
    LISTED,
    WHO,
    WHY,
    kind_of,
    options,
    plain_revision,
    read_pairs,
    shown_progress,
    watch_of,
    who_is,
)
from muster.terminal import common, load_data, open_store, print_json, print_table, settle, text_of
from muster.words import how_many


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
    _check_import(store, import_id)
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
    click.echo(_listed(store, len(found), State(state), import_id))


def _listed(store: Any, shown: int, state: Any, import_id: str | None) -> str:
    """Return how many are listed, and of how many: the same ones, by the same words."""
    kinds = ""
    if state == "draft":
        drafts, proposals = store.ledger.count_waiting(import_id)
        total, what = drafts + proposals, "wait for a decision"
        if proposals:
            kinds = f": {how_many(drafts, 'draft')}, and {how_many(proposals, 'claim')} that a newer file has otherwise"
    else:
        rows = store.ledger.current(states=[state], import_id=import_id) if import_id else None
        total = store.ledger.count([state]) if rows is None else sum(1 for _ in rows)
        what = f"are {state}"
    if shown < total:
        return f"{shown:,} of {total:,} that {what}{kinds}; --limit lists more."
    return f"{total:,} {what.replace('wait', 'waits').replace('are', 'is') if total == 1 else what}{kinds}."


def _check_import(store: Any, import_id: str | None) -> None:
    """Raise StoreError for an import that was never made."""
    from muster.errors import StoreError  # noqa: PLC0415

    if import_id is not None and import_id not in {entry.import_id for entry in store.ledger.imports()}:
        raise StoreError(f"there is no import {import_id!r}; muster import says which it made.")


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
@options(WHO, WHY)
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
    store, dataset = open_store(folder), load_data(folder, is_to_write=True)
    waiting: tuple[tuple[str, str], ...] = ()
    count, still, given = 0, 0, kind_of(kind)
    _need(ids, import_id)
    _check_import(store, import_id)
    if import_id:
        with shown_progress() as progress:
            done = reviewing.accept_all(
                store, dataset, import_id, who=who_is(who), why=why, kind=given, watch=watch_of(progress)
            )
        count, still, waiting = done.count, done.waiting, done.why
    for item_id in ids:
        row = store.ledger.get(item_id)
        if given is not None and row.content.get("kind") is None:
            row = reviewing.correct(
                store, item_id, {"kind": str(given)}, number=row.number, who=who_is(who), why=why
            )
        reviewing.accept(store, dataset, item_id, number=row.number, who=who_is(who), why=why)
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
@options(WHO, click.option("--why", required=True, metavar="TEXT", help="The reason; kept for ever."))
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
    _check_import(store, import_id)
    count = reviewing.reject_all(store, import_id, who=who_is(who), why=why) if import_id else 0
    for item_id in ids:
        reviewing.reject(store, item_id, number=store.ledger.get(item_id).number, who=who_is(who), why=why)
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
    callback=read_pairs,
    help="Repeatable; FIELD= alone makes it blank.",
)
@click.option(
    "--version",
    "number",
    type=int,
    help="The version that you looked at: where it is no longer the newest, you are told.",
)
@options(WHO, WHY)
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
    made = reviewing.correct(store, item_id, _typed(changes), number=number, who=who_is(who), why=why)
    print_json(plain_revision(made)) if as_json else click.echo(f"{item_id}: version {made.number}.")


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
