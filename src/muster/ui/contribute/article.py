"""An article, pasted or uploaded, to drafts in the queue."""

from __future__ import annotations

from datetime import date

import streamlit as st

from muster.dates import DateSpan
from muster.errors import MusterError
from muster.ingest.article import extract, read_bytes
from muster.ingest.article.files import MOST_BYTES
from muster.ingest.articles import Article, Kept, keep
from muster.ingest.reading.safety import shown_name
from muster.model import Dataset
from muster.store import Store
from muster.ui.contribute import visit as visiting
from muster.ui.contribute.visit import Visit
from muster.vocabulary import SourceKind

_MEGABYTE = 1_000_000
_EARLIEST = date(1900, 1, 1)
_LATEST = date(2100, 12, 31)


def show(dataset: Dataset, store: Store, visit: Visit) -> None:
    """Draw what is asked of an article; its drafts go to the queue, and nothing to the map."""
    with st.container(key="reading"):
        with st.container(key="reading_text"):
            st.text_area(
                "The article's text",
                key="article-text",
                height=330,
                placeholder="Paste it whole, with its title. What stands around an article is set aside.",
            )
            st.file_uploader(
                "Or a file: txt, html or pdf",
                type=["txt", "html", "htm", "pdf", "md"],
                key="article-file",
                max_upload_size=MOST_BYTES // _MEGABYTE,
            )
        with st.container(key="reading_of"):
            st.date_input(
                "Published on",
                value=None,
                min_value=_EARLIEST,
                max_value=_LATEST,
                format="YYYY-MM-DD",
                key="article-published",
                help="Needed. “Last week” and “on Friday” are read against this day, never against today.",
            )
            names = sorted({source.name for source in dataset.sources.values()})
            st.selectbox(
                "Published by",
                names,
                index=None,
                accept_new_options=True,
                key="article-publisher",
                placeholder="Choose, or write a new one",
            )
            if st.session_state.get("article-publisher") not in {None, "", *names}:
                kinds = list(SourceKind)
                st.selectbox(
                    "What the publisher is",
                    kinds,
                    index=kinds.index(SourceKind.MEDIA),
                    format_func=lambda kind: kind.label,
                    key="article-publisher-kind",
                )
            st.text_input(
                "Address (may be left out)", key="article-url", max_chars=2000, placeholder="https://"
            )
            visiting.ask_who()
            st.button(
                "Find claims",
                key="find-claims",
                type="primary",
                width="stretch",
                on_click=_find,
                args=(dataset, store, visit),
            )
            if visit.trouble:
                with st.container(key="trouble"):
                    st.text(visit.trouble)
            elif visit.said:
                with st.container(key="said"):
                    st.text(visit.said)
            else:
                st.caption(
                    "Each sentence that says who was where becomes a draft. You accept, correct or reject each; "
                    "only what you accept is drawn."
                )


def _find(dataset: Dataset, store: Store, visit: Visit) -> None:
    visit.hush()
    try:
        article = _given()
        who = visiting.who()
        if not who:
            visit.trouble = "Write your name: what you add says who added it."
            return
        found = extract(
            dataset, article.text, published=article.published, publisher=article.publisher
        ).drafts
        if not found:
            visit.trouble = "No sentence of this text says who was where. Nothing was kept."
            return
        kept = keep(store, dataset, article, found, who=who)
    except MusterError as error:
        visit.trouble = str(error)
        return
    if not (kept.added or kept.changed or kept.proposed or kept.withdrawn):
        visit.said = (
            f"This article was read before: all of its {kept.drafts} drafts are there. Nothing was added."
        )
        return
    visit.item_id, visit.import_id, visit.go_to = "", kept.import_id or "", "review"
    visit.said = _told(kept)


def _told(kept: Kept) -> str:
    parts = [f"{kept.added} new" if kept.added else ""]
    parts += [
        f"{kept.changed} changed" if kept.changed else "",
        f"{kept.proposed} proposed" if kept.proposed else "",
    ]
    parts += [f"{kept.withdrawn} withdrawn" if kept.withdrawn else ""]
    return f"{kept.drafts} {'draft' if kept.drafts == 1 else 'drafts'} found: {', '.join(part for part in parts if part)}. Nothing is drawn yet."


def _given() -> Article:
    """Return the article as it was filled in. Raises MusterError with what is missing."""
    state = st.session_state
    upload, text = state.get("article-file"), str(state.get("article-text") or "")
    published = state.get("article-published")
    if upload is not None and text.strip():
        raise MusterError("There is a pasted text and a file: take one of them out.")
    if upload is None and not text.strip():
        raise MusterError("Paste the article's text, or choose a file.")
    if not isinstance(published, date):
        raise MusterError("Say on which day it was published: its days are read against it.")
    name = ""
    if upload is not None:
        name = shown_name(upload.name)
        text = read_bytes(upload.getvalue(), name)
    kind = state.get("article-publisher-kind")
    return Article(
        text,
        DateSpan(published, published, published.isoformat()),
        str(state.get("article-publisher") or "").strip(),
        kind if isinstance(kind, SourceKind) else SourceKind.MEDIA,
        url=str(state.get("article-url") or ""),
        file_name=name,
    )
