"""One town of which two numbers are told, of different years, and who denies which of them: worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from muster.model import Assertion, Claim, Dataset
from muster.query import Selection
from muster.vocabulary import CountScope, CountUnit, GeoPrecision, Stance, Tier

TOWN = "khabarovsk"
AUTUMN = Selection(event_from=date(2024, 10, 1), event_to=date(2024, 10, 31))
NOV_6, OCT_19, OCT_18 = "001-troop-deployment", "003-stronger-ties", "000-satellite-images"

LINES = {
    AUTUMN: "200 (Ukraine GUR) · 1 to 5 Oct · beside it, denied by US Defense Secretary: None of the 60 · denied by ISW, North Korea",
    replace(AUTUMN, as_of=date(2024, 10, 24)): "200 (Ukraine GUR) · 1 to 5 Oct · "
    "beside it, denied by US Defense Secretary: None of the 60 · denied by ISW",
    replace(AUTUMN, as_of=date(2024, 10, 18)): "200 (Ukraine GUR) · 1 to 5 Oct · "
    "beside it, denied by US Defense Secretary: None of the 60",
    replace(AUTUMN, stances=("denies",)): "denied by North Korea, US Defense Secretary, ISW · "
    "None of the 200; None of the 60; Not 200",
}
"""What stands at the town under each selection: a denial stands with what it denies, as soon as it is known."""


def dataset_of(shipped: Dataset) -> Dataset:
    """Return the shipped data set with two numbers at one town and three denials for all of its claims."""
    pattern = next(claim for claim in shipped.claims if claim.claim_id == "A05a")
    said = (
        ("gur", "200 at the town", OCT_18, 200, date(2024, 10, 1), date(2024, 10, 5)),
        ("suspilne", "60 at the town", OCT_18, 60, date(2023, 6, 1), date(2023, 6, 30)),
    )
    denied = (
        ("north-korea", "None of the 200", NOV_6, 0),
        ("us-defense-secretary", "None of the 60", OCT_18, 1),
        ("isw", "Not 200", OCT_19, 0),
    )
    labels = [(by, label) for by, label, *_ in (*said, *denied)]
    assertions = {
        f"a{i}": Assertion(f"a{i}", by, label, None, (), (), (), "") for i, (by, label) in enumerate(labels)
    }
    claims = [
        replace(
            _claim(pattern, i, by, document),
            event_start=first,
            event_end=last,
            count_low=None,
            count_best=number,
            count_high=None,
            count_unit=CountUnit.PEOPLE,
            count_text=str(number),
            count_scope=CountScope.PLACE,
        )
        for i, (by, _, document, number, first, last) in enumerate(said)
    ]
    claims += [
        replace(
            _claim(pattern, i, by, document),
            stance=Stance.DENIES,
            about=(f"a{about}",),
            event_start=None,
            event_end=None,
            count_best=None,
            count_unit=None,
            count_text="",
            count_scope=None,
        )
        for i, (by, _, document, about) in enumerate(denied, len(said))
    ]
    return replace(shipped, claims=tuple(claims), assertions=assertions)


def _claim(pattern: Claim, i: int, by: str, document_id: str) -> Claim:
    return replace(
        pattern,
        claim_id=f"S{i:02}a",
        statement_id=f"S{i:02}",
        document_id=document_id,
        tier=Tier.CORE,
        originator_id=by,
        assertion_id=f"a{i}",
        place_id=TOWN,
        place_text="Khabarovsk",
        geo_precision=GeoPrecision.TOWN,
        reported_on=None,
    )
