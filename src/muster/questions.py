"""The questions of `muster` that take a selection: each as a table to read or, with --json, whole.

`muster.query` is imported where it is used: the engine takes a second to import.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import reduce, wraps
from pathlib import Path
from typing import Any

import click

from muster import layered, tabled
from muster.model import Dataset
from muster.terminal import (
    EDITS_AS_OF,
    common,
    load_data,
    print_json,
    print_table,
    printable,
    read_day,
    settle,
    text_of,
)
from muster.words import how_many

PAGE, MOST = 100, 100_000
WINDOW = (
    click.option(
        "--from", "event_from", metavar="DAY", callback=read_day, help="First day of the event's window."
    ),
    click.option(
        "--to", "event_to", metavar="DAY", callback=read_day, help="Last day of the event's window."
    ),
)
AS_OF = click.option(
    "--as-of",
    metavar="DAY",
    callback=read_day,
    help="Only what had, or may have, been said by the end of this day.",
)


def _list(flag: str, name: str, metavar: str, text: str) -> Callable[[Any], Any]:
    return click.option(flag, name, multiple=True, metavar=metavar, help=f"{text} Repeatable.")


FILTERS = (
    _list("--originator", "originators", "ID", "Who it comes from."),
    _list("--publisher", "publishers", "ID", "Who published it."),
    _list("--kind", "kinds", "KIND", "What is claimed."),
    _list("--stance", "stances", "STANCE", "asserts, denies ..."),
    _list("--tier", "tiers", "TIER", "core, summary or secondary."),
    _list("--troop-origin", "troop_origins", "CC", "Whose troops."),
    _list("--place", "places", "ID", "Gazetteer id."),
    _list("--reliability", "reliabilities", "A-F", "Of the originator; F cannot be judged."),
    _list("--credibility", "credibilities", "1-6", "Of the claim; 6 cannot be judged."),
    _list("--claim", "claims", "ID", "Only these claims."),
    click.option(
        "--undated/--no-undated", default=True, help="Whether claims without any date pass a window."
    ),
)


def in_layers(command: Callable[..., None]) -> Callable[..., None]:
    """Let a question be asked of a bulk layer too: --layer, and for its lists --offset and --limit."""

    @wraps(command)
    def asked(
        data_dir: Path | None, as_json: bool, layer: Path | None, offset: int, limit: int, **rest: Any
    ) -> None:
        if layer is None:
            if (offset, limit) != (0, PAGE):
                raise click.UsageError("--offset and --limit turn the pages of a layer; give --layer too.")
            command(data_dir=data_dir, as_json=as_json, **rest)
            return
        if data_dir is not None:
            raise click.UsageError("--layer and --data name two sets; give one of them.")
        if rest.pop("edits_as_of") is not None:
            raise click.UsageError("A layer holds no edits of ours; leave --edits-as-of out.")
        as_json = settle(data_dir, as_json)[1]
        layered.answer(command.__name__, layer, rest, page=(offset, limit), as_json=as_json)

    options = selecting(
        click.option(
            "--layer",
            metavar="FOLDER",
            type=click.Path(path_type=Path),
            help="Ask a bulk layer instead: its folder, or its name in MUSTER_LAYERS.",
        ),
        click.option("--offset", type=click.IntRange(0), default=0, help="Where a layer's list begins."),
        click.option(
            "--limit", type=click.IntRange(1, MOST), default=PAGE, show_default=True, help="How long it is."
        ),
    )
    found: Callable[..., None] = options(asked)
    return found


def selecting(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Give a command some options, in their order."""
    return lambda command: reduce(lambda done, option: option(done), reversed(options), command)


@dataclass(frozen=True, slots=True)
class _Asked:
    dataset: Dataset
    selection: Any
    as_json: bool


def _ask(data_dir: Path | None, as_json: bool, asked: dict[str, Any]) -> _Asked:
    from muster.query import Selection  # noqa: PLC0415 - the engine takes a second to import

    folder, as_json = settle(data_dir, as_json)
    dataset = load_data(folder, asked.pop("edits_as_of"))
    found = _Asked(dataset, Selection(**asked), as_json)
    publishing = dataset.publishing
    silent = [key for key in found.selection.publishers if key in dataset.sources.keys() - publishing]
    if silent:
        told = f"publisher: {', '.join(silent)} published nothing here. Publishers are: {', '.join(sorted(publishing))}."
        click.echo(printable(told), err=True)
    return found


@click.command()
@selecting(*WINDOW, AS_OF, EDITS_AS_OF, *FILTERS)
@common
@in_layers
def claims(data_dir: Path | None, as_json: bool, **asked: Any) -> None:
    """List the claims that fit a selection, background included."""
    from muster.query import claims_json  # noqa: PLC0415

    ask = _ask(data_dir, as_json, asked)
    listed = claims_json(ask.dataset, ask.selection)
    if ask.as_json:
        print_json(listed)
        return
    print_table(tabled.CLAIMS, (tabled.claim_cells(claim) for claim in listed))
    click.echo(f"{how_many(len(listed), 'claim')}; reported, not confirmed.")


@click.command()
@selecting(*WINDOW, AS_OF, EDITS_AS_OF, *FILTERS)
@common
@in_layers
def presence(data_dir: Path | None, as_json: bool, **asked: Any) -> None:
    """Say where presence is reported: how many independent origins, how many people, how it stands, how old it is."""
    from muster.query import presence as found  # noqa: PLC0415
    from muster.query.plain import presence_json, tally_json  # noqa: PLC0415

    ask = _ask(data_dir, as_json, asked)
    if ask.as_json:
        print_json(presence_json(ask.dataset, ask.selection))
        return
    rows = found(ask.dataset, ask.selection)
    print_table(
        tabled.PRESENCE, (tabled.presence_cells(ask.dataset, row, ask.selection.as_of) for row in rows)
    )
    click.echo(f"{how_many(len(rows), 'place')}; reported, not confirmed.")
    click.echo(tabled.tally_line(tally_json(ask.dataset, ask.selection)))


@click.command()
@selecting(*WINDOW, AS_OF, EDITS_AS_OF, *FILTERS)
@common
@in_layers
def strength(data_dir: Path | None, as_json: bool, **asked: Any) -> None:
    """Say how many are reported present and how many planned: as a range, with the claims that gave it, and by day."""
    from muster.query import headline_words, strength_by_day  # noqa: PLC0415
    from muster.query import strength as found  # noqa: PLC0415
    from muster.query.first_days import first_day  # noqa: PLC0415
    from muster.query.plain import strength_json, tally_json  # noqa: PLC0415

    ask = _ask(data_dir, as_json, asked)
    if ask.as_json:
        print_json(strength_json(ask.dataset, ask.selection))
        return
    whole = found(ask.dataset, ask.selection)
    print_table(tabled.STRENGTH, tabled.strength_cells(ask.dataset, whole))
    words = printable(headline_words(ask.dataset, ask.selection) or "no number is reported")
    click.echo(f"{words[:1].upper()}{words[1:]}.")
    click.echo("Figures stand side by side; none is added to another. Reported, not confirmed.")
    print_table(
        tabled.SERIES,
        tabled.series_cells(ask.dataset, ask.selection, strength_by_day(ask.dataset, ask.selection)),
    )
    if (first := first_day(ask.dataset)) and ask.selection.event_from and ask.selection.event_from < first:
        click.echo(f"Before {first}, the first day of all claims, only claims count that name no first day.")
    click.echo(tabled.tally_line(tally_json(ask.dataset, ask.selection)))


@click.command()
@selecting(*WINDOW, AS_OF, EDITS_AS_OF, *FILTERS)
@common
@in_layers
def echoes(data_dir: Path | None, as_json: bool, **asked: Any) -> None:
    """List what is asserted, who carried it, and what each changed on the way."""
    from muster.query import echoes as found  # noqa: PLC0415
    from muster.query.plain import echoes_json  # noqa: PLC0415

    ask = _ask(data_dir, as_json, asked)
    if ask.as_json:
        print_json(echoes_json(ask.dataset, ask.selection))
        return
    rows = found(ask.dataset, ask.selection)
    print_table(tabled.ECHOES, (cells for row in rows for cells in tabled.echo_cells(row)))
    click.echo(f"{how_many(len(rows), 'assertion')}; each comes from one originator, however many carry it.")


@click.command()
@selecting(*WINDOW, AS_OF, EDITS_AS_OF, *FILTERS)
@common
@in_layers
def disagreements(data_dir: Path | None, as_json: bool, **asked: Any) -> None:
    """List what contradicts, denies, doubts or declines to comment on what, with the exact scope."""
    from muster.query.plain import disagreements_json  # noqa: PLC0415

    ask = _ask(data_dir, as_json, asked)
    rows = disagreements_json(ask.dataset, ask.selection)
    if ask.as_json:
        print_json(rows)
        return
    print_table(tabled.DISAGREEMENTS, tabled.disagreement_cells(rows))
    click.echo(f"{how_many(len(rows), 'disagreement')}.")


@click.command()
@selecting(*WINDOW, AS_OF, EDITS_AS_OF, *FILTERS)
@common
@in_layers
def tally(data_dir: Path | None, as_json: bool, **asked: Any) -> None:
    """Count the claims in each bin; they add up to all."""
    from muster.query.plain import tally_json  # noqa: PLC0415

    ask = _ask(data_dir, as_json, asked)
    counted = tally_json(ask.dataset, ask.selection)
    if ask.as_json:
        print_json(counted)
        return
    print_table(("BIN", "CLAIMS"), ([name.replace("_", " "), str(count)] for name, count in counted.items()))


@click.command()
@selecting(*WINDOW, AS_OF, EDITS_AS_OF, *FILTERS)
@common
@in_layers
def sources(data_dir: Path | None, as_json: bool, **asked: Any) -> None:
    """Say who spoke when: how often first, how often alone, how often borne out later."""
    from muster.query.plain import sources_json  # noqa: PLC0415

    ask = _ask(data_dir, as_json, asked)
    rows = sources_json(ask.dataset, ask.selection)
    if ask.as_json:
        print_json(rows)
        return
    print_table(tabled.SOURCES, ([text_of(value) for value in row.values()] for row in rows))
    click.echo(f"{how_many(len(rows), 'originator')}; reliability F cannot be judged.")


@click.command()
@click.option(
    "--since", metavar="DAY", callback=read_day, required=True, help="What was known then is no news."
)
@click.option("--until", metavar="DAY", callback=read_day, required=True, help="The last day of the news.")
@selecting(*WINDOW, EDITS_AS_OF, *FILTERS)
@common
@in_layers
def news(data_dir: Path | None, as_json: bool, since: date, until: date, **asked: Any) -> None:
    """Say what became known after one day and by another: new, changed, carried again, contradicted."""
    from muster.query import news as find_news  # noqa: PLC0415
    from muster.query.plain import news_json  # noqa: PLC0415

    ask = _ask(data_dir, as_json, asked)
    found = find_news(ask.dataset, ask.selection, since, until)
    if ask.as_json:
        print_json(news_json(found))
        return
    print_table(tabled.NEWS, tabled.news_cells(found))
    counts = (len(found.new), len(found.changed), len(found.carried), len(found.contradicted))
    click.echo(
        "{} new (of them {} replace older knowledge), {} carried again, {} contradicted.".format(*counts)
    )
    if found.possibly_new:
        click.echo(printable(tabled.possibly_new_line(ask.dataset, found)))


@click.command()
@click.option(
    "--output",
    "-o",
    required=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Ends in .csv, .geojson, .gpkg, .parquet, .kml, .json (STIX 2.1), .lp.json (Linked Places) or .acled.csv; for "
    "tables a new folder.",
)
@click.option(
    "--format",
    "file_format",
    default="",
    metavar="F",
    help="csv, geojson, gpkg, parquet, kml, stix, acled, lp; or tables: the whole data set, to load again with --data.",
)
@selecting(*WINDOW, AS_OF, EDITS_AS_OF, *FILTERS)
@common
def export(data_dir: Path | None, as_json: bool, output: Path, file_format: str, **asked: Any) -> None:
    """Write the claims that fit a selection, with every precision and grade, the selection and the data version."""
    from muster.export.claims import write_claims  # noqa: PLC0415
    from muster.export.formats import LABELS, format_of  # noqa: PLC0415

    ask = _ask(data_dir, as_json, asked)
    if file_format == "tables":
        _export_tables(ask, output)
        return
    chosen = format_of(output, file_format)
    count = write_claims(ask.dataset, ask.selection, output, file_format=chosen)
    what = "place" if chosen == "lp" else "claim"
    if ask.as_json:
        print_json({"file": str(output), "format": chosen, f"{what}s": count, "version": ask.dataset.version})
    else:
        click.echo(f"{how_many(count, what)} in {output} ({LABELS[chosen]}).")


def _export_tables(ask: _Asked, output: Path) -> None:
    from muster.export.tables import write_tables  # noqa: PLC0415
    from muster.query import Selection  # noqa: PLC0415

    if ask.selection != Selection():
        raise click.UsageError("--format tables writes the whole data set; leave the filters out.")
    counts = write_tables(ask.dataset, output)
    if ask.as_json:
        print_json({"folder": str(output), **counts, "version": ask.dataset.version})
    else:
        listed = ", ".join(f"{count:,} {name}" for name, count in counts.items())
        click.echo(f"{listed} in {output}.")


QUESTIONS = (claims, presence, strength, echoes, disagreements, tally, sources, news, export)
