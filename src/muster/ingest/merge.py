"""The data set with what was accepted in review: claims, and the sources, documents, assertions and places they need.

A shipped table is never changed: the data set is made anew, with a version of its own. A claim that was kept under the
id of a shipped one stands in its place.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from types import MappingProxyType
from typing import Any, TypeVar

from muster.curate import slug_of
from muster.dates import DateSpan, parse_span
from muster.errors import DateError, IngestError
from muster.geo.places import world_areas
from muster.ingest.draft import Draft, DraftDocument
from muster.ingest.places import place_of, world_place
from muster.model import Assertion, Claim, Dataset, Document, Place, Source
from muster.store import Revision, State, Store
from muster.vocabulary import Attribution, Kind, PublishedBasis, Reliability, SourceKind

Record = TypeVar("Record")
NOBODY = "source-not-stated"
_OPEN = DateSpan(None, None, "")
_CLAIM_FIELDS = (
    "tier", "stance", "about", "troop_origin", "place_text", "place_role", "geo_precision", "place_basis",
    "event_start", "event_end", "date_precision", "date_text", "date_basis", "count_low", "count_best", "count_high",
    "count_unit", "count_text", "count_scope", "credibility", "judgement",
)  # fmt: skip


def with_accepted(dataset: Dataset, store: Store, *, as_of: datetime | None = None) -> Dataset:
    """Return the data set with the accepted rows of the store, as they were at a moment if one is given.

    It is the same object where nothing is accepted. Raises IngestError for a row that no longer fits the data set, with
    its id.
    """
    imports = {entry.import_id: entry.document for entry in store.ledger.imports()}
    merging = _Merging(dataset, imports)
    for row in store.ledger.current(states=[State.ACCEPTED], as_of=as_of):
        merging.add(row)
    return merging.dataset()


def faults_of(draft: Draft, dataset: Dataset) -> list[str]:
    """Return what must be settled before a draft can be accepted; none when it can."""
    faults = []
    if draft.kind is None:
        faults.append("kind is open: say what is claimed")
    for name, table in (("originator_id", dataset.sources), ("assertion_id", dataset.assertions)):
        value = getattr(draft, name)
        if value and value not in table:
            faults.append(f"{name} {value!r} does not exist in this data set")
    faults += [
        f"about names {name!r}, which does not exist"
        for name in draft.about
        if name not in dataset.assertions
    ]
    if draft.place_id and draft.place_id not in dataset.places and world_place(draft.place_id) is None:
        faults.append(f"place_id {draft.place_id!r} is in no gazetteer")
    if draft.document and draft.document.document_id and draft.document.document_id not in dataset.documents:
        faults.append(f"document_id {draft.document.document_id!r} does not exist in this data set")
    if (draft.stance == "asserts") == bool(draft.about):
        faults.append(f"a stance of {draft.stance} needs about to be {'blank' if draft.about else 'filled'}")
    return faults + _disorder(draft)


def _disorder(draft: Draft) -> list[str]:
    """Return what no row of the tables may say either: ends before their beginnings, numbers of nothing."""
    faults = []
    if draft.event_start and draft.event_end and draft.event_start > draft.event_end:
        faults.append(f"event_end {draft.event_end} lies before event_start {draft.event_start}")
    given = [
        (name, value)
        for name in ("low", "best", "high")
        if (value := getattr(draft, f"count_{name}")) is not None
    ]
    faults += [
        f"count_{smaller} {low} is more than count_{larger} {high}"
        for (smaller, low), (larger, high) in pairwise(given)
        if low > high
    ]
    faults += [
        f"{name} is open though a number is given"
        for name in ("count_unit", "count_scope")
        if given and getattr(draft, name) is None
    ]
    return faults


class _Merging:
    def __init__(self, dataset: Dataset, imports: Mapping[str, str]) -> None:
        self._base = dataset
        self._imports = imports
        self._claims: dict[str, Claim] = {claim.claim_id: claim for claim in dataset.claims}
        self._sources = dict(dataset.sources)
        self._documents = dict(dataset.documents)
        self._assertions = dict(dataset.assertions)
        self._places = dict(dataset.places)
        self._areas = dict(dataset.areas)
        self._by_name = {_folded(source.name): source.source_id for source in dataset.sources.values()}
        self._digest = hashlib.sha256(dataset.version.encode())
        self._count = 0

    def add(self, row: Revision) -> None:
        try:
            draft = Draft.from_plain(row.content)
            self._add(row, draft)
        except (IngestError, DateError) as error:
            raise IngestError(
                f"{row.item_id}: {error} Correct it, or reject it, with `muster review`."
            ) from None
        self._digest.update(f"{row.item_id}|{row.number}|".encode())
        self._digest.update(json.dumps(row.content, sort_keys=True).encode())
        self._count += 1

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

    def _add(self, row: Revision, draft: Draft) -> None:
        faults = faults_of(draft, self._base)
        if faults or draft.kind is None:
            raise IngestError(f"cannot be a claim ({'; '.join(faults)}).")
        old = self._claims.get(row.claim_id)
        place_id = self._place(draft)
        originator_id = draft.originator_id or self._source(draft.originator, draft.originator_kind)
        statement_id = draft.statement_id or row.claim_id
        document_id = self._document(draft, row)
        assertion_id = draft.assertion_id
        if assertion_id is None and old is None and not draft.about:
            assertion_id = self._assertion(statement_id, originator_id, draft)
        fields: dict[str, Any] = {name: getattr(draft, name) for name in _CLAIM_FIELDS}
        if place_id is None:
            fields |= {"place_role": None, "geo_precision": None, "place_basis": None}
        self._claims[row.claim_id] = Claim(
            claim_id=row.claim_id,
            statement_id=statement_id,
            document_id=document_id,
            locator=draft.locator or "as imported",
            originator_id=originator_id,
            attribution=draft.attribution if draft.originator or draft.originator_id else Attribution.NONE,
            assertion_id=assertion_id,
            kind=draft.kind,
            place_id=place_id,
            reported_on=parse_span(draft.reported_on) if draft.reported_on else None,
            summary=draft.summary.strip() or _label(draft.kind, draft),
            **fields,
        )

    def _place(self, draft: Draft) -> str | None:
        place: Place | None
        if draft.place_id:
            place = self._places.get(draft.place_id) or world_place(draft.place_id)
        else:
            place = place_of(draft)
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
            self._sources[key] = Source(key, name, name[:40].strip(), kind, "", Reliability.F, (), "")
            self._by_name[_folded(name)] = key
        return key

    def _document(self, draft: Draft, row: Revision) -> str:
        own = draft.document
        if own is not None and own.document_id:
            return own.document_id
        held = self._imports.get(row.first_import, "{}")
        whole = DraftDocument.from_plain(json.loads(held or "{}"))
        if own is None:
            told, publisher, kind = whole, whole.publisher, whole.publisher_kind
        else:
            told = own
            publisher = own.publisher or whole.publisher
            kind = own.publisher_kind if own.publisher else whole.publisher_kind
        text = json.dumps([told.to_plain(), publisher], sort_keys=True)
        key = f"doc-{_hash(text)}"
        if key not in self._documents:
            span = parse_span(told.published_at) if told.published_at else None
            basis = told.published_basis if told.published_at else PublishedBasis.UNKNOWN
            if told.published_at and basis is PublishedBasis.UNKNOWN:
                basis = PublishedBasis.STATED
            self._documents[key] = Document(
                document_id=key,
                source_id=self._source(publisher, kind),
                title=told.title or whole.title or "As imported",
                author=told.author,
                language=told.language,
                published_at=span or _OPEN,
                published_basis=basis,
                retrieved_at=None,
                url=told.url,
                archive_url="",
                content_sha256=told.content_sha256,
                note=told.note
                or "Taken in with `muster import`, or read as an article, and accepted in review.",
            )
        return key

    def _assertion(self, statement_id: str, originator_id: str, draft: Draft) -> str:
        key = f"as-{_hash(f'{statement_id}|{originator_id}')}"
        if key not in self._assertions:
            self._assertions[key] = Assertion(
                key, originator_id, _label(draft.kind, draft), None, (), (), (), "Made for an imported claim."
            )
        return key


def _label(kind: Kind | None, draft: Draft) -> str:
    what = kind.label if kind else "Claim"
    where = draft.place_text.strip() or "a place not named"
    when = f", {draft.event_start}" if draft.event_start else ""
    return f"{what}: {where[:80]}{when}"


def _folded(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip().casefold()


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]
