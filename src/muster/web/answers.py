"""Answers that are made once: compressed ahead, tagged, and kept by the browser as long as their name lasts."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A body in both codings, with its entity tag."""

    plain: bytes
    packed: bytes
    etag: str
    media_type: str

    @classmethod
    def of(cls, body: bytes, media_type: str) -> Prepared:
        """Compress `body` once; the same bytes always give the same coding and tag."""
        packed = gzip.compress(body, compresslevel=6, mtime=0)
        return cls(body, packed, f'"{hashlib.sha256(body).hexdigest()[:20]}"', media_type)


def send(request: Request, prepared: Prepared) -> Response:
    """Answer with what the browser can read, or with 304 when it has it already."""
    headers = {"ETag": prepared.etag, "Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
    held = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    if held & {prepared.etag, "*"}:
        return Response(status_code=304, headers=headers)
    if _takes_gzip(request.headers.get("accept-encoding", "")):
        headers["Content-Encoding"] = "gzip"
        return Response(prepared.packed, media_type=prepared.media_type, headers=headers)
    return Response(prepared.plain, media_type=prepared.media_type, headers=headers)


def _takes_gzip(accepted: str) -> bool:
    """Return whether gzip is named, and not with a weight of nought (RFC 9110, 12.5.3)."""
    for part in accepted.lower().split(","):
        coding, _, weight = part.partition(";")
        if coding.strip() == "gzip":
            return weight.replace(" ", "").rstrip("0") not in {"q=", "q=0."}
    return False


def missing(words: str) -> Response:
    """Answer 404 with one clear line."""
    return PlainTextResponse(words, status_code=404)
