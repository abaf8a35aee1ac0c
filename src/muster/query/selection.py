"""What is asked for: one frozen value, made by the controls, from the URL or from the command line."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol, Self, runtime_checkable

from muster.dates import parse_day
from muster.errors import DateError, SelectionError, UnknownValueError, shorten
from muster.vocabulary import CREDIBILITY_LABELS, Kind, Reliability, Stance, Tier

SEPARATOR = ","
NOTHING = "-"
"""The one value of a tuple that asks for none of it: everything switched off. It is no slug, so no id can be it."""

DAYS = {"event_from": "from", "event_to": "to", "as_of": "asof"}
LISTS = {
    "originators": "originator",
    "publishers": "publisher",
    "kinds": "kind",
    "stances": "stance",
    "tiers": "tier",
    "troop_origins": "troops",
    "places": "place",
    "reliabilities": "reliability",
    "credibilities": "credibility",
    "claims": "claim",
}
TERMS: Mapping[str, tuple[str, ...]] = {
    "kinds": tuple(map(str, Kind)),
    "stances": tuple(map(str, Stance)),
    "tiers": tuple(map(str, Tier)),
    "reliabilities": tuple(map(str, Reliability)),
    "credibilities": tuple(map(str, CREDIBILITY_LABELS)),
}
UNDATED = "undated"
EDITS_AS_OF = "editsasof"
"""Beside a selection in an address and a file: the moment as of which the data set holds what people added."""
SWITCH = {"1": True, "0": False}
PARAMETERS = (*DAYS.values(), *LISTS.values(), UNDATED)


class Vocabulary(Protocol):
    """What a selection is checked against: a data set, or a layer that is too large to be one."""

    @property
    def sources(self) -> Mapping[str, object]: ...
    @property
    def places(self) -> Mapping[str, object]: ...
    @property
    def claims_by_id(self) -> Mapping[str, object]: ...
    @property
    def troop_origins(self) -> tuple[str, ...]: ...
    @property
    def published_days(self) -> tuple[date, date] | None: ...


@runtime_checkable
class Near(Protocol):
    """Ids of which there are too many to be listed: it gives those that look most like a value."""

    def near(self, value: str) -> tuple[str, ...]: ...
    def __len__(self) -> int: ...


@runtime_checkable
class Published(Protocol):
    """What knows which of its sources published a document: another one may be asked for, and gives nothing."""

    @property
    def publishing(self) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class Selection:
    """The dates, sources, kinds, places, grades and single claims asked for; an empty tuple asks for all, None for an open end.

    The tuples are kept sorted and without repeats, so that equal selections are equal values. `undated` says whether
    claims with no date at all are shown where dates are asked. Grades are those of the Admiralty code: `reliabilities`
    of the originator, `credibilities` of the claim; F and 6 are "cannot be judged" and no worse than any other.
    """

    event_from: date | None = None
    event_to: date | None = None
    as_of: date | None = None
    originators: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    troop_origins: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    reliabilities: tuple[str, ...] = ()
    credibilities: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    undated: bool = True

    def __post_init__(self) -> None:
        for name in LISTS:
            values = {str(value) for value in getattr(self, name)}
            object.__setattr__(self, name, tuple(sorted(values - {NOTHING})) or tuple(values))

    @property
    def asks_window(self) -> bool:
        """Whether the claims are to be judged by the dates of their events."""
        return self.event_from is not None or self.event_to is not None

    def to_params(self) -> dict[str, str]:
        """Return the parameters of a URL that bring this selection back; none for the selection of everything."""
        params: dict[str, str] = {}
        for name, key in DAYS.items():
            day = getattr(self, name)
            if day is not None:
                params[key] = day.isoformat()
        for name, key in LISTS.items():
            values = getattr(self, name)
            if values:
                params[key] = SEPARATOR.join(values)
        if not self.undated:
            params[UNDATED] = "0"
        return params

    @classmethod
    def from_params(cls, params: Mapping[str, str]) -> Self:
        """Return the selection of a URL's parameters; those that are not its own are passed over.

        Raises one SelectionError for everything that cannot be read. Ids are looked up by `check`.
        """
        selection, problems = cls.read_params(params)
        if problems:
            raise SelectionError(problems)
        return selection

    @classmethod
    def read_params(cls, params: Mapping[str, str]) -> tuple[Self, list[str]]:
        """Return the selection of all that can be read in a URL's parameters, and what is wrong with the rest."""
        problems: list[str] = []
        given: dict[str, Any] = {}
        for name, key in DAYS.items():
            try:
                given[name] = parse_day(params[key]) if params.get(key) else None
            except DateError as error:
                problems.append(f"{key}: {error}")
        for name, key in LISTS.items():
            values = [value for value in params.get(key, "").split(SEPARATOR) if value]
            terms = TERMS.get(name, values)
            bad = [value for value in values if value not in terms and value != NOTHING]
            problems += [str(UnknownValueError(key, value, terms)) for value in bad]
            given[name] = tuple(value for value in values if value not in bad)
        switch = params.get(UNDATED, "") or "1"
        if switch not in SWITCH:
            problems.append(f"{UNDATED}: {shorten(switch)} is no switch; write 1 or 0.")
        return cls(**given, undated=SWITCH.get(switch, True)), problems

    def usable(self, dataset: Vocabulary) -> tuple[Self, list[str]]:
        """Return what of the selection the data set can be asked, and what is wrong with the rest."""
        problems: list[str] = []
        kept: dict[str, Any] = {}
        if self.event_from and self.event_to and self.event_from > self.event_to:
            problems.append(_order_problem(self.event_from, self.event_to))
            kept |= {"event_from": None, "event_to": None}
        if late := future_problem(dataset, self.as_of):
            problems.append(late)
            kept["as_of"] = None
        for name in LISTS:
            bad = self._unknown(dataset, name)
            problems += [str(_unknown_value(dataset, name, value)) for value in bad]
            if bad:
                asked = (value for value in getattr(self, name) if value != NOTHING)
                kept[name] = tuple(value for value in asked if value not in bad)
        return replace(self, **kept), problems

    def check(self, dataset: Vocabulary) -> None:
        """Raise one SelectionError for each value that the data set does not have and for dates in the wrong order.

        A single unknown value raises UnknownValueError.
        """
        errors: list[SelectionError] = []
        if self.event_from and self.event_to and self.event_from > self.event_to:
            errors.append(SelectionError([_order_problem(self.event_from, self.event_to)]))
        if late := future_problem(dataset, self.as_of):
            errors.append(SelectionError([late]))
        for name in LISTS:
            errors += [_unknown_value(dataset, name, value) for value in self._unknown(dataset, name)]
        if len(errors) == 1:
            raise errors[0]
        if errors:
            raise SelectionError([problem for error in errors for problem in error.problems])

    def _unknown(self, dataset: Vocabulary, name: str) -> list[str]:
        asked = [value for value in getattr(self, name) if value != NOTHING]
        if name == "claims":  # there may be millions: looked up, never listed
            return [value for value in asked if value not in dataset.claims_by_id]
        existing = frozenset(_existing(dataset, name)) if asked else frozenset()
        return [value for value in asked if value not in existing]


def _unknown_value(dataset: Vocabulary, name: str, value: str) -> UnknownValueError:
    called = _CALLED.get(name, LISTS[name])
    if name == "claims" and isinstance(dataset.claims_by_id, Near):
        near = dataset.claims_by_id.near(value)
        return UnknownValueError(called, value, near, total=len(dataset.claims_by_id))
    if name == "publishers" and isinstance(dataset, Published):
        return UnknownValueError(called, value, sorted(dataset.publishing))
    return UnknownValueError(called, value, _existing(dataset, name))


_CALLED = {"troop_origins": "troop-origin"}
"""What a message calls a filter that has another name in an address."""


def _order_problem(first: date, last: date) -> str:
    return f"from {first} is after to {last}; put the earlier day first."


def newest_day() -> date:
    """Return the latest day that has begun anywhere on Earth: the last that something can be known on."""
    return (datetime.now(UTC) + timedelta(hours=14)).date()


def future_problem(dataset: Vocabulary, as_of: date | None, called: str = "as-of") -> str:
    """Return what is wrong with a day of knowledge that has begun nowhere on Earth yet; "" where nothing is."""
    if as_of is None or as_of <= newest_day():
        return ""
    days = dataset.published_days
    said = f"the documents here are of {days[0]} to {days[1]}" if days else "no document here has a day"
    return f"{called} {as_of} lies in the future, where nothing is known yet; {said}."


def existing_values(dataset: Vocabulary) -> dict[str, tuple[str, ...]]:
    """Return the values that each tuple of a selection can have with a data set, sorted; closed vocabularies whole."""
    return {name: _existing(dataset, name) for name in LISTS}


def _existing(dataset: Vocabulary, name: str) -> tuple[str, ...]:
    if name in TERMS:
        return TERMS[name]
    if name == "places":
        return tuple(sorted(dataset.places))
    if name == "claims":
        return tuple(dataset.claims_by_id)
    if name == "troop_origins":
        return dataset.troop_origins
    return tuple(sorted(dataset.sources))
