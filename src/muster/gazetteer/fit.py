"""How well one place fits a text, and why, in words."""

from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from muster.gazetteer.hints import (
    Hints,
    Verdict,
    division_codes,
    judge_country,
    judge_division,
    judge_either,
    words_of,
)
from muster.gazetteer.index import Match, Tier
from muster.gazetteer.names import SPELLED_OUT, NameCue, fold_name, plain
from muster.gazetteer.words import CUE_KINDS, EXTENTS, PRECISIONS, SETTLEMENTS, SITES
from muster.model import Place
from muster.vocabulary import GeoPrecision

SPELLINGS: dict[Tier, tuple[float, str]] = {
    "exact": (1.0, "{written} is its name in the gazetteer"),
    "alias": (0.97, "{written} is another name of it"),
    "folded": (0.93, "spelled like {written} but for case, accents, spacing or transliteration"),
    "form": (0.9, "another form of {written}"),
    "case": (0.88, "{written} in another case"),
    "around": (0.9, "{written} in other words"),
    "contained": (
        0.4,
        "the text contains {written} but says more than that name, and the rest is not understood",
    ),
    "fuzzy": (0.45, "resembles {written} ({likeness} of 100); a likeness alone never settles a name"),
}
"""How well each tier fits, from 0 to 1, and why in words. The spellings of a name lie closer together than MARGIN, so
that no homonym is ever settled by spelling alone; from BARE_PART down a fit lies below SURE and never resolves."""
SURE = 0.7
MARGIN = 0.15
BARE_PART = 0.6
POSSIBLE = 0.5
SITE_BY_ITS_TOWN = 0.85
UNREAD = 0.6
"""What is left of a fit that cannot be checked against all that was said."""
LIKE_ITS_OWN = 45.0
"""From this likeness (rapidfuzz `ratio`) on another name is a spelling of the place's own; below it is another name."""
NOT_ALL = 0.4
"""The ceiling where the text means something else that has this name in it."""
OTHER_KIND = 0.35
CONTRADICTED = 0.3
NEAR_ADDS_M = 25_000
"""How far "near X" may be from what the name X covers: our own estimate, half an hour's drive."""


@dataclass(frozen=True, slots=True)
class Fit:
    """One place with its fit and the reasons for it."""

    place: Place
    value: float
    reasons: tuple[str, ...]
    radius_m: float | None = None
    population: int = 0
    is_capital: bool = False
    is_unlike: bool = False
    """Its own name is another one altogether: a former name, or one in another language."""
    is_curated: bool = False
    is_exact: bool = False
    """Its own name is what was written."""
    is_inflected: bool = False
    """One of its names in another grammatical case is."""
    is_respelled: bool = False
    """Only another spelling of one of its other names is what was written."""
    is_around: bool = False
    """The gazetteer has an area for lying around this name."""

    def capped(self, ceiling: float, reason: str) -> "Fit":
        return replace(self, value=min(self.value, ceiling), reasons=(*self.reasons, reason))

    def noted(self, *reasons: str) -> "Fit":
        return replace(self, reasons=(*self.reasons, *reasons))


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: the cues in the text, the hints beside it, and the kind of place if one was named."""

    cue: NameCue
    hints: Hints
    kind: str | None = None


def weigh(match: Match, asked: Asked, *, whole: bool) -> Fit:
    """Return the fit of one match. `whole` says that the whole text is the name: then its own words are no cues."""
    fit = _spelling(match, asked)
    if not whole and match.tier not in {"around", "fuzzy"}:
        fit = _kind_in_words(fit, asked.cue)
        fit = _around(fit) if asked.cue.near else fit
    return _hints(fit, asked)


def _spelling(match: Match, asked: Asked) -> Fit:
    value, why = SPELLINGS[match.tier]
    if match.tier == "form" and asked.cue.type_cue is None and match.place.kind != asked.kind:
        value, why = BARE_PART, "{written} without its type word"
    if match.tier == "folded" and plain(match.written) == plain(asked.cue.core):
        why = "{written} spells one of its other names, but for case, accents, spacing or transliteration"
    if match.tier == "fuzzy":
        value *= match.likeness / 100
    reason = why.format(written=repr(match.written), likeness=round(match.likeness))
    return Fit(
        match.place,
        value,
        (reason,),
        match.place.radius_m,
        match.population,
        match.is_capital,
        is_unlike=_is_unlike(match, asked),
        is_curated=match.is_curated,
        is_around=match.tier == "around",
        is_exact=match.tier == "exact",
        is_inflected=match.tier == "case",
        is_respelled=match.tier == "folded" and fold_name(match.place.name) != fold_name(asked.cue.core),
    )


def _is_unlike(match: Match, asked: Asked) -> bool:
    if match.is_capital or match.tier not in {"alias", "folded", "case"}:
        return False
    if match.place.kind not in SETTLEMENTS:
        return False
    if not SPELLED_OUT.search(asked.cue.core):
        return False
    own = fold_name(match.place.name)
    return max(fuzz.ratio(own, fold_name(text)) for text in (asked.cue.core, match.written)) < LIKE_ITS_OWN


def _kind_in_words(fit: Fit, cue: NameCue) -> Fit:
    if cue.unnamed:
        fit = fit.noted(f"the text names no {words_of(cue.unnamed)}, only where it lies")
    if cue.type_cue is None:
        return fit
    said, kind = words_of(cue.type_cue), words_of(fit.place.kind)
    allowed = CUE_KINDS[cue.type_cue]
    if fit.place.kind in allowed:
        return fit.noted(f"the text says {said}, and this is a {kind}")
    if allowed <= SITES and fit.place.kind in SETTLEMENTS:
        why = f"the text says {said}; the gazetteer has only the {kind} of that name"
        return _widened(fit.capped(fit.value * SITE_BY_ITS_TOWN, why))
    return fit.capped(OTHER_KIND, f"the text says {said}, but this is a {kind}")


def _around(fit: Fit) -> Fit:
    if fit.place.kind in EXTENTS:
        kind = words_of(fit.place.kind)
        return fit.capped(NOT_ALL, f"the text says near, and near a {kind} is not the {kind}")
    return _widened(fit.noted("the text says near"))


def _widened(fit: Fit) -> Fit:
    radius_m = (fit.place.radius_m or 0) + NEAR_ADDS_M
    if fit.radius_m == radius_m:
        return fit
    precision = PRECISIONS.get(fit.place.kind, GeoPrecision.TOWN)
    why = f"radius widened by {NEAR_ADDS_M // 1000} km to {radius_m / 1000:.0f} km; precision {precision}"
    return replace(fit, radius_m=radius_m).noted(why)


def _hints(fit: Fit, asked: Asked) -> Fit:
    place, hints = fit.place, asked.hints
    if asked.kind and place.kind != asked.kind:
        why = f"a {words_of(asked.kind)} is asked for, but this is a {words_of(place.kind)}"
        fit = fit.capped(CONTRADICTED, why)
    held = f" (held by {place.de_facto})" if place.de_facto not in {"", place.country} else ""
    fit = _checked(
        fit, judge_country(place, hints.countries), place.country + held, " and ".join(hints.countries)
    )
    codes = " and ".join("/".join(sorted(alike)) for alike in hints.divisions)
    known = "/".join(sorted(division_codes(place)))
    fit = _checked(fit, judge_division(place, hints.divisions), known, codes)
    fit = _either(fit, asked.hints)
    if hints.unread:
        fit = fit.capped(fit.value * UNREAD, "it cannot be checked against all that was said")
    return fit


def _either(fit: Fit, hints: Hints) -> Fit:
    wanted = " and ".join("/".join(sorted(countries | codes)) for countries, codes in hints.either)
    where = "/".join(sorted({fit.place.country, *division_codes(fit.place)} - {""}))
    return _checked(fit, judge_either(fit.place, hints.either), where, wanted)


def _checked(fit: Fit, verdict: Verdict, where: str, wanted: str) -> Fit:
    if not wanted:
        return fit
    match verdict:
        case "fits":
            return fit.noted(f"in {where}, as asked")
        case "contradicts":
            return fit.capped(CONTRADICTED, f"in {where}, but {wanted} is asked for")
        case "unknown":
            return fit.capped(fit.value * UNREAD, f"the gazetteer does not say whether it is in {wanted}")
