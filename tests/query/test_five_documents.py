"""The five documents, counted by hand: as known on three days and with everything."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from muster.model import Dataset
from muster.query import Selection, news
from muster.query.plain import (
    disagreements_json,
    echoes_json,
    news_json,
    presence_json,
    sources_json,
    strength_json,
    tally_json,
)

OCT_19, OCT_24, NOV_7 = date(2024, 10, 19), date(2024, 10, 24), date(2024, 11, 7)
EVERYTHING = None


def known(day: date | None, **asked: Any) -> Selection:
    return Selection(as_of=day, **asked)


def places(dataset: Dataset, selection: Selection) -> dict[str, dict[str, Any]]:
    return {row["place_id"]: row for row in presence_json(dataset, selection)["places"]}


def figure(low: int | None, best: int | None, high: int | None, *claims: str) -> dict[str, Any]:
    return {"low": low, "best": best, "high": high, "claims": list(claims)}


NIS_BY_OCT = ("A08a", "C03a", "D02a")
NIS_ALL = ("A08a", "B01a", "B05a", "C03a", "D02a")


@pytest.mark.parametrize(
    ("day", "present", "planned"),
    [
        (OCT_19, figure(1500, 1500, 1500, *NIS_BY_OCT), figure(12000, 12000, 12000, "A09a")),
        (
            OCT_24,
            figure(1500, None, 7000, "A08a", "C03a", "C04a", "D02a", "E01a"),
            figure(10000, None, 12000, "A09a", "C05a"),
        ),
        (
            NOV_7,
            figure(1500, None, 7000, *NIS_ALL[:3], "C03a", "C04a", "D02a", "E01a"),
            figure(10000, None, 12000, "A09a", "B02a", "B06a", "C05a"),
        ),
        (
            EVERYTHING,
            figure(1500, None, 7000, *NIS_ALL[:3], "C03a", "C04a", "D02a", "E01a"),
            figure(10000, None, 12000, "A09a", "B02a", "B06a", "C05a"),
        ),
    ],
)
def test_the_strength_is_what_stands_and_nothing_is_added_up(shipped, day, present, planned):
    answer = strength_json(shipped, known(day))
    assert answer["present"] == present
    assert answer["planned"] == planned


def test_before_the_report_of_the_gur_the_1500_are_the_lower_end_of_up_to_3000(shipped):
    """As the headline of 24 October has it, with what the NIS and the lawmakers say alone."""
    asked = known(OCT_24, originators=("nis", "south-korean-lawmakers"))
    present = strength_json(shipped, asked)["present"]
    assert present == figure(1500, None, 3000, "A08a", "C03a", "C04a", "D02a")


@pytest.mark.parametrize(("day", "documents"), [(OCT_19, 3), (OCT_24, 3), (NOV_7, 4), (EVERYTHING, 4)])
def test_the_1500_of_the_nis_are_one_origin_however_many_documents_carry_them(shipped, day, documents):
    (echo,) = [e for e in echoes_json(shipped, known(day)) if e["assertion_id"] == "nis-1500"]
    assert echo["originator"] == "nis"
    assert len(echo["documents"]) == documents
    assert echo["first_published"] == "2024-10-18"
    alone = known(day, originators=("nis",))
    assert {row["originators"] for row in places(shipped, alone).values()} == {1}


def test_what_each_carrier_of_the_1500_changed(shipped):
    (echo,) = [e for e in echoes_json(shipped, known(EVERYTHING)) if e["assertion_id"] == "nis-1500"]
    assert echo["claims"] == list(NIS_ALL)
    told = {(change["claim_id"], change["change"]) for change in echo["changes"]}
    assert told == {
        ("A08a", "place made coarser"),
        ("A08a", "date dropped"),
        ("B01a", "“about” lost"),
        ("B01a", "place made coarser"),
        ("B01a", "date made vaguer"),
        ("B05a", "“about” lost"),
        ("B05a", "place made coarser"),
        ("B05a", "date made vaguer"),
        ("D02a", "place made coarser"),
        ("D02a", "date made vaguer"),
    }


def test_a_later_article_drops_the_number_of_the_pictures(shipped):
    (echo,) = [e for e in echoes_json(shipped, known(EVERYTHING)) if e["assertion_id"] == "nis-img-ussuriysk"]
    assert {"claim_id": "B13b", "document_id": "001-troop-deployment", "change": "number dropped",
            "from": "about 400", "to": None} in echo["changes"]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "is_there"), [(OCT_19, False), (OCT_24, True), (NOV_7, True), (EVERYTHING, True)]
)
def test_the_18_stand_over_two_oblasts_and_are_not_36(shipped, day, is_there):
    rows = places(shipped, known(day))
    for oblast in ("kursk-oblast", "bryansk-oblast"):
        assert (oblast in rows) is is_there
        if is_there:
            assert (rows[oblast]["count_low"], rows[oblast]["count_best"], rows[oblast]["count_high"]) == (
                18,
                18,
                18,
            )
    both = strength_json(shipped, known(day, kinds=("desertion",)))["present"]
    assert both == (figure(18, 18, 18, "C07a", "C07b") if is_there else figure(None, None, None))


def test_austin_and_nato_bear_out_the_deployment_and_no_number(shipped):
    russia = {day: places(shipped, known(day))["russia"] for day in (OCT_19, OCT_24, NOV_7, EVERYTHING)}
    assert (russia[OCT_19]["originators"], russia[OCT_19]["status"]) == (1, "reported")
    for day in (OCT_24, NOV_7, EVERYTHING):
        assert (russia[day]["originators"], russia[day]["status"]) == (2, "corroborated")
        assert (russia[day]["count_low"], russia[day]["count_best"], russia[day]["count_high"]) == (
            None,
            None,
            3000,
        )
    theirs = known(EVERYTHING, originators=("us-defense-secretary", "nato"))
    assert strength_json(shipped, theirs)["present"] == figure(None, None, None)


def test_the_1500_count_in_the_far_east_where_the_nis_alone_is_the_origin(shipped):
    far_east = places(shipped, known(EVERYTHING))["russian-far-east"]
    assert (far_east["count_best"], far_east["originators"], far_east["status"]) == (1500, 1, "reported")
    assert (far_east["first_event"], far_east["last_event"]) == ("2024-10-08", "2024-10-13")


def test_the_denial_of_north_korea_is_about_ukraine_and_not_about_kursk(shipped):
    found = disagreements_json(shipped, known(EVERYTHING))
    assert [(d["kind"], d["of"], d["by"]) for d in found] == [
        ("contradicts", "officers-in-ukraine", "nk-denial"),
        ("doubts", "nis-img-ussuriysk", "A07a"),
        ("doubts", "nis-img-khabarovsk", "A07b"),
        ("doubts", "suspilne-18", "C08a"),
        ("declines", "video-18-oct", "D07a"),
        ("denies", "officers-in-ukraine", "nk-denial"),
    ]
    assert "isw-kursk" not in {d["of"] for d in found} | {d["by"] for d in found}
    assert found[0]["scope"].startswith("Scope: troops in Ukraine.")
    rows = places(shipped, known(EVERYTHING))
    assert rows["ukraine"]["status"] == rows["occupied-eastern-ukraine"]["status"] == "disputed, denied"
    assert rows["kursk-oblast"]["status"] == "disputed"  # the 18, by the author; not E09
    assert places(shipped, known(EVERYTHING, originators=("isw",)))["kursk-oblast"]["status"] == "reported"


def test_on_19_october_only_the_pictures_were_doubted(shipped):
    assert [(d["kind"], d["of"]) for d in disagreements_json(shipped, known(OCT_19))] == [
        ("doubts", "nis-img-ussuriysk"),
        ("doubts", "nis-img-khabarovsk"),
        ("declines", "video-18-oct"),
    ]


@pytest.mark.parametrize("day", [OCT_19, OCT_24, NOV_7, EVERYTHING])
def test_nothing_planned_is_present(shipped, day):
    planned = {c.claim_id for c in shipped.claims if c.kind == "planned"}
    answer = strength_json(shipped, known(day))
    for step in [answer, *answer["series"]]:
        assert not planned.intersection(step["present"]["claims"])
        assert planned.issuperset(step["planned"]["claims"])
        assert (step["present"]["high"] or 0) <= 7000
    assert strength_json(shipped, known(day, kinds=("planned",)))["present"] == figure(None, None, None)
    assert places(shipped, known(day, kinds=("planned",))) == {}
    assert not {"front-lines-in-ukraine", "russia-ukraine-border"} & places(shipped, known(day)).keys()


@pytest.mark.parametrize(
    ("day", "counted"),
    [
        (OCT_19, {"background": 42, "not_yet_known": 30, "no_place": 4, "shown": 17}),
        (OCT_24, {"background": 42, "not_yet_known": 14, "no_place": 7, "shown": 30}),
        (NOV_7, {"background": 42, "no_place": 9, "shown": 42}),
        (EVERYTHING, {"background": 42, "no_place": 9, "shown": 42}),
    ],
)
def test_the_tally_adds_up_to_93(shipped, day, counted):
    found = tally_json(shipped, known(day))
    total = found.pop("total")
    assert total == sum(found.values()) == 93
    assert {name: count for name, count in found.items() if count} == counted


def test_what_became_known_between_19_and_24_october(shipped):
    found = news_json(news(shipped, Selection(), OCT_19, OCT_24))
    assert [item["assertion_id"] for item in found["changed"]] == ["lawmakers-3000"]
    assert found["changed"][0]["updates"] == ["nis-1500"]
    fresh = {item["assertion_id"] for item in found["new"]}
    assert {"us-deployment", "nato-deployment", "suspilne-18", "gur-7000", "isw-kursk"} <= fresh
    assert "nis-1500" not in fresh
    assert [(d["kind"], d["of"]) for d in found["contradicted"]] == [("doubts", "suspilne-18")]


def test_an_article_of_november_carries_the_1500_again_and_is_no_news_of_them(shipped):
    found = news_json(news(shipped, Selection(), OCT_24, NOV_7))
    again = {item["assertion_id"]: item["claims"] for item in found["carried"]}
    assert again["nis-1500"] == ["B01a", "B05a"]
    assert "nis-1500" not in {item["assertion_id"] for item in found["new"]}
    assert [(d["kind"], d["of"]) for d in found["contradicted"]] == [
        ("contradicts", "officers-in-ukraine"),
        ("denies", "officers-in-ukraine"),
    ]


def test_a_document_whose_day_is_not_certain_may_be_news_on_each_of_its_days(shipped):
    found = news_json(news(shipped, Selection(), date(2024, 10, 23), OCT_24))
    assert found["new"] == found["carried"] == []
    possibly = {item["assertion_id"]: item["claims"] for item in found["possibly_new"]}
    assert possibly["suspilne-18"] == ["C07a", "C07b"]  # 23 to 29 October
    assert possibly["isw-kursk"] == ["E09a"]  # 21 October to about 23 November
    assert "nis-1500" not in possibly  # surely said by 19 October
    later = news_json(news(shipped, Selection(), NOV_7, date(2024, 11, 24)))
    possibly = {item["assertion_id"] for item in later["possibly_new"]}
    assert "suspilne-18" not in possibly
    assert {"isw-kursk", "nk-denial"} <= possibly


def test_news_of_a_document_that_may_come_out_later_says_so(shipped):
    found = news_json(news(shipped, Selection(), OCT_19, OCT_24))
    known = {item["assertion_id"]: item["known"] for item in found["new"]}
    assert (known["isw-kursk"], known["us-deployment"]) == ("possibly", "known")
    found = news_json(news(shipped, Selection(), OCT_24, NOV_7))
    assert {item["known"] for item in found["new"]} == {"known"}


def test_the_nis_spoke_first_and_was_borne_out_later_by_the_united_states(shipped):
    rows = {row["source_id"]: row for row in sources_json(shipped, known(EVERYTHING))}
    assert (rows["nis"]["first_said"], rows["nis"]["corroborated_later"]) == ("2024-10-18", 1)
    assert (rows["us-defense-secretary"]["first"], rows["us-defense-secretary"]["corroborated_later"]) == (
        0,
        0,
    )
    assert rows["north-korea"]["claims"] == 1
    assert rows["nis"]["reliability"] == "F"


def test_the_series_is_what_each_day_alone_gives(shipped):
    for step in strength_json(shipped, known(EVERYTHING))["series"]:
        day = date.fromisoformat(step["day"])
        alone = strength_json(shipped, Selection(event_from=day, event_to=day))
        assert (step["present"], step["planned"]) == (alone["present"], alone["planned"])
