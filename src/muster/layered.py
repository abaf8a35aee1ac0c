"""The questions of `muster` asked of a bulk layer: the same filters, answers of bounded size, each saying how many there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from muster import tabled
from muster.terminal import print_json, print_table, text_of
from muster.words import how_many, stretch_words

if TYPE_CHECKING:  # the engine takes a second to import
    from muster.query import Selection
    from muster.query.bulk import Layer

NOT_CONFIRMED = "reported, not confirmed"
_PRESENCE = (
    "PLACE",
    "ORIGINS",
    "CLAIMS",
    "ASSERTIONS",
    "LOW",
    "BEST",
    "HIGH",
    "STATUS",
    "FIRST",
    "LAST",
    "LAST REPORTED",
)
_COUNTS = ("originators", "claims", "assertions", "count_low", "count_best", "count_high", "status")
_DAYS = ("first_event", "last_event", "last_reported")
_SPEAKER = (
    *(
        "source_id",
        "kind",
        "reliability",
        "claims",
        "assertions",
        "first_said",
        "last_said",
        "first",
        "alone",
    ),
    "corroborated_later",
)
_STRENGTH = ("", "ASSERTION", "SAID BY", "PEOPLE", "AT LEAST")


def answer(
    name: str, folder: Path, asked: Mapping[str, Any], *, page: tuple[int, int], as_json: bool
) -> None:
    """Answer one question of a layer on standard output; `page` is where the list begins and how long it is.

    Raises LayerError where the folder (or name) has no layer that can be read, SelectionError for what it cannot be asked.
    """
    from muster.query import Selection  # noqa: PLC0415
    from muster.query.layers import layer_in, layer_named  # noqa: PLC0415

    days = {key: asked[key] for key in ("since", "until") if key in asked}
    selection = Selection(**{key: value for key, value in asked.items() if key not in days})
    is_name = not folder.is_dir() and len(folder.parts) == 1
    layer = layer_named(str(folder)) if is_name else layer_in(folder)
    found, show = _QUESTIONS[name](layer, selection, page, days)
    if as_json:
        print_json(_plain(found))
    else:
        show()


def _plain(value: Any) -> Any:
    """Return an answer with its days as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


Answer = tuple[Any, Callable[[], None]]
Page = tuple[int, int]


def _stretch(found: Mapping[str, Any], rows: int, noun: str) -> str:
    words = stretch_words(found["offset"] + 1, rows, found["total"], noun)
    turn = "" if rows == found["total"] else "; --offset and --limit turn the page"
    return f"{words[:1].upper()}{words[1:]}{turn}."


def _claims(layer: Layer, selection: Selection, page: Page, _: Mapping[str, date]) -> Answer:
    from muster.query.bulk.listing import claims_page  # noqa: PLC0415
    from muster.query.pages import Listed  # noqa: PLC0415

    found = claims_page(layer, Listed(), selection, offset=page[0], limit=page[1])
    rows = [{**row, "place": {"name": row["place"]} if row["place"] else None} for row in found["claims"]]

    def show() -> None:
        print_table(tabled.CLAIMS, (tabled.claim_cells(row) for row in rows))
        click.echo(f"{_stretch(found, len(rows), 'claim')} {NOT_CONFIRMED.capitalize()}.")

    return found, show


def _presence(layer: Layer, selection: Selection, _page: Page, _: Mapping[str, date]) -> Answer:
    from muster.query.bulk import questions  # noqa: PLC0415

    places, counted = questions.presence(layer, selection), questions.tally(layer, selection)
    columns = (*_COUNTS, *_DAYS)

    def show() -> None:
        names = (layer.places[row["place_id"]] for row in places)
        rows = zip(names, places, strict=True)
        print_table(_PRESENCE, ([text_of(name), *(text_of(row[c]) for c in columns)] for name, row in rows))
        click.echo(f"{how_many(len(places), 'place')}; {NOT_CONFIRMED}.")
        click.echo(tabled.tally_line(counted))

    return {"places": places, "tally": counted}, show


def _strength(layer: Layer, selection: Selection, _page: Page, _: Mapping[str, date]) -> Answer:
    from muster.query.bulk import questions  # noqa: PLC0415

    whole = questions.strength(layer, selection)
    closed = selection.event_from is not None and selection.event_to is not None
    series = questions.series(layer, selection) if closed else []

    def words(people: Mapping[str, Any]) -> str:
        low, best, high = people["low"], people["best"], people["high"]
        return f"{best:,}" if best is not None else f"{low or '..'} to {high or '..'}" if low or high else ""

    def show() -> None:
        rows = ((name, row) for name in ("present", "planned") for row in whole[name]["largest"])
        fields = ("assertion_id", "originator", "size", "at_least")
        print_table(_STRENGTH, ([name, *(text_of(row[field]) for field in fields)] for name, row in rows))
        for name in ("present", "planned"):
            said = words(whole[name]) or "no number"
            click.echo(
                f"{name}: {said}, {whole[name]['figures']:,} figures side by side; none is added to another."
            )
        days = ([str(day["day"]), words(day["present"]), words(day["planned"])] for day in series)
        print_table(tabled.SERIES, days)
        if not closed:
            click.echo("By day: give --from and --to.")

    return {**whole, "series": series}, show


def _echoes(layer: Layer, selection: Selection, page: Page, _: Mapping[str, date]) -> Answer:
    from muster.query.bulk import questions  # noqa: PLC0415

    found = questions.echoes(layer, selection, offset=page[0], limit=page[1])

    def show() -> None:
        cells = []
        for row in found["echoes"]:
            cells.append(
                [
                    text_of(row["assertion_id"]),
                    text_of(row["originator"]),
                    str(len(row["documents"])),
                    *[""] * 4,
                ]
            )
            cells += [["", "", "", *map(text_of, change)] for change in row["changes"]]
        print_table(tabled.ECHOES, cells)
        click.echo(_stretch(found, len(found["echoes"]), "assertion"))

    return found, show


def _disagreements(layer: Layer, selection: Selection, page: Page, _: Mapping[str, date]) -> Answer:
    from muster.query.bulk import questions  # noqa: PLC0415

    found = questions.disagreements(layer, selection, offset=page[0], limit=page[1])

    def show() -> None:
        rows = found["disagreements"]
        print_table(tabled.DISAGREEMENTS, tabled.disagreement_cells(rows))
        click.echo(_stretch(found, len(rows), "disagreement"))

    return found, show


def _tally(layer: Layer, selection: Selection, _page: Page, _: Mapping[str, date]) -> Answer:
    from muster.query.bulk import questions  # noqa: PLC0415

    counted = questions.tally(layer, selection)
    rows = ([name.replace("_", " "), f"{count:,}"] for name, count in counted.items())
    return counted, lambda: print_table(("BIN", "CLAIMS"), rows)


def _sources(layer: Layer, selection: Selection, _page: Page, _: Mapping[str, date]) -> Answer:
    from muster.query.bulk import questions  # noqa: PLC0415

    rows = [{key: row[key] for key in _SPEAKER} for row in questions.sources(layer, selection)]

    def show() -> None:
        print_table(tabled.SOURCES, ([text_of(value) for value in row.values()] for row in rows))
        click.echo(f"{how_many(len(rows), 'originator')}; reliability F cannot be judged.")

    return rows, show


def _news(layer: Layer, selection: Selection, page: Page, days: Mapping[str, date]) -> Answer:
    from muster.query.bulk import questions  # noqa: PLC0415

    found = questions.news(layer, selection, days["since"], days["until"], limit=page[1])

    def show() -> None:
        rows = []
        for kind in ("changed", "new", "carried"):
            rows += [
                [
                    text_of(cell)
                    for cell in (
                        kind,
                        item["assertion_id"],
                        item["originator_id"],
                        item["label"],
                        item["claims"],
                    )
                ]
                for item in found[kind]["items"]
            ]
        rows += [
            [text_of(cell) for cell in (item["kind"], item["of"], item["by"], item["scope"], "")]
            for item in found["contradicted"]["items"]
        ]
        print_table(tabled.NEWS, rows)
        totals = [
            f"{found[kind]['total']:,} {kind}" for kind in ("new", "changed", "carried", "contradicted")
        ]
        click.echo(f"{', '.join(totals)}; the first of each, as many as --limit says.")

    return found, show


_QUESTIONS: dict[str, Callable[[Layer, Selection, Page, Mapping[str, date]], Answer]] = {
    "claims": _claims,
    "presence": _presence,
    "strength": _strength,
    "echoes": _echoes,
    "disagreements": _disagreements,
    "tally": _tally,
    "sources": _sources,
    "news": _news,
}
