"""Our words for the gazetteer's page, and where a place lies in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from muster.gazetteer import Candidate, Resolution
from muster.gazetteer.resolve import MOST_CANDIDATES
from muster.geo.places import boundaries
from muster.model import Dataset, Place
from muster.store import Context, Judgement
from muster.vocabulary import PlaceKind
from muster.web.places import find_place

LONGEST_NOTE = 150
MINOR = 0.5
"""A candidate with less than this share of the best score stands back: in the table, and on the map beyond its first view."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One place that may be chosen for a name, with what the resolver says for it; `score` is None where it says nothing.

    `country` and `division` are names, `code` is the country's ISO 3166-1 alpha-2.
    """

    place_id: str
    name: str
    kind: str
    country: str
    code: str
    division: str
    lat: float | None
    lon: float | None
    radius_m: float | None
    score: float | None
    why: tuple[str, ...]
    note: str = ""

    @property
    def line(self) -> str:
        """The kind of place and where it lies."""
        return " · ".join(
            part for part in (self.kind, ", ".join(filter(None, (self.division, self.country)))) if part
        )


def offer_of(dataset: Dataset, candidate: Candidate) -> Offer:
    """Return a candidate in words."""
    return Offer(
        candidate.place_id,
        candidate.name,
        kind_words(candidate.kind),
        area_name(dataset, candidate.country),
        candidate.country,
        _division(dataset, candidate.admin1, candidate.name),
        candidate.lat,
        candidate.lon,
        candidate.radius_m,
        candidate.score,
        tuple(candidate.why.split("; ")),
        _note(find_place(dataset, candidate.place_id)),
    )


def offer_of_place(dataset: Dataset, place_id: str, why: str) -> Offer:
    """Return a place that the resolver did not name, in words; an id that the gazetteer lost is shown as it is."""
    place = find_place(dataset, place_id)
    if place is None:
        return Offer(
            place_id, place_id, "no longer in the gazetteer", "", "", "", None, None, None, None, (why,)
        )
    return Offer(
        place_id,
        place.name,
        kind_words(place.kind),
        area_name(dataset, place.country),
        place.country,
        _division(dataset, place.admin1, place.name),
        place.lat,
        place.lon,
        place.radius_m,
        None,
        (why,),
        _note(place),
    )


def _note(place: Place | None) -> str:
    """Return what the gazetteer remarks on a place, its first sentences: often which one of a name it is."""
    note = place.note if place else ""
    if len(note) <= LONGEST_NOTE:
        return note
    cut = note.rfind(". ", 0, LONGEST_NOTE)
    return note[: cut + 1] if cut > 0 else f"{note[: LONGEST_NOTE - 1].rsplit(' ', 1)[0]} …"


def offers(
    dataset: Dataset, resolution: Resolution, also: Iterable[tuple[str, str]] = ()
) -> tuple[Offer, ...]:
    """Return the resolver's candidates, best first, then other places; `also` has places with what is to be said of them."""
    said = dict(also)
    found = [offer_of(dataset, candidate) for candidate in resolution.candidates]
    found = [replace(o, why=(*o.why, said[o.place_id])) if o.place_id in said else o for o in found]
    held = {offer.place_id for offer in found}
    more = [offer_of_place(dataset, place_id, why) for place_id, why in said.items() if place_id not in held]
    return (*found, *more)


def kind_words(kind: str) -> str:
    return PlaceKind(kind).label.lower() if kind in set(PlaceKind) else kind.replace("_", " ")


def area_name(dataset: Dataset, code: str) -> str:
    """Return the name of a country or a division by its ISO code: the gazetteer's, else the boundary's, else the code."""
    if not code:
        return ""
    kinds = {PlaceKind.COUNTRY, PlaceKind.REGION}
    own = (p.name for p in dataset.places.values() if p.geometry_id == code and p.kind in kinds)
    return next(own, None) or (boundaries().boundary(code).name if code in boundaries() else code)


def _division(dataset: Dataset, code: str, name: str) -> str:
    division = area_name(dataset, code)
    return "" if division == name else division


def place_name(dataset: Dataset, place_id: str | None) -> str:
    if place_id is None:
        return "none of the places offered"
    place: Place | None = find_place(dataset, place_id)
    return place.name if place else place_id


def place_words(dataset: Dataset, place_id: str | None) -> str:
    """Return which place it is: its name, kind, and where it lies, so that homonyms are told apart."""
    if place_id is None:
        return place_name(dataset, None)
    offer = offer_of_place(dataset, place_id, "")
    return f"{offer.name}, {offer.line}"


def status_words(resolution: Resolution) -> tuple[str, str]:
    """Return a headline and a sentence for what the resolver says of a name."""
    several = len([c for c in resolution.candidates if c.score == resolution.candidates[0].score])
    if resolution.place is not None:
        return "Resolved", "One place fits clearly better than any other."
    if resolution.status == "ambiguous":
        more = " or more" if several == MOST_CANDIDATES else ""
        count = f"Could be {several}{more} places" if several > 1 else "Could be several places"
        return count, "Nothing said tells them apart. A country, a division or a place nearby may."
    if resolution.candidates:
        return (
            "Not known",
            "No place has this name as it stands. These come close, none well enough to be the answer.",
        )
    return "Not known", "No place in the gazetteer has this name, or one spelled like it."


def automatic_words(dataset: Dataset, resolution: Resolution) -> str:
    """Return the automatic answer in a few words, to stand beside a judgement."""
    if resolution.place is not None:
        return f"{place_name(dataset, resolution.place.place_id)} ({resolution.place.score:.2f})"
    head, _ = status_words(resolution)
    return head[0].lower() + head[1:]


def context_words(dataset: Dataset, context: Context) -> str:
    """Return where a judgement holds."""
    parts = []
    if context.document_id:
        document = dataset.documents.get(context.document_id)
        parts.append(
            f"in “{document.title or document.document_id}”" if document else f"in {context.document_id}"
        )
    if context.country:
        parts.append(f"wherever it is said of a place in {area_name(dataset, context.country)}")
    return ", and ".join(parts)


def signature(judgement: Judgement) -> str:
    """Return who judged, when in UTC, and why."""
    return " · ".join(filter(None, (judgement.who, when(judgement.at), judgement.why)))


def when(moment: datetime) -> str:
    return f"{moment.day} {moment:%b %Y, %H:%M} UTC"
