"""The technical rules of the national API Design Rules, each by its id, held on the document and on real answers."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.connectors.rest.conftest import System

from bodemplaat.connectors.rest import operations
from bodemplaat.connectors.rest.document import document
from bodemplaat.connectors.rest.entry import VERSION
from bodemplaat.connectors.rest.urls import PLACES

COPY = Path(__file__).parents[3] / "docs" / "reference" / "openapi.json"
METHODS = {"get", "post", "put", "patch", "delete"}
DOCUMENT = document()


def every(kind: str, part: Any = DOCUMENT) -> Iterator[Any]:
    """Everything in the document that stands under this name."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key == kind:
                yield value
            yield from every(kind, value)
    elif isinstance(part, list):
        for each in part:
            yield from every(kind, each)


def answers() -> list[tuple[str, str, str, dict[str, Any]]]:
    """Path, method, status and response of everything that the document describes."""
    return [
        (path, method, status, response)
        for path, operations in DOCUMENT["paths"].items()
        for method, operation in operations.items()
        for status, response in operation["responses"].items()
    ]


def test_the_copy_in_the_documentation_is_what_is_served() -> None:
    assert json.loads(COPY.read_text()) == DOCUMENT, "write it anew: make reference"


def test_the_addresses_are_those_of_the_operations() -> None:
    plain = {re.sub(r"<uuid:(\w+)>", r"{\1}", place) for place in PLACES.values()}
    assert {path.removeprefix("/") for path in DOCUMENT["paths"]} == plain
    assert set(operations.views()) - {"api-root"} == set(PLACES)


def test_core_http_methods(intranet: System) -> None:
    for path, methods in DOCUMENT["paths"].items():
        assert set(methods) <= METHODS
        place = f"/api/v1{re.sub(r'{[a-z]+}', str(uuid4()), path)}"
        for method in METHODS - set(methods):
            answer = Client().generic(method.upper(), place, headers=intranet.headers())
            assert answer.status_code == 405, (method, path)
            assert answer["Content-Type"] == "application/problem+json"
            assert {each.strip().lower() for each in answer["Allow"].split(",")} == set(methods)


def test_core_doc_openapi() -> None:
    assert re.fullmatch(r"3(\.\d+){2}", DOCUMENT["openapi"])
    for reference in every("$ref"):
        part: Any = DOCUMENT
        for step in reference.removeprefix("#/").split("/"):
            part = part[step]
    ids = list(every("operationId"))
    assert (
        len(ids) == len(set(ids)) == len(PLACES) + 3
    )  # cases and webhooks are sent too, and a webhook is ended


def test_the_document_is_one_of_3_0_and_of_3_1() -> None:
    """What only one of the two knows is not in it."""
    for schema in [DOCUMENT["components"], *DOCUMENT["paths"].values()]:
        for kind in ("const", "examples", "prefixItems", "$defs", "if", "nullable", "exclusiveMinimum"):
            assert not list(every(kind, schema)), kind
        assert all(isinstance(each, str | dict) for each in every("type", schema))
        assert "null" not in [each for each in every("type", schema) if isinstance(each, str)]


def test_core_doc_openapi_contact() -> None:
    assert set(DOCUMENT["info"]["contact"]) >= {"name", "url", "email"}


def test_core_publish_openapi(settings: Any) -> None:
    settings.PUBLIC_ADDRESS = "https://bodemplaat.example"
    settings.API_CONTACT = "koppelingen@bodemplaat.example"
    answer = Client().get("/api/v1/openapi.json")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer.json() == DOCUMENT


def test_nothing_else_is_shared_with_pages_of_others(intranet: System) -> None:
    for path in ("/services", "/cases", "/x"):
        assert "Access-Control-Allow-Origin" not in intranet.gets(path)


def test_core_uri_version_and_core_transport_tls() -> None:
    (server,) = DOCUMENT["servers"]
    assert re.fullmatch(r"https://.*/v\d+", server["url"])
    assert server["url"].rsplit("v", 1)[1] == VERSION.split(".")[0]


def test_core_semver() -> None:
    assert re.fullmatch(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", DOCUMENT["info"]["version"])


def test_core_version_header(intranet: System, monkeypatch: pytest.MonkeyPatch) -> None:
    for path, method, status, response in answers():
        assert "API-Version" in response["headers"], (path, method, status)

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("bodemplaat.connectors.rest.operations.services.catalogue.services_for", breaks)
    statuses = set()
    for answer in (
        Client().get("/api/v1/openapi.json"),
        System("").gets("/cases"),
        intranet.gets("/cases"),
        intranet.gets("/cases", limit="x"),
        intranet.gets("/x"),
        intranet.gets("/services"),
        intranet.posts("/services", {}),
        intranet.posts("/cases", b"x"),
        intranet.posts("/cases", {}, kind="text/plain"),
        intranet.posts("/cases", b'"' + b"x" * 200_000 + b'"'),
        intranet.gets("/cases", cursor="\0"),
    ):
        assert answer["API-Version"] == VERSION, answer.status_code
        if answer.status_code >= 400:
            assert answer["Content-Type"] == "application/problem+json", answer.status_code
            assert set(answer.json()) >= {"type", "title", "status", "detail"}
            assert answer.json()["status"] == answer.status_code
        statuses.add(answer.status_code)
    assert statuses == {200, 400, 401, 404, 405, 413, 415, 500}


def test_core_no_trailing_slash(intranet: System) -> None:
    for path in DOCUMENT["paths"]:
        assert not path.endswith("/")
        answer = intranet.gets(f"{re.sub(r'{[a-z]+}', str(uuid4()), path)}/")
        assert answer.status_code == 404, path


def test_core_path_segments_kebab_case() -> None:
    for path in DOCUMENT["paths"]:
        assert re.fullmatch(r"(/([a-z0-9-]+|\{[a-z]+\}))+", path)


def test_core_query_keys_camel_case() -> None:
    for parameters in every("parameters"):
        for each in parameters:
            if each["in"] == "query":
                assert re.fullmatch(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*", each["name"])


def test_properties_are_camel_case_and_schemas_pascal_case() -> None:
    for name, schema in DOCUMENT["components"]["schemas"].items():
        assert re.fullmatch(r"([A-Z][a-z]+)+", name)
        for key in schema.get("properties", {}):
            assert re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", key), key


def test_core_error_handling_problem_details() -> None:
    problem = DOCUMENT["components"]["schemas"]["ProblemDocument"]
    assert set(problem["properties"]) >= {"type", "title", "status", "detail"}
    for path, method, status, response in answers():
        if status[0] in "45":
            assert list(response["content"]) == ["application/problem+json"], (path, method, status)


def test_core_error_handling_invalid_input() -> None:
    for path, operations_at in DOCUMENT["paths"].items():
        for method, operation in operations_at.items():
            if operation.get("parameters") or method not in ("get", "delete"):
                assert "400" in operation["responses"], (path, method)


def test_core_date_time_timezone_and_date_omit_time_portion() -> None:
    for schema in DOCUMENT["components"]["schemas"].values():
        for name, each in schema.get("properties", {}).items():
            if name.endswith("Date"):
                assert each["format"] == "date"
            if name.endswith("At") or name == "at":
                assert each["format"] == "date-time"
    assert {"time", "date-time-local"}.isdisjoint(map(str, every("format")))


def test_core_transport_security_headers(intranet: System) -> None:
    for answer in (intranet.gets("/cases"), intranet.gets("/x"), System("").gets("/cases")):
        assert answer["Cache-Control"] == "no-store"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert not answer.cookies
