"""A briefing told with the keys: from the page and from inside the map, and left where it stands."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.browser
FIRST, LAST = "18 October: the first report", "What five documents come to"


def asked(v):
    return {key: values[0] for key, values in parse_qs(urlsplit(v.page.url).query).items()}


def told(v, step):
    v.page.wait_for_function(
        "step => (document.querySelector('.st-key-story_steps')?.innerText ?? '').includes(step)",
        arg=f"{step} of 8",
    )
    v.ready()


def test_a_story_is_stepped_with_the_keys_and_each_view_is_its_own(server, visit):
    v = visit(f"{server.url}/stories", width=1920, height=1080)
    v.page.get_by_role("button", name="Tell it").click(timeout=60_000)
    told(v, 1)
    assert v.page.locator(".st-key-story_words").inner_text().startswith(FIRST)
    assert asked(v)["asof"] == "2024-10-18"
    assert v.frame.evaluate("() => muster.frame.map.getCenter().lat.toFixed(1)") == "47.5"
    frame = v.frame
    v.page.keyboard.press("ArrowRight")
    told(v, 2)
    assert asked(v)["from"] == asked(v)["to"] == "2024-10-16"
    assert v.frame == frame, "the map is not loaded anew"
    v.page.keyboard.press("PageUp")
    told(v, 1)
    assert "from" not in asked(v)


def test_the_keys_work_from_inside_the_map_and_the_story_ends_on_its_view(server, visit):
    v = visit(f"{server.url}/?at=ukraine&present=1&story=five-documents&step=7", width=1920, height=1080)
    told(v, 7)
    v.frame.evaluate("() => document.querySelector('.leaflet-container').focus()")
    v.page.keyboard.press("PageDown")
    told(v, 8)
    assert v.page.locator(".st-key-story_words").inner_text().startswith(LAST)
    assert v.report()["tally"]["shown"] == 42
    v.frame.evaluate("() => document.querySelector('.leaflet-container').focus()")
    v.page.keyboard.press("Escape")
    v.page.wait_for_selector(".st-key-story", state="detached")
    v.settled()
    assert not {"story", "step", "present"} & set(asked(v))


def test_a_story_that_is_not_here_is_said_and_its_view_is_shown(server, visit):
    v = visit(f"{server.url}/?at=kursk-oblast&story=gone&step=2")
    v.ready()
    assert "The story of this link is not here" in v.page.locator(".st-key-story_gone").inner_text()
    assert "Kursk Oblast" in v.page.locator(".st-key-panel").inner_text()


def test_a_view_is_made_into_a_story_and_kept(server, visit):
    v = visit(f"{server.url}/stories")
    v.page.get_by_role("button", name="Copy and change").click(timeout=60_000)
    v.page.get_by_label("Title of the story").fill("Mine, with <b>tags</b> and {{ 7*7 }}")
    v.page.get_by_label("Title of the story").press("Enter")
    v.settled()
    v.page.get_by_label("Address of a view").fill(f"{server.url}/?at=ussuriysk")
    v.page.get_by_label("Its title").fill("Ussuriysk")
    v.page.get_by_role("button", name="Add this view").click()
    v.page.get_by_label("Title of view 9").wait_for()
    v.settled()
    v.page.get_by_role("button", name="Keep", exact=True).click()
    row = v.page.locator(".st-key-story_row_1").filter(has_text="made here")
    row.wait_for()
    assert "Mine, with <b>tags</b> and {{ 7*7 }}" in row.inner_text()
    assert "9 views · made here" in row.inner_text()
