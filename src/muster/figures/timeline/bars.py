"""What stands on the time axis: a bar for each assertion, as long as its uncertainty, with a tick for each saying of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from muster.dates import DateSpan, window_fit
from muster.model import Claim, Dataset
from muster.query.engine import Answer, answer
from muster.query.roles import Role, size_of
from muster.query.said import bar_role_in, role_in
from muster.query.selection import Selection
from muster.query.windows import event_windows
from muster.vocabulary import Kind, SourceKind, Stance, Tier
from muster.words import count_words, figure_words

LANES = ("originator", "place", "kind")
"""What the lanes can stand for."""
NO_PLACE = "No place named"
_COARSEST = 9


@dataclass(frozen=True, slots=True)
class Tick:
    """One saying in public, by its earliest and latest day (None where open); `claim_ids` in the order of the data set."""

    earliest: date | None
    latest: date | None
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One assertion (or one statement that makes none), with the days on which it can have happened, None where open.

    `claim_id` is the claim that says most of it, `ticks` are its sayings, the one that can be the
    first in front. `is_elsewhere`
    holds where another claim dates it outside the window that is asked.
    """

    claim_id: str
    claim_ids: tuple[str, ...]
    assertion_id: str | None
    originator_id: str
    source_kind: SourceKind
    kind: Kind
    stance: Stance
    place_ids: tuple[str, ...]
    role: Role
    first_day: date | None
    last_day: date | None
    ticks: tuple[Tick, ...]
    is_elsewhere: bool = False

    @property
    def is_undated(self) -> bool:
        """Whether no day bounds when it happened."""
        return self.first_day is None and self.last_day is None

    @property
    def is_planned(self) -> bool:
        return self.role is Role.PLANNED

    @property
    def is_answer(self) -> bool:
        """Whether it denies, doubts or declines: a marked outline, never a fill."""
        return self.role is Role.ANSWER

    @property
    def first_said(self) -> date:
        """The first day on which it can have been said, the first of all days where that is not told."""
        return min((t.earliest for t in self.ticks if t.earliest), default=date.min)


@dataclass(frozen=True, slots=True)
class Lane:
    """Bars that belong together: `key` is an id of the data set or a code, `name` as shown."""

    key: str
    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lanes of dated bars and lanes of undated ones, in the same order, and each lane `together`, dated bars first.

    `background` counts what is listed and in no bar.
    """

    dated: tuple[Lane, ...]
    undated: tuple[Lane, ...]
    together: tuple[Lane, ...]
    background: int

    @property
    def bars(self) -> tuple[Bar, ...]:
        return tuple(bar for lane in (*self.dated, *self.undated) for bar in lane.bars)


@lru_cache(maxsize=16)
def timeline_of(
    dataset: Dataset, selection: Selection, *, lanes: str = "originator", join_echoes: bool = True
) -> Timeline:
    """Return what a selection puts on the time axis.

    Every listed claim is in a bar, those without a place too; background is only counted. With `join_echoes` all that
    carry one assertion are one bar; without it each statement is a bar of its own. Raises SelectionError.
    """
    found = answer(dataset, selection)
    claims = [dataset.claims_by_id[row.claim_id] for row in found.rows if row.is_listed]
    drawn = [claim for claim in claims if claim.tier is not Tier.SECONDARY]
    bars = [
        bar
        for group in _groups(dataset, drawn, by_place=lanes == "place", join_echoes=join_echoes)
        for bar in [_bar(dataset, selection, group, join_echoes=join_echoes)]
    ]
    dated = [bar for bar in bars if not bar.is_undated]
    undated = [bar for bar in bars if bar.is_undated]
    return Timeline(
        _in_lanes(dataset, dated, lanes),
        _in_lanes(dataset, undated, lanes),
        _in_lanes(dataset, bars, lanes),
        len(claims) - len(drawn),
    )


def drawn_count(dataset: Dataset, selection: Selection) -> tuple[int, Answer]:
    """Return how many claims a timeline shows, and the whole answer."""
    found = answer(dataset, selection)
    shown = sum(
        row.is_listed and dataset.claims_by_id[row.claim_id].tier is not Tier.SECONDARY for row in found.rows
    )
    return shown, found


def _groups(
    dataset: Dataset, claims: Iterable[Claim], *, by_place: bool, join_echoes: bool
) -> list[list[Claim]]:
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        role = (bar_role_in if join_echoes else role_in)(dataset, claim)
        if claim.assertion_id is None or not join_echoes:
            key: tuple[object, ...] = (
                "statement", claim.statement_id, role, claim.stance, claim.event_start, claim.event_end
            )  # fmt: skip
        else:
            key = ("assertion", claim.assertion_id, role)
        groups.setdefault(key, []).append(claim)
    if not by_place:
        return list(groups.values())
    return [part for group in groups.values() for part in _by_place(group)]


def _by_place(group: list[Claim]) -> list[list[Claim]]:
    """Return a group once for each place at the finest precision that it names; claims that name a coarser place go along."""
    finest = min((c.geo_precision or _COARSEST for c in group if c.place_id), default=_COARSEST)
    places = dict.fromkeys(
        c.place_id for c in group if c.place_id and (c.geo_precision or _COARSEST) == finest
    )
    if not places:
        return [group]
    return [[c for c in group if c.place_id == place or c.place_id not in places] for place in places]


def _says_most(dataset: Dataset, claims: Iterable[Claim], role: Role) -> Claim:
    """Return the claim that stands for a bar: of its role, no headline, a number, the finest place, the narrowest days, said first."""

    def rank(claim: Claim) -> tuple[bool, bool, bool, int, int, date]:
        open_ends = (claim.event_start is None) + (claim.event_end is None)
        said = dataset.known_span(claim).latest or date.max
        return (
            role_in(dataset, claim) is not role,
            claim.tier is Tier.SUMMARY,
            not count_words(claim),
            claim.geo_precision or _COARSEST,
            open_ends,
            said,
        )

    return min(claims, key=rank)


def _bar(dataset: Dataset, selection: Selection, group: list[Claim], *, join_echoes: bool) -> Bar:
    role = (bar_role_in if join_echoes else role_in)(dataset, group[0])
    lead = _says_most(dataset, group, role)
    days: tuple[date | None, date | None] = (lead.event_start, lead.event_end)
    if join_echoes and lead.assertion_id is not None:
        days = event_windows(dataset, selection.as_of).get((lead.assertion_id, role), days)
    fits = window_fit(*days, selection.event_from, selection.event_to) is not None
    finest = min((c.geo_precision or _COARSEST for c in group if c.place_id), default=_COARSEST)
    places = tuple(
        dict.fromkeys(c.place_id for c in group if c.place_id and (c.geo_precision or _COARSEST) == finest)
    )
    return Bar(
        lead.claim_id,
        tuple(claim.claim_id for claim in group),
        lead.assertion_id,
        lead.originator_id,
        dataset.sources[lead.originator_id].kind,
        lead.kind,
        lead.stance,
        places,
        role,
        *days,
        _ticks(dataset, group),
        selection.asks_window and not fits,
    )


def _ticks(dataset: Dataset, group: Iterable[Claim]) -> tuple[Tick, ...]:
    said: dict[DateSpan, list[str]] = {}
    for claim in group:
        said.setdefault(dataset.known_span(claim), []).append(claim.claim_id)
    ticks = [Tick(span.earliest, span.latest, tuple(ids)) for span, ids in said.items()]
    return tuple(sorted(ticks, key=lambda t: (t.earliest or t.latest or date.max, t.latest or date.max)))


def _in_lanes(dataset: Dataset, bars: Iterable[Bar], lanes: str) -> tuple[Lane, ...]:
    found: dict[str, list[Bar]] = {}
    for bar in bars:
        for key in _lane_keys(bar, lanes):
            found.setdefault(key, []).append(bar)
    kinds = {str(kind): index for index, kind in enumerate(Kind)}
    source_kinds = {kind: index for index, kind in enumerate(SourceKind)}

    def order(item: tuple[str, list[Bar]]) -> tuple[object, ...]:
        key, held = item
        if lanes == "kind":
            return (kinds[key],)
        first = min(bar.first_said for bar in held)
        if lanes == "place":
            return (not key, first, key)
        return (source_kinds[dataset.sources[key].kind], first, key)

    return tuple(
        Lane(key, _lane_name(dataset, key, lanes), tuple(sorted(held, key=_in_time)))
        for key, held in sorted(found.items(), key=order)
    )


def _in_time(bar: Bar) -> tuple[bool, date, date, str]:
    return (bar.is_undated, bar.first_day or bar.last_day or bar.first_said, bar.first_said, bar.claim_id)


def _lane_keys(bar: Bar, lanes: str) -> tuple[str, ...]:
    if lanes == "place":
        return bar.place_ids[:1] or ("",)
    return (str(bar.kind) if lanes == "kind" else bar.originator_id,)


def _lane_name(dataset: Dataset, key: str, lanes: str) -> str:
    if lanes == "kind":
        return Kind(key).label
    if lanes == "place":
        return dataset.places[key].name if key else NO_PLACE
    return short_name(dataset, key)


def short_name(dataset: Dataset, source_id: str) -> str:
    """Return the name of a source as it is shown."""
    source = dataset.sources[source_id]
    return source.called


def label_words(dataset: Dataset, bar: Bar, *, lanes: str = "originator") -> str:
    """Return a bar's label: `1,500 · Russian Far East · presence`; what its lane says already is left out."""
    claim = dataset.claims_by_id[bar.claim_id]
    number = figure_words(dataset, claim)
    if number and claim.count_unit not in (None, "people"):
        number += f" {claim.count_unit}"
    where = ", ".join(dataset.places[key].name for key in bar.place_ids) or "no place named"
    stance = "" if bar.stance is Stance.ASSERTS else bar.stance.label.lower()
    what = " ".join(filter(None, (stance, bar.kind.label.lower())))
    if bar.is_answer:
        what = f"{stance}: {_about(dataset, claim)}" if claim.about else stance
        where = where if bar.place_ids and not claim.about else ""
    who = short_name(dataset, bar.originator_id)
    if bar.is_answer and lanes == "kind":
        stance = what
    parts = {
        "originator": (number, where, what),
        "place": (number, who, what),
        "kind": (number, who, where, stance),
    }[lanes]
    return " · ".join(part for part in parts if part)


def row_words(dataset: Dataset, bars: Sequence[Bar], *, lanes: str = "originator") -> list[str]:
    """Return what stands in one row, part by part; those that differ only in what comes first share the rest: `240 · Khabarovsk, about 400 · Ussuriysk · imagery`."""
    shared: dict[str, list[str]] = {}
    for bar in bars:
        first, _, last = label_words(dataset, bar, lanes=lanes).rpartition(" · ")
        shared.setdefault(last, []).append(first)
    return [
        " · ".join(filter(None, (", ".join(filter(None, firsts)), last))) for last, firsts in shared.items()
    ]


def _about(dataset: Dataset, claim: Claim) -> str:
    labels = [dataset.assertions[key].label for key in claim.about]
    return labels[0] + (f" and {len(labels) - 1} more" if len(labels) > 1 else "")


def size(dataset: Dataset, bar: Bar) -> int:
    """Return the number of people that a bar gives as one figure, 0 for none."""
    claim = dataset.claims_by_id[bar.claim_id]
    return size_of(claim) if claim.count_unit == "people" else 0


def by_claim(timeline: Timeline) -> Mapping[str, Bar]:
    """Return the bar of every claim that is drawn."""
    return {claim_id: bar for bar in timeline.bars for claim_id in bar.claim_ids}
