"""What was chosen on the map of a bulk layer, at the right: counts, and the claims page by page. Data text by st.text alone."""

from __future__ import annotations

from typing import Any

import streamlit as st

from muster.query.bulk import questions
from muster.query.bulk.listing import PAGE, claims_page
from muster.query.cells import KINDS, Grid, PlaceCounts
from muster.query.engine import Question, ask_plan
from muster.query.pages import AtPlace, InBin, InCell
from muster.ui import notices, state
from muster.ui.layers.stage import cell_of
from muster.ui.layers.subject import LayerSubject
from muster.ui.panel import BIN_WORDS
from muster.ui.state import View
from muster.vocabulary import GEO_PRECISION_LABELS, Bin, Kind, SourceKind, Stance
from muster.words import day_words, interval_words, stretch_words

_WIDTH_PX = {"who": 92, "what": 104, "place": 112, "happened": 150, "how many": 90, "said": 96}
_ROLES = (
    ("present", "report presence"),
    ("planned", "tell of plans: not presence"),
    ("answers", "deny, doubt or say something else"),
    ("elsewhere", "dated outside these days by another report"),
)


def show(subject: LayerSubject, view: View) -> None:
    """Draw the panel for the chosen cell, place or part of the tally; with nothing chosen, what this is."""
    notices.show(view, subject.version)
    cell = cell_of(view)
    if view.opened in state.FIGURES:
        _figures(subject, view)
    elif view.opened:
        _bin(subject, view)
    elif view.place_id:
        _place(subject, view)
    elif cell:
        _cell(subject, view, cell)
    else:
        _welcome(subject)


def _welcome(subject: LayerSubject) -> None:
    with st.container(key="welcome"):
        st.text(
            f"{subject.name} holds {subject.layer.total:,} claims. The map does not draw each: it counts them in squares of a grid, "
            "for the view and the days that are chosen."
        )
        st.text(
            "A square is no place: it says how many claims name a site or town somewhere in it. What is known to a region, an area "
            "or a country only is never put in a square; it is outlined, or listed at the left of the map."
        )
        st.text("Click a square, a name or a number of the tally to read the claims behind it.")


def _cell(subject: LayerSubject, view: View, cell: tuple[int, int, int]) -> None:
    level, x, y = cell
    found = questions.cells(subject.layer, view.selection, Grid(level, x, y, x, y), areas=False)["cells"]
    with st.container(key="place_head"):
        st.text("A square of the grid")
        st.text(_square_words(cell))
    _counts(found[0] if found else None)
    _list(subject, view, InCell(level, x, y), key=f"cell-{level}-{x}-{y}")


def _square_words(cell: tuple[int, int, int]) -> str:
    from math import atan, degrees, pi, sinh  # noqa: PLC0415

    level, x, y = cell
    size = 1 << level
    west, east = (column / size * 360 - 180 for column in (x, x + 1))
    north, south = (degrees(atan(sinh(pi * (1 - 2 * row / size)))) for row in (y, y + 1))
    digits = max(1, level // 4)
    return (
        f"{south:.{digits}f} to {north:.{digits}f} north, {west:.{digits}f} to {east:.{digits}f} east. "
        "Claims that name a site or town in it."
    )


def _place(subject: LayerSubject, view: View) -> None:
    place_id = view.place_id or ""
    rows = ask_plan(subject.layer, PlaceCounts(place_id), view.selection)["place"]
    with st.container(key="place_head"):
        st.text(subject.places[place_id].name)
        finest = subject.layer.rows(
            "SELECT min(geo_precision) AS p FROM claims WHERE place_id::VARCHAR = ? AND tier <> 'secondary'",
            [place_id],
        )[0]["p"]
        if finest:
            st.text(f"Where exactly? {GEO_PRECISION_LABELS[finest]}.")
    _counts(rows[0] if rows else None)
    _list(subject, view, AtPlace(place_id), key=f"place-{place_id}")


def _counts(row: dict[str, Any] | None) -> None:
    if row is None:
        st.text("Nothing here passes the window and the filters.")
        return
    with st.container(key="facts", horizontal=True):
        _fact(f"{row['claims']:,}", "claim" if row["claims"] == 1 else "claims", key="claims")
        noun = "origin" if row["origins"] == 1 else "origins"
        _fact(f"{row['origins']:,}", f"independent {noun} of presence", key="origins")
    with st.container(key="roles"):
        for name, words in _ROLES:
            if row[name]:
                st.text(f"{row[name]:,} {words}")
        kinds = [SourceKind(kind).label.lower() for i, kind in enumerate(KINDS) if row["kinds"] >> i & 1]
        st.text(f"Said by: {', '.join(kinds)}.")
        if row["disputed"]:
            st.text("All presence here is disputed or denied.")
    st.text("Claims are counted, echoes among them; nothing is added up to a number of people.")


def _fact(value: str, label: str, *, key: str) -> None:
    with st.container(key=f"fact_{key}"):
        st.text(value)
        st.text(label)


def _bin(subject: LayerSubject, view: View) -> None:
    title, words = BIN_WORDS[view.opened or "total"]
    if view.opened == "not_yet_known" and view.selection.as_of:
        words = f"Published after {day_words(view.selection.as_of)}, the day chosen for “as known on”."
    with st.container(key="place_head"):
        st.text(title)
        st.text(words)
    bin_asked = None if view.opened == "total" else Bin(view.opened or "")
    _list(subject, view, InBin(bin_asked), key=f"bin-{view.opened}")


def _figures(subject: LayerSubject, view: View) -> None:
    name = "present" if view.opened == "figure" else "planned"
    found = questions.strength(subject.layer, view.selection)[name]
    title, words = BIN_WORDS[view.opened or "figure"]
    with st.container(key="place_head"):
        st.text(title)
        st.text(
            f"{found['figures']:,} figures stand side by side; none is added to another. The largest of them: {words}"
        )
    table = [
        {
            "people": row["size"],
            "at least": row["at_least"],
            "who": row["originator"],
            "assertion": row["assertion_id"],
        }
        for row in found["largest"]
    ]
    st.dataframe(table, hide_index=True, width="stretch")


def _list(subject: LayerSubject, view: View, question: Question, *, key: str) -> None:
    """One page of claims in the order of the layer, with the way to the others."""
    box = f"layer-page-{key}"
    offset = int(st.session_state.get(box, 0))
    found = claims_page(subject.layer, question, view.selection, offset=offset, limit=PAGE)
    total = found["total"]
    if offset and offset >= total:
        offset = 0
        found = claims_page(subject.layer, question, view.selection, limit=PAGE)
    if not total:
        st.text("No claim.")
        return
    with st.container(key="layer_pages", horizontal=True):
        words = stretch_words(offset + 1, min(PAGE, total - offset), total, "claim")
        st.text(f"{words[:1].upper()}{words[1:]}")

        def turn(to: int) -> None:
            st.session_state[box] = to

        st.button(
            "Previous",
            key=f"{box}-back",
            type="tertiary",
            disabled=not offset,
            on_click=turn,
            args=(max(0, offset - PAGE),),
        )
        st.button(
            "Next",
            key=f"{box}-on",
            type="tertiary",
            disabled=offset + PAGE >= total,
            on_click=turn,
            args=(offset + PAGE,),
        )
    st.dataframe(
        [_row(claim) for claim in found["claims"]],
        hide_index=True,
        width="stretch",
        height=560,
        column_config={name: st.column_config.Column(width=width) for name, width in _WIDTH_PX.items()},
    )


def _row(claim: dict[str, Any]) -> dict[str, Any]:
    stance = Stance(claim["stance"])
    said = claim["known_earliest"]
    return {
        "who": claim["originator_id"],
        "what": Kind(claim["kind"]).label + ("" if stance is Stance.ASSERTS else f", {stance.label.lower()}"),
        "place": claim["place"] or claim["place_text"] or "",
        "happened": interval_words(claim["event_start"], claim["event_end"]),
        "how many": _count(claim),
        "said": day_words(said) if said else "",
        "assertion": claim["label"] or "",
        "document": claim["document_id"],
        "claim": claim["claim_id"],
    }


def _count(claim: dict[str, Any]) -> str:
    """Return the number of a claim with its unit; "" where none is given."""
    low, best, high = (claim[f"count_{name}"] for name in ("low", "best", "high"))
    if best is not None:
        words = f"{best:,}"
    elif low is not None and high is not None:
        words = f"{low:,} to {high:,}"
    elif low is not None:
        words = f"at least {low:,}"
    elif high is not None:
        words = f"up to {high:,}"
    else:
        return ""
    return words if claim["count_unit"] == "people" else f"{words} {claim['count_unit']}"
