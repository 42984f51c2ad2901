"""Shutting an account for one organisation and opening it again; its address; a role that is taken away at once.

An account is one human being's and may serve several organisations. One of them shuts its own part of it only: what the
others gave stays, unless nothing is left, and then nobody signs in with it any more.
"""

from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import connection
from django.db.models import F
from django.utils import timezone

from bodemplaat.foundation.access.commands import check_not_of_the_cooperation
from bodemplaat.foundation.access.models import PersonalAccount, RoleAssignment, User
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.api import (
    PersonView,
    check_may_arrange,
    holds_on,
    person_of,
    who_can_act_changed,
)
from bodemplaat.foundation.tenancy.api import Actor, Refused, Role, command
from bodemplaat.kernel import say


def account_for(*, actor: Actor, person: PersonView, at: datetime) -> User:
    """The account that a person signs in with, made from their address when they have none; never the actor's own.

    One that every other organisation has shut opens again, for this one alone: where it was shut it stays shut.
    """
    row = PersonalAccount.records.of(actor).filter(person_id=person.id).select_related("user").first()
    if row is not None:
        return row.user if row.shut_at else _opened(row.user)
    known = User.objects.filter(email__iexact=person.email).first()
    if known is not None and known.pk == actor.user_id:
        raise Refused(say("Nobody signs in as another person: ask another administrator to do it."))
    user = known or User.objects.create_user(person.email, None, person.name)
    PersonalAccount.records.of(actor).create(
        organisation_id=person.organisation_id, person_id=person.id, user_id=user.pk
    )
    record(actor, "account.given", "person", person.id, person.organisation_id, at=at)
    return _opened(user)


def _opened(user: User) -> User:
    """The account, no longer shut by those who had shut it; one that the installation itself closed stays closed."""
    if user.is_shut:
        user.is_active, user.is_shut = True, False
        user.save(update_fields=["is_active", "is_shut"])
    return user


@command
def give_account_at_address(*, actor: Actor, person: UUID, at: datetime) -> None:
    """Let somebody sign in with the account of their own address, which is made when there is none. Mails nobody.

    Somebody who has an account keeps it. Raises ``Refused`` for who has no address and for oneself.
    """
    row = person_of(actor=actor, person=person)
    check_may_arrange(actor=actor, organisation=row.organisation_id)
    _check_not_oneself(actor, person)
    if not row.email:
        raise Refused(say("There is no e-mail address to sign in with. Fill it in first."))
    account_for(actor=actor, person=row, at=at)


@command
def shut_account(*, actor: Actor, person: UUID, at: datetime) -> bool:
    """Let nobody act as this person any more, from this moment: sessions end, and what waits for them goes to others.

    Where the account serves no other organisation nobody signs in with it at all. Returns whether anything changed; a
    person without an account, or whose account is shut already, changes nothing. Raises ``Refused`` for oneself.
    """
    row = person_of(actor=actor, person=person)
    check_may_arrange(actor=actor, organisation=row.organisation_id)
    _check_not_oneself(actor, person)
    own = _own_account(actor, person)
    if own is None or own.shut_at is not None:
        return False
    user = User.objects.select_for_update().get(
        pk=own.user_id
    )  # another organisation may shut it at the same time
    own.shut_at = at
    own.save(update_fields=["shut_at"])
    if user.is_active and not _asked("access_open_at_others", user.pk, row.organisation_id):
        user.is_active, user.is_shut = False, True
    user.sign_outs = F("sign_outs") + 1
    user.save(update_fields=["is_active", "is_shut", "sign_outs"])
    record(actor, "account.shut", "person", person, row.organisation_id, at=at)
    _announce(actor, row.organisation_id, at)
    return True


@command
def open_account_again(*, actor: Actor, person: UUID, at: datetime) -> bool:
    """Let somebody whose account was shut come in again, with the roles that they hold today. Returns whether it was shut.

    Roles, functions and employments are as they are: what ended meanwhile has ended. An account that the installation
    itself closed stays closed.
    """
    row = person_of(actor=actor, person=person)
    check_may_arrange(actor=actor, organisation=row.organisation_id)
    _check_not_oneself(actor, person)
    own = _own_account(actor, person)
    if own is None or own.shut_at is None:
        return False
    user = User.objects.select_for_update().get(pk=own.user_id)
    own.shut_at = None
    own.save(update_fields=["shut_at"])
    _opened(user)
    record(actor, "account.opened_again", "person", person, row.organisation_id, at=at)
    _announce(actor, row.organisation_id, at)
    return True


@command
def move_account(*, actor: Actor, person: UUID, at: datetime) -> None:
    """Let the account of a person without power follow the address that is known of them, as the directory says it.

    For the platform only: people propose it, and a second person confirms (``propose_account_move``). Raises ``Refused``
    as ``account_to_move``.
    """
    if not actor.is_system:
        raise Refused(
            say(
                "Nobody lets an account go to another address alone: propose it, and another administrator or a controller"
                " confirms."
            )
        )
    follow_address(actor, person_of(actor=actor, person=person), at)


def follow_address(actor: Actor, row: PersonView, at: datetime) -> None:
    """Let an account follow the address of its person; nothing where it has it already.

    An account is whoever has its address: so its password, its ties to identity providers and its second factors go, its
    sessions end, and the new address proves itself at the next sign-in.
    """
    user = account_to_move(actor, row)
    if user.email.lower() == row.email.lower():
        return
    user.email = User.objects.normalize_email(row.email)
    user.set_unusable_password()
    user.sign_outs = F("sign_outs") + 1
    user.save(update_fields=["email", "password", "sign_outs"])
    SocialAccount.objects.filter(user_id=user.pk).delete()
    Authenticator.objects.filter(user_id=user.pk).delete()
    record(actor, "account.moved", "person", row.id, row.organisation_id, at=at)


def account_to_move(actor: Actor, row: PersonView) -> User:
    """The account of a person that may follow their address, locked.

    Raises ``Refused`` for an address that is another's account, for an account that serves another organisation too, and
    for oneself.
    """
    _check_not_oneself(actor, row.id)
    own = _own_account(actor, row.id)
    if own is None or not row.email:
        raise Refused(say("There is no account, or no address, to let it follow."))
    user = User.objects.select_for_update().get(pk=own.user_id)
    if user.email.lower() == row.email.lower():
        return user
    if known_to_others(user.pk, organisation=row.organisation_id):
        raise Refused(
            say(
                "This account signs in at another organisation too, so one organisation does not change its address."
                " The person keeps signing in as before."
            )
        )
    if User.objects.filter(email__iexact=row.email).exclude(pk=user.pk).exists():
        raise Refused(
            say("There is an account with the address {address} already. Capitals make no difference."),
            address=row.email,
        )
    return user


@command
def take_role_away(*, actor: Actor, person: UUID, role: Role, at: datetime) -> bool:
    """Take a role that somebody holds away from today on, also one that began today. Returns whether they held it."""
    row = person_of(actor=actor, person=person)
    check_may_arrange(actor=actor, organisation=row.organisation_id)
    _check_not_oneself(actor, person)
    check_not_of_the_cooperation(actor, role.value)
    today = timezone.localdate(at)
    of_person = (
        RoleAssignment.records.of(actor).locked().filter(holds_on(today), person_id=person, role=role.value)
    )
    assignments = list(of_person)
    for assignment in assignments:
        if assignment.valid_from == today:
            assignment.delete()
        else:
            assignment.valid_until = today
            assignment.save(update_fields=["valid_until"])
        record(
            actor, "role.ended", "person", person, row.organisation_id, at=at, details={"role": role.value}
        )
    if assignments:
        _announce(actor, row.organisation_id, at)
    return bool(assignments)


def _own_account(actor: Actor, person: UUID) -> PersonalAccount | None:
    return PersonalAccount.records.of(actor).locked().filter(person_id=person).first()


def _announce(actor: Actor, organisation: UUID, at: datetime) -> None:
    who_can_act_changed(actor=actor, organisation=organisation, days=[timezone.localdate(at)], at=at)


def _check_not_oneself(actor: Actor, person: UUID) -> None:
    if person in actor.people:
        raise Refused(say("Nobody changes their own account: ask another administrator to do it."))


def known_to_others(account: int, *, organisation: UUID) -> bool:
    """Whether another organisation than this one gave an account, whatever became of it there."""
    return _asked("access_known_to_others", account, organisation)


def _asked(function: str, account: int, organisation: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [account, organisation])
        return bool(cursor.fetchone()[0])
