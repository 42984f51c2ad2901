"""The addresses of SCIM: a secret opens one organisation, whoever guesses is stopped, and every answer is SCIM's own.

``scim2-models`` takes a second to load and most processes never need it, so the acts are loaded at the first request.
"""

import functools
import importlib
import json
import logging
import traceback
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from bodemplaat.foundation.access.api import (
    GUESSED_WITHIN,
    asked_this_minute,
    guesses_too_often,
    note_guess,
)
from bodemplaat.foundation.design.api import site_of
from bodemplaat.foundation.directory import api as directory
from bodemplaat.foundation.notices.api import worded
from bodemplaat.foundation.tenancy.api import NotFound
from bodemplaat.kernel import say

MOST_A_MINUTE: Final = 3000
"""Requests with one secret; Entra ID asks for at least 25 a second."""
ERROR: Final = "urn:ietf:params:scim:api:messages:2.0:Error"
_log = logging.getLogger(__name__)

View = Callable[..., HttpResponse]


def scim(act: str, about: str, *methods: str) -> View:
    """A view that lets an act of ``acts`` answer a directory that shows a secret of the organisation."""

    @csrf_exempt
    def view(request: HttpRequest, organisation: UUID, **parts: Any) -> HttpResponse:
        at, actor = timezone.now(), directory.directory_of(organisation)
        if guesses_too_often(request, "scim", at):
            return _error(429, say("Too many wrong secrets: wait five minutes."), retry=GUESSED_WITHIN)
        secret = directory.secret_opened(actor=actor, secret=_bearer(request), at=at)
        if secret is None:
            note_guess(request, "scim", at)
            return _error(
                401, say("This secret opens nothing: make a new one on the page of the connection.")
            )
        if asked_this_minute(f"scim:{secret}", at) > MOST_A_MINUTE:
            return _error(429, say("Too many requests: wait a minute."), retry=60)
        note = functools.partial(
            directory.note_use,
            actor=actor,
            secret=secret,
            method=str(request.method)[:10],
            about=about,
            at=at,
        )
        if request.method not in methods:
            refusal = say("This address does not do that.")
            note(status=405, reason=refusal)
            response = _error(405, refusal)
            response["Allow"] = ", ".join(methods)
            return response
        response, reason = _answered(request, act, about, actor, organisation, at, parts)
        note(status=response.status_code, reason=reason)
        return response

    return view


def _answered(
    request: HttpRequest,
    act: str,
    about: str,
    actor: Any,
    organisation: UUID,
    at: datetime,
    parts: dict[str, Any],
) -> tuple[HttpResponse, str]:
    """The response, and the reason when it is a refusal."""
    acts = importlib.import_module("bodemplaat.connectors.scim.acts")
    ask = acts.Asked(request, actor, f"{site_of(request)}/scim/v2/{organisation}", at)
    try:
        answer = getattr(acts, act)(ask, **parts)
    except NotFound:
        reason = say("There is nothing with this id.")
        return _error(404, reason), reason
    except Exception as wrong:
        try:
            status, kind, reason = acts.error(wrong)
        except Exception:
            # the message of a fault may hold what was sent: the frames say where it is
            where = "".join(traceback.format_tb(wrong.__traceback__)[-3:])
            _log.error("%s %s: %s\n%s", request.method, about, type(wrong).__name__, where)
            reason = say(
                "Something went wrong here. Try again; tell the administrator of the site if it stays."
            )
            return _error(500, reason), reason
        return _error(status, reason, kind=kind, values=getattr(wrong, "values", None)), reason
    response = HttpResponse(status=answer.status, content_type="application/scim+json")
    if answer.document is not None:
        response.content = json.dumps(answer.document).encode()
    for name, value in (answer.headers or {}).items():
        response[name] = value
    return response, ""


def _bearer(request: HttpRequest) -> str:
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip()[:500] if kind.lower() == "bearer" else ""


def _error(status: int, reason: str, *, kind: str = "", values: Any = None, retry: int = 0) -> HttpResponse:
    document = {"schemas": [ERROR], "status": str(status), "detail": worded(reason, values or {})}
    if kind:
        document["scimType"] = kind
    response = HttpResponse(
        json.dumps(document).encode(), status=status, content_type="application/scim+json"
    )
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="scim"'
    if retry:
        response["Retry-After"] = str(retry)
    return response


@csrf_exempt
def nothing_here(request: HttpRequest, organisation: UUID, rest: str) -> HttpResponse:
    """Any other address of SCIM: there is nothing, whoever asks."""
    return _error(404, say("There is nothing at this address."))
