"""`muster` and bulk layers: made, listed, and asked the same questions with the same filters."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from muster import cli
from muster.query.layers import VARIABLE

SECOND_DEPLOYMENT = Path(__file__).parent / "data" / "second_deployment"
Run = Callable[..., tuple[int, str, str]]
WEEK = ("--from", "2024-10-14", "--to", "2024-10-20")


@pytest.fixture
def muster(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.delenv("MUSTER_DATA", raising=False)

    def run(*arguments: object) -> tuple[int, str, str]:
        code = 0
        try:
            cli.main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("layers") / "five"
    cli.main(["layer", "make", str(folder)])
    return folder


def answer(muster: Run, *arguments: object) -> object:
    code, out, err = muster(*arguments, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


@pytest.mark.parametrize(
    "filters", [(), WEEK, (*WEEK, "--as-of", "2024-10-24"), ("--kind", "planned"), ("--claim", "C07b")]
)
def test_a_layer_tallies_as_the_data_set_does(muster: Run, folder: Path, filters: tuple[str, ...]) -> None:
    assert answer(muster, "tally", "--layer", folder, *filters) == answer(muster, "tally", *filters)


def test_presence_strength_sources_and_disagreements_are_those_of_the_data_set(
    muster: Run, folder: Path
) -> None:
    mine, theirs = (answer(muster, "presence", *WEEK, *more) for more in (("--layer", folder), ()))
    keys = ("place_id", "claims", "originators", "status", "count_low", "count_high", "last_reported")
    assert [[row[k] for k in keys] for row in mine["places"]] == [
        [row[k] for k in keys] for row in sorted(theirs["places"], key=lambda r: r["place_id"])
    ]
    mine, theirs = (answer(muster, "strength", *WEEK, *more) for more in (("--layer", folder), ()))
    for name in ("present", "planned"):
        assert [mine[name][k] for k in ("low", "best", "high")] == [
            theirs[name][k] for k in ("low", "best", "high")
        ]
    assert [day["day"] for day in mine["series"]] == [f"2024-10-{day}" for day in range(14, 21)]
    assert answer(muster, "sources", "--layer", folder) == answer(muster, "sources")
    found = answer(muster, "disagreements", "--layer", folder)
    theirs = answer(muster, "disagreements")
    assert (found["total"], found["disagreements"]) == (len(theirs), theirs)


def test_lists_come_in_pages_that_say_how_many_there_are(muster: Run, folder: Path) -> None:
    whole = answer(muster, "echoes", "--layer", folder)
    page = answer(muster, "echoes", "--layer", folder, "--offset", 2, "--limit", 3)
    assert (page["total"], page["echoes"]) == (whole["total"], whole["echoes"][2:5])
    code, out, _ = muster("claims", "--layer", folder, "--limit", 2)
    assert code == 0
    assert "1 to 2 of 93 claims" in out
    news = answer(
        muster, "news", "--layer", folder, "--since", "2024-10-18", "--until", "2024-10-24", "--limit", 1
    )
    assert len(news["new"]["items"]) == 1 < news["new"]["total"]


@pytest.mark.parametrize(
    "question", ["claims", "presence", "strength", "echoes", "disagreements", "tally", "sources"]
)
def test_every_answer_of_a_layer_can_be_read(muster: Run, folder: Path, question: str) -> None:
    code, out, err = muster(question, "--layer", folder, *WEEK)
    assert (code, err) == (0, "")
    assert out.strip()


def test_a_layer_goes_by_its_name_and_is_listed(
    muster: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(folder.parent))
    assert answer(muster, "tally", "--layer", "five") == answer(muster, "tally")
    listed = answer(muster, "layer", "list")
    assert [(row["name"], row["claims"], row["first_published"]) for row in listed] == [
        ("five", 93, "2024-10-18")
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("tally", "--layer", "nowhere"), "nowhere is no layer of this site; there are: none."),
        (("tally", "--layer", "/nowhere/at/all"), "/nowhere/at/all does not exist"),
        (("tally", "--offset", "3"), "give --layer too"),
        (("layer", "make", "x", "--raw", "."), "sources.parquet is missing"),
    ],
)
def test_what_cannot_be_asked_is_one_line(
    muster: Run, arguments: tuple[str, ...], words: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    code, out, err = muster(*arguments)
    assert (code, out) == (2, "")
    assert words in err


def test_an_unknown_source_says_what_a_layer_has(muster: Run, folder: Path) -> None:
    code, _, err = muster("tally", "--layer", folder, "--originator", "nsi")
    assert code == 2
    assert ", nis, " in err


def test_a_set_without_claims_makes_no_layer_and_one_clear_line(muster: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    shutil.copytree(SECOND_DEPLOYMENT, empty)
    claims = empty / "claims.csv"
    claims.write_text(claims.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    code, _, err = muster("--data", empty, "layer", "make", tmp_path / "layer")
    assert code == 2
    assert err.strip().endswith(
        "was not written: there are no claims; give a set with one claim at the least."
    )
    assert not (tmp_path / "layer").exists()


@pytest.mark.parametrize(
    ("turned", "said"),
    [
        (("--limit", "1"), "Number 1 of 93 claims; --offset and --limit turn the page."),
        ((), "93 claims."),
        (("--claim", "A05a"), "1 claim."),
        (("--limit", "10"), "1 to 10 of 93 claims; --offset and --limit turn the page."),
        (("--offset", "92"), "Number 93 of 93 claims; --offset and --limit turn the page."),
        (("--offset", "500"), "None from number 501 on of 93 claims; --offset and --limit turn the page."),
    ],
)
def test_a_list_of_a_layer_says_which_of_how_many(
    muster: Run, folder: Path, turned: tuple[str, ...], said: str
) -> None:
    code, out, _ = muster("claims", "--layer", folder, *turned)
    last = out.splitlines()[-1]
    assert (code, last) == (0, f"{said} Reported, not confirmed.")


def test_a_layer_holds_no_edits_of_ours(muster: Run, folder: Path) -> None:
    code, _, err = muster("tally", "--layer", folder, "--edits-as-of", "2024-11-05")
    assert (code, err.splitlines()[-1]) == (
        2, "Error: A layer holds no edits of ours; leave --edits-as-of out.",
    )  # fmt: skip
