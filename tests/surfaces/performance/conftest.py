"""The pages of norms, in a small world in which the expense claim was published, a week after its Monday."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from tests.capabilities.performance.test_claims_against_their_norm import publish_claims
from tests.world import MONDAY, World, account_of

from bodemplaat.foundation.tenancy.api import Actor

SignedIn = Callable[[Actor], Client]


@pytest.fixture(autouse=True)
def a_week_later() -> Iterator[None]:
    with time_machine.travel(MONDAY + timedelta(days=7), tick=False):
        yield


@pytest.fixture
def world(world: World) -> World:
    publish_claims(world)
    return world


@pytest.fixture
def signed_in() -> SignedIn:
    """A browser in which somebody is signed in, reading English."""

    def sign_in(actor: Actor, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        client.force_login(account_of(actor))
        return client

    return sign_in
