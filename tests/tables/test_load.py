"""Sound tables become a data set: the shipped ones, and any other."""

import time
from pathlib import Path

import pytest
from editing import put, read, write

from muster.check import check, load_checked
from muster.tables import load
from muster.tables.schema import SCHEMAS
from muster.vocabulary import PlaceKind, Reliability

TABLES = tuple(schema.file.removesuffix(".csv") for schema in SCHEMAS)
SECOND_DEPLOYMENT = Path(__file__).parents[1] / "data" / "second_deployment"


HOSTILE = (
    "{{7*7}}",
    "{% if %}",
    "${alert(1)}",
    "<img src=x onerror=alert(1)>",
    "`backticks`",
    "</script>",
    "![](http://x)",
    "=HYPERLINK(1)",
    "a, \"b\"\nc\t'd'",
    "'); DROP TABLE claims;--",
    "\u202eevil",
    "𝕏 우수리스크 Уссурийск",
)


def test_tables_may_lie_at_the_top_or_in_geodata(folder, elsewhere):
    (folder / "geodata").mkdir()
    for table in ("claims", "sources", "gazetteer"):
        (folder / f"{table}.csv").rename(folder / "geodata" / f"{table}.csv")
    loaded = load_checked(folder)
    assert loaded.claims == elsewhere.claims
    assert loaded.version == elsewhere.version


def test_areas_and_settings_may_be_left_out(folder):
    (folder / "areas.csv").unlink()
    (folder / "dataset.toml").unlink()
    rows = [row for row in read(folder, "gazetteer") if not any(cell.startswith("area-") for cell in row)]
    write(folder, "gazetteer", rows)
    put(folder, "claims", "M3a", place_id="", place_role="", geo_precision="", place_basis="")
    loaded = load_checked(folder)
    assert (loaded.title, loaded.extents, dict(loaded.areas)) == ("second_deployment", (), {})


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_loads_as_itself_in_every_text_of_every_table(folder, text):
    put(folder, "sources", "ministry", name=text, short_name=text)
    put(folder, "documents", "bulletin-7", title=text, author=text, note=text)
    put(folder, "assertions", "no-column", label=text, judgement=text)
    put(
        folder,
        "claims",
        "B2a",
        locator=text,
        place_text=text,
        date_text=text,
        count_text=text,
        summary=text,
        judgement=text,
    )
    put(folder, "gazetteer", "camp-oruro", name=text, radius_basis=text, coordinate_basis=text, note=text)
    put(folder, "areas", "area-salt-flats", name=text, basis=text, note=text)
    data = load_checked(folder)
    assert data.sources["ministry"].name == data.documents["bulletin-7"].title == text
    assert data.assertions["no-column"].label == data.claims_by_id["B2a"].summary == text
    assert data.places["camp-oruro"].name == data.areas["area-salt-flats"].basis == text


def test_the_shipped_tables_are_sound_and_whole(shipped):
    assert len(shipped.claims) == 93
    assert len({claim.claim_id for claim in shipped.claims}) == 93
    assert sum(claim.tier != "secondary" for claim in shipped.claims) == 51
    sergeevkas = [place for place in shipped.places.values() if place.name == "Sergeevka"]
    assert {place.geonames_id for place in sergeevkas} == {"2020626", "2016961"}
    assert shipped.places["blagoveshchensk"].admin1 == "RU-AMU"
    assert shipped.places["kursk-oblast"].kind is PlaceKind.REGION


def test_the_shipped_places_lie_in_their_countries_and_divisions():
    assert check(Path(__file__).resolve().parents[2]) == []


def test_another_deployment_loads_with_no_change_of_code(elsewhere):
    assert check(SECOND_DEPLOYMENT) == []
    assert elsewhere.title == "The Ruritanian column"
    assert elsewhere.extents[0].bounds == (-71, -20, -65, -15)
    assert elsewhere.extents[1].places == ("puerto-acosta", "la-paz-department")
    assert elsewhere.sources["ruritania"].reliability is Reliability.F
    assert elsewhere.places["bolivia"].names == (("es", "Bolivia"), ("qu", "Buliwya"))
    assert elsewhere.areas["area-lake-border"].members == (("BO",), ("PE",))
    assert elsewhere.claims_by_id["B1a"].count_low is None
    assert elsewhere.claims_by_id["M1a"].event_end is None


def test_the_version_changes_with_any_byte_of_any_table(folder, elsewhere):
    versions = {elsewhere.version}
    for table in TABLES:
        column = {"sources": "name", "assertions": "judgement", "claims": "judgement"}.get(table, "note")
        put(folder, table, read(folder, table)[1][0], **{column: "changed"})
        versions.add(load(folder).version)
    assert len(versions) == 7
    assert all(len(version) == 12 for version in versions)


def test_fifty_thousand_claims_are_read_within_seconds(folder):
    rows = read(folder, "claims")
    template = rows[3]
    many = [[f"S{n}a", f"S{n}", *template[2:]] for n in range(50_000)]
    write(folder, "claims", [rows[0], *many])
    started = time.perf_counter()
    assert len(load(folder).claims) == 50_000
    assert time.perf_counter() - started < 10
