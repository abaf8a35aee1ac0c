"""What one claim does for the picture, and the number of people that it gives."""

from __future__ import annotations

from enum import IntEnum

from muster.model import Claim, is_presence
from muster.vocabulary import CountUnit, Kind, PlaceRole, Stance
from muster.words import count_words


class Role(IntEnum):
    """What a claim does for the picture: only `PRESENT` is presence, and `PLANNED` is never added to it."""

    OTHER = 0
    PRESENT = 1
    PLANNED = 2
    ANSWER = 3


def role_of(claim: Claim) -> Role:
    """Return whether a claim reports presence, plans it, answers another claim, or does none of these."""
    return role_of_terms(claim.stance, claim.kind, claim.place_role)


def role_of_terms(stance: Stance, kind: Kind, place_role: PlaceRole | None) -> Role:
    """Return the role of any claim with these three."""
    if is_presence(stance, kind, place_role):
        return Role.PRESENT
    if stance in {Stance.DENIES, Stance.DOUBTS, Stance.DECLINES}:
        return Role.ANSWER
    return Role.PLANNED if kind is Kind.PLANNED else Role.OTHER


def size_of(claim: Claim) -> int:
    """Return the number of a claim as one figure: its best, else its high, else its low; 0 where it gives none."""
    return next((n for n in (claim.count_best, claim.count_high, claim.count_low) if n is not None), 0)


def gives_people(claim: Claim) -> bool:
    """Return whether a claim counts people; flights and ships are no strength."""
    return claim.count_unit is CountUnit.PEOPLE and bool(count_words(claim))
