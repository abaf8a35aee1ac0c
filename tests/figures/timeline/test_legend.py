"""A legend explains the marks that are drawn, each of them and no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from muster.figures.timeline.bars import timeline_of
from muster.figures.timeline.legend import entries_of
from muster.model import Dataset
from muster.query import Selection


def _words(dataset: Dataset, originator: str) -> set[str]:
    return {entry.words for entry in entries_of(timeline_of(dataset, Selection(originators=(originator,))))}


def test_an_outline_is_explained_only_where_a_denial_or_doubt_has_days_to_outline(shipped: Dataset) -> None:
    assert "denied or doubted" not in _words(shipped, "north-korea")
    assert "denies" in _words(shipped, "north-korea")
    dated = next(c for c in shipped.claims if c.about and c.event_start)
    assert "denied or doubted" in _words(shipped, dated.originator_id)


def test_what_fades_to_the_right_is_explained_as_what_fades_to_the_left_is(shipped: Dataset) -> None:
    day = date(2024, 10, 20)
    since = tuple(
        replace(c, event_start=day, event_end=None) if c.originator_id == "isw" else c for c in shipped.claims
    )
    assert {"some time after", "some time before"} & _words(replace(shipped, claims=since), "isw") == {
        "some time after"
    }
    assert {"some time after", "some time before"} & _words(shipped, "nato") == {"some time before"}
