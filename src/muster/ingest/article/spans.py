"""Where words stand: half-open ranges of characters in a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The characters from `start` up to, and without, `end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def moved(self, by: int) -> "Span":
        return Span(self.start + by, self.end + by)


def is_free(span: Span, taken: Iterable[Span]) -> bool:
    """Return whether a span overlaps none of the others."""
    return not any(span.overlaps(other) for other in taken)


def trimmed(text: str, span: Span) -> Span:
    """Return the span without white space and stray punctuation at its ends."""
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in ",;:'’\"“”()–—"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ',;:"“”(–—'):
        end -= 1
    return Span(start, end)
