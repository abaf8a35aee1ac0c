"""The filters at the left: who says so, what, and the rest folded away. They give back a Selection."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

import streamlit as st

from muster.model import Dataset
from muster.query.selection import NOTHING, Selection
from muster.ui import edits, state
from muster.ui.state import Subject, View
from muster.vocabulary import CREDIBILITY_LABELS, Kind, Reliability, SourceKind, Stance, Tier
from muster.words import day_words, troops_words

MOST_SWITCHES = 40

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>$:<&^=\"'/@])")
# What is still replaced once the markup is read, escaped or not: Streamlit's logo and icons, arrows between spaces,
# and bare addresses, which become links.
_REPLACED = re.compile(
    r":(?=streamlit:|material_|//)|www(?=\.)|@|(?<!\S)[<>~-](?=(?:->|[-=>])(?!\S))", re.IGNORECASE
)
_JOINER = "\u2060"


def plain(text: str) -> str:
    """Return data text for a widget's label: every character that markup could use is taken at its word.

    Runs of spaces become one. Where nothing else keeps the words as they are, an invisible joiner stands in them.
    """
    joined = _REPLACED.sub(lambda found: found[0] + _JOINER, " ".join(text.split()))
    return _MARKDOWN.sub(r"\\\1", joined)


def _chosen(on: Sequence[str], every: Sequence[str]) -> tuple[str, ...]:
    if len(on) == len(every):
        return ()
    return tuple(sorted(on)) or (NOTHING,)


def _is_on(key: str, chosen: tuple[str, ...]) -> bool:
    return not chosen or key in chosen


class Speaker(Protocol):
    """Who speaks: a source of a data set or of a bulk layer."""

    @property
    def source_id(self) -> str: ...
    @property
    def kind(self) -> SourceKind: ...
    @property
    def called(self) -> str: ...


class Named(Protocol):
    @property
    def name(self) -> str: ...


class Controlled(Subject, Protocol):
    """What the controls are of: a data set, or a bulk layer."""

    @property
    def title(self) -> str: ...
    @property
    def subtitle(self) -> str: ...
    @property
    def sources(self) -> Mapping[str, Speaker]: ...
    @property
    def places(self) -> Mapping[str, Named]: ...


@dataclass(frozen=True, slots=True)
class Offered:
    """What the controls have to offer for a data set: only what occurs in claims that can be drawn.

    `speakers` are in the order of their switches, each with the number of its claims.
    """

    speakers: tuple[tuple[Speaker, int], ...]
    kinds: tuple[str, ...]
    stances: tuple[str, ...]
    publishers: tuple[str, ...]
    troop_origins: tuple[str, ...]
    reliabilities: tuple[str, ...]
    credibilities: tuple[str, ...]


@lru_cache(maxsize=4)
def offered(dataset: Dataset) -> Offered:
    """Return what the controls offer; found once for a data set."""
    drawn = [c for c in dataset.claims if c.tier is not Tier.SECONDARY]
    order = {kind: i for i, kind in enumerate(SourceKind)}
    counts = Counter(c.originator_id for c in drawn)
    speakers = [(dataset.sources[key], n) for key, n in counts.items()]
    speakers.sort(key=lambda item: (order[item[0].kind], -item[1], item[0].short_name))
    return Offered(
        tuple(speakers),
        occurring((c.kind for c in drawn), Kind),
        occurring((c.stance for c in drawn), Stance),
        tuple(sorted({dataset.publisher_id(c) for c in drawn})),
        tuple(sorted({c.troop_origin for c in drawn})),
        occurring((dataset.sources[key].reliability for key in counts), Reliability),
        occurring((str(c.credibility) for c in drawn), map(str, CREDIBILITY_LABELS)),
    )


def occurring(values: Iterable[str], order: Iterable[str]) -> tuple[str, ...]:
    found = set(values)
    return tuple(str(value) for value in order if value in found)


def _originators(dataset: Controlled, view: View, speakers: Sequence[tuple[Speaker, int]]) -> tuple[str, ...]:
    if len(speakers) > MOST_SWITCHES:
        return _many(
            "Who says so",
            [s.source_id for s, _ in speakers],
            view.selection.originators,
            {s.source_id: f"{s.called} ({n})" for s, n in speakers},
            f"who-{view.generation}",
        )
    on = []
    with st.container(key="who"):
        for i, (source, n) in enumerate(speakers):
            with st.container(key=f"who_{source.kind}_{i}", horizontal=True):
                label = f"{plain(source.called)}"
                if st.toggle(
                    label,
                    value=_is_on(source.source_id, view.selection.originators),
                    key=f"who-{i}-{view.generation}-{dataset.version}",
                ):
                    on.append(source.source_id)
                st.text(str(n), width="content")
    return _chosen(on, [s.source_id for s, _ in speakers])


def _many(
    label: str, every: Sequence[str], chosen: tuple[str, ...], words: dict[str, str], key: str
) -> tuple[str, ...]:
    """A box to choose from: what is chosen passes, nothing chosen lets everything pass."""
    default = [k for k in every if k in chosen]
    return tuple(
        sorted(
            st.multiselect(
                label,
                every,
                default=default,
                format_func=lambda k: words[k],
                key=key,
                placeholder="All",
            )
        )
    )


def _pills(
    label: str, every: Sequence[str], chosen: tuple[str, ...], words: dict[str, str], key: str
) -> tuple[str, ...]:
    on = [k for k in every if _is_on(k, chosen)]
    picked = st.pills(
        label, every, selection_mode="multi", default=on, format_func=lambda k: words[k], key=key
    )
    return _chosen(picked, every)


def _unseen(dataset: Controlled, view: View) -> None:
    """What the view asks beside the controls, each with the way to drop it: nothing narrows the map without a sign."""
    asked = {
        "as_of": f"As known on {day_words(view.selection.as_of)}" if view.selection.as_of else "",
        "places": _named(
            [dataset.places[key].name for key in view.selection.places if key in dataset.places]
        ),
        "claims": _only_claims(view.selection),
        "tiers": _named([Tier(tier).label for tier in view.selection.tiers if tier != NOTHING]),
    }
    for name, words in asked.items():
        if words:
            with st.container(key=f"asked_{name}", horizontal=True):
                st.text(words)
                st.button("Drop", key=f"drop-{name}", type="tertiary", on_click=state.drop, args=(view, name))


def _only_claims(selection: Selection) -> str:
    chosen = [key for key in selection.claims if key != NOTHING]
    if not selection.claims:
        return ""
    return f"Only claim {chosen[0]}" if len(chosen) == 1 else f"Only {len(chosen):,} claims"


def _named(names: Sequence[str]) -> str:
    if not names:
        return ""
    return f"Only {', '.join(names[:3])}" + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def show(dataset: Controlled, view: View, offer: Offered) -> Selection:
    """Draw the controls and return what they ask for; window and second clock stay as they were."""
    with st.sidebar:
        with st.container(key="subject"):
            st.text(dataset.title)
            st.text(dataset.subtitle)
        _unseen(dataset, view)
        if len(offer.speakers) <= MOST_SWITCHES:
            st.caption("Who says so")
        originators = _originators(dataset, view, offer.speakers)
        kinds = _pills(
            "What",
            offer.kinds,
            view.selection.kinds,
            {str(k): k.label for k in Kind},
            f"kind-{view.generation}",
        )
        with st.expander("More filters", expanded=_has_more(view.selection)):
            stances = _pills(
                "Stance",
                offer.stances,
                view.selection.stances,
                {str(s): s.label for s in Stance},
                f"stance-{view.generation}",
            )
            publishers = offer.publishers
            published = _many(
                "Published by",
                publishers,
                view.selection.publishers,
                {p: dataset.sources[p].called for p in publishers},
                f"publisher-{view.generation}",
            )
            troops = offer.troop_origins
            origins = (
                _many(
                    "Whose troops",
                    troops,
                    view.selection.troop_origins,
                    {t: troops_words(t) for t in troops},
                    f"troops-{view.generation}",
                )
                if len(troops) > 1
                else view.selection.troop_origins
            )
            reliable = _many(
                "Reliability of the source",
                offer.reliabilities,
                view.selection.reliabilities,
                {str(r): f"{r}: {r.label}" for r in Reliability},
                f"reliability-{view.generation}",
            )
            credible = _many(
                "Credibility of the claim",
                offer.credibilities,
                view.selection.credibilities,
                {str(c): f"{c}: {label}" for c, label in CREDIBILITY_LABELS.items()},
                f"credibility-{view.generation}",
            )
            undated = st.toggle(
                "Show undated claims",
                value=view.selection.undated,
                key=f"undated-{view.generation}",
                help="Claims without any date pass every window, drawn faded. Off: they are counted as undated and hidden.",
            )
        if isinstance(dataset, Dataset):
            edits.control()
        st.button("Reset everything", key="reset", on_click=state.reset, args=(view,), width="stretch")
    return replace(
        view.selection,
        originators=originators,
        kinds=kinds,
        stances=stances,
        publishers=published,
        troop_origins=origins,
        reliabilities=reliable,
        credibilities=credible,
        undated=undated,
    )


def _has_more(selection: Selection) -> bool:
    graded = selection.reliabilities or selection.credibilities
    narrowed = selection.stances or selection.publishers or selection.troop_origins or graded
    return bool(narrowed or not selection.undated)
