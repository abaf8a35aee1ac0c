"""A file before it is taken in: given, looked at beside the page, mapped, and put in the queue."""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import streamlit as st

from muster.errors import CancelledError, DateOrderError, MusterError
from muster.ingest.days import Order
from muster.ingest.opening import open_file
from muster.ingest.preview import Kept, Options, Preview, preview
from muster.ingest.profiles import FIELDS
from muster.ingest.reading.safety import MEGABYTE, shown_name
from muster.model import Dataset
from muster.store import Store
from muster.ui.contribute import found, working
from muster.ui.contribute import visit as visiting
from muster.ui.contribute.visit import Looked, Upload, Visit
from muster.ui.contribute.work import Work, watch
from muster.vocabulary import Kind
from muster.web import site

LARGEST_MB = 500
"""Streamlit holds a file whole until it is on the disk here; `muster import` takes larger ones."""
_ORDERS = {Order.DAY: "Day first (13/04/2022)", Order.MONTH: "Month first (04/13/2022)"}
_ENDINGS = ["csv", "tsv", "txt", "xlsx", "json", "geojson", "kml", "kmz", "gpkg", "parquet"]


def show(_dataset: Dataset, store: Store, visit: Visit) -> None:
    """Draw the file's preview; nothing is kept before it is put in the queue."""
    dataset = site.shipped()  # what was accepted is compared with out of the store
    if visit.upload is None:
        _ask(visit)
        return
    upload, own = visit.upload, visit.uploads
    with st.container(key="import_file", horizontal=True, vertical_alignment="center"):
        st.text(upload.name)
        st.text(_size(upload.size))
        st.button("Another file", key="another-file", type="tertiary", on_click=let_go, args=(visit,))
    _said(visit)
    looked = _looked(dataset, store, visit, _options(own))
    if looked.work.is_running:
        watch(looked.work)
        st.caption("It is only looked at: nothing is kept yet.")
        return
    _settle(looked)
    if isinstance(looked.work.error, CancelledError):
        let_go(visit)
        visit.said = "Cancelled: nothing of the file was kept."
        st.rerun()
    if looked.asks_order:
        with st.container(key="ask_order"):
            st.text(looked.trouble.partition("; say it with")[0] + ".")
            st.radio(
                "How this file writes its dates",
                list(_ORDERS),
                index=None,
                format_func=lambda order: _ORDERS[order],
                key=f"order-{own}",
            )
    elif looked.preview is None:
        with st.container(key="trouble"):
            st.text(looked.trouble.replace("say which with --map FIELD=COLUMN", "say which below"))
        columns = _columns(upload.path)
        if columns:
            _mapping(own, columns, {}, is_open=True)
    else:
        _show(store, visit, looked.preview)


def _ask(visit: Visit) -> None:
    given = st.file_uploader(
        "A file with a place and a date in each row",
        type=_ENDINGS,
        key=f"import-file-{visit.uploads}",
        max_upload_size=LARGEST_MB,
        help="Our own CSV, ACLED, UCDP GED, TimeMap, GeoConfirmed, or any CSV, Excel, Parquet, GeoJSON, GeoPackage, KML.",
    )
    _said(visit)
    if given is None:
        with st.container(key="import_steps"):
            for line in (
                "1. The file is looked at: how its columns are understood, which rows have faults, what is there already.",
                "2. You put its good rows in the queue. Faulty rows are told and left out.",
                "3. You accept or reject them under “Review”. Only what is accepted is drawn.",
            ):
                st.text(line)
            st.caption(
                "ACLED, UCDP GED, TimeMap and GeoConfirmed exports are known. Any other CSV, Excel, Parquet, GeoJSON, "
                "GeoPackage, KML or KMZ will do: you say which column is what. Larger files: `muster import FILE`."
            )
        return
    # Out of Streamlit's memory and onto the disk; a uploader of another key lets go of what it held.
    try:
        upload = Upload(shown_name(given.name), given.getvalue())
    except OSError as error:
        visit.trouble = (
            f"The file cannot be put on the disk here ({error.strerror}); make room, then give it again."
        )
        return
    visit.hush()
    visit.upload, visit.uploads = upload, visit.uploads + 1
    st.rerun()


def _size(size: int) -> str:
    return f"{size / MEGABYTE:,.1f} MB" if size >= MEGABYTE else f"{max(size // 1024, 1):,} KB"


def _said(visit: Visit) -> None:
    if visit.trouble:
        with st.container(key="trouble"):
            st.text(visit.trouble)
    elif visit.said:
        with st.container(key="said"):
            st.text(visit.said)


def _options(own: int) -> Options:
    state = st.session_state
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


def _looked(dataset: Dataset, store: Store, visit: Visit, options: Options) -> Looked:
    """Return the file as it is looked at; again only where something else is said of it, or the store changed."""
    key = (
        visit.uploads,
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
    _forget_look(visit)
    upload = visit.upload
    path = upload.path if upload else Path()

    def look(work: Work) -> Preview:
        return preview(
            path, dataset, store, options=options, progress=work.tell, cancelled=work.cancelling.is_set
        )

    visit.looked = Looked(key, Work(is_reading=True).start(look))
    return visit.looked


def _settle(looked: Looked) -> None:
    error = looked.work.error
    if error is not None:
        looked.trouble, looked.asks_order = str(error), isinstance(error, DateOrderError)
    elif looked.preview is None:
        looked.preview = looked.work.result
        if looked.preview is not None:  # a visitor may leave without a word
            weakref.finalize(looked, looked.preview.close)


def let_go(visit: Visit) -> None:
    """Forget the file in hand; what it needed on the disk goes."""
    _forget_look(visit)
    if visit.upload is not None:
        visit.upload.close()
    visit.upload = None


def _forget_look(visit: Visit) -> None:
    if visit.looked is not None:
        visit.looked.work.cancel()
        if visit.looked.preview is not None:
            visit.looked.preview.close()
    visit.looked = None


def _show(store: Store, visit: Visit, made: Preview) -> None:
    kept = made.kept or Kept(None, made.accepted, 0, 0, 0, 0)
    found.show_facts(made, kept)
    _accepting(store, visit, made, kept)
    _mapping(visit.uploads, made.columns, made.mapping, is_open=False)
    found.show_rows(made)


def _accepting(store: Store, visit: Visit, made: Preview, kept: Kept) -> None:
    news = kept.added + kept.changed + kept.proposed + kept.withdrawn
    with st.container(key="import_accept", horizontal=True, vertical_alignment="bottom"):
        if not news:
            st.text(
                "All of it is there already: nothing is to be done."
                if made.accepted
                else "No row can be a draft: see what is wrong below."
            )
            return
        if not visiting.who():
            visiting.ask_who()
        st.button(
            f"Put {news:,} in the queue", key="put-in-queue", type="primary", on_click=_keep,
            args=(store, visit, made),
        )  # fmt: skip
        if visiting.who():
            visiting.ask_who()


def _keep(store: Store, visit: Visit, made: Preview) -> None:
    visit.hush()
    who = visiting.who()
    if not who:
        visit.trouble = "Write your name: what you add says who added it."
        return

    def keep(work: Work) -> Kept:
        return made.accept(store, who=who, progress=work.tell, cancelled=work.cancelling.is_set)

    def when_kept(kept: Kept) -> None:
        let_go(visit)
        visit.item_id, visit.import_id, visit.go_to = "", kept.import_id or "", "review"
        parts = (
            (kept.added, "new"),
            (kept.changed, "changed"),
            (kept.proposed, "to be decided anew"),
            (kept.withdrawn, "withdrawn"),
        )
        said = ", ".join(f"{count:,} {what}" for count, what in parts if count)
        visit.said = f"In the queue: {said}. Nothing is drawn yet."

    working.begin(visit, keep, when_kept)


def _mapping(own: int, columns: tuple[str, ...], guessed: Mapping[str, str], *, is_open: bool) -> None:
    """Let a person say which column is what, and what the file does not say."""
    with st.expander("Which column is what, and what the file does not say", expanded=is_open):
        if is_open or guessed:
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


def _columns(path: Path) -> tuple[str, ...]:
    try:
        return open_file(path).source.columns
    except MusterError:
        return ()
