"""`muster`: the same questions from a terminal.

Exit codes: 0 done, 1 the data (or a line of a batch) has faults, 2 the call is wrong. Answers go to stdout, messages to stderr.
"""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path
from typing import IO, Any, TypeVar

import click

from muster import paths
from muster.dates import parse_day
from muster.errors import DataFaultsError, DateError, GeoError, MusterError, ServeError
from muster.model import Dataset

FAULTY, WRONG_CALL, INTERRUPTED = 1, 2, 130
WIDEST_CELL = 46

Command = TypeVar("Command", bound=Callable[..., Any])


def _read_day(_context: click.Context, _parameter: click.Parameter, text: str | None) -> date | None:
    try:
        return None if text is None else parse_day(text)
    except DateError as error:
        raise click.BadParameter(str(error)) from None


def _common(command: Command, envvar: str | None = None) -> Command:
    """Take --data and --json after the command as well as before it; after it wins, and both over MUSTER_DATA."""
    folder = click.option(
        "--data",
        "data_dir",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        envvar=envvar,
        help="Folder of the data set: gazetteer.csv and geodata/. Without it MUSTER_DATA, else the one that ships.",
    )
    return folder(click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command))


class _ReaderLeftError(Exception):
    """Whoever read the answer has enough of it: that is no error."""


class _Commands(click.Group):
    """The commands; a reader that left is told apart before click takes it for a failure."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise _ReaderLeftError from None


@click.group(cls=_Commands)
@partial(_common, envvar="MUSTER_DATA")
@click.version_option(package_name="muster")
@click.pass_context
def cli(context: click.Context, data_dir: Path | None, as_json: bool) -> None:
    """Show who was reported where, when, by whom, and how far to believe it.

    Exit codes: 0 done, 1 the data (or a line of a batch) has faults, 2 the call is wrong.
    """
    context.obj = {"data_dir": data_dir, "as_json": as_json}


def _settle(data_dir: Path | None, as_json: bool) -> tuple[Path, bool]:
    before = click.get_current_context().find_root().obj
    return data_dir or before["data_dir"] or paths.REPOSITORY, as_json or before["as_json"]


@cli.command()
@_common
def check(data_dir: Path | None, as_json: bool) -> None:
    """Validate every table and report all faults at once."""
    from muster.check import read_checked  # noqa: PLC0415 - the boundaries take a second to import

    folder, as_json = _settle(data_dir, as_json)
    reading = read_checked(folder)
    faults = reading.faults()
    counts = {table.schema.file.removesuffix(".csv"): len(table.ids) for table in reading.tables.values()}
    if as_json:
        _print_json(
            {
                "ok": not faults,
                "faults": [asdict(fault) for fault in faults],
                "counts": counts,
                "version": reading.folder.version,
            }
        )
    elif not faults:
        listed = ", ".join(f"{count} {name}" for name, count in counts.items())
        click.echo(f"No faults: {listed}. Version {reading.folder.version}.")
    if faults:
        if not as_json:
            click.echo(_printable(str(DataFaultsError(faults))), err=True)
        sys.exit(FAULTY)


@cli.command()
@click.option(
    "--from", "event_from", metavar="DAY", callback=_read_day, help="First day of the event's window."
)
@click.option("--to", "event_to", metavar="DAY", callback=_read_day, help="Last day of the event's window.")
@click.option(
    "--as-of",
    metavar="DAY",
    callback=_read_day,
    help="Only what had, or may have, been said by the end of this day.",
)
@click.option(
    "--originator", "originators", multiple=True, metavar="ID", help="Who it comes from. Repeatable."
)
@click.option("--publisher", "publishers", multiple=True, metavar="ID", help="Who published it. Repeatable.")
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="What is claimed. Repeatable.")
@click.option("--stance", "stances", multiple=True, metavar="STANCE", help="asserts, denies ... Repeatable.")
@click.option(
    "--tier", "tiers", multiple=True, metavar="TIER", help="core, summary or secondary. Repeatable."
)
@click.option(
    "--troop-origin", "troop_origins", multiple=True, metavar="CC", help="Whose troops. Repeatable."
)
@click.option("--place", "places", multiple=True, metavar="ID", help="Gazetteer id. Repeatable.")
@_common
def claims(data_dir: Path | None, as_json: bool, **asked: Any) -> None:
    """List the claims that fit a selection, background included."""
    from muster.query import Selection, claims_json  # noqa: PLC0415 - the engine takes a second to import

    folder, as_json = _settle(data_dir, as_json)
    listed = claims_json(_load(folder), Selection(**asked))
    if as_json:
        _print_json(listed)
        return
    headings = ("CLAIM", "KIND", "STANCE", "PLACE", "EVENT", "SAID BY", "PEOPLE", "WINDOW", "KNOWN")
    _print_table(headings, (_claim_cells(claim) for claim in listed))
    click.echo(f"{len(listed)} claims; reported, not confirmed.")


@cli.command()
@click.argument("name", required=False)
@click.option(
    "--batch",
    metavar="FILE.jsonl",
    type=click.File("r", encoding="utf-8", errors="replace", lazy=False),
    help='Resolve lines {"id", "name", "country", "admin1", "context"}; - is standard input.',
)
@click.option("--country", metavar="CC", help="The country that it is in.")
@click.option("--admin1", metavar="TEXT", help="The region that it is in.")
@click.option("--near", multiple=True, metavar="NAME", help="A place nearby. Repeatable.")
@click.option("--kind", metavar="KIND", help="city, region, training_ground ...")
@_common
def resolve(
    data_dir: Path | None, as_json: bool, name: str | None, batch: IO[str] | None, **hints: Any
) -> None:
    """Find the place that a NAME means anywhere in the world, or say that several fit, or none.

    With --batch every line in is answered by one line out, in the same order, as soon as it is read. A line that cannot
    be answered gives {"id", "error"} and a message on stderr; the rest go on, and the exit code is 1.
    """
    from muster.gazetteer import resolve_name  # noqa: PLC0415 - only this command needs it

    folder, as_json = _settle(data_dir, as_json)
    if batch is not None:
        _resolve_batch(folder, batch, [name, *hints.values()])
        return
    if name is None:
        raise click.UsageError("Missing argument 'NAME': give a name, or lines of names with --batch.")
    resolution = resolve_name(_load(folder), name, **hints).to_dict()
    if as_json:
        _print_json(resolution)
        return
    click.echo(f"{_printable(resolution['query'])}: {resolution['status']}")
    headings = ("PLACE", "NAME", "KIND", "COUNTRY", "REGION", "SCORE", "WHY")
    fields = ("place_id", "name", "kind", "country", "admin1", "score", "why")
    _print_table(headings, ([_text(found[field]) for field in fields] for found in resolution["candidates"]))


def _resolve_batch(folder: Path, batch: IO[str], others: Iterable[Any]) -> None:
    from muster.gazetteer.batch import resolve_lines  # noqa: PLC0415 - only --batch needs it

    if any(others):
        raise click.UsageError("--batch takes names and hints from its lines; leave the others out.")
    faulty = False
    for answer in resolve_lines(_load(folder), batch):
        click.echo(json.dumps(answer.line, ensure_ascii=False, allow_nan=False))
        if answer.error:
            faulty = True
            click.echo(f"Error: {_printable(answer.error)}", err=True)
    if faulty:
        sys.exit(FAULTY)


@cli.group()
def gazetteer() -> None:
    """Take the places elsewhere."""


@gazetteer.command()
@click.option(
    "--output",
    "-o",
    required=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Ends in .csv, or in .json, .geojson or .jsonld for Linked Places.",
)
@click.option("--world", is_flag=True, help="All places of the world too, not only those of the data set.")
@_common
def export(data_dir: Path | None, as_json: bool, output: Path, world: bool) -> None:
    """Write the gazetteer as Linked Places (GeoJSON-T) or as a CSV for reconciliation."""
    from muster.export.gazetteer import write_gazetteer  # noqa: PLC0415 - only this command needs it

    folder, as_json = _settle(data_dir, as_json)
    count = write_gazetteer(_load(folder), output, world=world)
    if as_json:
        _print_json({"file": str(output), "places": count})
    else:
        click.echo(f"{count:,} places in {output}.")


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8501, show_default=True, type=click.IntRange(1, 65535))
@_common
def serve(data_dir: Path | None, as_json: bool, host: str, port: int) -> None:
    """Start the map; stop it with Ctrl-C."""
    folder, as_json = _settle(data_dir, as_json)
    _load(folder)  # a data set with faults is told here, not on an empty page
    if not paths.APP.is_file():
        raise ServeError(f"{paths.APP} is missing; run muster from a checkout of the repository.")
    _refuse_used_port(host, port)
    url = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    click.echo(json.dumps({"url": url}) if as_json else f"Muster is at {url}")
    sys.stdout.flush()
    command = [sys.executable, "-m", "streamlit", "run", str(paths.APP)]
    command += [f"--server.address={host}", f"--server.port={port}", "--server.headless=true"]
    environment = {**os.environ, "MUSTER_DATA": str(folder.resolve())}
    server = subprocess.Popen(command, cwd=paths.REPOSITORY, env=environment, stdout=sys.stderr)
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        sys.exit(server.wait())
    except KeyboardInterrupt:
        server.terminate()
        server.wait()
        raise


def _refuse_used_port(host: str, port: int) -> None:
    """Raise ServeError where nothing can listen: said before the address is given out, not after."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(found[0], found[1]) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(found[4])
    except OSError as error:
        raise ServeError(
            f"{host}:{port} cannot be listened on ({error.strerror}); choose another with --port."
        ) from None


def _load(folder: Path) -> Dataset:
    from muster.check import load_checked  # noqa: PLC0415 - the boundaries take a second to import

    return load_checked(folder)


def _claim_cells(claim: dict[str, Any]) -> list[str]:
    place = claim["place"]["name"] if claim["place"] else claim["place_text"]
    start, end = claim["event_start"], claim["event_end"]
    event = start if start == end else f"{start or '..'}/{end or '..'}"
    people = _people(claim) if claim["count_unit"] == "people" else None
    cells = (
        claim["claim_id"],
        claim["kind"],
        claim["stance"],
        place,
        event or "undated",
        claim["originator_id"],
        people,
        claim["window"],
        claim["known"],
    )
    return [_text(cell) for cell in cells]


def _people(claim: dict[str, Any]) -> str:
    low, best, high = claim["count_low"], claim["count_best"], claim["count_high"]
    if best is not None:
        return f"{best:,}"
    if low is not None and high is not None:
        return f"{low:,} to {high:,}"
    if low is not None:
        return f"at least {low:,}"
    return f"up to {high:,}" if high is not None else ""


def _text(value: Any) -> str:
    text = "" if value is None else _printable(str(value))
    return text if len(text) <= WIDEST_CELL else text[: WIDEST_CELL - 1] + "…"


def _printable(text: str) -> str:
    """Return the text with what a terminal would obey, not show, written out."""
    return "".join(
        letter if letter.isprintable() or letter == "\n" else repr(letter)[1:-1] for letter in text
    )


def _print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    table = [list(headings), *(list(row) for row in rows)]
    kept = [index for index in range(len(headings)) if any(row[index] for row in table[1:])]
    widths = {index: max(len(row[index]) for row in table) for index in kept}
    for row in table if kept else []:
        click.echo("  ".join(row[index].ljust(widths[index]) for index in kept).rstrip())


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; every error ends in a message and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    if sys.stdout is None:  # the shell closed it
        _fail(MusterError("standard output is closed; there is nowhere to write the answer."), WRONG_CALL)
    try:
        cli.main(args=arguments, prog_name="muster", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        sys.exit(WRONG_CALL)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except (BrokenPipeError, _ReaderLeftError):
        _silence()
        sys.exit(0)
    except OSError as error:
        _silence()
        _fail(MusterError(f"the answer could not be written: {error.strerror}."), WRONG_CALL)
    except (DataFaultsError, GeoError) as error:
        _fail(error, FAULTY)
    except MusterError as error:
        _fail(error, WRONG_CALL)


def _silence() -> None:
    """Point standard output at nothing, or the last flush fails again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(error: MusterError, code: int) -> None:
    click.echo(f"Error: {_printable(str(error))}", err=True)
    sys.exit(code)
