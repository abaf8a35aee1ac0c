"""Files that are damaged, of another kind or written by another program."""

import pytest
from editing import change_bytes, only_fault, put, read, write
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.tables import find_faults, load
from muster.tables.schema import SCHEMAS

TABLES = tuple(schema.file.removesuffix(".csv") for schema in SCHEMAS)


def test_a_missing_column_is_told_once_and_not_for_each_row(folder):
    rows = read(folder, "claims")
    gone = rows[0].index("stance")
    write(folder, "claims", [row[:gone] + row[gone + 1 :] for row in rows])
    fault = only_fault(folder)
    assert (fault.row, fault.column, fault.problem) == (1, "stance", "is missing from the header")


def test_a_misspelled_column_is_told_with_the_right_name(folder):
    change_bytes(folder, "claims", b"stance", b"stnace")
    problems = {fault.column: fault.remedy for fault in find_faults(folder)}
    assert problems["stnace"] == "rename it to stance"
    assert set(problems) == {"stance", "stnace"}


def test_a_column_that_stands_twice_is_told(folder):
    rows = read(folder, "areas")
    write(folder, "areas", [[*row, row[-1]] for row in rows])
    assert only_fault(folder).problem == "stands in the header 2 times"


def test_a_column_that_the_table_does_not_have_is_told(folder):
    rows = read(folder, "areas")
    write(folder, "areas", [[*row, "x"] for row in rows])
    assert only_fault(folder).problem == "is no column of this table"


def test_a_row_with_a_cell_too_many_is_told_with_both_numbers(folder):
    change_bytes(folder, "areas", b",union,", b",union,,")
    fault = only_fault(folder)
    assert fault.row == 2
    assert fault.problem == "has 7 cells where the header has 6"


def test_rows_of_the_wrong_length_do_not_make_their_references_wrong(folder):
    change_bytes(folder, "sources", b"Ministry,government", b"Ministry,government,")
    assert "9 cells where the header has 8" in find_faults(folder)[0].problem
    assert not [fault for fault in find_faults(folder) if "does not exist" in fault.problem]


def test_a_quotation_mark_that_is_never_closed_stops_its_table_alone(folder):
    change_bytes(folder, "sources", b"radio-lago,Radio", b'radio-lago,"Radio')
    fault = only_fault(folder)
    assert (fault.file, fault.row) == ("sources.csv", 4)
    assert "cannot be split into cells" in fault.problem
    assert "not closed" in fault.remedy


def test_a_nul_byte_is_told_with_its_row(folder):
    change_bytes(folder, "claims", b"first days", b"first\0days")
    fault = only_fault(folder)
    assert (fault.file, fault.row) == ("claims.csv", 2)
    assert "NUL" in fault.problem


def test_another_encoding_is_told_with_each_row_that_shows_it(folder):
    file = folder / "areas.csv"
    file.write_bytes(file.read_text("utf-8").encode("latin-1"))
    fault = only_fault(folder)
    assert (fault.row, fault.problem) == (2, "is not written in UTF-8")


def test_utf_16_is_told(folder):
    file = folder / "areas.csv"
    file.write_bytes(file.read_text("utf-8").encode("utf-16"))
    assert "UTF-16" in only_fault(folder).problem


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_told_with_the_header_that_it_needs(folder, content):
    (folder / "claims.csv").write_bytes(content)
    fault = only_fault(folder)
    assert fault.problem == "is empty"
    assert "claim_id,statement_id" in fault.remedy


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\x00\x00", b"PK\x03\x04\x00", b"{}", b"<html>", b'"', bytes(range(256))]
)
def test_a_file_of_another_kind_is_a_fault_and_no_crash(folder, content):
    (folder / "claims.csv").write_bytes(content)
    assert all(fault.file == "claims.csv" for fault in find_faults(folder))
    assert find_faults(folder)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_bring_the_reader_down(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("any")
    for table in TABLES:
        (folder / f"{table}.csv").write_bytes(content)
    (folder / "dataset.toml").write_bytes(content)
    assert find_faults(folder)


def test_a_byte_order_mark_and_line_ends_of_windows_are_read(folder, elsewhere):
    for table in TABLES:
        file = folder / f"{table}.csv"
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert load(folder).claims == elsewhere.claims


def test_blank_rows_are_passed_over_and_counted(folder):
    file = folder / "sources.csv"
    lines = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([lines[0], "", ",,,,,,,", *lines[1:], "", ""]), "utf-8")
    assert len(load(folder).sources) == 4
    assert put(folder, "sources", "ministry", kind="x") == 5
    assert only_fault(folder).row == 5


def test_a_cell_of_several_lines_is_one_row(folder):
    row = put(folder, "claims", "B1a", judgement="one\ntwo\nthree")
    assert load(folder).claims_by_id["B1a"].judgement == "one\ntwo\nthree"
    put(folder, "claims", "B2a", count_low="-1")
    assert only_fault(folder).row == row + 2
