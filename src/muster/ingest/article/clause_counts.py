"""How many: the numbers of a clause, each with the place and the people it belongs to."""

import re

from muster.ingest.article import civilians
from muster.ingest.article.clause import Clause, is_speaker, is_subjectless
from muster.ingest.article.numbers import Count, find_counts
from muster.ingest.article.places import Named
from muster.vocabulary import CountUnit, Kind

_OF_CIVILIANS = re.compile(r"\b(?:displaced|refugee|civilian|homeless|local|young)\b", re.IGNORECASE)
_LOST = re.compile(r"(?:deaths?|dead|killed|wounded|casualties|losses|fatalities)$")
_WITH = re.compile(r"\bwith\s+(?:an?\b|some|about|around|\d)")
"""As in "arrived with a contingent of 100 men": these are they."""
_APPOSED = re.compile(r"\s*[,(–—]\s*(?:with\s+)?(?:[a-z]+\s+){0,2}")
"""As in "has its staff in X, some 150 officers"."""
_LINKS = re.compile(
    r"^[^,;:]{0,60}?\b(?:gr[eo]w\w*|ris(?:en|es|ing)|rose|increased|expanded|swollen|swelled|climbed|fallen|fell|dropped|cut|reduced|shrunk|shrank|dwindled|doubled|tripled|numbers?|numbered|total(?:s|l?ed)?|counts?|consist(?:s|ed) of|compris(?:es|ed|ing)|made up of|stands? at|stood at|is|are|was|were|remains? at)\b[^,;:]{0,24}$",
    re.IGNORECASE,
)
"""As in "the contingent in X has grown to 1,200 soldiers": those are they."""
_BESIDES = re.compile(
    r"\b(?:on top of|in addition to|besides|apart from|alongside|joining|to join|to reinforce|reinforcing|to replace|replacing)\b",
    re.IGNORECASE,
)


_THEY = re.compile(
    r"^\W*(?:(?:and|but|that|where|then)\s+)*(?:they|these|those|all of them|it(?=[’']s in\b|[’']s at\b| is in\b| is at\b))\b",
    re.IGNORECASE,
)


_MOSTLY = re.compile(
    r"\s*,?\s*\(?(?:mostly|mainly|largely|chiefly|primarily|principally|notably|especially|particularly|predominantly|including|among (?:others|them)|(?:most|many|some|half|the bulk|the majority) of them)\s+(?:(?:in|at|near|around|along|on)\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
"""As in "2,500 are in Iraq, mostly in Baghdad": the number is of the whole."""


def is_shared(clause: Clause, place: Named) -> bool:
    """Several places after one number: one total over all of them."""
    count = count_for(clause, place)
    if any(is_mostly(clause, other, place) for other in clause.places):
        return False
    mine = [
        other for other in clause.places if count_for(clause, other) is count and other.role is place.role
    ]
    return len(mine) > 1


def count_for(clause: Clause, place: Named | None) -> Count | None:
    """Return the number that goes with a place: of people before all else, the nearest before it, else the next."""
    usable = [count for count in clause.counts if _counts_them(clause, count)]
    people = counts_of_them(clause)
    known = people or [count for count in usable if count.unit is not CountUnit.PEOPLE]
    if place is None:
        return known[0] if known else None
    if (
        not people
        and usable
        and usable[0].unit is CountUnit.SITES
        and not usable[0].span.overlaps(place.span)
    ):
        return None
    before = [count for count in known if count.span.start < place.span.start]
    if before and any(
        is_mostly(clause, other, place) and before[-1].span.end <= other.span.start for other in clause.places
    ):
        return None
    if before or not known:
        return before[-1] if before else None
    return None if _is_of_others(clause, known[0], place) else known[0]


def is_mostly(clause: Clause, whole: Named, place: Named) -> bool:
    """Return whether a place only says where in another most of them are: itself, or one that follows it in a list."""
    if whole.span.end > place.span.start:
        return False
    between = clause.read.text[whole.edge : place.span.start]
    lead = _MOSTLY.match(between)
    return lead is not None and not _LINKS.search(between[lead.end() :]) and ";" not in between


def counts_of_them(clause: Clause) -> list[Count]:
    """Return the numbers of people under arms in a clause."""
    return [
        count for count in clause.counts if count.unit is CountUnit.PEOPLE and _counts_them(clause, count)
    ]


def _is_of_others(clause: Clause, count: Count, place: Named) -> bool:
    """A number behind the place, of a force of its own: "troops are sent to X to face 900 rebels"."""
    if _WITH.search(clause.read.text[place.span.end : count.span.end]):
        return False
    if _BESIDES.search(clause.read.text[place.span.end : count.span.start]):
        return True
    if _APPOSED.fullmatch(clause.read.text[place.span.end : count.span.start]):
        return False
    if _LINKS.search(clause.read.text[place.span.end : count.span.start]):
        return False
    first = [f for f in clause.forces if f.noun.end <= place.span.start and not is_speaker(clause.read, f)]
    return bool(first) and count.noun is not None and not any(count.noun.overlaps(f.noun) for f in first)


_PART = re.compile(
    r"\b(?:most|some|half|part|many|few|none|all|out|each|any|third|quarter|%|percent) of\s+$", re.IGNORECASE
)


def count_before(clause: Clause) -> Count | None:
    """As in "They had been deployed to X": as many as the sentence has just counted."""
    if clause.counts or not (_THEY.match(clause.text) or is_subjectless(clause)):
        return None
    taken = [when.span for when in clause.read.dates] + [speaker.span for speaker in clause.read.speakers]
    earlier = [
        c
        for c in find_counts(clause.before, [span for span in taken if span.end <= clause.span.start])
        if c.unit is CountUnit.PEOPLE
    ]
    force = bool(re.match(r"^\W*(?:and |but |then )*[a-z]+(?:ing)\b", clause.text))
    return (
        earlier[-1]
        if earlier and not force and not _PART.search(clause.before[: earlier[-1].span.start])
        else None
    )


def _counts_them(clause: Clause, count: Count) -> bool:
    """The number is of the people under arms, not of civilians or of the other side."""
    if (
        count.low is None
        and count.high is None
        and count.best == 1
        and not any(p.kind is Kind.CASUALTIES for p in clause.predicates)
    ):
        return False
    if count.unit is not CountUnit.PEOPLE or count.noun is None:
        return True
    noun = count.noun.of(clause.read.text).lower()
    if _LOST.match(noun):
        return not _OF_CIVILIANS.search(clause.read.text) and not civilians.CIVILIANS.search(clause.read.text)
    return (
        any(force.noun.overlaps(count.noun) for force in clause.forces)
        or noun in {"men", "personnel"}
        or (
            noun in {"people", "persons", "women"}
            and not _OF_CIVILIANS.search(count.span.of(clause.read.text))
            and bool(clause.forces)
            and all(one.kind is not Kind.CASUALTIES for one in clause.predicates)
        )
        or noun.startswith(
            (
                "officer",
                "policem",
                "guard",
                "marine",
                "pilot",
                "человек",
                "명",
                "medic",
                "engineer",
                "specialist",
                "worker",
                "participant",
                "builder",
                "sailor",
                "comrade",
                "member",
                "compatriot",
                "countrym",
                "crew",
                "veteran",
            )
        )
    )
