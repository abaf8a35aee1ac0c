"""The place names of a data set, as they may stand in a sentence."""

import re
from dataclasses import dataclass
from functools import lru_cache

from muster.ingest.article.spans import Span
from muster.model import Dataset


class Names:
    """The place names of a data set, as they may stand in a sentence; built once for each version of it."""

    def __init__(self, dataset: Dataset) -> None:
        self._by_name: dict[str, str] = {}
        several: set[str] = set()
        for place in dataset.places.values():
            for name in (place.name, *(name for _, name in place.names)):
                key = " ".join(name.casefold().replace("’", "'").replace("–", "-").split())
                if self._by_name.setdefault(key, place.place_id) != place.place_id:
                    several.add(key)
        self._several = frozenset(several)
        words = sorted(self._by_name, key=len, reverse=True)
        loose = [re.escape(word).replace("'", "[’']").replace(r"\ ", r"\s+") for word in words if " " in word]
        self._loose = re.compile(rf"(?<!\w)(?:{'|'.join(loose)})(?!\w)", re.IGNORECASE) if loose else None
        hangul = [re.escape(word) for word in words if "가" <= word[0] <= "힣" and len(word) > 1]
        self._hangul = re.compile("|".join(hangul)) if hangul else None

    def own(self, text: str) -> str:
        """Return the id of the one place of the data set with just this name; "" for none or several."""
        key = " ".join(text.casefold().replace("’", "'").replace("–", "-").split())
        return "" if key in self._several else self._by_name.get(key, "")

    def border(self, one: str, other: str) -> str:
        """Return the id of the border between two countries, where the data set has it."""
        return self.own(f"{one}-{other} border") or self.own(f"{other}-{one} border")

    def border_with(self, one: str) -> str:
        """Return the id of the only border of a country that the data set has; "" where it has several or none."""
        key = one.casefold()
        found = {
            place_id
            for name, place_id in self._by_name.items()
            if name.endswith(" border") and key in re.split(r"[-\s]", name)
        }
        return found.pop() if len(found) == 1 else ""

    def phrases(self, text: str) -> list[Span]:
        """Return where names of several words stand, and Korean ones, which are written together with particles."""
        found = [Span(*match.span()) for match in self._loose.finditer(text)] if self._loose else []
        if self._hangul:
            found += [Span(*match.span()) for match in self._hangul.finditer(text)]
        return found


@lru_cache(maxsize=4)
def _names_of(version: str, dataset: "_Hashed") -> Names:  # noqa: ARG001 - the version is the key
    return Names(dataset.dataset)


@dataclass(frozen=True, eq=False)
class _Hashed:
    dataset: Dataset

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hashed)


def names_of(dataset: Dataset) -> Names:
    return _names_of(dataset.version, _Hashed(dataset))
