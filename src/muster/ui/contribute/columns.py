"""Which column of a file is what, asked of a person: what is needed first, each column with what stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

import streamlit as st

from muster.errors import MusterError
from muster.ingest.opening import open_file
from muster.ingest.profiles import ANY, FIELDS, guess_mapping
from muster.vocabulary import Kind

_LABELS = {
    "date": "Date",
    "place": "Place",
    "lat": "Latitude",
    "lon": "Longitude",
    "country": "Country",
    "admin1": "Region",
    "kind": "What is claimed",
    "originator": "Who says so",
    "count_best": "How many",
    "summary": "What it says",
    "date_end": "Last day, where it is a span",
    "date_precision": "How exact the date is (a code)",
    "geo_precision": "How exact the place is (a code)",
    "stance": "Stance (asserts, denies ...)",
    "count_low": "At least how many",
    "count_high": "At most how many",
    "count_text": "The words of the number",
    "troop_origin": "Whose troops (country code)",
    "publisher": "Who published it",
    "published": "Published on",
    "url": "Address on the web",
    "credibility": "Credibility (1 to 6)",
    "id": "What names the row (an id)",
    "scale": "Scale of the source (ACLED)",
}
_FIRST = 10
"""How many of these are asked at once; the others are folded away."""
_ROWS, _LONGEST = 20, 32


def examples_of(path: Path, encoding: str = "") -> dict[str, str]:
    """Return the columns of a file, each with the first text in it among the first rows; none where it cannot be opened."""
    try:
        source = open_file(path, encoding=encoding).source
        found = dict.fromkeys(source.columns, "")
        for row in islice(source.rows(), _ROWS):
            for name, text in row.cells.items():
                if name in found and not found[name]:
                    found[name] = " ".join(text.split())
    except MusterError:
        return {}
    return found


def guessed(path: Path, columns: Sequence[str], encoding: str = "") -> Mapping[str, str]:
    """Return what the names of the columns tell, where not enough of them did."""
    try:
        return guess_mapping(open_file(path, encoding=encoding).profile or ANY, columns)
    except MusterError:
        return {}


def ask(own: int, examples: Mapping[str, str], held: Mapping[str, str], *, is_open: bool) -> None:
    """Let a person say which column is what, and what the file does not say; `own` names the file."""
    with st.expander("Which column is what, and what the file does not say", expanded=is_open):
        if is_open or held:
            names = [name for name in _LABELS if name in FIELDS]
            with st.container(key="import_mapping"):
                for name in names[:_FIRST]:
                    _choose(name, own, examples, held)
            with st.container(key="import_more"), st.expander("More columns"):  # noqa: SIM117
                with st.container(key="import_mapping_more"):
                    for name in names[_FIRST:]:
                        _choose(name, own, examples, held)
            st.caption("What the file does not say")
        with st.container(key="import_rest"):
            st.selectbox(
                "What is claimed",
                list(Kind),
                index=None,
                format_func=lambda kind: kind.label,
                key=f"kind-{own}",
                placeholder="Decide in review",
            )
            st.text_input("Whose troops (country code)", key=f"troops-{own}", max_chars=2)
            st.text_input("Who published it", key=f"publisher-{own}", max_chars=200)
            st.date_input("Published on", value=None, format="YYYY-MM-DD", key=f"published-{own}")


def _choose(name: str, own: int, examples: Mapping[str, str], held: Mapping[str, str]) -> None:
    options = ["", *examples]

    def words(column: str) -> str:
        if not column:
            return "not in the file"
        text = examples.get(column, "")
        shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
        return f"{column}: {shown}" if shown else column

    st.selectbox(
        _LABELS[name],
        options,
        index=options.index(held[name]) if held.get(name) in options else 0,
        format_func=words,
        key=f"map-{name}-{own}",
    )
