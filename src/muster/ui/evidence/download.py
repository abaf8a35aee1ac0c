"""The rows of the view as a file, made when it is asked for: what `muster export` writes, byte for byte."""

from __future__ import annotations

import shlex
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import streamlit as st

from muster.export.claims import write_claims
from muster.model import Dataset
from muster.query import Selection
from muster.query.selection import DAYS, LISTS
from muster.ui.state import View

FORMATS = {
    "csv": ("CSV", "text/csv"),
    "geojson": ("GeoJSON", "application/geo+json"),
    "gpkg": ("GeoPackage", "application/geopackage+sqlite3"),
    "parquet": ("Parquet", "application/vnd.apache.parquet"),
}
_MOST_IN_COMMAND = 12


def selection_of(view: View, rows: pd.DataFrame, ticked: tuple[str, ...], every: pd.DataFrame) -> Selection:
    """Return the selection that lists exactly these rows, or those of them that are ticked.

    All that the view's own selection lists is that selection. Less than that names the claims too; rows that it leaves
    out are asked for by their ids alone.
    """
    ids = ticked or tuple(rows["claim_id"])
    chosen = rows[rows["claim_id"].isin(ids)] if ticked else rows
    if not chosen["is_listed"].all():
        return Selection(claims=ids)
    if len(chosen) == int(every["is_listed"].sum()):
        return view.selection
    return replace(view.selection, claims=ids)


def command_of(dataset: Dataset, selection: Selection, ending: str) -> str:
    """Return the command that writes the same file."""
    words = [*edits_option(dataset), *selection_words(selection)]
    return shlex.join(["muster", "export", "-o", f"claims.{ending}", *words])


def edits_option(dataset: Dataset) -> list[str]:
    """Return the moment as of which a data set holds what people added, as the option of a command."""
    return ["--edits-as-of", dataset.edits_as_of.text] if dataset.edits_as_of else []


def selection_words(selection: Selection) -> list[str]:
    """Return a selection as the options of a command."""
    words = []
    flags = {
        **{name: f"--{key}" for name, key in (DAYS | LISTS).items()},
        "as_of": "--as-of",
        "troop_origins": "--troop-origin",
    }
    for name in DAYS:
        day = getattr(selection, name)
        if day:
            words += [flags[name], day.isoformat()]
    for name in LISTS:
        for value in getattr(selection, name):
            words += [flags[name], value]
    if not selection.undated:
        words.append("--no-undated")
    return words


def file_maker(dataset: Dataset, selection: Selection, ending: str) -> Callable[[], bytes]:
    """Return what makes the file's bytes when it is called, and not before."""

    def make() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"claims.{ending}"
            write_claims(dataset, selection, path)
            return path.read_bytes()

    return make


def show(
    dataset: Dataset, view: View, rows: pd.DataFrame, ticked: tuple[str, ...], every: pd.DataFrame
) -> None:
    """Draw the button that opens the four formats."""
    selection = selection_of(view, rows, ticked, every)
    count = len(ticked) or len(rows)
    with st.popover("Download", key="download"):
        noun = "claim" if count == 1 else "claims"
        st.text(
            f"{count:,} {noun}, with every precision and grade, the selection and the data version {dataset.version}."
        )
        if not rows["is_listed"].all():
            st.text(
                "Some are left out of this view; the file holds them by their ids, without its filters and dates."
            )
        with st.container(key="formats", horizontal=True):
            for ending, (label, mime) in FORMATS.items():
                st.download_button(
                    label,
                    file_maker(dataset, selection, ending),
                    file_name=f"muster-{dataset.version}-{count}-claims.{ending}",
                    mime=mime,
                    key=f"download-{ending}",
                    on_click="ignore",
                )
        if len(selection.claims) <= _MOST_IN_COMMAND:
            st.text("The same from a terminal:")
            st.code(command_of(dataset, selection, "csv"), language=None, wrap_lines=True)
