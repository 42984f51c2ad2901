"""The interface itself: what answers a refusal, and what operations share. Operations are added to ``api`` by ``operations``."""

import functools
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpResponse
from ninja import Header, NinjaAPI, Query
from ninja.errors import HttpError, ValidationError

from bodemplaat.capabilities.cases.api import CaseNotReady
from bodemplaat.connectors.rest import problems
from bodemplaat.connectors.rest.described import wording_of
from bodemplaat.connectors.rest.entry import VERSION, ClientRequest, fault
from bodemplaat.connectors.rest.forms import findings_of
from bodemplaat.connectors.rest.problems import Problem, Wrong, not_there, wrong_input
from bodemplaat.connectors.rest.sending import StrictJson
from bodemplaat.foundation.tenancy.api import CannotBeKept, NotFound, Refused

PAGE: Final = 50
MOST: Final = 100
"""Items in a part of a list when no number is asked for, and at most."""
Key = Annotated[str, Header(alias="Idempotency-Key", pattern=r"^[!-~]{1,255}$")]
Limit = Annotated[int, Query(ge=1, le=MOST)]
Cursor = Annotated[
    str | None, Query(max_length=200, pattern=r"^[A-Za-z0-9_-]+$", description="`next` of the part before")
]

api = NinjaAPI(
    title="Bodemplaat",
    version=VERSION,
    openapi_url=None,
    docs_url=None,
    urls_namespace="rest",
    parser=StrictJson(),
)
answers: Final[dict[str, Any]] = {"by_alias": True, "exclude_none": True}


def client_of(request: ClientRequest) -> UUID:
    """The client that asks."""
    assert request.opened is not None  # noqa: S101  # an operation runs only for a client
    return request.opened.client


@api.exception_handler(Problem)
def _problem(request: ClientRequest, problem: Problem) -> HttpResponse:
    request.problem = problem
    return problem.response()


@api.exception_handler(HttpError)
def _http_error(request: ClientRequest, error: HttpError) -> HttpResponse:
    cause = error.__cause__
    return _problem(
        request, cause if isinstance(cause, Problem) else Problem(400, "no-json", problems.NO_JSON)
    )


@api.exception_handler(ValidationError)
def _validation(request: ClientRequest, error: ValidationError) -> HttpResponse:
    return _problem(request, wrong_input(*(_wrong(request, each) for each in error.errors)))


@api.exception_handler(NotFound)
def _not_found(request: ClientRequest, error: NotFound) -> HttpResponse:
    return _problem(request, not_there())


@api.exception_handler(CannotBeKept)
def _not_kept(request: ClientRequest, error: CannotBeKept) -> HttpResponse:
    return _problem(request, Problem(400, "invalid-input", error.text, values=error.values))


@api.exception_handler(Refused)
def _refused(request: ClientRequest, error: Refused) -> HttpResponse:
    return _problem(request, Problem(409, "not-possible", error.text, values=error.values))


@api.exception_handler(CaseNotReady)
def _not_ready(request: ClientRequest, error: CaseNotReady) -> HttpResponse:
    return _problem(request, wrong_input(*findings_of(error.findings)))


@api.exception_handler(Exception)
def _fault(request: ClientRequest, error: Exception) -> HttpResponse:
    return fault(request, error)


def _wrong(request: ClientRequest, error: dict[str, Any]) -> Wrong:
    """A finding of the schema, at its place."""
    code, (text, values) = str(error.get("type", "invalid")), wording_of(error)
    source, *where = map(str, error.get("loc", ("body",)))
    if source == "body":
        if code == "extra_forbidden" and (allowed := _members(request, where[1:-1])):
            text, values = problems.NO_MEMBER, {"allowed": ", ".join(allowed)}
        steps = (each.replace("~", "~0").replace("/", "~1") for each in where[1:])
        return Wrong(code, text, values, pointer="".join(f"/{step}" for step in steps))
    return Wrong(code, text, values, parameter=where[0] if where else source)


def _members(request: ClientRequest, steps: Sequence[str]) -> tuple[str, ...]:
    """The members that what is sent may have at this place, as the document has them."""
    schema = _sent_to()[request.place, str(request.method)]
    for step in steps:
        schema = _resolved(schema)
        schema = schema["items"] if "items" in schema else schema.get("properties", {}).get(step, {})
    return tuple(_resolved(schema).get("properties", ()))


@functools.cache
def _sent_to() -> Mapping[tuple[str, str], Mapping[str, Any]]:
    """The schema of what is sent, by address and method."""
    return {
        (place, method.upper()): operation["requestBody"]["content"]["application/json"]["schema"]
        for place, methods in api.get_openapi_schema(path_prefix="")["paths"].items()
        for method, operation in methods.items()
        if "requestBody" in operation
    }


def _resolved(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a schema refers to, or may be besides nothing."""
    while True:
        if "$ref" in schema:
            schema = _schemas()[schema["$ref"].rpartition("/")[2]]
        elif among := schema.get("anyOf") or schema.get("allOf"):
            schema = next((each for each in among if each.get("type") != "null"), {})
        else:
            return schema


@functools.cache
def _schemas() -> Mapping[str, Mapping[str, Any]]:
    return dict(api.get_openapi_schema(path_prefix="")["components"]["schemas"])
