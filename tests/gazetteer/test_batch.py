"""Names by the line."""

import json

import pytest

from muster.gazetteer.batch import resolve_lines
from muster.model import Dataset


def lines(dataset: Dataset, *asked: object) -> list[dict]:
    texts = [text if isinstance(text, str) else json.dumps(text) for text in asked]
    return [answer.line for answer in resolve_lines(dataset, texts)]


def test_each_line_is_answered_in_its_order(shipped):
    found = lines(
        shipped,
        {"id": "b", "name": "Kursk region"},
        {"id": 7, "name": "Lagos", "context": ["Abuja"]},
        {"id": "a", "name": "Sergeevka", "country": "RU", "admin1": "Primorsky Krai"},
        {"id": "u", "name": "Xyzzyplugh"},
    )
    assert [(line["id"], line["status"]) for line in found] == [
        ("b", "resolved"), (7, "resolved"), ("a", "ambiguous"), ("u", "unresolved"),
    ]  # fmt: skip
    assert all(list(line) == ["id", "status", "place", "candidates"] for line in found)
    assert found[0]["place"]["place_id"] == "kursk-oblast"
    assert found[1]["place"]["country"] == "NG"
    assert found[2]["place"] is None


@pytest.mark.parametrize(
    ("line", "key", "error"),
    [
        ("{", None, "line 1: '{' is no JSON"),
        ("[1]", None, "no JSON object"),
        ('{"id": 3}', 3, "The name is empty"),
        ('{"id": "x", "name": 5}', "x", "name is '5', not a text"),
        ('{"id": "x", "name": "Kursk", "country": "ZZ"}', "x", "'ZZ' does not exist"),
        ('{"id": "x", "name": "Kursk", "context": 5}', "x", "not a list of names"),
        ('{"id": {}, "name": "Kursk"}', None, "id is neither"),
        ('{"id": "x", "name": "Kur\\u0000sk"}', "x", "control characters"),
        (json.dumps({"id": "x", "name": "y" * 10_000}), "x", "10000 characters"),
        ("[" * 100_000, None, "is no JSON"),
        ('{"id": NaN, "name": "Kursk"}', None, "NaN is no number"),
    ],
)
def test_a_bad_line_is_one_error_and_the_rest_go_on(shipped, line, key, error):
    first, second = lines(shipped, line, {"id": "good", "name": "Kursk"})
    assert list(first) == ["id", "error"]
    assert first["id"] == key
    assert error in first["error"]
    assert "\n" not in first["error"]
    assert (second["id"], second["status"]) == ("good", "resolved")


def test_a_mark_of_byte_order_is_no_fault(shipped):
    assert lines(shipped, '\ufeff{"id": 1, "name": "Kursk"}')[0]["status"] == "resolved"


def test_blank_lines_are_no_lines_and_numbers_are_those_of_the_file(shipped):
    assert lines(shipped, "", "  \n") == []
    assert lines(shipped, "", "{")[0]["error"].startswith("line 2: ")


def test_an_answer_is_given_before_the_next_line_is_read(shipped):
    read = []

    def asked():
        for number in range(3):
            read.append(number)
            yield json.dumps({"id": number, "name": "Kursk"})

    answers = resolve_lines(shipped, asked())
    assert next(answers).line["id"] == 0
    assert read == [0]
