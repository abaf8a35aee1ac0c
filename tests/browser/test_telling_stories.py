"""A briefing told with the keys: from the page and from inside the map, and left where it stands."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from test_first_view import HIDDEN

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


def test_the_keys_work_from_inside_the_map_and_the_end_of_a_story_leads_back_to_the_stories(server, visit):
    v = visit(f"{server.url}/?at=ukraine&present=1&story=five-documents&step=7", width=1920, height=1080)
    told(v, 7)
    v.frame.evaluate("() => document.querySelector('.leaflet-container').focus()")
    v.page.keyboard.press("PageDown")
    told(v, 8)
    assert v.page.locator(".st-key-story_words").inner_text().startswith(LAST)
    assert v.report()["tally"]["shown"] == 42
    v.page.keyboard.press("f")
    v.page.wait_for_function("() => document.fullscreenElement === document.documentElement")
    assert not v.page.locator("header").is_visible()
    v.page.evaluate("() => document.exitFullscreen()")
    v.page.wait_for_function("() => !document.fullscreenElement")
    assert v.page.locator(".st-key-story").is_visible(), "the way out of the whole screen is not the end"
    v.frame.evaluate("() => document.querySelector('.leaflet-container').focus()")
    v.page.keyboard.press("Escape")
    v.page.get_by_role("heading", name="Stories").wait_for()
    v.settled()
    assert urlsplit(v.page.url).path == "/stories"
    assert not {"story", "step", "present"} & set(asked(v))
    assert v.page.locator("header").is_visible()
    v.page.get_by_role("link", name="Map").click()
    v.ready()
    assert not v.frame.evaluate("() => muster.frame.told || muster.frame.presenting"), (
        "the map is the reader's again"
    )


SIZES = {"a slide": (1920, 1080), "a laptop": (1366, 768)}


@pytest.mark.parametrize("size", SIZES)
def test_the_card_of_a_step_covers_no_symbol_no_card_and_little_of_what_is_hatched(server, visit, size):
    width, height = SIZES[size]
    v = visit(f"{server.url}/?present=1&story=five-documents&step=8", width=width, height=height)
    told(v, 8)
    hidden = v.frame.evaluate(COVERED)
    assert hidden["symbols"] == hidden["cards"] == hidden["names"] == 0
    assert hidden["share"] <= 0.15
    whole = v.page.locator(".st-key-story").bounding_box()
    v.page.get_by_role("button", name="Fold", exact=True).click()
    v.page.get_by_role("button", name="Unfold", exact=True).wait_for()
    v.settled()
    folded = v.page.locator(".st-key-story").bounding_box()
    assert folded["height"] < whole["height"] * 0.65
    assert LAST in v.page.locator(".st-key-story_words").inner_text()


@pytest.mark.parametrize("size", [*SIZES.values(), (390, 844)])
def test_what_is_shown_whole_leaves_room_for_the_card_of_a_step(server, visit, size):
    v = visit(f"{server.url}/?present=1&story=five-documents&step=8", width=size[0], height=size[1])
    told(v, 8)
    assert v.frame.evaluate(HIDDEN) == []
    hidden = v.frame.evaluate(COVERED)
    assert (hidden["symbols"], hidden["share"]) == (0, 0)


def test_in_the_dark_the_card_of_a_story_is_dark(server, visit):
    v = visit(f"{server.url}/?at=kursk-oblast&present=1&story=five-documents&step=6", scheme="dark")
    told(v, 6)
    drawn = v.page.locator(".st-key-story").evaluate(
        """(node) => { const c = new OffscreenCanvas(1, 1).getContext("2d"); c.fillStyle = getComputedStyle(node).backgroundColor;
        c.fillRect(0, 0, 1, 1); return [...c.getImageData(0, 0, 1, 1).data]; }"""
    )
    assert max(drawn[:3]) < 90


COVERED = """() => {
  const { frame } = muster, [l, t, r, b] = muster.storycard.box(), host = frame.map.getContainer().getBoundingClientRect();
  const corner = frame.map.containerPointToLayerPoint([0, 0]).subtract(frame.marks._bounds.min);
  const over = (o) => Math.min(r, o.right) - Math.max(l, o.left) > 1 && Math.min(b, o.bottom) - Math.max(t, o.top) > 1;
  const seen = (what) => [...document.querySelectorAll(what)].map((n) => n.getBoundingClientRect()).filter((o) => o.width && over(o)).length;
  let hit = 0;
  for (let i = 0; i < 20; i++) for (let j = 0; j < 20; j++) {
    if (frame.marks.hit({ x: l + (i + 0.5) / 20 * (r - l) - host.left, y: t + (j + 0.5) / 20 * (b - t) - host.top }) >= 0) hit++;
  }
  const symbols = frame.marks.points.map((m) => [m.x - corner.x + host.left, m.y - corner.y + host.top]);
  return {
    symbols: symbols.filter(([x, y]) => x > l && x < r && y > t && y < b).length,
    cards: seen(".muster-card") + seen(".muster-bar"), names: seen(".muster-label:not([hidden])"), share: hit / 400,
  };
}"""


def test_a_story_that_is_not_here_is_said_and_its_view_is_shown(server, visit):
    v = visit(f"{server.url}/?at=kursk-oblast&story=gone&step=2")
    v.ready()
    assert "The story of this link is not here" in v.page.locator(".st-key-story_gone").inner_text()
    assert "Kursk Oblast" in v.page.locator(".st-key-panel").inner_text()


def begin_a_story(v):
    """Two views by the keyboard and by a click, as they stand on their pages."""
    v.frame.evaluate(
        "() => { muster.frame.choose(muster.frame.data.places.findIndex(p => p.id === 'ussuriysk'));"
        " muster.frame.map.setView([44, 132], 6, { animate: false }); muster.frame.extent = null; }"
    )
    v.settled()
    add = v.page.get_by_role("button", name="Add to story")
    add.focus()
    v.page.keyboard.press("Enter")
    v.page.get_by_text("Added as view 1 of the story").wait_for()
    v.settled()
    add.click()
    v.page.get_by_text("Not added again: this is view 1 of the story already").wait_for()
    v.settled()
    v.page.get_by_role("link", name="Timeline").click()
    v.page.wait_for_url("**/timeline**")
    v.settled()
    add.click()
    v.page.get_by_text("Added as view 2 of the story").wait_for()
    v.page.get_by_role("link", name="Stories").click()


def take_along(v, file):
    with v.page.expect_download() as waiting:
        v.page.get_by_role("button", name="Download").click()
    waiting.value.save_as(file)
    return [step["title"] for step in json.loads(file.read_text("utf-8"))["steps"]]


def test_views_are_added_with_one_key_made_into_a_story_kept_taken_along_and_deleted(server, visit, tmp_path):
    v = visit(f"{server.url}/?play=known,4,loop", width=1366)
    v.ready()
    begin_a_story(v)
    first, second = (v.page.get_by_label(f"Title of view {n}") for n in (1, 2))
    second.wait_for()
    v.settled()
    assert first.input_value() == "Ussuriysk"
    links = v.page.locator("[class*='st-key-story_step_']").all_inner_texts()
    assert "map=44.0000,132.0000,6" in unquote(links[0])
    assert "play=known,4,loop" in unquote(links[0])
    assert "timeline?" in links[1]
    v.page.get_by_role("button", name="Up").last.click()
    v.page.locator(".st-key-story_step_0", has_text="timeline?").wait_for()
    v.settled()
    assert second.input_value() == "Ussuriysk"
    first.fill("Renamed, with <b>tags</b> and {{ 7*7 }}")
    first.press("Enter")
    v.settled()
    title = v.page.get_by_label("Title of the story")
    title.fill("Mine, with <b>tags</b>")
    title.press("Enter")
    v.settled()
    v.page.get_by_label("Address of a view").fill(f"{server.url}/?at=khabarovsk")
    v.page.get_by_label("Its title").fill("Khabarovsk")
    v.page.get_by_role("button", name="Add this view").click()
    v.page.get_by_label("Title of view 3").wait_for()
    v.settled()
    v.page.get_by_role("button", name="Remove").last.click()
    v.page.get_by_label("Title of view 3").wait_for(state="detached")
    file = tmp_path / "story.json"
    assert take_along(v, file) == ["Renamed, with <b>tags</b> and {{ 7*7 }}", "Ussuriysk"]
    v.page.get_by_role("button", name="Keep", exact=True).click()
    row = v.page.locator(".st-key-story_row_1").filter(has_text="made here")
    row.wait_for()
    assert "Mine, with <b>tags</b>" in row.inner_text()
    assert "2 views · made here" in row.inner_text()
    v.page.locator("input[type=file]").set_input_files(file)
    v.page.get_by_role("button", name="Look at it and keep it").click()
    title.wait_for()
    assert title.input_value() == "Mine, with <b>tags</b>"
    v.page.get_by_role("button", name="Close without keeping").click()
    row.wait_for()
    row.get_by_role("button", name="Delete").click()
    v.page.get_by_role("button", name="Delete it").click()
    row.wait_for(state="detached")
    assert not v.errors


def test_on_a_telephone_the_list_of_pages_makes_way_for_the_page_that_is_chosen(server, visit):
    v = visit(server.url, width=390, height=844)
    v.ready()
    v.page.locator("[data-testid=stExpandSidebarButton]").click()
    v.page.get_by_role("link", name="Stories").click()
    v.page.get_by_role("heading", name="Stories").wait_for()
    v.page.wait_for_function(
        "() => document.querySelector('[data-testid=stSidebar]').getBoundingClientRect().right <= 0"
    )
    v.page.get_by_role("button", name="Tell it").click()
    told(v, 1)


def test_a_story_that_is_begun_on_its_page_leaves_room_for_its_card_too(server, visit):
    v = visit(f"{server.url}/?map=44,132,6", width=1366)
    v.ready()
    v.page.get_by_role("link", name="Stories").click()
    v.page.get_by_role("button", name="Tell it").click()
    told(v, 1)
    for step in (2, 3):
        v.page.keyboard.press("ArrowRight")
        told(v, step)
    v.page.wait_for_timeout(500)
    assert v.frame.evaluate(HIDDEN) == []
    hidden = v.frame.evaluate(COVERED)
    assert (hidden["symbols"], hidden["share"], hidden["cards"]) == (0, 0, 0)
