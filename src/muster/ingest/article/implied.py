"""Where a claim is that names no place: here, there, on somebody's soil, or where the clause before put it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from muster.ingest.article import voices
from muster.ingest.article.clause import Clause, is_subjectless
from muster.ingest.article.draft import Draft
from muster.ingest.article.places import Named, find_places, names_of
from muster.ingest.article.reader import Reader
from muster.ingest.article.scene import HERE
from muster.ingest.article.settle import OPEN, Settled
from muster.ingest.article.spans import Span
from muster.vocabulary import GeoPrecision, Kind, PlaceBasis, PlaceRole

_GOVERNOR = re.compile(
    r"\b(?:[Gg]overnor|[Hh]ead|[Ll]eader|[Mm]ayor) of (?:the )?(?P<of>[A-Z][\w-]+(?: [A-Z][\w-]+)*(?: (?:region|oblast|province|state|krai))?)"
)
_JOIN_THEM = re.compile(
    r"\b(?:join|joining|reinforce|reinforcing|relieve|relieving|replace|replacing|follow|following) them\b",
    re.IGNORECASE,
)
_DETAIL = re.compile(
    r"^\W*in (?:the|one|another|a second) (?:video|footage|film|clip|picture|photo|image|recording)\b",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b(?:left|gone|departed|withdrawn|arrived|returned|remain(?:ed)?|stayed)(?: (?:already|since|again|there|home|behind))?\W*$",
    re.IGNORECASE,
)
"""As in "adding that 3,000 had already left": from where the clause before had them."""
_THIS_GROUP = re.compile(
    r"[^,;]{0,60}?\b(?:this|that|the) (?:group|unit|contingent|column|convoy|team|detachment|batch|lot)\b|\W*(?:these|those|they|all of them)\b",
    re.IGNORECASE,
)
_FIGHTS_AT = re.compile(
    r"\b(?:whose|who|of an?|in an?|with an?) (?:[\w-]+ ){0,3}?(?:brigade|battalion|unit|company|platoon|men|regiment|battery|post|commands|commanded|fights|fought|serves|served)\b[^;]*?\b(?:in|at|near|outside|of|around|holds|held|guards)\s+(?:the\s+)?[A-Z]"
)
"""As in "a colonel whose brigade holds a sector south of X says"."""
_JUST_HERE = re.compile(r"\bhere\b(?! (?:is|are|was|were)\b)", re.IGNORECASE)
THERE = re.compile(
    r"(?<!\w)there(?! (?:is|are|was|were|has|have|will)\b)(?=\s*(?:[.,;]|$|(?:on|in|last|next|this|since|by|and|with|for|to|as|until|at|now|but|after|before|under)\b))",
    re.IGNORECASE,
)
_ON_ITS_SOIL = re.compile(
    r"\b(?:on|in|into|entered|within|inside|from|across) (?:its|their|our|his|her) (?:own |national |sovereign )?(?:territory|soil|lands?)\b",
    re.IGNORECASE,
)
_FORCE_THERE = re.compile(r"\s+there\b")
_SEEN = re.compile(r"\b(?:toured|visited|inspected)\b")


def placed_by_others(reader: Reader, clause: Clause, draft: Draft, earlier: Sequence[Draft]) -> list[Draft]:
    """Return the draft where "there", the clause before, the report's own town or the country of the article puts it."""
    placed = (
        _of_soil(reader, clause, draft)
        or _by_word(reader, clause, draft)
        or (draft if _DETAIL.match(clause.read.text) else None)
        or _inherited(clause, draft, earlier)
        or (_at(draft, reader.scene) if reader.scene is not None and HERE.search(clause.text) else None)
    )
    if placed is not None:
        return [placed]
    if reader.section is not None:
        draft = _at(draft, reader.section)
    both = [draft]
    second = [one for one in clause.predicates if one.kind is Kind.EQUIPMENT and not one.is_nominal]
    if draft.kind is Kind.TRAINING and second:
        both.append(replace(draft, kind=Kind.EQUIPMENT, spans={**draft.spans, "kind": second[0].span}))
    return [replace(one, place_basis=PlaceBasis.IMPLIED) for one in both]


def _at(draft: Draft, to: Settled) -> Draft:
    return replace(
        draft,
        place_id=to.place_id,
        place_role=PlaceRole.AT,
        geo_precision=to.precision,
        place_basis=PlaceBasis.INFERRED,
    )


def _by_word(reader: Reader, clause: Clause, draft: Draft) -> Draft | None:
    """Return the draft where the speaker stands, "here", "there", or where those are whom others join; None without such a word."""
    if (to := _where_speaker_stands(reader, clause)) is not None:
        return _at(draft, to)
    if reader.scene is not None and _JUST_HERE.search(clause.text):
        return _at(draft, reader.scene)
    if THERE.search(clause.text) or is_of_those_there(clause):
        return _there(reader, draft, "there")
    if _JOIN_THEM.search(clause.text) and reader.last_named is not None and reader.last_named.place_id:
        return replace(_there(reader, draft, "them"), place_text="")
    return None


def _where_speaker_stands(reader: Reader, clause: Clause) -> Settled | None:
    """As in "a colonel whose brigade holds a sector south of X says that 400 men attacked": where he is they were."""
    for speaker in clause.read.speakers:
        told = _FIGHTS_AT.search(speaker.span.of(clause.read.text))
        named = [place for place in clause.read.places if speaker.span.holds(place.span)] if told else []
        named = named or (
            find_places(speaker.span.of(clause.read.text), names_of(reader.dataset)) if told else []
        )
        if named and (to := reader.context.settle(named[-1])).place_id:
            return to
    return None


def _inherited(clause: Clause, draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """Return the draft at the place of the clause before, where it goes on with those who were there."""
    goes_on = (
        clause.dates or is_subjectless(clause) or _THIS_GROUP.match(clause.text) or _GONE.search(clause.text)
    )
    if not earlier or not (goes_on or draft.kind is Kind.CASUALTIES):
        return None
    last = earlier[-1]
    is_country = int(last.geo_precision or 0) == int(GeoPrecision.COUNTRY)
    if not last.place_text or is_country or draft.kind not in {Kind.TRANSIT, Kind.CASUALTIES, Kind.DESERTION}:
        return None
    return replace(
        draft,
        place_id=last.place_id,
        place_role=last.place_role,
        geo_precision=last.geo_precision,
        candidates=last.candidates,
        place_basis=PlaceBasis.IMPLIED,
        place_text="" if last.place_id else last.place_text,
    )


def _of_soil(reader: Reader, clause: Clause, draft: Draft) -> Draft | None:
    to = _soil(reader, clause)
    return None if to is None else replace(_at(draft, to), place_basis=to.basis)


def _soil(reader: Reader, clause: Clause) -> Settled | None:
    """Return the region or the country of who speaks of "his territory", "our soil"; None where nobody does."""
    if not _ON_ITS_SOIL.search(clause.text):
        return None
    if (region := _whose_region(reader, clause)) is not None:
        return replace(region, basis=PlaceBasis.INFERRED)
    code = _whose_soil(reader, clause)
    return reader.context.of_country(code) if code else None


def _whose_region(reader: Reader, clause: Clause) -> Settled | None:
    """Return the region of a governor who speaks of "his territory"; None for anybody else."""
    voice = voices.of_clause(reader, clause.read, clause.span)
    head = _GOVERNOR.search(voice.known.name) if voice.known else None
    if head is None:
        return None
    to = reader.context.settle(Named(head["of"], Span(*head.span("of")), PlaceRole.AT, "of", head["of"]))
    return to if to.place_id else None


def _whose_soil(reader: Reader, clause: Clause) -> str:
    """Return the country whose ministry or army speaks of "its territory"; "" where that is not told."""
    voice = voices.of_clause(reader, clause.read, clause.span)
    return reader.book.country_in(voice.known.name) if voice.known and voice.is_explicit else ""


def is_of_those_there(clause: Clause) -> bool:
    """As in "the garrison there had grown"."""
    return any(_FORCE_THERE.match(clause.read.text, force.noun.end) for force in clause.forces)


def _there(reader: Reader, draft: Draft, words: str) -> Draft:
    """Return the draft at the place that was named last."""
    before = draft.sentence[: draft.sentence.rfind(words)]
    named = [
        reader.context.settle(one)
        for one in find_places(_SEEN.sub("was in", before), names_of(reader.dataset))
    ]
    to = (
        next((one for one in reversed(named) if one.place_id), None)
        or reader.mentioned
        or reader.last_named
        or OPEN
    )
    return replace(
        draft,
        place_text=words,
        place_id=to.place_id,
        geo_precision=to.precision,
        place_role=PlaceRole.AT,
        place_basis=PlaceBasis.INFERRED,
    )
