"""A file as an answer: saved, or shown by the browser, and never run by it."""

from collections.abc import Iterable
from typing import Final

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

NOTHING_ACTIVE: Final = "default-src 'none'; sandbox"
"""The policy under which nothing in a file runs, whoever made it."""
SHOWN_IN_BROWSER: Final = frozenset({"image/jpeg", "image/png", "image/webp"})
"""Photos open in the browser; a PDF is saved, since browsers open none in a sandbox."""


def file_response(
    content: bytes | Iterable[bytes], name: str, media_type: str, *, shown: bool = False
) -> HttpResponse:
    """The content under its name, to be saved or with ``shown`` opened by the browser; pieces are streamed.

    What came from outside and what the site wrote itself are answered alike: nothing in it runs and no browser guesses
    at another type.
    """
    kind = HttpResponse if isinstance(content, bytes) else StreamingHttpResponse
    response = kind(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(not shown, name) or "attachment"
    response["Content-Security-Policy"] = NOTHING_ACTIVE
    response["X-Content-Type-Options"] = "nosniff"
    return response  # type: ignore[return-value]  # a stream is an HttpResponse to Django
