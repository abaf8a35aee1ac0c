"""What was read in an article waits in the one queue; the words that gave each field go along."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from muster.dates import DateSpan
from muster.errors import ArticleError
from muster.ingest.article import extract
from muster.ingest.articles import Article, keep, propose
from muster.ingest.draft import Draft
from muster.ingest.review import accept, queue
from muster.model import Dataset
from muster.store import Store
from muster.vocabulary import PlaceBasis

TEXT = "The regional guard service said that 730 North Korean soldiers were training in Khabarovsk on 19 October.\n"
DAY = date(2024, 10, 22)


def article(day: date = DAY, text: str = TEXT) -> Article:
    return Article(text, DateSpan(day, day, day.isoformat()), "Town Post", title="Drills")


def drafts_of(dataset: Dataset, given: Article) -> tuple:
    return extract(dataset, given.text, published=given.published, publisher=given.publisher).drafts


def test_a_draft_keeps_its_fields_and_the_words_that_gave_them(shipped: Dataset) -> None:
    ((_, draft),) = propose(shipped, article(), drafts_of(shipped, article()))
    words = {mark.field: draft.sentence[mark.start : mark.end] for mark in draft.highlights}
    assert words["place_text"] == "Khabarovsk"
    assert "730" in words["count_text"]
    assert (draft.place_id, draft.count_best, draft.event_start) == ("khabarovsk", 730, date(2024, 10, 19))
    assert draft.document is not None
    assert (draft.document.publisher, draft.document.published_at) == ("Town Post", "2024-10-22")
    assert Draft.from_plain(draft.to_plain()) == draft


def test_the_same_article_twice_adds_nothing_however_its_lines_are_broken(
    shipped: Dataset, tmp_path: Path
) -> None:
    store = Store(str(tmp_path / "s.sqlite"))
    given = article()
    assert keep(store, shipped, given, drafts_of(shipped, given), who="Ann").added == 1
    again = keep(store, shipped, given, drafts_of(shipped, given), who="Ben")
    assert (again.import_id, again.added, again.unchanged) == (None, 0, 1)
    assert article(text=TEXT.replace(" in ", "\nin ")).digest == given.digest


def test_another_day_of_publication_changes_drafts_and_is_proposed_for_claims(
    shipped: Dataset, tmp_path: Path
) -> None:
    store = Store(str(tmp_path / "s.sqlite"))
    keep(store, shipped, article(), drafts_of(shipped, article()), who="Ann")
    later = article(date(2025, 10, 22))
    assert keep(store, shipped, later, drafts_of(shipped, later), who="Ann").changed == 1
    (waiting,) = queue(store, shipped)
    assert waiting.draft.event_start == date(2025, 10, 19)
    accept(store, shipped, waiting.revision.item_id, number=waiting.revision.number, who="Ann")
    assert keep(store, shipped, article(), drafts_of(shipped, article()), who="Ann").proposed == 1


def test_an_open_day_of_publication_is_refused(shipped: Dataset, tmp_path: Path) -> None:
    given = Article(TEXT, DateSpan(None, None, ""), "Town Post")
    with pytest.raises(ArticleError, match="which day"):
        keep(Store(str(tmp_path / "s.sqlite")), shipped, given, drafts_of(shipped, article()), who="Ann")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"place_text": "Xyzzy"}, "No gazetteer has this name"),
        ({"place_text": "Kamanyola", "candidates": ("gn-3180496",)}, "One place comes near this name"),
        ({"place_text": "Baraka", "candidates": ("gn-1969795", "gn-204405")}, "or none of them"),
        (
            {"place_text": "the town", "place_id": "gn-217831", "place_basis": PlaceBasis.INFERRED},
            "words around",
        ),
    ],
)
def test_a_place_that_was_not_read_for_sure_is_told_as_such(
    shipped: Dataset, fields: dict[str, object], told: str
) -> None:
    (draft,) = drafts_of(shipped, article())
    unsettled = replace(draft, place_id=None, candidates=())
    ((_, made),) = propose(shipped, article(), (replace(unsettled, **fields),))
    assert any(told in note for note in made.notes)
    ((_, sure),) = propose(shipped, article(), (draft,))
    assert sure.notes == ()
