"""A file to plain text: txt, html and pdf, each within its limits, or one line that says why not."""

import logging
import time
from collections.abc import Callable
from pathlib import Path

from muster.errors import ArticleError
from muster.ingest.article.blocks import MOST_CHARACTERS

MOST_BYTES = 20_000_000
MOST_HTML_BYTES = 5_000_000
MOST_PAGES = 300
LONGEST_S = 60.0
_HTML_OPENS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<article")


def read_article(path: Path) -> str:
    """Return the text of an article's file; its kind is seen in its first bytes, not in its name.

    Of a web page only the article is taken, its title first. Raises ArticleError for a file that is missing, too large,
    encrypted, a scan, or no text at all.
    """
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise ArticleError(_too_large(path.name, size, MOST_BYTES))
        content = path.read_bytes()
    except OSError as error:
        msg = f"{path} cannot be read ({error.strerror}); give the path of a txt, html or pdf file."
        raise ArticleError(msg) from None
    return read_bytes(content, path.name)


def read_bytes(content: bytes, name: str) -> str:
    """Return the text of a file's bytes; `name` is for the message. Raises ArticleError as `read_article` does."""
    if len(content) > MOST_BYTES:
        raise ArticleError(_too_large(name, len(content), MOST_BYTES))
    opening = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    text = _reader_of(opening)(content, name)
    if not text.strip():
        msg = f"{name} has no text to read; a scanned page must be made into text first."
        raise ArticleError(msg)
    if len(text) > MOST_CHARACTERS:
        msg = f"{name} has {len(text):,} characters of text; an article has at most {MOST_CHARACTERS:,}: give a part of it."
        raise ArticleError(msg)
    return text


def _too_large(name: str, size: int, most: int) -> str:
    return f"{name} has {size:,} bytes; an article has at most {most:,}: give its text alone."


def _reader_of(opening: bytes) -> Callable[[bytes, str], str]:
    if opening.startswith(b"%pdf-"):
        return _of_pdf
    if opening.startswith(_HTML_OPENS) or (opening.startswith((b"<?xml", b"<!--")) and b"<html" in opening):
        return _of_html
    return _of_text


def _of_text(content: bytes, name: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if content[:8192].count(b"\0") > len(content[:8192]) // 100:
        msg = f"{name} is no text, html or pdf; save the article as one of them."
        raise ArticleError(msg)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes  # noqa: PLC0415 - only for what is not UTF-8

        best = from_bytes(content[:200_000]).best()
        if best is None:
            msg = f"{name} is in no encoding that is known; save it as UTF-8."
            raise ArticleError(msg) from None
        return content.decode(best.encoding, errors="replace")


def _of_html(content: bytes, name: str) -> str:
    if len(content) > MOST_HTML_BYTES:
        raise ArticleError(_too_large(name, len(content), MOST_HTML_BYTES))
    from trafilatura import bare_extraction  # noqa: PLC0415 - half a second to import

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = bare_extraction(content, include_comments=False, include_tables=False, deduplicate=True)
    except (ValueError, TypeError, AttributeError, RecursionError, MemoryError) as error:
        msg = f"{name} is a web page that cannot be read ({type(error).__name__}); paste the text of its article."
        raise ArticleError(msg) from None
    if found is None or isinstance(found, dict) or not found.text:
        msg = f"{name} is a web page without an article that can be told from the rest; paste its text."
        raise ArticleError(msg)
    title = found.title or ""
    return found.text if not title or found.text.lstrip().startswith(title) else f"{title}\n\n{found.text}"


def _of_pdf(content: bytes, name: str) -> str:
    import io  # noqa: PLC0415 - with the next one

    from pypdf import PdfReader  # noqa: PLC0415 - only for this kind of file
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    until = time.monotonic() + LONGEST_S
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            msg = f"{name} is locked with a password; save it without one."
            raise ArticleError(msg)
        if len(reader.pages) > MOST_PAGES:
            msg = f"{name} has {len(reader.pages)} pages; an article has at most {MOST_PAGES}: give those that matter."
            raise ArticleError(msg)
        pages = []
        for page in reader.pages:
            if time.monotonic() > until:
                msg = f"reading {name} took longer than {LONGEST_S:.0f} seconds and was stopped; paste its text."
                raise ArticleError(msg)
            pages.append(page.extract_text())
    except (
        PyPdfError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
        OSError,
        NotImplementedError,
    ) as error:
        msg = f"{name} is a pdf that cannot be read ({type(error).__name__}); paste its text."
        raise ArticleError(msg) from None
    return "\n\n".join(pages)
