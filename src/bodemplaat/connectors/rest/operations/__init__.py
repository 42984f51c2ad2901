"""Every operation of the interface, in the order in which the document tells them."""

import functools
from collections.abc import Callable, Mapping

from django.http import HttpResponse
from django.urls import URLPattern

from bodemplaat.connectors.rest.interface import api

from bodemplaat.connectors.rest.operations import services  # isort: skip
from bodemplaat.connectors.rest.operations import cases  # isort: skip
from bodemplaat.connectors.rest.operations import reports  # isort: skip
from bodemplaat.connectors.rest.operations import invoices  # isort: skip
from bodemplaat.connectors.rest.operations import webhooks  # isort: skip

__all__ = ["api", "cases", "invoices", "reports", "services", "views", "webhooks"]


@functools.cache
def parameters() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The names that may stand in the query of an operation, by its address as the document has it and its method."""
    return {
        (place, method.upper()): tuple(
            each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"
        )
        for place, methods in api.get_openapi_schema(path_prefix="")["paths"].items()
        for method, operation in methods.items()
    }


@functools.cache
def views() -> Mapping[str, Callable[..., HttpResponse]]:
    """What answers at each address, by its name."""
    return {str(each.name): each.callback for each in api.urls[0] if isinstance(each, URLPattern)}
