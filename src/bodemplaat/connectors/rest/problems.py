"""What stops a request, told as a problem (RFC 9457): every finding, each with a pointer to where it is."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpResponse

from bodemplaat.foundation.notices.api import worded
from bodemplaat.kernel import say

TYPE: Final = "urn:bodemplaat:problem:"
MEDIA_TYPE: Final = "application/problem+json"

UNKNOWN_SECRET: Final = say("This secret opens nothing: make a new one on the page of the connection.")
TOO_MANY_GUESSES: Final = say("Too many wrong secrets: wait five minutes.")
TOO_MANY: Final = say("Too many requests: wait a minute.")
NO_SCOPE: Final = say("This connection may not do that: it lacks {scope}. An administrator can ask for it.")
NOTHING_HERE: Final = say("There is nothing at this address.")
NOT_THERE: Final = say("There is nothing with this id that this connection can see.")
NOT_SO: Final = say("This address does not do that.")
WRONG_INPUT: Final = say("What was sent is not as it must be. Each finding says what is wrong, and where.")
NO_JSON: Final = say("What was sent is no JSON object in UTF-8.")
NOT_JSON_TYPE: Final = say("Send JSON: the Content-Type must be application/json.")
TOO_LARGE: Final = say("What was sent is too large: at most {most} kB.")
NO_LENGTH: Final = say("Say how large what you send is (Content-Length).")
NO_KEY: Final = say("Send an Idempotency-Key of 1 to 255 visible characters, another one for each request.")
NO_PARAMETER: Final = say("There is no such parameter. There are: {allowed}.")
NO_PARAMETERS: Final = say("There is no such parameter: this address takes none.")
NO_MEMBER: Final = say("There is no such member. There are: {allowed}.")
KEY_REUSED: Final = say("This Idempotency-Key was used for another request: use a new one.")
FAULT: Final = say("Something went wrong here. Try again; tell the administrator of the site if it stays.")


@dataclass(frozen=True, slots=True)
class Wrong:
    """One finding: a code, marked text with its values, and where it is (a JSON pointer, or the name of a parameter)."""

    code: str
    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    pointer: str = ""
    parameter: str = ""

    def document(self) -> dict[str, str]:
        """The finding in the reader's language."""
        where = {"pointer": self.pointer} if not self.parameter else {"parameter": self.parameter}
        return {"code": self.code, "detail": worded(self.text, self.values), **where}


class Problem(Exception):
    """A request that is not answered with what it asks: the status, a short name, and why in marked text."""

    def __init__(
        self,
        status: int,
        name: str,
        text: str,
        *,
        values: Mapping[str, object] | None = None,
        findings: Iterable[Wrong] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.status, self.name, self.text = status, name, text
        self.values: Mapping[str, object] = values or {}
        self.findings = tuple(findings)
        self.headers: Mapping[str, str] = headers or {}
        super().__init__(name)

    def response(self) -> HttpResponse:
        """The problem as it is sent, in the reader's language."""
        document: dict[str, Any] = {
            "type": TYPE + self.name,
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": worded(self.text, self.values),
        }
        if self.findings:
            document["errors"] = [each.document() for each in self.findings]
        response = HttpResponse(
            json.dumps(document, ensure_ascii=False).encode(), status=self.status, content_type=MEDIA_TYPE
        )
        for name, value in self.headers.items():
            response[name] = value
        return response


def wrong_input(*findings: Wrong) -> Problem:
    """What was sent cannot be what it is (400)."""
    return Problem(400, "invalid-input", WRONG_INPUT, findings=findings)


def no_such_parameter(unknown: Iterable[str], allowed: Sequence[str]) -> Problem:
    """Parameters that the operation does not know (400): misspelt, they would have narrowed nothing, and everything came."""
    text, values = (NO_PARAMETER, {"allowed": ", ".join(allowed)}) if allowed else (NO_PARAMETERS, {})
    return wrong_input(*(Wrong("parameter.unknown", text, values, parameter=each[:100]) for each in unknown))


def not_there() -> Problem:
    """Nothing there, or another's: the two are answered alike (404)."""
    return Problem(404, "not-found", NOT_THERE)
