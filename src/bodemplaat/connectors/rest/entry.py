"""The way in: a secret opens a client, whoever guesses is stopped, and every answer is of the interface's own kind."""

import functools
import hashlib
import logging
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.views.decorators.csrf import csrf_exempt

from bodemplaat.connectors.rest import problems
from bodemplaat.connectors.rest.problems import Problem
from bodemplaat.connectors.rest.reach import actor_for
from bodemplaat.foundation.access.api import (
    GUESSED_WITHIN,
    asked_this_minute,
    guesses_too_often,
    note_guess,
    refuses_in_own_words,
    takes_files,
)
from bodemplaat.foundation.clients import api as clients
from bodemplaat.foundation.clients.api import Opened, Scope
from bodemplaat.foundation.tenancy.api import Actor

VERSION: Final = "1.2.0"
"""Semantic: the first number is that of the address, and changes only with what breaks a client."""
MOST_A_MINUTE: Final = 1200
"""Requests of one client."""
MOST_BYTES: Final = 100_000
"""Of what is sent."""
MOST_WITH_A_FILE: Final = 12_000_000
"""The same where a file is sent, in base64."""
_log = logging.getLogger(__name__)
View = Callable[..., HttpResponse]


class ClientRequest(HttpRequest):
    """A request of a client: who that is, the actor in its name, the moment, and why it was refused if it was.

    ``place`` is its address as the document has it, ``parameters`` are the names that may stand in its query.
    """

    opened: Opened | None
    client_actor: Actor
    asked_at: datetime
    problem: Problem | None
    place: str
    parameters: Sequence[str]


class May:
    """What an operation asks of a client; called before anything of a request is read."""

    openapi_type: Final = "http"

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def __call__(self, request: ClientRequest) -> Opened:
        """The client, once its secret opens and it has the scope; raises ``Problem``."""
        opened = _opened(request)
        request.opened = opened
        if asked_this_minute(f"rest:{opened.client}", request.asked_at) > MOST_A_MINUTE:
            raise Problem(429, "too-many-requests", problems.TOO_MANY, headers={"Retry-After": "60"})
        if self.scope not in opened.scopes:
            raise Problem(403, "missing-scope", problems.NO_SCOPE, values={"scope": self.scope.value})
        if unknown := [each for each in request.GET if each not in request.parameters]:
            raise problems.no_such_parameter(unknown, request.parameters)
        request.client_actor = actor_for(opened, request.asked_at)
        return opened


def answered(view: View, about: str, *, most: int = MOST_BYTES) -> View:
    """A view whose every answer is of the interface: problems, version, entity tag, and a line in the client's count."""

    @functools.wraps(view)
    def wrapped(request: ClientRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _arrives(request)
        try:
            response = view(request, *args, **kwargs)
        except Problem as problem:
            request.problem, response = problem, problem.response()
        except Exception as wrong:
            response = fault(request, wrong)
        if response.status_code == 405:  # of an operation; the site would make a page of it
            headers = {"Allow": response["Allow"]}
            request.problem = Problem(405, "method-not-allowed", problems.NOT_SO, headers=headers)
            response = request.problem.response()
        response = _finished(request, response)
        if request.opened is not None:
            clients.note_client_use(
                actor=Actor.system(request.opened.organisation),
                opened=request.opened,
                method=str(request.method),
                about=about,
                status=response.status_code,
                reason=request.problem.text if request.problem is not None else "",
                at=request.asked_at,
            )
        return response

    return csrf_exempt(
        takes_files(most)(refuses_in_own_words(functools.partial(_refused_unread, most=most))(wrapped))
    )


def _arrives(request: ClientRequest) -> None:
    """Nothing is known of it yet but when."""
    request.asked_at, request.opened, request.problem = timezone.now(), None, None


def fault(request: ClientRequest, wrong: Exception) -> HttpResponse:
    """A fault of ours: the frames are logged, and never the message, which may hold what was sent."""
    where = "".join(traceback.format_tb(wrong.__traceback__)[-3:])
    _log.error("%s %s: %s\n%s", request.method, request.path, type(wrong).__name__, where)
    request.problem = Problem(500, "fault", problems.FAULT)
    return request.problem.response()


def nothing_here(request: HttpRequest, **parts: str) -> HttpResponse:
    """Any other address: there is nothing, whoever asks."""
    raise Problem(404, "not-found", problems.NOTHING_HERE)


def _finished(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """With the headers of every answer; a reader who has this already gets no body."""
    if response.status_code == 200 and request.method == "GET":
        tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        if tag in parse_etags(request.headers.get("If-None-Match", "")):
            response = HttpResponseNotModified()
        response["ETag"] = tag
    return with_headers(response)


def with_headers(response: HttpResponse) -> HttpResponse:
    """With what stands on every answer, also on one that was refused unread."""
    response["API-Version"] = VERSION
    response.headers.setdefault("Cache-Control", "no-store")
    patch_vary_headers(response, ["Accept-Language", "Authorization"])
    return response


def _refused_unread(status: int, *, most: int) -> HttpResponse:
    """What the site refuses before a view is called, as a problem."""
    why = {
        411: ("length-required", problems.NO_LENGTH),
        413: ("too-large", problems.TOO_LARGE),
    }.get(status, ("invalid-input", problems.WRONG_INPUT))
    problem = Problem(status, why[0], why[1], values={"most": most // 1000})
    return with_headers(problem.response())


def _opened(request: ClientRequest) -> Opened:
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    headers = {"WWW-Authenticate": 'Bearer realm="bodemplaat"'}
    refusal = Problem(401, "unknown-secret", problems.UNKNOWN_SECRET, headers=headers)
    if kind.lower() != "bearer" or not secret.strip():
        raise refusal
    if guesses_too_often(request, "rest", request.asked_at):
        retry = {"Retry-After": str(GUESSED_WITHIN)}
        raise Problem(429, "too-many-requests", problems.TOO_MANY_GUESSES, headers=retry)
    opened = clients.opened_by(secret=secret.strip()[:500], at=request.asked_at)
    if opened is None:
        note_guess(request, "rest", request.asked_at)
        raise refusal
    return opened
