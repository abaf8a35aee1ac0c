"""What was said beside the name, read against the gazetteer: country, division, other places in the text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from muster.errors import GazetteerError, UnknownValueError
from muster.gazetteer.index import Match, NameFinder
from muster.gazetteer.names import parse_name
from muster.gazetteer.prominence import best_known
from muster.gazetteer.words import EXTENTS, SETTLEMENTS, SITES
from muster.geo.measure import distance_m
from muster.model import Place

Verdict = Literal["fits", "unknown", "contradicts"]
_DIVISION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
CLEARLY_NEARER = 0.6
FARTHEST_M = 1_000_000
"""A candidate is clearly nearer when its distance is at most this share of the next one's, and this far. Beyond, one
text may well speak of two theatres: Kursk says nothing of which Blagoveshchensk, though the lesser one is nearer."""


@dataclass(slots=True)
class Hints:
    """Hints as they are read one by one; what could not be used is kept too, and said."""

    index: NameFinder
    countries: list[str] = field(default_factory=list)
    """ISO 3166-1 alpha-2."""
    divisions: list[frozenset[str]] = field(default_factory=list)
    """ISO 3166-2 codes, one set for each division named; several codes where divisions share the name."""
    either: list[tuple[frozenset[str], frozenset[str]]] = field(default_factory=list)
    """Countries and divisions that share a name: "Georgia" after a comma may be the country or the state."""
    near: list[Place] = field(default_factory=list)
    capitals: set[str] = field(default_factory=set)
    """Ids of those in `near` that are capitals: news names them with places all over the world."""
    unread: list[str] = field(default_factory=list)
    """Divisions and qualifiers that the gazetteer does not know: no answer can be checked against them."""
    notes: list[str] = field(default_factory=list)
    """What was not used, and why."""

    def add_country(self, text: str) -> None:
        """Take an ISO 3166-1 alpha-2 code or a name of a country in the gazetteer.

        Raises UnknownValueError for two letters that are no country here, GazetteerError for anything else.
        """
        code = text.strip().upper()
        if re.fullmatch(r"[A-Z]{2}", code):
            if code not in self.index.countries:
                raise UnknownValueError("country", code, sorted(self.index.countries))
            self.countries.append(code)
            return
        found = places_named(self.index, text)
        codes = {place.country for place in found if place.kind == "country"}
        if len(codes) == 1:
            self.countries.append(codes.pop())
            return
        what = (
            f"it is a {words_of(found[0].kind)} here"
            if found
            else "the gazetteer has no country of that name"
        )
        msg = f"country {text!r} is not known: {what}; give two letters (ISO 3166-1 alpha-2, such as KP) or a country's name."
        raise GazetteerError(msg)

    def add_division(self, text: str) -> None:
        """Take an ISO 3166-2 code or a division's name; one that the gazetteer does not know is noted, and counts as unread."""
        code = text.strip().upper()
        if _DIVISION.fullmatch(code):
            self.divisions.append(frozenset({code}))
            return
        found = regions_named(self.index, text)
        codes = frozenset().union(*(division_codes(place) for place in found if place.kind == "region"))
        if codes:
            self.divisions.append(codes)
            return
        what = (
            f"it is a {words_of(found[0].kind)} here"
            if found
            else "the gazetteer has no division of that name"
        )
        self.unread.append(text)
        self.notes.append(f"{text!r} was not used: {what}")

    def add_near(self, text: str) -> None:
        """Take another place of the same text; one that is unknown or could be several is noted and left out."""
        matches = self.index.named(text) or self.index.named(parse_name(text).core) or self.index.formed(text)
        fitting = [match for match in matches if self._may_be(match.place)] or matches
        known = best_known(fitting)
        found = [known.place] if known else [match.place for match in fitting]
        settled = [place for place in found if place.kind in SETTLEMENTS | SITES] or found
        if len(settled) == 1:
            self.near.append(settled[0])
            self.capitals.update(m.place.place_id for m in matches if m.is_capital and m.place is settled[0])
        else:
            what = f"it could be {len(settled)} places" if settled else "it is not in the gazetteer"
            self.notes.append(f"near {text!r} was not used: {what}")

    def _may_be(self, place: Place) -> bool:
        return judge_country(place, self.countries) != "contradicts"

    def add_qualifier(self, text: str) -> None:
        """Take what the text itself says the name lies in: a country, a division, or else a place close by."""
        matches = self.index.named(text)
        found = [match.place for match in matches]
        countries = frozenset(place.country for place in found if place.kind == "country")
        divisions = frozenset().union(*(division_codes(place) for place in found if place.kind == "region"))
        known = best_known(matches)
        if countries and divisions:
            self.either.append((countries, divisions))
        elif len(countries) == 1:
            self.countries.extend(countries)
        elif found and (
            known.place.kind not in EXTENTS if known else all(p.kind not in EXTENTS for p in found)
        ):
            self.add_near(text)
        else:
            self.add_division(text)


def places_named(index: NameFinder, text: str) -> list[Place]:
    return [match.place for match in index.named(text)]


def regions_named(index: NameFinder, text: str) -> list[Place]:
    """Return what a division's name may mean: also "Kursk" for Kursk Oblast and "Приморском крае" for the krai."""
    found: list[Match] = [*index.named(text), *index.formed(parse_name(text).core)]
    return [match.place for match in found]


def words_of(kind: str) -> str:
    return kind.replace("_", " ")


def division_codes(place: Place) -> frozenset[str]:
    """Return the ISO 3166-2 codes that a place lies in; for a region its own. Empty when the gazetteer does not say."""
    own = (place.geometry_id,) if place.kind == "region" else ()
    return frozenset(code for code in (place.admin1, *own) if code and _DIVISION.fullmatch(code))


def judge_country(place: Place, countries: Iterable[str]) -> Verdict:
    """A place fits a country that it belongs to by law or that holds it."""
    asked = set(countries)
    known = {code for code in (place.country, place.de_facto) if code}
    if not asked or not known:
        return "unknown"
    return "fits" if asked <= known else "contradicts"


def judge_division(place: Place, divisions: Iterable[frozenset[str]]) -> Verdict:
    """A place fits when it lies in one division of each set."""
    asked = tuple(divisions)
    known = division_codes(place)
    if not asked or not known:
        return "unknown"
    return "fits" if all(known & codes for codes in asked) else "contradicts"


def judge_either(place: Place, either: Iterable[tuple[frozenset[str], frozenset[str]]]) -> Verdict:
    """A place fits when it lies in the country or in the division of each shared name."""
    asked = tuple(either)
    if not asked:
        return "unknown"
    fits = all(
        {place.country, place.de_facto} & countries or division_codes(place) & divisions
        for countries, divisions in asked
    )
    return "fits" if fits else "contradicts"


def apart_m(first: Place, second: Place) -> float | None:
    """Return the metres between two places over the ellipsoid, or None when either has no coordinates."""
    if first.lat is None or first.lon is None or second.lat is None or second.lon is None:
        return None
    return distance_m(first.lat, first.lon, second.lat, second.lon)


def nearest_to(hint: Place, rivals: list[Place]) -> Place | None:
    """Return the rival that is clearly nearer to the hint than every other, or None.

    An extent (a region, a country) has no distance: the one rival inside of it is the nearest.
    """
    if hint.kind in EXTENTS:
        inside = [place for place in rivals if lies_in(place, hint)]
        return inside[0] if len(inside) == 1 else None
    measured = [(metres, place) for place in rivals if (metres := apart_m(place, hint)) is not None]
    if len(measured) < len(rivals) or len(measured) < 2:
        return None
    (least, nearest), (second, _), *_ = sorted(measured, key=lambda pair: (pair[0], pair[1].place_id))
    return nearest if least <= min(CLEARLY_NEARER * second, FARTHEST_M) else None


def lies_in(place: Place, extent: Place) -> bool:
    if extent.kind == "country":
        return judge_country(place, (extent.country,)) == "fits"
    return bool(extent.kind == "region" and division_codes(place) & division_codes(extent))
