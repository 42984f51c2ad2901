"""Places on the internet: whether one is public, so that what a user names leads nobody within our own walls."""

import ipaddress
from collections.abc import Collection
from typing import Final
from urllib.parse import SplitResult, urlsplit

Place = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
_LONGEST: Final = 500
_NEVER: Final = frozenset(' \\"<>')


def web_address(address: str, schemes: Collection[str] = ("https",)) -> SplitResult | None:
    """The parts of an address that somebody names to go to; ``None`` unless it is plainly one.

    It has one of the schemes, a host and a port that exists; no name, password or fragment; and at most 500 characters of
    which each is read in one way only. Where the host is says ``is_public``.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    is_plain = address.isascii() and address.isprintable() and not _NEVER & set(address)
    is_one = parts.scheme in schemes and parts.hostname and "@" not in parts.netloc and not parts.fragment
    return parts if is_plain and is_one and port != 0 and len(address) <= _LONGEST else None


def is_public(place: Place) -> bool:
    """Whether a place is of the public internet, also what it stands for when an older address is within it."""
    within = _within(place)
    return place.is_global and not place.is_multicast and (within is None or is_public(within))


def _within(place: Place) -> Place | None:
    """The older address that a newer one stands for."""
    if not isinstance(place, ipaddress.IPv6Address):
        return None
    if place in _NAT64:
        return ipaddress.IPv4Address(int(place) & 0xFFFFFFFF)
    return place.ipv4_mapped or place.sixtofour or (place.teredo[1] if place.teredo else None)
