"""What the reader of the evidence page has on the desk: the part, the open claim, the search, the facets.

It lives in `View.desk`, as the parameters of the address, so that a link brings it back. Every value is read as one
that somebody may have typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from muster.dates import parse_day
from muster.errors import DateError
from muster.model import Dataset
from muster.ui.state import View

PARTS = {
    "claims": "Claims",
    "echoes": "Echoes",
    "disagreements": "Disagreements",
    "sources": "Sources",
    "news": "What is new",
}
LONGEST_SEARCH = 200
_LINK, _AND = ".", ","


def part_of(view: View) -> str:
    """Return the part that is looked at; the claims where none or an unknown one is asked."""
    asked = view.desk.get("part", "")
    return asked if asked in PARTS else "claims"


def put(view: View, key: str, value: str) -> None:
    """Keep a value in the address, or take it out where it is blank."""
    if value:
        view.desk[key] = value
    else:
        view.desk.pop(key, None)


def choose_part(view: View, part: str | None) -> None:
    """Turn to a part; what is open stays open."""
    put(view, "part", part if part and part != "claims" else "")


def open_claim(view: View, claim_id: str | None) -> None:
    """Open a claim's card, or close it."""
    put(view, "row", claim_id or "")


def opened_claim(dataset: Dataset, view: View) -> str | None:
    """Return the id of the claim whose card is open, if there is such a claim."""
    asked = view.desk.get("row", "")
    return asked if asked in dataset.claims_by_id else None


def search_of(view: View) -> str:
    """Return the words that are searched for."""
    return view.desk.get("q", "")[:LONGEST_SEARCH]


def facets_of(view: View, known: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return what is chosen of each facet; what does not exist is passed over, and told by `unknown_facets`."""
    chosen: dict[str, list[str]] = {}
    for term in filter(None, view.desk.get("only", "").split(_AND)):
        name, _, code = term.partition(_LINK)
        if code in known.get(name, ()):
            chosen.setdefault(name, []).append(code)
    return {name: tuple(codes) for name, codes in chosen.items()}


def put_facet(view: View, known: Mapping[str, tuple[str, ...]], name: str, codes: tuple[str, ...]) -> None:
    """Narrow by one facet, or no longer where no code is chosen."""
    chosen = {**facets_of(view, known), name: codes}
    terms = (f"{key}{_LINK}{code}" for key, found in chosen.items() for code in found)
    put(view, "only", _AND.join(terms))


def unknown_facets(view: View, known: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return a line for each narrowing of the address that does not exist here."""
    terms = filter(None, view.desk.get("only", "").split(_AND))
    bad = [t for t in terms if t.partition(_LINK)[2] not in known.get(t.partition(_LINK)[0], ())]
    exist = ", ".join(f"{name}{_LINK}{code}" for name, codes in known.items() for code in codes)
    return [f"only: {term[:80]!r} narrows nothing here. There are: {exist}." for term in bad]


def day_of(view: View, key: str) -> tuple[date | None, str]:
    """Return a day of the address, and what is wrong with it."""
    text = view.desk.get(key, "")
    try:
        return (parse_day(text) if text else None), ""
    except DateError as error:
        return None, f"{key}: {error}"


def clear(view: View) -> None:
    """Undo the search and every facet."""
    for key in ("q", "only"):
        view.desk.pop(key, None)
