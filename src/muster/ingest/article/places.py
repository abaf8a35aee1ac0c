"""Where: names in a sentence that stand where something can happen, each with how it stands there."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from muster.ingest.article import demonyms
from muster.ingest.article import place_frames as frames
from muster.ingest.article import place_words as words
from muster.ingest.article.kinds import find_predicates
from muster.ingest.article.place_leads import Lead, lead_to
from muster.ingest.article.place_names import Names, names_of
from muster.ingest.article.spans import Span, is_free
from muster.vocabulary import PlaceRole


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
    is_town: bool = False
    """The text says that it is a town: "the city of X"."""
    edge: int = 0
    """Where the whole phrase ends, with what the place is said to lie in."""


def find_places(text: str, names: Names, taken: Iterable[Span] = ()) -> list[Named]:
    """Return the places of a sentence in its order.

    A name is a place here where a preposition or a verb of motion leads to it, or where it follows such a one in a list.
    What lies in `taken` (who speaks, when) is none, nor are organisations, or what a place is only said to be near to.
    """
    held = list(taken)
    found: list[Named] = []
    last_seen = -1
    is_merged = False
    borders = [one for one in _borders(text, names) if not any(one.span.overlaps(other) for other in held)]
    held += [one.span for one in borders]
    for span in _candidates(text, names):
        if span.start < last_seen or any(span.overlaps(other) for other in held):
            continue
        named = _stands_here(text, span, names, found)
        if named is None:
            continue
        last_seen = named.span.end
        if found and (merged := _lies_in(text, found[-1], named)):
            found[-1] = merged
            is_merged = True
        elif (
            found
            and is_merged
            and named.lead == ""
            and words.JOINT.fullmatch(text[found[-1].edge : named.span.start])
        ):
            # "A town near the borders of Chad and Niger": both only say where it is.
            found[-1] = replace(found[-1], within=(*found[-1].within, named.asked), edge=named.edge)
        else:
            found.append(named)
            is_merged = False
    found = _without_their_borders(text, sorted([*found, *borders], key=lambda one: one.span))
    return _share_within(_share_types(text, found))


def _borders(text: str, names: Names) -> list[Named]:
    """Return the borders that are named by their two sides, where something leads to them."""
    found = []
    for match in words.BORDER_OF.finditer(text):
        one, *others = [side for side in match.groups() if side]
        other = others[0] if others else ""
        lead = lead_to(text[: match.start()])
        if lead is not None:
            known = names.border(one, other) if other else names.border_with(one)
            found.append(
                Named(
                    match[0],
                    Span(*match.span()),
                    lead[1],
                    lead[0],
                    match[0],
                    known,
                    within=(one,),
                    edge=match.end(),
                )
            )
    return found


def _without_their_borders(text: str, found: list[Named]) -> list[Named]:
    """In "the X checkpoint on Armenia's frontier with Iran" the border only says where X is."""
    kept: list[Named] = []
    for one in found:
        is_border = re.search(r"\b(?:border|frontier)\b", one.text) is not None
        between = text[kept[-1].edge : one.span.start] if kept else ""
        if is_border and kept and _has_name(kept[-1].text) and frames.AT_BORDER.fullmatch(between):
            kept[-1] = replace(kept[-1], edge=one.edge)
        else:
            kept.append(one)
    return kept


def _share_within(found: list[Named]) -> list[Named]:
    """In "Goris and Sisian in Syunik Province" both lie in the province."""
    done = list(found)
    for i in range(len(done) - 1, 0, -1):
        if done[i].lead in {"", ","} and done[i].within and not done[i - 1].within:
            done[i - 1] = replace(done[i - 1], within=done[i].within)
    return done


def _candidates(text: str, names: Names) -> list[Span]:
    """Return what may name a place, in its order: the data set's phrases first, then runs of capitals."""
    phrases = names.phrases(text)
    spans = [span for span in phrases if not any(other != span and other.holds(span) for other in phrases)]
    spans += [
        Span(*match.span())
        for pattern in (words.FRONT, words.BORDER, words.AGAIN, words.NUMBERED, words.TWIN)
        for match in pattern.finditer(text)
    ]
    for people in demonyms.pattern().finditer(text):
        if sites := words.SITES_OF.match(text, people.end()):
            spans.append(Span(people.start(), sites.end()))
    spans += [part for match in words.NAME.finditer(text) for part in _parts(text, Span(*match.span()))]
    for match in words.HANGUL.finditer(text):
        word = words.PARTICLE.sub("", match[0])
        if len(word) > 1 and word != match[0]:
            spans.append(Span(match.start(), match.start() + len(word)))
    found: list[Span] = []
    for span in spans:
        if is_free(span, found):
            found.append(span)
    return sorted(found)


def _parts(text: str, span: Span) -> list[Span]:
    """Cut a run of capitals at owners and words that are no part of a name."""
    tokens = list(re.finditer(r"\S+", span.of(text)))
    # In a headline verbs are capitalised too: "Mercenaries Reach Mali".
    verbs = [i for i, token in enumerate(tokens) if token[0].lower() in words.TAKES_PLACE]
    start = verbs[-1] if verbs else 0
    while (
        start < len(tokens)
        and not (tokens[start][0] == "In" and frames.IN_IS_NAME.search(text[: span.start]))
        and not frames.CAMP_NAME.match(" ".join(token[0] for token in tokens[start:]))
        and _leads_to_name(tokens, start)
    ):
        start += 1
    if start >= len(tokens):
        return []
    end = span.start + tokens[-2].end() if tokens[-1][0] == "I" and len(tokens) > 1 else span.end
    part = Span(span.start + tokens[start].start(), max(end, span.start + tokens[start].end()))
    owner = re.match(r"(.+?)[’']s?\s+", part.of(text))
    if owner:
        return _parts(text, Span(part.start + owner.end(), part.end))
    return [Span(part.start, part.end - (2 if re.search(r"[’']s$", part.of(text)) else 0))]


def _leads_to_name(tokens: Sequence[re.Match[str]], at: int) -> bool:
    """As in "Russian-occupied", "U.S." and the first word of a sentence lead to a name without being in it."""
    word = tokens[at][0]
    if at + 1 < len(tokens) and re.match(r"(?:North|South|East|West)", word):
        return False
    return (
        word.lower() in words.TAKES_PLACE
        or bool(words.NO_PLACE.match(word.rstrip(".")))
        or bool(demonyms.pattern().fullmatch(word))
        or word.islower()
    )


def _stands_here(text: str, span: Span, names: Names, before: Sequence[Named]) -> Named | None:
    written = span.of(text)
    if (twin := words.TWIN.match(text, span.start)) and (led := lead_to(text[: span.start])):
        asked = f"{twin['side']} {twin['name']}"
        return Named(asked, span, led[1], led[0], asked, names.own(asked), edge=span.end)
    if not _may_name(text, span, names):
        return None
    typed = words.TYPE_AFTER.match(text, span.end) or words.AREA_AFTER.match(text, span.end)
    front = words.FRONT_OF.match(text, span.end)
    end = typed.end() if typed else front.end() if front else span.end
    start, compass = span.start, words.COMPASS.search(text[: span.start])
    if compass and _is_verb(text, compass):
        compass = None  # "have occupied X"
    if words.BORDER.fullmatch(written) and (whose := words.WHOSE_BORDER.search(text[: span.start])):
        start, compass = whose.start(), None
        span = Span(start, span.end)
    elif compass and not names.own(written):
        start = compass.start()
    if words.BORDER.fullmatch(written) and (article := re.search(r"\bthe\s+$", text[:start])):
        start = article.start()
    if faces := words.FACES.search(text[:start]):
        whole = Span(faces.start(), end)
        return Named(
            whole.of(text), whole, PlaceRole.AT, "opposite", whole.of(text), within=(written,), edge=end
        )
    lead = (
        _lead_of(text, Span(start, span.end), written, names)
        or _beside(text[:start], compass)
        or _follows(text, start, before)
        or frames.as_subject(text, span)
        or (("", PlaceRole.AT) if frames.LISTS.search(text[:start]) else None)
        or frames.of_what_is_there(text, Span(start, span.end))
        or frames.as_label(text, span)
    )
    if lead is None or _is_none(text, Span(start, span.end), written, lead):
        return None
    whole = Span(span.start, end)
    owner = words.OWNER.search(text[: span.start])
    typed_before = words.TYPE_BEFORE.search(text[: span.start]) if not typed else None
    people = demonyms.pattern().match(written)
    is_upper = compass is not None and compass[0].strip().lower() in {"upper", "lower"}
    return Named(
        text=Span(start, end).of(text).strip(),
        span=Span(min(start, span.start), end),
        role=lead[1],
        lead=lead[0],
        asked=f"{written} {typed_before['type']}"
        if typed_before
        else f"{written} region"
        if front
        else whole.of(text),
        known=names.own(whole.of(text)) or ("" if typed or front or typed_before else names.own(written)),
        within=(owner[1],) if owner else (),
        country=demonyms.country_of(people[0]) if people and not names.own(written) else "",
        edge=end,
        is_town=bool(words.TOWN_OF.search(text[: span.start])),
        part_of=(compass is not None and not is_upper) or bool(words.COMPASS_IN.match(written)),
    )


def _is_verb(text: str, compass: re.Match[str]) -> bool:
    return compass[0].strip().lower() == "occupied" and bool(frames.HAVE.search(text[: compass.start()]))


def _is_none(text: str, span: Span, written: str, lead: Lead) -> bool:
    """Return whether what is led to is no place: an exercise, a river that is crossed, a border or capital far off."""
    left = text[: span.start]
    return bool(
        words.EVENT_NAME.search(left)
        or (words.BORDER.fullmatch(written) and words.FAR_INSIDE.search(left))
        or (written.endswith("capital") and lead[0] in words.TOWARDS)
        or (
            lead[0] in words.BESIDE_WATER
            and (words.WATER.match(text, span.end) or words.WATER.search(f" {written}"))
        )
    )


def _may_name(text: str, span: Span, names: Names) -> bool:
    """Return whether words can name a place: no organisation, no people, no owner, and nobody's force."""
    written = span.of(text)
    if words.NO_NAME.fullmatch(written):
        return False
    people = demonyms.pattern().match(written)
    if any(letter.isdigit() for letter in written) and not words.NUMBERED.fullmatch(written):
        return False
    if _belongs_to_next(text, span, names) and not frames.is_of_a_mission(text, span):
        return False
    if not names.own(written):
        if people:
            return people.end() < len(written) and written[people.end()] != "-"
        if words.ORGANISATION.search(written) or words.NO_PLACE.match(written):
            return False
    rest = text[span.end :]
    return not words.OWNS.match(rest) or bool(words.OWNS_PLACE.match(rest))


def _belongs_to_next(text: str, span: Span, names: Names) -> bool:
    """As in "Wagner fighters" and "the Ukraine conflict": the name only says more of the next word."""
    following = re.match(r"\s+([\w-]+)", text[span.end :])
    if following is None:
        return False
    if following[1].lower() in {"country", "nation"} and not names.own(span.of(text)):
        return True  # "the Sahel country" is one in it
    if following[1].lower() in words.GO_ON:
        return False
    phrase = f"{span.of(text)} {following[1]}"
    return bool(
        words.SOLDIERS.match(following[1]) or (words.ABSTRACT.match(following[1]) and not names.own(phrase))
    )


def _lead_of(text: str, span: Span, written: str, names: Names) -> Lead | None:
    if "가" <= written[0] <= "힣":
        particle = re.match(r"에서|에는|에|으로|로|까지", text[span.end :])
        return (particle[0], PlaceRole.AT) if particle else None
    if names.own(written) and re.match(r"(?:areas? )?near\b", text[span.start :], re.IGNORECASE):
        return "near", PlaceRole.AT
    return lead_to(text[: span.start])


def _beside(left: str, compass: re.Match[str] | None) -> Lead | None:
    """As in "ambushed south of X": the side of a place, with nothing else that leads to it."""
    if (
        compass is None
        or not re.search(r"\bof\s+(?:the\s+)?$", compass[0])
        or words.DISTANCE.search(f"{left}from ")
    ):
        return None
    return ("near", PlaceRole.AT) if words.STANDS_ALONE.search(left) else None


def _follows(text: str, start: int, before: Sequence[Named]) -> tuple[str, PlaceRole] | None:
    if not before:
        return None
    between = text[before[-1].edge : start]
    if between.strip() == ",":
        # A comma goes on a list ("Gao, Kidal and Ménaka") or says what the first lies in ("Gao, Mali").
        return (",", before[-1].role)
    is_list = words.JOINT.fullmatch(between) or words.DATED_JOINT.fullmatch(between)
    return ("", before[-1].role) if is_list else None


def _lies_in(text: str, first: Named, second: Named) -> Named | None:
    """Return the first with the second as what it lies in or near; None for two places of their own."""
    between = text[first.edge : second.span.start]
    wider = replace(first, within=(*first.within, second.asked), edge=second.edge)
    is_beside = not between.strip() and re.match(r"(?:north|south|east|west)\w* of\b", second.text)
    if is_beside or (second.lead == "opposite" and between.strip() == ","):
        return wider  # "an island south of X", "in X, across the river from Y"
    if second.lead == ",":
        goes_on = re.match(r"(?:\s*,|\s+(?:and|or|as well as)\b)", text[second.edge :])
        return None if goes_on and not re.match(r"\s*,\s*(?!and|or)[a-z]", text[second.edge :]) else wider
    near = re.fullmatch(
        r"(?:\s+(?:mine|base|camp|airport|airfield|range|port|crossing|station|plant|dam|checkpoint|post|outpost|barracks|site|depot|bridge))?\s*,?\s*(?:(?:an?|the)\s+(?:[\w-]+\s+){1,4})?(?:just\s+)?(?:near|close to|not far from|in the vicinity of|outside|next to|north of|south of|east of|west of)\s+(?:the\s+)?(?:(?:city|town|borders?)\s+(?:of|with)\s+)?",
        between,
    )
    if near and "border" in between:
        return replace(first, edge=second.edge)  # it lies on this side
    if (
        not first.known
        and not _has_name(first.text)
        and re.fullmatch(r"\s+(?:at|near|outside|around|into|to)\s+(?:the\s+)?", between)
    ):
        # "Across the frontier at X", "the front near X": the name says where.
        return replace(second, role=first.role, lead=first.lead)
    if first.country and re.fullmatch(r"\s+(?:in|at|near)\s+(?:the\s+)?", between):
        # "On Ukrainian territory in Sumy": the smaller is the place.
        return replace(
            second, role=first.role, lead=first.lead, within=(*second.within, first.text.split()[0])
        )
    is_inside = (
        near
        or re.fullmatch(r"\s*\(\s*", between)
        or (words.APPOSITION.fullmatch(between) and not find_predicates(between))
        or (words.INSIDE.fullmatch(between) and between.strip() not in {"", ","})
    )
    return wider if is_inside else None


def _has_name(text: str) -> bool:
    return bool(re.search(r"[^\W\d_a-z]", text))


def _share_types(text: str, found: list[Named]) -> list[Named]:
    """In "Kursk and Bryansk regions" and "the regions of Kursk and Bryansk" both are regions."""
    done = list(found)
    for i in range(len(done) - 1, 0, -1):
        here, before = done[i], done[i - 1]
        typed = re.search(rf"\s+({words.TYPES})$", here.asked, re.IGNORECASE)
        joint = words.JOINT.fullmatch(text[before.span.end : here.span.start])
        if (
            typed
            and joint
            and typed[1].lower().endswith("s")
            and not re.search(rf"\s(?:{words.TYPES})$", before.asked, re.IGNORECASE)
        ):
            done[i - 1] = replace(
                before,
                asked=f"{before.asked} {_one(typed[1])}",
                known="",
                within=(*before.within, *here.within),
            )
            bare = here.asked.removesuffix(typed[1])
            done[i] = replace(
                here, asked=bare + _one(typed[1]), known="", within=(*here.within, *before.within)
            )
    return done


def _one(types: str) -> str:
    """Return a type word for one place: "provinces" are a province each."""
    return re.sub(r"s$", "", re.sub(r"(?<=t)ies$", "y", types))


__all__ = ["Named", "Names", "find_places", "names_of"]
