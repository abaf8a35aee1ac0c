"""An article becomes drafts: places, numbers, days, voices, stances, each with the words that gave it."""

import csv
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from bench_documents import ARTICLES, Tally, by_hand, score
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.dates import parse_span
from muster.errors import ArticleError
from muster.ingest.article import Draft, extract
from muster.vocabulary import CountScope, DateBasis, Kind, PlaceBasis, PlaceRole, Stance, Tier

ARTICLE_NAMES = [article.name for article in by_hand(ARTICLES)]
SETS = sorted({article.group for article in by_hand(ARTICLES)})


def drafts(dataset, text, published="2024-10-24"):
    return list(extract(dataset, text, published=parse_span(published)).drafts)


def only(dataset, text, published="2024-10-24") -> Draft:
    (draft,) = drafts(dataset, f"A headline that says nothing\n\n{text}", published)
    return draft


def test_every_field_comes_with_the_words_that_gave_it(shipped):
    draft = only(
        shipped,
        "About 300 Rwandan soldiers arrived in Maputo on Friday, the daily O País reported.",
        "2021-08-12",
    )
    words = {name: span.of(draft.sentence) for name, span in draft.spans.items()}
    assert words == {
        "count": "About 300 Rwandan soldiers",
        "place": "Maputo",
        "date": "on Friday",
        "kind": "arrived",
        "originator": "the daily O País",
    }
    assert (draft.count_best, draft.event_start, draft.event_end) == (300, date(2021, 8, 6), date(2021, 8, 6))
    assert (draft.place_id, draft.originator, draft.troop_origin) == ("gn-1040652", "daily O País", "RW")


def test_a_service_of_a_country_is_the_source_that_the_data_set_has_for_it(shipped):
    draft = only(shipped, "Seoul's spy agency said that 90 North Korean soldiers are in Kursk region.")
    assert (draft.originator_id, draft.originator_name) == ("nis", "Seoul's spy agency")
    assert (
        only(shipped, "Lima's spy agency said that 90 Chilean soldiers are in Kursk region.").originator_id
        is None
    )


def test_one_total_over_two_regions_is_counted_once(shipped):
    first, second = drafts(
        shipped,
        "Head\n\nSuspilne reported that 30 North Korean soldiers deserted in the Kursk and Bryansk regions.",
    )
    assert {first.place_id, second.place_id} == {"kursk-oblast", "bryansk-oblast"}
    assert {first.count_scope, second.count_scope} == {CountScope.STATEMENT}
    assert (first.count_best, first.kind, first.originator) == (30, Kind.DESERTION, "suspilne")


def test_a_place_that_could_be_several_stays_open_with_what_it_could_be(shipped):
    draft = only(shipped, "Some 40 North Korean soldiers arrived in Sergeevka.")
    assert draft.place_id is None
    assert {"sergeevka-pogranichny", "sergeevka-partizansky"} <= set(draft.candidates)


def test_a_name_that_fits_only_in_a_country_that_the_text_never_speaks_of_stays_open(shipped):
    text = "Head\n\nMozambique asked for help. Some 40 Rwandan soldiers arrived in Palma, Mozambique's ministry said."
    (draft,) = drafts(shipped, text)
    assert (draft.place_text, draft.place_id) == ("Palma", None)
    assert "gn-2512989" in draft.candidates  # the city in Spain


def test_a_part_of_a_country_is_placed_in_the_whole_as_inferred(shipped):
    draft = only(shipped, "Some 40 Rwandan soldiers arrived in northern Mozambique.")
    assert (draft.place_text, draft.place_id, draft.place_basis) == (
        "northern Mozambique",
        "country-mz",
        PlaceBasis.INFERRED,
    )


def test_where_no_place_is_written_the_country_of_the_article_is_implied(shipped):
    text = "Head\n\nSome 40 Rwandan soldiers arrived in Maputo.\n\nUp to 900 Rwandan soldiers have arrived, lawmakers estimate."
    last = drafts(shipped, text)[-1]
    assert (last.place_text, last.place_id, last.place_basis, last.count_high) == (
        "",
        "country-mz",
        PlaceBasis.IMPLIED,
        900,
    )


@pytest.mark.parametrize(
    ("text", "kind", "stance"),
    [
        ("Chad denied that any Chadian troops were in Darfur.", Kind.PRESENCE, Stance.DENIES),
        ("The ministry confirmed that Togolese soldiers had arrived in Gao.", Kind.PRESENCE, Stance.CONFIRMS),
        ("The UN has not confirmed the reports of Togolese troops in Gao.", Kind.PRESENCE, Stance.DOUBTS),
        ("Togo refused to say whether any Togolese soldiers were in Mali.", Kind.PRESENCE, Stance.DECLINES),
        ("Togo will send 90 soldiers to Gao, its president said.", Kind.PLANNED, Stance.ASSERTS),
        ("Togolese soldiers clashed with rebels in Gao, a witness said.", Kind.COMBAT, Stance.ASSERTS),
        ("Nine Togolese soldiers were killed in Gao, the army said.", Kind.CASUALTIES, Stance.ASSERTS),
        ("Togolese soldiers are being trained in Gao, the army said.", Kind.TRAINING, Stance.ASSERTS),
        ("Satellite images show Togolese soldiers at a base in Gao.", Kind.IMAGERY, Stance.ASSERTS),
        ("Nine Togolese soldiers deserted in Gao, the army said.", Kind.DESERTION, Stance.ASSERTS),
    ],
)
def test_kind_and_stance_are_read_from_the_words(shipped, text, kind, stance):
    draft = only(shipped, text)
    assert (draft.kind, draft.stance) == (kind, stance)


@pytest.mark.parametrize(
    "text",
    [
        "Analysts warn that the deployment of Togolese troops to Mali could draw recruits.",
        "Togo may be sending soldiers to Mali to please its neighbours.",
        "If Togolese soldiers are sent to Mali, the war will spread.",
        "By sending soldiers to Mali, Togo is seeking friends.",
        "The presence of Togolese soldiers in Mali marks a shift in the region.",
        "Togolese troops fought in Mali in 1987.",
        "The war in Mali has cost lives.",
        "Togo has one of the largest armies in the region, with 12,000 soldiers.",
        "Malian soldiers patrolled the streets of Bamako.",
        "Two players of the Togolese team landed in Bamako.",
    ],
)
def test_opinion_speculation_history_and_the_countrys_own_army_give_no_draft(shipped, text):
    assert drafts(shipped, f"Head\n\n{text}") == []


def test_a_day_of_telling_only_bounds_what_was_told(shipped):
    draft = only(
        shipped, "The ministry said on Friday that 40 Rwandan soldiers had arrived in Maputo.", "2021-08-12"
    )
    assert (draft.event_start, draft.event_end, draft.date_basis) == (
        None,
        date(2021, 8, 6),
        DateBasis.NOT_AFTER,
    )


def test_what_is_planned_is_dated_ahead_and_never_present(shipped):
    draft = only(
        shipped, "Rwanda will send 40 soldiers to Maputo on Sunday, its president said.", "2021-08-12"
    )
    assert (draft.kind, draft.event_start, draft.date_basis) == (
        Kind.PLANNED,
        date(2021, 8, 15),
        DateBasis.FUTURE,
    )


def test_what_is_left_and_what_is_entered_are_told_apart(shipped):
    first, second = drafts(
        shipped, "Head\n\nOne hundred Armenian soldiers left Yerevan for Kazakhstan, the ministry said."
    )
    assert (first.place_id, first.place_role) == ("gn-616052", PlaceRole.ORIGIN)
    assert (second.place_id, second.place_role) == ("country-kz", PlaceRole.DESTINATION)


def test_where_somebody_speaks_is_no_place_of_what_they_speak_of(shipped):
    draft = only(shipped, "In Lisbon, the ministry said that 40 Rwandan soldiers had arrived in Maputo.")
    assert draft.place_text == "Maputo"


def test_a_headline_is_a_summary_with_the_voice_of_what_it_sums_up(shipped):
    text = "Rwanda sends 40 soldiers to Mozambique\n\nForty Rwandan soldiers arrived in Maputo, the daily O País reported."
    title, body = drafts(shipped, text)
    assert (title.tier, body.tier) == (Tier.SUMMARY, Tier.CORE)
    assert title.originator == body.originator == "daily O País"


def test_the_same_number_by_the_same_voice_suggests_an_assertion_of_the_data_set(shipped):
    same = only(shipped, "South Korea's intelligence agency says 1,500 North Korean troops are in Russia.")
    assert same.same_as == ("nis-1500",)
    assert (
        only(
            shipped, "South Korea's intelligence agency says 1,600 North Korean troops are in Russia."
        ).same_as
        == ()
    )
    assert only(shipped, "Ukraine's GUR says that 1,500 North Korean troops are in Russia.").same_as == ()


def test_the_carrier_is_kept_apart_from_the_voice(shipped):
    span = parse_span("2024-10-24")
    text = "Head\n\nNATO confirmed that North Korean soldiers are in Russia."
    (draft,) = extract(shipped, text, published=span, publisher="The Daily").drafts
    assert (draft.carrier, draft.originator) == ("The Daily", "nato")


class Least(NamedTuple):
    """Shares that the drafts of a set of articles do not fall below; drafts of what is no claim, for each article."""

    found: float
    right: float
    counts: float
    days: float
    originators: float
    hits: float


LEAST = Least(found=0.82, right=0.75, counts=0.9, days=0.75, originators=0.7, hits=1)
LEAST_NEW = {
    "tenth": Least(found=0.95, right=0.9, counts=0.95, days=0.85, originators=0.85, hits=1),
    "eleventh": Least(found=0.86, right=0.88, counts=0.95, days=0.82, originators=0.82, hits=1),
    "study-a": Least(found=0.85, right=0.85, counts=0.92, days=0.84, originators=0.84, hits=1),
    "study-b": Least(found=0.75, right=0.88, counts=0.92, days=0.84, originators=0.84, hits=1),
    "twelfth": Least(found=0.81, right=0.83, counts=0.87, days=0.84, originators=0.82, hits=1),
    "thirteenth": Least(found=0.65, right=0.76, counts=0.94, days=0.83, originators=0.86, hits=2),
}
"""Just under what the last sets have; before anything was done for them study-a had 0.53, 0.78, 0.91, 0.86 and 0.77, study-b
(after study-a) 0.57, 0.84, 0.93, 0.85 and 0.70; before anything was done for them the eleventh had 0.73, 0.74, 0.94, 0.81 and 0.74;
the twelfth, after all of these, 0.65, 0.79, 0.87, 0.87 and 0.84. The thirteenth was never studied."""


@pytest.mark.parametrize("name", SETS)
def test_articles_give_most_of_what_a_reader_finds_in_them_with_the_right_numbers(shipped, name):
    articles = [one for one in by_hand(ARTICLES) if one.group == name]
    tally = sum((score(shipped, article, misses=False) for article in articles), Tally())
    least = LEAST_NEW.get(name, LEAST)
    assert tally.found >= least.found * tally.required
    assert tally.right >= least.right * tally.drafts
    assert tally.counts_right >= least.counts * tally.counts
    assert tally.days >= least.days * tally.counts
    assert tally.originators >= least.originators * tally.counts
    assert tally.hits <= len(articles) * least.hits


def test_the_answers_by_hand_name_places_that_exist(shipped):
    from muster.gazetteer.world import shipped_world

    with (ARTICLES / "expected.csv").open(encoding="utf-8", newline="") as file:
        ids = {one for row in csv.DictReader(file) for one in row["place_id"].split("|")} - {""}
    assert [i for i in sorted(ids) if i not in shipped.places and shipped_world().number_of(i) is None] == []


HOSTILE = {
    "a megabyte without a full stop": "soldiers in Kursk and " * 45_000,
    "a megabyte of letters": "a" * 1_000_000,
    "nuls": "\0" * 5_000 + "North Korean troops arrived in Kursk.",
    "text that turns right to left": "\u202eNorth Korean troops\u202c arrived in \u2067Kursk\u2069.",
    "templates": "{{7*7}} North Korean soldiers arrived in {{7*7}}. ${1+1}",
    "brackets": "(" * 100_000,
    "numbers": "1,000 " * 100_000,
    "words of numbers": "one hundred and twenty thousand " * 20_000,
    "possessives": "Russia's " * 50_000,
    "white space": " " * 500_000,
    "nothing": "",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_or_set_aside_and_never_run(shipped, name):
    result = extract(shipped, HOSTILE[name], published=parse_span("2024-10-24"), longest_s=30)
    for draft in result.drafts:
        assert "\u202e" not in draft.sentence
        assert "49" not in draft.place_text
        for span in draft.spans.values():
            assert 0 <= span.start < span.end <= len(draft.sentence)


def test_what_is_too_long_for_a_sentence_is_set_aside_with_its_reason(shipped):
    text = "Head\n\n" + "soldiers in Kursk and " * 100
    (block,) = extract(shipped, text, published=parse_span("2024-10-24")).set_aside
    assert block.why == "a sentence of 2,199 characters"


def test_a_text_that_is_no_article_is_refused_in_one_line(shipped):
    with pytest.raises(ArticleError, match=r"^the text has 1,000,001 characters"):
        extract(shipped, "a" * 1_000_001)


def test_reading_that_takes_too_long_is_stopped(shipped):
    with pytest.raises(ArticleError, match="was stopped"):
        extract(shipped, "Some 40 soldiers arrived in Maputo. " * 50, longest_s=0)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "troops",
                "sent",
                "to",
                "Kursk",
                ",",
                ".",
                "1,500",
                "“",
                "”",
                "on",
                "Friday",
                "said",
                "NATO",
                "denied",
                "Russia's",
                "and",
                "with",
                "North",
                "Korean",
                "up",
                "to",
                "20",
            ]
        ),
        max_size=40,
    )
)
def test_any_words_give_drafts_whose_parts_lie_inside_their_sentence(shipped, words):
    for draft in drafts(shipped, " ".join(words)):
        known = [n for n in (draft.count_low, draft.count_best, draft.count_high) if n is not None]
        assert known == sorted(known)
        assert draft.event_start is None or draft.event_end is None or draft.event_start <= draft.event_end
        for span in draft.spans.values():
            assert 0 <= span.start < span.end <= len(draft.sentence)


def test_the_benchs_articles_are_all_there():
    assert {path.stem for path in Path(ARTICLES).glob("*.txt")} == set(ARTICLE_NAMES)
