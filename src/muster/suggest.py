"""Close matches for a value that does not exist."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

LIKENESS_PERCENT = 70
LONGEST = 200


def closest(value: str, existing: Iterable[str]) -> tuple[str, ...]:
    """Return up to three of the existing values that look most like `value`, best first."""
    wanted = value[:LONGEST].strip().lower()
    known = {candidate: candidate.lower() for candidate in existing}
    found = process.extract(wanted, known, scorer=fuzz.ratio, score_cutoff=LIKENESS_PERCENT, limit=3)
    return tuple(candidate for _, _, candidate in found)
