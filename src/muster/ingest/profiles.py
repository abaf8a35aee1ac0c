"""What the columns of each format mean, and how its codes carry over to the codebook's.

ACLED: codebook of 2023 (event_id_cnty, event_date, time_precision, geo_precision); both of its column orders and the
older capital headers are known by name. UCDP GED: codebook of 23.1 (where_prec, date_prec, low, best, high). TimeMap:
`api.json` of Bellingcat's Civilian Harm map. GeoConfirmed: its KMZ has the day in a placemark's name, sources below the
text. Everything else goes by the names of its columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from muster.vocabulary import GeoPrecision, Kind, SourceKind

FIELDS = (
    "id", "place", "lat", "lon", "country", "admin1", "date", "date_end", "date_precision", "geo_precision", "kind",
    "stance", "summary", "originator", "publisher", "published", "url", "count_low", "count_best", "count_high",
    "count_text", "troop_origin", "credibility", "scale",
)  # fmt: skip
"""What a column can be mapped to. A place (or both coordinates) and a date are needed."""
GENERIC = "generic"


@dataclass(frozen=True, slots=True)
class Profile:
    """One format: which columns it is known by, and what they mean. Columns are compared in lower case."""

    name: str
    known_by: frozenset[str] = frozenset()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needed: frozenset[str] = frozenset({"date"})
    geo_precision: Mapping[str, GeoPrecision] = field(default_factory=dict)
    radius_m: Mapping[str, float] = field(default_factory=dict)
    """How far a coordinate of each code may be off, where the codebook's convention is not it."""
    date_precision: Mapping[str, int] = field(default_factory=dict)
    publisher: str = ""
    publisher_kind: SourceKind = SourceKind.UNATTRIBUTED
    has_global_ids: bool = False
    counts_are_casualties: bool = False
    kept: tuple[str, ...] = ()
    """Columns without a field here that are kept with the draft as they were written."""
    unused_numbers: tuple[str, ...] = ()
    """Those of `kept` that hold a number of people which is no strength of troops."""


ACLED = Profile(
    name="acled",
    known_by=frozenset({"event_id_cnty", "event_date", "event_type"}),
    columns={
        "id": ("event_id_cnty",),
        "place": ("location",),
        "lat": ("latitude",),
        "lon": ("longitude",),
        "country": ("country",),
        "admin1": ("admin1",),
        "date": ("event_date",),
        "date_precision": ("time_precision",),
        "geo_precision": ("geo_precision",),
        "summary": ("notes",),
        "originator": ("source",),
        "scale": ("source_scale",),
    },
    needed=frozenset({"id", "date", "lat", "lon"}),
    # 1: in that town; 2: part of a region, coded to a town in it; 3: a larger region, coded to its capital.
    geo_precision={"1": GeoPrecision.TOWN, "2": GeoPrecision.DISTRICT, "3": GeoPrecision.REGION},
    date_precision={"1": 1, "2": 3, "3": 4},
    publisher="Armed Conflict Location & Event Data (ACLED)",
    publisher_kind=SourceKind.THINK_TANK,
    has_global_ids=True,
    kept=(
        "event_id_cnty",
        "event_type",
        "sub_event_type",
        "actor1",
        "actor2",
        "geo_precision",
        "time_precision",
        "fatalities",
    ),
    unused_numbers=("fatalities",),
)
UCDP = Profile(
    name="ucdp",
    known_by=frozenset({"where_prec", "date_prec", "date_start"}),
    columns={
        "id": ("id",),
        "place": ("where_coordinates",),
        "lat": ("latitude",),
        "lon": ("longitude",),
        "country": ("country",),
        "admin1": ("adm_1",),
        "date": ("date_start",),
        "date_end": ("date_end",),
        "date_precision": ("date_prec",),
        "geo_precision": ("where_prec",),
        "summary": ("source_headline", "where_description"),
        "originator": ("source_original",),
        "count_low": ("low",),
        "count_best": ("best",),
        "count_high": ("high",),
    },
    needed=frozenset({"id", "date", "lat", "lon"}),
    geo_precision={str(int(code)): code for code in GeoPrecision},
    radius_m={"2": 25_000},
    date_precision={str(code): code for code in range(1, 6)},
    publisher="Uppsala Conflict Data Program (UCDP)",
    publisher_kind=SourceKind.THINK_TANK,
    has_global_ids=True,
    counts_are_casualties=True,
    kept=(
        "id",
        "type_of_violence",
        "side_a",
        "side_b",
        "dyad_name",
        "where_prec",
        "date_prec",
        "source_article",
        "source_original",
    ),
)
TIMEMAP = Profile(
    name="timemap",
    known_by=frozenset({"latitude", "longitude", "date", "description"}),
    columns={
        "id": ("id",),
        "place": ("location",),
        "lat": ("latitude",),
        "lon": ("longitude",),
        "date": ("date",),
        "summary": ("description",),
        "url": ("sources",),
    },
    needed=frozenset({"date", "lat", "lon"}),
    publisher="Bellingcat",
    publisher_kind=SourceKind.MEDIA,
    has_global_ids=True,
    kept=("id", "associations", "filters", "sources", "time"),
)
GEOCONFIRMED = Profile(
    name="geoconfirmed",
    columns={
        "date": ("name",),
        "summary": ("description",),
        "id": ("id",),
    },
    publisher="GeoConfirmed",
    publisher_kind=SourceKind.INDIVIDUAL,
    kept=("folder", "style"),
)
ANY = Profile(
    name=GENERIC,
    columns={
        "id": ("id", "event_id", "fid", "uuid", "guid", "claim_id"),
        "place": ("place", "place_text", "place_name", "location", "location_name", "city", "town", "settlement", "site", "where", "name", "title"),
        "lat": ("lat", "latitude", "y", "lat_dd", "latitude_wgs84"),
        "lon": ("lon", "lng", "long", "longitude", "x", "lon_dd", "longitude_wgs84"),
        "country": ("country", "country_code", "iso2", "iso_a2"),
        "admin1": ("admin1", "adm1", "adm_1", "oblast", "region", "province", "state"),
        "date": ("date", "event_date", "event_start", "date_start", "start_date", "start", "begin", "when", "day", "datetime", "timestamp", "occurred"),
        "date_end": ("event_end", "date_end", "end_date", "end", "until"),
        "date_precision": ("date_precision", "date_prec"),
        "geo_precision": ("geo_precision", "where_prec"),
        "kind": ("kind",),
        "stance": ("stance",),
        "summary": ("summary", "description", "notes", "note", "text", "headline", "details", "comment"),
        "originator": ("originator", "source", "said_by", "source_original"),
        "publisher": ("publisher", "outlet"),
        "published": ("published_at", "published", "publication_date", "pub_date"),
        "url": ("url", "link", "source_url", "href"),
        "count_low": ("count_low", "low", "min"),
        "count_best": ("count_best", "best", "count", "troops", "number", "strength"),
        "count_high": ("count_high", "high", "max"),
        "count_text": ("count_text",),
        "troop_origin": ("troop_origin",),
        "credibility": ("credibility",),
    },
    geo_precision={str(int(code)): code for code in GeoPrecision},
    date_precision={str(code): code for code in range(1, 6)},
)  # fmt: skip
PROFILES: Mapping[str, Profile] = MappingProxyType(
    {profile.name: profile for profile in (ACLED, UCDP, TIMEMAP, GEOCONFIRMED)}
)


def guess_mapping(profile: Profile, columns: Iterable[str]) -> dict[str, str]:
    """Return which column of a file each field is read from, by the names of the columns; each column once."""
    by_name: dict[str, str] = {}
    for column in columns:
        by_name.setdefault(re.sub(r"[^a-z0-9]+", "_", column.lower()).strip("_"), column)
    mapping: dict[str, str] = {}
    for name, wanted in profile.columns.items():
        for option in wanted:
            found = by_name.get(option)
            if found is not None and found not in mapping.values():
                mapping[name] = found
                break
    return mapping


def acled_kind(event_type: str, sub_event_type: str) -> Kind | None:
    """Return what an ACLED event claims of troops, None where it is not about them by itself."""
    if event_type in {"Battles", "Explosions/Remote violence", "Remote violence"}:
        return Kind.COMBAT
    if sub_event_type in {"Headquarters or base established", "Non-violent transfer of territory"}:
        return Kind.PRESENCE
    return None


def acled_scale(scale: str) -> SourceKind:
    """Return what kind of source stands behind an ACLED `source_scale`, unattributed where it mixes several."""
    return (
        SourceKind.MEDIA
        if scale in {"National", "Subnational", "Regional", "International"}
        else SourceKind.UNATTRIBUTED
    )
