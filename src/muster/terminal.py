"""What the commands of `muster` share: where the data are, and how an answer is printed."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from muster import paths
from muster.dates import Moment, parse_day, parse_moment
from muster.errors import DateError
from muster.model import Dataset
from muster.whole import is_writable
from muster.words import edits_words, read_only_words

if TYPE_CHECKING:
    from muster.store import Store

WIDEST_CELL = 46
MOST_TOLD = 10

Command = TypeVar("Command", bound=Callable[..., Any])


def read_day(_context: click.Context, _parameter: click.Parameter, text: str | None) -> date | None:
    """Return the day of an option; a usage error where it cannot be read."""
    try:
        return None if text is None else parse_day(text)
    except DateError as error:
        raise click.BadParameter(str(error)) from None


def read_moment(_context: click.Context, _parameter: click.Parameter, text: str | None) -> Moment | None:
    """Return the moment of an option; a usage error where it cannot be read, or is still to come."""
    try:
        return None if text is None else parse_moment(text, now=datetime.now(UTC))
    except DateError as error:
        raise click.BadParameter(str(error)) from None


EDITS_AS_OF = click.option(
    "--edits-as-of",
    metavar="MOMENT",
    callback=read_moment,
    help="With what people had accepted, changed and taken back by then: YYYY-MM-DD or YYYY-MM-DDTHH:MM, UTC. Not the "
    "day on which reports were published.",
)


def common(command: Command, envvar: str | None = None) -> Command:
    """Take --data and --json after the command as well as before it; after it wins, and both over MUSTER_DATA."""
    folder = click.option(
        "--data",
        "data_dir",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        envvar=envvar,
        help="Folder of the data set: gazetteer.csv and geodata/. Without it MUSTER_DATA, else the one that ships.",
    )
    return folder(click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command))


def settle(data_dir: Path | None, as_json: bool) -> tuple[Path, bool]:
    """Return the folder of the data and whether JSON is wanted, from before or after the command."""
    before = click.get_current_context().find_root().obj
    return data_dir or before["data_dir"] or paths.REPOSITORY, as_json or before["as_json"]


def load_shipped(folder: Path) -> Dataset:
    """Return the data set of a folder, as its tables have it. Raises DataFaultsError with all its faults."""
    from muster.check import load_checked  # noqa: PLC0415 - the boundaries take a second to import

    return load_checked(folder)


def load_data(folder: Path, edits_as_of: Moment | None = None, *, is_to_write: bool = False) -> Dataset:
    """Return the data set of a folder with what was accepted in review, as it stood at a moment if one is given.

    What was accepted and no longer fits is told on standard error, and so is a moment; the answer is without them. So is
    a store that may only be read, unless something `is_to_write`: that fails with its own line. Raises DataFaultsError
    with all the faults of the tables.
    """
    dataset = load_shipped(folder)
    location = location_of(folder)
    if edits_as_of is None and "://" not in location and _is_missing(Path(location).expanduser()):
        if not is_to_write and not is_writable(Path(location).expanduser()):
            click.echo(printable(read_only_words(location)), err=True)
        return dataset
    from muster.ingest.merge import join_accepted  # noqa: PLC0415 - the database takes half a second to import

    store = open_store(folder)
    if not is_to_write:
        tell_read_only(store)
    joined = join_accepted(dataset, store, edits_as_of=edits_as_of)
    if edits_as_of is not None:
        click.echo(f"{edits_words(edits_as_of, store.ledger.edits_after(edits_as_of.last))}.", err=True)
    for one in joined.set_aside[:MOST_TOLD]:
        way = "" if one.item_id == "" else f" Mend it: muster review correct|reject {one.item_id}"
        click.echo(printable(f"Not shown: {one.label}: {one.why.rstrip('.')}.{way}"), err=True)
    if len(joined.set_aside) > MOST_TOLD:
        more = sum(one.count for one in joined.set_aside[MOST_TOLD:])
        click.echo(f"Not shown: {more:,} more accepted claims; the page Contribute lists them.", err=True)
    return joined.dataset


def _is_missing(path: Path) -> bool:
    """Return whether there surely is no such file: what may not be looked at is left to the store to tell."""
    try:
        return not path.exists()
    except OSError:
        return False


def tell_read_only(store: Store) -> None:
    """Say on standard error that nothing can be written now, where it is so."""
    why = store.database.why_read_only()
    if why:
        click.echo(printable(why), err=True)


def location_of(folder: Path) -> str:
    """Return where what people add to the data set of a folder is kept."""
    from muster.store import default_location  # noqa: PLC0415

    return default_location(folder)


def open_store(folder: Path) -> Store:
    """Return the store of a folder's data set; nothing is made before the first write."""
    from muster.store import Store  # noqa: PLC0415

    return Store(location_of(folder))


def text_of(value: Any) -> str:
    """Return a table's cell: one that a terminal shows, cut to 46 characters."""
    text = "" if value is None else printable(str(value))
    return text if len(text) <= WIDEST_CELL else text[: WIDEST_CELL - 1] + "…"


def wrapped(text: str) -> list[str]:
    """Return a text as the lines of a table's last cell: none of it is left out."""
    return textwrap.wrap(printable(text), WIDEST_CELL) or [""]


def printable(text: str) -> str:
    """Return the text with what a terminal would obey, not show, written out."""
    return "".join(
        letter if letter.isprintable() or letter == "\n" else repr(letter)[1:-1] for letter in text
    )


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under their headings; columns without any value are left out, and nothing is printed for no rows."""
    table = [list(headings), *(list(row) for row in rows)]
    kept = [index for index in range(len(headings)) if any(row[index] for row in table[1:])]
    widths = {index: max(len(row[index]) for row in table) for index in kept}
    for row in table if kept else []:
        click.echo("  ".join(row[index].ljust(widths[index]) for index in kept).rstrip())


def print_json(value: Any) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))
