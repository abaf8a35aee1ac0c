"""Sections of a text under the name of a place: a line "Latvia" above what is told of it."""

import re
from collections.abc import Sequence

from muster.ingest.article.blocks import Block, Role
from muster.ingest.article.places import Named
from muster.ingest.article.settle import Context, Settled
from muster.ingest.article.spans import Span
from muster.vocabulary import PlaceRole

FEWEST_SECTIONS = 2
"""One heading with a place's name alone says what the text is about, and not where each of its paragraphs is."""
_BARE = re.compile(
    r"\W*(?:\d+[.)]\s+)?(?:[Ii]n (?:the )?|[Tt]he )?(?P<name>[A-ZÀ-ÞŠŽČĆŁŚ][\w’'-]*(?:[ -](?:of|and|the|de|du|la|[A-ZÀ-ÞŠŽČĆŁŚa-z][\w’'-]*)){0,4}?)\W*"
)


_BARE_AND = re.compile(
    r"(?P<name>[A-ZÀ-ÞŠŽČĆŁŚ][\w’'-]+(?: [A-ZÀ-ÞŠŽČĆŁŚ][\w’'-]+)?) and (?:the|its|other|a) [a-z ]+"
)
"""As in "Rajin and the sea route"."""


def sections_of(blocks: Sequence[Block], context: Context) -> dict[int, Settled]:
    """Return the place under whose name each block stands, by its number; none for a text with less than two such headings."""
    heads: dict[int, Settled | None] = {}
    for i, block in enumerate(blocks):
        if block.role is Role.HEADING and not block.stamp:
            heads[i] = _place_of(block.text, context)
    if sum(to is not None for to in heads.values()) < FEWEST_SECTIONS:
        return {}
    found: dict[int, Settled] = {}
    last: Settled | None = None
    for i, block in enumerate(blocks):
        if i in heads:
            last = heads[i]
        elif last is not None and block.role is Role.BODY:
            found[i] = last
    return found


def _place_of(text: str, context: Context) -> Settled | None:
    bare = _BARE.fullmatch(text) or _BARE_AND.fullmatch(text)
    if bare is None:
        return None
    name = bare["name"]
    to = context.settle(Named(name, Span(*bare.span("name")), PlaceRole.AT, "in", name))
    if to.place_id is None:
        # "Sergeevka", where the text speaks of the "Sergeevka training ground".
        to = next((known for told, known in context.told.items() if told.startswith(f"{name} ")), to)
    return to if to.place_id else None
