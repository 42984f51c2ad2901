"""How much a page takes, and how it is asked: both are settled before a byte of the body is read."""

from collections.abc import Callable

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, resolve

from bodemplaat.foundation.access.api import MOST_IN_A_FORM, body_limit_of, refusal_of

Answer = Callable[[HttpRequest], HttpResponseBase]


def refuse_large_bodies(get_response: Answer) -> Answer:
    """Answer 413 to a body larger than its page takes, and 411 to one that does not say how large it is, unread.

    Files are taken from who signed in: another is sent to sign in, unread too.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.META.get("HTTP_TRANSFER_ENCODING") and not request.META.get("CONTENT_LENGTH"):
            return _refused(request, 411, 0, _view_of(request))
        try:
            size = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            size = 0
        if size == 0:
            return get_response(request)
        view = _view_of(request)
        most = body_limit_of(view)
        if size > most:
            return _refused(request, 413, most, view)
        if size > MOST_IN_A_FORM and refusal_of(view) is None and SESSION_KEY not in request.session:
            return _unread(redirect_to_login(request.get_full_path()))
        return get_response(request)

    return middleware


ASKED_AS_HEAD = "bodemplaat.asked_as_head"
"""Marks in ``META`` a request that a page reads as GET."""


def head_as_get(get_response: Answer) -> Answer:
    """Answer HEAD on every page as GET would, without the body; no page needs to know of it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method != "HEAD":
            return get_response(request)
        request.method = "GET"
        request.META[ASKED_AS_HEAD] = True
        response = get_response(request)
        request.method = "HEAD"
        if isinstance(response, HttpResponse):
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        elif isinstance(response, StreamingHttpResponse):
            response.streaming_content = ()  # what was to be sent is closed with the response
        return response

    return middleware


def head_leaves_nothing(get_response: Answer) -> Answer:
    """Take back what a page wrote while HEAD was answered: nobody got anything, so no line says that they did."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if ASKED_AS_HEAD not in request.META:
            return get_response(request)
        with transaction.atomic():
            response = get_response(request)
            transaction.set_rollback(True)
        return response

    return middleware


def _view_of(request: HttpRequest) -> Callable[..., object] | None:
    try:
        return resolve(request.path_info).func
    except Resolver404:
        return None


def _refused(
    request: HttpRequest, status: int, most: int, view: Callable[..., object] | None
) -> HttpResponse:
    own = refusal_of(view)
    if own is not None:
        response = own(status)
    else:
        response = render(request, "413.html", {"most": most // 1_000_000}, status=status)
    return _unread(response)


def _unread(response: HttpResponse) -> HttpResponse:
    response["Connection"] = "close"
    return response
