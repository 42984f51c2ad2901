"""The pages of cases, in a small world, on its own Monday."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
import time_machine
from django.test import Client
from tests.capabilities.cases.desk import controller_of, published
from tests.world import MONDAY, World, account_of

from bodemplaat.foundation.tenancy.api import Actor

SignedIn = Callable[[Actor], Client]


@pytest.fixture(autouse=True)
def on_monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def world(db: None) -> World:
    return World.founded()


@pytest.fixture
def service(world: World) -> UUID:
    """A service with a form and a norm of three working days."""
    return published(world, controller_of(world))


@pytest.fixture
def signed_in() -> SignedIn:
    """A browser in which somebody is signed in, reading English."""

    def sign_in(actor: Actor) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(account_of(actor))
        return client

    return sign_in
