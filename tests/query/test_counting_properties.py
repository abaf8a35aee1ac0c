"""What must hold whatever is added: an echo and a part raise nothing, and nothing gets lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from muster.check import load_checked
from muster.model import Assertion, Claim, Dataset
from muster.paths import REPOSITORY
from muster.query import Selection, answer, presence, strength
from muster.query.facts import shown_claims, summarise
from muster.query.roles import size_of
from muster.query.said import said_order
from muster.query.windows import event_windows
from muster.vocabulary import Attribution, Bin, CountScope, CountUnit, GeoPrecision, Kind, PlaceRole

SHIPPED = load_checked(REPOSITORY)
DAYS = st.dates(min_value=date(2024, 9, 20), max_value=date(2024, 12, 10))
COUNTED = [c for c in SHIPPED.claims if c.is_present and c.count_unit is CountUnit.PEOPLE]
ASSERTED = [c for c in SHIPPED.claims if (c.is_present or c.kind is Kind.PLANNED) and c.assertion_id]


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return Selection(
        event_from=draw(st.sampled_from([None, first])),
        event_to=draw(st.sampled_from([None, last])),
        as_of=draw(st.none() | DAYS),
        undated=draw(st.booleans()),
    )


@st.composite
def echoes_of(draw: st.DrawFn) -> Claim:
    """A claim that carries what another says, in some document: other days, kinds, places and numbers, no better attribution."""
    said = draw(st.sampled_from(ASSERTED))
    number = draw(st.none() | st.integers(1, 90_000)) if size_of(said) else None
    bound = draw(st.sampled_from(["count_low", "count_best", "count_high"]))
    place_id = draw(st.sampled_from([said.place_id, "russia", "khabarovsk", "kursk-oblast"]))
    levels = {
        "russia": GeoPrecision.COUNTRY,
        "khabarovsk": GeoPrecision.TOWN,
        "kursk-oblast": GeoPrecision.REGION,
    }
    start = draw(st.none() | DAYS)
    length = draw(st.none() | st.integers(0, 40))
    return replace(
        said,
        claim_id="X01a",
        statement_id="X01",
        document_id=draw(st.sampled_from(sorted(SHIPPED.documents))),
        attribution=draw(st.sampled_from(list(Attribution))),
        event_start=start,
        event_end=None if length is None else (start or date(2024, 11, 1)) + timedelta(days=length),
        reported_on=None,
        kind=draw(st.sampled_from([said.kind, Kind.PRESENCE, Kind.PLANNED])),
        place_id=place_id,
        place_role=PlaceRole.AT if place_id else None,
        geo_precision=levels.get(place_id or "", said.geo_precision),
        **{**dict.fromkeys(("count_low", "count_best", "count_high")), bound: number},
        count_unit=CountUnit.PEOPLE if number else None,
        count_scope=CountScope.PLACE if number else None,
    )


def with_claims(*claims: Claim, assertions: tuple[Assertion, ...] = ()) -> Dataset:
    more = {assertion.assertion_id: assertion for assertion in assertions}
    return replace(SHIPPED, claims=(*SHIPPED.claims, *claims), assertions={**SHIPPED.assertions, **more})


def is_told_later(dataset: Dataset, echo: Claim) -> bool:
    """Return whether another document carried the assertion first: else the claim is no echo."""
    order = said_order(dataset)
    first = min(dataset.claims_of[echo.assertion_id], key=lambda claim: order[claim.claim_id])
    return first.document_id != echo.document_id


def largest(dataset: Dataset, selection: Selection) -> tuple[int, int]:
    found = strength(dataset, selection)
    return (found.present.high or found.present.low or 0, found.planned.high or found.planned.low or 0)


@settings(max_examples=60, deadline=None)
@given(echoes_of(), st.none() | DAYS, st.none() | DAYS, st.integers(0, 30))
def test_an_echo_raises_neither_origins_nor_strength(echo, as_of, begin, length):
    end = None if begin is None else begin + timedelta(days=length)
    asked = Selection(begin, end, as_of)
    dataset = with_claims(echo)
    assume(is_told_later(dataset, echo))
    is_told_first = as_of is not None and not any(
        row.bin is Bin.SHOWN
        for row in answer(SHIPPED, asked).rows
        if row.claim_id in {c.claim_id for c in SHIPPED.claims_of[echo.assertion_id]}
    )
    if is_told_first:  # on that day it is no echo: nobody had carried it yet
        return
    before = {row.place_id: row for row in presence(SHIPPED, asked)}
    after = {row.place_id: row for row in presence(dataset, asked)}
    for place_id, row in after.items():
        assert row.originators <= max(before[place_id].originators if place_id in before else 1, 1)
    assert all(new <= old for new, old in zip(largest(dataset, asked), largest(SHIPPED, asked), strict=True))


@settings(max_examples=25, deadline=None)
@given(echoes_of())
def test_an_echo_makes_no_assertion_newer(echo):
    dataset = with_claims(echo)
    assume(is_told_later(dataset, echo))
    before, after = event_windows(SHIPPED), event_windows(dataset)
    for key, (_, last) in before.items():
        assert (after[key][1] or date.max) <= (last or date.max)


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from(COUNTED),
    st.integers(1, 20_000),
    st.sampled_from(["khabarovsk", "russia", "kursk-oblast"]),
)
def test_a_part_raises_no_whole(whole, number, place_id):
    """Also where the part is said to be larger than its whole: it is never added, and does not stand beside it."""
    key = whole.assertion_id
    part = replace(
        SHIPPED.assertions[key], assertion_id="part", part_of=key, updates=(), supports=(), contradicts=()
    )
    claim = replace(
        whole,
        claim_id="X01a",
        statement_id="X01",
        assertion_id="part",
        place_id=place_id,
        geo_precision=GeoPrecision.COUNTRY if place_id == "russia" else GeoPrecision.TOWN,
        count_low=None,
        count_best=number,
        count_high=None,
        count_scope=CountScope.PLACE,
    )
    dataset = with_claims(claim, assertions=(part,))
    before, after = strength(SHIPPED, Selection()).present, strength(dataset, Selection()).present
    assert (after.high, after.best) == (before.high, before.best)
    assert [f.number.assertion_id for f in after.figures] == [f.number.assertion_id for f in before.figures]


@settings(max_examples=25, deadline=None)
@given(selections())
def test_the_tally_adds_up(asked):
    found = answer(SHIPPED, asked)
    assert sum(found.tally.values()) == found.total == len(SHIPPED.claims)


@settings(max_examples=25, deadline=None)
@given(selections(), st.integers(0, 30), st.integers(0, 30))
def test_a_narrower_window_never_adds_a_claim(asked, later, earlier):
    first = asked.event_from or date(2024, 9, 1)
    last = asked.event_to or date(2024, 12, 31)
    narrow_first, narrow_last = first + timedelta(days=later), last - timedelta(days=earlier)
    if narrow_first > narrow_last:
        return
    narrow = replace(asked, event_from=narrow_first, event_to=narrow_last)
    assert listed(narrow) <= listed(asked)
    shown_wide = {row.claim_id for row in answer(SHIPPED, asked).rows if row.bin is Bin.SHOWN}
    shown_narrow = {row.claim_id for row in answer(SHIPPED, narrow).rows if row.bin is Bin.SHOWN}
    # A window makes `undated` matter where none was asked before.
    assert shown_narrow <= shown_wide


@settings(max_examples=25, deadline=None)
@given(selections(), DAYS, DAYS)
def test_what_was_known_stays_known(asked, one, other):
    first, second = sorted((one, other))
    assert listed(replace(asked, as_of=first)) <= listed(replace(asked, as_of=second))


@settings(max_examples=10, deadline=None)
@given(selections())
def test_the_page_and_the_terminal_count_a_place_alike(asked):
    found = {row.place_id: row for row in presence(SHIPPED, asked)}
    shown = shown_claims(SHIPPED, answer(SHIPPED, asked))
    for place_id in {c.place_id for c in SHIPPED.claims if c.place_id}:
        facts = summarise(SHIPPED, asked, shown, place_id)
        row = found.get(place_id)
        assert facts.origins == (row.originators if row else 0)
        assert len(facts.rows) == (row.claims if row else 0)
        assert facts.age_days == (row.age_days if row else None)
        figures = row.people.figures if row else ()
        assert [f.claim.claim_id for f in facts.figures] == [f.number.claim_id for f in figures]


def listed(asked: Selection) -> set[str]:
    return {row.claim_id for row in answer(SHIPPED, asked).rows if row.is_listed}


def test_an_echo_of_no_clear_day_neither_moves_nor_widens_what_was_said_first():
    """The 1,500 are of 8 to 13 October. An echo in November has 9,000 until the end of August, or on no day at all."""
    said = next(claim for claim in SHIPPED.claims if claim.claim_id == "C03a")
    for start, end in ((None, date(2024, 8, 31)), (None, None), (None, date(2024, 12, 1))):
        echo = replace(
            said,
            claim_id="X01a",
            statement_id="X01",
            document_id="001-troop-deployment",
            reported_on=None,
            event_start=start,
            event_end=end,
            count_best=9000,
        )
        dataset = with_claims(echo)
        for first, last, expected in (
            (date(2024, 8, 1), date(2024, 8, 20), None),
            (date(2024, 10, 9), date(2024, 10, 12), 1500),
            (date(2024, 11, 20), date(2024, 11, 30), None),
        ):
            asked = Selection(first, last, originators=("nis",), undated=False)
            assert strength(dataset, asked).present.best == expected
