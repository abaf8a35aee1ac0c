"""Sentences of the evidence page that more than one of its parts says."""

from __future__ import annotations

from datetime import date

from muster.model import Claim, Dataset, Source
from muster.query.echoes import Change
from muster.words import span_words


def name_of(source: Source) -> str:
    """Return the short name of a source, or its name."""
    return source.called


def informed_words(dataset: Dataset, source: Source) -> str:
    """Return by whom a source is informed, and what that makes of its independence."""
    if not source.informed_by:
        return "informed by: nobody else that the data tells of"
    names = ", ".join(name_of(dataset.sources[key]) for key in source.informed_by)
    return f"informed by {names}: no independent origin beside that"


def note_words(judgement: str, as_of: date | None) -> str:
    """Return the note of the data set on an assertion; it speaks of all that the data hold, whatever day is asked."""
    return f"note, of all that the data hold: {judgement}" if judgement and as_of else judgement


def set_by(file: str, index: int, *, is_judged: bool) -> str:
    """Return who set a grade: the row of the data set, or nobody where it says that it cannot be judged."""
    row = f"row {index + 2} of {file}"
    return f"set by the data set, {row}" if is_judged else f"set by nobody: {row} leaves it unjudged"


def document_words(dataset: Dataset, claim: Claim) -> list[str]:
    """Return where a claim is written: title and locator, who published it, when and how that is known."""
    document = dataset.documents[claim.document_id]
    publisher = dataset.sources[document.source_id]
    by = f" · by {document.author}" if document.author else ""
    return [
        f"“{document.title}”, {claim.locator}",
        f"{publisher.name}{by}",
        f"published {span_words(document.published_at)} ({document.published_basis.label.lower()})",
    ]


def changed_words(change: Change) -> str:
    """Return one change on the way: `number dropped: about 400 → nothing`."""
    return f"{change.change}: {change.before or 'nothing'} → {change.after or 'nothing'}"


def carried_words(documents: int) -> str:
    """Return `one origin, carried by 4 documents`."""
    return f"one origin, carried by {documents:,} {'document' if documents == 1 else 'documents'}"


def published_first(dataset: Dataset, claim: Claim) -> tuple[date, str]:
    """Return what puts claims in the order in which their documents can have come out, undated ones last."""
    return dataset.documents[claim.document_id].published_at.earliest or date.max, claim.claim_id
