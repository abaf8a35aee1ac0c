"""Numbers of other people: thousands or decimals are proved by the file, or asked; no row is lost in silence."""

from __future__ import annotations

import json

import pytest

from muster.errors import DecimalMarkError
from muster.ingest.counts import Mark, MarkProof, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1500", 1500), ("1 500", 1500), ("1\u00a0500", 1500), ("1\u202f500", 1500), ("1'500", 1500), ("12 345 678", 12345678),
        ("1,500,000", 1500000), ("1.500.000", 1500000), ("1,500.00", 1500), ("1.500,00", 1500), ("1500.0", 1500),
        ("1500,00", 1500), ("1,50,000", 150000),
    ],
)  # fmt: skip
def test_a_number_that_can_be_read_in_one_way_is_read(text, number):
    assert [read_number(text, mark) for mark in (None, *Mark)] == [number] * 3


@pytest.mark.parametrize(
    "text", ["-5", "1.5", "1,5", "1 50", "15 00", "1..5", "1.2.3", "about 5", "1500,", "0.500", ""]
)
def test_what_is_no_whole_number_is_none(text):
    assert [read_number(text, mark) for mark in (None, *Mark)] == [None] * 3


def test_one_group_of_three_is_read_only_when_the_mark_is_known():
    assert [read_number("1,500", mark) for mark in (None, Mark.POINT, Mark.COMMA)] == [None, 1500, None]
    assert [read_number("1.500", mark) for mark in (None, Mark.POINT, Mark.COMMA)] == [None, None, 1500]
    assert [read_number("2.000", mark) for mark in (None, Mark.POINT, Mark.COMMA)] == [None, 2, 2000]


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["1.500"], None), (["1,500", "700"], None), (["1.500", "2.500.000"], Mark.COMMA), (["1.500", "12,5"], Mark.COMMA),
        (["1,500", "1.500,00"], Mark.COMMA), (["1,500", "0.75"], Mark.POINT), (["1.500", "2.5", "2,5"], None),
    ],
)  # fmt: skip
def test_a_mark_is_proved_by_another_number_of_the_file(texts, mark):
    proof = MarkProof()
    for text in texts:
        proof.add(text)
    assert proof.mark is mark


def table(tmp_path, *counts, lat=""):
    rows = [["place", "country", "date", "count", "kind", *(["lat", "lon"] if lat else [])]]
    rows += [
        ["Kharkiv", "UA", f"2022-12-{10 + at}", count, "presence", *([lat, "36.25"] if lat else [])]
        for at, count in enumerate(counts)
    ]
    path = tmp_path / "counts.csv"
    path.write_text("\n".join(";".join(row) for row in rows) + "\n", "utf-8")
    return path


def counted(made):
    return [draft.count_best for _, draft in made.sample(50)]


@pytest.mark.parametrize("text", ["1.500", "1,500"])
def test_what_nothing_proves_is_asked_and_the_answer_loses_no_row(look, tmp_path, text):
    path = table(tmp_path, text, "700", "1 500")
    with pytest.raises(DecimalMarkError, match="--decimals point or --decimals comma") as asked:
        look(path)
    assert (asked.value.column, asked.value.example) == ("count", text)
    assert "\n" not in str(asked.value)
    groups, decimals = (Mark.COMMA, Mark.POINT) if "." in text else (Mark.POINT, Mark.COMMA)
    made = look(path, mark=groups)
    assert (counted(made), made.findings) == ([1500, 700, 1500], [])
    made = look(path, mark=decimals)
    (found,) = made.findings
    assert (counted(made), found.row, found.column, found.value) == ([700, 1500], 2, "count", text)
    assert found.why.startswith(f"is no whole number with a decimal {decimals}")


def test_what_the_file_proves_is_said_and_not_asked(look, tmp_path):
    made = look(table(tmp_path, "1.500", "2.300.000", "1 500"))
    assert (counted(made), made.mark) == ([1500, 2300000, 1500], Mark.COMMA)
    assert "Numbers have decimals after a comma: '2.300.000' can be read in no other way." in made.notes


def test_a_coordinate_with_a_point_proves_that_a_comma_groups_and_nothing_of_points(look, tmp_path):
    assert counted(look(table(tmp_path, "1,500", lat="49.99"))) == [1500]
    with pytest.raises(DecimalMarkError):
        look(table(tmp_path, "1.500", lat="49.99"))


def test_a_file_that_contradicts_itself_loses_only_what_may_be_either(look, tmp_path):
    made = look(table(tmp_path, "2.300.000", "2,300,000", "1.500", "800"))
    assert counted(made) == [2300000, 2300000, 800]
    (found,) = made.findings
    assert (found.row, found.value) == (4, "1.500")
    assert "may have thousands or decimals" in found.why
    assert any("after a point and after a comma" in note for note in made.notes)


def test_the_terminal_asks_and_takes_the_answer(muster, tmp_path):
    path = str(table(tmp_path, "1.500", "700"))
    made = muster("import", path, "--decimals", "comma")
    assert (made["accepted"], made["decimals"]) == (2, "comma")
    assert [one["draft"]["count_best"] for one in muster("review")] == [1500, 700]
    assert json.dumps(made["rejected"]) == "[]"
