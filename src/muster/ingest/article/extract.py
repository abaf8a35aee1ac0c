"""An article to drafts: read sentence by sentence, then once more for what only the whole text tells."""

import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from muster.dates import DateSpan
from muster.errors import ArticleError
from muster.gazetteer import fold_name
from muster.ingest.article import demonyms
from muster.ingest.article import forces as whom
from muster.ingest.article.blocks import (
    MOST_CHARACTERS,
    Block,
    Role,
    author_of,
    in_order,
    issuer_of,
    judged_blocks,
)
from muster.ingest.article.civilians import is_either, speaks_of_arms
from muster.ingest.article.clause import is_speaker
from muster.ingest.article.clauses import read_clauses
from muster.ingest.article.dates import Anchor, When, beside, find_dates
from muster.ingest.article.draft import Draft
from muster.ingest.article.entries import entry_days, entry_numbers, mark_entries
from muster.ingest.article.fallback import fill
from muster.ingest.article.fallback_places import places_of_heads
from muster.ingest.article.forces import Force
from muster.ingest.article.nations import capitals_and_countries
from muster.ingest.article.number_words import PLAIN, SCALE
from muster.ingest.article.place_frames import HAS, LABELLED, WHAT_IS_THERE
from muster.ingest.article.places import Named, find_places, names_of
from muster.ingest.article.reader import Read, Reader
from muster.ingest.article.scene import home_of, look_around, mentioned_in
from muster.ingest.article.second import complete
from muster.ingest.article.sections import sections_of
from muster.ingest.article.sentences import Sentence, dateline_end, in_plain_case, split_sentences
from muster.ingest.article.settle import Context
from muster.ingest.article.sources import SourceBook
from muster.ingest.article.speakers import Speaker, find_speakers, reach_of
from muster.ingest.article.turns import mark_turns, turns_of
from muster.ingest.article.when import MONTH
from muster.model import Dataset
from muster.vocabulary import DateBasis, GeoPrecision, PlaceRole, Tier

LONGEST_S = 60.0
"""Seconds for one article; what takes longer is refused as a whole, not cut in silence."""
LONG_AGO = -9
"""A paragraph to which no word points back."""
_TITLE_WEIGHT = 2
_TOPIC_SHARE = 0.3
_SIDE_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Extraction:
    """What an article gave: drafts to review, and what was set aside with the reason for each."""

    drafts: tuple[Draft, ...]
    set_aside: tuple[Block, ...]
    sentences: int


def extract(
    dataset: Dataset,
    text: str,
    *,
    published: DateSpan | None = None,
    publisher: str = "",
    longest_s: float = LONGEST_S,
) -> Extraction:
    """Return draft claims of a plain text, in its order; none of them is a claim until a person accepts it.

    `published` is the day of publication or its bounds: days without a year are read against it, and without it they
    stay unread. Raises ArticleError for a text that is too long, or that takes longer than `longest_s` seconds.
    """
    if len(text) > MOST_CHARACTERS:
        msg = f"the text has {len(text):,} characters; an article has at most {MOST_CHARACTERS:,}: give a part of it."
        raise ArticleError(msg)
    until = time.monotonic() + longest_s
    blocks = in_order(mark_turns(mark_entries(judged_blocks(text))))
    sentences, too_long = split_sentences(blocks)
    reader = _reader(dataset, blocks, Anchor.of(published), publisher)
    for block in blocks:
        if block.role is Role.HEADING:
            reader.context.hear_countries(block.text, reader.book.countries)
    reader.is_of_arms = speaks_of_arms(text)
    reader.are_north = text.count("North Korea") > text.count("South Korea")
    reader.groups = whom.groups_in(text, reader.book.countries)
    whole, days, turns = reader.anchor, entry_days(blocks, reader.anchor), turns_of(blocks)
    read = []
    for sentence in sentences:
        reader.anchor = whole.on(days.get(sentence.paragraph))
        read.append(_read(reader, sentence, until))
    reader.topics = _topics(read)
    reader.sides = _topics(read, _SIDE_SHARE)
    reader.of_them = _of_them(read)
    drafts: list[Draft] = []
    reader.home = reader.scene = home_of(blocks, reader)
    sections = sections_of(blocks, reader.context)
    reader.heads = places_of_heads(blocks, reader)
    entries, in_entry = entry_numbers(blocks), list[int]()
    entry = 0
    for number, one in enumerate(read):
        if entries[one.sentence.paragraph] != entry:
            entry = entries[one.sentence.paragraph]
            _begin_entry(reader, whole.on(days.get(one.sentence.paragraph)))
        _check_time(until, longest_s)
        reader.anchor = whole.on(days.get(one.sentence.paragraph))
        reader.turn = turns.get(one.sentence.paragraph)
        reader.section = sections.get(one.sentence.paragraph)
        look_around(reader, one)
        found = read_clauses(reader, one, read[number - 1] if number else None)
        found = fill(reader, one, found, drafts)
        drafts += found
        if found:
            reader.drafted_paragraph = one.sentence.paragraph
        reader.mentioned = mentioned_in(reader, one) or reader.mentioned
        in_entry += [entries[one.sentence.paragraph]] * len(found)
    reader.anchor = whole
    drafts = _without_headings(drafts, in_entry)
    set_aside = [
        block for block in blocks if block.role not in {Role.TITLE, Role.BODY, Role.SUMMARY, Role.HEADING}
    ]
    return Extraction(tuple(complete(reader, drafts)), (*set_aside, *too_long), len(sentences))


def _begin_entry(reader: Reader, anchor: Anchor) -> None:
    """Forget the days and the people of the entry before; "shortly after noon" is of the entry's own day."""
    is_one_day = anchor.earliest is not None and anchor.earliest == anchor.latest
    reader.told_day = reader.told_from = anchor.latest if is_one_day else None
    reader.told_paragraph = LONG_AGO
    reader.goes_on = reader.was_aside = False


def _without_headings(drafts: Sequence[Draft], in_entry: Sequence[int]) -> list[Draft]:
    """Leave out what the heading of an entry says and its own words say again of the same place."""
    told = {
        (number, draft.place_id or draft.place_text)
        for draft, number in zip(drafts, in_entry, strict=True)
        if draft.tier is Tier.CORE
    }
    return [
        draft
        for draft, number in zip(drafts, in_entry, strict=True)
        if not (
            number and draft.tier is Tier.SUMMARY and (number, draft.place_id or draft.place_text) in told
        )
    ]


def _check_time(until: float, longest_s: float = LONGEST_S) -> None:
    if time.monotonic() > until:
        msg = f"reading took longer than {longest_s:.0f} seconds and was stopped; give a shorter text."
        raise ArticleError(msg)


def _reader(dataset: Dataset, blocks: Sequence[Block], anchor: Anchor, publisher: str) -> Reader:
    capitals, countries = capitals_and_countries(dataset)
    book = SourceBook(dataset, capitals, countries, author_of(blocks))
    return Reader(dataset, Context(dataset), book, anchor, publisher, release=issuer_of(blocks))


def _read(reader: Reader, sentence: Sentence, until: float) -> Read:
    _check_time(until)
    text = in_plain_case(sentence.text)
    reader.book.learn(text)
    speakers = [one for one in find_speakers(text) if not _is_label(reader, sentence, text, one)]
    for speaker in speakers:
        if not speaker.is_pronoun:
            known = reader.book.find(speaker.name)
            if reader.book.lead is None and speaker.name and sentence.role is Role.BODY:
                reader.book.lead = known.source_id or ""
    filed = dateline_end(text)
    told = [when for when in find_dates(text, reader.anchor) if when.span.start >= filed]
    dates = _in_context(reader, sentence, told)
    people = whom.find_forces(text, reader.book.countries, reader.groups)
    if reader.are_north:
        people = [_of_the_north(text, one) for one in people]
    if not reader.is_of_arms:
        people = [one for one in people if not is_either(one.noun.of(text))]
    whose = [
        one.span
        for one in people
        if (one.noun != one.span or one.party) and not _is_named_by_place(text, one)
    ]
    places = find_places(
        text, names_of(reader.dataset), [*reach_of(speakers), *(when.span for when in dates), *whose]
    )
    if (
        people
        and not places
        and not _THERE.search(text)
        and (seen_by := [one for one in speakers if _FROM_THERE.search(one.name)])
    ):
        # "Residents of X said that soldiers had come": where else, if they name no place?
        others = [one.reach for one in speakers if one not in seen_by]
        places = find_places(
            text, names_of(reader.dataset), [*others, *(when.span for when in dates), *whose]
        )
    places = [one for one in places if not _is_owner(reader, sentence, one)]
    reader.context.hear(text)
    reader.context.hear_countries(text, reader.book.countries)
    reader.context.hear_places(places)
    return Read(sentence, tuple(speakers), tuple(dates), tuple(people), tuple(places))


def _of_the_north(text: str, force: Force) -> Force:
    """Return a force with its side where a text about North Koreans only says "the Koreans"."""
    is_bare = force.party == "KR" and not re.search(r"\bSouth(?:ern)?[ -]$", text[: force.span.start])
    return replace(force, party="KP") if is_bare and "South" not in force.span.of(text) else force


def _is_label(reader: Reader, sentence: Sentence, text: str, speaker: Speaker) -> bool:
    """As in the line "Gao: 450 soldiers" of a list: where, and nobody who says so. In a headline a country speaks."""
    rest = text[speaker.span.end :]
    if sentence.role is not Role.BODY or speaker.span.start > 0 or not rest.startswith(":"):
        return False
    to = reader.context.settle(Named(speaker.name, speaker.span, PlaceRole.AT, "in", speaker.name))
    is_town = bool(to.place_id) and to.precision is not GeoPrecision.COUNTRY
    is_counted = bool(_COUNT_FIRST.match(rest))
    return (is_town and fold_name(speaker.name) not in reader.book.capitals) or (
        bool(to.place_id) and is_counted
    )


def _is_owner(reader: Reader, sentence: Sentence, place: Named) -> bool:
    """As in "Moscow has 300 soldiers there": a country or a capital has them elsewhere, and heads a line as who speaks."""
    if place.lead not in {HAS, LABELLED}:
        return False
    to = reader.context.settle(place)
    if place.lead == LABELLED:
        return to.place_id is None or sentence.role is not Role.BODY
    is_capital = fold_name(place.text) in reader.book.capitals
    is_nowhere = to.precision is None and not to.candidates
    return is_nowhere or to.precision is GeoPrecision.COUNTRY or is_capital


_COUNT_FIRST = re.compile(
    rf":\s+(?:(?:about|around|some|roughly|nearly|up to|at least|over|more than)\s+)?(?:\d|(?:{PLAIN}|{SCALE})\b)",
    re.IGNORECASE,
)
_THERE = re.compile(r"\bthere\b(?! (?:is|are|was|were|has|have)\b)")
_ASIDE_OF_TIME = re.compile(r"\b(?:since|after|until|before)\b[^,.;:]{0,60}$", re.IGNORECASE)
"""As in "after the departure of the last of them in August 2024": no time of which the paragraph goes on to tell."""
_RELATIVE_TIME = re.compile(
    r"\b(?:last|this|next|ago|earlier|yesterday|today|tonight|tomorrow)\b", re.IGNORECASE
)
_FROM_THERE = re.compile(
    r"\b(?:[Mm]onks|[Nn]uns|[Cc]lergy|[Ss]taff|[Mm]orgue|[Rr]esidents?|[Vv]illagers?|[Ll]ocals|[Ss]hopkeepers?|[Tt]raders?|[Ww]itness(?:es)?|[Ss]hepherds?|[Ff]armers?|[Ff]ishermen|[Pp]eople|[Mm]ayor|[Ee]lders?|[Pp]riest|[Ii]mam|[Tt]eachers?|[Nn]urses?|[Dd]octors?|[Dd]rivers?) (?:[a-z]+ ){0,4}?(?:of|in|at|from|near) (?:the )?(?:\w+ of )?[A-Z]"
)


def _is_named_by_place(text: str, force: Force) -> bool:
    """As in "its Timbuktu garrison": what may be whose they are may be where they are too."""
    is_people = demonyms.pattern().search(force.span.of(text)) is not None
    return not is_people and WHAT_IS_THERE.fullmatch(f" {force.noun.of(text)}") is not None


def _in_context(reader: Reader, sentence: Sentence, dates: list[When]) -> list[When]:
    """Read days without a year beside one with its year in the same paragraph, where that looks far back."""
    if sentence.paragraph != reader.dated_paragraph:
        reader.dated_paragraph, reader.dated = sentence.paragraph, None
    done = []
    for when in dates:
        is_aside = _ASIDE_OF_TIME.search(sentence.text[: when.span.start])
        if when.basis is DateBasis.STATED and when.precision <= MONTH and when.start and not is_aside:
            reader.dated = when.start
        is_relative = _RELATIVE_TIME.search(when.span.of(sentence.text))
        done.append(when if is_relative else beside(when, reader.dated, reader.anchor))
    return done


def _of_them(read: Sequence[Read]) -> frozenset[int]:
    """Return the paragraphs in which people under arms are named who do not only speak."""
    return frozenset(
        one.sentence.paragraph for one in read if any(not is_speaker(one, force) for force in one.forces)
    )


def _topics(read: Sequence[Read], share: float = _TOPIC_SHARE) -> frozenset[str]:
    """Return whose people the article is about: the most named, and those named nearly as often."""
    named: Counter[str] = Counter()
    for one in read:
        weight = _TITLE_WEIGHT if one.sentence.role is Role.TITLE else 1
        for party, times in whom.parties_of(one.forces).items():
            named[party] += times * weight
    most = max(named.values(), default=0)
    return frozenset(party for party, times in named.items() if times >= most * share)
