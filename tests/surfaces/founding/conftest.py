"""The pages of who fills an organisation, in a small world, on its own Monday."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client
from tests.world import MONDAY, account_of

from bodemplaat.foundation.tenancy.api import Actor

SignedIn = Callable[[Actor], Client]


@pytest.fixture(autouse=True)
def on_monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def signed_in() -> SignedIn:
    """A browser in which somebody is signed in, reading English."""

    def sign_in(actor: Actor) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(account_of(actor))
        return client

    return sign_in
