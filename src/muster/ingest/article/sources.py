"""From a speaker's name as written to a source of the data set, or to a name that is proposed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from muster.gazetteer.names import fold_name
from muster.ingest.article import demonyms
from muster.model import Dataset, Source
from muster.vocabulary import SourceKind

_ALIKE = 92
_SMALL = frozenset(
    [
        "the",
        "of",
        "for",
        "and",
        "a",
        "an",
        "in",
        "on",
        "to",
        "its",
        "his",
        "her",
        "their",
        "s",
        "u",
        "service",
        "services",
        "ministry",
        "minister",
        "state",
        "defence",
        "defense",
        "national",
        "office",
        "directorate",
        "republic",
        "president",
        "former",
        "report",
        "main",
        "public",
        "news",
        "agency",
        "intelligence",
    ]
)
_SPY = re.compile(
    r"\b(?:intelligence|spy|spies|espionage|разведк\w*|розвідк\w*|국정원|정보)\b", re.IGNORECASE
)
_OTHER_SERVICE = re.compile(r"\b(?:foreign|domestic|counter)[ -]?intelligence\b", re.IGNORECASE)
_OTHER_NAMES = re.compile(r"\b(?:HUR|ГУР)\b")
"""The GUR as others write it."""
_SEATS = {
    "kremlin": "RU",
    "white house": "US",
    "pentagon": "US",
    "elysee": "FR",
    "downing street": "GB",
    "blue house": "KR",
}
_ANALYSTS = re.compile(
    r"^(?:(?:military|some|many|several|security|other|independent|defence|defense)\s+)*(?:analysts|experts|observers)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Known:
    """Who a speaker is: a source of the data set, or only a name."""

    source_id: str | None
    name: str


@dataclass(slots=True)
class SourceBook:
    """The sources of a data set, asked by name; names that the text explains ("(GUR)") are learnt as they come."""

    dataset: Dataset
    capitals: Mapping[str, str]
    """Folded names of capitals to the country's code: "Seoul's agency" is South Korea's."""
    countries: Mapping[str, str]
    """Folded names of countries to their code."""
    author: str = ""
    lead: str | None = None
    """The id of whom the text below its headline credits first; "" for somebody new, None before that is read."""
    _by_names: dict[str, Source | None] = field(default_factory=dict)
    _learnt: dict[str, str] = field(default_factory=dict)
    _named: list[str] = field(default_factory=list)
    """Source ids in the order in which the text names them, the latest last."""

    def learn(self, text: str) -> None:
        """Take what a text says of short names: "Main Directorate of Intelligence (GUR)"."""
        for match in re.finditer(
            r"((?:[A-Z][\w’'-]*\s+(?:(?:of|for|on|and|the)\s+){0,2}){1,7})\(([A-Z][A-Za-z]{1,9})\)", text
        ):
            self._learnt[match[2]] = " ".join(match[1].split())

    def find(self, name: str) -> Known:
        """Return who is meant: by name, by the words of a name, by the service of a country, else the name itself."""
        if not name:
            return Known(self._unattributed(), "")
        source = (
            self._by_name(name) or self._by_service(name) or self._by_country(name) or self._by_crowd(name)
        )
        if source is None and (longer := self._learnt.get(name.rsplit(maxsplit=1)[-1])):
            source = self._by_name(longer)
        if source is not None:
            self._named.append(source.source_id)
            return Known(source.source_id, name)
        return Known(None, name)

    def of_author(self) -> Known:
        """Return the author whom the byline names, as a source."""
        if self.author and (source := self._by_name(self.author)):
            return Known(source.source_id, self.author)
        return Known(None, self.author or "the author")

    def nobody(self) -> Known:
        return Known(self._unattributed(), "")

    def _unattributed(self) -> str | None:
        ids = [s.source_id for s in self.dataset.sources.values() if s.kind is SourceKind.UNATTRIBUTED]
        return ids[0] if ids else None

    def _by_name(self, name: str) -> Source | None:
        if name not in self._by_names:
            self._by_names[name] = self._most_alike(name)
        return self._by_names[name]

    def _most_alike(self, name: str) -> Source | None:
        name = _OTHER_NAMES.sub("GUR", name)
        asked = _words(name)
        if not asked:
            return None
        best: tuple[float, Source] | None = None
        for source in self.dataset.sources.values():
            if source.kind is SourceKind.UNATTRIBUTED or source.name.lower().startswith("author of"):
                continue
            if _is_somebody_else(name, source) or self._is_only_of_country(name, source):
                continue
            value = max(_likeness(asked, name, known) for known in _names_of(source))
            if value >= _ALIKE and (best is None or value > best[0]):
                best = value, source
        return best[1] if best else None

    def _is_only_of_country(self, name: str, source: Source) -> bool:
        """Return whether a body and a name share their country alone: "Ukraine" is not its intelligence service."""
        if (other := _OTHER_SERVICE.search(name)) and other[0].lower() not in source.name.lower():
            return True
        if source.kind is SourceKind.PARTY or not source.country:
            return False
        theirs = self._without_country(_names_of(source)[1], source.country)
        asked = self._without_country(name, source.country)
        sorts = [word for word in _SORTS if word in source.name.lower()]
        is_of_sort = bool(sorts) and sorts[0] in name.lower().replace("spy", "intelligence")
        return not is_of_sort and (not asked or (not theirs and not asked & _words(source.short_name)))

    def _without_country(self, name: str, code: str) -> set[str]:
        rest = demonyms.pattern().sub(lambda one: "" if demonyms.country_of(one[0]) == code else one[0], name)
        words = re.sub(r"[’']s?\b", "", rest).split()
        for size in (3, 2, 1):
            for start in range(len(words) - size, -1, -1):
                key = fold_name(" ".join(words[start : start + size]))
                if code in {self.countries.get(key), self.capitals.get(key)}:
                    del words[start : start + size]
        return _words(" ".join(words))

    def summed_up(self, name: str) -> Known | None:
        """Return the service that a headline means by its country, where the report begins with what that service said."""
        lead = self.dataset.sources.get(self.lead or "")
        code = self.country_in(name)
        if lead is None or lead.kind is not SourceKind.INTELLIGENCE_SERVICE or lead.country != code:
            return None
        named = [self.dataset.sources[one] for one in self._named]
        is_of_others = any(one.country == code and one.kind is SourceKind.GOVERNMENT for one in named)
        is_country = self._is_only_country(re.sub(r"[’']s?$", "", name))
        return Known(lead.source_id, name) if is_country and not is_of_others else None

    def _by_service(self, name: str) -> Source | None:
        """As in "South Korea's spy agency", "Seoul's intelligence agency": the service of that country, where there is one."""
        if not _SPY.search(name):
            return None
        code = self.country_in(name)
        kinds = SourceKind.INTELLIGENCE_SERVICE
        found = [
            s
            for s in self.dataset.sources.values()
            if s.kind is kinds
            and (not code or s.country == code)
            and not ((other := _OTHER_SERVICE.search(name)) and other[0].lower() not in s.name.lower())
        ]
        named = [s for s in found if s.source_id in self._named]
        return found[0] if len(found) == 1 and code else named[-1] if named and code else None

    def _by_country(self, name: str) -> Source | None:
        """A country or its capital that speaks: the party itself; never one of its services or ministers."""
        code = self.country_in(name)
        rest = re.sub(r"[’']s?$", "", name)
        if not code or not self._is_only_country(rest):
            return None
        parties = [
            s for s in self.dataset.sources.values() if s.kind is SourceKind.PARTY and s.country == code
        ]
        return parties[0] if parties else None

    def _by_crowd(self, name: str) -> Source | None:
        """Unnamed analysts; "Ukrainian sources", who are the service of theirs that the text speaks of."""
        if _ANALYSTS.match(name):
            crowd = [
                s
                for s in self.dataset.sources.values()
                if "analyst" in s.source_id and s.kind is SourceKind.INDIVIDUAL
            ]
            return crowd[0] if crowd else None
        sources = re.fullmatch(r"(?P<whose>[\w .]+?)(?:[’']s)? (?:\w+ )?sources", name)
        people = demonyms.pattern().fullmatch(sources["whose"]) if sources else None
        if people is not None:
            code = demonyms.country_of(people[0])
            ours = [
                s for key in reversed(self._named) for s in [self.dataset.sources[key]] if s.country == code
            ]
            return ours[0] if ours else None
        return None

    def country_in(self, name: str) -> str:
        """Return the country that a speaker's name speaks of; "" for none."""
        for seat, code in _SEATS.items():
            if seat in name.lower():
                return code
        people = demonyms.pattern().search(name)
        if people:
            return demonyms.country_of(people[0])
        words = re.sub(r"[’']s?\b", "", name).split()
        for size in (3, 2, 1):
            for start in range(len(words) - size + 1):
                key = fold_name(" ".join(words[start : start + size]))
                if code := self.countries.get(key) or self.capitals.get(key) or "":
                    return code
        return ""

    def _is_only_country(self, name: str) -> bool:
        key = fold_name(name)
        return key in self.countries or key in self.capitals or name.lower() in _SEATS


def _names_of(source: Source) -> list[str]:
    short = re.sub(r"\s*\([^)]*\)", "", source.name)
    return [source.name, short, source.short_name, source.source_id.replace("-", " ")]


def _words(name: str) -> set[str]:
    return {
        word
        for word in re.findall(r"[^\W_]+", name.lower().replace("u.s.", "us"))
        if word not in _SMALL and len(word) > 1
    }


_OFFICE_SMALL = frozenset({"the", "of", "for", "and", "a", "an", "in", "s", "then"})
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "sir", "secretary", "minister", "president", "general", "gen", "chief", "professor", "prof", "expert", "analyst", "researcher"})  # fmt: skip
_SAME_WORDS = (
    (re.compile(r"\bUnited States\b|\bU\.S\.(?!\w)|\bAmerican?(?:[’']s)?\b", re.IGNORECASE), "us"),
    (re.compile(r"\bdefence\b", re.IGNORECASE), "defense"),
)


def _office_words(text: str) -> list[str]:
    for pattern, same in _SAME_WORDS:
        text = pattern.sub(same, text)
    return [word for word in re.findall(r"[^\W_]+", text.lower()) if word not in _OFFICE_SMALL]


def _is_somebody_else(name: str, source: Source) -> bool:
    """Return whether a name has another person or office than a source that is one: "US Secretary of State Antony Blinken"."""
    person, comma, office = source.name.partition(",")
    whole = person.split()
    if not comma or source.kind not in {SourceKind.GOVERNMENT, SourceKind.INDIVIDUAL} or len(whole) != 2:
        return False
    theirs = {*_office_words(office), *_office_words(source.short_name), *_office_words(source.source_id)}
    surname = re.search(rf"(?<!\w){re.escape(whole[-1])}(?!\w)(?P<whose>[’']s?\s+(?!office|statement|remarks|words)\w)?", name, re.IGNORECASE)  # fmt: skip
    if surname is None:
        return not {*_office_words(name)} <= theirs
    before = re.search(r"[A-ZÀ-Þ][\w’'-]+\W*$", name[: surname.start()])
    own = {whole[0].lower(), *_TITLES, *theirs}
    is_other = before is not None and not own.intersection(_office_words(before[0]))
    is_whole = re.search(rf"\b{re.escape(whole[0])}\b", name, re.IGNORECASE) is not None
    return bool(is_other and not is_whole) or bool(surname["whose"])


_SORTS = ("intelligence", "directorate", "service", "ministry", "minister", "office", "government", "president", "army", "military")  # fmt: skip


def _is_of_the_sort(name: str, known: str) -> bool:
    """Return whether a name has the first word that tells of what sort a body is, where the body's own name has one."""
    sorts = [word for word in _SORTS if word in known.lower()]
    told = name.lower().replace("spy", "intelligence")
    return not sorts or sorts[0] in told or not any(word in told for word in (*_SORTS, "corps", "brigade", "staff", "forces", "police", "guard", "command"))  # fmt: skip


def _likeness(asked: set[str], name: str, known: str) -> float:
    """Return 0 to 100: whole for one that holds all that tells the other."""
    theirs = _words(known)
    if not theirs:
        return 0
    if fold_name(name) == fold_name(known):
        return 100
    shared = asked & theirs
    if len(theirs) == 1 and not _is_of_the_sort(name, known):
        return 0  # "Ukraine's Security Service" is not its military intelligence
    capitals = {word.lower() for word in re.findall(r"[A-Z][\w-]+", name)}
    acronyms = set(re.findall(r"\b[A-Z]{3,}\b", known)) & set(re.findall(r"\b[A-Z]{3,}\b", name))
    people = known.split(",", maxsplit=1)[0].split()
    surname = people[-1].lower()
    if "," in known and len(people) == len(("first", "last")) and surname not in name.lower():
        return 0  # "a UN expert" is nobody by name
    values = (
        (bool(acronyms), 99.0),
        (shared == theirs and (len(theirs) > 1 or bool(theirs & capitals)), 98.0),
        ("," in known and len(people) == 2 and name.rsplit(maxsplit=1)[-1].lower() == surname, 96.0),
        (len(shared) >= 2 and shared == asked, 95.0),
    )
    alike = (
        fuzz.token_set_ratio(" ".join(sorted(asked)), " ".join(sorted(theirs))) if len(shared) >= 2 else 0.0
    )
    return next((value for holds, value in values if holds), alike)
