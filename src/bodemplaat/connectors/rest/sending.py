"""What a system sends: JSON read strictly, and done once for the key that it gave."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja.parser import Parser
from ninja.responses import NinjaJSONEncoder

from bodemplaat.connectors.rest import problems, schemas
from bodemplaat.connectors.rest.entry import ClientRequest
from bodemplaat.connectors.rest.problems import Problem
from bodemplaat.foundation.clients import api as clients
from bodemplaat.foundation.tenancy.api import Actor, entered


class StrictJson(Parser):
    """JSON in UTF-8 and nothing else: no NaN, no lone halves of characters, no member twice."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The object that was sent; raises ``Problem``."""
        if request.content_type != "application/json":
            raise Problem(415, "unsupported-media-type", problems.NOT_JSON_TYPE)
        try:
            text = request.body.decode("utf-8", "strict")
            document = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_each_once)
            json.dumps(document, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as no:
            raise Problem(400, "no-json", problems.NO_JSON) from no
        if not isinstance(document, dict):
            raise Problem(400, "no-json", problems.NO_JSON)
        return document


def done_once(
    request: ClientRequest, key: str, send: Callable[[Actor], tuple[str, schemas.Base]]
) -> HttpResponse:
    """What is asked for, done once for a key: what was answered is kept with what was written, or neither is."""
    opened, actor = request.opened, request.client_actor
    assert opened is not None  # noqa: S101  # an operation runs only for a client
    sent = json.dumps(json.loads(request.body), sort_keys=True)
    digest = hashlib.sha256(f"{request.method} {request.path} {sent}".encode()).hexdigest()
    with entered(actor):
        kept = clients.answer_for_key(actor=actor, opened=opened, key=key, digest=digest, at=request.asked_at)
        if kept is not None:
            if kept.digest != digest:
                raise Problem(422, "key-reused", problems.KEY_REUSED)
            return _created(kept.location, kept.body, is_again=True)
        location, document = send(actor)
        body = json.dumps(document.model_dump(by_alias=True, exclude_none=True), cls=NinjaJSONEncoder)
        clients.keep_answer(actor=actor, opened=opened, key=key, status=201, location=location, body=body)
    return _created(location, body)


def _created(location: str, body: str, *, is_again: bool = False) -> HttpResponse:
    response = HttpResponse(body.encode(), status=201, content_type="application/json")
    if location:
        response["Location"] = location
    if is_again:
        response["Idempotency-Replayed"] = "true"
    return response


def _no_constant(text: str) -> None:
    raise ValueError(text)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise ValueError("a member twice")
    return document
