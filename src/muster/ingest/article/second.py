"""What only the whole article tells: the country that is meant, an earlier place, the same claim said twice."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from muster.dates import window_fit
from muster.gazetteer import fold_name
from muster.geo.measure import distance_m
from muster.ingest.article.beside import answers_placed, country_at, country_beside, place_beside
from muster.ingest.article.carried import ANSWERS
from muster.ingest.article.draft import Draft
from muster.ingest.article.namesakes import bare_name, is_common, is_spelling_of
from muster.ingest.article.origins import by_context
from muster.ingest.article.reader import Reader
from muster.model import Claim
from muster.vocabulary import (
    Attribution,
    DateBasis,
    GeoPrecision,
    Kind,
    PlaceBasis,
    PlaceKind,
    PlaceRole,
    SourceKind,
    Stance,
    Tier,
)

NAMESAKE_FROM_M = 120_000.0
"""Metres from all other places of an article beyond which a village by a by-name is doubted."""
_HAPPENED = frozenset({Kind.PRESENCE, Kind.TRANSIT, Kind.TRAINING, Kind.COMBAT, Kind.IMAGERY, Kind.DESERTION})
_DATED_IMAGES = re.compile(
    r"\b(?:photos?|images?|pictures?|videos?|footage)\b.{0,30}\bdated\b", re.IGNORECASE
)


def complete(reader: Reader, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with what the rest of the text adds to each; the same sentence and place is kept once."""
    done = _far_namesakes(reader, _places_again(list(drafts)))
    done = _images_dated(done)
    done = _images_doubted(done)
    done = _implied(reader, done)
    done = by_context(reader, _summaries(answers_placed(done)))
    done = [_suggest(reader, draft) for draft in done]
    return _each_once(done)


def _places_again(drafts: list[Draft]) -> list[Draft]:
    """A name that is not known, and begins one that the text settled before, is that one: "the front lines"."""
    settled: dict[str, Draft] = {}
    done = []
    for one in drafts:
        draft = one
        words = _bare(draft.place_text)
        if draft.place_id is None and words:
            same = next((known for text, known in settled.items() if text.startswith(words + " ")), None)
            if same is not None:
                draft = replace(
                    draft,
                    place_id=same.place_id,
                    geo_precision=same.geo_precision,
                    candidates=(),
                    place_basis=PlaceBasis.INFERRED,
                )
        elif draft.place_id and words:
            settled.setdefault(words, draft)
        done.append(draft)
    return done


def _far_namesakes(reader: Reader, drafts: list[Draft]) -> list[Draft]:
    """Leave a village open that only a by-name fits and that lies far from all else the article speaks of.

    Gazetteers lack most hamlets: such a hit is more often the namesake of one that is not in them.
    """
    known = {draft.place_id: reader.context.spot(draft.place_id) for draft in drafts if draft.place_id}
    divisions = {spot.admin1 for spot in known.values() if spot and spot.kind is PlaceKind.REGION} - {""}
    spots = {
        key: (spot, spot.lat, spot.lon)
        for key, spot in known.items()
        if spot and spot.lat is not None and spot.lon is not None
    }
    done = []
    opened: set[str | None] = set()  # what names no place has one that another draft names
    for draft in drafts:
        mine = spots.get(draft.place_id or "")
        others = [
            (lat, lon)
            for key, (spot, lat, lon) in spots.items()
            if key != draft.place_id and spot.kind is not PlaceKind.COUNTRY
        ]
        if (
            mine
            and mine[0].kind is PlaceKind.VILLAGE
            and others
            and (
                _is_by_name(draft.place_text, mine[0].name) if draft.place_text else draft.place_id in opened
            )
            and draft.place_id not in reader.context.assured
            and mine[0].admin1 not in divisions
        ):
            nearest = min(distance_m(mine[1], mine[2], lat, lon) for lat, lon in others)
            if nearest > NAMESAKE_FROM_M:
                opened.add(draft.place_id)
                done.append(replace(draft, place_id=None, geo_precision=None, candidates=(mine[0].place_id,)))
                continue
        done.append(draft)
    return done


def _is_by_name(written: str, name: str) -> bool:
    """Return whether a place is found by another name than its own; one that is spelt nearly so is its own.

    Names like "Makhnovka" are given to dozens of villages: there a spelling says nothing.
    """
    bare = bare_name(written)
    return not is_spelling_of(bare, name) or (fold_name(bare) != fold_name(name) and is_common(bare))


def _bare(text: str) -> str:
    return re.sub(r"^the\s+", "", " ".join(text.lower().split()))


def _images_dated(drafts: list[Draft]) -> list[Draft]:
    """As in "Both photos, dated October 16" dates the pictures that were described before."""
    done = list(drafts)
    for i, draft in enumerate(done):
        if draft.event_start is None or not _DATED_IMAGES.search(draft.sentence):
            continue
        for back in range(i):
            other = done[back]
            if other.kind is Kind.IMAGERY and other.locator == draft.locator and other.event_start is None:
                done[back] = replace(
                    other,
                    event_start=draft.event_start,
                    event_end=draft.event_end,
                    date_precision=draft.date_precision,
                    date_text=draft.date_text,
                    date_basis=draft.date_basis,
                )
    return done


def _images_doubted(drafts: list[Draft]) -> list[Draft]:
    """A doubt about "both photos" is one about each place that they show."""
    done: list[Draft] = []
    for draft in drafts:
        if (
            draft.place_basis is PlaceBasis.INFERRED
            and not draft.place_text
            and draft.stance is Stance.DOUBTS
        ):
            shown = [
                o for o in done if o.kind is Kind.IMAGERY and o.locator == draft.locator and o.place_text
            ]
            done += [
                replace(
                    draft,
                    place_id=o.place_id,
                    place_role=PlaceRole.AT,
                    geo_precision=o.geo_precision,
                    candidates=o.candidates,
                    place_text="",
                )
                for o in shown
            ] or [replace(draft, place_basis=None)]
        else:
            done.append(draft)
    return done


def _implied(reader: Reader, drafts: list[Draft]) -> list[Draft]:
    """Where no place is written, the country is meant in which the article has the people."""
    hosts = Counter(
        code
        for draft in drafts
        if draft.place_id
        and draft.place_basis is not PlaceBasis.IMPLIED
        and draft.kind in _HAPPENED
        and draft.stance in {Stance.ASSERTS, Stance.CONFIRMS}
        and draft.place_role is not PlaceRole.ORIGIN
        if (code := country_at(reader, draft)) and code != draft.troop_origin
    )
    if not hosts:
        hosts = Counter(
            code
            for draft in drafts
            if draft.place_id and (code := country_at(reader, draft)) and code != draft.troop_origin
        )
    if not hosts:
        named = [
            (code, times)
            for code, times in reader.context.countries.most_common()
            if code not in reader.topics
        ]
        hosts = Counter(dict(named[:1]))
    host = hosts.most_common(1)[0][0] if hosts else ""
    # The host's own soldiers elsewhere are those of its war, not of the deployment.
    drafts = [
        draft
        for draft in drafts
        if not (host and draft.troop_origin == host and host not in reader.topics)
        or (draft.has_count and draft.kind in {Kind.PLANNED, Kind.TRANSIT} and draft.originator_name)
    ]
    done: list[Draft] = []
    for one in drafts:
        draft = one
        if _is_told_with_place(draft, drafts):
            continue
        if (
            draft.place_basis is PlaceBasis.IMPLIED
            and not draft.place_text
            and draft.place_id is None
            and not draft.candidates
        ):
            near = country_beside(reader, draft, done) or host
            if (beside := place_beside(draft, done)) is not None:
                draft = replace(
                    draft,
                    place_id=beside.place_id,
                    place_role=PlaceRole.AT,
                    geo_precision=beside.geo_precision,
                    candidates=beside.candidates,
                    place_text="" if beside.place_id else beside.place_text,
                )
            elif near:
                to = reader.context.of_country(near)
                draft = replace(
                    draft, place_id=to.place_id, place_role=PlaceRole.AT, geo_precision=GeoPrecision.COUNTRY
                )
            else:
                draft = replace(draft, place_basis=None)
        done.append(draft)
    return done


def _is_told_with_place(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Return whether a number without a place stands in its sentence with one: "has sent 140, who are training in X"."""
    return (
        draft.place_basis is PlaceBasis.IMPLIED
        and not draft.place_text
        and draft.has_count
        and any(
            other.sentence == draft.sentence
            and other.locator == draft.locator
            and other.place_text
            and _numbers(other) == _numbers(draft)
            for other in drafts
        )
    )


def _summaries(drafts: list[Draft]) -> list[Draft]:
    """A headline that credits nobody has the voice of what it sums up: the same number, else the same place and kind."""
    done = []
    body = [draft for draft in drafts if draft.tier is Tier.CORE and draft.originator_name]
    for one in drafts:
        draft = one
        if draft.tier is Tier.SUMMARY and not draft.originator_name:
            numbers = [o for o in body if draft.has_count and _numbers(o) == _numbers(draft)]
            same = [o for o in body if not draft.has_count and _is_summed_up(draft, o)]
            if numbers or same:
                voice = (numbers or same)[0]
                draft = replace(
                    draft,
                    originator_id=voice.originator_id,
                    originator_name=voice.originator_name,
                    attribution=Attribution.CONTEXT,
                )
        done.append(draft)
    return done


def _is_summed_up(draft: Draft, other: Draft) -> bool:
    """Return whether a draft of the body says of the same place in the same words what a headline says; no whole country."""
    if other.stance is not draft.stance or other.kind is not draft.kind or draft.place_id is None:
        return False
    is_whole = draft.geo_precision is GeoPrecision.COUNTRY and draft.place_basis is not PlaceBasis.INFERRED
    return other.place_id == draft.place_id and not is_whole


def _numbers(draft: Draft) -> tuple[object, ...]:
    return draft.count_low, draft.count_best, draft.count_high, draft.count_unit


def _suggest(reader: Reader, draft: Draft) -> Draft:
    """Name the assertions of the data set that have the same originator, number and days."""
    if not draft.has_count or draft.originator_id is None:
        return draft
    unattributed = {s.source_id for s in reader.dataset.sources.values() if s.kind is SourceKind.UNATTRIBUTED}
    if draft.originator_id in unattributed:
        return draft
    same = [
        assertion_id
        for assertion_id, assertion in reader.dataset.assertions.items()
        if assertion.originator_id == draft.originator_id
        and any(_is_same(draft, claim) for claim in reader.dataset.claims_of[assertion_id])
    ]
    if same and draft.stance is Stance.CONFIRMS:
        # Who said it first does not confirm it by saying it.
        draft = replace(draft, stance=Stance.ASSERTS)
    return replace(draft, same_as=tuple(same))


def _is_same(draft: Draft, claim: Claim) -> bool:
    if _numbers(draft) != (claim.count_low, claim.count_best, claim.count_high, claim.count_unit):
        return False
    if (draft.kind is Kind.PLANNED) != (claim.kind is Kind.PLANNED):
        return False
    start, end = draft.event_start, draft.event_end
    if draft.date_basis in {DateBasis.NOT_AFTER, DateBasis.FUTURE, DateBasis.UNKNOWN}:
        return True
    return window_fit(claim.event_start, claim.event_end, start, end) is not None


def _each_once(drafts: list[Draft]) -> list[Draft]:
    """Keep the first of those that say the same of one place, and none without a number beside one with it."""
    kept: list[Draft] = []
    for draft in drafts:
        same = [other for other in kept if _is_one_place(draft, other) and other.kind is draft.kind]
        if not any(
            (not draft.has_count and not _answers(draft, other))
            or (_numbers(other) == _numbers(draft) and other.stance is draft.stance)
            for other in same
        ):
            kept.append(draft)
    return kept


def _answers(draft: Draft, other: Draft) -> bool:
    """As in "X said they left Y; Z rejected this": of one place in one sentence, by two who say the opposite."""
    return draft.stance in ANSWERS and other.stance not in ANSWERS and draft.originator != other.originator


def _is_one_place(draft: Draft, other: Draft) -> bool:
    if (draft.sentence, draft.locator) != (other.sentence, other.locator):
        return False
    return (draft.place_id or draft.place_text) == (other.place_id or other.place_text)
