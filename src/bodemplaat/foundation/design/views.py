"""Choosing how the site looks; what a reader sees when something is refused or broken."""

import sys
from typing import Any

import psycopg
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_POST

from bodemplaat.foundation.design.context import APPEARANCE_COOKIE, APPEARANCES
from bodemplaat.foundation.design.incoming import next_of

A_YEAR = 365 * 24 * 3600


@require_POST
def choose_appearance(request: HttpRequest) -> HttpResponse:
    """Keep the choice of light or dark in a cookie and go back to the page."""
    response = HttpResponseRedirect(next_of(request, otherwise="/"))
    chosen = request.POST.get("appearance", "")
    if chosen in APPEARANCES:
        response.set_cookie(
            APPEARANCE_COOKIE,
            chosen,
            max_age=A_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For ``CSRF_FAILURE_VIEW``: the form was too old, or cookies are off."""
    return render(request, "403_csrf.html", status=403)


def maintenance(request: HttpRequest) -> HttpResponse:
    """A page for while the site is being worked on; include it as the only URL then."""
    response = render(request, "503.html", status=503)
    response["Retry-After"] = "600"
    return response


@requires_csrf_token
def server_error(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """For ``handler500``: the frame with what is known without a database; the plainest page if even that fails.

    A database that does not answer is no fault of the program and soon over: it has a page and a status (503) of its own.
    """
    status, page = (503, "503_database") if _database_is_away(sys.exc_info()[1]) else (500, "500")
    try:
        response = render(request, f"{page}.html", status=status)
    except Exception:  # whatever broke the page may break its frame too
        response = render(None, f"{page}_plain.html", status=status)
    if status == 503:
        response["Retry-After"] = "30"
    return response


def _database_is_away(error: BaseException | None) -> bool:
    """Whether a connection that could not be made or was lost is behind an error."""
    while error is not None:
        if isinstance(error, psycopg.InterfaceError):
            return True
        if isinstance(error, psycopg.OperationalError):
            return error.sqlstate is None or error.sqlstate.startswith(_AWAY)
        error = error.__cause__ or error.__context__
    return False


_AWAY = ("08", "57P", "53300")
"""States of PostgreSQL: no connection, stopping or starting, no connection free."""
