"""The entries of a live blog or a diary: which lines only say when one was written, and which day that dates."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from muster.ingest.article.blocks import Block, Role
from muster.ingest.article.dates import Anchor, find_dates

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = (
    rf"(?:{_WEEKDAY},?\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?)(?:,?\s+\d{{4}})?"
    rf"|{_WEEKDAY}|\d{{4}}-\d\d-\d\d|(?:[Yy]ester|[Tt]o)day"
)
_CLOCK = r"\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?(?:\s?\(?(?:\d{3,4}\s?)?[A-Z]{2,4}\)?)?|\d{1,2}[:.]\d\d(?:\s?h\b)?(?:\s?\(?(?:\d{3,4}\s?)?[A-Z]{2,4}\)?)?(?!\w)"
_BETWEEN = r"[\s,|·–—-]*(?:at\s+)?"
_STAMP = re.compile(
    rf"^\W*(?:(?:Update|UPDATE|Updated|Posted)(?: \d+)?[\s,:–—-]*)?"
    rf"(?:(?P<day>{_DAY})(?:{_BETWEEN}(?P<clock>{_CLOCK}))?|(?P<first>{_CLOCK})(?:{_BETWEEN}(?P<then>{_DAY}))?)"
    r"(?P<end>\s*(?:[–—|:·-]+\s*|$)|\s+(?=[A-ZÀ-Þ“\"‘]))"
)
_MARK = re.compile(r"[–—|:·-]")
_PROSE = re.compile(r"[.!?…][”\"’)]*\s*$")
FEWEST_STAMPS = 2
"""Lines that say when: one alone is the day of the article."""
SHORTEST_PROSE = 8
"""Words of a sentence behind a stamp in the same line; what is shorter, or ends in no full stop, is a heading."""
SHORTEST_HEADING = 4
"""Words of a heading that says something to happen."""


def mark_entries(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a live blog with the stamps of its entries set apart from their words; others unchanged.

    A text is one where two lines or more begin with a time of day, or where days stand alone above what was written.
    """
    found = {i: match for i, block in enumerate(blocks) if (match := _stamp_of(block.text))}
    if not _is_log(blocks, found):
        return list(blocks)
    done = list(blocks)
    for i, match in found.items():
        text = blocks[i].text
        rest = text[match.end() :].strip()
        stamp = text[: match.end()].strip(" –—|:·-")
        has_clock = bool(match["clock"] or match["first"])
        if not rest:
            done[i] = replace(blocks[i], role=Role.HEADING, why="", stamp=stamp)
        elif not has_clock and not _MARK.search(match["end"]):
            continue  # "Monday brought more of it": a sentence
        elif len(rest.split()) >= SHORTEST_PROSE and _PROSE.search(rest):
            done[i] = replace(blocks[i], text=rest, role=Role.BODY, why="", stamp=stamp)
        else:
            role = Role.SUMMARY if len(rest.split()) >= SHORTEST_HEADING else Role.HEADING
            done[i] = replace(blocks[i], text=rest, role=role, why="", stamp=stamp)
    return done


def begins_entry(line: str) -> bool:
    """Return whether a line begins with a time of day, so that it goes on with nothing before it."""
    match = _stamp_of(line)
    return match is not None and bool(match["first"] or match["clock"])


def _stamp_of(text: str) -> re.Match[str] | None:
    return _STAMP.match(text)


def _is_log(blocks: Sequence[Block], found: dict[int, re.Match[str]]) -> bool:
    clocks = [i for i, match in found.items() if match["clock"] or match["first"]]
    if len(clocks) >= FEWEST_STAMPS:
        return True
    alone = [
        i
        for i, match in found.items()
        if match.end() == len(blocks[i].text)
        and not re.search(r"\d{4}", blocks[i].text)
        and i + 1 < len(blocks)
        and blocks[i + 1].role is Role.BODY
        and len(blocks[i + 1].text.split()) >= SHORTEST_PROSE
        and _PROSE.search(blocks[i + 1].text)
    ]
    return len(alone) >= FEWEST_STAMPS


def entry_days(blocks: Sequence[Block], anchor: Anchor) -> dict[int, date]:
    """Return the day on which each block was written, by its number, where a stamp before it tells one.

    A stamp with only a time of day belongs to the day that was told last, or to the publication.
    """
    days: dict[int, date] = {}
    last: date | None = None
    for i, block in enumerate(blocks):
        if block.stamp:
            told = [one for one in find_dates(block.stamp, anchor) if one.start and one.start == one.end]
            if told and told[0].start and (anchor.latest is None or told[0].start <= anchor.latest):
                last = told[0].start
        if last is not None:
            days[i] = last
    return days


def entry_numbers(blocks: Sequence[Block]) -> list[int]:
    """Return the number of the entry to which each block belongs; 0 before the first."""
    numbers, number = [], 0
    for block in blocks:
        number += bool(block.stamp)
        numbers.append(number)
    return numbers
