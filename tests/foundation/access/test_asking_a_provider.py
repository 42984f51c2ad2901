"""How a provider that an organisation set is asked: by TLS, on the public internet only, and under its own name."""

import socket
import urllib.parse
from collections.abc import Iterator
from typing import Any

import pytest
from tests.identity_provider import IdentityProvider, an_identity_provider

from bodemplaat.foundation.access.identity_network import AskingSession


class Trouble(Exception):
    """What the site answers with."""


@pytest.fixture
def provider() -> Iterator[IdentityProvider]:
    with an_identity_provider("Van iemand") as one:
        yield one


def discover(provider: IdentityProvider, issuer: str) -> dict[str, Any]:
    session = AskingSession(Trouble, issuer=issuer)
    answer: dict[str, Any] = session.get(f"{provider.address}/.well-known/openid-configuration").json()
    return answer


def test_a_provider_that_calls_itself_what_was_set_is_heard(provider: IdentityProvider) -> None:
    assert discover(provider, provider.address)["issuer"] == provider.address


def test_a_provider_that_calls_itself_something_else_is_not(provider: IdentityProvider) -> None:
    with pytest.raises(Trouble):
        discover(provider, "https://login.nederlek.example")


def test_what_is_no_discovery_is_trouble(provider: IdentityProvider) -> None:
    with pytest.raises(Trouble):
        AskingSession(Trouble).get(f"{provider.address}/elders/.well-known/openid-configuration")


def test_nobody_who_listens_is_trouble() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = f"http://127.0.0.1:{probe.getsockname()[1]}"
    for issuer in ("", place):
        with pytest.raises(Trouble):
            AskingSession(Trouble, issuer=issuer).get(f"{place}/token")


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_real_installation_says_nothing_to_its_own_machine(
    provider: IdentityProvider, settings: Any, scheme: str
) -> None:
    """Also by a name that leads there: whom it reached is looked at before anything is said."""
    settings.IDENTITY_PROVIDERS_ON_THIS_MACHINE = False
    port = urllib.parse.urlsplit(provider.address).port
    for host in ("127.0.0.1", "localhost"):
        with pytest.raises(Trouble):
            AskingSession(Trouble, issuer="https://login.example").get(f"{scheme}://{host}:{port}/authorize")
    assert provider.asked == []


def test_the_provider_of_the_site_may_stand_within_our_own_walls(
    provider: IdentityProvider, settings: Any
) -> None:
    """Whoever runs the site set it, in its settings."""
    settings.IDENTITY_PROVIDERS_ON_THIS_MACHINE = False
    assert discover(provider, "")["issuer"] == provider.address
