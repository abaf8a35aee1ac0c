"""What each originator said under a selection, in a few words: one row for each, the weightiest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from muster.figures.kept import Kept
from muster.figures.palette import Family, family_of
from muster.figures.words import answered, drawn_claims, headlines, source_weights
from muster.model import Claim, Dataset
from muster.query.selection import Selection
from muster.query.standing import standing_words
from muster.vocabulary import CREDIBILITY_LABELS, Kind, Reliability, SourceKind, Stance
from muster.words import range_words

ORDER = "By weight: who speaks independently first, then by assertions and claims. The grade is no part of the order."
GRADES = (
    "Grade: Admiralty code, source then claims. F and 6 mean that it cannot be judged, not that it is worst."
)
_UNNAMED = {Reliability.F: "source cannot be judged"}
_ROOM = 4_000
_DESERTED = "reported deserted"
"""How a headline tells deserters from who is present: they have left."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One originator. Each field is what a cell says; "" where there is nothing to say."""

    source_id: str
    family: Family
    name: str
    kind: str
    reported: str
    places: str
    present: str
    deserted: str
    planned: str
    spoken: str
    claims: int
    carried: str
    standing: tuple[str, ...]
    grade: str
    grade_words: str


_kept: Kept[tuple[SourceRow, ...]] = Kept(_ROOM, len)


def source_rows(dataset: Dataset, selection: Selection) -> tuple[SourceRow, ...]:
    """Return a row for each originator of a shown claim, in order of weight. Raises SelectionError."""
    return _kept.get((dataset, selection), lambda: _rows(dataset, selection))


def _rows(dataset: Dataset, selection: Selection) -> tuple[SourceRow, ...]:
    shown = drawn_claims(dataset, answered(dataset, selection))
    held: dict[str, list[Claim]] = {}
    for claim in shown:
        held.setdefault(claim.originator_id, []).append(claim)
    return tuple(_row(dataset, selection, key, held[key]) for key, _ in source_weights(dataset, shown))


def _row(dataset: Dataset, selection: Selection, key: str, claims: Sequence[Claim]) -> SourceRow:
    source = dataset.sources[key]
    numbers = headlines(dataset, replace(selection, originators=(key,)))
    there = [line for line in numbers if not line.is_planned]
    fled = [line for line in there if _DESERTED in line.meaning]
    return SourceRow(
        source_id=key,
        family=family_of(source.kind),
        name=source.called,
        kind=_kind_words(dataset, key),
        reported=_reported(dataset, claims),
        places=_places(dataset, claims),
        present=", ".join(line.number for line in there if line not in fled),
        deserted=", ".join(line.number for line in fled),
        planned=", ".join(line.number for line in numbers if line.is_planned),
        spoken=_spoken(dataset, claims),
        claims=len(claims),
        carried=_carried(dataset, claims),
        standing=_standing(dataset, selection, claims),
        grade=_grade(source.reliability, claims),
        grade_words=_grade_words(source.reliability, claims),
    )


def _kind_words(dataset: Dataset, key: str) -> str:
    source = dataset.sources[key]
    if source.kind is SourceKind.UNATTRIBUTED:
        return "No source is named"
    told = [dataset.sources[other].called for other in source.informed_by if other in dataset.sources]
    return source.kind.label + (f", informed by {', '.join(told)}" if told else "")


def _listed(words: Iterable[str], most: int, more: str) -> str:
    found = list(dict.fromkeys(words))
    kept = found[:most] if len(found) > most + 1 else found
    rest = len(found) - len(kept)
    return ", ".join([*kept, *([f"{rest:,} {more}"] if rest else [])])


def _reported(dataset: Dataset, claims: Sequence[Claim]) -> str:
    """Return the kinds of what was said, the most frequent first; what answers others names its stance before it."""
    asserted = Counter(c.kind for c in claims if c.stance is Stance.ASSERTS and c.kind is not Kind.PLANNED)
    planned = sum(c.stance is Stance.ASSERTS and c.kind is Kind.PLANNED for c in claims)
    answers = Counter(_answer(dataset, c) for c in claims if c.stance is not Stance.ASSERTS)
    words = [kind.label.lower() for kind, _ in asserted.most_common()]
    words += [word for word, _ in answers.most_common()]
    words += ["plans"] if planned else []
    told = _listed(words, 4, "more")
    return told[:1].upper() + told[1:]


def _answer(dataset: Dataset, claim: Claim) -> str:
    """Return what a claim does with what another said: a confirmation by its kind, the rest by what they are about."""
    stance = claim.stance.label.lower()
    if claim.stance is Stance.CONFIRMS or not claim.about:
        return f"{stance} {claim.kind.label.lower()}" if claim.stance is not Stance.DECLINES else stance
    return f"{stance}: {dataset.assertions[claim.about[0]].label}"


def _places(dataset: Dataset, claims: Sequence[Claim]) -> str:
    counted = Counter(dataset.places[c.place_id].name for c in claims if c.place_id)
    return _listed((name for name, _ in counted.most_common()), 3, "more places") or "no place named"


def _spoken(dataset: Dataset, claims: Sequence[Claim]) -> str:
    """Return from when to when a source said something for the first time: who carries it on makes nobody speak again."""
    first: dict[str, date] = {}
    for claim in claims:
        day, key = dataset.known_span(claim).earliest, claim.assertion_id or claim.claim_id
        if day:
            first[key] = min(first.get(key, day), day)
    return range_words(min(first.values()), max(first.values())) if first else "day not told"


def _carried(dataset: Dataset, claims: Sequence[Claim]) -> str:
    counted = Counter(dataset.sources[dataset.publisher_id(claim)].called for claim in claims)
    return _listed((name for name, _ in counted.most_common()), 3, "more")


def _standing(dataset: Dataset, selection: Selection, claims: Sequence[Claim]) -> tuple[str, ...]:
    """Return how many assertions stand how. One may be both corroborated and disputed, so the numbers need not add up."""
    counted: Counter[str] = Counter()
    for words in _standings(dataset, claims, selection.as_of).values():
        counted.update(words)
    order = ("corroborated", "corroborated in part", "disputed", "denied", "alone")
    found = [f"{counted[name]:,} {name}" for name in order if counted[name]]
    answers = counted["answer"]
    return (*found, *([f"{answers:,} answer{'' if answers == 1 else 's'} to others"] if answers else []))


def _standings(dataset: Dataset, claims: Sequence[Claim], as_of: date | None) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for claim in claims:
        stands = found.setdefault(claim.assertion_id or claim.claim_id, set())
        if claim.stance is not Stance.ASSERTS:
            stands.add("answer")
            continue
        words = standing_words(dataset, claim, as_of)
        if words.startswith("corroborated, but not"):
            stands.add("corroborated in part")
        elif words.startswith("corroborated"):
            stands.add("corroborated")
        stands.update(word for word in ("disputed", "denied") if word in words)
    for stands in found.values():
        if not stands:
            stands.add("alone")
        if "corroborated" in stands:
            stands.discard("corroborated in part")
    return found


def _credibilities(claims: Sequence[Claim]) -> tuple[list[int], bool]:
    graded = sorted({c.credibility for c in claims if c.credibility is not None and c.credibility != 6})
    return graded, any(c.credibility == 6 for c in claims)


def _grade(reliability: Reliability, claims: Sequence[Claim]) -> str:
    graded, has_unjudged = _credibilities(claims)
    parts = [str(graded[0]) if len(graded) == 1 else f"{graded[0]}–{graded[-1]}"] if graded else []
    parts += ["6"] if has_unjudged else []
    return " ".join([reliability.value, " or ".join(parts)]).strip()


def _grade_words(reliability: Reliability, claims: Sequence[Claim]) -> str:
    graded, has_unjudged = _credibilities(claims)
    source = _UNNAMED.get(reliability, reliability.label.lower())
    labels = [
        CREDIBILITY_LABELS[grade].lower()
        for grade in dict.fromkeys((graded or [0])[:1] + (graded or [0])[-1:])
        if grade
    ]
    labels += ["truth cannot be judged"] if has_unjudged else []
    if reliability is Reliability.F and has_unjudged and not graded:
        return "cannot be judged"
    return f"{source}; {' to '.join(labels[:2]) if len(graded) > 1 else ' or '.join(labels)}".rstrip("; ")


def row_words(row: SourceRow) -> str:
    """Return a row as a sentence, for who hears the figure."""
    parts = [
        f"{row.name} ({row.kind[:1].lower() + row.kind[1:]})",
        f"{row.reported[:1].lower() + row.reported[1:]}; {row.places}",
        f"{row.present} reported present" if row.present else "",
        f"{row.deserted} reported deserted" if row.deserted else "",
        f"{row.planned} planned" if row.planned else "",
        f"spoken {row.spoken}",
        f"{row.claims:,} claim{'' if row.claims == 1 else 's'}, carried by {row.carried}",
        ", ".join(row.standing),
        f"grade {row.grade}, {row.grade_words}",
    ]
    return ": ".join([parts[0], "; ".join(part for part in parts[1:] if part)]) + "."
