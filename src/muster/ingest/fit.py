"""What stands between a draft and the tables: what must be settled before it can be a claim."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Protocol

from muster.dates import parse_span
from muster.errors import DateError
from muster.ingest.bounds import misplaced, out_of_bounds
from muster.ingest.draft import Draft
from muster.ingest.places import is_world_place
from muster.model import Assertion, Document, Place, Source
from muster.vocabulary import Stance


class Known(Protocol):
    """The rows that a draft may name: those of a data set, or of one in the making."""

    @property
    def sources(self) -> Mapping[str, Source]: ...
    @property
    def documents(self) -> Mapping[str, Document]: ...
    @property
    def assertions(self) -> Mapping[str, Assertion]: ...
    @property
    def places(self) -> Mapping[str, Place]: ...


_NUMBERS = {
    "count_low": "the least number",
    "count_best": "the number itself",
    "count_high": "the greatest number",
}


def faults_of(draft: Draft, known: Known) -> list[str]:
    """Return what must be settled before a draft can be a claim; none when it can.

    An originator whose id is gone is found again by its name, where the draft has one.
    """
    faults = []
    if draft.kind is None:
        faults.append("what is claimed is open; choose a kind")
    if draft.originator_id and draft.originator_id not in known.sources and not draft.originator.strip():
        faults.append(f"the originator {draft.originator_id!r} does not exist in this data set")
    if draft.assertion_id and draft.assertion_id not in known.assertions:
        faults.append(f"the assertion {draft.assertion_id!r} does not exist in this data set")
    faults += [
        f"it answers {name!r}, an assertion that does not exist"
        for name in draft.about
        if name not in known.assertions
    ]
    if draft.place_id and draft.place_id not in known.places and not is_world_place(draft.place_id):
        faults.append(f"the place {draft.place_id!r} is in no gazetteer")
    if draft.document and draft.document.document_id and draft.document.document_id not in known.documents:
        faults.append(f"the document {draft.document.document_id!r} does not exist in this data set")
    faults += _other_originator(draft, known)
    faults += [*misplaced(draft, known.places.get(draft.place_id or "")), *out_of_bounds(draft)]
    return faults + _stance_faults(draft) + _disorder(draft)


def _other_originator(draft: Draft, known: Known) -> list[str]:
    """Return what is wrong where somebody else than the draft's originator made the assertion that it is said to repeat."""
    made = known.assertions.get(draft.assertion_id or "")
    if made is None:
        return []
    name = " ".join(draft.originator.split()).casefold()
    mine = draft.originator_id if draft.originator_id in known.sources else None
    if mine is None:
        mine = next(
            (key for key, one in known.sources.items() if " ".join(one.name.split()).casefold() == name), None
        )
    if mine == made.originator_id:
        return []
    theirs = (
        known.sources[made.originator_id].name if made.originator_id in known.sources else made.originator_id
    )
    return [
        f"it repeats the assertion {made.assertion_id!r} of {theirs}, and is said by somebody else: name one of the two"
    ]


def _stance_faults(draft: Draft) -> list[str]:
    """Return what does not go with the stance. What nobody asserts cannot be confirmed: who says it asserts it."""
    is_said = bool(draft.unasserted.strip())
    if draft.stance == Stance.ASSERTS:
        answers = draft.about or is_said
        return ["it asserts something of its own, and so it answers nothing"] if answers else []
    if draft.stance == Stance.CONFIRMS and is_said:
        return ["it confirms what nobody here asserts, and so asserts it: choose the stance “asserts”"]
    if draft.about or is_said:
        return []
    if draft.stance == Stance.CONFIRMS:
        return ["say which assertion it confirms; where none says that, choose the stance “asserts”"]
    return [
        "say what it answers: a denial or a doubt is about an assertion, or about what nobody here asserts"
    ]


def _disorder(draft: Draft) -> list[str]:
    """Return what no row of the tables may say either: ends before their beginnings, numbers of nothing."""
    faults = []
    if draft.event_start and draft.event_end and draft.event_start > draft.event_end:
        faults.append(f"its last day, {draft.event_end}, lies before its first, {draft.event_start}")
    for name, text in (
        ("the day on which it was said", draft.reported_on),
        ("the day of publication", draft.document.published_at if draft.document else ""),
    ):
        try:
            if text:
                parse_span(text)
        except DateError as error:
            faults.append(f"{name}: {str(error).removesuffix('.')}")
    given = [(name, value) for name in _NUMBERS if (value := getattr(draft, name)) is not None]
    faults += [
        f"{_NUMBERS[smaller]}, {low:,}, is more than {_NUMBERS[larger]}, {high:,}"
        for (smaller, low), (larger, high) in pairwise(given)
        if low > high
    ]
    faults += [
        f"{what} is open though a number is given"
        for name, what in (("count_unit", "what is counted"), ("count_scope", "what the number covers"))
        if given and getattr(draft, name) is None
    ]
    return faults
