"""The questions of `muster` from a terminal: exact shapes, tables to read, and clear refusals."""

import json

import pytest

from muster import cli

COUNTS = ("count_low", "count_best", "count_high")
PLACE_KEYS = [
    "place_id",
    "claims",
    "statements",
    "assertions",
    "originators",
    *COUNTS,
    "status",
    "first_event",
    "last_event",
    "first_reported",
    "last_reported",
]
BINS = ["background", "filtered", "not_yet_known", "no_place", "no_date", "outside", "shown", "total"]
QUESTIONS = ("presence", "strength", "echoes", "disagreements", "tally", "sources")


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


def answer(muster, *arguments):
    code, out, err = muster(*arguments, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_presence_gives_places_and_the_tally(muster):
    found = answer(muster, "presence", "--as-of", "2024-10-24")
    assert list(found) == ["places", "tally"]
    assert [list(row) for row in found["places"]] == [PLACE_KEYS] * len(found["places"])
    assert list(found["tally"]) == BINS
    kursk = next(row for row in found["places"] if row["place_id"] == "kursk-oblast")
    assert [kursk[name] for name in COUNTS] == [18, 18, 18]
    assert kursk["status"] == "disputed"


def test_strength_gives_present_and_planned_apart_and_by_day(muster):
    found = answer(muster, "strength", "--from", "2024-10-12", "--to", "2024-10-15")
    assert list(found) == ["present", "planned", "series"]
    for part in (found["present"], found["planned"]):
        assert list(part) == ["low", "best", "high", "claims"]
    assert [step["day"] for step in found["series"]] == [f"2024-10-{day}" for day in (12, 13, 14, 15)]
    assert all(list(step) == ["day", "present", "planned"] for step in found["series"])


def test_echoes_disagreements_and_tally_have_their_shapes(muster):
    echo = answer(muster, "echoes")[0]
    assert list(echo) == ["assertion_id", "originator", "documents", "claims", "first_published", "changes"]
    assert {tuple(d) for d in answer(muster, "disagreements")} == {("kind", "of", "by", "scope")}
    counted = answer(muster, "tally", "--kind", "imagery")
    assert list(counted) == BINS
    assert counted.pop("total") == sum(counted.values()) == 93


def test_news_of_a_week(muster):
    found = answer(muster, "news", "--since", "2024-10-19", "--until", "2024-10-24")
    assert list(found) == ["new", "changed", "carried", "contradicted", "possibly_new"]
    _, out, _ = muster("news", "--since", "2024-10-23", "--until", "2024-10-24")
    assert "0 new (of them 0 replace older knowledge)" in out
    assert "the day is not certain of 000-satellite-images, 002-military-gamble, 004-near-ukraine." in out
    assert [item["assertion_id"] for item in found["changed"]] == ["lawmakers-3000"]
    code, _, err = muster("news", "--since", "2024-10-24", "--until", "2024-10-19")
    assert (code, err) == (
        2,
        "Error: since 2024-10-24 is after until 2024-10-19; put the earlier day first.\n",
    )


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_can_be_read_without_json(muster, question):
    code, out, err = muster(question, "--as-of", "2024-11-07")
    assert (code, err) == (0, "")
    assert len(out.splitlines()) > 3


def test_the_table_of_strength_says_that_nothing_is_added_up(muster):
    _, out, _ = muster(
        "strength", "--as-of", "2024-10-24", "--originator", "nis", "--originator", "south-korean-lawmakers"
    )
    assert "About 1,500 (South Korea NIS) to 3,000 (South Korean lawmakers" in out
    assert "up to 10,000" in out
    assert "10,000 to 12,000" not in out
    assert "none is added to another" in out


def test_old_presence_says_how_old_it_is(muster):
    _, out, _ = muster("presence", "--to", "2024-11-07", "--place", "ussuriysk")
    assert (
        "20 days ago" in out
    )  # the pictures of 18 October; the article of 6 November carries them and freshens nothing


def test_one_of_a_thing_is_told_in_the_singular(muster):
    _, out, _ = muster("presence", "--to", "2024-10-19", "--place", "ussuriysk")
    assert "1 day ago" in out
    assert "1 place; reported" in out
    assert "1 days" not in out
    assert "1 places" not in out


def test_a_corroborated_place_says_who_alone_gives_its_number(muster):
    _, out, _ = muster("presence", "--place", "russia")
    row = next(line for line in out.splitlines() if line.startswith("Russia"))
    assert row.split("up to 3,000")[1].split("2024")[0].split("  ")[1:3] == [
        "south-korean-lawmakers",
        "corroborated, but not the number",
    ]
    shape = answer(muster, "presence", "--place", "russia")["places"][0]
    assert (list(shape), shape["status"]) == (PLACE_KEYS, "corroborated")


def test_a_report_that_came_after_the_window_says_how_much_later(muster):
    _, out, _ = muster("presence", "--to", "2024-10-10", "--place", "russia-near-ukraine")
    assert "11 days later" in out
    assert "that day" not in out


def test_a_day_of_which_nothing_is_said_is_told_apart_from_one_without_a_number(muster):
    _, out, _ = muster(
        "strength", "--kind", "imagery", "--kind", "presence", "--originator", "isw", "--originator", "nis",
        "--claim", "E09a", "--claim", "A05a", "--from", "2024-10-14", "--to", "2024-10-16", "--no-undated",
    )  # fmt: skip
    days = [line.split(maxsplit=1) for line in out.splitlines() if line.startswith("2024-")]
    assert [words[1].split("  ")[0] for words in days] == ["nothing is said", "about 400"]
    _, out, _ = muster("strength", "--claim", "C01a", "--from", "2024-10-14", "--to", "2024-10-16")
    assert "2024-10-14  nobody says how many  nothing is said" in out


def test_the_scope_of_a_disagreement_is_told_to_its_end(muster):
    _, out, _ = muster("disagreements")
    assert "…" not in out
    assert "sets it against Kursk." in out
    assert max(len(line) for line in out.splitlines()) < 100


def test_who_publishes_nothing_is_told_in_one_line_with_who_does(muster):
    code, out, err = muster("tally", "--publisher", "nis", "--json")
    assert (code, json.loads(out)["shown"]) == (0, 0)
    assert err.startswith(
        "publisher: nis published nothing here. Publishers are: dxb-news-network, publisher-not-"
    )
    code, _, err = muster("tally", "--publisher", "ni")
    assert (code, "nis" in err, "dxb-news-network" in err) == (2, False, True)


def test_a_message_calls_an_option_by_its_own_name(muster):
    code, _, err = muster("tally", "--troop-origin", "XX")
    assert (code, err) == (2, "Error: troop-origin: 'XX' does not exist. There are: KP.\n")
    code, _, err = muster("news", "--since", "2024-10-01", "--until", "2999-01-01")
    assert (code, err.startswith("Error: until 2999-01-01 lies in the future")) == (2, True)


def test_grades_are_filters_and_6_is_no_worse_than_2(muster):
    two, six = (answer(muster, "claims", "--credibility", grade) for grade in ("2", "6"))
    assert [claim["claim_id"] for claim in two] == ["C01a", "C02a", "C06a"]
    assert len(six) == 90
    assert len(answer(muster, "claims", "--reliability", "F")) == 93
    assert answer(muster, "claims", "--reliability", "E") == []


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--originator", "suspiln"), "originator: 'suspiln' does not exist; did you mean suspilne? There are: analysts-unnamed,"),
        (("--from", "2024-10-20", "--to", "2024-10-10"), "from 2024-10-20 is after to 2024-10-10"),
        (("--as-of", "2999-01-01"), "as-of 2999-01-01 lies in the future, where nothing is known yet; the documents here are of"),
        (("--credibility", "7"), "credibility: '7' does not exist. There are: 1, 2, 3, 4, 5, 6."),
        (("--reliability", "G"), "reliability: 'G' does not exist. There are: A, B, C, D, E, F."),
    ],
)  # fmt: skip
def test_a_wrong_filter_is_told_in_one_line_with_what_exists(muster, question, options, message):
    code, out, err = muster(question, *options)
    assert (code, out) == (2, "")
    assert err.startswith(f"Error: {message}")
    assert err.count("\n") == 1


@pytest.mark.parametrize("ending", ["csv", "geojson", "gpkg", "parquet"])
def test_export_writes_the_view(muster, tmp_path, ending):
    path = tmp_path / f"view.{ending}"
    found = answer(muster, "export", "-o", path, "--kind", "desertion")
    assert found["claims"] == 2
    assert path.stat().st_size > 0
    code, _, err = muster("export", "-o", tmp_path / "view.doc")
    assert (code, "ends in none of" in err) == (2, True)


def test_single_claims_are_asked_for_by_their_ids_and_an_unknown_one_is_told(muster):
    code, out, _ = muster("tally", "--claim", "A05a", "--claim", "C07b", "--json")
    assert code == 0
    assert (json.loads(out)["shown"], json.loads(out)["filtered"]) == (2, 49)
    code, _, err = muster("tally", "--claim", "A055")
    assert code != 0
    assert "claim: 'A055' does not exist; did you mean A05a" in err


def test_a_place_of_which_some_reports_alone_are_disputed_is_said_to_be_partly_so(muster):
    _, out, _ = muster("presence")
    lines = {line[:28].strip(): line for line in out.splitlines()}
    assert "partly disputed" in lines["Kursk Oblast"]
    assert "partly" not in lines["Ussuriysk"]
    assert "disputed" in lines["Ussuriysk"]
