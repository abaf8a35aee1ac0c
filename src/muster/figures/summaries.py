"""What is drawn at each place under a selection: the rules of `placeSummary` and `words` in the browser's layer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from muster.figures.kept import Kept
from muster.figures.palette import Family, families_of
from muster.model import Claim, Dataset
from muster.query.engine import ask_shown
from muster.query.frame import POSITION
from muster.query.knowing import known_claims
from muster.query.links import linked
from muster.query.presence import numbers_by_place
from muster.query.roles import Role
from muster.query.selection import Selection
from muster.query.totals import UNGIVEN, Number, Standing, by_assertion, stand
from muster.vocabulary import GeoPrecision, Known, Stance, Window
from muster.words import figure_words, range_words

_COLUMNS = (
    POSITION,
    "claim_id",
    "place_id",
    "role",
    "window",
    "known",
    "is_elsewhere",
    "is_disputed",
    "is_denied",
)
_SURE = {None, Window.CERTAIN.value}


@dataclass(frozen=True, slots=True)
class Row:
    """One shown claim. `is_sure`: it surely lies in the window and had surely been made."""

    claim: Claim
    role: Role
    is_sure: bool
    is_elsewhere: bool
    is_disputed: bool
    is_denied: bool


@dataclass(slots=True)
class Summary:
    """What a place comes to. `tone` is `present`, `planned`, `answer` or `elsewhere`; `speaking` are the rows that give it.

    `figures` are the numbers that no other there contains, the largest first; `origins` the independent originators of
    the best supported presence. A status belongs to the place when all that is said of it has it; `is_partly`, when
    only some of it. `deniers` are those who had denied, or may have denied, what `shown` asserts: whatever else they deny at
    the place is none of it. `of_years` holds where the days of all that is drawn, of an event or of its first saying, are of more than
    one year.
    """

    place_id: str
    shown: list[Row] = field(default_factory=list)
    planned: list[Row] = field(default_factory=list)
    answers: list[Row] = field(default_factory=list)
    elsewhere: list[Row] = field(default_factory=list)
    figures: list[Standing] = field(default_factory=list)
    origins: int = 0
    deniers: tuple[str, ...] = ()
    of_years: bool = False

    @property
    def tone(self) -> str:
        rows = (("present", self.shown), ("planned", self.planned), ("answer", self.answers))
        return next((name for name, found in rows if found), "elsewhere")

    @property
    def speaking(self) -> list[Row]:
        return self.shown or self.planned or self.answers or self.elsewhere

    @property
    def is_sure(self) -> bool:
        return self.tone != "elsewhere" and any(row.is_sure for row in self.speaking)

    @property
    def is_disputed(self) -> bool:
        return bool(self.shown) and all(row.is_disputed for row in self.shown)

    @property
    def is_denied(self) -> bool:
        if self.shown:
            return all(row.is_denied for row in self.shown)
        return any(row.claim.stance is Stance.DENIES for row in self.answers)

    @property
    def is_partly(self) -> bool:
        return any(row.is_disputed or row.is_denied for row in self.shown)

    @property
    def size(self) -> int | None:
        return self.figures[0].number.size if self.figures else None

    @property
    def precisions(self) -> set[GeoPrecision | None]:
        return {row.claim.geo_precision for row in self.speaking}


_MOST_ROWS = 200_000
_summaries: Kept[tuple[Summary, ...]] = Kept(
    _MOST_ROWS,
    lambda found: sum(
        1 + len(one.shown) + len(one.planned) + len(one.answers) + len(one.elsewhere) for one in found
    ),
)


def summaries(dataset: Dataset, selection: Selection) -> tuple[Summary, ...]:
    """Return what is drawn under a selection, in the order of the gazetteer. Raises SelectionError."""
    return _summaries.get((dataset, selection), lambda: _summaries_of(dataset, selection))


def _summaries_of(dataset: Dataset, selection: Selection) -> tuple[Summary, ...]:
    found: dict[str, Summary] = {}
    for row in _rows(dataset, selection):
        place_id = row.claim.place_id
        if place_id is None:
            continue
        summary = found.setdefault(place_id, Summary(place_id))
        if row.is_elsewhere:
            summary.elsewhere.append(row)
        elif row.role is Role.PRESENT:
            summary.shown.append(row)
        elif row.role is Role.PLANNED:
            summary.planned.append(row)
        else:
            summary.answers.append(row)
    for place_id, numbers in _numbers(dataset, selection).items():
        by = by_assertion(numbers)
        tops = [stand(group) for key, group in by.items() if not dataset.wholes(key) & by.keys()]
        found[place_id].figures = sorted(tops, key=lambda f: (-f.number.size, f.number.position))
    lead = linked(dataset)
    for summary in found.values():
        summary.origins = _origins(dataset, lead, summary.shown)
        summary.deniers = _deniers(dataset, summary.shown, selection.as_of)
    of_years = len(_years(dataset, found.values())) > 1
    for summary in found.values():
        summary.of_years = of_years
    return tuple(found[key] for key in dataset.places if key in found)


def _rows(dataset: Dataset, selection: Selection) -> list[Row]:
    asked = sorted(ask_shown(dataset, _shown_rows, selection), key=lambda row: int(row[POSITION]))
    return [
        Row(
            claim=dataset.claims_by_id[row["claim_id"]],
            role=Role(row["role"]),
            is_sure=row["window"] in _SURE and row["known"] != Known.POSSIBLY.value,
            is_elsewhere=bool(row["is_elsewhere"]) and row["role"] != Role.ANSWER,
            is_disputed=bool(row["is_disputed"]),
            is_denied=bool(row["is_denied"]),
        )
        for row in asked
    ]


def _shown_rows(shown: Any) -> Any:
    return shown.select(*_COLUMNS).order_by(POSITION)


def _numbers(dataset: Dataset, selection: Selection) -> dict[str, list[Number]]:
    numbers: dict[str, list[Number]] = {}
    for row in sorted(ask_shown(dataset, numbers_by_place, selection), key=lambda row: int(row[POSITION])):
        numbers.setdefault(row["place_id"], []).append(
            Number(
                row[POSITION], row["claim_id"], row["statement_id"], row["said_order"], row["known_earliest"],
                row["key"], row["originator_id"], row["geo_precision"] or UNGIVEN, row["count_low"], row["count_best"],
                row["count_high"],
            )
        )  # fmt: skip
    return numbers


def _origins(dataset: Dataset, lead: Any, rows: Iterable[Row]) -> int:
    groups: dict[str, set[str]] = {}
    for row in rows:
        key = row.claim.assertion_id
        groups.setdefault(lead[key] if key else row.claim.claim_id, set()).add(row.claim.originator_id)
    return max((len(dataset.independent(sorted(speakers))) for speakers in groups.values()), default=0)


def _deniers(dataset: Dataset, rows: Iterable[Row], as_of: date | None) -> tuple[str, ...]:
    keys = dict.fromkeys(row.claim.assertion_id for row in rows if row.claim.assertion_id)
    answers = (c for key in keys for c in known_claims(dataset, dataset.answers_to[key], as_of))
    who = {c.originator_id for c in answers if c.stance is Stance.DENIES}
    return tuple(key for key in dataset.sources if key in who) if who else ()


def families(dataset: Dataset, summary: Summary) -> tuple[Family, ...]:
    """Return the families of source that speak of a place, in the legend's order."""
    return families_of(dataset.sources[row.claim.originator_id].kind for row in summary.speaking)


@dataclass(frozen=True, slots=True)
class Label:
    """The words at a mark. `line` is the whole of it, `shorter` what may stand where there is no room, `least` what always must."""

    name: str
    line: str
    shorter: str
    least: str

    @property
    def choices(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.line, self.shorter, self.least)))


def label_of(dataset: Dataset, summary: Summary) -> Label:
    """Return a place's name with its number and who gave it, who else speaks, when, and what qualifies it."""
    parts = []
    speakers = dict.fromkeys(row.claim.originator_id for row in summary.speaking)
    if summary.figures:
        first, *others = summary.figures
        claim = dataset.claims_by_id[first.number.claim_id]
        parts.append(f"{figure_words(dataset, claim)} ({short(dataset, claim.originator_id)})")
        # The number's own days, next to it: those of all that speak would make it last from the first to the last of them.
        parts.append(_days_words(summary, (r for r in summary.speaking if _is_of(r.claim, claim))))
        if others:
            parts.append("other figures")
        for figure in summary.figures:
            speakers.pop(figure.number.originator_id, None)
    qualifier = _qualifier(dataset, summary)
    if summary.tone == "answer":
        said = _answering(summary)
        parts.append(_scope_of(dataset, said))
        for claim in said:
            speakers.pop(claim.originator_id, None)
    rest = [short(dataset, key) for key in speakers]
    if rest:
        parts.append(f"{rest[0]}, {len(rest) - 1} more" if len(rest) > 2 else ", ".join(rest))
    if not summary.figures:
        parts.append(_days_words(summary, summary.speaking))
    if summary.tone == "present":
        parts.append(_beside(dataset, summary))
    line = [*parts, qualifier] if summary.tone == "present" else [qualifier, *parts]
    name = dataset.places[summary.place_id].name
    return Label(
        name, _joined(line), _joined([parts[0] if parts else "", qualifier]), _ALONE.get(qualifier, qualifier)
    )


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)


def _years(dataset: Dataset, found: Iterable[Summary]) -> set[int]:
    claims = [
        row.claim
        for one in found
        for rows in (one.shown, one.planned, one.answers, one.elsewhere)
        for row in rows
    ]
    days = ((c.event_start, c.event_end, dataset.known_span(c).earliest) for c in claims)
    return {day.year for given in days for day in given if day}


def _is_of(claim: Claim, other: Claim) -> bool:
    """Whether two claims say the same thing."""
    return claim is other or (claim.assertion_id is not None and claim.assertion_id == other.assertion_id)


def _days_words(summary: Summary, rows: Iterable[Row]) -> str:
    dated = [
        (c.event_start, c.event_end) for c in (row.claim for row in rows) if c.event_start and c.event_end
    ]
    if not dated:
        return ""
    words = range_words(min(first for first, _ in dated), max(last for _, last in dated))
    return words if summary.of_years else words.rsplit(" ", 1)[0]


def _qualifier(dataset: Dataset, summary: Summary) -> str:
    if summary.tone == "planned":
        return "planned"
    if summary.tone == "elsewhere":
        return "dated outside these days"
    if summary.tone == "answer":
        said = _answering(summary)
        if not said:
            claim = summary.speaking[0].claim
            return (claim.kind if claim.stance is Stance.ASSERTS else claim.stance).label.lower()
        return _by(dataset, _ANSWERS[said[0].stance], (c.originator_id for c in said))
    if summary.is_denied:
        return _by(dataset, _ANSWERS[Stance.DENIES], summary.deniers)
    return "disputed" if summary.is_disputed else "partly disputed" if summary.is_partly else ""


_ALONE = {"disputed": "report disputed", "partly disputed": "some reports disputed"}
"""With nothing else beside it: that it is a report which is disputed, and not the place."""
_ANSWERS = {Stance.DENIES: "denied by", Stance.DOUBTS: "doubted by", Stance.DECLINES: "no comment by"}


def _answering(summary: Summary) -> list[Claim]:
    """The denials among a place's answers, else those of the first's stance; none where that answers nothing."""
    claims = [row.claim for row in summary.answers]
    denials = [c for c in claims if c.stance is Stance.DENIES]
    return denials or [c for c in claims if c.stance is claims[0].stance and c.stance in _ANSWERS]


def _beside(dataset: Dataset, summary: Summary) -> str:
    """What is denied at the place that is nothing of what is shown there, in the denials' own words."""
    asserted = {row.claim.assertion_id for row in summary.shown}
    claims = (row.claim for row in summary.answers if row.claim.stance is Stance.DENIES)
    beside = [c for c in claims if not asserted.intersection(c.about)]
    if not beside:
        return ""
    words = _by(dataset, f"beside it, {_ANSWERS[Stance.DENIES]}", (c.originator_id for c in beside))
    return ": ".join(filter(None, (words, _scope_of(dataset, beside))))


def _scope_of(dataset: Dataset, answers: Iterable[Claim]) -> str:
    """The answers' own words: what they answer is not told, as they reach no further, and may be known before it."""
    keys = dict.fromkeys(c.assertion_id for c in answers if c.assertion_id)
    return "; ".join(dataset.assertions[key].label for key in keys)


def _by(dataset: Dataset, words: str, source_ids: Iterable[str]) -> str:
    return f"{words} {', '.join(short(dataset, key) for key in dict.fromkeys(source_ids))}"


def short(dataset: Dataset, source_id: str) -> str:
    """Return the short name of a source."""
    source = dataset.sources[source_id]
    return source.called
