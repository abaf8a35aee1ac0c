"""An article becomes draft claims: `extract` reads a text, `read_article` a file, and nothing is a claim before a person accepts it."""

from muster.ingest.article.draft import Draft
from muster.ingest.article.extract import Extraction, extract

__all__ = ["Draft", "Extraction", "extract"]
