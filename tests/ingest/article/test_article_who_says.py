"""Who says so in features, briefings and papers, and whose "they" and "Koreans" are. Every text is invented."""

import pytest

from muster.dates import parse_span
from muster.ingest.article import extract
from muster.ingest.article.blocks import author_of, issuer_of, split_blocks
from muster.ingest.article.dates import Anchor, find_dates
from muster.ingest.article.forces import find_forces
from muster.ingest.article.numbers import find_counts
from muster.ingest.article.speakers import find_speakers

PUBLISHED = "2026-03-12"
HEAD = "The long watch\n\nBy Ana Petrova\nVLADIVOSTOK, March 12 - North Korean soldiers have been in Russia's Far East since the autumn.\n\n"


def last(dataset, text, head=HEAD):
    return extract(dataset, head + text + "\n", published=parse_span(PUBLISHED)).drafts[-1]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Vera Orlova, a baker, pours tea. There are 200 North Koreans in Slavyanka, she says.", "Vera Orlova"),
        ("Major Yuri Sokolov commands a battery. He says 300 North Koreans attacked Sudzha.", "Yuri Sokolov"),
        ("The mayor, Oleg Titov, met residents. According to him, 200 North Koreans are in Slavyanka.", "Oleg Titov"),
        ("South Korea's spy agency sees it differently. By its count, 900 North Koreans are in Slavyanka.", "nis"),
        ("At least 30 North Koreans died at Sudzha, by Kyiv's count.", "Kyiv"),
        ("A video posted by the channel Amur Pulse on Monday shows North Koreans in Slavyanka.", "Amur Pulse"),
        ("I saw about 60 North Korean soldiers in Slavyanka.", "Ana Petrova"),
        ("The Tokyo Institute, which told lawmakers that 900 North Koreans are in Slavyanka, studies radio.", "Tokyo Institute"),
        ("The Border Guard Service was quoted as saying that 900 North Koreans are in Slavyanka.", "Border Guard Service"),
    ],
)  # fmt: skip
def test_who_says_so_is_found(shipped, text, who):
    draft = last(shipped, text)
    assert who in {draft.originator, draft.originator_name} or who in draft.originator_name


def test_who_answers_as_a_is_the_one_who_spoke_before_the_first_question(shipped):
    text = (
        "Briefing at the ministry\n\nSpokesperson Col. Kang Mi-rae: Good morning. I will take your questions.\n\n"
        "Q (Harbour Daily): Where are they?\n\nA: Some 400 North Korean soldiers are in Khabarovsk.\n\n"
        "Q: And in Kursk?\n\nA: That is not true.\n"
    )
    first = extract(shipped, text, published=parse_span(PUBLISHED)).drafts[0]
    assert (first.place_id, first.count_best) == ("khabarovsk", 400)
    assert "Kang Mi-rae" in first.originator_name


def test_a_release_is_by_the_body_and_not_by_its_headline():
    text = "Public Forces strengthen protection in the north\n\nMINISTRY OF DEFENCE\nPress release 87\n\nThe Minister presided today over a council.\n"
    assert issuer_of(split_blocks(text)) == "MINISTRY OF DEFENCE"


def test_a_paper_is_by_who_signs_it():
    text = "Beyond the bridge\n\nPolicy Brief No. 4\nDr. Hanna Lind, Senior Fellow, Harbour Centre\n\nThe bridge was opened in May, and nobody has crossed it since.\n"
    assert author_of(split_blocks(text)) == "Hanna Lind"


def test_koreans_are_those_of_the_north_where_the_text_is_about_them(shipped):
    draft = last(shipped, "At the pier of Slavyanka two Koreans stood guard.")
    assert draft.troop_origin == "KP"


def test_what_stands_before_a_verb_is_no_owner():
    (force,) = [
        one
        for one in find_forces("A roadside bomb near Jilib killed three Kenyan soldiers.", {"kenya": "KE"})
        if one.party == "KE"
    ]
    assert force.span.start > len("A roadside bomb near Jilib killed")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We lost two guys outside the town.", [(None, 2, None)]),
        ("On Tuesday I counted nine hundred, maybe more.", [(None, 900, None)]),
        ("A convoy of 30 army trucks passed.", []),
        ("A 22-year-old soldier died.", []),
        ("All rooms in blocks 2 and 3 are booked.", []),
        ("He insisted that no one had died.", []),
        ("An artillery battery, about 110 gunners, leaves in January.", [(None, 110, None)]),
        ("Of the 900 who were sent, roughly 200 died.", [(None, 900, None), (None, 200, None)]),
    ],
)  # fmt: skip
def test_numbers_of_those_who_speak_and_of_things(text, expected):
    found = [(count.low, count.best, count.high) for count in find_counts(text)]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("They came on the fourth of March.", "2026-03-04", "2026-03-04"),
        ("They came between the third and the fifth of March.", "2026-03-03", "2026-03-05"),
        ("They came in the first two weeks of February.", "2026-02-01", "2026-02-14"),
        ("They came the day before yesterday.", "2026-03-10", "2026-03-10"),
        ("They came on Tuesday last week.", "2026-03-03", "2026-03-03"),
    ],
)
def test_days_in_words(text, start, end):
    (when,) = find_dates(text, Anchor.of(parse_span(PUBLISHED)))
    assert (str(when.start), str(when.end)) == (start, end)


def test_a_citation_of_grounds_is_nobody():
    assert [one.name for one in find_speakers("The ministry declined to comment, citing the sensitivity of such matters.")] == ["ministry"]  # fmt: skip
