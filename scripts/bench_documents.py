"""Compare the drafts of articles with what is expected of them: the shipped claims, or answers written by hand.

Recall and precision of claim-places (a place in a statement), and how many of the matched have the right number, days
and originator. A draft hits a text that is no claim when the words that gave it its place, number or date overlap that text.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from muster import paths
from muster.dates import DateSpan, parse_span
from muster.gazetteer import fold_name
from muster.ingest.article import Draft, extract
from muster.model import Dataset
from muster.tables import load
from muster.vocabulary import GeoPrecision, PlaceBasis, Tier

SHORTEST_SHARED = 4
"""Letters of a place's words as drafted that stand in those of the answer: "the Line" in "the Line opposite Ladakh"."""
ANSWERS = frozenset({"denies", "doubts", "declines"})
ARTICLES = paths.REPOSITORY / "tests" / "data" / "articles"


@dataclass(frozen=True)
class Expected:
    """One place in one statement that an article holds. Place, days and kind may have several right answers, with "|" between."""

    sentence: str
    """Words of the sentence; "" where the line says it."""
    line: str
    place_text: str
    place_id: str
    is_required: bool
    originators: frozenset[str]
    """Ids or names, any of which is right; empty where nobody is named."""
    count: tuple[str, ...]
    unit: str
    days: tuple[str, str]
    stance: str
    kind: str

    @property
    def has_place(self) -> bool:
        return bool(self.place_id or self.place_text)

    def is_placed_by(self, draft: Draft, *, open_counts: bool = False) -> bool:
        if self.sentence not in draft.sentence or (self.line and draft.locator != self.line):
            return False
        if open_counts and draft.place_id is None and self.place_id:
            return any(one in draft.candidates for one in self.place_id.split("|"))
        if not self.has_place:
            # No place is written: open, or the country that is meant, marked as implied.
            return draft.place_id is None or (
                draft.place_basis is PlaceBasis.IMPLIED and not draft.place_text
            )
        if self.place_id:
            return (draft.place_id or "") in self.place_id.split("|")
        ours, theirs = fold_name(draft.place_text or "-"), fold_name(self.place_text)
        # A part of a country that no gazetteer has: open, or its country, marked as inferred.
        is_wider = draft.place_basis is PlaceBasis.INFERRED and draft.geo_precision is GeoPrecision.COUNTRY
        return (draft.place_id is None or is_wider) and (
            theirs in ours or (ours in theirs and len(ours) >= SHORTEST_SHARED)
        )

    def likeness(self, draft: Draft) -> int:
        return 4 * (self.count == numbers(draft)) + 2 * self.is_stance_of(draft) + self.is_kind_of(draft)

    def is_kind_of(self, draft: Draft) -> bool:
        return str(draft.kind) in self.kind.split("|")

    def is_stance_of(self, draft: Draft) -> bool:
        return str(draft.stance) in self.stance.split("|")

    def is_when(self, draft: Draft) -> bool:
        if self.stance.split("|")[0] in ANSWERS and days(draft) == ("", ""):
            # The codebook's worked case: a denial or a doubt needs no day.
            return True
        return all(given in right.split("|") for given, right in zip(days(draft), self.days, strict=True))


@dataclass
class Article:
    """A text with what is expected of it."""

    name: str
    group: str
    text: str
    published: DateSpan | None
    expected: list[Expected]
    not_claims: list[tuple[str, str]]
    """Lines ("" for any) and words that must give no draft."""


@dataclass
class Tally:
    """What came of one article, or of several."""

    required: int = 0
    found: int = 0
    drafts: int = 0
    right: int = 0
    counts: int = 0
    counts_right: int = 0
    numbered: int = 0
    numbered_right: int = 0
    days: int = 0
    originators: int = 0
    stances: int = 0
    kinds: int = 0
    opened: int = 0
    hits: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            *(mine + theirs for mine, theirs in zip(vars(self).values(), vars(other).values(), strict=True))
        )

    def line(self, name: str) -> str:
        return (
            f"{name}: recall {share(self.found, self.required)}, precision {share(self.right, self.drafts)}; of {self.counts} matched: "
            f"counts right {share(self.counts_right, self.counts)} (with a number {share(self.numbered_right, self.numbered)}), days {share(self.days, self.counts)}, "
            f"originators {share(self.originators, self.counts)}, stances {share(self.stances, self.counts)}, kinds {share(self.kinds, self.counts)}; "
            f"left open with the right place among the candidates {self.opened}; drafts of what is no claim {self.hits}"
        )


def share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({part / whole:.2f})" if whole else "0/0"


def numbers(draft: Draft) -> tuple[str, ...]:
    return tuple("" if n is None else str(n) for n in (draft.count_low, draft.count_best, draft.count_high))


def days(draft: Draft) -> tuple[str, str]:
    return tuple("" if day is None else day.isoformat() for day in (draft.event_start, draft.event_end))  # type: ignore[return-value]


def match(article: Article, drafts: Sequence[Draft]) -> list[tuple[Expected, Draft]]:
    """Pair each expected place with one draft, best likeness first."""
    pairs = [
        (expected.likeness(draft), i, j)
        for i, expected in enumerate(article.expected)
        for j, draft in enumerate(drafts)
        if expected.is_placed_by(draft)
    ]
    taken_i, taken_j, found = set(), set(), []
    for _, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if i not in taken_i and j not in taken_j:
            taken_i.add(i)
            taken_j.add(j)
            found.append((article.expected[i], drafts[j]))
    return found


def is_said_by(expected: Expected, draft: Draft, nobody: frozenset[str]) -> bool:
    is_nobody = not draft.originator_name or draft.originator in nobody
    if not expected.originators or is_nobody:
        return is_nobody and (not expected.originators or bool(expected.originators & nobody))
    if draft.originator in expected.originators or fold_name(draft.originator) in {
        fold_name(name) for name in expected.originators
    }:
        return True
    ours = fold_name(draft.originator_name)
    return bool(ours) and any(
        fold_name(name) in ours or ours in fold_name(name) for name in expected.originators
    )


def hits(article: Article, draft: Draft) -> list[str]:
    """Return the texts that are no claim and that the draft was made of."""
    found = []
    for line, words in article.not_claims:
        at = draft.sentence.find(words)
        if at < 0 or (line and draft.locator != line):
            continue
        own = [span for name, span in draft.spans.items() if name in {"place", "count", "date"}]
        if any(span.start < at + len(words) and at < span.end for span in own):
            found.append(words)
    return found


def score(dataset: Dataset, article: Article, *, misses: bool) -> Tally:
    drafts = list(extract(dataset, article.text, published=article.published).drafts)
    nobody = frozenset({"", "unattributed"})
    pairs = match(article, drafts)
    matched = {id(draft) for _, draft in pairs}
    named = [pair for pair in pairs if pair[0].has_place]
    placed = [draft for draft in drafts if draft.place_id or draft.place_text]
    tally = Tally(
        required=sum(one.is_required and one.has_place for one in article.expected),
        found=sum(one.is_required for one, _ in named),
        drafts=len(placed),
        right=sum(id(draft) in matched for draft in placed),
        counts=len(named),
        counts_right=sum(
            one.count == numbers(draft) and (one.unit == str(draft.count_unit or "")) for one, draft in named
        ),
        numbered=sum(any(one.count) for one, _ in named),
        numbered_right=sum(any(one.count) and one.count == numbers(draft) for one, draft in named),
        days=sum(one.is_when(draft) for one, draft in named),
        originators=sum(is_said_by(one, draft, nobody) for one, draft in named),
        stances=sum(one.is_stance_of(draft) for one, draft in named),
        kinds=sum(one.is_kind_of(draft) for one, draft in named),
        opened=sum(
            any(one.is_placed_by(draft, open_counts=True) and draft.place_id is None for draft in placed)
            for one in article.expected
            if one.place_id
        ),
        hits=sum(bool(hits(article, draft)) for draft in drafts),
    )
    if misses:
        _tell(article, drafts, pairs, nobody)
    return tally


def _tell(
    article: Article, drafts: Iterable[Draft], pairs: list[tuple[Expected, Draft]], nobody: frozenset[str]
) -> None:
    found = {id(one) for one, _ in pairs}
    used = {id(draft) for _, draft in pairs}
    for one in article.expected:
        if id(one) not in found and one.is_required:
            print(
                f"  missed: {one.line} {one.sentence!r} {one.place_text!r} {one.place_id} {one.kind} {one.count}"
            )
    for draft in drafts:
        if id(draft) not in used:
            print(
                f"  extra: {draft.locator} {draft.place_text!r} {draft.place_id} {draft.kind} {draft.stance} {numbers(draft)} {draft.sentence[:90]!r}"
            )
        for words in hits(article, draft):
            print(f"  no claim: {words!r} in {draft.sentence[:80]!r}")
    for one, draft in pairs:
        if wrong := _differences(one, draft, nobody):
            print(f"  {draft.locator} {one.place_id or one.place_text}: {'; '.join(wrong)}")


def _differences(one: Expected, draft: Draft, nobody: frozenset[str]) -> list[str]:
    told = (
        (one.count == numbers(draft), f"count {one.count} not {numbers(draft)}"),
        (one.is_when(draft), f"days {one.days} not {days(draft)}"),
        (is_said_by(one, draft, nobody), f"originator {sorted(one.originators)} not {draft.originator!r}"),
        (one.is_stance_of(draft), f"stance {one.stance} not {draft.stance}"),
    )
    return [text for is_right, text in told if not is_right]


def shipped(dataset: Dataset, folder: Path, distractors: Path | None) -> list[Article]:
    """Return the documents of the data set whose text lies in a folder, found by its digest."""
    texts = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in sorted(folder.glob("*.txt"))}
    found = []
    for document in dataset.documents.values():
        path = texts.get(document.content_sha256)
        if path is None:
            continue
        claims = [
            c
            for c in dataset.claims
            if c.document_id == document.document_id and c.tier is not Tier.SECONDARY
        ]
        expected = [
            Expected(
                sentence="",
                line=claim.locator,
                place_text=claim.place_text,
                place_id=claim.place_id or "",
                is_required=True,
                originators=frozenset({claim.originator_id, dataset.sources[claim.originator_id].name}),
                count=tuple(
                    "" if n is None else str(n) for n in (claim.count_low, claim.count_best, claim.count_high)
                ),
                unit=str(claim.count_unit or ""),
                days=(str(claim.event_start or ""), str(claim.event_end or "")),
                stance=str(claim.stance),
                kind=str(claim.kind),
            )
            for claim in claims
        ]
        found.append(
            Article(
                path.name,
                "",
                path.read_text("utf-8"),
                document.published_at,
                expected,
                _not_claims(distractors, path.name),
            )
        )
    return found


def _not_claims(table: Path | None, name: str) -> list[tuple[str, str]]:
    if table is None or not table.is_file():
        return []
    with table.open(encoding="utf-8", newline="") as file:
        return [
            (f"line {row['line']}", row["text"]) for row in csv.DictReader(file) if row["seed_file"] == name
        ]


def by_hand(folder: Path) -> list[Article]:
    """Return the articles of a folder with the answers in its expected.csv."""
    tables = {}
    for name in ("articles", "expected", "not_claims"):
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    return [
        Article(
            row["article"],
            row["set"],
            (folder / f"{row['article']}.txt").read_text("utf-8"),
            parse_span(row["published"]),
            [_expected(one) for one in tables["expected"] if one["article"] == row["article"]],
            [("", one["text"]) for one in tables["not_claims"] if one["article"] == row["article"]],
        )
        for row in tables["articles"]
    ]


def _expected(row: dict[str, str]) -> Expected:
    return Expected(
        sentence=row["sentence"],
        line="",
        place_text=row["place_text"],
        place_id=row["place_id"],
        is_required=row["required"] == "1",
        originators=frozenset(row["originator"].split("|")) - {""},
        count=(row["count_low"], row["count_best"], row["count_high"]),
        unit=row["count_unit"],
        days=(row["event_start"], row["event_end"]),
        stance=row["stance"],
        kind=row["kind"],
    )


def report(dataset: Dataset, title: str, articles: Sequence[Article], *, misses: bool) -> None:
    tallies = []
    for article in articles:
        tallies.append(score(dataset, article, misses=misses))
        print(tallies[-1].line(article.name))
    for group in dict.fromkeys(article.group for article in articles):
        if group:
            own = [tally for article, tally in zip(articles, tallies, strict=True) if article.group == group]
            print(sum(own, Tally()).line(f"{title}, {group}, {len(own)} articles"))
    print(sum(tallies, Tally()).line(f"{title}, {len(articles)} articles"))


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument(
        "--documents", type=Path, metavar="DIR", help="plain texts of the data set's documents"
    )
    parser.add_argument(
        "--distractors",
        type=Path,
        metavar="CSV",
        help="seed_file,line,text of what is no claim; beside DIR if left out",
    )
    parser.add_argument(
        "--articles", type=Path, default=ARTICLES, metavar="DIR", help="articles with answers by hand"
    )
    parser.add_argument("--misses", action="store_true", help="list what is missed, extra or wrong")
    given = parser.parse_args()
    dataset = load(paths.REPOSITORY)
    if given.documents is not None:
        if given.documents.is_dir():
            table = given.distractors or given.documents.resolve().parent / "seed_distractors.csv"
            report(
                dataset,
                "the data set's documents",
                shipped(dataset, given.documents, table),
                misses=given.misses,
            )
        else:
            print(f"{given.documents} is not there: nothing to report on the data set's documents.")
    report(dataset, "articles with answers by hand", by_hand(given.articles), misses=given.misses)


if __name__ == "__main__":
    main()
