"""The page that makes figures, as Streamlit runs it."""

from __future__ import annotations

import pytest
from opening import open_at, texts
from streamlit.testing.v1 import AppTest

from muster.ui.places_to_go import PRESENT
from muster.ui.present.asked import spot_extent


def open_page(app: AppTest, **params: str) -> AppTest:
    return open_at(app, PRESENT, **params)


def refusals(app: AppTest) -> list[str]:
    return [text for text in texts(app) if text.startswith("No figure: ")]


def pictures(app: AppTest) -> list[str]:
    return [image.proto.imgs[0].alt for image in app.get("image")]


def test_it_opens_on_the_view_of_the_address_and_says_which_that_is(app: AppTest) -> None:
    open_page(app, asof="2024-10-24", originator="nis", **{"from": "2024-10-08", "to": "2024-10-13"})
    assert "Happened: 8 to 13 Oct 2024" in texts(app)
    assert "Said: as known on 24 Oct 2024" in texts(app)
    assert any(text.startswith("Only from South Korea NIS") for text in texts(app))
    assert app.query_params["asof"] == "2024-10-24"
    assert "as known on 24 Oct 2024" in pictures(app)[0]


@pytest.mark.parametrize(
    ("kind", "begins"),
    [
        ("map", "Map: "),
        ("timeline", "Timeline: "),
        ("brief", "Map over timeline: "),
        ("frames", "Sequence of maps: "),
    ],
)
def test_each_kind_of_figure_is_drawn_with_a_text_alternative(app: AppTest, kind: str, begins: str) -> None:
    open_page(app, draw=kind, size="480x270")
    assert refusals(app) == []
    assert [text.startswith(begins) for text in pictures(app)] == [True]
    assert "480 × 270 pixels, shown as it will be." in texts(app)


@pytest.mark.parametrize(
    ("kind", "tally"), [("map", "42 shown"), ("timeline", "51 shown"), ("brief", "51 shown")]
)
def test_the_view_is_told_with_the_tally_of_the_figure(app: AppTest, kind: str, tally: str) -> None:
    open_page(app, draw=kind, size="480x270")
    assert [text for text in texts(app) if text.startswith(f"93 claims: {tally}")]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("size", "9x9"),
        ("theme", "neon"),
        ("draw", "pie"),
        ("extent", "<b>Mars</b>"),
        ("extent", "10,50,20,40"),
        ("title", "x" * 601),
        ("title", "\U0001f600"),
    ],
)
def test_a_choice_that_cannot_be_is_one_line_and_no_picture(app: AppTest, name: str, value: str) -> None:
    open_page(app, **{name: value})
    assert len(refusals(app)) == 1
    assert "\n" not in refusals(app)[0]
    assert pictures(app) == []


def test_a_spot_of_the_map_becomes_the_extent_about_it() -> None:
    west, south, east, north = (float(part) for part in spot_extent("0,180,5").split(","))
    assert (west, east) == (155.83, -155.83)
    assert -south == north
    assert spot_extent("") == spot_extent("50,30,1") == ""


def test_the_view_of_a_figure_goes_into_a_story_as_a_map_with_words_that_can_be_changed(app: AppTest) -> None:
    open_page(app, asof="2024-10-24", draw="timeline", title="Mine", at="ussuriysk", play="known,loop")
    app.button(key="add-to-story").click().run()
    assert not app.exception, app.exception
    (step,) = app.session_state["muster-story-draft"].story.steps
    assert (step.title, step.page) == ("Ussuriysk", "map")
    assert step.lines[0] == "Said: as known on 24 Oct 2024"
    assert dict(step.params) == {"asof": "2024-10-24", "at": "ussuriysk", "play": "known,loop"}
