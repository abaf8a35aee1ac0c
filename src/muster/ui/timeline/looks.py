"""How the reader wants the timeline drawn: in the address, so that a link brings it back. Each value may have been typed."""

from __future__ import annotations

from muster.figures.timeline.bars import LANES
from muster.figures.timeline.layout import Look
from muster.figures.timeline.levels import CLOCKS
from muster.ui.evidence import desk
from muster.ui.state import View

LANE_WORDS = {"originator": "Originator", "place": "Place", "kind": "What"}
BARS = ("assertion", "report")
BAR_WORDS = {"assertion": "One bar an assertion", "report": "One bar a report"}
CLOCK_WORDS = {"said": "As said by each day", "happened": "By day of the event"}
CHOICES = {"lanes": LANES, "bars": BARS, "strength": CLOCKS}
"""What each of the page's own parameters can be; the first is what it is when it is not given."""


def chosen(view: View, name: str) -> str:
    """Return how a parameter stands: the first of its choices where none or an unknown one is given."""
    asked = view.desk.get(name, "")
    return asked if asked in CHOICES[name] else CHOICES[name][0]


def choose(view: View, name: str, value: str | None) -> None:
    """Set a parameter; what it is anyway is not put in the address."""
    desk.put(view, name, "" if value in {None, CHOICES[name][0]} else str(value))


def unusable(view: View) -> list[str]:
    """Return what of the address names nothing that there is."""
    return [
        f"{name}: there is no such choice. There are: {', '.join(known)}."
        for name, known in CHOICES.items()
        if view.desk.get(name, known[0]) not in known
    ]


def look_of(view: View, *, theme: str, width: int, opened: str | None) -> Look:
    """Return how the chart is to be drawn at a width in pixels."""
    return Look(
        width=width,
        theme=theme,
        lanes=chosen(view, "lanes"),
        join_echoes=chosen(view, "bars") == "assertion",
        clock=chosen(view, "strength"),
        chosen=opened or "",
    )
