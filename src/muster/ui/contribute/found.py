"""What stands in a file, as tables: its facts, its faults, what reads alike, and how its rows are understood."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from muster.errors import MusterError
from muster.ingest.comparing import Kept
from muster.ingest.draft import Draft
from muster.ingest.merge import label_of
from muster.ingest.preview import Preview
from muster.model import Dataset
from muster.store import State, Store
from muster.ui.contribute.table import draw
from muster.words import interval_words

_LOOKED_UP = 100
LISTED, TOLD = 500, 12
"""How many faults are listed, and how many of them are told one by one."""
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


def said_of(made: Preview, dataset: Dataset, store: Store) -> dict[str, str]:
    """Return what the first of the claims and drafts say that rows of a file read like, by their ids."""
    ids = list(
        dict.fromkeys(one.other_id for one in made.duplicates if one.other_id and one.other_row is None)
    )
    return {key: words for key in ids[:_LOOKED_UP] if (words := _said(key, dataset, store))}


def _said(key: str, dataset: Dataset, store: Store) -> str:
    claim = dataset.claims_by_id.get(key)
    if claim is not None:
        return f"claim {key}: {claim.summary}"
    try:
        row = store.ledger.get(key)
        draft = Draft.from_plain(row.content)
    except MusterError:
        return ""
    kind = "claim" if row.state is State.ACCEPTED else str(row.state)
    return f"{kind} of {row.at:%Y-%m-%d}: {draft.summary or draft.sentence or label_of(draft)}"


def show_facts(made: Preview, kept: Kept) -> None:
    """Draw what the file holds in numbers; what is none is left out, but for the first three."""
    faulty = len({finding.row for finding in made.findings})
    facts = [
        (_NAMES.get(made.format, made.format), "read as"),
        (f"{made.rows:,}", "row" if made.rows == 1 else "rows"),
        (f"{made.accepted:,}", "without a fault"),
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


def show_rows(made: Preview, alike: Mapping[str, str]) -> None:
    """Draw the faults by row, what reads like something else, and the first rows as they are understood."""
    word = made.row_word if made.row_word == "fid" else made.row_word.capitalize()
    if made.findings:
        st.subheader("What is wrong")
        st.caption(
            "These rows are left out. Mend them in the file and give it again: what is there is not taken twice."
        )
        with st.container(key="findings"):
            for number, one in enumerate(made.findings[:TOLD]):
                with st.container(key=f"finding_{number}", horizontal=True):
                    where = f"{word} {one.row:,}" + (f", {one.column}" if one.column else "")
                    st.text(f"{where}: {one.value}" if one.value else where)
                    st.text(one.why)
        _more(made)
    if made.duplicates:
        st.subheader("Reads like another")
        st.caption(
            "Same place, days that overlap, close text. They are taken in; look at them in review. "
            "A row that says the same in all fields is not taken twice."
        )
        rows_alike = [
            (
                one.row,
                alike.get(one.other_id, one.other_id)
                if one.other_row is None
                else f"{made.row_word} {one.other_row}",
                "the same: not taken twice" if one.is_exact else f"{one.likeness} of 100",
            )
            for one in made.duplicates[:LISTED]
        ]
        draw(rows_alike, [made.row_word, "is like", "how alike"])
        if len(made.duplicates) > LISTED:
            st.text(f"The first {LISTED} of {len(made.duplicates):,}.")
    if not made.accepted:
        return
    st.subheader("As it is understood")
    drafts = made.sample()
    first = f"The first {len(drafts)} of {made.accepted:,}. " if made.accepted > len(drafts) else ""
    st.caption(f"{first}What is open is settled in review.")
    sample = [
        (
            number,
            draft.place_text or draft.place_id or "",
            _where(draft),
            draft.kind.label if draft.kind else "open",
            _when(draft),
            _how_many(draft),
            draft.originator or draft.originator_id or "nobody is named",
            draft.summary,
        )
        for number, draft in drafts
    ]
    draw(sample, [made.row_word, "place", "found", "what", "when", "how many", "who says so", "what it says"])


def _where(draft: Draft) -> str:
    if draft.place_id:
        return "in the gazetteer"
    if draft.lat is not None:
        return "by its coordinate"
    return "open" if draft.candidates or draft.place_text else "no place"


def _when(draft: Draft) -> str:
    if draft.event_start is None and draft.event_end is None:
        return "no date"
    return interval_words(draft.event_start, draft.event_end)


def _how_many(draft: Draft) -> str:
    if draft.count_best is not None:
        return f"{draft.count_best:,}"
    low, high = draft.count_low, draft.count_high
    if low is not None and high is not None:
        return f"{low:,} to {high:,}"
    return f"at least {low:,}" if low is not None else f"up to {high:,}" if high is not None else ""


def _more(made: Preview) -> None:
    """Draw the faults that are too many to be told one by one."""
    count = len(made.findings)
    if count <= TOLD:
        return
    with st.expander(f"{count - TOLD:,} more"):
        rows = [(f.row, f.column, f.value, f.why) for f in made.findings[TOLD:LISTED]]
        draw(rows, [made.row_word, "column", "value", "why"])
        if count > LISTED:
            st.text(f"The first {LISTED} of {count:,}; `muster import --json` has all.")
