"""Devices on which an account signed in before: guessing elsewhere does not shut its owner out on them.

A device is known by a signed cookie that names no account: it holds digests of the accounts that signed in there.
After the protocol of OWASP ("slow down online guessing attacks with device cookies"), attempts with such a cookie are
counted by themselves, so a stolen cookie gives few guesses more and a stranger's guesses count against nobody's own
device.
"""

import secrets
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE: Final = "bodemplaat_device"
DAYS: Final = 180
MOST_ACCOUNTS: Final = 8
_SALT: Final = "bodemplaat.device"


@dataclass(frozen=True, slots=True)
class Device:
    """A browser that signed in before: its random name, and digests of the accounts that did so."""

    name: str
    accounts: tuple[str, ...]

    def knows(self, login: str) -> bool:
        """Whether this account signed in here."""
        return _digest(login) in self.accounts

    def with_account(self, login: str) -> "Device":
        """The same device once this account signed in too; the ones longest ago are forgotten."""
        others = tuple(each for each in self.accounts if each != _digest(login))
        return Device(self.name, (*others, _digest(login))[-MOST_ACCOUNTS:])


def device_of(request: HttpRequest) -> Device:
    """The device that a request comes from; a new one without a cookie, or with one that is too old or not ours."""
    try:
        name, *accounts = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=DAYS * 24 * 3600)
        return Device(str(name), tuple(map(str, accounts)))
    except (signing.BadSignature, ValueError, TypeError):
        return Device(secrets.token_urlsafe(12), ())


def remember(response: HttpResponse, device: Device) -> None:
    """Give the browser its cookie."""
    response.set_cookie(
        COOKIE,
        signing.dumps([device.name, *device.accounts], salt=_SALT),
        max_age=DAYS * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _digest(login: str) -> str:
    return salted_hmac(_SALT, login.lower()).hexdigest()[:32]
