"""The bench's figures as one table for a terminal: ours, the naive pattern, and how many times ours it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bench_measure import Measured, median, percentile

NONE = "–"
HEADER = ("data", "measure", "ours", "naive", "naive / ours")
Row = tuple[str, str, str, str, str]


def _ms(value: float | None) -> str:
    return NONE if value is None else f"{value:,.1f} ms" if value < 20 else f"{value:,.0f} ms"


def _size(value: float | None) -> str:
    if value is None:
        return NONE
    return f"{value / 1e6:,.2f} MB" if abs(value) >= 1e5 else f"{value / 1e3:,.1f} kB"


def _plain(value: float | None) -> str:
    return NONE if value is None else f"{value:,.0f}"


def _yes(value: bool | None) -> str:
    return NONE if value is None else "yes" if value else "no"


def ratio(naive: float | None, ours: float | None) -> str:
    """Return how many times ours the naive figure is, or a dash where there is nothing to divide."""
    return NONE if naive is None or ours is None or naive <= 0 or ours <= 0 else f"{naive / ours:,.1f}"


def rows(label: str, ours: Measured, naive: Measured) -> list[Row]:
    """Return the lines of one data set."""

    def line(name: str, words: Callable[[float | None], str], mine: float | None, other: float | None) -> Row:
        return (label, name, words(mine), words(other), ratio(other, mine))

    def said(name: str, mine: bool | None, other: bool | None) -> Row:
        return (label, name, _yes(mine), _yes(other), "")

    frame = median(ours.scrub_ms)
    return [
        line("filter click to map updated, median", _ms, ours.click_ms, naive.click_ms),
        line(
            "  the slowest but one in twenty",
            _ms,
            percentile(ours.clicks_ms, 0.95),
            percentile(naive.clicks_ms, 0.95),
        ),
        line("  confirmed by the server, median", _ms, median(ours.confirmed_ms), naive.click_ms),
        line("scrub frame, median (naive: a rebuild)", _ms, frame, naive.click_ms),
        (label, "  the slowest but one in twenty", _ms(percentile(ours.scrub_ms, 0.95)), "", ""),
        line(
            "play what happened, script a frame, median (naive: Leaflet's markers)",
            _ms,
            median(ours.happened_ms),
            median(ours.markers_ms),
        ),
        line(
            "  the slowest but one in twenty",
            _ms,
            percentile(ours.happened_ms, 0.95),
            percentile(ours.markers_ms, 0.95),
        ),
        (label, "  of the processor, mean", _ms(ours.happened_cpu_ms), "", ""),
        line(
            "play what was known, script a frame, median (naive: Leaflet's markers)",
            _ms,
            median(ours.known_ms),
            median(ours.markers_ms),
        ),
        line(
            "  the slowest but one in twenty",
            _ms,
            percentile(ours.known_ms, 0.95),
            percentile(ours.markers_ms, 0.95),
        ),
        (label, "  of the processor, mean", _ms(ours.known_cpu_ms), "", ""),
        (
            label,
            "frames a second, scrubbing; playing",
            f"{_plain(ours.scrub_fps)}; {_plain(ours.play_fps)}",
            "",
            "",
        ),
        line("first view", _ms, ours.first_view_ms, naive.first_view_ms),
        line("received for the first view", _size, ours.first_view_bytes, naive.first_view_bytes),
        line("received for each filter change", _size, ours.change_bytes, naive.change_bytes),
        line(f"browser heap after {len(ours.clicks_ms)} changes", _size, ours.heap_bytes, naive.heap_bytes),
        line("DOM nodes more after them", _plain, ours.nodes, naive.nodes),
        said("same map, in place", ours.in_place, naive.in_place),
        said("zoom and centre kept", ours.zoom_kept, naive.zoom_kept),
    ]


def lines(table: Iterable[Row]) -> list[str]:
    """Return the table as lines of equal columns; a rule stands between data sets."""
    cells: list[Row] = [HEADER, *table]
    widths = [max(len(row[column]) for row in cells) for column in range(len(HEADER))]
    written, before = [], ""
    for row in cells:
        if row[0] != before:
            written.append("  ".join("-" * width for width in widths) if before else "")
        shown = ("" if row[0] == before else row[0], *row[1:])
        left = [text.ljust(width) for text, width in zip(shown[:2], widths[:2], strict=True)]
        right = [text.rjust(width) for text, width in zip(shown[2:], widths[2:], strict=True)]
        written.append("  ".join((*left, *right)).rstrip())
        before = row[0]
    return written


def closing(label: str, ours: Measured, naive: Measured) -> str:
    """Return the one line that the aim is read from."""
    return (
        f"{label}: a filter click is {ratio(naive.click_ms, ours.click_ms)} times faster than the naive pattern "
        f"(aim: at least 8), confirmed by the server {ratio(naive.click_ms, median(ours.confirmed_ms))} times; in place: {_yes(ours.in_place)}; zoom kept: {_yes(ours.zoom_kept)}; "
        f"heap after {len(ours.clicks_ms)} changes: {_size(ours.heap_bytes)} more."
    )
