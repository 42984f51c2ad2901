"""Webhooks as their client, administrator and controller see them."""

from datetime import datetime
from typing import Final
from uuid import UUID

from bodemplaat.foundation.clients.api import client_of
from bodemplaat.foundation.secrets.api import secrets_shown
from bodemplaat.foundation.tenancy.api import Actor, NotFound, Role, query
from bodemplaat.foundation.webhooks.models import Webhook, WebhookDelivery, WebhookSecret, WebhookTry
from bodemplaat.foundation.webhooks.policies import check_is_client, check_may_read
from bodemplaat.foundation.webhooks.signing import secret_text, secrets_that_sign
from bodemplaat.foundation.webhooks.values import (
    DeliveryView,
    EventKind,
    Off,
    Outcome,
    SigningSecret,
    Try,
    WebhookRow,
    WebhookView,
)

SHOWN: Final = 50
"""Deliveries on a page, the latest first."""


@query
def webhooks_of_client(*, actor: Actor, client: UUID) -> tuple[WebhookRow, ...]:
    """The webhooks of a client, for itself and for whoever may read connections; those that have not ended, oldest first."""
    if not actor.is_system:
        check_may_read(actor)
    rows = Webhook.records.of(actor).filter(
        organisation_id=actor.organisation_id, client_id=client, ended_at=None
    )
    return tuple(map(_row, rows.order_by("made_at", "id")))


@query
def own_webhook(*, actor: Actor, client: UUID, webhook: UUID) -> WebhookRow:
    """One webhook, for its client. Raises ``NotFound`` for another's, and for one that has ended."""
    check_is_client(actor)
    for row in webhooks_of_client(actor=actor, client=client):
        if row.id == webhook:
            return row
    raise NotFound(Webhook._meta.verbose_name)


@query
def signing_secret(*, actor: Actor, client: UUID, webhook: UUID, at: datetime) -> SigningSecret:
    """The newest secret of a webhook, for its client. Raises ``NotFound`` where nothing is signed."""
    own_webhook(actor=actor, client=client, webhook=webhook)
    for row in secrets_that_sign(actor, webhook, at):
        return SigningSecret(secret_text(row.id), row.made_at)
    raise NotFound(WebhookSecret._meta.verbose_name)


@query
def webhook_of(*, actor: Actor, webhook: UUID, at: datetime) -> WebhookView:
    """One webhook with what was sent lately, for administrator and controller; six statements and those of its client."""
    check_may_read(actor)
    row = Webhook.records.of(actor).one(id=webhook, organisation_id=actor.organisation_id)
    rows = WebhookDelivery.records.of(actor).filter(webhook=row)
    deliveries = list(rows.order_by("-happened_at", "id")[:SHOWN])
    tries: dict[UUID, list[Try]] = {each.id: [] for each in deliveries}
    for each in WebhookTry.records.of(actor).filter(delivery_id__in=tries).order_by("-at", "id"):
        one = Try(each.at, Outcome(each.outcome), each.status, each.milliseconds)
        tries[each.delivery_id].append(one)
    return WebhookView(
        row=_row(row),
        client_name=client_of(actor=actor, client=row.client_id, at=at).row.name,
        secrets=secrets_shown(WebhookSecret.records.of(actor).filter(webhook=row), at),
        deliveries=tuple(_delivery(each, tries[each.id]) for each in deliveries),
        waiting=rows.exclude(next_at=None).count(),
        given_up=rows.exclude(given_up_at=None).count(),
        may_arrange=actor.role is Role.ADMINISTRATOR,
    )


def _row(row: Webhook) -> WebhookRow:
    return WebhookRow(
        id=row.id,
        client=row.client_id,
        address=row.address,
        kinds=tuple(kind for kind in EventKind if kind in row.kinds),
        made_at=row.made_at,
        off_at=row.off_at,
        off_reason=Off(row.off_reason) if row.off_reason else None,
        ended_at=row.ended_at,
    )


def _delivery(row: WebhookDelivery, tries: list[Try]) -> DeliveryView:
    return DeliveryView(
        id=row.id,
        kind=EventKind(row.kind),
        happened_at=row.happened_at,
        next_at=row.next_at,
        delivered_at=row.delivered_at,
        given_up_at=row.given_up_at,
        tries=tuple(tries),
    )
