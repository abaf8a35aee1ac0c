"""The closed vocabularies of the codebook, with the words that a reader sees."""

from enum import IntEnum, StrEnum
from typing import Self


class Term(StrEnum):
    """A code of the tables that knows its label."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        term = str.__new__(cls, code)
        term._value_ = code
        term.label = label
        return term


class SourceKind(Term):
    """Who speaks, by kind."""

    INTELLIGENCE_SERVICE = "intelligence_service", "Intelligence service"
    GOVERNMENT = "government", "Government"
    MILITARY = "military", "Military"
    ALLIANCE = "alliance", "Alliance"
    LAWMAKER = "lawmaker", "Lawmaker"
    MEDIA = "media", "Media"
    THINK_TANK = "think_tank", "Think tank"
    INDIVIDUAL = "individual", "Individual"
    PARTY = "party", "Party to the matter"
    UNATTRIBUTED = "unattributed", "Unattributed"


class Reliability(Term):
    """Admiralty grade of a source. F is no grade: it is never sorted below E."""

    A = "A", "Completely reliable"
    B = "B", "Usually reliable"
    C = "C", "Fairly reliable"
    D = "D", "Not usually reliable"
    E = "E", "Unreliable"
    F = "F", "Reliability cannot be judged"


class PublishedBasis(Term):
    """How the day of publication is known."""

    STATED = "stated", "Stated"
    INFERRED = "inferred", "Inferred"
    UNKNOWN = "unknown", "Unknown"


class Tier(Term):
    """How close a claim is to the matter; secondary ones are listed and never drawn."""

    CORE = "core", "Core"
    SUMMARY = "summary", "Summary"
    SECONDARY = "secondary", "Secondary"


class Attribution(Term):
    """How the originator is known."""

    EXPLICIT = "explicit", "Named in the text"
    CONTEXT = "context", "Read from the text around it"
    NONE = "none", "Not attributed"


class Kind(Term):
    """What is claimed."""

    PRESENCE = "presence", "Presence"
    TRAINING = "training", "Training"
    TRANSIT = "transit", "Transit"
    PLANNED = "planned", "Planned"
    COMBAT = "combat", "Combat"
    DESERTION = "desertion", "Desertion"
    CASUALTIES = "casualties", "Casualties"
    EQUIPMENT = "equipment", "Equipment"
    IMAGERY = "imagery", "Imagery"
    ASSESSMENT = "assessment", "Assessment"


class Stance(Term):
    """What the speaker does with what is claimed."""

    ASSERTS = "asserts", "Asserts"
    CONFIRMS = "confirms", "Confirms"
    DENIES = "denies", "Denies"
    DOUBTS = "doubts", "Doubts"
    DECLINES = "declines", "Declines to comment"


class PlaceRole(Term):
    """What the place is to the event."""

    AT = "at", "At"
    ORIGIN = "origin", "From"
    DESTINATION = "destination", "To"


class PlaceBasis(Term):
    """How the place is known."""

    STATED = "stated", "Stated"
    IMPLIED = "implied", "Implied"
    INFERRED = "inferred", "Inferred"


class DateBasis(Term):
    """How the day of the event is known."""

    STATED = "stated", "Stated"
    INFERRED = "inferred", "Inferred"
    NOT_AFTER = "not_after", "Not after its publication"
    FUTURE = "future", "In the future when it was said"
    UNKNOWN = "unknown", "Unknown"


class CountUnit(Term):
    """What is counted. Only people are ever strength."""

    PEOPLE = "people", "People"
    FLIGHTS = "flights", "Flights"
    SITES = "sites", "Sites"
    SHIPS = "ships", "Ships"


class CountScope(Term):
    """What a count covers: this place, or all places of the statement together."""

    PLACE = "place", "At this place"
    STATEMENT = "statement", "Over all places of the statement"


class PlaceKind(Term):
    """What kind of place a gazetteer row is."""

    TRAINING_GROUND = "training_ground", "Training ground"
    BASE = "base", "Base"
    AIRFIELD = "airfield", "Airfield"
    PORT = "port", "Port"
    SITE = "site", "Located site"
    CITY = "city", "City"
    TOWN = "town", "Town"
    VILLAGE = "village", "Village"
    DISTRICT = "district", "District"
    REGION = "region", "Region"
    COUNTRY = "country", "Country"
    MACRO_REGION = "macro_region", "Larger region"
    BORDER = "border", "Border"
    AREA = "area", "Area"


class AreaMake(Term):
    """How the geometry of an area is made from its members."""

    UNION = "union", "Union of its members"
    SHARED_BORDER = "shared_border", "Border shared by two groups"


class Status(Term):
    """How an assertion stands among the others; several may hold at once."""

    CORROBORATED = "corroborated", "Corroborated"
    DISPUTED = "disputed", "Disputed"
    DENIED = "denied", "Denied"
    REPORTED = "reported", "Reported"


class Window(Term):
    """How an event fits the window that was asked."""

    CERTAIN = "certain", "Within the dates"
    POSSIBLE = "possible", "Possibly within the dates"
    UNDATED = "undated", "Undated"


class Known(Term):
    """Whether a claim had been made on the day that was asked."""

    KNOWN = "known", "Known"
    POSSIBLY = "possibly", "Possibly known"


class Bin(Term):
    """Where a claim stands in the tally; the first that fits, in this order."""

    BACKGROUND = "background", "Background"
    FILTERED = "filtered", "Filtered out"
    NOT_YET_KNOWN = "not_yet_known", "Not yet known"
    NO_PLACE = "no_place", "No place"
    NO_DATE = "no_date", "No date"
    OUTSIDE = "outside", "Outside the dates"
    SHOWN = "shown", "Shown"


class GeoPrecision(IntEnum):
    """How closely a claim is placed (UCDP `where_prec`)."""

    SITE = 1
    TOWN = 2
    DISTRICT = 3
    REGION = 4
    AREA = 5
    COUNTRY = 6
    SEA_OR_AIR = 7


GEO_PRECISION_LABELS = {
    GeoPrecision.SITE: "Exact site",
    GeoPrecision.TOWN: "In or near a named town or site",
    GeoPrecision.DISTRICT: "Second-order division",
    GeoPrecision.REGION: "First-order division",
    GeoPrecision.AREA: "Larger or vague area",
    GeoPrecision.COUNTRY: "Country",
    GeoPrecision.SEA_OR_AIR: "Sea or air",
}

DATE_PRECISION_LABELS = {
    1: "Day",
    2: "Span of two to six days",
    3: "Week",
    4: "Month",
    5: "Year or unknown",
}

CREDIBILITY_LABELS = {
    1: "Confirmed by other sources",
    2: "Probably true",
    3: "Possibly true",
    4: "Doubtful",
    5: "Improbable",
    6: "Truth cannot be judged",
}
