"""A name to one place, to several, or to none: never a guess that looks sure."""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from muster.errors import GazetteerError, UnknownValueError, shorten
from muster.gazetteer.fit import BARE_PART, MARGIN, NOT_ALL, POSSIBLE, SURE, Asked, Fit, weigh
from muster.gazetteer.hints import Hints, apart_m, nearest_to, places_named
from muster.gazetteer.index import Match, NameFinder, index_of
from muster.gazetteer.names import NameCue, fold_name, parse_name
from muster.gazetteer.resolution import Resolution, Status, candidate_of
from muster.gazetteer.words import EXTENTS, PRECISIONS, SETTLEMENTS
from muster.model import Dataset, Place
from muster.vocabulary import GeoPrecision, PlaceKind

LONGEST_NAME = 200
MOST_CANDIDATES = 10
_TURNS_TEXT = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def resolve_name(  # noqa: PLR0913 - a name and its hints, each by its keyword
    dataset: Dataset,
    name: str,
    *,
    country: str | None = None,
    admin1: str | None = None,
    near: Iterable[str] = (),
    kind: str | None = None,
) -> Resolution:
    """Say which place of the dataset's gazetteer a text means, or which it could mean.

    `country` is an alpha-2 code or a country's name; `admin1` an ISO 3166-2 code or a division's name; `near` other
    places of the same text; `kind` one of the codebook's kinds. A place that a hint contradicts is never the answer,
    and neither is one that cannot be checked against a division that was given. Raises GazetteerError for a text that
    is empty, too long or has control characters and for an unknown country, UnknownValueError for an unknown kind.
    """
    index = index_of(dataset)
    check_name(name)
    if kind is not None and kind not in set(PlaceKind):
        raise UnknownValueError("kind", kind, [str(known) for known in PlaceKind])
    whole = _whole(index, name)
    cue = parse_name(name)
    # Where the whole text is one name ("Rostov-on-Don", "Kursk, Oblast"), its parts are no hints.
    cue = replace(cue, qualifiers=(), context=()) if whole else _smallest_first(index, cue)
    hints = Hints(index)
    if country is not None:
        hints.add_country(check_name(country, "country"))
    if admin1 is not None:
        hints.add_division(check_name(admin1, "division"))
    for other in (near,) if isinstance(near, str) else near:
        hints.add_near(check_name(other, "name nearby"))
    for qualifier in cue.qualifiers:
        hints.add_qualifier(qualifier)
    for other in cue.context:
        hints.add_near(other)
    asked = Asked(cue, hints, kind)
    fits = _without_twins(_fits(index, name, whole, asked), cue)
    return _decide(name, _separate(fits, hints.near), tuple(hints.notes))


def check_name(name: str, what: str = "name") -> str:
    """Return a text that can be looked up; GazetteerError says what is wrong with any other."""
    if not name.strip():
        msg = f"The {what} is empty; give one, or leave it out."
        raise GazetteerError(msg)
    if len(name) > LONGEST_NAME:
        msg = f"{shorten(name)} has {len(name)} characters; a place name has at most {LONGEST_NAME}."
        raise GazetteerError(msg)
    unseen = sorted({c for c in name.strip() if c in _TURNS_TEXT or unicodedata.category(c) in {"Cc", "Cs"}})
    if unseen:
        codes = ", ".join(f"U+{ord(c):04X}" for c in unseen)
        msg = f"The {what} {name!a} has control characters ({codes}); remove them."
        raise GazetteerError(msg)
    return name


def _whole(index: NameFinder, text: str) -> list[Match]:
    first, _, rest = text.strip().partition(" ")
    return index.named(text) or (index.named(rest) if first.casefold() in {"the", "a", "an"} else [])


def _smallest_first(index: NameFinder, cue: NameCue) -> NameCue:
    """Read "Primorsky Krai, Sergeevka" as "Sergeevka, Primorsky Krai": what is smaller lies in what is larger."""
    core = places_named(index, cue.core)
    if cue.type_cue:
        core += [match.place for match in index.formed(cue.core)]
    for qualifier in cue.qualifiers:
        places = places_named(index, qualifier)
        if places and core and _precision(places) < _precision(core):
            others = tuple(other for other in cue.qualifiers if other != qualifier)
            inner = parse_name(qualifier)
            return replace(inner, qualifiers=(*inner.qualifiers, cue.core, *others), context=cue.context)
    return cue


def _precision(places: list[Place]) -> int:
    return min(PRECISIONS.get(place.kind, GeoPrecision.TOWN) for place in places)


def _fits(index: NameFinder, text: str, whole: list[Match], asked: Asked) -> list[Fit]:
    """Return the best fit of each place; likenesses only where no place has the name."""
    core, near = asked.cue.core, asked.cue.near
    parts = [*index.named(core), *index.formed(core), *(index.around(core) if near else [])]
    found = [weigh(match, asked, whole=False) for match in parts]
    if whole and fold_name(core) != fold_name(whole[0].written):
        found = [_part(fit) for fit in found]
    found += [weigh(match, asked, whole=True) for match in whole]
    if not found:
        loose = [*index.inside(text), *index.alike(core), *index.alike(text)]
        found = [weigh(match, asked, whole=False) for match in loose]
    best: dict[str, Fit] = {}
    for fit in sorted(found, key=lambda fit: (-fit.value, fit.place.place_id)):
        best.setdefault(fit.place.place_id, fit)
    return list(best.values())


def _without_twins(fits: list[Fit], cue: NameCue) -> list[Fit]:
    """Let a bare name mean the city, not the region that is named after it."""
    if cue.type_cue is not None:
        return fits
    towns = {fit.place.admin1 for fit in fits if fit.place.kind in SETTLEMENTS and fit.value >= SURE} - {""}
    why = "a bare name means the city, not what is named after it"
    twins = (fit.place.kind in EXTENTS and fit.place.admin1 in towns for fit in fits)
    return _ordered(
        fit.capped(BARE_PART, why) if twin else fit for fit, twin in zip(fits, twins, strict=True)
    )


def _separate(fits: list[Fit], near: list[Place]) -> list[Fit]:
    """Use the other places of the text to tell equals apart: only where they agree, and one is clearly nearer."""
    tied = _tied(fits)
    if len(tied) < 2:
        return fits
    rivals = [fit.place for fit in tied]
    votes = [(vote.place_id, hint.name) for hint in near if (vote := nearest_to(hint, rivals))]
    agreed = len({chosen for chosen, _ in votes}) == 1
    names = " and ".join(name for _, name in votes)
    told = []
    for fit in tied:
        measured = fit.noted(*_distances(fit.place, near))
        if agreed and fit.place.place_id == votes[0][0]:
            measured = measured.noted(f"clearly the nearest to {names}")
        elif agreed:
            measured = measured.capped(BARE_PART, f"another place of that name is clearly nearer to {names}")
        told.append(measured)
    return _ordered([*told, *fits[len(tied) :]])


def _distances(place: Place, near: list[Place]) -> list[str]:
    measured = [(hint, apart_m(place, hint)) for hint in near if hint.kind not in EXTENTS]
    return [f"{metres / 1000:.0f} km from {hint.name}" for hint, metres in measured if metres is not None]


def _part(fit: Fit) -> Fit:
    why = "it is only a part of the text, and the whole is a name"
    return fit.capped(NOT_ALL, why) if fit.value > NOT_ALL else fit


def _tied(fits: list[Fit]) -> list[Fit]:
    return [fit for fit in fits if fit.value >= POSSIBLE and fits[0].value - fit.value < MARGIN]


def _ordered(fits: Iterable[Fit]) -> list[Fit]:
    return sorted(fits, key=lambda fit: (-fit.value, fit.place.place_id))


def _decide(query: str, fits: list[Fit], notes: tuple[str, ...]) -> Resolution:
    tied = _tied(fits)
    status: Status = "unresolved"
    if len(tied) > 1:
        status = "ambiguous"
        equal = f"{len(tied)} places fit about equally well; a country, a division or a place nearby may tell them apart"
        fits = [fit.noted(equal) if fit in tied else fit for fit in fits]
    elif tied and tied[0].value >= SURE:
        status = "resolved"
    candidates = tuple(
        candidate_of(fit, sharing=max(len(tied), 1), notes=notes) for fit in fits[:MOST_CANDIDATES]
    )
    return Resolution(query, status, candidates[0] if status == "resolved" else None, candidates, notes)
