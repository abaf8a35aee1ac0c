"""Our own export, taken in again: what accepted claims brought is looked up in the store."""

from __future__ import annotations

from click.testing import CliRunner

from muster.cli import cli
from muster.export.claims import write_claims
from muster.ingest import review
from muster.ingest.merge import with_accepted
from muster.query import Selection

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


def test_every_row_of_our_own_export_is_taken_and_stays_the_claim_that_it_was(look, store, shipped, tmp_path):
    joined, path = kept(look, store, shipped, tmp_path)
    made = look(path, store)
    assert (made.findings, made.accepted) == ([], len(joined.claims))
    made.accept(store, who="Ben")
    ids = {claim.claim_id for claim in joined.claims} - {claim.claim_id for claim in shipped.claims}
    again = [one for one in review.queue(store, joined) if one.revision.claim_id in ids]
    assert [one.faults for one in again] == [()] * 3
    for one in again:
        review.accept(store, joined, one.revision.item_id, number=1, who="Ben")
    after = with_accepted(shipped, store)
    assert {c.claim_id: c for c in after.claims} == {c.claim_id: c for c in joined.claims}


def test_without_the_store_a_row_still_says_what_it_names_in_vain(look, store, shipped, tmp_path):
    _, path = kept(look, store, shipped, tmp_path)
    assert {"document_id", "originator_id"} <= {one.column for one in look(path).findings}


def test_the_terminal_takes_it_too(look, store, shipped, tmp_path, monkeypatch):
    monkeypatch.setenv("MUSTER_STORE", store.location)
    monkeypatch.delenv("MUSTER_DATA", raising=False)
    joined, path = kept(look, store, shipped, tmp_path)
    told = CliRunner().invoke(cli, ["import", str(path), "--who", "Ben"])
    assert told.exit_code == 0, told.output
    (waiting,) = [one for one in review.queue(store, joined) if one.draft.summary == "Troops at the river"]
    told = CliRunner().invoke(cli, ["review", "accept", waiting.revision.item_id, "--who", "Ben"])
    assert (told.exit_code, told.output.splitlines()[0]) == (0, "1 accepted; 0 still have something open.")
