"""The page of search, in a small world, on its own Monday."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client
from tests.world import MONDAY, World, account_of, employ

from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, Role

SignedIn = Callable[[Actor], Client]


@pytest.fixture(autouse=True)
def on_monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def world(db: None) -> World:
    return World.founded()


@pytest.fixture
def controller(world: World) -> Actor:
    """The second person at the provider."""
    (desk,) = organisations.units_of(actor=world.system, organisation=world.provider)
    return employ(world.system, world.provider, desk.id, "Cato Prins", None, Role.CONTROLLER)


@pytest.fixture
def signed_in() -> SignedIn:
    """A browser in which somebody is signed in, reading English."""

    def sign_in(actor: Actor) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(account_of(actor))
        return client

    return sign_in
