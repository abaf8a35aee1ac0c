"""The strength as one sentence, and as a range in words.

Each number with who said it, how many independent origins that makes, who bears the deployment out without a number,
what is planned, and as known on which day.

`headline.js` says the same on the map, frame by frame; a browser test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from muster.model import Claim, Dataset
from muster.query.engine import Answer, answer
from muster.query.facts import shown_claims
from muster.query.first_days import is_before_all, missing_day
from muster.query.links import linked, replaced_by, wholes_of
from muster.query.roles import Role
from muster.query.said import counts_people, role_in
from muster.query.selection import Selection
from muster.query.strength import strength
from muster.query.totals import UNGIVEN, Number, Standing
from muster.query.windows import dated_elsewhere
from muster.vocabulary import Known, SourceKind, Stance, Window
from muster.words import day_words, figure_words, troops_words

MOST_TOLD, MOST_BESIDE = 5, 3
"""Of more numbers the smallest and the largest are told, and how many lie between."""
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def headline_words(dataset: Dataset, selection: Selection) -> str:
    """Return what is reported and planned under a selection, in one sentence; empty where no number is given.

    Raises SelectionError for a selection that the data set cannot be asked.
    """
    found = strength(dataset, selection)
    if not found.present.figures and not found.planned.figures:
        return ""
    judged = answer(dataset, selection)
    said: list[str] = []
    is_one = len(by_troops((*found.present.figures, *found.planned.figures))) == 1
    for figures, is_planned in ((found.present.figures, False), (found.planned.figures, True)):
        for troops, group in by_troops(figures).items():
            givers = _givers(group)
            verb = "planned" if is_planned else verb_of(group)
            words = f"{_figures(dataset, group)} {verb}{_at(dataset, group)}{_doubts(dataset, selection, judged, givers)}"
            lead = "" if is_one else f"troops of {troops_words(troops)}: "
            said.append(f"{lead}{words}" + ("" if is_planned else f", {_origins(dataset, givers)}"))
            said += [] if is_planned else _bearers(dataset, selection, judged, givers)
    if selection.as_of:
        said.append(f"as known on {day_words(selection.as_of)}")
    return "; ".join(said)


def by_troops(figures: Sequence[Standing]) -> dict[str, tuple[Standing, ...]]:
    """Return the figures by whose troops they count, sorted: those of one origin are no alternative to another's."""
    origins = sorted({figure.number.troop_origin for figure in figures})
    return {origin: tuple(f for f in figures if f.number.troop_origin == origin) for origin in origins}


def verb_of(figures: Sequence[Standing]) -> str:
    """Return `reported present`, or `reported deserted` where only deserters are counted."""
    return "reported deserted" if all(f.number.is_desertion for f in figures) else "reported present"


def _givers(figures: Iterable[Standing]) -> list[Standing]:
    """Return the figures, then the parts that bound them from below, each claim once."""
    standing = list(figures)
    every = standing + [f.part for f in standing if f.part]
    return list({f.number.claim_id: f for f in reversed(every)}.values())[::-1]


def _listed(words: Sequence[str]) -> str:
    return "".join(words) if len(words) < 2 else f"{', '.join(words[:-1])} and {words[-1]}"


def _short(dataset: Dataset, source_id: str) -> str:
    return dataset.sources[source_id].called


def _is_informed(dataset: Dataset, source_id: str, by: str) -> bool:
    return source_id != by and source_id not in dataset.independent((source_id, by))


def _speaker(dataset: Dataset, number: Number, givers: Iterable[Standing]) -> str:
    source_id = number.originator_id
    order = {key: i for i, key in enumerate(dataset.sources)}
    told = {
        g.number.originator_id for g in givers if _is_informed(dataset, source_id, g.number.originator_id)
    }
    if not told:
        return _short(dataset, source_id)
    how = "briefed" if dataset.sources[source_id].kind is SourceKind.LAWMAKER else "informed"
    names = [_short(dataset, key) for key in sorted(told, key=order.__getitem__)]
    return f"{_short(dataset, source_id)}, {how} by {_listed(names)}"


def _figures(dataset: Dataset, figures: Sequence[Standing]) -> str:
    givers = _givers(figures)
    is_apart = not _at(dataset, figures)

    def said(figure: Standing) -> tuple[str, str]:
        number = figure.number
        words = figure_words(dataset, dataset.claims_by_id[number.claim_id])
        place = _only_place(dataset, figure) if is_apart else None
        at = f" at {dataset.places[place].name}" if place else ""
        return f"{words}{at}", f"({_speaker(dataset, number, givers)})"

    phrases = []
    for figure in sorted(figures, key=lambda f: (f.number.size, f.number.position)):
        words, who = said(figure)
        if figure.part:
            phrases.append(f"{' '.join(said(figure.part))} to {words.removeprefix('up to ')} {who}")
        else:
            phrases.append(f"{words} {who}")
    if len(phrases) > MOST_TOLD:
        return f"{phrases[0]}, or {phrases[-1]}, or one of {len(phrases) - 2} numbers between"
    return ", or ".join(phrases)


def _only_place(dataset: Dataset, figure: Standing) -> str | None:
    """Return the one place that a number is of, None for one of the whole or of several places.

    It is the most specific that is given: who carries it on may name no more than the region.
    """
    claims = [dataset.claims_by_id[key] for key in figure.claim_ids]
    claim = min(claims, key=lambda c: c.geo_precision or UNGIVEN)
    said = dataset.claims_by_id[figure.number.claim_id]
    return None if figure.is_total or dataset.places_of_statement(said) > 1 else claim.place_id


def _at(dataset: Dataset, figures: Sequence[Standing]) -> str:
    places = {_only_place(dataset, figure) for figure in figures}
    place_id = places.pop() if len(places) == 1 else None
    return f" at {dataset.places[place_id].name}" if place_id else ""


def where_words(dataset: Dataset, figures: Sequence[Standing]) -> str:
    """Return what a range is of, where it is not of the whole: ` at Ussuriysk`, `, each number of one place`; else ""."""
    apart = sum(_only_place(dataset, figure) is not None for figure in figures)
    among = (
        ""
        if not apart
        else ", some of one place only"
        if apart < len(figures)
        else ", each number of one place"
    )
    return _at(dataset, figures) or among


def _doubts(dataset: Dataset, selection: Selection, judged: Answer, givers: Sequence[Standing]) -> str:
    """Say which of the numbers are no more than possible: all of them, or these; and why where no first day is named."""
    rows = {row.claim_id: row for row in judged.rows}

    def told(words: str, doubtful: Sequence[Standing]) -> str:
        if len(doubtful) in {0, len(givers)}:
            return f", {words}" if doubtful else ""
        ordered = sorted(doubtful, key=lambda f: (f.number.size, f.number.position))
        return f", {_listed([_number_words(dataset, f) for f in ordered])} {words}"

    unsure = [f for f in givers if all(rows[k].window not in {None, Window.CERTAIN} for k in f.claim_ids)]
    unsaid = [f for f in givers if all(rows[k].known is Known.POSSIBLY for k in f.claim_ids)]
    named = {
        missing: [f for f in unsure if _missing(dataset, f) == missing]
        for missing in ("", "first day", "day")
    }
    if is_before_all(dataset, selection):
        words = [told(early_words(missing), named[missing]) for missing in ("first day", "day")]
    else:
        words = [
            told("possibly in these days" + (f" (no {missing} is given)" if missing else ""), figures)
            for missing, figures in named.items()
        ]
    return "".join(words) + told("possibly not yet said by then", unsaid)


def early_words(missing: str) -> str:
    """Return by what alone a number reaches days before anything is dated or was said."""
    return f"by claims that name no {missing}"


def _missing(dataset: Dataset, figure: Standing) -> str:
    return missing_day(dataset.claims_by_id[key] for key in figure.claim_ids)


def _origins(dataset: Dataset, givers: Sequence[Standing]) -> str:
    lead = linked(dataset)
    speakers: dict[str, set[str]] = {}
    for giver in givers:
        key = giver.number.assertion_id
        speakers.setdefault(lead.get(key, key), set()).add(giver.number.originator_id)
    count = len(dataset.independent(sorted(set().union(*speakers.values()))))
    together = max(len(dataset.independent(sorted(said))) for said in speakers.values())
    number = _WORDS[count] if count < len(_WORDS) else str(count)
    words = f"{number} independent {'origin' if count == 1 else 'origins'}"
    return f"{words}, each with its own figure" if count > together else words


def _bearers(dataset: Dataset, selection: Selection, judged: Answer, givers: Sequence[Standing]) -> list[str]:
    """Say who bears the same out without a number, those left out whom another of all the speakers informs."""
    lead = linked(dataset)

    def group(claim: Claim) -> str:
        key = claim.assertion_id or claim.claim_id
        return lead.get(key, key)

    # Who bears out what a number contains or replaces bears out the deployment that the number is of.
    given = {giver.number.assertion_id for giver in givers}
    wholes, newer = wholes_of(dataset), replaced_by(dataset)
    inside = {key for key in dataset.assertions if given & (wholes[key] | newer[key])}
    groups = {lead.get(key, key) for key in given | inside}
    counting = {g.number.originator_id for g in givers}
    around = [
        claim
        for claim in shown_claims(dataset, judged)
        if role_in(dataset, claim) is Role.PRESENT
        and group(claim) in groups
        and dated_elsewhere(dataset, claim, selection) is None
    ]
    with_number = counting | {claim.originator_id for claim in around if counts_people(dataset, claim)}
    bare = [claim for claim in around if claim.originator_id not in with_number]
    confirming = {claim.originator_id for claim in bare if claim.stance is Stance.CONFIRMS}
    speakers = {claim.originator_id for claim in bare}
    alone = set(dataset.independent(sorted(counting | speakers))) & speakers
    order = [key for key in dataset.sources if key in alone]
    confirmed = [_short(dataset, key) for key in order if key in confirming]
    reported = [_short(dataset, key) for key in order if key not in confirming]
    said = []
    if confirmed:
        said.append(f"the deployment, without a number, confirmed by {_listed(confirmed)}")
    if reported:
        also = "also" if confirmed else "the deployment, without a number, also"
        said.append(f"{also} reported by {_listed(reported)}")
    return said


def people_words(dataset: Dataset, standing: Sequence[Standing]) -> str:
    """Return the figures without who said them: `1,500 to over 7,000`, `up to 10,000 or 12,000`; "" for none."""
    figures = sorted(standing, key=lambda f: (f.number.size, f.number.position))
    floors = [_floor(figure) for figure in figures]
    words = [_number_words(dataset, figure) for figure in figures]
    if not figures or any(floor is None for floor in floors):
        each = list(dict.fromkeys(words))
        if len(each) > MOST_BESIDE:
            each = [each[0], each[-1], f"{len(each) - 2} others"]
        return " or ".join(each)
    low = min(floor for floor in floors if floor is not None)
    high = max(_ceiling(figure) for figure in figures)
    if low == high or (len(figures) == 1 and figures[0].part is None):
        return words[-1]
    is_open = any(f.number.high is None and f.number.best is None and f.number.low == high for f in figures)
    return f"{low:,} to {'over ' if is_open else ''}{high:,}"


def words_by_troops(dataset: Dataset, standing: Sequence[Standing]) -> str:
    """Return `people_words`, for each origin of troops where there are several: `Colombia 150 to 200; Russia 7 deserted`."""

    def told(group: Sequence[Standing]) -> str:
        is_fled = bool(group) and verb_of(group) == "reported deserted"
        return people_words(dataset, group) + (" deserted" if is_fled else "")

    groups = by_troops(standing)
    if len(groups) < 2:
        return told(standing)
    return "; ".join(f"{troops_words(troops)} {told(group)}" for troops, group in groups.items())


def _floor(figure: Standing) -> int | None:
    numbers = [figure.number, *([figure.part.number] if figure.part else [])]
    return next((n for number in numbers for n in (number.low, number.best) if n is not None), None)


def _ceiling(figure: Standing) -> int:
    number = figure.number
    return next(n for n in (number.high, number.best, number.low) if n is not None)


def _number_words(dataset: Dataset, figure: Standing) -> str:
    return figure_words(dataset, dataset.claims_by_id[figure.number.claim_id])
