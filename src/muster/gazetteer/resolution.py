"""What the resolver answers: candidates with a score and a reason, and a status."""

from dataclasses import dataclass, fields
from typing import Any, Literal

from muster.gazetteer.fit import Fit
from muster.gazetteer.words import PRECISIONS
from muster.vocabulary import GeoPrecision

Status = Literal["resolved", "ambiguous", "unresolved"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that the text could mean, with the radius that the text allows it."""

    place_id: str
    name: str
    kind: str
    country: str
    admin1: str
    lat: float | None
    lon: float | None
    radius_m: float | None
    score: float
    """0 to 1: how far to believe that this is the place. Places that fit equally well share it."""
    why: str

    @property
    def geo_precision(self) -> GeoPrecision:
        """The codebook's precision of a claim that is placed here."""
        return PRECISIONS.get(self.kind, GeoPrecision.TOWN)

    def to_dict(self) -> dict[str, Any]:
        """Return the fields by name; a text that is blank in the gazetteer becomes None."""
        return {f.name: None if (value := getattr(self, f.name)) == "" else value for f in fields(self)}


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer to one name. `place` is set when, and only when, the status is resolved: it is the first candidate."""

    query: str
    status: Status
    place: Candidate | None
    candidates: tuple[Candidate, ...]
    """Best first; empty when nothing in the gazetteer comes close."""
    notes: tuple[str, ...] = ()
    """Hints that could not be used, and why; each candidate's `why` has them too."""

    def to_dict(self) -> dict[str, Any]:
        """Return the shape that `muster resolve --json` prints."""
        return {
            "query": self.query,
            "status": self.status,
            "place": self.place.to_dict() if self.place else None,
            "candidates": [candidate.to_dict() for candidate in self.candidates],
        }


def candidate_of(fit: Fit, *, score: float, notes: tuple[str, ...] = ()) -> Candidate:
    """Return the fit as a candidate."""
    place = fit.place
    return Candidate(
        place_id=place.place_id,
        name=place.name,
        kind=str(place.kind),
        country=place.country,
        admin1=place.admin1,
        lat=place.lat,
        lon=place.lon,
        radius_m=fit.radius_m,
        score=round(score, 3),
        why="; ".join((*fit.reasons, *notes)),
    )
