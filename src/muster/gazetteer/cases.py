"""Russian and Ukrainian names in an oblique case, back to the name in a gazetteer: Курска, под Киевом, у Львові."""

import re
from itertools import product

MOST_WORDS = 3
MOST_GUESSES = 24
_CYRILLIC = re.compile(r"[\u0400-\u04ff’ʼ' -]+")

# Endings of the oblique cases, longest first, each with what the nominative may end in. Several fit one ending: a
# guess counts only where the gazetteer has that very name.
_ENDINGS = {
    "овом": ("ів", "ов", "ово"), "євом": ("їв", "єв"), "евом": ("ев", "ево"),
    "ской": ("ская", "ской"), "ською": ("ська",),
    "ского": ("ский", "ское"), "ського": ("ський", "ське"), "скому": ("ский", "ское"), "ському": ("ський", "ське"),
    "ском": ("ский", "ское", "ск"), "ським": ("ський", "ське"), "ским": ("ский", "ское"),
    "него": ("ний", "нее"), "ного": ("ный", "ное", "ний", "не"), "нем": ("ний", "нее"), "ном": ("ный", "ное", "н", "но"),
    "ого": ("ый", "ий", "ой", "ое", "е"), "его": ("ий", "ее"), "ому": ("ый", "ий", "ое", "е"),
    "ова": ("ів", "ов", "ово"), "ову": ("ів", "ов", "ово"), "ові": ("ів", "ов"), "ове": ("ов", "ово"),
    "єва": ("їв", "єв"), "єву": ("їв", "єв"), "єві": ("їв", "єв"), "ева": ("ев", "ево"), "еве": ("ев", "ево"),
    "ами": ("ы", "и", "а"), "ями": ("и",), "ах": ("ы", "и", "а"), "ях": ("и", "я"),
    "ии": ("ия",), "ії": ("ія",), "ию": ("ия", "ий"), "ію": ("ія",), "ией": ("ия",), "ією": ("ія",),
    "ью": ("ь",), "ье": ("ье",), "ья": ("ье",),
    "ом": ("", "о"), "ем": ("ь", "й", "е"), "ої": ("а",), "ой": ("а", "ая"), "ою": ("а",), "ей": ("я", "и"), "ею": ("я",),
    "а": ("", "о"), "у": ("", "а", "о"), "е": ("", "а", "о"), "ы": ("а",), "и": ("ь", "а", "я"), "і": ("", "а", "о", "ь"),
    "я": ("ь", "е", "й"), "ю": ("ь", "я", "й", "е"), "": ("ы", "и", "а"),
}  # fmt: skip
_LONGEST_FIRST = sorted(_ENDINGS, key=lambda ending: (-len(ending), ending))
_FEWEST_LEFT = 2


def nominatives(name: str) -> list[str]:
    """Return the names that this could be an oblique case of, likeliest first; none for other scripts and long texts."""
    words = name.split()
    if not (0 < len(words) <= MOST_WORDS and _CYRILLIC.fullmatch(name)):
        return []
    guesses = product(*(_guesses(word) for word in words))
    found = [" ".join(guess) for guess in guesses]
    return [guess for guess in dict.fromkeys(found) if guess != name][:MOST_GUESSES]


def _guesses(word: str) -> list[str]:
    head, joint, tail = word.partition("-на-")
    if joint:
        return [f"{guess}{joint}{tail}" for guess in _guesses(head)]
    lower = word.lower()
    found = [
        word[: len(word) - len(ending)] + other
        for ending in _LONGEST_FIRST
        if lower.endswith(ending) and len(word) - len(ending) >= _FEWEST_LEFT
        for other in _ENDINGS[ending]
    ]
    return [*found, word]
