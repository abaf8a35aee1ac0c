"""Where: names in a sentence that stand where something can happen, each with how it stands there."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from muster.gazetteer.words import TYPE_PHRASES
from muster.ingest.article import demonyms
from muster.ingest.article.spans import Span
from muster.model import Dataset
from muster.vocabulary import PlaceRole

_UPPER = "A-ZÀ-ÖØ-ÞĀŁŚŞČŠŽА-ЯЁІЇЄҐ"
_CAP = rf"(?:(?:[Aa]l|[Ee]l|[Aa]s|[Aa]n|[Aa]sh|[Aa]d)-)?[{_UPPER}](?:\.[{_UPPER}]\.?)*[\w’'ʼ-]*"
_NAME = re.compile(
    rf"(?<![\w’'-]){_CAP}(?:(?:\s+(?:de|da|do|del|des|la|le|les|sur|of|du|dos|ibn|bin)(?:\s+(?:la|the))?)?\s+{_CAP})*"
)
_HANGUL = re.compile(r"[가-힣]{2,}")
_PARTICLE = re.compile(r"(?:에서는|에서|으로|에는|에게|까지|부터|에|로|의|와|과|은|는|이|가|을|를)$")
_TYPES = "|".join(
    sorted(
        {
            re.escape(" ".join(phrase))
            for phrase in TYPE_PHRASES
            if phrase[0].isascii() or "а" <= phrase[0][0] <= "ї"
        },
        key=len,
        reverse=True,
    )
)
_TYPE_AFTER = re.compile(rf"\s+(?:{_TYPES})(?!\w)", re.IGNORECASE)
_SETTLES = {
    "in": PlaceRole.AT, "at": PlaceRole.AT, "near": PlaceRole.AT, "inside": PlaceRole.AT, "around": PlaceRole.AT, "on": PlaceRole.AT,
    "within": PlaceRole.AT, "across": PlaceRole.AT, "throughout": PlaceRole.AT, "through": PlaceRole.AT, "outside": PlaceRole.AT,
    "beside": PlaceRole.AT, "by": PlaceRole.AT, "over": PlaceRole.AT, "along": PlaceRole.AT, "off": PlaceRole.AT, "via": PlaceRole.AT,
    "to": PlaceRole.DESTINATION, "into": PlaceRole.DESTINATION, "toward": PlaceRole.DESTINATION, "towards": PlaceRole.DESTINATION,
    "for": PlaceRole.DESTINATION, "from": PlaceRole.ORIGIN, "onto": PlaceRole.DESTINATION,
    "в": PlaceRole.AT, "во": PlaceRole.AT, "на": PlaceRole.AT, "под": PlaceRole.AT, "у": PlaceRole.AT, "біля": PlaceRole.AT,
    "возле": PlaceRole.AT, "около": PlaceRole.AT, "під": PlaceRole.AT, "з": PlaceRole.ORIGIN, "із": PlaceRole.ORIGIN,
    "из": PlaceRole.ORIGIN, "до": PlaceRole.DESTINATION, "к": PlaceRole.DESTINATION, "близ": PlaceRole.AT, "через": PlaceRole.AT, "и": PlaceRole.AT, "та": PlaceRole.AT,
}  # fmt: skip
_TAKES_PLACE = {
    "left": PlaceRole.ORIGIN, "leave": PlaceRole.ORIGIN, "leaves": PlaceRole.ORIGIN, "leaving": PlaceRole.ORIGIN, "departed": PlaceRole.ORIGIN,
    "quit": PlaceRole.ORIGIN, "evacuated": PlaceRole.ORIGIN, "vacated": PlaceRole.ORIGIN,
    "entered": PlaceRole.DESTINATION, "enter": PlaceRole.DESTINATION, "reached": PlaceRole.DESTINATION, "reach": PlaceRole.DESTINATION,
    "reaching": PlaceRole.DESTINATION, "entering": PlaceRole.DESTINATION,
    "captured": PlaceRole.AT, "recaptured": PlaceRole.AT, "retook": PlaceRole.AT, "seized": PlaceRole.AT, "stormed": PlaceRole.AT,
    "attacked": PlaceRole.AT, "took": PlaceRole.AT, "occupied": PlaceRole.AT, "guarding": PlaceRole.AT, "guard": PlaceRole.AT,
    "guarded": PlaceRole.AT, "patrolled": PlaceRole.AT, "patrolling": PlaceRole.AT, "secured": PlaceRole.AT, "hold": PlaceRole.AT,
    "defend": PlaceRole.AT, "defending": PlaceRole.AT, "crossed": PlaceRole.AT, "crossing": PlaceRole.AT,
}  # fmt: skip
_HOLDS_NAME = re.compile(
    r"^(?:territories|sectors?|zones?|communes?|departments|cantons?|localit(?:y|ies)|neighbou?rhoods?|counties|siege|battle|capture|recapture|defen[cs]e|fall|seizure|"
    r"occupation|liberation|cit(?:y|ies)|towns?|villages?|ports?|regions?|provinces?|districts?|areas?|outskirts|suburbs?|streets|airport|airfields?|"
    r"parts?|borders?|capital|islands?|east|west|north|south|north-?east|north-?west|south-?east|south-?west|shores?|coast|territory|centre|center|base|bases|camp|"
    r"camps|ranges?|grounds?|krai|oblast|republic|state|county|governorate|department|vicinity|hills|mountains|settlement|garrison|barracks|edge|soil|positions)$",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(
    r"^(?:wars?|conflicts?|cris[ie]s|interests?|elections?|invasion|influence|aid|ties|relations|supports?|talks|meetings?|summit|banks?|reporters|journalists|parliament|"
    r"court|ministers?|ministry|ambassadors?|embassy|lawmakers|parties|newspapers?|spokes\w+|officials|analysts|users|threats?|response|return|access|"
    r"situation|peace|stability|security|insurgency|economy|market|law|history|policy|strategy|tensions|alliance|balance|power|confrontations|confidence|"
    r"weapons|ammunition|missiles|success|role|risks?|pressure|impact|assistance|investment|deal|agreement|stand|stance|loyal|dependency|similar|due|according|thanks|"
    r"respond|responds|speaking|bound|ally|allies|developments?|operation|opposed|important|key|vital|losses|protests?|university|professor|radio)$",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"\b(?:Institute|University|Foundation|House|Cent(?:re|er) for|Ministry|Directorate|Command|Council|Agency|Service|Forces?|Army|Network|News|Post|Times|Herald|"
    r"Group|Union|Academy|College|Committee|Commission|Association|Company|Corps|Department of|Office|Bank|Treaty|Studies|Nations|Party|Brigade|Division|Battalion|Regiment|Guard|Fund|Organi[sz]ation|Summit|Conference|Museum|Intelligence|Mission)\b"
)
_NO_PLACE = re.compile(
    r"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December|"
    r"I|A|The|This|That|These|Those|It|He|She|They|We|But|And|In|On|At|For|As|If|When|While|President|General|Colonel|Prime|Minister|Photo|Both|One|Some|No|Another|Several|Additional|Many|"
    r"Mr|Mrs|Ms|Dr|Special|Military|Operation|Internet|Euro|West|East|North|South|Western|Eastern|AFP|AP|TV|UN|EU|Africa|Europe|Asia|NATO|Islamic|Christian|Muslim|English|AK|PKK|SVD|RPG|COP\d*|"
    r"Defen[cs]e|Secretary|Reports?|According|Analysts|Experts)$"
)
_COMPASS = re.compile(
    r"(?:(?:far|the)\s+)?(?:northern|southern|eastern|western|central|north-?eastern|north-?western|south-?eastern|south-?western|north|south|east|west|upper|lower|occupied|mainland|rural)(?:[\s-]+|\s+of\s+)$",
    re.IGNORECASE,
)
_COMPASS_IN = re.compile(
    r"^(?:Northern|Southern|Eastern|Western|Central|North-?[Ee]astern|North-?[Ww]estern|South-?[Ee]astern|South-?[Ww]estern)\s+",
    re.IGNORECASE,
)
_SITES_OF = re.compile(
    r"\s+(?:(?:military|army|naval|air|federal|national|own)\s+){0,2}(?:(?:training|proving)\s+)?(?:grounds?|sites|bases|camps|facilities|airfields|territory|soil|ranges|garrisons|barracks|ports|lands)\b",
    re.IGNORECASE,
)
_FRONT = re.compile(r"\bthe front(?:[ -]?lines?)?\b(?! (?:of|page|runner|door))", re.IGNORECASE)
"""Where no name is written: left open, unless the text has settled what it means before."""
_BORDER = re.compile(
    r"(?:\b(?:northern|southern|eastern|western)\s+)?\b(?:border|frontier)\b(?!\s+(?:of|with|between|guards?|posts?|service|towns?|villages?|regions?|police|areas?|districts?|crossings?|patrols?)\b)"
)
_AGAIN = re.compile(
    r"\bthe (?:city|town|village|port|province)\b(?! (?:of|with|council|hall|town|city|village|airport|authorit))",
    re.IGNORECASE,
)
""" "Left the city": the one that the text spoke of last."""
_DISTANCE = re.compile(
    r"(?:kilomet\w+|km|miles?|met(?:er|re)s?|hours?)\s+(?:\w+\s+)?(?:from|off|of|away from)\s+(?:the\s+|its\s+|their\s+|[A-Z][\w-]+(?:[’']s?)?\s+)?$",
    re.IGNORECASE,
)
FARTHEST_LEAD = 9
"""Words between the preposition and the name: "in the Russian cities such as"."""
_SOLDIERS = re.compile(
    r"^(?:troops|soldiers|fighters|mercenaries|contractors|peacekeepers|officers|forces|men|recruits|veterans|police|units|personnel)$",
    re.IGNORECASE,
)
_FRONT_OF = re.compile(r"\s+(?:front(?:[ -]?lines?)?|direction|sector|axis|salient)\b", re.IGNORECASE)
_LEAVES = re.compile(
    r"\b(?:left|leav\w+|depart\w*|bound|headed|heading|make|making|made|set off|sailed|flew)\b", re.IGNORECASE
)
_JOINT = re.compile(
    r"\s*(?:,\s*(?:and|or|as well as)?|and|or|as well as|та|и|і)\s+(?:(?:in|at|to|near|from)\s+)?(?:the\s+)?(?:(?:town|city|village|port)s?\s+of\s+)?",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"\s*(?:,|\(|,?\s+in|,?\s+of|,?\s+within|,?\s+on)\s*(?:the\s+)?(?:(?:northern|southern|eastern|western|central|neighbou?ring)\s+)?(?:(?:region|province|state|district|department|governorate|krai|oblast)\s+of\s+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A place as a sentence names it."""

    text: str
    """As written, with its type words: "Kursk region"."""
    span: Span
    role: PlaceRole
    lead: str
    """The preposition or verb that makes it a place here; "" for one that follows another in a list."""
    asked: str
    """What to look up: with the owner, or the type word that it shares with others."""
    known: str = ""
    """The data set's own place, where it has one of just this name."""
    within: tuple[str, ...] = ()
    """Names that the text says it lies in or near to."""
    country: str = ""
    """The country, where only its people's name stands here: "Russian training grounds"."""
    part_of: bool = False
    """Only a part of it is meant: "northern Mozambique"."""
    edge: int = 0
    """Where the whole phrase ends, with what the place is said to lie in."""


class Names:
    """The place names of a data set, as they may stand in a sentence; built once for each version of it."""

    def __init__(self, dataset: Dataset) -> None:
        self._by_name: dict[str, str] = {}
        several: set[str] = set()
        for place in dataset.places.values():
            for name in (place.name, *(name for _, name in place.names)):
                key = " ".join(name.casefold().replace("’", "'").split())
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
        key = " ".join(text.casefold().replace("’", "'").split())
        return "" if key in self._several else self._by_name.get(key, "")

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


def find_places(text: str, names: Names, taken: Iterable[Span] = ()) -> list[Named]:
    """Return the places of a sentence in its order.

    A name is a place here where a preposition or a verb of motion leads to it, or where it follows such a one in a list.
    What lies in `taken` (who speaks, when) is none, nor are organisations, or what a place is only said to be near to.
    """
    held = list(taken)
    found: list[Named] = []
    last_seen = -1
    for span in _candidates(text, names):
        if span.start < last_seen or any(span.overlaps(other) for other in held):
            continue
        named = _stands_here(text, span, names, found)
        if named is None:
            continue
        last_seen = named.span.end
        if found and (merged := _lies_in(text, found[-1], named)):
            found[-1] = merged
        else:
            found.append(named)
    return _share_types(text, found)


def _candidates(text: str, names: Names) -> list[Span]:
    phrases = names.phrases(text)
    phrases = [span for span in phrases if not any(other != span and other.holds(span) for other in phrases)]
    found = list(phrases)
    for match in [*_FRONT.finditer(text), *_BORDER.finditer(text)]:
        span = Span(*match.span())
        if not any(span.overlaps(other) for other in found):
            found.append(span)
    for match in _AGAIN.finditer(text):
        found.append(Span(*match.span()))
    for match in demonyms.pattern().finditer(text):
        sites = _SITES_OF.match(text, match.end())
        span = Span(match.start(), sites.end() if sites else match.end())
        if sites and not any(span.overlaps(other) for other in found):
            found.append(span)
    for match in _NAME.finditer(text):
        for span in _parts(text, Span(*match.span())):
            if not any(span.overlaps(other) for other in found):
                found.append(span)
    for match in _HANGUL.finditer(text):
        word = _PARTICLE.sub("", match[0])
        span = Span(match.start(), match.start() + len(word))
        if len(word) > 1 and word != match[0] and not any(span.overlaps(other) for other in found):
            found.append(span)
    return sorted(found)


def _parts(text: str, span: Span) -> list[Span]:
    """Cut a run of capitals at owners and words that are no part of a name."""
    words = list(re.finditer(r"\S+", span.of(text)))
    # In a headline verbs are capitalised too: "Mercenaries Reach Mali".
    verbs = [i for i, word in enumerate(words) if word[0].lower() in _TAKES_PLACE]
    start = verbs[-1] if verbs else 0
    # "Russian-occupied", "U.S." and a first word of the sentence lead to a name without being in it.
    while (
        start < len(words)
        and (
            words[start][0].lower() in _TAKES_PLACE
            or _NO_PLACE.match(words[start][0].rstrip("."))
            or demonyms.pattern().fullmatch(words[start][0])
            or words[start][0].islower()
        )
        and not (start + 1 < len(words) and re.match(r"(?:North|South|East|West)", words[start][0]))
    ):
        start += 1
    if start >= len(words):
        return []
    part = Span(span.start + words[start].start(), span.end)
    owner = re.match(r"(.+?)[’']s?\s+", part.of(text))
    if owner:
        rest = Span(part.start + owner.end(), part.end)
        return [*_parts(text, rest)]
    return [Span(part.start, part.end - (2 if re.search(r"[’']s$", part.of(text)) else 0))]


def _stands_here(text: str, span: Span, names: Names, before: Sequence[Named]) -> Named | None:
    written = span.of(text)
    people = demonyms.pattern().match(written)
    is_people = people and (people.end() == len(written) or written[people.end()] == "-")
    if (is_people and not names.own(written)) or any(c.isdigit() for c in written):
        return None
    country = demonyms.country_of(people[0]) if people and not names.own(written) else ""
    if not country and (_ORGANISATION.search(written) or _NO_PLACE.match(written)) and not names.own(written):
        return None
    if re.match(r"[’']s?\s+[a-z]", text[span.end :]) and not names.own(written + text[span.end :][:12]):
        # "Ukraine's border", "Kim's regime": the owner of something; "Kursk's airport" is a place still.
        owned = re.match(
            r"[’']s?\s+(?:[\w-]+\s+)?(?:airport|airfield|port|capital|territory|outskirts|streets|soil)\b",
            text[span.end :],
        )
        if owned is None:
            return None
    following = re.match(r"\s+([\w-]+)", text[span.end :])
    if following and _ABSTRACT.match(following[1]) and not names.own(f"{written} {following[1]}"):
        return None
    if following and _SOLDIERS.match(following[1]):
        return None
    typed = _TYPE_AFTER.match(text, span.end)
    front = _FRONT_OF.match(text, span.end)
    end = typed.end() if typed else front.end() if front else span.end
    owner = re.search(rf"({_CAP}(?:\s+{_CAP})*)[’']s?\s+(?:[a-z]+\s+)?$", text[: span.start])
    compass = _COMPASS.search(text[: span.start])
    start = compass.start() if compass and not names.own(written) else span.start
    if _BORDER.fullmatch(written) and (
        whose := re.search(
            rf"(?:{_CAP}(?:\s+{_CAP}){{0,2}}[’']s?|(?:[A-Z][a-z]+\s)?[A-Z][a-z]+(?:n|i|ese|ish|sh))\s+$",
            text[:start],
        )
    ):
        start = whose.start()
        span = Span(start, span.end)
    lead = _lead(text, start, names.own(written) if " " in written else "")
    if "가" <= written[0] <= "힣":
        particle = re.match(r"에서|에는|에|으로|로|까지", text[span.end :])
        lead = (particle[0], PlaceRole.AT) if particle else None
    if lead is None:
        lead = _follows(text, start, before)
    if lead is None:
        return None
    whole = Span(span.start, end)
    inner = _COMPASS_IN.match(written)
    asked = f"{written} region" if front else whole.of(text)
    return Named(
        text=Span(start if compass else span.start, end).of(text).strip(),
        span=Span(min(start, span.start), end),
        role=lead[1],
        lead=lead[0],
        asked=asked,
        known=names.own(whole.of(text)) or ("" if typed or front else names.own(written)),
        within=(owner[1],) if owner else (),
        country=country,
        edge=end,
        part_of=bool((compass and compass[0].strip().lower() not in {"upper", "lower"}) or inner),
    )


def _lead(text: str, start: int, known: str) -> tuple[str, PlaceRole] | None:
    """Return the word that leads to a place, and what it makes of it; None where nothing does."""
    if known and re.match(r"(?:areas? )?near\b", text[start:], re.IGNORECASE):
        return "near", PlaceRole.AT
    left = text[:start]
    if _DISTANCE.search(left):
        return None
    words = list(re.finditer(r"[^\s,;:.()“”\"]+|[,;:.()“”\"]", left))[-FARTHEST_LEAD - 1 :]
    for steps, match in enumerate(reversed(words)):
        word = match[0].lower()
        previous = words[-steps - 2][0].lower() if steps + 2 <= len(words) else ""
        if match[0] in ',;:.()“”"' or steps > FARTHEST_LEAD:
            return None
        if word == "of":
            if _HOLDS_NAME.match(previous):
                continue
            return None
        if word in _SETTLES:
            if word == "for" and not _LEAVES.search(left):
                return None
            if word == "by" or _ABSTRACT.match(previous):
                return None
            if word == "from" and _SOLDIERS.match(previous):
                return None
            if (
                word in {"to", "from"}
                and previous in {"close", "next", "according", "due", "back", "away"}
                and previous != "back"
            ):
                return (f"{previous} {word}", PlaceRole.AT) if previous in {"close", "next"} else None
            return word, _SETTLES[word]
        if word in _TAKES_PLACE:
            return word, _TAKES_PLACE[word]
        if word in {
            "and",
            "or",
            "that",
            "which",
            "with",
            "than",
            "said",
            "says",
            "is",
            "are",
            "was",
            "were",
            "has",
            "have",
            "had",
            "as",
            "could",
            "may",
            "might",
            "will",
            "would",
            "can",
            "between",
            "during",
            "against",
            "who",
            "when",
            "while",
            "if",
            "not",
            "but",
        } and not (word == "as" and previous == "such"):
            return None
        if _ABSTRACT.match(word) or _is_other_name(match[0], steps):
            return None
    return None


def _is_other_name(word: str, steps: int) -> bool:
    """Another name stands between: the preposition is that one's ("into Ukraine could provide Moscow")."""
    if steps == 0 and word.islower():
        return False
    is_owner = re.search(r"[’']s?$", word)
    return (
        word[0].isupper()
        and not is_owner
        and not demonyms.pattern().match(word)
        and not _HOLDS_NAME.match(word)
    )


def _follows(text: str, start: int, before: Sequence[Named]) -> tuple[str, PlaceRole] | None:
    if not before:
        return None
    between = text[before[-1].edge : start]
    if between.strip() == ",":
        # A comma goes on a list ("Gao, Kidal and Ménaka") or says what the first lies in ("Gao, Mali").
        return (",", before[-1].role)
    return ("", before[-1].role) if _JOINT.fullmatch(between) else None


def _lies_in(text: str, first: Named, second: Named) -> Named | None:
    """Return the first with the second as what it lies in or near; None for two places of their own."""
    between = text[first.edge : second.span.start]
    wider = replace(first, within=(*first.within, second.asked), edge=second.edge)
    if second.lead == ",":
        goes_on = re.match(r"(?:\s*,|\s+(?:and|or|as well as)\b)", text[second.edge :])
        return None if goes_on and not re.match(r"\s*,\s*(?!and|or)[a-z]", text[second.edge :]) else wider
    near = re.fullmatch(
        r"\s*,?\s*(?:just\s+)?(?:near|close to|not far from|outside|next to|north of|south of|east of|west of)\s+(?:the\s+)?(?:(?:city|town|border)\s+(?:of|with)\s+)?",
        between,
    )
    if near or re.fullmatch(r"\s*\(\s*", between):
        return wider
    if first.country and re.fullmatch(r"\s+(?:in|at|near)\s+(?:the\s+)?", between):
        # "On Ukrainian territory in Sumy": the smaller is the place.
        return replace(
            second, role=first.role, lead=first.lead, within=(*second.within, first.text.split()[0])
        )
    if _INSIDE.fullmatch(between) and between.strip() not in {"", ","}:
        return wider
    return None


def _share_types(text: str, found: list[Named]) -> list[Named]:
    """In "Kursk and Bryansk regions" and "the regions of Kursk and Bryansk" both are regions."""
    done = list(found)
    for i in range(len(done) - 1, 0, -1):
        here, before = done[i], done[i - 1]
        typed = re.search(rf"\s+({_TYPES})$", here.asked, re.IGNORECASE)
        joint = _JOINT.fullmatch(text[before.span.end : here.span.start])
        if (
            typed
            and joint
            and typed[1].lower().endswith("s")
            and not re.search(rf"\s(?:{_TYPES})$", before.asked, re.IGNORECASE)
        ):
            done[i - 1] = replace(
                before, asked=f"{before.asked} {typed[1]}", known="", within=(*before.within, *here.within)
            )
            done[i] = replace(here, known="", within=(*here.within, *before.within))
    return done
