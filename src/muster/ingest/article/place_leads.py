"""What leads to a place: the preposition or verb before a name, looked for from the name to the left."""

import re

from muster.ingest.article import demonyms
from muster.ingest.article import place_words as words
from muster.vocabulary import PlaceRole

Lead = tuple[str, PlaceRole]


def lead_to(left: str) -> Lead | None:
    """Return the word that leads to a place, and what it makes of it; None where nothing does."""
    if words.TO_WITHIN.search(left):
        return "near", PlaceRole.AT
    bars = (words.DISTANCE, words.AGREED_IN, words.UNDER_FIRE, words.WHO_IN)
    return None if any(pattern.search(left) for pattern in bars) else _lead_from(left)


def _lead_from(left: str) -> Lead | None:
    tokens = [match[0] for match in re.finditer(r"[^\s,;:.()“”\"]+|[,;:.()“”\"]", left)][
        -words.FARTHEST_LEAD - 1 :
    ]
    tokens.reverse()
    tokens = [token for token in tokens if token not in {"“", "”", '"', "The"}]
    for steps, token in enumerate(tokens):
        word = token.lower()
        previous = next((one.lower() for one in tokens[steps + 1 : steps + 3] if one != ","), "")
        if word == "of" and words.HOLDS_NAME.match(previous):
            continue
        if pair := _by_two(word, previous, steps):
            return pair
        if word in words.SETTLES:
            following = tokens[steps - 1] if steps else ""
            return None if _is_verb_behind(word, following) else _by_preposition(word, previous, left)
        if word in words.TAKES_PLACE and (token.islower() or word not in words.NOUNS_TOO):
            return word, words.TAKES_PLACE[word]
        if _ends_search(token, previous, steps):
            return None
    return None


def _by_two(word: str, previous: str, steps: int) -> Lead | None:
    """Return what a preposition leads to by the word before it: "residents of X", "the Russians of X", "dug in between X and Y"."""
    is_people = previous.endswith("s") and demonyms.pattern().fullmatch(previous.title())
    if (word, previous) in words.PAIRS or (word == "of" and is_people):
        return f"{previous} {word}", words.PAIRS.get((word, previous), PlaceRole.AT)
    is_between = word == "between" and steps == 0 and previous not in words.NOT_BETWEEN
    return (word, PlaceRole.AT) if is_between else None


def _is_verb_behind(word: str, following: str) -> bool:
    """As in "to stop": what follows the word is no place."""
    if word != "to" or not following.islower():
        return False
    return not (words.AFTER_TO.fullmatch(following) or words.HOLDS_NAME.match(following))


def _by_preposition(word: str, previous: str, left: str) -> Lead | None:
    is_known = (word, previous) in words.ALL_THE_SAME
    if word == "by" or (words.ABSTRACT.match(previous) and not is_known and not words.FIGHTS_IN.search(left)):
        return None
    is_name = words.ORGANISATION.fullmatch(previous.title()) and left.rstrip().endswith(
        f"{previous.title()} {word}"
    )
    leads_nowhere = (
        (word in {"to", "for"} and is_name)  # "the Mission to Support ..." is one name
        or (word == "in" and words.NAMED_MISSION.search(left))
        or (
            word == "for"
            and not words.HEADED_FOR.search(left)
            and not words.LEAVES.search(left)
            and not words.FOUGHT_FOR.search(left)
        )
        # "soldiers from Ghana" says whose they are
        or (word == "from" and words.SOLDIERS.match(previous) and not words.TAKES_AWAY.search(left))
        or (word == "from" and previous in words.TOLD_FROM)
        or (word == "on" and previous in words.WITH_ON)
        or (word in {"to", "from"} and previous in {"according", "due", "away"})
    )
    return None if leads_nowhere else (word, words.SETTLES[word])


def _ends_search(token: str, previous: str, steps: int) -> bool:
    word = token.lower()
    if (
        not token.strip(",;:.()")
        or word == "of"
        or words.ABSTRACT.match(word)
        or _is_other_name(token, steps)
    ):
        return True
    return word in words.BARS and not (word == "as" and previous == "such")


def _is_other_name(word: str, steps: int) -> bool:
    """Another name stands between: the preposition is that one's ("into Ukraine could provide Moscow")."""
    if steps == 0 and word.islower():
        return False
    is_owner = re.search(r"[’']s?$", word)
    return (
        word[0].isupper()
        and not is_owner
        and not demonyms.pattern().match(word)
        and word not in words.PEOPLES
        and not words.NO_NAME.fullmatch(word)
        and not words.HOLDS_NAME.match(word)
    )
