"""`muster import`, `review`, `undo`, `history`, `backup` and `restore` in a terminal."""

from __future__ import annotations

import csv

from click.testing import CliRunner
from import_files import FILES, take

from muster.cli import cli
from muster.errors import StoreError
from muster.ingest import review


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


def test_review_counts_what_it_lists(look, store, shipped, tmp_path, monkeypatch):
    monkeypatch.setenv("MUSTER_STORE", store.location)

    def last_line(*arguments):
        done = CliRunner().invoke(cli, ["review", *arguments])
        assert done.exit_code == 0, done.output
        return done.stdout.splitlines()[-1]

    assert last_line() == "0 wait for a decision."
    path = tmp_path / "acled_new_order.csv"
    path.write_text((FILES / path.name).read_text("utf-8"), "utf-8")
    first = take(look, store, path)
    assert last_line() == "7 wait for a decision."
    assert last_line("--limit", "2") == "2 of 7 that wait for a decision; --limit lists more."
    for row in [one.revision.item_id for one in review.queue(store, shipped) if not one.faults]:
        review.accept(store, shipped, row, number=1, who="Bo")
    assert last_line() == "1 waits for a decision."
    text = path.read_text("utf-8").replace("UKR0003,2022-12-20", "UKR0003,2022-12-21")
    path.write_text(text.replace("met invented", "fought invented"), "utf-8")
    newer = take(look, store, path)
    assert (newer.changed, newer.proposed) == (0, 2)
    told = "3 wait for a decision: 1 draft, and 2 claims that a newer file has otherwise."
    assert last_line() == last_line("--import", first.import_id) == told
    told = "2 wait for a decision: 0 drafts, and 2 claims that a newer file has otherwise."
    assert last_line("--import", newer.import_id) == told
    assert last_line("--state", "accepted") == "6 are accepted."
    assert last_line("--state", "rejected") == "0 are rejected."


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


def test_who_has_no_name_to_be_logged_in_by_is_asked_for_one(muster, monkeypatch):
    def nobody():
        raise KeyError("getpwuid(): uid not found: 12345")

    monkeypatch.delenv("MUSTER_WHO")
    monkeypatch.setattr("getpass.getuser", nobody)
    done = CliRunner().invoke(cli, ["import", str(FILES / "acled_new_order.csv")])
    assert isinstance(done.exception, StoreError)
    assert str(done.exception).endswith("say who does it with --who or MUSTER_WHO.")
