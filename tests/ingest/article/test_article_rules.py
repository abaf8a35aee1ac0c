"""What a reader of news takes from the ways in which it is written, one class of sentence at a time."""

from datetime import date

import pytest

from muster.dates import parse_span
from muster.ingest.article import extract
from muster.ingest.article.blocks import issuer_of, split_blocks
from muster.ingest.article.dates import Anchor, find_dates
from muster.ingest.article.numbers import find_counts
from muster.ingest.article.places import find_places, names_of
from muster.ingest.article.speakers import find_speakers, reach_of
from muster.vocabulary import Kind, PlaceRole, Stance


def drafts(dataset, text, published="2024-10-24", head="A headline that says nothing"):
    return list(extract(dataset, f"{head}\n\n{text}", published=parse_span(published)).drafts)


def told(dataset, text, **given):
    """Place, kind and number of each draft."""
    return [
        (d.place_text, str(d.kind), d.count_low or d.count_best or d.count_high)
        for d in drafts(dataset, text, **given)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Togolese troops have suffered heavy losses in Gao.", [("Gao", "casualties", None)]),
        ("Togolese troops began assault operations near the town of Gao.", [("Gao", "combat", None)]),
        ("Two wounded Togolese soldiers were taken to Gao.", [("Gao", "transit", 2)]),
        ("Some 60 Togolese soldiers boarded two planes in Gao.", [("Gao", "transit", 60)]),
        ("The Togolese ministry ordered the deployment of 300 soldiers to Gao.", [("Gao", "transit", 300)]),
        ("The arrival of 400 Togolese soldiers in Gao raised hopes.", [("Gao", "presence", 400)]),
        ("A garrison of 90 Togolese soldiers is living in tents at Gao.", [("Gao", "presence", 90)]),
        ("Togo's army has entered Gao.", [("Gao", "transit", None)]),
        ("Some 40 Togolese militants have reached Gao.", [("Gao", "presence", 40)]),
        ("Togolese troops are taking part in the war in Mali.", [("Mali", "presence", None)]),
        (
            "The 200 Togolese soldiers are split between Gao and Kidal.",
            [("Gao", "presence", 200), ("Kidal", "presence", 200)],
        ),
    ],
)
def test_what_soldiers_do_is_found_however_it_is_worded(shipped, text, expected):
    assert told(shipped, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Togolese soldiers are in Gao, two sources told Le Monde.", ["Gao"]),
        ("Togolese soldiers are in Gao, an officer told the news agency Adria.", ["Gao"]),
        ("Under a deal reached in Nairobi, Togolese soldiers left Gao.", ["Gao"]),
        ("A firm registered in Panama sent 60 Togolese fighters to Gao.", ["Gao"]),
        ("Togolese soldiers left Gao, 90 kilometres (56 miles) to the east of Timbuktu.", ["Gao"]),
        ("Togolese soldiers, loyal to Bamako, hold Gao.", ["Gao"]),
        ("Togolese soldiers, who answer to the general, left Gao due to the war.", ["Gao"]),
    ],
)
def test_who_hears_where_they_met_and_how_far_it_is_are_no_places_of_what_happened(shipped, text, expected):
    assert [draft.place_text for draft in drafts(shipped, text)] == expected


def test_part_of_a_force_has_its_own_place_and_not_the_number_of_the_whole(shipped):
    first, second = drafts(
        shipped, "Some 1,100 Togolese soldiers remain in Mali, most of them at a base near Gao."
    )
    assert (first.place_text, first.count_best) == ("Mali", 1100)
    assert (second.place_text, second.has_count) == ("Gao", False)


def test_each_number_of_a_joined_subject_is_a_claim(shipped):
    text = "A total of 800 British troops and 300 Danish soldiers will be based in Tapa, Estonia."
    assert [(d.count_best, d.kind) for d in drafts(shipped, text)] == [
        (800, Kind.PLANNED),
        (300, Kind.PLANNED),
    ]


def test_a_new_subject_begins_a_new_clause(shipped):
    text = "Togo is poised to send 1,000 soldiers to Mali and the first group of 200 arrived in Gao."
    assert told(shipped, text) == [("Mali", "planned", 1000), ("Gao", "presence", 200)]


def test_what_is_told_with_a_day_is_a_claim_without_a_place(shipped):
    text = (
        "Togolese soldiers arrived in Gao on 2 October.\n\nThe last Togolese contingent left on 20 October."
    )
    last = drafts(shipped, text)[-1]
    assert (last.place_text, last.kind, last.event_start) == ("", Kind.TRANSIT, date(2024, 10, 20))


def test_there_and_the_city_are_what_was_named_before(shipped):
    text = "Mali is at war.\n\nGao was next. Residents saw Togolese soldiers walk into the city on Sunday.\n\nA nurse in Kidal said that the garrison there had grown."
    first, second = drafts(shipped, text)
    assert (first.place_text, first.place_id) == ("the city", "gn-2457163")
    assert (second.place_text, second.place_id) == ("there", "gn-2455290")


def test_a_clause_that_begins_with_where_is_at_the_place_before_it(shipped):
    text = "Training at Gao, where four Togolese soldiers had taught recruits, was stopped."
    assert told(shipped, text) == [("Gao", "presence", 4)]


def test_a_group_that_the_text_speaks_of_is_a_force_by_its_name(shipped):
    text = "Wagner fighters have arrived in Mali, a witness said.\n\nWagner is in Gao, a second witness said."
    assert told(shipped, text) == [("Mali", "presence", None), ("Gao", "presence", None)]


@pytest.mark.parametrize(
    "text",
    [
        "General Otieno, who was in Gao last week, commands the Togolese troops.",
        "Togolese troops wait; their general has not been seen since he left Gao.",
        "Asked for figures, Togo neither confirmed nor denied it.",
        "In eleven of them Togolese voices are heard.",
    ],
)
def test_what_one_man_does_and_what_is_not_said_place_nobody(shipped, text):
    assert [draft for draft in drafts(shipped, text) if draft.place_text] == []


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("There are no Togolese soldiers in Gao, she said.", Stance.DENIES),
        ("Claims that Togolese soldiers have entered Gao are false, she said.", Stance.DENIES),
        ("Togo brushed aside reports of its soldiers in Gao.", Stance.DENIES),
        ("We see no sign that Togolese soldiers have entered Gao.", Stance.DOUBTS),
        ("I can confirm that Togolese soldiers are in Gao, he said.", Stance.CONFIRMS),
    ],
)
def test_a_denial_is_heard_wherever_it_stands(shipped, text, stance):
    assert [(d.place_text, d.stance) for d in drafts(shipped, text)] == [("Gao", stance)]


def test_a_guess_at_a_number_is_told_and_one_at_what_might_come_is_not(shipped):
    assert told(shipped, "An officer said that about 400 Togolese soldiers could be in Gao.") == [
        ("Gao", "presence", 400)
    ]
    assert told(shipped, "An officer said that Togolese soldiers could take Gao.") == []


def test_the_month_of_may_is_no_guess(shipped):
    assert told(shipped, "At the beginning of May there were 950 Togolese soldiers in Gao.") == [
        ("Gao", "presence", 950)
    ]


def test_a_site_without_a_place_of_its_own_is_in_the_town_that_holds_it(shipped):
    text = (
        "Togolese soldiers are at Air Base 201 in Agadez, Niger.\n\nDanish soldiers are at Air Base 201 too."
    )
    assert [d.place_id for d in drafts(shipped, text)] == ["gn-2448085", "gn-2448085"]


def test_a_bare_name_beside_the_full_name_of_its_region_is_the_region(shipped):
    text = "North Korean soldiers are in Kursk Oblast.\n\nNorth Korean soldiers fought in Kursk."
    assert [d.place_id for d in drafts(shipped, text)] == ["kursk-oblast", "kursk-oblast"]
    assert drafts(shipped, "North Korean soldiers fought in Kursk.")[0].place_id == "kursk"


def test_a_village_by_a_by_name_far_from_all_else_stays_open(shipped):
    text = "North Korean soldiers are in Kursk.\n\nUkraine says that North Korean soldiers attacked near Plekhovo."
    last = drafts(shipped, text)[-1]
    assert (last.place_id, last.candidates) == (None, ("gn-697108",))


def test_what_is_so_since_a_day_is_known_up_to_its_telling(shipped):
    (draft,) = drafts(shipped, "Some 90 Togolese soldiers have been stationed in Gao since August.")
    assert (draft.event_start, draft.event_end) == (date(2024, 8, 1), date(2024, 10, 24))


def test_what_is_left_is_told_apart_from_whose_they_are(shipped):
    (left,) = drafts(shipped, "Togo has withdrawn its soldiers from Gao.")
    assert (left.place_text, left.place_role) == ("Gao", PlaceRole.ORIGIN)
    (sent,) = drafts(shipped, "Soldiers from Togo were sent to Gao.")
    assert (sent.place_text, sent.place_role) == ("Gao", PlaceRole.DESTINATION)


def test_a_headline_that_looks_ahead_is_a_plan(shipped):
    (draft,) = drafts(shipped, "Nothing else.", head="More British soldiers to arrive in Estonia")
    assert (draft.place_id, draft.kind) == ("country-ee", Kind.PLANNED)


def test_a_press_release_is_the_voice_of_who_issued_it(shipped):
    text = "Ministry of Defence of Togo\nPress release, 22 October 2024\n\nOur soldiers\n\nSome 90 Togolese soldiers are in Gao."
    assert issuer_of(split_blocks(text)) == "Ministry of Defence of Togo"
    (draft,) = extract(shipped, text, published=parse_span("2024-10-22")).drafts
    assert draft.originator_name == "Ministry of Defence of Togo"


def test_short_names_are_those_who_were_named_in_full(shipped):
    text = (
        "Minister Ada Okoro said that 90 Togolese soldiers are in Gao.\n\nMs. Okoro said that 40 more are in Kidal.\n\n"
        "According to a report by the Meteor panel of experts, 30 Togolese soldiers are in Sikasso. The 20-page report says 20 more are in Bamako."
    )
    assert [d.originator_name for d in drafts(shipped, text)] == [
        "Minister Ada Okoro",
        "Minister Ada Okoro",
        "Meteor panel of experts",
        "Meteor panel of experts",
    ]


def test_each_speaks_of_their_own_part_of_a_sentence(shipped):
    text = "Nine Togolese soldiers died in Gao, Lomé says, and 130 of their comrades remain in Kidal, according to a Danish officer."
    assert [(d.place_text, d.originator_name, d.count_best) for d in drafts(shipped, text)] == [
        ("Gao", "Lomé", 9),
        ("Kidal", "a Danish officer", 130),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“They are there,” said Colonel Otieno.", ["Colonel Otieno"]),
        ("They left, said Monday Prime Minister Okoro.", ["Prime Minister Okoro"]),
        ("Aid workers in Gao saw them leave.", ["Aid workers in Gao"]),
        ("By the account of Danish soldiers, they left.", ["Danish soldiers"]),
        ("In a letter last week it spoke of 300 men.", ["it"]),
        ("An estimated 300 men left.", []),
        ("They rejected an American think tank's claim.", ["They"]),
        ("Key takeaways: some 300 men left.", []),
    ],
)
def test_who_speaks_is_found_behind_the_verb_and_without_its_noun(text, expected):
    assert [speaker.name for speaker in find_speakers(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They are on Russia's border with Ukraine.", ["Russia's border with Ukraine"]),
        ("They are along the Russia–Ukraine border.", ["Russia–Ukraine border"]),
        ("They are at the Suwałki corridor.", ["Suwałki corridor"]),
        ("They face men opposite Ladakh.", ["opposite Ladakh"]),
        ("They are in Nyala, the rebels' hub in South Darfur.", ["Nyala"]),
        ("They moved into Palma, a town close to the borders of Chad and Niger.", ["Palma"]),
        ("They rolled out of two of Tigray's main towns.", ["Tigray"]),
        ("It went to stop a long Islamist war.", []),
        ("They will exit after Kenya.", []),
        ("They are in the Sahel country.", []),
    ],
)
def test_a_place_may_be_a_border_an_area_or_what_lies_over_there(shipped, text, expected):
    taken = reach_of(find_speakers(text))
    assert [place.text for place in find_places(text, names_of(shipped), taken)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The number of fighters who have come rose to approximately 5,000.", [(None, 5000, None)]),
        ("put the contingent at anywhere from 1,200 to 1,500 soldiers", [(1200, None, 1500)]),
        ("a six-person team", [(None, 6, None)]),
        ("150 drone operators", [(None, 150, None)]),
        ("1,300 of their comrades", [(None, 1300, None)]),
        ("Nearly 250 South Sudanese and 300 Kenyan soldiers", [(None, 250, None), (None, 300, None)]),
        ("400 Nepalese were killed", [(None, 400, None)]),
        ("boarded two planes", []),
        ("In eleven of them men in fatigues pose", []),
    ],
)
def test_a_number_finds_whom_it_counts(text, expected):
    assert [(c.low, c.best, c.high) for c in find_counts(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("before the coup of July 26", ("", "2024-07-26")),
        ("since the French left on August 14", ("2024-08-14", "")),
        ("From mid-July until 6 August they were there", ("2024-07-11", "2024-08-06")),
        ("They are there until the winter", ("", "2025-02-28")),
        ("as late as Tuesday", ("", "2024-10-15")),
        ("since the mid-1990s", ("1990-01-01", "")),
    ],
)
def test_a_day_is_read_with_the_words_that_lead_to_it(text, expected):
    (when,) = find_dates(text, Anchor.of(parse_span("2024-10-19")))
    assert (str(when.start or ""), str(when.end or "")) == expected


def test_the_day_of_a_paper_of_a_vote_and_of_a_deal_is_no_day_of_what_happened():
    text = "After a letter of 12 May and ahead of Sunday's election they keep to the deal signed in Lomé on 3 June."
    assert find_dates(text, Anchor.of(parse_span("2024-10-19"))) == []


def test_the_evening_before_is_that_of_the_day_before_it_in_the_sentence():
    dates = find_dates(
        "reported on April 11 that they had landed the previous evening", Anchor.of(parse_span("2024-10-19"))
    )
    assert [str(when.start) for when in dates] == ["2024-04-11", "2024-04-10"]
