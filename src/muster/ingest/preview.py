"""A file before it is taken in: what it holds, how it is understood, what is wrong with it, what it would change.

To look changes nothing. `accept` takes the drafts into the store, all of them or none; there they wait for review.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from muster.ingest.asking import Options, Watching
from muster.ingest.changes import Changes
from muster.ingest.comparing import Feeding, Kept, alike
from muster.ingest.counts import Mark
from muster.ingest.days import Order
from muster.ingest.draft import Draft
from muster.ingest.mapping import mapping_of
from muster.ingest.merge import with_accepted
from muster.ingest.opening import open_file
from muster.ingest.proving import prove
from muster.ingest.reading.rows import Finding
from muster.ingest.reading.safety import shown_name
from muster.ingest.spool import Duplicate, Spool
from muster.ingest.understanding import MOST_SHOWN, Understanding, entry_of, series_of
from muster.model import Dataset
from muster.store import Import, Store, new_import

Progress = Callable[[str, int, int | None], None]
"""Told the stage ("reading", "understanding", "comparing", "keeping"), how far it is, and of how many if that is known."""


@dataclass
class Preview:
    """A file that was read to its end. Close it when done: its drafts wait in a temporary folder."""

    format: str
    file_name: str
    columns: tuple[str, ...]
    mapping: Mapping[str, str]
    order: Order | None
    mark: Mark | None
    row_word: str
    """What a row's number counts, as `Source.row_word`."""
    rows: int
    findings: list[Finding]
    notes: tuple[str, ...]
    entry: Import
    _spool: Spool
    _faulty_items: set[str]
    _taken_back: set[str]
    duplicates: list[Duplicate] = field(default_factory=list)
    kept: Kept | None = None
    """What `accept` would do, as far as it is known; what it did, afterwards."""
    changes: Changes = field(default_factory=Changes)
    """Which rows `accept` would add, change or withdraw, or did."""

    @property
    def repeated(self) -> int:
        """How many rows say what an earlier one says, in all fields, and are not taken twice."""
        return sum(one.is_exact for one in self.duplicates)

    @property
    def accepted(self) -> int:
        """How many rows have no fault and are not there twice: drafts, or what is there already."""
        return self._spool.count()

    def sample(self, count: int = MOST_SHOWN) -> list[tuple[int, Draft]]:
        """Return the first drafts, each with the row that it comes from."""
        return self._spool.sample(count)

    def compare(
        self, store: Store, *, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
    ) -> Kept:
        """Return what taking it in would do: added, changed, unchanged, withdrawn. Writes nothing."""
        feeding = self._feeding()
        with store.ledger.comparing(self.entry, feeding.hear) as writer:
            self.kept = feeding.run(writer, "comparing", Watching(progress, cancelled))
        self.changes = feeding.changes
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
        if not would.news:
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
            done = self._feeding().run(writer, "keeping", Watching(progress, cancelled))
        self.kept = replace(done, import_id=entry.import_id)
        return self.kept

    def _feeding(self) -> Feeding:
        return Feeding(self._spool, self._faulty_items, self._taken_back)

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
            **self.changes.to_plain(),
            "rows_are": self.row_word,
            "mapping": dict(self.mapping),
            "dates": self.order.value if self.order else None,
            "decimals": self.mark.value if self.mark else None,
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

    Raises RefusedFileError for what may not or cannot be read, DateOrderError and DecimalMarkError where the order of its
    dates or the mark of its decimals must be said, IngestError for an option that does not fit, CancelledError on request.
    """
    options, watching = options or Options(), Watching(progress, cancelled)
    opened = open_file(path, file_format=options.format, encoding=options.encoding, part=options.part)
    mapping = mapping_of(opened, options.mapping)
    proofs = prove(opened, mapping, watching)
    order, mark = proofs.order(options.order), proofs.mark(options.mark)
    spool = Spool(dataset.places)
    try:
        known = dataset
        if opened.profile is None and store is not None:  # our own export names what accepted claims brought
            known = with_accepted(dataset, store)
        reading = Understanding(opened, mapping, known, spool, series_of(path, opened, options), store)
        reading.run(options, watching, order=order, mark=mark, total=proofs.total)
        made = Preview(
            format=opened.format,
            file_name=shown_name(path),
            columns=opened.source.columns,
            mapping=mapping,
            order=order,
            mark=mark,
            row_word=opened.source.row_word,
            rows=reading.rows,
            findings=reading.findings,
            notes=(*opened.source.notes, *proofs.notes(options), *reading.notes()),
            entry=entry_of(path, opened, options, reading.series),
            _spool=spool,
            _faulty_items=reading.faulty,
            _taken_back=reading.taken_back,
            duplicates=reading.repeated,
        )
        made.duplicates.extend(alike(spool, dataset, store, reading.claims, watching))
        if store is not None:
            made.compare(store, progress=progress, cancelled=cancelled)
    except BaseException:
        spool.close()
        raise
    return made
