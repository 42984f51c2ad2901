"""Whether a place is on the public internet."""

import ipaddress

import pytest

from bodemplaat.kernel import is_public


@pytest.mark.parametrize(
    "place", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "224.0.0.1", "::1", "::ffff:10.0.0.1", "64:ff9b::7f00:1"]
)  # fmt: skip
def test_a_private_place_is_not_also_within_another(place: str) -> None:
    assert not is_public(ipaddress.ip_address(place))


@pytest.mark.parametrize("place", ["93.184.215.14", "2a00:1450:400e:80d::200e", "64:ff9b::5db8:d70e"])
def test_a_public_place_is(place: str) -> None:
    assert is_public(ipaddress.ip_address(place))
