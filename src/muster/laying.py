"""`muster layer`: bulk layers, made from a data set or from raw tables, and what there is of them."""

from __future__ import annotations

from pathlib import Path

import click

from muster.terminal import common, load_data, print_json, print_table, settle
from muster.words import how_many


@click.group()
def layer() -> None:
    """Make and list bulk layers: sets of millions of claims that are counted, not drawn one by one."""


@layer.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--raw",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Parquet files of the raw tables (claims.parquet, sources.parquet ...); without it the data set of --data.",
)
@common
def make(data_dir: Path | None, as_json: bool, folder: Path, raw: Path | None) -> None:
    """Write a bulk layer to FOLDER: whole, or what was there before stays."""
    from muster.query.bulk import write_layer  # noqa: PLC0415 - the engine takes a second to import
    from muster.query.bulk.raw import raw_tables, read_raw  # noqa: PLC0415
    from muster.query.layers import layer_in  # noqa: PLC0415

    data_folder, as_json = settle(data_dir, as_json)
    if raw is not None and data_dir is not None:
        raise click.UsageError("--raw and --data name two sets; give one of them.")
    made = layer_in(write_layer(folder, raw_tables(load_data(data_folder)) if raw is None else read_raw(raw)))
    if as_json:
        print_json({"folder": str(folder), "claims": made.total, "version": made.version})
    else:
        click.echo(f"{how_many(made.total, 'claim')} in {folder}. Version {made.version}.")


@layer.command(name="list")
@common
def list_layers(data_dir: Path | None, as_json: bool) -> None:
    """List the layers that MUSTER_LAYERS names, each opened to see that it can be read."""
    from muster.query.layers import VARIABLE, layer_folders, layer_in  # noqa: PLC0415

    _, as_json = settle(data_dir, as_json)
    rows = []
    for name, folder in layer_folders().items():
        opened = layer_in(folder)
        first, last = opened.published_days or (None, None)
        rows.append(
            {
                "name": name,
                "folder": str(folder),
                "claims": opened.total,
                "first_published": first and first.isoformat(),
                "last_published": last and last.isoformat(),
                "version": opened.version,
            }
        )
    if as_json:
        print_json(rows)
        return
    headings = ("NAME", "FOLDER", "CLAIMS", "FIRST PUBLISHED", "LAST PUBLISHED", "VERSION")
    print_table(
        headings, ([str(value if value is not None else "") for value in row.values()] for row in rows)
    )
    click.echo(f"{how_many(len(rows), 'layer')} in {VARIABLE}.")
