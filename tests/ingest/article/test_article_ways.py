"""The common ways in which reporters say that troops are, were or will be somewhere, how many, when, and who says so."""

from datetime import date

import pytest

from muster.dates import parse_span
from muster.ingest.article import extract
from muster.ingest.article.blocks import issuer_of, split_blocks
from muster.ingest.article.dates import Anchor, find_dates
from muster.ingest.article.numbers import find_counts
from muster.ingest.article.speakers import find_speakers
from muster.vocabulary import PlaceBasis, Stance

PUBLISHED = "2026-02-19"  # a Thursday
ANCHOR = Anchor.of(parse_span(PUBLISHED))


def drafts(dataset, text, head="Notes of the week."):
    return list(extract(dataset, f"{head}\n\n{text}", published=parse_span(PUBLISHED)).drafts)


def places(dataset, text, head="Notes of the week."):
    return [draft.place_text for draft in drafts(dataset, text, head) if draft.place_text]


def days(text):
    return [(when.start, when.end) for when in find_dates(text, ANCHOR)]


def numbers(text):
    return [(count.low, count.best, count.high) for count in find_counts(text)]


# That they are there


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Outside the old cinema in Gao, a dozen Russians were smoking.", ["Gao"]),
        ("On a ridge above Kidal, Togolese soldiers have pitched a row of tents.", ["Kidal"]),
        ("Fifty kilometres east, in Kidal, a garrison of Togolese soldiers waits for fuel.", ["Kidal"]),
        ("Gao is home to 250 Togolese soldiers.", ["Gao"]),
        ("The town of Gao, an hour south, now hosts 250 Togolese soldiers.", ["Gao"]),
        ("Gao was overrun by Togolese troops on Monday.", ["Gao"]),
        ("The convoy, forty vehicles and perhaps 300 fighters, spent the night in Gao.", ["Gao"]),
        ("The Saudi force, perhaps 400 strong, sits idle in Gao.", ["Gao"]),
        ("Togo, which has 250 soldiers in Gao, will add 90.", ["Gao"]),
        ("Togolese soldiers have occupied Gao since February 1.", ["Gao"]),
        ("Togolese troops took full control of Gao, a witness said.", ["Gao"]),
        ("Togolese soldiers pushed as far as Gao.", ["Gao"]),
        ("Togolese soldiers were bound for Gao.", ["Gao"]),
        ("Some 40 Togolese soldiers were killed in the fighting for Gao.", ["Gao"]),
        ("At night you can hear the Togolese patrols in Gao.", ["Gao"]),
        ("The 3rd Brigade, he said, would be in Gao by the end of the month.", ["Gao"]),
        ("Togo will strengthen its Timbuktu garrison with 90 soldiers.", ["Timbuktu garrison"]),
        (
            "Togolese border guards have left the Gao checkpoint on Mali's frontier with Niger.",
            ["Gao"],
        ),
        ("Togolese soldiers hold a line of posts between Gao and Kidal.", ["Gao", "Kidal"]),
        ("Three Togolese soldiers were seen in the market at Gao.", ["Gao"]),
        ("A force of ASEAN observers is due in Gao on Friday.", ["Gao"]),
        ("The Italian paratroopers were still at Camp Singo.", ["Camp Singo"]),
        ("The Russians of Gao do their shopping on Thursdays.", ["Gao"]),
        ("Togolese soldiers entered the Kurdish-held town of Kobani on the Turkish border.", ["Kobani"]),
        ("Togolese fighters use Kidal as a rear base.", ["Kidal"]),
        ("The Togolese battalion completed its return to Gao on Wednesday.", ["Gao"]),
        ("Some 4,000 Togolese fighters would be merged into brigades to be stationed in Gao.", ["Gao"]),
        ("Togolese soldiers have very likely reached Gao.", ["Gao"]),
        ("At Gao, a trader said that some 150 Togolese troops were still in their base.", ["Gao"]),
        ("Fighting continued in and near Gao on Monday.", ["Gao"]),
        ("A Togolese drone team was spotted in Gao.", ["Gao"]),
        ("Togo has 500 troops south of the Litani.", ["south of the Litani"]),
        ("Togolese soldiers are stationed in Gao, across the Niger River from Kidal.", ["Gao"]),
        ("A diplomat said Togo might send up to 600 soldiers to Gao.", ["Gao"]),
        ("Residents of Gao said that Togolese soldiers had taken over a school.", ["Gao"]),
        ("Togo has concentrated 300 soldiers between Gao and Kidal.", ["Gao", "Kidal"]),
        (
            "The report lists three camps: Mopti, Sikasso and Timbuktu, with 90 Togolese soldiers.",
            ["Mopti", "Sikasso", "Timbuktu"],
        ),
        ("Some 2,200 Togolese soldiers are in Gao, in a base that was closed in 2004.", ["Gao"]),
        ("Togolese marines have taken Hill 350, a ridge.", ["Hill 350"]),
        (
            "A battalion of Togolese soldiers is based in Kidal, 70 kilometres from the Malian town of Gao.",
            ["Kidal"],
        ),
    ],
)
def test_troops_are_found_where_a_reporter_puts_them(shipped, text, expected):
    assert places(shipped, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Satellite imagery from Planet Labs shows Togolese soldiers in Gao.",
        "Sappers from North Korea are living in Gao.",
        "The United Nations Mission in South Sudan has 60 Togolese soldiers in Gao.",
        "Togolese soldiers killed fighting for Russia lay in Gao.",
        "Some sixty Togolese soldiers are in Gao, he says in the kitchen of his mother's house in Bamako.",
        "In Gao, clashes with Togolese soldiers forced 3,500 civilians to seek refuge in Niger.",
        "Our correspondent Ada Touré has been in Bamako. Sixty Togolese soldiers are in Gao.",
        "Are there Togolese troops in Kidal? Some sixty Togolese soldiers are in Gao.",
        "I was told in Bamako that there were sixty Togolese soldiers in Gao.",
        "There are Togolese soldiers in Gao, and relations between Mali and Togo are good.",
    ],
)
def test_who_shows_sends_or_pays_them_is_no_place(shipped, text):
    assert places(shipped, text) == ["Gao"]


def test_a_region_that_leads_the_sentence_only_says_where_the_town_is(shipped):
    text = "In Jonglei, fighting between South Sudanese and Ugandan soldiers was reported around Bor on 14 February."
    assert places(shipped, text) == ["Bor"]


def test_prices_in_a_town_are_no_claim_of_the_force_that_was_spoken_of(shipped):
    text = "Some 60 Togolese soldiers are in Gao. The force's budget has grown, and fuel prices in Bamako have risen."
    assert places(shipped, text) == ["Gao"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mali's army sent 300 soldiers to Gao.", ["Gao"]),
        ("Malian soldiers entered Gao on Monday.", ["Gao"]),
        ("Malian soldiers are still in Gao, the governor said.", ["Gao"]),
        ("Malian soldiers patrolled the streets of Gao, and the shops were open.", []),
    ],
)
def test_a_countrys_own_army_is_news_where_a_number_a_day_or_a_source_is_told(shipped, text, expected):
    assert places(shipped, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("North Korea's sappers head to Kursk: Seoul", [("Kursk", "Seoul")]),
        ("Russian troops flee Kidal as rebels advance", [("Kidal", "")]),
        ("Rwandan forces still in eastern Congo, UN experts find", [("eastern Congo", "UN experts")]),
    ],
)
def test_headlines_are_read_with_who_stands_behind_their_colon(shipped, text, expected):
    assert [
        (draft.place_text, draft.originator_name) for draft in drafts(shipped, "It rained.", text)
    ] == expected


# Which place is meant


def test_the_capital_is_that_of_the_country_that_is_told_of(shipped):
    text = "Mali is at war. Mali's allies came. Some 60 Togolese soldiers are in the capital."
    (draft,) = drafts(shipped, text)
    assert (draft.place_text, draft.place_id, draft.place_basis) == (
        "the capital",
        "gn-2460596",
        PlaceBasis.INFERRED,
    )


def test_a_town_is_meant_and_no_hamlet_that_bears_its_name(shipped):
    text = (
        "Romania welcomed its guests in Bucharest. Portugal has 220 soldiers in Slatina, Romania's army said."
    )
    assert [draft.place_id for draft in drafts(shipped, text) if draft.place_text == "Slatina"] == [
        "gn-666767"
    ]


def test_who_bears_the_name_is_meant_and_not_who_has_it_as_a_by_name(shipped):
    text = "Armenia is worried. Azerbaijani soldiers are digging in above Jermuk and near Goris, Armenia's army said."
    assert "gn-174884" in [draft.place_id for draft in drafts(shipped, text)]


def test_a_name_that_was_placed_once_is_placed_when_it_stands_alone(shipped):
    text = (
        "China's army began drills at Pingtan, in Fujian province, on Monday, Taiwan's ministry said. "
        "Beijing declined to discuss the drills in Pingtan."
    )
    assert [draft.place_id for draft in drafts(shipped, text)] == ["gn-1793478", "gn-1793478"]


def test_those_who_join_them_go_where_they_are(shipped):
    text = "Some 220 Portuguese soldiers are in Slatina, Romania. Another 80 are to join them in the spring."
    first, second = drafts(shipped, text)
    assert (second.count_best, second.place_id) == (80, first.place_id)


def test_the_base_is_where_a_base_was_named_and_the_border_is_that_of_both_sides(shipped):
    text = "Togo has a base at Kidal. The army left Gao. Some 60 Togolese soldiers are at the base."
    assert drafts(shipped, text)[-1].place_id == drafts(shipped, text)[0].place_id
    text = "Russia and Ukraine are at war. Russia denies it. Ukraine says 10,000 North Korean soldiers are near the border."
    assert [draft.place_id for draft in drafts(shipped, text)] == ["russia-ukraine-border"]


def test_a_governors_territory_is_his_region(shipped):
    text = (
        "The governor of Bryansk region, Yegor Sokol, denied that any foreign soldiers were on his territory."
    )
    (draft,) = drafts(shipped, text)
    assert (draft.place_id, draft.stance) == ("bryansk-oblast", Stance.DENIES)


def test_what_names_no_place_is_in_the_one_town_of_its_paragraph(shipped):
    text = "Russia's base in Gyumri, Armenia, remains. A diplomat said no more than 1,800 Russian soldiers are left."
    assert {draft.place_id for draft in drafts(shipped, text)} == {"gn-616635"}


def test_the_district_is_the_one_that_was_named_as_one(shipped):
    text = "India's army sent 90 soldiers to Champhai district. Some 60 more soldiers are in the district."
    assert [draft.place_id for draft in drafts(shipped, text)] == ["gn-1261468", "gn-1261468"]


def test_a_train_that_carries_them_trains_nobody(shipped):
    text = (
        "Some 90 Togolese soldiers came by train from Gao. Two trains carried 80 Togolese soldiers to Bamako."
    )
    assert "training" not in {str(draft.kind) for draft in drafts(shipped, text)}
    text = "Togolese firemen have been sent for. Trains between Gao and Kidal were suspended."
    assert places(shipped, text) == []


def test_what_was_done_before_a_plan_is_no_plan(shipped):
    text = "Uganda's army said 6,000 of its men were deployed in Bunia and would stay."
    assert [str(draft.kind) for draft in drafts(shipped, text)] == ["presence"]


# How many


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("half a dozen instructors", [(None, 6, None)]),
        ("The contingent has grown from 800 to 1,200 soldiers", [(None, 1200, None)]),
        ("The contingent was cut from 800 soldiers to 300", [(None, 300, None)]),
        ("two-thirds of the 900 soldiers have left", []),
        ("30 soldiers in Gao and 45 in Kidal", [(None, 30, None), (None, 45, None)]),
        ("20 soldiers in Erbil and five in Baghdad", [(None, 20, None), (None, 5, None)]),
        ("10,000 guardsmen, including 1,900 in Tijuana", [(None, 10000, None), (None, 1900, None)]),
        ("Four busloads of soldiers, around 160 in all, came", [(None, 160, None)]),
        ("The soldiers, 200 or so, are tired", [(None, 200, None)]),
        ("The troops number 350, it said", [(None, 350, None)]),
        ("soldiers will stay two more years", []),
        ("two additional battalions of soldiers", []),
        ("137 drones came; 118 were shot down", []),
        ("for eleven nights the men slept", []),
        ("perhaps 300 fighters", [(None, 300, None)]),
        ("30 lorries and hundreds of fighters", [(None, None, None)]),
        ("About 11,000, most of them in Kursk", [(None, 11000, None)]),
        ("a barracks for 1,000 “allied cadets”", [(None, 1000, None)]),
        ("The investment in the operation is 48 million reais", []),
        ("eight positions, two of them near a village", []),
    ],
)
def test_numbers_are_read_as_reporters_write_them(text, expected):
    assert numbers(text) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The Togolese contingent in Gao has grown to 1,200 soldiers.", 1200),
        ("Togolese troops in Gao number 350, up from 200 in December.", 350),
        ("Major Afi put the Togolese strength in Gao at fifty soldiers.", 50),
    ],
)
def test_a_number_behind_the_place_is_that_of_those_who_are_there(shipped, text, count):
    (draft,) = drafts(shipped, text)
    assert (draft.place_text, draft.count_best) == ("Gao", count)


# When


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("last fall", [(date(2025, 9, 1), date(2025, 11, 30))]),
        ("after the fall of Goma", []),
        ("they came in winter.", [(date(2025, 12, 1), date(2026, 2, 28))]),
        ("in the last days of January", [(date(2026, 1, 25), date(2026, 1, 31))]),
        ("late last month", [(date(2026, 1, 22), date(2026, 1, 31))]),
        ("in the second half of 2026", [(date(2026, 7, 1), date(2026, 12, 31))]),
        ("for the past six weeks", [(date(2026, 1, 8), date(2026, 2, 19))]),
        ("in the past 48 hours", [(date(2026, 2, 17), date(2026, 2, 19))]),
        ("days ago", [(date(2026, 2, 14), date(2026, 2, 18))]),
        ("a fortnight ago", [(date(2026, 2, 2), date(2026, 2, 8))]),
        ("between Monday and Wednesday", [(date(2026, 2, 16), date(2026, 2, 18))]),
        ("they came on the 14th.", [(date(2026, 2, 14), date(2026, 2, 14))]),
        ("on New Year's Eve", [(date(2025, 12, 31), date(2025, 12, 31))]),
        ("soldiers are stationed there until July", [(None, date(2026, 7, 31))]),
        ("will come within days", [(date(2026, 2, 19), None)]),
        ("beginning in March 2027", [(date(2027, 3, 1), None)]),
    ],
)
def test_days_are_read_as_reporters_write_them(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Footage published on February 8 shows Togolese soldiers in Gao.", (None, date(2026, 2, 8))),
        (
            "The group said images from February 8 showed Togolese soldiers in Gao.",
            (date(2026, 2, 8), date(2026, 2, 8)),
        ),
    ],
)
def test_the_day_of_publishing_only_bounds_what_pictures_show(shipped, text, expected):
    (draft,) = drafts(shipped, text)
    assert (draft.event_start, draft.event_end) == expected


# Who says so


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Malian army has it that 50 Togolese soldiers are in Gao.", "Malian army"),
        ("50 Togolese soldiers are in Gao, writes Le Monde.", "Le Monde"),
        ("50 Togolese soldiers are in Gao — so says the Malian army.", "Malian army"),
        ("Per the Malian army, 50 Togolese soldiers are in Gao.", "Malian army"),
        (
            "The spokesman, Colonel Afi Sow, on Monday spoke of 50 Togolese soldiers in Gao.",
            "Colonel Afi Sow",
        ),
        ("The coast guard on Monday said 50 Togolese soldiers are in Gao.", "coast guard"),
        (
            "The Sahel Institute, a think-tank, counts 50 Togolese soldiers in Gao.",
            "Sahel Institute, a think-tank",
        ),
        ("Le Monde first reported that 50 Togolese soldiers are in Gao.", "Le Monde"),
        ("A senior official briefed journalists that 50 Togolese soldiers are in Gao.", "A senior official"),
        ("The charity interviewed 14 witnesses who said 50 Togolese soldiers are in Gao.", "14 witnesses"),
        (
            "The Dawn Front (DF), a coalition, said 50 Togolese soldiers are in Gao.",
            "Dawn Front (DF), a coalition",
        ),
        (
            "GAO, Feb 19 (Lakes Wire) - The Malian army on Thursday said 50 Togolese soldiers are in Gao.",
            "Malian army",
        ),
        ("50 Togolese soldiers are in Gao, according to various estimates.", ""),
        ("Lawmaker Ada Touré, quoting a classified briefing, says 50 Togolese soldiers are in Gao.", ""),
    ],
)
def test_the_speaker_is_found_however_he_is_credited(shipped, text, name):
    (draft,) = drafts(shipped, text)
    assert draft.originator_name == name


def test_labels_of_headlines_do_not_speak(shipped):
    for label in ("Live", "Explainer", "Analysis"):
        (draft,) = drafts(shipped, "It rained.", f"{label}: Togolese forces push into Mali")
        assert draft.originator_name == ""


def test_the_longer_of_two_dates_gives_way_to_the_one_inside_of_it(shipped):
    (draft,) = drafts(shipped, "Next week, from 24 to 26 February, 90 Togolese soldiers will train at Gao.")
    assert (draft.event_start, draft.event_end) == (date(2026, 2, 24), date(2026, 2, 26))


def test_pictures_an_exercise_and_a_garrison_do_not_speak():
    for text in (
        "Photographs posted on Monday place fighters in Gao.",
        "Chinese units from the east concluded an exercise.",
        "The Kenyan contingent counts 400 men.",
        "The Emirates maintained a garrison on the island.",
    ):
        assert find_speakers(text) == []


def test_another_body_of_a_country_is_not_its_intelligence(shipped):
    (draft,) = drafts(shipped, "Ukraine's 95th Brigade said that 50 Togolese soldiers are in Gao.")
    assert (draft.originator_id, draft.originator_name) == (None, "Ukraine's 95th Brigade")


def test_a_statement_without_a_heading_is_by_the_body_that_it_speaks_for():
    blocks = split_blocks(
        "Alarm over troops\n\nJUBA, 28 October 2025 – The United Nations Mission in Sudan today expressed concern at the news.\n\n"
        "The Mission recalls that it is there."
    )
    assert issuer_of(blocks) == "United Nations Mission in Sudan"
    blocks = split_blocks("Alarm\n\nThe Mission in Sudan on Monday reported losses.\n\nNobody else did.")
    assert issuer_of(blocks) == ""
    blocks = split_blocks("PRESS RELEASE\n\nMultinational Brigade Latvia welcomes a battalion\n\nIt came.")
    assert issuer_of(blocks) == "Multinational Brigade Latvia"


# How surely


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("There were no more than 600 Togolese soldiers in Gao.", Stance.ASSERTS),
        ("The Togolese soldiers in Gao show no sign of leaving.", Stance.ASSERTS),
        ("Mali has yet to confirm that 50 Togolese soldiers are in Gao.", Stance.DOUBTS),
        ("Nobody at the ministry would say how many Togolese are in Gao.", Stance.DECLINES),
        ("The ministry, asked about Togolese fighters in Gao, said it had no comment.", Stance.DECLINES),
        ("There has been no sighting of Togolese soldiers in Gao since November.", Stance.DENIES),
    ],
)
def test_the_stance_is_that_of_the_words(shipped, text, stance):
    (draft,) = drafts(shipped, text)
    assert (draft.place_text, draft.stance) == ("Gao", stance)
