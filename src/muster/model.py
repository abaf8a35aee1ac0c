"""What the tables say, as frozen values. Field names are the codebook's.

Text that was left blank is "", a blank number, date or id is None. Several ids are a tuple in the order given.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from muster.dates import DateSpan, Moment
from muster.vocabulary import (
    AreaMake,
    Attribution,
    CountScope,
    CountUnit,
    DateBasis,
    GeoPrecision,
    Kind,
    PlaceBasis,
    PlaceKind,
    PlaceRole,
    PublishedBasis,
    Reliability,
    SourceKind,
    Stance,
    Status,
    Tier,
)

PRESENT_STANCES = frozenset({Stance.ASSERTS, Stance.CONFIRMS})
PRESENT_KINDS = frozenset({Kind.PRESENCE, Kind.TRAINING, Kind.COMBAT, Kind.DESERTION, Kind.IMAGERY})
PRESENT_ROLES = frozenset({PlaceRole.AT, PlaceRole.DESTINATION})


def is_presence(stance: Stance, kind: Kind, place_role: PlaceRole | None) -> bool:
    """Return whether claims with these three report troops at their place."""
    if stance not in PRESENT_STANCES:
        return False
    if kind is Kind.TRANSIT:
        return place_role is PlaceRole.DESTINATION
    return kind in PRESENT_KINDS and place_role in PRESENT_ROLES


@dataclass(frozen=True, slots=True)
class Source:
    source_id: str
    name: str
    short_name: str
    kind: SourceKind
    country: str
    reliability: Reliability
    informed_by: tuple[str, ...]
    url: str

    @property
    def called(self) -> str:
        """The short name, else the name: as it is shown where room is scarce."""
        return self.short_name or self.name


@dataclass(frozen=True, slots=True)
class Document:
    document_id: str
    source_id: str
    title: str
    author: str
    language: str
    published_at: DateSpan
    published_basis: PublishedBasis
    retrieved_at: datetime | None
    url: str
    archive_url: str
    content_sha256: str
    note: str


@dataclass(frozen=True, slots=True)
class Assertion:
    assertion_id: str
    originator_id: str
    label: str
    part_of: str | None
    updates: tuple[str, ...]
    supports: tuple[str, ...]
    contradicts: tuple[str, ...]
    judgement: str


@dataclass(frozen=True, slots=True)
class Claim:
    claim_id: str
    statement_id: str
    document_id: str
    locator: str
    tier: Tier
    originator_id: str
    attribution: Attribution
    assertion_id: str | None
    kind: Kind
    stance: Stance
    about: tuple[str, ...]
    troop_origin: str
    place_text: str
    place_id: str | None
    place_role: PlaceRole | None
    geo_precision: GeoPrecision | None
    place_basis: PlaceBasis | None
    event_start: date | None
    event_end: date | None
    date_precision: int | None
    date_text: str
    date_basis: DateBasis | None
    reported_on: DateSpan | None
    count_low: int | None
    count_best: int | None
    count_high: int | None
    count_unit: CountUnit | None
    count_text: str
    count_scope: CountScope | None
    credibility: int | None
    summary: str
    judgement: str

    @property
    def is_present(self) -> bool:
        """Whether the claim reports troops at its place: not planned, not equipment, not denied."""
        return is_presence(self.stance, self.kind, self.place_role)


@dataclass(frozen=True, slots=True)
class Place:
    place_id: str
    name: str
    names: tuple[tuple[str, str], ...]
    """Other names as (language, name)."""
    kind: PlaceKind
    country: str
    de_facto: str
    admin1: str
    lat: float | None
    lon: float | None
    radius_m: float | None
    radius_basis: str
    geometry_id: str | None
    geonames_id: str
    wikidata_id: str
    coordinate_basis: str
    note: str


@dataclass(frozen=True, slots=True)
class Area:
    geometry_id: str
    name: str
    make: AreaMake
    members: tuple[tuple[str, ...], ...]
    """Groups of geometry ids: one group for a union, two for a shared border."""
    basis: str
    note: str


@dataclass(frozen=True, slots=True)
class Extent:
    """A view to jump to: the places that it shows, or its bounds as (west, south, east, north)."""

    name: str
    places: tuple[str, ...]
    bounds: tuple[float, float, float, float] | None


@dataclass(frozen=True, eq=False)
class Dataset:
    """All tables of one folder, checked. Mappings are by id and read-only; claims keep the order of their table.

    `version` is the first 12 hexadecimal digits of the SHA-256 over the bytes of the tables.
    """

    folder: Path
    version: str
    title: str
    subtitle: str
    about: str
    extents: tuple[Extent, ...]
    sources: Mapping[str, Source]
    documents: Mapping[str, Document]
    assertions: Mapping[str, Assertion]
    places: Mapping[str, Place]
    areas: Mapping[str, Area]
    claims: tuple[Claim, ...]
    edits_as_of: Moment | None = None
    """The moment as of which it holds what people added to the tables; None where it holds all of that."""

    @property
    def edition(self) -> str:
        """The version, and the moment of the edits where one was asked: in figures, files and links."""
        return f"{self.version}{f', edits as of {self.edits_as_of.text} UTC' if self.edits_as_of else ''}"

    @cached_property
    def troop_origins(self) -> tuple[str, ...]:
        """Whose troops the claims are about, sorted; without the claims that do not say."""
        return tuple(sorted({claim.troop_origin for claim in self.claims} - {""}))

    @cached_property
    def publishing(self) -> frozenset[str]:
        """The sources that published a document."""
        return frozenset(document.source_id for document in self.documents.values())

    @cached_property
    def published_days(self) -> tuple[date, date] | None:
        """The first and the last day on which a document can have come out; None where none gives a day."""
        spans = [document.published_at for document in self.documents.values()]
        days = [day for span in spans for day in (span.earliest, span.latest) if day]
        return (min(days), max(days)) if days else None

    @cached_property
    def claims_by_id(self) -> Mapping[str, Claim]:
        return MappingProxyType({claim.claim_id: claim for claim in self.claims})

    @cached_property
    def claims_of(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims that carry each assertion; every assertion is a key."""
        carrying: dict[str, list[Claim]] = {assertion_id: [] for assertion_id in self.assertions}
        for claim in self.claims:
            if claim.assertion_id is not None:
                carrying[claim.assertion_id].append(claim)
        return MappingProxyType({key: tuple(claims) for key, claims in carrying.items()})

    @cached_property
    def answers_to(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims that confirm, deny, doubt or decline to comment on each assertion; every assertion is a key."""
        answering: dict[str, list[Claim]] = {assertion_id: [] for assertion_id in self.assertions}
        for claim in self.claims:
            for assertion_id in claim.about:
                answering[assertion_id].append(claim)
        return MappingProxyType({key: tuple(claims) for key, claims in answering.items()})

    def supported_by(self, assertion_id: str) -> tuple[str, ...]:
        """Return the assertions that bear this one out, in the order of their table."""
        return self._supported_by[assertion_id]

    def contradicted_by(self, assertion_id: str) -> tuple[str, ...]:
        """Return the assertions that say they cannot hold beside this one, in the order of their table."""
        return self._contradicted_by[assertion_id]

    @cached_property
    def _supported_by(self) -> Mapping[str, tuple[str, ...]]:
        return self._turned_round("supports")

    @cached_property
    def _contradicted_by(self) -> Mapping[str, tuple[str, ...]]:
        return self._turned_round("contradicts")

    def _turned_round(self, link: str) -> Mapping[str, tuple[str, ...]]:
        pointing: dict[str, list[str]] = {assertion_id: [] for assertion_id in self.assertions}
        for assertion in self.assertions.values():
            for target in getattr(assertion, link):
                pointing[target].append(assertion.assertion_id)
        return {key: tuple(ids) for key, ids in pointing.items()}

    @cached_property
    def _shared_statements(self) -> Mapping[str, int]:
        shared: dict[str, int] = {}
        for claim in self.claims:
            if claim.count_scope is CountScope.STATEMENT:
                shared[claim.statement_id] = shared.get(claim.statement_id, 0) + 1
        return shared

    def places_of_statement(self, claim: Claim) -> int:
        """Return over how many rows the count of a claim is one total: 1 unless its scope is the statement."""
        if claim.count_scope is not CountScope.STATEMENT:
            return 1
        return self._shared_statements[claim.statement_id]

    def publisher_id(self, claim: Claim) -> str:
        """Return the source that published the document of a claim."""
        return self.documents[claim.document_id].source_id

    def known_span(self, claim: Claim) -> DateSpan:
        """Return when a claim was made in public: by its originator if that is told, else by its document."""
        return claim.reported_on or self.documents[claim.document_id].published_at

    def independent_originators(self, assertion_id: str) -> tuple[str, ...]:
        """Return the sources that assert this, each by itself, its own originator first.

        A source that is informed by another of them, at one or more removes, is none beside it.
        """
        asserting = [assertion_id, *self._supported_by[assertion_id]]
        return self.independent(self.assertions[key].originator_id for key in asserting)

    def independent(self, source_ids: Iterable[str]) -> tuple[str, ...]:
        """Return those of the sources that none of the others informs, at one or more removes, each once."""
        originators = tuple(dict.fromkeys(source_ids))
        return tuple(source for source in originators if not self._informants(source) & set(originators))

    def wholes(self, assertion_id: str) -> frozenset[str]:
        """Return the assertions that this one is inside of, at one or more removes; none for an unknown id."""
        found: list[str] = []
        assertion = self.assertions.get(assertion_id)
        while assertion is not None and assertion.part_of is not None:
            found.append(assertion.part_of)
            assertion = self.assertions[assertion.part_of]
        return frozenset(found)

    def _informants(self, source_id: str) -> set[str]:
        found: set[str] = set()
        waiting = list(self.sources[source_id].informed_by)
        while waiting:
            informant = waiting.pop()
            if informant not in found:
                found.add(informant)
                waiting.extend(self.sources[informant].informed_by)
        return found

    def status(self, assertion_id: str) -> frozenset[Status]:
        """Return how an assertion stands: `reported` alone, or any of the others together."""
        found = set()
        stances = {claim.stance for claim in self.answers_to[assertion_id]}
        if len(self.independent_originators(assertion_id)) >= 2:
            found.add(Status.CORROBORATED)
        contradicts = self.assertions[assertion_id].contradicts or self._contradicted_by[assertion_id]
        if contradicts or Stance.DOUBTS in stances:
            found.add(Status.DISPUTED)
        if Stance.DENIES in stances:
            found.add(Status.DENIED)
        return frozenset(found or {Status.REPORTED})

    def publishers(self, assertion_id: str) -> tuple[str, ...]:
        """Return the sources whose documents carry an assertion, in the order of the claims."""
        return tuple(dict.fromkeys(self.publisher_id(claim) for claim in self.claims_of[assertion_id]))
