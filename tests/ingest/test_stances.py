"""A file that says who denies what: its stance is kept, and it is never taken for presence."""

from __future__ import annotations

import pytest

from muster.errors import IngestError
from muster.ingest import review
from muster.ingest.merge import with_accepted
from muster.query import Selection
from muster.query.plain import presence_json
from muster.vocabulary import Stance

HEAD = "place,date,text,kind,stance,troop_origin\n"


def taken(look, store, folder, stance):
    path = folder / "stances.csv"
    path.write_text(f"{HEAD}Vladivostok,2024-11-05,Ministry denies troops,presence,{stance},KP\n", "utf-8")
    return look(path, store)


@pytest.mark.parametrize("stance", ["denies", "doubts", "declines", "Confirms"])
def test_a_row_that_answers_waits_until_somebody_says_what_it_answers(look, store, shipped, tmp_path, stance):
    done = taken(look, store, tmp_path, stance).accept(store, who="Ada")
    (waiting,) = review.queue(store, shipped)
    assert waiting.draft.stance is Stance(stance.lower())
    assert any(note.startswith(f"The file says that it {stance.lower()}") for note in waiting.draft.notes)
    wanted = "say which assertion it confirms" if stance == "Confirms" else "say what it answers"
    with pytest.raises(IngestError, match=wanted):
        review.accept(store, shipped, waiting.revision.item_id, number=1, who="Ada")
    assert review.accept_all(store, shipped, done.import_id, who="Ada").count == 0
    assert with_accepted(shipped, store) is shipped


def test_a_denial_of_a_file_is_accepted_with_what_it_answers_and_is_no_presence(
    look, store, shipped, tmp_path
):
    taken(look, store, tmp_path, "denies").accept(store, who="Ada")
    (waiting,) = review.queue(store, shipped)
    item_id = waiting.revision.item_id
    review.correct(store, item_id, {"unasserted": "Troops in Vladivostok"}, number=1, who="Ada")
    review.accept(store, shipped, item_id, number=2, who="Ada")
    merged = with_accepted(shipped, store)
    claim = merged.claims_by_id[item_id]
    assert (claim.stance, claim.is_present) == (Stance.DENIES, False)
    assert presence_json(merged, Selection())["places"] == presence_json(shipped, Selection())["places"]


def test_what_a_file_confirms_is_asserted_only_where_a_person_says_so(look, store, shipped, tmp_path):
    taken(look, store, tmp_path, "confirms").accept(store, who="Ada")
    (waiting,) = review.queue(store, shipped)
    item_id = waiting.revision.item_id
    review.accept(store, shipped, item_id, number=1, who="Ada", changes={"stance": "asserts"})
    assert with_accepted(shipped, store).claims_by_id[item_id].is_present


def test_a_stance_that_does_not_exist_is_a_fault_and_a_blank_one_asserts(look, store, tmp_path):
    made = taken(look, store, tmp_path, "refutes")
    assert [(one.column, one.value) for one in made.findings] == [("stance", "refutes")]
    ((_, draft),) = taken(look, store, tmp_path, "").sample()
    assert draft.stance is Stance.ASSERTS
