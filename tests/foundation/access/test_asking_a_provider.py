"""How a provider that an organisation set is asked: by TLS, on the public internet only, and under its own name."""

import gzip
import json
import socket
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from tests.identity_provider import IdentityProvider, an_identity_provider

from bodemplaat.foundation.access import identity_network
from bodemplaat.foundation.access.identity_network import AskingSession


class Trouble(Exception):
    """What the site answers with."""


@pytest.fixture
def provider() -> Iterator[IdentityProvider]:
    with an_identity_provider("Van iemand") as one:
        yield one


class Talker:
    """A server on this machine that answers with more, or more slowly, than anybody asked for."""

    def __init__(self, head: bytes, piece: bytes, pause: float = 0, most: int = 64_000_000) -> None:
        self.head, self.piece, self.pause, self.most = head, piece, pause, most
        self.sent = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.place = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        threading.Thread(target=self._talk, daemon=True).start()

    def _talk(self) -> None:
        with suppress(OSError):
            wire, _ = self.socket.accept()
            with wire:
                wire.recv(65_536)
                wire.sendall(self.head)
                while self.sent < self.most:
                    wire.sendall(self.piece)
                    self.sent += len(self.piece)
                    time.sleep(self.pause)


OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
MILLION = b"x" * 1_000_000


@pytest.mark.parametrize("issuer", ["", "own"], ids=["of the site", "of an organisation"])
@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/jwks", "/token", "/userinfo"])
def test_of_an_answer_without_an_end_some_is_read_and_no_more(issuer: str, path: str) -> None:
    talker = Talker(OK + b"\r\n", MILLION)
    method = "POST" if path == "/token" else "GET"
    with pytest.raises(Trouble):
        AskingSession(Trouble, issuer=issuer and talker.place).request(method, f"{talker.place}{path}")
    assert talker.sent < 20_000_000, "what the wires hold, and not all of it"


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"f4240\r\n" + MILLION + b"\r\n"),
        (OK + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"x" * 40_000_000)),
        (b"HTTP/1.1 302 Found\r\nLocation: /elders\r\n\r\n", MILLION),
    ],
    ids=["in chunks", "packed", "leading elsewhere"],
)
def test_nor_of_one_in_another_shape(head: bytes, piece: bytes) -> None:
    talker = Talker(head, piece)
    with pytest.raises(Trouble):
        AskingSession(Trouble, issuer=talker.place).get(f"{talker.place}/jwks")


def test_an_answer_of_which_a_little_comes_each_time_has_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity_network, "MOST_SECONDS", 0.3)
    talker = Talker(OK + b"\r\n", b" ", pause=0.05, most=200)
    with pytest.raises(Trouble):
        AskingSession(Trouble, issuer=talker.place).get(f"{talker.place}/userinfo")
    assert talker.sent < 100


def test_a_large_answer_of_a_provider_is_heard_whole() -> None:
    content = json.dumps({"groups": ["x" * 30] * 20_000}).encode()
    head = OK + f"Content-Length: {len(content)}\r\n\r\n".encode()
    talker = Talker(head, content, most=1)
    answer = AskingSession(Trouble, issuer=talker.place).get(f"{talker.place}/userinfo")
    assert len(answer.json()["groups"]) == 20_000


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
