"""The data set with what was accepted in review: claims, and the sources, documents, assertions and places they need.

A shipped table is never changed: the data set is made anew, with a version of its own. A claim that was kept under the
id of a shipped one stands in its place. What cannot be joined is set aside and told, row by row.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from muster.curate import slug_of
from muster.dates import DateSpan, Moment, parse_span
from muster.errors import IngestError, MusterError
from muster.gazetteer.words import PRECISIONS
from muster.geo.places import world_areas
from muster.ingest.draft import Draft, DraftDocument
from muster.ingest.fit import faults_of
from muster.ingest.places import place_of, world_place
from muster.ingest.source_kinds import kind_of_name
from muster.model import Assertion, Claim, Dataset, Document, Place, Source
from muster.store import Import, Revision, State, Store
from muster.vocabulary import (
    Attribution,
    CountScope,
    GeoPrecision,
    Kind,
    PlaceBasis,
    PlaceRole,
    PublishedBasis,
    Reliability,
    SourceKind,
    Stance,
)

NOBODY = "source-not-stated"
MOST_JOINED = 20_000
"""How many accepted claims the pages hold beside the tables; the imports that no longer fit are set aside whole."""
_OPEN = DateSpan(None, None, "")
_NOBODY_ASSERTS = "Made for what accepted claims deny, doubt or do not comment on; no claim here asserts it."
_TOTAL = ("count_low", "count_best", "count_high", "count_unit")
_CLAIM_FIELDS = (
    "tier", "stance", "troop_origin", "place_text", "place_role", "geo_precision", "place_basis",
    "event_start", "event_end", "date_precision", "date_text", "date_basis", "count_low", "count_best", "count_high",
    "count_unit", "count_text", "count_scope", "credibility", "judgement",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SetAside:
    """Accepted claims that are not shown, and why: one, or all of an import (`item_id` is "" then)."""

    item_id: str
    import_id: str
    label: str
    why: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Joined:
    """A data set with accepted claims in it, and those that are not."""

    dataset: Dataset
    set_aside: tuple[SetAside, ...] = ()


def join_accepted(
    dataset: Dataset, store: Store, *, edits_as_of: Moment | None = None, most: int = MOST_JOINED
) -> Joined:
    """Return the data set with the accepted rows of the store, as they stood at a moment if one is given.

    It is the same object where nothing is accepted and no moment given. A row that no longer fits the data set is set aside, and so is an
    import with which there would be more than `most`; imports are joined in the order in which they were made.
    """
    as_of = edits_as_of.last if edits_as_of else None
    imports = {entry.import_id: entry for entry in store.ledger.imports()}
    counts = store.ledger.count_by_import([State.ACCEPTED], as_of=as_of)
    joined, aside = _within(counts, imports, most)
    merging = _Merging(dataset, {key: entry.document for key, entry in imports.items()})
    waiting: list[tuple[Revision, Draft]] = []
    only = None if len(joined) == len(counts) else joined
    rows = store.ledger.current(states=[State.ACCEPTED], as_of=as_of, imports=only) if joined else ()
    for row in rows:
        try:
            draft = Draft.from_plain(row.content)
        except IngestError as error:
            aside.append(SetAside(row.item_id, row.first_import, row.claim_id, str(error)))
            continue
        if merging.add(row, draft):
            waiting.append((row, draft))
    aside += [
        SetAside(row.item_id, row.first_import, label_of(draft), why)
        for row, draft, why in merging.add_in_any_order(waiting)
    ]
    made = merging.dataset()
    return Joined(made if edits_as_of is None else replace(made, edits_as_of=edits_as_of), tuple(aside))


def with_accepted(dataset: Dataset, store: Store, *, edits_as_of: Moment | None = None) -> Dataset:
    """Return the data set of `join_accepted`, where what was set aside is told elsewhere."""
    return join_accepted(dataset, store, edits_as_of=edits_as_of).dataset


_ANSWERS = {
    Stance.CONFIRMS: "Confirmation of",
    Stance.DENIES: "Denial of",
    Stance.DOUBTS: "Doubt about",
    Stance.DECLINES: "No comment on",
}


def what_words(draft: Draft) -> str:
    """Return `Presence` or `Denial of presence`: what is answered is never said as if it were asserted."""
    kind = draft.kind.label if draft.kind else "Claim"
    return f"{_ANSWERS[draft.stance]} {kind.lower()}" if draft.stance in _ANSWERS else kind


def label_of(draft: Draft) -> str:
    """Return what a draft says, in a few words."""
    what = what_words(draft)
    where = draft.place_text.strip() or "a place not named"
    when = f", {draft.event_start}" if draft.event_start else ""
    return f"{what}: {where[:80]}{when}"


def _within(
    counts: Mapping[str, int], imports: Mapping[str, Import], most: int
) -> tuple[set[str], list[SetAside]]:
    joined: set[str] = set()
    aside = []
    held = 0
    for import_id, entry in imports.items():
        count = counts.get(import_id, 0)
        if held + count <= most:
            held += count
            joined.add(import_id) if count else None
            continue
        name = entry.file_name or entry.format
        why = (
            f"with these {count:,} there would be more than the {most:,} accepted claims that the pages hold. They are "
            "kept; take the import back, or accept fewer of it."
        )
        aside.append(SetAside("", import_id, name, why, count))
    return joined, aside


class _Merging:
    def __init__(self, dataset: Dataset, imports: Mapping[str, str]) -> None:
        self._base = dataset
        self._imports = imports
        self._claims: dict[str, Claim] = {claim.claim_id: claim for claim in dataset.claims}
        self._of_statement: dict[str, dict[str, None]] = {}
        for claim in dataset.claims:
            self._of_statement.setdefault(claim.statement_id, {})[claim.claim_id] = None
        self._sources = dict(dataset.sources)
        self._documents = dict(dataset.documents)
        self._assertions = dict(dataset.assertions)
        self._places = dict(dataset.places)
        self._areas = dict(dataset.areas)
        self._by_name = {_folded(source.name): source.source_id for source in dataset.sources.values()}
        self._digest = hashlib.sha256(dataset.version.encode())
        self._wholes: dict[str, DraftDocument] = {}
        self._count = 0

    @property
    def sources(self) -> Mapping[str, Source]:
        return self._sources

    @property
    def documents(self) -> Mapping[str, Document]:
        return self._documents

    @property
    def assertions(self) -> Mapping[str, Assertion]:
        return self._assertions

    @property
    def places(self) -> Mapping[str, Place]:
        return self._places

    def add(self, row: Revision, draft: Draft) -> str:
        """Join one row; return "", or why it does not fit what is there so far, and then nothing was changed."""
        faults = faults_of(draft, self)
        if faults or draft.kind is None:
            return "; ".join(faults)
        try:
            self._add(row, draft, draft.kind)
        except MusterError as error:
            return str(error)
        self._digest.update(f"{row.item_id}|{row.number}|".encode())
        self._digest.update(json.dumps(row.content, sort_keys=True).encode())
        self._count += 1
        return ""

    def add_in_any_order(
        self, rows: Iterable[tuple[Revision, Draft]]
    ) -> Iterator[tuple[Revision, Draft, str]]:
        """Join rows that may name one another, whichever comes first; yield those that do not fit, and why."""
        waiting = list(rows)
        while waiting:
            still = [(row, draft, why) for row, draft in waiting if (why := self.add(row, draft))]
            if len(still) == len(waiting):
                yield from still
                return
            waiting = [(row, draft) for row, draft, _ in still]

    def dataset(self) -> Dataset:
        if not self._count:
            return self._base
        return replace(
            self._base,
            version=self._digest.hexdigest()[:12],
            sources=MappingProxyType(self._sources),
            documents=MappingProxyType(self._documents),
            assertions=MappingProxyType(self._assertions),
            places=MappingProxyType(self._places),
            areas=MappingProxyType(self._areas),
            claims=tuple(self._claims.values()),
        )

    def _add(self, row: Revision, draft: Draft, kind: Kind) -> None:
        old = self._claims.get(row.claim_id)
        told = self._told(draft, row)  # what can fail comes first: a row is joined whole or not at all
        self._check_statement(row, draft, told if isinstance(told, str) else told[0])
        place = self._place(draft)
        reported_on = parse_span(draft.reported_on) if draft.reported_on else None
        document_id = told if isinstance(told, str) else self._document(*told)
        place_id = self._kept(place)
        originator_id = (
            draft.originator_id
            if draft.originator_id in self._sources
            else self._source(draft.originator, draft.originator_kind)
        )
        statement_id = draft.statement_id or row.claim_id
        self._of_statement.setdefault(statement_id, {})[row.claim_id] = None
        about = draft.about if not draft.unasserted.strip() else (*draft.about, self._unasserted(draft))
        assertion_id = draft.assertion_id
        if assertion_id is None and old is None and not about:
            assertion_id = self._assertion(statement_id, originator_id, draft)
        fields: dict[str, Any] = {name: getattr(draft, name) for name in _CLAIM_FIELDS}
        fields |= _placed(draft, place)
        self._claims[row.claim_id] = Claim(
            claim_id=row.claim_id,
            statement_id=statement_id,
            document_id=document_id,
            locator=draft.locator or "as imported",
            originator_id=originator_id,
            attribution=draft.attribution if draft.originator or draft.originator_id else Attribution.NONE,
            assertion_id=assertion_id,
            kind=kind,
            about=about,
            place_id=place_id,
            reported_on=reported_on,
            summary=draft.summary.strip() or label_of(draft),
            **fields,
        )

    def _check_statement(self, row: Revision, draft: Draft, document_id: str) -> None:
        """Raise IngestError where a row does not go together with another of its statement."""
        for claim_id in self._of_statement.get(draft.statement_id or row.claim_id, ()):
            other = self._claims[claim_id]
            if claim_id == row.claim_id:
                continue
            if other.document_id != document_id:
                raise IngestError(f"{claim_id} is of the same statement and stands in another document")
            both_total = draft.count_scope == other.count_scope == CountScope.STATEMENT
            if both_total and any(getattr(draft, name) != getattr(other, name) for name in _TOTAL):
                raise IngestError(
                    f"its number is one total over the statement, and {claim_id} of the same statement has another: write "
                    "the same on each, or let it cover this place alone"
                )

    def _place(self, draft: Draft) -> Place | None:
        if draft.place_id:
            return self._places.get(draft.place_id) or world_place(draft.place_id)
        return place_of(draft)

    def _kept(self, place: Place | None) -> str | None:
        if place is None:
            return None
        self._places.setdefault(place.place_id, place)
        area = world_areas().get(place.geometry_id or "")
        if area is not None:
            self._areas.setdefault(area.geometry_id, area)
        return place.place_id

    def _source(self, name: str, kind: SourceKind) -> str:
        name = " ".join(name.split())
        if not name:
            name, key = "Source not stated", NOBODY
        else:
            known = self._by_name.get(_folded(name))
            if known is not None:
                return known
            key = f"{slug_of(name)[:48].strip('-') or 'source'}-{_hash(_folded(name))}"
        if key not in self._sources:
            if kind is SourceKind.UNATTRIBUTED and key != NOBODY:
                kind = kind_of_name(name)
            self._sources[key] = Source(key, name, name[:40].strip(), kind, "", Reliability.F, (), "")
            self._by_name[_folded(name)] = key
        return key

    def _told(self, draft: Draft, row: Revision) -> str | tuple[str, DraftDocument, DateSpan]:
        """Return the id of the row's document where it is one of the tables, else a key, what is said of it, its days."""
        own = draft.document
        if own is not None and own.document_id:
            return own.document_id
        whole = self._whole(row.first_import)
        told = whole if own is None else replace(own, title=own.title or whole.title)
        if own is not None and not own.publisher:
            told = replace(told, publisher=whole.publisher, publisher_kind=whole.publisher_kind)
        key = f"doc-{_hash(json.dumps([(own or whole).to_plain(), told.publisher], sort_keys=True))}"
        return key, told, parse_span(told.published_at) if told.published_at else _OPEN

    def _whole(self, import_id: str) -> DraftDocument:
        if import_id not in self._wholes:
            held = self._imports.get(import_id) or "{}"
            self._wholes[import_id] = DraftDocument.from_plain(json.loads(held))
        return self._wholes[import_id]

    def _document(self, key: str, told: DraftDocument, published_at: DateSpan) -> str:
        if key not in self._documents:
            basis = told.published_basis if told.published_at else PublishedBasis.UNKNOWN
            if told.published_at and basis is PublishedBasis.UNKNOWN:
                basis = PublishedBasis.STATED
            self._documents[key] = Document(
                document_id=key,
                source_id=self._source(told.publisher, told.publisher_kind),
                title=told.title or "As imported",
                author=told.author,
                language=told.language,
                published_at=published_at,
                published_basis=basis,
                retrieved_at=None,
                url=told.url,
                archive_url="",
                content_sha256=told.content_sha256,
                note=told.note
                or "Taken in with `muster import`, or read as an article, and accepted in review.",
            )
        return key

    def _unasserted(self, draft: Draft) -> str:
        """Return the assertion of what is answered and nobody asserts: no claim carries it, so it is nowhere drawn or counted."""
        label = " ".join(draft.unasserted.split())
        key = f"no-{_hash(_folded(label))}"
        if key not in self._assertions:
            originator_id = self._source("", SourceKind.UNATTRIBUTED)
            self._assertions[key] = Assertion(key, originator_id, label, None, (), (), (), _NOBODY_ASSERTS)
        return key

    def _assertion(self, statement_id: str, originator_id: str, draft: Draft) -> str:
        key = f"as-{_hash(f'{statement_id}|{originator_id}')}"
        if key not in self._assertions:
            self._assertions[key] = Assertion(
                key, originator_id, label_of(draft), None, (), (), (), "Made for an imported claim."
            )
        return key


def _placed(draft: Draft, place: Place | None) -> dict[str, Any]:
    """Return how a claim stands to its place; what is open is as a reviewer who names a place means it."""
    if place is None:
        return {"place_role": None, "geo_precision": None, "place_basis": None}
    basis = draft.place_basis or PlaceBasis.STATED
    if basis is PlaceBasis.STATED and not draft.place_text.strip():
        basis = PlaceBasis.IMPLIED
    return {
        "place_role": draft.place_role or PlaceRole.AT,
        "geo_precision": draft.geo_precision or PRECISIONS.get(place.kind, GeoPrecision.TOWN),
        "place_basis": basis,
    }


def _folded(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip().casefold()


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]
