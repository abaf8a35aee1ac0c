"""Names spelled nearly so, among hundreds of thousands: a filter on letters and length first, then the exact measure."""

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

_THRICE = "aeiklnorstu"


def signature(key: str) -> int:
    """Return 64 bits of a folded name: which letters it has at all, twice, and the common ones three times; any digit.

    A letter put in or taken out flips at most one bit, so that names have at least as many such steps between them as
    their signatures have bits apart.
    """
    bits = 0
    for letter in set(key):
        times = key.count(letter)
        if letter < "a":
            bits |= 1 << 52
            continue
        at = ord(letter) - ord("a")
        bits |= 1 << at
        if times > 1:
            bits |= 1 << (26 + at)
        if times > 2 and letter in _THRICE:
            bits |= 1 << (53 + _THRICE.index(letter))
    return bits


class Likenesses:
    """Folded names sorted by length, each with its signature; nothing is decoded before it passes the filter.

    `starts[n]` is the first position whose name has at least `n` letters; `name_of` gives the name at a key number.
    """

    def __init__(
        self,
        numbers: NDArray[np.uint32],
        signatures: NDArray[np.uint64],
        starts: Sequence[int],
        name_of: Callable[[int], str],
    ) -> None:
        self._numbers = numbers
        self._signatures = signatures
        self._starts = starts
        self._name_of = name_of

    def nearest(self, key: str, *, least: float, limit: int) -> list[tuple[int, float]]:
        """Return (key number, likeness from `least` to 100) by rapidfuzz `ratio`, most alike first, then by number."""
        wanted, share = np.uint64(signature(key)), 1 - least / 100
        shortest, longest = len(key) * (1 - share) / (1 + share), len(key) * (1 + share) / (1 - share)
        numbers: list[int] = []
        for length in range(math.ceil(shortest - 1e-9), int(longest + 1e-9) + 1):
            low, high = self._start(length), self._start(length + 1)
            flips = np.bitwise_count(self._signatures[low:high] ^ wanted)
            steps = int((len(key) + length) * share + 1e-9)
            numbers += self._numbers[low:high][flips <= steps].tolist()
        if not numbers:
            return []
        names = [self._name_of(number) for number in numbers]
        alike = process.cdist([key], names, scorer=fuzz.ratio, score_cutoff=least, dtype=np.float32)[0]
        found = [(numbers[i], float(alike[i])) for i in np.flatnonzero(alike).tolist()]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def _start(self, length: int) -> int:
        return self._starts[min(max(length, 0), len(self._starts) - 1)]
