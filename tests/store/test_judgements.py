"""Judgements: kept, reused in their context, superseded and never lost."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from muster.errors import AlreadyJudgedError, MusterError, StoreError
from muster.gazetteer import resolve_name
from muster.model import Dataset
from muster.store import NONE_OF_THEM, Context, Store, apply_judgement, default_location

WEST, EAST = "sergeevka-pogranichny", "sergeevka-partizansky"
ARTICLE, RUSSIA = Context(document_id="000-satellite-images"), Context(country="RU")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path / "folder" / "store.sqlite"))


def test_a_judgement_comes_back_with_every_word_of_it(store: Store) -> None:
    before = datetime.now(UTC)
    kept = store.record("Сергеевка ", context=ARTICLE, place_id=WEST, who="Ada", why="geolocated film")
    after = datetime.now(UTC)
    found = Store(store.location).current("Сергеевка", document_id="000-satellite-images")
    assert found == kept
    assert (found.name, found.name_key, found.place_id) == ("Сергеевка", "sergeevka", WEST)
    assert (found.who, found.why, found.supersedes) == ("Ada", "geolocated film", None)
    assert before <= found.at <= after


def test_it_is_reused_for_every_spelling_in_the_same_document_and_nowhere_else(store: Store) -> None:
    kept = store.record("Sergeevka", context=ARTICLE, place_id=WEST, who="Ada")
    for spelling in ("SERGEYEVKA", "Сергеевка", "sergejevka"):
        assert store.current(spelling, document_id="000-satellite-images") == kept
    assert store.current("Sergeevka", document_id="001-troop-deployment") is None
    assert store.current("Sergeevka", country="RU") is None
    assert store.current("Sergeevka") is None
    assert store.current("Kursk", document_id="000-satellite-images") is None


def test_the_documents_judgement_comes_before_the_countrys(store: Store) -> None:
    of_country = store.record("Sergeevka", context=RUSSIA, place_id=EAST, who="Ada")
    of_document = store.record("Sergeevka", context=ARTICLE, place_id=WEST, who="Bo")
    assert store.current("Sergeevka", document_id="000-satellite-images", country="RU") == of_document
    assert store.current("Sergeevka", document_id="another", country="RU") == of_country
    assert store.current("Sergeevka", document_id="another", country="UA") is None


def test_a_context_of_both_holds_in_the_document_and_in_the_country(store: Store) -> None:
    both = store.record("Lgov", context=Context("d1", "RU"), place_id="lgov", who="Ada")
    assert store.current("Lgov", document_id="d1") == both
    assert store.current("Lgov", country="RU") == both


def test_none_of_them_is_a_judgement_too(store: Store) -> None:
    store.record("the front lines", context=ARTICLE, place_id=NONE_OF_THEM, who="Ada")
    held = store.current("The Front Lines", document_id="000-satellite-images")
    assert held is not None
    assert held.place_id is None


def test_superseding_keeps_the_older_one_in_the_history(store: Store) -> None:
    first = store.record("Sergeevka", context=ARTICLE, place_id=EAST, who="Ada", why="nearer")
    second = store.supersede(first.judgement_id, place_id=WEST, who="Bo", why="the film was geolocated")
    third = store.supersede(second.judgement_id, place_id=NONE_OF_THEM, who="Cy")
    assert store.current("Sergeevka", document_id="000-satellite-images") == third
    assert store.history("Сергеевка") == (first, second, third)
    assert [j.supersedes for j in store.history()] == [None, first.judgement_id, second.judgement_id]
    assert store.all_current() == (third,)
    assert second.context == first.context


def test_a_second_first_judgement_is_refused_with_the_name_of_who_was_first(store: Store) -> None:
    first = store.record("Sergeevka", context=ARTICLE, place_id=EAST, who="Ada")
    with pytest.raises(AlreadyJudgedError, match="'Ada'") as refused:
        store.record("Сергеевка", context=ARTICLE, place_id=WEST, who="Bo")
    assert refused.value.judgement_id == first.judgement_id
    assert store.history() == (first,)


def test_of_two_who_supersede_one_judgement_the_second_is_told_of_the_first(store: Store) -> None:
    first = store.record("Sergeevka", context=ARTICLE, place_id=EAST, who="Ada")
    store.supersede(first.judgement_id, place_id=WEST, who="Bo")
    with pytest.raises(AlreadyJudgedError, match="'Bo'"):
        store.supersede(first.judgement_id, place_id=NONE_OF_THEM, who="Cy")
    assert len(store.history()) == 2


def test_the_database_itself_refuses_to_change_or_delete_a_row(store: Store) -> None:
    kept = store.record("Sergeevka", context=ARTICLE, place_id=EAST, who="Ada")
    with sqlite3.connect(store.location) as raw:
        for statement in ("UPDATE judgements SET who = 'Eve'", "DELETE FROM judgements"):
            with pytest.raises(sqlite3.IntegrityError, match="never changed and never deleted"):
                raw.execute(statement)
    raw.close()
    assert store.history() == (kept,)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": "  "}, "name is empty"),
        ({"who": " "}, "Who judges is empty"),
        ({"who": "x" * 101}, "101 characters"),
        ({"why": "x" * 2001}, "2001 characters"),
        ({"context": Context()}, "needs a context"),
        ({"context": Context(country="Russia")}, "no country"),
        ({"place_id": ""}, "place is empty"),
        ({"who": "A\0da"}, "NUL"),
    ],
)
def test_what_cannot_be_a_judgement_is_refused_in_one_line(
    store: Store, wrong: dict[str, object], words: str
) -> None:
    given = {"name": "Lgov", "context": ARTICLE, "place_id": EAST, "who": "Ada", **wrong}
    with pytest.raises(StoreError, match=words) as refused:
        store.record(given.pop("name"), **given)
    assert "\n" not in str(refused.value)
    assert store.history() == ()


def test_text_that_would_be_code_is_kept_as_itself(store: Store) -> None:
    text = "'); DROP TABLE judgements; -- {{7*7}} <b>\u202eЛьгов\u202c 🎯"
    kept = store.record(text, context=ARTICLE, place_id=EAST, who=text, why=text)
    assert store.history() == (kept,)
    assert (kept.name, kept.who, kept.why) == (text, text, text)


def test_to_look_writes_nothing(store: Store) -> None:
    assert store.history() == ()
    assert store.current("Sergeevka", country="RU") is None
    assert not Path(store.location).parent.exists()


def test_many_threads_settle_many_names_and_one_wins_each(store: Store) -> None:
    def settle(n: int) -> bool:
        try:
            store.record(f"Village {n % 10}", context=ARTICLE, place_id=EAST, who=f"Reader {n}")
        except AlreadyJudgedError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(settle, range(60)))
    assert sum(won) == 10
    assert len({j.name_key for j in store.history()}) == len(store.history()) == 10


def test_a_file_that_was_removed_while_open_is_made_anew(store: Store) -> None:
    store.record("Lgov", context=ARTICLE, place_id=EAST, who="Ada")
    for file in Path(store.location).parent.iterdir():
        file.unlink()
    assert store.history() == ()
    kept = store.record("Kursk", context=ARTICLE, place_id=EAST, who="Ada")
    assert Store(store.location).history() == (kept,)


def test_the_default_lies_beside_the_data_and_the_environment_has_the_last_word(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("MUSTER_STORE", raising=False)
    monkeypatch.setenv("MUSTER_DATA", str(tmp_path))
    assert default_location() == str(tmp_path / ".muster" / "store.sqlite")
    monkeypatch.setenv("MUSTER_STORE", "postgresql+psycopg://host/name")
    assert default_location() == "postgresql+psycopg://host/name"


def test_a_url_without_a_driver_is_one_line_and_hides_its_password() -> None:
    with pytest.raises(MusterError, match="postgresql") as refused:
        Store("postgresql+nodriver://me:secret@host/name")
    assert "secret" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_judged_answer_stands_first_and_the_automatic_one_beside_it(
    shipped: Dataset, store: Store
) -> None:
    automatic = resolve_name(shipped, "Sergeevka", admin1="RU-PRI")
    assert automatic.status == "ambiguous"
    alone = apply_judgement(automatic, None)
    assert (alone.place_id, alone.is_settled) == (None, False)
    kept = store.record("Sergeevka", context=ARTICLE, place_id=WEST, who="Ada")
    judged = apply_judgement(automatic, kept)
    assert (judged.place_id, judged.is_settled) == (WEST, True)
    assert judged.candidates[0].place_id == WEST
    assert judged.automatic is automatic
    assert set(judged.candidates) == set(automatic.candidates)


def test_a_judgement_stands_above_a_sure_automatic_answer(shipped: Dataset, store: Store) -> None:
    automatic = resolve_name(shipped, "Vladivostok")
    assert apply_judgement(automatic, None).place_id == "vladivostok"
    kept = store.record("Vladivostok", context=RUSSIA, place_id=NONE_OF_THEM, who="Ada")
    judged = apply_judgement(automatic, kept)
    assert judged.place_id is None
    assert judged.is_settled
    assert judged.automatic.place is not None
