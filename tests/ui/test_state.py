"""What the frame says of both clocks is checked on the way in: it comes from a browser."""

from __future__ import annotations

from datetime import date

import pytest

from muster.check import load_checked
from muster.paths import REPOSITORY
from muster.query.selection import newest_day
from muster.ui.state import View, _read_marks, heard, push


def tell(view: View, **value: object) -> View:
    heard(view, {"seq": str(len(view.seen) + 1) + view.seen, **value}, [], [])
    return view


def test_both_clocks_are_heard_and_pushed_back_as_they_were():
    view = tell(View(), **{"from": "2024-10-08", "to": "2024-10-31", "as_of": "2024-10-24"})
    asked = view.selection
    assert (asked.event_from, asked.event_to, asked.as_of) == (
        date(2024, 10, 8),
        date(2024, 10, 31),
        date(2024, 10, 24),
    )
    push(view)
    assert view.pushed == ("2024-10-08", "2024-10-31", "", "", "2024-10-24")


def test_a_window_that_moves_leaves_the_second_clock_only_where_the_frame_says_so():
    view = tell(View(), as_of="2024-10-24")
    assert tell(view, **{"from": "2024-10-08", "as_of": "2024-10-24"}).selection.as_of == date(2024, 10, 24)
    assert tell(view, **{"from": "2024-10-08"}).selection.as_of is None


@pytest.mark.parametrize("text", ["2999-01-01", "9999-12-31"])
def test_nothing_is_known_on_a_day_to_come(text):
    assert tell(View(), as_of=text).selection.as_of == newest_day()


@pytest.mark.parametrize("value", ["24 Oct", 20020, None, ["2024-10-24"], "2024-13-01"])
def test_what_is_no_day_is_everything_known(value):
    assert tell(View(), as_of=value).selection.as_of is None


@pytest.mark.parametrize("spot", ["99,999,3", "86,10,3", "50,541,3", "50,30,0", "50,30,13", "here"])
def test_a_spot_that_the_map_cannot_go_to_is_told(spot):
    view = View()
    assert _read_marks(view, {"map": spot}, load_checked(REPOSITORY)) == [
        f"map: {spot!r} is no spot of the map; it is written lat,lon,zoom, with zoom 1 to 12."
    ]
    assert view.map_spot == ""


@pytest.mark.parametrize("spot", ["50.5,30.25,6", "-85,-540,12"])
def test_a_spot_of_the_map_is_taken(spot):
    view = View()
    assert _read_marks(view, {"map": spot}, load_checked(REPOSITORY)) == []
    assert view.map_spot == spot
