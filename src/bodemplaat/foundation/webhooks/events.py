"""What happened, put down for every webhook that is told of it."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from uuid import UUID

from bodemplaat.foundation.clients.api import ClientRow, Scope, client_in_use
from bodemplaat.foundation.tenancy.api import Actor, command, once_at_end
from bodemplaat.foundation.webhooks.models import Webhook, WebhookDelivery
from bodemplaat.foundation.webhooks.tasks import send
from bodemplaat.foundation.webhooks.values import SCOPE_OF, EventKind

MayRead = Callable[[ClientRow], bool]


@command
def tell_webhooks(
    *,
    actor: Actor,
    cause: UUID,
    kind: EventKind,
    facts: Mapping[str, str],
    may_read: MayRead,
    at: datetime,
) -> int:
    """Put an event down for every webhook of the actor's organisation that wants its kind; returns for how many.

    ``cause`` is its idempotency key. ``may_read`` says of a client whether it may read what the event is about; it is asked
    only for one that has the scope.
    """
    here, queued = actor.organisation_id, 0
    rows = Webhook.records.of(actor).filter(
        organisation_id=here, ended_at=None, off_at=None, kinds__contains=[kind.value]
    )
    for row in rows:
        if not _is_for(actor, row, kind, may_read, at):
            continue
        body = {"type": kind.value, "timestamp": at.isoformat(), "data": dict(facts)}
        delivery = WebhookDelivery(
            organisation_id=here,
            webhook=row,
            cause=cause,
            kind=kind.value,
            body=json.dumps(body, separators=(",", ":"), sort_keys=True),
            happened_at=at,
            next_at=at,
        )
        WebhookDelivery.records.of(actor).bulk_create([delivery], ignore_conflicts=True)
        once_at_end((send, row.id), partial(send.defer, organisation=str(here), webhook=str(row.id)))
        queued += 1
    return queued


def _is_for(actor: Actor, row: Webhook, kind: EventKind, may_read: MayRead, at: datetime) -> bool:
    client = client_in_use(actor=actor, client=row.client_id, at=at)
    return client is not None and {SCOPE_OF[kind], Scope.WEBHOOKS} <= set(client.scopes) and may_read(client)
