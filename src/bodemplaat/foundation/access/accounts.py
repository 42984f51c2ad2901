"""Accounts as other rooms may know them: made, counted and listed; and the demo's way in without a password."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse

from bodemplaat.foundation.access.models import PersonalAccount, User
from bodemplaat.foundation.access.sign_ins import signed_in
from bodemplaat.foundation.audit.api import record_many
from bodemplaat.foundation.organisations.api import check_may_arrange
from bodemplaat.foundation.tenancy.api import Actor, NotFound, command


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


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Whose account it becomes; without ``signs_in`` nobody can come in by it before they are invited."""

    person: UUID
    email: str
    name: str
    signs_in: bool = True


@command
def open_many_accounts(*, actor: Actor, accounts: Sequence[NewAccount], at: datetime) -> None:
    """Make accounts without a password for people of the actor's organisation; three statements for any number.

    For a set-up by the platform, which invites nobody. Somebody who has an account already keeps it, and whoever signs in
    elsewhere with the same address gets no second one.
    """
    organisation = actor.organisation_id
    check_may_arrange(actor=actor, organisation=organisation)
    taken = set(
        PersonalAccount.records.of(actor)
        .filter(organisation_id=organisation)
        .values_list("person_id", flat=True)
    )
    new = [each for each in accounts if each.person not in taken]
    users = {user.email.lower(): user for user in User.objects.filter(email__in=[a.email for a in new])}
    made = []
    for each in new:
        if each.email.lower() not in users:
            user = User(email=each.email, name=each.name, is_active=each.signs_in, is_shut=not each.signs_in)
            user.set_unusable_password()
            users[each.email.lower()] = user
            made.append(user)
    User.objects.bulk_create(made)
    PersonalAccount.records.of(actor).bulk_create(
        PersonalAccount(
            organisation_id=organisation, person_id=each.person, user_id=users[each.email.lower()].pk
        )
        for each in new
    )
    lines: list[tuple[UUID, UUID, Mapping[str, object]]] = [(each.person, organisation, {}) for each in new]
    record_many(actor, "account.given", "person", lines, at=at)


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
