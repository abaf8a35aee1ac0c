"""Whatever came in and was accepted, of any format or an article, is recognised when our export of it comes back."""

from __future__ import annotations

import pytest
from import_files import take

from muster.dates import parse_span
from muster.export.claims import write_claims
from muster.ingest import review
from muster.ingest.article import extract_with
from muster.ingest.articles import Article, keep
from muster.ingest.merge import with_accepted
from muster.query import Selection
from muster.vocabulary import Kind

FILES = ["acled_new_order.csv", "ucdp_mixed.csv", "timemap.json", "geoconfirmed.kml", "features.geojson"]
TEXT = """Drills at the river town

The regional guard service said that 730 North Korean soldiers were training in Khabarovsk on 19 October 2024.

Some 1,500 troops may be in the Kursk region, the ministry said on Friday.
"""


@pytest.mark.parametrize("ending", [".csv", ".geojson", ".parquet"])
def test_all_that_was_accepted_is_there_already_when_it_comes_back(look, store, shipped, tmp_path, ending):
    for file in FILES:
        kept = take(look, store, file)
        review.accept_all(store, shipped, kept.import_id, who="Bo", kind=Kind.PRESENCE)
    published = parse_span("2024-10-28")
    drafts = extract_with("rules", shipped, TEXT, published=published, publisher="The Courier")
    read = keep(store, shipped, Article(TEXT, published, "The Courier"), drafts, who="Ada")
    review.accept_all(store, shipped, read.import_id, who="Bo", kind=Kind.PRESENCE)
    joined = with_accepted(shipped, store)
    assert len(joined.claims) > len(shipped.claims) + 20
    write_claims(joined, Selection(), tmp_path / f"v{ending}")
    made = look(tmp_path / f"v{ending}", store)
    assert (made.findings, made.to_plain()["changes"]["proposed"]) == ([], [])
    assert (made.kept.news, made.kept.unchanged) == (0, len(joined.claims))
