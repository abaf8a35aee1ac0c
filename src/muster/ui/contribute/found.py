"""What stands in a file, as tables: its facts, its faults, what reads alike, and how its rows are understood."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from muster.ingest.preview import Kept, Preview

LISTED = 500
_NAMES = {
    "muster": "our own table",
    "acled": "ACLED",
    "ucdp": "UCDP GED",
    "timemap": "TimeMap",
    "geoconfirmed": "GeoConfirmed",
    "csv": "CSV",
    "excel": "Excel",
    "geojson": "GeoJSON",
    "geopackage": "GeoPackage",
    "kml": "KML",
    "json": "JSON",
    "parquet": "Parquet",
}


def show_facts(made: Preview, kept: Kept) -> None:
    """Draw what the file holds in numbers; what is none is left out, but for the first three."""
    faulty = len({finding.row for finding in made.findings})
    facts = [
        (_NAMES.get(made.format, made.format), "read as"),
        (f"{made.rows:,}", "row" if made.rows == 1 else "rows"),
        (f"{made.accepted:,}", "can be drafts"),
    ]
    facts += [(f"{faulty:,}", "left out, with faults")] if faulty else []
    facts += [(f"{made.repeated:,}", "the same as another row")] if made.repeated else []
    facts += [
        (f"{count:,}", what)
        for count, what in (
            (kept.added, "new"),
            (kept.changed, "changed since the last file"),
            (kept.proposed, "differ from what was decided"),
            (kept.unchanged, "there already"),
            (kept.withdrawn, "no longer in the file"),
        )
        if count
    ]
    with st.container(key="import_facts", horizontal=True):
        for number, (value, what) in enumerate(facts):
            with st.container(key=f"importfact_{number}"):
                st.text(value)
                st.text(what)
    for note in made.notes:
        st.text(note)


def show_rows(made: Preview) -> None:
    """Draw the faults by row, what reads like something else, and the first rows as they are understood."""
    if made.findings:
        st.subheader("What is wrong")
        st.caption(
            "These rows are left out. Mend them in the file and give it again: what is there is not taken twice."
        )
        rows = [(f.row, f.column, f.value, f.why) for f in made.findings[:LISTED]]
        _table(rows, ["row", "column", "value", "why"])
        if len(made.findings) > LISTED:
            st.text(f"The first {LISTED} of {len(made.findings):,}; `muster import --json` has all.")
    if made.duplicates:
        st.subheader("Reads like another")
        st.caption(
            "Same place, days that overlap, close text. They are taken in; look at them in review. "
            "A row that says the same in all fields is not taken twice."
        )
        alike = [
            (
                one.row,
                f"row {one.other_row}" if one.other_row else one.other_id,
                "the same: not taken twice" if one.is_exact else f"{one.likeness} of 100",
            )
            for one in made.duplicates[:LISTED]
        ]
        _table(alike, ["row", "is like", "how alike"])
        if len(made.duplicates) > LISTED:
            st.text(f"The first {LISTED} of {len(made.duplicates):,}.")
    if not made.accepted:
        return
    st.subheader("As it is understood")
    sample = [
        (
            number,
            draft.kind.label if draft.kind else "open",
            draft.place_text or draft.place_id or "",
            "settled" if draft.place_id or draft.lat is not None else "to be chosen",
            draft.event_start.isoformat() if draft.event_start else "",
            draft.event_end.isoformat() if draft.event_end else "",
            draft.originator or draft.originator_id or "",
            draft.summary,
        )
        for number, draft in made.sample()
    ]
    _table(sample, ["row", "kind", "place", "where", "from", "to", "who says so", "summary"])
    if made.accepted > len(sample):
        st.caption(f"The first {len(sample)} of {made.accepted:,}.")


def _table(rows: Sequence[tuple[object, ...]], columns: list[str]) -> None:
    st.dataframe(pd.DataFrame(rows, columns=columns), hide_index=True, width="stretch")
