"""The gazetteer's page as Streamlit runs it, without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from muster.paths import REPOSITORY
from muster.store import Context, Store

SHELL = REPOSITORY / "src" / "muster" / "ui" / "shell.py"
PAGE = str(REPOSITORY / "pages" / "gazetteer.py")
START_S = 60
ARTICLE = "000-satellite-images"
SHIPPED = (REPOSITORY / "gazetteer.csv").read_bytes()


@pytest.fixture
def location(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.delenv("MUSTER_DATA", raising=False)
    monkeypatch.setenv("MUSTER_STORE", str(tmp_path / "store.sqlite"))
    return str(tmp_path / "store.sqlite")


@pytest.fixture
def app(location: str) -> AppTest:
    return AppTest.from_file(str(SHELL), default_timeout=START_S).run().switch_page(PAGE)


def texts(app: AppTest) -> list[str]:
    return [element.value for element in app.text]


def look_up(app: AppTest, name: str, **hints: str) -> list[str]:
    app.run()
    app.text_input(key="name").set_value(name)
    for key, value in hints.items():
        app.text_input(key=key).set_value(value)
    app.run()
    assert not app.exception
    return texts(app)


def part(app: AppTest, name: str) -> AppTest:
    app.run()
    app.button_group(key="gazetteer-part").set_value(name).run()
    assert not app.exception
    return app


def first_open(app: AppTest) -> str:
    """Return the id of the first name that is to be settled."""
    return next(b.key.split("-")[1] for b in app.button if b.key and b.key.startswith("choose-"))


def test_an_empty_search_says_what_it_does_and_offers_examples(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert any("or that it does not know" in words for words in texts(app))
    app.button(key="example-0").click().run()
    assert app.text_input(key="name").value == "Sergeevka"
    assert any(words.startswith("Could be ") for words in texts(app))


def test_a_name_of_two_villages_could_be_both_and_a_sure_one_is_resolved(app: AppTest) -> None:
    shown = look_up(app, "Sergeevka", division="Primorsky Krai")
    assert "Could be 2 places" in shown
    scores = [words for words in shown if words.startswith("village · Primorsky Krai, Russia · score ")]
    assert len(scores) == 2
    assert len(set(scores)) == 1
    assert list(app.dataframe[0].value["id"][:2]) == ["sergeevka-partizansky", "sergeevka-pogranichny"]
    assert "Resolved: Kursk Oblast" in look_up(app, "Курская область", division="")


def test_an_unknown_name_is_said_to_be_unknown_and_draws_no_table(app: AppTest) -> None:
    shown = look_up(app, "Xyzzyqq")
    assert "Not known" in shown
    assert len(app.dataframe) == 0


@pytest.mark.parametrize("name", ["x" * 201, "Lgov\u202e", "; DROP TABLE", "🎯", "<b>{{7*7}}</b>"])
def test_bad_input_is_answered_in_words_and_never_with_an_exception(app: AppTest, name: str) -> None:
    shown = look_up(app, name)
    assert {"This cannot be looked up", "Not known"} & set(shown)


def test_a_hint_that_cannot_be_used_is_said(app: AppTest) -> None:
    shown = look_up(app, "Sergeevka", near="Nowhereville")
    assert any("near 'Nowhereville' was not used" in words for words in shown)
    assert "This cannot be looked up" in look_up(app, "Sergeevka", country="Primorsky Krai")


def test_the_queue_holds_the_names_that_the_resolver_alone_does_not_settle_as_coded(app: AppTest) -> None:
    shown = texts(part(app, "open"))
    assert "Sergeevka training ground in Primorsky Krai" in shown
    assert "the front lines" in shown
    assert "Vladivostok" not in shown


def test_a_name_is_settled_in_two_clicks_with_who_and_why(app: AppTest, location: str) -> None:
    item = first_open(part(app, "open"))
    app.button(key=f"choose-{item}-2").click().run()
    app.text_input(key=f"who-{item}").set_value("Ada")
    app.text_input(key=f"why-{item}").set_value("the film was geolocated")
    app.button(key=f"confirm-{item}").click().run()
    assert not app.exception
    (kept,) = Store(location).history()
    assert (kept.name, kept.place_id) == (
        "Sergeevka training ground in Primorsky Krai",
        "sergeevka-pogranichny",
    )
    assert (kept.who, kept.why, kept.context) == ("Ada", "the film was geolocated", Context(ARTICLE))
    assert "Sergeevka training ground in Primorsky Krai" not in texts(app)


def test_the_name_of_who_judges_is_asked_once_and_never_left_out(app: AppTest, location: str) -> None:
    item = first_open(part(app, "open"))
    app.button(key=f"choose-{item}-1").click().run()
    app.button(key=f"confirm-{item}").click().run()
    assert any("Write your name first" in words for words in texts(app))
    assert Store(location).history() == ()
    app.text_input(key=f"who-{item}").set_value("Ada").run()
    app.button(key=f"confirm-{item}").click().run()
    item = first_open(app)
    app.button(key=f"choose-{item}-1").click().run()
    assert "as Ada" in texts(app)
    assert not [field for field in app.text_input if field.key == f"who-{item}"]
    app.button(key=f"confirm-{item}").click().run()
    assert [row.who for row in Store(location).history()] == ["Ada", "Ada"]


def test_a_judged_name_is_listed_with_the_automatic_answer_and_can_be_superseded(
    app: AppTest, location: str
) -> None:
    store = Store(location)
    first = store.record(
        "Blagoveshchensk",
        context=Context(ARTICLE),
        place_id="blagoveshchensk-bashkortostan",
        who="Ada",
        why="guess",
    )
    shown = texts(part(app, "judged"))
    assert "→ Blagoveshchensk, town · Bashkortostan, Russia" in shown
    assert any(words.startswith("Ada · ") and words.endswith("UTC · guess") for words in shown)
    assert "Automatic answer: could be 2 places · coded as Blagoveshchensk" in shown
    app.button(key=f"change-{first.judgement_id}").click().run()
    item = first.judgement_id[:12]
    app.button(key=f"choose-{item}-1").click().run()
    app.text_input(key=f"who-{item}").set_value("Bo")
    app.button(key=f"confirm-{item}").click().run()
    now = store.current("Blagoveshchensk", document_id=ARTICLE)
    assert now is not None
    assert (now.place_id, now.who, now.supersedes) == ("blagoveshchensk", "Bo", first.judgement_id)
    assert len(store.history()) == 2
    assert any(
        words.startswith("Before: Blagoveshchensk, town · Bashkortostan, Russia · Ada · ")
        for words in texts(app)
    )


def test_a_judgement_for_a_country_is_reused_when_the_name_is_looked_up(app: AppTest, location: str) -> None:
    Store(location).record(
        "Sergeevka", context=Context(country="RU"), place_id="sergeevka-pogranichny", who="Ada"
    )
    shown = look_up(app, "Сергеевка", country="RU", division="RU-PRI")
    assert "Settled: Sergeevka" in shown
    assert any(words.endswith("chosen by a person") for words in shown)
    assert "Automatic answer: could be 2 places" in shown
    assert any("wherever it is said of a place in Russia" in words for words in shown)


def test_none_of_these_settles_a_name_without_a_place(app: AppTest, location: str) -> None:
    item = first_open(part(app, "open"))
    app.button(key=f"none-{item}").click().run()
    app.text_input(key=f"who-{item}").set_value("Ada")
    app.button(key=f"confirm-{item}").click().run()
    (kept,) = Store(location).history()
    assert kept.place_id is None


def test_another_place_of_the_gazetteer_can_be_the_answer(app: AppTest, location: str) -> None:
    item = first_open(part(app, "open"))
    app.button(key=f"other-{item}").click().run()
    assert app.button(key=f"confirm-{item}").disabled
    app.selectbox(key=f"other-place-{item}").set_value("ussuriysk").run()
    app.text_input(key=f"who-{item}").set_value("Ada")
    app.button(key=f"confirm-{item}").click().run()
    assert [row.place_id for row in Store(location).history()] == ["ussuriysk"]


def test_a_store_that_cannot_be_opened_is_one_clear_page(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_text("no database " * 500)
    monkeypatch.setenv("MUSTER_STORE", str(broken))
    app.run()
    assert not app.exception
    assert app.header[0].value == "This cannot be shown"
    assert any("no SQLite database" in words for words in texts(app))


def fill(app: AppTest, **cells: str) -> None:
    for key, value in cells.items():
        app.text_input(key=f"add-{key}").set_value(value)
    next(b for b in app.button if b.label == "Check and add").click()
    app.run()
    assert not app.exception


def test_a_place_without_a_basis_or_outside_its_country_is_not_added(app: AppTest) -> None:
    part(app, "add")
    fill(app, name="Newton", country="RU", admin1="RU-KRS", lat="35.3", lon="51.7", radius="3000")
    shown = texts(app)
    assert any(words.startswith("coordinate_basis: is blank") for words in shown)
    assert any(words.startswith("lat: '35.3' lat and lon look swapped") for words in shown)
    assert any(words.startswith("radius_basis: is blank") for words in shown)
    assert not app.get("download_button")


def test_a_sound_place_is_in_the_file_to_download_and_the_shipped_one_is_untouched(app: AppTest) -> None:
    part(app, "add")
    fill(
        app, name="Newton", names="ru:Ньютон", country="RU", admin1="RU-KRS", lat="51.7", lon="35.3", radius="3000",
        basis="GeoNames 1", **{"radius-basis": "convention: village, 3 km"},
    )  # fmt: skip
    assert "1 place added" in texts(app)
    assert len(app.get("download_button")) == 1
    assert (REPOSITORY / "gazetteer.csv").read_bytes() == SHIPPED
