"""Whom a written name means: a source of the data set, or somebody new; and what a clock is not."""

from muster.dates import parse_span
from muster.ingest.article import extract


def drafts(dataset, text, head="A headline that says nothing"):
    return list(extract(dataset, f"{head}\n\n{text}", published=parse_span("2024-11-08")).drafts)


def originators(dataset, text, **more):
    return [draft.originator for draft in drafts(dataset, text, **more)]


def test_a_clock_makes_no_claim_and_no_people(shipped):
    assert drafts(shipped, "The 810th Brigade fired 300 rockets at 14:30.") == []
    (draft,) = drafts(shipped, "Russia's 810th Brigade attacked at 6:45 with soldiers near Sudzha.")
    assert not draft.has_count
    assert draft.place_text == "Sudzha"
