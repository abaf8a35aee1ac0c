"""Answers that would look surer than they are: a wrong place that looks sure is worse than none."""

import re
from collections.abc import Container

from muster.gazetteer.fit import BARE_PART, NOT_ALL, SURE, Asked, Fit
from muster.gazetteer.hints import apart_m, lies_in
from muster.gazetteer.homonyms import ordered, tied
from muster.gazetteer.names import fold_name, plain, stem_name
from muster.gazetteer.words import EXTENTS, GENERAL_WORDS, SETTLEMENTS
from muster.model import Place
from muster.vocabulary import PlaceKind

SHORTEST_OTHER_NAME = 4
"""Fewer letters spell too many things to be another name of a place: Ko, Ri, GUR, LNR."""
LITTLE_KNOWN_PEOPLE = 50_000
BEARS_OUT_M = 150_000
"""How near what else is named must be to bear out a little-known place: two hours' drive, our own estimate."""
FAR_M = 1_000_000
FAR_PEOPLE = 200_000
"""A place with more people is written of far away, too."""
_ALPHABETIC = re.compile(r"[\u0000-\u052f\u1e00-\u1eff\u2010-\u2019]*")
"""Latin and Cyrillic: in other scripts nearly every name of a place is an other name."""


def doubt(fits: list[Fit], asked: Asked, capitals: Container[str]) -> list[Fit]:
    """Return the fits, best first, with a lone best one capped where nothing but a chance likeness of names speaks for it.

    Among equals nothing is capped: a doubt about one must not make another one sure. Curated places and countries are
    left as they are.
    """
    if len(tied(fits)) != 1 or fits[0].value < SURE:
        return fits
    spots = [hint for hint in asked.hints.near if hint.kind not in EXTENTS and hint.place_id not in capitals]
    found = _reason(fits[0], asked, spots)
    return fits if found is None else ordered([fits[0].capped(*found), *fits[1:]])


def _reason(fit: Fit, asked: Asked, spots: list[Place]) -> tuple[float, str] | None:
    """Return the ceiling and the doubt, or None for none."""
    hints, core, place = asked.hints, asked.cue.core, fit.place
    is_asked = bool(hints.countries or hints.divisions or hints.either or asked.kind)
    if fit.is_curated or is_asked or place.kind is PlaceKind.COUNTRY:
        return None
    is_other_name = bool(_ALPHABETIC.fullmatch(core)) and not (
        fit.is_inflected
        or asked.cue.type_cue
        or fold_name(core) == fold_name(place.name)
        or stem_name(core) == stem_name(place.name)
    )
    nearest = min((metres for spot in spots if (metres := apart_m(place, spot)) is not None), default=None)
    is_borne_out = (nearest is not None and nearest <= BEARS_OUT_M) or any(
        lies_in(place, extent) for extent in hints.near if extent.kind in EXTENTS
    )
    is_town = place.kind in SETTLEMENTS and not fit.is_capital
    doubts = (
        (
            plain(core) in GENERAL_WORDS,
            NOT_ALL,
            f"{core!r} is an everyday word, and nothing says that a place is meant",
        ),
        (
            is_other_name and len(fold_name(core)) < SHORTEST_OTHER_NAME,
            BARE_PART,
            "so few letters spell too many things",
        ),
        (
            is_town and nearest is not None and nearest > FAR_M and fit.population < FAR_PEOPLE,
            BARE_PART,
            f"{(nearest or 0) / 1000:.0f} km from the nearest place that the text names",
        ),
        (
            is_town and is_other_name and fit.population < LITTLE_KNOWN_PEOPLE and not is_borne_out,
            BARE_PART,
            "a little-known place that bears this as another name, and nothing said bears it out",
        ),
    )
    return next(((ceiling, why) for holds, ceiling, why in doubts if holds), None)
