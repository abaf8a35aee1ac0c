"""What the commands that add have in common: who does it and why, how far it is, and how a version is printed."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import reduce
from typing import Any

import click

FAULTY = 1
LISTED = 30


def options(*given: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Give a command some options, in their order."""
    return lambda command: reduce(lambda done, option: option(done), reversed(given), command)


WHO = click.option(
    "--who", metavar="NAME", help="Who does it; else MUSTER_WHO, else the name you are logged in by."
)
WHY = click.option("--why", default="", metavar="TEXT", help="The reason; kept for ever.")


def who_is(name: str | None) -> str:
    """Return who does it, by the option, the environment or the login. Raises StoreError where none says it."""
    from muster.errors import StoreError  # noqa: PLC0415

    try:
        return name or os.environ.get("MUSTER_WHO") or getpass.getuser()
    except (OSError, KeyError, ImportError):  # as in a container whose user has no name
        raise StoreError("nobody is logged in by a name; say who does it with --who or MUSTER_WHO.") from None


def read_pairs(
    _context: click.Context, _parameter: click.Parameter, texts: tuple[str, ...]
) -> dict[str, str]:
    """Return FIELD=VALUE texts as a mapping; a usage error for one without `=`."""
    pairs = {}
    for text in texts:
        name, mark, value = text.partition("=")
        if not mark:
            raise click.BadParameter(f"{text!r} has no '='; write FIELD=VALUE.")
        pairs[name.strip()] = value.strip()
    return pairs


def kind_of(text: str | None) -> Any:
    """Return the kind that a text names, None for none. Raises UnknownValueError for what is no kind."""
    from muster.errors import UnknownValueError  # noqa: PLC0415
    from muster.vocabulary import Kind  # noqa: PLC0415

    if not text:
        return None
    if text not in set(Kind):
        raise UnknownValueError("kind", text, [str(kind) for kind in Kind])
    return Kind(text)


@contextmanager
def shown_progress() -> Iterator[Callable[[str, int, int | None], None] | None]:
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


def watch_of(progress: Callable[[str, int, int | None], None] | None) -> Callable[[int], None] | None:
    """Return what tells a progress how many are decided."""
    return None if progress is None else lambda done: progress("deciding", done, None)


def plain_revision(row: Any) -> dict[str, Any]:
    """Return a version of a claim or a draft as JSON has it."""
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
