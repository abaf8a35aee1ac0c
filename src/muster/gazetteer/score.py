"""From a fit to a probability: how often an answer that fits so well is right."""

from collections.abc import Sequence
from itertools import pairwise

FIRST = (
    (0.0, 0.0),
    (0.36, 0.04),
    (0.38, 0.16),
    (0.40, 0.28),
    (0.42, 0.71),
    (0.71, 0.81),
    (0.96, 0.88),
    (0.97, 0.94),
    (1.0, 0.96),
)
"""Fit of the first candidate, or of those that fit about as well, to how often the place is it, or among them."""
BEHIND = ((0.0, 0.0), (0.30, 0.001), (0.36, 0.005), (0.40, 0.05), (0.43, 0.12), (0.60, 0.16), (1.0, 0.16))
"""Fit of a candidate behind them to how often it is the place. Both measured by scripts/calibrate_names.py."""


def score(fit: float, sharing: int) -> float:
    """Return the score, above 0 to 1, of one of so many candidates that fit best, about equally well."""
    return max(_at(FIRST, fit) / sharing, 0.001)


def score_behind(fit: float, first: float) -> float:
    """Return the score of a candidate behind those, never above `first`, which is theirs."""
    return max(min(_at(BEHIND, fit), first), 0.001)


def _at(points: Sequence[tuple[float, float]], fit: float) -> float:
    """Return what lies at a fit on the line through the points, which are sorted."""
    for (x, y), (next_x, next_y) in pairwise(points):
        if fit <= next_x:
            return y + (next_y - y) * max(fit - x, 0) / (next_x - x)
    return points[-1][1]
