"""Places on the internet: whether one is public, so that what a user names leads nobody within our own walls."""

import ipaddress
from typing import Final

Place = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")


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
