"""What is known while an article is read."""

from dataclasses import dataclass, field
from datetime import date

from muster.ingest.article.dates import Anchor, When
from muster.ingest.article.forces import Force
from muster.ingest.article.places import Named
from muster.ingest.article.sentences import Sentence, in_plain_case
from muster.ingest.article.settle import Context, Settled
from muster.ingest.article.sources import Known, SourceBook
from muster.ingest.article.speakers import Speaker
from muster.ingest.article.turns import Turn
from muster.model import Dataset


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence with what was found in it."""

    sentence: Sentence
    speakers: tuple[Speaker, ...]
    dates: tuple[When, ...]
    forces: tuple[Force, ...]
    places: tuple[Named, ...]

    @property
    def text(self) -> str:
        return in_plain_case(self.sentence.text)


@dataclass(slots=True)
class Reader:
    """The article so far: where it is, whom it is about, who spoke last."""

    dataset: Dataset
    context: Context
    book: SourceBook
    anchor: Anchor
    publisher: str
    topics: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    """The topics, where two or more are named nearly equally often: both sides of a border war."""
    of_them: frozenset[int] = frozenset()
    """The paragraphs that speak of people under arms."""
    is_of_arms: bool = True
    """Whether the text has any word of arms."""
    groups: frozenset[str] = frozenset()
    """Names of armed groups that the text speaks of."""
    last: Known | None = None
    """Who was credited last."""
    last_paragraph: int = -1
    """The paragraph in which that was."""
    earlier: Known | None = None
    """Who was credited last before the sentence that is read, and in which paragraph."""
    earlier_paragraph: int = -1
    said_on: dict[str, When] = field(default_factory=dict)
    """When each speaker is told to have spoken, by id or name."""
    last_place: str | None = None
    """The id of the settlement that was named last, for "the city"."""
    sites: dict[str, Settled] = field(default_factory=dict)
    """The base or camp that was named last, by its sort, for "the base"."""
    last_extent: str | None = None
    """The id of the region that was named last, for "the oblast"."""
    last_named: Settled | None = None
    """The place that was named last, for "there"."""
    release: str = ""
    """The body whose own press release the text is: it says what nobody else is credited with."""
    section: Settled | None = None
    """The place under whose name the paragraph stands."""
    home: Settled | None = None
    """The town from which the report was filed; none for a capital."""
    scene: Settled | None = None
    """The town where the report is."""
    scene_paragraph: int = -1
    """The paragraph that named it; -1 for where the report was filed."""
    paragraph: int = -1
    """The paragraph that is read."""
    drafted_paragraph: int = -9
    """The last paragraph of which a draft was made."""
    named: list[tuple[int, Settled]] = field(default_factory=list)
    """The places that the text has named so far where something may be, each with its paragraph."""
    heads: dict[int, Settled] = field(default_factory=dict)
    """The place that the heading above names, by paragraph."""
    mentioned: Settled | None = None
    """The place that the sentences before named last, whatever they said of it."""
    are_north: bool = False
    """The text is about North Koreans, so that "Koreans" alone are these."""
    goes_on: bool = False
    """The sentence before speaks of people under arms, so that "they" are these."""
    was_aside: bool = False
    """The sentence before says nothing of them."""
    person: str = ""
    """Whom the text named last with name and office."""
    body: str = ""
    """The body that is the subject of the sentence, which credits nobody: "it" in the next."""
    body_before: str = ""
    """The same of the sentence before."""
    asked: Read | None = None
    """The question that was put last, which tells of what the answer is."""
    before: str = ""
    """The sentence before."""
    told_day: date | None = None
    """The one day of which the text told last, for "by nightfall"."""
    told_from: date | None = None
    told_paragraph: int = -1
    dated: date | None = None
    """The last day of the paragraph that was written with its year."""
    dated_paragraph: int = -1
    heard: list[str] = field(default_factory=list)
    """Speakers by the names that the text has given them so far."""
    turn: Turn | None = None
    """Whose words the paragraph is, in a transcript."""
    said_words: dict[str, str] = field(default_factory=dict)
    """The words that tell it."""
