"""Where a message may be sent: to the public internet over TLS, to what was looked up, within a time."""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from tests.receiver import a_receiver

from bodemplaat.foundation.webhooks import network
from bodemplaat.foundation.webhooks.network import is_allowed, is_sound, post
from bodemplaat.foundation.webhooks.values import Outcome


@pytest.fixture
def real(settings: Any) -> None:
    """As a real installation has it."""
    settings.WEBHOOKS_TO_THIS_MACHINE = False


PRIVATE = (
    "127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:c0a8:101::",
)  # fmt: skip


@pytest.mark.parametrize("place", PRIVATE)
def test_nothing_is_sent_to_a_private_place(real: None, place: str) -> None:
    assert not is_allowed(ipaddress.ip_address(place))
    host = f"[{place}]" if ":" in place else place
    assert not is_sound(f"https://{host}/")


@pytest.mark.parametrize("place", ["93.184.215.14", "2a00:1450:400e:80d::200e", "64:ff9b::5db8:d70e"])
def test_a_public_place_is_allowed(real: None, place: str) -> None:
    assert is_allowed(ipaddress.ip_address(place))


@pytest.mark.parametrize(
    "address",
    ["http://zaken.example/", "https://", "https://a@zaken.example/", "https://a:b@zaken.example", "ftp://zaken.example",
     "https://zaken.example/#x", "https://zaken.example:0/", "https://zaken.example:x/", "https://[::1/", "zaken.example",
     "https://zaken.example/a b", "https://zaken.example/\r\nX: y", "https://zaken\\.example/", "https://zäken.example/"],
)  # fmt: skip
def test_an_address_that_is_not_sound_is_refused(real: None, address: str) -> None:
    assert not is_sound(address)


def test_a_sound_address(real: None) -> None:
    assert is_sound("https://zaken.gemeente.example:8443/bodemplaat?x=1")


@pytest.mark.parametrize("others", [["10.0.0.8"], ["93.184.215.14", "127.0.0.1"]])
def test_a_name_that_stands_for_a_private_place_is_not_connected_to(
    real: None, monkeypatch: pytest.MonkeyPatch, others: list[str]
) -> None:
    connected = []
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", (each, 443)) for each in others]
    )
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: connected.append(1))
    assert post("https://zaken.example/", {}, b"{}").outcome is Outcome.NOT_PUBLIC
    assert not connected


def test_a_name_is_looked_up_once_and_that_place_connected_to(
    real: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that stands for another place a moment later changes nothing."""
    answers, places = [["93.184.215.14"], ["127.0.0.1"]], []

    def look_up(*_: Any, **__: Any) -> list[Any]:
        return [(2, 1, 6, "", (each, 443)) for each in answers.pop(0)]

    def connect(place: tuple[str, int], **_: Any) -> None:
        places.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    assert post("https://zaken.example/", {}, b"{}").outcome is Outcome.UNREACHABLE
    assert (places, len(answers)) == ([("93.184.215.14", 443)], 1)


def test_a_name_that_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert post("https://zaken.example/", {}, b"{}").outcome is Outcome.UNKNOWN_NAME


def test_a_redirection_is_not_followed() -> None:
    with a_receiver() as first, a_receiver() as second:
        first.status, first.location = 307, second.address
        answer = post(first.address, {}, b"{}")
    assert (answer.outcome, answer.status, len(first.got), len(second.got)) == (Outcome.REDIRECTED, 307, 1, 0)


@pytest.mark.parametrize(
    ("status", "outcome"), [(200, Outcome.DELIVERED), (410, Outcome.GONE), (500, Outcome.REFUSED), (400, Outcome.REFUSED)]
)  # fmt: skip
def test_what_a_status_means(status: int, outcome: Outcome) -> None:
    with a_receiver() as receiver:
        receiver.status = status
        answer = post(receiver.address, {"webhook-id": "msg_1"}, b"{}")
    assert (answer.outcome, answer.status) == (outcome, status)
    assert receiver.got[0].headers["webhook-id"] == "msg_1"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Of this machine, signed by itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "certificate.pem"
    pem = serialization.Encoding.PEM
    file.write_bytes(
        made.public_bytes(pem)
        + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return file


def over_tls(certificate: Path, talk: Callable[[socket.socket], None]) -> int:
    """A port of this machine at which one caller is answered over TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with (
            suppress(OSError),
            listening,
            context.wrap_socket(listening.accept()[0], server_side=True) as wire,
        ):
            talk(wire)

    threading.Thread(target=serve, daemon=True).start()
    return int(listening.getsockname()[1])


def drips(wire: socket.socket) -> None:
    wire.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    for _ in range(60):
        wire.sendall(b"x")
        time.sleep(0.1)


def says_yes(wire: socket.socket) -> None:
    """Reads the whole of it first: closing on what was not read yet resets the line, and the answer is lost with it."""
    heard = b" "
    while heard and not heard.endswith(b"{}"):
        heard = wire.recv(9999)
    wire.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")


@pytest.mark.parametrize("is_over_tls", [True, False])
def test_who_drips_is_cut_off_in_time(
    monkeypatch: pytest.MonkeyPatch, certificate: Path, is_over_tls: bool
) -> None:
    """Each drop comes within the time of one; all of them together do not."""
    monkeypatch.setattr(network, "SECONDS", 1.0)
    if is_over_tls:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        address = f"https://localhost:{over_tls(certificate, drips)}/"
    else:
        listening = socket.create_server(("127.0.0.1", 0))

        def serve() -> None:
            with suppress(OSError), listening:
                drips(listening.accept()[0])

        threading.Thread(target=serve, daemon=True).start()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
    began = time.monotonic()
    assert post(address, {}, b"{}").outcome is Outcome.TOO_SLOW
    assert time.monotonic() - began < 4


def test_a_certificate_must_be_in_order(monkeypatch: pytest.MonkeyPatch, certificate: Path) -> None:
    assert (
        post(f"https://localhost:{over_tls(certificate, says_yes)}/", {}, b"{}").outcome
        is Outcome.NOT_TRUSTED
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert post(f"https://localhost:{over_tls(certificate, says_yes)}/", {}, b"{}").status == 204
    wrong_name = post(f"https://127.0.0.1:{over_tls(certificate, says_yes)}/", {}, b"{}")
    assert wrong_name.outcome is Outcome.NOT_TRUSTED
