"""A file before it is taken in: what it holds, how it is understood, what is wrong with it, what it would change.

To look changes nothing. `accept` takes the drafts into the store, all of them or none; there they wait for review.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from muster.errors import CancelledError, DateOrderError, IngestError
from muster.ingest.days import Order, Proof
from muster.ingest.draft import Draft, DraftDocument
from muster.ingest.drafting import Rules, date_texts, draft_of, key_of, odd_numbers
from muster.ingest.mapping import mapping_of
from muster.ingest.merge import with_accepted
from muster.ingest.opening import Opened, open_file
from muster.ingest.own import OWN, own_draft
from muster.ingest.places import Places
from muster.ingest.reading.rows import Finding, Row
from muster.ingest.reading.safety import sha256_of, shown_name
from muster.ingest.spool import Duplicate, Spool, batches, place_key
from muster.model import Dataset
from muster.store import Import, State, Store, new_import
from muster.vocabulary import Kind, PublishedBasis

Progress = Callable[[str, int, int | None], None]
"""Told the stage ("reading", "understanding", "comparing", "keeping"), how far it is, and of how many if that is known."""
_EVERY = 500
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Options:
    """What a person says of a file; blank is: by the file itself. `mapping` is field to column, and overrides the guess."""

    format: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    order: Order | None = None
    kind: Kind | None = None
    troop_origin: str = ""
    encoding: str = ""
    part: str = ""
    series: str = ""
    """The files of one series are versions of one another; blank is the file's name."""
    publisher: str = ""
    published_at: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What taking a file in did; `import_id` None where it added nothing."""

    import_id: str | None
    added: int
    changed: int
    proposed: int
    unchanged: int
    withdrawn: int


@dataclass
class Preview:
    """A file that was read to its end. Close it when done: its drafts wait in a temporary folder."""

    format: str
    file_name: str
    columns: tuple[str, ...]
    mapping: Mapping[str, str]
    order: Order | None
    rows: int
    findings: list[Finding]
    notes: tuple[str, ...]
    entry: Import
    _spool: Spool
    _faulty_items: set[str]
    duplicates: list[Duplicate] = field(default_factory=list)
    kept: Kept | None = None
    """What `accept` would do, as far as it is known; what it did, afterwards."""

    @property
    def repeated(self) -> int:
        """How many rows say what an earlier one says, in all fields, and are not taken twice."""
        return sum(one.is_exact for one in self.duplicates)

    @property
    def accepted(self) -> int:
        """How many rows became drafts."""
        return self._spool.count()

    def sample(self, count: int = MOST_SHOWN) -> list[tuple[int, Draft]]:
        """Return the first drafts, each with the row that it comes from."""
        return self._spool.sample(count)

    def compare(
        self, store: Store, *, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
    ) -> Kept:
        """Return what taking it in would do: added, changed, unchanged, withdrawn. Writes nothing."""
        with store.ledger.comparing(self.entry) as writer:
            if writer is None:
                self.kept = Kept(None, self.accepted, 0, 0, 0, 0)
            else:
                self.kept = self._fed(writer, "comparing", progress, cancelled)
        return self.kept

    def accept(
        self, store: Store, *, who: str, why: str = "", progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Kept:  # fmt: skip
        """Take the drafts into the store, all or none. Where nothing is new, nothing is written.

        Raises CancelledError where `cancelled` says so before the end, StoreError where it cannot be written; then the
        store is as it was.
        """
        would = self.compare(store, progress=progress, cancelled=cancelled)
        if not (would.added or would.changed or would.proposed or would.withdrawn):
            return would
        entry = replace(
            new_import(
                series=self.entry.series,
                file_format=self.entry.format,
                file_name=self.entry.file_name,
                sha256=self.entry.sha256,
                document=self.entry.document,
                who=who,
                why=why,
            )
        )
        with store.ledger.importing(entry) as writer:
            done = self._fed(writer, "keeping", progress, cancelled)
        self.kept = replace(done, import_id=entry.import_id)
        return self.kept

    def _fed(
        self, writer: Any, stage: str, progress: Progress | None, cancelled: Callable[[], bool] | None
    ) -> Kept:
        outcomes: Counter[str] = Counter()
        done = 0
        writer.keep(self._faulty_items)
        for batch in batches(self._spool.drafts(), _EVERY):
            _tell(progress, cancelled, stage, done, self.accepted if done == 0 else self._total)
            outcomes.update(
                writer.add([(item, claim, json.loads(text)) for _, item, claim, text in batch]).values()
            )
            done += len(batch)
        withdrawn = writer.withdraw_missing()
        _tell(progress, cancelled, stage, done, done)
        return Kept(
            None,
            outcomes["added"],
            outcomes["changed"],
            outcomes["proposed"],
            outcomes["unchanged"],
            withdrawn,
        )

    @property
    def _total(self) -> int:
        return max(self.rows - len(self._faulty_items), 0)

    def to_plain(self) -> dict[str, Any]:
        """Return the shape that `muster import --json` prints."""
        kept = self.kept or Kept(None, self.accepted, 0, 0, 0, 0)
        return {
            "format": self.format,
            "rows": self.rows,
            "accepted": self.accepted,
            "rejected": [finding.to_plain() for finding in self.findings],
            "repeated": self.repeated,
            "duplicates": [duplicate.to_plain() for duplicate in self.duplicates],
            "import_id": kept.import_id,
            **{
                name: getattr(kept, name)
                for name in ("added", "changed", "proposed", "unchanged", "withdrawn")
            },
            "mapping": dict(self.mapping),
            "dates": self.order.value if self.order else None,
            "notes": list(self.notes),
        }

    def close(self) -> None:
        self._spool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def preview(  # noqa: PLR0913 - a file, what is there already, and how to look
    path: Path,
    dataset: Dataset,
    store: Store | None = None,
    *,
    options: Options | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Preview:
    """Read a file to its end and return what it holds. Changes nothing.

    Raises RefusedFileError for what may not or cannot be read, DateOrderError where the order of its dates must be said,
    IngestError for an option that does not fit, CancelledError on request.
    """
    options = options or Options()
    opened = open_file(path, file_format=options.format, encoding=options.encoding, part=options.part)
    mapping = mapping_of(opened, options.mapping)
    proof, total = _prove(opened, mapping, progress, cancelled)
    order = _order(proof, options.order)
    spool = Spool(dataset.places)
    try:
        known = dataset
        if opened.profile is None and store is not None:  # our own export names what accepted claims brought
            known = with_accepted(dataset, store)
        reading = _Read(opened, mapping, known, spool, _series(path, opened, options))
        reading.run(order, options, total, progress=progress, cancelled=cancelled)
        made = Preview(
            format=opened.format,
            file_name=shown_name(path),
            columns=opened.source.columns,
            mapping=mapping,
            order=order,
            rows=reading.rows,
            findings=reading.findings,
            notes=(
                *opened.source.notes,
                *_order_notes(proof, options.order),
                *_unused_notes(opened, reading),
            ),
            entry=_entry(path, opened, options, reading.series),
            _spool=spool,
            _faulty_items=reading.faulty,
            duplicates=reading.repeated,
        )
        _compare_texts(made, dataset, store, progress, cancelled)
        if store is not None:
            made.compare(store, progress=progress, cancelled=cancelled)
    except BaseException:
        spool.close()
        raise
    return made


class _Read:
    def __init__(
        self, opened: Opened, mapping: Mapping[str, str], dataset: Dataset, spool: Spool, series: str
    ) -> None:
        self._opened = opened
        self._mapping = mapping
        self._dataset = dataset
        self._spool = spool
        self._times: Counter[int] = Counter()
        self.series = series
        self.rows = 0
        self.findings: list[Finding] = []
        self.faulty: set[str] = set()
        self.repeated: list[Duplicate] = []
        """Rows that say in all fields what an earlier one says."""
        self.odd: list[int] = []
        """Rows in which a number that is not used is no number."""

    def run(
        self, order: Order | None, options: Options, total: int | None, *, progress: Progress | None,
        cancelled: Callable[[], bool] | None,
    ) -> None:  # fmt: skip
        rules = None
        if self._opened.profile is not None:
            rules = Rules(
                profile=self._opened.profile,
                mapping=self._mapping,
                order=order,
                places=Places(self._dataset),
                kind=options.kind,
                troop_origin=options.troop_origin,
                sources=_source_names(self._dataset),
            )
        for row in self._opened.source.rows():
            if self.rows % _EVERY == 0:
                _tell(progress, cancelled, "understanding", self.rows, total)
            self.rows += 1
            draft, faults = draft_of(row, rules) if rules else own_draft(row, self._dataset)
            if rules and odd_numbers(row, rules.profile):
                self.odd.append(row.number)
            item_id = self._item_id(row)
            if draft is None:
                self.findings += faults
                self.faulty.add(item_id)
                continue
            before = self._spool.add(row.number, item_id, draft.claim_id or item_id, draft)
            if before is not None and self._spool.holds(item_id, draft):
                self.repeated.append(Duplicate(row.number, before, "", 100, is_exact=True))
            elif before is not None:
                column = self._mapping.get("id", "claim_id" if rules is None else "")
                value = row.cells.get(column, "")[:200]
                self.findings.append(Finding(row.number, column, value, f"is there already, in row {before}"))

    def _item_id(self, row: Row) -> str:
        profile = self._opened.profile
        if profile is None:
            scope, key = OWN, row.cells.get("claim_id", "")
        else:
            scope = profile.name if profile.has_global_ids and self._mapping.get("id") else self.series
            key = key_of(row, self._mapping)
            if not row.cells.get(self._mapping.get("id", ""), "").strip():
                self._times[hash(key)] += 1
                key = f"{key}|{self._times[hash(key)]}"
        return f"in-{hashlib.sha256(f'{scope}|{key}'.encode()).hexdigest()[:16]}"


def _prove(
    opened: Opened,
    mapping: Mapping[str, str],
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> tuple[Proof, int | None]:
    """Read the file once for its dates alone: how many rows it has, and which order they prove."""
    proof = Proof()
    if opened.profile is None:
        return proof, None
    count = 0
    for count, row in enumerate(opened.source.rows(), 1):
        if count % _EVERY == 0:
            _tell(progress, cancelled, "reading", count, None)
        for text in date_texts(row, opened.profile, mapping):
            proof.add(text)
    return proof, count


def _order(proof: Proof, said: Order | None) -> Order | None:
    if said is not None:
        return said
    if proof.order is None and proof.either and not (proof.day and proof.month):
        raise DateOrderError("dates", proof.either)
    return proof.order


def _order_notes(proof: Proof, said: Order | None) -> tuple[str, ...]:
    if proof.day and proof.month:
        return (
            f"Dates stand in both orders ({proof.day!r}, {proof.month!r}); those that may be either are not read.",
        )
    if said is None and proof.order is not None:
        return (f"Dates are {proof.order}: {(proof.day or proof.month)!r} can be read in no other way.",)
    return ()


def _unused_notes(opened: Opened, reading: _Read) -> tuple[str, ...]:
    """Say which numbers of people are not used, and in which rows they are no numbers."""
    unused = opened.profile.unused_numbers if opened.profile else ()
    columns = [column for column in opened.source.columns if column.lower() in unused]
    notes = [
        f"{column} is not used: who died is no strength of troops. It is kept with each draft as it was written."
        for column in columns
    ]
    if reading.odd:
        rows = ", ".join(str(number) for number in reading.odd[:MOST_SHOWN])
        more = f" and {len(reading.odd) - MOST_SHOWN:,} more" if len(reading.odd) > MOST_SHOWN else ""
        what = "rows" if len(reading.odd) > 1 else "row"
        notes.append(f"{' and '.join(columns)} is no whole number in {what} {rows}{more}.")
    return tuple(notes)


def _series(path: Path, opened: Opened, options: Options) -> str:
    return options.series.strip() or f"{opened.format}:{shown_name(path)}"


def _entry(path: Path, opened: Opened, options: Options, series: str) -> Import:
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


def _compare_texts(
    made: Preview, dataset: Dataset, store: Store | None, progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> None:  # fmt: skip
    """Tell the spool what is there already, then let it find what reads alike."""
    _tell(progress, cancelled, "comparing", 0, None)
    spool = made._spool  # noqa: SLF001 - of this module
    for claim in dataset.claims:
        if claim.place_id is not None:
            at = place_key(Draft(place_id=claim.place_id), dataset.places)
            spool.tell(at, claim.event_start, claim.event_end, claim.summary, None, claim.claim_id)
    for item_id, draft in _kept_drafts(store):
        place_of = place_key(draft, dataset.places)
        if place_of and draft.summary and not spool.has(item_id):  # what is in the file too stands for itself
            spool.tell(place_of, draft.event_start, draft.event_end, draft.summary, None, item_id)
    for count, duplicate in enumerate(spool.duplicates()):
        if count % _EVERY == 0:
            _tell(progress, cancelled, "comparing", count, None)
        made.duplicates.append(duplicate)


def _kept_drafts(store: Store | None) -> Iterator[tuple[str, Draft]]:
    if store is None:
        return
    for row in store.ledger.current(states=[State.DRAFT, State.ACCEPTED]):
        with suppress(IngestError):  # what another version of Muster kept is no reason not to look at a file
            yield row.item_id, Draft.from_plain(row.content)


def _tell(
    progress: Progress | None, cancelled: Callable[[], bool] | None, stage: str, done: int, total: int | None
) -> None:
    if cancelled is not None and cancelled():
        raise CancelledError("The import was cancelled; nothing of it was kept.")
    if progress is not None:
        progress(stage, done, total)
