"""What denies, doubts or confirms: kept with what it answers, and never presence."""

from __future__ import annotations

from datetime import date

import pytest
from import_files import take

from muster.check import load_checked
from muster.errors import IngestError
from muster.export.tables import write_tables
from muster.ingest import review
from muster.ingest.draft import Draft
from muster.ingest.fit import faults_of
from muster.ingest.merge import join_accepted, with_accepted
from muster.query import Selection
from muster.query.bulk import open_layer, questions, write_layer
from muster.query.bulk.raw import raw_tables
from muster.query.plain import disagreements_json, echoes_json, presence_json, strength_json
from muster.vocabulary import Kind, Stance, Status


def test_a_denial_may_answer_what_was_accepted_before_whichever_was_changed_last(look, store, shipped):
    take(look, store)
    one, other, *_ = review.queue(store, shipped)
    review.accept(store, shipped, one.revision.item_id, number=1, who="Bo")
    said = with_accepted(shipped, store)
    (claim,) = [claim for claim in said.claims if claim.claim_id == one.revision.claim_id]
    answer = {"stance": "denies", "about": [claim.assertion_id]}
    with pytest.raises(IngestError, match="does not exist"):
        review.accept(store, shipped, other.revision.item_id, number=1, who="Bo", changes=answer)
    review.accept(store, said, other.revision.item_id, number=1, who="Bo", changes=answer)
    review.correct(store, one.revision.item_id, {"summary": "In other words"}, number=2, who="Bo")
    joined = join_accepted(shipped, store)
    assert (len(joined.dataset.claims), joined.set_aside) == (len(shipped.claims) + 2, ())
    store.ledger.undo(one.revision.item_id, number=3, who="Bo")
    review.reject(store, one.revision.item_id, number=4, who="Bo", why="an echo")
    (aside,) = join_accepted(shipped, store).set_aside
    assert aside.item_id == other.revision.item_id


def test_a_denial_of_what_nobody_here_asserts_is_kept_and_is_no_presence(look, store, shipped, tmp_path):
    take(look, store)
    waiting = next(review.queue(store, shipped))
    item_id = waiting.revision.item_id
    denial = {"kind": "presence", "stance": "denies"}
    with pytest.raises(IngestError, match="nobody here asserts"):
        review.accept(store, shipped, item_id, number=1, who="Bo", changes=denial)
    denial["unasserted"] = "Ruritanian  troops in Donetsk"
    review.accept(store, shipped, item_id, number=1, who="Bo", changes=denial)
    merged = with_accepted(shipped, store)
    claim = merged.claims_by_id[item_id]
    (about,) = claim.about
    assert (claim.assertion_id, claim.is_present) == (None, False)
    assert merged.assertions[about].label == "Ruritanian troops in Donetsk"
    assert (merged.claims_of[about], merged.status(about)) == ((), {Status.DENIED})
    assert presence_json(merged, Selection())["places"] == presence_json(shipped, Selection())["places"]
    assert strength_json(merged, Selection()) == strength_json(shipped, Selection())
    rows = [row for row in disagreements_json(merged, Selection()) if row["of"] == about]
    assert [(row["kind"], row["by"]) for row in rows] == [("denies", item_id)]
    layer = open_layer(write_layer(tmp_path / "layer", raw_tables(merged)))
    for asked in (Selection(), Selection(as_of=date(2024, 10, 24))):
        found = questions.disagreements(layer, asked, limit=5000)["disagreements"]
        assert found == disagreements_json(merged, asked)
    assert echoes_json(merged, Selection()) == echoes_json(shipped, Selection())
    write_tables(merged, tmp_path / "out")
    again = load_checked(tmp_path / "out")
    assert (again.claims, again.assertions) == (merged.claims, merged.assertions)


def test_two_who_deny_the_same_answer_one_assertion(look, store, shipped):
    take(look, store)
    rows = [one.revision.item_id for one in review.queue(store, shipped)][:2]
    for item_id, words, stance in zip(
        rows, ("Troops there", "troops there "), ("denies", "doubts"), strict=True
    ):
        changes = {"kind": "presence", "stance": stance, "unasserted": words}
        review.accept(store, shipped, item_id, number=1, who="Bo", changes=changes)
    merged = with_accepted(shipped, store)
    (about,) = {key for item_id in rows for key in merged.claims_by_id[item_id].about}
    assert merged.status(about) == {Status.DENIED, Status.DISPUTED}


@pytest.mark.parametrize(
    ("stance", "said", "why"),
    [
        ("asserts", "x", "it asserts something of its own, and so it answers nothing"),
        (
            "confirms",
            "x",
            "it confirms what nobody here asserts, and so asserts it: choose the stance “asserts”",
        ),
        (
            "confirms",
            "",
            "say which assertion it confirms; where none says that, choose the stance “asserts”",
        ),
    ],
)
def test_what_nobody_asserts_can_be_answered_but_not_asserted_or_confirmed(shipped, stance, said, why):
    draft = Draft(kind=Kind.PRESENCE, stance=Stance(stance), unasserted=said)
    assert faults_of(draft, shipped) == [why]


def test_what_is_open_is_told_in_plain_words(shipped):
    draft = Draft(
        count_low=1500,
        count_high=100,
        event_start=date(2024, 10, 3),
        event_end=date(2024, 10, 1),
        stance="denies",
    )
    assert faults_of(draft, shipped) == [
        "what is claimed is open; choose a kind",
        "say what it answers: a denial or a doubt is about an assertion, or about what nobody here asserts",
        "its last day, 2024-10-01, lies before its first, 2024-10-03",
        "the least number, 1,500, is more than the greatest number, 100",
        "what is counted is open though a number is given",
        "what the number covers is open though a number is given",
    ]
