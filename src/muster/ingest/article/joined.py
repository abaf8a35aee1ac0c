"""Numbers that join: several of one place, and one that the clause behind adds to what was said."""

import re
from collections.abc import Sequence
from dataclasses import replace

from muster.ingest.article.base import counted
from muster.ingest.article.clause import Clause, is_subjectless
from muster.ingest.article.clause_counts import counts_of_them
from muster.ingest.article.draft import Draft
from muster.ingest.article.spans import Span
from muster.vocabulary import CountScope, Kind

_AND_ALSO = re.compile(r"\s*(?:,|and|,\s*and|plus|as well as|along with)\s+", re.IGNORECASE)
_AND_WITH = re.compile(
    r"(?:\s+(?:from|of) (?:the )?[\w’'. -]{1,40}?)?,?\s+and,?(?:\s+for the first time,)?\s+(?:(?:an?|the|another) \w+ of |with )?(?:about |some |around )?"
)


def completes(drafts: Sequence[Draft], found: Sequence[Draft], clause: Clause) -> bool:
    """A clause without a subject and a place adds its number to what it belongs to: "..., fulfilling a promise of 500"."""
    if not drafts or len(found) != 1:
        return False
    last, new = drafts[-1], found[0]
    of_them = new.count_text.endswith("of them")  # "arrived at X, and patrols counted 900 of them"
    if not (of_them or is_subjectless(clause)):
        return False
    if new.kind is Kind.CASUALTIES and last.kind is not Kind.CASUALTIES:
        return False  # "fired on engineers and wounded two of them": two things
    return (
        (of_them or new.kind is last.kind)
        and not new.place_text
        and new.has_count
        and not last.has_count
        and last.place_id is not None
    )


def with_number_of(draft: Draft, other: Draft) -> Draft:
    return replace(
        draft,
        count_low=other.count_low,
        count_best=other.count_best,
        count_high=other.count_high,
        count_unit=other.count_unit,
        count_text=other.count_text,
        count_scope=other.count_scope,
        spans={**draft.spans, "count": other.spans["count"]},
    )


def of_each_number(clause: Clause, draft: Draft) -> list[Draft]:
    """Return a draft for each number of a joined subject: "800 Britons and 300 Danes will be based at X"."""
    place, given = draft.spans.get("place"), draft.spans.get("count")
    if place is None or given is None or draft.count_scope is CountScope.STATEMENT:
        return [draft]
    joined = [draft]
    last = given
    for count in reversed(counts_of_them(clause)):
        between = clause.read.text[count.span.end : last.start]
        if count.span.end <= last.start and last.end <= place.start and _AND_ALSO.fullmatch(between):
            joined.insert(0, counted(draft, count, CountScope.PLACE))
            last = count.span
    if given.start > place.end:
        joined += _joined_behind(clause, draft, given)
    return joined


def _joined_behind(clause: Clause, draft: Draft, given: Span) -> list[Draft]:
    """As in "train at X with 900 Australians and, for the first time, a company of 120"."""
    done, last = [], given
    for count in counts_of_them(clause):
        between = clause.read.text[last.end : count.span.start]
        if count.span.start > last.end and _AND_WITH.fullmatch(between) and not count.is_open:
            done.append(counted(draft, count, CountScope.PLACE))
            last = count.span
    return done
