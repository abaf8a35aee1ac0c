"""Every fault is told with its place and what to do, all at once, and nothing is half loaded."""

import pytest
from editing import only_fault, put, read, write

from muster.check import check, load_checked
from muster.errors import DataFaultsError
from muster.tables import find_faults
from muster.tables.references import find_circles

CELL_FAULTS = [
    ("claims", "B2a", "kind", "presense", "is no kind of claim", "did you mean presence?"),
    ("claims", "B2a", "stance", "", "is blank", "fill it in"),
    ("claims", "B2a", "tier", "Core", "is no tier", "did you mean core?"),
    ("claims", "B2a", "statement_id", "B 2", "is no id", "letters, digits"),
    ("claims", "B2a", "event_start", "31/02/2024", "is not a day of the calendar", "YYYY-MM-DD"),
    ("claims", "B2a", "event_start", "03/04/2019", "day first or month first", "2019-04-03 or 2019-03-04"),
    ("claims", "B2a", "event_end", "2019-02-31", "is not a day of the calendar", "YYYY-MM-DD"),
    (
        "claims",
        "B2a",
        "event_start",
        "2019-03-09",
        "is after event_end (2019-03-04)",
        "earlier day in event_start",
    ),
    ("claims", "B2a", "date_precision", "6", "is no precision of a date", "1 to 5"),
    ("claims", "B2a", "count_low", "-5", "is below zero", "leave it blank for unknown"),
    ("claims", "B2a", "count_low", "1,500", "is no whole number", "'1500'"),
    ("claims", "B2a", "count_low", "225", "is more than count_best (200)", "low to high"),
    ("claims", "B2a", "count_unit", "", "is blank though a number is given", "fill it in"),
    ("claims", "B2a", "count_unit", "tanks", "is no unit of a count", "people, flights, sites, ships"),
    ("claims", "B2a", "credibility", "7", "is no credibility", "1 to 6"),
    ("claims", "B2a", "reported_on", "2019-03-10/2019-03-01", "ends before it starts", "earlier day first"),
    ("claims", "B2a", "locator", "", "is blank", "fill it in"),
    ("claims", "B2a", "summary", " ", "is blank", "fill it in"),
    ("claims", "B2a", "summary", "a\x07b", "control character U+0007", "remove it"),
    ("claims", "B2a", "troop_origin", "Ruritania", "is no country code", "two capital letters"),
    (
        "claims",
        "B2a",
        "document_id",
        "bulletin-8",
        "names 'bulletin-8', which does not exist",
        "did you mean bulletin-7?",
    ),
    (
        "claims",
        "B2a",
        "originator_id",
        "bolivian-amry",
        "which does not exist",
        "did you mean bolivian-army?",
    ),
    (
        "claims",
        "B2a",
        "originator_id",
        "ministry",
        "is not the originator of camp-200",
        "an assertion of its own",
    ),
    ("claims", "B2a", "assertion_id", "camp-20", "which does not exist", "did you mean camp-200?"),
    ("claims", "B2a", "place_id", "camp-orruro", "which does not exist", "did you mean camp-oruro?"),
    ("claims", "B2a", "place_role", "", "is blank though a place is given", "fill it in"),
    ("claims", "B2a", "geo_precision", "8", "is no precision of a place", "1 to 7"),
    ("claims", "B2a", "geo_precision", "4", "does not fit camp-oruro, a training_ground", "use 1 or 2"),
    ("claims", "M1a", "geo_precision", "2", "does not fit bolivia, a country", "use 6"),
    ("claims", "M2a", "geo_precision", "2", "does not fit oruro-department, a region", "use 4"),
    ("claims", "M1a", "about", "", "is blank though the stance is confirms", "name the assertion"),
    ("claims", "B2a", "about", "column-600", "is filled though the stance is asserts", "change the stance"),
    (
        "claims",
        "M1a",
        "about",
        "column-600|colum-600",
        "names 'colum-600', which does not exist",
        "column-600",
    ),
    (
        "claims",
        "B1b",
        "count_best",
        "601",
        "differs from row 2, though it is one total over statement B1",
        "'place'",
    ),
    (
        "claims",
        "B1b",
        "document_id",
        "communique",
        "differs from row 2 of the same statement",
        "one document",
    ),
    ("sources", "ministry", "kind", "goverment", "is no kind of source", "did you mean government?"),
    ("sources", "ministry", "reliability", "G", "is no reliability", "A, B, C, D, E, F"),
    ("sources", "ministry", "country", "Bolivia", "is no country code", "two capital letters"),
    ("sources", "ministry", "informed_by", "nobody", "which does not exist", "source_id of sources.csv"),
    ("sources", "ministry", "informed_by", "ministry", "names its own row", "name another"),
    ("sources", "bolivian-army", "informed_by", "ministry", "goes in a circle", "remove one"),
    ("sources", "ministry", "url", "javascript:alert(1)", "is no web address", "http:// or https://"),
    ("sources", "ministry", "url", "https://a b.example", "is no web address", "http:// or https://"),
    ("sources", "ministry", "url", "http://[::1", "is no web address", "http:// or https://"),
    ("sources", "ministry", "short_name", "", "is blank", "fill it in"),
    (
        "documents",
        "bulletin-7",
        "source_id",
        "radio-largo",
        "which does not exist",
        "did you mean radio-lago?",
    ),
    ("documents", "bulletin-7", "published_at", "yesterday", "is no date that can be read", "EDTF"),
    ("documents", "bulletin-7", "published_at", "", "is blank though published_basis is stated", "unknown"),
    (
        "documents",
        "communique",
        "note",
        "",
        "is blank though the day of publication is inferred",
        "how it was inferred",
    ),
    ("documents", "bulletin-7", "retrieved_at", "2019-04-01T08:30:00+02:00", "is no time in UTC", "Z"),
    ("documents", "bulletin-7", "retrieved_at", "2019-04-31T08:30:00Z", "is no time of the calendar", "Z"),
    ("documents", "bulletin-7", "content_sha256", "abc", "is no SHA-256", "64 hexadecimal digits"),
    ("documents", "bulletin-7", "language", "Spanish", "is no language code", "'en'"),
    ("assertions", "camp-200", "originator_id", "", "is blank", "fill it in"),
    ("assertions", "camp-200", "part_of", "colum-600", "which does not exist", "did you mean column-600"),
    (
        "assertions",
        "column-600",
        "part_of",
        "camp-200",
        "goes in a circle: column-600 -> camp-200",
        "remove one",
    ),
    ("assertions", "column-600", "updates", "column-600", "names its own row", "name another"),
    ("assertions", "lake-landing", "supports", "camp-200|camp-200", "has an id twice", "once"),
    ("gazetteer", "camp-oruro", "lat", "95", "is outside -90 to 90", "swapped"),
    ("gazetteer", "camp-oruro", "lon", "-190", "is outside -180 to 180", "Greenwich"),
    ("gazetteer", "camp-oruro", "lat", "17°58'S", "is no latitude", "decimal number"),
    ("gazetteer", "camp-oruro", "lat", "nan", "is no latitude", "decimal number"),
    ("gazetteer", "camp-oruro", "lon", "", "is blank though the other coordinate is there", "give both"),
    (
        "gazetteer",
        "camp-oruro",
        "lat",
        "17.98",
        "lat looks to have the wrong sign",
        "write lat -17.98 and lon -67.13",
    ),
    ("gazetteer", "camp-oruro", "lon", "-57.13", "km outside BO-O", "correct the coordinate"),
    ("gazetteer", "camp-oruro", "radius_m", "", "is blank for a point", "how far from the point"),
    ("gazetteer", "camp-oruro", "radius_m", "0", "is outside 1 to", "metres"),
    ("gazetteer", "camp-oruro", "radius_m", "19000000", "makes no circle", "smaller radius"),
    ("gazetteer", "camp-oruro", "radius_basis", "", "is blank", "where the radius comes from"),
    ("gazetteer", "camp-oruro", "coordinate_basis", "", "is blank", "where the coordinate comes from"),
    ("gazetteer", "camp-oruro", "country", "", "is blank for a training_ground", "recognised country"),
    ("gazetteer", "camp-oruro", "kind", "camp", "is no kind of place", "training_ground"),
    ("gazetteer", "camp-oruro", "names", "Campo", "no name with its language", "ru:"),
    ("gazetteer", "camp-oruro", "wikidata_id", "5428", "is no Wikidata id", "Q"),
    ("gazetteer", "oruro-department", "geometry_id", "BO-OR", "has no boundary", "BO-O"),
    ("gazetteer", "oruro-department", "geometry_id", "Oruro", "is no geometry id", "'RU-KRS'"),
    (
        "gazetteer",
        "salt-flats",
        "geometry_id",
        "area-salt-flat",
        "an area that does not exist",
        "area-salt-flats",
    ),
    ("areas", "area-salt-flats", "members", "BO-P|BO-Z9", "names BO-Z9, which has no boundary", "division"),
    ("areas", "area-salt-flats", "members", "Potosí", "is no country or division", "'RU-KRS|RU-BRY'"),
    ("areas", "area-lake-border", "members", "BO", "has 1 group", "2 groups"),
    ("areas", "area-lake-border", "members", "BO/JP", "makes no geometry", "members that touch"),
    ("areas", "area-salt-flats", "make", "sum", "is no make of an area", "union, shared_border"),
]


@pytest.mark.parametrize("case", CELL_FAULTS, ids=lambda case: "-".join(case[:4])[:50])
def test_one_bad_cell_is_one_fault_with_its_place_and_what_to_do(folder, case):
    table, row_id, column, value, problem, remedy = case
    row = put(folder, table, row_id, **{column: value})
    fault = only_fault(folder)
    assert (fault.file, fault.row) == (f"{table}.csv", row)
    assert problem in fault.problem
    assert remedy in fault.remedy
    assert str(fault).startswith(f"{table}.csv, row {row}")


def test_swapped_coordinates_are_told_as_swapped(folder):
    row = put(folder, "gazetteer", "camp-oruro", lat="-67.13", lon="-17.98")
    fault = only_fault(folder)
    assert (fault.row, fault.column) == (row, "lat")
    assert "lat and lon look swapped" in fault.problem
    assert "write lat -17.98 and lon -67.13" in fault.remedy


def test_a_high_below_the_best_is_told_at_the_best(folder):
    put(folder, "claims", "B2a", count_high="180")
    assert only_fault(folder).column == "count_best"


def test_a_contradiction_needs_a_judgement_that_names_its_scope(folder):
    put(folder, "assertions", "no-column", judgement="")
    fault = only_fault(folder)
    assert (fault.column, fault.value) == ("contradicts", "column-600")
    assert "exact scope" in fault.remedy


def test_a_division_of_another_country_is_told_beside_the_point_that_is_not_in_it(folder):
    put(folder, "gazetteer", "camp-oruro", admin1="PE-PUN")
    faults = check(folder)
    assert "is no division of BO" in faults[0].problem
    assert {fault.row for fault in faults} == {7}


def test_a_duplicate_id_names_the_row_that_has_it_already(folder):
    rows = read(folder, "gazetteer")
    write(folder, "gazetteer", [*rows, rows[1]])
    fault = only_fault(folder)
    assert (fault.row, fault.value, fault.problem) == (10, "bolivia", "is there already, in row 2")


def test_a_bad_slug_is_told(folder):
    rows = read(folder, "sources")
    write(folder, "sources", [*rows, ["New Source", "x", "x", "media", "", "F", "", ""]])
    assert "is no slug" in only_fault(folder).problem


def test_all_faults_of_all_tables_come_at_once_and_nothing_is_loaded(folder):
    put(folder, "sources", "ministry", kind="goverment")
    put(folder, "documents", "bulletin-7", url="ftp://x")
    put(folder, "assertions", "no-column", judgement="")
    put(folder, "claims", "B2a", count_low="-5", event_start="31/02/2024", place_id="nowhere")
    put(folder, "claims", "M1a", event_start="03/04/2024")
    put(folder, "gazetteer", "camp-oruro", lat="-67.13", lon="-17.98")
    put(folder, "areas", "area-salt-flats", make="sum")
    with pytest.raises(DataFaultsError) as caught:
        load_checked(folder)
    places = [(fault.file, fault.row, fault.column) for fault in caught.value.faults]
    assert places == [
        ("sources.csv", 3, "kind"),
        ("documents.csv", 2, "url"),
        ("assertions.csv", 6, "contradicts"),
        ("claims.csv", 4, "event_start"),
        ("claims.csv", 4, "count_low"),
        ("claims.csv", 4, "place_id"),
        ("claims.csv", 8, "event_start"),
        ("gazetteer.csv", 7, "lat"),
        ("areas.csv", 2, "make"),
    ]
    assert all(str(fault) in str(caught.value) for fault in caught.value.faults)
    assert "9 faults; nothing was loaded" in str(caught.value)


def test_every_id_that_a_missing_table_would_have_is_not_a_fault_as_well(folder):
    (folder / "sources.csv").unlink()
    (folder / "gazetteer.csv").unlink()
    faults = find_faults(folder)
    assert [(fault.file, fault.problem) for fault in faults] == [
        ("geodata/sources.csv", "is missing"),
        ("gazetteer.csv", "is missing"),
    ]


def test_a_folder_that_is_not_there_is_one_fault(tmp_path):
    assert find_faults(tmp_path / "nowhere")[0].problem == "is no folder"


def test_a_table_that_is_a_folder_cannot_be_read(folder):
    (folder / "claims.csv").unlink()
    (folder / "claims.csv").mkdir()
    assert "cannot be read" in only_fault(folder).problem


def test_a_table_that_is_there_twice_is_a_fault(folder):
    (folder / "geodata").mkdir()
    (folder / "geodata" / "areas.csv").write_bytes((folder / "areas.csv").read_bytes())
    assert "areas.csv and geodata/areas.csv" in only_fault(folder).problem


@pytest.mark.parametrize(
    ("settings_text", "problem"),
    [
        ("title = ", "is no TOML"),
        ("title = 3", "is no text"),
        ('titel = "x"', "is no key of this file"),
        ("extent = 1", "is no list"),
        ('[[extent]]\nname = "x"', "is no view"),
        ('[[extent]]\nname = "x"\nbounds = [1, 2, 3]', "is no box"),
        ('[[extent]]\nname = "x"\nbounds = [10, 20, 30, 10]', "is no box"),
        ('[[extent]]\nname = "x"\nplaces = ["peruu"]', "does not exist"),
    ],
)
def test_bad_settings_are_told(folder, settings_text, problem):
    (folder / "dataset.toml").write_text(settings_text, "utf-8")
    fault = only_fault(folder)
    assert fault.file == "dataset.toml"
    assert problem in fault.problem


def test_a_long_value_is_shortened_in_the_message_and_kept_in_the_fault(folder):
    put(folder, "claims", "B2a", kind="x" * 5000)
    fault = only_fault(folder)
    assert len(fault.value) == 5000
    assert len(str(fault)) < 400


def test_fifty_thousand_faults_are_all_told(folder):
    rows = read(folder, "claims")
    template = rows[3]
    many = [[f"S{n}a", f"S{n}", f"no-document-{n}", *template[3:]] for n in range(50_000)]
    write(folder, "claims", [rows[0], *many])
    assert len(find_faults(folder)) == 50_000


def test_a_circle_is_found_wherever_one_enters_it():
    assert find_circles({"a": ["b"], "b": ["c"], "c": ["b"]}) == [("b", "c")]
    assert find_circles({"a": ["b", "c"], "b": ["c"], "c": []}) == []
    long = {str(n): [str(n + 1)] for n in range(5000)}
    assert find_circles(long) == []
