"""A judgement: which place a person says that a name means, where that holds, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from muster.errors import StoreError, shorten
from muster.gazetteer import fold_name
from muster.gazetteer.names import plain

NONE_OF_THEM = None
"""The `place_id` of a judgement that says: none of the places that were offered."""
LONGEST_TEXT = 2_000
LONGEST_WHO = 100
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Context:
    """Where a judgement holds: in one document, wherever the name is said of one country, or both.

    `country` is ISO 3166-1 alpha-2; either may be "", not both.
    """

    document_id: str = ""
    country: str = ""

    def check(self) -> Context:
        """Return itself. Raises StoreError for a context that would hold everywhere, and for what is no country."""
        if not self.document_id and not self.country:
            raise StoreError(
                "A judgement needs a context: name the document, or the country, that it is to hold for."
            )
        if self.country and not _COUNTRY.fullmatch(self.country):
            raise StoreError(
                f"{shorten(self.country)} is no country; write two letters (ISO 3166-1 alpha-2, such as RU)."
            )
        return self


@dataclass(frozen=True, slots=True)
class Judgement:
    """One row of the store, as it was written. `at` is in UTC; `place_id` is None for "none of them"."""

    judgement_id: str
    name: str
    name_key: str
    context: Context
    place_id: str | None
    who: str
    at: datetime
    why: str
    supersedes: str | None


def key_of(name: str) -> str:
    """Return the key under which all spellings of a name are one.

    A name without a letter or a digit has no folded key; it is then its own key. Raises StoreError for a blank one.
    """
    key = fold_name(name) or plain(name) or name.strip()
    if not key:
        raise StoreError("The name is empty; a judgement is on a name as it was written.")
    return key


def check_text(what: str, text: str, *, longest: int, may_be_blank: bool = False) -> str:
    """Return the text without space around it. Raises StoreError where it is blank or too long."""
    stripped = text.strip()
    if not stripped and not may_be_blank:
        raise StoreError(f"{what} is empty; a judgement without it cannot be kept.")
    if len(stripped) > longest:
        raise StoreError(f"{what} has {len(stripped)} characters; write at most {longest}.")
    if "\0" in stripped:
        raise StoreError(f"{what} holds a NUL character; remove it.")
    return stripped


def check_reason(text: str) -> str:
    """Return a reason without space around it. Raises StoreError where it is blank or too long."""
    return check_text("The reason", text, longest=LONGEST_TEXT)
