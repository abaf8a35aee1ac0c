"""What the map counts and says, held to what the server says of the same selection."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs

import pytest
from app_server import Server
from visiting import Visit

from muster import paths
from muster.check import load_checked
from muster.query import Selection, answer
from muster.query.facts import shown_claims, summarise
from muster.query.headline import headline_words
from muster.query.presence import presence
from muster.query.roles import size_of
from muster.vocabulary import Bin, Known
from muster.web.order import selection_order
from muster.web.payload import day_number

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
BINS = [str(b) for b in Bin]


@pytest.fixture(scope="module")
def dataset():
    return load_checked(paths.REPOSITORY)


def place(report: dict, place_id: str) -> dict:
    return next(p for p in report["places"] if p["id"] == place_id)


def test_planned_thousands_are_not_drawn_as_present(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?kind=planned")
    v.ready()
    report = v.report()
    assert {p["tone"] for p in report["places"]} == {"planned"}
    assert report["totals"][0] == []
    assert "12,000" in report["totals"][1]
    assert "reported present" not in v.frame.locator(".muster-headline").inner_text()


def test_the_eighteen_deserters_over_two_oblasts_are_eighteen(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?originator=suspilne")
    v.ready()
    report = v.report()
    assert place(report, "kursk-oblast")["figure"] == 18
    assert place(report, "bryansk-oblast")["figure"] == 18
    assert report["totals"][0] == ["18 over 2 places"]
    assert v.frame.locator(".muster-figure strong").all_text_contents() == ["18 over 2 places"]
    labels = v.frame.locator(".muster-label span").all_text_contents()
    assert any("18 over 2 places" in words for words in labels)


ORDERED = """([filters, from, to, asOf, undated]) => {
  const f = muster.frame;
  Object.assign(f, { from, to, asOf, undated });
  f.claims.choose(filters, asOf);
  f.show();
  return f.report();
}"""


def test_the_layer_and_the_server_put_every_claim_in_the_same_bin(
    server: Server, visit: Open, dataset
) -> None:
    v = visit(server.url)
    v.ready()
    by_address = ("", "asof=2024-10-24&from=2024-10-01&to=2024-10-31&tier=core", "claim=-")
    for query in (
        "",
        "from=2024-10-16&to=2024-10-24",
        "to=2024-10-13",
        "from=2024-10-20&to=2024-10-31",
        "from=2023-01-01&to=2023-12-31&undated=0",
        "from=2015-01-01&to=2015-12-31",
        "to=2024-10-07",
        "to=2024-10-08&originator=gur",
        "from=2024-10-25",
        "from=2024-10-16&to=2024-10-16&undated=0",
        "originator=nis,gur&kind=presence,training",
        "stance=denies,doubts",
        "publisher=dxb-news-network",
        "asof=2024-10-17",
        "asof=2024-10-19",
        "asof=2024-10-20",
        "asof=2024-10-24",
        "asof=2024-10-30&to=2024-10-16",
        "asof=2024-11-07",
        "asof=2024-10-24&originator=nis,south-korean-lawmakers,us-defense-secretary,nato",
        "asof=2024-10-24&from=2024-10-01&to=2024-10-31&tier=core",
        "place=khabarovsk,ussuriysk",
        "credibility=2",
        "credibility=6&reliability=F",
        "claim=A05a,A08a,C04a,E01a",
        "claim=A05a,C03a&from=2024-10-14&to=2024-10-20&asof=2024-10-24",
        "claim=-",
    ):
        params = {key: values[0] for key, values in parse_qs(query).items()}
        selection = Selection.from_params(params)
        expected = answer(dataset, selection)
        if query in by_address:
            v.go(f"{server.url}/?{query}")
            report = v.report()
        else:
            days = map(day_number, (selection.event_from, selection.event_to, selection.as_of))
            report = v.frame.evaluate(
                ORDERED, [selection_order(dataset, selection), *days, selection.undated]
            )
        assert {b: report["tally"][b] for b in BINS} == {str(b): n for b, n in expected.tally.items()}, query
        perhaps = [r for r in expected.rows if r.bin is Bin.SHOWN and r.known is Known.POSSIBLY]
        assert report["tally"]["perhaps"] == len(perhaps), query
        for summary in report["places"]:
            facts = summarise(dataset, selection, shown_claims(dataset, expected), summary["id"])
            where = (query, summary["id"])
            assert summary["origins"] == facts.origins, where
            assert set(summary["rows"]) == set(facts.rows), where
            assert summary["figure"] == (size_of(facts.figures[0].claim) if facts.figures else None), where
            assert set(summary["elsewhere"]) >= set(facts.elsewhere), where
            assert summary["age"] == facts.age_days, where
            assert summary["documents"] == len(facts.documents), where
        assert report["sentence"] == headline_words(dataset, selection), query
        ages = {p.place_id: p.age_days for p in presence(dataset, selection)}
        assert {p["id"]: p["age"] for p in report["places"] if p["rows"]}.items() <= ages.items(), query


def test_after_the_event_nothing_of_it_is_drawn_as_present(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?from=2024-10-20&to=2024-10-31&undated=0")
    v.ready()
    report = v.report()
    ussuriysk = place(report, "ussuriysk")
    assert (ussuriysk["tone"], ussuriysk["rows"], ussuriysk["elsewhere"]) == ("elsewhere", [], ["B13b"])
    assert report["totals"][0] == ["over 7,000", "up to 3,000"]
    assert "russian-far-east" not in {p["id"] for p in report["places"]}
    assert v.frame.locator(".muster-window-detail").inner_text().endswith("dated outside by another report")
    v.go(server.url + "/?from=2023-01-01&to=2023-12-31&undated=0")
    # What ends "not after" a day of 2024 may have begun at any time; the pictures and the 1,500 have their days.
    assert v.report()["totals"] == [["over 7,000", "up to 3,000"], []]
    headline = v.frame.locator(".muster-headline").inner_text()
    assert "No number\nreported present in these days" in headline
    assert "up to 3,000 or over 7,000 by claims that name no first day" in headline
    assert "possibly in these days" not in headline
    assert "1,500" not in headline


def test_up_to_is_no_lower_end_of_a_range(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?originator=gur,south-korean-lawmakers")
    v.ready()
    assert v.frame.locator(".muster-figure strong").all_text_contents() == [
        "up to 3,000 or over 7,000",
        "up to 10,000",
    ]


def test_the_plan_of_the_nis_stays_its_own_whatever_a_later_article_repeats(
    server: Server, visit: Open
) -> None:
    v = visit(server.url + "/?from=2024-10-16&to=2024-10-24", width=1920, height=1080)
    v.ready()
    headline = v.frame.locator(".muster-headline").inner_text()
    assert "12,000 (South Korea NIS)" in headline
    assert "Blackburn" not in headline
    assert "dated in these days: about 400 at Ussuriysk (South Korea NIS)" in headline


def test_what_was_only_possibly_said_is_not_drawn_as_said(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?asof=2024-10-19")
    v.ready()
    assert place(v.report(), "khabarovsk")["certain"] is False
    assert place(v.report(), "russian-far-east")["certain"] is True
    assert "possibly not yet said by then" in v.frame.locator(".muster-headline").inner_text()


def test_a_place_is_disputed_only_where_all_that_is_said_of_it_is(server: Server, visit: Open) -> None:
    v = visit(server.url)
    v.ready()
    report = v.report()
    assert place(report, "kursk-oblast")["disputed"] is False
    assert place(report, "bryansk-oblast")["disputed"] is True


def test_the_headline_says_when_its_figures_only_may_lie_in_the_window(server: Server, visit: Open) -> None:
    v = visit(server.url + "/?from=2024-10-08&to=2024-10-24&undated=0")
    v.ready()
    assert "reported present, possibly in these days" in v.frame.locator(".muster-headline").inner_text()
    v.go(server.url + "/?from=2024-10-08&to=2024-10-13&undated=0&originator=nis&kind=presence")
    assert v.report()["totals"][0] == ["about 1,500"]
    headline = v.frame.locator(".muster-headline").inner_text()
    assert "reported present" in headline
    assert "possibly" not in headline
