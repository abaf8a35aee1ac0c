"""What no rule drafts is proposed by general signs: whom the text spoke of, how many, where, and what is answered to it."""

import pytest

from muster.dates import parse_span
from muster.ingest.article import extract
from muster.vocabulary import Kind, PlaceBasis, Stance

TOLD = "Togolese soldiers are in Gao, the governor said."


def drafts(dataset, text, head="Notes of the week."):
    return list(extract(dataset, f"{head}\n\n{text}", published=parse_span("2026-05-08")).drafts)


def told(dataset, text, head="Notes of the week."):
    return [
        (one.place_text, one.count_low, one.count_best, one.count_high)
        for one in drafts(dataset, f"{TOLD} {text}", head)[1:]
    ]


# Who they are, and how many


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Another company is quartered at the sugar mill.", ("the sugar mill", None, None, None)),
        ("Between 60 and 70 individuals waited in rows at the depot.", ("the depot", 60, None, 70)),
        ("In the northern zone several dozen of them lay mines.", ("the northern zone", None, None, None)),
        ("A clinic in Ansongo took in 33 patients, the nurse said.", ("Ansongo", None, 33, None)),
        ("Armed youths have come together around Ansongo, elders say.", ("Ansongo", None, None, None)),
        ("With them came 40 instructors.", ("Gao", None, 40, None)),
    ],
)
def test_groups_that_the_text_has_told_of_and_numbers_of_people_are_signs_enough(shipped, text, expected):
    assert expected in told(shipped, text)


@pytest.mark.parametrize(
    "text",
    [
        "Eggs cost 900 francs at the market.",
        "How many are at the depot?",
        "Some 40 port workers slept at the depot.",
        "Gunmen killed 31 inmates at the prison.",
        "Togo retires 400 soldiers a year.",
        "Some 84,000 Nigeriens have fled to the camp.",
        "Had Togo sent 900 men to Kidal, the town would not have fallen.",
        "Togo would keep them as reserves rather than sending them to the front.",
        "The presence of foreign soldiers in Kidal marks a shift.",
        "The sergeant would not give his name.",
        "A letter was carried to the residence of the bishop.",
        "Gao has some 19,000 people.",
        "Floods have left 37 people dead in Ansongo.",
        "The tents are for 25 men to a tent.",
        "Malaria has killed 31 in Ansongo.",
    ],
)
def test_what_speaks_against_a_clause_outweighs_its_number_and_its_place(shipped, text):
    assert told(shipped, text) == []


def test_a_number_of_people_is_that_of_the_place_in_its_clause_and_not_said_twice(shipped):
    found = drafts(shipped, f"{TOLD} A clinic in Ansongo took in 33 patients, the nurse said.")
    assert [one.count_best for one in found if one.place_text == "Ansongo"] == [33]


# Where they are


def test_a_site_without_a_name_stands_with_its_words_where_no_town_is_told(shipped):
    site = drafts(shipped, f"{TOLD} The unit left the depot on 3 May.")[-1]
    assert (site.place_text, site.place_id, site.kind) == ("the depot", None, Kind.TRANSIT)


def test_a_site_without_a_name_lies_in_the_town_of_its_paragraph(shipped):
    text = "Togolese soldiers are in Ansongo. Another company is quartered at the sugar mill."
    site = drafts(shipped, text)[-1]
    assert (site.place_id, site.place_basis) == ("gn-2461003", PlaceBasis.INFERRED)


def test_there_is_where_the_text_was_before(shipped):
    planned = drafts(
        shipped, "Togolese soldiers are in Ansongo. A whole regiment would be up there by noon."
    )[-1]
    assert (planned.place_id, planned.kind) == ("gn-2461003", Kind.PLANNED)


def test_few_people_are_where_the_paragraph_is_and_an_offer_is_of_the_country(shipped):
    text = "Some 90 Togolese soldiers are in Ansongo, in Mali. Togo has offered 700 men."
    offered = drafts(shipped, text)[-1]
    assert (offered.place_id, offered.count_best, offered.kind) == ("country-ml", 700, Kind.PLANNED)


def test_a_headline_is_proposed_with_the_town_that_it_names(shipped):
    text = "The mission noted that Togolese soldiers are in Ansongo."
    first = drafts(shipped, text, "Mission calls for a halt to the military build-up in Ansongo")[0]
    assert (first.place_text, first.tier) == ("Ansongo", "summary")


def test_what_could_come_if_something_ends_is_foreseen(shipped):
    assert ("the town", None, 900, None) in told(
        shipped, "If the truce ends, Togo could bring 900 men to the town."
    )


# The place that the words around tell better


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Togolese soldiers are near the river in Ansongo, a nurse said.", ("Ansongo", "gn-2461003")),
        ("In the town behind him, Ansongo, Togolese soldiers have parked a tank.", ("Ansongo", "gn-2461003")),
        (
            "Togolese soldiers hold Ansongo. Reinforcements from Bourem reached the town.",
            ("the town", "gn-2461003"),
        ),
        ("The army lost its base at Ansongo on 2 May.", ("Ansongo", "gn-2461003")),
        ("The withdrawal from Camp 12 in Ansongo was completed on 2 May.", ("Camp 12", "gn-2461003")),
        ("A baker in Ansongo says he bakes for 60 Togolese soldiers.", ("Ansongo", "gn-2461003")),
    ],
)
def test_a_site_without_a_name_is_where_the_name_beside_it_is(shipped, text, expected):
    assert expected in [(one.place_text, one.place_id) for one in drafts(shipped, f"{TOLD} {text}")]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The Togolese are 300 now, a trader said.", (None, 300, None)),
        ("A priest there has buried four.", (None, 4, None)),
        ("By July there will be 4,800.", (None, 4800, None)),
        ("Togo has lost more than 30.", (30, None, None)),
        ("A cook, who did not want to be named, said she had fed 40 of them.", (None, 40, None)),
    ],
)
def test_a_number_alone_is_of_those_whom_the_text_told_of(shipped, text, count):
    found = drafts(shipped, f"Togolese soldiers are in Ansongo, the governor said. {text}")[1:]
    assert [(one.count_low, one.count_best, one.count_high) for one in found] == [count]


def test_a_number_that_stands_before_its_place_is_there_and_not_where_the_others_are(shipped):
    found = drafts(shipped, "Some 500 Togolese soldiers are in Bourem, with a further 60 in Ansongo.")
    assert [(one.place_text, one.count_best) for one in found] == [("Bourem", 500), ("Ansongo", 60)]


def test_the_dead_of_a_paragraph_fell_where_it_told_of_and_all_the_dead_in_the_country(shipped):
    text = "Togolese soldiers reached Ansongo on 2 May. About 40 were killed. The mission has lost 900 soldiers in all."
    found = drafts(shipped, text)
    assert [(one.place_id, one.count_best) for one in found[1:]] == [("gn-2461003", 40), ("country-ml", 900)]


def test_what_somebody_expects_is_planned(shipped):
    (plan,) = drafts(shipped, "Lome wants up to 900 Togolese soldiers to be in Ansongo by July.")
    assert (plan.kind, plan.count_high) == (Kind.PLANNED, 900)


def test_a_year_told_aside_dates_nothing_behind_it(shipped):
    text = "Since the departure of the French in August 2022 Togolese soldiers are in Ansongo. On 2 May they left Ansongo."
    assert drafts(shipped, text)[-1].event_start.year == 2026


# What is answered


def test_who_answers_a_question_speaks_of_the_place_that_it_asks_about(shipped):
    text = "Togolese soldiers are in Bourem, the governor said. Are there any in Ansongo too?\n\nWe have seen nothing that would suggest it, he said."
    answer = drafts(shipped, text)[-1]
    assert (answer.place_id, answer.stance) == ("gn-2461003", Stance.DOUBTS)


def test_who_rejects_it_in_the_same_sentence_says_so_of_the_same_place(shipped):
    text = "Rebels said that the Togolese soldiers have abandoned Ansongo; an army officer rejected this."
    found = drafts(shipped, text)
    assert [(one.place_id, one.stance) for one in found] == [
        ("gn-2461003", Stance.ASSERTS),
        ("gn-2461003", Stance.DENIES),
    ]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The embassy hung up.", Stance.DECLINES),
        ("The ministry changed the subject.", Stance.DECLINES),
        ("The president won’t discuss it.", Stance.DECLINES),
        ("The general smiles and shakes his head.", Stance.DECLINES),
        ("Lomé poured cold water on the story.", Stance.DENIES),
        ("The claims are a fairy tale, the embassy said.", Stance.DENIES),
        ("The monitors found no trace of them.", Stance.DOUBTS),
        ("The agency could not independently verify the account.", Stance.DOUBTS),
        ("Analysts remain sceptical.", Stance.DOUBTS),
        ("There was no word from the ministry.", Stance.DECLINES),
        ("The spokesman had nothing to add.", Stance.DECLINES),
        ("The mayor knows nothing about them.", Stance.DOUBTS),
        ("The general does not know of any battalion.", Stance.DOUBTS),
        ("The ministry confirmed the deployment.", Stance.CONFIRMS),
    ],
)
def test_who_answers_in_whatever_words_speaks_of_what_was_told_just_before(shipped, text, stance):
    answer = drafts(shipped, f"{TOLD} {text}")[-1]
    assert (answer.place_text, answer.stance) == ("Gao", stance)


def test_an_answer_is_of_the_place_that_it_names_again(shipped):
    text = (
        "Togolese soldiers hold Ansongo. Others are in Kidal.\n\nThe spokesman declined to discuss Ansongo."
    )
    answer = drafts(shipped, text)[-1]
    assert (answer.place_id, answer.stance) == ("gn-2461003", Stance.DECLINES)


def test_who_answers_where_nothing_was_told_answers_of_no_place(shipped):
    found = drafts(shipped, "The army held its yearly ball. The ministry changed the subject.")
    assert found == []
