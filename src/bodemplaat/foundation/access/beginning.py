"""The beginning of an installation: the first administrator of an empty site, and members added to a cooperation."""

import base64
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth import login
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from bodemplaat.foundation.access.accounts import has_accounts
from bodemplaat.foundation.access.commands import assign_role, give_account
from bodemplaat.foundation.access.invitations import invite
from bodemplaat.foundation.access.joining import provide_for_newcomer, provide_for_those_before
from bodemplaat.foundation.access.models import User
from bodemplaat.foundation.access.powers import own_addresses
from bodemplaat.foundation.access.sign_ins import signed_in
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations import api as organisations
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, Role, command, entered
from bodemplaat.kernel import say


def setup_code() -> str:
    """The code with which the first administrator of this installation begins; of no use once there is an account.

    It follows from the installation's secret key, so that it need not be stored. Two groups of five letters.
    """
    digest = salted_hmac("bodemplaat.setup", "first administrator", algorithm="sha256").digest()
    letters = base64.b32encode(digest).decode()[:10]
    return f"{letters[:5]}-{letters[5:]}"


def is_setup_code(written: str) -> bool:
    """Whether somebody typed the code, in whatever capitals and with or without its dash."""
    bare = "".join(written.upper().split()).replace("-", "")
    return constant_time_compare(bare, setup_code().replace("-", ""))


def begin(
    *,
    code: str,
    cooperation: str,
    variant: str,
    organisation: str,
    kind: str,
    cbs_code: str = "",
    oin: str = "",
    inhabitants: int | None = None,
    provides: bool = False,
    name: str,
    email: str,
    language: str,
    password: str,
    since: date,
    at: datetime,
) -> int:
    """Found a cooperation on an empty site, with one organisation and its first administrator; answers the account.

    ``provides``: that organisation works for the others, and then for itself too. That person administers the
    organisation and the cooperation, and holds no role that sees claims. Raises ``NotFound`` when there is any account
    already, and ``Refused`` for another code.
    """
    if not is_setup_code(code):
        raise Refused(
            say("This is not the code that was printed when the site was set up. Look at it again.")
        )
    parts = (
        ("provider",)
        if kind == "provider"
        else (*organisations.PARTICIPANT, *(("provider",) if provides else ()))
    )
    seat, alliance = uuid4(), uuid4()
    system = Actor.system(seat, cooperations=[alliance])
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('bodemplaat.setup', 0))")
        if has_accounts():
            raise NotFound("setup")
        organisations.register_organisation(
            actor=system,
            organisation=seat,
            name=organisation,
            kind=kind,
            cbs_code=cbs_code,
            oin=oin,
            inhabitants=inhabitants,
            at=at,
        )
        organisations.found_cooperation(
            actor=system, cooperation=alliance, name=cooperation, variant=variant, at=at
        )
        organisations.join_cooperation(
            actor=system, cooperation=alliance, organisation=seat, parts=parts, since=since, at=at
        )
        if "customer" in parts and "provider" in parts:
            for task in organisations.COMMON_TASKS:
                organisations.provide_task(
                    actor=system,
                    cooperation=alliance,
                    organisation=seat,
                    task=task,
                    provider=seat,
                    since=since,
                    at=at,
                )
        person = organisations.add_person(
            actor=system, organisation=seat, name=name, email=email, language=language, at=at
        )
        user = User.objects.create_user(email, password, name)
        give_account(actor=system, person=person, user=user.pk, at=at)
        for role in (Role.ADMINISTRATOR, Role.COOPERATION_ADMINISTRATOR):
            assign_role(actor=system, person=person, role=role, since=since, at=at)
    return user.pk


def sign_in_founder(request: HttpRequest, response: HttpResponse, *, account: int) -> None:
    """Let whoever has just begun an empty site and chosen a password go on without typing it again."""
    user = User.objects.get(pk=account)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    signed_in(request=request, user=user, response=response)


@command
def add_member(
    *,
    actor: Actor,
    cooperation: UUID,
    name: str,
    kind: str,
    parts: tuple[str, ...],
    since: date,
    administrator: str,
    email: str,
    language: str = "nl",
    cbs_code: str = "",
    oin: str = "",
    inhabitants: int | None = None,
    providers: Mapping[organisations.Task, UUID | None] | None = None,
    at: datetime,
) -> UUID:
    """Add an organisation to a cooperation that the actor administers, with its first administrator, who is invited.

    ``providers`` says who does its tasks, as ``provide_for_newcomer`` reads it. Answers the organisation. Raises ``NotFound`` for another's cooperation and ``Refused`` for who does not administer
    it, for oneself as its administrator, for no part at all and for an organisation that takes part already.
    """
    if actor.role is not Role.COOPERATION_ADMINISTRATOR:
        raise Refused(say("Only the administrator of the cooperation adds organisations."))
    seated = {each.id: each for each in organisations.cooperations_seated(actor=actor)}
    if cooperation not in seated:
        raise NotFound("cooperation")
    if not parts:
        raise Refused(say("Choose what this organisation does in the cooperation: at least one part."))
    compared = organisations.name_to_compare
    if compared(name) in {compared(member.name) for member in seated[cooperation].members}:
        raise Refused(say("“{name}” takes part in this cooperation already."), name=name)
    if email.casefold() in own_addresses(actor):
        raise Refused(
            say("Nobody makes themselves the administrator of a new organisation: fill in somebody else.")
        )
    added = uuid4()
    system = Actor.system(added, cooperations=[cooperation])
    with entered(system):
        organisations.register_organisation(
            actor=system,
            organisation=added,
            name=name,
            kind=kind,
            cbs_code=cbs_code,
            oin=oin,
            inhabitants=inhabitants,
            at=at,
        )
        organisations.join_cooperation(
            actor=system, cooperation=cooperation, organisation=added, parts=parts, since=since, at=at
        )
        provide_for_newcomer(
            system=system,
            cooperation=seated[cooperation],
            added=added,
            parts=parts,
            chosen=providers,
            since=since,
            at=at,
        )
        person = organisations.add_person(
            actor=system, organisation=added, name=administrator, email=email, language=language, at=at
        )
        assign_role(actor=system, person=person, role=Role.ADMINISTRATOR, since=since, at=at)
        invite(actor=system, person=person, at=at)
    if "provider" in parts:
        provide_for_those_before(cooperation=seated[cooperation], provider=added, since=since, at=at)
    record(actor, "cooperation.member_added", "organisation", added, actor.organisation_id, at=at)
    return added
