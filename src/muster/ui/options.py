"""What the options of a choice are called: each differently, as the page knows an option by its words alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from muster.model import Dataset
from muster.web.places import find_place


def told_apart(
    keys: Iterable[str], words: Callable[[str], str], more: Callable[[str], str] = str
) -> Callable[[str], str]:
    """Return the words of each key; where several share them, with what tells these apart, by itself their key."""
    plain = {key: words(key) for key in keys}
    times = Counter(plain.values())
    told = {key: text if times[text] == 1 else f"{text} · {more(key)}" for key, text in plain.items()}
    return lambda key: told[key] if key in told else words(key)


def where_it_lies(dataset: Dataset, place_id: str) -> str:
    """Return what tells a place from its namesakes of one region: its coordinates and its id."""
    place = find_place(dataset, place_id)
    if place is None or place.lat is None or place.lon is None:
        return place_id
    return f"{place.lat:.2f}, {place.lon:.2f} ({place_id})"
