"""The sections of the method page. Our own words are markdown; everything from data is a table."""

from __future__ import annotations

import streamlit as st

from muster.model import Dataset
from muster.vocabulary import Reliability
from muster.words import span_words

_PRINCIPLES = """
Nothing on the map is a fact about the world. Everything is a fact about what was **published**: one row is one
place in one statement in one document, with who it comes from, when it is said to have happened, when it was said,
and how exactly the place is known.

- **Honest geometry.** A site that was located is a point. A named town is a circle of the size of the town. A region
  is coloured as a region, a vaguer area is hatched, a country is outlined and listed. Nothing is put on the middle of
  an area as if it were a site.
- **Independent origins, not outlets.** Ten newspapers that carry one briefing are one origin. A source that was briefed
  by another is no second origin beside it.
- **No adding up.** A part is inside its whole; an echo adds nothing; planned is never drawn as present.
- **Two clocks.** When it is said to have happened, and when it was said. An open end stays open: it is never
  filled with today.
  A third, *Our edits*, goes by what was accepted, changed and taken back here, and is no statement on either.
- **Certain and possible.** A claim lies *surely* in a window when its whole interval does. When it only may, it is
  drawn faded. Undated claims pass every window, faded, until they are switched off.
- **Nothing disappears.** The tally under the map always adds up to all claims, and every part of it opens.
- **A denial is data.** It marks the claim that it denies, within its exact scope, and erases nothing.

Grades follow the Admiralty code: reliability A to F for a source, credibility 1 to 6 for a claim. F and 6 mean
*cannot be judged*; they are not the worst grade.
"""

_BOUNDARIES = """
Boundaries are Natural Earth's, names of towns in the background are from GeoNames (CC BY 4.0). A boundary on this map
is no statement on whose it should be. The country of a division is taken from its ISO 3166-2 code, so that Crimea and
Sevastopol are shown as Ukraine, with who holds them kept apart in the data; disputed lines are dashed. Lines of control
are not drawn: no source of ours grounds one. `geodata/README.md` lists every file, its origin, its checksum and its licence.

**Limits.** The map shows what a handful of documents said, not what is so. A document that names no publisher is shown
without one. Coordinates ground the place that was named, never a facility that was not. Summaries are in our words;
the few words in quotation marks are the document's own.
"""


def principles() -> None:
    """What the map promises."""
    st.markdown(_PRINCIPLES)


def sources(dataset: Dataset) -> None:
    """Everyone who speaks, with their grade and whom they depend on."""
    st.subheader("Who speaks")
    spoken = {claim.originator_id for claim in dataset.claims}
    rows = [
        {
            "source": s.name,
            "kind": s.kind.label,
            "country": s.country,
            "reliability": f"{s.reliability} · {Reliability(s.reliability).label.lower()}",
            "informed by": ", ".join(dataset.sources[key].short_name for key in s.informed_by),
            "claims": sum(c.originator_id == s.source_id for c in dataset.claims),
        }
        for s in dataset.sources.values()
        if s.source_id in spoken
    ]
    wide = st.column_config.TextColumn(width=150)
    st.dataframe(rows, hide_index=True, width="stretch", column_config={"informed by": wide})


def documents(dataset: Dataset) -> None:
    """What was read."""
    st.subheader("What was read")
    rows = [
        {
            "document": d.title,
            "publisher": dataset.sources[d.source_id].name,
            "author": d.author,
            "published": span_words(d.published_at),
            "how known": d.published_basis.label.lower(),
            "claims": sum(c.document_id == d.document_id for c in dataset.claims),
            "note": d.note,
        }
        for d in dataset.documents.values()
    ]
    st.dataframe(rows, hide_index=True, width="stretch")


def places(dataset: Dataset) -> None:
    """Every place of the gazetteer, with where its coordinate comes from; those without one are listed as such."""
    st.subheader("Places")
    rows = [
        {
            "place": p.name,
            "kind": p.kind.label,
            "country": p.country,
            "lat": p.lat,
            "lon": p.lon,
            "radius in m": p.radius_m,
            "boundary": p.geometry_id or "",
            "coordinates from": p.coordinate_basis
            or ("its boundary" if p.geometry_id else "not grounded: listed, not drawn"),
            "note": p.note,
        }
        for p in dataset.places.values()
    ]
    st.dataframe(rows, hide_index=True, width="stretch")


def boundaries() -> None:
    """Where the lines come from, and what they do not say."""
    st.subheader("Boundaries and limits")
    st.markdown(_BOUNDARIES)
