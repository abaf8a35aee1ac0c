"""`muster` from a terminal: what it prints, where, and how it ends."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from muster import cli, paths
from muster.tables.schema import CLAIMS, GAZETTEER

SECOND_DEPLOYMENT = Path(__file__).parent / "data" / "second_deployment"


@pytest.fixture
def muster(capsys, monkeypatch):
    """Return a function that runs one call and gives its exit code, stdout and stderr."""
    monkeypatch.delenv("MUSTER_DATA", raising=False)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = 0
        try:
            cli.main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = end.code or 0
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return run


@pytest.mark.parametrize("command", ["serve", "check", "claims", "resolve"])
def test_every_command_explains_itself(muster, command):
    code, out, _ = muster(command, "--help")
    assert code == 0
    assert "--json" in out
    assert "--data" in out


def test_the_shipped_data_is_sound(muster):
    code, out, err = muster("check", "--json")
    assert (code, err) == (0, "")
    answer = json.loads(out)
    assert answer["ok"] is True
    assert answer["faults"] == []
    assert answer["counts"]["claims"] == 93
    assert len(answer["version"]) == 12


def test_faults_end_with_1_and_are_listed_whole(muster, folder):
    claims = folder / "claims.csv"
    claims.write_text(
        claims.read_text("utf-8").replace("2019-03-04,2019-03-04", "31/02/2024,03/04/2024"), "utf-8"
    )
    code, out, err = muster("--data", folder, "check")
    assert (code, out) == (1, "")
    assert "claims.csv, row 4, event_start: '31/02/2024'" in err
    assert "claims.csv, row 4, event_end: '03/04/2024'" in err
    code, out, err = muster("check", "--json", "--data", folder)
    assert (code, err) == (1, "")
    fault = json.loads(out)["faults"][0]
    assert set(fault) == {"file", "row", "column", "value", "problem", "remedy"}
    assert (fault["file"], fault["row"], fault["column"], fault["value"]) == (
        "claims.csv",
        4,
        "event_start",
        "31/02/2024",
    )


@pytest.mark.parametrize("command", [["claims"], ["resolve", "Oruro"], ["serve"]])
def test_no_command_works_on_data_with_faults(muster, folder, command):
    (folder / "claims.csv").unlink()
    code, out, err = muster(*command, "--json", "--data", folder)
    assert (code, out) == (1, "")
    assert "claims.csv: is missing" in err


def test_all_93_claims_are_listed_with_every_field(muster):
    code, out, _ = muster("claims", "--json")
    rows = json.loads(out)
    assert (code, len(rows)) == (0, 93)
    for row in rows:
        assert list(row) == [*CLAIMS.readers, "published_at", "place", "window", "known"]
        assert row["window"] is row["known"] is None
        assert row["place"] is None or list(row["place"]) == list(GAZETTEER.readers)
        assert "" not in row.values()


def test_the_18_deserters_are_18(muster):
    _, out, _ = muster(
        "claims", "--json", "--kind", "desertion", "--place", "kursk-oblast", "--place", "bryansk-oblast"
    )
    rows = json.loads(out)
    assert [(row["place_id"], row["count_best"], row["count_scope"]) for row in rows] == [
        ("kursk-oblast", 18, "statement"),
        ("bryansk-oblast", 18, "statement"),
    ]


def test_both_clocks_are_asked_together(muster):
    code, out, _ = muster(
        "claims",
        "--json",
        "--from",
        "2019-03-01",
        "--to",
        "2019-03-10",
        "--as-of",
        "2019-03-11",
        "--data",
        SECOND_DEPLOYMENT,
    )
    rows = {row["claim_id"]: (row["window"], row["known"]) for row in json.loads(out)}
    assert code == 0
    assert rows == {
        "B1a": ("certain", "known"),
        "B1b": ("certain", "known"),
        "B2a": ("certain", "known"),
        "R1a": ("undated", "possibly"),
    }


def test_each_filter_is_taken(muster):
    calls = {
        ("--originator", "ministry"): ["M1a", "M2a", "M4a"],
        ("--publisher", "ministry", "--originator", "radio-lago"): ["M3a"],
        ("--kind", "transit", "--kind", "training"): ["B2a", "B3a", "B3b"],
        ("--stance", "denies"): ["R1a"],
        ("--tier", "secondary"): ["B4a"],
        ("--troop-origin", "XQ", "--place", "peru"): ["B3b"],
    }
    for options, expected in calls.items():
        _, out, _ = muster("claims", "--json", "--data", SECOND_DEPLOYMENT, *options)
        assert [row["claim_id"] for row in json.loads(out)] == expected


def test_the_folder_is_taken_before_the_command_after_it_and_from_the_environment(muster, monkeypatch):
    before = muster("--data", SECOND_DEPLOYMENT, "--json", "claims")
    after = muster("claims", "--json", "--data", SECOND_DEPLOYMENT)
    monkeypatch.setenv("MUSTER_DATA", str(SECOND_DEPLOYMENT))
    from_environment = muster("claims", "--json")
    assert before == after == from_environment
    assert len(json.loads(before[1])) == 11
    monkeypatch.delenv("MUSTER_DATA")
    assert len(json.loads(muster("claims", "--json")[1])) == 93


def test_what_stands_before_the_command_wins_over_the_environment(muster, monkeypatch):
    monkeypatch.setenv("MUSTER_DATA", str(paths.REPOSITORY))
    assert len(json.loads(muster("--data", SECOND_DEPLOYMENT, "claims", "--json")[1])) == 11


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["claims", "--from", "03/04/2024"], "2024-04-03 or 2024-03-04"),
        (["claims", "--as-of", "2024-02-31"], "not a day of the calendar"),
        (["claims", "--from", "2024-11-02", "--to", "2024-11-01"], "put the earlier day first"),
        (["claims", "--place", "kursk-oblst"], "did you mean kursk-oblast"),
        (["claims", "--kind", "rumour"], "There are: presence, training"),
        (["claims", "--troop-origin", "ZZ"], "There are: KP"),
        (["claims", "--nope"], "No such option"),
        (["claims", "extra"], "unexpected extra argument"),
        (["check", "--data", "/no/such/folder"], "does not exist"),
        (["resolve"], "Missing argument"),
        (["resolve", ""], "empty"),
        (["resolve", "Kursk", "--kind", "rumour"], "rumour"),
        (["serve", "--port", "0"], "port"),
        (["frobnicate"], "No such command"),
    ],
)
def test_a_wrong_call_ends_with_2_and_a_message_on_stderr(muster, arguments, message):
    code, out, err = muster(*arguments)
    assert (code, out) == (2, "")
    assert message in err


def test_a_list_for_readers_is_aligned_and_says_what_it_is(muster):
    code, out, _ = muster("claims", "--kind", "desertion")
    assert code == 0
    assert "Kursk Oblast" in out
    assert "2 claims; reported, not confirmed." in out


def test_an_empty_list_is_an_answer(muster):
    asked = ("claims", "--kind", "casualties", "--place", "vladivostok")
    assert muster(*asked)[:2] == (0, "0 claims; reported, not confirmed.\n")
    assert json.loads(muster(*asked, "--json")[1]) == []


def test_what_a_terminal_would_obey_is_written_out(muster, folder):
    claims = folder / "claims.csv"
    claims.write_text(claims.read_text("utf-8").replace("Villa Nadie", "Villa\u202eeidaN\u2066"), "utf-8")
    _, out, _ = muster("claims", "--data", folder)
    assert "\u202e" not in out
    assert "Villa\\u202eeidaN" in out


@pytest.mark.parametrize(
    ("name", "status", "place_id"),
    [
        ("Kursk", "resolved", "kursk"),
        ("Kursk region", "resolved", "kursk-oblast"),
        ("Sergeevka", "ambiguous", None),
        ("Xyzzy", "unresolved", None),
    ],
)
def test_a_name_is_resolved_or_said_to_be_open_and_both_are_answers(muster, name, status, place_id):
    code, out, _ = muster("resolve", name, "--json")
    answer = json.loads(out)
    assert (code, answer["query"], answer["status"]) == (0, name, status)
    assert (answer["place"] and answer["place"]["place_id"]) == place_id
    keys = {"place_id", "name", "kind", "country", "admin1", "lat", "lon", "radius_m", "score", "why"}
    assert all(set(candidate) == keys for candidate in answer["candidates"])
    assert muster("resolve", name)[0] == 0


def test_a_country_that_does_not_exist_is_refused_in_one_line(muster):
    code, out, err = muster("resolve", "Kursk", "--country", "ZZ")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert err.startswith("Error: country: 'ZZ' does not exist. There are: AD, AE, AF")


BATCH = """{"id": 1, "name": "Kursk"}
{"id": 2, "name"
{"id": 3, "name": "Paris", "country": "FR"}
"""


def test_a_batch_is_answered_line_by_line_and_a_bad_line_is_told_twice(muster, tmp_path):
    file = tmp_path / "names.jsonl"
    file.write_text(BATCH, "utf-8")
    code, out, err = muster("resolve", "--batch", file)
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert [line["id"] for line in lines] == [1, None, 3]
    assert [line.get("status") for line in lines] == ["resolved", None, "resolved"]
    assert lines[2]["place"]["place_id"] == "gn-2988507"
    assert lines[1]["error"].startswith("line 2: ")
    assert err == f"Error: {lines[1]['error']}\n"


def test_a_batch_comes_from_standard_input_too_and_a_clean_one_ends_with_0():
    process = run_apart("resolve", "--batch", "-", stdin=subprocess.PIPE)
    out, err = process.communicate('{"id": "a", "name": "Курской области"}\n', timeout=60)
    assert (process.returncode, err) == (0, "")
    assert json.loads(out)["place"]["place_id"] == "kursk-oblast"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["resolve", "Kursk", "--batch", "-"], "--batch takes names and hints from its lines"),
        (["resolve", "--batch", "/no/such/file"], "No such file"),
        (["gazetteer", "export"], "Missing option"),
        (["gazetteer", "export", "-o", "places.xlsx"], "ends in none of .csv"),
    ],
)
def test_a_wrong_call_for_many_names_is_told(muster, arguments, message):
    code, out, err = muster(*arguments)
    assert (code, out) == (2, "")
    assert message in err


def test_the_gazetteer_is_exported_by_the_files_ending(muster, tmp_path):
    code, out, _ = muster("gazetteer", "export", "-o", tmp_path / "places.geojson", "--json")
    assert (code, json.loads(out)["places"]) == (0, 26)
    assert len(json.loads((tmp_path / "places.geojson").read_text("utf-8"))["features"]) == 26
    muster("gazetteer", "export", "-o", tmp_path / "places.csv")
    assert (tmp_path / "places.csv").read_text("utf-8").startswith("id,name,type,country")


def test_serve_without_its_app_says_where_it_looked(muster, monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "APP", tmp_path / "app.py")
    code, _, err = muster("serve")
    assert code == 2
    assert str(tmp_path / "app.py") in err


def run_apart(*arguments: str, **options: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "from muster.cli import main; main()", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def test_a_reader_that_leaves_early_is_no_error():
    process = run_apart("claims", "--json")
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(60) == 0
    assert process.stderr.read() == ""
    process.stderr.close()


def test_text_of_any_script_is_printed_to_a_terminal_that_knows_ascii_only():
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    process = run_apart("resolve", "Kursk", "--json", env=environment)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert json.loads(out)["status"] == "resolved"


def test_an_answer_that_cannot_be_written_is_one_line():
    command = [sys.executable, "-c", "from muster.cli import main; main()", "claims", "--json"]
    with Path("/dev/full").open("w") as out:
        done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("Error: the answer could not be written")
    assert "Traceback" not in done.stderr


def test_serve_on_a_used_port_says_so_and_gives_no_address(muster):
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        code, out, err = muster("serve", "--port", str(port))
    assert code == 2
    assert out == ""
    assert f"127.0.0.1:{port} cannot be listened on" in err
    assert "--port" in err
