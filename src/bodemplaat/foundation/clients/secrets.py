"""Secrets of a client: made, renewed with the old one opening for a while, ended at once, and opening what they open."""

import base64
import binascii
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.clients.models import Client, ClientSecret
from bodemplaat.foundation.clients.policies import arranged
from bodemplaat.foundation.clients.values import Opened, Scope
from bodemplaat.foundation.secrets.api import digest_of, end_secrets, make_way, new_secret, opens
from bodemplaat.foundation.tenancy.api import Actor, command, entered

PREFIX = "bdc_"


@command
def renew_client_secret(*, actor: Actor, client: UUID, old_until: datetime | None, at: datetime) -> str:
    """Make another secret, shown now and never again; the earlier ones hold until a moment, or end now without one.

    Raises ``Refused`` for a moment that has passed, and for a client that opens nothing any more.
    """
    row = arranged(actor, client, at)
    make_way(ClientSecret.records.of(actor).filter(client=row), old_until, at)
    return make_secret(actor, row, at)


@command
def end_client_secret(*, actor: Actor, client: UUID, secret: UUID, at: datetime) -> None:
    """Let one secret open nothing any more, from now."""
    row = arranged(actor, client, at)
    kept = ClientSecret.records.of(actor).locked().one(id=secret, client=row)
    if kept.ends_at is None or kept.ends_at > at:
        kept.ends_at = at
        kept.save(update_fields=["ends_at"])
        record(actor, "client.secret_ended", "client", row.id, row.organisation_id, at=at)


def opened_by(*, secret: str, at: datetime) -> Opened | None:
    """The client that a secret belongs to, while secret and client hold; ``None`` for anything else.

    Asked before anybody entered: a secret begins with the organisation and the client that it is of, so only that
    organisation's rows are looked at.
    """
    ids = _ids_in(secret)
    if ids is None:
        return None
    organisation, client = ids
    actor = Actor.system(organisation)
    with entered(actor):
        kept = (
            ClientSecret.records.of(actor)
            .filter(opens(at), organisation_id=organisation, client_id=client, digest=digest_of(secret))
            .filter(client__ended_at=None, client__last_day__gte=timezone.localdate(at))
            .select_related("client")
            .first()
        )
    if kept is None:
        return None
    return Opened(
        client=client,
        organisation=organisation,
        name=kept.client.name,
        secret=kept.id,
        scopes=frozenset(map(Scope, kept.client.scopes)),
        last_day=kept.client.last_day,
    )


def make_secret(actor: Actor, row: Client, at: datetime) -> str:
    """A new secret of a client, as text; of it the digest is kept."""
    whose = base64.urlsafe_b64encode(row.organisation_id.bytes + row.id.bytes).decode().rstrip("=")
    secret, kept = new_secret(f"{PREFIX}{whose}.")
    ClientSecret.records.of(actor).create(organisation_id=row.organisation_id, client=row, made_at=at, **kept)
    record(actor, "client.secret_made", "client", row.id, row.organisation_id, at=at)
    return secret


def end_secrets_of(actor: Actor, row: Client, ends_at: datetime, at: datetime) -> None:
    """Let every secret of a client that opens end at a moment, or earlier where it did."""
    end_secrets(ClientSecret.records.of(actor).filter(client=row), ends_at, at)


def _ids_in(secret: str) -> tuple[UUID, UUID] | None:
    whose, _, chance = secret.removeprefix(PREFIX).partition(".")
    if not secret.startswith(PREFIX) or not chance or not whose.isascii():
        return None
    try:
        ids = base64.b64decode(f"{whose}=", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return (UUID(bytes=ids[:16]), UUID(bytes=ids[16:])) if len(ids) == 32 else None
