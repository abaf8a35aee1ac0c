"""Cells of a CSV that a spreadsheet shows and never runs."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def guarded(value: object) -> object:
    """Return the value, a text that a spreadsheet would run kept from it by an apostrophe; None is the empty cell."""
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
