"""Which rows a file would add, change or withdraw, and what of each: told before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MOST_KEPT = 10_000
"""How many rows of each kind are told; the others are counted."""
KINDS = ("added", "changed", "proposed", "withdrawn")
_ASIDE = frozenset({"notes", "highlights", "sentence"})
"""What helps the reader of a draft, and is no part of what it says."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a row that is another now; None is blank."""

    name: str
    old: Any
    new: Any

    def to_plain(self) -> dict[str, Any]:
        return {"field": self.name, "from": self.old, "to": self.new}


@dataclass(frozen=True, slots=True)
class Change:
    """What a file does to one item. `row` is None for what the file no longer has."""

    row: int | None
    item_id: str
    claim_id: str
    says: str
    """What the row, or what is withdrawn, says in a few words."""
    where: str = ""
    """What names it in its file: the claim, or the file's own id; "" where nothing does."""
    fields: tuple[FieldChange, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """Return the change as JSON has it."""
        plain: dict[str, Any] = {"row": self.row, "item_id": self.item_id, "claim_id": self.claim_id}
        plain |= {"names": self.where, "says": self.says}
        if self.fields:
            plain["fields"] = [one.to_plain() for one in self.fields]
        return plain


@dataclass
class Changes:
    """The first of each kind, and how many there are beyond them."""

    listed: dict[str, list[Change]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    left_out: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))

    def has_room(self, kind: str) -> bool:
        """Whether one more of a kind is told; else it is counted."""
        if len(self.listed[kind]) < MOST_KEPT:
            return True
        self.left_out[kind] += 1
        return False

    def add(self, kind: str, change: Change) -> None:
        """Keep one that there is room for."""
        self.listed[kind].append(change)

    def to_plain(self) -> dict[str, Any]:
        """Return, for each kind, its rows, and how many are not listed where there are too many."""
        left = {kind: count for kind, count in self.left_out.items() if count}
        return {
            "changes": {kind: [one.to_plain() for one in self.listed[kind]] for kind in KINDS},
            "changes_not_listed": left,
        }


def fields_between(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """Return in which fields two contents differ, in their order; those of a part are named with it (`document.url`)."""
    before, after = _flat(old), _flat(new)
    return tuple(
        FieldChange(name, before.get(name), after.get(name))
        for name in dict.fromkeys((*before, *after))
        if before.get(name) != after.get(name)
    )


def _flat(content: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in content.items():
        if isinstance(value, Mapping):
            flat |= {f"{name}.{part}": each for part, each in value.items()}
        elif name not in _ASIDE:
            flat[name] = value
    return flat
