"""Several places that fit about equally well: what the bare name means, what the text's other places tell, who is known."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from math import cos, radians

from muster.gazetteer.fit import BARE_PART, MARGIN, POSSIBLE, SURE, Fit
from muster.gazetteer.hints import apart_m, lies_in, nearest_to
from muster.gazetteer.names import NameCue
from muster.gazetteer.prominence import ASKED_PEOPLE, DOMINANT_PEOPLE, dominant, share_of, weight
from muster.gazetteer.words import EXTENTS, SETTLEMENTS
from muster.model import Place

SAME_SPOT_M = 10_000
"""Two rows of one name in one country so near to each other are one place listed twice, or two ends of it."""
NEARBY_M = 1_000_000
"""A place known to everybody is meant also where a lesser namesake is nearer, if it is within this of what else is named."""
LOCAL_M = 300_000
"""Close enough to be of one story: a day's drive and less."""
LESSER_SHARE = 0.02
"""A settlement with so small a share of a region's people is not what the region is named after."""
MOST_MEASURED = 60
_DEGREE_M = 111_320


def settle_bare(fits: Iterable[Fit], cue: NameCue) -> list[Fit]:
    """Let a bare name mean the city, not the region around it, and the country, not what lies inside it."""
    known = ordered(fits)
    if cue.type_cue is None:
        known = _without_insides(_without_twins(known))
    return _without_doubles(known)


def separate(
    fits: list[Fit], near: list[Place], *, is_asked: bool = False, capitals: Container[str] = ()
) -> list[Fit]:
    """Use the other places of the text to tell equals apart, then whether one is far better known than all others.

    `is_asked` says that a country or a division was given, so that all equals lie in it; `capitals` are ids of places
    of the text that news names with places all over the world.
    """
    told = _by_distance(_by_reach(_by_extent(fits, near), near, capitals), near, capitals)
    return _by_people(told, near, is_asked=is_asked, capitals=capitals)


def tied(fits: Sequence[Fit]) -> list[Fit]:
    """Return the fits that are about as good as the first."""
    return [fit for fit in fits if fit.value >= POSSIBLE and fits[0].value - fit.value < MARGIN]


def ordered(fits: Iterable[Fit]) -> list[Fit]:
    """Return the fits best first; of equals the curated and the larger."""
    return sorted(fits, key=lambda fit: (-fit.value, not fit.is_curated, -weight(fit), fit.place.place_id))


def levelled(fits: list[Fit]) -> list[Fit]:
    """Return the fits with those that are about as good as the first made equal to it: no homonym wins by a spelling."""
    equal = tied(fits)
    return ordered([*(replace(fit, value=fits[0].value) for fit in equal), *fits[len(equal) :]])


def _without_twins(fits: list[Fit]) -> list[Fit]:
    towns = [fit for fit in fits if fit.place.kind in SETTLEMENTS and fit.value >= SURE and fit.place.admin1]
    largest: dict[str, int] = {}
    for fit in towns:
        largest[fit.place.admin1] = max(fit.population, largest.get(fit.place.admin1, 0))
    why = "a bare name means the city, not what is named after it"
    told = []
    for fit in fits:
        people = largest.get(fit.place.admin1) if fit.place.kind in EXTENTS else None
        is_lesser = people is not None and fit.population > 0 and people < LESSER_SHARE * fit.population
        told.append(fit if people is None or is_lesser else fit.capped(BARE_PART, why))
    return ordered(told)


def _without_insides(fits: list[Fit]) -> list[Fit]:
    countries = {fit.place.country for fit in tied(fits) if fit.place.kind == "country"}
    why = "a bare name means the country, not what lies inside it"
    return ordered(
        fit.capped(BARE_PART, why) if fit.place.kind != "country" and fit.place.country in countries else fit
        for fit in fits
    )


def _without_doubles(fits: list[Fit]) -> list[Fit]:
    """Keep the best row of each spot among equals; the others stay as candidates and say so."""
    equal = [fit for fit in tied(fits) if fit.place.kind in SETTLEMENTS or fit.place.geometry_id]
    if not 1 < len(equal) <= MOST_MEASURED:
        return fits
    doubles: dict[str, Fit] = {}
    for i, fit in enumerate(equal):
        for better in equal[:i]:
            if better.place.place_id not in doubles and _is_one_spot(better.place, fit.place):
                doubles[fit.place.place_id] = fit.capped(
                    BARE_PART, f"listed twice: {better.place.place_id} is at the same spot"
                )
                break
    return ordered(doubles.get(fit.place.place_id, fit) for fit in fits)


def _is_one_spot(one: Place, other: Place) -> bool:
    if one.geometry_id or other.geometry_id:
        return one.geometry_id == other.geometry_id  # Mayotte is a territory and a division of France
    if one.country != other.country or one.lat is None or other.lat is None:
        return False
    if abs(one.lat - other.lat) * _DEGREE_M > SAME_SPOT_M:
        return False
    if abs((one.lon or 0) - (other.lon or 0)) * cos(radians(one.lat)) * _DEGREE_M > 2 * SAME_SPOT_M:
        return False
    metres = apart_m(one, other)
    return metres is not None and metres <= SAME_SPOT_M


def _by_extent(fits: list[Fit], near: list[Place]) -> list[Fit]:
    """Where the text names countries or regions, leave those that lie in none of them behind."""
    equal = tied(fits)
    extents = [place for place in near if place.kind in EXTENTS]
    if any(fit.is_exact and fit.place.kind == "country" for fit in equal):
        return fits  # a country lies in no other: Taiwan is not the Taiyuan of a text that names China
    inside = {fit.place.place_id for fit in equal if any(lies_in(fit.place, extent) for extent in extents)}
    if len(equal) < 2 or not inside or len(inside) == len(equal):
        return fits
    names = " and ".join(extent.name for extent in extents)
    told = [
        fit.noted(f"in {names}, which the text names")
        if fit.place.place_id in inside
        else fit.capped(BARE_PART, f"not in {names}, which the text names")
        for fit in equal
    ]
    return ordered([*told, *fits[len(equal) :]])


def _by_distance(fits: list[Fit], near: list[Place], capitals: Container[str]) -> list[Fit]:
    """Use the other places of the text only where they agree, and one rival is clearly nearer."""
    equal = tied(fits)
    spots = [hint for hint in near if hint.kind not in EXTENTS]
    if len(equal) < 2 or not spots:
        return fits
    rivals = [fit.place for fit in equal]
    votes = [(vote.place_id, hint.name) for hint in spots if (vote := _vote(hint, equal, rivals, capitals))]
    agreed = len({chosen for chosen, _ in votes}) == 1
    names = " and ".join(name for _, name in votes)
    told = []
    for fit in equal:
        measured = fit.noted(*_distances(fit.place, spots))
        if agreed and fit.place.place_id == votes[0][0]:
            measured = measured.noted(f"{names} in the text speaks for this one")
        elif agreed:
            measured = measured.capped(
                BARE_PART, f"{names} in the text speaks for another place of that name"
            )
        told.append(measured)
    return ordered([*told, *fits[len(equal) :]])


def _vote(hint: Place, equal: list[Fit], rivals: list[Place], capitals: Container[str]) -> Place | None:
    """Return the rival that a place of the text speaks for.

    That is the one around it, the one well-known rival in reach, else the clearly nearest. A place that nearly everybody means is passed over only for one close by, and for no capital.
    """
    around = [place for place in rivals if place.kind in EXTENTS and lies_in(hint, place)]
    if len(around) == 1:
        return around[0]
    known = dominant([fit for fit in equal if _within(fit.place, hint, NEARBY_M)])
    if known:
        return known.place
    nearest = nearest_to(hint, rivals)
    famous = dominant(equal)
    if nearest and famous and famous.place.place_id != nearest.place_id:
        is_local = hint.place_id not in capitals and _within(nearest, hint, LOCAL_M)
        return nearest if is_local else None
    return nearest


def _by_reach(fits: list[Fit], near: list[Place], capitals: Container[str]) -> list[Fit]:
    """Leave behind what is in another part of the world than the text's other places, where some are close to one."""
    equal = tied(fits)
    spots = [hint for hint in near if hint.kind not in EXTENTS and hint.place_id not in capitals]
    if len(equal) < 2 or not any(_within(fit.place, hint, LOCAL_M) for fit in equal for hint in spots):
        return fits
    if dominant(equal):
        return fits
    why = "far from every place that the text names, and others are not"
    told = [
        fit if any(_within(fit.place, hint, NEARBY_M) for hint in spots) else fit.capped(BARE_PART, why)
        for fit in equal
    ]
    return ordered([*told, *fits[len(equal) :]])


def _within(place: Place, hint: Place, reach_m: float) -> bool:
    metres = apart_m(place, hint)
    return metres is not None and metres <= reach_m


def _distances(place: Place, spots: list[Place]) -> list[str]:
    measured = [(hint, apart_m(place, hint)) for hint in spots]
    return [f"{metres / 1000:.0f} km from {hint.name}" for hint, metres in measured if metres is not None]


def _by_people(fits: list[Fit], near: list[Place], *, is_asked: bool, capitals: Container[str]) -> list[Fit]:
    """Take the one that nearly everybody means, unless a lesser one lies where the text speaks of and it does not."""
    equal = tied(fits)
    known = dominant(equal, least=ASKED_PEOPLE if is_asked else DOMINANT_PEOPLE) if len(equal) > 1 else None
    spots = [place for place in near if place.place_id not in capitals]
    if known is None or _is_elsewhere(known, equal, spots):
        return fits
    if known.is_respelled and any(fit.is_exact for fit in equal):
        return fits  # Bikin is written: the town of that name, or an odd spelling of Beijing?
    others = [fit for fit in equal if fit is not known]
    rest = sum(fit.population for fit in others)
    listed = "another place" if len(others) == 1 else f"{len(others)} other places"
    told = [
        known.noted(f"by far the best known: {_standing(known)} against {rest:,} in {listed} of that name")
    ]
    why = (
        f"far less known than {known.place.place_id}; say the country or a place nearby if this one is meant"
    )
    told += [fit.capped(BARE_PART, why) for fit in others]
    sure = replace(told[0], value=told[0].value * share_of(known, equal))
    return ordered([sure if sure.value >= SURE else told[0], *told[1:], *fits[len(equal) :]])


def _standing(fit: Fit) -> str:
    what = "a country, " if fit.place.kind == "country" else "a capital, " if fit.is_capital else ""
    return f"{what}{fit.population:,} people"


def _is_elsewhere(known: Fit, equal: list[Fit], near: list[Place]) -> bool:
    spots = [hint for hint in near if hint.kind not in EXTENTS and not _within(known.place, hint, NEARBY_M)]
    return any(_within(fit.place, hint, LOCAL_M) for fit in equal for hint in spots)
