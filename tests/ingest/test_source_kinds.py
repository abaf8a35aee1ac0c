"""A new source is of the kind that its name tells; nobody who is named is called unattributed."""

from __future__ import annotations

import pytest

from muster.ingest import review
from muster.ingest.draft import Draft
from muster.ingest.merge import with_accepted
from muster.ingest.source_kinds import kind_of_name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("South Korea's spy agency", "intelligence_service"),
        ("Security Service of Ukraine", "intelligence_service"),
        ("UK Defence Intelligence", "intelligence_service"),
        ("Japan's Ministry of Defense", "government"),
        ("a senior U.S. official", "government"),
        ("Donetsk regional governor", "government"),
        ("Russian police", "government"),
        ("Attorney General", "government"),
        ("Seoul", "government"),
        ("the Philippines", "government"),
        ("General Staff of the Armed Forces of Ukraine", "military"),
        ("South Korea's Joint Chiefs of Staff", "military"),
        ("Secretary General of NATO", "alliance"),
        ("EU", "alliance"),
        ("United Nations", "alliance"),
        ("Japanese lawmakers", "lawmaker"),
        ("The Washington Post", "media"),
        ("Yonhap", "media"),
        ("Major League News", "media"),
        ("Korea Institute for Defense Analyses", "think_tank"),
        ("Conflict Intelligence Team", "think_tank"),
        ("Military analysts", "individual"),
        ("a former intelligence officer", "individual"),
        ("Kim Hong-kyun", "individual"),
        ("Wagner", "party"),
        ("Ministry of Defence of Ukraine; Suspilne", "government"),
        ("sources", "unattributed"),
        ("two anonymous sources", "unattributed"),
        ("", "unattributed"),
    ],
)
def test_the_words_of_a_name_tell_its_kind(name, kind):
    assert kind_of_name(name) == kind


def test_the_sources_of_the_shipped_data_are_told_as_a_person_told_them(shipped):
    told = {source.name: kind_of_name(source.name) for source in shipped.sources.values()}
    other = [source.name for source in shipped.sources.values() if told[source.name] is not source.kind]
    # Who is a party to the matter no name tells.
    assert other == ["North Korea"]
    assert told["North Korea"] == "government"


@pytest.mark.parametrize(
    ("change", "kind"),
    [({}, "intelligence_service"), ({"originator_kind": "media"}, "media"), ({"originator": "NHK"}, "media")],
)
def test_a_new_originator_has_the_kind_of_its_name_or_what_the_reviewer_says(  # noqa: PLR0917 - fixtures
    look, store, shipped, tmp_path, change, kind
):
    (tmp_path / "one.csv").write_text(
        "place,country,date,kind,source\nKhabarovsk,RU,2024-10-19,presence,Norwegian Intelligence Service\n",
        "utf-8",
    )
    look(tmp_path / "one.csv", store).accept(store, who="Ada")
    (row,) = review.queue(store, shipped)
    number, item = row.revision.number, row.revision.item_id
    if change:
        number = review.correct(store, item, change, number=number, who="Ada").number
    review.accept(store, shipped, item, number=number, who="Ada")
    after = with_accepted(shipped, store)
    (made,) = [claim for claim in after.claims if claim not in shipped.claims]
    assert after.sources[made.originator_id].kind == kind
    assert Draft.from_plain(store.ledger.get(item).content).originator == change.get(
        "originator", "Norwegian Intelligence Service"
    )
