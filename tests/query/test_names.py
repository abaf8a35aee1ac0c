"""Which names of the data a person should look at, and which a judgement covers."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from muster.model import Dataset
from muster.query.names import judgement_on, names_of, to_settle
from muster.store import Context, Store
from muster.tables import load


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path / "store.sqlite"))


def rewrite(folder: Path, claim_id: str, **cells: str) -> Dataset:
    """Change one claim of a data set and read it again."""
    file = folder / "claims.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    for row in rows:
        if row["claim_id"] == claim_id:
            row.update(cells)
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return load(folder)


def test_every_name_of_the_shipped_data_is_settled_or_has_a_reason(shipped: Dataset) -> None:
    names = names_of(shipped)
    written = {(c.document_id, c.place_text) for c in shipped.claims if c.place_text}
    assert {(item.document_id, item.name) for item in names} <= written
    assert sum(len(item.claims) for item in names) == sum(bool(c.place_text) for c in shipped.claims)
    for item in names:
        settled = item.resolution.place is not None and item.place_ids == (item.resolution.place.place_id,)
        assert (item.reason is None) == settled


def test_the_shipped_queue_has_the_sergeevka_that_a_person_chose_and_not_vladivostok(
    shipped: Dataset,
) -> None:
    waiting = {item.name: item.reason for item in to_settle(shipped, ())}
    assert waiting["Sergeevka training ground in Primorsky Krai"] == "could be several"
    assert waiting["the front lines"] == "not known"
    assert "Vladivostok" not in waiting


def test_a_judgement_takes_a_name_off_the_queue_in_its_document(shipped: Dataset, store: Store) -> None:
    before = to_settle(shipped, store.all_current())
    item = next(item for item in before if item.name == "Blagoveshchensk")
    store.record(item.name, context=Context(item.document_id), place_id="blagoveshchensk", who="Ada")
    after = to_settle(shipped, store.all_current())
    assert [i.item_id for i in after] == [i.item_id for i in before if i != item]


def test_a_judgement_of_another_country_or_document_covers_nothing(shipped: Dataset, store: Store) -> None:
    item = next(item for item in to_settle(shipped, ()) if item.name == "Blagoveshchensk")
    store.record(item.name, context=Context("another"), place_id="blagoveshchensk", who="Ada")
    store.record(item.name, context=Context(country="UA"), place_id="blagoveshchensk", who="Ada")
    assert judgement_on(item, store.all_current()) is None
    kept = store.record(item.name, context=Context(country="RU"), place_id="blagoveshchensk", who="Ada")
    assert judgement_on(item, store.all_current()) == kept


def test_a_claim_without_a_place_comes_first(folder: Path) -> None:
    claim = next(c for c in load(folder).claims if c.place_text and c.place_id)
    blank = {"place_id": "", "geo_precision": "", "place_role": "", "place_basis": ""}
    changed = rewrite(folder, claim.claim_id, **blank)
    first = to_settle(changed, ())[0]
    assert (first.name, first.reason) == (claim.place_text, "no place yet")


@pytest.mark.parametrize("text", ["x" * 300, "Lgov\u202e", "🎯", "\u200b"])
def test_a_text_that_can_be_no_name_is_in_the_queue_and_never_an_exception(folder: Path, text: str) -> None:
    claim = next(c for c in load(folder).claims if c.place_text and c.place_id)
    changed = rewrite(folder, claim.claim_id, place_text=text)
    item = next(item for item in to_settle(changed, ()) if item.name == text)
    assert item.reason == "not known"
