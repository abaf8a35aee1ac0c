"""KML, STIX 2.1 and ACLED's columns: honest extents, grades as confidence, nothing that a reader would run."""

from __future__ import annotations

import csv

import pytest
import stix2
from defusedxml import ElementTree

from muster import paths
from muster.check import load_checked
from muster.errors import ExportError
from muster.export.claims import write_claims
from muster.query.selection import Selection

KML = "{http://www.opengis.net/kml/2.2}"


@pytest.fixture(scope="module")
def shipped():
    return load_checked(paths.REPOSITORY)


def test_kml_has_time_spans_that_stay_open_and_no_pin_in_a_region_or_a_country(shipped, tmp_path):
    assert write_claims(shipped, Selection(), tmp_path / "v.kml") == 93
    marks = {mark.get("id"): mark for mark in ElementTree.parse(tmp_path / "v.kml").iter(f"{KML}Placemark")}
    assert len(marks) == 93
    for claim in shipped.claims:
        mark = marks[f"claim-{claim.claim_id}"]
        days = {
            child.tag.removeprefix(KML): child.text
            for span in mark.findall(f"{KML}TimeSpan")
            for child in span
        }
        known = {"begin": claim.event_start, "end": claim.event_end}
        assert days == {name: day.isoformat() for name, day in known.items() if day}
        assert claim.geo_precision == 1 or mark.find(f".//{KML}Point") is None
        assert claim.geo_precision != 6 or mark.find(f".//{KML}Polygon") is None


def test_stix_is_what_the_library_takes_and_only_presence_is_a_sighting(shipped, tmp_path):
    write_claims(shipped, Selection(), tmp_path / "v.json")
    bundle = stix2.parse((tmp_path / "v.json").read_text("utf-8"), allow_custom=False)
    seen = {one.external_references[-1].external_id for one in bundle.objects if one.type == "sighting"}
    assert seen
    assert all(shipped.claims_by_id[claim_id].is_present for claim_id in seen)
    told = {1: 90, 2: 70, 3: 50, 4: 30, 5: 10, 6: None}
    for one in bundle.objects:
        if one.type == "sighting":
            claim = shipped.claims_by_id[one.external_references[-1].external_id]
            assert one.get("confidence") == told[claim.credibility]
    write_claims(shipped, Selection(), tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "v.json").read_bytes()


def test_acleds_columns_take_presence_alone_and_make_up_no_day(shipped, tmp_path):
    count = write_claims(shipped, Selection(), tmp_path / "v.acled.csv")
    with (tmp_path / "v.acled.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == count
    for row in rows:
        claim = shipped.claims_by_id[row["event_id_cnty"]]
        assert claim.is_present
        assert row["fatalities"] == ""
        assert row["event_date"] == "" or claim.event_start.isoformat() == row["event_date"]
        assert claim.geo_precision != 6 or row["latitude"] == ""


def test_a_format_that_does_not_exist_is_refused(shipped, tmp_path):
    with pytest.raises(ExportError, match="stix"):
        write_claims(shipped, Selection(), tmp_path / "v.csv", file_format="shapefile")
