"""What the tests of pages share: the day on which they are looked at, and a browser in which somebody is signed in."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client
from tests.world import MONDAY, account_of

from bodemplaat.foundation.tenancy.api import Actor

SignedIn = Callable[[Actor], Client]


@pytest.fixture(autouse=True)
def on_monday() -> Iterator[None]:
    """For a ``conftest`` to import: every test of its folder happens on the Monday of the tests' world."""
    with time_machine.travel(MONDAY, tick=False):
        yield


def signing_in(language: str = "") -> SignedIn:
    """Signs an actor in, in a browser that asks for this language or for none."""
    headers = {"accept-language": language} if language else {}

    def signed_in(actor: Actor) -> Client:
        client = Client(headers=headers)
        client.force_login(account_of(actor))
        return client

    return signed_in
