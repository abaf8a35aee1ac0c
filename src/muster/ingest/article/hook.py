"""Another extractor behind the same interface: a site names its own in the entry points of a package."""

from collections.abc import Iterable
from importlib.metadata import entry_points
from typing import Protocol

from muster.dates import DateSpan
from muster.errors import ArticleError, list_values
from muster.ingest.article.draft import Draft
from muster.ingest.article.extract import extract
from muster.model import Dataset

GROUP = "muster.extractors"
OWN = "rules"


class Extractor(Protocol):
    """What reads an article: `extract` is one. It proposes drafts and decides nothing."""

    def __call__(
        self, dataset: Dataset, text: str, *, published: DateSpan | None, publisher: str
    ) -> Iterable[Draft]: ...


def extractor_names() -> list[str]:
    """Return the names to choose from, our own first."""
    return [OWN, *sorted({point.name for point in entry_points(group=GROUP)} - {OWN})]


def extract_with(
    name: str, dataset: Dataset, text: str, *, published: DateSpan | None, publisher: str = ""
) -> list[Draft]:
    """Return the drafts of an extractor by its name.

    Raises ArticleError for a name that is not installed, and for an answer that holds anything but drafts whose
    sentences stand in the text.
    """
    if name == OWN:
        return list(extract(dataset, text, published=published, publisher=publisher).drafts)
    found = [point for point in entry_points(group=GROUP) if point.name == name]
    if not found:
        msg = f"there is no extractor {name!r}; there are: {list_values(extractor_names())}."
        raise ArticleError(msg)
    extractor: Extractor = found[0].load()
    drafts = list(extractor(dataset, text, published=published, publisher=publisher))
    wrong = [
        draft
        for draft in drafts
        if not isinstance(draft, Draft) or _plain(draft.sentence) not in _plain(text)
    ]
    if wrong:
        msg = f"the extractor {name!r} gave {len(wrong)} answers that are no drafts of this text; none was taken."
        raise ArticleError(msg)
    return drafts


def _plain(text: str) -> str:
    return " ".join(text.split())
