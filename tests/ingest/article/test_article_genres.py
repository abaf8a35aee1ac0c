"""Live blogs, transcripts and headlines: what their form tells of days, voices and senders. Every text is invented."""

from datetime import date

import pytest

from muster.dates import parse_span
from muster.ingest.article import extract
from muster.ingest.article.blocks import Role, judged_blocks
from muster.ingest.article.civilians import speaks_of_arms
from muster.ingest.article.entries import mark_entries
from muster.ingest.article.forces import find_forces
from muster.ingest.article.senders import sender_of, withdrawing
from muster.ingest.article.speakers import find_speakers
from muster.ingest.article.turns import mark_turns, turns_of
from muster.vocabulary import Kind, Tier

PUBLISHED = "2026-02-19"  # a Thursday
COUNTRIES = {"togo": "TG", "kenya": "KE", "sweden": "SE", "france": "FR"}


def drafts(dataset, text):
    return list(extract(dataset, text, published=parse_span(PUBLISHED)).drafts)


def told(dataset, text):
    return [(draft.place_text, draft.event_start, draft.event_end) for draft in drafts(dataset, text)]


BLOG = """Mali live: what we know

17:20
Togolese soldiers reached Kidal this morning, the mayor said.

Wednesday, 18 February

21:05 – Togolese soldiers enter Menaka
Some 90 Togolese soldiers entered Menaka today, two residents said.

18:40: Togolese soldiers clashed with raiders near Niamey overnight, the army said.
"""


def test_an_entry_of_a_live_blog_is_read_against_its_own_day(shipped):
    assert told(shipped, BLOG) == [
        ("Kidal", date(2026, 2, 19), date(2026, 2, 19)),
        ("Menaka", date(2026, 2, 18), date(2026, 2, 18)),
        ("Niamey", date(2026, 2, 17), date(2026, 2, 18)),
    ]


def test_the_time_of_an_entry_is_no_number_of_soldiers(shipped):
    assert [draft.count_best for draft in drafts(shipped, BLOG)] == [None, 90, None]


def test_a_heading_of_an_entry_is_a_summary_unless_its_own_words_say_it_again(shipped):
    text = "Mali live\n\n21:05 – Togolese soldiers enter Menaka\nThe road is closed, a driver said.\n\n20:00 – Togolese soldiers leave Kidal\nThe last Togolese soldiers left Kidal at dusk.\n"
    assert [(draft.place_text, draft.tier) for draft in drafts(shipped, text)] == [
        ("Menaka", Tier.SUMMARY),
        ("Kidal", Tier.CORE),
    ]


def test_a_time_of_day_is_of_the_entry_and_of_no_entry_before_it(shipped):
    text = "Mali live\n\n18 February, 21:00 – Evening\nTogolese soldiers left Kidal on Monday.\n\n17 February, 15:00 – Noon\nTogolese soldiers crossed into Menaka shortly after noon.\n"
    assert told(shipped, text)[-1] == ("Menaka", date(2026, 2, 17), date(2026, 2, 17))


def test_days_that_stand_alone_above_what_was_written_date_a_diary(shipped):
    text = "Notes from the road\n\nMonday, 16 February\nSome 40 Togolese soldiers guarded the bridge at Kidal today.\n\nTuesday, 17 February\nTogolese soldiers drove through Menaka today in two lorries.\n"
    assert told(shipped, text) == [
        ("Kidal", date(2026, 2, 16), date(2026, 2, 16)),
        ("Menaka", date(2026, 2, 17), date(2026, 2, 17)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Togo sends more\n\nFebruary 19, 2026\n\nTogolese soldiers entered Kidal on Friday, and many people were glad.",
        "Rain\n\nMonday brought more of it to the fields of the far north.\n\nTuesday was dry, and so was the day that followed it.",
    ],
)
def test_an_article_without_entries_stays_as_it_is(text):
    assert all(not block.stamp for block in mark_entries(judged_blocks(text)))


def test_a_stamp_is_set_apart_from_the_words_behind_it():
    block = mark_entries(judged_blocks("09:15 GMT | A column left the barracks at dawn today.\n\n08:00\n"))[0]
    assert (block.text, block.stamp, block.role) == (
        "A column left the barracks at dawn today.",
        "09:15 GMT",
        Role.BODY,
    )


TALK = """The evening hour

PRESENTER (Ann Brook): Good evening. With us is Colonel Kofi Mensah. And our correspondent Jan Novak is in the north.

MENSAH: We have 150 Togolese soldiers in Kidal. A shepherd says that 40 Togolese soldiers are in Menaka.

NOVAK: Some 60 Togolese soldiers are guarding the road at Niamey.

BROOK: Could Togolese soldiers be in Bamako as well?
"""


def test_who_speaks_in_a_transcript_is_the_voice_and_the_reporter_is_nobody(shipped):
    voices = [(draft.place_text, draft.originator_name) for draft in drafts(shipped, TALK)]
    assert voices == [("Kidal", "Kofi Mensah"), ("Menaka", "A shepherd"), ("Niamey", "")]


def test_who_only_asks_is_a_host():
    blocks = mark_turns(
        judged_blocks(
            "SENATOR HOLM: Are they there?\n\nGENERAL BERG: They are.\n\nSENATOR HOLM: How many?\n\nGENERAL BERG: Ninety."
        )
    )
    assert [(turn.name, turn.is_host) for turn in turns_of(blocks).values()] == [
        ("", True),
        ("Berg", False),
        ("", True),
        ("Berg", False),
    ]


def test_a_headline_with_a_colon_makes_no_transcript():
    text = "MALI: rain at last\n\nIt rained for two days.\n\nNIGER: still dry\n\nIt did not rain."
    assert all(not block.speaker for block in mark_turns(judged_blocks(text)))


def test_a_pronoun_with_its_verb_is_nobodys_name():
    assert "I've also seen" not in [
        one.name for one in find_speakers("I've also seen reports of soldiers in Kidal.")
    ]


def test_a_country_that_withdraws_stands_for_its_soldiers(shipped):
    assert [code for _, code in withdrawing("Sweden withdraws from Kidal", COUNTRIES)] == ["SE"]
    assert withdrawing("Sweden withdraws from a treaty", COUNTRIES) == []
    found = drafts(shipped, "Sweden withdraws from Kidal\n\nThe soldiers were tired.")
    assert [(draft.place_text, draft.kind, draft.troop_origin) for draft in found] == [
        ("Kidal", Kind.TRANSIT, "SE")
    ]


@pytest.mark.parametrize(
    ("text", "count", "origin", "kind"),
    [
        ("Kenya sends 400 police to Haiti", 400, "KE", Kind.TRANSIT),
        ("France to bring 120 soldiers home from Niamey", 120, "FR", Kind.PLANNED),
    ],
)
def test_who_sends_is_whose_they_are(shipped, text, count, origin, kind):
    assert [(draft.count_best, draft.troop_origin, draft.kind) for draft in drafts(shipped, text)] == [
        (count, origin, kind)
    ]


def test_who_is_named_behind_another_word_is_not_of_the_sender():
    text = "Togo sent aid to soldiers"
    assert sender_of(text, text.index("soldiers"), COUNTRIES) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Two technicians from the Togolese telecoms firm were seen in Kidal.",
        "Some 30 bus drivers were stranded in Kidal.",
        "Twenty volunteers from an aid group were working in Kidal.",
    ],
)
def test_people_of_a_firm_or_a_trade_are_no_force(text):
    assert find_forces(text, COUNTRIES) == []


def test_technicians_of_an_army_are_a_force():
    assert [force.party for force in find_forces("Togolese technicians arrived in Kidal.", COUNTRIES)] == [
        "TG"
    ]


def test_a_text_without_a_word_of_arms_gives_no_draft(shipped):
    text = (
        "Busy days\n\nTogolese engineers arrived in Kidal. Some 40 port workers arrived in Niamey on Monday."
    )
    assert not speaks_of_arms(text)
    assert drafts(shipped, text) == []
    assert [draft.place_text for draft in drafts(shipped, f"{text} The army guards the bridge.")] == ["Kidal"]


@pytest.mark.parametrize(
    "text",
    [
        "Colonel, how many Togolese soldiers are in Kidal?",
        "Had Togo sent 1,000 soldiers to Kidal, the town would not have fallen.",
        "Suppose that a Togolese battalion lands in Kidal.",
        "It is unclear whether any Togolese troops are in Kidal.",
    ],
)
def test_questions_and_suppositions_give_no_draft(shipped, text):
    assert drafts(shipped, f"Notes of the week.\n\n{text}") == []


def test_what_points_back_is_at_the_one_place_of_the_paragraphs_before(shipped):
    text = "Notes of the week.\n\nSome 200 Togolese soldiers entered Kidal on Sunday.\n\nThey left again on Tuesday, a fisherman said."
    first, second = drafts(shipped, text)
    assert first.place_text == "Kidal"
    assert (second.place_text, second.place_id, second.event_start) == (
        "Kidal",  # no gazetteer of this test has it: the name goes on
        first.place_id,
        date(2026, 2, 17),
    )


def test_with_two_places_before_it_stays_at_none_of_them(shipped):
    text = "Notes of the week.\n\nSome 200 Togolese soldiers entered Kidal on Sunday. Another 90 Togolese soldiers entered Menaka.\n\nThe contingent left again on Tuesday, a fisherman said."
    *before, last = drafts(shipped, text)
    assert last.place_id not in {draft.place_id for draft in before}


def test_civilians_who_are_named_between_are_who_left(shipped):
    text = "Notes of the week.\n\nSome 200 Togolese soldiers are in Kidal.\n\nAid workers visited on Monday. They left on Tuesday."
    assert [draft.place_text for draft in drafts(shipped, text)] == ["Kidal"]


def test_a_capital_to_which_a_government_turns_is_no_place(shipped):
    text = "Sweden pulls last soldiers out of Mali as junta turns to Moscow"
    assert [draft.place_text for draft in drafts(shipped, text)] == ["Mali"]


def test_the_border_that_is_strengthened_is_not_where_they_were_sent(shipped):
    text = "Notes of the week.\n\nTogo sent 160 soldiers to Kidal to strengthen the border."
    assert [draft.place_text for draft in drafts(shipped, text)] == ["Kidal"]


def test_a_day_behind_those_who_did_it_and_where_is_of_the_deed(shipped):
    text = "Notes of the week.\n\nIts spokeswoman Ada Lind says 10 Togolese soldiers hid at their post in Kidal this morning."
    assert told(shipped, text) == [("Kidal", date(2026, 2, 19), date(2026, 2, 19))]


def test_who_welcomes_a_guest_is_a_host_and_the_guest_has_his_whole_name():
    blocks = mark_turns(
        judged_blocks(
            "ANNA: We are joined by the analyst Piet de Boer.\n\nPIET: Thank you.\n\nANNA: So they are there.\n\nPIET: They are."
        )
    )
    assert [(turn.name, turn.is_host) for turn in turns_of(blocks).values()][:2] == [
        ("", True),
        ("Piet de Boer", False),
    ]


def test_a_second_clock_in_brackets_belongs_to_the_stamp(shipped):
    text = "Mali live\n\n1.30pm (1330 GMT)\nThe road to Kidal is open again, a driver said.\n\nFebruary 18 – 9pm (2100 GMT)\nSome 80 Togolese soldiers massed near Menaka this evening.\n"
    assert told(shipped, text) == [("Menaka", date(2026, 2, 18), date(2026, 2, 18))]


def test_what_a_guest_once_commanded_is_no_place_of_troops(shipped):
    text = "Notes of the week.\n\nWe are joined by Mark Lind, who commanded a Togolese battalion in Kidal."
    assert drafts(shipped, text) == []


def test_what_a_reporter_saw_is_the_outlets(shipped):
    text = "A year on\n\nPRESENTER: What is life like there? Ruth Holm reports.\n\nHOLM: We saw about 40 Togolese soldiers in Kidal on Sunday.\n\nTRADER: There are 50 Togolese soldiers in Menaka."
    assert [(draft.place_text, draft.originator_name) for draft in drafts(shipped, text)] == [
        ("Kidal", ""),
        ("Menaka", "Trader"),
    ]


def test_a_day_before_a_pronoun_is_no_part_of_who_saw_it():
    assert [one.name for one in find_speakers("On Monday I counted 30 lorries with soldiers.")] == ["I"]
