"""From a draft to a claim: reviewed, joined to the data set, written as tables and loaded again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from import_files import take

from muster.check import load_checked
from muster.errors import AlreadyEditedError, IngestError
from muster.export.tables import write_tables
from muster.ingest import review
from muster.ingest.draft import Draft
from muster.ingest.merge import join_accepted, with_accepted
from muster.query import Selection
from muster.query.plain import tally_json
from muster.store import State
from muster.vocabulary import Kind


def test_nothing_is_drawn_before_it_is_accepted(look, store, shipped):
    kept = take(look, store)
    assert with_accepted(shipped, store) is shipped
    done = review.accept_all(store, shipped, kept.import_id, who="Bo")
    assert (done.count, done.waiting, [why for _, why in done.why]) == (
        6,
        1,
        ["what is claimed is open; choose a kind"],
    )
    merged = with_accepted(shipped, store)
    assert len(merged.claims) == len(shipped.claims) + 6
    assert merged.version != shipped.version
    assert tally_json(merged, Selection())["shown"] == tally_json(shipped, Selection())["shown"] + 6


def test_an_open_draft_cannot_be_accepted_until_it_is_corrected(look, store, shipped):
    take(look, store)
    (waiting,) = [one for one in review.queue(store, shipped) if one.faults]
    item_id = waiting.revision.item_id
    with pytest.raises(IngestError, match="what is claimed is open"):
        review.accept(store, shipped, item_id, number=1, who="Bo")
    review.correct(
        store, item_id, {"kind": "presence", "place_id": "kursk", "geo_precision": 2}, number=1, who="Bo"
    )
    with pytest.raises(AlreadyEditedError):
        review.accept(store, shipped, item_id, number=1, who="Cy")
    review.accept(store, shipped, item_id, number=2, who="Bo")
    assert with_accepted(shipped, store).claims_by_id[item_id].place_id == "kursk"
    with pytest.raises(IngestError, match="cannot be edited"):
        review.correct(store, item_id, {"colour": "red"}, number=3, who="Bo")


def test_a_draft_is_split_and_two_are_merged(look, store, shipped):
    take(look, store)
    first, second, *_ = review.queue(store, shipped)
    made = review.split(
        store, first.revision.item_id, [{}, {"place_id": "kursk"}], number=1, who="Bo", why="two places"
    )
    contents = [Draft.from_plain(row.content) for row in made]
    assert contents[0].statement_id == contents[1].statement_id
    assert contents[1].place_id == "kursk"
    review.merge(store, made[0].item_id, second.revision.item_id, numbers=(made[0].number, 1), who="Bo")
    assert store.ledger.get(second.revision.item_id).state is State.REJECTED


def test_a_shipped_claim_is_changed_beside_its_table(look, store, shipped, tmp_path):
    lines = (shipped.folder / "geodata" / "claims.csv").read_text("utf-8").splitlines()
    old = shipped.claims_by_id["A02a"]
    (row,) = [line for line in lines if line.startswith("A02a,")]
    (tmp_path / "mine.csv").write_text(
        f"{lines[0]}\n{row.replace(old.summary, 'In other words.')}\n", "utf-8"
    )
    before = (shipped.folder / "geodata" / "claims.csv").read_bytes()
    take(look, store, tmp_path / "mine.csv")
    (waiting,) = review.queue(store, shipped)
    review.accept(store, shipped, waiting.revision.item_id, number=1, who="Bo")
    merged = with_accepted(shipped, store)
    assert merged.claims_by_id["A02a"] == replace(old, summary="In other words.")
    assert len(merged.claims) == len(shipped.claims)
    assert (shipped.folder / "geodata" / "claims.csv").read_bytes() == before
    assert [row.action for row in store.ledger.history("A02a")] == ["import", "accept"]


@pytest.mark.parametrize(
    "file", ["acled_new_order.csv", "ucdp_mixed.csv", "timemap.json", "geoconfirmed.kml"]
)
def test_everything_that_was_accepted_is_written_as_tables_that_load_again(
    look, store, shipped, tmp_path, file
):
    kept = take(look, store, file)
    review.accept_all(store, shipped, kept.import_id, who="Bo", kind=Kind.PRESENCE)
    merged = with_accepted(shipped, store)
    assert len(merged.claims) > len(shipped.claims)
    write_tables(merged, tmp_path / "out")
    again = load_checked(tmp_path / "out")
    for name in ("sources", "documents", "assertions", "places", "areas", "claims"):
        assert getattr(again, name) == getattr(merged, name), name


def test_a_formula_in_a_table_is_kept_from_the_spreadsheet_and_read_back(look, store, shipped, tmp_path):
    kept = take(look, store)
    review.accept_all(store, shipped, kept.import_id, who="Bo", kind=Kind.PRESENCE)
    write_tables(with_accepted(shipped, store), tmp_path / "out")
    assert "\"'=HYPERLINK(" in (tmp_path / "out" / "geodata" / "claims.csv").read_text("utf-8")
    assert any(claim.summary.startswith("=HYPERLINK(") for claim in load_checked(tmp_path / "out").claims)


def test_an_accepted_row_that_no_longer_fits_is_set_aside_and_told(look, store, shipped):
    take(look, store)
    one, other, *_ = review.queue(store, shipped)
    for found in (one, other):
        review.accept(store, shipped, found.revision.item_id, number=1, who="Bo")
    store.ledger.edit(one.revision.item_id, {**one.revision.content, "place_id": "gone"}, number=2, who="Cy")
    joined = join_accepted(shipped, store)
    assert len(joined.dataset.claims) == len(shipped.claims) + 1
    (aside,) = joined.set_aside
    assert (aside.item_id, aside.why) == (one.revision.item_id, "the place 'gone' is in no gazetteer")
    store.ledger.edit(one.revision.item_id, {"colour": "red"}, number=3, who="Cy")
    (aside,) = join_accepted(shipped, store).set_aside
    assert "no field colour" in aside.why
    assert review.waiting_of(store.ledger.get(one.revision.item_id), shipped).faults == (aside.why,)


def test_an_import_of_more_than_the_pages_hold_is_set_aside_whole(look, store, shipped):
    first, second = take(look, store), take(look, store, "ucdp_mixed.csv")
    for kept in (first, second):
        review.accept_all(store, shipped, kept.import_id, who="Bo", kind=Kind.COMBAT)
    joined = join_accepted(shipped, store, most=7)
    assert len(joined.dataset.claims) == len(shipped.claims) + 7
    (aside,) = joined.set_aside
    assert (aside.item_id, aside.import_id, aside.count) == ("", second.import_id, second.added)
    assert "more than the 7 accepted claims" in aside.why


def test_tables_of_the_shipped_data_are_the_same_data(shipped, tmp_path):
    write_tables(shipped, tmp_path / "out")
    again = load_checked(tmp_path / "out")
    assert (again.claims, again.places, again.extents) == (shipped.claims, shipped.places, shipped.extents)
