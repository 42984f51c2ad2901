"""Somebody with an account and a role, and a browser."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from tests.world import World, account_of

from bodemplaat.foundation.tenancy.api import Actor

PASSWORD = "een lang wachtwoord"  # what tests.world gives everybody
CODES_READ_AT = 1_795_910_415  # in the middle of the half minute that a code lasts


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


@pytest.fixture(autouse=True)
def the_app_and_the_server_read_one_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the running clock a code can lapse between the page that made it and the next."""
    monkeypatch.setattr(totp, "time", SimpleNamespace(time=lambda: CODES_READ_AT))


def signs_in(client: Client, email: str, password: str = PASSWORD, **headers: Any) -> Any:
    """Fill in the sign-in page."""
    return client.post("/account/login/", {"login": email, "password": password}, **headers)


def is_in(client: Client) -> bool:
    """Whether the browser gets a page that is for people with a role."""
    return client.get("/mijn/").status_code == 200
