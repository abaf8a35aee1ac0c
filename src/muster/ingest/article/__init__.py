"""An article becomes draft claims: `extract` reads a text, `read_article` a file, and nothing is a claim before a person accepts it."""

from muster.ingest.article.draft import Draft
from muster.ingest.article.extract import Extraction, extract
from muster.ingest.article.files import read_article, read_bytes
from muster.ingest.article.hook import extract_with, extractor_names

__all__ = ["Draft", "Extraction", "extract", "extract_with", "extractor_names", "read_article", "read_bytes"]
