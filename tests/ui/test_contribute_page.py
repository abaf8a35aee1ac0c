"""The page on which reports come in, as Streamlit runs it, without a browser."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from muster.ingest import review
from muster.ingest.counts import Mark
from muster.ingest.days import Order
from muster.paths import REPOSITORY
from muster.store import State, Store
from muster.ui.contribute import deciding
from muster.ui.contribute import review as reviewing_page
from muster.ui.contribute.visit import Visit
from muster.ui.gazetteer.words import place_words
from muster.ui.options import told_apart, where_it_lies
from muster.vocabulary import SourceKind, Stance
from muster.web import site

SHELL = REPOSITORY / "src" / "muster" / "ui" / "shell.py"
PAGE = str(REPOSITORY / "pages" / "contribute.py")
EVIDENCE = str(REPOSITORY / "pages" / "evidence.py")
MAP = str(REPOSITORY / "pages" / "map.py")
START_S = 60
ARTICLE = """Drills at the river town

The regional guard service said that 730 North Korean soldiers were training in Khabarovsk on 19 October 2024.

A military observer said 40 officers were in Luhansk on 20 October.
"""
CSV = "place,country,date,kind,summary\nKhabarovsk,RU,2024-10-19,presence,A row of ours\nXyzzyqq,RU,not a day,presence,x\n"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.delenv("MUSTER_DATA", raising=False)
    monkeypatch.setenv("MUSTER_STORE", str(tmp_path / "store.sqlite"))
    return Store(str(tmp_path / "store.sqlite"))


@pytest.fixture
def app(store: Store) -> AppTest:
    return AppTest.from_file(str(SHELL), default_timeout=START_S).run().switch_page(PAGE).run()


def texts(app: AppTest) -> list[str]:
    assert not app.exception
    return [element.value for element in app.text]


def press(app: AppTest, key: str) -> list[str]:
    app.button(key=key).click().run()
    return texts(app)


def read_article(app: AppTest, published: date | None = date(2024, 10, 22)) -> list[str]:
    app.button_group(key="contribute-part").set_value("article").run()
    app.text_area(key="article-text").set_value(ARTICLE)
    if published:
        app.date_input(key="article-published").set_value(published)
    if any(box.key == "contribute-who" for box in app.text_input):
        app.text_input(key="contribute-who").set_value("Ann")
    app.run()
    return press(app, "find-claims")


def waited(app: AppTest, told: list[str]) -> list[str]:
    """Return what the page says once nothing is being done beside it."""
    while any(button.key == "cancel-work" for button in app.button):
        app.run()
        told = texts(app)
    return told


def give(app: AppTest, name: str, content: bytes) -> list[str]:
    app.button_group(key="contribute-part").set_value("file").run()
    app.file_uploader[0].set_value((name, content, "text/plain")).run()
    return waited(app, texts(app))


def test_a_pasted_article_is_on_the_map_once_it_is_accepted_and_not_before(
    app: AppTest, store: Store
) -> None:
    before = site.dataset()
    assert before is site.shipped()
    assert "2 drafts found: 2 new. Nothing is drawn yet." in read_article(app)
    assert site.dataset() is before
    assert "Accepted: Khabarovsk is on the map." in press(app, "accept")
    after = site.dataset()
    (made,) = [claim for claim in after.claims if claim not in before.claims]
    assert (made.place_id, made.count_best, made.event_start) == ("khabarovsk", 730, date(2024, 10, 19))
    assert after.version != before.version
    assert len(site.shipped().claims) == len(before.claims)
    assert store.ledger.count([State.ACCEPTED]) == 1


def test_the_same_article_again_adds_nothing(app: AppTest, store: Store) -> None:
    read_article(app)
    told = read_article(app)
    assert "This article was read before: all of its 2 drafts are there. Nothing was added." in told
    assert store.ledger.count() == 2


def test_without_a_day_of_publication_nothing_is_read(app: AppTest, store: Store) -> None:
    assert any(line.startswith("Say on which day it was published") for line in read_article(app, None))
    assert store.ledger.count() == 0


def test_a_name_of_several_places_waits_for_a_choice_and_takes_its_precision(app: AppTest) -> None:
    read_article(app)
    assert "Choose the place." in press(app, "next")
    assert app.button(key="accept").disabled
    place = next(box for box in app.selectbox if box.label == "Place")
    place.set_value("gn-702658").run()
    assert "Choose the place." not in texts(app)
    assert app.button(key="accept").label == "Correct and accept"
    press(app, "accept")
    made = site.dataset().claims[-1]
    assert (made.place_id, int(made.geo_precision or 0), made.count_best) == ("gn-702658", 2, 40)


def test_a_rejection_needs_a_reason_and_can_be_taken_back(app: AppTest, store: Store) -> None:
    read_article(app)
    assert "Why not? It is kept with the decision." in press(app, "reject")
    assert "Say why not: the reason is kept." in press(app, "reject-why")
    why = next(box for box in app.text_input if box.label == "Another reason")
    why.set_value("A copy of another report")
    press(app, "reject-why")
    assert store.ledger.count([State.REJECTED]) == 1
    press(app, "reject")
    press(app, "reason-2")
    assert [row.why for row in store.ledger.latest([State.REJECTED], count=9)] == [
        "Another draft or claim says the same",
        "A copy of another report",
    ]
    assert "Taken back: it waits again." in press(app, "take-back")
    app.button_group(key="contribute-part").set_value("decided").run()
    assert any("A copy of another report" in line for line in texts(app))
    press(app, next(b.key for b in app.button if b.key and b.key.startswith("undo-ar-")))
    assert store.ledger.count([State.DRAFT]) == 2


def test_an_accepted_row_that_no_longer_fits_is_told_on_the_map_and_mended_in_review(
    app: AppTest, store: Store
) -> None:
    read_article(app)
    press(app, "accept")
    row = store.ledger.latest([State.ACCEPTED], count=1)[0]
    store.ledger.edit(row.item_id, {**row.content, "place_id": "gone"}, number=row.number, who="Ben")
    app.switch_page(MAP).run()
    assert "1 accepted claim is not shown." in texts(app)
    assert "The place 'gone' is in no gazetteer." in texts(app)
    assert len(site.dataset().claims) == len(site.shipped().claims)
    app.switch_page(PAGE).run()
    press(app, "mend-set-aside")
    assert "The place 'gone' is in no gazetteer." in texts(app)
    place = next(box for box in app.selectbox if box.label == "Place")
    place.set_value("").run()
    press(app, "accept")
    assert not site.set_aside()


def test_who_comes_second_is_told_and_what_they_wanted_is_kept(app: AppTest, store: Store) -> None:
    read_article(app)
    number = next(box for box in app.number_input if box.label == "How many")
    number.set_value(700).run()
    (row, _) = store.ledger.current(states=[State.DRAFT])
    review.correct(store, row.item_id, {"count_best": 650}, number=row.number, who="Ben")
    told = press(app, "accept")
    assert any(line.startswith("Ben was first") for line in told)
    assert store.ledger.get(row.item_id).content["count_best"] == 650
    assert "Your changes stand beside it: keep them on top or drop them before you decide." in told
    assert app.button(key="accept").disabled
    assert app.button(key="reject").disabled
    visit = Visit(mine={row.item_id: {"count_best": 700}})
    waiting = review.waiting_of(store.ledger.get(row.item_id), site.shipped())
    deciding.correct(store, visit, waiting, {"count_best": 1})  # a key that is quicker than the page
    assert (visit.trouble, store.ledger.get(row.item_id).number) == (
        deciding.UNSETTLED,
        waiting.revision.number,
    )
    press(app, "keep-mine")
    assert not app.button(key="accept").disabled
    assert store.ledger.get(row.item_id).content["count_best"] == 700
    assert [one.who for one in store.ledger.history(row.item_id)] == ["Ann", "Ben", "Ann"]


def test_a_denial_in_a_file_waits_for_what_it_answers_and_is_listed_among_the_disagreements(
    app: AppTest, store: Store
) -> None:
    content = (
        "place,country,date,kind,stance,summary\nKhabarovsk,RU,2024-10-19,presence,denies,A denial of ours\n"
    )
    give(app, "denials.csv", content.encode())
    app.text_input(key="contribute-who").set_value("Ann").run()
    waited(app, press(app, "put-in-queue"))
    assert app.button(key="accept").disabled
    next(box for box in app.multiselect if box.label == "What it answers").select(
        "What nobody here asserts"
    ).run()
    assert not app.button(key="accept").disabled
    press(app, "accept")
    (row,) = store.ledger.latest([State.ACCEPTED], count=9)
    assert not site.dataset().claims_by_id[row.item_id].is_present
    app.switch_page(EVIDENCE)
    app.query_params["part"] = "disagreements"
    shown = texts(app.run())
    at = shown.index("Nobody here asserts it")
    assert shown[at + 1] == "Presence: Khabarovsk"
    assert "Denies it" in shown[at:]


def test_a_file_tells_its_faults_by_row_and_its_good_rows_go_to_the_queue(app: AppTest, store: Store) -> None:
    told = give(app, "ours.csv", CSV.encode())
    fault = told.index("Row 3, date: not a day")
    assert told[fault + 1] == "is no date that can be read; write it like 2022-12-28"
    assert list(app.dataframe[0].value.iloc[0]) == [
        2, "Khabarovsk", "in the gazetteer", "Presence", "19 Oct 2024", "nobody is named", "A row of ours",
    ]  # fmt: skip
    app.text_input(key="contribute-who").set_value("Ann").run()
    assert "In the queue: 1 new. Nothing is drawn yet." in waited(app, press(app, "put-in-queue"))
    assert store.ledger.count([State.DRAFT]) == 1


def test_a_file_in_another_encoding_is_read_in_the_one_that_is_chosen(app: AppTest, store: Store) -> None:
    rows = "place,country,date,kind,summary\nKhabarovsk,RU,2024-10-19,presence,Войска у реки\n"
    told = give(app, "cyrillic.csv", rows.encode("windows-1251"))
    assert "It is not written in UTF-8. Choose the encoding in which the line reads as it should." in told
    choice = next(box for box in app.selectbox if box.label == "How this file writes its letters")
    assert "Khabarovsk,RU,2024-10-19,presence,Войска у реки (Cyrillic, windows-1251)" in choice.options
    choice.set_value("windows-1251").run()
    waited(app, texts(app))
    app.text_input(key="contribute-who").set_value("Ann").run()  # the question is gone, its answer holds
    waited(app, texts(app))
    assert "In the queue: 1 new. Nothing is drawn yet." in waited(app, press(app, "put-in-queue"))
    (row,) = store.ledger.current(states=[State.DRAFT])
    assert row.content["summary"] == "Войска у реки"


def test_an_import_is_taken_back_whole_with_what_was_accepted_of_it(app: AppTest, store: Store) -> None:
    give(app, "ours.csv", CSV.encode())
    app.text_input(key="contribute-who").set_value("Ann").run()
    waited(app, press(app, "put-in-queue"))
    press(app, "accept")
    told = give(app, "ours.csv", CSV.encode())
    assert "All of it is there already: nothing is to be done." in told
    app.button_group(key="contribute-part").set_value("decided").run()
    assert any(line.startswith("1 accepted · Ann") for line in texts(app))
    (entry,) = store.ledger.imports()
    app.checkbox(key=f"also-{entry.import_id}").check().run()
    told = waited(app, press(app, f"undo-import-{entry.import_id}"))
    assert any(line.startswith("Taken back: 1 of") for line in told)
    assert store.ledger.count([State.WITHDRAWN]) == 1
    assert site.dataset() is site.shipped()


def test_a_hostile_file_gives_one_clear_line(app: AppTest, store: Store) -> None:
    app.button_group(key="contribute-part").set_value("file").run()
    entities = b'<?xml version="1.0"?><!DOCTYPE k [<!ENTITY a "aaaa">]><kml><Document>&a;</Document></kml>'
    give(app, "../../x.kml", entities)
    assert any("entities" in line for line in texts(app))
    assert store.ledger.count() == 0
    assert not any(button.key == "put-in-queue" for button in app.button)


def test_what_a_new_source_is_can_be_said_in_review(app: AppTest) -> None:
    read_article(app)
    kind = next(box for box in app.selectbox if box.label == "This source is new: what kind is it?")
    assert kind.value == "government"
    kind.set_value(SourceKind.MILITARY).run()
    press(app, "accept")
    after = site.dataset()
    made = after.sources[after.claims[-1].originator_id]
    assert (made.name, made.kind) == ("regional guard service", "military")


DENIAL = "The embassy of Ruritania denied that North Korean troops were in Belgorod on 20 October 2024.\n"


def test_a_denial_of_what_nobody_here_asserts_can_be_accepted_and_is_no_presence(app: AppTest) -> None:
    app.button_group(key="contribute-part").set_value("article").run()
    app.text_area(key="article-text").set_value(DENIAL)
    app.date_input(key="article-published").set_value(date(2024, 10, 22))
    app.text_input(key="contribute-who").set_value("Ann").run()
    told = press(app, "find-claims")
    assert (
        "Say what it answers: a denial or a doubt is about an assertion, or about what nobody here asserts."
        in told
    )
    assert app.button(key="accept").disabled
    answers = next(box for box in app.multiselect if box.label == "What it answers")
    assert answers.options[0] == "What nobody here asserts"
    answers.set_value([""]).run()
    said = next(box for box in app.text_input if box.label == "What is denied, in a few words")
    assert said.value == "Presence: Belgorod"
    said.set_value("Troops in Belgorod").run()
    assert (
        press(app, "accept")[0]
        == "Accepted: Belgorod is marked on the map; what it denies is not drawn as present."
    )
    made = site.dataset().claims[-1]
    (about,) = made.about
    assert (made.is_present, site.dataset().assertions[about].label) == (False, "Troops in Belgorod")
    assert made.summary.startswith("Denial of presence: Belgorod")
    app.button_group(key="contribute-part").set_value("decided").run()
    assert "Accepted: Denial of presence, Belgorod" in texts(app)


def test_what_is_confirmed_must_be_asserted_by_somebody(app: AppTest) -> None:
    read_article(app)
    stance = next(box for box in app.selectbox if box.label == "Stance")
    stance.set_value(Stance.CONFIRMS).run()
    answers = next(box for box in app.multiselect if box.label == "What it answers")
    assert "What nobody here asserts" not in answers.options
    assert any("say which assertion it confirms" in line.lower() for line in texts(app))


def test_a_file_whose_columns_have_no_known_names_is_mapped_by_what_stands_in_them(
    app: AppTest, store: Store
) -> None:
    table = "Ort;Tag;Zahl\nKhabarovsk;2024-10-19;730\nLuhansk;2024-10-20;\n"
    told = give(app, "fremd.csv", table.encode())
    assert (
        "No column is known by its name to hold the place (or lat and lon) and the date: say which does."
        in told
    )
    boxes = {box.label: box for box in app.selectbox}
    assert boxes["Date"].options == ["not in the file", "Ort: Khabarovsk", "Tag: 2024-10-19", "Zahl: 730"]
    for label, column in (("Date", "Tag"), ("Place", "Ort"), ("How many", "Zahl")):
        next(box for box in app.selectbox if box.label == label).set_value(column).run()
    waited(app, texts(app))
    rows = app.dataframe[0].value
    assert list(rows["place"]) == ["Khabarovsk", "Luhansk"]
    assert list(rows["how many"]) == ["730", ""]
    assert store.ledger.count() == 0


def test_dates_that_may_be_read_in_two_ways_are_asked_with_what_each_would_mean(app: AppTest) -> None:
    told = give(app, "acled.csv", (REPOSITORY / "tests/data/imports/acled_unproved.csv").read_bytes())
    assert (
        "Its dates may be read in two ways: none of them has a 13 or more to prove which number is the month."
        in told
    )
    (order,) = app.radio
    assert order.options == ["Day first: 03/04/2022 is 3 Apr 2022", "Month first: 03/04/2022 is 4 Mar 2022"]
    order.set_value(Order.MONTH).run()
    waited(app, texts(app))
    assert "4 Mar 2022" in list(app.dataframe[-1].value["when"])


def test_a_newer_version_of_a_file_says_what_it_does(app: AppTest, store: Store) -> None:
    table = "id,place,country,date,kind,summary\n1,Khabarovsk,RU,2024-10-19,presence,One\n2,Kursk,RU,2024-10-20,presence,Two\n"
    give(app, "ours.csv", table.encode())
    app.text_input(key="contribute-who").set_value("Ann").run()
    waited(app, press(app, "put-in-queue"))
    told = give(app, "ours.csv", (table.partition("2,Kursk")[0].replace("One", "One more")).encode())
    assert app.button(key="put-in-queue").label == "Take the changes over"
    assert any(box.value.startswith("A newer version of what was taken in before.") for box in app.caption)
    assert told[told.index("changed since the last file") - 1] == "1"
    assert told[told.index("no longer in the file") - 1] == "1"
    waited(app, press(app, "put-in-queue"))
    assert (store.ledger.count([State.DRAFT]), store.ledger.count([State.WITHDRAWN])) == (1, 1)


def test_a_newer_file_says_row_by_row_what_it_changes(app: AppTest, store: Store) -> None:
    give(app, "ours.csv", CSV.encode())
    app.text_input(key="contribute-who").set_value("Ann").run()
    waited(app, press(app, "put-in-queue"))
    newer = "Khabarovsk,RU,2024-10-20,presence,Another row\n"
    text = CSV.replace("A row of ours", "A row of ours seen again") + newer
    give(app, "ours.csv", text.encode())
    assert "What it changes" in [one.value for one in app.subheader]
    assert app.dataframe[0].value.to_numpy().tolist() == [
        ["row 2", "changed", "what it says", "A row of ours", "A row of ours seen again"],
        ["row 4", "new", "", "", "Presence: Khabarovsk, 2024-10-20. Another row"],
    ]  # fmt: skip


def test_a_number_that_may_be_two_is_asked_with_what_it_would_be(app: AppTest, store: Store) -> None:
    rows = "place;country;date;kind;count;summary\nKhabarovsk;RU;2024-10-19;presence;1.500;Troops\n"
    told = give(app, "numbers.csv", rows.encode())
    assert "A number in the column count may be read in two ways, and no other proves which." in told
    choice = next(radio for radio in app.radio if radio.label.startswith("What the mark"))
    assert choice.options == [
        "Decimals come after it: 1.500 is no whole number",
        "It groups thousands: 1.500 is 1,500",
    ]
    choice.set_value(Mark.COMMA).run()
    waited(app, texts(app))
    app.text_input(key="contribute-who").set_value("Ann").run()
    waited(app, texts(app))
    waited(app, press(app, "put-in-queue"))
    (row,) = store.ledger.current(states=[State.DRAFT])
    assert row.content["count_best"] == 1500


def keys_of(app: AppTest) -> dict[str, str]:
    return {str(button.key): button.proto.shortcut for button in app.button if button.proto.shortcut}


def test_while_a_reason_is_asked_no_letter_of_it_is_a_decision(app: AppTest) -> None:
    read_article(app)
    assert keys_of(app)["accept"] == "a"
    press(app, "reject")
    assert keys_of(app) == {"reject": "x"} | {f"reason-{number}": str(number) for number in range(1, 5)}
    press(app, "reject")
    assert {"accept", "next"} <= keys_of(app).keys()


def test_a_draft_that_was_corrected_or_taken_back_keeps_its_place_in_the_queue(app: AppTest) -> None:
    assert "1 of 2" in read_article(app)
    next(box for box in app.number_input if box.label == "How many").set_value(740).run()
    assert {"Kept. It still waits.", "1 of 2"} <= set(press(app, "correct"))
    press(app, "reject")
    press(app, "reason-1")
    assert {"Taken back: it waits again.", "1 of 2"} <= set(press(app, "take-back"))


def test_the_draft_in_hand_is_shown_though_many_wait_before_it(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviewing_page, "AT_ONCE", 1)
    read_article(app)
    next(box for box in app.number_input if box.label == "How many").set_value(740).run()
    told = press(app, "correct")
    assert "1 of 2+" in told
    assert next(box for box in app.number_input if box.label == "How many").value == 740


def test_a_draft_is_split_into_places_that_the_data_does_not_have(app: AppTest, store: Store) -> None:
    read_article(app)
    look = next(box for box in app.text_input if box.label.startswith("Look a place up"))
    look.set_value("Uvira").run()
    places = next(box for box in app.multiselect if box.label.startswith("One draft for each"))
    assert any(option.startswith("Uvira, city") for option in places.options)
    places.set_value([*places.value, "gn-204405"]).run()
    look = next(box for box in app.text_input if box.label.startswith("Look a place up"))
    look.set_value("").run()
    assert "Split: 2 drafts wait in its place." in press(app, "split")
    assert {row.content.get("place_id") for row in store.ledger.waiting()} >= {"khabarovsk", "gn-204405"}


def test_likenesses_of_a_name_are_not_told_as_if_they_had_it(app: AppTest) -> None:
    read_article(app)
    look = next(box for box in app.text_input if box.label == "Its name")
    look.set_value("Kamanyola").run()
    assert "No place surely has this name. What comes near it is in the list." in texts(app)
    look.set_value("Uvira").run()
    assert any(line.endswith("in the list.") and "found" in line for line in texts(app))


def test_two_imports_of_one_minute_are_told_apart(app: AppTest, store: Store) -> None:
    give(app, "a.csv", CSV.encode())
    app.text_input(key="contribute-who").set_value("Ann").run()
    waited(app, press(app, "put-in-queue"))
    give(app, "a.csv", (CSV + "Khabarovsk,RU,2024-10-21,presence,Another of ours\n").encode())
    waited(app, press(app, "put-in-queue"))
    (box,) = (box for box in app.selectbox if box.label == "Of which article or file")
    assert len(set(box.options)) == len(box.options) == 3
    assert box.value == store.ledger.imports()[-1].import_id
    assert "1 of 1" in texts(app)


def test_namesakes_of_one_region_can_each_be_chosen() -> None:
    dataset = site.dataset()
    homes = [key for key, place in dataset.places.items() if place.name == "Sergeevka"]
    words = told_apart(homes, lambda key: place_words(dataset, key), lambda key: where_it_lies(dataset, key))
    assert len({words(key) for key in homes}) == len(homes) == 2
    assert all(f"({key})" in words(key) for key in homes)
    assert told_apart(["ussuriysk", *homes], lambda key: place_words(dataset, key))("ussuriysk").endswith(
        "Russia"
    )


def test_what_is_placed_by_its_own_coordinate_is_told_to_be_on_the_map(app: AppTest) -> None:
    row = "place,lat,lon,date,kind,summary\nBlue hill,-2.74,29.0,2024-10-19,presence,Seen on the hill\n"
    give(app, "hill.csv", row.encode())
    app.text_input(key="contribute-who").set_value("Ann").run()
    waited(app, press(app, "put-in-queue"))
    assert "Accepted: Blue hill is on the map." in press(app, "accept")
    visit: Visit = app.session_state["muster-contribute"]
    assert site.dataset().places[visit.on_map or ""].name == "Blue hill"


def test_changes_to_a_draft_that_somebody_else_decided_are_kept_in_sight(app: AppTest, store: Store) -> None:
    read_article(app)
    next(box for box in app.number_input if box.label == "How many").set_value(700).run()
    (row, _) = store.ledger.current(states=[State.DRAFT])
    review.accept(store, site.dataset(), row.item_id, number=row.number, who="Ben")
    told = press(app, "correct")
    assert any(line.startswith("Ben was first: that draft") for line in told)
    assert any(line.startswith("Ben decided this meanwhile (Khabarovsk: accepted).") for line in told)
    assert "It waits again. Your changes are kept here:" in press(app, f"reopen-{row.item_id}")
    assert app.session_state["muster-contribute"].item_id == row.item_id
    press(app, "keep-mine")
    now = store.ledger.get(row.item_id)
    assert (now.state, now.content["count_best"], now.who) == (State.DRAFT, 700, "Ann")


def test_a_draft_decided_elsewhere_leaves_the_next_one_in_hand(app: AppTest, store: Store) -> None:
    read_article(app)
    (_, second) = store.ledger.current(states=[State.DRAFT])
    press(app, "next")
    review.reject(store, second.item_id, number=second.number, who="Ben", why="x")
    give(app, "b.csv", CSV.encode())
    waited(app, press(app, "put-in-queue"))
    visit: Visit = app.session_state["muster-contribute"]
    visit.import_id, visit.item_id, visit.at = "", second.item_id, 1
    app.run()
    assert "2 of 2" in texts(app)
