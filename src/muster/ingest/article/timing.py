"""Which of a sentence's dates is that of the event, and which only that of the telling."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from muster.ingest.article import kinds, voices
from muster.ingest.article.dates import Bearing, When, find_dates
from muster.ingest.article.draft import Draft
from muster.ingest.article.reader import Read, Reader
from muster.ingest.article.spans import Span
from muster.ingest.article.speakers import Speaker
from muster.vocabulary import Attribution, DateBasis, Kind, Stance

_BY_NOW = re.compile(r"\b(?:already|now|currently|at present|by now|to date|so far)\b", re.IGNORECASE)
_DETAIL = re.compile(
    r"\W*in (?:the|one|another) (?:video|footage|film|clip|picture|photo|image|recording)\b", re.IGNORECASE
)
_ANSWERS = frozenset({Stance.DENIES, Stance.DOUBTS, Stance.DECLINES})
_PROMISED = re.compile(
    r"\b(?:promis|pledg|agree|announc|decid|approv|vow|offer|sign|order|request)e?d(?: (?:on|in|last|back|earlier))*\s+$",
    re.IGNORECASE,
)
"""The day of a promise is not that of its keeping."""
_APPOSED = re.compile(
    r"\s*,\s+(?:the|an?|its)\s+[^,;.]*\b(?:\w{2,}ed|overrun|taken|built|held|lost|won|seen)\s+(?:in|on)?\s*",
    re.IGNORECASE,
)
"""As in "Zamzam, the camp overrun in April": the day of what the place is known for."""
_OF_A_NOUN = re.compile(
    r",\s+(?:the|an?)\s[^;]*?\b(?:that|which|where)\s[^;]*$|\b(?:that|which) (?:began|begun|started|ended|erupted|collapsed|followed|expires?|expired|lapses|takes effect|comes into force|runs out|broke out|fell apart|took place)\b[^,;.]*$"
)
"""As in "the latest step of a withdrawal that began last year": the day of what only explains."""
_ASIDE = re.compile(r"\b(?:after|before|when|while)\b", re.IGNORECASE)
_TIME_OF_DAY = re.compile(
    r"\b(?:at|by|before|after|around|until|since|from) (?:dawn|nightfall|dusk|noon|midday|midnight|evening|daybreak|sunrise|sunset|first light|\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b|\d{1,2}[:.]\d\d\b)"
    r"|\b(?:the same|that) (?:day|evening|night|morning|afternoon)\b|\blater (?:that|the same) day\b|\bhours later\b",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(
    r"\b(?:than|first time|most|largest|biggest|highest|worst|deadliest|heaviest)\b[^,;.]*\bsince\b[^,;.]*$",
    re.IGNORECASE,
)
"""As in "more than at any time since 2005": no day of the event."""
_OTHER_NUMBER = re.compile(
    r"\b(?:(?:down|up) from|compared (?:with|to)|against|versus|rather than)\s+(?:[\w-]+\s+){0,2}?\d[\d,]*\s[^,;.]*$"
)
"""As in "900, down from 2,000 at the end of 2024": the day of the number before."""
_HAVE_SINCE = re.compile(r"\b(?:has|have|had) since\b")
_DAY_AFTER = re.compile(
    r"\b(?:the (?:next|following) (?:day|morning|evening|night)|a day later)\b", re.IGNORECASE
)
_GOES_ON = re.compile(
    r"^\W*(?:On board|Aboard|Among them|With them)\b|^\W*(?:It|They|The (?:column|convoy|group|force|contingent)) (?:was|were|had|then|[a-z]+ed)\b"
)
_ON_THE_WAY = re.compile(r"\b(?:heading|headed|bound|on (?:its|their) way|en route)\b")
_AND_HAVE = re.compile(r"\b(?:and|but) (?:\w+ )?(?:have|has|are|is|now)\b")
_COMPARED = re.compile(r"\b(?:what|than|as|when)\s+$")
"""As in "more than what it reported in April": the day of another statement."""
_PUBLISHED = re.compile(
    r"\b(?:published|released|issued|posted|aired|circulated|broadcast|put out)\s+(?:late\s+)?$|\b(?:delivered|submitted|presented|handed|sent) to (?:the )?(?:[\w.]+ ){0,3}(?:Council|Assembly|parliament|government|committee|Senate|Congress)\s+$",
    re.IGNORECASE,
)
_IN_A_PAPER = re.compile(
    r"\b(?:in|through|via|during|at) (?:an?|his|her|its|their|the) (?:[\w-]+ ){0,2}(?:letter|note|statement|report|interview|briefing|address|speech|post|message|filing|broadcast|memo|hearing|tweet)\b[^,;:]{0,60}$",
    re.IGNORECASE,
)
"""As in "in a letter to the council last week it spoke of": the day of the telling."""
_IN_A_REVIEW = re.compile(
    r"\b(?:Review|Assessment|Update|Report|Briefing|Digest|Bulletin|Roundup|SITREP),?\s*$"
)
"""As in the title "Front Review, February 10"."""
_IMAGE_OF = re.compile(
    r"\b(?:images?|imagery|photos?|photographs?|pictures?|footage|videos?|clips?)\s+(?:(?:taken|dated|captured|shot|collected|acquired|recorded|filmed)\s+\S{0,5}\s?\S*|from\s?|of\s.*)$",
    re.IGNORECASE,
)
"""As in "said that images from April 11 showed": the day of the pictures."""
_SIGHTS = frozenset(
    {
        "saw",
        "seen",
        "witnessed",
        "counted",
        "watched",
        "noticed",
        "tracked",
        "recorded",
        "documented",
        "identified",
    }
)
"""Verbs of those who were there: the day of seeing is the day of what was seen."""
TOLD_WITHIN = 80
"""Characters between a verb of saying and the day on which it was said: "told the agency RIA on Friday"."""


def dated(reader: Reader, read: Read, draft: Draft, dates: Iterable[When], place: Span | None) -> Draft:
    """Return the draft with its days.

    A day of the event comes first. Else what was said on a day had happened by then; else by the publication, where its
    last day is known. What is planned is open at its end unless the text closes it. Denials and doubts have a day only
    where the text gives one.
    """
    dates = [when for when in dates if not _is_compared(read, when)]
    told = [when for when in read.dates if _is_of_telling(read, when) and not _is_compared(read, when)]
    own = [when for when in dates if when not in told and not _is_of_another(read, when, place)]
    if draft.kind is Kind.PLANNED:
        return _planned(reader, read, draft, own)
    # What is so until a day to come is so now.
    own = [
        when
        for when in own
        if not (
            when.bearing is Bearing.UNTIL
            and when.end
            and reader.anchor.latest
            and when.end > reader.anchor.latest
        )
    ]
    own = [
        when for when in own if when.bearing is not Bearing.AHEAD and not when.is_history(reader.anchor.day)
    ]
    if behind := _just_behind(read, dates, place):
        own = [behind]
    if own:
        done = _happened(reader, draft, _nearest(own, place), told, read.sentence.paragraph)
        return _not_after(done, own[0]) if _is_so_today(read, draft, own[0]) else done
    explicit = voices.of_clause(reader, read, place or Span(0, len(read.text)))
    if told:
        _remember(reader, draft, told[0], read)
        if draft.stance not in _ANSWERS:
            return _not_after(draft, told[0])
    if draft.stance in _ANSWERS:
        return draft
    goes_on = (
        explicit.is_explicit
        or (explicit.attribution is Attribution.CONTEXT and explicit.span is not None)
        or _DETAIL.match(read.text)
    )
    earlier = reader.said_on.get(draft.originator) if goes_on else None
    if earlier is not None and not told:
        words = reader.said_words.get(draft.originator, "")
        return replace(draft, event_end=earlier.end, date_text=words, date_basis=DateBasis.NOT_AFTER)
    return _beside_told(reader, read, draft) or _by_publication(reader, read, draft)


def _is_so_today(read: Read, draft: Draft, when: When) -> bool:
    """As in "there is nobody at X today": so now, and who knows since when."""
    is_today = when.span.of(read.text).strip().lower() == "today"
    return (
        is_today
        and draft.kind is Kind.PRESENCE
        and bool(re.search(r"\b(?:is|are|can|has|have)\b", read.text))
    )


def _beside_told(reader: Reader, read: Read, draft: Draft) -> Draft | None:
    """Return the draft with the day that the text is telling of, where its own words only point to that."""
    start, end = _pointed_to(reader, read)
    same = reader.told_from == reader.told_day and reader.told_paragraph == read.sentence.paragraph
    if end is None and same and draft.kind is Kind.CASUALTIES:
        start = end = reader.told_day  # who died, in the paragraph of one day
    if end is None:
        return None
    precision = 1 if start == end else 5
    return replace(
        draft, event_start=start, event_end=end, date_precision=precision, date_basis=DateBasis.INFERRED
    )


def _pointed_to(reader: Reader, read: Read) -> tuple[date | None, date | None]:
    """Return the first and the last day to which words like "by nightfall" and "the next day" point; none without such."""
    day, text = reader.told_day, read.text
    paragraphs = read.sentence.paragraph - reader.told_paragraph
    if day is None:
        return None, None
    if hour := _TIME_OF_DAY.search(text):
        # "By nightfall" is of that day, or before.
        return None if re.match(r"by|until", hour[0], re.IGNORECASE) else day, day
    if _HAVE_SINCE.search(text) and paragraphs <= 1:
        return reader.told_from, reader.anchor.latest
    if _DAY_AFTER.search(text) and paragraphs <= 1:
        return day + timedelta(days=1), day + timedelta(days=1)
    if _GOES_ON.match(text) and not _ON_THE_WAY.search(text) and paragraphs == 0:
        return reader.told_from, day
    return None, None


def _is_of_another(read: Read, when: When, place: Span | None) -> bool:
    """Another place stands before the date, with something of its own said of it: the date is of that one."""
    if place is None:
        return False
    if when.span.start < place.end:
        return _is_of_place_before(read, when, place)
    behind = read.text[place.end : when.span.start]
    if _SUPERLATIVE.search(read.text[place.end : when.span.end]):
        return True
    if _APPOSED.fullmatch(behind) or _OTHER_NUMBER.search(behind) or _OF_A_NOUN.search(behind):
        return True
    aside = _ASIDE.search(read.text, place.end, when.span.start)
    if aside and kinds.find_predicates(read.text[aside.start() : when.span.start]):
        return True
    between = [one for one in read.places if place.end <= one.span.start < when.span.start]
    return bool(between) and bool(kinds.find_predicates(read.text[place.end : between[-1].span.start]))


def _is_of_place_before(read: Read, when: When, place: Span) -> bool:
    """As in "they landed at X on Saturday and have begun patrols in Y": the day is that of X."""
    words = read.text[when.span.end : place.start]
    goes_on = _AND_HAVE.search(words)
    elsewhere = any(one.span.end <= when.span.start for one in read.places)
    return bool(goes_on and elsewhere and kinds.find_predicates(words[goes_on.start() :]))


def _happened(reader: Reader, draft: Draft, when: When, told: list[When], paragraph: int) -> Draft:
    """Return the draft with the day of its event. What is so since a day is known up to its telling, and no longer."""
    done = _with(draft, when, when.basis)
    if when.precision <= 2 and when.start and when.end:
        reader.told_from, reader.told_day, reader.told_paragraph = when.start, when.end, paragraph
    last = told[0].end if told else reader.anchor.latest
    if (
        not told
        and draft.attribution is Attribution.CONTEXT
        and (said := reader.said_on.get(draft.originator))
    ):
        last = said.end
    if when.bearing is Bearing.SINCE and when.end is None and when.start and last and when.start <= last:
        return replace(done, event_end=last)
    return done


def _just_behind(read: Read, dates: Iterable[When], place: Span | None) -> When | None:
    """Return the date that stands just behind a place of several: "Gao in August 2022, Ouagadougou in February"."""
    dated = [when for when in dates if when.is_dated and when.bearing is not Bearing.AHEAD]
    if place is None or len(dated) < 2 or len(read.places) < 2:
        return None
    return next(
        (
            when
            for when in dated
            if place.end <= when.span.start
            and re.fullmatch(
                r"\s+(?:(?:in|on|since|by|until|from)\s+)?", read.text[place.end : when.span.start]
            )
        ),
        None,
    )


def _nearest(dates: list[When], place: Span | None) -> When:
    known = [when for when in dates if when.is_dated] or dates
    # "Next week, from 13 to 17 April" is the second.
    known = [when for when in known if not any(_is_within(other, when) for other in known)]
    if place is None:
        return known[0]
    return min(known, key=lambda when: abs(when.span.start - place.start))


def _is_within(one: When, other: When) -> bool:
    """Return whether one date lies inside of another that is longer."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    inside = other.start <= one.start and one.end <= other.end
    return inside and (one.start, one.end) != (other.start, other.end)


def _remember(reader: Reader, draft: Draft, when: When, read: Read) -> None:
    if when.end is not None and draft.originator and draft.originator_name:
        reader.said_on[draft.originator] = when
        reader.said_words[draft.originator] = when.span.of(read.text)


def _with(draft: Draft, when: When, basis: DateBasis) -> Draft:
    return replace(
        draft,
        event_start=when.start,
        event_end=when.end,
        date_precision=when.precision,
        date_text=when.span.of(draft.sentence),
        date_basis=basis,
        spans={**draft.spans, "date": when.span},
    )


def _not_after(draft: Draft, when: When) -> Draft:
    done = _with(draft, when, DateBasis.NOT_AFTER)
    return replace(done, event_start=None, date_precision=5)


def _by_publication(reader: Reader, read: Read, draft: Draft) -> Draft:
    now = _BY_NOW.search(read.text)
    latest = reader.anchor.latest
    basis = DateBasis.NOT_AFTER if latest else DateBasis.UNKNOWN
    done = replace(draft, event_end=latest, date_basis=basis)
    if now and draft.kind not in {Kind.CASUALTIES, Kind.TRANSIT}:
        return replace(done, date_text=now[0], spans={**draft.spans, "date": Span(*now.span())})
    return done


def _planned(reader: Reader, read: Read, draft: Draft, own: list[When]) -> Draft:
    spans = {when.span for when in own if not _PROMISED.search(read.text[: when.span.start])}
    plan = kinds.FUTURE.search(read.text)
    later = {span for span in spans if plan and span.start > plan.start()}
    # "Battalions that were trained in May will go to X before July": the day behind the plan is its own.
    spans = later or spans
    ahead = [when for when in find_dates(read.text, reader.anchor.ahead()) if when.span in spans]
    ahead = [when for when in ahead if not any(_is_within(other, when) for other in ahead)]
    if not ahead:
        return replace(draft, date_basis=DateBasis.FUTURE)
    best = next((when for when in ahead if when.is_dated), ahead[0])
    done = _with(draft, best, DateBasis.FUTURE)
    latest = reader.anchor.latest
    if best.bearing is Bearing.UNTIL and best.start is None and best.end and latest and latest <= best.end:
        return replace(done, event_start=latest)  # what is planned is not yet
    return done


def _is_compared(read: Read, when: When) -> bool:
    return any(
        _COMPARED.search(read.text[: speaker.span.start]) and _tells(read, speaker, when)
        for speaker in read.speakers
    )


def _is_of_telling(read: Read, when: When) -> bool:
    if _PUBLISHED.search(read.text[: when.span.start]) or _IN_A_REVIEW.search(read.text[: when.span.start]):
        return True
    return any(_tells(read, speaker, when) for speaker in read.speakers)


def _tells(read: Read, speaker: Speaker, when: When) -> bool:
    """A day inside the words that credit, just behind the verb, or at the start of a sentence before its speaker."""
    text = read.text
    if (
        when.bearing is Bearing.AHEAD
        or speaker.verb in _SIGHTS
        or _IMAGE_OF.search(text[: when.span.start] + when.span.of(text)[:5])
    ):
        return False
    if speaker.reach.overlaps(when.span) or _PUBLISHED.search(text[: when.span.start]):
        return True
    between = text[speaker.reach.end : when.span.start]
    if (
        when.span.start >= speaker.reach.end
        and len(between) <= TOLD_WITHIN
        and not re.search(r"[,;:]|\bthat\b", between)
    ):
        seen = re.sub(r"\b(?:seen|obtained|published|released|reviewed|shared) (?:by|with)\b", "", between)
        if speaker.verb == "according to":
            return not between.strip() and bool(re.match(r"\s*(?:[.,;”\"]|$)", text[when.span.end :]))
        zone = Span(speaker.reach.end, when.span.start)
        is_of_them = any(zone.holds(one.noun) for one in read.forces) and any(
            zone.holds(one.span) for one in read.places
        )
        return not kinds.find_predicates(seen) and not is_of_them
    before = text[when.span.end : speaker.span.start]
    if (
        when.span.end <= speaker.span.start
        and len(before.split()) <= 1
        and _IN_A_PAPER.search(text[: when.span.start])
    ):
        return True
    # "On Monday, he says, soldiers came" is of the coming.
    is_aside = speaker.is_pronoun and re.match(r"\s*,\s*\S", text[speaker.reach.end :])
    return not is_aside and (
        when.span.end <= speaker.span.start
        and not text[: when.span.start].strip()
        and re.fullmatch(r"\W*", before) is not None
    )
