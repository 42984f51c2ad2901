"""How a refusal reaches the reader: who may, and why not you; another's record is simply not there.

Also the last place where what was sent is looked at before it reaches a page, and where what no page could work with
becomes an answer in words instead of a broken page.
"""

import decimal
import errno
import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final, cast
from uuid import UUID

from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext
from psycopg.errors import DiskFull

from bodemplaat.capabilities.claims.api import ClaimNotReady
from bodemplaat.capabilities.payments.api import PaymentError
from bodemplaat.foundation.access.api import hats_of, refusal_of
from bodemplaat.foundation.design.api import ROLE_LABELS
from bodemplaat.foundation.documents.api import UnusableFile
from bodemplaat.foundation.notices.api import worded
from bodemplaat.foundation.organisations.api import NoEmployment
from bodemplaat.foundation.tenancy.api import CannotBeKept, NotFound, Refused
from bodemplaat.kernel import IllegalMove

_log = logging.getLogger(__name__)

NUL: Final = "\x00"


class Unreadable:
    """Keeps a NUL from everything that reads: no text that people write has one, and PostgreSQL stores none.

    First of all middlewares that read. It is left out of a cookie's list and of a form's values (a text copied from
    a document can bring one along, and the rest of the form must not be lost by it); an address or a file's name with
    one is answered with 400.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, or refuse it."""
        for name in [name for name, value in request.COOKIES.items() if NUL in name + value]:
            del request.COOKIES[name]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., object], *_: object
    ) -> HttpResponse | None:
        """Refuse it where a page can say so; the form has been read by then."""
        if any(NUL in text for text in _texts(request.POST.lists())):
            request.POST = _without_nul(request.POST)  # type: ignore[assignment]  # as immutable as the first
        sent = [request.path, *_texts(request.GET.lists())]
        names = [file.name or "" for _, files in request.FILES.lists() for file in files]
        if any(NUL in text for text in (*sent, *names)):
            own = refusal_of(view)
            return render(request, "400.html", status=400) if own is None else own(400)
        return None


class Refusals:
    """Turns what stops a request into a page with its reason; anything else is a fault of the program and goes on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; an address that only takes a button's press has a page for who opens it by itself."""
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        page = render(request, "405.html", {"near": _page_above(request.path_info)}, status=405)
        page["Allow"] = response["Allow"]
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer what can be answered in words."""
        match exception:
            case NotFound():
                raise Http404
            case CannotBeKept():
                return _stopped(request, worded(exception.text, exception.values), status=400)
            case Refused():
                roles = cast(tuple[str, ...], exception.values.get("who_may", ()))
                who_may = ", ".join(str(ROLE_LABELS[role]) for role in roles)
                context = {
                    "reason": worded(exception.text, exception.values),
                    "who_may": who_may,
                    "hats": _hats_among(request, roles),
                    "change_role": reverse("front:hats"),
                }
                return render(request, "403.html", context, status=403)
            case _ if _is_no_room(exception):
                _log.error("no room left: %s", exception)
                return render(request, "507.html", status=507)
            case IllegalMove():
                return _stopped(
                    request,
                    gettext(
                        "It was changed, handed in or decided in the meantime, so this can no longer be done. "
                        "Open it again to see how it stands."
                    ),
                )
            case NoEmployment():
                return _stopped(
                    request,
                    gettext(
                        "You have no employment at this organisation today. Ask your administrator to look at it."
                    ),
                )
            case ClaimNotReady() | PaymentError():
                reasons = [worded(finding.text, finding.values) for finding in exception.findings]
                return _stopped(request, *reasons)
            case UnusableFile():
                return _stopped(request, worded(exception.finding.text, exception.finding.values))
            case DataError() | OverflowError() | decimal.DecimalException():
                _log.warning("%s: what was sent is out of reach: %s", request.path, exception)
                return _stopped(
                    request,
                    gettext("A number or a day in it is larger or further away than anyone can work with."),
                    status=400,
                )
        return None


def _stopped(request: HttpRequest, *reasons: str, status: int = 409) -> HttpResponse:
    return render(request, "409.html", {"reasons": reasons}, status=status)


def _page_above(path: str) -> str:
    """The nearest address above that is one of the site's, or nothing: where the button stood."""
    parts = path.strip("/").split("/")[:-1]
    while parts:
        above = f"/{'/'.join(parts)}/"
        try:
            resolve(above)
        except Resolver404:
            parts.pop()
        else:
            return above
    return ""


def _texts(lists: Iterable[tuple[str, Sequence[object]]]) -> Iterable[str]:
    for name, values in lists:
        yield name
        yield from map(str, values)


def _without_nul(form: QueryDict) -> QueryDict:
    cleaned = form.copy()
    for name, values in form.lists():
        cleaned.pop(name)
        cleaned.setlist(name.replace(NUL, ""), [str(value).replace(NUL, "") for value in values])
    return cleaned


def _is_no_room(error: BaseException | None) -> bool:
    """Whether a full disk is behind an error: ours, or that of the database."""
    while error is not None:
        if isinstance(error, DiskFull) or (
            isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
        ):
            return True
        error = error.__cause__
    return False


def _hats_among(request: HttpRequest, roles: Collection[str]) -> list[tuple[UUID, str, str]]:
    """In which of their own roles whoever was refused may open it: assignment, name of the role, organisation.

    None for a form that was sent: it would be lost on the way.
    """
    if request.method not in ("GET", "HEAD") or request.user.pk is None:
        return []
    own = hats_of(user=request.user.pk, on=timezone.localdate())
    return [
        (hat.assignment_id, str(ROLE_LABELS[hat.role.value]), hat.organisation_name)
        for hat in own
        if hat.role.value in roles
    ]
