"""The columns of every table, in the codebook's order, with how each is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from muster.tables.cells import (
    Reader,
    decimal_reader,
    optional_id,
    read_area_id,
    read_code,
    read_count,
    read_country,
    read_day,
    read_division,
    read_filled_text,
    read_geonames_id,
    read_groups,
    read_ids,
    read_language,
    read_moment,
    read_names,
    read_optional_geometry,
    read_publication,
    read_sha256,
    read_slug,
    read_span,
    read_text,
    read_url,
    read_wikidata_id,
    required,
    scale_reader,
    term_reader,
)
from muster.vocabulary import (
    AreaMake,
    Attribution,
    CountScope,
    CountUnit,
    DateBasis,
    GeoPrecision,
    Kind,
    PlaceBasis,
    PlaceKind,
    PlaceRole,
    PublishedBasis,
    Reliability,
    SourceKind,
    Stance,
    Tier,
)

EARTH_HALF_M = 20_003_932
"""Half of a meridian: no place is farther from another on Earth."""


@dataclass(frozen=True, slots=True)
class Schema:
    """One table: the name of its file, the column of its id, and its columns with their readers."""

    file: str
    key: str
    readers: Mapping[str, Reader]
    is_optional: bool = False


SOURCES = Schema(
    "sources.csv",
    "source_id",
    {
        "source_id": read_slug,
        "name": read_filled_text,
        "short_name": read_filled_text,
        "kind": required(term_reader(SourceKind, "kind of source")),
        "country": read_country,
        "reliability": required(term_reader(Reliability, "reliability")),
        "informed_by": read_ids,
        "url": read_url,
    },
)

DOCUMENTS = Schema(
    "documents.csv",
    "document_id",
    {
        "document_id": read_slug,
        "source_id": required(optional_id),
        "title": read_text,
        "author": read_text,
        "language": read_language,
        "published_at": read_publication,
        "published_basis": required(term_reader(PublishedBasis, "basis of a publication day")),
        "retrieved_at": read_moment,
        "url": read_url,
        "archive_url": read_url,
        "content_sha256": read_sha256,
        "note": read_text,
    },
)

ASSERTIONS = Schema(
    "assertions.csv",
    "assertion_id",
    {
        "assertion_id": read_slug,
        "originator_id": required(optional_id),
        "label": read_filled_text,
        "part_of": optional_id,
        "updates": read_ids,
        "supports": read_ids,
        "contradicts": read_ids,
        "judgement": read_text,
    },
)

CLAIMS = Schema(
    "claims.csv",
    "claim_id",
    {
        "claim_id": read_code,
        "statement_id": read_code,
        "document_id": required(optional_id),
        "locator": read_filled_text,
        "tier": required(term_reader(Tier, "tier")),
        "originator_id": required(optional_id),
        "attribution": required(term_reader(Attribution, "attribution")),
        "assertion_id": optional_id,
        "kind": required(term_reader(Kind, "kind of claim")),
        "stance": required(term_reader(Stance, "stance")),
        "about": read_ids,
        "troop_origin": read_country,
        "place_text": read_text,
        "place_id": optional_id,
        "place_role": term_reader(PlaceRole, "role of a place"),
        "geo_precision": scale_reader(7, "precision of a place", GeoPrecision),
        "place_basis": term_reader(PlaceBasis, "basis of a place"),
        "event_start": read_day,
        "event_end": read_day,
        "date_precision": scale_reader(5, "precision of a date"),
        "date_text": read_text,
        "date_basis": term_reader(DateBasis, "basis of a date"),
        "reported_on": read_span,
        "count_low": read_count,
        "count_best": read_count,
        "count_high": read_count,
        "count_unit": term_reader(CountUnit, "unit of a count"),
        "count_text": read_text,
        "count_scope": term_reader(CountScope, "scope of a count"),
        "credibility": scale_reader(6, "credibility"),
        "summary": read_filled_text,
        "judgement": read_text,
    },
)

GAZETTEER = Schema(
    "gazetteer.csv",
    "place_id",
    {
        "place_id": read_slug,
        "name": read_filled_text,
        "names": read_names,
        "kind": required(term_reader(PlaceKind, "kind of place")),
        "country": read_country,
        "de_facto": read_country,
        "admin1": read_division,
        "lat": decimal_reader(-90, 90, "latitude", "look whether lat and lon are swapped"),
        "lon": decimal_reader(
            -180, 180, "longitude", "write degrees east of Greenwich, negative to the west"
        ),
        "radius_m": decimal_reader(1, EARTH_HALF_M, "radius", "write metres"),
        "radius_basis": read_text,
        "geometry_id": read_optional_geometry,
        "geonames_id": read_geonames_id,
        "wikidata_id": read_wikidata_id,
        "coordinate_basis": read_text,
        "note": read_text,
    },
)

AREAS = Schema(
    "areas.csv",
    "geometry_id",
    {
        "geometry_id": read_area_id,
        "name": read_filled_text,
        "make": required(term_reader(AreaMake, "make of an area")),
        "members": read_groups,
        "basis": read_filled_text,
        "note": read_text,
    },
    is_optional=True,
)

SCHEMAS = (SOURCES, DOCUMENTS, ASSERTIONS, CLAIMS, GAZETTEER, AREAS)
