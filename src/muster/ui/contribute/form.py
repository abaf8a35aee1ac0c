"""The fields of a draft to look at and to change; what differs from the draft is given back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from muster.errors import MusterError
from muster.gazetteer import resolve_name
from muster.gazetteer.words import PRECISIONS
from muster.ingest.draft import Draft
from muster.ingest.merge import label_of
from muster.ingest.source_kinds import kind_of_name
from muster.model import Dataset
from muster.ui.gazetteer.words import place_words
from muster.ui.options import told_apart, where_it_lies
from muster.vocabulary import (
    Attribution,
    CountScope,
    CountUnit,
    DateBasis,
    GeoPrecision,
    Kind,
    PlaceBasis,
    PlaceRole,
    SourceKind,
    Stance,
    Tier,
)
from muster.web.places import find_place

NOWHERE = ""
"""Chosen: no place of the gazetteer. The claim is listed, and drawn only where the row has a coordinate of its own."""
_UNASSERTED = ""
"""Chosen: what no assertion of the data set says."""
_ANSWERED = {
    Stance.DENIES: "What is denied, in a few words",
    Stance.DOUBTS: "What is doubted, in a few words",
    Stance.DECLINES: "What was asked about, in a few words",
}
_EARLIEST, _LATEST = date(1900, 1, 1), date(2100, 12, 31)
_WEEK, _MONTH, _SPAN = 7, 31, 6


def key_of(name: str, item: str) -> str:
    """Return the widget's key of a field; `item` names the draft and its version."""
    return f"f-{name}-{item}"


def show(dataset: Dataset, draft: Draft, item: str) -> tuple[dict[str, Any], list[str]]:
    """Draw the fields; return what was changed, as JSON has it, and what must be settled first."""
    changed: dict[str, Any] = {}
    opens: list[str] = []
    with st.container(key="form_place"):
        _place(dataset, draft, item, changed, opens)
    with st.container(key="form_what", horizontal=True):
        kind = _choice("What is claimed", list(Kind), draft.kind, key_of("kind", item), "Choose")
        stance = _choice("Stance", list(Stance), draft.stance, key_of("stance", item)) or draft.stance
    _differs(changed, "kind", draft.kind, kind)
    _differs(changed, "stance", draft.stance, stance)
    with st.container(key="form_when", horizontal=True):
        _dates(draft, item, changed)
    with st.container(key="form_count", horizontal=True):
        _counts(draft, item, changed)
    originator_id = _originator(dataset, draft, item, changed)
    _assertion(dataset, draft, item, changed, stance, originator_id)
    with st.expander("More fields"):
        _rest(draft, item, changed)
    return changed, opens


def changed_draft(draft: Draft, changes: Mapping[str, Any]) -> Draft:
    """Return the draft with the changes, as `review.correct` would keep it. Raises IngestError for what fits no field."""
    given = {name: value for name, value in changes.items() if value is not None}
    cleared = {name: getattr(Draft(), name) for name, value in changes.items() if value is None}
    read = Draft.from_plain(given)
    return replace(draft, **{name: getattr(read, name) for name in given}, **cleared)


def _differs(changed: dict[str, Any], name: str, held: Any, now: Any) -> None:
    if now != held:
        if isinstance(now, date):
            now = now.isoformat()
        changed[name] = list(now) if isinstance(now, tuple) else (now.value if hasattr(now, "value") else now)


def _choice(label: str, options: Sequence[Any], held: Any, key: str, placeholder: str = "") -> Any:
    return st.selectbox(
        label,
        options,
        index=options.index(held) if held in options else None,
        format_func=lambda term: term.label,
        key=key,
        placeholder=placeholder or "Not said",
    )


def _place(dataset: Dataset, draft: Draft, item: str, changed: dict[str, Any], opens: list[str]) -> None:
    asked = str(st.session_state.get(key_of("lookup", item)) or "").strip()
    found, told = looked_up(dataset, asked)
    ids = list(
        dict.fromkeys([*([draft.place_id] if draft.place_id else []), *found, *draft.candidates, NOWHERE])
    )
    has_point = draft.lat is not None and draft.lon is not None
    nowhere = f"Its own coordinate, {draft.lat}, {draft.lon}" if has_point else "No place: listed, not drawn"
    is_open = not draft.place_id and bool(draft.candidates) and not has_point
    chosen = st.selectbox(
        "Place",
        ids,
        index=None if is_open else ids.index(draft.place_id or NOWHERE),
        format_func=told_apart(
            ids,
            lambda key: place_words(dataset, key) if key else nowhere,
            lambda key: where_it_lies(dataset, key),
        ),
        key=key_of("place", item),
        placeholder="Is it this one?"
        if len(draft.candidates) == 1
        else f"Choose one of {len(draft.candidates)} that the name may be",
    )
    with st.expander("Look another place up"):
        st.text_input("Its name", key=key_of("lookup", item), max_chars=200)
        if told:
            st.text(told)
    if chosen is None:
        opens.append("Choose the place.")
        return
    place_id = chosen or None
    if place_id == draft.place_id:
        return
    changed["place_id"] = place_id
    if place_id is None:
        changed |= {"place_role": None, "place_basis": None}
        if not has_point:
            changed["geo_precision"] = None
        return
    place = find_place(dataset, place_id)
    precision = PRECISIONS.get(place.kind, GeoPrecision.TOWN) if place else GeoPrecision.TOWN
    _differs(changed, "geo_precision", draft.geo_precision, int(precision))
    if draft.place_role is None:
        changed["place_role"] = PlaceRole.AT.value
    if draft.place_basis is None:
        changed["place_basis"] = (PlaceBasis.STATED if draft.place_text.strip() else PlaceBasis.IMPLIED).value


def looked_up(dataset: Dataset, name: str) -> tuple[list[str], str]:
    """Return the places that a name may be, the likeliest first, and what to say of them; nothing for a blank name."""
    if not name:
        return [], ""
    try:
        resolution = resolve_name(dataset, name)
    except MusterError as error:
        return [], str(error)
    found = [candidate.place_id for candidate in resolution.candidates]
    if not found:
        return found, "No gazetteer has this name."
    if resolution.status == "unresolved":
        return found, "No place surely has this name. What comes near it is in the list."
    return found, "1 found: it is in the list." if len(
        found
    ) == 1 else f"{len(found)} found: choose in the list."


def _dates(draft: Draft, item: str, changed: dict[str, Any]) -> None:
    days = {}
    for name, label in (("event_start", "From"), ("event_end", "To")):
        days[name] = st.date_input(
            label,
            value=getattr(draft, name),
            min_value=_EARLIEST,
            max_value=_LATEST,
            format="YYYY-MM-DD",
            key=key_of(name, item),
        )
    start, end = days["event_start"], days["event_end"]
    if (start, end) == (draft.event_start, draft.event_end):
        return
    _differs(changed, "event_start", draft.event_start, start)
    _differs(changed, "event_end", draft.event_end, end)
    _differs(changed, "date_precision", draft.date_precision, precision_of(start, end))
    basis: DateBasis | None
    if start or end:
        basis = DateBasis.INFERRED if draft.date_basis in {None, DateBasis.UNKNOWN} else draft.date_basis
    else:
        basis = DateBasis.UNKNOWN
    _differs(changed, "date_basis", draft.date_basis, basis)


def precision_of(start: Any, end: Any) -> int:
    """Return the codebook's `date_precision` of two days: 1 is a day, 5 more than a month or an open end."""
    if not isinstance(start, date) or not isinstance(end, date):
        return 5
    days = (end - start).days + 1
    if days <= 1:
        return 1
    if days <= _SPAN:
        return 2
    return 3 if days <= _WEEK else 4 if days <= _MONTH else 5


def _counts(draft: Draft, item: str, changed: dict[str, Any]) -> None:
    numbers = {}
    for name, label in (("count_low", "At least"), ("count_best", "How many"), ("count_high", "At most")):
        numbers[name] = st.number_input(
            label,
            min_value=0,
            value=getattr(draft, name),
            step=1,
            format="%d",
            key=key_of(name, item),
            placeholder="–",
        )
        _differs(changed, name, getattr(draft, name), numbers[name])
    has_count = any(value is not None for value in numbers.values())
    unit = _choice("Of", list(CountUnit), draft.count_unit, key_of("count_unit", item), "–")
    if has_count and unit is None:
        unit = CountUnit.PEOPLE
    if not has_count:
        unit = None
    _differs(changed, "count_unit", draft.count_unit, unit)
    scope = draft.count_scope if has_count else None
    if has_count and scope is None:
        scope = CountScope.PLACE
    _differs(changed, "count_scope", draft.count_scope, scope)


def _originator(dataset: Dataset, draft: Draft, item: str, changed: dict[str, Any]) -> str | None:
    by_name = {source.name: source.source_id for source in dataset.sources.values()}
    known = dataset.sources.get(draft.originator_id or "")
    held = known.name if known else draft.originator
    names = list(dict.fromkeys([*([held] if held else []), *sorted(by_name)]))
    chosen = st.selectbox(
        "Who says so",
        names,
        index=names.index(held) if held else None,
        accept_new_options=True,
        key=key_of("originator", item),
        placeholder="Nobody is named",
    )
    name = str(chosen or "").strip()
    is_same = name == held
    originator_id = draft.originator_id if is_same else by_name.get(name)
    if name and originator_id not in dataset.sources and name not in by_name:
        _kind_of_source(draft, name, item, changed, is_same=is_same)
    if is_same:
        return originator_id
    _differs(changed, "originator_id", draft.originator_id, originator_id)
    _differs(changed, "originator", draft.originator, name)
    if name and draft.attribution is Attribution.NONE:
        changed["attribution"] = Attribution.CONTEXT.value
    if draft.assertion_id and dataset.assertions[draft.assertion_id].originator_id != originator_id:
        changed["assertion_id"] = None
    return originator_id


def _kind_of_source(draft: Draft, name: str, item: str, changed: dict[str, Any], *, is_same: bool) -> None:
    """Let a person say what a new source is; at first its own kind holds, else what the words of its name tell."""
    told = kind_of_name(name)
    is_said = is_same and draft.originator_kind is not SourceKind.UNATTRIBUTED
    kind = _choice(
        "This source is new: what kind is it?",
        [kind for kind in SourceKind if kind is told or kind is not SourceKind.UNATTRIBUTED],
        draft.originator_kind if is_said else told,
        f"{key_of('originator_kind', item)}-{name}",
    )
    if kind is not None and (is_said or kind is not told or not is_same):
        _differs(changed, "originator_kind", draft.originator_kind, kind)


def _assertion(  # noqa: PLR0913, PLR0917 - what is answered depends on all of them
    dataset: Dataset,
    draft: Draft,
    item: str,
    changed: dict[str, Any],
    stance: Stance,
    originator_id: str | None,
) -> None:
    alike = [key for key in draft.original.get("same_as", "").split("|") if key in dataset.assertions]

    def words(key: str) -> str:
        if not key:
            return "A new assertion"
        found = dataset.assertions[key]
        speaker = dataset.sources[found.originator_id]
        return f"{'Alike: ' if key in alike else ''}{found.label} ({speaker.short_name})"

    if stance is not Stance.ASSERTS:
        _answered(dataset, draft, item, changed, stance, alike, words)
        return
    _differs(changed, "about", draft.about, ())
    _differs(changed, "unasserted", draft.unasserted, "")
    own = [key for key, found in dataset.assertions.items() if found.originator_id == originator_id]
    options = ["", *(key for key in alike if key in own), *(key for key in own if key not in alike)]
    if len(options) == 1:
        return
    held = draft.assertion_id or ""
    chosen = st.selectbox(
        "Says the same as",
        options,
        index=options.index(held) if held in options else 0,
        format_func=told_apart(options, words),
        key=f"{key_of('assertion', item)}-{originator_id or ''}",
        help="One more voice of an assertion that is there already is not counted twice.",
    )
    _differs(changed, "assertion_id", draft.assertion_id, chosen or None)


def _answered(  # noqa: PLR0913, PLR0917 - as above
    dataset: Dataset,
    draft: Draft,
    item: str,
    changed: dict[str, Any],
    stance: Stance,
    alike: Sequence[str],
    words: Callable[[str], str],
) -> None:
    """Ask what is answered: assertions of the set, or, of all but a confirmation, what none of them says."""
    own = [] if stance is Stance.CONFIRMS else [_UNASSERTED]
    options = list(dict.fromkeys([*alike, *own, *dataset.assertions]))
    held = [*draft.about, *([_UNASSERTED] if draft.unasserted else [])]
    chosen = st.multiselect(
        "What it answers",
        options,
        default=[key for key in held if key in options],
        format_func=told_apart(
            options, lambda key: "What nobody here asserts" if key == _UNASSERTED else words(key)
        ),
        key=f"{key_of('about', item)}-{bool(own)}",
        select_all=False,
        placeholder="Choose the assertion, or “What nobody here asserts”" if own else "Choose the assertion",
    )
    said = ""
    if _UNASSERTED in chosen:
        said = st.text_input(
            _ANSWERED[stance],
            draft.unasserted or label_of(replace(draft, stance=Stance.ASSERTS, event_start=None)),
            key=key_of("unasserted", item),
            max_chars=200,
        )
        st.caption(
            "It is listed as what this answers; nobody asserts it, so it is never drawn or counted as presence."
        )
    _differs(changed, "about", draft.about, tuple(key for key in chosen if key != _UNASSERTED))
    _differs(changed, "unasserted", draft.unasserted, " ".join(said.split()))
    _differs(changed, "assertion_id", draft.assertion_id, None)


def _rest(draft: Draft, item: str, changed: dict[str, Any]) -> None:
    with st.container(key="form_rest", horizontal=True):
        for name, label, terms in (
            ("tier", "How close to the matter", list(Tier)),
            ("attribution", "How the speaker is known", list(Attribution)),
            ("date_basis", "How the day is known", list(DateBasis)),
            ("count_scope", "The number covers", list(CountScope)),
            ("place_role", "The place is", list(PlaceRole)),
        ):
            held = getattr(draft, name)
            chosen = _choice(label, terms, held, key_of(name, item))
            if chosen != held:
                _differs(changed, name, held, chosen)
    troops = st.text_input(
        "Whose troops (country code)", draft.troop_origin, key=key_of("troops", item), max_chars=2
    )
    _differs(changed, "troop_origin", draft.troop_origin, troops.strip().upper())
    summary = st.text_input(
        "In your own words", draft.summary, key=key_of("summary", item), max_chars=500,
        placeholder="Shown on the map; else made of place and day",
    )  # fmt: skip
    _differs(changed, "summary", draft.summary, summary.strip())
