"""What every draft of a clause begins with: who says it, how surely, of what kind, and how many."""

from dataclasses import replace

from muster.ingest.article import voices
from muster.ingest.article.blocks import Role
from muster.ingest.article.clause import (
    Clause,
    stance_of,
)
from muster.ingest.article.draft import Draft
from muster.ingest.article.numbers import Count
from muster.ingest.article.reader import Reader
from muster.ingest.article.spans import Span
from muster.vocabulary import Attribution, CountScope, Kind, Stance, Tier


def begun(reader: Reader, clause: Clause, kind: Kind) -> Draft:
    voice = voices.of_clause(reader, clause.read, clause.span)
    stance = stance_of(clause)
    sentence = clause.read.sentence
    spans: dict[str, Span] = {}
    if stance is Stance.DOUBTS and voice.attribution is Attribution.NONE:
        voice = voices.Voice(reader.book.of_author(), Attribution.CONTEXT)
    if voice.span:
        spans["originator"] = voice.span
    return Draft(
        sentence=sentence.text,
        locator=f"line {sentence.line}",
        tier=Tier.SUMMARY if sentence.role in {Role.TITLE, Role.SUMMARY} else Tier.CORE,
        kind=kind,
        stance=stance,
        originator_id=voice.known.source_id if voice.known else None,
        originator_name=voice.known.name if voice.known else "",
        attribution=voice.attribution,
        carrier=reader.publisher,
        spans=spans,
    )


def counted(draft: Draft, count: Count | None, scope: CountScope) -> Draft:
    if count is None:
        return draft
    spans = {**draft.spans, "count": count.span}
    words = count.span.of(draft.sentence)
    if count.is_open:
        return replace(draft, count_text=words, spans=spans)
    return replace(
        draft,
        count_low=count.low,
        count_best=count.best,
        count_high=count.high,
        count_unit=count.unit,
        count_text=words,
        count_scope=scope,
        spans=spans,
    )
