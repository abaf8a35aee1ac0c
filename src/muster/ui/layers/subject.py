"""A bulk layer as controls and view take it: with names, and with what there is to choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from muster.query.bulk import Layer
from muster.query.bulk.ids import ClaimIds
from muster.query.bulk.layer import BulkSource
from muster.ui.controls import Offered, occurring
from muster.vocabulary import CREDIBILITY_LABELS, Kind, Reliability, SourceKind, Stance


@dataclass(frozen=True, slots=True)
class LayerSource:
    """A source of a layer; a layer keeps no name of it but its id."""

    source_id: str
    kind: SourceKind
    reliability: Reliability

    @property
    def called(self) -> str:
        return self.source_id


@dataclass(frozen=True, slots=True)
class LayerPlace:
    name: str


@dataclass(frozen=True, eq=False)
class LayerSubject:
    """What a view of a layer is of."""

    name: str
    layer: Layer
    sources: Mapping[str, LayerSource]
    places: Mapping[str, LayerPlace]

    @property
    def title(self) -> str:
        return self.name

    @property
    def subtitle(self) -> str:
        days = self.published_days
        years = sorted({str(day.year) for day in days or ()})
        said = f", published {' to '.join(years)}" if years else ""
        return f"{self.layer.total:,} claims{said}; counted by squares"

    @property
    def version(self) -> str:
        return self.layer.version

    @property
    def documents(self) -> Mapping[str, object]:
        """None can be opened one by one: their texts stay on the disk."""
        return MappingProxyType({})

    @property
    def claims_by_id(self) -> ClaimIds:
        return self.layer.claims_by_id

    @property
    def troop_origins(self) -> tuple[str, ...]:
        return self.layer.troop_origins

    @property
    def published_days(self) -> tuple[date, date] | None:
        return self.layer.published_days


@lru_cache(maxsize=8)
def subject_of(name: str, layer: Layer) -> LayerSubject:
    """Return a layer of the site, under its name, as a subject; made once for a layer."""
    sources = {key: _source(source) for key, source in layer.sources.items()}
    places = {key: LayerPlace(place) for key, place in layer.places.items()}
    return LayerSubject(name, layer, MappingProxyType(sources), MappingProxyType(places))


def _source(source: BulkSource) -> LayerSource:
    return LayerSource(source.source_id, SourceKind(source.kind), Reliability(source.reliability))


@lru_cache(maxsize=8)
def offered(subject: LayerSubject) -> Offered:
    """Return what the controls have to offer: only what occurs in claims that can be drawn. Asked of the engine once."""
    ask = subject.layer.rows
    drawn = "FROM claims WHERE tier <> 'secondary'"
    counts = {
        str(row["key"]): row["n"]
        for row in ask(f"SELECT originator_id AS key, count(*) AS n {drawn} GROUP BY 1")
    }
    order = {kind: i for i, kind in enumerate(SourceKind)}
    speakers = [(subject.sources[key], n) for key, n in counts.items()]
    speakers.sort(key=lambda item: (order[item[0].kind], -item[1], item[0].source_id))

    def values(column: str) -> set[str]:
        rows = ask(f"SELECT DISTINCT {column} AS value {drawn} AND {column} IS NOT NULL")
        return {str(row["value"]) for row in rows}

    return Offered(
        tuple(speakers),
        occurring(values("kind"), Kind),
        occurring(values("stance"), Stance),
        tuple(sorted(values("publisher_id"))),
        tuple(sorted(values("troop_origin"))),
        occurring((str(subject.sources[key].reliability) for key in counts), Reliability),
        occurring(values("credibility"), map(str, CREDIBILITY_LABELS)),
    )
