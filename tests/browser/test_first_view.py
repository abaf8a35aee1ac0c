"""What is seen at once: every extent whole but for a vast area, nothing under a card, no name on another, at any size."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from app_server import Server
from visiting import Visit

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]


def drawn(report: dict, place_id: str) -> dict:
    return next(p for p in report["drawn"] if p["id"] == place_id)


def test_a_region_is_a_polygon_a_town_a_circle_an_area_is_hatched_and_a_country_has_no_dot(
    server: Server, visit: Open
) -> None:
    v = visit(server.url)
    v.ready()
    report = v.report()
    assert drawn(report, "kursk-oblast")["extents"] == ["polygon"]
    assert drawn(report, "kursk-oblast")["point"] is False
    assert drawn(report, "ussuriysk")["extents"] == ["circle"]
    assert drawn(report, "ussuriysk")["point"] is True
    assert drawn(report, "russian-far-east")["extents"] == ["hatch"]
    assert drawn(report, "russia")["extents"] == ["country"]
    assert [m["id"] for m in report["drawn"] if m["point"] and "oblast" in m["id"]] == []
    assert all(not m["point"] for m in report["drawn"] if m["id"] in {"russia", "ukraine", "north-korea"})
    listed = v.frame.locator(".muster-country b").all_text_contents()
    assert {"Russia", "Ukraine", "North Korea"} <= set(listed)


def test_a_label_never_loses_what_qualifies_it(server: Server, visit: Open) -> None:
    for query in (
        "?present=1&from=2024-10-20&to=2024-10-25",
        "",
        "?map=44,132,6&from=2024-10-20&to=2024-10-25",
    ):
        v = visit(f"{server.url}/{query}")
        v.ready()
        tones = {p["name"]: p["tone"] for p in v.report()["places"]}
        labels = [
            text.split("\n")
            for text in v.frame.locator(".muster-label:not([hidden]):visible").all_inner_texts()
            if text.strip()
        ]
        assert labels
        for name, *line in labels:
            if tones[name] == "planned":
                assert "".join(line).startswith("planned"), (query, name)
            if tones[name] == "elsewhere":
                assert "".join(line).startswith("dated outside these days"), (query, name)


def test_small_marks_before_a_large_one_can_be_clicked_at_the_first_view(server: Server, visit: Open) -> None:
    v = visit(server.url, width=1920, height=1080)
    v.ready()
    report = v.report()
    for place_id in ("sergeevka-pogranichny", "vladivostok", "ussuriysk", "khabarovsk"):
        mark = drawn(report, place_id)
        found = v.frame.evaluate(
            """([x, y]) => { const f = muster.frame, p = f.map.layerPointToContainerPoint(f.marks._bounds.min.add([x, y]));
            return f.data.places[f.marks.hit(p)].id; }""",
            [mark["x"] + (mark["radius"] if place_id == "ussuriysk" else 0), mark["y"]],
        )
        assert found == place_id


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1366, 768), (390, 844)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_sticks_out_at_any_size_or_in_any_theme(
    server: Server, visit: Open, width: int, height: int, scheme: str
) -> None:
    v = visit(server.url, width=width, height=height, scheme=scheme)
    v.ready()
    assert v.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert v.frame.evaluate("() => document.documentElement.dataset.theme") == scheme
    boxes = v.frame.evaluate(
        """() => [...document.querySelectorAll('.muster-headline, .muster-countries, .muster-legend, .muster-right, .muster-inset')]
        .map(n => n.getBoundingClientRect()).filter(r => r.width).map(r => [r.left, r.top, r.right, r.bottom])"""
    )
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert apart, (a, b)
    labels = v.frame.evaluate(
        """() => [...document.querySelectorAll('.muster-label:not([hidden])')].filter(n => n.offsetParent)
        .map(n => n.getBoundingClientRect()).map(r => [r.left, r.top, r.right, r.bottom])"""
    )
    assert len(labels) >= 3
    for i, a in enumerate(labels):
        for b in labels[i + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (a, b)


def test_a_whole_extent_stays_whole_when_the_window_changes(server: Server, visit: Open) -> None:
    v = visit(server.url, width=700, height=900)
    v.ready()
    v.page.set_viewport_size({"width": 1920, "height": 1080})
    v.frame.wait_for_function("() => muster.frame.map.getSize().x > 1000")
    v.settled()
    inside = v.frame.evaluate(
        """() => [[51.7, 36.2], [43.1, 131.9], [48.5, 135.1]].every(p => muster.frame.map.getBounds().contains(p))"""
    )
    assert inside
    assert v.report()["zoom"] >= 3


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_what_an_inset_shows_has_its_name_there(server: Server, visit: Open, size: tuple[int, int]) -> None:
    v = visit(server.url, width=size[0], height=size[1])
    v.ready()
    named = v.frame.evaluate(
        "() => [...document.querySelectorAll('.muster-inset .muster-label:not([hidden]) b')].map((b) => b.textContent)"
    )
    assert {
        "Bryansk Oblast",
        "Kursk Oblast",
        "Khabarovsk",
        "Ussuriysk",
        "Blagoveshchensk",
        "Sergeevka",
    } <= set(named)
    tops = v.frame.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('.muster-inset .muster-label:not([hidden])')]
        .map((node) => [node.querySelector('b').textContent, node.getBoundingClientRect().top]))"""
    )
    assert tops["Bryansk Oblast"] < tops["Kursk Oblast"], "each stands at its own oblast"


SIZES = [(1920, 1080), (1366, 768), (390, 844), (1600, 900), (2560, 1440)]

HIDDEN = """() => {
  const f = muster.frame, size = f.map.getSize(), map = f.map.getContainer();
  const shift = f.map.layerPointToContainerPoint(f.marks._bounds.min), host = map.getBoundingClientRect();
  const cards = [...document.querySelectorAll('.muster-card')].filter((c) => !c.closest('.muster-bar'))
    .map((c) => [c.className, c.getBoundingClientRect()]).filter(([, r]) => r.width);
  const scale = 2 ** f.map.getZoom(), origin = f.map.getPixelBounds().min, found = new Set();
  const see = (name, x, y) => {
    if (x < 0 || y < 0 || x > size.x || y > size.y) found.add(`${name} beyond the edge`);
    for (const [card, r] of cards) if (x + host.left > r.left && x + host.left < r.right && y + host.top > r.top && y + host.top < r.bottom) found.add(`${name} under ${card}`);
  };
  for (const mark of f.marks.drawn) {
    const { id, kind } = f.data.places[mark.summary.place], x = mark.x + shift.x, y = mark.y + shift.y;
    if (kind === 'country') continue;
    const reach = Math.max(mark.circle, mark.point ? mark.radius : 0);
    if (reach) for (const [a, b] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) see(id, x + a * reach, y + b * reach);
    for (const part of mark.shape ? mark.shape.parts : []) for (const { xy } of part.paths) {
      for (let i = 0; i < xy.length; i += 2) see(id, (xy[i] + mark.dx) * scale - origin.x, xy[i + 1] * scale - origin.y);
    }
  }
  for (const [card, r] of cards) for (const x of [0.02, 0.5, 0.98]) for (const y of [0.02, 0.5, 0.98]) {
    const place = f.marks.hit({ x: r.left + x * r.width - host.left, y: r.top + y * r.height - host.top });
    if (place >= 0) found.add(`${f.data.places[place].id} behind ${card}`);
  }
  const loose = muster.frame.ground.loose;
  return [...found].filter((words) => !loose.some((id) => words.startsWith(`${id} `)));
}"""
NAMED = "() => [...document.querySelectorAll('.muster-label:not([hidden]) b')].map((b) => b.textContent)"


@pytest.mark.parametrize(
    ("width", "height", "query"), [*((*size, "") for size in SIZES), (1366, 768, "/?present=1")]
)
def test_the_first_view_shows_every_extent_whole_but_a_vast_one_that_is_named_and_hides_none_under_a_card(
    server: Server, visit: Open, width: int, height: int, query: str
) -> None:
    v = visit(server.url + query, width=width, height=height)
    v.ready()
    assert v.report()["drawn"]
    assert v.frame.evaluate(HIDDEN) == []
    assert v.frame.evaluate("() => muster.frame.ground.loose") == ["russian-far-east"]
    assert "Russian Far East" in v.frame.evaluate(NAMED)


LEGEND = "() => document.querySelector('.muster-legend details').open"


def test_the_legend_opens_by_itself_where_it_hides_nothing_and_folds_where_it_would(
    server: Server, visit: Open
) -> None:
    v = visit(server.url, width=1920, height=1080)
    v.ready()
    assert v.frame.evaluate(LEGEND)
    v.page.set_viewport_size({"width": 1600, "height": 900})
    v.frame.wait_for_function("() => muster.frame.map.getSize().x < 1000")
    v.settled()
    assert not v.frame.evaluate(LEGEND)
    assert v.frame.evaluate(HIDDEN) == []
    # A small area at a corner of the map: where the open legend would stand.
    v.go(server.url + "/?map=55.5,45.5,5")
    v.page.set_viewport_size({"width": 1920, "height": 1080})
    v.settled()
    assert v.frame.evaluate(
        """() => { const f = muster.frame, p = f.map.latLngToContainerPoint([52.9, 33.4]), r = f.parts.left.getBoundingClientRect();
        return p.x > r.left && p.x < r.left + 400 && p.y > r.top + 380; }"""
    ), "Bryansk Oblast lies there"
    assert not v.frame.evaluate(LEGEND)


def test_who_opens_or_folds_the_legend_finds_it_so(server: Server, visit: Open) -> None:
    v = visit(server.url, width=1600, height=900)
    v.ready()
    v.frame.locator(".muster-legend summary").click()
    v.frame.locator(".muster-extent", has_text="Kursk and Bryansk").click()
    v.frame.locator(".muster-extent", has_text="All").click()
    assert v.frame.evaluate(LEGEND)
    v.go(server.url)
    v.page.set_viewport_size({"width": 1920, "height": 1080})
    v.settled()
    assert v.frame.evaluate(LEGEND)
    v.frame.locator(".muster-legend summary").click()
    v.frame.locator(".muster-extent", has_text="Far East").click()
    v.frame.locator(".muster-extent", has_text="All").click()
    assert not v.frame.evaluate(LEGEND)
