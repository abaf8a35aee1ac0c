"""From a place as a text names it to a place of the gazetteer: settled, or open with what it could be."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from muster.errors import GazetteerError, SelectionError
from muster.gazetteer import Resolution, fold_name, resolve_name
from muster.gazetteer.index import NameFinder
from muster.gazetteer.layers import finder_of
from muster.gazetteer.resolution import Candidate
from muster.gazetteer.words import PRECISIONS
from muster.gazetteer.world import shipped_world
from muster.geo.measure import distance_m
from muster.ingest.article import demonyms, namesakes
from muster.ingest.article.place_words import NAME
from muster.ingest.article.places import Named
from muster.model import Dataset, Place
from muster.vocabulary import GeoPrecision, PlaceBasis

MOST_CONTEXT = 12
SIDES = 2
"""Most named countries of a text among which "the border" is looked for."""
MOST_COUNTRIES = 8
MOST_NAMES = 600
"""Different names looked up for one text: what comes after stays open. A news page has some forty."""
ABROAD_M = 500_000.0
"""Metres from a place of the text within which a place may lie in a country that the text does not name."""
ASTRAY_M = 1_500_000.0
"""Metres from all else that a text tells of beyond which a name that is only spelt alike is no hit."""
SURE = 0.9
"""The score of a name that is found as it is written."""
_EXTENTS = frozenset({"country", "region", "macro_region", "area", "district", "border"})

_REGION = re.compile(r"(?P<name>.+?) (?:region|oblast|province|governorate|krai|area)s?", re.IGNORECASE)
_TYPED = re.compile(
    r"(?P<name>.+?) (?:region|oblast|province|governorate|district|department|state|county|prefecture|canton)",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"(?:the )?(?P<name>[A-Z].+?) (?:front(?:[ -]?lines?)?|direction|sector|axis|salient|border|frontier|valley|highlands?|hills|plateau|delta|peninsula)",
    re.IGNORECASE,
)
_WATER = re.compile(r"\b(?:Sea|Ocean|Gulf|Strait)$")
_DISTRICT = re.compile(r"(?P<name>[A-Z].+?) (?:[Dd]istrict|[Cc]ounty)")
_SITE_NAME = re.compile(
    r"(?P<name>[A-Z].+?) (?:(?:international|military|naval|army|air) )*(?:airport|airfield|air ?base|base|camp|barracks|port|facility|station|headquarters)",
    re.IGNORECASE,
)
_SITE_OF = re.compile(
    r"(?:RAAF|RAF|NAS|MCAS|USAG|Naval|Air|Army|Marine Corps|Forward Operating|Joint|Military)?\s?(?:Base|Station|Air Station|Air Base|Airfield|Airport|Garrison|Support Activity)\s+(?P<name>[A-Z].+)"
)
"""As in "RAAF Base Tindal"."""
_SITE = re.compile(
    r"\b(?:airport|air ?base|airfield|base|camp|barracks|port|harbou?r|station|stadium|academy|school|hospital|compound|garrison|headquarters|district|suburb|neighbou?rhood)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a name. `place_id` is None where nothing, or more than one place, fits it."""

    place_id: str | None
    name: str
    country: str
    basis: PlaceBasis
    precision: GeoPrecision | None
    candidates: tuple[str, ...] = ()


OPEN = Settled(None, "", "", PlaceBasis.STATED, None)


@dataclass
class Context:
    """What a text tells of where it is: its countries, the places that it names, and what each name was settled to."""

    dataset: Dataset
    countries: Counter[str] = field(default_factory=Counter)
    names: list[str] = field(default_factory=list)
    sites: dict[str, Settled] = field(default_factory=dict)
    """Sites that no gazetteer has, each with the town in which the text puts it."""
    named_in: Counter[str] = field(default_factory=Counter)
    """How many of the names lie in each country, as far as each alone can tell."""
    spots: list[tuple[str, float, float]] = field(default_factory=list)
    """Country, latitude and longitude of the names that each alone can tell."""
    regions: dict[str, str] = field(default_factory=dict)
    """Bare names of the regions that the text names in full, with their ids."""
    _heard: dict[str, list[str]] = field(default_factory=dict)
    assured: set[str] = field(default_factory=set)
    """Places of which the text says in which country or division they lie."""
    told: dict[str, Settled] = field(default_factory=dict)
    """The same by the name as written, for when it stands alone."""
    _finder: NameFinder | None = None
    _kept: dict[tuple[str, tuple[str, ...], str, str], Settled] = field(default_factory=dict)

    @property
    def finder(self) -> NameFinder:
        if self._finder is None:
            self._finder = finder_of(self.dataset, shipped_world())
        return self._finder

    def hear(self, text: str) -> None:
        """Take the countries and peoples that a sentence names, whatever it says of them."""
        self.countries.update(
            code for match in demonyms.pattern().finditer(text) if (code := demonyms.country_of(match[0]))
        )

    def hear_countries(self, text: str, countries: Mapping[str, str]) -> None:
        """Take the countries that a sentence names, wherever their names stand: "Mali is at war"."""
        names = [re.sub(r"[’']s?$", "", match[0]) for match in NAME.finditer(text)]
        self.countries.update(countries[key] for name in names if (key := fold_name(name)) in countries)

    def hear_places(self, places: Iterable[Named]) -> None:
        """Take the names of a sentence as company for those of the others."""
        for place in places:
            for text in (place.asked, *place.within):
                if not _is_name(text):
                    continue  # "the border" is the company of no name
                if text in self._heard:
                    continue
                code = self.country_named(text)
                self._heard[text] = [code] if code else []
                if code:
                    continue  # counted where it was heard
                known = self._look_up(text, [], {}).place if len(self.names) < MOST_NAMES else None
                self._learn_region(text, known)
                name = known.name if known is not None else text
                if name not in self.names:
                    self.names.append(name)
                    if known is not None:
                        self.named_in[known.country] += 1
                        if known.lat is not None and known.lon is not None:
                            self.spots.append((known.country, known.lat, known.lon))

    def _learn_region(self, text: str, known: Candidate | None) -> None:
        """Take the bare name of a region that the text names in full."""
        typed = _REGION.fullmatch(text)
        if typed and known is not None and known.kind == "region":
            self.regions[typed["name"].casefold()] = known.place_id

    def country_named(self, text: str) -> str:
        """Return the code of a country by its name; "" for any other text."""
        codes = {
            m.place.country
            for m in self.finder.named(text)
            if m.place.kind == "country" and m.tier != "folded"
        }
        return codes.pop() if len(codes) == 1 else ""

    def settle(self, place: Named) -> Settled:
        """Return the place that is meant, or what it could be. Never one in a country that the text does not speak of."""
        key = (place.asked, place.within, place.text, place.known)
        if not place.within and not place.known and place.asked in self.told:
            return self.told[place.asked]
        if key not in self._kept:
            if len(self._kept) >= MOST_NAMES:
                return OPEN
            found = self._settle(place)
            if place.within and found.place_id and any(self._tells_where(one) for one in place.within):
                self.assured.add(found.place_id)
                self.told.setdefault(place.asked, found)
            self._kept[key] = found
        return self._kept[key]

    def _tells_where(self, name: str) -> bool:
        """Return whether a name is that of a country or a division, in which another can lie."""
        if self.country_named(name):
            return True
        found = self._look_up(name, [], {}).place
        return found is not None and found.kind == "region"

    def _settle(self, place: Named) -> Settled:
        found = self._look(place)
        extent = self._extent_of(place, found)
        return extent if extent is not None else found

    def _extent_of(self, place: Named, found: Settled) -> Settled | None:
        """Return the region whose bare name was written, where the text speaks of the region: "Kursk" beside "Kursk region".

        A city is never drawn for what may be anywhere in the region around it.
        """
        region = self.regions.get(place.asked.casefold())
        if region is None or found.place_id is None or found.precision != GeoPrecision.TOWN or place.is_town:
            return None
        known = self.spot(region)
        if known is None:
            return None
        precision = PRECISIONS.get(known.kind, GeoPrecision.REGION)
        return Settled(
            region, known.name, known.country, PlaceBasis.INFERRED, precision, (region, found.place_id)
        )

    def _look(self, place: Named) -> Settled:
        if place.country:
            return self._of_country(place.country, PlaceBasis.STATED)
        if place.known and place.known in self.dataset.places:
            own = self._own(place.known)
            return replace(own, basis=PlaceBasis.INFERRED) if _is_only_part(place) else own
        return self._look_for_name(place)

    def _look_for_name(self, place: Named) -> Settled:
        if (border := self._border_of(place.text)) is not None:
            return border
        if not _is_name(place.asked) or _WATER.search(place.asked):
            return OPEN  # "the front" is no name to look up, and a sea no division that bears its name
        if code := self.country_named(place.asked):
            # A country's name is the country, and no namesake in one of its neighbours.
            return self._of_country(code, PlaceBasis.INFERRED if place.part_of else PlaceBasis.STATED)
        found = self._resolve(place, place.asked)
        if found.place is not None and self._is_astray(place, found.place):
            return self._wider(place) or Settled(
                None, "", "", PlaceBasis.STATED, None, (found.place.place_id,)
            )
        if found.place is not None:
            is_part = _is_only_part(place) and found.place.kind in _EXTENTS
            return self._settled(found.place, found, PlaceBasis.INFERRED if is_part else PlaceBasis.STATED)
        others = tuple(c.place_id for c in found.candidates if c.score >= 0.1)
        return self._wider(place) or Settled(None, "", "", PlaceBasis.STATED, None, others)

    def _is_astray(self, place: Named, found: Candidate) -> bool:
        """Return whether a town that is only spelt alike lies on another continent than all else of the text."""
        if found.place_id in self.dataset.places or found.kind in _EXTENTS or found.score >= SURE:
            return False
        if (
            found.lat is None
            or found.lon is None
            or namesakes.is_spelling_of(namesakes.bare_name(place.asked), found.name)
        ):
            return False
        others = [(lat, lon) for _, lat, lon in self.spots if (lat, lon) != (found.lat, found.lon)]
        return (
            bool(others) and min(distance_m(found.lat, found.lon, lat, lon) for lat, lon in others) > ASTRAY_M
        )

    def _border_of(self, text: str) -> Settled | None:
        """Return the border that is meant by "the border": the only one of the data set between two countries of the text."""
        whose = re.fullmatch(
            r"(?:[Tt]he )?(?:(?P<whose>[A-Z][\w-]+) )?(?:border|frontier)(?: (?:area|region|zone|strip))?",
            text,
        )
        if whose is None:
            return None
        spoken = {code for code, _ in self.countries.most_common(None if whose["whose"] else SIDES)}
        own = demonyms.country_of(whose["whose"]) if whose["whose"] else ""
        fitting = []
        for place in self.dataset.places.values():
            if place.kind == "border":
                sides = {self.country_named(side) for side in place.name.removesuffix(" border").split("-")}
                if sides <= spoken and (not whose["whose"] or own in sides):
                    fitting.append(place.place_id)
        return replace(self._own(fitting[0]), basis=PlaceBasis.INFERRED) if len(fitting) == 1 else None

    def _wider(self, place: Named) -> Settled | None:
        """Return what holds a place whose own name is not known: its country, its division, or the town it lies in."""
        if place.part_of:
            bare = (
                place.asked.split(" ", 1)[1]
                if place.asked.split(" ", 1)[0].lower().endswith("ern")
                or place.asked.lower().startswith("central")
                else place.asked
            )
            whole = self._resolve(place, bare)
            if whole.place is not None and whole.place.kind in _EXTENTS:
                # A part of a country is inside of it: less exact than was said, never more.
                return self._settled(whole.place, whole, PlaceBasis.INFERRED)
        if typed := _TYPED.fullmatch(place.asked):
            # "Kufra district" where the gazetteer has a division of the bare name.
            wide = self._resolve(place, typed["name"])
            if wide.place is not None and wide.place.kind in {"region", "district"}:
                return self._settled(wide.place, wide, PlaceBasis.STATED)
        if around := _AROUND.fullmatch(place.text) or _DISTRICT.fullmatch(place.asked):
            # "Pokrovsk front", "Artibonite valley", a district that no gazetteer has: around what bears the name, and not exactly there.
            core = self._resolve(replace(place, asked=around["name"]), around["name"])
            if core.place is not None and core.place.kind != "country":
                found = self._settled(core.place, core, PlaceBasis.INFERRED)
                is_town = found.precision is not None and int(found.precision) < int(GeoPrecision.DISTRICT)
                return replace(found, precision=GeoPrecision.DISTRICT) if is_town else found
        town = self._town_of(place) or self._town_in(place) or self.sites.get(place.text.casefold())
        if town is not None:
            # "Air Base 101" is where it was said to be before.
            self.sites.setdefault(place.text.casefold(), town)
        return town

    def _town_in(self, place: Named) -> Settled | None:
        """Return the town by whose name a site goes that no gazetteer has: "Mogadishu International Airport"."""
        named = (
            _SITE_NAME.fullmatch(place.asked)
            or _SITE_NAME.fullmatch(place.text)
            or _SITE_OF.fullmatch(place.text)
        )
        found = self._resolve(replace(place, asked=named["name"]), named["name"]) if named else None
        if found is None or found.place is None or found.place.kind in _EXTENTS:
            return None
        return self._settled(found.place, found, PlaceBasis.INFERRED)

    def _town_of(self, place: Named) -> Settled | None:
        """Return the town that a site which no gazetteer has is said to lie in: "the X airport in Niamey"."""
        if not _SITE.search(place.text):
            return None
        for name in place.within:
            found = self._resolve(replace(place, asked=name, within=()), name)
            if found.place is not None and found.place.kind not in _EXTENTS:
                return self._settled(found.place, found, PlaceBasis.INFERRED)
        return None

    def _settled(self, place: Candidate, found: Resolution, basis: PlaceBasis) -> Settled:
        others = tuple(c.place_id for c in found.candidates if c.score >= 0.1)
        return Settled(place.place_id, place.name, place.country, basis, place.geo_precision, others)

    def _own(self, place_id: str) -> Settled:
        place = self.dataset.places[place_id]
        precision = PRECISIONS.get(place.kind, GeoPrecision.TOWN)
        return Settled(place_id, place.name, place.country, PlaceBasis.STATED, precision, (place_id,))

    def again(self, place_id: str) -> Settled:
        """Return a place that the text has named before, meant by a word like "the city"."""
        place = self.spot(place_id)
        if place is None:
            return OPEN
        precision = PRECISIONS.get(place.kind, GeoPrecision.TOWN)
        return Settled(place_id, place.name, place.country, PlaceBasis.INFERRED, precision, (place_id,))

    def spot(self, place_id: str) -> Place | None:
        """Return a place of the data set or of the world by its id."""
        own = self.dataset.places.get(place_id)
        number = None if own else shipped_world().number_of(place_id)
        return own or (shipped_world().place(number) if number is not None else None)

    def country_of(self, place_id: str) -> str:
        """Return the country of a place of the world by its id; "" where it has none."""
        number = shipped_world().number_of(place_id)
        return "" if number is None else shipped_world().place(number).country

    def capital_of(self, code: str) -> Settled:
        """Return the capital of a country; open where it has none."""
        names = [name for name, country in shipped_world().capitals() if country == code]
        found = self._look_up(names[0], [], {"country": code}).place if names else None
        if found is None:
            return OPEN
        return Settled(
            found.place_id, found.name, code, PlaceBasis.INFERRED, found.geo_precision, (found.place_id,)
        )

    def of_country(self, code: str) -> Settled:
        """Return a country as a place that no words name."""
        return self._of_country(code, PlaceBasis.IMPLIED)

    def _of_country(self, code: str, basis: PlaceBasis) -> Settled:
        own = [p for p in self.dataset.places.values() if p.kind == "country" and p.country == code]
        place_id = own[0].place_id if own else f"country-{code.lower()}"
        name = own[0].name if own else code
        return Settled(place_id, name, code, basis, GeoPrecision.COUNTRY, (place_id,))

    def _resolve(self, place: Named, asked: str) -> Resolution:
        first_word = place.asked.split(" ", 1)[0]
        others = [name for name in self.names if name.split(" ", 1)[0] != first_word]
        near = [*place.within, *others][:MOST_CONTEXT]
        hints = self._hints(place.within)
        first = self._look_up(asked, near, hints)
        if first.place is None and hints:
            first = self._look_up(asked, near, {})
        if (town := namesakes.larger(first, self.spots)) is not None and not hints:
            return replace(first, place=town)
        if first.place is not None and (self._is_spoken_of(first.place) or _is_only_one(first)):
            return first
        spoken = [code for code, _ in self.countries.most_common(MOST_COUNTRIES)]
        tried = [self._look_up(asked, near, {"country": code}) for code in spoken]
        chosen = namesakes.choose(first, tried, asked, self)
        if chosen is not None:
            return chosen
        if first.place is not None:
            # It fits only abroad, in a country that the text never speaks of: shown, not taken.
            return Resolution(first.query, "ambiguous", None, first.candidates, first.notes)
        return first

    def _is_spoken_of(self, place: Candidate) -> bool:
        if place.place_id in self.dataset.places or place.kind == "country" or not place.country:
            return True
        return (
            not self.countries
            or place.country in self.countries
            or self.named_in[place.country] > 1
            or self._is_near(place)
        )

    def _is_near(self, place: Candidate) -> bool:
        """Return whether a place abroad lies near to one in a country that the text speaks of: across the border."""
        if place.lat is None or place.lon is None:
            return False
        lat, lon = place.lat, place.lon
        near = [
            country
            for country, other_lat, other_lon in self.spots
            if country != place.country and distance_m(lat, lon, other_lat, other_lon) <= ABROAD_M
        ]
        return any(country in self.countries for country in near)

    def _hints(self, within: Sequence[str]) -> dict[str, str]:
        """Return the country and the division that the text says a name lies in."""
        hints: dict[str, str] = {}
        for name in within:
            if code := self.country_named(name):
                hints.setdefault("country", code)
                continue
            found = self._look_up(name, [], {})
            if found.place is not None and found.place.kind == "region" and found.place.admin1:
                hints.setdefault("admin1", found.place.admin1)
        return hints

    def _look_up(self, name: str, near: Sequence[str], hints: dict[str, str]) -> Resolution:
        try:
            return resolve_name(self.dataset, name, near=near, **hints)  # type: ignore[arg-type]
        except (GazetteerError, SelectionError):
            return Resolution(name, "unresolved", None, ())


def _is_name(text: str) -> bool:
    """Return whether a capital or a Korean letter makes a name of words."""
    return any(letter.isupper() or "가" <= letter <= "힣" for letter in text)


def _is_only_part(place: Named) -> bool:
    """The words say more than what was looked up: "northern Mozambique" is inside of Mozambique."""
    return place.part_of and place.text.casefold() != place.asked.casefold()


def _is_only_one(found: Resolution) -> bool:
    """No other country has a place that the name could well mean."""
    return len({candidate.country for candidate in found.candidates if candidate.score >= 0.1}) == 1
