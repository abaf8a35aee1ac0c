"""Add a curated place: a row that passes the rules of `muster check`, and the changed gazetteer.csv to download."""

from __future__ import annotations

import contextlib

import streamlit as st

from muster.curate import faults_of, slug_of, with_rows
from muster.model import Dataset
from muster.store import Store
from muster.ui.gazetteer.board import Shown
from muster.ui.gazetteer.visit import Visit
from muster.vocabulary import PlaceKind

_KEY = "add-"


def show(dataset: Dataset, _store: Store, visit: Visit) -> Shown:
    """Draw the form and what was added in this visit; return what the map is to show."""
    st.caption(
        "The shipped file stays as it is: you get a gazetteer.csv with the new row, to put in its place. "
        "A coordinate needs a basis that somebody else can check."
    )
    with st.form("add-place", border=False):
        row = _fields()
        sent = st.form_submit_button("Check and add", type="primary")
    if sent:
        _take(dataset, visit, row)
    if visit.added:
        _download(dataset, visit)
    return Shown(state="adding", preview=_preview(visit.checked))


def _fields() -> dict[str, str]:
    row = {"name": st.text_input("Name, in English", key=f"{_KEY}name", max_chars=200)}
    row["names"] = st.text_input(
        "Other names", key=f"{_KEY}names", placeholder="ru:Сергеевка|ko:세르게예프카", max_chars=2000
    )
    with st.container(key="addkind", horizontal=True):
        row["kind"] = st.selectbox(
            "Kind",
            [str(kind) for kind in PlaceKind],
            index=list(PlaceKind).index(PlaceKind.VILLAGE),
            format_func=lambda k: PlaceKind(k).label,
            key=f"{_KEY}kind",
        )
        row["country"] = st.text_input("Country", key=f"{_KEY}country", placeholder="RU", max_chars=2)
        row["admin1"] = st.text_input("Division", key=f"{_KEY}admin1", placeholder="RU-PRI", max_chars=6)
    with st.container(key="addpoint", horizontal=True):
        row["lat"] = st.text_input("Latitude", key=f"{_KEY}lat", placeholder="44.3375")
        row["lon"] = st.text_input("Longitude", key=f"{_KEY}lon", placeholder="131.6614")
        row["radius_m"] = st.text_input("Radius in m", key=f"{_KEY}radius", placeholder="3000")
    row["coordinate_basis"] = st.text_input(
        "Where the coordinate comes from (required)",
        key=f"{_KEY}basis",
        placeholder="GeoNames 2020626, or a document that somebody can open",
        max_chars=500,
    )
    row["radius_basis"] = st.text_input(
        "Where the radius comes from", key=f"{_KEY}radius-basis", placeholder="convention: village, 3 km"
    )
    with st.expander("Boundary, authorities, note"):
        row["geometry_id"] = st.text_input(
            "Boundary, for a region, country or area", key=f"{_KEY}geometry", placeholder="RU-KRS"
        )
        row["de_facto"] = st.text_input("Held by, where that differs", key=f"{_KEY}held", max_chars=2)
        row["geonames_id"] = st.text_input("GeoNames id", key=f"{_KEY}geonames")
        row["wikidata_id"] = st.text_input("Wikidata id", key=f"{_KEY}wikidata", placeholder="Q101")
        row["place_id"] = st.text_input("Id", key=f"{_KEY}id", placeholder="made from the name if left out")
        row["note"] = st.text_area("Note", key=f"{_KEY}note", placeholder="Which one of that name, and why")
    return {column: " ".join(str(value or "").split()) for column, value in row.items()}


def _take(dataset: Dataset, visit: Visit, row: dict[str, str]) -> None:
    row["place_id"] = row["place_id"] or slug_of(row["name"])
    visit.checked = row
    faults = faults_of(dataset.folder, [*visit.added, row])
    if faults:
        with st.container(key="status_unknown"):
            st.text("Not added" if len(faults) == 1 else f"Not added: {len(faults)} things to mend")
            for fault in faults:
                column = fault.column or "row"
                value = f"{fault.value!r} " if fault.value else ""
                st.text(f"{column}: {value}{fault.problem}; {fault.remedy}.")
        return
    visit.added.append(row)


def _download(dataset: Dataset, visit: Visit) -> None:
    with st.container(key="status_resolved"):
        st.text("1 place added" if len(visit.added) == 1 else f"{len(visit.added)} places added")
        for row in visit.added:
            st.text(f"{row['name']} ({row['place_id']})")
        st.text(
            "They are in the file below, and nowhere else yet: put it in the place of gazetteer.csv, reload."
        )
        st.download_button(
            "Download gazetteer.csv",
            with_rows(dataset.folder, visit.added),
            file_name="gazetteer.csv",
            mime="text/csv",
            key="download-gazetteer",
            on_click="ignore",
            type="primary",
        )
        st.button("Take the last one out", key="add-undo", type="tertiary", on_click=visit.take_out)


def _preview(row: dict[str, str]) -> tuple[float, float, float] | None:
    with contextlib.suppress(KeyError, ValueError):
        lat, lon, radius_m = (float(row[column]) for column in ("lat", "lon", "radius_m"))
        if abs(lat) < 85 and abs(lon) <= 180 and 0 < radius_m < 5_000_000:
            return lat, lon, radius_m
    return None
