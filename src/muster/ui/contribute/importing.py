"""A file before it is taken in: what it holds, how it is read, what is wrong with it, what it would change."""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from muster.errors import DateOrderError, MusterError
from muster.ingest.days import Order
from muster.ingest.opening import open_file
from muster.ingest.preview import Kept, Options, Preview, preview
from muster.ingest.profiles import FIELDS
from muster.ingest.reading.safety import shown_name
from muster.model import Dataset
from muster.store import Store
from muster.ui.contribute import visit as visiting
from muster.ui.contribute.visit import Looked, Visit
from muster.vocabulary import Kind
from muster.web import site

LARGEST_MB = 1024
LISTED = 500
_ORDERS = {Order.DAY: "Day first (13/04/2022)", Order.MONTH: "Month first (04/13/2022)"}


def show(_dataset: Dataset, store: Store, visit: Visit) -> None:
    """Draw the file's preview; nothing is kept before "Put in the queue"."""
    dataset = site.shipped()  # what was accepted is compared with out of the store
    upload = st.file_uploader(
        "A file with a place and a date in each row",
        type=["csv", "tsv", "txt", "xlsx", "json", "geojson", "kml", "kmz", "gpkg", "parquet"],
        key="import-file",
        max_upload_size=LARGEST_MB,
        help="Our own CSV, ACLED, UCDP GED, TimeMap, GeoConfirmed, or any CSV, Excel, Parquet, GeoJSON, GeoPackage, KML.",
    )
    _said(visit)
    if upload is None:
        let_go(visit)
        st.caption(
            "It is looked at first: how its columns are understood, what is wrong in which row, what is there already. "
            "Faulty rows are told and left out; the others wait in review."
        )
        return
    options = _options(upload)
    looked = _looked(dataset, store, visit, upload, options)
    if looked.asks_order:
        with st.container(key="ask_order"):
            st.text(looked.trouble.partition("; say it with")[0] + ".")
            st.radio(
                "How this file writes its dates",
                list(_ORDERS),
                index=None,
                format_func=lambda order: _ORDERS[order],
                key=f"order-{upload.file_id}",
            )
        return
    if looked.preview is None:
        with st.container(key="trouble"):
            st.text(looked.trouble.replace("say which with --map FIELD=COLUMN", "say which below"))
        _mapping(upload, None)
        return
    _show(store, visit, looked.preview, upload)


def _said(visit: Visit) -> None:
    if visit.trouble:
        with st.container(key="trouble"):
            st.text(visit.trouble)
    elif visit.said:
        with st.container(key="said"):
            st.text(visit.said)


def _options(upload: Any) -> Options:
    state, own = st.session_state, upload.file_id
    published = state.get(f"published-{own}")
    mapping = {name: state[key] or "" for name in FIELDS if (key := f"map-{name}-{own}") in state}
    return Options(
        mapping=mapping,
        order=state.get(f"order-{own}"),
        kind=state.get(f"kind-{own}"),
        troop_origin=str(state.get(f"troops-{own}") or "").strip().upper(),
        publisher=str(state.get(f"publisher-{own}") or "").strip(),
        published_at=published.isoformat() if isinstance(published, date) else "",
    )


def _looked(dataset: Dataset, store: Store, visit: Visit, upload: Any, options: Options) -> Looked:
    """Return the file as it was looked at; again only where something else is said of it, or the store changed."""
    key = (
        upload.file_id,
        tuple(sorted(options.mapping.items())),
        options.order,
        options.kind,
        options.troop_origin,
        options.publisher,
        options.published_at,
        dataset.version,
        store.ledger.newest(),
    )
    if visit.looked is not None and visit.looked.key == key:
        return visit.looked
    let_go(visit)
    visit.looked = Looked(key)
    try:
        _on_disk(
            upload,
            lambda path: setattr(visit.looked, "preview", _previewed(path, dataset, store, options)),
        )
    except DateOrderError as error:
        visit.looked.trouble, visit.looked.asks_order = str(error), True
    except MusterError as error:
        visit.looked.trouble = str(error)
    if visit.looked.preview is not None:  # a visitor may leave without a word
        weakref.finalize(visit.looked, visit.looked.preview.close)
    return visit.looked


def _previewed(path: Path, dataset: Dataset, store: Store, options: Options) -> Preview:
    with st.spinner("Reading the file", show_time=True):
        return preview(path, dataset, store, options=options)


def _on_disk(upload: Any, use: Callable[[Path], None]) -> None:
    """Let a file that was uploaded be read from a folder of its own, which goes afterwards."""
    with tempfile.TemporaryDirectory(prefix="muster-upload-") as folder:
        path = Path(folder) / shown_name(upload.name)
        with path.open("wb") as file:
            file.write(upload.getbuffer())
        use(path)


def let_go(visit: Visit) -> None:
    """Forget the file that was looked at; what it needed on the disk goes."""
    if visit.looked is not None and visit.looked.preview is not None:
        visit.looked.preview.close()
    visit.looked = None


def _show(store: Store, visit: Visit, made: Preview, upload: Any) -> None:
    kept = made.kept or Kept(None, made.accepted, 0, 0, 0, 0)
    with st.container(key="import_facts", horizontal=True):
        for value, what in (
            (made.format, "format"),
            (f"{made.rows:,}", "rows"),
            (f"{made.accepted:,}", "can be drafts"),
            (f"{len({finding.row for finding in made.findings}):,}", "rows with faults"),
            (f"{kept.added:,}", "new"),
            (f"{kept.changed + kept.proposed:,}", "changed"),
            (f"{kept.unchanged:,}", "there already"),
            (f"{kept.withdrawn:,}", "withdrawn"),
        ):
            with st.container(key=f"importfact_{what.replace(' ', '_')}"):
                st.text(value)
                st.text(what)
    for note in made.notes:
        st.text(note)
    _accepting(store, visit, made, kept)
    if made.findings:
        st.subheader("What is wrong")
        rows = [(f.row, f.column, f.value, f.why) for f in made.findings[:LISTED]]
        st.dataframe(
            pd.DataFrame(rows, columns=["row", "column", "value", "why"]), hide_index=True, width="stretch"
        )
        if len(made.findings) > LISTED:
            st.text(f"The first {LISTED} of {len(made.findings):,}; `muster import --json` has all.")
    if made.duplicates:
        st.subheader("Reads like another")
        alike = [
            (one.row, f"row {one.other_row}" if one.other_row else one.other_id, one.likeness)
            for one in made.duplicates[:LISTED]
        ]
        st.dataframe(
            pd.DataFrame(alike, columns=["row", "is like", "of 100"]), hide_index=True, width="stretch"
        )
    st.subheader("As it is understood")
    sample = [
        (
            number,
            draft.kind.label if draft.kind else "open",
            draft.place_id or draft.place_text,
            draft.event_start.isoformat() if draft.event_start else "",
            draft.event_end.isoformat() if draft.event_end else "",
            draft.originator or draft.originator_id or "",
            draft.summary,
        )
        for number, draft in made.sample()
    ]
    columns = ["row", "kind", "place", "from", "to", "who says so", "summary"]
    st.dataframe(pd.DataFrame(sample, columns=columns), hide_index=True, width="stretch")
    _mapping(upload, made)


def _accepting(store: Store, visit: Visit, made: Preview, kept: Kept) -> None:
    is_news = bool(kept.added or kept.changed or kept.proposed or kept.withdrawn)
    with st.container(key="import_accept", horizontal=True, vertical_alignment="bottom"):
        visiting.ask_who()
        st.button(
            "Put in the queue",
            key="put-in-queue",
            type="primary",
            disabled=not is_news,
            on_click=_keep,
            args=(store, visit, made),
        )
        if not is_news:
            st.text("All of it is there already.")


def _keep(store: Store, visit: Visit, made: Preview) -> None:
    visit.hush()
    who = visiting.who()
    if not who:
        visit.trouble = "Write your name: what you add says who added it."
        return
    try:
        kept = made.accept(store, who=who)
    except MusterError as error:
        visit.trouble = str(error)
        return
    let_go(visit)
    visit.item_id, visit.import_id, visit.go_to = "", kept.import_id or "", "review"
    visit.said = f"{kept.added:,} {'draft' if kept.added == 1 else 'drafts'} came in. Nothing is drawn yet."


def _mapping(upload: Any, made: Preview | None) -> None:
    """Let a person say which column is what, and what the file does not say."""
    own = upload.file_id
    with st.expander("Columns and what the file does not say", expanded=made is None):
        columns = made.columns if made else _columns(upload)
        guessed = made.mapping if made else {}
        if not made or made.mapping:
            with st.container(key="import_mapping"):
                for name in FIELDS:
                    options = ["", *columns]
                    held = guessed.get(name, "")
                    st.selectbox(
                        name.replace("_", " ").capitalize(),
                        options,
                        index=options.index(held) if held in options else 0,
                        format_func=lambda column: column or "not in the file",
                        key=f"map-{name}-{own}",
                    )
        with st.container(key="import_rest"):
            st.selectbox(
                "What is claimed, where the file does not say",
                list(Kind),
                index=None,
                format_func=lambda kind: kind.label,
                key=f"kind-{own}",
                placeholder="Decide in review",
            )
            st.text_input("Whose troops (country code)", key=f"troops-{own}", max_chars=2)
            st.text_input("Who published it", key=f"publisher-{own}", max_chars=200)
            st.date_input("Published on", value=None, format="YYYY-MM-DD", key=f"published-{own}")


def _columns(upload: Any) -> tuple[str, ...]:
    found: list[str] = []
    try:
        _on_disk(upload, lambda path: found.extend(open_file(path).source.columns))
    except MusterError:
        return ()
    return tuple(found)
