"""What was chosen, at the right: a place or a part of the tally, claim by claim. Data text is shown by st.text alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

import streamlit as st

from muster.model import Claim, Dataset, Place
from muster.query import Answer, Selected
from muster.query.facts import Figure, shown_claims, summarise
from muster.query.headline import headline_words
from muster.query.knowing import known_claims
from muster.ui import card, notices, places_to_go, state
from muster.ui.options import told_apart, where_it_lies
from muster.ui.state import View
from muster.vocabulary import GEO_PRECISION_LABELS, Bin, Tier
from muster.words import count_words, day_words, event_words, span_words

_FIRST = 25
_FIGURES = 3

BIN_WORDS = {
    "shown": ("On the map or in its list", "They pass the filters and may lie in the window."),
    "outside": ("Outside the window", "Their dates lie wholly outside the days chosen below."),
    "no_date": ("Undated", "No date at all is given, and undated claims are switched off."),
    "no_place": (
        "No place",
        "The document names no place for them, the name is not settled, or the place cannot be drawn.",
    ),
    "not_yet_known": ("Published later", "They were published after the day chosen for “as known on”."),
    "filtered": ("Filtered out", "A filter at the left keeps them back."),
    "background": ("Background", "Opinion, history and forecasts: kept and listed, never drawn."),
    "total": ("All claims", "Everything that was read from the documents."),
    "figure": ("Where this figure comes from", "Each claim that gives a part of it, in its own right."),
    "figure-planned": (
        "Where the planned figure comes from",
        "Each claim that gives a part of it; none is presence.",
    ),
}


def show(dataset: Dataset, view: View, answer: Answer) -> None:
    """Draw the panel for the chosen place or part of the tally; with nothing chosen, what this is."""
    notices.show(view)
    _chooser(dataset, view, answer)
    if view.document_id:
        _document(dataset, view, answer)
    elif view.place_id:
        _place(dataset, view, answer)
    elif view.opened in BIN_WORDS:
        _bin(dataset, view, answer)
    else:
        _welcome(dataset, answer)


@lru_cache(maxsize=4)
def _choosable(dataset: Dataset) -> tuple[str, ...]:
    named = {c.place_id for c in dataset.claims if c.place_id and c.tier is not Tier.SECONDARY}
    return tuple(sorted(named, key=lambda key: dataset.places[key].name))


def _chooser(dataset: Dataset, view: View, answer: Answer) -> None:
    ids = _choosable(dataset)
    counts = dict.fromkeys(ids, 0)
    for row in answer.rows:
        place = dataset.claims_by_id[row.claim_id].place_id
        if row.bin is Bin.SHOWN and place in counts:
            counts[place] += 1
    # One key for the whole visit: the box keeps the keyboard's focus when its value changes.
    key = "place-chooser"
    st.session_state[key] = view.place_id if view.place_id in ids else None

    def chosen() -> None:
        state.choose_place(view, st.session_state[key])

    st.selectbox(
        "Choose a place",
        ids,
        index=None,
        format_func=told_apart(
            ids, lambda k: f"{dataset.places[k].name} ({counts[k]})", lambda k: where_it_lies(dataset, k)
        ),
        placeholder="Choose a place, or click the map",
        label_visibility="collapsed",
        key=key,
        on_change=chosen,
    )


def _welcome(dataset: Dataset, answer: Answer) -> None:
    with st.container(key="welcome"):
        st.text(dataset.about)
        st.text(
            f"{len(dataset.documents)} documents, {answer.tally[Bin.SHOWN]} of {len(answer.rows)} claims shown."
        )
        st.text(
            "Click a place to read who said what. Below the map are two clocks: drag the handles to choose when it happened, and the marker to see what was known by a day. Every number in the tally opens."
        )


def _subtitle(dataset: Dataset, place: Place) -> list[str]:
    region = next(
        (p.name for p in dataset.places.values() if p.admin1 == place.admin1 and p.kind == "region"), ""
    )
    country = next(
        (p.name for p in dataset.places.values() if p.country == place.country and p.kind == "country"),
        place.country,
    )
    parts = [place.kind.label, *(n for n in (region, country) if n and n != place.name)]
    latin = [name for lang, name in place.names if lang not in {"en", ""}]
    own: list[str] = []
    for lang in ("ru", "uk", "ko"):
        own += [name for code, name in place.names if code == lang][:1]
    return [", ".join(parts), " · ".join(own or latin[:3])]


def _place(dataset: Dataset, view: View, answer: Answer) -> None:
    place = dataset.places[view.place_id or ""]
    rows = {row.claim_id: row for row in answer.rows}
    here = [c for c in dataset.claims if c.place_id == place.place_id]
    shown = [c for c in here if rows[c.claim_id].bin is Bin.SHOWN]
    as_of = view.selection.as_of
    others = [c for c in known_claims(dataset, here, as_of) if rows[c.claim_id].bin is not Bin.SHOWN]
    with st.container(key="place_head"):
        st.text(place.name)
        for line in _subtitle(dataset, place):
            if line:
                st.text(line)
    _see_rows()
    facts = summarise(dataset, view.selection, shown_claims(dataset, answer), place.place_id)
    with st.container(key="facts", horizontal=True):
        _figures(dataset, facts.figures)
        noun = "origin" if facts.origins == 1 else "origins"
        _fact(str(facts.origins), f"independent {noun} here", key="origins")
        documents = len({c.document_id for c in shown})
        _fact(str(documents), "document" if documents == 1 else "documents", key="documents")
        if facts.age_days is not None and facts.newest is not None:
            _fact(*_age(facts.age_days, facts.newest), key="age")
    if not shown:
        st.text("Nothing about this place passes the window and the filters.")
    elif facts.elsewhere and not facts.rows:
        st.text(
            "What is said of this place is dated outside these days by another report: nothing is drawn as present."
        )
    _list(dataset, view, shown, rows, key="here")
    _where(place, known_claims(dataset, here, as_of))
    later = len(here) - len(shown) - len(others)
    if later and as_of:
        with st.container(key="small_later"):
            st.text(
                f"{later:,} more about this place {'was' if later == 1 else 'were'} published after {day_words(as_of)}."
            )
    if others:
        with st.expander(f"{len(others)} more about this place, not shown on the map"):
            _list(dataset, view, others, rows, key="others")


def _age(days: int, newest: date) -> tuple[str, str]:
    """Say how old the newest report is, from the end of the window, else from the day of knowledge."""
    told = f"last reported, on {day_words(newest)}"
    if days > 0:
        return f"{days} {'day' if days == 1 else 'days'} ago", told
    return ("that day", told) if days == 0 else (f"{-days} {'day' if days == -1 else 'days'} later", told)


def _figures(dataset: Dataset, figures: Sequence[Figure]) -> None:
    """Each number with who stands for it; numbers that are not one inside the other stand side by side."""
    if not figures:
        _fact("no number", "reported here", key="none")
    for i, figure in enumerate(figures[:_FIGURES]):
        short = [dataset.sources[key].called for key in figure.origins]
        said = f"by {short[0]} alone" if len(short) == 1 else f"by {len(short)} independent origins"
        _fact(figure.words, said, key=f"figure_{i}")


def _document(dataset: Dataset, view: View, answer: Answer) -> None:
    document = dataset.documents[view.document_id or ""]
    publisher = dataset.sources[document.source_id]
    claims = [c for c in dataset.claims if c.document_id == document.document_id]
    with st.container(key="place_head"):
        st.text(document.title)
        st.text(" · ".join(filter(None, [publisher.name, document.author])))
        st.text(f"published {span_words(document.published_at)} ({document.published_basis.label.lower()})")
    with st.container(key="small_document"):
        if document.note:
            st.text(document.note)
        if document.content_sha256:
            st.text(f"SHA-256 of the text that was read: {document.content_sha256}")
        st.text(f"{len(claims)} claims were read in it, background included, in the order of the text.")
    st.button("Back to the map", key="leave-document", on_click=state.choose_document, args=(view, None))
    _list(dataset, view, claims, {row.claim_id: row for row in answer.rows}, key="document")


def _fact(value: str, label: str, *, key: str) -> None:
    with st.container(key=f"fact_{key}"):
        st.text(value)
        st.text(label)


def _where(place: Place, claims: Sequence[Claim]) -> None:
    finest = min((c.geo_precision for c in claims if c.geo_precision), default=None)
    with st.container(key="where"):
        st.text("Where exactly?")
        lines = [GEO_PRECISION_LABELS[finest] + "."] if finest else []
        if place.geometry_id and place.kind == "country":
            lines.append(
                "Drawn as the outline of the country and listed beside the map: no point would be true."
            )
        elif place.geometry_id:
            lines.append("Drawn as the whole of what the name covers: no point in it would be true.")
        elif place.radius_m and place.lat is not None:
            lines.append(f"Drawn as a circle of {place.radius_m / 1000:g} km: {place.radius_basis}.")
        elif place.lat is None:
            lines.append("Its coordinates could not be grounded, so it is listed and not drawn.")
        if place.coordinate_basis and place.lat is not None:
            lines.append(f"Coordinates: {place.coordinate_basis}.")
        if place.note:
            lines.append(place.note)
        st.text(" ".join(lines))


def _bin(dataset: Dataset, view: View, answer: Answer) -> None:
    title, words = BIN_WORDS[view.opened or "total"]
    if view.opened in state.FIGURES:
        claims = [dataset.claims_by_id[key] for key in view.rows]
    else:
        wanted = {row.claim_id for row in answer.rows if view.opened in ("total", str(row.bin))}
        claims = [c for c in dataset.claims if c.claim_id in wanted]
    if view.opened == "not_yet_known" and view.selection.as_of:
        words = f"Published after {day_words(view.selection.as_of)}, the day chosen for “as known on”."
    with st.container(key="place_head"):
        st.text(title)
        st.text(f"{len(claims):,} {'claim' if len(claims) == 1 else 'claims'}. {words}")
    if view.opened in state.FIGURES:
        with st.container(key="sentence"):
            st.text(headline_words(dataset, view.selection))
    _see_rows()
    _list(dataset, view, claims, {row.claim_id: row for row in answer.rows}, key="bin")


def _see_rows() -> None:
    """The way from what is chosen here to its rows in the table."""
    with st.container(key="links_rows", horizontal=True):
        if st.button("See the rows", key="see-rows", type="tertiary"):
            places_to_go.to_evidence()


def _when(dataset: Dataset, claim: Claim) -> tuple[date, date]:
    said = dataset.known_span(claim)
    return claim.event_start or claim.event_end or said.earliest or date.max, said.earliest or date.max


def _list(
    dataset: Dataset, view: View, claims: Sequence[Claim], rows: Mapping[str, Selected], *, key: str
) -> None:
    """Claims in order of time; those of one document in the order of its text."""
    ordered = list(claims) if key == "document" else sorted(claims, key=lambda c: _when(dataset, c))
    for i, claim in enumerate(ordered[:_FIRST]):
        card.show(dataset, view, claim, rows.get(claim.claim_id), key=f"{key}_{i}")
    rest = ordered[_FIRST:]
    if rest:
        table = [
            {
                "happened": event_words(c),
                "who": dataset.sources[c.originator_id].short_name,
                "place": dataset.places[c.place_id].name if c.place_id else "",
                "what": c.kind.label,
                "count": count_words(c),
                "summary": c.summary,
                "claim": c.claim_id,
            }
            for c in rest
        ]
        st.text(f"{len(rest):,} more")
        st.dataframe(table, hide_index=True, width="stretch")
