"""What is new: what became known between two days, and what that does to what was known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from muster.errors import SelectionError
from muster.model import Dataset
from muster.query import Answer, news
from muster.query.news import NewsItem
from muster.ui.controls import plain
from muster.ui.evidence import desk
from muster.ui.evidence.clashes import KIND_WORDS
from muster.ui.evidence.pager import slice_of
from muster.ui.evidence.words import name_of
from muster.ui.notices import show_problems
from muster.ui.state import View
from muster.words import day_words

_CLAIMS = 4


def default_days(dataset: Dataset, view: View) -> tuple[date, date]:
    """Return the days between which news is told where none are asked: up to the newest document, from the one before."""
    known = {d.published_at.earliest for d in dataset.documents.values() if d.published_at.earliest}
    days = sorted(day for day in known if view.selection.as_of is None or day <= view.selection.as_of)
    until = view.selection.as_of or (days[-1] if days else date(2000, 1, 2))
    before = [day for day in days if day < until]
    return (before[-1] if before else until - timedelta(days=1)), until


def show(dataset: Dataset, view: View, _: Answer) -> None:
    """Draw the two days and what became known between them."""
    since, until, problems = _days(dataset, view)
    if problems:
        show_problems(problems)
        return
    try:
        found = news(dataset, view.selection, since, until)
    except SelectionError as error:
        show_problems(error.problems)
        return
    changed = {item.assertion_id for item in found.changed}
    new = [item for item in found.new if item.assertion_id not in changed]
    with st.container(key="part_words"):
        st.text(
            f"After {day_words(since)} and by {day_words(until)}: {len(found.new):,} new, {len(found.changed):,} of them in place of "
            f"older knowledge, {len(found.carried):,} carried again, {len(found.contradicted):,} contradicted."
            + (f" {len(found.possibly_new):,} possibly new." if found.possibly_new else "")
        )
    _items(dataset, view, new, "new")
    _items(dataset, view, found.changed, "changed")
    _items(dataset, view, found.carried, "carried")
    _items(dataset, view, found.possibly_new, "possibly")
    if found.contradicted:
        with st.container(key="news_contradicted"):
            st.text(f"Contradicted ({len(found.contradicted):,})")
            st.text("At odds since these days, as far as is recorded.")
            for i, clash in slice_of(found.contradicted, "news-clashes"):
                by = dataset.claims_by_id[clash.by_claims[0]]
                label = dataset.assertions[clash.of].label
                source = name_of(dataset.sources[by.originator_id])
                words = f"{by.claim_id} · {source} {KIND_WORDS[clash.kind].partition(' it')[0].partition(':')[0]}: {label}"
                _opens(view, by.claim_id, words, key=f"clash-{i}")


def _days(dataset: Dataset, view: View) -> tuple[date, date, list[str]]:
    (since, wrong), (until, wrong_too) = (desk.day_of(view, key) for key in ("since", "until"))
    default_since, default_until = default_days(dataset, view)
    days = {"since": since or default_since, "until": until or default_until}
    with st.container(key="news_days", horizontal=True):
        for name, label in (("since", "New since"), ("until", "until")):
            key = f"news-{name}"
            st.session_state[key] = days[name]
            st.date_input(
                label,
                min_value=date(1900, 1, 1),
                max_value=date(2199, 12, 31),
                format="YYYY-MM-DD",
                key=key,
                on_change=_changed,
                args=(view,),
                width=150,
            )
    return days["since"], days["until"], [line for line in (wrong, wrong_too) if line]


def _changed(view: View) -> None:
    for name in ("since", "until"):
        day = st.session_state[f"news-{name}"]
        desk.put(view, name, day.isoformat() if day else "")


_HEADINGS = {
    "new": ("New", "Said for the first time in these days."),
    "changed": ("Changed", "New, and it replaces older knowledge by the same line of sources."),
    "carried": ("Carried again", "Said before; to carry it again makes it no newer."),
    "possibly": (
        "Possibly new",
        "The day of their documents is not certain: they may have come out in these days, or before or after them.",
    ),
}


def _items(dataset: Dataset, view: View, items: Sequence[NewsItem], name: str) -> None:
    if not items:
        return
    heading, words = _HEADINGS[name]
    with st.container(key=f"news_{name}"):
        st.text(f"{heading} ({len(items):,})")
        st.text(words)
        for i, item in slice_of(list(items), f"news-{name}"):
            origin = dataset.sources[item.originator_id]
            with st.container(key=f"item_{name}_{i}"):
                with st.container(key=f"claimhead_{origin.kind}_news_{name}_{i}", horizontal=True):
                    st.text(name_of(origin))
                    st.text(item.label, width="content")
                for n, claim_id in enumerate(item.claim_ids[:_CLAIMS]):
                    _opens(
                        view,
                        claim_id,
                        dataset.claims_by_id[claim_id].summary,
                        key=f"{name}-{i}-{n}",
                        with_id=True,
                    )
                if len(item.claim_ids) > _CLAIMS:
                    st.text(f"and {len(item.claim_ids) - _CLAIMS:,} more claims")
                if not item.is_sure and name != "possibly":
                    st.text("The day of its documents is not certain: they may have come out later.")
                for old in item.updates:
                    st.text(f"in place of: {dataset.assertions[old].label}")


def _opens(view: View, claim_id: str, words: str, *, key: str, with_id: bool = False) -> None:
    st.button(
        plain(f"{claim_id} · {words}" if with_id else words),
        key=f"news-opens-{key}",
        type="tertiary",
        on_click=desk.open_claim,
        args=(view, claim_id),
    )
