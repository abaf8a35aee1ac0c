"""Numbers of people as other people write them. What 1.500 means is proved by the file, or said; never assumed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

_GROUPS = " \u00a0\u2009\u202f'\u2019"
"""What groups thousands and is nowhere a decimal mark."""
_PLAIN = re.compile(r"\d{1,12}", re.ASCII)
_SPACED = re.compile(rf"\d{{1,3}}(?:([{_GROUPS}])\d{{3}})(?:\1\d{{3}})*(?:[.,]0*)?", re.ASCII)
_MARKED = re.compile(r"\d{1,12}(?:[.,]\d+)+", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d?(?:,\d{2})+,\d{3}", re.ASCII)
"""Also in lakhs and crores: 1,50,000."""
_BOTH = re.compile(r"\d{1,3}(?:\.\d{3})+,\d*|\d{1,3}(?:,\d{3})+\.\d*", re.ASCII)


class Mark(StrEnum):
    """Which mark stands before decimals; the other one groups thousands."""

    POINT = "point"
    COMMA = "comma"

    @property
    def sign(self) -> str:
        return "." if self is Mark.POINT else ","


_OTHER = {".": Mark.COMMA, ",": Mark.POINT}
_OWN = {".": Mark.POINT, ",": Mark.COMMA}


@dataclass(slots=True)
class MarkProof:
    """What the numbers of a file say of their marks, number by number."""

    point: str = ""
    comma: str = ""
    either: str = ""
    coordinate: str = ""
    """A coordinate that is written with decimals: then the other mark stands before none."""
    _seen: set[str] = field(default_factory=set)

    def add(self, text: str) -> None:
        """Take one number into account: two groups, both marks, or no group of three prove what a mark is for."""
        text = text.strip()
        if _MARKED.fullmatch(text) is None:
            return
        proved = _proved(text)
        if proved is Mark.POINT:
            self.point = self.point or text
        elif proved is Mark.COMMA:
            self.comma = self.comma or text
        elif may_be_two(text):
            self.either = self.either or text
            self._seen.update(sign for sign in ".," if sign in text)

    @property
    def mark(self) -> Mark | None:
        """The decimal mark that is proved, None where none is, or both are.

        A coordinate such as 51.23 is a proof for 1,500 alone: 1.500 would be no whole number then, and is asked.
        """
        if bool(self.point) == bool(self.comma):
            own = next((sign for sign in ".," if sign in self.coordinate), "")
            is_told = own and self._seen and own not in self._seen and not self.point
            return _OWN[own] if is_told else None
        return Mark.POINT if self.point else Mark.COMMA


def _proved(text: str) -> Mark | None:
    """Return the decimal mark that one number proves, None where it may be either or breaks every rule."""
    if _BOTH.fullmatch(text):
        return _OWN[max(".,", key=text.rfind)]
    signs = {letter for letter in text if letter in ".,"}
    if len(signs) > 1:
        return None
    (sign,) = signs
    if text.count(sign) > 1:
        return _OTHER[sign] if _GROUPED.fullmatch(text) else None
    return None if _GROUPED.fullmatch(text) else _OWN[sign]


def may_be_two(text: str) -> bool:
    """Return whether a number is another one by either mark, as 1.500 and 1,500 are."""
    text = text.strip()
    return (
        _MARKED.fullmatch(text) is not None and _proved(text) is None and _GROUPED.fullmatch(text) is not None
    )


def read_number(text: str, mark: Mark | None) -> int | None:
    """Return the whole number that a text is, None where it is none, or may be two and no mark is known."""
    text = text.strip()
    if _PLAIN.fullmatch(text):
        return int(text)
    if _SPACED.fullmatch(text):
        return int(re.sub(r"\D", "", re.split(r"[.,]", text)[0]))
    if _MARKED.fullmatch(text) is None:
        return None
    mark = _proved(text) or mark
    if mark is None:
        return None
    whole, _, rest = text.partition(mark.sign)
    group = "," if mark is Mark.POINT else "."
    if rest.strip("0") or (group in whole and _GROUPED.fullmatch(whole) is None):
        return None
    return int(whole.replace(group, ""))
