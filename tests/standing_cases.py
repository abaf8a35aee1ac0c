"""Small data sets of the shipped sources, documents and places, in which a few numbers stand or do not: worked by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

from muster.model import Assertion, Claim, Dataset
from muster.vocabulary import CountScope, CountUnit, GeoPrecision, Kind, Stance, Tier


@dataclass(frozen=True, slots=True)
class Said:
    """One bare number of one originator at one place; `part_of` is the number of what it is a part of, from 0."""

    by: str
    place: str
    number: int
    kind: Kind = Kind.PRESENCE
    troops: str = "KP"
    part_of: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What is said, and what must come of it: low, best, high and the numbers that stand, the first said being 0."""

    said: tuple[Said, ...]
    people: tuple[int | None, int | None, int | None]
    standing: frozenset[int]
    sentence: str


def _case(
    *said: Said, people: tuple[int | None, int | None, int | None], standing: set[int], sentence: str
) -> Case:
    return Case(said, people, frozenset(standing), sentence)


CASES = {
    "two originators at two towns both stand": _case(
        Said("gur", "ussuriysk", 3000),
        Said("suspilne", "khabarovsk", 1500),
        people=(1500, None, 3000),
        standing={0, 1},
        sentence="1,500 at Khabarovsk (Suspilne), or 3,000 at Ussuriysk (Ukraine GUR) reported present, "
        "two independent origins, each with its own figure",
    ),
    "of one originator's towns the largest stands": _case(
        Said("gur", "ussuriysk", 3000),
        Said("gur", "khabarovsk", 1500),
        people=(3000, 3000, 3000),
        standing={0},
        sentence="3,000 (Ukraine GUR) reported present at Ussuriysk, one independent origin",
    ),
    "two originators at one town disagree": _case(
        Said("gur", "ussuriysk", 600),
        Said("suspilne", "ussuriysk", 400),
        people=(400, None, 600),
        standing={0, 1},
        sentence="400 (Suspilne), or 600 (Ukraine GUR) reported present at Ussuriysk, "
        "two independent origins, each with its own figure",
    ),
    "a larger total holds them both": _case(
        Said("gur", "ussuriysk", 3000),
        Said("suspilne", "khabarovsk", 1500),
        Said("nis", "russia", 5000),
        people=(5000, 5000, 5000),
        standing={2},
        sentence="5,000 (South Korea NIS) reported present, one independent origin",
    ),
    "what is larger than the total stands beside it": _case(
        Said("gur", "ussuriysk", 3000),
        Said("suspilne", "khabarovsk", 1500),
        Said("nis", "russia", 2000),
        people=(2000, None, 3000),
        standing={0, 2},
        sentence="2,000 (South Korea NIS), or 3,000 at Ussuriysk (Ukraine GUR) reported present, "
        "two independent origins, each with its own figure",
    ),
    "a total of other troops holds nothing": _case(
        Said("gur", "ussuriysk", 1500, troops="RU"),
        Said("nis", "russia", 5000),
        people=(1500, None, 5000),
        standing={0, 1},
        sentence="troops of North Korea: 5,000 (South Korea NIS) reported present, one independent origin; "
        "troops of Russia: 1,500 (Ukraine GUR) reported present at Ussuriysk, one independent origin",
    ),
    "a plan for other troops says whose they are": _case(
        Said("nis", "russia", 5000),
        Said("gur", "russia", 1500, kind=Kind.PLANNED, troops="RU"),
        people=(5000, 5000, 5000),
        standing={0},
        sentence="troops of North Korea: 5,000 (South Korea NIS) reported present, one independent origin; "
        "troops of Russia: 1,500 (Ukraine GUR) planned",
    ),
    "deserters are counted beside nobody": _case(
        Said("gur", "kursk-oblast", 18, kind=Kind.DESERTION),
        Said("suspilne", "ussuriysk", 400),
        people=(400, 400, 400),
        standing={1},
        sentence="400 (Suspilne) reported present at Ussuriysk, one independent origin",
    ),
    "deserters of other troops are": _case(
        Said("gur", "kursk-oblast", 18, kind=Kind.DESERTION, troops="RU"),
        Said("suspilne", "ussuriysk", 400),
        people=(18, None, 400),
        standing={0, 1},
        sentence="troops of North Korea: 400 (Suspilne) reported present at Ussuriysk, one independent origin; "
        "troops of Russia: 18 (Ukraine GUR) reported deserted at Kursk Oblast, one independent origin",
    ),
    "deserters alone are counted": _case(
        Said("gur", "kursk-oblast", 18, kind=Kind.DESERTION),
        people=(18, 18, 18),
        standing={0},
        sentence="18 (Ukraine GUR) reported deserted at Kursk Oblast, one independent origin",
    ),
    "a part of another's whole is in it": _case(
        Said("gur", "ussuriysk", 3000),
        Said("suspilne", "khabarovsk", 1500, part_of=0),
        people=(3000, 3000, 3000),
        standing={0},
        sentence="3,000 (Ukraine GUR) reported present at Ussuriysk, one independent origin",
    ),
    "of many the ends are told": _case(
        *(
            Said(source, "ussuriysk" if i % 2 else "khabarovsk", 100 * (i + 1))
            for i, source in enumerate(
                ("gur", "isw", "nis", "suspilne", "nato", "us-defense-secretary", "north-korea")
            )
        ),
        people=(100, None, 700),
        standing={*range(7)},
        sentence="100 at Khabarovsk (Ukraine GUR), or 700 at Khabarovsk (North Korea), or one of 5 numbers between "
        "reported present, five independent origins, each with its own figure",
    ),
}


def dataset_of(shipped: Dataset, case: Case) -> Dataset:
    """Return the shipped data set with what is said in a case for all of its claims and assertions."""
    pattern = next(claim for claim in shipped.claims if claim.claim_id == "A05a")
    return replace(
        shipped,
        claims=tuple(_claim(shipped, pattern, i, said) for i, said in enumerate(case.said)),
        assertions={f"a{i}": _assertion(i, said) for i, said in enumerate(case.said)},
    )


def _assertion(i: int, said: Said) -> Assertion:
    whole = None if said.part_of is None else f"a{said.part_of}"
    return Assertion(f"a{i}", said.by, f"{said.number} at {said.place}", whole, (), (), (), "")


def _claim(shipped: Dataset, pattern: Claim, i: int, said: Said) -> Claim:
    place = shipped.places[said.place]
    levels = {"russia": GeoPrecision.COUNTRY, "kursk-oblast": GeoPrecision.REGION}
    return replace(
        pattern,
        claim_id=f"S{i:02}a",
        statement_id=f"S{i:02}",
        tier=Tier.CORE,
        originator_id=said.by,
        assertion_id=f"a{i}",
        kind=said.kind,
        stance=Stance.ASSERTS,
        troop_origin=said.troops,
        place_id=said.place,
        place_text=place.name,
        geo_precision=levels.get(said.place, GeoPrecision.TOWN),
        count_low=None,
        count_best=said.number,
        count_high=None,
        count_unit=CountUnit.PEOPLE,
        count_text=f"{said.number:,}",
        count_scope=CountScope.PLACE,
    )
