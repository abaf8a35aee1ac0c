"""Keys of names: what must share one, what must not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.gazetteer.names import fold_name, stem_name

ONE_KEY = [
    ("Sergeevka", "Sergeyevka", "Sergejevka", "SERGEEVKA", "Сергеевка", "  sergeevka "),
    (
        "Knyaze-Volkonskoe",
        "Knyaze-Volkonskoye",
        "Knyaze Volkonskoje",
        "Knjaze-Volkonskoje",
        "Князе-Волконское",
    ),
    ("Ussuriysk", "Ussurijsk", "Ussuriisk", "Уссурийск"),
    ("Bryansk", "Briansk", "Brjansk", "Briańsk", "Брянск"),
    ("Kursk", "Kurs'k", "Kurs’k", "Курск", "Курськ", "Ku\u0301rsk", "Ｋｕｒｓｋ"),
    ("Primorsky", "Primorskiy", "Primorskij", "Primorskii", "Приморский"),
    ("Yelizovo", "Elizovo", "Елизово"),
    ("Yekaterinburg", "Ekaterinburg", "Екатеринбург"),
    ("Blagoveshchensk", "Blagoveschensk", "Благовещенск"),
    ("Nikolayevsk", "Nikolaevsk", "Nikolajevsk", "Николаевск"),
    ("세르게예프카", "세르게예프카"),
    ("Kyiv", "Київ"),
]

NOT_ONE_KEY = [
    ("Ufa", "UEFA"),
    ("Bryansk", "Brańsk"),
    ("Kursk", "Kurskaya"),
    ("Kursk", "Kurs"),
    ("Lgov", "Lgovsky"),
    ("Kiev", "Kyiv"),
    ("Kharkov", "Kharkiv"),
    ("Rason", "Ryazan"),
    ("Rijeka", "Rika"),
    ("Khasan", "Hasan"),
]


@pytest.mark.parametrize("names", ONE_KEY, ids=lambda names: names[0])
def test_spellings_of_one_name_share_a_key(names: tuple[str, ...]) -> None:
    assert len({fold_name(name) for name in names}) == 1


@pytest.mark.parametrize(("one", "other"), NOT_ONE_KEY)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


def test_keys_known_by_hand() -> None:
    assert fold_name("Sergeyevka") == "sergeevka"
    assert fold_name("Knyaze-Volkonskoye") == "kniazevolkonskoe"
    assert fold_name("Уссурийск") == "ussurisk"


@pytest.mark.parametrize("nothing", ["", " ", "---", "😀", "\u200f", "'’ʼ"])
def test_a_text_without_letters_has_an_empty_key(nothing: str) -> None:
    assert fold_name(nothing) == ""


@pytest.mark.parametrize(
    "form",
    [
        "Курская",
        "Курской",
        "Курскую",
        "Курська",
        "Курської",
        "Курську",
        "Курській",
        "Kursk",
        "Kurskaya",
        "Kurska",
    ],
)
def test_every_case_of_the_adjective_has_the_stem_of_kursk(form: str) -> None:
    assert stem_name(form) == "kursk"


@given(st.text())
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)


@given(st.text(alphabet="aeiouyjskhcn -'йиыеёья", max_size=30))
def test_folding_twice_changes_nothing_where_the_families_meet(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюя -'"))
def test_case_and_spacing_never_matter(name: str) -> None:
    assert fold_name(f"  {name.upper()} ") == fold_name(name.replace(" ", "  ")) == fold_name(name)


@given(st.text())
def test_a_key_is_plain_letters_and_digits(name: str) -> None:
    key = fold_name(name)
    assert key == "" or (key.isascii() and key.isalnum() and key == key.lower())
