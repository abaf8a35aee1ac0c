"""What was chosen, at the right: a place or a part of the tally, claim by claim. Data text is shown by st.text alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

import streamlit as st

from muster.model import Claim, Dataset, Place
from muster.query import Answer, Selected
from muster.query.presence import summarise
from muster.ui import state
from muster.ui.state import View
from muster.vocabulary import GEO_PRECISION_LABELS, Bin, Stance, Status, Tier, Window
from muster.words import count_words, event_words, said_words

_FIRST = 25

_BIN_WORDS = {
    "shown": ("On the map or in its list", "They pass the filters and may lie in the window."),
    "outside": ("Outside the window", "Their dates lie wholly outside the days chosen below."),
    "no_date": ("Undated", "No date at all is given, and undated claims are switched off."),
    "no_place": ("No place", "The document names no place for them, or the name is not settled."),
    "not_yet_known": ("Not yet known", "They were published after the day chosen for “as known on”."),
    "filtered": ("Filtered out", "A filter at the left keeps them back."),
    "background": ("Background", "Opinion, history and forecasts: kept and listed, never drawn."),
    "total": ("All claims", "Everything that was read from the documents."),
    "figure": ("Where this figure comes from", "Each claim that gives it, in its own right."),
}


def show(dataset: Dataset, view: View, answer: Answer) -> None:
    """Draw the panel for the chosen place or part of the tally; with nothing chosen, what this is."""
    for line in view.trouble:
        st.warning("Part of the link could not be used", icon=None)
        st.text(line)
    _chooser(dataset, view, answer)
    if view.place_id:
        _place(dataset, dataset.places[view.place_id], answer)
    elif view.opened in _BIN_WORDS:
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
    key = f"place-{view.place_id or 'none'}-{view.push}"

    def chosen() -> None:
        state.choose_place(view, st.session_state[key])

    st.selectbox(
        "Choose a place",
        ids,
        index=ids.index(view.place_id) if view.place_id in ids else None,
        format_func=lambda k: f"{dataset.places[k].name} ({counts[k]})",
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
            "Click a place to read who said what. Drag the handles below to choose days. Every number in the tally opens."
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


def _place(dataset: Dataset, place: Place, answer: Answer) -> None:
    rows = {row.claim_id: row for row in answer.rows}
    here = [c for c in dataset.claims if c.place_id == place.place_id]
    shown = [c for c in here if rows[c.claim_id].bin is Bin.SHOWN]
    others = [c for c in here if rows[c.claim_id].bin is not Bin.SHOWN]
    with st.container(key="place_head"):
        st.text(place.name)
        for line in _subtitle(dataset, place):
            if line:
                st.text(line)
    facts = summarise(dataset, shown)
    with st.container(key="facts", horizontal=True):
        _fact(facts.figure or "no number", "reported here")
        _fact(str(facts.origins), "independent origin" if facts.origins == 1 else "independent origins")
        _fact(str(len(facts.documents)), "document" if len(facts.documents) == 1 else "documents")
    if not shown:
        st.text("Nothing about this place passes the window and the filters.")
    _list(dataset, shown, rows, key="here")
    _where(place, here)
    if others:
        with st.expander(f"{len(others)} more about this place, not shown on the map"):
            _list(dataset, others, rows, key="others")


def _fact(value: str, label: str) -> None:
    with st.container(key=f"fact_{label.replace(' ', '_')}"):
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
        if place.coordinate_basis:
            lines.append(f"Coordinates: {place.coordinate_basis}.")
        if place.note:
            lines.append(place.note)
        st.text(" ".join(lines))


def _bin(dataset: Dataset, view: View, answer: Answer) -> None:
    title, words = _BIN_WORDS[view.opened or "total"]
    if view.opened == "figure":
        claims = [dataset.claims_by_id[key] for key in view.rows]
    else:
        wanted = {row.claim_id for row in answer.rows if view.opened in ("total", str(row.bin))}
        claims = [c for c in dataset.claims if c.claim_id in wanted]
    with st.container(key="place_head"):
        st.text(title)
        st.text(f"{len(claims):,} {'claim' if len(claims) == 1 else 'claims'}. {words}")
    _list(dataset, claims, {row.claim_id: row for row in answer.rows}, key="bin")


def _when(dataset: Dataset, claim: Claim) -> tuple[date, date]:
    said = dataset.known_span(claim)
    return claim.event_start or claim.event_end or said.earliest or date.max, said.earliest or date.max


def _list(dataset: Dataset, claims: Sequence[Claim], rows: Mapping[str, Selected], *, key: str) -> None:
    ordered = sorted(claims, key=lambda c: _when(dataset, c))
    for i, claim in enumerate(ordered[:_FIRST]):
        _card(dataset, claim, rows.get(claim.claim_id), key=f"{key}_{i}")
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


def _statuses(dataset: Dataset, claim: Claim) -> str:
    if claim.stance is not Stance.ASSERTS:
        return claim.stance.label.lower()
    if claim.assertion_id is None:
        return ""
    found = dataset.status(claim.assertion_id) - {Status.REPORTED}
    return ", ".join(sorted(s.label.lower() for s in found))


def _card(dataset: Dataset, claim: Claim, row: Selected | None, *, key: str) -> None:
    source = dataset.sources[claim.originator_id]
    document = dataset.documents[claim.document_id]
    with st.container(key=f"claim_{key}"):
        with st.container(key=f"claimhead_{source.kind}_{key}", horizontal=True):
            st.text(source.short_name or source.name)
            st.text(claim.kind.label.lower(), width="content")
            status = _statuses(dataset, claim)
            if status:
                with st.container(key=f"status_{key}", width="content"):
                    st.text(status, width="content")
        st.text(claim.summary)
        number = count_words(claim)
        if number:
            written = f"  “{claim.count_text}”" if claim.count_text else ""
            unit = "" if claim.count_unit in (None, "people") else f" {claim.count_unit}"
            st.text(f"{number}{unit}{written}")
        with st.container(key=f"small_{key}"):
            st.text(_facts(dataset, claim, row))
            st.text(_trail(dataset, claim))
            if claim.judgement:
                with st.expander("Why it was coded so"):
                    st.text(claim.judgement)
            link = document.url or document.archive_url
            if link.startswith(("http://", "https://")):
                st.link_button("Open the document", link)
            else:
                st.text("No address of the document is known: find it by its title.")


def _facts(dataset: Dataset, claim: Claim, row: Selected | None) -> str:
    words = f"happened: {event_words(claim)}"
    if row is not None and row.window is Window.POSSIBLE:
        words += " · possible in this window"
    where = dataset.places[claim.place_id].name if claim.place_id else "no place named"
    return f"{where} · {words}\n{said_words(dataset, claim)}"


def _trail(dataset: Dataset, claim: Claim) -> str:
    document, publisher = dataset.documents[claim.document_id], dataset.sources[dataset.publisher_id(claim)]
    parts = [f"{publisher.short_name}: “{document.title}”, {claim.locator}", f"claim {claim.claim_id}"]
    if claim.assertion_id:
        assertion = dataset.assertions[claim.assertion_id]
        carried = len(dataset.publishers(claim.assertion_id))
        if carried > 1:
            parts.append(f"carried by {carried} publishers, one origin")
        if assertion.part_of:
            parts.append(f"inside: {dataset.assertions[assertion.part_of].label}")
    if claim.about:
        parts.append("answers: " + "; ".join(dataset.assertions[key].label for key in claim.about))
    return " · ".join(parts)
