"""Somebody with an account and a role, and a browser."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from tests.world import World, account_of

from bodemplaat.foundation.tenancy.api import Actor

PASSWORD = "een lang wachtwoord"  # what tests.world gives everybody


@dataclass(frozen=True)
class Someone:
    """An account holder as the sign-in pages know them."""

    actor: Actor
    email: str


@pytest.fixture
def anna(world: World) -> Someone:
    """An employee."""
    actor = world.first.anna
    cache.clear()
    return Someone(actor, account_of(actor).email)


def signs_in(client: Client, email: str, password: str = PASSWORD, **headers: Any) -> Any:
    """Fill in the sign-in page."""
    return client.post("/account/login/", {"login": email, "password": password}, **headers)


def is_in(client: Client) -> bool:
    """Whether the browser gets a page that is for people with a role."""
    return client.get("/mijn/").status_code == 200
