"""How a refusal reaches the reader: who may, and why not you; another's record is simply not there."""

import logging
from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from requests import RequestException

from bodemplaat.foundation.design.context import ROLE_LABELS
from bodemplaat.foundation.tenancy import NotFound, Refused

_log = logging.getLogger(__name__)


class Refusals:
    """Turns ``NotFound`` into 404 and ``Refused`` into a 403 page with its reason."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer the two refusals, and a provider of identities that does not answer; anything else goes on."""
        if isinstance(exception, NotFound):
            raise Http404
        if isinstance(exception, Refused):
            reason = gettext(exception.text).format(**exception.values)
            roles = cast(tuple[str, ...], exception.values.get("who_may", ()))
            who_may = ", ".join(str(ROLE_LABELS[role]) for role in roles)
            return render(request, "403.html", {"reason": reason, "who_may": who_may}, status=403)
        if isinstance(exception, RequestException):
            _log.warning("the identity provider does not answer: %s", exception)
            messages.error(
                request,
                gettext(
                    "Your organisation's sign-in does not answer. Try again in a few minutes, or ask whoever manages "
                    "sign-in at your organisation."
                ),
            )
            return redirect("account_login")
        return None
