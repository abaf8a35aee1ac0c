"""From a file to a claim: taken in, reviewed, joined to the data set, given away and loaded again."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from conftest import FILES

from muster.check import load_checked
from muster.cli import cli
from muster.dates import Moment, parse_moment
from muster.errors import AlreadyEditedError, CancelledError, IngestError
from muster.export.tables import write_tables
from muster.ingest import review
from muster.ingest.draft import Draft, DraftDocument, Highlight
from muster.ingest.fit import faults_of
from muster.ingest.merge import join_accepted, with_accepted
from muster.query import Selection
from muster.query.bulk import open_layer, questions, write_layer
from muster.query.bulk.raw import raw_tables
from muster.query.plain import disagreements_json, echoes_json, presence_json, strength_json, tally_json
from muster.store import State
from muster.vocabulary import Kind, Stance, Status


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
        "why": "is no day of the calendar; write it like 2022-12-28",
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


def test_the_terminal_answers_with_our_tables_as_they_stood(muster, store_clock, tmp_path):
    store_clock("2024-11-04T09:00:00")
    made = muster("import", str(FILES / "acled_new_order.csv"), code=1)
    first = muster("review")[0]["item_id"]
    store_clock("2024-11-05T10:00:00")
    muster("review", "accept", first)
    store_clock("2024-11-06T10:00:00")
    muster("review", "accept", "--import", made["import_id"], "--kind", "presence")
    total = muster("tally")["total"]
    totals = [
        muster("tally", "--edits-as-of", day)["total"] for day in ("2024-11-04", "2024-11-05", "2024-11-06")
    ]
    assert totals == [total - 7, total - 6, total]
    assert {row["claim_id"] for row in muster("claims", "--edits-as-of", "2024-11-05")} >= {first}
    versions = muster("history", first, "--edits-as-of", "2024-11-04T23:59")
    assert [row["action"] for row in versions] == ["import"]
    assert len(muster("history", first)) == 2
    out = tmp_path / "then.csv"
    exported = muster("export", "-o", str(out), "--edits-as-of", "2024-11-05T10:00", "--kind", "combat")
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert exported["claims"] == len(rows)
    assert {row["selection"] for row in rows} == {"kind=combat&editsasof=2024-11-05T10%3A00"}


def test_the_terminal_says_that_an_earlier_state_is_shown_and_what_is_no_moment(muster, store_clock):
    store_clock("2024-11-04T09:00:00")
    muster("import", str(FILES / "acled_new_order.csv"), code=1)
    first = muster("review")[0]["item_id"]
    store_clock("2024-11-05T10:00:00")
    muster("review", "accept", first)

    def said(*arguments):
        done = CliRunner().invoke(cli, arguments)
        return done.exit_code, done.stderr.strip().splitlines()[-1]

    told = "Our own tables as they stood at the end of 4 Nov 2024 (UTC): 1 later edit left out."
    assert said("tally", "--edits-as-of", "2024-11-04") == (0, told)
    told = "Our own tables as they stood at 10:00 on 5 Nov 2024 (UTC): no edit came later."
    assert said("tally", "--edits-as-of", "2024-11-05T10:00") == (0, told)
    for text, why in (
        ("2999-01-01", "is still to come; choose a moment that is past."),
        (
            "05/11/2024",
            "may be read day first or month first; write it as 2024-10-18 or 2024-10-18T16:25, in UTC.",
        ),
        (
            "2024-11-05T25:00",
            "is no moment that can be read; write it as 2024-10-18 or 2024-10-18T16:25, in UTC.",
        ),
    ):
        assert said("tally", "--edits-as-of", text) == (
            2, f"Error: Invalid value for '--edits-as-of': '{text}' {why}"
        )  # fmt: skip


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
        ("confirms", "", "say what it answers: a denial or a doubt is about an assertion"),
    ],
)
def test_what_nobody_asserts_can_be_answered_but_not_asserted_or_confirmed(shipped, stance, said, why):
    draft = Draft(kind=Kind.PRESENCE, stance=Stance(stance), unasserted=said)
    assert faults_of(draft, shipped) == [why]


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
        "say what it answers: a denial or a doubt is about an assertion, or about what nobody here asserts",
        "its last day, 2024-10-01, lies before its first, 2024-10-03",
        "the least number, 1,500, is more than the greatest number, 100",
        "what is counted is open though a number is given",
        "what the number covers is open though a number is given",
    ]
