"""What the tests of the desk share: a cooperation with work at the desk, and a browser signed in as somebody."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from lxml import html
from tests.world import MONDAY, account_of

from bodemplaat.foundation.access.middleware import SESSION_KEY
from bodemplaat.foundation.tenancy.api import Actor

SignIn = Callable[[Actor], Client]


@pytest.fixture(autouse=True)
def two_hours_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages ask the clock; it stands at the day of the tests' world, whatever day it is."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: MONDAY + timedelta(hours=2))


@pytest.fixture
def browser() -> SignIn:
    """A browser in which an actor is signed in, wearing that role."""

    def signed_in(actor: Actor) -> Client:
        client = Client(headers={"accept-language": "nl"})
        client.force_login(account_of(actor))
        session = client.session
        session[SESSION_KEY] = str(actor.assignment_id)
        session.save()
        return client

    return signed_in


@pytest.fixture(autouse=True)
def in_dutch() -> Iterator[None]:
    with translation.override("nl"):
        yield


def page_of(response: Any) -> Any:
    """The page as a tree."""
    return html.fromstring(response.content)


def text_of(response: Any) -> str:
    """What a reader reads, blanks made single."""
    return " ".join(page_of(response).text_content().split())
