"""Cells of a CSV that a spreadsheet shows and never runs."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_GUARDED = tuple(f"'{mark}" for mark in (*_FORMULA, "'"))
"""What reads as if it had been guarded: it is guarded too, so that it comes back as it was."""


def guarded(value: object) -> object:
    """Return the value, a text that a spreadsheet would run kept from it by an apostrophe; None is the empty cell."""
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith((*_FORMULA, *_GUARDED)) else value
