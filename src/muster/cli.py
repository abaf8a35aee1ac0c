"""`muster`: the same questions from a terminal.

Exit codes: 0 done, 1 the data (or a line of a batch) has faults, 2 the call is wrong. Answers go to stdout, messages to stderr.
"""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import IO, Any

import click

from muster import paths
from muster.drawing import figure
from muster.errors import DataFaultsError, GeoError, MusterError, ServeError
from muster.keeping import KEEPING
from muster.laying import layer
from muster.questions import QUESTIONS
from muster.terminal import common, load_data, print_json, print_table, printable, settle, text_of
from muster.words import how_many

FAULTY, WRONG_CALL, INTERRUPTED = 1, 2, 130


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
@partial(common, envvar="MUSTER_DATA")
@click.version_option(package_name="muster")
@click.pass_context
def cli(context: click.Context, data_dir: Path | None, as_json: bool) -> None:
    """Show who was reported where, when, by whom, and how far to believe it.

    Exit codes: 0 done, 1 the data (or a line of a batch) has faults, 2 the call is wrong.
    """
    context.obj = {"data_dir": data_dir, "as_json": as_json}


for _command in (*QUESTIONS, *KEEPING, figure, layer):
    cli.add_command(_command)


@cli.command()
@common
def check(data_dir: Path | None, as_json: bool) -> None:
    """Validate every table and report all faults at once."""
    from muster.check import read_checked  # noqa: PLC0415 - the boundaries take a second to import

    folder, as_json = settle(data_dir, as_json)
    reading = read_checked(folder)
    faults = reading.faults()
    counts = {table.schema.file.removesuffix(".csv"): len(table.ids) for table in reading.tables.values()}
    if as_json:
        print_json(
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
            click.echo(printable(str(DataFaultsError(faults))), err=True)
        sys.exit(FAULTY)


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
@common
def resolve(
    data_dir: Path | None, as_json: bool, name: str | None, batch: IO[str] | None, **hints: Any
) -> None:
    """Find the place that a NAME means anywhere in the world, or say that several fit, or none.

    With --batch every line in is answered by one line out, in the same order, as soon as it is read. A line that cannot
    be answered gives {"id", "error"} and a message on stderr; the rest go on, and the exit code is 1.
    """
    from muster.gazetteer import resolve_name  # noqa: PLC0415 - only this command needs it

    folder, as_json = settle(data_dir, as_json)
    if batch is not None:
        _resolve_batch(folder, batch, [name, *hints.values()])
        return
    if name is None:
        raise click.UsageError("Missing argument 'NAME': give a name, or lines of names with --batch.")
    resolution = resolve_name(load_data(folder), name, **hints).to_dict()
    if as_json:
        print_json(resolution)
        return
    click.echo(f"{printable(resolution['query'])}: {resolution['status']}")
    headings = ("PLACE", "NAME", "KIND", "COUNTRY", "REGION", "SCORE", "WHY")
    fields = ("place_id", "name", "kind", "country", "admin1", "score", "why")
    print_table(headings, ([text_of(found[field]) for field in fields] for found in resolution["candidates"]))


def _resolve_batch(folder: Path, batch: IO[str], others: Iterable[Any]) -> None:
    from muster.gazetteer.batch import resolve_lines  # noqa: PLC0415 - only --batch needs it

    if any(others):
        raise click.UsageError("--batch takes names and hints from its lines; leave the others out.")
    faulty = False
    for answer in resolve_lines(load_data(folder), batch):
        click.echo(json.dumps(answer.line, ensure_ascii=False, allow_nan=False))
        if answer.error:
            faulty = True
            click.echo(f"Error: {printable(answer.error)}", err=True)
    if faulty:
        sys.exit(FAULTY)


@cli.command()
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option(
    "--published",
    required=True,
    metavar="D",
    help="When it was published: a day, or bounds as EDTF (2024-10-18/..); other dates are read against it.",
)
@click.option(
    "--publisher", default="", metavar="NAME", help="Who publishes it: carries the claims, and makes none."
)
@click.option(
    "--extractor", default="rules", show_default=True, metavar="NAME", help="Another one that is installed."
)
@common
def extract(
    data_dir: Path | None, as_json: bool, file: Path, published: str, publisher: str, extractor: str
) -> None:
    """Read an article (txt, html or pdf; - is standard input) and propose draft claims.

    Drafts are to be reviewed: nothing is kept, and none of them is a claim. A place that could be several stays open,
    with what it could be.
    """
    from muster.dates import parse_span  # noqa: PLC0415 - only this command needs it
    from muster.ingest.article import extract_with, read_article, read_bytes  # noqa: PLC0415

    folder, as_json = settle(data_dir, as_json)
    span = parse_span(published)
    text = read_bytes(sys.stdin.buffer.read(), "standard input") if str(file) == "-" else read_article(file)
    drafts = extract_with(extractor, load_data(folder), text, published=span, publisher=publisher)
    rows = [draft.to_dict() for draft in drafts]
    if as_json:
        print_json(rows)
        return
    columns = {
        "LINE": "locator",
        "PLACE": "place",
        "AS WRITTEN": "place_text",
        "KIND": "kind",
        "STANCE": "stance",
        "WHO SAYS SO": "originator",
        "LOW": "count_low",
        "BEST": "count_best",
        "HIGH": "count_high",
        "FROM": "event_start",
        "TO": "event_end",
        "SENTENCE": "sentence",
    }
    click.echo(f"{how_many(len(rows), 'draft')} to review; none is a claim yet.")
    print_table(tuple(columns), ([text_of(row[field]) for field in columns.values()] for row in rows))


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
@common
def export(data_dir: Path | None, as_json: bool, output: Path, world: bool) -> None:
    """Write the gazetteer as Linked Places (GeoJSON-T) or as a CSV for reconciliation."""
    from muster.export.gazetteer import write_gazetteer  # noqa: PLC0415 - only this command needs it

    folder, as_json = settle(data_dir, as_json)
    count = write_gazetteer(load_data(folder), output, world=world)
    if as_json:
        print_json({"file": str(output), "places": count})
    else:
        click.echo(f"{how_many(count, 'place')} in {output}.")


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8501, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--layer",
    "layers",
    multiple=True,
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="A bulk layer, or a folder of them, beside the tables. Repeatable. Without it MUSTER_LAYERS.",
)
@common
def serve(data_dir: Path | None, as_json: bool, host: str, port: int, layers: tuple[Path, ...]) -> None:
    """Start the map; stop it with Ctrl-C."""
    folder, as_json = settle(data_dir, as_json)
    load_data(folder)  # a data set with faults is told here, not on an empty page
    _check_layers(layers)
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


def _check_layers(layers: Sequence[Path]) -> None:
    """Open each layer that is to be served: what is wrong with one is told here, not on an empty page."""
    from muster.query.layers import VARIABLE, layer_folders, layer_in  # noqa: PLC0415

    if layers:
        os.environ[VARIABLE] = os.pathsep.join(str(each.absolute()) for each in layers)
    for each in layer_folders().values():
        layer_in(each)


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
    click.echo(f"Error: {printable(str(error))}", err=True)
    sys.exit(code)
