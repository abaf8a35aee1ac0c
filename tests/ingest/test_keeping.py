"""From a file to a claim: taken in, reviewed, joined to the data set, given away and loaded again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner
from conftest import FILES

from muster.check import load_checked
from muster.cli import cli
from muster.errors import AlreadyEditedError, CancelledError, IngestError
from muster.export.tables import write_tables
from muster.ingest import review
from muster.ingest.draft import Draft, DraftDocument, Highlight
from muster.ingest.fit import faults_of
from muster.ingest.merge import join_accepted, with_accepted
from muster.query import Selection
from muster.query.plain import tally_json
from muster.store import State
from muster.vocabulary import Kind


def take(look, store, file="acled_new_order.csv", **options):
    return look(file, store, **options).accept(store, who="Ada", why="weekly export")


def test_to_look_changes_nothing(look, store, tmp_path):
    made = look("acled_new_order.csv", store)
    assert (made.kept.added, made.kept.import_id) == (7, None)
    assert not (tmp_path / "store").exists()


def test_a_file_is_taken_in_once(look, store):
    first = take(look, store)
    again = take(look, store)
    assert (first.added, again.added, again.unchanged, again.import_id) == (7, 0, 7, None)
    assert len(store.ledger.imports()) == 1


def test_a_newer_version_shows_what_was_added_changed_and_withdrawn(look, store, tmp_path):
    take(look, store)
    lines = (FILES / "acled_new_order.csv").read_text("utf-8").splitlines()
    newer = [
        lines[0],
        lines[1].replace("met invented", "fought invented"),
        *lines[3:6],
        lines[2].replace("UKR0002", "UKR0099"),
    ]
    (tmp_path / "acled_new_order.csv").write_text("\n".join(newer), "utf-8")
    would = look(tmp_path / "acled_new_order.csv", store).kept
    # UKR0002, UKR0006 and the row without an id are gone; row 7 of the older file is no draft and so not withdrawn
    assert (would.added, would.changed, would.unchanged, would.withdrawn) == (1, 1, 3, 3)
    assert take(look, store, tmp_path / "acled_new_order.csv").withdrawn == 3


def test_a_row_that_became_faulty_is_not_withdrawn(look, store, tmp_path):
    take(look, store)
    text = (FILES / "acled_new_order.csv").read_text("utf-8").replace("UKR0003,2022-12-20", "UKR0003,soon")
    (tmp_path / "acled_new_order.csv").write_text(text, "utf-8")
    kept = take(look, store, tmp_path / "acled_new_order.csv")
    assert (kept.withdrawn, kept.unchanged) == (0, 6)


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
    assert len(with_accepted(shipped, store, as_of=store.ledger.imports()[0].at).claims) == len(
        shipped.claims
    )


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


def test_a_cancelled_import_keeps_nothing(look, store, shipped):
    made = look("acled_new_order.csv", store)
    asked = []

    def cancelled():
        asked.append(1)
        return len(asked) > 1

    with pytest.raises(CancelledError, match="nothing of it was kept"):
        made.accept(store, who="Ada", cancelled=cancelled)
    assert store.ledger.imports() == ()
    assert list(store.ledger.current()) == []


def test_a_draft_is_the_same_after_it_was_kept():
    draft = Draft(
        kind=Kind.TRAINING, count_low=0, candidates=("a", "b"), highlights=(Highlight("kind", 0, 4),),
        document=DraftDocument(title="T", published_at="2024-10"), original={"id": "1"}, notes=("n",), lat=1.5,
    )  # fmt: skip
    assert Draft.from_plain(json.loads(json.dumps(draft.to_plain()))) == draft
    with pytest.raises(IngestError, match="no field colour"):
        Draft.from_plain({"colour": "red"})
    with pytest.raises(IngestError, match="cannot be read"):
        Draft.from_plain({"kind": "parade"})


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


def test_an_import_of_more_than_the_pages_hold_is_set_aside_whole(look, store, shipped):
    first, second = take(look, store), take(look, store, "ucdp_mixed.csv")
    for kept in (first, second):
        review.accept_all(store, shipped, kept.import_id, who="Bo", kind=Kind.COMBAT)
    joined = join_accepted(shipped, store, most=7)
    assert len(joined.dataset.claims) == len(shipped.claims) + 7
    (aside,) = joined.set_aside
    assert (aside.item_id, aside.import_id, aside.count) == ("", second.import_id, second.added)
    assert "more than the 7 accepted claims" in aside.why


@pytest.fixture
def muster(tmp_path, monkeypatch):
    monkeypatch.setenv("MUSTER_STORE", str(tmp_path / "cli.sqlite"))
    monkeypatch.setenv("MUSTER_WHO", "Ada")

    def run(*arguments: str, code: int = 0):
        done = CliRunner().invoke(cli, [*arguments, "--json"])
        assert done.exit_code == code, (done.output, done.exception)
        return json.loads(done.stdout)

    return run


def test_the_terminal_imports_reviews_undoes_and_restores(muster, tmp_path, monkeypatch):
    dry = muster("import", str(FILES / "acled_new_order.csv"), "--dry-run", code=1)
    assert (dry["format"], dry["rows"], dry["accepted"], len(dry["rejected"])) == ("acled", 12, 7, 7)
    assert dry["rejected"][0] == {
        "row": 8, "column": "event_date", "value": "2022-13-22",
        "why": "is no day of the calendar; write it as 2022-12-28",
    }  # fmt: skip
    assert dry["duplicates"][0]["row"] == 3
    assert not (tmp_path / "cli.sqlite").exists()
    made = muster("import", str(FILES / "acled_new_order.csv"), code=1)
    waiting = muster("review")
    assert [one["version"] for one in waiting] == [1] * 7
    assert muster("review", "accept", "--import", made["import_id"], "--kind", "presence")["accepted"] == 7
    total = muster("tally")["total"]
    first = waiting[0]["item_id"]
    muster("undo", first)
    assert muster("tally")["total"] == total - 1
    assert [(row["action"], row["who"]) for row in muster("history", first)] == [
        ("import", "Ada"), ("accept", "Ada"), ("undo", "Ada"),
    ]  # fmt: skip
    assert muster("review", "reject", first, "--why", "an echo")["rejected"] == 1
    muster("backup", str(tmp_path / "copy"))
    monkeypatch.setenv("MUSTER_STORE", str(tmp_path / "new.sqlite"))
    assert muster("restore", str(tmp_path / "copy"))["items"] == 7
    assert muster("tally")["total"] == total - 1


def test_tables_of_the_shipped_data_are_the_same_data(shipped, tmp_path):
    write_tables(shipped, tmp_path / "out")
    again = load_checked(tmp_path / "out")
    assert (again.claims, again.places, again.extents) == (shipped.claims, shipped.places, shipped.extents)


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
        "say what it answers: a denial or a doubt is about an assertion",
        "its last day, 2024-10-01, lies before its first, 2024-10-03",
        "the least number, 1,500, is more than the greatest number, 100",
        "what is counted is open though a number is given",
        "what the number covers is open though a number is given",
    ]
