"""How reports of several sentences are read: who "the agency" is, which day "the next day" is, where "on its soil" is."""

from datetime import date

import pytest

from muster.dates import parse_span
from muster.ingest.article import extract
from muster.ingest.article.blocks import issuer_of, split_blocks
from muster.ingest.article.dates import Anchor, find_dates
from muster.ingest.article.numbers import find_counts
from muster.ingest.article.places import find_places, names_of
from muster.ingest.article.sentences import in_plain_case
from muster.ingest.article.speakers import find_speakers
from muster.vocabulary import GeoPrecision, Kind, PlaceBasis, Stance

PUBLISHED = "2025-06-13"  # a Friday
ANCHOR = Anchor.of(parse_span(PUBLISHED))


def drafts(dataset, text, head="A headline that says nothing"):
    return list(extract(dataset, f"{head}\n\n{text}", published=parse_span(PUBLISHED)).drafts)


def places(dataset, text):
    return [draft.place_text for draft in drafts(dataset, text) if draft.place_text]


def days(text):
    return [(when.start, when.end) for when in find_dates(text, ANCHOR)]


# Who says so


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Some 50 Togolese soldiers are in Gao, the Sahel Monitoring Group said. Another 30 soldiers are in Kidal, the group said.",
            "Sahel Monitoring Group",
        ),
        (
            "Some 50 Togolese soldiers are in Gao, two Malian officials said. Another 30 soldiers are in Kidal, one of the officials said.",
            "two Malian officials",
        ),
        (
            'Some 50 Togolese soldiers are in Gao, Colonel Kofi Mensah said. "We believe that 30 soldiers are in Kidal," he said.',
            "Colonel Kofi Mensah",
        ),
        (
            "Some 30 Togolese soldiers are in Kidal, according to a report released this week by the Lomé Forum.",
            "Lomé Forum",
        ),
        ("An officer put the Togolese contingent in Kidal at 30 soldiers.", "An officer"),
        ("Some 30 Togolese soldiers have reached Kidal, the navy said.", "navy"),
        (
            "Footage shows 30 Togolese soldiers in Kidal, though the army said they had been beaten.",
            "",
        ),
    ],
)
def test_who_is_meant_by_a_word_that_names_nobody(shipped, text, name):
    assert drafts(shipped, text)[-1].originator_name == name


def test_a_force_that_maintains_soldiers_does_not_speak():
    assert find_speakers("The mission maintains 800 peacekeepers in Gao.") == []


def test_what_stands_behind_said_is_no_speaker_where_it_has_a_verb():
    names = [
        one.name for one in find_speakers("Ada Mensah, a deputy, said the first 300 left by rail for Gao.")
    ]
    assert names == ["Ada Mensah, a deputy"]


def test_a_release_without_a_letterhead_is_its_press_contacts():
    blocks = split_blocks(
        "PRESS RELEASE\n\nBattlegroup grows\n\nIt has grown.\n\nContact: public affairs office, +1 23"
    )
    assert issuer_of(blocks) == "public affairs office"


def test_a_headline_without_a_source_has_the_voice_of_the_same_place(shipped):
    head, _ = drafts(
        shipped,
        "Togolese soldiers have arrived in Kidal, the Malian defence ministry said.",
        head="Togolese soldiers arrive in Kidal",
    )
    assert (head.place_text, head.originator_name) == ("Kidal", "Malian defence ministry")


# When


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in the week of 2 June", [(date(2025, 6, 2), date(2025, 6, 8))]),
        ("on Tuesday and Wednesday", [(date(2025, 6, 10), date(2025, 6, 11))]),
        ("by the end of the month", [(date(2025, 6, 13), date(2025, 6, 30))]),
        ("before the end of the year", [(date(2025, 6, 13), date(2025, 12, 31))]),
        ("by the weekend", [(date(2025, 6, 13), date(2025, 6, 15))]),
        ("since the start of the month", [(date(2025, 6, 1), None)]),
        ("said in an April report", [(date(2025, 4, 1), date(2025, 4, 30))]),
        ("Pictures from June 3 show tents", [(date(2025, 6, 3), date(2025, 6, 3))]),
        ("he spent May guarding a mine", [(date(2025, 5, 1), date(2025, 5, 31))]),
        ("a truce that ended last month's fighting", []),
    ],
)
def test_days_are_read_as_reports_write_them(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On Monday 40 Togolese soldiers reached Gao. Another 30 soldiers reached Kidal the next day.",
            (date(2025, 6, 10), date(2025, 6, 10)),
        ),
        (
            "On Monday 40 Togolese soldiers reached Gao. Another 30 soldiers had reached Kidal by nightfall.",
            (None, date(2025, 6, 9)),
        ),
        (
            "On Monday 40 Togolese soldiers reached Gao. About 30 of them have since moved to Kidal.",
            (date(2025, 6, 9), date(2025, 6, 13)),
        ),
        (
            "Togolese soldiers landed in Gao on Monday and have begun patrols in Kidal.",
            (None, date(2025, 6, 13)),
        ),
        (
            "Togolese soldiers have left Kidal, the latest step of a withdrawal that began in March.",
            (None, date(2025, 6, 13)),
        ),
        (
            "Some 900 Togolese soldiers are in Kidal, down from 2,000 at the end of 2024.",
            (None, date(2025, 6, 13)),
        ),
        ("Togolese soldiers will leave Kidal by June 30.", (date(2025, 6, 13), date(2025, 6, 30))),
    ],
)
def test_a_day_belongs_to_what_it_is_told_of(shipped, text, expected):
    last = drafts(shipped, text)[-1]
    assert last.place_text == "Kidal"
    assert (last.event_start, last.event_end) == expected


def test_what_was_done_before_a_plan_is_not_planned(shipped):
    done, planned = drafts(
        shipped,
        "Togolese battalions that completed their course at Gao in April will move to Kidal before July 15.",
    )
    assert (done.place_text, done.kind, done.event_end) == ("Gao", Kind.PRESENCE, date(2025, 4, 30))
    assert (planned.place_text, planned.kind, planned.event_end) == ("Kidal", Kind.PLANNED, date(2025, 7, 14))


def test_a_plan_reaches_over_what_is_put_in_between(shipped):
    last = drafts(
        shipped, "Togo will send a fresh battalion, trained by contractors at Gao, to Kidal next month."
    )[-1]
    assert (last.place_text, last.kind) == ("Kidal", Kind.PLANNED)


# Where


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A Togolese patrol was ambushed south of Gao.", ["south of Gao"]),
        ("Togolese soldiers rolled across the frontier at Gao.", ["Gao"]),
        ("Togolese soldiers were posted along the border with Mali.", ["border with Mali"]),
        ("Togolese soldiers will take part in exercise Dacian Fall in Gao.", ["Gao"]),
        ("Six flights to Kidal brought 200 Togolese soldiers.", ["Kidal"]),
        ("Togolese soldiers crossed the Niger river.", []),
        ("Togolese gunners keep firing on villages in Gao.", []),
        ("Togolese soldiers are in Gao. Not everyone in Bamako is convinced.", ["Gao"]),
        ("Togolese soldiers are in Gao. Mali has suspended flights to Kidal.", ["Gao"]),
        ("Some 4,000 families have fled to Gao. Many of them are sheltering in Kidal.", []),
    ],
)
def test_what_is_and_what_is_not_a_place_of_theirs(shipped, text, expected):
    assert places(shipped, text) == expected


def test_provinces_named_together_are_provinces_and_no_towns(shipped):
    first, second = drafts(shipped, "Cambodian units are in Thailand's Surin and Ubon Ratchathani provinces.")
    assert (first.place_id, second.place_id) == ("adm-th-32", "adm-th-34")


def test_a_valley_by_a_regions_name_is_inferred_to_be_in_the_region(shipped):
    (draft,) = drafts(shipped, "Kenyan officers have moved into Haiti's Artibonite valley.")
    assert (draft.place_id, draft.place_basis) == ("adm-ht-ar", PlaceBasis.INFERRED)


def test_a_front_by_a_towns_name_is_never_the_town_exactly(shipped):
    (draft,) = drafts(shipped, "Russia has moved 300 marines to the Myrnohrad front in Ukraine.")
    assert draft.place_basis is PlaceBasis.INFERRED
    assert draft.geo_precision is GeoPrecision.DISTRICT


def test_the_same_name_with_and_without_a_part_keeps_its_own_precision(shipped):
    whole, part = drafts(shipped, "Turkish troops are in Syria. Turkish troops are in northern Syria.")
    assert (whole.place_basis, part.place_basis) == (PlaceBasis.STATED, PlaceBasis.INFERRED)


def test_a_name_spelt_nearly_as_the_only_one_of_its_country_is_it(shipped):
    (draft,) = drafts(shipped, "American soldiers have left the Shaddadi base in Syria.")
    assert draft.place_id == "gn-172837"


def test_on_its_territory_is_the_country_that_speaks(shipped):
    (draft,) = drafts(
        shipped, "Moldova's defence ministry said that no Russian troops were on its territory."
    )
    assert (draft.place_id, draft.stance) == ("country-md", Stance.DENIES)


def test_an_implied_country_is_that_of_the_paragraph(shipped):
    *_, last = drafts(
        shipped,
        "Russian soldiers are in Kursk region.\n\nRussian soldiers have reached Barysaw in Belarus. Lithuania put the Russian contingent at no fewer than 2,500.",
    )
    assert (last.place_id, last.place_basis) == ("country-by", PlaceBasis.IMPLIED)


def test_who_is_asked_whether_and_does_not_comment_declines(shipped):
    draft = next(
        one
        for one in drafts(
            shipped, "Asked whether Togolese soldiers were billeted in Gao, the minister refused to be drawn."
        )
        if one.place_text
    )
    assert (draft.place_text, draft.stance) == ("Gao", Stance.DECLINES)


def test_a_headline_in_capitals_is_read_letter_for_letter():
    shout = "ARMY CONDEMNS ARRIVAL OF TOGOLESE TROOPS IN NORTH KIVU"
    plain = in_plain_case(shout)
    assert plain == "army condemns arrival of Togolese troops in North Kivu"
    assert plain.upper() == shout
    assert in_plain_case("UN says so") == "UN says so"


# How many


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A convoy of 60 trucks carrying soldiers", []),
        ("They launched 111 drones, of which 83 were downed", []),
        ("He and 171 others spent three weeks there", [172]),
        ("whom a trader numbered at around 80", [80]),
        ("a consultant guessed 700", [700]),
        ("210 of its paratroopers had taken up posts", [210]),
    ],
)
def test_numbers_are_of_people_and_not_of_what_carries_them(text, expected):
    assert [count.best for count in find_counts(text)] == expected


def test_a_place_named_after_a_month_is_not_in_it(shipped):
    (place,) = find_places("They left Gao on Aug. 28.", names_of(shipped))
    assert (place.text, place.within) == ("Gao", ())


BORDER_WAR = "Thai and Cambodian troops exchanged fire. Cambodian troops shelled a Thai post. Thai rangers are waiting at Aranyaprathet."


def test_both_armies_of_a_border_war_are_told_of_at_home_and_one_armys_own_posts_are_not(shipped):
    assert "Aranyaprathet" in places(shipped, BORDER_WAR)
    alone = "Russian troops are in Mali. Russian troops hold Gao. Russian troops left Ber. Malian soldiers wait in Kidal."
    assert "Kidal" not in places(shipped, alone)
