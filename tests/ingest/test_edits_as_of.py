"""Our own tables as they stood at an earlier moment."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from import_files import take

from muster.dates import Moment, parse_moment
from muster.ingest import review
from muster.ingest.merge import with_accepted


def moment(text: str) -> Moment:
    return parse_moment(text, now=datetime.now(UTC))


@pytest.fixture
def weeks_work(look, store, shipped, store_clock) -> str:
    """One claim: taken in on Monday, accepted on Tuesday at ten, corrected on Wednesday, undone on Thursday."""
    store_clock("2024-11-04T09:00:00")
    take(look, store)
    item_id = next(review.queue(store, shipped)).revision.item_id
    store_clock("2024-11-05T10:00:30")
    review.accept(store, shipped, item_id, number=1, who="Bo")
    store_clock("2024-11-06T12:00:00")
    review.correct(store, item_id, {"summary": "In other words"}, number=2, who="Bo")
    store_clock("2024-11-07T12:00:00")
    review.reject(store, item_id, number=3, who="Cy", why="an echo")
    return item_id


@pytest.mark.parametrize(
    ("then", "stood"),
    [
        ("2024-11-04", ("nothing", 3)),
        ("2024-11-05T09:59", ("nothing", 3)),
        ("2024-11-05T10:00:29", ("nothing", 3)),
        ("2024-11-05T10:00:30", ("as accepted", 2)),
        ("2024-11-05T10:00", ("as accepted", 2)),
        ("2024-11-05", ("as accepted", 2)),
        ("2024-11-06", ("as corrected", 1)),
        ("2024-11-07", ("nothing", 0)),
    ],
)
def test_our_own_tables_are_shown_as_they_stood(store, shipped, weeks_work, then, stood):
    asked, (held, later) = moment(then), stood
    dataset = with_accepted(shipped, store, edits_as_of=asked)
    claim = dataset.claims_by_id.get(weeks_work)
    first = store.ledger.history(weeks_work)[0].content.get("summary")
    assert {
        None: "nothing", first: "as accepted", "In other words": "as corrected"
    }[claim and claim.summary] == held  # fmt: skip
    assert (dataset.edits_as_of, store.ledger.edits_after(asked.last)) == (asked, later)
    assert dataset.edition == f"{dataset.version}, edits as of {then} UTC"
    assert len(dataset.claims) == len(shipped.claims) + (held != "nothing")


def test_the_same_state_of_our_tables_has_the_same_version_whenever_it_is_asked(store, shipped, weeks_work):
    before, after = (
        with_accepted(shipped, store, edits_as_of=moment(day)) for day in ("2024-11-01", "2024-11-07")
    )
    assert before.version == after.version == shipped.version
    accepted, corrected = (
        with_accepted(shipped, store, edits_as_of=moment(day)) for day in ("2024-11-05", "2024-11-06")
    )
    assert len({shipped.version, accepted.version, corrected.version}) == 3


def test_what_leaves_drafts_alone_is_no_edit(look, store, shipped, store_clock):
    store_clock("2024-11-04T09:00:00")
    take(look, store)
    item_id = next(review.queue(store, shipped)).revision.item_id
    review.correct(store, item_id, {"summary": "a draft still"}, number=1, who="Bo")
    assert store.ledger.edits_after(moment("2024-11-01").last) == 0
