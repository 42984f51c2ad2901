"""Addresses of this connector. None ends in a slash; anything else beneath them is a problem too, not a page.

What reads and checks requests takes a second to load and most processes never need it, so it is loaded at the first request.
"""

import importlib
import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from bodemplaat.connectors.rest.entry import (
    MOST_BYTES,
    MOST_WITH_A_FILE,
    ClientRequest,
    answered,
    nothing_here,
)
from bodemplaat.foundation.design.api import site_of

PLACES = {
    "services": "services",
    "service": "services/<uuid:service>",
    "cases": "cases",
    "case": "cases/<uuid:case>",
    "case_content": "cases/<uuid:case>/content",
    "case_messages": "cases/<uuid:case>/messages",
    "reports": "reports",
    "invoices": "invoices",
    "report": "reports/<uuid:report>",
    "report_pdf": "reports/<uuid:report>/pdf",
    "report_xlsx": "reports/<uuid:report>/xlsx",
    "webhooks": "webhooks",
    "webhook": "webhooks/<uuid:webhook>",
    "webhook_secret": "webhooks/<uuid:webhook>/secret",
}
"""Every address of an operation by its name; a test holds that the operations say the same."""


LARGER = {"invoices": MOST_WITH_A_FILE}
"""Where more may be sent than elsewhere."""


def _described(place: str) -> str:
    """An address as the document has it: ``/cases/{case}``."""
    return re.sub("<uuid:(.*?)>", r"{\1}", f"/{place}")


def _operation(name: str, place: str) -> Callable[..., HttpResponse]:
    """The operation of this name at this address."""

    def view(request: ClientRequest, **parts: Any) -> HttpResponse:
        operations = importlib.import_module("bodemplaat.connectors.rest.operations")
        request.place = place
        request.parameters = operations.parameters().get((place, request.method), ())
        response: HttpResponse = operations.views()[name](request, **parts)
        return response

    return view


def openapi(request: HttpRequest) -> JsonResponse:
    """The document, for anybody from anywhere."""
    document = importlib.import_module("bodemplaat.connectors.rest.document")
    made = document.document(site_of(request), settings.API_CONTACT or settings.DEFAULT_FROM_EMAIL)
    return JsonResponse(made, headers={"Access-Control-Allow-Origin": "*"})


def openapi_with_webhooks(request: HttpRequest) -> JsonResponse:
    """The same as OpenAPI 3.1, which can describe what is sent from here too."""
    document = importlib.import_module("bodemplaat.connectors.rest.document")
    made = document.with_webhooks(site_of(request), settings.API_CONTACT or settings.DEFAULT_FROM_EMAIL)
    return JsonResponse(made, headers={"Access-Control-Allow-Origin": "*"})


app_name = "rest"
urlpatterns = [
    *(
        path(
            place,
            answered(
                _operation(name, _described(place)),
                _described(place),
                most=LARGER.get(name, MOST_BYTES),
            ),
            name=name,
        )
        for name, place in PLACES.items()
    ),
    path("openapi.json", answered(openapi, "/openapi.json"), name="openapi"),
    path(
        "openapi-3.1.json",
        answered(openapi_with_webhooks, "/openapi-3.1.json"),
        name="openapi_with_webhooks",
    ),
    path("<path:rest>", answered(nothing_here, ""), name="nothing_here"),
]
