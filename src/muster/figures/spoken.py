"""A figure for who cannot see it: the same in a few sentences."""

from __future__ import annotations

from muster.figures.sources.rows import row_words, source_rows
from muster.figures.spec import FigureSpec
from muster.figures.words import headlines, words_of
from muster.model import Dataset


def alternative_text(dataset: Dataset, spec: FigureSpec) -> str:
    """Return what a reader hears who cannot see the figure."""
    words = words_of(dataset, spec)
    said = [f"{h.number} {h.meaning} ({h.speakers})." for h in headlines(dataset, spec.selection)]
    kind = {
        "map": "Map",
        "timeline": "Timeline",
        "brief": "Map over timeline",
        "sources": "Table of sources",
        "frames": "Sequence of maps",
    }[spec.kind]
    told = (
        "".join(f"{row_words(row)} " for row in source_rows(dataset, spec.selection)).strip()
        if spec.kind == "sources"
        else ""
    )
    parts = [
        f"{kind}: {words.title}.", f"{words.clocks}.", *said, f"{words.filters}." if words.filters else "", told,
        f"{words.tally}.", f"{words.sources}.", f"{words.caveat}.", f"{words.version}.",
    ]  # fmt: skip
    return " ".join(part for part in parts if part)
