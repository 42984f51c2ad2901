"""Registering an address, ending it, and what an administrator does with it: another secret, on again, sent anew."""

from collections.abc import Collection
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID, uuid4

from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.clients.api import client_in_use
from bodemplaat.foundation.secrets.api import digest_of, end_secrets, make_way, opens
from bodemplaat.foundation.tenancy.api import (
    Actor,
    GuardedQuerySet,
    NotFound,
    Refused,
    command,
    once_at_end,
)
from bodemplaat.foundation.webhooks.models import Webhook, WebhookDelivery, WebhookSecret
from bodemplaat.foundation.webhooks.network import is_sound
from bodemplaat.foundation.webhooks.policies import arranged, check_is_client, held
from bodemplaat.foundation.webhooks.signing import secret_text
from bodemplaat.foundation.webhooks.tasks import send
from bodemplaat.foundation.webhooks.values import SCOPE_OF, EventKind
from bodemplaat.kernel import say

MOST: Final = 10
"""Webhooks of one client that have not ended."""
NOT_SOUND: Final = say(
    "Give an address that begins with https:// and is on the public internet, without a name or password in it."
)
NO_KIND: Final = say("Choose at least one kind of event.")
NOT_READ: Final = say("This connection may not read what it asks to be told of.")


@command
def register_webhook(
    *, actor: Actor, client: UUID, address: str, kinds: Collection[EventKind], at: datetime
) -> UUID:
    """Let a client be told of kinds of events at an address; its first secret is made with it.

    Raises ``Refused`` for an address that is not sound, and for kinds of which the client may not read what they are about.
    """
    check_is_client(actor)
    row = client_in_use(actor=actor, client=client, at=at)
    if row is None:
        raise NotFound("client")
    address = address.strip()
    if not is_sound(address):
        raise Refused(NOT_SOUND)
    if not kinds:
        raise Refused(NO_KIND)
    if not {SCOPE_OF[kind] for kind in kinds} <= set(row.scopes):
        raise Refused(NOT_READ)
    here = actor.organisation_id
    rows = Webhook.records.of(actor).filter(organisation_id=here, client_id=client, ended_at=None)
    if rows.count() >= MOST:
        raise Refused(say("There are as many addresses as there can be: end one first."))
    hook = Webhook.records.of(actor).create(
        organisation_id=here, client_id=client, address=address, kinds=sorted(set(kinds)), made_at=at
    )
    record(actor, "webhook.made", "webhook", hook.id, here, at=at, details={"name": row.name})
    _make_secret(actor, hook, at)
    return hook.id


@command
def end_webhook(*, actor: Actor, webhook: UUID, client: UUID | None = None, at: datetime) -> None:
    """Send nothing there any more; what waits is given up. By the client itself, or an administrator."""
    if client is None:
        row = arranged(actor, webhook)
    else:
        check_is_client(actor)
        row = held(actor, webhook)
        if row.client_id != client:
            raise NotFound(Webhook._meta.verbose_name)
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    end_secrets(WebhookSecret.records.of(actor).filter(webhook=row), at, at)
    _of(actor, row).exclude(next_at=None).update(next_at=None, given_up_at=at)
    record(actor, "webhook.ended", "webhook", row.id, row.organisation_id, at=at)


@command
def turn_on_webhook(*, actor: Actor, webhook: UUID, at: datetime) -> None:
    """Send again to an address that failed too long."""
    row = arranged(actor, webhook)
    if row.off_at is None:
        return
    row.off_at, row.off_reason = None, ""
    row.save(update_fields=["off_at", "off_reason"])
    record(actor, "webhook.turned_on", "webhook", row.id, row.organisation_id, at=at)


@command
def renew_webhook_secret(*, actor: Actor, webhook: UUID, old_until: datetime | None, at: datetime) -> str:
    """Make another secret; the earlier ones sign along until a moment, or end now without one.

    Raises ``Refused`` for a moment that has passed.
    """
    row = arranged(actor, webhook)
    make_way(WebhookSecret.records.of(actor).filter(webhook=row), old_until, at)
    return _make_secret(actor, row, at)


@command
def end_webhook_secret(*, actor: Actor, webhook: UUID, secret: UUID, at: datetime) -> None:
    """Let one secret sign nothing any more, from now. Raises ``Refused`` for the only one."""
    row = arranged(actor, webhook)
    rows = WebhookSecret.records.of(actor).filter(webhook=row)
    kept = rows.locked().one(id=secret)
    if not rows.filter(opens(at)).exclude(id=secret).exists():
        raise Refused(say("Nothing can be signed without a secret: make a new one first."))
    if kept.ends_at is None or kept.ends_at > at:
        kept.ends_at = at
        kept.save(update_fields=["ends_at"])
        record(actor, "webhook.secret_ended", "webhook", row.id, row.organisation_id, at=at)


@command
def send_anew(*, actor: Actor, webhook: UUID, delivery: UUID, at: datetime) -> None:
    """Send one message again under the same id, delivered or not. Raises ``Refused`` while the address is off."""
    row = _on(actor, webhook)
    one = _of(actor, row).locked().one(id=delivery)
    one.tries, one.next_at, one.given_up_at = 0, at, None
    one.save(update_fields=["tries", "next_at", "given_up_at"])
    _queue(row)
    record(actor, "webhook.sent_anew", "webhook", row.id, row.organisation_id, at=at)


@command
def send_all_anew(*, actor: Actor, webhook: UUID, at: datetime) -> int:
    """Send everything again that was given up; returns how many. Raises ``Refused`` while the address is off."""
    row = _on(actor, webhook)
    count = _of(actor, row).exclude(given_up_at=None).update(tries=0, next_at=at, given_up_at=None)
    if count:
        _queue(row)
        record(actor, "webhook.sent_anew", "webhook", row.id, row.organisation_id, at=at)
    return int(count)


def _on(actor: Actor, webhook: UUID) -> Webhook:
    row = arranged(actor, webhook)
    if row.off_at is not None:
        raise Refused(say("This address is off: turn it on first."))
    return row


def _of(actor: Actor, row: Webhook) -> GuardedQuerySet[WebhookDelivery]:
    return WebhookDelivery.records.of(actor).filter(webhook=row)


def _queue(row: Webhook) -> None:
    once_at_end(
        (send, row.id), partial(send.defer, organisation=str(row.organisation_id), webhook=str(row.id))
    )


def _make_secret(actor: Actor, row: Webhook, at: datetime) -> str:
    secret = uuid4()
    text = secret_text(secret)
    WebhookSecret.records.of(actor).create(
        id=secret,
        organisation_id=row.organisation_id,
        webhook=row,
        made_at=at,
        digest=digest_of(text),
        ending=text.rstrip("=")[-4:],
    )
    record(actor, "webhook.secret_made", "webhook", row.id, row.organisation_id, at=at)
    return text
