"""Whom a written name means: a source of the data set, or somebody new; and what a clock is not."""

import pytest

from muster.dates import parse_span
from muster.ingest.article import extract


def drafts(dataset, text, head="A headline that says nothing"):
    return list(extract(dataset, f"{head}\n\n{text}", published=parse_span("2024-11-08")).drafts)


def originators(dataset, text, **more):
    return [draft.originator for draft in drafts(dataset, text, **more)]


def test_a_clock_makes_no_claim_and_no_people(shipped):
    assert drafts(shipped, "The 810th Brigade fired 300 rockets at 14:30.") == []
    (draft,) = drafts(shipped, "Russia's 810th Brigade attacked at 6:45 with soldiers near Sudzha.")
    assert not draft.has_count
    assert draft.place_text == "Sudzha"


@pytest.mark.parametrize(
    "who",
    [
        "US Secretary of State Antony Blinken",
        "US Secretary of the Navy Carlos Del Toro",
        "US Defense Secretary Pete Hegseth",
        "US Army Secretary Jane Austin",
        "Lloyd Austin's spokesman",
    ],
)
def test_another_office_or_person_is_somebody_new(shipped, who):
    text = (
        f"{who} said 900 North Korean soldiers were in Kursk. The Pentagon said 300 of them were in Sudzha."
    )
    assert originators(shipped, text) == [who, "Pentagon"]


@pytest.mark.parametrize(
    "who",
    ["US Defence Secretary Lloyd J. Austin", "Secretary Austin", "Austin", "U.S. Secretary of Defense Austin", "The US Secretary of Defense"],
)  # fmt: skip
def test_a_known_person_is_who_has_his_name_or_his_office(shipped, who):
    assert originators(shipped, f"{who} said 900 North Korean soldiers were in Kursk.") == [
        "us-defense-secretary"
    ]


@pytest.mark.parametrize(
    "who", ["Estonian officials", "Ukraine's Foreign Intelligence Service", "Ukraine", "Kyiv", "South Korea", "Seoul", "Ukraine's defence ministry", "South Korea's joint chiefs of staff"]
)  # fmt: skip
def test_a_country_that_speaks_is_not_its_intelligence_service(shipped, who):
    text = f"The GUR and South Korea's NIS met. {who} said 600 North Korean soldiers arrived in Kursk."
    assert originators(shipped, text) == [who]
    told = "The NIS said 40 North Korean soldiers were in Ussuriysk. The GUR said 30 of them were in Sudzha."
    assert originators(shipped, f"{told} {who} said 600 North Korean soldiers arrived in Kursk.")[-1] == who


@pytest.mark.parametrize(
    ("who", "source"),
    [
        ("HUR chief Budanov", "gur"),
        ("HUR", "gur"),
        ("Ukraine's military intelligence", "gur"),
        ("South Korea's intelligence agency", "nis"),
        ("Pyongyang", "north-korea"),
    ],
)
def test_a_service_goes_by_its_other_name_and_by_its_country_and_sort(shipped, who, source):
    assert originators(shipped, f"{who} said 600 North Korean soldiers arrived in Kursk.") == [source]


@pytest.mark.parametrize(
    ("first", "meant", "how"),
    [
        ("President Zelensky", "Ukraine", "explicit"),
        ("President Volodymyr Zelenskyy", "Ukraine", "explicit"),
        ("Ukraine's military intelligence", "gur", "context"),
    ],
)
def test_a_headline_means_by_a_country_the_service_that_its_report_begins_with(shipped, first, meant, how):
    text = f"{first} said 500 North Korean soldiers had come to Kursk. The GUR said that 200 of them were at Sudzha."
    draft = drafts(shipped, text, head="Ukraine says 500 North Korean soldiers are in Kursk")[0]
    assert (draft.tier, draft.originator, draft.attribution) == ("summary", meant, how)


GUESTS = "North Korean troops are in Ussuriysk. Russian soldiers guard the base, and Russian forces watch. Russian troops are near Kursk."


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        (f"{GUESTS} Up to twelve thousand soldiers are training at Sergeevka.", "KP"),
        ("North Korean troops are in Ussuriysk. Up to twelve thousand soldiers are training at Sergeevka.", "KP"),
        ("Up to twelve thousand soldiers are training at Sergeevka.", ""),
        (f"{GUESTS} The ministry said its soldiers, 300 in all, are training at Sergeevka.", ""),
        (f"{GUESTS} Some 300 Wagner fighters are training at Sergeevka.", ""),
        (f"{GUESTS} Belarusian troops are in Khabarovsk. Some 300 soldiers are training at Sergeevka.", ""),
        (f"{GUESTS} Minsk says that Belarus knows of 300 soldiers who are training at Sergeevka.", ""),
    ],
)  # fmt: skip
def test_unnamed_soldiers_are_those_of_the_one_foreign_army_that_is_told_of_there(shipped, text, origin):
    draft = [draft for draft in drafts(shipped, text) if draft.place_text == "Sergeevka"][-1]
    assert draft.troop_origin == origin
