"""Our own export, taken in again: what accepted claims brought is looked up in the store."""

from __future__ import annotations

from dataclasses import replace

import pytest
from click.testing import CliRunner

from muster.cli import cli
from muster.export.claims import write_claims
from muster.export.tables import write_tables
from muster.ingest import review
from muster.ingest.comparing import Kept
from muster.ingest.merge import with_accepted
from muster.ingest.preview import preview
from muster.query import Selection
from muster.store import Store

ROWS = (
    "place,country,date,kind,originator,text,stance\n"
    "Khabarovsk,RU,2024-11-05,presence,An invented office,Troops at the river,\n"
    "Bamako,ML,2024-11-06,presence,An invented bureau,Troops in the capital,\n"
    "Vladivostok,RU,2024-11-07,presence,An invented bureau,No troops in the port,denies\n"
)


def kept(look, store, shipped, folder):
    """Accept three rows, one of which answers what nobody asserts, and return an export of all."""
    (folder / "rows.csv").write_text(ROWS, "utf-8")
    look(folder / "rows.csv", store).accept(store, who="Ada")
    for one in list(review.queue(store, shipped)):
        changes = {"unasserted": "Troops in the port"} if one.draft.stance != "asserts" else None
        review.accept(store, shipped, one.revision.item_id, number=1, who="Ada", changes=changes)
    joined = with_accepted(shipped, store)
    assert write_claims(joined, Selection(), folder / "v.csv") == len(shipped.claims) + 3
    return joined, folder / "v.csv"


def exported(joined, folder, ending):
    path = folder / f"v{ending}"
    if ending == "/geodata/claims.csv":
        write_tables(joined, folder / "v")
    else:
        write_claims(joined, Selection(), path)
    return path


ENDINGS = [".csv", ".geojson", ".gpkg", ".parquet", ".kml", "/geodata/claims.csv"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_our_own_export_is_recognised_as_what_is_here_already(look, store, shipped, tmp_path, ending):
    joined, _ = kept(look, store, shipped, tmp_path)
    before = list(store.ledger.current())
    made = look(exported(joined, tmp_path, ending), store)
    count = len(joined.claims)
    assert (made.format, made.findings, made.duplicates) == ("muster", [], [])
    assert (made.rows, made.accepted, made.kept) == (count, count, Kept(None, 0, 0, 0, count, 0))
    assert made.accept(store, who="Ben").import_id is None
    assert list(store.ledger.current()) == before


def edited(path, *pairs):
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize("ending", [".csv", ".geojson", "/geodata/claims.csv"])
def test_only_what_really_differs_comes_in_and_says_from_what_to_what(look, store, shipped, tmp_path, ending):
    joined, _ = kept(look, store, shipped, tmp_path)
    path = exported(joined, tmp_path, ending)
    old = shipped.claims_by_id["A02a"]
    edited(path, ("Troops at the river", "Troops north of the river"), (old.summary, "In other words."))
    made = look(path, store)
    assert made.kept == Kept(None, 0, 0, 2, len(joined.claims) - 2, 0)
    told = {one["claim_id"]: one["fields"] for one in made.to_plain()["changes"]["proposed"]}
    (ours,) = [c.claim_id for c in joined.claims if c.summary == "Troops at the river"]
    assert told == {
        "A02a": [{"field": "summary", "from": old.summary, "to": "In other words."}],
        ours: [{"field": "summary", "from": "Troops at the river", "to": "Troops north of the river"}],
    }
    made.accept(store, who="Ben")
    waiting = {one.revision.claim_id: one for one in review.queue(store, joined)}
    assert set(waiting) == {"A02a", ours}
    for one in waiting.values():
        review.accept(store, joined, one.revision.item_id, number=one.revision.number, who="Ben")
    after = with_accepted(shipped, store)
    assert after.claims_by_id["A02a"] == replace(old, summary="In other words.")
    assert after.claims_by_id[ours] == replace(joined.claims_by_id[ours], summary="Troops north of the river")
    assert [row.action for row in store.ledger.history(ours)] == ["import", "accept", "propose", "accept"]
    assert look(path, store).kept.news == 0


def test_a_new_row_of_our_own_shape_is_added_and_a_change_that_is_taken_back_is_withdrawn(
    look, store, shipped, tmp_path
):
    path = exported(shipped, tmp_path, ".csv")
    lines = path.read_text("utf-8").splitlines()
    (row,) = [line for line in lines if ",A02a," in line]
    summary = shipped.claims_by_id["A02a"].summary
    other = row.replace(",A02a,", ",A02z,")
    path.write_text("\n".join([lines[0], row.replace(summary, "In other words."), other]) + "\n", "utf-8")
    assert look(path, store).accept(store, who="Ada").added == 1
    path.write_text("\n".join([lines[0], row, other]) + "\n", "utf-8")
    assert look(path, store).accept(store, who="Ada").withdrawn == 1
    assert [one.revision.claim_id for one in review.queue(store, shipped)] == ["A02z"]


@pytest.mark.parametrize("summary", ["'=1+1", "=1+1", "'quoted'", "a\r\nb", " spaced ", "-5"])
def test_a_text_that_a_spreadsheet_would_run_is_the_same_when_it_comes_back(look, shipped, tmp_path, summary):
    changed = replace(shipped.claims[0], summary=summary)
    other = replace(shipped, claims=(changed, *shipped.claims[1:]))
    write_claims(other, Selection(), tmp_path / "v.csv")
    made = preview(tmp_path / "v.csv", other, Store(str(tmp_path / "s.sqlite")))
    assert (made.kept.news, made.kept.unchanged) == (0, len(shipped.claims))
    made.close()


def test_without_the_store_a_row_still_says_what_it_names_in_vain(look, store, shipped, tmp_path):
    _, path = kept(look, store, shipped, tmp_path)
    assert {"document_id", "originator_id"} <= {one.column for one in look(path).findings}


def test_the_terminal_takes_it_too(look, store, shipped, tmp_path, monkeypatch):
    monkeypatch.setenv("MUSTER_STORE", store.location)
    monkeypatch.delenv("MUSTER_DATA", raising=False)
    joined, path = kept(look, store, shipped, tmp_path)
    told = CliRunner().invoke(cli, ["import", str(path), "--who", "Ben"])
    assert told.exit_code == 0, told.output
    count = len(joined.claims)
    assert told.output.splitlines() == [
        f"muster: {count} rows; {count} without a fault.",
        f"0 added, 0 changed, 0 proposed, {count} unchanged, 0 withdrawn.",
    ]
    assert list(review.queue(store, joined)) == []
