"""`muster figure`: a view as a map, a brief or a sequence of frames, in a file whose ending chooses the format."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from muster.dates import parse_moment
from muster.model import Dataset
from muster.questions import AS_OF, FILTERS, WINDOW, selecting
from muster.terminal import EDITS_AS_OF, common, load_data, print_json, settle

OUTPUT = click.option(
    "--output", "-o", metavar="FILE", required=True, type=click.Path(dir_okay=False, path_type=Path),
    help="The ending chooses: .png .svg .pdf .pptx, a map also .html; frames .gif or .mp4.",
)  # fmt: skip
LOOK = (
    click.option(
        "--size", metavar="WxH|NAME", help="1920x1080 (as it is), 4:3, square, a4, a4-portrait or pixels."
    ),
    click.option(
        "--theme",
        metavar="light|dark|print",
        help="print is in greys, with signs that tell the sources apart.",
    ),
    click.option("--title", metavar="TEXT", help="Without it that of the data set."),
    click.option("--note", metavar="TEXT", help="A line or two of your own below the title."),
    click.option("--handling", metavar="TEXT", help="For instance TLP:AMBER; stands above and below."),
    click.option(
        "--extent", metavar="NAME|W,S,E,N", help="A view of the data set, or degrees; W above E crosses 180."
    ),
    click.option(
        "--projection",
        metavar="PROJ",
        help="What PROJ reads, such as EPSG:3576; without it one that suits the extent.",
    ),
)
STEPS = (
    click.option(
        "--step",
        metavar="day|week|data",
        help="What a frame is of; data passes over days without change (as it is).",
    ),
    click.option(
        "--clock",
        type=click.Choice(("happened", "known")),
        help="What plays: when it happened (as it is), or what was known by each day.",
    ),
    click.option("--seconds", type=click.FloatRange(0.05, 20), help="How long a frame stands (0.7)."),
)


@click.group(invoke_without_command=True)
@click.option(
    "--again",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Make a figure anew from what it says it is of.",
)
@click.option(
    "--output",
    "-o",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With --again: where to; without it the file itself.",
)
@common
@click.pass_context
def figure(
    context: click.Context, data_dir: Path | None, as_json: bool, again: Path | None, output: Path | None
) -> None:
    """Draw a view for a slide or a page, here and without a browser: the same on every machine, with its sources on it."""
    if context.invoked_subcommand is not None:
        if again is not None or output is not None:
            raise click.UsageError(
                "--again and -o before the kind of figure go with no kind; put -o after it."
            )
        root = context.find_root()
        root.obj = {"data_dir": data_dir or root.obj["data_dir"], "as_json": as_json or root.obj["as_json"]}
        return
    if again is None:
        raise click.UsageError(f"Missing command: {', '.join(sorted(figure.commands))}, or --again FILE.")
    from muster.figures.save import read_metadata  # noqa: PLC0415 - matplotlib takes a second to import
    from muster.figures.spec import FigureSpec  # noqa: PLC0415

    folder, as_json = settle(data_dir, as_json)
    described = read_metadata(again)
    moment = described.get("edits_as_of")
    dataset = load_data(folder, moment and parse_moment(moment, now=datetime.now(UTC)))
    if described.get("data_version") != dataset.version:
        click.echo(
            f"The data has changed since {again} was made: version {described.get('data_version')} then, {dataset.version} now.",
            err=True,
        )
    _write(dataset, FigureSpec.from_json(described["figure"]), output or again, as_json=as_json)


def _kind(name: str, text: str, *options: Callable[[Any], Any]) -> None:
    def command(data_dir: Path | None, as_json: bool, output: Path, **asked: Any) -> None:
        from muster.figures.spec import FigureSpec, read_size  # noqa: PLC0415 - matplotlib takes a second to import
        from muster.query import Selection  # noqa: PLC0415

        folder, as_json = settle(data_dir, as_json)
        look = {
            key: asked.pop(key)
            for key in (
                "size",
                "theme",
                "title",
                "note",
                "handling",
                "extent",
                "projection",
                "step",
                "clock",
                "seconds",
                "lanes",
            )
            if key in asked
        }
        given = {key: value for key, value in look.items() if value is not None}
        if "size" in given:
            given["size"] = read_size(given["size"])
        dataset = load_data(folder, asked.pop("edits_as_of"))
        spec = FigureSpec(kind=name, selection=Selection(**asked), **given)
        _write(dataset, spec, output, as_json=as_json)

    decorated = common(selecting(OUTPUT, *LOOK, *options, *WINDOW, AS_OF, EDITS_AS_OF, *FILTERS)(command))
    figure.add_command(click.command(name, help=text)(decorated))


_kind("map", "Draw the reported presence: extents, numbers, who says so, insets where places crowd.")
_kind("brief", "Draw the map over the claims by day: a page to hand out.")
_kind(
    "timeline",
    "Draw the claims on a time axis, with when each was said, below the reported strength.",
    click.option(
        "--by",
        "lanes",
        type=click.Choice(("originator", "place", "kind")),
        help="What the lanes stand for (originator).",
    ),
)
_kind("sources", "Draw who said what as a table: numbers, days, by whom carried, how borne out, grades.")
_kind("frames", "Draw the story as a play: .gif or .mp4.", *STEPS)


def _write(dataset: Dataset, spec: Any, path: Path, *, as_json: bool) -> None:
    write(dataset, spec, path, _progress if sys.stderr.isatty() else None)
    size = path.stat().st_size
    if as_json:
        print_json(
            {
                "file": str(path),
                "kind": spec.kind,
                "bytes": size,
                "version": dataset.version,
                "figure": spec.to_json(),
            }
        )
    else:
        click.echo(f"{path}: {size:,} bytes. Reported, not confirmed.")


def _progress(done: int, whole: int) -> bool:
    click.echo(f"\rFrame {done} of {whole}", err=True, nl=done == whole)
    return True


def write(dataset: Dataset, spec: Any, path: Path, progress: Any = None) -> None:
    """Write a figure of any kind and format: what `muster.figures` draws, or the one-file map of `muster.web`.

    Raises FigureError, SelectionError, StoppedError.
    """
    from muster.errors import FigureError  # noqa: PLC0415
    from muster.figures.save import whole_file  # noqa: PLC0415 - matplotlib takes a second to import
    from muster.figures.write import write_figure  # noqa: PLC0415

    if path.suffix.lower() not in {".html", ".htm"}:
        write_figure(dataset, spec, path, progress, others=(".html",) if spec.kind == "map" else ())
        return
    if spec.kind != "map":
        raise FigureError(f"{path.name!r}: only a map is written as HTML, not {spec.kind!r}.")
    from muster.web.onefile import page_of  # noqa: PLC0415 - folium, for this format alone

    with whole_file(path) as part:
        part.write_bytes(page_of(dataset, spec))
