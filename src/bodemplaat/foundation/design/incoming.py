"""What a request brings and where it came to: ids as they were written, where to go on, and the address of the site."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def uuid_or_none(text: str) -> UUID | None:
    """An id as it came from outside, or nothing."""
    try:
        return UUID(text)
    except ValueError:
        return None


def next_of(request: HttpRequest, *, otherwise: str) -> str:
    """Where a form sends its reader on to (``next``), if that is on this site."""
    place = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(place, {request.get_host()}, require_https=request.is_secure())
    return place if allowed else otherwise


def site_of(request: HttpRequest) -> str:
    """The address of the site, without a slash at its end: the one it is known by, else where the request came."""
    return str(settings.PUBLIC_ADDRESS) or request.build_absolute_uri("/").rstrip("/")
