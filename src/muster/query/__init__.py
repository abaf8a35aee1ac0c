"""The questions asked of claims, and the selections that they take."""

from muster.query.disagreements import Disagreement, disagreements
from muster.query.echoes import Echo, echoes
from muster.query.engine import Answer, Selected, answer
from muster.query.headline import headline_words, people_words, where_words
from muster.query.listing import claims_json
from muster.query.news import News, news
from muster.query.presence import PlacePresence, presence
from muster.query.selection import Selection
from muster.query.speakers import Speaker, sources
from muster.query.strength import Step, Strength, strength, strength_by_day

__all__ = [
    "Answer",
    "Disagreement",
    "Echo",
    "News",
    "PlacePresence",
    "Selected",
    "Selection",
    "Speaker",
    "Step",
    "Strength",
    "answer",
    "claims_json",
    "disagreements",
    "echoes",
    "headline_words",
    "news",
    "people_words",
    "presence",
    "sources",
    "strength",
    "strength_by_day",
    "where_words",
]
