"""Whatever is sent to whatever address by whomever: an answer, never a broken page.

Every address is found from the URL configuration, every field from the forms on its page, as the isolation exam does;
what is sent is drawn by hypothesis from a fixed seed. ``ODD_EXAMPLES=2000`` looks longer by hand.
"""

import os
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from tests.architecture.isolation.conftest import Both
from tests.architecture.isolation.test_isolation import TO_READ
from tests.architecture.isolation.walking import Address, Form, fillings, forms_of, signed_in, taken_back
from tests.world import TODAY

pytestmark = pytest.mark.xdist_group("isolation")

EXAMPLES = int(os.environ.get("ODD_EXAMPLES", "60"))

ODD = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "\x1f\x7f",
    "\r\nSet-Cookie: x=y",
    "9" * 5000,
    "-" + "9" * 31,
    "99999999999999999999",
    "2147483648",
    "9223372036854775808",
    "0," + "0" * 40 + "1",
    "1e999999",
    "-1e999999",
    "1e-999999",
    "1e10",
    "NaN",
    "sNaN",
    "Infinity",
    "-0",
    "²",
    "٣٤",
    "12,3,4.5.6",
    "9999-12-31",
    "9999-12-30",
    "0001-01-01",
    "31-12-9999",
    "10000-01-01",
    "2026-02-30",
    "2026-W01-1",
    "20261231",
    (TODAY + timedelta(days=1)).isoformat(),
    "00000000-0000-0000-0000-000000000000",
    "{0}",
    "{x.__class__}",
    "%s%(x)s%",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "[]",
    "null",
    "javascript:alert(1)",
    "//kwaad.example",
    "x" * 100_000,
    "é" * 300,
    "\u202e\u2028\ufeff",
    "👩‍👩‍👧" * 50,
]
odd = st.one_of(
    st.sampled_from(ODD), st.text(max_size=40).filter(lambda t: t.encode("utf-8", "ignore").decode() == t)
)
COMMON = (
    "page",
    "sort",
    "format",
    "span",
    "day",
    "since",
    "until",
    "q",
    "organisation",
    "state",
    "next",
    "start",
)
"""Parameters that pages read from their address and that need not stand in a form."""
STRANGE_METHODS = ("head", "options", "put", "delete", "patch")


def kept(value: str) -> str:
    """As it can travel in a form: what has no UTF-8 is left out."""
    return value.encode("utf-8", "ignore").decode()


class Asker:
    """Sends odd things as one actor to one address and keeps what breaks."""

    def __init__(self, client: Client, who: str, place: str) -> None:
        self.client, self.who, self.place = client, who, place
        self.broken: list[str] = []

    def ask(self, method: str, place: str, body: Any = None, **how: Any) -> Any:
        """One request, whose effects are taken back."""
        with taken_back():
            response = getattr(self.client, method)(place, body or {}, **how)
            if response.streaming:
                b"".join(response.streaming_content)
        if response.status_code >= 500:
            self.broken.append(
                f"{method} {place} as {self.who} with {str(body)[:300]!r}: {response.status_code}"
            )
        return response

    def forms(self) -> list[Form]:
        """The forms on the page, if there is one."""
        response = self.ask("get", self.place)
        if response.status_code != 200 or "html" not in response.headers.get("Content-Type", ""):
            return []
        return list(forms_of(self.place, response.content.decode()))


def is_ours(form: Form) -> bool:
    """Signing out would end the walk."""
    return "/logout/" not in form.action


def sent(form: Form, name: str, value: str) -> dict[str, Any]:
    """The form as it is offered, with one field odd."""
    body: dict[str, Any] = {}
    for field, offered in form.first_choice():
        body.setdefault(field, []).append(offered)
    body[name] = SimpleUploadedFile(f"{value[:20]}.pdf", value.encode()) if name == "file" else [value]
    return body


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@seed(20261123)
@given(data=st.data())
def _every_parameter(both: Both, data: st.DataObject) -> None:
    who, actor = data.draw(st.sampled_from(sorted(both.one.people.items())))
    own = [a for a in TO_READ if a.is_for(actor.role)]
    address: Address = data.draw(st.sampled_from(own))
    values = data.draw(st.sampled_from(fillings(both.owner, both.one, address.parts)))
    asker = Asker(signed_in(actor.user_id), who, address.at(values))
    asker.ask(
        "get", asker.place, {data.draw(st.sampled_from(COMMON)): kept(data.draw(odd)) for _ in range(3)}
    )
    asker.ask("post", asker.place, {data.draw(st.sampled_from(COMMON)): kept(data.draw(odd))})
    asker.ask(data.draw(st.sampled_from(STRANGE_METHODS)), asker.place)
    for form in filter(is_ours, asker.forms()):
        for name in dict.fromkeys(form.names):
            body = sent(form, name, kept(data.draw(odd)))
            asker.ask(form.method, form.action, body)
    assert asker.broken == [], "\n".join(asker.broken)


@pytest.mark.parametrize(
    ("who", "place"),
    [
        ("ad", "/bestuur/mensen/?q=%00"),
        ("ad", "/bestuur/spoor/?until=9999-12-31"),
        ("carla", "/bestuur/declaraties/?since=0001-01-01&until=9999-12-31"),
        ("carla", "/bestuur/?span=free&since=9999-12-30&until=9999-12-31"),
        ("carla", "/bestuur/?organisation=%00"),
        ("anna", f"/berichten/?start={'9' * 5000}"),
        ("anna", "/berichten/?start=99999999999999999999"),
        ("anna", "/account/login/?next=%00"),
        ("anna", "/%00/"),
        ("clerk", "/balie/?page=%D9%A3&q=%00"),
    ],
)
def test_what_broke_a_page_once(both: Both, who: str, place: str) -> None:
    client = signed_in(both.one.people[who].user_id)
    response = client.get(place)
    assert response.status_code < 500
    assert response.status_code in (200, 302, 400, 404), place


def test_every_parameter_of_every_address_as_every_role_gets_an_answer(both: Both) -> None:
    _every_parameter(both)


@pytest.mark.parametrize(
    "cookie", ["sessionid", "csrftoken", "django_language", "bodemplaat_device", "appearance"]
)
def test_a_cookie_of_any_kind_gets_an_answer(both: Both, cookie: str) -> None:
    for value in ('"\\000"', "x" * 3000, "é", '"\\377\\376"'):
        client = Client(raise_request_exception=False, headers={"cookie": f"{cookie}={value}"})
        for place in ("/", "/account/login/", "/mijn/"):
            assert client.get(place).status_code < 500, (cookie, value, place)
