"""Lines, sentences, speakers and places, each by itself."""

import pytest

from muster.ingest.article.blocks import Role, author_of, split_blocks
from muster.ingest.article.places import find_places, names_of
from muster.ingest.article.sentences import split_clauses, split_sentences
from muster.ingest.article.speakers import find_speakers, reach_of

PAGE = """Kenyan officers land in Haiti
By Marie Joseph | 2 July 2024
Photo: a policeman stands guard (AFP)
We use cookies to improve your visit.
The first officers landed in Port-au-Prince on Tuesday, the interior ministry said, and were met by the prime minister.
Read more: why the gangs are winning
They are to guard the port and the road to the north, where the gangs have set up road blocks again and again.
Leave a comment
Three shot in taxi dispute
2 July 2024 310 views
"""


def test_what_the_page_says_is_set_aside_each_line_with_its_reason():
    aside = {
        block.text[:12]: block.why
        for block in split_blocks(PAGE)
        if block.role not in {Role.TITLE, Role.BODY}
    }
    assert aside == {
        "By Marie Jos": "a date line",
        "Photo: a pol": "a caption",
        "We use cooki": "words of the page",
        "Read more: w": "words of the page",
        "Leave a comm": "words of the page",
        "Three shot i": "another article's headline",
        "2 July 2024 ": "the date of another article",
    }


def test_the_byline_gives_the_author_and_the_first_line_the_title():
    blocks = split_blocks("Post by : Ada Okoro\nA column of troops leaves\nSome text follows here.")
    assert author_of(blocks) == "Ada Okoro"
    assert [block.text for block in blocks if block.role is Role.TITLE] == ["A column of troops leaves"]


def test_a_locator_is_the_line_in_the_text_as_it_was_given():
    sentences, _ = split_sentences(split_blocks("Title of it\n\nFirst one. Second one.\n\nThird one."))
    assert [(s.line, s.text) for s in sentences] == [
        (1, "Title of it"),
        (3, "First one."),
        (3, "Second one."),
        (5, "Third one."),
    ]


def test_lines_that_were_broken_to_fit_a_page_are_joined():
    text = "The battalion left the port on Friday evening and was\nseen on the road to the north, two drivers told the paper."
    assert [block.text for block in split_blocks(text)] == [text.replace("\n", " ")]


def test_abbreviations_end_no_sentence():
    sentences, _ = split_sentences(
        split_blocks("Head\n\nGen. Otieno met the U.S. envoy at 4.25 p.m. in Goma. Then he left.")
    )
    assert [s.text for s in sentences[1:]] == [
        "Gen. Otieno met the U.S. envoy at 4.25 p.m. in Goma.",
        "Then he left.",
    ]


def test_a_clause_says_one_thing_to_happen():
    text = "Chad sent 200 soldiers to Goma, with 300 more expected in May, while Togo withdrew its men."
    assert [span.of(text).strip(" ,.") for span in split_clauses(text)] == [
        "Chad sent 200 soldiers to Goma",
        "with 300 more expected in May",
        "while Togo withdrew its men",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The interior ministry said that they left.", ["interior ministry"]),
        ("They left, according to the daily O País.", ["daily O País"]),
        ("Reuters, citing a Malian spokesman, reported that they left.", ["a Malian spokesman"]),
        ("The president, Yoweri Museveni, said on June 4 that they left.", ["president, Yoweri Museveni"]),
        ("They left, two diplomats told the paper.", ["two diplomats"]),
        ("The Main Directorate (GUR) reported that they left.", ["Main Directorate"]),
        ("Despite Chad's denial of sending troops, they left.", ["Chad"]),
        ("Reports suggest that they left.", [""]),
        ("UN experts: up to 400 soldiers in the east", ["UN experts"]),
        ("The presence of troops does not indicate a war.", []),
        ("Солдаты прибыли, сообщило Главное управление разведки.", ["Главное управление разведки"]),
    ],
)
def test_who_is_credited_is_the_source_and_not_the_carrier(text, expected):
    found = [speaker for speaker in find_speakers(text) if speaker.name != "Reuters"]
    assert [speaker.name for speaker in found] == expected
    for speaker in found:
        assert text[speaker.span.start : speaker.span.end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They are in Gao, Kidal and Ménaka.", ["Gao", "Kidal", "Ménaka"]),
        ("They camp at Tessalit in the Kidal region.", ["Tessalit"]),
        ("They left Nairobi for Haiti.", ["Nairobi", "Haiti"]),
        ("They recaptured the port town of Palma.", ["Palma"]),
        ("The war in Sudan goes on.", []),
        ("A professor at the University of Oslo spoke.", []),
        ("They are 20 kilometres from Goma.", []),
        ("They train at five Malian training grounds.", ["Malian training grounds"]),
        ("They are at Jinja, near Kampala.", ["Jinja"]),
        ("The Sudan conflict and Wagner fighters in Mali.", ["Mali"]),
        ("Soldiers from Ghana are in Bamako.", ["Bamako"]),
        ("Солдаты прибыли в Курскую область.", ["Курскую область"]),
    ],
)
def test_a_name_is_a_place_only_where_something_can_happen_there(shipped, text, expected):
    taken = reach_of(find_speakers(text))
    assert [place.text for place in find_places(text, names_of(shipped), taken)] == expected


def test_two_regions_that_share_a_word_are_both_regions(shipped):
    first, second = find_places("They fled in the Sumy and Poltava regions.", names_of(shipped))
    assert (first.asked, second.asked) == ("Sumy region", "Poltava region")
