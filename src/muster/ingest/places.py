"""Where a row is: by the gazetteer's resolver, by its own coordinate, and never more exactly than it says."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from muster.errors import GazetteerError, UnknownValueError
from muster.gazetteer import Candidate, Resolution, resolve_name
from muster.gazetteer.names import fold_name
from muster.gazetteer.world import shipped_world
from muster.geo.boundaries import Boundaries
from muster.geo.check_places import FAR_M, away_m
from muster.geo.measure import distance_m
from muster.geo.places import boundaries
from muster.ingest.draft import Draft
from muster.model import Dataset, Place
from muster.vocabulary import GeoPrecision, PlaceBasis, PlaceKind, PlaceRole

UNSTATED_M = 5_000
"""How far from a coordinate of unstated precision it may be, at least: no site is made of it."""
NEAR_M = 15_000
"""A place of the gazetteer this near to a row's own coordinate is the one that its name means."""
KEPT_ANSWERS = 200_000
_STEP_M = 111_320
RADIUS_M: Mapping[int, float] = {1: 200, 2: 5_000, 3: 25_000, 5: 50_000, 7: 50_000}
"""By geo_precision, where only a coordinate is known: conventions, said so with each place that is made."""
_KINDS = {
    GeoPrecision.SITE: PlaceKind.SITE,
    GeoPrecision.TOWN: PlaceKind.SITE,
    GeoPrecision.DISTRICT: PlaceKind.DISTRICT,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a row says of its place. `geo_precision` None is: it does not say how exact."""

    name: str = ""
    country: str = ""
    admin1: str = ""
    lat: float | None = None
    lon: float | None = None
    step_deg: float = 0.0
    """The unit of the last decimal of the coordinate as it was written."""
    reach_m: float = 0.0
    """How far the row's geometry reaches from there."""
    geo_precision: GeoPrecision | None = None
    radius_m: float | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """The place fields of a draft, and what is wrong with the row's place, as (field, why)."""

    fields: Mapping[str, Any]
    faults: tuple[tuple[str, str], ...] = ()


@dataclass
class Places:
    """Answers where rows are; each name and each coordinate is looked up once."""

    dataset: Dataset
    _names: dict[tuple[str, str, str], Resolution] = field(default_factory=dict)
    _countries: dict[tuple[float, float], tuple[str, ...]] = field(default_factory=dict)
    _away: dict[tuple[float, float, str], float] = field(default_factory=dict)

    def settle(self, asked: Asked) -> Settled:
        """Return where a row is. A name that may be several stays open; a coordinate chooses only among what is near it."""
        country = self.country_code(asked.country)
        settled = self._settle(asked, country)
        if asked.country.strip() and not country and not settled.faults:
            note = f"{asked.country[:40]!r} is no country that is known; it was not used to find the place."
            notes = (*settled.fields.get("notes", ()), note)
            return Settled({**settled.fields, "notes": notes}, settled.faults)
        return settled

    def _settle(self, asked: Asked, country: str) -> Settled:
        base = {"place_text": asked.name or asked.admin1 or asked.country}
        if asked.lat is None or asked.lon is None:
            if asked.geo_precision in {GeoPrecision.REGION, GeoPrecision.COUNTRY}:
                return self._by_extent(asked, country, base)
            return self._by_name(asked, country, base)
        faults = self._faults(asked, country)
        if faults:
            return Settled(base, faults)
        if asked.geo_precision in {GeoPrecision.REGION, GeoPrecision.COUNTRY}:
            return self._by_extent(asked, country, base)
        return self._by_point(asked, country, base)

    def country_code(self, text: str) -> str:
        """Return the alpha-2 code of a country by its code or name, "" where it is none that is known."""
        text = text.strip()
        if re.fullmatch(r"[A-Za-z]{2}", text) and text.upper() in boundaries():
            return text.upper()
        found = self.resolve(text, kind="country") if text else None
        return found.place.country if found and found.place and found.place.kind == "country" else ""

    def resolve(self, name: str, *, country: str = "", admin1: str = "", kind: str = "") -> Resolution:
        """Return the resolver's answer; a text that cannot be a name is unresolved."""
        key = (name, f"{country}|{kind}", admin1)
        found = self._names.get(key)
        if found is None:
            found = self._resolve(name, country, admin1, kind)
            if len(self._names) >= KEPT_ANSWERS:
                self._names.clear()
            self._names[key] = found
        return found

    def _resolve(self, name: str, country: str, admin1: str, kind: str) -> Resolution:
        for division in dict.fromkeys((admin1, "")):  # a division that is not known must not hide the place
            try:
                found = resolve_name(
                    self.dataset, name, country=country or None, admin1=division or None, kind=kind or None
                )
            except (GazetteerError, UnknownValueError) as error:
                found = Resolution(name, "unresolved", None, (), (str(error),))
            if found.status != "unresolved" or not found.notes:
                return found
        return found

    def _by_name(self, asked: Asked, country: str, base: Mapping[str, Any]) -> Settled:
        name = asked.name or asked.admin1 or asked.country
        if not name.strip():
            return Settled(base, (("place", "is blank, and there is no coordinate; give one of them"),))
        found = self.resolve(name, country=country, admin1=asked.admin1 if asked.name else "")
        if found.place is None:
            return Settled(self._open(base, found, country))
        given, own = asked.geo_precision, found.place.geo_precision
        notes: tuple[str, ...] = ()
        if given is not None and own < given and given > GeoPrecision.TOWN:
            note = f"The file says precision {given}; {found.place.place_id} would say more. It stays open."
            return Settled({**base, "candidates": (found.place.place_id,), "notes": (note,)})
        if given is not None and given is not own:
            notes = (
                f"The file says precision {given}; {found.place.place_id} is a {found.place.kind}: {own}.",
            )
        return Settled(_at(base, found.place) | {"notes": notes})

    def _open(self, base: Mapping[str, Any], found: Resolution, country: str = "") -> dict[str, Any]:
        ids = tuple(candidate.place_id for candidate in found.candidates)
        said = "may be several places" if found.status == "ambiguous" else "is not known to the gazetteer"
        said += f" in {country}" if country and found.status != "ambiguous" else ""
        note = f"{found.query[:80]!r} {said}; it stays open."
        return {**base, "candidates": ids, "notes": (note,)}

    def _by_extent(self, asked: Asked, country: str, base: Mapping[str, Any]) -> Settled:
        """A region or a country is never its middle: it is found by name, or stays open."""
        if asked.geo_precision is GeoPrecision.COUNTRY:
            found = self.resolve(asked.country or asked.name, kind="country")
        else:
            found = self.resolve(asked.admin1 or asked.name, country=country, kind="region")
        if found.place is None or found.place.geo_precision is not asked.geo_precision:
            return Settled(self._open(base, found))
        return Settled(_at(base, found.place))

    def _by_point(self, asked: Asked, country: str, base: Mapping[str, Any]) -> Settled:
        lat, lon = asked.lat or 0.0, asked.lon or 0.0
        base = {"place_text": asked.name}
        precision, notes = asked.geo_precision, []
        radius_m = max(
            asked.radius_m or RADIUS_M.get(precision or 0, UNSTATED_M),
            asked.reach_m,
            asked.step_deg * _STEP_M / 2,
        )
        if precision is None:
            precision = GeoPrecision.AREA if radius_m > 2 * NEAR_M else GeoPrecision.TOWN
            notes.append("The file does not say how exact its coordinate is; it is not taken for a site.")
        if precision is GeoPrecision.TOWN and asked.name.strip():
            found = self.resolve(asked.name, country=country, admin1=asked.admin1)
            near = [
                candidate
                for candidate in found.candidates
                if candidate.geo_precision is GeoPrecision.TOWN
                and _is_near(candidate, lat, lon)
                # A town is never taken where the row says less: within 25 km of it, or an area that is larger.
                and max(asked.radius_m or 0, asked.reach_m) <= (candidate.radius_m or 0)
            ]
            if len(near) == 1:
                return Settled(_at(base, near[0]) | {"notes": tuple(notes)})
        if not country:
            country = next(iter(self._containing(lat, lon)), "")
        if not country and precision in _KINDS:
            precision = GeoPrecision.SEA_OR_AIR
            notes.append("The coordinate lies in no country.")
            radius_m = max(radius_m, UNSTATED_M)
        return Settled(
            {
                **base,
                "lat": lat,
                "lon": lon,
                "radius_m": float(round(radius_m)),
                "country": country,
                "geo_precision": precision,
                "place_basis": PlaceBasis.STATED if base["place_text"] else PlaceBasis.IMPLIED,
                "place_role": PlaceRole.AT,
                "notes": tuple(notes),
            }
        )

    def _containing(self, lat: float, lon: float) -> tuple[str, ...]:
        key = (round(lat, 2), round(lon, 2))
        if key not in self._countries:
            found = boundaries().containing(*key)
            self._countries[key] = tuple(dict.fromkeys(one.country for one in found if one.country))
        return self._countries[key]

    def _faults(self, asked: Asked, country: str) -> tuple[tuple[str, str], ...]:
        lat, lon = asked.lat or 0.0, asked.lon or 0.0
        if lat == 0 and lon == 0:
            return (("lat", "0, 0 is where unknown coordinates end up; leave both blank"),)
        if not country:
            return ()
        if country in self._containing(lat, lon):
            return ()
        key = (round(lat, 2), round(lon, 2), country)
        if key not in self._away:
            self._away[key] = _away(country, lat, lon, boundaries())
        if self._away[key] <= FAR_M:
            return ()
        swapped = abs(lon) <= 90 and _away(country, lon, lat, boundaries()) <= FAR_M
        hint = "lat and lon look swapped" if swapped else "correct the coordinate, or the country"
        return (("lat", f"with lon {lon:g} lies {self._away[key] / 1000:,.0f} km outside {country}; {hint}"),)


def _at(base: Mapping[str, Any], place: Candidate) -> dict[str, Any]:
    return {
        **base,
        "place_id": place.place_id,
        "geo_precision": place.geo_precision,
        "place_basis": PlaceBasis.STATED,
        "place_role": PlaceRole.AT,
    }


def _is_near(candidate: Candidate, lat: float, lon: float) -> bool:
    if candidate.lat is None or candidate.lon is None:
        return False
    if abs(candidate.lat - lat) > 0.5:
        return False
    return distance_m(candidate.lat, candidate.lon, lat, lon) <= max(NEAR_M, candidate.radius_m or 0)


def _away(country: str, lat: float, lon: float, known: Boundaries) -> float:
    held = [one.geometry_id for one in known if one.level == "admin1" and one.de_facto == country]
    ids = [key for key in (country, *held) if key in known]
    return away_m(lat, lon, [known.polygon(key) for key in ids]) if ids else 0.0


def place_of(draft: Draft) -> Place | None:
    """Return the place that a draft's own coordinate makes, None where it has none or the gazetteer's place holds."""
    if draft.place_id or draft.lat is None or draft.lon is None or draft.geo_precision is None:
        return None
    kind = _KINDS.get(draft.geo_precision, PlaceKind.AREA)
    radius_m = draft.radius_m or UNSTATED_M
    country = draft.country or _country_at(draft.lat, draft.lon)
    name = draft.place_text.strip() or f"{draft.lat:.4f}, {draft.lon:.4f}"
    return Place(
        place_id=id_of_point(name, draft.lat, draft.lon, f"{kind}{radius_m:.0f}{draft.country}"),
        name=name,
        names=(),
        kind=kind
        if country or (kind is not PlaceKind.SITE and kind is not PlaceKind.DISTRICT)
        else PlaceKind.AREA,
        country=country,
        de_facto="",
        admin1="",
        lat=draft.lat,
        lon=draft.lon,
        radius_m=radius_m,
        radius_basis=f"convention for an imported coordinate of precision {int(draft.geo_precision)}",
        geometry_id=None,
        geonames_id="",
        wikidata_id="",
        coordinate_basis="as imported",
        note="Made from the coordinate of an imported row.",
    )


def _country_at(lat: float, lon: float) -> str:
    return next((one.country for one in boundaries().containing(lat, lon) if one.country), "")


def id_of_point(name: str, lat: float, lon: float, rest: str = "") -> str:
    """Return the id of a place that is only known by a coordinate: the same for the same name and coordinate."""
    text = f"{fold_name(name)}|{lat:.6f}|{lon:.6f}|{rest}"
    return f"at-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def world_place(place_id: str) -> Place | None:
    """Return a place of the world gazetteer by its id, None for one that it does not have."""
    world = shipped_world()
    number = world.number_of(place_id)
    return None if number is None else world.place(number)


def is_world_place(place_id: str) -> bool:
    """Return whether the world gazetteer has a place: much quicker than to ask for it with all its names."""
    return shipped_world().number_of(place_id) is not None


@lru_cache(maxsize=50_000)
def kind_of_place(place_id: str) -> PlaceKind | None:
    """Return the kind of a place of the world gazetteer, None for one that it does not have."""
    world = shipped_world()
    number = world.number_of(place_id)
    return None if number is None else world.unnamed(number).kind


@lru_cache(maxsize=50_000)
def point_of(place_id: str) -> tuple[float, float] | None:
    """Return the coordinate (lat, lon) of a settlement of the world gazetteer, None for what is none or has an outline."""
    world = shipped_world()
    number = world.number_of(place_id)
    place = None if number is None else world.unnamed(number)
    if place is None or place.lat is None or place.lon is None or place.geometry_id:
        return None
    return place.lat, place.lon
