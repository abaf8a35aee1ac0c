"""Places that no preposition names: missions in headlines, sites without a name, answers, lists, sections. Every text is invented."""

import pytest

from muster.dates import parse_span
from muster.ingest.article import extract
from muster.vocabulary import Kind, PlaceRole, Stance

PUBLISHED = "2026-03-12"
HEAD = "Troops on the move\n\nBAMAKO, March 12 - Kenyan soldiers of a regional force arrived in Mali last year, the ministry said.\n\n"


def drafts(dataset, text, head=HEAD):
    """Return the drafts of a text, without those of what is only put before it."""
    found = extract(dataset, head + text + "\n", published=parse_span(PUBLISHED)).drafts
    return [draft for draft in found if draft.sentence in text or text in draft.sentence]


def numbers(draft):
    return draft.count_low, draft.count_best, draft.count_high


@pytest.mark.parametrize(
    ("title", "place", "role"),
    [
        ("Ireland quits Niger mission", "Niger", PlaceRole.ORIGIN),
        ("Germany halves Mali contingent", "Mali", PlaceRole.ORIGIN),
        ("Sweden doubles Latvia force", "Latvia", PlaceRole.AT),
    ],
)
def test_a_headline_names_a_mission_by_its_place(shipped, title, place, role):
    (draft,) = extract(shipped, title + "\n\nNothing more was said.\n", published=None).drafts
    assert (draft.place_text, draft.place_role) == (place, role)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Baidoa: 450 Kenyan soldiers, two helicopters.", ("Baidoa", (None, 450, None))),
        ("Outside Baidoa, once a market town, Kenyan soldiers have dug trenches.", ("Baidoa", (None, None, None))),
        ("In the woods behind Baidoa, where the acacias start, about 60 Kenyan soldiers live in tents.", ("Baidoa", (None, 60, None))),
        ("On market days Kenyan soldiers buy onions in Baidoa.", ("Baidoa", (None, None, None))),
        ("Baidoa now hosts 450 Kenyan soldiers.", ("Baidoa", (None, 450, None))),
        ("They came to within 300 metres of Baidoa, a Kenyan soldier said.", ("Baidoa", (None, None, None))),
        ("Well, in Baidoa it's around 300 Kenyans.", ("Baidoa", (None, 300, None))),
        ("The colonel receives us in Baidoa with 60 Kenyan soldiers.", ("Baidoa", (None, 60, None))),
        ("A colonel whose brigade holds a sector south of Baidoa says 400 Kenyan soldiers attacked.", ("", (None, 400, None))),
    ],
)  # fmt: skip
def test_where_they_are_is_read_without_a_verb_of_being_there(shipped, text, expected):
    assert expected in [(draft.place_text, numbers(draft)) for draft in drafts(shipped, text)]


@pytest.mark.parametrize(
    "text",
    [
        '"I sell tea in Baidoa," said Amina Yusuf, 40.',
        '"I have lived in Baidoa for 30 years and never saw a soldier," said Amina Yusuf.',
        "Jairo grew up in Eldoret and joined the army at 19.",
        "The soldiers' families live in Nakuru, hundreds of kilometres away.",
        "The Minister returned last night from Baidoa, where she had signed an agreement.",
        "Some 84,000 Somalis have crossed into Baidoa since December.",
        "Bus route 5 will continue to turn at the Baidoa stop.",
    ],
)
def test_what_one_person_does_and_civilians_give_no_draft(shipped, text):
    assert drafts(shipped, text) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("In her kitchen in Kismayo the baker pours coffee.", []),
        ("Work has begun on something larger near Kismayo.", []),
        ("The base at Kismayo was closed in November.", ["Kismayo"]),
    ],
)
def test_beside_soldiers_a_place_is_theirs_only_with_something_of_theirs(shipped, text, places):
    found = drafts(shipped, f"Some 300 Kenyan soldiers are in Baidoa. {text}")
    assert [draft.place_text for draft in found[1:]] == places


def test_a_site_without_a_name_lies_in_the_town_where_the_report_is(shipped):
    text = "In Baidoa the harvest was good. Some 340 Kenyan soldiers sleep in the school, a teacher said."
    (draft,) = drafts(shipped, text)
    assert (draft.place_id, draft.count_best) == ("gn-64536", 340)


def test_the_town_of_the_dateline_is_here_but_not_a_capital(shipped):
    head = "A long watch\n\nAna Petrova\nBaidoa, Somalia, 8 March 2026\n\n"
    (draft,) = drafts(shipped, '"We are thirty here," a Kenyan soldier said.', head)
    assert (draft.place_id, draft.count_best) == ("gn-64536", 30)


@pytest.mark.parametrize(
    ("answer", "stance"),
    [
        ("Nairobi denies the story.", Stance.DENIES),
        ("The ministry called that figure exaggerated.", Stance.DENIES),
        ('"Nonsense," said the mayor, Ali Nur.', Stance.DENIES),
        ("The embassy declined to confirm this.", Stance.DECLINES),
        ("The charity has seen nothing that would support the number.", Stance.DOUBTS),
    ],
)
def test_an_answer_without_a_place_is_of_the_one_told_of_before(shipped, answer, stance):
    first, last = drafts(shipped, f"Some 300 Kenyan soldiers are in Baidoa, a trader said. {answer}")
    assert (last.place_id, last.stance) == (first.place_id, stance)


def test_nothing_is_denied_where_nothing_was_told(shipped):
    assert drafts(shipped, "The price of tea has doubled. The ministry denies it.", "Tea\n\n") == []


def test_each_section_under_a_country_is_of_it(shipped):
    text = "Estonia\n\nThe British have 900 soldiers.\n\nLatvia\n\nCanada leads the brigade. It has 1,900 soldiers.\n"
    found = extract(shipped, "Who is where\n\n" + text, published=parse_span(PUBLISHED)).drafts
    assert [(draft.place_id, draft.count_best) for draft in found] == [
        ("country-ee", 900),
        ("country-lv", 1900),
    ]


def test_twin_names_share_their_last_word(shipped):
    text = "Rwanda keeps 6,000 soldiers in North and South Kivu, a diplomat said."
    assert [draft.place_text for draft in drafts(shipped, text)] == ["North Kivu", "South Kivu"]


def test_the_number_is_of_the_whole_and_not_of_where_most_of_them_are(shipped):
    text = "About 2,500 U.S. troops are in Iraq, mostly in Baghdad and Erbil."
    assert [(draft.place_text, draft.count_best) for draft in drafts(shipped, text)] == [
        ("Iraq", 2500),
        ("Baghdad", None),
        ("Erbil", None),
    ]


def test_a_list_of_places_has_a_day_for_each(shipped):
    text = "The last Kenyans left Baidoa in January 2026, Kismayo in February 2026 and Mogadishu on 3 March 2026."
    found = drafts(shipped, text)
    assert [(draft.place_text, str(draft.event_start)) for draft in found] == [
        ("Baidoa", "2026-01-01"),
        ("Kismayo", "2026-02-01"),
        ("Mogadishu", "2026-03-03"),
    ]


def test_who_is_wounded_besides_is_a_claim_of_its_own(shipped):
    text = "Raiders fired on Kenyan engineers near Baidoa and wounded two of them."
    assert [(draft.kind, draft.count_best) for draft in drafts(shipped, text)] == [
        (Kind.COMBAT, None),
        (Kind.CASUALTIES, 2),
    ]
