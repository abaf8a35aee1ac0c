"""From words as written to a key (`fold_name`) and to what they ask for (`parse_name`)."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from muster.gazetteer.words import (
    HANGUL_SUFFIXES,
    IN_PHRASES,
    LEAD_PHRASES,
    LONGEST_PHRASE,
    NEAR_AFTER_PHRASES,
    NEAR_PHRASES,
    TYPE_PHRASES,
)

# The families of transliteration that reporters use side by side, each as (pattern, what it becomes). None makes a
# key longer, so that applying them until nothing changes ends, and folding twice changes nothing.
_FAMILIES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=[aeou])j(?=[ae])|(?<=[iy])j(?![aeiou])|(?<=[nrl])j(?=a)", "i"),  # -skoje, Ussurijsk, Brjansk
        (r"y", "i"),  # Bryansk, Primorsky; and й beside и, ы beside и
        (r"ii+", "i"),  # Primorskiy, Ussuriisk, and ї beside і
        (r"(?<=[aeou])ie|^ie", "e"),  # -skoye beside -skoe, Sergeyevka, Yelizovo beside Elizovo
        (r"shch", "sch"),  # Blagoveschensk
    )
)
KEPT_KEYS = 4096
"""A name is folded a dozen times while it is resolved."""
_APART = re.compile(r"[,;()\[\]،、，；（）]|\s[-\u2010-\u2015]\s")
_OWNER = re.compile(r"(?P<owner>.+)['’ʼ]s|(?P<plural>.+s)['’ʼ]", re.IGNORECASE)
SPELLED_OUT = re.compile(r"[A-Za-z\u00c0-\u024f\u0400-\u04ff]")
"""A Latin or Cyrillic letter: these scripts spell each other, letter by letter; others are only transcribed."""
_STEM = re.compile(r"sk(?:aia|oi|oiu|oe|uiu|iu|ogo|oho|omu|om|im|imi|ih|ikh|i|a|u|e)?$")


@dataclass(frozen=True, slots=True)
class NameCue:
    """What a place text asks for: a bare name, and what the words around it say."""

    core: str
    """The name without its type word and lead-in; never empty unless the text is."""
    type_cue: str | None = None
    """A key of `words.CUE_KINDS`, or None where no word tells the kind."""
    qualifiers: tuple[str, ...] = ()
    """What the name is said to lie in, as written, nearest first: "Primorsky Krai", "Russia"."""
    near: bool = False
    """The text speaks of somewhere near the core, not of the core itself."""
    context: tuple[str, ...] = ()
    """Other names that the text says it is near to."""
    unnamed: str | None = None
    """The cue of what has no name of its own: "a military facility in Khabarovsk" speaks of Khabarovsk."""


@lru_cache(maxsize=KEPT_KEYS)
def fold_name(name: str) -> str:
    """Return the lookup key of a place name: letters a to z and digits.

    Ignores case, accents, spacing, punctuation, soft signs and script, and the spellings of one sound that reporters
    use side by side (-skoe, -skoye, -skoje; Sergeevka, Sergeyevka). Folding twice changes nothing. Lossy: й/и and ї/і
    share a key, so callers must expect several places for one key. Names of one place that differ by language
    (Kiev, Kyiv; Kharkov, Kharkiv) keep different keys: those are aliases. Empty where there is no letter or digit.
    """
    kept = "".join(
        c if unicodedata.category(c)[0] in "LMN" else " "
        for c in unicodedata.normalize("NFKC", name).casefold()
    )
    key = re.sub(r"[^a-z0-9]", "", anyascii(kept).lower())
    while True:
        folded = key
        for pattern, replacement in _FAMILIES:
            folded = pattern.sub(replacement, folded)
        if folded == key:
            return key
        key = folded


def stem_name(name: str) -> str:
    """Return the folded name without the ending of a Russian or Ukrainian adjective: Курской, Курская, Курську and Kursk are one."""
    return _STEM.sub("sk", fold_name(name))


def plain(name: str) -> str:
    """Return the name in lower case, composed, with single spaces and without apostrophes; accents and script stay."""
    text = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(re.sub(r"['’ʼ`´‘\u00ad\u200b-\u200d\ufeff]", "", text).split())


def parse_name(text: str) -> NameCue:
    """Split a place text into the name and the cues around it.

    The order of trust is the reader's: after a comma, "in" or a possessive stands what the name lies in; after a later
    "near" stands context; a leading "near" or a trailing "area" makes it a surrounding of the core.
    """
    parts = [words for part in _APART.split(text) if (words := _words(part))]
    if not parts:
        return NameCue(text.strip())
    segments = [segment for part in parts for segment in _segments(part)]
    (near, core), *rest = segments
    owner, core = _split_owner(core)
    core, cue = _split_type(core)
    unnamed = None
    if not core and rest:
        unnamed = cue
        (near, core), *rest = rest
        core, cue = _split_type(core)
    core, around = _split_after(core)
    if cue is None:
        core, cue = _split_type(core)
    core = core or segments[0][1]
    inside = tuple(" ".join(words) for is_near, words in rest if not is_near)
    beside = tuple(" ".join(words) for is_near, words in rest if is_near)
    return NameCue(" ".join(core), cue, inside + owner, near or around, beside, unnamed)


def _words(text: str) -> list[str]:
    return [word for word in text.split() if fold_name(word)]


def _opening(words: list[str], phrases: frozenset[tuple[str, ...]] | dict[tuple[str, ...], str]) -> int:
    """Return how many words at the start make the longest phrase of the table; 0 for none."""
    said = tuple(plain(word) for word in words[:LONGEST_PHRASE])
    return next((n for n in range(len(said), 0, -1) if said[:n] in phrases), 0)


def _segments(words: list[str]) -> list[tuple[bool, list[str]]]:
    """Cut "X in Y near Z" into (is it near, words); lead-ins are dropped, and no segment is empty."""
    near, start = False, 0
    while start < len(words) - 1:
        if n := _opening(words[start:-1], NEAR_PHRASES):
            near = True
        elif not (n := _opening(words[start:-1], LEAD_PHRASES)):
            break
        start += n
    for i in range(start + 1, len(words) - 1):
        if _opening(words[i:-1], NEAR_PHRASES) or _opening(words[i:-1], IN_PHRASES):
            return [(near, words[start:i]), *_segments(words[i:])]
    return [(near, words[start:])]


def _split_type(words: list[str]) -> tuple[list[str], str | None]:
    """Take one type phrase off the end ("Kursk region") or the start ("city of Kursk"); the rest may be empty."""
    for n in range(min(len(words), LONGEST_PHRASE), 0, -1):
        cue = TYPE_PHRASES.get(tuple(plain(word) for word in words[-n:]))
        if cue:
            return words[:-n], cue
    if n := _opening(words, TYPE_PHRASES):
        cue = TYPE_PHRASES[tuple(plain(word) for word in words[:n])]
        return words[n + _opening(words[n:-1], LEAD_PHRASES) :], cue
    last = plain(words[-1]) if words else ""
    for suffix, cue in HANGUL_SUFFIXES.items():
        # One syllable is no name left over: 광주 is a city, not the region 광.
        if last.endswith(suffix) and len(last) >= len(suffix) + 2:
            return [*words[:-1], last.removesuffix(suffix)], cue
    return words, None


def _split_owner(words: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """Take "Russia's" or "North Korea's" off the start."""
    for n in range(1, min(len(words), 4)):
        if match := _OWNER.fullmatch(words[n - 1]):
            return (" ".join([*words[: n - 1], match["owner"] or match["plural"]]),), words[n:]
    return (), words


def _split_after(words: list[str]) -> tuple[list[str], bool]:
    if len(words) > 1 and (plain(words[-1]),) in NEAR_AFTER_PHRASES:
        return words[:-1], True
    return words, False
