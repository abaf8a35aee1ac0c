"""Matches that folding lets through and a reader would not."""

from muster.gazetteer.index import Match, NameFinder
from muster.gazetteer.names import SPELLED_OUT, fold_name, parse_name, stem_name

_FAMILIES = {"oblast": ("obl",), "krai": ("kra",), "republic": ("resp", "repub"), "okrug": ("okrug",)}
"""The sorts of Russian and Ukrainian divisions, by how their folded type words begin; "region" may be any of them."""


def is_read(index: NameFinder, match: Match, text: str) -> bool:
    """Whether the text, in the script that it is in, may stand for the name that has its folded key.

    Latin and Cyrillic letters spell each other. A folded Korean, Arabic or Chinese text is only a likeness of a name
    in Latin letters: one of the place's names must have the key in the text's own script.
    """
    if match.tier != "folded" or SPELLED_OUT.search(text):
        return True
    key = fold_name(text)
    return any(fold_name(name) == key and not SPELLED_OUT.search(name) for name in index.names(match))


def of_the_family(index: NameFinder, formed: list[Match], text: str) -> list[Match]:
    """Return those of several divisions of one stem that are of the sort that the text says, or all if none is."""
    said = families_of(text)
    if not said or len(formed) < 2:
        return formed
    stem = stem_name(parse_name(text).core)
    fitting = [
        match
        for match in formed
        if any(
            families_of(name) & said and stem_name(parse_name(name).core) == stem
            for name in index.names(match)
        )
    ]
    return fitting or formed


def families_of(text: str) -> frozenset[str]:
    """Return the sorts of division that words of the text name: "Приморского края" is a krai."""
    words = [fold_name(word) for word in text.split()]
    return frozenset(
        family for family, starts in _FAMILIES.items() if any(w.startswith(starts) for w in words[1:])
    )
