"""A draft: one claim that a file or an article proposes, before a person has looked at it.

Field names are the codebook's. What is not known is blank or None, never guessed; a place that may be several keeps
`place_id` None and names them in `candidates`. A draft is never drawn; accepted in review it becomes a claim.
"""

from __future__ import annotations

import math
import types
import typing
from collections.abc import Hashable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Self

from muster.errors import IngestError, shorten
from muster.vocabulary import (
    Attribution,
    CountScope,
    CountUnit,
    DateBasis,
    GeoPrecision,
    Kind,
    PlaceBasis,
    PlaceRole,
    PublishedBasis,
    SourceKind,
    Stance,
    Tier,
)


@dataclass(frozen=True, slots=True)
class DraftDocument:
    """The document that a draft stands in: the file's own, or the one that a row or an article names."""

    title: str = ""
    publisher: str = ""
    publisher_kind: SourceKind = SourceKind.UNATTRIBUTED
    author: str = ""
    language: str = ""
    published_at: str = ""
    """EDTF; blank where it is not known."""
    published_basis: PublishedBasis = PublishedBasis.UNKNOWN
    url: str = ""
    content_sha256: str = ""
    note: str = ""
    document_id: str = ""
    """Set where the document is one of the data set already."""

    def to_plain(self) -> dict[str, Any]:
        """Return the fields that say something, as JSON has them."""
        return _to_plain(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Return the document of `to_plain`. Raises IngestError for a field or a value that does not exist."""
        return typing.cast("Self", _from_plain(cls, plain))


@dataclass(frozen=True, slots=True)
class Highlight:
    """Which words of the sentence gave a field its value: `sentence[start:end]`."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Draft:
    """One place in one statement, as proposed. `kind` None is open: a person says what is claimed."""

    place_text: str = ""
    place_id: str | None = None
    candidates: tuple[str, ...] = ()
    """Gazetteer ids that the name may mean, best first, where it is not settled."""
    place_role: PlaceRole | None = None
    geo_precision: GeoPrecision | None = None
    place_basis: PlaceBasis | None = None
    lat: float | None = None
    lon: float | None = None
    """Where the file itself gives a coordinate, in WGS 84."""
    radius_m: float | None = None
    """How far from the coordinate it may be; never 0."""
    country: str = ""
    admin1: str = ""

    kind: Kind | None = None
    stance: Stance = Stance.ASSERTS
    about: tuple[str, ...] = ()
    unasserted: str = ""
    """In a few words, what a denial, a doubt or a refusal to comment answers where no assertion of the set says it."""
    assertion_id: str | None = None
    tier: Tier = Tier.CORE
    troop_origin: str = ""

    event_start: date | None = None
    event_end: date | None = None
    date_precision: int | None = None
    date_text: str = ""
    date_basis: DateBasis | None = None
    reported_on: str = ""

    count_low: int | None = None
    count_best: int | None = None
    count_high: int | None = None
    count_unit: CountUnit | None = None
    count_text: str = ""
    count_scope: CountScope | None = None

    originator: str = ""
    """Who says so, as named."""
    originator_id: str | None = None
    originator_kind: SourceKind = SourceKind.UNATTRIBUTED
    """What a new source is, where the file or a reader says it; else the words of its name tell, when it is joined."""
    attribution: Attribution = Attribution.NONE
    credibility: int | None = None

    locator: str = ""
    summary: str = ""
    judgement: str = ""
    claim_id: str = ""
    statement_id: str = ""
    document: DraftDocument | None = None
    """None is the document of the whole import."""

    sentence: str = ""
    """The sentence that was read, for the review alone: it is never exported."""
    highlights: tuple[Highlight, ...] = ()
    notes: tuple[str, ...] = ()
    """What the reader should look at: why a place is open, what an original code was."""
    original: Mapping[str, str] = field(default_factory=dict)
    """Codes and ids of the file that have no field here, as they were written."""

    def to_plain(self) -> dict[str, Any]:
        """Return the fields that say something, as JSON has them; `from_plain` gives the same draft back."""
        return _to_plain(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Return the draft of `to_plain`. Raises IngestError for a field or a value that does not exist."""
        return typing.cast("Self", _from_plain(cls, plain))


def _to_plain(value: Any) -> dict[str, Any]:
    plain = {}
    for name, default in _defaults(typing.cast("Hashable", type(value))).items():
        held = getattr(value, name)
        if held != default:
            plain[name] = _plain_value(held)
    return plain


def _plain_value(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, DraftDocument):
        return _to_plain(value)
    if isinstance(value, tuple):
        return [asdict(item) if isinstance(item, Highlight) else item for item in value]
    return dict(value) if isinstance(value, Mapping) else value


@cache
def _defaults(cls: Hashable) -> dict[str, Any]:
    blank = typing.cast("Any", cls)()
    return {item.name: getattr(blank, item.name) for item in fields(blank)}


@cache
def _types(cls: Hashable) -> dict[str, Any]:
    return typing.get_type_hints(typing.cast("Any", cls))


def _from_plain(cls: type[Any], plain: Mapping[str, Any]) -> Any:
    hints = _types(typing.cast("Hashable", cls))
    unknown = sorted(set(plain) - set(hints))
    if unknown:
        raise IngestError(f"a draft has no field {', '.join(unknown)}; the fields are {', '.join(hints)}.")
    values = {}
    for name, value in plain.items():
        try:
            values[name] = _typed(hints[name], value)
        except (TypeError, ValueError, AttributeError):
            raise IngestError(
                f"a draft cannot be read: {name}: {shorten(str(value))} is {_wanted(hints[name])}."
            ) from None
    return cls(**values)


def _wanted(hint: Any) -> str:
    """Return what a value that does not fit is not, and what would."""
    parts = [part for part in typing.get_args(hint) if part is not types.NoneType]
    hint = parts[0] if isinstance(hint, types.UnionType) else hint
    if isinstance(hint, type) and issubclass(hint, Enum):
        return f"no value of it; there are {', '.join(str(one.value) for one in hint)}"
    known = {int: "no whole number", float: "no number", date: "no day; write it like 2024-10-18"}
    return known.get(hint, "no value of it")


def _typed(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(hint, types.UnionType):
        hint = next(part for part in typing.get_args(hint) if part is not types.NoneType)
    origin = typing.get_origin(hint)
    if origin is tuple:
        inner = typing.get_args(hint)[0]
        return tuple(Highlight(**item) if inner is Highlight else str(item) for item in value)
    if origin is not None:
        return {str(key): str(item) for key, item in value.items()}
    if hint is DraftDocument:
        return _from_plain(DraftDocument, value)
    if hint is date:
        return date.fromisoformat(value)
    made = hint(value)
    if isinstance(made, float) and not math.isfinite(made):
        raise ValueError(value)
    return made
