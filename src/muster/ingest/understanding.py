"""The rows of a file, one after the other, to drafts: what is wrong with each, and which are there twice."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from muster.ingest.asking import EVERY, Options, Watching
from muster.ingest.cells import key_of, odd_numbers
from muster.ingest.changes import FieldChange
from muster.ingest.counts import Mark
from muster.ingest.days import Order
from muster.ingest.draft import Draft, DraftDocument
from muster.ingest.drafting import Rules, draft_of
from muster.ingest.opening import Opened
from muster.ingest.own import OWN, differences, merged, own_draft
from muster.ingest.places import Places
from muster.ingest.reading.rows import Finding, Row
from muster.ingest.reading.safety import sha256_of, shown_name
from muster.ingest.spool import Duplicate, Spool
from muster.model import Dataset
from muster.store import Import, State, Store, new_import
from muster.vocabulary import PublishedBasis

MOST_SHOWN = 20


class Understanding:
    """One file on its way to drafts, which wait in a spool."""

    def __init__(  # noqa: PLR0913, PLR0917 - a file, how its columns are meant, and what is there already
        self,
        opened: Opened,
        mapping: Mapping[str, str],
        dataset: Dataset,
        spool: Spool,
        series: str,
        store: Store | None,
    ) -> None:
        self._opened = opened
        self._mapping = mapping
        self._dataset = dataset
        self._spool = spool
        self._store = store
        self._times: Counter[int] = Counter()
        self._held: Mapping[str, tuple[str, State, str]] = {}
        self.series = series
        self.rows = 0
        self.findings: list[Finding] = []
        self.faulty: set[str] = set()
        self.repeated: list[Duplicate] = []
        """Rows that say in all fields what an earlier one says."""
        self.odd: list[int] = []
        """Rows in which a number that is not used is no number."""
        self.claims: set[str] = set()
        """The claims of our own that the file has."""
        self.taken_back: set[str] = set()
        """Items for which an older file of the series had something else than the claim that is there, and this one has not."""

    def run(
        self, options: Options, watching: Watching, *, order: Order | None, mark: Mark | None,
        total: int | None,
    ) -> None:  # fmt: skip
        """Read all rows."""
        rules = None
        if self._opened.profile is not None:
            rules = Rules(
                profile=self._opened.profile,
                mapping=self._mapping,
                order=order,
                mark=mark,
                are_placemarks=self._opened.source.row_word == "placemark",
                places=Places(self._dataset),
                kind=options.kind,
                troop_origin=options.troop_origin,
                sources=_source_names(self._dataset),
            )
        elif self._store is not None:
            self._held = self._store.ledger.items_of_claims()
        for row in self._opened.source.rows():
            if self.rows % EVERY == 0:
                watching.tell("understanding", self.rows, total)
            self.rows += 1
            draft, faults = draft_of(row, rules) if rules else own_draft(row, self._dataset)
            if rules and odd_numbers(row, rules.profile):
                self.odd.append(row.number)
            if draft is None:
                self.findings += faults
                self.faulty.add(self._item_id(row))
            elif rules:
                self._keep(row, self._item_id(row), draft)
            else:
                self._keep_own(row, draft)

    def notes(self) -> tuple[str, ...]:
        """Say which numbers of people are not used, and in which rows they are no numbers."""
        unused = self._opened.profile.unused_numbers if self._opened.profile else ()
        columns = [column for column in self._opened.source.columns if column.lower() in unused]
        notes = [
            f"{column} is not used: who died is no strength of troops. It is kept with each draft as it was written."
            for column in columns
        ]
        if self.odd:
            rows = ", ".join(str(number) for number in self.odd[:MOST_SHOWN])
            more = f" and {len(self.odd) - MOST_SHOWN:,} more" if len(self.odd) > MOST_SHOWN else ""
            word = self._opened.source.row_word + ("s" if len(self.odd) > 1 else "")
            notes.append(f"{' and '.join(columns)} is no whole number in {word} {rows}{more}.")
        return tuple(notes)

    def _keep(
        self, row: Row, item_id: str, draft: Draft, known: tuple[FieldChange, ...] | None = None
    ) -> None:
        before = self._spool.add(row.number, item_id, draft.claim_id or item_id, draft, known=known)
        if before is not None and self._spool.holds(item_id, draft):
            self.repeated.append(Duplicate(row.number, before, "", 100, is_exact=True))
        elif before is not None:
            column = self._mapping.get("id", "claim_id" if self._opened.profile is None else "")
            value = row.cells.get(column, "")[:200]
            why = f"is there already, in {self._opened.source.row_word} {before}"
            self.findings.append(Finding(row.number, column, value, why))

    def _keep_own(self, row: Row, draft: Draft) -> None:
        """Keep a row of our own export by the claim that it is of: what is there already is recognised."""
        self.claims.add(draft.claim_id)
        item_id, state, series = self._held.get(draft.claim_id, (self._item_id(row), None, ""))
        claim = self._dataset.claims_by_id.get(draft.claim_id)
        known = None if claim is None else differences(draft, claim)
        if known and state is State.ACCEPTED and self._store is not None:
            held = Draft.from_plain(self._store.ledger.get(item_id).content)
            draft = merged(held, draft, known)
        elif known == () and state is State.DRAFT and series == self.series:
            self.taken_back.add(item_id)
        self._keep(row, item_id, draft, known)

    def _item_id(self, row: Row) -> str:
        profile = self._opened.profile
        if profile is None:
            claim_id = row.cells.get("claim_id", "")
            if claim_id in self._held:
                return self._held[claim_id][0]
            scope, key = OWN, claim_id
        else:
            scope = profile.name if profile.has_global_ids and self._mapping.get("id") else self.series
            key = key_of(row, self._mapping)
            if not row.cells.get(self._mapping.get("id", ""), "").strip():
                self._times[hash(key)] += 1
                key = f"{key}|{self._times[hash(key)]}"
        return f"in-{hashlib.sha256(f'{scope}|{key}'.encode()).hexdigest()[:16]}"


def series_of(path: Path, opened: Opened, options: Options) -> str:
    """Return which series a file is a version of."""
    return options.series.strip() or f"{opened.format}:{shown_name(path)}"


def entry_of(path: Path, opened: Opened, options: Options, series: str) -> Import:
    """Return the import that a file would be, with the document that its rows stand in."""
    profile, name, sha256 = opened.profile, shown_name(path), sha256_of(path)
    document = DraftDocument(
        title=f"{profile.publisher or 'Imported file'}: {name}" if profile else name,
        publisher=options.publisher or (profile.publisher if profile else ""),
        publisher_kind=profile.publisher_kind if profile else DraftDocument().publisher_kind,
        published_at=options.published_at,
        published_basis=PublishedBasis.STATED if options.published_at else PublishedBasis.UNKNOWN,
        content_sha256=sha256,
    )
    plain = json.dumps(document.to_plain(), ensure_ascii=False)
    return new_import(
        series=series, file_format=opened.format, file_name=name, sha256=sha256, document=plain, who="preview"
    )


def _source_names(dataset: Dataset) -> dict[str, str]:
    names = {}
    for source in dataset.sources.values():
        for name in (source.name, source.short_name):
            names[" ".join(name.lower().split())] = source.source_id
    return names
