"""The connection and its secrets: switched on and off by an administrator; a secret is shown once and kept as a digest."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import F

from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.directory.models import (
    Connection,
    DirectoryGroup,
    DirectoryPerson,
    DirectoryRefusal,
    Secret,
)
from bodemplaat.foundation.organisations.api import check_may_arrange
from bodemplaat.foundation.secrets.api import (
    RefusalView,
    SecretView,
    digest_of,
    end_secrets,
    forget_earlier,
    make_way,
    new_secret,
    opens,
    refusals_shown,
    secrets_shown,
)
from bodemplaat.foundation.tenancy.api import Actor, GuardedQuerySet, NotFound, Refused, command, query
from bodemplaat.kernel import say

THROUGH: Final = "scim"
"""What the trail calls the directory."""


@dataclass(frozen=True, slots=True)
class ConnectionView:
    """The connection of the actor's organisation, with what it was used for."""

    is_on: bool
    switched_at: datetime
    last_used_at: datetime | None
    answered: int
    refused: int
    people: int
    inactive: int
    groups: int
    secrets: tuple[SecretView, ...]
    refusals: tuple[RefusalView, ...]


def directory_of(organisation: UUID) -> Actor:
    """Who acts when the directory of an organisation asks for something: the platform, for it alone, on its behalf."""
    return Actor.system(organisation, through=THROUGH)


@query
def connection_of(*, actor: Actor, at: datetime) -> ConnectionView | None:
    """The connection of the actor's own organisation; ``None`` where there never was one."""
    check_may_arrange(actor=actor, organisation=actor.organisation_id)
    row = Connection.records.of(actor).filter(organisation_id=actor.organisation_id).first()
    if row is None:
        return None
    people = DirectoryPerson.records.of(actor).filter(organisation_id=actor.organisation_id)
    groups = DirectoryGroup.records.of(actor).filter(organisation_id=actor.organisation_id)
    secrets = Secret.records.of(actor).filter(organisation_id=actor.organisation_id)
    refusals = DirectoryRefusal.records.of(actor).filter(organisation_id=actor.organisation_id)
    return ConnectionView(
        is_on=row.is_on,
        switched_at=row.switched_at,
        last_used_at=row.last_used_at,
        answered=row.answered,
        refused=row.refused,
        people=people.count(),
        inactive=people.filter(active=False).count(),
        groups=groups.count(),
        secrets=secrets_shown(secrets, at),
        refusals=refusals_shown(refusals),
    )


@command
def switch_on(*, actor: Actor, at: datetime) -> str:
    """Switch the connection on; returns its secret, which is shown now and never again. Earlier secrets have ended."""
    organisation = actor.organisation_id
    check_may_arrange(actor=actor, organisation=organisation)
    row = Connection.records.of(actor).locked().filter(organisation_id=organisation).first()
    if row is not None and row.is_on:
        raise Refused(say("The connection is on already. Make a new secret if you need one."))
    if row is None:
        row = Connection(organisation_id=organisation)
    row.is_on, row.switched_at = True, at
    row.save()
    record(actor, "directory.switched_on", "directory", row.id, organisation, at=at)
    end_secrets(_secrets(actor), at, at)
    return _make(actor, row, at)


@command
def switch_off(*, actor: Actor, at: datetime) -> None:
    """Switch the connection off: every secret ends now. People, accounts and roles stay as they are."""
    row = _connection(actor)
    row.is_on, row.switched_at = False, at
    row.save(update_fields=["is_on", "switched_at"])
    end_secrets(_secrets(actor), at, at)
    record(actor, "directory.switched_off", "directory", row.id, row.organisation_id, at=at)


@command
def renew_secret(*, actor: Actor, old_until: datetime | None, at: datetime) -> str:
    """Make another secret, shown now and never again; the earlier ones hold until a moment, or end now without one.

    Raises ``Refused`` for a moment that has passed and while the connection is off.
    """
    row = _connection(actor)
    make_way(_secrets(actor), old_until, at)
    return _make(actor, row, at)


@command
def end_secret(*, actor: Actor, secret: UUID, at: datetime) -> None:
    """Let one secret open nothing any more, from now."""
    row = _connection(actor)
    kept = Secret.records.of(actor).locked().one(id=secret, organisation_id=row.organisation_id)
    if kept.ends_at is None or kept.ends_at > at:
        kept.ends_at = at
        kept.save(update_fields=["ends_at"])
        record(actor, "directory.secret_ended", "directory", row.id, row.organisation_id, at=at)


@query
def secret_opened(*, actor: Actor, secret: str, at: datetime) -> UUID | None:
    """The id of the secret that somebody showed, while it and the connection hold; ``None`` for anything else."""
    organisation = actor.organisation_id
    kept = Secret.records.of(actor).filter(opens(at), organisation_id=organisation, digest=digest_of(secret))
    opened = kept.values_list("id", flat=True).first()
    is_on = Connection.records.of(actor).filter(organisation_id=organisation, is_on=True).exists()
    return opened if is_on else None


@command
def note_use(
    *,
    actor: Actor,
    secret: UUID,
    method: str,
    about: str,
    status: int,
    reason: str = "",
    at: datetime,
) -> None:
    """Count a request of the directory; of one that was refused the kind and the reason are kept, and nothing it held."""
    organisation = actor.organisation_id
    is_good = status < 400
    Secret.records.of(actor).filter(id=secret).update(last_used_at=at)
    Connection.records.of(actor).filter(organisation_id=organisation).update(
        last_used_at=at,
        answered=F("answered") + int(is_good),
        refused=F("refused") + int(not is_good),
    )
    if reason:
        refusals = DirectoryRefusal.records.of(actor)
        refusals.create(
            organisation_id=organisation, at=at, method=method, about=about, status=status, reason=reason
        )
        forget_earlier(DirectoryRefusal.records.of(actor).filter(organisation_id=organisation))


def _connection(actor: Actor) -> Connection:
    check_may_arrange(actor=actor, organisation=actor.organisation_id)
    row = Connection.records.of(actor).locked().filter(organisation_id=actor.organisation_id).first()
    if row is None or not row.is_on:
        raise NotFound("connection")
    return row


def _make(actor: Actor, row: Connection, at: datetime) -> str:
    secret, kept = new_secret("bdp_")
    Secret.records.of(actor).create(organisation_id=row.organisation_id, made_at=at, **kept)
    record(actor, "directory.secret_made", "directory", row.id, row.organisation_id, at=at)
    return secret


def _secrets(actor: Actor) -> GuardedQuerySet[Secret]:
    return Secret.records.of(actor).filter(organisation_id=actor.organisation_id)
