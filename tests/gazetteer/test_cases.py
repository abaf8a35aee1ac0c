"""Oblique cases of Russian and Ukrainian names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.gazetteer.cases import MOST_GUESSES, nominatives

CASES = {
    "Курска": "Курск", "Курском": "Курск", "Курске": "Курск", "Москвы": "Москва", "Москвой": "Москва", "Москве": "Москва",
    "Суджу": "Суджа", "Києва": "Київ", "Києві": "Київ", "Харкова": "Харків", "Львові": "Львів", "Одессе": "Одесса",
    "Одесі": "Одеса", "Казани": "Казань", "Сум": "Сумы", "Черкассах": "Черкассы", "Черкасах": "Черкаси", "Твери": "Тверь",
    "Николаева": "Николаев", "Ростове-на-Дону": "Ростов-на-Дону", "Нижнего Новгорода": "Нижний Новгород",
    "России": "Россия", "Україні": "Україна", "Приморья": "Приморье", "Крыму": "Крым",
}  # fmt: skip


@pytest.mark.parametrize(("written", "name"), CASES.items())
def test_the_nominative_is_among_the_guesses(written, name):
    assert name in nominatives(written)


@pytest.mark.parametrize("text", ["Kursk", "쿠르스크", "", "одно два три четыре", "Курск7"])
def test_other_texts_have_no_guesses(text):
    assert nominatives(text) == []


@given(st.text("абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ -", max_size=40))
def test_any_cyrillic_text_gives_few_guesses_and_never_itself(text):
    found = nominatives(text)
    assert len(found) <= MOST_GUESSES
    assert text not in found
    assert len(set(found)) == len(found)
