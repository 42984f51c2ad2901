"""Invitations: an account for somebody, and a link by mail with which they choose their own password, once.

A link is signed and holds for a week. It names the account and a digest of its present password, so it is dead as soon
as a password has been chosen or another invitation was sent.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final, cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext

from bodemplaat.foundation.access.closing import account_for
from bodemplaat.foundation.access.models import PersonalAccount, RoleAssignment, User
from bodemplaat.foundation.access.sign_ins import signed_in
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.notices.api import post
from bodemplaat.foundation.organisations.api import (
    PersonView,
    check_may_arrange,
    jobs_begun,
    people_of,
    person_of,
)
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, command, entered, query
from bodemplaat.kernel import say

HOLDS_FOR: Final = 7 * 24 * 3600
"""Seconds that an invitation can be used."""
_SALT: Final = "bodemplaat.invitation"


@dataclass(frozen=True, slots=True)
class AccountState:
    """Of somebody's account: its address, whether it can come in for this organisation, and whether it ever did.

    ``shut_at`` is since when this organisation has shut it, ``None`` while it is open here.
    """

    email: str
    is_active: bool
    has_signed_in: bool
    has_password: bool
    shut_at: datetime | None = None


@query
def account_of(*, actor: Actor, person: UUID) -> AccountState | None:
    """The account that a person signs in with, if there is one."""
    row = PersonalAccount.records.of(actor).filter(person_id=person).select_related("user").first()
    if row is None:
        return None
    user = row.user
    return AccountState(
        user.email,
        user.is_active and row.shut_at is None,
        user.last_login is not None,
        user.has_usable_password(),
        row.shut_at,
    )


@query
def addresses_of_accounts(*, actor: Actor, people: Collection[UUID]) -> Mapping[UUID, str]:
    """The address that each of these people signs in with; who has no account is absent."""
    rows = PersonalAccount.records.of(actor).filter(person_id__in=people)
    return dict(rows.values_list("person_id", "user__email"))


@command
def invite(*, actor: Actor, person: UUID, at: datetime) -> None:
    """Give a person an account, if they have none, and mail them a link to choose a password.

    The account of somebody who signs in elsewhere already stays as it is: they are told that it works here too.
    Inviting again makes earlier links useless. Raises ``Refused`` for oneself, for who has no address
    and for an account that was closed.
    """
    row = person_of(actor=actor, person=person)
    check_may_arrange(actor=actor, organisation=row.organisation_id)
    if person in actor.people:
        raise Refused(say("You have an account yourself: you are signed in with it."))
    if not row.email:
        raise Refused(say("There is no e-mail address to invite. Fill it in first."))
    state = account_of(actor=actor, person=person)
    if state is not None and state.shut_at is not None:
        raise Refused(say("This account is shut. Let it be opened again first."))
    user = account_for(actor=actor, person=row, at=at)
    if not user.is_active:
        raise Refused(say("This account was closed by whoever runs this site. Ask them to open it."))
    if not user.has_usable_password():
        user.set_unusable_password()
        user.save(update_fields=["password"])
    PersonalAccount.records.of(actor).filter(person_id=row.id).update(invited_at=at)
    at_home = row.organisation_id == actor.organisation_id
    _mail(user, row, actor.organisation_name if at_home else "")
    record(actor, "account.invited", "person", row.id, row.organisation_id, at=at)


@query
def people_to_invite(*, actor: Actor, organisation: UUID, at: datetime) -> tuple[PersonView, ...]:
    """Who holds a role now or later and has an address, but no account or a link that ran out, by name; not the actor.

    Who worked there and does no longer is left out, as in ``invitations_of``.
    """
    roles = RoleAssignment.records.of(actor).filter(
        Q(valid_until=None) | Q(valid_until__gt=timezone.localdate(at)), organisation_id=organisation
    )
    rows = PersonalAccount.records.of(actor).filter(organisation_id=organisation).select_related("user")
    accounts = {row.person_id: row for row in rows}
    holders = set(roles.values_list("person", flat=True))
    return tuple(
        person
        for person in _still_here(actor, organisation, at)
        if person.id in holders and person.email and person.id not in actor.people
        if person.id not in accounts
        or _invitation(person, accounts[person.id], at)[0] is InvitationState.EXPIRED
    )


@command
def invite_several(*, actor: Actor, organisation: UUID, most: int, at: datetime) -> int:
    """Invite everyone in ``people_to_invite``, at most so many at a time; answers how many were."""
    waiting = people_to_invite(actor=actor, organisation=organisation, at=at)[:most]
    invited, _ = invite_chosen(actor=actor, people=[person.id for person in waiting], at=at)
    return invited


@command
def withdraw_invitation(*, actor: Actor, person: UUID, at: datetime) -> None:
    """Let the link of an invitation be dead. Raises ``Refused`` when there is none that can still be used."""
    row = person_of(actor=actor, person=person)
    check_may_arrange(actor=actor, organisation=row.organisation_id)
    own = PersonalAccount.records.of(actor).locked().filter(person_id=row.id).select_related("user").first()
    if own is None or own.invited_at is None or own.user.has_usable_password():
        raise Refused(say("There is no invitation that waits."))
    own.invited_at = None
    own.save(update_fields=["invited_at"])
    own.user.set_unusable_password()
    own.user.save(update_fields=["password"])
    record(actor, "account.invitation_withdrawn", "person", row.id, row.organisation_id, at=at)


@command
def invite_chosen(*, actor: Actor, people: Collection[UUID], at: datetime) -> tuple[int, tuple[str, ...]]:
    """Invite each of these people as ``invite`` does; how many were, and the names of those who could not be."""
    invited, left_out = 0, []
    for person in people:
        row = person_of(actor=actor, person=person)
        try:
            invite(actor=actor, person=row.id, at=at)
        except Refused:
            left_out.append(row.name)
        else:
            invited += 1
    return invited, tuple(left_out)


class InvitationState(Enum):
    """How far somebody is with signing in."""

    NO_ADDRESS = "no_address"
    NOT_INVITED = "not_invited"
    WAITS = "waits"
    EXPIRED = "expired"
    DONE = "done"
    SHUT = "shut"


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody in the list of invitations; ``at`` is when the last one was mailed."""

    person_id: UUID
    name: str
    email: str
    state: InvitationState
    at: datetime | None


@query
def invitations_of(*, actor: Actor, organisation: UUID, at: datetime) -> tuple[Invited, ...]:
    """How far each person of an organisation is with signing in, by name; three queries.

    Who worked there and does no longer is left out.
    """
    check_may_arrange(actor=actor, organisation=organisation)
    rows = PersonalAccount.records.of(actor).filter(organisation_id=organisation).select_related("user")
    accounts = {row.person_id: row for row in rows}
    return tuple(
        Invited(person.id, person.name, person.email, *_invitation(person, accounts.get(person.id), at))
        for person in _still_here(actor, organisation, at)
    )


@dataclass(frozen=True, slots=True)
class SignIns:
    """How far an organisation is with signing in: how many people, who of them can, whose invitation waits, whom to invite."""

    people: int
    able: int
    waiting: int
    to_invite: tuple[PersonView, ...]


@query
def sign_ins_of(*, actor: Actor, organisation: UUID, at: datetime) -> SignIns:
    """The one count of who can sign in, for every page that tells it: the same people as ``invitations_of``."""
    states = [each.state for each in invitations_of(actor=actor, organisation=organisation, at=at)]
    return SignIns(
        len(states),
        states.count(InvitationState.DONE),
        states.count(InvitationState.WAITS),
        people_to_invite(actor=actor, organisation=organisation, at=at),
    )


def _still_here(actor: Actor, organisation: UUID, at: datetime) -> tuple[PersonView, ...]:
    """The people of an organisation by name, but who worked there and does no longer."""
    people = people_of(actor=actor, organisation=organisation)
    today = timezone.localdate(at)
    gone: set[UUID] = set()
    here: set[UUID] = set()
    for job in jobs_begun(actor=actor, people=[person.id for person in people], on=today):
        (here if job.until is None or job.until > today else gone).add(job.person_id)
    return tuple(person for person in people if person.id not in gone - here)


def _invitation(
    person: PersonView, own: PersonalAccount | None, at: datetime
) -> tuple[InvitationState, datetime | None]:
    if own is not None and own.shut_at is not None:
        return InvitationState.SHUT, None
    if own is not None and (own.user.has_usable_password() or own.user.last_login is not None):
        return InvitationState.DONE, own.invited_at
    if own is not None and own.invited_at is not None:
        has_run_out = own.invited_at + timedelta(seconds=HOLDS_FOR) <= at
        return (InvitationState.EXPIRED if has_run_out else InvitationState.WAITS), own.invited_at
    return (InvitationState.NOT_INVITED if person.email else InvitationState.NO_ADDRESS), None


def invitation_key(user: User) -> str:
    """What the link of an invitation ends in."""
    return signing.dumps([user.pk, _digest(user)], salt=_SALT)


def invitation_key_of(*, person: UUID, organisation: UUID) -> str | None:
    """The same for a person of an organisation; ``None`` for who has no account, or has a password already."""
    actor = Actor.system(organisation)
    with entered(actor):
        row = PersonalAccount.records.of(actor).filter(person_id=person).select_related("user").first()
    return None if row is None or row.user.has_usable_password() else invitation_key(row.user)


def invited_user(key: str) -> User:
    """The account that a link is of; ``NotFound`` for a link that was used, replaced, altered or has run out."""
    try:
        identity, digest = cast(tuple[int, str], signing.loads(key, salt=_SALT, max_age=HOLDS_FOR))
    except (signing.BadSignature, ValueError, TypeError):
        raise NotFound("invitation") from None
    user = User.objects.filter(pk=identity, is_active=True).first()
    if user is None or not constant_time_compare(_digest(user), digest):
        raise NotFound("invitation")
    return user


def accept_invitation(request: HttpRequest, response: HttpResponse, *, key: str, password: str) -> None:
    """Set the password that was chosen and sign in; the link is dead from then on. Raises ``NotFound``."""
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=invited_user(key).pk)
        invited_user(key)  # again, now that nobody else can use it at the same time
        user.set_password(password)
        user.save(update_fields=["password"])
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    signed_in(request=request, user=user, response=response)


def _digest(user: User) -> str:
    return salted_hmac(_SALT, user.password).hexdigest()[:32]


def _mail(user: User, person: PersonView, organisation: str) -> None:
    """Write to whoever was invited; ``organisation`` is where the administrator is who invites, empty for the platform."""
    with translation.override(person.language):
        if user.has_usable_password():
            path, action = "/", gettext("Sign in")
            message = gettext("You have been given access with the account that you have already.")
        else:
            path, action = (
                reverse("front:invitation", args=[invitation_key(user)]),
                gettext("Choose a password"),
            )
            message = gettext(
                "An account has been made for you. Choose a password with the link below; it works once, and for a week."
            )
        if organisation:
            asker = gettext(
                "The administrator of {organisation} invites you to Bodemplaat, where your work for it is kept."
            )
            message = f"{asker.format(organisation=organisation)} {message}"
        subject = gettext("Your account at Bodemplaat")
        context = {
            "language": person.language,
            "subject": subject,
            "person_name": person.name,
            "message": message,
            "address": f"{settings.PUBLIC_ADDRESS}{path}",
            "action": action,
        }
        letter = EmailMultiAlternatives(
            subject, render_to_string("design/email.txt", context), to=[user.email]
        )
        letter.attach_alternative(render_to_string("design/email.html", context), "text/html")
    post(letter)
