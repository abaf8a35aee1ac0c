"""`muster backup` and `muster restore`: everything that was added, as one file and back."""

from __future__ import annotations

from pathlib import Path

import click

from muster.terminal import common, open_store, print_json, settle, tell_read_only


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@common
def backup(data_dir: Path | None, as_json: bool, file: Path) -> None:
    """Write everything that people added to one FILE; others may go on working."""
    from muster.store import back_up  # noqa: PLC0415

    folder, as_json = settle(data_dir, as_json)
    store = open_store(folder)
    tell_read_only(store)
    counts = back_up(store.database, file)
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
