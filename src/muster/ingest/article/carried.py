"""The place that the text has told of, for what names none: of few people, of one fight, of "there", and of answers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from muster.ingest.article.blocks import Role
from muster.ingest.article.clause import clauses_of
from muster.ingest.article.draft import Draft
from muster.ingest.article.fallback_places import loose_places
from muster.ingest.article.place_again import settle_again
from muster.ingest.article.reader import Read, Reader
from muster.ingest.article.settle import Settled
from muster.vocabulary import CountUnit, GeoPrecision, Kind, PlaceBasis, PlaceRole, Stance, Tier

ANSWERS = frozenset({Stance.DENIES, Stance.DOUBTS, Stance.DECLINES})
FEW = 1000
"""So many are somewhere; more are mostly all that there are."""
_LOCAL = frozenset({Kind.PRESENCE, Kind.TRANSIT, Kind.COMBAT, Kind.TRAINING, Kind.CASUALTIES, Kind.IMAGERY})
_IN_ALL = re.compile(
    r"\b(?:numbers?|total|totals|in all|overall|altogether|so far|strength|contingent|deployment|in the country|mission)\b"
)
"""Words of one who counts them all, wherever they are."""
_HOW_MANY = re.compile(
    r"\b(?:on|of|about|confirm|give|discuss) (?:the |its |any |exact |their )*(?:numbers?|figures|losses|strength)\b",
    re.IGNORECASE,
)
"""Of whom somebody will not speak: all of them, wherever they are."""
_SAYS_NO = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)|dismiss(?:es|ed)|disput(?:es|ed)|refut(?:es|ed)|contradict(?:s|ed)|call(?:s|ed)|doubt(?:s|ed)) (?:(?:this|that)(?! \w*(?:figure|number|estimate|total|toll))|it|them|the (?:claims?|reports?|accounts?|allegations?|rumou?rs?))\b",
    re.IGNORECASE,
)
"""What answers the sentence before."""
_NAME = re.compile(r"[A-ZÀ-ÞŠŽČĆŁŚ][\w’'-]{3,}(?:\s[A-ZÀ-ÞŠŽČĆŁŚ][\w’'-]+)*")


@dataclass(frozen=True, slots=True)
class Told:
    """A place that other words of the text name."""

    place_id: str | None
    text: str
    precision: GeoPrecision | None
    candidates: tuple[str, ...] = ()

    @classmethod
    def of(cls, draft: Draft) -> "Told":
        """Return the place of a draft."""
        return cls(draft.place_id, draft.place_text, draft.geo_precision, draft.candidates)

    @classmethod
    def at(cls, to: Settled, text: str = "") -> "Told":
        """Return a place of the gazetteer; one that it lacks, by its words."""
        return cls(to.place_id, text, to.precision, to.candidates)


def with_place(draft: Draft, to: Told) -> Draft:
    """Return a draft at a place that its own words do not name."""
    return replace(
        draft,
        place_id=to.place_id,
        place_role=PlaceRole.AT,
        geo_precision=to.precision,
        candidates=() if to.place_id else to.candidates,
        place_text="" if to.place_id else to.text,
        place_basis=PlaceBasis.IMPLIED if to.place_id else PlaceBasis.INFERRED,
    )


def placed(reader: Reader, read: Read, draft: Draft, before: Sequence[Draft]) -> Draft:
    """Return a draft that names no place at the one that the text has just told of, where it is of few, or of one fight."""
    if read.sentence.role is not Role.BODY:
        return draft
    is_bare = not (draft.place_id or draft.place_text or draft.candidates)
    if not draft.place_text and _is_of_section(reader, draft) and _is_local(draft):
        near = _told_in(draft.locator, before)
        return with_place(draft, Told.of(near[-1])) if near else draft
    if is_bare and draft.stance in ANSWERS and draft.place_basis is not PlaceBasis.INFERRED:
        return _answer_placed(reader, read, draft, before)
    if is_bare and draft.stance is Stance.CONFIRMS and not draft.has_count:
        near = _told_in(draft.locator, before)
        return with_place(draft, Told.of(near[-1])) if near else draft
    to: Told | None = None
    if _is_stale(reader, draft):
        to = carried(reader, draft, before)
    elif is_bare and draft.place_basis is PlaceBasis.IMPLIED:
        to = _site_of(reader, read, draft) or (_near(reader, draft, before) if _is_local(draft) else None)
    return draft if to is None else with_place(draft, to)


def carried(reader: Reader, draft: Draft, before: Sequence[Draft]) -> Told | None:
    """Return the place that the paragraph told of or named last, its heading's, or that of the paragraph before it."""
    if (here := _beside(reader, draft, before)) is not None:
        return here
    if before and (near := _told_in(before[-1].locator, before)):
        return Told.of(near[-1])
    return Told.at(reader.scene) if reader.scene is not None and reader.scene_paragraph < 0 else None


def _near(reader: Reader, draft: Draft, before: Sequence[Draft]) -> Told | None:
    """Return the place beside; who were killed were so at one that the paragraph has told of, and not only named."""
    own = [one for one in before if one.sentence == draft.sentence and one.place_id and one.place_text]
    if own and own[-1].geo_precision is GeoPrecision.COUNTRY and own[-1].place_role is not PlaceRole.ORIGIN:
        return Told.of(own[-1])  # "3,000 have come to X; at the moment there are 900"
    if draft.kind is not Kind.CASUALTIES:
        return _beside(reader, draft, before)
    if re.search(r"\bof (?:them|these|those|whom)\b", draft.sentence):
        return None
    near = [one for one in _told_in(draft.locator, before) if one.place_id]
    return Told.of(near[-1]) if near else None


def _beside(reader: Reader, draft: Draft, before: Sequence[Draft]) -> Told | None:
    """Return the place that the paragraph itself told of or named last, or its heading's."""
    if near := _told_in(draft.locator, before):
        return Told.of(near[-1])
    named = [to for paragraph, to in reader.named if paragraph == reader.paragraph]
    here = named[-1] if named else reader.scene if reader.scene_paragraph == reader.paragraph else None
    to = here or reader.section or reader.heads.get(reader.paragraph)
    return None if to is None else Told.at(to)


def site_in(reader: Reader, unknown: Settled) -> Settled:
    """Return the town of the paragraph for a site without a name: "the factory"; as it was where no town is named."""
    towns = [
        to
        for paragraph, to in reader.named
        if paragraph == reader.paragraph and to.precision in {GeoPrecision.SITE, GeoPrecision.TOWN}
    ]
    is_here = reader.scene_paragraph in {-1, reader.paragraph} or (
        reader.scene is not None and reader.home is not None and reader.scene.place_id == reader.home.place_id
    )
    to = towns[-1] if towns else reader.scene if is_here else None
    return unknown if to is None else replace(to, basis=PlaceBasis.INFERRED)


def named_again(text: str, before: Sequence[Draft]) -> Draft | None:
    """As in "declined to discuss X": the draft of a place that the text has told of, wherever its name stands now."""
    for one in reversed(before):
        name = _NAME.match(one.place_text)
        if name and re.search(rf"\b{re.escape(name[0])}(?![\w’'])", text):
            return one
    return None


def asked_about(reader: Reader, read: Read) -> Told | None:
    """As in "Are there any in X?" before "We have seen nothing of the kind": the place of the question just before."""
    asked = reader.asked
    if asked is None or not 0 <= read.sentence.paragraph - asked.sentence.paragraph <= 1:
        return None
    found = [(one.text, settle_again(reader, one, asked.text[: one.span.start])) for one in asked.places]
    return next((Told.at(to, text) for text, to in reversed(found) if to.place_id or to.candidates), None)


def _told_in(line: str, before: Sequence[Draft]) -> list[Draft]:
    """Return what a paragraph told of some place in a country; who denies that they left it speaks of it too."""
    return [
        one
        for one in before
        if one.locator == line
        and one.tier is Tier.CORE
        and (one.place_id or one.place_text)
        and (one.place_role is not PlaceRole.ORIGIN or one.stance is Stance.DENIES)
        and one.geo_precision is not GeoPrecision.COUNTRY
    ]


def _is_of_section(reader: Reader, draft: Draft) -> bool:
    """Return whether only the heading of a section, a country, tells where a draft is."""
    return (
        reader.section is not None
        and draft.place_id == reader.section.place_id
        and draft.geo_precision is GeoPrecision.COUNTRY
    )


def _is_stale(reader: Reader, draft: Draft) -> bool:
    """Return whether a draft is where the report was before, though its own paragraph has named another town."""
    return (
        draft.place_basis is PlaceBasis.INFERRED
        and not draft.place_text
        and reader.scene is not None
        and draft.place_id == reader.scene.place_id
        and reader.scene_paragraph != reader.paragraph
        and any(paragraph == reader.paragraph for paragraph, _ in reader.named)
    )


def _is_local(draft: Draft) -> bool:
    """Return whether a draft is of few people, or of a fight, and of no total."""
    size = draft.count_best or draft.count_low or draft.count_high
    is_few = size is not None and size <= FEW and draft.count_unit is CountUnit.PEOPLE
    is_fight = size is None and draft.kind in {Kind.COMBAT, Kind.IMAGERY}
    return draft.kind in _LOCAL and (is_few or is_fight) and not _IN_ALL.search(draft.sentence)


def _answer_placed(reader: Reader, read: Read, draft: Draft, before: Sequence[Draft]) -> Draft:
    """Return an answer at the place that it names again; one about numbers is of the whole country."""
    if (last := named_again(draft.sentence, before)) is not None:
        return with_place(draft, Told.of(last))
    if (asked := asked_about(reader, read)) is not None:
        return with_place(draft, asked)
    if _SAYS_NO.search(draft.sentence):
        own = [one for one in before if one.sentence == draft.sentence and one.place_id]
        if near := own or _told_in(draft.locator, before):
            return with_place(draft, Told.of(near[-1]))
    return replace(draft, place_basis=PlaceBasis.IMPLIED) if _HOW_MANY.search(draft.sentence) else draft


def _site_of(reader: Reader, read: Read, draft: Draft) -> Told | None:
    """As in "the unit left the premises": the site that the clause of a draft names by its sort alone."""
    held = [span for name, span in draft.spans.items() if name in {"count", "kind"}]
    for clause in clauses_of(read):
        if any(clause.span.holds(span) for span in held) and not clause.places:
            for place in loose_places(clause):
                to = site_in(reader, settle_again(reader, place, read.text[: place.span.start]))
                return Told.at(to, place.text)
    return None
