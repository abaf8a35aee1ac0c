"""Countries that stand for their soldiers: "Spain withdraws from X", and those who send: "Kenya sends 400 police"."""

import re
from collections.abc import Mapping

from muster.gazetteer import fold_name
from muster.ingest.article.place_frames import CHANGES, MISSION
from muster.ingest.article.spans import Span

_ADVERBS = r"(?:(?:has|have|had|also|fully|finally|formally|now|quietly|abruptly|hastily|officially|then|later|soon|to|will|is|begins?|began|completes?|completed|starts?|started)\s+)*"
_WHO = r"(?P<who>[A-ZÀ-Þ][\w’.-]*(?:\s(?:(?:of|and|the)\s)?[A-ZÀ-Þ][\w’.-]*){0,3})"
_LEAVES = re.compile(
    rf"(?:^|(?<=[–—] )|(?<=, ))\W{{0,2}}{_WHO}\s+{_ADVERBS}(?:withdraw(?:s|n|ing)?|withdrew|withdrawal|pull(?:s|ed|ing)?[ -]?(?:out|back)|retreat(?:s|ed|ing)?)\s+(?:from|of|out of)\s+(?:its\s+(?:[a-z-]+\s){{1,3}}?(?:in|at|near)\s+)?(?:the\s+)?(?:[a-z]+ern\s+)?(?=[A-ZÀ-Þ])"
)
_SENDS = re.compile(
    rf"(?:^|(?<=[–—] ))\W{{0,2}}{_WHO}\s+{_ADVERBS}(?:sends?|sent|deploy(?:s|ed)?|dispatch(?:es|ed)|mov(?:es|ed)|pull(?:s|ed)?|withdraws?|withdrew|withdrawn|airlift(?:s|ed)|brings?|brought|flies|flew|ships|shipped|stations|stationed|recall(?:s|ed)|station|bring|move|dispatch|pull|withdraw|ship|fly|moving|sending|deploying|has|keeps|lands|orders|commits|offers|adds|loses|lost)(?P<whom>\s+)(?:[\w,.’'-]+\s){{0,6}}?$"
)
_CHANGES = re.compile(
    rf"(?:^|(?<=[–—] ))\W{{0,2}}{_WHO}\s+{_ADVERBS}(?P<verb>[a-z]+\s+(?:(?:up|down|back)\s+)?)(?:(?:its|the)\s+)?[A-ZÀ-Þ][\w’'-]+(?:\s[A-ZÀ-Þ][\w’'-]+)?(?=(?P<what>\s+[a-zA-Z]+(?:\s[a-z]+)?))"
)
"""As in "Ireland quits Golan mission"."""
_OTHERS = re.compile(r"\b(?:against|from|by|between|as|after|to|into|for|with|and|but|while)\b|[;:]")


def withdrawing(text: str, countries: Mapping[str, str]) -> list[tuple[Span, str]]:
    """Return the countries that withdraw from a place, with their codes: their soldiers do, where nobody else is named."""
    found = list(_LEAVES.finditer(text))
    if (
        (one := _CHANGES.match(text))
        and CHANGES.search(text[: one.end("verb")])
        and MISSION.match(one["what"])
    ):
        found.append(one)
    return [
        (Span(*match.span("who")), code)
        for match in found
        if (code := countries.get(fold_name(match["who"]), ""))
    ]


def sender_of(text: str, start: int, countries: Mapping[str, str]) -> str:
    """Return the code of the country that a sentence says to send whom it names at `start`; "" where none does."""
    match = _SENDS.match(text[:start])
    if match is None or _OTHERS.search(text[match.end("whom") : start]):
        return ""
    return countries.get(fold_name(match["who"]), "")
