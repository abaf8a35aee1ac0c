"""What every figure says beside its picture: both clocks, sources by weight, tally, caveat, version."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from muster.figures.kept import Kept
from muster.figures.spec import FigureSpec
from muster.model import Claim, Dataset
from muster.query.engine import Answer, answer
from muster.query.first_days import is_before_all, missing_day
from muster.query.headline import by_troops, early_words, people_words, verb_of, where_words
from muster.query.selection import NOTHING, Selection
from muster.query.strength import Strength, strength
from muster.query.totals import Standing
from muster.vocabulary import CREDIBILITY_LABELS, Bin, Kind, Stance, Tier
from muster.words import (
    count_words,
    country_words,
    dated_within,
    day_words,
    figure_words,
    range_words,
    troops_words,
)

NO_SOURCE = "No source speaks under these dates and filters"
CAVEAT = "Reported, not confirmed"
CREDIT = "Base map: Natural Earth, public domain. Places: GeoNames, CC BY 4.0. A line is no opinion on who is right."
_FILTERS = {
    "originators": "from",
    "publishers": "published by",
    "kinds": "kind",
    "stances": "stance",
    "tiers": "tier",
    "troop_origins": "troops of",
    "places": "at",
    "reliabilities": "reliability",
    "credibilities": "credibility",
}
_BY_DAY = {"timeline", "brief"}
_BIN_WORDS = {
    Bin.SHOWN: "shown",
    Bin.OUTSIDE: "outside these dates",
    Bin.NO_DATE: "undated, left out",
    Bin.NO_PLACE: "with no place on a map",
    Bin.NOT_YET_KNOWN: "not yet known",
    Bin.FILTERED: "filtered out",
    Bin.BACKGROUND: "background",
}


@dataclass(frozen=True, slots=True)
class FigureWords:
    """All the words around a picture. What does not apply is blank; `filters` is blank where nothing is filtered."""

    title: str
    subtitle: str
    happened: str
    said: str
    filters: str
    caveat: str
    tally: str
    sources: str
    note: str
    handling: str
    version: str
    credit: str

    @property
    def clocks(self) -> str:
        return f"{self.happened} · {self.said}"

    @property
    def all(self) -> tuple[str, ...]:
        return (
            self.title, self.subtitle, self.happened, self.said, self.filters, self.caveat, self.tally, self.sources,
            self.note, self.handling, self.version, self.credit,
        )  # fmt: skip


_MOST_ROWS = 400_000
_answers: Kept[Answer] = Kept(_MOST_ROWS, lambda found: len(found.rows))


def answered(dataset: Dataset, selection: Selection) -> Answer:
    """Return how every claim stands to a selection, asked once for all that a figure says of it. Raises SelectionError."""
    return _answers.get((dataset, selection), lambda: answer(dataset, selection))


def words_of(dataset: Dataset, spec: FigureSpec) -> FigureWords:
    """Return the words of a figure. Raises SelectionError for a selection that the data set cannot be asked."""
    found = answered(dataset, spec.selection)
    shown = drawn_claims(dataset, found)
    happened, said = clock_words(dataset, spec.selection, shown)
    return FigureWords(
        title=spec.title or dataset.title,
        subtitle="" if spec.title else dataset.subtitle,
        happened=happened,
        said=said,
        filters=filter_words(dataset, spec.selection),
        caveat=CAVEAT,
        tally=tally_words(found, by_day=spec.kind in _BY_DAY),
        sources=sources_line(dataset, shown, most=0 if spec.kind == "sources" else 20),
        note=spec.note,
        handling=spec.handling,
        version=f"Data {dataset.edition}",
        credit=CREDIT,
    )


def drawn_claims(dataset: Dataset, found: Answer) -> list[Claim]:
    """Return the claims in the bin `shown`, in the order of the data set."""
    return [dataset.claims_by_id[row.claim_id] for row in found.rows if row.bin is Bin.SHOWN]


def clock_words(dataset: Dataset, selection: Selection, shown: Iterable[Claim]) -> tuple[str, str]:
    """Return both clocks: when it is said to have happened, and when it was said.

    Where nothing is asked of a clock it tells the days that the shown claims give.
    """
    claims = list(shown)
    return _happened(selection, claims), _said(dataset, selection, claims)


def _happened(selection: Selection, claims: Sequence[Claim]) -> str:
    first, last = selection.event_from, selection.event_to
    undated = "" if selection.undated else ", undated left out"
    if first and last:
        return f"Happened: {range_words(first, last)}{undated}"
    if first or last:
        words = f"{day_words(first)} or later" if first else f"until {day_words(last)}" if last else ""
        return f"Happened: {words}{undated}"
    spans = [(c.event_start, c.event_end) for c in claims if c.kind is not Kind.PLANNED]
    # What was known on a day had not happened later.
    known = selection.as_of or date.max
    within = dated_within((first and min(first, known), last and min(last, known)) for first, last in spans)
    return f"Happened: any time ({within} where dated)" if within else "Happened: any time"


def _said(dataset: Dataset, selection: Selection, claims: Sequence[Claim]) -> str:
    if selection.as_of:
        return f"Said: as known on {day_words(selection.as_of)}"
    days: list[date] = []
    for span in {dataset.known_span(claim) for claim in claims}:
        days += [day for day in (span.earliest, span.latest) if day]
    return f"Said: any time ({range_words(min(days), max(days))})" if days else "Said: any time"


def filter_words(dataset: Dataset, selection: Selection) -> str:
    """Return what a selection leaves out beside dates, in words; "" where it leaves out nothing."""
    parts = []
    for name, word in _FILTERS.items():
        values = getattr(selection, name)
        if values:
            named = [_value_words(dataset, name, value) for value in values]
            more = f" and {len(named) - 6} more" if len(named) > 6 else ""
            parts.append(f"{word} {', '.join(named[:6])}{more}")
    return f"Only {'; '.join(parts)}" if parts else ""


def _value_words(dataset: Dataset, name: str, value: str) -> str:
    if value == NOTHING:
        return "none"
    worded: dict[str, Callable[[str], str]] = {
        "originators": lambda key: dataset.sources[key].called,
        "publishers": lambda key: dataset.sources[key].called,
        "places": lambda key: dataset.places[key].name,
        "kinds": lambda key: Kind(key).label.lower(),
        "stances": lambda key: Stance(key).label.lower(),
        "tiers": lambda key: Tier(key).label.lower(),
        "troop_origins": country_words,
        "credibilities": lambda key: f"{key} ({CREDIBILITY_LABELS[int(key)].lower()})",
    }
    return worded[name](value) if name in worded else value


def tally_words(found: Answer, *, by_day: bool = False) -> str:
    """Return the tally in one line that adds up: `51 claims: 30 shown, 9 with no place on a map, 12 background`.

    A timeline (`by_day`) has rows for those that no map can show: `51 claims: 39 shown (9 with no place on a map), 12 background`.
    """
    counts = dict(found.tally)
    beside = sum(row.is_listed and row.bin is Bin.NO_PLACE for row in found.rows) if by_day else 0
    counts[Bin.SHOWN] += beside
    counts[Bin.NO_PLACE] -= beside
    words = _BIN_WORDS | ({Bin.SHOWN: f"shown ({beside:,} {_BIN_WORDS[Bin.NO_PLACE]})"} if beside else {})
    parts = [f"{counts[name]:,} {words[name]}" for name in _BIN_WORDS if counts[name] or name is Bin.SHOWN]
    return f"{found.total:,} claim{'' if found.total == 1 else 's'}: {', '.join(parts)}"


def source_weights(dataset: Dataset, shown: Iterable[Claim]) -> list[tuple[str, int]]:
    """Return the originators of the claims with how many are theirs, the weightiest first.

    Who speaks independently of the others comes before who was informed by one of them, a source before what names no
    source; then who makes more assertions, then more claims, then the order of the sources. The reliability grade is no
    part of it: F, "cannot be judged", has no place in a row.
    """
    claims: dict[str, int] = {}
    assertions: dict[str, set[str]] = {}
    for claim in shown:
        claims[claim.originator_id] = claims.get(claim.originator_id, 0) + 1
        assertions.setdefault(claim.originator_id, set()).add(claim.assertion_id or claim.claim_id)
    independent = set(dataset.independent(claims))
    order = {key: index for index, key in enumerate(dataset.sources)}

    def weight(key: str) -> tuple[bool, bool, int, int, int]:
        unnamed = dataset.sources[key].kind.value == "unattributed"
        return (unnamed, key not in independent, -len(assertions[key]), -claims[key], order[key])

    return [(key, claims[key]) for key in sorted(claims, key=weight)]


def sources_line(dataset: Dataset, shown: Iterable[Claim], most: int = 20) -> str:
    """Return `Sources by weight: South Korea NIS (11), Ukraine GUR (4) ... in 5 documents`; with no names where `most` is 0."""
    claims = list(shown)
    weights = source_weights(dataset, claims)
    if not weights:
        return "Sources: none in this selection"
    named = [f"{dataset.sources[key].called} ({count:,})" for key, count in weights]
    documents = len({claim.document_id for claim in claims})
    carried = f"in {documents} document{'' if documents == 1 else 's'}"
    if not most:
        return f"{len(named):,} source{'' if len(named) == 1 else 's'} by weight {carried}"
    more = f", {len(named) - most} more" if len(named) > most else ""
    return f"Sources by weight (claims): {', '.join(named[:most])}{more}; {carried}"


@dataclass(frozen=True, slots=True)
class Headline:
    """A number in words with what it is a number of and who gives it; `is_planned` ones are set apart and lighter."""

    number: str
    meaning: str
    speakers: str
    is_planned: bool


@lru_cache(maxsize=512)
def headlines(dataset: Dataset, selection: Selection) -> tuple[Headline, ...]:
    """Return how many are reported present, then how many planned; what nobody counts is left out."""
    whole: Strength = strength(dataset, selection)
    rows = {row.claim_id: row for row in answered(dataset, selection).rows}
    found = []
    every = ((whole.present.figures, False), (whole.planned.figures, True))
    is_one = len(by_troops([figure for counted, _ in every for figure in counted])) == 1
    for troops, figures, is_planned in (
        (troops, group, planned) for counted, planned in every for troops, group in by_troops(counted).items()
    ):
        giving = [*figures, *(f.part for f in figures if f.part)]
        meaning = "planned, not present" if is_planned else verb_of(figures)
        meaning = meaning if is_one else f"troops of {troops_words(troops)} {meaning}"
        only_possible = not is_planned and any(
            all(rows[key].window not in {None, "certain"} for key in f.claim_ids) for f in giving
        )
        words = (
            meaning + where_words(dataset, figures) + (", possibly in these days" if only_possible else "")
        )
        said = dict.fromkeys(f"{_number_words(dataset, f)} ({_short(dataset, f)})" for f in giving)
        speakers = " · ".join([*list(said)[:3], *([f"{len(said) - 3} more"] if len(said) > 3 else [])])
        number = people_words(dataset, figures)
        if is_before_all(dataset, selection):
            claims = [dataset.claims_by_id[key] for f in giving for key in f.claim_ids]
            number, words = "No number", f"{meaning.removesuffix(', not present')} in these days"
            speakers = f"{early_words(missing_day(claims) or 'first day')}: · {speakers}"
        found.append(Headline(number, words, speakers, is_planned))
    return tuple(found)


def _number_words(dataset: Dataset, figure: Standing) -> str:
    claim = dataset.claims_by_id[figure.number.claim_id]
    return figure_words(dataset, claim) or count_words(claim)


def _short(dataset: Dataset, figure: Standing) -> str:
    source = dataset.sources[figure.number.originator_id]
    return source.called
