"""Whether a place is on the public internet, and what an address of one is."""

import ipaddress

import pytest

from bodemplaat.kernel import is_public, web_address


@pytest.mark.parametrize(
    "place", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "224.0.0.1", "::1", "::ffff:10.0.0.1", "64:ff9b::7f00:1"]
)  # fmt: skip
def test_a_private_place_is_not_also_within_another(place: str) -> None:
    assert not is_public(ipaddress.ip_address(place))


@pytest.mark.parametrize("place", ["93.184.215.14", "2a00:1450:400e:80d::200e", "64:ff9b::5db8:d70e"])
def test_a_public_place_is(place: str) -> None:
    assert is_public(ipaddress.ip_address(place))


@pytest.mark.parametrize(
    "address",
    ["", "zaken.example", "http://zaken.example", "https://", "https://a@zaken.example", "https://zaken.example#x",
     "https://zaken.example:0", "https://zaken.example:x", "https://[::1/", "https://zaken.example/a b",
     "https://zaken.example/\r\nX: y", "https://zaken\\.example", "https://zäken.example", 'https://zaken.example/"',
     "https://zaken.example/<x>", f"https://zaken.example/{'x' * 500}"],
)  # fmt: skip
def test_what_is_plainly_no_address_has_no_parts(address: str) -> None:
    assert web_address(address) is None


def test_an_address_has_its_parts() -> None:
    parts = web_address("https://zaken.example:8443/bodemplaat?x=1")
    assert parts is not None
    assert (parts.hostname, parts.port, parts.query) == ("zaken.example", 8443, "x=1")
    assert web_address("http://127.0.0.1:8000/", ("https", "http")) is not None
