"""What a request brings and where it came to: ids as they were written, and the address of the site."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest


def uuid_or_none(text: str) -> UUID | None:
    """An id as it came from outside, or nothing."""
    try:
        return UUID(text)
    except ValueError:
        return None


def site_of(request: HttpRequest) -> str:
    """The address of the site, without a slash at its end: the one it is known by, else where the request came."""
    return str(settings.PUBLIC_ADDRESS) or request.build_absolute_uri("/").rstrip("/")
