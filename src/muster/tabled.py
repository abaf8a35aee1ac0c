"""The answers as lines of a terminal's tables; the whole of each is in the JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from muster.model import Dataset
from muster.terminal import text_of, wrapped
from muster.vocabulary import Status
from muster.words import count_words, how_many

if TYPE_CHECKING:  # the engine takes a second to import
    from muster.query import Echo, News, PlacePresence, Selection, Step, Strength

Cells = Sequence[str]
CLAIMS = ("CLAIM", "KIND", "STANCE", "PLACE", "EVENT", "SAID BY", "PEOPLE", "WINDOW", "KNOWN")
PRESENCE = (
    "PLACE",
    "ORIGINS",
    "CLAIMS",
    "ASSERTIONS",
    "PEOPLE",
    "SAID BY",
    "STATUS",
    "EVENT",
    "REPORTED",
    "LAST REPORTED",
)
STRENGTH = ("", "ASSERTION", "SAID BY", "PEOPLE", "AT LEAST", "CLAIMS")
SERIES = ("DAY", "PRESENT", "PLANNED")
ECHOES = ("ASSERTION", "FROM", "DOCUMENTS", "CLAIM", "CHANGE", "BEFORE", "AFTER")
SOURCES = (
    "SOURCE", "KIND", "RELIABILITY", "CLAIMS", "ASSERTIONS", "FIRST SAID", "LAST SAID", "FIRST", "ALONE", "BORNE OUT",
)  # fmt: skip
DISAGREEMENTS = ("BY", "KIND", "OF", "SCOPE")
NEWS = ("", "ASSERTION", "FROM", "WHAT", "CLAIMS")


def claim_cells(claim: dict[str, Any]) -> list[str]:
    """Return the cells of one claim of `claims_json`."""
    place = claim["place"]["name"] if claim["place"] else claim["place_text"]
    start, end = claim["event_start"], claim["event_end"]
    event = start if start == end else f"{start or '..'}/{end or '..'}"
    people = _people(claim) if claim["count_unit"] == "people" else None
    cells = (
        claim["claim_id"],
        claim["kind"],
        claim["stance"],
        place,
        event or "undated",
        claim["originator_id"],
        people,
        claim["window"],
        claim["known"],
    )
    return [text_of(cell) for cell in cells]


def _people(claim: dict[str, Any]) -> str:
    low, best, high = claim["count_low"], claim["count_best"], claim["count_high"]
    if best is not None:
        return f"{best:,}"
    if low is not None and high is not None:
        return f"{low:,} to {high:,}"
    if low is not None:
        return f"at least {low:,}"
    return f"up to {high:,}" if high is not None else ""


def presence_cells(dataset: Dataset, row: PlacePresence, as_of: date | None = None) -> list[str]:
    """Return the cells of one place: who gives its numbers, and where it is the presence alone that is corroborated.

    Presence that nothing new was said of tells how long ago that was; one that was told after the window, how much later.
    """
    from muster.query.headline import words_by_troops  # noqa: PLC0415

    days = (row.first_event, row.last_event)
    event = "" if not any(days) else "/".join(str(day or "..") for day in days)
    speakers = dict.fromkeys(figure.number.originator_id for figure in row.people.figures)
    cells = (
        dataset.places[row.place_id].name,
        row.originators,
        row.claims,
        row.assertions,
        words_by_troops(dataset, row.people.figures),
        ", ".join(speakers),
        ", ".join(_status_words(dataset, row, as_of)),
        event,
        f"{row.first_reported or '..'}/{row.last_reported or '..'}",
        "" if row.age_days is None else _age_words(row.age_days),
    )
    return [text_of(cell) for cell in cells]


def _age_words(days: int) -> str:
    if days == 0:
        return "that day"
    return f"{how_many(abs(days), 'day')} {'ago' if days > 0 else 'later'}"


def _status_words(dataset: Dataset, row: PlacePresence, as_of: date | None) -> Iterator[str]:
    """Yield the status in words: that a place is corroborated says nothing of a number that one origin alone gives."""
    from muster.query.standing import standing_words  # noqa: PLC0415

    claims = (dataset.claims_by_id[figure.number.claim_id] for figure in row.people.figures)
    standing = [standing_words(dataset, claim, as_of) for claim in claims]
    borne_out = any("corroborated" in words and "the number" not in words for words in standing)
    for status in row.status:
        alone = status is Status.CORROBORATED and standing and not borne_out
        partly = "partly " if status in row.partly else ""
        yield f"{status}, but not the number" if alone else f"{partly}{status}"


def strength_cells(dataset: Dataset, whole: Strength) -> Iterator[Cells]:
    """Yield the figures that stand, those of presence first."""
    for name, people in (("present", whole.present), ("planned", whole.planned)):
        for figure in people.figures:
            number = figure.number
            part = f"{figure.part.number.size:,} ({figure.part.number.originator_id})" if figure.part else ""
            cells = (
                name,
                number.assertion_id,
                number.originator_id,
                count_words(dataset.claims_by_id[number.claim_id]),
                part,
                ", ".join(figure.claim_ids),
            )
            yield [text_of(cell) for cell in cells]


def series_cells(dataset: Dataset, selection: Selection, steps: Iterable[Step]) -> Iterator[Cells]:
    """Yield the days on which the strength changes, each standing until the next."""
    from muster.query.facts import is_said_on  # noqa: PLC0415
    from muster.query.headline import words_by_troops  # noqa: PLC0415
    from muster.query.roles import Role  # noqa: PLC0415

    said_on = is_said_on(dataset, selection)
    last: list[str] = []
    for step in steps:
        each = ((step.strength.present, Role.PRESENT), (step.strength.planned, Role.PLANNED))
        words = [
            words_by_troops(dataset, people.figures)
            or ("nobody says how many" if said_on(step.day, role) else "nothing is said")
            for people, role in each
        ]
        if words != last:
            yield [str(step.day), *words]
        last = words


def echo_cells(echo: Echo) -> Iterator[Cells]:
    """Yield a line for an assertion and one for each change on the way."""
    yield [
        text_of(cell) for cell in (echo.assertion_id, echo.originator_id, len(echo.documents), "", "", "", "")
    ]
    for change in echo.changes:
        yield ["", "", "", *map(text_of, (change.claim_id, change.change, change.before, change.after))]


def disagreement_cells(rows: Iterable[Mapping[str, Any]]) -> Iterator[Cells]:
    """Yield what is at odds with what, the whole of its scope in as many lines as it needs."""
    for row in rows:
        first, *others = wrapped(row["scope"])
        yield [*(text_of(row[name]) for name in ("by", "kind", "of")), first]
        yield from (["", "", "", line] for line in others)


def news_cells(found: News) -> Iterator[Cells]:
    """Yield what is new, what was carried again, what may be new, and what is disputed since."""
    changed = {item.assertion_id for item in found.changed}
    for item in found.new:
        name = "changed" if item.assertion_id in changed else "new"
        name += "" if item.is_sure else ", or later"
        cells = (name, item.assertion_id, item.originator_id, item.label, ", ".join(item.claim_ids))
        yield [text_of(cell) for cell in cells]
    for name, items in (("carried", found.carried), ("possibly new", found.possibly_new)):
        for item in items:
            cells = (name, item.assertion_id, item.originator_id, item.label, ", ".join(item.claim_ids))
            yield [text_of(cell) for cell in cells]
    for one in found.contradicted:
        yield [text_of(cell) for cell in (one.kind, one.of, one.by, one.scope, ", ".join(one.by_claims))]


def possibly_new_line(dataset: Dataset, found: News) -> str:
    """Return how many may have become known in these days, and of which documents the day is not certain."""
    claims = [dataset.claims_by_id[key] for item in found.possibly_new for key in item.claim_ids]
    documents = ", ".join(sorted({claim.document_id for claim in claims}))
    return f"{len(found.possibly_new):,} possibly new: the day is not certain of {documents}."


def tally_line(counted: dict[str, int]) -> str:
    """Return the tally in one line, empty bins left out; it adds up."""
    bins = [
        f"{count} {name.replace('_', ' ')}" for name, count in counted.items() if count and name != "total"
    ]
    return f"{' + '.join(bins) or 'no claims'} = {counted['total']} claims."
