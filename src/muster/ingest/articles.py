"""What was read in an article, kept as drafts in the one queue where imports wait too. Nothing here decides."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from muster.dates import DateSpan
from muster.errors import ArticleError
from muster.ingest import article as reading
from muster.ingest.article.blocks import Role, split_blocks
from muster.ingest.draft import Draft, DraftDocument, Highlight
from muster.model import Dataset
from muster.store import Store, new_import
from muster.vocabulary import DateBasis, PlaceBasis, PublishedBasis, SourceKind, Stance

FORMAT = "article"
_LONGEST_TITLE = 200
_FIELD_OF = {"place": "place_text", "count": "count_text", "date": "date_text"}


@dataclass(frozen=True, slots=True)
class Article:
    """A text as somebody gave it, and what they say of it. `published` is the day of publication, never guessed."""

    text: str
    published: DateSpan
    publisher: str
    publisher_kind: SourceKind = SourceKind.MEDIA
    title: str = ""
    url: str = ""
    file_name: str = ""

    @property
    def digest(self) -> str:
        """The text's own mark: the same however its lines are broken."""
        return hashlib.sha256(" ".join(self.text.split()).encode()).hexdigest()

    def document(self) -> DraftDocument:
        """Return the document that the article's drafts stand in."""
        return DraftDocument(
            title=self.title.strip() or title_of(self.text) or self.file_name or "Article without a title",
            publisher=self.publisher.strip(),
            publisher_kind=self.publisher_kind,
            published_at=self.published.text,
            published_basis=PublishedBasis.STATED,
            url=self.url.strip(),
            content_sha256=self.digest,
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping an article's drafts did. `import_id` is None where nothing of it was new."""

    import_id: str | None
    drafts: int
    added: int = 0
    changed: int = 0
    proposed: int = 0
    unchanged: int = 0
    withdrawn: int = 0


def title_of(text: str) -> str:
    """Return the article's title, "" where none stands out."""
    found = next((block.text for block in split_blocks(text) if block.role is Role.TITLE), "")
    return found if len(found) <= _LONGEST_TITLE else ""


def propose(dataset: Dataset, article: Article, drafts: Sequence[reading.Draft]) -> list[tuple[str, Draft]]:
    """Return the drafts as the queue holds them, each with an id that the same article gives again."""
    document = article.document()
    times: Counter[str] = Counter()
    made = []
    for draft in drafts:
        key = "|".join((draft.locator, draft.sentence, draft.place_text, str(draft.kind), draft.count_text))
        times[key] += 1
        whole = f"{article.digest}|{key}|{times[key]}"
        item_id = f"ar-{hashlib.sha256(whole.encode()).hexdigest()[:16]}"
        said = (draft.locator, draft.sentence, draft.originator, str(draft.kind), draft.count_text)
        statement = hashlib.sha256(f"{article.digest}|{'|'.join(said)}".encode()).hexdigest()
        made.append((item_id, _draft(dataset, draft, document, f"st-{statement[:16]}")))
    return made


def keep(  # noqa: PLR0913 - an article, its drafts, where they go, and who does it
    store: Store,
    dataset: Dataset,
    article: Article,
    drafts: Sequence[reading.Draft],
    *,
    who: str,
    why: str = "",
) -> Kept:
    """Put the drafts of an article in the queue, all or none; the same article again adds nothing.

    Read again with another day or publisher, drafts that nobody touched follow it; for the others it is proposed.
    Raises ArticleError where no day of publication is said, StoreError where it cannot be written.
    """
    if article.published.earliest is None:
        raise ArticleError("Say on which day the article was published: its days are read against it.")
    rows = [(item_id, item_id, draft.to_plain()) for item_id, draft in propose(dataset, article, drafts)]
    entry = new_import(
        series=f"{FORMAT}:{article.digest[:32]}",
        file_format=FORMAT,
        file_name=article.file_name,
        sha256=article.digest,
        document=json.dumps(article.document().to_plain(), ensure_ascii=False),
        who=who,
        why=why,
    )
    with store.ledger.comparing(entry) as writer:
        if writer is None:
            would = Kept(None, len(rows), added=len(rows))
        else:
            would = _counted(len(rows), writer.add(rows), writer.withdraw_missing())
    if not (would.added or would.changed or would.proposed or would.withdrawn):
        return would
    with store.ledger.importing(entry) as writer:
        done = _counted(len(rows), writer.add(rows), writer.withdraw_missing())
    return replace(done, import_id=entry.import_id)


def _counted(drafts: int, outcomes: dict[str, str], withdrawn: int) -> Kept:
    found = Counter(outcomes.values())
    return Kept(
        None, drafts, found["added"], found["changed"], found["proposed"], found["unchanged"], withdrawn
    )


def _draft(dataset: Dataset, draft: reading.Draft, document: DraftDocument, statement_id: str) -> Draft:
    is_known = draft.originator_id in dataset.sources
    return Draft(
        place_text=draft.place_text,
        place_id=draft.place_id,
        candidates=draft.candidates,
        place_role=draft.place_role,
        geo_precision=draft.geo_precision,
        place_basis=draft.place_basis,
        kind=draft.kind,
        stance=draft.stance,
        tier=draft.tier,
        troop_origin=draft.troop_origin,
        event_start=draft.event_start,
        event_end=draft.event_end,
        date_precision=draft.date_precision,
        date_text=draft.date_text,
        date_basis=draft.date_basis,
        count_low=draft.count_low,
        count_best=draft.count_best,
        count_high=draft.count_high,
        count_unit=draft.count_unit,
        count_text=draft.count_text,
        count_scope=draft.count_scope,
        originator=draft.originator_name,
        originator_id=draft.originator_id if is_known else None,
        attribution=draft.attribution,
        locator=draft.locator,
        statement_id=statement_id,
        document=document,
        sentence=draft.sentence,
        highlights=tuple(
            Highlight(_FIELD_OF.get(name, name), span.start, span.end)
            for name, span in sorted(draft.spans.items(), key=lambda item: item[1])
        ),
        notes=tuple(_notes(draft)),
        original={"same_as": "|".join(draft.same_as)} if draft.same_as else {},
    )


_UNSETTLED = (
    "No gazetteer has this name: choose a place, or leave it open.",
    "One place comes near this name, and another may be meant: choose it, look another up, or leave it open.",
    "The name may be several places, or none of them: choose one, look another up, or leave it open.",
)
"""What is told of a name that is not settled, with no, one or more candidates."""


def _notes(draft: reading.Draft) -> list[str]:
    notes = []
    if draft.place_text and not draft.place_id:
        notes.append(_UNSETTLED[min(len(draft.candidates), 2)])
    if draft.place_id and draft.place_basis is PlaceBasis.INFERRED:
        notes.append("The place was read from the words around: look whether it is the one meant.")
    if draft.date_basis is DateBasis.UNKNOWN:
        notes.append("The sentence gives no day.")
    if draft.stance is not Stance.ASSERTS:
        notes.append("This answers what somebody else asserts: say which assertion.")
    if draft.same_as:
        notes.append("May repeat an assertion that is there already: the numbers, days and speaker match.")
    return notes
