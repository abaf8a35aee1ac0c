"""What a reviewer writes is checked as the tables are: whatever was accepted can be written and loaded again."""

from __future__ import annotations

import pytest

from muster.check import load_checked
from muster.errors import IngestError
from muster.export.tables import write_tables
from muster.ingest import review
from muster.ingest.merge import join_accepted, with_accepted

ROW = "place,country,date,kind,text\nXyzzyqq,RU,2024-11-05,presence,Troops\n"
PEOPLE = {"count_unit": "people", "count_scope": "place"}


@pytest.fixture
def draft(look, store, shipped, tmp_path):
    """Return the one draft that waits, at a place that nobody knows."""
    (tmp_path / "a.csv").write_text(ROW, "utf-8")
    look(tmp_path / "a.csv", store).accept(store, who="Ada")
    (waiting,) = review.queue(store, shipped)
    return waiting.revision.item_id


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"count_best": -5, **PEOPLE}, "the number -5 is not between"),
        ({"count_best": 10**20, **PEOPLE}, "is not between 0 and 999,999,999,999"),
        ({"credibility": 0}, "the credibility is 0; choose 1 to 6"),
        ({"date_precision": 9}, "how exact the days are is 9; choose 1 to 5"),
        ({"troop_origin": "korea"}, "is no country code"),
        ({"summary": "a\x00b"}, "what it says holds a control character"),
        ({"stance": "denies", "unasserted": "x\x07y"}, "what it answers holds a control character"),
        ({"lat": 95.0, "lon": 36.0, "geo_precision": 2}, "lies off the Earth"),
        ({"lat": 50.0, "geo_precision": 2}, "one half of the coordinate is blank"),
        ({"lat": 50.0, "lon": 36.0}, "how exact the coordinate is is open"),
        ({"lat": 50.0, "lon": 36.0, "geo_precision": 6}, "6, does not fit a coordinate; choose 5 or 7"),
        ({"lat": 50.0, "lon": 36.0, "geo_precision": 2, "radius_m": -5}, "the radius, -5 m, is none"),
        ({"place_id": "kursk-oblast", "geo_precision": 2}, "2, does not fit kursk-oblast; choose 4"),
        ({"place_id": "gn-713174", "geo_precision": 1}, "1, does not fit gn-713174; choose 2"),
        ({"assertion_id": "nis-1500"}, "is said by somebody else: name one of the two"),
        ({"statement_id": "a b"}, "is no id; use letters, digits"),
    ],
)
def test_what_the_tables_could_not_hold_is_not_accepted_and_says_why(store, shipped, draft, changes, why):
    with pytest.raises(IngestError, match=why) as refused:
        review.accept(store, shipped, draft, number=1, who="Bo", changes=changes)
    assert "\n" not in str(refused.value)
    review.correct(store, draft, changes, number=1, who="Bo")
    (waiting,) = review.queue(store, shipped)
    assert any(why in fault for fault in waiting.faults)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"kind": "parade"}, "kind: 'parade' is no value of it; there are presence, training"),
        ({"count_best": "abc"}, "count_best: 'abc' is no whole number"),
        ({"event_start": "soon"}, "event_start: 'soon' is no day; write it like 2024-10-18"),
        ({"lat": "nan"}, "lat: 'nan' is no number"),
        ({"lon": "inf"}, "lon: 'inf' is no number"),
        ({"claim_id": "A02a"}, "claim_id cannot be edited"),
    ],
)
def test_what_is_no_value_of_its_field_is_told_by_the_field(store, draft, changes, why):
    with pytest.raises(IngestError, match=why):
        review.correct(store, draft, changes, number=1, who="Bo")


@pytest.mark.parametrize(
    "changes",
    [
        {"place_id": "kursk"}, {"place_id": "kursk-oblast"}, {"place_id": "kursk", "place_text": None},
        {"lat": 50.0, "lon": 36.0, "geo_precision": 2}, {"lat": 44.0, "lon": -40.0, "geo_precision": 7},
        {"lat": 44.0, "lon": -40.0, "geo_precision": 5, "radius_m": 1000.0}, {"assertion_id": "nis-1500", "originator_id": "nis"},
    ],
)  # fmt: skip
def test_whatever_was_accepted_is_written_as_tables_that_load_again(store, shipped, draft, changes, tmp_path):
    review.accept(store, shipped, draft, number=1, who="Bo", changes=changes)
    merged = with_accepted(shipped, store)
    assert len(merged.claims) == len(shipped.claims) + 1
    write_tables(merged, tmp_path / "out")
    assert load_checked(tmp_path / "out").claims == merged.claims


def test_two_totals_of_one_statement_are_set_aside_and_the_tables_can_be_written(
    store, shipped, draft, tmp_path
):
    total = {"count_best": 700, "count_unit": "people", "count_scope": "statement"}
    made = review.split(
        store,
        draft,
        [{"place_id": "kursk", **total}, {"place_id": "bryansk-oblast", **total}],
        number=1,
        who="Bo",
    )
    for row in made:
        review.accept(store, shipped, row.item_id, number=row.number, who="Bo")
    assert join_accepted(shipped, store).set_aside == ()
    last = store.ledger.get(made[1].item_id)
    review.correct(store, last.item_id, {"count_best": 800}, number=last.number, who="Bo")
    joined = join_accepted(shipped, store)
    (aside,) = joined.set_aside
    assert (aside.item_id, "has another: write the same on each" in aside.why) == (last.item_id, True)
    write_tables(joined.dataset, tmp_path / "out")


@pytest.mark.parametrize("command", [["review"], ["review", "accept"], ["review", "reject", "--why", "x"]])
def test_an_import_that_was_never_made_is_told(muster, draft, command):
    from click.testing import CliRunner

    from muster.cli import cli
    from muster.errors import StoreError

    done = CliRunner().invoke(cli, [*command, "--import", "nope"])
    assert isinstance(done.exception, StoreError)
    assert str(done.exception) == "there is no import 'nope'; muster import says which it made."
