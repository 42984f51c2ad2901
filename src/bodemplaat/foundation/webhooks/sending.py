"""Sending what is due to one webhook: one message at a time, no row held while the other side thinks.

A worker marks a message as in hand before it sends and notes the answer after. When it dies between the two, another sends the message
again under the same id: at least once.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Min
from django.utils import timezone

from bodemplaat.foundation.audit.api import record
from bodemplaat.foundation.clients.api import Scope, client_in_use
from bodemplaat.foundation.outbox.api import Announcement, publish
from bodemplaat.foundation.tenancy.api import Actor, command, entered
from bodemplaat.foundation.webhooks.models import Webhook, WebhookDelivery, WebhookSecret, WebhookTry
from bodemplaat.foundation.webhooks.network import SECONDS, Answer, post
from bodemplaat.foundation.webhooks.signing import secret_text, secrets_that_sign, signatures
from bodemplaat.foundation.webhooks.values import SCOPE_OF, EventKind, Off, Outcome

PAUSES: Final = (10, 60, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)
"""Seconds after each try that failed; after the last one, three days after the first, it is given up."""
IN_HAND: Final = timedelta(seconds=3 * SECONDS)
"""How long a message counts as in hand of a worker; it takes a third at most."""
LOOK_AGAIN: Final = 5
"""Seconds after which a webhook is looked at again that another worker has in hand."""
TURNED_OFF: Final = "webhook.turned_off"
"""Carries ``client`` and ``webhook`` (ids) and ``name``, the connection's."""


@dataclass(frozen=True, slots=True)
class _Message:
    delivery: UUID
    address: str
    body: str
    secrets: tuple[tuple[UUID, str], ...]


def send_next(organisation: UUID, webhook: UUID) -> datetime | None:
    """Send the oldest message that is due to a webhook; returns from when there is something again, if ever."""
    actor = Actor.system(organisation)
    now = timezone.now()
    message = _take(actor=actor, webhook=webhook, at=now)
    if isinstance(message, _Message):
        answer = Answer(Outcome.NO_SECRET, 0, 0)
        if message.secrets:
            answer = _sent(message, now)
        _note(actor=actor, webhook=webhook, message=message, answer=answer, at=timezone.now())
        with entered(actor):
            return _first_due(actor, webhook)
    return message


def _sent(message: _Message, at: datetime) -> Answer:
    second, id_ = int(at.timestamp()), f"msg_{message.delivery.hex}"
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Bodemplaat",
        "webhook-id": id_,
        "webhook-timestamp": str(second),
        "webhook-signature": signatures([text for _, text in message.secrets], id_, second, message.body),
    }
    return post(message.address, headers, message.body.encode())


@command
def _take(*, actor: Actor, webhook: UUID, at: datetime) -> _Message | datetime | None:
    """The oldest message that is due, now in hand; else from when to look again, if ever."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"webhook {webhook}"])
    hook = Webhook.records.of(actor).filter(id=webhook, ended_at=None, off_at=None).first()
    if hook is None:
        return None
    rows = WebhookDelivery.records.of(actor).filter(webhook=hook)
    if rows.filter(sending_until__gt=at).exists():
        return datetime.fromtimestamp((int(at.timestamp()) // LOOK_AGAIN + 1) * LOOK_AGAIN, UTC)
    row = rows.filter(next_at__lte=at).order_by("next_at", "happened_at", "id").first()
    if row is None:
        return _first_due(actor, webhook)
    client = client_in_use(actor=actor, client=hook.client_id, at=at)
    if client is None or not {SCOPE_OF[EventKind(row.kind)], Scope.WEBHOOKS} <= set(client.scopes):
        row.next_at, row.given_up_at = None, at  # what it lost it is not told either
        row.save(update_fields=["next_at", "given_up_at"])
        return at
    row.sending_until = at + IN_HAND
    row.save(update_fields=["sending_until"])
    secrets = tuple((each.id, secret_text(each.id)) for each in secrets_that_sign(actor, hook.id, at))
    return _Message(row.id, hook.address, row.body, secrets)


@command
def _note(*, actor: Actor, webhook: UUID, message: _Message, answer: Answer, at: datetime) -> None:
    hook = Webhook.records.of(actor).locked().one(id=webhook)
    row = WebhookDelivery.records.of(actor).locked().one(id=message.delivery)
    WebhookTry.records.of(actor).create(
        organisation_id=row.organisation_id,
        delivery=row,
        at=at,
        outcome=answer.outcome.value,
        status=answer.status,
        milliseconds=answer.milliseconds,
    )
    row.sending_until = None
    row.tries += 1
    if answer.outcome is Outcome.DELIVERED:
        row.delivered_at, row.next_at = at, None
        ids = [each for each, _ in message.secrets]
        WebhookSecret.records.of(actor).filter(id__in=ids).update(last_used_at=at)
    elif row.next_at is None:  # ended in the meantime
        pass
    elif answer.outcome is Outcome.GONE or row.tries > len(PAUSES):
        row.next_at, row.given_up_at = None, at
        _give_up(actor, hook, row, answer.outcome, at)
    else:
        row.next_at = at + timedelta(seconds=PAUSES[row.tries - 1])
    row.save(update_fields=["sending_until", "tries", "delivered_at", "next_at", "given_up_at"])


def _give_up(actor: Actor, hook: Webhook, row: WebhookDelivery, outcome: Outcome, at: datetime) -> None:
    """Turn a webhook off that is gone, or at which nothing arrived since this message was first tried; the administrator hears of it."""
    others = WebhookDelivery.records.of(actor).filter(webhook=hook).exclude(id=row.id)
    tries = WebhookTry.records.of(actor).filter(delivery=row).order_by("-at").values_list("at", flat=True)
    began = min(tries[: row.tries])
    if outcome is not Outcome.GONE and others.filter(delivered_at__gte=began).exists():
        return
    if hook.off_at is not None or hook.ended_at is not None:
        return
    hook.off_at, hook.off_reason = at, (Off.GONE if outcome is Outcome.GONE else Off.FAILED).value
    hook.save(update_fields=["off_at", "off_reason"])
    others.exclude(next_at=None).update(next_at=None, given_up_at=at)
    record(actor, "webhook.turned_off", "webhook", hook.id, hook.organisation_id, at=at)
    client = client_in_use(actor=actor, client=hook.client_id, at=at)
    facts = {
        "client": str(hook.client_id),
        "webhook": str(hook.id),
        "name": client.name if client is not None else "",
    }
    publish(actor, Announcement(TURNED_OFF, hook.organisation_id, facts), at=at)


def _first_due(actor: Actor, webhook: UUID) -> datetime | None:
    rows = WebhookDelivery.records.of(actor).filter(webhook_id=webhook).exclude(next_at=None)
    first: datetime | None = rows.aggregate(first=Min("next_at"))["first"]
    return first
