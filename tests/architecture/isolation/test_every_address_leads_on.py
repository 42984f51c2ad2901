"""Any address that a person can type, keep or reload gives a page with a next step; HEAD answers as GET does.

The addresses are found from the URL configuration, with everything that stands in their parts.
"""

import json
from typing import Any

import pytest
from django.test import Client
from lxml import html
from tests.architecture.isolation.conftest import Both
from tests.architecture.isolation.test_isolation import TO_READ
from tests.architecture.isolation.walking import fillings, signed_in, taken_back

from bodemplaat.foundation.tenancy.api import Role

pytestmark = pytest.mark.xdist_group("isolation")


def asked(client: Client, method: str, place: str) -> tuple[Any, bytes]:
    """The answer and its body; what it did is taken back."""
    with taken_back():
        response = getattr(client, method)(place)
        body = b"".join(response.streaming_content) if response.streaming else response.content
    return response, body


def leads_on(client: Client, response: Any, body: bytes) -> bool:
    """Whether somebody who reads the answer can go on from it: elsewhere, a file, or a page with a link or a form."""
    if response.status_code in (301, 302, 303):
        return bool(response["Location"])
    if response.headers.get("Content-Type") in (
        "application/scim+json",
        "application/problem+json",
    ):  # a machine reads on where it says why
        return response.status_code == 200 or bool(json.loads(body or b"{}").get("detail"))
    if "html" not in response.headers.get("Content-Type", ""):
        return bool(body) and response.status_code == 200
    middle = html.fromstring(body.decode()).find(".//main") if body else None
    if middle is None:
        return False
    links = [href for link in middle.iter("a") if (href := link.get("href", "")).startswith("/")]
    if response.status_code == 405:
        return bool(links) and all(asked(client, "get", link)[0].status_code != 405 for link in links)
    return bool(links) or any(True for _ in middle.iter("form", "button"))


def test_every_address_by_itself_gives_a_page_with_a_next_step(both: Both) -> None:
    """As somebody whose page it is, and as a visitor; the first of every kind of record, by GET and by HEAD."""
    visitor = signed_in(None)
    dead_ends, different = [], []
    for address in TO_READ:
        who, actor = next(
            (who, actor)
            for who, actor in sorted(
                both.one.people.items(), key=lambda each: each[1].role is not Role.EMPLOYEE
            )
            if address.is_for(actor.role)
        )
        place = address.at(fillings(both.owner, both.one, address.parts)[0])
        for client, name in ((signed_in(actor.user_id), who), (visitor, "a visitor")):
            response, body = asked(client, "get", place)
            head, nothing = asked(client, "head", place)
            if not leads_on(client, response, body):
                dead_ends.append(f"{name} at {place}: {response.status_code}")
            if (head.status_code, nothing) != (response.status_code, b""):
                different.append(f"{name} at {place}: GET {response.status_code}, HEAD {head.status_code}")
    assert dead_ends == [], "\n".join(dead_ends)
    assert different == [], "\n".join(different)
