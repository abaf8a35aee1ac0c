"""A file before it is taken in: given, looked at beside the page, mapped, and put in the queue."""

from __future__ import annotations

import codecs
import weakref
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from muster.errors import CancelledError, DateOrderError, DecimalMarkError, EncodingError, UnmappedError
from muster.ingest.asking import Options
from muster.ingest.comparing import Kept
from muster.ingest.counts import Mark, read_number
from muster.ingest.days import Order, read_days
from muster.ingest.preview import Preview, preview
from muster.ingest.profiles import FIELDS
from muster.ingest.reading.safety import MEGABYTE, clean, shown_name
from muster.model import Dataset
from muster.store import Store
from muster.ui.contribute import changed, columns, found, working
from muster.ui.contribute import visit as visiting
from muster.ui.contribute.visit import Looked, Upload, Visit
from muster.ui.contribute.work import Work, watch
from muster.web import site
from muster.words import day_words

LARGEST_MB = 500
"""Streamlit holds a file whole until it is on the disk here; `muster import` takes larger ones."""
_NEWER = (
    "A newer version of what was taken in before. Drafts that nobody touched follow it, and what it no longer has is "
    "withdrawn; where somebody decided or corrected, what it says otherwise waits in review."
)
_ORDERS = {Order.DAY: "Day", Order.MONTH: "Month"}
_ENCODINGS = {
    "windows-1251": "Cyrillic",
    "koi8-r": "Cyrillic, older",
    "windows-1252": "Western European",
    "windows-1250": "Central European",
    "cp949": "Korean",
    "gb18030": "Chinese",
    "shift_jis": "Japanese",
}
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
    _settle(looked, dataset, store)
    if isinstance(looked.work.error, CancelledError):
        let_go(visit)
        visit.said = "Cancelled: nothing of the file was kept."
        st.rerun()
    error = looked.work.error
    if isinstance(error, DateOrderError):
        _ask_order(error.example, own)
    elif isinstance(error, DecimalMarkError):
        _ask_mark(error, own)
    elif isinstance(error, EncodingError):
        _ask_encoding(error.sample, own)
    elif isinstance(error, UnmappedError):
        with st.container(key="trouble"):
            st.text(
                f"No column is known by its name to hold the {' and the '.join(error.missing)}: say which does."
            )
        guessed = columns.guessed(upload.path, list(looked.examples), _kept("encoding", own))
        columns.ask(own, looked.examples, guessed, is_open=True)
    elif looked.preview is None:
        with st.container(key="trouble"):
            st.text(looked.trouble)
    else:
        _show(store, visit, looked, looked.preview)


def _ask_order(example: str, own: int) -> None:
    """Ask what the dates of a file mean, with what one of them would be in either case."""

    def words(order: Order) -> str:
        written, meant = example.split(maxsplit=1)[0], day_words(read_days(example, order).first)
        return f"{_ORDERS[order]} first: {written} is {meant}"

    with st.container(key="ask_order"):
        st.text(
            "Its dates may be read in two ways: none of them has a 13 or more to prove which number is the month."
        )
        st.radio(
            "How this file writes its dates", list(_ORDERS), index=None, format_func=words, key=f"order-{own}",
            on_change=_keep_answer, args=("order", own),
        )  # fmt: skip


def _ask_mark(error: DecimalMarkError, own: int) -> None:
    """Ask what the point or the comma in a file's numbers is for, with what one of them would be in either case."""

    def words(mark: Mark) -> str:
        number = read_number(error.example, mark)
        meant = "no whole number" if number is None else f"{number:,}"
        sign = "." if "." in error.example else ","
        what = "decimals come after it" if sign == mark.sign else "it groups thousands"
        return f"{what.capitalize()}: {error.example} is {meant}"

    with st.container(key="ask_order"):
        st.text(f"A number in the column {error.column} may be read in two ways, and no other proves which.")
        st.radio(
            "What the mark in this file's numbers is for", list(Mark), index=None, format_func=words, key=f"mark-{own}",
            on_change=_keep_answer, args=("mark", own),
        )  # fmt: skip


def _ask_encoding(sample: bytes, own: int) -> None:
    """Ask in which encoding a file is written, with what a line of it would be in each."""
    shown = {}
    for name in _ENCODINGS:
        with suppress(UnicodeError):
            shown[name] = clean(codecs.getincrementaldecoder(name)().decode(sample)).strip()

    with st.container(key="ask_order"):
        st.text("It is not written in UTF-8. Choose the encoding in which the line reads as it should.")
        st.selectbox(
            "How this file writes its letters",
            list(shown),
            index=None,
            format_func=lambda name: f"{shown[name]} ({_ENCODINGS[name]}, {name})",
            key=f"encoding-{own}",
            placeholder="Choose, or save the file as CSV in UTF-8",
            on_change=_keep_answer,
            args=("encoding", own),
        )


def _keep_answer(name: str, own: int) -> None:
    """Keep what was answered of a file when the question is drawn no more."""
    st.session_state[f"kept-{name}-{own}"] = st.session_state.get(f"{name}-{own}")


def _kept(name: str, own: int) -> Any:
    return st.session_state.get(f"kept-{name}-{own}") or ""


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
        order=_kept("order", own) or None,
        mark=_kept("mark", own) or None,
        encoding=_kept("encoding", own),
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
        options.mark,
        options.encoding,
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

    examples: dict[str, str] = {}

    def look(work: Work) -> Preview:
        examples.update(columns.examples_of(path, options.encoding))
        return preview(
            path, dataset, store, options=options, progress=work.tell, cancelled=work.cancelling.is_set
        )

    visit.looked = Looked(key, Work(is_reading=True).start(look), examples)
    return visit.looked


def _settle(looked: Looked, dataset: Dataset, store: Store) -> None:
    error = looked.work.error
    if error is not None:
        looked.trouble = str(error)
    elif looked.preview is None:
        looked.preview = looked.work.result
        if looked.preview is not None:  # a visitor may leave without a word
            looked.alike = found.said_of(looked.preview, dataset, store)
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


def _show(store: Store, visit: Visit, looked: Looked, made: Preview) -> None:
    kept = made.kept or Kept(None, made.accepted, 0, 0, 0, 0)
    found.show_facts(made, kept)
    _accepting(store, visit, made, kept)
    changed.show(made)
    columns.ask(visit.uploads, looked.examples, made.mapping, is_open=False)
    found.show_rows(made, looked.alike)


def _accepting(store: Store, visit: Visit, made: Preview, kept: Kept) -> None:
    news = kept.news
    is_newer = news > kept.added
    if is_newer:
        st.caption(_NEWER)
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
            "Take the changes over" if is_newer else f"Put {news:,} in the queue", key="put-in-queue", type="primary", on_click=_keep,
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
