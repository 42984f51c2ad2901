"""Accounts as other rooms may know them: made, counted and listed; and the demo's way in without a password."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse

from bodemplaat.foundation.access.models import User
from bodemplaat.foundation.access.sign_ins import signed_in
from bodemplaat.foundation.tenancy.api import NotFound


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account to sign in with."""

    id: int
    email: str


def open_account(*, email: str, name: str, signs_in: bool = True) -> int:
    """Make an account without a password and return its id; without ``signs_in`` nobody can come in by it.

    An account belongs to no organisation until ``give_account`` ties a person to it.
    """
    user = User.objects.create_user(email, None, name)
    if not signs_in:
        user.is_active = False
        user.save(update_fields=["is_active"])
    return user.pk


def has_accounts() -> bool:
    """Whether anyone at all has an account here: an empty database has none."""
    return User.objects.exists()


def open_accounts() -> tuple[AccountView, ...]:
    """Every account that can come in, in the order in which they were made."""
    return tuple(
        AccountView(user.pk, user.email) for user in User.objects.filter(is_active=True).order_by("id")
    )


def enter_demo(request: HttpRequest, response: HttpResponse, *, email: str) -> None:
    """Sign in as the account with this address, without a password; ``response`` gets the device's cookie.

    For the demo only: raises ``NotFound`` in any other installation and for an address that cannot come in.
    """
    user = User.objects.filter(email=email, is_active=True).first() if settings.DEMO else None
    if user is None:
        raise NotFound("account")
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    signed_in(request=request, user=user, response=response)
