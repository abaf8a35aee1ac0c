"""The marks of a scene as one layered Altair chart: one coordinate system, so that days stand under each other throughout."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode

from muster.figures.timeline.scene import Scene

FONT = "Inter, 'Noto Sans KR', sans-serif"
BRUSH, PICK = "window", "bar"
_STROKE_SHAPE = "M-1,1L1,-1"
_TOLD = {
    "who": "From", "what": "Says", "summary": "In our words", "happened": "Happened", "said": "Said", "standing": "Standing",
    "carried": "Carried by",
}  # fmt: skip


def chart_of(scene: Scene, *, is_live: bool = False, fills_width: bool = False) -> alt.LayerChart:
    """Return the chart; `is_live` adds what can be pointed at, clicked and brushed. All text is data, none is code."""
    with debug_mode(
        arg=False
    ):  # what is ours alone needs no check of a schema, which takes ten times as long as the drawing
        tables = Tables({})
        layers = list(_layers(scene, tables, is_live=is_live))
        chart: Any = alt.layer(
            *layers,
            width="container" if fills_width else scene.width,
            height=scene.height,
            padding=0,
            background="transparent" if is_live else scene.theme.page,
            autosize=alt.AutoSizeParams(type="none", contains="padding"),
            config=alt.Config(
                aria=False, font=FONT, view=alt.ViewConfig(stroke=None), mark=alt.MarkConfig(tooltip=None)
            ),
            usermeta={"embedOptions": {"actions": False, "renderer": "canvas"}},
        )
        chart.datasets = tables.rows
    drawn: alt.LayerChart = chart
    return drawn


@dataclass(slots=True)
class Tables:
    """The data of a chart, by name, beside its layers: they then hold none of it."""

    rows: dict[str, list[dict[str, Any]]]

    def add(self, name: str, rows: Iterable[dict[str, Any]]) -> alt.NamedData:
        self.rows[name] = list(rows)
        return alt.NamedData(name=name)


def _x(scene: Scene) -> alt.X:
    scale = alt.Scale(
        domain=[scene.first, scene.last], nice=False, zero=False,
        range=[scene.left, alt.ExprRef(f"width - {scene.right:g}")],
    )  # fmt: skip
    return alt.X("x:Q", scale=scale, axis=None)


def _y() -> alt.YValue:
    return alt.YValue(alt.ExprRef("datum.y"))


_PX = "datum.px < 0 ? width + datum.px : datum.px"


def _field(name: str) -> str:
    return f"{name}:N"


def _layers(scene: Scene, tables: Tables, *, is_live: bool) -> Iterable[Any]:
    x, y = _x(scene), _y()
    y2 = alt.Y2Value(alt.ExprRef("datum.y2"))
    fill, opacity = (
        alt.Fill(_field("fill"), scale=None, legend=None),
        alt.Opacity("opacity:Q", scale=None, legend=None),
    )
    x2 = alt.X2("x2:Q")
    if scene.bands:
        yield (
            alt.Chart(tables.add("bands", scene.bands))
            .mark_rect()
            .encode(x=alt.XValue(0), x2=alt.X2Value("width"), y=y, y2=y2, fill=fill, opacity=opacity)
        )
    if scene.shades:
        yield (
            alt.Chart(tables.add("shades", scene.shades))
            .mark_rect()
            .encode(x=x, x2=x2, y=y, y2=y2, fill=fill, opacity=opacity)
        )
    yield (
        alt.Chart(tables.add("grid", scene.grid))
        .mark_rule()
        .encode(
            x=x,
            y=y,
            y2=y2,
            color=alt.Color(_field("colour"), scale=None, legend=None),
            strokeWidth=alt.StrokeWidth("width:Q", scale=None, legend=None),
        )
    )
    plain = [mark for mark in scene.rects if isinstance(mark["fill"], str)]
    if plain:
        yield (
            alt.Chart(tables.add("rects", plain))
            .mark_rect()
            .encode(x=x, x2=x2, y=y, y2=y2, fill=fill, opacity=opacity)
        )
    graded = [mark for mark in scene.rects if not isinstance(mark["fill"], str)]
    # A gradient is no value of a table: each is the style of a layer of its own.
    for index, (_, group) in enumerate(groupby(sorted(graded, key=_grade), key=_grade)):
        marks = list(group)
        rows = [{name: value for name, value in mark.items() if name != "fill"} for mark in marks]
        yield (
            alt.Chart(tables.add(f"graded-{index}", rows))
            .mark_rect(fill=marks[0]["fill"])
            .encode(x=x, x2=x2, y=y, y2=y2, opacity=opacity)
        )
    if scene.hatches:
        shaped = {"shape": alt.Shape(_field("shape"), scale=None, legend=None)} if scene.is_fixed else {}
        yield alt.Chart(tables.add("hatches", scene.hatches)).mark_point(
            shape=_STROKE_SHAPE, fill="transparent", strokeWidth=1.3 * scene.unit
        ).encode(
            x=x, y=y, **shaped, opacity=opacity, size=alt.Size("size:Q", scale=None, legend=None),
            stroke=alt.Stroke(_field("stroke"), scale=None, legend=None),
        )  # fmt: skip
    for marks, dash in ((scene.rules, None), (scene.dashes, [4 * scene.unit, 3 * scene.unit])):
        if marks:
            yield _rules(tables.add("dashes" if dash else "rules", marks), x, dash)
    yield from _points(scene, tables, x)
    if is_live:
        yield from _live(scene, tables, x, y, y2)
    yield from _texts(scene, tables, x)


def _grade(mark: dict[str, Any]) -> str:
    return repr(mark["fill"])


def _rules(marks: alt.NamedData, x: alt.X, dash: list[float] | None) -> alt.Chart:
    style: dict[str, Any] = {"strokeDash": dash} if dash else {}
    ruled: alt.Chart = (
        alt.Chart(marks)
        .mark_rule(**style)
        .encode(
            x=x,
            x2=alt.X2("x2:Q"),
            y=_y(),
            y2=alt.Y2Value(alt.ExprRef("datum.y2")),
            color=alt.Color(_field("colour"), scale=None, legend=None),
            strokeWidth=alt.StrokeWidth("width:Q", scale=None, legend=None),
            opacity=alt.Opacity("opacity:Q", scale=None, legend=None),
        )  # fmt: skip  # noqa: RUF028
    )
    return ruled


def _points(scene: Scene, tables: Tables, x: alt.X) -> Iterable[alt.Chart]:
    for at_day in (False, True):
        marks = [{"opacity": 1, **mark} for mark in scene.points if (mark["x"] is not None) is at_day]
        if marks:
            yield alt.Chart(tables.add(f"signs-{at_day}", marks)).mark_point(strokeWidth=1.5 * scene.unit).encode(
                x=x if at_day else alt.XValue(alt.ExprRef(_PX)), y=_y(),
                shape=alt.Shape(_field("shape"), scale=None, legend=None), size=alt.Size("size:Q", scale=None, legend=None),
                fill=alt.Fill(_field("fill"), scale=None, legend=None), stroke=alt.Stroke(_field("stroke"), scale=None, legend=None),
                opacity=alt.Opacity("opacity:Q", scale=None, legend=None),
            )  # fmt: skip


def _texts(scene: Scene, tables: Tables, x: alt.X) -> Iterable[alt.Chart]:
    def style(mark: dict[str, Any]) -> tuple[bool, str, bool]:
        return (mark["x"] is not None, mark["align"], mark["bold"])

    halos = [mark for mark in scene.texts if mark["halo"]]
    for halo, marks in ((True, halos), (False, scene.texts)):
        for (at_day, align, bold), group in groupby(sorted(marks, key=style), key=style):
            kind: dict[str, Any] = {
                "align": align,
                "baseline": "middle",
                "fontWeight": 600 if bold else 400,
                "font": FONT,
            }
            if at_day:
                kind["dx"] = alt.ExprRef("datum.px")
            if halo:
                kind |= {
                    "stroke": scene.theme.page,
                    "strokeWidth": 3.2 * scene.unit,
                    "strokeJoin": "round",
                    "opacity": 0.75,
                }
            yield alt.Chart(tables.add(f"words-{halo}-{at_day}-{align}-{bold}", group)).mark_text(**kind).encode(
                x=x if at_day else alt.XValue(alt.ExprRef(_PX)), y=_y(), text=_field("text"),
                size=alt.Size("size:Q", scale=None, legend=None), color=alt.Color(_field("colour"), scale=None, legend=None),
            )  # fmt: skip


def _live(scene: Scene, tables: Tables, x: alt.X, y: Any, y2: Any) -> Iterable[alt.Chart]:
    """Whole rows to point at and click, and the time axis to brush; nothing of it can be seen."""
    brush = alt.selection_interval(
        name=BRUSH, encodings=["x"], translate=False, zoom=False,
        mark=alt.BrushConfig(fill=scene.theme.accent, fillOpacity=0.16, stroke=scene.theme.accent),
    )  # fmt: skip
    pick = alt.selection_point(name=PICK, fields=["id"], on="click", toggle=False)
    back = {"x": scene.first, "x2": scene.last}
    yield (
        alt.Chart(tables.add("ground", [back]))
        .mark_rect(opacity=0, tooltip=None)
        .encode(x=x, x2=alt.X2("x2:Q"), y=alt.YValue(0), y2=alt.Y2Value(scene.height))
        .add_params(brush)
    )
    tooltip = [alt.Tooltip(_field(name), title=title) for name, title in _TOLD.items()]
    yield (
        alt.Chart(tables.add("hits", scene.hits))
        .mark_rect(opacity=0)
        .encode(x=alt.XValue(0), x2=alt.X2Value("width"), y=y, y2=y2, tooltip=tooltip)
        .add_params(pick)
    )
