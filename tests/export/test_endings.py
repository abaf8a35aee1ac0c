"""The ending of a file chooses its format rightly, or one line says that it does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from muster.cli import cli
from muster.errors import ExportError, GazetteerError
from muster.export.claims import write_claims
from muster.export.formats import format_of
from muster.export.gazetteer import write_gazetteer
from muster.query import Selection


@pytest.mark.parametrize(
    ("name", "chosen"),
    [
        ("x.lp.json", "lp"), ("x.LP.JSON", "lp"), ("x.lpf", "lp"), ("x.jsonld", "lp"), ("x.lp.geojson", "lp"), ("x.json", "stix"),
        ("x.stix.json", "stix"), ("x.geojson", "geojson"), ("x.geo.json", "geojson"), ("x.acled.csv", "acled"), ("x.csv", "csv"),
        ("report.v1.csv", "csv"), ("2024.10.24.json", "stix"), ("lp.json", "stix"), ("csv.csv", "csv"), ("x.csv.csv", "csv"),
    ],
)  # fmt: skip
def test_the_ending_chooses_the_format(name, chosen):
    assert format_of(Path(name)) == chosen


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("x.csv.json", "--format csv or --format stix"), ("x.stix.csv", "--format stix or --format csv"),
        ("x.geojson.json", "--format geojson or --format stix"), ("x.kml.csv", "--format kml or --format csv"),
        ("x.lp.csv", "--format lp or --format csv"), ("x.acled.json", "--format acled or --format stix"),
    ],
)  # fmt: skip
def test_a_name_that_says_two_formats_is_one_clear_line(shipped, tmp_path, name, named):
    with pytest.raises(ExportError, match=named) as refused:
        write_claims(shipped, Selection(), tmp_path / name)
    assert "\n" not in str(refused.value)
    assert not (tmp_path / name).exists()
    assert format_of(tmp_path / name, named.split()[1]) == named.split()[1]


def test_a_view_as_linked_places_has_its_places_with_their_claims_and_days(shipped, tmp_path):
    done = CliRunner().invoke(cli, ["export", "-o", str(tmp_path / "x.lp.json"), "--originator", "gur"])
    document = json.loads((tmp_path / "x.lp.json").read_text("utf-8"))
    assert done.output == f"{len(document['features'])} places in {tmp_path / 'x.lp.json'} (Linked Places).\n"
    assert document["muster"]["selection"] == "originator=gur"
    wanted = {claim.place_id for claim in shipped.claims if claim.originator_id == "gur" and claim.place_id}
    assert {feature["@id"].removeprefix("urn:muster:place:") for feature in document["features"]} == wanted
    for feature in document["features"]:
        claims = [shipped.claims_by_id[key] for key in feature["properties"]["claims"]]
        days = {day for claim in claims for day in (claim.event_start, claim.event_end) if day}
        spans = feature.get("when", {}).get("timespans", [])
        assert {end["in"] for span in spans for end in span.values()} == {day.isoformat() for day in days}


@pytest.mark.parametrize("name", ["x.stix.json", "x.csv.json", "x.kml.csv", "x.acled.csv", "x.lp.csv"])
def test_the_gazetteer_is_not_written_as_what_its_name_does_not_say(shipped, tmp_path, name):
    with pytest.raises(GazetteerError, match="give it one ending"):
        write_gazetteer(shipped, tmp_path / name)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["x.lp.json", "x.geo.json", "x.jsonld", "x.csv", "x.v1.csv"])
def test_the_gazetteer_is_written_as_its_name_says(shipped, tmp_path, name):
    assert write_gazetteer(shipped, tmp_path / name) == len(shipped.places)
