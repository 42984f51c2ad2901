"""One request to an address of others: over TLS, to a public place, which is looked up once and then connected to, within a time.

Nothing of the answer is read but its status. Redirections are not followed.
"""

import http.client
import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from bodemplaat.foundation.webhooks.values import Outcome
from bodemplaat.kernel import Place, is_public, web_address

SECONDS: Final = 10.0
"""For all of it: finding the place, connecting, sending and the first line of the answer."""
SECONDS_TO_LOOK_UP: Final = 4.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request: ``status`` is 0 without an answer."""

    outcome: Outcome
    status: int
    milliseconds: int


class _Stopped(Exception):
    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        super().__init__(outcome.value)


def is_sound(address: str) -> bool:
    """Whether an address may be sent to, as far as it says itself: https, a host, no name or password, no private place."""
    parts = web_address(address, ("https", "http") if settings.WEBHOOKS_TO_THIS_MACHINE else ("https",))
    if parts is None:
        return False
    with suppress(ValueError):
        return is_allowed(ipaddress.ip_address(parts.hostname or ""))
    return True


def is_allowed(place: Place) -> bool:
    """Whether a place is of the public internet, or this machine where a demo sends to it."""
    return is_public(place) or (settings.WEBHOOKS_TO_THIS_MACHINE and place.is_loopback)


def post(address: str, headers: Mapping[str, str], body: bytes) -> Answer:
    """Send a body; never raises for what is the matter at the other side."""
    began = time.monotonic()
    status = 0
    try:
        status = _status(urlsplit(address), headers, body, began + SECONDS)
        outcome = _meaning(status)
    except _Stopped as stopped:
        outcome = stopped.outcome
    except ssl.SSLCertVerificationError:
        outcome = Outcome.NOT_TRUSTED
    except TimeoutError:
        outcome = Outcome.TOO_SLOW
    except (OSError, http.client.HTTPException, ValueError):
        is_late = time.monotonic() >= began + SECONDS
        outcome = Outcome.TOO_SLOW if is_late else Outcome.UNREACHABLE
    return Answer(outcome, status, round((time.monotonic() - began) * 1000))


def places_of(host: str, port: int) -> list[str]:
    """Every place that a name stands for; stops when one of them may not be sent to."""
    known = _looked_up(host, port)
    if not all(is_allowed(ipaddress.ip_address(each)) for each in known):
        raise _Stopped(Outcome.NOT_PUBLIC)
    return known


def _meaning(status: int) -> Outcome:
    if 200 <= status < 300:
        return Outcome.DELIVERED
    if status == http.HTTPStatus.GONE:
        return Outcome.GONE
    return Outcome.REDIRECTED if 300 <= status < 400 else Outcome.REFUSED


def _status(parts: SplitResult, headers: Mapping[str, str], body: bytes, until: float) -> int:
    host = parts.hostname or ""
    is_plain = parts.scheme == "http" and settings.WEBHOOKS_TO_THIS_MACHINE
    port = parts.port or (80 if is_plain else 443)
    wires = [_connected(places_of(host, port), port, until)]
    ends = threading.Timer(max(0.0, until - time.monotonic()), _cut, [wires])
    ends.daemon = True
    ends.start()
    try:
        if not is_plain:
            context = ssl.create_default_context()
            wires.append(context.wrap_socket(wires[0], server_hostname=host, do_handshake_on_connect=False))
            wires[-1].settimeout(max(0.1, until - time.monotonic()))
            wires[-1].do_handshake()  # type: ignore[attr-defined]
        wires[-1].settimeout(max(0.1, until - time.monotonic()))
        talk = http.client.HTTPConnection(parts.netloc, timeout=SECONDS)
        talk.sock = wires[-1]
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        talk.request("POST", path, body, {"Host": parts.netloc, "Connection": "close", **headers})
        status = talk.getresponse().status
    finally:
        ends.cancel()
        wires[-1].close()
    if time.monotonic() >= until:
        raise TimeoutError
    return status


def _connected(places: list[str], port: int, until: float) -> socket.socket:
    last: OSError = TimeoutError()
    for place in places:
        left = until - time.monotonic()
        if left <= 0:
            break
        try:
            return socket.create_connection((place, port), timeout=left)
        except OSError as no:
            last = no
    raise last


def _cut(wires: list[socket.socket]) -> None:
    """End a conversation that takes too long, also one in which a drop comes now and then.

    Beneath the encryption, as another thread is in the middle of it.
    """
    with suppress(OSError):
        socket.socket.shutdown(wires[-1], socket.SHUT_RDWR)


def _looked_up(host: str, port: int) -> list[str]:
    """By a thread of its own, as looking up a name cannot be stopped."""
    answers: queue.SimpleQueue[list[str] | None] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            known = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(each[4][0]).partition("%")[0] for each in known)))
        except (OSError, ValueError):
            answers.put(None)

    threading.Thread(target=look_up, daemon=True).start()
    try:
        known = answers.get(timeout=SECONDS_TO_LOOK_UP)
    except queue.Empty:
        raise _Stopped(Outcome.TOO_SLOW) from None
    if not known:
        raise _Stopped(Outcome.UNKNOWN_NAME)
    return known
