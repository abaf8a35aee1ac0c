"""A file taken in: once, as a newer version, or not at all."""

from __future__ import annotations

import json

import pytest
from import_files import FILES, take

from muster.errors import CancelledError, IngestError
from muster.ingest import review
from muster.ingest.draft import Draft, DraftDocument, Highlight
from muster.vocabulary import Kind


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


def told(look, store, path):
    plain = look(path, store).to_plain()
    assert {kind: len(rows) for kind, rows in plain["changes"].items()} == {
        kind: plain[kind] for kind in plain["changes"]
    }
    return plain["changes"]


def test_a_dry_run_says_which_rows_and_what_of_them_is_new_changed_or_withdrawn(
    look, store, shipped, tmp_path
):
    path = tmp_path / "acled_new_order.csv"
    text = (FILES / path.name).read_text("utf-8")
    path.write_text(text, "utf-8")
    first = told(look, store, path)["added"]
    assert [(one["row"], one["names"]) for one in first] == [
        (row, f"event_id_cnty UKR000{row - 1}") for row in range(2, 8)
    ] + [(12, "")]
    take(look, store, path)
    (item_id,) = [
        one.revision.item_id for one in review.queue(store, shipped) if "UKR0003" in one.draft.locator
    ]
    review.accept(store, shipped, item_id, number=1, who="Bo")
    text = text.replace("UKR0003,2022-12-20", "UKR0003,2022-12-21").replace("UKR0002", "UKR0099")
    path.write_text(text.replace("met invented", "fought invented"), "utf-8")
    changes = told(look, store, path)
    assert [(one["row"], one["names"]) for one in changes["added"]] == [(3, "event_id_cnty UKR0099")]
    assert "fields" not in changes["added"][0]
    (changed,) = changes["changed"]
    assert (changed["row"], changed["names"], [each["field"] for each in changed["fields"]]) == (
        2, "event_id_cnty UKR0001", ["summary"],
    )  # fmt: skip
    assert "met invented" in changed["fields"][0]["from"]
    assert "fought invented" in changed["fields"][0]["to"]
    (proposed,) = changes["proposed"]
    assert (proposed["row"], proposed["item_id"]) == (4, item_id)
    assert {(each["field"], each["from"], each["to"]) for each in proposed["fields"]} == {
        ("event_start", "2022-12-17", "2022-12-18"),
        ("event_end", "2022-12-23", "2022-12-24"),
        ("date_text", "2022-12-20", "2022-12-21"),
    }
    (withdrawn,) = changes["withdrawn"]
    assert (withdrawn["row"], withdrawn["names"]) == (None, "event_id_cnty UKR0002")
    assert withdrawn["says"].startswith("Combat: Bakhmut, 2022-12-28")


def test_more_rows_than_are_told_are_counted(look, store, monkeypatch):
    monkeypatch.setattr("muster.ingest.changes.MOST_KEPT", 2)
    plain = look("acled_new_order.csv", store).to_plain()
    assert (len(plain["changes"]["added"]), plain["changes_not_listed"]) == (2, {"added": 5})


def test_a_row_that_became_faulty_is_not_withdrawn(look, store, tmp_path):
    take(look, store)
    text = (FILES / "acled_new_order.csv").read_text("utf-8").replace("UKR0003,2022-12-20", "UKR0003,soon")
    (tmp_path / "acled_new_order.csv").write_text(text, "utf-8")
    kept = take(look, store, tmp_path / "acled_new_order.csv")
    assert (kept.withdrawn, kept.unchanged) == (0, 6)


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
