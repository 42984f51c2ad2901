"""The document of the interface: what django-ninja makes of the operations, completed to what the API Design Rules ask.

It uses only what OpenAPI 3.0 and 3.1 have in common, so the same text is valid as either: ``openapi.json`` says 3.0.3, which
is the version on the list of open standards.
"""

import copy
import functools
import re
from collections.abc import Iterator
from typing import Any, Final

from bodemplaat.connectors.rest.entry import VERSION, May
from bodemplaat.connectors.rest.operations import api
from bodemplaat.connectors.rest.operations.reports import FILES
from bodemplaat.connectors.rest.schemas import CaseEvent, Finding, ProblemDocument, ReportEvent
from bodemplaat.foundation.webhooks.api import EventKind

OPENAPI: Final = "3.0.3"
OPENAPI_WITH_WEBHOOKS: Final = "3.1.0"
SCHEME: Final = "client"
_REF: Final = "#/components/schemas/{model}"
_ABOUT: Final = (
    "Read and send requests, read services and signed reports, deliver invoices, for one organisation. An administrator of it makes a connection"
    " with a secret and scopes. Facts hold no names and no words. Amounts, shares and hours are exact text. Details of"
    " problems come in the language of Accept-Language (nl, en)."
)
EVENTS: Final = {
    EventKind.CASE_OPENED: "A case came in",
    EventKind.CASE_STATE_CHANGED: "A case stands otherwise than before, and is not over",
    EventKind.CASE_CLOSED: "A case was closed, withdrawn or merged",
    EventKind.REPORT_OFFERED: "A report was offered to be signed",
    EventKind.REPORT_SIGNED: "A report was signed by both sides",
}
_PROBLEMS: Final = {
    400: "What was sent is not as described; every finding is told",
    401: "No secret, or one that opens nothing",
    403: "The client lacks the scope",
    404: "Nothing there that this client can see",
    409: "Not possible as things stand now",
    411: "The length of what is sent is not told",
    413: "What was sent is too large",
    415: "What was sent is no JSON",
    422: "The Idempotency-Key was used for another request",
    429: "Too many requests, or too many wrong secrets from this place",
    500: "A fault of the site",
}
_ALWAYS: Final = (400, 401, 403, 429, 500)
_WHEN_SENDING: Final = (409, 411, 413, 415, 422)


SITE: Final = "https://bodemplaat.example"
"""Where the copy in the documentation says that the interface is."""


@functools.cache
def document(site: str = SITE, contact: str = "koppelingen@bodemplaat.example") -> dict[str, Any]:
    """The document for a site at this address, with the e-mail address of who looks after the interface there."""
    made = copy.deepcopy(dict(api.get_openapi_schema(path_prefix="")))
    schemas = {name: _shared(schema) for name, schema in made["components"]["schemas"].items()}
    for model in (ProblemDocument, Finding):
        schema = model.model_json_schema(by_alias=True, mode="serialization", ref_template=_REF)
        schemas |= {name: _shared(each) for name, each in schema.pop("$defs", {}).items()}
        schemas[model.__name__] = _shared(schema)
    scopes = {path: _scope_of(path) for path in made["paths"]}
    paths = {}
    for path, methods in made["paths"].items():
        paths[path] = {
            method: _operation(path, method, _shared(operation), scopes[path][method])
            for method, operation in methods.items()
        }
    return {
        "openapi": OPENAPI,
        "info": {
            "title": "Bodemplaat",
            "version": VERSION,
            "description": _ABOUT,
            "contact": {
                "name": "Who looks after the interface of this site",
                "url": f"{site}/",
                "email": contact,
            },
            "license": {"name": "EUPL-1.2", "url": "https://eupl.eu/1.2/en/"},
        },
        "servers": [{"url": f"{site}/api/v1", "description": "this site"}],
        "tags": [
            {"name": "services", "description": "What can be asked for"},
            {"name": "cases", "description": "What was asked, and where it stands"},
            {"name": "reports", "description": "How norms were kept, as both sides signed it"},
            {"name": "invoices", "description": "What suppliers send, as an access point delivers it"},
            {"name": "webhooks", "description": "Where this site tells of what happened"},
        ],
        "security": [{SCHEME: []}],
        "paths": paths,
        "components": {
            "schemas": dict(sorted(schemas.items())),
            "securitySchemes": {
                SCHEME: {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The secret of a connection, made by an administrator and shown once.",
                }
            },
            "headers": _HEADERS,
        },
    }


def with_webhooks(site: str = SITE, contact: str = "koppelingen@bodemplaat.example") -> dict[str, Any]:
    """The same document as OpenAPI 3.1, with what this site sends under ``webhooks``."""
    made = copy.deepcopy(document(site, contact))
    made["openapi"] = OPENAPI_WITH_WEBHOOKS
    for model in (CaseEvent, ReportEvent):
        schema = model.model_json_schema(by_alias=True, mode="serialization", ref_template=_REF)
        made["components"]["schemas"] |= {
            name: _shared(each) for name, each in schema.pop("$defs", {}).items()
        }
        made["components"]["schemas"][model.__name__] = _shared(schema)
    made["webhooks"] = {kind.value: {"post": _told(kind)} for kind in EventKind}
    return made


def _told(kind: EventKind) -> dict[str, Any]:
    model = CaseEvent if kind.value.startswith("case.") else ReportEvent
    event = {
        "type": "object",
        "required": ["type", "timestamp", "data"],
        "additionalProperties": False,
        "properties": {
            "type": {"type": "string", "enum": [kind.value]},
            "timestamp": {"type": "string", "format": "date-time", "description": "when it happened"},
            "data": {"$ref": _REF.format(model=model.__name__)},
        },
    }
    headers = {
        "webhook-id": "The same however often it is sent: do it once",
        "webhook-timestamp": "When it was sent, in seconds of Unix time",
        "webhook-signature": "By Standard Webhooks (v1, HMAC-SHA256); several, with a space between, while a secret is replaced",
    }
    return {
        "operationId": f"on.{kind.value}",
        "summary": EVENTS[kind],
        "tags": ["webhooks"],
        "security": [],
        "parameters": [
            {
                "in": "header",
                "name": name,
                "required": True,
                "description": about,
                "schema": {"type": "string"},
            }
            for name, about in headers.items()
        ],
        "requestBody": {"required": True, "content": {"application/json": {"schema": event}}},
        "responses": {
            "2XX": {"description": "It was received"},
            "410": {"description": "Send nothing here any more"},
            "default": {"description": "It is sent again, after a pause that grows"},
        },
    }


_HEADERS: Final = {
    "API-Version": {
        "description": "The full version of the interface",
        "schema": {"type": "string", "example": VERSION},
    },
    "ETag": {"description": "Of this answer, for If-None-Match", "schema": {"type": "string"}},
    "Location": {"description": "Where what was made is", "schema": {"type": "string"}},
    "Retry-After": {"description": "Seconds to wait", "schema": {"type": "integer"}},
    "WWW-Authenticate": {"description": "How to show a secret", "schema": {"type": "string"}},
    "Idempotency-Replayed": {
        "description": "true when this was answered before under the same key",
        "schema": {"type": "string"},
    },
}


def _operation(path: str, method: str, operation: dict[str, Any], scope: str) -> dict[str, Any]:
    is_sent, has_id = method == "post", "{" in path
    operation["description"] = f"{operation['description']}\n\nScope: `{scope}`."
    operation["security"] = [{SCHEME: []}]
    is_read = method == "get"
    if is_read:
        operation["parameters"] = [*operation["parameters"], _IF_NONE_MATCH]
    operation["parameters"] = [*operation["parameters"], _LANGUAGE]
    responses: dict[str, Any] = {}
    for status, response in operation["responses"].items():
        names = [
            "API-Version",
            *(["Location", "Idempotency-Replayed"] if is_sent else ["ETag"] if is_read else []),
        ]
        responses[str(status)] = {**response, "headers": _headers(names)}
    form = path.rsplit("/", 1)[-1]
    if form in FILES:
        binary = {"schema": {"type": "string", "format": "binary"}}
        responses["200"]["content"] = {FILES[form]: binary}
    if is_read:
        responses["304"] = {"description": "Not Modified", "headers": _headers(["API-Version", "ETag"])}
    statuses = {*_ALWAYS, *(_WHEN_SENDING if is_sent else ()), *((404,) if has_id else ())}
    for status in sorted(statuses):
        names = ["API-Version"]
        names += ["Retry-After"] if status == 429 else ["WWW-Authenticate"] if status == 401 else []
        responses[str(status)] = {
            "description": _PROBLEMS[status],
            "headers": _headers(names),
            "content": {
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}
            },
        }
    operation["responses"] = dict(sorted(responses.items()))
    return operation


_IF_NONE_MATCH: Final = {
    "in": "header",
    "name": "If-None-Match",
    "required": False,
    "description": "The ETag of the answer that is known already: 304 when it is the same",
    "schema": {"type": "string"},
}
_LANGUAGE: Final = {
    "in": "header",
    "name": "Accept-Language",
    "required": False,
    "description": "nl or en; any other is answered in nl",
    "schema": {"type": "string", "example": "nl"},
}


def _headers(names: list[str]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _scope_of(path: str) -> dict[str, str]:
    """The scope of each method of a path."""
    return {
        method.lower(): next(each.scope.value for each in operation.auth_callbacks if isinstance(each, May))
        for where, operation in _operations()
        if where == path
        for method in operation.methods
    }


def _operations() -> Iterator[tuple[str, Any]]:
    for path, view in api.default_router.path_operations.items():
        plain = re.sub(r"{\w+:", "{", path)
        for operation in view.operations:
            yield plain, operation


def _shared(schema: Any) -> Any:
    """A schema in what both versions know: nothing may be null (it is left out), one example, no default of nothing."""
    if isinstance(schema, list):
        return [_shared(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {
        key: _shared(value) for key, value in schema.items() if not (key == "default" and value in (None, ""))
    }
    if "anyOf" in made and isinstance(made["anyOf"], list):
        some = [each for each in made["anyOf"] if each != {"type": "null"}]
        if len(some) == 1:
            del made["anyOf"]
            made = {**some[0], **made} if "$ref" not in some[0] else {**made, "allOf": some}
    if "$ref" in made and len(made) > 1:
        made["allOf"] = [{"$ref": made.pop("$ref")}]
    if isinstance(made.get("examples"), list):
        made["example"] = made.pop("examples")[0]
    if made.get("type") in ("string", "integer", "boolean", "object", "array", "number") or "allOf" in made:
        made.pop("title", None)
    if "const" in made:
        made["enum"] = [made.pop("const")]
    return made
