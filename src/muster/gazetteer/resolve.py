"""A name to one place, to several, or to none: never a guess that looks sure."""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from muster.errors import GazetteerError, UnknownValueError, shorten
from muster.gazetteer.cases import nominatives
from muster.gazetteer.doubts import doubt
from muster.gazetteer.fit import NOT_ALL, SURE, Asked, Fit, weigh
from muster.gazetteer.hints import Hints, words_of
from muster.gazetteer.homonyms import levelled, separate, settle_bare, tied
from muster.gazetteer.index import Match, NameFinder, first_of_each
from muster.gazetteer.layers import finder_of
from muster.gazetteer.names import NameCue, fold_name, parse_name, plain
from muster.gazetteer.prominence import best_known
from muster.gazetteer.readings import is_read, of_the_family
from muster.gazetteer.resolution import Resolution, Status, candidate_of
from muster.gazetteer.score import score, score_behind
from muster.gazetteer.words import EXTENTS, LEADING, PRECISIONS
from muster.gazetteer.world import World, shipped_world
from muster.model import Dataset
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
    world: World | Literal["shipped"] | None = "shipped",
) -> Resolution:
    """Say which place a text means, or which it could mean: the dataset's own places first, those of the world behind.

    `country` is an alpha-2 code or a country's name; `admin1` an ISO 3166-2 code or a division's name; `near` other
    places of the same text; `kind` one of the codebook's kinds. A place that a hint contradicts is never the answer,
    and neither is one that cannot be checked against a division that was given. `world` is the gazetteer behind the
    dataset's: the one that ships, another, or None for the dataset's places alone. Raises GazetteerError for a text
    that is empty, too long or has control characters, for a name that is no country and for a world gazetteer that is
    missing, UnknownValueError for an unknown kind or country code.
    """
    index = finder_of(dataset, shipped_world() if world == "shipped" else world)
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
    fits = settle_bare(_fits(index, name, whole, asked), cue)
    told = separate(
        fits,
        hints.near,
        is_asked=bool(hints.countries or hints.divisions or hints.either),
        capitals=hints.capitals,
    )
    return _decide(name, doubt(told, asked, hints.capitals), tuple(hints.notes))


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
    found = index.named(text) or (index.named(rest) if first.casefold() in {"the", "a", "an"} else [])
    if rest and (plain(first),) in LEADING - {("the",)}:
        # "в Курске" is not the village of Вкурске, though both fold to one key.
        found = [match for match in found if match.tier != "folded"]
    return [match for match in found if is_read(index, match, text)]


def _smallest_first(index: NameFinder, cue: NameCue) -> NameCue:
    """Read "Primorsky Krai, Sergeevka" as "Sergeevka, Primorsky Krai": what is smaller lies in what is larger."""
    core = index.named(cue.core)
    if cue.type_cue:
        core = [*core, *index.formed(cue.core)]
    for qualifier in cue.qualifiers:
        places = index.named(qualifier)
        if places and core and _precision(places) < _precision(core):
            others = tuple(other for other in cue.qualifiers if other != qualifier)
            inner = parse_name(qualifier)
            return replace(inner, qualifiers=(*inner.qualifiers, cue.core, *others), context=cue.context)
    return cue


def _precision(matches: list[Match]) -> int:
    """Return the precision of the best known of them, of the smallest where none is best known."""
    known = best_known(matches)
    return min(
        PRECISIONS.get(match.place.kind, GeoPrecision.TOWN) for match in ([known] if known else matches)
    )


def _fits(index: NameFinder, text: str, whole: list[Match], asked: Asked) -> list[Fit]:
    """Return the best fit of each place; likenesses only where no place has the name."""
    core, near = asked.cue.core, asked.cue.near
    named = [match for match in index.named(core) if is_read(index, match, core)]
    formed = of_the_family(index, index.formed(core), text)
    parts = [*named, *formed, *(index.around(core) if near else [])]
    if not any(match.tier in {"exact", "alias"} for match in (*whole, *named)):
        parts += _cases(index, core, longer=not (whole or named))
    found = [weigh(match, asked, whole=False) for match in parts]
    if near:
        found = _near_what_is_known(found)
    if whole and fold_name(core) != fold_name(text):
        found = [_part(fit) for fit in found]
    found += [weigh(match, asked, whole=True) for match in whole]
    if not found:
        loose = [*index.inside(text), *index.alike(core), *index.alike(text)]
        found = [weigh(match, asked, whole=False) for match in loose]
    best: dict[str, Fit] = {}
    for fit in sorted(found, key=lambda fit: (-fit.value, fit.place.place_id)):
        best.setdefault(fit.place.place_id, fit)
    return list(best.values())


def _near_what_is_known(fits: list[Fit]) -> list[Fit]:
    """Where nearly everybody means an extent by the name, "near" it is not near a village of that name either."""
    known = best_known([fit for fit in fits if not fit.is_around])
    if known is None or known.place.kind not in EXTENTS:
        return fits
    why = f"the text says near, and most likely near the {words_of(known.place.kind)} {known.place.name}"
    return [fit if fit is known or fit.is_around else fit.capped(NOT_ALL, why) for fit in fits]


def _cases(index: NameFinder, core: str, *, longer: bool) -> list[Match]:
    """Return the places of whose very name this is an oblique case.

    `longer` takes names that are longer than their case too (Сум is of Сумы): only where nothing is named so as it is.
    """
    found: list[Match] = []
    for guess in nominatives(core):
        if len(guess) > len(core) and not longer:
            continue
        found += [
            replace(match, tier="case", written=guess)
            for match in index.named(guess)
            if match.tier in {"exact", "alias"}
        ]
    return first_of_each(found)


def _part(fit: Fit) -> Fit:
    why = "it is only a part of the text, and the whole is a name"
    return fit.capped(NOT_ALL, why) if fit.value > NOT_ALL else fit


def _decide(query: str, fits: list[Fit], notes: tuple[str, ...]) -> Resolution:
    fits = levelled(fits)
    equal = tied(fits)
    status: Status = "unresolved"
    if len(equal) > 1:
        status = "ambiguous"
        alike = f"{len(equal)} places fit about equally well; a country, a division or a place nearby may tell them apart"
        fits = [*(fit.noted(alike) for fit in equal), *fits[len(equal) :]]
    elif equal and equal[0].value >= SURE:
        status = "resolved"
    first = score(fits[0].value, max(len(equal), 1)) if fits else 0.0
    candidates = tuple(
        candidate_of(
            fit, score=first if i < max(len(equal), 1) else score_behind(fit.value, first), notes=notes
        )
        for i, fit in enumerate(fits[:MOST_CANDIDATES])
    )
    return Resolution(query, status, candidates[0] if status == "resolved" else None, candidates, notes)
