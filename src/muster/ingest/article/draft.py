"""A draft: what a sentence may claim, in the codebook's fields, with the words that gave each of them."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from muster.ingest.article.spans import Span
from muster.vocabulary import (
    Attribution,
    CountScope,
    CountUnit,
    DateBasis,
    GeoPrecision,
    Kind,
    PlaceBasis,
    PlaceRole,
    Stance,
    Tier,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """One place in one statement, proposed and not yet accepted. Blank texts are "", blank numbers, days and ids None."""

    sentence: str
    locator: str
    """Where the sentence stands: "line 7"."""
    tier: Tier
    kind: Kind
    stance: Stance
    place_text: str = ""
    place_id: str | None = None
    """None where no place is named, or where the name fits several or none: then `candidates` has what it could be."""
    place_role: PlaceRole | None = None
    place_basis: PlaceBasis | None = None
    geo_precision: GeoPrecision | None = None
    candidates: tuple[str, ...] = ()
    originator_id: str | None = None
    """A source of the data set, None for a name that it does not have yet."""
    originator_name: str = ""
    """As written; "" where nobody is named."""
    attribution: Attribution = Attribution.NONE
    carrier: str = ""
    """Who publishes it, as it was given."""
    troop_origin: str = ""
    event_start: date | None = None
    event_end: date | None = None
    date_precision: int = 5
    date_text: str = ""
    date_basis: DateBasis = DateBasis.UNKNOWN
    count_low: int | None = None
    count_best: int | None = None
    count_high: int | None = None
    count_unit: CountUnit | None = None
    count_text: str = ""
    count_scope: CountScope | None = None
    same_as: tuple[str, ...] = ()
    """Assertions of the data set with the same originator, number and days: it may be one more voice of theirs."""
    spans: dict[str, Span] = field(default_factory=dict)
    """The characters of the sentence that gave `place`, `count`, `date`, `originator`, `kind` and `stance`."""

    @property
    def originator(self) -> str:
        """The source's id, or the name that is proposed for it."""
        return self.originator_id or self.originator_name

    @property
    def has_count(self) -> bool:
        return any(value is not None for value in (self.count_low, self.count_best, self.count_high))

    def to_dict(self) -> dict[str, Any]:
        """Return what `muster extract --json` prints: the fields of the draft, those that it promises first."""
        first = {
            "sentence": self.sentence,
            "place_text": self.place_text,
            "place": self.place_id,
            "kind": str(self.kind),
            "stance": str(self.stance),
            "originator": self.originator or None,
            "count_low": self.count_low,
            "count_best": self.count_best,
            "count_high": self.count_high,
            "count_unit": str(self.count_unit) if self.count_unit else None,
            "event_start": self.event_start.isoformat() if self.event_start else None,
            "event_end": self.event_end.isoformat() if self.event_end else None,
            "date_precision": self.date_precision,
            "date_text": self.date_text,
        }
        rest = {
            "locator": self.locator,
            "tier": str(self.tier),
            "candidates": list(self.candidates),
            "place_basis": _word(self.place_basis),
            "place_role": _word(self.place_role),
            "geo_precision": int(self.geo_precision) if self.geo_precision else None,
            "originator_id": self.originator_id,
            "originator_name": self.originator_name,
            "attribution": str(self.attribution),
            "carrier": self.carrier,
            "troop_origin": self.troop_origin,
            "date_basis": str(self.date_basis),
            "count_text": self.count_text,
            "count_scope": _word(self.count_scope),
            "same_as": list(self.same_as),
            "spans": {name: list(asdict(span).values()) for name, span in sorted(self.spans.items())},
        }
        return first | rest


def _word(value: object) -> str | None:
    return None if value is None else str(value)
