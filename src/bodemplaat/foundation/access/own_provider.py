"""An organisation's own identity provider: what an administrator sets, tries, proposes and switches off.

Whoever manages a provider can say of anybody that they are who they are. So it opens accounts of its own organisation only,
and it is switched on by two people (``own_provider_proposals``).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from allauth.socialaccount.models import SocialAccount
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from bodemplaat.foundation.access.models import IdentityProvider, IdentitySecret, SignInDomain
from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.organisations.api import check_may_arrange
from bodemplaat.foundation.secrets.api import sealed, unsealed
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, command, entered, query
from bodemplaat.kernel import say, web_address

PURPOSE: Final = "identity provider"
MOST_DOMAINS: Final = 10
_DOMAIN: Final = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
IS_ON: Final = say(
    "The provider is switched on. Switch it off first: other settings are tried and confirmed anew."
)
NO_ISSUER: Final = say(
    "Give the address of the provider as it calls itself: it begins with https:// and has no name or password in it."
)
NO_SECRET: Final = say("Give the secret that the provider gave to this site.")


@dataclass(frozen=True, slots=True)
class OpenedProvider:
    """A provider as signing in needs it, with its secret."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    issuer: str
    client_id: str
    secret: str
    domains: tuple[str, ...]
    is_on: bool


@dataclass(frozen=True, slots=True)
class LeadsTo:
    """Where whoever has an address at a domain signs in."""

    provider: UUID
    organisation_name: str


def provider_for_address(address: str) -> LeadsTo | None:
    """The provider that is switched on for the domain of an address. Asked before any organisation is entered."""
    domain = address.strip().lower().rpartition("@")[2]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT provider_id, organisation_name FROM access_provider_of_domain(%s)", [domain[:253]]
        )
        row = cursor.fetchone()
    return LeadsTo(*row) if row else None


def has_own_providers() -> bool:
    """Whether any organisation of the site has its own provider switched on. Asked before any is entered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_has_own_providers()")
        return bool(cursor.fetchone()[0])


def opened_provider(provider: UUID) -> OpenedProvider | None:
    """A provider by its id, on or off; ``None`` where there is none. Asked before any organisation is entered."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT organisation_id, organisation_name FROM access_organisation_of_provider(%s)", [provider]
        )
        home = cursor.fetchone()
    if home is None:
        return None
    there = Actor.system(home[0])
    with entered(there):
        row = IdentityProvider.records.of(there).select_related("secret").one(id=provider)
    try:
        secret = unsealed(row.secret.sealed, PURPOSE)
    except InvalidToken:
        secret = ""  # after a restore under another key: the provider refuses it, and it is given anew
    return OpenedProvider(
        id=row.id,
        organisation_id=home[0],
        organisation_name=home[1],
        issuer=row.issuer,
        client_id=row.client_id,
        secret=secret,
        domains=tuple(row.domains),
        is_on=row.is_on,
    )


@command
def save_own_provider(
    *, actor: Actor, issuer: str, client_id: str, secret: str, domains: Collection[str], at: datetime
) -> UUID:
    """Set the provider of the actor's own organisation while it is off; an empty ``secret`` keeps the one that is there.

    What is set anew has to be tried anew. Raises ``Refused`` while it is on, and for what cannot be.
    """
    organisation = actor.organisation_id
    check_may_arrange(actor=actor, organisation=organisation)
    row = _row(actor)
    if row is not None and row.is_on:
        raise Refused(IS_ON)
    issuer, client_id, secret = issuer.strip().rstrip("/"), client_id.strip(), secret.strip()
    if not is_sound_issuer(issuer):
        raise Refused(NO_ISSUER)
    if not client_id or len(client_id) > 200:
        raise Refused(say("Give the client id that the provider gave to this site."))
    if len(secret) > 500 or (row is None and not secret):
        raise Refused(NO_SECRET)
    wanted = _checked_domains(domains)
    if row is None:
        row = IdentityProvider(organisation_id=organisation)
    elif (row.issuer, row.client_id) != (issuer, client_id):
        _forget_subjects(row)
    row.issuer, row.client_id, row.domains = issuer, client_id, list(wanted)
    row.changed_at, row.tested_at = at, None
    row.save()
    if secret:
        _keep_secret(actor, row, secret)
    record(actor, "identity_provider.set", "identity_provider", row.id, organisation, at=at)
    return row.id


@command
def renew_own_provider_secret(*, actor: Actor, secret: str, at: datetime) -> None:
    """Replace the secret, also while the provider is on: it opens nothing that the earlier one did not."""
    row = arranged_provider(actor)
    secret = secret.strip()
    if not secret or len(secret) > 500:
        raise Refused(NO_SECRET)
    _keep_secret(actor, row, secret)
    record(actor, "identity_provider.secret_set", "identity_provider", row.id, row.organisation_id, at=at)


@command
def note_provider_tried(*, actor: Actor, provider: UUID, at: datetime) -> None:
    """Note that signing in was tried by the actor and went well; raises ``NotFound`` for another's provider."""
    row = arranged_provider(actor)
    if row.id != provider:
        raise NotFound("provider")
    if row.is_on:
        return
    row.tested_at = at
    row.save(update_fields=["tested_at"])
    record(actor, "identity_provider.tried", "identity_provider", row.id, row.organisation_id, at=at)


@command
def switch_off_own_provider(*, actor: Actor, at: datetime) -> None:
    """Lead nobody to it any more, from now; who is signed in stays so, and passwords go on working."""
    row = arranged_provider(actor)
    if not row.is_on:
        return
    row.is_on, row.changed_at, row.tested_at = False, at, None
    row.save(update_fields=["is_on", "changed_at", "tested_at"])
    SignInDomain.records.of(actor).filter(provider=row).delete()
    record(actor, "identity_provider.switched_off", "identity_provider", row.id, row.organisation_id, at=at)


def switch_on(actor: Actor, row: IdentityProvider, at: datetime) -> None:
    """Lead people to it from now on. Raises ``Refused`` untried, and for a domain at which others have their accounts."""
    if row.tested_at is None:
        raise Refused(
            say("Signing in was not tried since the settings changed: an administrator tries it first.")
        )
    check_own_domains(row)
    try:
        with transaction.atomic():
            for domain in row.domains:
                SignInDomain.records.of(actor).create(
                    organisation_id=row.organisation_id, provider=row, domain=domain
                )
    except IntegrityError:
        raise Refused(
            say("One of these domains leads to the provider of another organisation already.")
        ) from None
    row.is_on, row.changed_at = True, at
    row.save(update_fields=["is_on", "changed_at"])


def check_own_domains(row: IdentityProvider) -> None:
    """Raise ``Refused`` unless at each domain the organisation has accounts, and no other organisation has more."""
    for domain in row.domains:
        with connection.cursor() as cursor:
            cursor.execute("SELECT organisation_id, accounts FROM access_accounts_at_domain(%s)", [domain])
            counts: dict[UUID, int] = dict(cursor.fetchall())
        own = counts.get(row.organisation_id, 0)
        if not own or own < max(counts.values()):
            raise Refused(
                say(
                    "At {domain} your organisation has no accounts, or another has more. Give only domains of your own"
                    " people, and invite them first."
                ),
                domain=domain,
            )


@query
def provider_row(*, actor: Actor) -> IdentityProvider | None:
    """The row of the actor's own organisation; for this room."""
    return IdentityProvider.records.of(actor).filter(organisation_id=actor.organisation_id).first()


def arranged_provider(actor: Actor) -> IdentityProvider:
    """The provider of the actor's own organisation, locked, for its administrator; raises ``NotFound`` where there is none."""
    check_may_arrange(actor=actor, organisation=actor.organisation_id)
    row = _row(actor)
    if row is None:
        raise NotFound("provider")
    return row


def is_sound_issuer(address: str) -> bool:
    """Whether an address may be a provider's, as far as it says itself."""
    parts = web_address(
        address, ("https", "http") if settings.IDENTITY_PROVIDERS_ON_THIS_MACHINE else ("https",)
    )
    return parts is not None and not parts.query and "/.well-known/" not in address


def _checked_domains(domains: Collection[str]) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(each.strip().lower().removeprefix("@") for each in domains))
    if not wanted or len(wanted) > MOST_DOMAINS:
        raise Refused(say("Give at least one e-mail domain, and at most {most}."), most=MOST_DOMAINS)
    for each in wanted:
        if not _DOMAIN.fullmatch(each):
            raise Refused(
                say("“{domain}” is no e-mail domain. Write what stands after the @."), domain=each[:80]
            )
    return wanted


def _forget_subjects(row: IdentityProvider) -> None:
    """Who was known by a subject of one provider is not by the same subject of another."""
    SocialAccount.objects.filter(provider=str(row.id)).delete()


def _keep_secret(actor: Actor, row: IdentityProvider, secret: str) -> None:
    IdentitySecret.records.of(actor).update_or_create(
        provider=row,
        organisation_id=row.organisation_id,
        defaults={"sealed": sealed(secret, PURPOSE)},
    )


def _row(actor: Actor) -> IdentityProvider | None:
    rows = IdentityProvider.records.of(actor).locked()
    return rows.filter(organisation_id=actor.organisation_id).first()
