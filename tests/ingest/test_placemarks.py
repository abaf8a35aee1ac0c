"""Placemarks of KML: the day in the name in its usual shapes, else the own time, else the one day of the description."""

from __future__ import annotations

from datetime import date

import pytest

from muster.errors import DateOrderError
from muster.ingest.days import Order
from muster.ingest.placemarks import days_in

DOCUMENT = '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'
POINT = "<Point><coordinates>38.0{0},48.6</coordinates></Point>"


def stamp(day):
    return f"<TimeStamp><when>{day}</when></TimeStamp>"


def span(first="", last=""):
    begin, end = (f"<{tag}>{day}</{tag}>" if day else "" for tag, day in (("begin", first), ("end", last)))
    return f"<TimeSpan>{begin}{end}</TimeSpan>"


@pytest.fixture
def kml(tmp_path, look):
    """Look at placemarks, each a name or (name, other elements)."""

    def made(*marks, **options):
        pairs = [(mark, "") if isinstance(mark, str) else mark for mark in marks]
        body = "".join(
            f"<Placemark><name>{name}</name>{rest}{POINT.format(at)}</Placemark>"
            for at, (name, rest) in enumerate(pairs, 1)
        )
        (tmp_path / "map.kml").write_text(DOCUMENT.format(body), "utf-8")
        return look(tmp_path / "map.kml", **options)

    return made


@pytest.mark.parametrize(
    "name",
    [
        "24OCT24", "24OCT24 column", "24OCT24_column", "24 OCT 24 - column", "24 OCT 24", "24 Oct '24 column", "[24OCT2024] column",
        "24.10.24 column", "24/10/24", "24/10/2024 - column", "column (24.10.2024)", "2024-10-24 column", "2024.10.24", "20241024 column",
        "24_10_2024", "24-OCT-24", "24th October 2024: column", "October 24, 2024", "~24 OCT 2024", "24 OCT 2024, 14:30",
        "24 OCT 2024 - seen again 26 OCT 2024",
    ],
)  # fmt: skip
def test_a_day_in_a_name_is_read_in_its_usual_shapes(kml, name):
    made = kml(name, "1 NOV 2024 - other")
    assert (made.format, made.findings) == ("geoconfirmed", [])
    draft = made.sample()[0][1]
    assert (draft.event_start, draft.event_end, draft.date_precision) == (date(2024, 10, 24),) * 2 + (1,)


@pytest.mark.parametrize(
    ("name", "first", "last", "precision"),
    [
        ("24-25 OCT 2024", date(2024, 10, 24), date(2024, 10, 25), 2),
        ("24/25OCT24 column", date(2024, 10, 24), date(2024, 10, 25), 2),
        ("30 OCT - 2 NOV 2024", date(2024, 10, 30), date(2024, 11, 2), 2),
        ("30 DEC - 2 JAN 25", date(2024, 12, 30), date(2025, 1, 2), 2),
        ("OCT 2024 - column", date(2024, 10, 1), date(2024, 10, 31), 4),
    ],
)
def test_a_span_of_days_and_a_month_are_all_of_their_days(kml, name, first, last, precision):
    draft = kml(name).sample()[0][1]
    assert (draft.event_start, draft.event_end, draft.date_precision) == (first, last, precision)


@pytest.mark.parametrize(
    "name", ["241024 column", "24 OCT column", "24 OCT 12 tanks", "column at the river", "47th brigade"]
)
def test_a_placemark_without_a_day_is_told_with_the_way_out_and_the_others_are_taken(kml, name):
    made = kml("23 OCT 2024 - column", name, "25 OCT 2024 - column")
    (found,) = made.findings
    assert (made.accepted, found.row, found.column, found.value, made.row_word) == (
        2,
        2,
        "name",
        name,
        "placemark",
    )
    assert found.why.endswith("write the day into the name, such as 24 OCT 2024, or give a TimeStamp")


def test_the_order_of_day_and_month_is_proved_or_asked(kml):
    assert kml("12/11/24 a", "13/11/24 b").sample()[0][1].event_start == date(2024, 11, 12)
    assert kml("12/11/24 a", "11/13/24 b").sample()[0][1].event_start == date(2024, 12, 11)
    with pytest.raises(DateOrderError, match="12/11/24"):
        kml("12/11/24 a", "24OCT24 b")
    assert kml("12/11/24 a", "24OCT24 b", order=Order.MONTH).sample()[0][1].event_start == date(2024, 12, 11)


def test_where_the_name_has_no_day_the_own_time_is_taken_then_the_description(kml):
    made = kml(
        "24 OCT 2024 - a", "25 OCT 2024 - b", "26 OCT 2024 - c", "27 OCT 2024 - d", "28 OCT 2024 - e",
        ("column", stamp("2024-10-20T10:00:00Z")), ("column", span("2024-10-18", "2024-10-19")),
        ("column", "<description>Filmed on &lt;b&gt;17 OCT 2024&lt;/b&gt;. Source: https://x.example/2023/01/02</description>"),
        ("column", "<description>Filmed 17 OCT 2024, posted 18 OCT 2024.</description>"),
    )  # fmt: skip
    assert made.format == "geoconfirmed"
    drafts = dict(made.sample())
    assert [(drafts[row].event_start, drafts[row].event_end) for row in (6, 7, 8)] == [
        (date(2024, 10, 20), date(2024, 10, 20)), (date(2024, 10, 18), date(2024, 10, 19)),
        (date(2024, 10, 17), date(2024, 10, 17)),
    ]  # fmt: skip
    assert "The day is from its own time." in drafts[6].notes
    assert "The day is from its description." in drafts[8].notes
    (found,) = made.findings
    assert found.row == 9
    assert found.why.startswith("holds no day, and its description has several (17 OCT 2024, 18 OCT 2024)")


def test_a_time_that_says_otherwise_than_the_name_is_told(kml):
    made = kml(
        "24 OCT 2024 - a", "25 OCT 2024 - b", ("26 OCT 2024 - c", stamp("2024-10-30")), format="geoconfirmed"
    )
    notes = made.sample()[2][1].notes
    assert "The placemark's own time says '2024-10-30'; the day in its name is taken." in notes
    assert not any("own time" in note for note in made.sample()[0][1].notes)


def test_any_kml_goes_by_its_own_times_first(kml):
    made = kml(
        ("camp", stamp("2024-10-20")), ("camp", span("2024-10-18")), ("camp", span(last="2024-10-19")), "24 OCT 2024 - camp", "camp",
    )  # fmt: skip
    assert made.format == "kml"
    assert [(draft.event_start, draft.event_end) for _, draft in made.sample()] == [
        (date(2024, 10, 20), date(2024, 10, 20)), (date(2024, 10, 18), None), (None, date(2024, 10, 19)),
        (date(2024, 10, 24), date(2024, 10, 24)),
    ]  # fmt: skip
    assert [(one.row, one.column) for one in made.findings] == [(5, "name")]


def test_a_column_that_is_named_for_the_day_comes_first(kml):
    data = '<ExtendedData><Data name="Seen"><value>2024-10-11</value></Data></ExtendedData>'
    made = kml(("24 OCT 2024 - a", data), ("25 OCT 2024 - b", ""), mapping={"date": "Seen"})
    assert [draft.event_start for _, draft in made.sample()] == [date(2024, 10, 11), date(2024, 10, 25)]


def test_what_looks_like_a_day_and_is_none_is_not_taken():
    for text in ("Grid 48.5.12", "36.25.1", "T-72 1/2", "3 days 24", "version 2.10.24.1", "AB24OCT24"):
        assert days_in(text) == [], text
