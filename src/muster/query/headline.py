"""The one sentence that a view comes to: how many, said by whom, from how many origins, and what bears it out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from muster.model import Dataset
from muster.query.engine import answer
from muster.query.facts import shown_claims
from muster.query.links import linked, reach
from muster.query.roles import gives_people
from muster.query.selection import Selection
from muster.query.strength import strength
from muster.query.totals import Range, Standing
from muster.query.windows import dated_elsewhere
from muster.vocabulary import Known, Stance
from muster.words import count_words, day_words, figure_words

NO_NUMBER = "no number reported present"


@dataclass(frozen=True, slots=True)
class Headline:
    """The parts of the sentence, each "" where there is nothing to say.

    `present` and `planned` are the figures with who said each; `origins` says how many independent originators stand
    behind the figures of presence; `borne_out` names who bears the same presence out and gives no number; `possibly`
    says what may not have been said yet on the day that is asked; `as_of` is that day in words.
    """

    present: str
    origins: str
    borne_out: str
    planned: str
    possibly: str
    as_of: str

    def __str__(self) -> str:
        present = f"{self.present} reported present" if self.present else NO_NUMBER
        first = ", ".join(part for part in (present, self.origins) if part)
        parts = (first, self.borne_out, self.planned and f"{self.planned} planned", self.possibly, self.as_of)
        return "; ".join(part for part in parts if part)


def headline(dataset: Dataset, selection: Selection) -> Headline:
    """Return the sentence of a view. Raises SelectionError for a selection that cannot be asked."""
    found = strength(dataset, selection)
    known = {row.claim_id: row.known for row in answer(dataset, selection).rows}
    perhaps = [
        f"{_number_words(dataset, figure)} ({_name(dataset, figure.number.originator_id)})"
        for people in (found.present, found.planned)
        for figure in _givers(people)
        if all(known[claim_id] is Known.POSSIBLY for claim_id in figure.claim_ids)
    ]
    return Headline(
        figures_words(dataset, found.present),
        _origins(dataset, found.present),
        _borne_out(dataset, selection, found.present),
        figures_words(dataset, found.planned),
        f"possibly not yet said by then: {_listed(perhaps)}" if perhaps else "",
        f"as known on {day_words(selection.as_of)}" if selection.as_of else "",
    )


def figures_words(dataset: Dataset, people: Range) -> str:
    """Return figures that stand beside each other with who said each, from the smallest: "" for none.

    They make a range, `about 1,500 (NIS) to 3,000 (lawmakers, briefed by the NIS)`, where each has a lower end; "up to"
    is none, but for the total that it contains or replaces. Else they stand side by side, joined by "or".
    """
    if not people.figures:
        return ""
    givers = sorted(_givers(people), key=lambda f: (f.number.size, f.number.position))
    if any(_floor(figure) is None for figure in people.figures):
        alone = sorted(people.figures, key=lambda f: (f.number.size, f.number.position))
        return " or ".join(_said(dataset, figure) for figure in alone)
    if len(givers) == 1:
        return _said(dataset, givers[0])
    within = f", {_listed(_said(dataset, f) for f in givers[1:-1])} among them" if len(givers) > 2 else ""
    last = _said(dataset, givers[-1]).removeprefix("up to ")
    return f"{_said(dataset, givers[0])} to {last}{within}"


def range_words(dataset: Dataset, people: Range) -> str:
    """Return the figures without who said them: `1,500 to over 7,000`, `up to 10,000 or 12,000`; "" for none."""
    figures = sorted(people.figures, key=lambda f: (f.number.size, f.number.position))
    floors = [_floor(figure) for figure in figures]
    words = [_number_words(dataset, figure) for figure in figures]
    if not figures or any(floor is None for floor in floors):
        return " or ".join(dict.fromkeys(words))
    low = min(floor for floor in floors if floor is not None)
    largest = figures[-1].number
    high = max(n for f in figures for n in (f.number.high, f.number.best, f.number.low) if n is not None)
    if low == high or (len(figures) == 1 and figures[0].part is None):
        return words[-1]
    is_open = largest.high is None and largest.best is None
    return f"{low:,} to {'over ' if is_open else ''}{high:,}"


def _givers(people: Range) -> list[Standing]:
    """The figures and the parts that bound them from below, each once."""
    every = [*people.figures, *(figure.part for figure in people.figures if figure.part)]
    return list({figure.number.claim_id: figure for figure in every}.values())


def _floor(figure: Standing) -> int | None:
    numbers = [figure.number, *([figure.part.number] if figure.part else [])]
    return next((n for number in numbers for n in (number.low, number.best) if n is not None), None)


def _number_words(dataset: Dataset, figure: Standing) -> str:
    return figure_words(dataset, dataset.claims_by_id[figure.number.claim_id])


def _said(dataset: Dataset, figure: Standing) -> str:
    source = dataset.sources[figure.number.originator_id]
    told = [_name(dataset, key) for key in source.informed_by]
    briefed = f", briefed by {_listed(told)}" if told else ""
    return f"{_number_words(dataset, figure)} ({_name(dataset, source.source_id)}{briefed})"


def _name(dataset: Dataset, source_id: str) -> str:
    source = dataset.sources[source_id]
    return source.short_name or source.name


def _origins(dataset: Dataset, people: Range) -> str:
    """Say how many independent originators the figures have; two that give each a number of their own are no two for it."""
    givers = _givers(people)
    if not givers:
        return ""
    every = dataset.independent(sorted({figure.number.originator_id for figure in givers}))
    if len(every) == 1:
        return "one independent origin"
    lead = linked(dataset)
    together: dict[str, set[str]] = {}
    for figure in givers:
        together.setdefault(lead[figure.number.assertion_id], set()).add(figure.number.originator_id)
    most = max(len(dataset.independent(sorted(group))) for group in together.values())
    return f"{most} independent origins" if most > 1 else "each number from one independent origin alone"


def _borne_out(dataset: Dataset, selection: Selection, people: Range) -> str:
    """Who bears out what the figures are of, without a number; those whom another of them informs are none."""
    lead = linked(dataset)
    wholes = {key: dataset.wholes(key) | {key} for key in dataset.assertions}
    givers = {figure.number.assertion_id for figure in _givers(people)}
    groups = {lead[whole] for key in givers for whole in wholes[key]}
    shown = [c for c in shown_claims(dataset, answer(dataset, selection)) if c.is_present and c.assertion_id]
    here = [c for c in shown if dated_elsewhere(dataset, c, selection) is None]
    numbered = {c.originator_id for c in here if gives_people(c) and count_words(c)}
    speakers = [
        c.originator_id
        for c in here
        if lead[c.assertion_id or ""] in groups and c.originator_id not in numbered
    ]
    told = {key: source.informed_by for key, source in dataset.sources.items()}
    apart = [key for key in dict.fromkeys(speakers) if not reach(key, told) & numbered]
    names = [_name(dataset, key) for key in dataset.independent(apart)]
    confirms = any(c.stance is Stance.CONFIRMS for c in here if c.originator_id in apart)
    verb = "confirmed" if confirms else "also reported"
    return f"the deployment, without a number, {verb} by {_listed(names)}" if names else ""


def _listed(words: Iterable[str]) -> str:
    every = list(words)
    return " and ".join([", ".join(every[:-1]), every[-1]] if len(every) > 1 else every)
