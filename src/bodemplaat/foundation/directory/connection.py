"""The connection and its secrets: switched on and off by an administrator; a secret is shown once and kept as a digest."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import F, Q

from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.directory.models import (
    Connection,
    DirectoryGroup,
    DirectoryPerson,
    DirectoryRefusal,
    Secret,
)
from bodemplaat.foundation.organisations.api import check_may_arrange
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Refused, command, query
from bodemplaat.kernel import say

KEPT_REFUSALS: Final = 20
"""Of requests that were refused the last ones are kept."""
THROUGH: Final = "scim"
"""What the trail calls the directory."""


@dataclass(frozen=True, slots=True)
class SecretView:
    """A secret as it may be shown: never itself. ``ends_at`` is from when it opens nothing any more."""

    id: UUID
    ending: str
    made_at: datetime
    ends_at: datetime | None
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class RefusalView:
    """A request that was refused: ``reason`` is marked text."""

    at: datetime
    method: str
    about: str
    status: int
    reason: str


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
    kept = Secret.records.of(actor).filter(_opens(at), organisation_id=actor.organisation_id)
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
        secrets=tuple(
            SecretView(each.id, each.ending, each.made_at, each.ends_at, each.last_used_at)
            for each in kept.order_by("-made_at", "id")
        ),
        refusals=tuple(
            RefusalView(each.at, each.method, each.about, each.status, each.reason)
            for each in refusals.order_by("-at", "id")[:KEPT_REFUSALS]
        ),
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
    _end(actor, at, at)
    return _make(actor, row, at)


@command
def switch_off(*, actor: Actor, at: datetime) -> None:
    """Switch the connection off: every secret ends now. People, accounts and roles stay as they are."""
    row = _connection(actor)
    row.is_on, row.switched_at = False, at
    row.save(update_fields=["is_on", "switched_at"])
    _end(actor, at, at)
    record(actor, "directory.switched_off", "directory", row.id, row.organisation_id, at=at)


@command
def renew_secret(*, actor: Actor, old_until: datetime | None, at: datetime) -> str:
    """Make another secret, shown now and never again; the earlier ones hold until a moment, or end now without one.

    Raises ``Refused`` for a moment that has passed and while the connection is off.
    """
    row = _connection(actor)
    if old_until is not None and old_until <= at:
        raise Refused(say("Choose a moment that is still to come, or let the old secret end now."))
    _end(actor, old_until or at, at)
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
    kept = Secret.records.of(actor).filter(_opens(at), organisation_id=organisation, digest=_digest(secret))
    opens = kept.values_list("id", flat=True).first()
    is_on = Connection.records.of(actor).filter(organisation_id=organisation, is_on=True).exists()
    return opens if is_on else None


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
        rows = DirectoryRefusal.records.of(actor).filter(organisation_id=organisation).order_by("-at", "id")
        stale = list(rows.values_list("id", flat=True)[KEPT_REFUSALS : KEPT_REFUSALS + 100])
        if stale:
            DirectoryRefusal.records.of(actor).filter(id__in=stale).delete()


def _connection(actor: Actor) -> Connection:
    check_may_arrange(actor=actor, organisation=actor.organisation_id)
    row = Connection.records.of(actor).locked().filter(organisation_id=actor.organisation_id).first()
    if row is None or not row.is_on:
        raise NotFound("connection")
    return row


def _make(actor: Actor, row: Connection, at: datetime) -> str:
    secret = f"bdp_{secrets.token_urlsafe(32)}"
    Secret.records.of(actor).create(
        organisation_id=row.organisation_id, digest=_digest(secret), ending=secret[-4:], made_at=at
    )
    record(actor, "directory.secret_made", "directory", row.id, row.organisation_id, at=at)
    return secret


def _end(actor: Actor, ends_at: datetime, at: datetime) -> None:
    rows = Secret.records.of(actor).filter(_opens(at), organisation_id=actor.organisation_id)
    rows.filter(Q(ends_at=None) | Q(ends_at__gt=ends_at)).update(ends_at=ends_at)


def _opens(at: datetime) -> Q:
    return Q(ends_at=None) | Q(ends_at__gt=at)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
