"""The timeline page as Streamlit runs it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from opening import open_at, texts
from streamlit.testing.v1 import AppTest

from muster.ui import state
from muster.ui.places_to_go import TIMELINE
from muster.ui.state import View
from muster.ui.timeline import plot
from muster.web import site

OCT_18 = float(date(2024, 10, 18).toordinal())


def open_page(app: AppTest, **params: str) -> AppTest:
    return open_at(app, TIMELINE, **params)


def test_all_assertions_are_told_in_words_and_in_a_table_beside_the_chart(app: AppTest) -> None:
    open_page(app)
    assert any("Timeline of 36 assertions in 14 lanes" in text for text in texts(app))
    assert len(app.dataframe[0].value) == 36
    assert any("51 of 93 claims on the timeline" in text for text in texts(app))


def test_an_address_brings_lanes_days_and_the_open_claim_back(app: AppTest) -> None:
    open_page(app, lanes="place", bars="report", row="C03a", **{"from": "2024-10-08", "to": "2024-10-13"})
    assert app.query_params["lanes"] == "place"
    assert app.query_params["from"] == "2024-10-08"
    assert "What was clicked" in texts(app)


def test_a_click_shows_the_claim_and_all_that_say_the_same(app: AppTest) -> None:
    open_page(app, row="C03a")
    assert "4 more claims say the same" in texts(app)


def test_all_dates_undoes_the_window(app: AppTest) -> None:
    open_page(app, **{"from": "2024-10-16", "to": "2024-10-24", "asof": "2024-10-24"})
    app.button(key="all-dates").click().run()
    assert "from" not in app.query_params
    assert "asof" not in app.query_params


def test_what_is_no_choice_is_told_and_the_page_stands(app: AppTest) -> None:
    open_page(app, lanes="<b>x</b>")
    assert any(text.startswith("lanes: there is no such choice") for text in texts(app))


def test_a_selection_of_nothing_says_so(app: AppTest) -> None:
    open_page(app, originator="-")
    assert "Timeline: no claim fits." in texts(app)


@pytest.mark.parametrize(
    ("brush", "days"),
    [
        ([OCT_18, OCT_18 + 9.9], ("2024-10-18", "2024-10-27")),
        ([OCT_18 + 9.9, OCT_18], ("2024-10-18", "2024-10-27")),
        ([OCT_18 + 0.2, OCT_18 + 1], ("2024-10-18", "2024-10-18")),
    ],
)
def test_a_brush_asks_for_the_days_that_it_touches(
    monkeypatch: pytest.MonkeyPatch, brush: list[float], days: tuple[str, str]
) -> None:
    monkeypatch.setattr(state, "push", lambda _: None)
    view = View()
    plot.hear(site.dataset(), view, {"selection": {"window": {"x": brush}, "bar": []}})
    assert (str(view.selection.event_from), str(view.selection.event_to)) == days


@pytest.mark.parametrize(
    "told",
    [None, {}, {"selection": 3}, {"selection": {"window": {"x": ["a", 2]}}}, {"selection": {"window": {"x": [1e99, 2e99]}}},
     {"selection": {"bar": [{"id": "nobody"}]}}, {"selection": {"bar": "C03a"}}],
)  # fmt: skip
def test_what_the_browser_makes_up_changes_nothing(told: object) -> None:
    view = View()
    plot.hear(site.dataset(), view, told)
    assert json.dumps(view.selection.to_params()) == "{}"
    assert view.desk == {}
