"""What a place text asks for, apart from the name in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.gazetteer.names import NameCue, parse_name
from muster.gazetteer.words import CUE_KINDS, TYPE_PHRASES
from muster.vocabulary import PlaceKind

READINGS = {
    "Kursk": NameCue("Kursk"),
    "Kursk region": NameCue("Kursk", "region"),
    "the Kursk region": NameCue("Kursk", "region"),
    "the region of Kursk": NameCue("Kursk", "region"),
    "Kursk Oblast": NameCue("Kursk", "region"),
    "Kursk oblast'": NameCue("Kursk", "region"),
    "Курская область": NameCue("Курская", "region"),
    "в Курской области": NameCue("Курской", "region"),
    "Курської області": NameCue("Курської", "region"),
    "쿠르스크주": NameCue("쿠르스크", "region"),
    "쿠르스크 지방": NameCue("쿠르스크", "region"),
    "우수리스크시": NameCue("우수리스크", "settlement"),
    "광주": NameCue("광주"),
    "세르게예프카 훈련장": NameCue("세르게예프카", "training_ground"),
    "Sergeevka training ground": NameCue("Sergeevka", "training_ground"),
    "полигон Сергеевка": NameCue("Сергеевка", "training_ground"),
    "Kursk airfield": NameCue("Kursk", "airfield"),
    "аэродром Курск": NameCue("Курск", "airfield"),
    "port of Nakhodka": NameCue("Nakhodka", "port"),
    "city of Kursk": NameCue("Kursk", "settlement"),
    "г. Курск": NameCue("Курск", "settlement"),
    "село Сергеевка": NameCue("Сергеевка", "settlement"),
    "near Vladivostok": NameCue("Vladivostok", near=True),
    "areas near Vladivostok": NameCue("Vladivostok", near=True),
    "Vladivostok area": NameCue("Vladivostok", near=True),
    "возле Владивостока": NameCue("Владивостока", near=True),
    "블라디보스토크 인근": NameCue("블라디보스토크", near=True),
    "near Russia's Kursk region": NameCue("Kursk", "region", ("Russia",), near=True),
    "North Korea’s Rason port": NameCue("Rason", "port", ("North Korea",)),
    "Sergeevka, Primorsky Krai": NameCue("Sergeevka", None, ("Primorsky Krai",)),
    "Sergeevka (Primorsky Krai, Russia)": NameCue("Sergeevka", None, ("Primorsky Krai", "Russia")),
    "Сергеевка в Приморском крае": NameCue("Сергеевка", None, ("Приморском крае",)),
    "Sergeevka near Ussuriysk": NameCue("Sergeevka", context=("Ussuriysk",)),
    "a military facility in Khabarovsk": NameCue("Khabarovsk", unnamed="base"),
    "an airfield near Kursk": NameCue("Kursk", near=True, unnamed="airfield"),
    "Russia’s Sergeevka training ground in Primorsky Krai, near Vladivostok": NameCue(
        "Sergeevka", "training_ground", ("Primorsky Krai", "Russia"), context=("Vladivostok",)
    ),
    "Rostov-on-Don": NameCue("Rostov-on-Don"),
    "training ground": NameCue("training ground", "training_ground"),
    "the": NameCue("the"),
}


@pytest.mark.parametrize(("text", "cue"), READINGS.items(), ids=list(READINGS))
def test_a_text_is_read_as_a_reader_would(text: str, cue: NameCue) -> None:
    assert parse_name(text) == cue


@given(st.text(max_size=200))
def test_any_text_is_read_and_no_name_is_lost_altogether(text: str) -> None:
    assert bool(parse_name(text).core) == bool(text.strip())


@given(
    st.lists(
        st.sampled_from(["the", "near", "in", "Kursk", "region", "city", "of", ",", "area", "'s", "주", "г."])
    )
)
def test_words_that_only_lead_up_to_a_name_never_leave_an_empty_core(words: list[str]) -> None:
    assert parse_name(" ".join(words)).core or not words


def test_every_cue_stands_for_kinds_of_the_codebook() -> None:
    assert set(TYPE_PHRASES.values()) == set(CUE_KINDS)
    assert all(kinds <= {str(kind) for kind in PlaceKind} for kinds in CUE_KINDS.values())
